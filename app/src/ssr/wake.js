// Wakes the parts of the page, once it is painted: nothing is to be in the way of what is read first.
// A late part wakes when it comes near the screen, one that is asleep at the first sign of somebody who needs it;
// such a sign wakes all.
(async (script, wasm) => {
  const signs = ["click", "input", "keydown", "pointerdown", "pointermove", "popstate"];
  const rendered = location.pathname + location.search;
  let code;
  let wanted = false;

  // A part that cannot be loaded now is tried again at the next sign, and then made anew.
  const wake = async (part) => {
    if (part.dataset.state) return;
    part.dataset.state = "waking";
    part.dataset.rendered = rendered;
    try {
      await code.wake(part);
      delete part.dataset.asleep;
      part.dataset.state = "awake";
    } catch (error) {
      console.warn(error);
      if (error instanceof WebAssembly.RuntimeError) return;
      part.dataset.asleep = "";
      delete part.dataset.state;
    }
  };
  // A rest after each, so that the browser can do something else meanwhile.
  const rest = () => new Promise((rested) => setTimeout(rested));
  const wakeThese = async (parts) => {
    for (const part of document.querySelectorAll(parts)) await wake(part).then(rest);
  };
  const need = () => {
    wanted = true;
    if (code) wakeThese("[data-part]");
  };
  for (const sign of signs) addEventListener(sign, need, { capture: true, passive: true });
  const wakeWhenNear = (part) => {
    // What is in it has boxes; the part itself has none.
    const near = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && wake(part),
      { rootMargin: "25%" },
    );
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
