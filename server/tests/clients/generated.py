"""The client that openapi-python-client makes of docs/openapi.json: python generated.py ORIGIN"""

import io
import sys

from earworm_client import Client
from earworm_client.api.catalogue import (
    export_csv,
    export_playlist,
    fill_features,
    get_about,
    get_artist_tracks,
    get_track,
    get_track_versions,
    list_genres,
    search_artists,
)
from earworm_client.api.finding import describe_song, search_songs, search_songs_in_batch
from earworm_client.api.recommending import recommend_for_song, recommend_songs, similar_songs
from earworm_client.models import Problem, SearchBatch, SearchPage, SimilarSongsOrder, UnlistedSong, YearsClue
from earworm_client.types import File

client = Client(sys.argv[1], raise_on_unexpected_status=True)
BOHEMIAN_RHAPSODY = "ew-t0793"

found = search_songs.sync(client=client, q="bohemain rapsody quen", limit=3)
assert isinstance(found, SearchPage) and found.best == 0, found
track = found.results[0].track
assert (track.id, track.artists) == (BOHEMIAN_RHAPSODY, ["Queen"]), track
assert 0 <= track.energy <= 1 and track.release_date.startswith("1975"), track

batch = search_songs_in_batch.sync(client=client, body=SearchBatch(["fast chapman", "bohemain rapsody"], limit=1))
assert [one.results[0].track.name for one in batch.results] == ["Fast Car", "Bohemian Rhapsody"], batch

described = describe_song.sync(client=client, text="a rock song by Queen from the 70s")
years = [one.clue for one in described.understood if isinstance(one.clue, YearsClue)]
assert [(clue.from_, clue.to) for clue in years] == [(1970, 1979)], described.understood

tuning = {"min_year": 1990, "explicit": False, "target_energy": 0.3, "limit": 5, "order": SimilarSongsOrder.YEAR_DESCENDING}
similar = similar_songs.sync(BOHEMIAN_RHAPSODY, client=client, **tuning)
assert len(similar.results) == 5 and all(song.track.release_date >= "1990" for song in similar.results)
assert all(song.why and song.reasons for song in similar.results)

recommended = recommend_songs.sync(client=client, seed_tracks=BOHEMIAN_RHAPSODY, seed_genres="soul", more="calmer")
assert len(recommended.results) == 10 and recommended.seeds[0].id == BOHEMIAN_RHAPSODY

like_it = recommend_for_song.sync(client=client, body=UnlistedSong(genres=["folk"], energy=0.3), limit=3)
assert len(like_it.results) == 3, like_it

ids, offset = set(), 0
while offset is not None:
    page = similar_songs.sync(BOHEMIAN_RHAPSODY, client=client, min_year=1990, limit=30, offset=offset)
    ids |= {song.track.id for song in page.results}
    offset = page.next_offset or None
assert len(ids) == 100, len(ids)

songs = f"{BOHEMIAN_RHAPSODY},ew-t0001"
csv = export_csv.sync_detailed(client=client, songs=songs).content.decode("utf-8-sig")
assert csv.startswith("number,title,artists") and len(csv.splitlines()) == 3, csv
assert export_playlist.sync(client=client, songs=songs).startswith("#EXTM3U\n")
export = io.BytesIO(b"Track Name,Artist Name(s),Energy\nFast Car,Tracy Chapman,\n")
filled = fill_features.sync_detailed(client=client, body=File(export)).content
assert b"Fast Car,Tracy Chapman,0." in filled, filled

refused = search_songs.sync_detailed(client=client, q="love", limit=1000)
assert refused.status_code == 400 and isinstance(refused.parsed, Problem), refused
assert refused.parsed.parameter == "limit" and "1 to 100" in refused.parsed.detail, refused.parsed
missing = get_track.sync("nowhere", client=client)
assert isinstance(missing, Problem) and missing.type_ == "/problems/unknown-track", missing

assert get_about.sync(client=client).catalogue.audio_features == "estimated"
dreamy = list_genres.sync(client=client, prefix="dream")
assert len(dreamy.genres) == dreamy.total
queen = search_artists.sync(client=client, q="queen").artists[0]
assert any(song.id == BOHEMIAN_RHAPSODY for song in get_artist_tracks.sync(queen.id, client=client).tracks)
assert get_track_versions.sync(BOHEMIAN_RHAPSODY, client=client).versions is not None
print("generated.py: ok")
