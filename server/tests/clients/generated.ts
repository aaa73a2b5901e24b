// The client that @hey-api/openapi-ts makes of docs/openapi.json: node generated.js ORIGIN

import assert from "node:assert/strict";
import * as earworm from "../../../target/clients/typescript/earworm";
import { createClient } from "../../../target/clients/typescript/earworm/client";

const client = createClient({ baseUrl: process.argv[2] });
const bohemianRhapsody = "ew-t0793";

/** What a request returns, which must not be an error. */
async function the<T>(answer: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await answer;
  assert.ok(data !== undefined, JSON.stringify(error));
  return data;
}

async function finding() {
  const found = await the(earworm.searchSongs({ client, query: { q: "bohemain rapsody quen", limit: 3 } }));
  assert.equal(found.best, 0);
  const track: earworm.SongEntry = found.results[0].track;
  assert.deepEqual([track.id, track.artists], [bohemianRhapsody, ["Queen"]]);
  assert.ok(track.energy !== null && track.energy <= 1 && track.popularity !== undefined);

  const body: earworm.SearchBatch = { queries: ["fast chapman", "bohemain rapsody"], limit: 1 };
  const batch = await the(earworm.searchSongsInBatch({ client, body }));
  const names = batch.results.map(({ results }) => results[0].track.name);
  assert.deepEqual(names, ["Fast Car", "Bohemian Rhapsody"]);

  const described = await the(earworm.describeSong({ client, query: { text: "a rock song by Queen from the 70s" } }));
  const years = described.understood.map(({ clue }) => clue).find((clue) => clue.kind === "years");
  assert.deepEqual([years?.from, years?.to], [1970, 1979]);
}

async function recommending() {
  const path = { id: bohemianRhapsody };
  const tuning = { min_year: 1990, explicit: false, target_energy: 0.3, limit: 5, order: "-year" as const };
  const similar = await the(earworm.similarSongs({ client, path, query: tuning }));
  const released = similar.results.map(({ track }) => Number(track.release_date?.slice(0, 4)));
  assert.equal(released.length, 5);
  assert.ok(released.every((year) => year >= 1990), `${released}`);
  assert.ok(similar.results.every(({ why, reasons }) => why !== "" && reasons.length > 0));

  const query = { seed_tracks: bohemianRhapsody, seed_genres: "soul", more: "calmer" };
  const recommended = await the(earworm.recommendSongs({ client, query }));
  assert.deepEqual([recommended.results.length, recommended.seeds[0].id], [10, bohemianRhapsody]);

  const song: earworm.UnlistedSong = { genres: ["folk"], energy: 0.3 };
  const likeIt = await the(earworm.recommendForSong({ client, body: song, query: { limit: 3 } }));
  assert.equal(likeIt.results.length, 3);
}

async function pages() {
  const ids = new Set<string>();
  for (let offset: number | null | undefined = 0; offset != null; ) {
    const query = { min_year: 1990, limit: 30, offset };
    const page: earworm.SimilarSongs = await the(
      earworm.similarSongs({ client, path: { id: bohemianRhapsody }, query }),
    );
    page.results.forEach(({ track }) => ids.add(track.id));
    offset = page.next_offset;
  }
  assert.equal(ids.size, 100);
}

async function files() {
  const query = { songs: `${bohemianRhapsody},ew-t0001` };
  const csv: string = await the(earworm.exportCsv({ client, query }));
  assert.match(csv, /^\ufeff?number,title,artists/);
  assert.equal(csv.trimEnd().split("\r\n").length, 3);
  const playlist = await the(earworm.exportPlaylist({ client, query, parseAs: "text" }));
  assert.match(playlist, /^#EXTM3U\n/);
  const filled = await the(earworm.fillFeatures({ client, body: "Track Name,Artist Name(s),Energy\nFast Car,Tracy Chapman,\n" }));
  assert.match(filled, /Fast Car,Tracy Chapman,0?\.\d/);
}

async function errors() {
  const { error, response } = await earworm.searchSongs({ client, query: { q: "love", limit: 1000 } });
  const problem: earworm.Problem | undefined = error;
  assert.equal(response?.status, 400);
  assert.equal(problem?.parameter, "limit");
  assert.equal(problem?.type, "/problems/invalid-parameter");
  assert.match(problem?.detail ?? "", /1 to 100/);
  const missing = await earworm.getTrack({ client, path: { id: "nowhere" } });
  assert.equal(missing.error?.type, "/problems/unknown-track");
}

async function catalogue() {
  const about = await the(earworm.getAbout({ client }));
  assert.equal(about.catalogue.audio_features, "estimated");
  const { genres, total } = await the(earworm.listGenres({ client, query: { prefix: "dream" } }));
  assert.equal(genres.length, total);
  const { artists } = await the(earworm.searchArtists({ client, query: { q: "queen" } }));
  const { tracks } = await the(earworm.getArtistTracks({ client, path: { id: artists[0].id } }));
  assert.ok(tracks.some(({ id }) => id === bohemianRhapsody));
  assert.ok((await the(earworm.getTrackVersions({ client, path: { id: bohemianRhapsody } }))).versions);
}

Promise.all([finding(), recommending(), pages(), files(), errors(), catalogue()]).then(
  () => console.log("generated.ts: ok"),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
