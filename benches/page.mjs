#!/usr/bin/env node
// Measures the page of a running server, of the release build: what the first visit loads, Lighthouse's scores
// on its mobile setting, the time from a keystroke to painted matches, and how smoothly the map is zoomed.
//
//     npm ci && npm install --no-save lighthouse@13
//     benches/page.mjs --url http://127.0.0.1:3000 --chrome /usr/bin/chromium --hints hints.tsv
//
// `hints.tsv` is what `pipeline hints` writes; without it a few hints of the demo catalogue are typed. With
// `--points 327348` the map has that many points, scattered around those that it has. The throttling is
// Lighthouse's own, which is computed, not slept.

import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";

const DEBOUNCE = 120;
const TYPED_HINTS = 60;
const ZOOMING = 4000;
const DEBUGGING_PORT = 9333;
const BUDGETS = { wasm: 170, all: 220, performance: 98, others: 100, lcp: 1200, cls: 0.02, keystroke: 60 };

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    chrome: { type: "string" },
    hints: { type: "string" },
    points: { type: "string" },
  },
});

const browser = await chromium.launch({
  executablePath: options.chrome,
  args: ["--no-sandbox", `--remote-debugging-port=${DEBUGGING_PORT}`],
});
try {
  const song = await bestSong("bohemian rhapsody");
  for (const path of ["/", `/?song=${song}`, "/list", "/map", "/about"]) await printSizes(path);
  for (const path of ["/", `/?song=${song}`]) await printLighthouse(path);
  await printKeystrokes();
  await printFrames();
} finally {
  await browser.close();
}

async function bestSong(hint) {
  const answer = await fetch(`${options.url}/api/v1/search?q=${encodeURIComponent(hint)}`);
  return (await answer.json()).results[0].track.id;
}

/** What a first visit loads, each file as large as brotli makes it. */
async function printSizes(path) {
  const page = await (await browser.newContext()).newPage();
  const loaded = [];
  page.on("response", (response) => loaded.push(response));
  await page.goto(options.url + path, { waitUntil: "networkidle" });
  const files = await Promise.all(loaded.map(compressed));
  await page.context().close();
  const sum = (some) => some.reduce((total, file) => total + file.kilobytes, 0);
  console.log(`\n${path}: the first visit loads, in KB after brotli`);
  for (const { name, kilobytes } of files) console.log(`  ${kilobytes.toFixed(1).padStart(7)}  ${name}`);
  const wasm = files.filter((file) => file.name.endsWith(".wasm"));
  console.log(`  ${sum(files).toFixed(1).padStart(7)}  in all (budget ${BUDGETS.all})`);
  console.log(`  ${sum(wasm).toFixed(1).padStart(7)}  of it wasm (budget ${BUDGETS.wasm})`);
}

async function compressed(response) {
  const name = new URL(response.url()).pathname;
  const body = await response.body().catch(() => Buffer.alloc(0));
  return { name, kilobytes: brotliCompressSync(body).length / 1000 };
}

async function printLighthouse(path) {
  const { default: lighthouse } = await import("lighthouse");
  const result = await lighthouse(options.url + path, { port: DEBUGGING_PORT, logLevel: "error" });
  if (!result) throw new Error("Lighthouse gave no result");
  const { categories, audits } = result.lhr;
  console.log(`\n${path}: Lighthouse ${result.lhr.lighthouseVersion}, mobile`);
  for (const { id, title, score } of Object.values(categories)) {
    const budget = id === "performance" ? BUDGETS.performance : BUDGETS.others;
    console.log(`  ${String(Math.round((score ?? 0) * 100)).padStart(5)}  ${title} (budget ${budget})`);
    for (const { id: audit } of failed(result.lhr, id)) console.log(`           not passed: ${audit}`);
  }
  const lcp = audits["largest-contentful-paint"].numericValue ?? NaN;
  const cls = audits["cumulative-layout-shift"].numericValue ?? NaN;
  console.log(`  ${lcp.toFixed(0).padStart(5)}  ms to the largest paint (budget ${BUDGETS.lcp})`);
  console.log(`  ${cls.toFixed(3).padStart(5)}  shift of the layout (budget ${BUDGETS.cls})`);
}

/** Audits that cost a category points. */
function failed({ categories, audits }, id) {
  const refs = categories[id].auditRefs.filter(({ weight }) => weight > 0);
  return refs.map((ref) => audits[ref.id]).filter(({ score }) => score !== null && score < 0.9);
}

/** From the last letter of a hint to the frame that shows its matches. */
async function printKeystrokes() {
  const page = await (await browser.newContext()).newPage();
  await page.goto(options.url);
  await page.waitForSelector("body[data-hydrated]");
  const times = [];
  for (const hint of hints()) {
    await page.fill("input[name=q]", "");
    await page.fill("input[name=q]", hint.slice(0, -1));
    await page.waitForTimeout(600);
    times.push(await page.evaluate(measureKeystroke, hint));
  }
  await page.context().close();
  const above = times.filter((time) => time !== null).map((time) => time - DEBOUNCE).sort((a, b) => a - b);
  const quantile = (share) => above[Math.min(above.length - 1, Math.floor(above.length * share))].toFixed(0);
  console.log(`\nfrom a keystroke to painted matches, above the ${DEBOUNCE} ms of the debounce, in ms`);
  console.log(`  median ${quantile(0.5)}, p95 ${quantile(0.95)} (budget ${BUDGETS.keystroke}), of ${above.length} hints`);
}

/** Runs in the page; null if the matches stayed as they were. */
function measureKeystroke(hint) {
  const input = document.querySelector("input[name=q]");
  const list = document.querySelector(".search") ?? document.body;
  return new Promise((resolve) => {
    const start = performance.now();
    const painted = () =>
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    const observer = new MutationObserver((changes) => {
      const options = changes.some(({ target }) => target.parentElement?.closest("[role=listbox]"));
      if (!options && !changes.some(({ target }) => target.closest?.("[role=listbox]"))) return;
      observer.disconnect();
      painted();
    });
    observer.observe(list, { childList: true, subtree: true, characterData: true });
    setTimeout(() => resolve(null), 1500);
    input.value = hint;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

/** Frames of the map while it is zoomed in and out by the wheel. */
async function printFrames() {
  const page = await (await browser.newContext()).newPage();
  if (options.points) await page.route("**/api/v1/map/places", scatter);
  await page.goto(`${options.url}/map`, { waitUntil: "networkidle" });
  await page.locator("song-map[data-ready]").focus();
  await page.locator("song-map[data-ready]").hover();
  const frames = page.evaluate(collectFrames, ZOOMING);
  for (const end = Date.now() + ZOOMING; Date.now() < end; ) {
    await page.mouse.wheel(0, Math.sin(Date.now() / 300) > 0 ? 40 : -40);
  }
  const times = (await frames).sort((a, b) => a - b);
  const driver = await page.evaluate(graphicsDriver);
  await page.context().close();
  const quantile = (share) => times[Math.floor((times.length - 1) * share)].toFixed(1);
  console.log(`\nthe map, zoomed for ${ZOOMING / 1000} s: ms from frame to frame (60 a second: 16.7)`);
  console.log(`  median ${quantile(0.5)}, p95 ${quantile(0.95)}, drawn by ${driver}`);
}

/** Answers with as many points as are wanted: 2 × 2 bytes for each place, then a byte for each family. */
async function scatter(route) {
  const bytes = await (await route.fetch()).body();
  const [points, there] = [Number(options.points), bytes.length / 5];
  const scattered = Buffer.alloc(5 * points);
  for (let point = 0; point < points; point++) {
    const like = point % there;
    for (const axis of [0, 2]) {
      const aside = Math.round((Math.random() - 0.5) * 2000);
      const place = Math.min(65535, Math.max(0, bytes.readUInt16LE(4 * like + axis) + aside));
      scattered.writeUInt16LE(place, 4 * point + axis);
    }
    scattered[4 * points + point] = bytes[4 * there + like];
  }
  await route.fulfill({ body: scattered, contentType: "application/octet-stream" });
}

/** Runs in the page. */
function collectFrames(milliseconds) {
  const start = performance.now();
  const times = [];
  return new Promise((resolve) => {
    let last = start;
    const frame = (now) => {
      times.push(now - last);
      last = now;
      if (now - start > milliseconds) resolve(times.slice(1));
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Runs in the page. */
function graphicsDriver() {
  const gl = document.createElement("canvas").getContext("webgl2");
  return gl?.getParameter(gl.RENDERER) ?? "no WebGL";
}

function hints() {
  if (!options.hints) return ["fast chapman", "be happy mcferrin", "bohemain rapsody", "thriler"];
  const rows = readFileSync(options.hints, "utf8").trimEnd().split("\n").slice(1);
  const every = Math.max(1, Math.floor(rows.length / TYPED_HINTS));
  return rows.filter((_, number) => number % every === 0).map((row) => row.split("\t")[1]);
}
