// A path from the chosen song to another, with and without JavaScript.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures";

test.beforeEach(async ({ searchPage }) => {
  await searchPage.open("/?q=bohemain rapsody quen");
  await searchPage.best.click();
  await expect(searchPage.similarLinks.first()).toBeVisible();
});

function steps(page: Page): Locator {
  return page.getByRole("list", { name: /^From/ }).getByRole("listitem");
}

async function ask(page: Page, hint: string): Promise<void> {
  const field = page.getByLabel("The other song");
  if (!(await field.isVisible())) await page.getByText("A path to another song").click();
  await field.fill(hint);
  await page.getByRole("button", { name: "Show the path" }).click();
}

test("a query leads to a list of the songs between", async ({ page, searchPage }) => {
  await ask(page, "fast car chapmen");
  await expect(page).toHaveURL(/to_query=fast(%20|\+)car(%20|\+)chapmen/);
  const title = page.getByRole("heading", { level: 2, name: "From Bohemian Rhapsody to Fast Car" });
  await expect(title).toBeVisible();
  await expect(steps(page)).toHaveCount(10);
  await expect(steps(page).first()).toContainText(/\d+%/);
  await expect(page).toHaveTitle(/From Bohemian Rhapsody to Fast Car/);
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  if (searchPage.hydrated) await expect(searchPage.status).toContainText("10 songs between");
});

test("reloading and Back restore it", async ({ page, searchPage }) => {
  await ask(page, "fast car chapman");
  await expect(steps(page)).toHaveCount(10);
  const before = await steps(page).getByRole("link").allTextContents();
  await page.reload();
  await searchPage.settled();
  await expect(steps(page).getByRole("link")).toHaveText(before);
  await expect(page.getByLabel("The other song")).toHaveValue("fast car chapman");
  const link = steps(page).getByRole("link").first();
  const name = (await link.textContent()) ?? "";
  await link.click();
  await expect(searchPage.songTitle).toHaveText(name);
  await expect(steps(page)).toHaveCount(0);
  await page.goBack();
  await expect(steps(page).getByRole("link")).toHaveText(before);
});

test("another song may have been meant", async ({ page }) => {
  await ask(page, "love");
  const others = page.getByRole("list", { name: "Other matches" }).getByRole("link");
  await others.first().click();
  await expect(page).toHaveURL(/[?&]to=/);
  await expect(page).not.toHaveURL(/to_query=/);
  await expect(steps(page)).toHaveCount(10);
  await expect(others).toHaveCount(0);
});

test("a path stays while the songs are tuned, until it is closed", async ({ page, searchPage }) => {
  await ask(page, "fast car chapman");
  await expect(steps(page)).toHaveCount(10);
  await page.getByRole("button", { name: "calmer" }).click();
  await expect(page).toHaveURL(/more=calmer/);
  await expect(page).toHaveURL(/to_query=/);
  await expect(steps(page)).toHaveCount(10);
  await page.getByRole("link", { name: "Close the path" }).click();
  await expect(page).not.toHaveURL(/to_query=/);
  await expect(page).toHaveURL(/more=calmer/);
  await expect(steps(page)).toHaveCount(0);
  await expect(searchPage.similarLinks.first()).toBeVisible();
});

test("from a song to itself there is nothing between", async ({ page }) => {
  await ask(page, "bohemian rhapsody queen");
  await expect(page.getByText("No song lies between these two")).toBeVisible();
});

test.describe("what leads nowhere", () => {
  test.use({ expectedComplaints: /Failed to load resource/ });

  test("says so and keeps the song", async ({ page, searchPage }) => {
    await ask(page, "xqzjvw kkqqzz wwxxqq");
    await expect(page.getByRole("heading", { name: "No such song" })).toBeVisible();
    await expect(searchPage.similarLinks.first()).toBeVisible();
    await ask(page, "\u200b");
    await expect(page.locator(".path").getByText("Type at least one letter")).toBeVisible();
    await ask(page, "fast car chapman");
    await expect(steps(page)).toHaveCount(10);
  });

  test("as does the id of no song", async ({ page, searchPage }) => {
    await searchPage.open(`${page.url()}&to=no-such-song`);
    await expect(page.getByRole("heading", { name: "This song is not in" })).toBeVisible();
    await expect(searchPage.similarLinks.first()).toBeVisible();
  });
});
