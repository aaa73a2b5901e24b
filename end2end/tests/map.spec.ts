// The map of the catalogue in words, with and without JavaScript.
import { expect, test } from "../fixtures";

const RHAPSODY = "/map?song=ew-t0793";

test("the header leads to it", async ({ page, searchPage }) => {
  await searchPage.open();
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The map of all songs");
  await expect(page).toHaveTitle(/The map of all songs/);
  await expect(page.getByRole("table", { name: "Well-known songs of each family" })).toBeVisible();
});

test("a song leads to its place, and on from there", async ({ page, searchPage }) => {
  await searchPage.open("/?q=bohemain rapsody quen");
  await searchPage.best.click();
  await page.getByRole("link", { name: "Show on the map" }).click();
  await expect(page).toHaveURL(/\/map\?song=ew-t0793$/);
  await expect(page).toHaveTitle(/Bohemian Rhapsody.* on the map/);
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(12);
  await expect(rows.nth(1)).toContainText(/Queen.*Rock.*(left|right|top|bottom|middle)/);

  const other = rows.nth(2).getByRole("link");
  const name = (await other.textContent()) ?? "";
  await other.click();
  await expect(page.getByRole("table").getByRole("row").nth(1)).toContainText(name);
  await page.getByRole("link", { name: "Show this song" }).click();
  await expect(searchPage.songTitle).toContainText(name);
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("table").getByRole("row").nth(1)).toContainText("Bohemian Rhapsody");
});

test("a family can be made to stand out", async ({ page, searchPage }) => {
  await searchPage.open("/map");
  const legend = page.getByRole("list", { name: /^Genre families/ });
  const jazz = legend.getByRole("link", { name: /^Jazz \d+$/ });
  await jazz.click();
  await expect(page).toHaveURL("/map?family=jazz");
  await expect(page.getByRole("table", { name: "Well-known songs: Jazz" })).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toContainText("Jazz");
  await expect(jazz).toHaveAttribute("aria-current", "true");
  await jazz.click();
  await expect(page).toHaveURL("/map");
});

test("the URL restores it", async ({ page, searchPage }) => {
  await searchPage.open(`${RHAPSODY}&family=folk`);
  await expect(page.getByRole("table", { name: /^Bohemian Rhapsody/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Folk/ })).toHaveAttribute("aria-current", "true");
});

test.describe("a song that is not in the catalogue", () => {
  test.use({ expectedComplaints: /Failed to load resource/ });

  test("is said to be missing", async ({ page, searchPage }) => {
    await searchPage.open("/map?song=nowhere");
    await expect(page.getByRole("heading", { name: /is not in the catalogue/ })).toBeVisible();
  });
});
