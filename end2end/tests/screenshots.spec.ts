// Pictures of the main states, to be looked at: end2end/screenshots.
import { test } from "../fixtures";
import { expect } from "@playwright/test";

const SONG = "/?q=bohemain rapsody quen";

test.use({ expectedComplaints: /Failed to load resource/ });

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("empty", async ({ page, searchPage }, info) => {
      await searchPage.open();
      await page.screenshot({ path: file(info.project.name, "empty", colorScheme) });
    });

    test("matches", async ({ page, searchPage }, info) => {
      await searchPage.open(SONG);
      await expect(searchPage.best).toBeVisible();
      await page.screenshot({ path: file(info.project.name, "matches", colorScheme) });
    });

    test("song", async ({ page, searchPage }, info) => {
      await searchPage.open(SONG);
      await searchPage.best.click();
      await expect(searchPage.similar).toBeVisible();
      await page.screenshot({ path: file(info.project.name, "song", colorScheme), fullPage: true });
    });

    test("tuned", async ({ page, searchPage }, info) => {
      await searchPage.open(SONG);
      await searchPage.best.click();
      await expect(searchPage.similar).toBeVisible();
      await searchPage.open(`${page.url()}&more=calmer&weight_era=2&max_year=1990`);
      await expect(searchPage.similar).toBeVisible();
      if (searchPage.hydrated) await searchPage.similarLinks.nth(1).hover();
      await page.screenshot({ path: file(info.project.name, "tuned", colorScheme) });
    });

    test("right to left", async ({ page, searchPage }, info) => {
      await searchPage.open("/?q=تاجدار حرم");
      await searchPage.options.first().click();
      await expect(searchPage.similar).toBeVisible();
      await page.screenshot({ path: file(info.project.name, "right-to-left", colorScheme) });
    });

    test("nothing found", async ({ page, searchPage }, info) => {
      await searchPage.open("/?q=xqzjvw kkqqzz wwxxqq");
      await page.screenshot({ path: file(info.project.name, "nothing-found", colorScheme) });
    });

    test("list", async ({ page, searchPage }, info) => {
      await searchPage.open("/list?songs=ew-t0793,ew-t1224,ew-t0001");
      await page.getByRole("button", { name: /^Move Fast Car .*down/ }).click();
      await expect(page).toHaveURL(/ew-t1224$/);
      await page.screenshot({ path: file(info.project.name, "list", colorScheme), fullPage: true });
    });

    test("map", async ({ page, searchPage }, info) => {
      await searchPage.open("/map");
      if (searchPage.hydrated) await expect(page.locator("song-map[data-ready]")).toBeVisible();
      await page.screenshot({ path: file(info.project.name, "map", colorScheme) });
    });

    test("about", async ({ page, searchPage }, info) => {
      await searchPage.open("/about");
      await page.screenshot({ path: file(info.project.name, "about", colorScheme), fullPage: true });
    });

    test("matches over a song", async ({ page, searchPage }, info) => {
      test.skip(!searchPage.hydrated, "the list is there only while somebody types");
      await searchPage.open(SONG);
      await searchPage.best.click();
      await expect(searchPage.similar).toBeVisible();
      await searchPage.search("love me");
      await expect(searchPage.options.first()).toBeVisible();
      await page.screenshot({ path: file(info.project.name, "matches-over-song", colorScheme) });
    });

    test("server gone", async ({ page, searchPage }, info) => {
      test.skip(!searchPage.hydrated, "without JavaScript the browser itself tells");
      await searchPage.open();
      await page.route("**/page/matches*", (route) => route.abort("connectionrefused"));
      await searchPage.search("fast chapman");
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
      await page.screenshot({ path: file(info.project.name, "server-gone", colorScheme) });
    });
  });
}

function file(project: string, state: string, theme: string): string {
  return `${__dirname}/../screenshots/${state}-${project}-${theme}.png`;
}
