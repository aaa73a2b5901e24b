// What the page asks the server while somebody types.
import type { Page, Route } from "@playwright/test";
import { expect, test } from "../fixtures";

const MATCHES = "**/page/matches*";
const SIMILAR = "**/page/similar*";

function hintOf(route: Route): string {
  return new URL(route.request().url()).searchParams.get("hint") ?? "";
}

async function countSearches(page: Page): Promise<string[]> {
  const hints: string[] = [];
  await page.route(MATCHES, async (route) => {
    hints.push(hintOf(route));
    await route.continue();
  });
  return hints;
}

test.beforeEach(async ({ searchPage }) => {
  await searchPage.open();
});

test("fast typing asks less often than it types", async ({ page, searchPage }) => {
  const hints = await countSearches(page);
  await searchPage.input.pressSequentially("bohemian rhapsody", { delay: 20 });
  await expect(searchPage.best).toContainText("Bohemian Rhapsody");
  await expect.poll(() => hints.at(-1)).toBe("bohemian rhapsody");
  expect(hints.length).toBeLessThan("bohemian rhapsody".length / 2);
});

test("answers in reverse order never replace newer ones", async ({ page, searchPage }) => {
  const held = new Map<string, () => void>();
  await page.route(MATCHES, async (route) => {
    const hint = hintOf(route);
    await new Promise<void>((release) => held.set(hint, release));
    await route.continue().catch(() => undefined);
  });
  for (const hint of ["imagine", "yesterday", "fast car"]) {
    await searchPage.input.fill(hint);
    await expect.poll(() => [...held.keys()]).toContain(hint);
  }
  for (const hint of ["fast car", "yesterday", "imagine"]) {
    held.get(hint)?.();
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
    asked.push(hintOf(route));
    if (hintOf(route) !== "imagine") await route.continue();
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
    await page.route(MATCHES, (route) => route.abort("connectionrefused"));
    await searchPage.input.fill("fast chapman");
    await expect(page.getByText("The server cannot be reached").first()).toBeVisible();
    await expect(searchPage.status).toContainText("The server cannot be reached");
    await expect(searchPage.input).toHaveValue("fast chapman");
    await page.unroute(MATCHES);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(searchPage.best).toContainText("Fast Car");
    await expect(page.getByText("The server cannot be reached")).toHaveCount(0);
  });

  test("it is asked again without being told to", async ({ page, searchPage }) => {
    await page.route(MATCHES, (route) => route.abort("connectionrefused"), { times: 1 });
    await searchPage.input.fill("fast chapman");
    await expect(searchPage.best).toContainText("Fast Car");
  });

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
    await page.route(SIMILAR, (route) => route.abort("connectionrefused"));
    const title = (await searchPage.similarLinks.first().textContent()) ?? "";
    await searchPage.similarLinks.first().click();
    await expect(page.getByText("The server cannot be reached").first()).toBeVisible();
    await page.unroute(SIMILAR);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(searchPage.songTitle).toHaveText(title);
  });
});

test("what is typed before the page is hydrated is kept", async ({ page, searchPage }) => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/pkg/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await searchPage.input.fill("fast chapman");
  release();
  await searchPage.settled();
  await expect(searchPage.input).toHaveValue("fast chapman");
  await expect(searchPage.best).toContainText("Fast Car");
});
