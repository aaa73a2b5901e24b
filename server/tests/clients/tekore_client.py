"""tekore with another address: python tekore_client.py ORIGIN"""

import random
import sys

import randomly
import tekore
import tekore._client.base as base

origin = sys.argv[1]
base.prefix = f"{origin}/v1/"
spotify = tekore.Spotify("any token")
random.seed(2)


def check_refusal(error, ask):
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
related = spotify.artist_related_artists(artist.id)
assert len(related) == 20
top = spotify.artist_top_tracks(artist.id, "DE")
assert top
genres = spotify.recommendation_genre_seeds()
assert len(genres) > 20

check_refusal(tekore.NotFound, lambda: spotify.track(randomly.an_id()))
check_refusal(tekore.NotFound, lambda: spotify.track_audio_features(randomly.an_id()))
check_refusal(tekore.NotFound, lambda: spotify.artist(randomly.an_id()))
check_refusal(tekore.NotFound, lambda: spotify.album(randomly.an_id()))
check_refusal(tekore.BadRequest, lambda: spotify.search("", types=("track",)))
check_refusal(tekore.BadRequest, lambda: spotify.recommendations(genres=["yodelcore"]))

for ids in randomly.ids(50):
    nothing = [None] * 50
    assert spotify.tracks(ids) == spotify.artists(ids) == spotify.tracks_audio_features(ids) == nothing

known = [a.id for a in related], genres, [t.id for t in top]
answered = 0
for _ in range(randomly.PARAMETER_SETS):
    seeds = randomly.seeds(*known)
    try:
        found = spotify.recommendations(*seeds, limit=5, **randomly.tuning())
        assert len(found.seeds) == sum(map(len, seeds))
        answered += 1
    except tekore.BadRequest:
        pass
assert answered > randomly.PARAMETER_SETS / 2, answered
print("tekore: ok")
