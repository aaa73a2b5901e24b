// The picture of the map, which a script draws.
import type { Locator, Page } from "@playwright/test";
import { expect, MOUSE, test } from "../fixtures";

const RHAPSODY = "/map?song=ew-t0793";

async function openPicture(page: Page, path: string): Promise<Locator> {
  await page.goto(path);
  await expect(page.locator("[data-hydrated]")).toBeAttached();
  const picture = page.locator("song-map[data-ready]");
  await expect(picture).toBeVisible();
  await picture.scrollIntoViewIfNeeded();
  return picture;
}

/** How many pixels of the picture's points are coloured, and where they are on average, in pixels from the left. */
async function ink(picture: Locator): Promise<{ pixels: number; middle: number }> {
  return picture.evaluate(async (element) => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const drawn = element.shadowRoot?.querySelector("canvas");
    if (!drawn) return { pixels: 0, middle: 0 };
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [drawn.width, drawn.height];
    const pen = copy.getContext("2d");
    pen?.drawImage(drawn, 0, 0);
    const { data } = pen?.getImageData(0, 0, copy.width, copy.height) ?? { data: [] };
    let [pixels, sum] = [0, 0];
    for (let at = 3; at < data.length; at += 4) {
      if (data[at] <= 60) continue;
      pixels += 1;
      sum += ((at - 3) / 4) % copy.width;
    }
    return { pixels, middle: Math.round(sum / Math.max(pixels, 1)) };
  });
}

async function inked(picture: Locator): Promise<number> {
  return (await ink(picture)).pixels;
}

/** Where the picture of the whole map shows a track. */
async function seen(page: Page, picture: Locator, id: string): Promise<{ x: number; y: number }> {
  const [place] = await (await page.request.get(`/api/v1/map/tracks?ids=${id}`)).json();
  return picture.evaluate((element, { x, y }) => {
    const { width, height } = element.getBoundingClientRect();
    const scale = (0.94 * Math.min(width, height)) / 65536;
    return { x: width / 2 + (x - 32768) * scale, y: height / 2 - (y - 32768) * scale };
  }, place);
}

test("shows a point for each song", async ({ page }) => {
  const picture = await openPicture(page, "/map");
  expect(await inked(picture)).toBeGreaterThan(1000);
});

test("a point that is clicked is chosen", async ({ page }) => {
  const picture = await openPicture(page, "/map");
  const place = await seen(page, picture, "ew-t0793");
  await picture.click({ position: place });
  await expect(page).toHaveURL(/\/map\?song=ew-t\d+/);
  const found = page.getByRole("table").getByRole("row").nth(1);
  await expect(found).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL("/map");
});

test("a song that is pointed at is told", { tag: MOUSE }, async ({ page }) => {
  const picture = await openPicture(page, RHAPSODY);
  const box = await picture.boundingBox();
  // The chosen song is in the middle, but another one may lie over it.
  const told = picture.getByText(/^.+ – .+$/);
  await expect(told).not.toBeVisible();
  await picture.hover({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } });
  await expect(told).toBeVisible();
});

test("is zoomed by buttons", async ({ page }) => {
  const picture = await openPicture(page, "/map");
  const whole = await inked(picture);
  for (let times = 0; times < 4; times++) await page.getByRole("button", { name: "Zoom in" }).click();
  const near = await inked(picture);
  expect(near).not.toBe(whole);
  await page.getByRole("button", { name: "Show the whole map" }).click();
  expect(await inked(picture)).toBe(whole);
});

test("is moved by arrow keys and by buttons", async ({ page }) => {
  const picture = await openPicture(page, "/map");
  const before = (await ink(picture)).middle;
  await picture.focus();
  await page.keyboard.press("ArrowLeft");
  expect((await ink(picture)).middle).not.toBe(before);
  await page.getByRole("button", { name: "Move right" }).click();
  expect((await ink(picture)).middle).toBe(before);
});

test("leaves the wheel to the page until it has the focus", { tag: MOUSE }, async ({ page }) => {
  const picture = await openPicture(page, "/map");
  const whole = await inked(picture);
  await picture.hover();
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  expect(await inked(picture)).toBe(whole);
});

test("is zoomed by the wheel, and dragged", { tag: MOUSE }, async ({ page }) => {
  const picture = await openPicture(page, "/map");
  const whole = await inked(picture);
  await picture.focus();
  await picture.hover();
  await page.mouse.wheel(0, -600);
  await expect.poll(() => inked(picture)).not.toBe(whole);
  const zoomed = await inked(picture);
  await page.mouse.down();
  await page.mouse.move(200, 300, { steps: 4 });
  await page.mouse.up();
  expect(await inked(picture)).not.toBe(zoomed);
  await expect(page).toHaveURL("/map");
});

test("a family stands out in the picture", async ({ page }) => {
  const picture = await openPicture(page, "/map");
  const all = await inked(picture);
  await page.getByRole("link", { name: /^Jazz/ }).click();
  await expect(page).toHaveURL("/map?family=jazz");
  await expect.poll(() => inked(picture)).toBeLessThan(0.75 * all);
});

test("is drawn after a link from another page, too", async ({ page, searchPage }) => {
  await searchPage.open();
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await expect(page.locator("song-map[data-ready]")).toBeVisible();
});

test.describe("where it cannot be drawn", () => {
  test.use({ expectedComplaints: /Failed to load resource|the map cannot be drawn/ });

  test("the page says so and has its table", async ({ page }) => {
    await page.route("**/api/v1/map/places", (route) => route.abort("connectionrefused"));
    await page.goto("/map");
    await expect(page.getByText("The map cannot be drawn here.")).toBeVisible();
    await expect(page.getByRole("table")).toBeVisible();
  });
});
