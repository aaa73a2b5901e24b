#!/usr/bin/env python3
"""Asks a server the questions that make it work most, and prints what each costs.

    benches/adversarial.py --server target/release/earworm --models DIR

The cost is the server's processor time, all threads together, so other work on the machine hardly shows. The last
line is the dearest question; above the limit the exit status is 1. Needs Python 3.9 and nothing else.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import serve

LIMIT = 50.0
# The system counts processor time in ticks of 10 ms.
LEAST = 0.6
MEGABYTE = (1 << 20) - 2_000


def main():
    args = arguments()
    with tempfile.TemporaryDirectory() as directory:
        with serving(args, Path(directory)) as server:
            costs = [(server.cost(*asked), name) for name, asked in questions(server).items()]
    dearest, name = max(costs)
    print(f"dearest: {name}, {dearest:.1f} ms of a core; the limit is {LIMIT:.0f}")
    sys.exit(dearest > LIMIT)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--server", type=Path, default=Path("target/release/earworm"))
    parser.add_argument("--models", type=Path, required=True)
    return parser.parse_args()


class serving:
    """A server that is running, and what it costs."""

    def __init__(self, args, directory):
        self.base = f"http://127.0.0.1:{serve.free_port()}"
        command = [args.server, "serve", "--models", args.models, "--addr", self.base.removeprefix("http://")]
        with (directory / "server.log").open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=serve.quiet_environment())
        serve.wait_for(self.base + "/readyz", self.process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def ask(self, target, body=None):
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.base + target, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def cost(self, name, target, body=None, parts=1):
        """Milliseconds of a core for one question; a request may hold several."""
        status, _ = self.ask(target, body)
        before, asked = self.ticks(), 0
        end = time.monotonic() + LEAST
        while asked < 3 or time.monotonic() < end:
            self.ask(target, body)
            asked += 1
        spent = (self.ticks() - before) * 1000 / os.sysconf("SC_CLK_TCK")
        each = spent / asked / parts
        print(f"{each:>8.1f} ms  {status}  {name}", flush=True)
        return each

    def ticks(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])


def questions(server):
    """What is asked, by name: the arguments of `cost`."""
    asked = {}

    def ask(name, target, body=None, parts=1):
        asked[name] = (name, target, body, parts)

    for name, text in texts().items():
        query = urllib.parse.quote(text[:2000])
        ask(f"search: {name}", f"/api/v1/search?limit=50&q={query}")
        ask(f"page: {name}", f"/?q={query}")
    ask("describe: 2,000 characters", f"/api/v1/describe?text={urllib.parse.quote(description())}")
    hundred = [text[:256] for text in list(texts().values()) * 20][:100]
    batch = json.dumps({"queries": hundred, "limit": 50}).encode()
    ask("search: a hundred of them at once, each", "/api/v1/search", batch, len(hundred))
    songs = some_songs(server)
    similar = f"/api/v1/tracks/{songs[0]}/similar?limit=100&"
    for name, tuning in tunings().items():
        ask(f"similar: {name}", similar + tuning)
        ask(f"similar to {len(songs)} songs: {name}", f"/api/v1/recommendations?limit=100&seed_tracks={','.join(songs)}&{tuning}")
        ask(f"no seeds: {name}", f"/api/v1/recommendations?limit=100&{tuning}")
    ask("path of 100 steps", f"/api/v1/path?from={songs[0]}&to={songs[1]}&limit=100")
    for name, record in records().items():
        body = json.dumps(record).encode()
        ask(f"record: {name}", "/recommended_songs", body)
        ask(f"song from outside: {name}", "/api/v1/recommendations", body)
    return asked


def texts():
    return {
        "one letter": "a" * 256,
        "one letter and blanks": "a " * 128,
        "the commonest words": "the you i me a of to in my and love it on be " * 40,
        "one word again and again": "love " * 51,
        "misspelt words": "teh yuo lvoe baet nihgt dnace hrat wrold msuic gril " * 5,
        "words run together": "loveyouinthemiddleofthenightandday" * 7,
        "sounds": "ta ta ta ta ka ka ka ka pa pa pa pa ma na",
        "marks": "e\u0301\u0302\u0303" * 64,
        "Chinese": "愛" * 256,
        "letters of words": "abcdefghijklmnopqrstuvwxyz" * 9,
        "long": "remember the time when we were dancing in the rain with you all night long " * 26,
    }


def description():
    return ("slow sad songs like creep by radiohead but happier, from the 90s, in english, not rock, " * 30)[:2000]


def tunings():
    numbers = ["danceability", "energy", "valence", "acousticness", "tempo", "loudness", "popularity", "year"]
    filters = "&".join(f"min_{name}={value}" for name, value in zip(numbers, [0.1, 0.1, 0.1, 0.01, 60, -30, 1, 1930]))
    targets = "&".join(f"target_{name}=0.5" for name in numbers[:4]) + "&target_tempo=120&target_popularity=50"
    weights = "&".join(f"weight_{name}=2" for name in ["sound", "genre", "era", "popularity", "language", "playlists"])
    return {
        "all filters": f"{filters}&explicit=false&language=en",
        "all filters, targets and weights": f"{filters}&{targets}&{weights}&explicit=false&language=en&genre=rock",
        "hardly any song": "min_year=1931&max_year=1931&genre=jazz",
        "no song": "min_year=1931&max_year=1931&min_tempo=219",
        "one of ten songs": "min_year=1991&max_year=1997",
        "other artists, one each": "other_artists=true&per_artist=1&explicit=true",
        "popularity alone": "weight_popularity=2&target_popularity=100",
    }


def records():
    brackets = {"name": "x" + "(live)" * (MEGABYTE // 6), "artists": ["a"]}
    mixed = {"name": "x" + "(live)(a)" * (MEGABYTE // 9), "artists": ["a"]}
    return {
        "a megabyte of brackets": brackets,
        "a megabyte of mixed brackets": mixed,
        "a megabyte of artists": {"name": "x", "artists": ["a"] * (MEGABYTE // 5)},
        "a title as long as may be": {"name": "x (live)" * 60, "artists": ["a", "b"], "danceability": 0.5},
    }


def some_songs(server):
    songs = []
    for word in ["love", "night", "rain", "mozart", "remix", "dance", "blue", "fire", "home", "sun"]:
        found = json.loads(server.ask(f"/api/v1/search?limit=10&q={word}")[1])
        songs += [result["track"]["id"] for result in found["results"]]
    return list(dict.fromkeys(songs))[:10]


if __name__ == "__main__":
    main()
