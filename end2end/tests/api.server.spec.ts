import { expect, test, type APIResponse } from "@playwright/test";

type Track = { id: string; index: number; name: string; artists: string[] };

async function expectProblem(response: APIResponse, status: number, parameter?: string) {
  expect(response.status()).toBe(status);
  expect(response.headers()["content-type"]).toBe("application/problem+json");
  const problem = await response.json();
  expect(problem).toMatchObject({ status, type: expect.stringMatching(/^\/problems\//) });
  expect(problem.title).toBeTruthy();
  expect(problem.detail).toBeTruthy();
  expect(problem.parameter).toBe(parameter);
}

test("a search finds the song", async ({ request }) => {
  const response = await request.get("/api/v1/search", { params: { q: "bohemain rapsody quen" } });
  expect(response.ok()).toBe(true);
  const found = await response.json();
  expect(found.query).toBe("bohemain rapsody quen");
  expect(found.best).toBe(0);
  expect(found.results[0].track).toMatchObject({
    artists: ["Queen"],
    name: expect.stringContaining("Bohemian Rhapsody"),
  });
});

test("a search has as many results as were asked for", async ({ request }) => {
  for (const [limit, count] of [["", 10], ["&limit=3", 3], ["&limit=100", 100]]) {
    const found = await (await request.get(`/api/v1/search?q=love${limit}`)).json();
    expect(found.results.length).toBeLessThanOrEqual(Number(count));
    expect(found.results.length).toBeGreaterThan(1);
  }
});

test("a track and the songs that sound like it", async ({ request }) => {
  const found = await (await request.get("/api/v1/search?q=fast+chapman&limit=1")).json();
  expect(found.results.length).toBe(1);
  const track: Track = found.results[0].track;
  expect(await (await request.get(`/api/v1/tracks/${track.id}`)).json()).toEqual(track);
  const similar = await (await request.get(`/api/v1/tracks/${track.id}/similar?limit=7`)).json();
  expect(similar.track).toEqual(track);
  expect(similar.results.length).toBe(7);
  const ids = similar.results.map((result: { track: Track }) => result.track.id);
  expect(ids).not.toContain(track.id);
});

test("Spotifinder's client works unchanged", async ({ request }) => {
  const matching = await request.post("/matching_songs", { params: { hint: "Fast Chapman" } });
  const rows: number[] = await matching.json();
  expect(rows.length).toBe(10);
  const found = await (await request.get("/api/v1/search?q=Fast+Chapman")).json();
  // Where fewer songs have anything in common with the hint, others fill up the ten.
  const songs = found.results.map((result: { track: Track }) => result.track.index);
  expect(rows.slice(0, songs.length)).toEqual(songs);
  const { artists, genres, ...track } = found.results[0].track;
  const record = { ...track, artists: artists.join(","), genres: genres.join(","), lyrics: "" };
  const recommended = await request.post("/recommended_songs", { data: record });
  const similar = await (await request.get(`/api/v1/tracks/${track.id}/similar`)).json();
  expect(await recommended.json()).toEqual(
    similar.results.map((result: { track: Track }) => result.track.index),
  );
});

test("bad requests are told what is wrong", async ({ request }) => {
  await expectProblem(await request.get("/api/v1/search"), 400, "q");
  await expectProblem(await request.get("/api/v1/search?q="), 400, "q");
  await expectProblem(await request.get(`/api/v1/search?q=${"a".repeat(10_000)}`), 400, "q");
  for (const limit of ["abc", "0", "101", "-1", ""]) {
    await expectProblem(await request.get(`/api/v1/search?q=a&limit=${limit}`), 400, "limit");
  }
  await expectProblem(await request.get("/api/v1/tracks/no-such-song"), 404, "id");
  await expectProblem(await request.get("/api/v1/tracks/no-such-song/similar"), 404, "id");
  await expectProblem(await request.get("/api/v1/tracks/two%20words"), 400, "id");
  await expectProblem(await request.post("/matching_songs?hint="), 400, "hint");
  const malformed = { data: "{", headers: { "content-type": "application/json" } };
  await expectProblem(await request.post("/recommended_songs", malformed), 400, "body");
  await expectProblem(await request.get("/matching_songs?hint=a"), 405);
  await expectProblem(await request.post("/api/v1/genres"), 405);
  await expectProblem(await request.get("/api/v2/search?q=a"), 404);
});

test("pages and files carry the headers that protect them", async ({ request }) => {
  const page = await request.get("/");
  const policy = page.headers()["content-security-policy"];
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'wasm-unsafe-eval'/);
  expect(page.headers()["x-content-type-options"]).toBe("nosniff");
  const html = await page.text();
  const caching = async (file: RegExp) => {
    const answer = await request.get(file.exec(html)?.[1] ?? "/no-such-file");
    expect(answer.ok()).toBe(true);
    return answer.headers()["cache-control"];
  };
  expect(await caching(/href="(\/pkg\/[^"]+\.css)"/)).toContain("immutable");
  expect(await caching(/"(\/pkg\/[^"]+\.wasm[^"]*)"/)).toContain("immutable");
  // Its name does not tell of the parts that it loads.
  expect(await caching(/"(\/pkg\/[^"]+\.js)"/)).toBe("no-cache");
  const missing = await request.get("/pkg/no-such-file.js");
  expect(missing.status()).toBe(404);
  expect((await request.get("/healthz")).ok()).toBe(true);
});

test("the page can be installed", async ({ request }) => {
  const page = await (await request.get("/")).text();
  expect(page).toContain('<html lang="en"');
  const address = /rel="manifest" href="([^"]+)"/.exec(page)?.[1] ?? "";
  const response = await request.get(address);
  expect(response.headers()["content-type"]).toContain("manifest+json");
  const manifest = await response.json();
  expect(manifest).toMatchObject({ name: "Earworm", start_url: "/", display: "standalone" });
  for (const icon of manifest.icons) {
    const file = await request.get(icon.src);
    expect(file.ok()).toBe(true);
    expect(file.headers()["content-type"]).toContain(icon.type);
  }
});

test("what a client has already is not sent again", async ({ request }) => {
  const url = "/api/v1/genres?prefix=dream";
  const first = await request.get(url);
  const tag = first.headers()["etag"];
  expect(tag).toMatch(/^W\/"[0-9a-f]{16}-/);
  const again = await request.get(url, { headers: { "if-none-match": tag ?? "" } });
  expect(again.status()).toBe(304);
  expect((await again.body()).length).toBe(0);
});

test("several tracks at once", async ({ request }) => {
  const response = await request.get("/api/v1/tracks?ids=ew-t0793,nowhere");
  expect(await response.json()).toMatchObject({
    tracks: [{ id: "ew-t0793" }],
    missing: ["nowhere"],
  });
});

test("the server documents itself", async ({ request }) => {
  const description = await (await request.get("/openapi.json")).json();
  expect(description.openapi).toMatch(/^3\.1\./);
  const docs = await request.get("/docs");
  const html = await docs.text();
  for (const path of Object.keys(description.paths)) expect(html).toContain(`${path}</code>`);
  expect(docs.headers()["content-security-policy"]).toMatch(/^default-src 'none'/);
  const problem = await (await request.get("/api/v1/search")).json();
  const page = await request.get(problem.type);
  expect(page.status()).toBe(200);
  expect(await page.text()).toContain(problem.title);
});

test("those who run it can see how it does", async ({ request }) => {
  expect((await request.get("/readyz")).status()).toBe(200);
  const metrics = await (await request.get("/metrics")).text();
  expect(metrics).toContain('earworm_request_duration_seconds_count{route="/readyz"');
});
