// Hydrates the parts of the page once it is painted, so that nothing delays the first paint. A late part is hydrated
// when it comes near the screen, one that is asleep at the first sign of activity, which hydrates all.
(async (script, wasm) => {
  const signs = ["click", "input", "keydown", "pointerdown", "pointermove", "popstate"];
  const longest = 30_000;
  const song = () => new URLSearchParams(location.search).get("song");
  const rendered = location.pathname + location.search;
  const renderedSong = song();
  let code;
  let early;
  let wanted = false;

  // After a trap in the wasm the promise never settles.
  const woken = (part) =>
    new Promise((resolve, reject) => {
      const trapped = ({ error }) => error instanceof WebAssembly.RuntimeError && reject(error);
      addEventListener("error", trapped);
      const done = () => removeEventListener("error", trapped);
      code.wake(part).finally(done).then(resolve, reject);
    });
  const wake = async (part, pause = 250) => {
    if (part.dataset.state) return;
    part.dataset.state = "waking";
    part.dataset.rendered = rendered;
    try {
      await woken(part);
      delete part.dataset.asleep;
      part.dataset.state = "awake";
      if (part.contains(early)) {
        early.click();
        early = undefined;
      }
    } catch (error) {
      console.warn(error);
      part.dataset.state = "failed";
      if (!(error instanceof WebAssembly.RuntimeError)) await askServer(part, pause);
    }
  };
  // Typing changes the URL too, and must not be lost by a reload.
  const hasGone = ({ dataset: { part } }) =>
    part === "list" || part === "map"
      ? location.pathname + location.search !== rendered
      : part !== "search" && song() !== renderedSong;
  // The code of a part could not be loaded: reloads the page if its URL has changed meanwhile, or else tries again.
  const askServer = async (part, pause) => {
    const answer = hasGone(part) && (await fetch(location.href).catch(() => undefined));
    if (answer?.ok) return location.reload();
    setTimeout(() => {
      delete part.dataset.state;
      wake(part, Math.min(2 * pause, longest));
    }, pause);
  };
  // A pause after each part lets the browser handle input.
  const rest = () => new Promise((rested) => setTimeout(rested));
  const wakeThese = async (parts) => {
    for (const part of document.querySelectorAll(parts)) await wake(part).then(rest);
  };
  const listening = new AbortController();
  const need = () => {
    listening.abort();
    wanted = true;
    if (code) wakeThese("[data-part]");
  };
  const { signal } = listening;
  for (const sign of signs) addEventListener(sign, need, { capture: true, passive: true, signal });
  const wakeWhenNear = (part) => {
    const come = (seen, near) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      wake(part);
    };
    // The part itself has no box (display: contents), but its children have.
    const near = new IntersectionObserver(come, { rootMargin: "25%" });
    for (const child of part.children) near.observe(child);
  };

  // A button that changes the list needs the stored list, so it waits for its code.
  const hold = (event) => {
    const button = event.submitter;
    const part = button?.closest("[data-part]");
    if (button?.getAttribute("form") !== "list-form" || part?.dataset.state === "awake") return;
    event.preventDefault();
    early = button;
    need();
  };
  addEventListener("submit", hold, { capture: true });
  const load = async (pause = 1000) => {
    try {
      const module = await import(script);
      await module.default({ module_or_path: wasm });
      return module;
    } catch (error) {
      console.warn(error);
      await new Promise((rested) => setTimeout(rested, pause));
      return load(Math.min(2 * pause, longest));
    }
  };

  await new Promise((painted) => requestAnimationFrame(painted)).then(rest);
  code = await load();
  await rest();
  await wakeThese("[data-part]:not([data-asleep], [data-late])");
  document.querySelectorAll("[data-late]:not([data-asleep])").forEach(wakeWhenNear);
  if (wanted) need();
  document.body.dataset.hydrated = "";
})
