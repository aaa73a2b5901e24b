// The combobox pattern of the ARIA Authoring Practices Guide.
import { expect, test } from "../fixtures";
import { Gate } from "../fixtures/gate";

test.beforeEach(async ({ searchPage }) => {
  await searchPage.open();
});

test("roles and states of the box and its list", async ({ page, searchPage }) => {
  const box = page.getByRole("combobox", { name: "What you remember of a song" });
  await expect(box).toHaveAttribute("aria-autocomplete", "list");
  await expect(box).toHaveAttribute("aria-expanded", "false");
  await expect(box).toHaveAttribute("aria-controls", "matches");
  await searchPage.search("bohemain rapsody quen");
  await expect(box).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("#matches")).toHaveRole("listbox");
  await expect(box).toHaveAttribute("aria-activedescendant", "match-0");
  await expect(searchPage.matches.getByRole("option", { selected: true })).toHaveCount(1);
  await expect(page.locator("#match-0")).toHaveAttribute("aria-selected", "true");
  await expect(box).toBeFocused();
});

test("the status tells how many matches there are and which is best", async ({ searchPage }) => {
  await searchPage.search("bohemain rapsody quen");
  await expect(searchPage.status).toHaveText(/\d+ match(es)?\. Best match: Bohemian Rhapsody · Queen/);
  await searchPage.search("");
  await expect(searchPage.status).toHaveText("");
});

test("arrow keys go around the options, and the focus stays in the box", async ({
  page,
  searchPage,
}) => {
  await searchPage.search("love");
  await expect(searchPage.options.first()).toBeVisible();
  const last = (await searchPage.options.count()) - 1;
  const active = async (option: number) => {
    await expect(searchPage.input).toHaveAttribute("aria-activedescendant", `match-${option}`);
    await expect(searchPage.matches.getByRole("option", { selected: true })).toHaveCount(1);
  };
  await expect(searchPage.options.first()).toContainText("Likely match");
  await active(0);
  await page.keyboard.press("ArrowDown");
  await active(1);
  await page.keyboard.press("ArrowDown");
  await active(2);
  await page.keyboard.press("ArrowUp");
  await active(1);
  await page.keyboard.press("ArrowUp");
  await active(0);
  await page.keyboard.press("ArrowUp");
  await active(last);
  await page.keyboard.press("ArrowDown");
  await active(0);
  await expect(searchPage.input).toBeFocused();
});

test("keys that edit the text stay with the text", async ({ page, searchPage }) => {
  await searchPage.search("bohemian");
  await expect(searchPage.best).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  await expect(searchPage.input).toHaveAttribute("aria-activedescendant", "match-0");
  await page.keyboard.type("the ");
  await expect(searchPage.input).toHaveValue("the bohemian");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await expect(searchPage.input).toHaveValue("the bohemin");
  await expect(searchPage.input).toHaveAttribute("aria-expanded", "true");
});

test("Enter chooses the highlighted option", async ({ page, searchPage }) => {
  await searchPage.search("bohemain rapsody quen");
  await expect(searchPage.best).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  await expect(searchPage.input).toBeFocused();
  await expect(searchPage.input).toHaveAttribute("aria-expanded", "false");
  await expect(searchPage.input).toHaveValue("Bohemian Rhapsody · Queen");
  const caret = await searchPage.input.evaluate((box: HTMLInputElement) => box.selectionStart);
  expect(caret).toBe("Bohemian Rhapsody · Queen".length);
  await expect(searchPage.status).toHaveText(/Bohemian Rhapsody · Queen: 20 similar songs/);
});

test("Enter straight after typing waits for the matches of what was typed", async ({
  page,
  searchPage,
}) => {
  await searchPage.search("queen");
  await expect(searchPage.options.first()).toBeVisible();
  await searchPage.input.fill("fast chapman");
  await page.keyboard.press("Enter");
  await expect(searchPage.songTitle).toHaveText("Fast Car");
});

test("Escape closes the list, and then empties the box", async ({ page, searchPage }) => {
  await searchPage.search("bohemian");
  await expect(searchPage.best).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(searchPage.input).toHaveAttribute("aria-expanded", "false");
  await expect(searchPage.input).toHaveValue("bohemian");
  await page.keyboard.press("Escape");
  await expect(searchPage.input).toHaveValue("");
  await expect(page).toHaveURL("/");
});

test("Escape takes back an Enter whose matches have not come", async ({ page, searchPage }) => {
  const gate = await Gate.before(page, "**/page/matches*");
  gate.hold();
  await searchPage.search("fast chapman");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  gate.release();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(searchPage.input).toHaveValue("");
  await expect(page).toHaveURL("/");
});

test("Enter chooses the option that is highlighted in an old list", async ({ page, searchPage }) => {
  await searchPage.search("queen");
  await expect(searchPage.options.first()).toBeVisible();
  const gate = await Gate.before(page, "**/page/matches*");
  gate.hold();
  await searchPage.input.fill("fast chapman");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const chosen = searchPage.matches.getByRole("option", { selected: true });
  const title = (await chosen.locator(".match__title").textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(searchPage.songTitle).toHaveText(title);
  gate.release();
});

test("Alt+Down opens the list where it was", async ({ page, searchPage }) => {
  await searchPage.search("bohemian");
  await expect(searchPage.best).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(searchPage.input).toHaveAttribute("aria-activedescendant", "match-0");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(searchPage.input).toHaveAttribute("aria-expanded", "false");
});

test("over a chosen song the list closes when the box is left", async ({ page, searchPage }) => {
  await searchPage.search("bohemain rapsody quen");
  await expect(searchPage.best).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(searchPage.similar).toBeVisible();
  await searchPage.input.fill("fast chapman");
  await expect(searchPage.best).toContainText("Fast Car");
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(searchPage.input).toHaveAttribute("aria-expanded", "false");
  await expect(searchPage.songTitle).toContainText("Bohemian Rhapsody");
});

test("options are not in the tab order", async ({ page, searchPage }) => {
  await searchPage.search("bohemian");
  await expect(searchPage.best).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Find" })).toBeFocused();
  await page.keyboard.press("Tab");
  const focused = page.locator("*:focus");
  await expect(focused.and(page.getByRole("option"))).toHaveCount(0);
});

test("what an input method composes is not searched for", async ({ page, searchPage }) => {
  const searches: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/page/matches")) searches.push(request.url());
  });
  const client = await page.context().newCDPSession(page);
  await searchPage.input.focus();
  await client.send("Input.imeSetComposition", { text: "うえ", selectionStart: 2, selectionEnd: 2 });
  await page.waitForTimeout(400);
  expect(searches).toEqual([]);
  await client.send("Input.insertText", { text: "上を向いて" });
  await expect(searchPage.options.first()).toContainText("上を向いて歩こう");
});

test("the title of a song reached by a link takes the focus", async ({ searchPage }) => {
  await searchPage.open("/?q=bohemain rapsody quen");
  await searchPage.best.click();
  await searchPage.similarLinks.first().press("Enter");
  await expect(searchPage.songTitle).not.toContainText("Bohemian Rhapsody");
  await expect(searchPage.songTitle).toBeFocused();
});
