// The page about Earworm, with what the models are.
import { expect, test } from "../fixtures";

test("tells what the models were made of and how good they are", async ({ page, searchPage }) => {
  await searchPage.open("/");
  await page.getByRole("link", { name: "About", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The models that answer here" })).toBeVisible();
  const facts = page.locator(".model").first();
  await expect(facts).toContainText(/Catalogue[\d,]+ tracks, which are versions of [\d,]+ songs/);
  await expect(facts).toContainText(/Recommending.*the index finds [\d.]+% of the ten nearest/);
  await page.getByText("Files that the catalogue was read from").click();
  await expect(page.getByText("tracks.csv")).toBeVisible();
  await page.getByText("Parameters of the build").click();
  await expect(page.getByText("find.terms")).toBeVisible();
});
