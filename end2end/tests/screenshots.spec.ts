// Pictures of the main states, to be looked at: end2end/screenshots. With EARWORM_COMPARE=1 they are not taken anew
// but compared with those of the last run on this machine: a test fails whose picture has changed, and leaves the
// difference in end2end/test-results. With EARWORM_UPDATE=1 those that the README shows are taken anew.
import { mkdirSync, writeFileSync } from "node:fs";
import { test } from "../fixtures";
import { expect, type Page, type TestInfo } from "@playwright/test";

/** States that the README shows. */
const SHOWN = ["song", "matches", "map"];
/** The share of a picture that may change without anybody seeing it, such as an edge of the map's points. */
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

    test("matches over a song", async ({ page, searchPage }, info) => {
      test.skip(!searchPage.hydrated, "the list is there only while somebody types");
      await searchPage.open(SONG);
      await searchPage.best.click();
      await expect(searchPage.similar).toBeVisible();
      await searchPage.search("love me");
      await expect(searchPage.options.first()).toBeVisible();
      await picture(page, info, "matches-over-song", colorScheme);
    });

    test("server gone", async ({ page, searchPage }, info) => {
      test.skip(!searchPage.hydrated, "without JavaScript the browser itself tells");
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
  const taken = await page.screenshot({ fullPage, animations: "disabled", caret: "hide" });
  if (process.env.EARWORM_COMPARE) {
    expect(taken).toMatchSnapshot(name, { maxDiffPixelRatio: UNSEEN });
  } else {
    mkdirSync(`${__dirname}/../screenshots`, { recursive: true });
    writeFileSync(`${__dirname}/../screenshots/${name}`, taken);
  }
  if (process.env.EARWORM_UPDATE && project.name === "hydrated" && SHOWN.includes(state)) {
    await page.screenshot({ path: `${__dirname}/../../docs/images/${state}-${theme}.png` });
  }
}
