"""spotipy with another address: python spotipy_client.py ORIGIN"""

import random
import sys

import randomly
from spotipy import MemoryCacheHandler, Spotify, SpotifyClientCredentials, SpotifyException

origin = sys.argv[1]
SpotifyClientCredentials.OAUTH_TOKEN_URL = f"{origin}/api/token"
credentials = SpotifyClientCredentials("any id", "any secret", cache_handler=MemoryCacheHandler())
spotify = Spotify(auth_manager=credentials, retries=0, status_retries=0)
spotify.prefix = f"{origin}/v1/"
random.seed(1)


def check_refusal(status, part, ask):
    try:
        ask()
    except SpotifyException as error:
        assert error.http_status == status and part in error.msg, error
    else:
        raise AssertionError(f"no error {status}")


page = spotify.search("love", limit=10)["tracks"]
assert len(page["items"]) == 10 and page["previous"] is None
following = spotify.next(page)["tracks"]
assert following["offset"] == 10 and spotify.previous(following)["tracks"] == page
track = spotify.search("track:bohemian rhapsody artist:queen")["tracks"]["items"][0]
assert spotify.track(track["id"]) == track == spotify.tracks([track["uri"]])["tracks"][0]
assert spotify.search("AC/DC", type="track,artist")["artists"]["limit"] == 10

features = spotify.audio_features([track["id"], randomly.an_id()])
assert 0 <= features[0]["energy"] <= 1 and features[1] is None

artist = spotify.artist(track["artists"][0]["id"])
assert artist["name"] == "Queen" and spotify.artists([artist["id"]])["artists"] == [artist]
assert spotify.artist_top_tracks(artist["id"])["tracks"]
related = spotify.artist_related_artists(artist["id"])["artists"]
assert len(related) == 20

genres = spotify.recommendation_genre_seeds()["genres"]
recommended = spotify.recommendations(
    seed_artists=[artist["id"]], seed_genres=genres[:2], seed_tracks=[track["id"]], limit=20, target_energy=0.3
)
assert len(recommended["tracks"]) == 20 and len(recommended["seeds"]) == 4

check_refusal(404, "no track", lambda: spotify.track(randomly.an_id()))
check_refusal(404, "no artist", lambda: spotify.artist(randomly.an_id()))
check_refusal(404, "/v1/me", lambda: spotify.me())
check_refusal(400, "q:", lambda: spotify.search(""))
check_refusal(400, "1 to 5 seeds", lambda: spotify.recommendations(target_energy=0.5))
check_refusal(400, "genre", lambda: spotify.recommendations(seed_genres=["yodelcore"]))

for ids in randomly.ids(50):
    assert spotify.tracks(ids)["tracks"] == [None] * 50
    assert spotify.artists(ids)["artists"] == [None] * 50
    assert spotify.audio_features(ids) == [None] * 50

known = [a["id"] for a in related], genres, [t["id"] for t in recommended["tracks"]]
answered = 0
for _ in range(randomly.PARAMETER_SETS):
    artists, chosen_genres, tracks = randomly.seeds(*known)
    try:
        found = spotify.recommendations(artists, chosen_genres, tracks, limit=5, **randomly.tuning())
        assert len(found["seeds"]) == len(artists + chosen_genres + tracks)
        answered += 1
    except SpotifyException as error:
        assert error.http_status == 400, error
assert answered > randomly.PARAMETER_SETS / 2, answered
print("spotipy: ok")
