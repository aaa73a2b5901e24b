// @spotify/web-api-ts-sdk with another address: node ts_sdk.mjs ORIGIN

import assert from "node:assert/strict";
import { SpotifyApi } from "@spotify/web-api-ts-sdk";

const origin = process.argv[2];
SpotifyApi.rootUrl = `${origin}/v1/`;
const grant = new URLSearchParams({ grant_type: "client_credentials" });
const token = await (await fetch(`${origin}/api/token`, { method: "POST", body: grant })).json();
const spotify = SpotifyApi.withAccessToken("any id", token);

const { tracks, artists } = await spotify.search("queen", ["track", "artist"], "DE", 10, 0);
const [track] = tracks.items;
const [artist] = artists.items;
assert.equal(artist.name, "Queen");
assert.deepEqual(await spotify.tracks.get(track.id), track);
assert.deepEqual(await spotify.tracks.get([track.id]), [track]);
assert.deepEqual(await spotify.artists.get(artist.id), artist);
assert.deepEqual(await spotify.artists.get([artist.id]), [artist]);
const related = (await spotify.artists.relatedArtists(artist.id)).artists;
assert.equal(related.length, 20);
const top = (await spotify.artists.topTracks(artist.id, "DE")).tracks;
assert.ok(top.length > 0);
const features = await spotify.tracks.audioFeatures(track.id);
assert.ok(features.energy >= 0 && features.energy <= 1);
assert.deepEqual(await spotify.tracks.audioFeatures([track.id]), [features]);
const { genres } = await spotify.recommendations.genreSeeds();

await checkRefusal(404, "no track", spotify.tracks.get(randomId()));
await checkRefusal(404, "no track", spotify.tracks.audioFeatures(randomId()));
await checkRefusal(404, "no artist", spotify.artists.get(randomId()));
await checkRefusal(404, "/v1/albums", spotify.albums.get(randomId()));
await checkRefusal(400, "q:", spotify.search("", ["track"]));
await checkRefusal(400, "genre", spotify.recommendations.get({ seed_genres: ["yodelcore"] }));

for (let asked = 0; asked < 10_000; asked += 50) {
  const ids = Array.from({ length: 50 }, randomId);
  const nothing = ids.map(() => null);
  assert.deepEqual(await spotify.tracks.get(ids), nothing);
  assert.deepEqual(await spotify.artists.get(ids), nothing);
  assert.deepEqual(await spotify.tracks.audioFeatures(ids), nothing);
}

let answered = 0;
for (let asked = 0; asked < 2_000; asked += 1) {
  const request = { ...randomSeeds(), ...randomTuning(), limit: 5 };
  try {
    const found = await spotify.recommendations.get(request);
    found.tracks.forEach((found) => assert.deepEqual(Object.keys(found), Object.keys(track)));
    assert.ok(found.seeds.every(({ initialPoolSize }) => initialPoolSize > 0));
    answered += 1;
  } catch (error) {
    assertRefusal(400, "", error);
  }
}
assert.ok(answered > 1_000, `${answered}`);
console.log("ts-sdk: ok");

async function checkRefusal(status, part, answer) {
  await assert.rejects(answer, (error) => assertRefusal(status, part, error));
}

/** The SDK's errors have the body of the answer in their messages. */
function assertRefusal(status, part, { message }) {
  const body = JSON.parse(message.split("Body: ")[1]);
  assert.equal(body.error.status, status);
  assert.ok(body.error.message.includes(part), message);
  return true;
}

function randomId() {
  const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return Array.from({ length: 22 }, () => oneOf([...digits])).join("");
}

/** None to six seeds. */
function randomSeeds() {
  const some = (list) => Array.from({ length: Math.floor(Math.random() * 3) }, () => oneOf(list));
  return {
    seed_artists: some(related).map(({ id }) => id),
    seed_genres: some(genres),
    seed_tracks: some(top).map(({ id }) => id),
  };
}

/** Two targets or bounds, a few of them out of range. */
function randomTuning() {
  const shares = ["acousticness", "danceability", "energy", "liveness", "speechiness", "valence"];
  const names = ["min", "max", "target"].flatMap((kind) => shares.map((name) => `${kind}_${name}`));
  const value = () => Math.round(Math.random() * 1050) / 1000;
  return { [oneOf(names)]: value(), [oneOf(names)]: value() };
}

function oneOf(list) {
  return list[Math.floor(Math.random() * list.length)];
}
