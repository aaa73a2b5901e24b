// The chosen song: how it sounds, its versions, and links.
import { expect, SCRIPT, test } from "../fixtures";

test.beforeEach(async ({ searchPage }) => {
  await searchPage.open("/?q=bohemain rapsody quen");
  await searchPage.best.click();
  await expect(searchPage.similarLinks.first()).toBeVisible();
});

test("a chart shows how it sounds, and numbers tell", async ({ page }) => {
  await expect(page.locator(".radar__song")).toHaveAttribute("points", /^(-?[\d.]+,-?[\d.]+ ?){8}$/);
  const numbers = page.locator(".numbers");
  await expect(numbers).toBeHidden();
  await page.getByText("How it sounds, in numbers").click();
  await expect(numbers).toContainText(/Energy\d+%/);
  await expect(numbers).toContainText("B♭ major");
});

test("a link leads to the song elsewhere", async ({ page }) => {
  const link = page.getByRole("link", { name: /Spotify/ });
  await expect(link).toHaveAttribute("href", /^https:\/\/open\.spotify\.com\/search\/Bohemian/);
  await expect(link).toHaveAttribute("rel", /noreferrer/);
});

test("pointing at a song, or reaching it by Tab, compares it", { tag: SCRIPT }, async ({ page, searchPage }) => {
  const other = page.locator(".radar__other");
  await expect(other).toHaveCount(0);
  const row = searchPage.similar.getByRole("row").nth(2);
  await row.hover();
  await expect(other).toHaveCount(1);
  await expect(page.locator(".radar__name--other")).toHaveText(
    (await row.getByRole("rowheader").textContent()) ?? "",
  );
  await page.mouse.move(0, 0);
  await expect(other).toHaveCount(0);
  await searchPage.similarLinks.first().focus();
  await expect(other).toHaveCount(1);
});

test("Back returns to the link and the place that were left", { tag: SCRIPT }, async ({ page, searchPage }) => {
  await page.getByRole("link", { name: "Show more songs" }).click();
  await expect(searchPage.similarLinks).toHaveCount(40);
  const link = searchPage.similarLinks.nth(30);
  const title = (await link.textContent()) ?? "";
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await link.click();
  await expect(searchPage.songTitle).toHaveText(title);
  await page.goBack();
  await expect(link).toBeFocused();
  expect(Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(50);
});

test("a link that cannot be copied is shown", { tag: SCRIPT }, async ({ page }) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "Copy link" }).click();
  const field = page.getByRole("textbox", { name: "Copy link" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(page.url());
  await expect(page.getByRole("button", { name: "Link copied" })).toHaveCount(0);
});

test("the link can be copied", { tag: SCRIPT }, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Link copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});
