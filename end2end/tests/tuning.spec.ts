// The controls of the similar songs, with and without JavaScript.
import type { Page } from "@playwright/test";
import { expect, SCRIPT, test } from "../fixtures";

const SONG = "/?q=bohemain rapsody quen";

test.beforeEach(async ({ searchPage }) => {
  await searchPage.open(SONG);
  await searchPage.best.click();
  await expect(searchPage.similarLinks.first()).toBeVisible();
});

test("a chip asks for more like this, but calmer", async ({ page, searchPage }) => {
  const before = await searchPage.similarLinks.allTextContents();
  const calmer = page.getByRole("button", { name: "calmer" });
  await expect(calmer).toHaveAttribute("aria-pressed", "false");
  await calmer.click();
  await expect(calmer).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/more=calmer/);
  await expect(searchPage.similarLinks).not.toHaveText(before);
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  await page.getByRole("button", { name: "more energetic" }).click();
  await expect(page).toHaveURL(/more=livelier/);
  await expect(calmer).toHaveAttribute("aria-pressed", "false");
  await page.goBack();
  await expect(calmer).toHaveAttribute("aria-pressed", "true");
});

test("filters tell how many songs each leaves out", async ({ page, searchPage }) => {
  await openPanel(page);
  await page.getByLabel("To year").fill("1972");
  await page.getByLabel("To year").blur();
  await page.getByRole("combobox", { name: "Language", exact: true }).selectOption("English");
  await apply(page, searchPage.hydrated);
  await expect(page).toHaveURL(/language=en/);
  await expect(page).toHaveURL(/max_year=1972/);
  await expect(page.locator("#years-removed")).toHaveText(/leaves out [\d,]+ songs/);
  await expect(page.locator("#language-removed")).toHaveText(/leaves out [\d,]+ songs/);
  await expect(page.locator("#explicit-removed")).toHaveText("");
  for (const year of await column(page, "similar__year")) {
    expect(Number(year)).toBeLessThanOrEqual(1972);
  }
  await page.getByRole("link", { name: "Reset" }).click();
  await expect(page).not.toHaveURL(/max_year/);
  await expect(page.getByLabel("To year")).toHaveValue("");
});

test("a filter that leaves nothing says so", async ({ page, searchPage }) => {
  await openPanel(page);
  await page.getByLabel("To year").fill("1900");
  await page.getByLabel("To year").blur();
  await apply(page, searchPage.hydrated);
  await expect(page.getByText("No songs match these settings")).toBeVisible();
  await expect(searchPage.similar).toHaveCount(0);
});

test.describe("an unknown genre", () => {
  test.use({ expectedComplaints: /status of 400/ });

  test("is named", async ({ page, searchPage }) => {
    await openPanel(page);
    const genre = page.getByRole("combobox", { name: "Genre", exact: true });
    await genre.fill("no such genre");
    await genre.blur();
    await apply(page, searchPage.hydrated);
    await expect(page.locator(".notice")).toContainText('no track has the genre "no such genre"');
  });
});

test("weights change the ranking and stay in the URL", async ({ page, searchPage }) => {
  await openPanel(page);
  const before = await searchPage.similarLinks.allTextContents();
  const era = page.getByRole("slider", { name: "Era" });
  await era.fill("4");
  await expect(era).toHaveValue("4");
  await apply(page, searchPage.hydrated);
  await expect(page).toHaveURL(/weight_era=4/);
  await expect(searchPage.similarLinks).not.toHaveText(before);
  await page.reload();
  await searchPage.settled();
  await expect(page.getByRole("slider", { name: "Era" })).toHaveValue("4");
  await expect(page.getByText("1 change", { exact: true })).toBeVisible();
});

test("headers sort, and exactly one says how", async ({ page, searchPage }) => {
  const sorted = searchPage.similar.locator("th[aria-sort]");
  await expect(sorted).toHaveText(/Similarity/);
  await expect(sorted).toHaveAttribute("aria-sort", "descending");
  await header(page, "Year").click();
  await expect(sorted).toHaveText(/Year/);
  await expect(sorted).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/order=year/);
  const years = (await column(page, "similar__year")).map(Number);
  expect(years).toEqual([...years].sort((a, b) => a - b));
  await header(page, "Year").click();
  await expect(sorted).toHaveAttribute("aria-sort", "descending");
  await header(page, "Similarity").click();
  await expect(sorted).toHaveText(/Similarity/);
  await expect(page).not.toHaveURL(/order/);
});

test("an order by a number shows its column", async ({ page, searchPage }) => {
  await openPanel(page);
  await page.getByLabel("Sort by").selectOption("energy, calmest first");
  await apply(page, searchPage.hydrated);
  const sorted = searchPage.similar.locator("th[aria-sort]");
  await expect(sorted).toHaveText(/Energy/);
  await expect(sorted).toHaveAttribute("aria-sort", "ascending");
});

test("a second song and one to be unlike are chips that can be removed", async ({
  page,
  searchPage,
}) => {
  const first = searchPage.similar.getByRole("row").nth(1);
  const title = (await first.getByRole("rowheader").textContent()) ?? "";
  await first.getByRole("link", { name: /^Also like/ }).click();
  const liked = page.getByRole("list", { name: "Also like" });
  await expect(liked.getByRole("listitem")).toHaveCount(1);
  await expect(liked).toContainText(title);
  await expect(page).toHaveURL(/seed_tracks=/);
  await expect(searchPage.similarLinks.filter({ hasText: title })).toHaveCount(0);
  await searchPage.similar.getByRole("link", { name: /^Less like/ }).first().click();
  const unliked = page.getByRole("list", { name: "Less like" });
  await expect(unliked.getByRole("listitem")).toHaveCount(1);
  await liked.getByRole("link", { name: /^Remove/ }).click();
  await expect(liked).toHaveCount(0);
  await expect(unliked.getByRole("listitem")).toHaveCount(1);
});

test("more songs are shown when asked for", async ({ page, searchPage }) => {
  await expect(searchPage.similarLinks).toHaveCount(20);
  await page.getByRole("link", { name: "Show more songs" }).click();
  await expect(searchPage.similarLinks).toHaveCount(40);
});

test("filters stay for the next song, shifts do not", async ({ page, searchPage }) => {
  await page.getByRole("button", { name: "older" }).click();
  await expect(page).toHaveURL(/more=older/);
  await openPanel(page);
  await page.getByLabel("Without explicit lyrics").check();
  await apply(page, searchPage.hydrated);
  await expect(page).toHaveURL(/explicit=false/);
  const before = (await searchPage.songTitle.textContent()) ?? "";
  await searchPage.similarLinks.first().click();
  await expect(searchPage.songTitle).not.toHaveText(before);
  await expect(page).toHaveURL(/explicit=false/);
  await expect(page).not.toHaveURL(/more=/);
});

test("the reasons begin with what was asked for", async ({ page, searchPage }) => {
  await page.getByRole("button", { name: "newer" }).click();
  await expect(page).toHaveURL(/more=newer/);
  const reasons = searchPage.similar.locator(".similar__why");
  await expect(reasons.first()).toHaveText(/^newer by \d+ years?/);
  const all = await reasons.allTextContents();
  expect(all.filter((why) => why.includes("older by"))).toEqual([]);
});

test("Back takes a control back, and each drag of a slider is a step of its own", { tag: SCRIPT }, async ({
  page,
  searchPage,
}) => {
  await openPanel(page);
  const order = page.getByRole("combobox", { name: "Sort by" });
  await order.selectOption("tempo, slowest first");
  await expect(page).toHaveURL(/order=tempo/);
  await page.getByRole("slider", { name: "Era" }).fill("4");
  await expect(page).toHaveURL(/weight_era=4/);
  await page.goBack();
  await expect(page).not.toHaveURL(/weight_era/);
  await expect(page).toHaveURL(/order=tempo/);
  await page.goBack();
  await expect(page).not.toHaveURL(/order=/);
  await expect(order).toHaveValue("");
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
});

test.describe("a request that the server refuses", () => {
  test.use({ expectedComplaints: /Failed to load resource/ });

  test("years that exclude each other are marked, and the songs stay", { tag: SCRIPT }, async ({
    page,
    searchPage,
  }) => {
    await page.route("**/page/similar*", (route) =>
      /max_year/.test(route.request().url()) && /min_year/.test(route.request().url())
        ? route.fulfill({
            status: 400,
            json: { InvalidRequest: { parameter: "min_year", detail: "it is above max_year" } },
          })
        : route.continue(),
    );
    await openPanel(page);
    await page.getByLabel("From year").fill("2020");
    await page.getByLabel("From year").blur();
    await expect(page).toHaveURL(/min_year=2020/);
    await page.getByLabel("To year").fill("1990");
    await page.getByLabel("To year").blur();
    await expect(page.locator("#years-conflict")).toHaveText(/must not be after/);
    await expect(page.getByLabel("To year")).toHaveAttribute("aria-invalid", "true");
    await expect(searchPage.similarLinks.first()).toBeVisible();
  });
});

test("bars tell what they are made of, and why", async ({ searchPage }) => {
  const score = searchPage.similar.getByRole("row").nth(1).locator(".similar__score");
  await expect(score.getByRole("img")).toHaveAccessibleName(/Genre \d+%/);
  await expect(score).toHaveText(/\d+%.*[a-z]/);
  const headers = searchPage.similar.getByRole("rowheader");
  expect(await headers.first().textContent()).toBe(
    await searchPage.similarLinks.first().textContent(),
  );
});

test.describe("a tuning that cannot be", () => {
  test.use({ expectedComplaints: /400/ });

  test("is told by its name, with a way out", async ({ page, searchPage }) => {
    const response = await page.goto(`${page.url()}&min_year=1999&max_year=1950`);
    expect(response?.status()).toBe(400);
    await searchPage.settled();
    await expect(page.getByText(/min_year: it is above max_year/).first()).toBeVisible();
    await page.getByRole("link", { name: "Reset" }).click();
    await expect(searchPage.similarLinks).toHaveCount(20);
  });
});

async function openPanel(page: Page): Promise<void> {
  const panel = page.locator("details.tune:not(.path)");
  if (!(await panel.evaluate((details: HTMLDetailsElement) => details.open))) {
    await panel.locator("summary").click();
  }
}

/** In the browser controls act at once. */
async function apply(page: Page, hydrated: boolean): Promise<void> {
  if (!hydrated) await page.getByRole("button", { name: "Apply" }).click();
}

function header(page: Page, name: string) {
  return page.getByRole("columnheader", { name }).getByRole("link");
}

async function column(page: Page, name: string): Promise<string[]> {
  return page.locator(`tbody .${name}`).allTextContents();
}
