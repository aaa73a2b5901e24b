"""Cleans a catalogue with pandas, step by step as `pipeline clean` does, as its peer in the benchmark.

    python clean.py DIR OUT.parquet

DIR holds tracks, artists, songs with lyrics and lyrics as .csv.gz. Prints the number of tracks, the
seconds and the peak memory as JSON. Needs pandas and pyarrow. The language of the names is left out:
langdetect alone takes ten minutes for 100,000 names.
"""

import ast
import glob
import json
import os
import resource
import sys
import time
import unicodedata

import pandas as pd

FEATURES = {
    "danceability": (0, 1), "energy": (0, 1), "key": (0, 11), "loudness": (-60, 6), "mode": (0, 1),
    "speechiness": (0, 1), "acousticness": (0, 1), "instrumentalness": (0, 1), "liveness": (0, 1),
    "valence": (0, 1), "tempo": (10, 300), "time_signature": (1, 7), "popularity": (0, 100),
    "duration_ms": (1, 21_600_000), "explicit": (0, 1),
}
RENAMED = {
    "track_id": "id", "track_name": "name", "track_artist": "artists",
    "track_popularity": "popularity", "track_album_release_date": "release_date",
}


def read(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns=RENAMED)


def parse(cell):
    if not cell.startswith("["):
        return [cell] if cell else []
    try:
        return ast.literal_eval(cell)
    except (SyntaxError, ValueError):
        return []


def tidy(name):
    visible = "".join(c if unicodedata.category(c) != "Cc" else " " for c in name)
    return unicodedata.normalize("NFC", visible).strip()


def tracks(paths):
    rows = pd.concat([read(path) for path in paths], ignore_index=True)
    rows["name"] = rows["name"].map(tidy)
    rows = rows[(rows["name"] != "") & (rows["id"] != "")]
    rows = rows.replace("", None).groupby("id", sort=False).first().reset_index().fillna("")
    for column, (least, most) in FEATURES.items():
        values = pd.to_numeric(rows[column], errors="coerce")
        rows[column] = values.where(values.between(least, most))
    for column in ("artists", "id_artists"):
        rows[column] = rows[column].map(parse)
    return rows


def genres(rows, path):
    artists = read(path)
    artists["genres"] = artists["genres"].map(parse)
    known = artists[artists["genres"].map(len) > 0]
    by_id = dict(zip(known["id"], known["genres"]))
    alone = known[~known["name"].duplicated(keep=False)]
    by_name = dict(zip(alone["name"], alone["genres"]))

    def union(lists):
        return list(dict.fromkeys(genre for genres in lists for genre in genres))

    return [
        union(by_id.get(i, []) for i in ids) or union(by_name.get(n, []) for n in names)
        for ids, names in zip(rows["id_artists"], rows["artists"])
    ]


def main(directory, out):
    started = time.perf_counter()
    path = lambda name: os.path.join(directory, name + ".csv.gz")
    found = [path(name) for name in ("tracks", "spotify_songs") if os.path.exists(path(name))]
    found += sorted(glob.glob(os.path.join(directory, "more_*.csv")))
    rows = tracks(found)
    rows["genres"] = genres(rows, path("artists"))
    lyrics = read(path("lyrics")).drop_duplicates("id").set_index("id")["lyrics"]
    rows["lyrics"] = rows["lyrics"].where(rows["lyrics"] != "", rows["id"].map(lyrics))
    rows.to_parquet(out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.perf_counter() - started
    print(json.dumps({"tracks": len(rows), "seconds": seconds, "mebibytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
