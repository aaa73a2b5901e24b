// spotify-web-api-ts-sdk, told another address: node ts_sdk.mjs ORIGIN

import assert from "node:assert/strict";
import { SpotifyApi } from "@spotify/web-api-ts-sdk";

const origin = process.argv[2];
const here = (url, options) =>
  fetch(
    String(url)
      .replace("https://api.spotify.com", origin)
      .replace("https://accounts.spotify.com", origin),
    options,
  );
const spotify = SpotifyApi.withClientCredentials("any id", "any secret", [], { fetch: here });

const { tracks, artists } = await spotify.search("queen", ["track", "artist"], "DE", 10, 0);
const [track] = tracks.items;
const [artist] = artists.items;
assert.equal(artist.name, "Queen");
assert.deepEqual(await spotify.tracks.get(track.id), track);
assert.deepEqual(await spotify.tracks.get([track.id]), [track]);
assert.deepEqual(await spotify.artists.get(artist.id), artist);
assert.equal((await spotify.artists.relatedArtists(artist.id)).artists.length, 20);
assert.ok((await spotify.artists.topTracks(artist.id, "DE")).tracks.length > 0);
const features = await spotify.tracks.audioFeatures(track.id);
assert.ok(features.energy >= 0 && features.energy <= 1);
assert.deepEqual(await spotify.tracks.audioFeatures([track.id]), [features]);
const { genres } = await spotify.recommendations.genreSeeds();
const recommended = await spotify.recommendations.get({
  seed_artists: [artist.id],
  seed_genres: [genres[0]],
  seed_tracks: [track.id],
  target_energy: 0.3,
  limit: 20,
});
assert.equal(recommended.tracks.length, 20);
assert.equal(recommended.seeds.length, 3);

await assert.rejects(spotify.tracks.get("0".repeat(22)), /404|no track/);
await assert.rejects(spotify.recommendations.get({ seed_genres: ["yodelcore"] }), /400|genre/);
console.log("ts-sdk: ok");
