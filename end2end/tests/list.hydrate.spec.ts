// What the browser adds to lists: they are kept on this device, dragged, and changes undone.
import type { Page } from "@playwright/test";
import { expect, MOUSE, test } from "../fixtures";
import { Gate } from "../fixtures/gate";
import { ListPage, SONGS } from "../fixtures/list-page";

test("songs are added from the table, and kept after a reload", async ({ page, searchPage }) => {
  await searchPage.open("/?song=ew-t0793");
  const adds = searchPage.similar.getByRole("button", { name: /^Add .* to my list$/ });
  await adds.first().click();
  await adds.first().click();
  await expect(page.getByText(/was added\. The list has 2 songs\./)).toBeAttached();
  const added = searchPage.similar.getByRole("button", { name: /^Remove .* from my list$/ });
  await expect(added).toHaveCount(2);
  await expect(page).toHaveURL("/?song=ew-t0793");
  await page.reload();
  await searchPage.settled();
  await expect(added).toHaveCount(2);
  await page.getByRole("link", { name: "My list 2 songs" }).click();
  const list = new ListPage(page);
  await expect(list.names).toHaveCount(2);
  await expect(page).toHaveURL(/\/list\?songs=[\w-]+,[\w-]+$/);
  await searchPage.open("/?song=ew-t0793");
  await added.first().click();
  await expect(page.getByRole("link", { name: "My list 1 song" })).toBeVisible();
});

test("the chosen song is added and removed where it is", async ({ page, searchPage }) => {
  await searchPage.open("/?song=ew-t0793");
  await page.getByRole("button", { name: "Add to my list", exact: true }).click();
  const remove = page.getByRole("button", { name: "Remove from my list", exact: true });
  await expect(remove).toBeFocused();
  await remove.click();
  await expect(page.getByRole("link", { name: "My list", exact: true })).toBeVisible();
});

test("keys move a song, and the focus stays with it", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car", "blues"));
  const down = list.button("Move Bohemian Rhapsody", "down");
  await down.focus();
  await page.keyboard.press("Enter");
  await expect(list.names).toHaveText(["Fast Car", "Bohemian Rhapsody", "Crazy Blues"]);
  await expect(page.getByText(/Bohemian Rhapsody .* is now number 2 of 3/).last()).toBeVisible();
  await expect(down).toBeFocused();
  await page.keyboard.press("Space");
  await expect(list.names).toHaveText(["Fast Car", "Crazy Blues", "Bohemian Rhapsody"]);
  await expect(list.button("Move Bohemian Rhapsody", "up")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(list.names).toHaveText(["Fast Car", "Bohemian Rhapsody", "Crazy Blues"]);
});

test("a song is dragged to another place, down and up", { tag: MOUSE }, async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car", "blues"));
  await list.handle(0).dragTo(list.songs.nth(2));
  await expect(list.names).toHaveText(["Fast Car", "Crazy Blues", "Bohemian Rhapsody"]);
  await list.handle(2).dragTo(list.songs.nth(1));
  await expect(list.names).toHaveText(["Fast Car", "Bohemian Rhapsody", "Crazy Blues"]);
  await expect(page).toHaveURL(list.path("car", "rhapsody", "blues"));
});

test("what was removed comes back to its place", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car", "blues"));
  await list.button("Remove Fast Car").click();
  await expect(list.names).toHaveText(["Bohemian Rhapsody", "Crazy Blues"]);
  await expect(list.button("Remove Crazy Blues")).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list.names).toHaveText(["Bohemian Rhapsody", "Fast Car", "Crazy Blues"]);
  await expect(list.title).toBeFocused();
  await page.getByRole("button", { name: "Remove all" }).click();
  await expect(list.title).toHaveText("Your list is empty");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(list.names).toHaveText(["Bohemian Rhapsody", "Fast Car", "Crazy Blues"]);
});

test("a list that came by a link is only stored on request", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody", "car"));
  await expect(page.getByText("This list is not stored on this device")).toBeVisible();
  expect(await kept(page)).toBeNull();
  await page.getByRole("button", { name: "Save as my list" }).click();
  await expect(page.getByText("The list is also stored on this device")).toBeVisible();
  await searchPage.open("/list");
  await expect(list.names).toHaveText(["Bohemian Rhapsody", "Fast Car"]);
  await expect(page).toHaveURL(list.path("rhapsody", "car"));
});

test("somebody's list replaces one's own only if wanted", async ({ page, searchPage }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody"));
  await page.getByRole("button", { name: "Save as my list" }).click();
  await expect(page.getByRole("link", { name: "My list 1 song" })).toBeVisible();
  await searchPage.open(list.path("car", "blues"));
  await expect(page.getByText("This is not the list stored")).toBeVisible();
  await list.button("Remove Crazy Blues").click();
  await page.getByRole("link", { name: "Show my list (1 song)" }).click();
  await expect(list.names).toHaveText(["Bohemian Rhapsody"]);
  await page.goBack();
  await expect(list.names).toHaveText(["Fast Car"]);
  await page.getByRole("button", { name: "Replace my list" }).click();
  await expect(page.getByText("The list is also stored on this device")).toBeVisible();
  expect(await kept(page)).toBe(SONGS.car);
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await kept(page)).toBe(SONGS.rhapsody);
});

test("emptying somebody's list does not show one's own", async ({ page, searchPage }) => {
  await store(page, SONGS.rhapsody);
  const list = new ListPage(page);
  await searchPage.open(list.path("car"));
  await page.getByRole("button", { name: "Remove all" }).click();
  await expect(list.title).toHaveText("Your list is empty");
  await expect(list.names).toHaveCount(0);
  expect(await kept(page)).toBe(SONGS.rhapsody);
});

test("a song added before the page is hydrated joins the stored list", async ({ page, searchPage }) => {
  await store(page, SONGS.car, SONGS.blues);
  const code = await Gate.before(page, "**/pkg/*.wasm");
  code.hold();
  await page.goto("/?q=bohemain rapsody quen&song=ew-t0793");
  await page.getByRole("button", { name: "Add to my list", exact: true }).click();
  code.release();
  await searchPage.settled();
  await expect(page.getByRole("link", { name: "My list 3 songs" })).toBeVisible();
  await expect(page).toHaveURL(/song=ew-t0793/);
  expect(await kept(page)).toBe([SONGS.car, SONGS.blues, SONGS.rhapsody].join("\n"));
});

test("another window's changes are shown", async ({ page, searchPage, context }) => {
  const list = new ListPage(page);
  await searchPage.open(list.path("rhapsody"));
  await page.getByRole("button", { name: "Save as my list" }).click();
  await expect(page.getByRole("link", { name: "My list 1 song" })).toBeVisible();
  const other = await context.newPage();
  await other.goto("/?song=ew-t1224");
  await expect(other.locator("body[data-hydrated]")).toBeVisible();
  await other.getByRole("button", { name: "Add to my list", exact: true }).click();
  await expect(list.names).toHaveText(["Bohemian Rhapsody", "Fast Car"]);
});

test("a long list is asked about by ten of its songs", async ({ page, searchPage }) => {
  const ids = Array.from({ length: 12 }, (_, place) => `ew-t00${String(place + 10)}`);
  await searchPage.open(`/list?songs=${ids.join(",")}`);
  await expect(page.getByText("Based on 10 of its 12 songs")).toBeVisible();
  const list = new ListPage(page);
  await expect(list.suggestions).toHaveCount(10);
  await expect(list.names).toHaveCount(12);
});

test.describe("without the server", () => {
  test.use({ expectedComplaints: /Failed to load resource/ });

  test("the list can still be changed", async ({ page, searchPage }) => {
    const list = new ListPage(page);
    await searchPage.open(list.path("rhapsody", "car"));
    await page.route("**/page/*", (route) => route.abort("connectionrefused"));
    await list.button("Move Fast Car", "up").click();
    await expect(list.names).toHaveText(["Fast Car", "Bohemian Rhapsody"]);
    await list.button("Remove Fast Car").click();
    await expect(list.names).toHaveText(["Bohemian Rhapsody"]);
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  });
});

/** Stores a list before the page is opened. */
async function store(page: Page, ...songs: string[]): Promise<void> {
  await page.addInitScript((lines) => {
    if (localStorage.getItem("earworm.list") === null) localStorage.setItem("earworm.list", lines);
  }, songs.join("\n"));
}

function kept(page: Page): Promise<string | null> {
  return page.evaluate(() => localStorage.getItem("earworm.list"));
}
