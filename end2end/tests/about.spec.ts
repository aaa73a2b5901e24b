// The page about Earworm, with what the models are.
import { expect, test } from "../fixtures";

test("tells what the models were made of and how good they are", async ({ page, searchPage }) => {
  await searchPage.open("/");
  await page.getByRole("link", { name: "About", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The models in use" })).toBeVisible();
  const facts = page.locator(".model").first();
  await expect(facts).toContainText(/Catalogue[\d,]+ tracks of [\d,]+ songs/);
  await expect(facts).toContainText(/Recommending.*recall at 10: [\d.]+%/);
  await page.getByText("Source files of the catalogue").click();
  await expect(page.getByText("tracks.csv")).toBeVisible();
  await page.getByText("Build parameters").click();
  await expect(page.getByText("find.terms")).toBeVisible();
});
