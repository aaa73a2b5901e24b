"""Ids and parameters that nobody chose."""

import random
import string

IDS = 10_000
PARAMETER_SETS = 2_000

SHARES = ["acousticness", "danceability", "energy", "instrumentalness", "liveness", "speechiness", "valence"]
RANGES = {
    **dict.fromkeys(SHARES, (0.0, 1.0)),
    "loudness": (-60.0, 0.0),
    "tempo": (0.0, 250.0),
    "duration_ms": (0, 600_000),
    "key": (0, 11),
    "mode": (0, 1),
    "popularity": (0, 100),
    "time_signature": (0, 5),
}


def an_id():
    return "".join(random.choices(string.ascii_letters + string.digits, k=22))


def ids(size):
    """All ids, in lists of `size`."""
    return ([an_id() for _ in range(size)] for _ in range(IDS // size))


def seeds(artists, genres, tracks):
    """None to five of the known artists, genres and tracks, and once in a while an id that is none."""
    known = [("artist", artist) for artist in artists] + [("genre", genre) for genre in genres]
    known += [("track", track) for track in tracks] + [("artist", an_id()), ("track", an_id())]
    chosen = random.sample(known, random.randint(0, 5))
    return [[seed for kind, seed in chosen if kind == wanted] for wanted in ("artist", "genre", "track")]


def tuning():
    """Up to four targets and bounds, a few of them out of range."""
    names = random.sample(list(RANGES), random.randint(0, 4))
    return {f"{random.choice(['min', 'max', 'target'])}_{name}": value(*RANGES[name]) for name in names}


def value(least, greatest):
    if isinstance(least, int):
        return random.randint(least, greatest + 1 if random.random() < 0.1 else greatest)
    return round(random.uniform(least, greatest) * random.choice([1.0] * 9 + [1.1]), 3)
