// The page in German, for who asks for it.
import type { Page } from "@playwright/test";
import { expect, SCRIPT, test } from "../fixtures";
import { expectAccessible } from "../fixtures/axe";
import { SearchPage } from "../fixtures/search-page";

const SONG = "/?q=bohemain rapsody quen&song=ew-t0793";
const PATH = `${SONG}&to_query=love&more=calmer`;
const LIST = "/list?songs=ew-t0793,ew-t1224";

/** The parts of the search page by their German names. */
function german(page: Page, { hydrated }: SearchPage) {
  const role = hydrated ? "listbox" : "list";
  return {
    input: page.getByLabel("Was du von einem Song noch weißt"),
    find: page.getByRole("button", { name: "Suchen" }),
    matches: page.getByRole(role, { name: "Treffer" }),
  };
}

async function unfold(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true;
  });
}

async function expectGerman(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("link", { name: "English" })).toHaveAttribute("hreflang", "en");
}

async function expectEnglish(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("link", { name: "Deutsch" })).toHaveAttribute("hreflang", "de");
}

test.describe("to who asks for German", () => {
  test.use({ locale: "de-AT" });

  test("the page speaks German", async ({ page, searchPage }) => {
    await searchPage.open();
    await expectGerman(page);
    await expect(page).toHaveTitle("Earworm: Finde den Song in deinem Kopf und mehr davon");
    await expect(searchPage.songTitle).toHaveText("Welcher Song geht dir nicht aus dem Kopf?");
    await expect(page.getByRole("contentinfo")).toContainText(/^\d\.\d{3} Songs im Katalog/);
  });

  test("what is typed is found", async ({ page, searchPage }) => {
    await searchPage.open();
    const { input, find, matches } = german(page, searchPage);
    await input.fill("bohemain rapsody quen");
    if (!searchPage.hydrated) await find.click();
    await expect(matches.getByText(/Bester Treffer|Wahrscheinlicher Treffer/)).toBeVisible();
    await expect(searchPage.status).toHaveText(
      /^\d+ Treffer\. Bester Treffer: Bohemian Rhapsody · Queen$/,
    );
    await input.fill("\u200b");
    if (!searchPage.hydrated) await find.click();
    await expect(page.getByText(/^Tippe mindestens einen Buchstaben/)).toBeVisible();
  });

  test("a song, a tuning and a path are told in German", async ({ page, searchPage }) => {
    await searchPage.open(PATH);
    await expect(page.getByText("B-Dur").first()).toBeAttached();
    await expect(searchPage.similar).toContainText("Ähnlichkeit");
    await expect(searchPage.similar.locator(".similar__why").first()).toHaveText(
      /auch|ebenso|neuer|älter|schneller|langsamer|ruhiger|nah an/,
    );
    await expect(page.getByText("Ergebnisse anpassen 1 Änderung")).toBeVisible();
    await expect(page.locator("#path-title")).toHaveText(/^Von Bohemian Rhapsody zu /);
    await expect(page.locator(".path__step")).toHaveCount(10);
    await expect(searchPage.status).toHaveText(/20 ähnliche Songs.*: 10 Songs dazwischen$/);
  });

  test("changes of a list are told in German", async ({ page, searchPage }) => {
    await searchPage.open(LIST);
    await expect(searchPage.songTitle).toHaveText("Eine Liste mit 2 Songs");
    await page.getByRole("button", { name: /^Fast Car .* entfernen$/ }).click();
    await expect(searchPage.songTitle).toHaveText("Eine Liste mit einem Song");
    if (searchPage.hydrated) {
      await expect(page.locator(".list__change")).toContainText("wurde entfernt.");
      await page.getByRole("button", { name: "Rückgängig machen" }).click();
      await expect(searchPage.songTitle).toHaveText("Eine Liste mit 2 Songs");
    }
  });

  test.describe("an address that holds no list", () => {
    test.use({ expectedComplaints: /Failed to load resource/ });

    test("is told in German, with what English alone can tell", async ({ page, searchPage }) => {
      await searchPage.open("/list?songs=two words");
      await expect(page.getByText("Dieser Link enthält keine Liste von Songs")).toBeVisible();
      await expect(page.locator("main [lang=en]")).toContainText("is no id of a track");
    });
  });

  for (const path of ["/", "/?q=fast chapman", PATH, LIST, "/list", "/about"]) {
    test(`axe finds nothing on ${path}`, { tag: SCRIPT }, async ({ page, searchPage }) => {
      await searchPage.open(path);
      await unfold(page);
      await expectAccessible(page);
    });

    test(`nothing is wider than the narrowest screen on ${path}`, async ({ page, searchPage }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await searchPage.open(path);
      await unfold(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(320);
    });
  }
});

test("a link changes the language and leads back to the same song", async ({ page, searchPage }) => {
  await searchPage.open(SONG);
  await expectEnglish(page);
  const { href } = new URL(page.url());
  await page.getByRole("link", { name: "Deutsch" }).click();
  await searchPage.settled();
  await expectGerman(page);
  expect(page.url()).toBe(href);
  await expect(page.getByText("Dein Song")).toBeVisible();
  await page.reload();
  await expectGerman(page);
  await searchPage.open("/about");
  await expect(searchPage.songTitle).toHaveText("Über Earworm");
  await page.getByRole("link", { name: "English" }).click();
  await searchPage.settled();
  await expectEnglish(page);
  await expect(searchPage.songTitle).toHaveText("About Earworm");
});

test("the link follows what is typed", { tag: SCRIPT }, async ({ page, searchPage }) => {
  await searchPage.open();
  await searchPage.search("fast chapman");
  await expect(searchPage.best).toBeVisible();
  await page.getByRole("link", { name: "Deutsch" }).click();
  await searchPage.settled();
  await expect(page.getByLabel("Was du von einem Song noch weißt")).toHaveValue("fast chapman");
  await expect(page.getByText(/^(Bester|Wahrscheinlicher) Treffer$/)).toBeVisible();
});

test("the choice counts more than what the browser asks for", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: "de-DE", baseURL });
  await context.addCookies([{ name: "language", value: "en", url: baseURL ?? "" }]);
  const page = await context.newPage();
  await page.goto("/");
  await expectEnglish(page);
  await context.close();
});
