// What the page asks the server while somebody types.
import type { Page, Route } from "@playwright/test";
import { expect, test } from "../fixtures";
import { Gate } from "../fixtures/gate";

const MATCHES = "**/page/matches*";
const SIMILAR = "**/page/similar*";
/** Milliseconds: longer than the pause in typing that a search waits for, shorter than that before a retry. */
const PAUSE_IN_TYPING = 500;
/** Longer than the pause before the first retry. */
const RETRY = 1_500;

function queryOf(route: Route): string {
  return queryIn(new URL(route.request().url()));
}

function queryIn(url: URL): string {
  return url.searchParams.get("query") ?? "";
}

/** From here on the page's timers wait for `page.clock.runFor`, so it does nothing by itself. */
async function stopTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
}

test.beforeEach(async ({ searchPage }) => {
  await searchPage.open();
});

test("a search waits for a pause in typing", async ({ page, searchPage }) => {
  const gate = await Gate.before(page, MATCHES);
  await stopTime(page);
  await searchPage.input.pressSequentially("bohemian rhapsody");
  expect(gate.asked).toEqual([]);
  await page.clock.runFor(PAUSE_IN_TYPING);
  await expect(searchPage.best).toContainText("Bohemian Rhapsody");
  expect(gate.asked.map(queryIn)).toEqual(["bohemian rhapsody"]);
});

test("answers in reverse order never replace newer ones", async ({ page, searchPage }) => {
  const held = new Map<string, () => void>();
  await page.route(MATCHES, async (route) => {
    const query = queryOf(route);
    await new Promise<void>((release) => held.set(query, release));
    await route.continue().catch(() => undefined);
  });
  for (const query of ["imagine", "yesterday", "fast car"]) {
    await searchPage.input.fill(query);
    await expect.poll(() => [...held.keys()]).toContain(query);
  }
  for (const query of ["fast car", "yesterday", "imagine"]) {
    held.get(query)?.();
    await expect(searchPage.options.first()).toContainText("Fast Car");
  }
  await page.waitForTimeout(300);
  await expect(searchPage.options.first()).toContainText("Fast Car");
});

test("a superseded request is given up", async ({ page, searchPage }) => {
  const failed: string[] = [];
  page.on("requestfailed", (request) => failed.push(request.url()));
  const asked: string[] = [];
  await page.route(MATCHES, async (route) => {
    asked.push(queryOf(route));
    if (queryOf(route) !== "imagine") await route.continue();
  });
  await searchPage.input.fill("imagine");
  await expect.poll(() => asked).toContain("imagine");
  await searchPage.input.fill("fast car");
  await expect(searchPage.options.first()).toContainText("Fast Car");
  await expect.poll(() => failed.some((url) => url.includes("imagine"))).toBe(true);
});

test("old matches stay while new ones load", async ({ page, searchPage }) => {
  await searchPage.input.fill("fast car");
  await expect(searchPage.options.first()).toContainText("Fast Car");
  await page.route(MATCHES, () => undefined);
  await searchPage.input.fill("imagine");
  await expect(searchPage.matches).toHaveAttribute("aria-busy", "true");
  await expect(searchPage.options.first()).toContainText("Fast Car");
});

test.describe("the server is gone", () => {
  test.use({ expectedComplaints: /Failed to load resource/ });

  test("the page says so, keeps the text, and a retry works", async ({ page, searchPage }) => {
    const gate = await Gate.before(page, MATCHES);
    gate.refuse();
    await stopTime(page);
    await searchPage.input.fill("fast chapman");
    await page.clock.runFor(PAUSE_IN_TYPING);
    await expect(page.getByText("The server cannot be reached").first()).toBeVisible();
    await expect(searchPage.status).toContainText("The server cannot be reached");
    await expect(searchPage.input).toHaveValue("fast chapman");
    gate.release();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(searchPage.best).toContainText("Fast Car");
    await expect(page.getByText("The server cannot be reached")).toHaveCount(0);
    expect(gate.asked.length).toBe(2);
  });

  test("it is asked again without being told to", async ({ page, searchPage }) => {
    const gate = await Gate.before(page, MATCHES);
    gate.refuse();
    await stopTime(page);
    await searchPage.input.fill("fast chapman");
    await page.clock.runFor(PAUSE_IN_TYPING);
    await expect(page.getByText("The server cannot be reached").first()).toBeVisible();
    gate.release();
    await page.clock.runFor(RETRY);
    await expect(searchPage.best).toContainText("Fast Car");
    expect(gate.asked.length).toBe(2);
  });

  for (const [status, title] of [
    [429, "The server is busy"],
    [503, "The server is busy"],
    [404, "Earworm has been updated"],
  ] as const) {
    test(`a problem of status ${status} is named`, async ({ page, searchPage }) => {
      const json = { type: "/problems/x", title: "x", detail: "x", status };
      await page.route(MATCHES, (route) => route.fulfill({ status, json }));
      await searchPage.input.fill("fast chapman");
      await expect(page.getByRole("heading", { name: title })).toBeVisible();
    });
  }

  test("matches of before stay", async ({ page, searchPage }) => {
    await searchPage.input.fill("fast car");
    await expect(searchPage.options.first()).toContainText("Fast Car");
    await page.route(MATCHES, (route) => route.abort("connectionrefused"));
    await searchPage.input.fill("imagine");
    await expect(page.getByText("The server cannot be reached").first()).toBeVisible();
    await expect(searchPage.options.first()).toContainText("Fast Car");
  });

  test("the chosen song stays, and a retry shows the next one", async ({ page, searchPage }) => {
    await searchPage.open("/?q=bohemain rapsody quen");
    await searchPage.best.click();
    await expect(searchPage.similarLinks.first()).toBeVisible();
    const gate = await Gate.before(page, SIMILAR);
    gate.refuse();
    await stopTime(page);
    const title = (await searchPage.similarLinks.first().textContent()) ?? "";
    await searchPage.similarLinks.first().click();
    await expect(page.getByText("The server cannot be reached").first()).toBeVisible();
    await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
    gate.release();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(searchPage.songTitle).toHaveText(title);
    expect(gate.asked.length).toBe(2);
  });
});

test.describe("before the page is awake", () => {
  let code: Gate;

  test.beforeEach(async ({ page }) => {
    code = await Gate.before(page, /\/pkg\/.*\.wasm/);
    code.hold();
  });

  test("what is typed is kept", async ({ page, searchPage }) => {
    await page.goto("/", { waitUntil: "commit" });
    await searchPage.input.fill("fast chapman");
    code.release();
    await searchPage.settled();
    await expect(searchPage.input).toHaveValue("fast chapman");
    await expect(searchPage.best).toContainText("Fast Car");
  });

  test("a link is followed and a form is sent", async ({ page, searchPage }) => {
    await page.goto("/?q=bohemain rapsody quen&song=ew-t0793");
    const title = (await searchPage.similarLinks.first().textContent()) ?? "";
    await searchPage.similarLinks.first().click();
    await expect(searchPage.songTitle).toHaveText(title);
    await searchPage.input.fill("fast chapman");
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page).toHaveURL(/q=fast(%20|\+)chapman/);
    await expect(page.getByText("Fast Car").first()).toBeVisible();
  });
});
