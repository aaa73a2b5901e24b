// Wakes the parts of the page, once it is painted: nothing is to be in the way of what is read first.
(async (script, wasm) => {
  const parts = (asleep) => document.querySelectorAll(`[data-part]${asleep ? "" : ":not([data-asleep])"}`);
  const signs = ["click", "input", "keydown", "pointerdown", "popstate"];
  const here = () => location.pathname + location.search;
  const rendered = here();
  let code;
  let wanted = false;

  // A part that cannot be loaded now is tried again at the next sign of somebody who needs it.
  const wake = async (part) => {
    if (part.dataset.state) return;
    part.dataset.state = "waking";
    // What the server knew of another place is of no use here.
    if (here() !== rendered) part.dataset.asleep = "";
    try {
      await code.wake(part);
      delete part.dataset.asleep;
      part.dataset.state = "awake";
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) delete part.dataset.state;
      console.warn(error);
    }
  };
  const wakeAll = async () => {
    for (const part of parts(wanted)) await wake(part);
  };
  const need = () => {
    wanted = true;
    if (code) wakeAll();
  };
  for (const sign of signs) addEventListener(sign, need, { capture: true, passive: true });

  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const module = await import(script);
  await module.default({ module_or_path: wasm });
  code = module;
  await wakeAll();
  code.settle();
  setTimeout(() => (document.body.dataset.hydrated = ""));
})
