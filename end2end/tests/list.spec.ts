// A list of songs, with and without JavaScript.
import { readFile } from "node:fs/promises";
import { expect, test } from "../fixtures";
import { ListPage, SONGS } from "../fixtures/list-page";

test("begins with the chosen song", async ({ page, searchPage }) => {
  await searchPage.open("/?q=bohemain rapsody quen");
  await searchPage.best.click();
  await page.getByRole("button", { name: "Add to my list" }).click();
  if (searchPage.hydrated) {
    await expect(page.getByText(/was added\. The list has 1 song\./)).toBeAttached();
    await page.getByRole("link", { name: "My list 1 song" }).click();
  }
  const list = new ListPage(page);
  await expect(list.title).toHaveText("A list of 1 song");
  await expect(page).toHaveURL(`/list?songs=${SONGS.rhapsody}`);
  await expect(list.names).toHaveText(["Bohemian Rhapsody"]);
});

test("an empty list tells how to begin", async ({ page, searchPage }) => {
  await searchPage.open("/list");
  await expect(new ListPage(page).title).toHaveText("Your list is empty");
  await page.getByRole("link", { name: "Back to the search" }).click();
  await expect(searchPage.input).toBeVisible();
});

test("its address shows it anywhere", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car", "blues"));
  await expect(list.title).toHaveText("A list of 3 songs");
  await expect(list.names).toHaveText(["Bohemian Rhapsody", "Fast Car", "Crazy Blues"]);
  await expect(page).toHaveTitle(/A list of 3 songs/);
  await list.names.nth(1).click();
  await expect(searchPage.songTitle).toContainText("Fast Car");
  await page.goBack();
  await expect(list.names).toHaveCount(3);
});

test("its songs are moved and removed", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car", "blues"));
  await list.button("Move Bohemian Rhapsody", "down").click();
  await expect(list.names).toHaveText(["Fast Car", "Bohemian Rhapsody", "Crazy Blues"]);
  await expect(page).toHaveURL(list.path("car", "rhapsody", "blues"));
  await list.button("Move Crazy Blues", "up").click();
  await expect(list.names).toHaveText(["Fast Car", "Crazy Blues", "Bohemian Rhapsody"]);
  await expect(list.button("Move Fast Car", "up")).toBeDisabled();
  await expect(list.button("Move Bohemian Rhapsody", "down")).toBeDisabled();
  await list.button("Remove Fast Car").click();
  await expect(list.names).toHaveText(["Crazy Blues", "Bohemian Rhapsody"]);
  await expect(page).toHaveURL(list.path("blues", "rhapsody"));
});

test("what goes with it can be added", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car"));
  await expect(list.suggestions).toHaveCount(10);
  const first = list.suggestions.first();
  const name = (await first.getByRole("link").textContent()) ?? "";
  await first.getByRole("button", { name: /^Add/ }).click();
  await expect(list.names).toHaveText(["Bohemian Rhapsody", "Fast Car", name]);
  await expect(list.suggestions.getByRole("link", { name, exact: true })).toHaveCount(0);
  await expect(list.suggestions).toHaveCount(10);
});

test("it can be saved as a file", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car"));
  expect(await list.save("CSV")).toMatch(/^\uFEFFnumber,title,artists,[^]*\n1,Bohemian Rhapsody,Queen,/);
  expect(await list.save("M3U")).toMatch(/^#EXTM3U\n[^]*#EXTINF:\d+,Queen - Bohemian Rhapsody\n/);
  const links = await list.save("a list of links");
  expect(links).toMatch(/^(https:\/\/open\.spotify\.com\/search\/\S+\n){2}$/);
});

test("songs of another catalogue are left out", async ({ page, searchPage }) => {
  await searchPage.open("/list?songs=nowhere,ew-t0793");
  const list = new ListPage(page);
  await expect(list.names).toHaveText(["Bohemian Rhapsody"]);
  await expect(page.getByText("1 song in this link is not in the catalogue")).toBeVisible();
});

test.describe("an address that holds no list", () => {
  test.use({ expectedComplaints: /Failed to load resource/ });

  test("says what is wrong with it", async ({ page, searchPage }) => {
    await searchPage.open("/list?songs=ew-t0793,two words");
    await expect(page.getByRole("heading", { name: "This link contains no list" })).toBeVisible();
    await expect(page.getByText("number 2 is no id of a track")).toBeVisible();
  });
});

test("a playlist export comes back with its audio features", async ({ page, searchPage }) => {
  await searchPage.open("/list");
  const file = {
    name: "playlist.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Track Name,Artist Name(s),Energy\nFast Car,Tracy Chapman,\n"),
  };
  await page.getByLabel("CSV file").setInputFiles(file);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Fill in audio features" }).click();
  const filled = await readFile(await (await download).path(), "utf8");
  expect(filled).toMatch(/^Track Name,Artist Name\(s\),Energy,/);
  expect(filled).toMatch(/\nFast Car,Tracy Chapman,0\.\d+,/);
});
