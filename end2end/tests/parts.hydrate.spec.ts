// The parts of the page that come alive: when, and what becomes of them if their code does not come.
import type { Page } from "@playwright/test";
import { expect, PHONE, test } from "../fixtures";

const SONG_CODE = "**/pkg/split_song*.wasm";

function listen(page: Page): string[] {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  return loaded;
}

test("the code that shows a song is loaded when somebody begins to type", async ({ page, searchPage }) => {
  const loaded = listen(page);
  await searchPage.open();
  await page.waitForTimeout(300);
  expect(loaded.filter((path) => path.includes("split_"))).toEqual([]);
  await searchPage.input.press("f");
  await expect.poll(() => loaded.some((path) => path.includes("split_song"))).toBe(true);
  expect(loaded.some((path) => /split_(list|map|languages)/.test(path))).toBe(false);
});

test("what is further down wakes when it comes near", { tag: PHONE }, async ({ page }) => {
  await page.goto("/?q=bohemain rapsody quen&song=ew-t0793");
  const similar = page.locator("[data-part=similar]");
  await expect(page.locator("body[data-hydrated]")).toBeVisible();
  await expect(similar).not.toHaveAttribute("data-state");
  await page.evaluate(() => scrollBy(0, innerHeight));
  await expect(similar).toHaveAttribute("data-state", "awake");
  await expect(page.getByRole("button", { name: "Apply" })).toBeHidden();
});

test("a page of nothing but text loads no part", async ({ page, searchPage }) => {
  const loaded = listen(page);
  await searchPage.open("/about");
  expect(loaded.filter((path) => path.includes("split_"))).toEqual([]);
});

test.describe("the code of a part does not come", () => {
  // The browser's own, the loader's, and the page's.
  test.use({
    expectedComplaints:
      /^(console (error|warning): (Failed to load resource: net::ERR_FAILED$|TypeError: Failed to fetch\n)|exception: Failed to fetch$|console warning: Error: failed to load split module\n)/,
  });

  test("the main code is loaded again", async ({ page, searchPage }) => {
    await page.route(/\/pkg\/(?!split)[^/]*\.wasm/, (route) => route.abort("failed"), { times: 1 });
    await searchPage.open("/");
    await searchPage.search("fast chapman");
    await expect(searchPage.best).toContainText("Fast Car");
  });

  test("the page stays, and the next key tries again", async ({ page, searchPage }) => {
    await page.route(SONG_CODE, (route) => route.abort("failed"), { times: 1 });
    await searchPage.open();
    await searchPage.input.press("f");
    await searchPage.search("fast chapman");
    await expect(searchPage.best).toContainText("Fast Car");
    await searchPage.best.click();
    await expect(searchPage.similarLinks.first()).toBeVisible();
    await expect(searchPage.songTitle).toHaveText("Fast Car");
  });

  test("a song can be looked at and left", async ({ page, searchPage }) => {
    await page.route(SONG_CODE, (route) => route.abort("failed"));
    await page.goto("/?q=bohemain rapsody quen&song=ew-t0793");
    await expect(page.locator("body[data-hydrated]")).toBeVisible();
    await expect(searchPage.songTitle).toHaveText("Bohemian Rhapsody");
    const title = (await searchPage.similarLinks.first().textContent()) ?? "";
    await searchPage.similarLinks.first().click();
    await expect(searchPage.songTitle).toHaveText(title);
  });

  test("one that came late is taken over as the server made it", async ({ page, searchPage }) => {
    await page.route(SONG_CODE, (route) => route.abort("failed"), { times: 1 });
    await searchPage.open("/?q=bohemain rapsody quen&song=ew-t0793");
    await expect(page.locator("[data-part=song]")).toHaveAttribute("data-state", "awake");
    await expect(searchPage.similarLinks).toHaveCount(20);
    await searchPage.similarLinks.first().click();
    await expect(searchPage.songTitle).not.toHaveText("Bohemian Rhapsody");
  });
});

test("who goes back before the page is awake sees where they went", async ({ page, searchPage }) => {
  await searchPage.open("/?q=bohemain rapsody quen&song=ew-t0793");
  await searchPage.similarLinks.first().click();
  await expect(searchPage.songTitle).not.toHaveText("Bohemian Rhapsody");
  await page.goto("/about");
  await page.goBack();
  await page.goBack();
  await expect(searchPage.songTitle).toHaveText("Bohemian Rhapsody");
  await expect(searchPage.input).toHaveValue("bohemain rapsody quen");
});
