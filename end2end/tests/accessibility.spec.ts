import type { Page } from "@playwright/test";
import { expect, SCRIPT, test } from "../fixtures";
import { expectAccessible } from "../fixtures/axe";

const SONG = "/?q=bohemain rapsody quen";
const LIST = "/list?songs=ew-t0793,ew-t1224";
const MAP = "/map?song=ew-t0793&family=rock";
const PATH = `${SONG}&song=ew-t0793&to_query=love`;

// axe is a script itself. What the server sends is checked by keeping the page's own script away.

test.describe("axe finds nothing", { tag: SCRIPT }, () => {
  test("on the empty page", async ({ page, searchPage }) => {
    await searchPage.open();
    await expectAccessible(page);
  });

  test("on matches", async ({ page, searchPage }) => {
    await searchPage.open(SONG);
    await expect(searchPage.best).toBeVisible();
    await expectAccessible(page);
  });

  test("on a chosen song", async ({ page, searchPage }) => {
    await searchPage.open(SONG);
    await searchPage.best.click();
    await expect(searchPage.similar).toBeVisible();
    await expectAccessible(page);
  });

  test("on a tuned song with everything open, and while two are compared", async ({
    page,
    searchPage,
  }) => {
    await searchPage.open(SONG);
    await searchPage.best.click();
    await expect(searchPage.similar).toBeVisible();
    const row = searchPage.similar.getByRole("row").nth(1);
    await row.getByRole("link", { name: /^Also like/ }).click();
    await expect(page.getByRole("list", { name: "Also like" })).toBeVisible();
    await page.getByRole("button", { name: "calmer" }).click();
    for (const summary of await page.locator("summary").all()) await summary.click();
    await page.getByLabel("To year").fill("1990");
    await page.getByLabel("To year").blur();
    await expect(page.locator("#years-removed")).not.toBeEmpty();
    await searchPage.similarLinks.first().hover();
    await expectAccessible(page);
  });

  test("on a path to another song", async ({ page, searchPage }) => {
    await searchPage.open(PATH);
    await expect(page.locator(".path__step")).toHaveCount(10);
    await expect(page.getByRole("list", { name: "Other matches" })).toBeVisible();
    await expectAccessible(page);
  });

  test("on a list, after a change, and on somebody else's", async ({ page, searchPage }) => {
    await searchPage.open(LIST);
    await page.getByRole("button", { name: "Save as my list" }).click();
    await expect(page.getByText("The list is also stored on this device")).toBeVisible();
    await page.getByRole("button", { name: /^Remove Fast Car/ }).click();
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
    await expectAccessible(page);
    await searchPage.open("/list?songs=ew-t0001,nowhere");
    await expect(page.getByRole("button", { name: /^Replace my list/ })).toBeVisible();
    await expectAccessible(page);
    await searchPage.open("/");
    await expect(page.getByRole("link", { name: "My list 1 song" })).toBeVisible();
    await expectAccessible(page);
  });

  test("on an empty list", async ({ page, searchPage }) => {
    await searchPage.open("/list");
    await expectAccessible(page);
  });

  test("on the map and on a song there", async ({ page, searchPage }) => {
    for (const path of ["/map", MAP]) {
      await searchPage.open(path);
      await expect(page.locator("song-map[data-ready]")).toBeVisible();
      await expectAccessible(page);
    }
  });

  test("on songs chosen last", async ({ page, searchPage }) => {
    await searchPage.open(SONG);
    await searchPage.best.click();
    await expect(searchPage.similar).toBeVisible();
    await searchPage.open("/");
    await expect(page.getByRole("button", { name: "Clear" })).toBeVisible();
    await expectAccessible(page);
  });

  test("on matches over a chosen song", async ({ page, searchPage }) => {
    await searchPage.open(SONG);
    await searchPage.best.click();
    await expect(searchPage.similar).toBeVisible();
    await searchPage.search("love");
    await expect(searchPage.options.first()).toBeVisible();
    await expectAccessible(page);
  });

  test("on a hopeless query", async ({ page, searchPage }) => {
    await searchPage.open("/?q=xqzjvw kkqqzz wwxxqq");
    await expectAccessible(page);
  });

  test("on the page about Earworm", async ({ page, searchPage }) => {
    await searchPage.open("/about");
    for (const summary of await page.locator("summary").all()) await summary.click();
    await expectAccessible(page);
  });
});

test.describe("axe finds nothing on pages that are not hydrated", { tag: SCRIPT }, () => {
  test.use({ expectedComplaints: /Failed to load resource|dynamically imported module|preloaded/ });

  for (const path of ["/", SONG, PATH, "/?song=no-such-song", "/about", LIST, MAP]) {
    test(path, async ({ page }) => {
      await page.route("**/pkg/*.js", (route) => route.abort("connectionrefused"));
      await page.goto(path);
      await expectAccessible(page);
    });
  }
});

test.describe("axe finds nothing on errors", { tag: SCRIPT }, () => {
  test.use({ expectedComplaints: /Failed to load resource/ });

  test("when the server is gone", async ({ page, searchPage }) => {
    await searchPage.open();
    await page.route("**/page/matches*", (route) => route.abort("connectionrefused"));
    await searchPage.search("fast chapman");
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await expectAccessible(page);
  });

  test("when the song or the page does not exist", async ({ page, searchPage }) => {
    await searchPage.open("/?song=no-such-song");
    await expectAccessible(page);
    await searchPage.open("/no/such/page");
    await expectAccessible(page);
  });
});

test("nothing is wider than the narrowest screen", async ({ page, searchPage }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/", SONG, "/about", LIST, MAP]) {
    await searchPage.open(path);
    await expectNoSidewaysScrolling(page);
  }
  await searchPage.open(SONG);
  await searchPage.best.click();
  await expect(searchPage.similar).toBeVisible();
  await searchPage.open(`${page.url()}&to_query=love`);
  await expect(page.locator(".path__step")).toHaveCount(10);
  await expectNoSidewaysScrolling(page);
  for (const summary of await page.locator("summary").all()) await summary.click();
  await expectNoSidewaysScrolling(page);
});

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
}
