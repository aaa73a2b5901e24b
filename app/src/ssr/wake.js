// Wakes the parts of the page, once it is painted: nothing is to be in the way of what is read first.
(async (script, wasm) => {
  const parts = (asleep) => document.querySelectorAll(`[data-part]${asleep ? "" : ":not([data-asleep])"}`);
  const signs = ["click", "input", "keydown", "pointerdown", "popstate"];
  const rendered = location.pathname + location.search;
  let code;
  let wanted = false;

  // A part that cannot be loaded now is tried again at the next sign of somebody who needs it.
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
  const wakeAll = async () => {
    for (const part of parts(wanted)) await wake(part).then(rest);
  };
  const need = () => {
    wanted = true;
    if (code) wakeAll();
  };
  for (const sign of signs) addEventListener(sign, need, { capture: true, passive: true });

  await new Promise((painted) => requestAnimationFrame(painted)).then(rest);
  const module = await import(script);
  await module.default({ module_or_path: wasm });
  code = module;
  await rest();
  await wakeAll();
  code.settle();
  await rest();
  document.body.dataset.hydrated = "";
})
