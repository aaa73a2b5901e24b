// Wakes the parts of the page, once it is painted: nothing is to be in the way of what is read first.
// A late part wakes when it comes near the screen, one that is asleep at the first sign of somebody who needs it;
// such a sign wakes all.
(async (script, wasm) => {
  const signs = ["click", "input", "keydown", "pointerdown", "pointermove", "popstate"];
  const longest = 30_000;
  const song = () => new URLSearchParams(location.search).get("song");
  const rendered = location.pathname + location.search;
  const renderedSong = song();
  let code;
  let wanted = false;

  // A trap in the code leaves its promise open for ever.
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
    } catch (error) {
      console.warn(error);
      part.dataset.state = "failed";
      if (!(error instanceof WebAssembly.RuntimeError)) await askServer(part, pause);
    }
  };
  // What is typed in the search box moves the page too, and is not to be lost.
  const hasGone = ({ dataset: { part } }) =>
    part === "list" || part === "map"
      ? location.pathname + location.search !== rendered
      : part !== "search" && song() !== renderedSong;
  // Its code could not be loaded. The server shows the place where the page has gone meanwhile; or it is tried again.
  const askServer = async (part, pause) => {
    const answer = hasGone(part) && (await fetch(location.href).catch(() => undefined));
    if (answer?.ok) return location.reload();
    setTimeout(() => {
      delete part.dataset.state;
      wake(part, Math.min(2 * pause, longest));
    }, pause);
  };
  // A rest after each, so that the browser can do something else meanwhile.
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
    // What is in it has boxes; the part itself has none.
    const near = new IntersectionObserver(come, { rootMargin: "25%" });
    for (const child of part.children) near.observe(child);
  };

  await new Promise((painted) => requestAnimationFrame(painted)).then(rest);
  const module = await import(script);
  await module.default({ module_or_path: wasm });
  code = module;
  await rest();
  await wakeThese("[data-part]:not([data-asleep], [data-late])");
  document.querySelectorAll("[data-late]:not([data-asleep])").forEach(wakeWhenNear);
  if (wanted) need();
  document.body.dataset.hydrated = "";
})
