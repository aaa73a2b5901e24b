// Pictures of the main states, in end2end/screenshots. They depend on the machine's fonts and graphics, so they are
// no part of the tests: EARWORM_PICTURES=update takes them, and those in the README; EARWORM_PICTURES=compare fails
// where the page no longer looks like them, and leaves the difference in end2end/test-results.
import { SCRIPT, test } from "../fixtures";
import { expect, type Page, type TestInfo } from "@playwright/test";

/** The states that the README shows. */
const SHOWN = ["song", "matches", "map"];
/** The share of pixels that may differ: the edges of the map's points do from run to run. */
const UNSEEN = 0.0005;
const SONG = "/?q=bohemain rapsody quen";

test.use({ expectedComplaints: /Failed to load resource/ });

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("empty", async ({ page, searchPage }, info) => {
      await searchPage.open();
      await picture(page, info, "empty", colorScheme);
    });

    test("matches", async ({ page, searchPage }, info) => {
      await searchPage.open(SONG);
      await expect(searchPage.best).toBeVisible();
      await picture(page, info, "matches", colorScheme);
    });

    test("song", async ({ page, searchPage }, info) => {
      await searchPage.open(SONG);
      await searchPage.best.click();
      await expect(searchPage.similar).toBeVisible();
      await picture(page, info, "song", colorScheme, true);
    });

    test("tuned", async ({ page, searchPage }, info) => {
      await searchPage.open(SONG);
      await searchPage.best.click();
      await expect(searchPage.similar).toBeVisible();
      await searchPage.open(`${page.url()}&more=calmer&weight_era=2&max_year=1990`);
      await expect(searchPage.similar).toBeVisible();
      if (searchPage.hydrated) await searchPage.similarLinks.nth(1).hover();
      await picture(page, info, "tuned", colorScheme);
    });

    test("right to left", async ({ page, searchPage }, info) => {
      await searchPage.open("/?q=تاجدار حرم");
      await searchPage.options.first().click();
      await expect(searchPage.similar).toBeVisible();
      await picture(page, info, "right-to-left", colorScheme);
    });

    test("nothing found", async ({ page, searchPage }, info) => {
      await searchPage.open("/?q=xqzjvw kkqqzz wwxxqq");
      await picture(page, info, "nothing-found", colorScheme);
    });

    test("list", async ({ page, searchPage }, info) => {
      await searchPage.open("/list?songs=ew-t0793,ew-t1224,ew-t0001");
      await page.getByRole("button", { name: /^Move Fast Car .*down/ }).click();
      await expect(page).toHaveURL(/ew-t1224$/);
      await picture(page, info, "list", colorScheme, true);
    });

    test("map", async ({ page, searchPage }, info) => {
      await searchPage.open("/map");
      if (searchPage.hydrated) await expect(page.locator("song-map[data-ready]")).toBeVisible();
      await picture(page, info, "map", colorScheme);
    });

    test("about", async ({ page, searchPage }, info) => {
      await searchPage.open("/about");
      await picture(page, info, "about", colorScheme, true);
    });

    test("matches over a song", { tag: SCRIPT }, async ({ page, searchPage }, info) => {
      await searchPage.open(SONG);
      await searchPage.best.click();
      await expect(searchPage.similar).toBeVisible();
      await searchPage.search("love me");
      await expect(searchPage.options.first()).toBeVisible();
      await picture(page, info, "matches-over-song", colorScheme);
    });

    test("server gone", { tag: SCRIPT }, async ({ page, searchPage }, info) => {
      await searchPage.open();
      await page.route("**/page/matches*", (route) => route.abort("connectionrefused"));
      await searchPage.search("fast chapman");
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
      await picture(page, info, "server-gone", colorScheme);
    });
  });
}

async function picture(
  page: Page,
  { project }: TestInfo,
  state: string,
  theme: string,
  fullPage = false,
): Promise<void> {
  const name = `${state}-${project.name}-${theme}.png`;
  await expect(page).toHaveScreenshot(name, { fullPage, maxDiffPixelRatio: UNSEEN });
  const update = process.env.EARWORM_PICTURES === "update";
  if (update && project.name === "hydrated" && SHOWN.includes(state)) {
    await page.screenshot({ path: `${__dirname}/../../docs/images/${state}-${theme}.png` });
  }
}
