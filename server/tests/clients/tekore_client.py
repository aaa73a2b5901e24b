"""tekore, told another address: python tekore_client.py ORIGIN"""

import random
import sys

import tekore
import tekore._client.base as base

origin = sys.argv[1]
base.prefix = f"{origin}/v1/"
spotify = tekore.Spotify("any token")


def refused(error, ask):
    try:
        ask()
    except error:
        return
    raise AssertionError(f"no {error.__name__}")


(tracks,) = spotify.search("love", types=("track",), limit=10)
assert len(tracks.items) == 10 and spotify.next(tracks).offset == 10
tracks, artists = spotify.search("queen", types=("track", "artist"))
artist, track = artists.items[0], tracks.items[0]
assert artist.name == "Queen" and spotify.artist(artist.id) == artist
assert spotify.artists([artist.id]) == [artist]
assert spotify.track(track.id) == track and spotify.tracks([track.id]) == [track]
assert spotify.track_audio_features(track.id).energy <= 1
assert len(spotify.tracks_audio_features([track.id, track.id])) == 2
assert len(spotify.artist_related_artists(artist.id)) == 20
assert spotify.artist_top_tracks(artist.id, "DE")
genres = spotify.recommendation_genre_seeds()
assert "rock" in genres

nothing = "0" * 22
refused(tekore.NotFound, lambda: spotify.track(nothing))
refused(tekore.NotFound, lambda: spotify.track_audio_features(nothing))
refused(tekore.NotFound, lambda: spotify.artist(nothing))
refused(tekore.BadRequest, lambda: spotify.recommendations(genres=["yodelcore"]))

FEATURES = ["acousticness", "danceability", "energy", "instrumentalness", "liveness", "speechiness", "valence"]
random.seed(1)
for _ in range(500):
    tuning = {
        f"{random.choice(['min', 'max', 'target'])}_{feature}": round(random.random(), 3)
        for feature in random.sample(FEATURES, random.randint(0, 3))
    }
    seeds = {"artist_ids": [artist.id], "genres": [random.choice(genres)], "track_ids": [track.id]}
    kinds = random.sample(list(seeds), random.randint(1, 3))
    try:
        found = spotify.recommendations(limit=5, **{kind: seeds[kind] for kind in kinds}, **tuning)
        assert len(found.seeds) == len(kinds)
    except tekore.BadRequest as error:
        # Minima above maxima.
        assert "it is above" in str(error), error
print("tekore: ok")
