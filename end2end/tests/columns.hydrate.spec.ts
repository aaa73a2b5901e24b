// Columns of the table of similar songs, which this device may leave out.
import { expect, test } from "../fixtures";

test("columns are left out, and stay so after a reload", async ({ page, searchPage }) => {
  await searchPage.open("/?song=ew-t0793");
  const row = searchPage.similar.getByRole("row").nth(1);
  const genres = row.locator(".similar__genres");
  const reasons = row.locator(".similar__why");
  await expect(genres).toBeVisible();
  await page.getByText("Columns", { exact: true }).click();
  await expect(page.getByRole("checkbox", { name: "Tempo" })).toBeChecked();
  await page.getByRole("checkbox", { name: "Genres" }).uncheck();
  await page.getByRole("checkbox", { name: "Reasons" }).uncheck();
  await expect(genres).toBeHidden();
  await expect(reasons).toBeHidden();
  await expect(row.locator(".similar__year")).toBeVisible();
  await page.reload();
  await searchPage.settled();
  await expect(genres).toBeHidden();
  await page.getByText("Columns", { exact: true }).click();
  await expect(page.getByRole("checkbox", { name: "Genres" })).not.toBeChecked();
  await page.getByRole("checkbox", { name: "Genres" }).check();
  await expect(genres).toBeVisible();
  await expect(reasons).toBeHidden();
});
