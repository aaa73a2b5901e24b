// Descriptions and wishes: what is understood beneath the search box, and the songs for a wish.
import type { Page } from "@playwright/test";
import { expect, SCRIPT, test } from "../fixtures";
import { expectAccessible } from "../fixtures/axe";

const WISH = "songs like creep but calmer, 90s";
const DESCRIPTION = "a rock song by Queen from the 70s, not a slow one I think";

const understood = (page: Page) => page.getByRole("list", { name: "Understood" });
const chips = (page: Page) => understood(page).getByRole("listitem");

test("a wish is understood, and leads to songs", async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search(WISH);
  await expect(chips(page)).toHaveText([/Like\s+creep/, /But\s+calmer/, /Year\s+1990–1999/]);
  await expect(searchPage.options).toHaveCount(0);
  await page.getByRole("link", { name: "Show songs like this" }).click();
  await expect(searchPage.songTitle).toHaveText(`Songs for “${WISH}”`);
  await expect(searchPage.similarLinks).toHaveCount(20);
  await expect(chips(page)).toHaveText([/Like\s*Creep · Radiohead/, /calmer/, /Year\s*1990–1999/]);
  await expect(searchPage.input).toHaveValue(WISH);
  await expect(page.getByRole("button", { name: "calmer" })).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveTitle(/songs like creep/);
});

test("Enter leads to the songs of a wish", { tag: SCRIPT }, async ({ searchPage }) => {
  await searchPage.open();
  await searchPage.search(WISH);
  await searchPage.input.press("Enter");
  await expect(searchPage.songTitle).toHaveText(`Songs for “${WISH}”`);
  await expect(searchPage.similarLinks).toHaveCount(20);
  await expect(searchPage.input).toBeFocused();
});

test("chips of a wish can be removed one by one", async ({ page, searchPage }) => {
  await searchPage.open(`/?q=${encodeURIComponent(WISH)}`);
  await page.getByRole("link", { name: "Show songs like this" }).click();
  await expect(chips(page)).toHaveCount(3);
  const before = await searchPage.similarLinks.allTextContents();
  await page.getByRole("link", { name: "Remove Year 1990–1999" }).click();
  await expect(chips(page)).toHaveCount(2);
  await expect(page).not.toHaveURL(/_year/);
  await expect(searchPage.similarLinks).not.toHaveText(before);
  await page.goBack();
  await expect(chips(page)).toHaveCount(3);
  await expect(searchPage.similarLinks).toHaveText(before);
});

test("a wish needs no song", async ({ page, searchPage }) => {
  await searchPage.open("/?q=90s trip hop, slow and sad");
  await page.getByRole("link", { name: "Show songs like this" }).click();
  await expect(chips(page)).toHaveText([
    /Genre\s*trip hop/,
    /Tempo\s*≈ 71 BPM/,
    /Happy\s*≈ 15%/,
    /Year\s*1990–1999/,
  ]);
  await expect(searchPage.similarLinks).toHaveCount(20);
  for (const year of await searchPage.similar.locator(".similar__year").allTextContents()) {
    expect(Number(year)).toBeGreaterThanOrEqual(1990);
    expect(Number(year)).toBeLessThanOrEqual(1999);
  }
  await page.getByText("Tune the results").click();
  await expect(page.getByLabel("From year")).toHaveValue("1990");
  await searchPage.similarLinks.first().click();
  await expect(page).toHaveURL(/song=/);
  await page.goBack();
  await expect(chips(page)).toHaveCount(4);
});

test("a description is answered with songs that fit it", async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search(DESCRIPTION);
  await expect(chips(page)).toHaveText([/By\s+Queen/, /Year\s+1970–1979/]);
  await expect(page.getByText("Songs that fit your description")).toBeVisible();
  await expect(searchPage.options.first()).toContainText("Queen");
  await expect(searchPage.options.first()).toContainText(/Fits: .*Artists/);
});

test("titles show no chips", async ({ page, searchPage }) => {
  for (const title of ["bohemain rapsody quen", "somebody to love", "like a virgin"]) {
    await searchPage.open(`/?q=${title}`);
    await expect(searchPage.options.first()).toBeVisible();
    await expect(understood(page)).toHaveCount(0);
  }
});

test("a wish is shown in German", async ({ page, searchPage, context, baseURL }) => {
  await context.addCookies([{ name: "language", value: "de", url: baseURL ?? "" }]);
  await searchPage.open("/?q=x&seed_genres=trip hop&more=calmer&max_year=1999");
  await expect(page.getByRole("list", { name: "Verstanden" }).getByRole("listitem")).toHaveText([
    /Genre\s*trip hop/,
    /ruhiger/,
    /Jahr\s*≤ 1999/,
  ]);
  await expect(page.getByRole("link", { name: "ruhiger entfernen" })).toBeVisible();
});

test.describe("a wish that names no genre of the catalogue", () => {
  test.use({ expectedComplaints: /status of 400/ });

  test("says so", async ({ page, searchPage }) => {
    await searchPage.open("/?q=x&seed_genres=no such genre");
    await expect(page.locator(".notice")).toContainText('no track has the genre "no such genre"');
    await page.getByRole("link", { name: "Remove Genre no such genre" }).click();
    await expect(page.locator(".notice")).toHaveCount(0);
  });
});

test.describe("axe finds nothing", { tag: SCRIPT }, () => {
  test("on a wish beside matches, and on its songs", async ({ page, searchPage }) => {
    await searchPage.open(`/?q=${encodeURIComponent(WISH)}`);
    await expect(chips(page)).toHaveCount(3);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Show songs like this" }).click();
    await expect(searchPage.similar).toBeVisible();
    await expectAccessible(page);
    await searchPage.search("slow and sad");
    await expect(page.getByRole("link", { name: "Show songs like this" })).toBeVisible();
    await expectAccessible(page);
  });

  test("on a description", async ({ page, searchPage }) => {
    await searchPage.open(`/?q=${encodeURIComponent(DESCRIPTION)}`);
    await expect(searchPage.options.first()).toBeVisible();
    await expectAccessible(page);
  });
});

test("a wish is no wider than the narrowest screen", async ({ page, searchPage }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await searchPage.open(`/?q=${encodeURIComponent(WISH)}`);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(320);
  await page.getByRole("link", { name: "Show songs like this" }).click();
  await expect(searchPage.similar).toBeVisible();
  expect(await width()).toBeLessThanOrEqual(320);
});
