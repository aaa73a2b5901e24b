#!/usr/bin/env python3
"""Measures what a build costs as a catalogue grows: wall time, processor time and peak memory.

    benches/build.py --pipeline target/release/pipeline --data DIR --rows 327348 586672 --step build
    benches/build.py --pipeline target/release/pipeline --data DIR --rows 327348 1309392 --step clean

DIR has `tracks.csv` or `tracks.csv.gz` and whatever else the pipeline reads. Each size takes the first rows of its
tracks; beyond them, rows are repeated under new ids and with another word in their titles, so that they are other
songs. `clean` reads and cleans without training; `build` is all of it. The last line is the slope: what a further
row costs.
"""

import argparse
import csv
import gzip
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KIB = 1024


def main():
    args = arguments()
    print(f"{'rows':>10} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9} {'B a row':>8}")
    costs = [measure(args, rows) for rows in sorted(args.rows)]
    if len(costs) > 1:
        (few, _, least), (many, _, most) = costs[0], costs[-1]
        print(f"slope: {(most - least) * KIB / (many - few):,.0f} bytes a row")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pipeline", type=Path, default=Path("target/release/pipeline"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, nargs="+", required=True)
    parser.add_argument("--step", choices=["clean", "build"], default="build")
    return parser.parse_args()


def measure(args, rows):
    with tempfile.TemporaryDirectory() as directory:
        data = grown(args.data, Path(directory) / "data", rows)
        out = ["--dry-run"] if args.step == "clean" else ["--models", f"{directory}/models"]
        started = time.monotonic()
        command = [args.pipeline, args.step, "--data", data, *out]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            sys.exit(f"{' '.join(map(str, command))} failed; run it by itself to see why")
    wall, cpu, peak = time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss
    print(f"{rows:>10,} {wall:>8.1f} {cpu:>8.1f} {peak / KIB:>9,.0f} {peak * KIB / rows:>8,.0f}", flush=True)
    return rows, wall, peak


def grown(data, target, rows):
    """A directory with the same files, but for so many rows of tracks."""
    target.mkdir()
    for file in data.iterdir():
        if not file.name.startswith("tracks.csv"):
            (target / file.name).symlink_to(file.resolve())
    [source] = data.glob("tracks.csv*")
    # Row by row: the peak memory of a child begins with that of its parent.
    with open(target / "tracks.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(itertools.islice(repeated(source), rows + 1))
    return target


def repeated(source):
    """The header, then the tracks again and again, each time as other songs."""
    opened = gzip.open if source.suffix == ".gz" else open
    for turn in itertools.count():
        with opened(source, "rt", encoding="utf-8", newline="") as file:
            tracks = csv.reader(file)
            header = next(tracks)
            at, name = header.index("id"), header.index("name")
            if not turn:
                yield header
            for track in tracks:
                if turn:
                    # As long as the original, so that it passes for an id.
                    track[at] = f"{turn:03}{track[at][3:]}"
                    track[name] = f"{track[name]} {word(turn)}"
                yield track


def word(number):
    """A word that no title has: "xa", "xb", … for 1, 2, …"""
    return "x" + "".join(chr(ord("a") + int(digit)) for digit in str(number - 1))


if __name__ == "__main__":
    main()
