import { expect, test } from "../fixtures";

const HINT = "bohemain rapsody quen";

test("a misspelt query finds the song", async ({ searchPage }) => {
  await searchPage.open();
  await searchPage.search(HINT);
  await expect(searchPage.best).toHaveCount(1);
  await expect(searchPage.best).toContainText("Bohemian Rhapsody");
  await expect(searchPage.best).toContainText("Queen");
  await expect(searchPage.options.first()).toContainText(/(Best|Likely) match/);
});

test("a chosen song shows its facts and similar songs", async ({ page, searchPage }) => {
  await searchPage.open(`/?q=${HINT}`);
  await searchPage.best.click();
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  const song = page.getByRole("region", { name: /Bohemian Rhapsody/ });
  await expect(song).toContainText("Queen");
  await expect(song).toContainText("1975");
  await expect(song).toContainText(/5:5\d/);
  await expect(song).toContainText("B♭ major");
  await expect(song).toContainText(/\d+ BPM/);
  await expect(searchPage.similar).toHaveAccessibleName(/Songs that sound like Bohemian Rhapsody/);
  for (const name of ["Title", "Artists", "Year", "Genres", "Tempo", "Similarity", "Actions"]) {
    await expect(searchPage.similar.getByRole("columnheader", { name })).toHaveCount(1);
  }
  await expect(searchPage.similarLinks).toHaveCount(20);
  await expect(page).toHaveTitle(/Bohemian Rhapsody.*Queen/);
});

test("no similar song is the chosen one", async ({ searchPage }) => {
  await searchPage.open(`/?q=${HINT}`);
  await searchPage.best.click();
  await expect(searchPage.similarLinks.first()).toBeVisible();
  const titles = await searchPage.similarLinks.allTextContents();
  expect(titles.filter((title) => /bohemian rhapsody/i.test(title))).toEqual([]);
});

test("similar songs lead on, and Back leads back", async ({ page, searchPage }) => {
  await searchPage.open(`/?q=${encodeURIComponent(HINT)}`);
  await searchPage.best.click();
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  const next = searchPage.similarLinks.first();
  const title = (await next.textContent()) ?? "";
  await next.click();
  await expect(searchPage.songTitle).toHaveText(title);
  await expect(searchPage.input).toHaveValue(new RegExp(escape(title)));
  await page.goBack();
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  await page.goBack();
  await expect(searchPage.best).toContainText("Bohemian Rhapsody");
  await expect(searchPage.input).toHaveValue(HINT);
  await page.goForward();
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
});

test("the URL restores everything", async ({ page, searchPage, context }) => {
  await searchPage.open(`/?q=${HINT}`);
  await searchPage.best.click();
  await expect(searchPage.similarLinks.first()).toBeVisible();
  const titles = await searchPage.similarLinks.allTextContents();
  await page.reload();
  await searchPage.settled();
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  await expect(searchPage.input).toHaveValue(/Bohemian Rhapsody/);
  const shared = await context.newPage();
  await shared.goto(page.url());
  const links = shared.getByRole("table").getByRole("rowheader").getByRole("link");
  await expect(links).toHaveText(titles);
});

test("matches stand under what they were found by", async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search("fast chapman");
  const group = searchPage.hydrated
    ? (name: string) => page.getByRole("group", { name }).getByRole("option")
    : (name: string) => page.getByRole("list", { name }).getByRole("link");
  await expect(group("By title").first()).toContainText("Fast Car");
  await expect(group("By artist").first()).toContainText("Tracy Chapman");
  await searchPage.search("bohemain rapsody quen");
  await expect(searchPage.best).toContainText("Bohemian Rhapsody");
  await expect(page.getByText("By title")).toHaveCount(0);
});

test("an empty query is no error", async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search("   ");
  await expect(searchPage.options).toHaveCount(0);
  await expect(page.getByText("For example")).toBeVisible();
});

test("an example leads to its song", async ({ page, searchPage }) => {
  await searchPage.open();
  await page.getByRole("link", { name: "fast chapman" }).click();
  await expect(searchPage.best).toContainText("Fast Car");
});

test("a query of nothing visible says what to type", async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search("\u200b");
  await expect(page.getByText("Type at least one letter")).toBeVisible();
});

test("a hopeless query has no best match", async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search("xqzjvw kkqqzz wwxxqq");
  await expect(page.getByText(/Nothing found for|Nothing fits well/)).toBeVisible();
  await expect(searchPage.best).toHaveCount(0);
});

test("a query that is too long says how long it may be", async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search("la ".repeat(700).trim());
  await expect(page.getByText("2,099 characters: shorten it to at most 2,000")).toBeVisible();
});

for (const [hint, title] of [
  ["上を向いて", "上を向いて歩こう"],
  ["подмосковные вечера", "Подмосковные вечера"],
  ["تاجدار حرم", "تاجدارِ حرم"],
] as const) {
  test(`other alphabets: ${hint}`, async ({ page, searchPage }) => {
    await searchPage.open();
    await searchPage.search(hint);
    await expect(searchPage.options.first()).toContainText(title);
    await searchPage.options.first().click();
    await expect(searchPage.songTitle).toContainText(title);
    await expect(searchPage.songTitle).toHaveAttribute("dir", "auto");
    await expect(page).toHaveTitle(new RegExp(title));
  });
}

test.describe("addresses that lead nowhere", () => {
  test.use({ expectedComplaints: /404/ });

  test("a song that is not in the catalogue", async ({ page, searchPage }) => {
    const response = await page.goto("/?song=no-such-song");
    expect(response?.status()).toBe(404);
    await expect(page.getByText("This song is not in the catalogue").first()).toBeVisible();
    await searchPage.settled();
    await searchPage.search("fast chapman");
    await expect(searchPage.best).toContainText("Fast Car");
  });

  test("a page that does not exist", async ({ page }) => {
    const response = await page.goto("/no/such/page");
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await page.getByLabel("What you remember of a song").fill("fast chapman");
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page.getByText("Fast Car").first()).toBeVisible();
  });
});

test("the page tells where its data come from", async ({ page, searchPage }) => {
  await searchPage.open(`/?q=${HINT}`);
  await searchPage.best.click();
  await page.getByRole("link", { name: "More about the data" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "About Earworm" })).toBeVisible();
  await expect(page.getByText("nobody measured the recordings")).toBeVisible();
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
