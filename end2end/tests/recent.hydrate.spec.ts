// What the browser adds to finding: a key to the box, and the songs chosen last.
import { expect, test } from "../fixtures";

test("Ctrl+K goes to the box, and a single character does not", async ({ page, searchPage }) => {
  await searchPage.open("/?q=bohemain rapsody quen");
  await searchPage.best.click();
  await expect(searchPage.similarLinks.first()).toBeVisible();
  await searchPage.similarLinks.first().focus();
  await page.keyboard.press("/");
  await expect(searchPage.input).not.toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(searchPage.input).toBeFocused();
});

test("songs chosen last are offered, on this device, until forgotten", async ({
  page,
  searchPage,
}) => {
  await searchPage.open("/?q=fast chapman");
  await searchPage.best.click();
  await expect(searchPage.similarLinks.first()).toBeVisible();
  await searchPage.open("/");
  const recent = page.getByRole("region", { name: "Recent" });
  await expect(recent.getByRole("link", { name: /Fast Car/ })).toBeVisible();
  await recent.getByRole("link", { name: /Fast Car/ }).click();
  await expect(searchPage.songTitle).toHaveText("Fast Car");
  await searchPage.open("/");
  await recent.getByRole("button", { name: "Clear" }).click();
  await expect(recent).toHaveCount(0);
  await expect(searchPage.input).toBeFocused();
  await page.reload();
  await searchPage.settled();
  await expect(page.getByText("For example")).toBeVisible();
  await expect(recent).toHaveCount(0);
});
