#!/usr/bin/env python3
"""Measures one server on one machine that it shares with the load: disk, start, memory, throughput.

    benches/serve.py --server target/release/earworm --models DIR --hints hints.tsv \\
        --before OTHER/earworm --before-models DIR \\
        --peer-python PYTHON --peer-tracks tracks.csv.gz

`hints.tsv` is what `pipeline hints` writes. The load comes from h2load (Debian: nghttp2-client): 32
connections that ask as fast as they are answered; then half of what came out of that, at a steady rate, of
which the latencies are told: from several h2load at once, because the connections of one of them all ask in the
same moment. With the two --before options another program, of an earlier commit say, is asked the same in
turns, and the ratios are printed. With the two --peer options, the original's method, served by FastAPI and
uvicorn (fastapi_peer.py), is asked the same hints in the same run; PYTHON needs fastapi, uvicorn and
scikit-learn.
"""

import argparse
import contextlib
import csv
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
CLIENTS = 32
STARTS = 3
STAMP = "checked.json"
RELOADS = 10
# Of each program in turns, so that both meet what else the machine does.
TURNS = 4


def main():
    args = arguments()
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(args, Path(directory))
        searches = bench.earworm()
        if args.before:
            bench.compare()
        if args.peer_python:
            bench.peer(searches)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--server", type=Path, default=Path("target/release/earworm"))
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--hints", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=20, help="of each load")
    parser.add_argument("--before", type=Path, help="the program of another commit")
    parser.add_argument("--before-models", type=Path)
    parser.add_argument("--peer-python")
    parser.add_argument("--peer-tracks", type=Path)
    return parser.parse_args()


class Bench:
    def __init__(self, args, directory):
        self.args = args
        self.directory = directory
        self.base = f"http://127.0.0.1:{free_port()}"
        with args.hints.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            self.hints = [row["hint"] for row in rows]
        random.Random(1).shuffle(self.hints)

    def earworm(self):
        """Prints what Earworm costs and yields; returns the searches a second."""
        files = [path for path in self.args.models.iterdir() if path.is_file()]
        tracks = json.loads((self.args.models / "manifest.json").read_text())["tracks"]
        say(f"{tracks:,} tracks, {sum(f.stat().st_size for f in files) / 1e6:.0f} MB on disk")
        for path in files:
            path.read_bytes()
        self.starts()
        with self.serving() as (process, _):
            say(f"memory after the start: {memory(process.pid, 'VmRSS'):.0f} MiB")
            searches = self.loads()
            say(f"most memory under load: {memory(process.pid, 'VmHWM'):.0f} MiB resident")
            self.shared(process)
            self.reloads(process)
            return searches

    def starts(self):
        """Prints how long a start takes, after a verified publish and where all hashes are checked."""
        with tempfile.TemporaryDirectory(dir=self.args.models.parent) as directory:
            unstamped = Path(directory) / "models"
            unstamped.mkdir()
            for file in self.args.models.iterdir():
                if file.name != STAMP:
                    os.link(file, unstamped / file.name)
            subprocess.run([self.args.server, "models", "verify", "--stamp", self.args.models], check=True, capture_output=True)
            for name, models in {"with a stamp": self.args.models, "with all hashes": unstamped}.items():
                seconds = []
                for _ in range(STARTS):
                    with self.serving(models=models) as (_, took):
                        seconds.append(took)
                say(f"start to /readyz {name}: {median(seconds):.2f} s (median of {STARTS})")

    def shared(self, process):
        """Prints what two replicas of the same models share and what they do not."""
        other = f"http://127.0.0.1:{free_port()}"
        with self.serving(base=other) as (replica, _):
            targets = [other + target for target in self.targets()["search"]]
            self.h2load(targets, CLIENTS, 5)
            for pid in [process.pid, replica.pid]:
                own = rollup(pid, "Private_Clean") + rollup(pid, "Private_Dirty")
                say(f"a replica under load: {memory(pid, 'VmRSS'):.0f} MiB resident, {own:.0f} of it not shared")

    def reloads(self, process):
        """Prints what reloads leave behind."""
        before = self.settled(process)
        for _ in range(RELOADS):
            done = self.reloaded()
            process.send_signal(signal.SIGHUP)
            while self.reloaded() == done:
                time.sleep(0.05)
        say(f"{RELOADS} reloads added {self.settled(process) - before:.1f} MiB of private memory")

    def settled(self, process):
        """The least private memory within some seconds: what is on its way out does not count."""
        seconds = []
        for _ in range(50):
            seconds.append(memory(process.pid, "RssAnon"))
            time.sleep(0.1)
        return min(seconds)

    def reloaded(self):
        with urllib.request.urlopen(self.base + "/metrics") as answer:
            found = re.search(r'earworm_reloads_total\{outcome="success"\} (\d+)', answer.read().decode())
            return int(found[1]) if found else 0

    @contextlib.contextmanager
    def serving(self, server=None, models=None, base=None):
        base = base or self.base
        address = base.removeprefix("http://")
        command = [server or self.args.server, "serve", "--models", models or self.args.models, "--addr", address]
        with (self.directory / f"server-{address}.log").open("w") as log:
            start = time.monotonic()
            process = subprocess.Popen(command, stdout=log, stderr=log, env=quiet_environment())
            try:
                wait_for(base + "/readyz", process)
                yield process, time.monotonic() - start
            finally:
                process.terminate()
                process.wait()

    def loads(self):
        """Prints what each kind of request yields; returns the searches a second."""
        rates = {name: self.load(name, targets) for name, targets in self.targets().items()}
        return rates["search"]

    def targets(self):
        """What is asked, by name."""
        search = [f"/api/v1/search?q={urllib.parse.quote(hint)}" for hint in self.hints]
        songs = self.songs(search[:400])
        similar = [f"/api/v1/tracks/{song}/similar" for song in songs]
        return {
            "search": search,
            "similar": similar,
            "similar, filtered": [f"{url}?min_year=1970&max_year=1999&target_energy=0.4" for url in similar],
            "similar, of a genre": [f"{url}?genre=rock&max_tempo=120" for url in similar],
            "recommendations": [f"/api/v1/recommendations?seed_tracks={song}&limit=20" for song in songs],
            "recommendations, Spotify's": [f"/v1/recommendations?seed_tracks={song}" for song in songs],
        }

    def compare(self):
        """Prints how many requests a second this program and another answer, asked in turns."""
        other = f"http://127.0.0.1:{free_port()}"
        args, seconds = self.args, max(self.args.seconds // TURNS, 2)
        with self.serving(), self.serving(args.before, args.before_models, other):
            for name, targets in self.targets().items():
                rates = {self.base: [], other: []}
                for base in [self.base, other] * TURNS:
                    rate, failed, _ = self.h2load([base + target for target in targets], CLIENTS, seconds)
                    rates[base].append(rate)
                    if failed:
                        sys.exit(f"{name}: {failed} requests failed")
                now, before = (median(rates[base]) for base in [self.base, other])
                say(f"{name}: {now:,.0f} requests/s, before {before:,.0f}, {now / before:.2f} times as many")

    def songs(self, searches):
        found = (self.get(url)["results"][:1] for url in searches)
        return [result["track"]["id"] for results in found for result in results]

    def get(self, target):
        with urllib.request.urlopen(self.base + target) as answer:
            return json.load(answer)

    def load(self, name, targets, base=None, clients=CLIENTS, seconds=None):
        """Prints, and returns, how many requests a second are answered at best."""
        base, seconds = base or self.base, seconds or self.args.seconds
        urls = [f"{base}{target}" for target in targets]
        most, failed, _ = self.h2load(urls, clients, seconds)
        rate, failed_at_half, latencies = self.steady(urls, most / 2, clients, seconds)
        p50, p99 = quantile(latencies, 0.5), quantile(latencies, 0.99)
        say(
            f"{name}: {most:,.0f} requests/s; at {rate:,.0f}/s median {p50:.1f} ms, p99 {p99:.1f} ms; "
            f"{failed + failed_at_half} failed"
        )
        return most

    def steady(self, urls, rate, clients, seconds):
        """The answers to so many requests a second, each client asking for the URLs in its own order."""
        rate = max(rate / clients, 0.5)

        def client(number):
            time.sleep(number / clients / rate)
            order = random.Random(number).sample(urls, len(urls))
            return self.h2load(order, 1, seconds, ["--rps", f"{rate:.2f}"], number)

        with ThreadPoolExecutor(clients) as pool:
            rates, failed, latencies = zip(*pool.map(client, range(clients)), strict=True)
        return sum(rates), sum(failed), [each for some in latencies for each in some]

    def h2load(self, urls, clients, seconds, options=(), number=0):
        file = self.directory / f"urls-{number}.txt"
        file.write_text("".join(f"{url}\n" for url in urls))
        log = self.directory / f"requests-{number}.log"
        log.unlink(missing_ok=True)
        command = ["h2load", "--h1", "-t1", f"-c{clients}", f"-D{seconds}", "--warm-up-time=2"]
        command += [f"--log-file={log}", "-i", file, *options]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rate = float(re.search(r"([\d.]+) req/s", said)[1])
        ok, asked = int(re.search(r"(\d+) 2xx", said)[1]), 0
        latencies = []
        for line in log.read_text().splitlines():
            _, status, microseconds = line.split("\t")
            asked += 1
            if status.startswith("2"):
                latencies.append(int(microseconds) / 1000)
        return rate, max(asked - max(ok, len(latencies)), 0), latencies

    def peer(self, searches):
        """Prints what the original's method yields behind FastAPI, and the ratio."""
        port = free_port()
        command = [self.args.peer_python, HERE / "fastapi_peer.py", self.args.peer_tracks, str(port)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr)
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(base + "/readyz", process, seconds=600)
            targets = [f"/search?q={urllib.parse.quote(hint)}" for hint in self.hints]
            # Its connections would only wait for each other.
            most = self.load("the original's method, FastAPI", targets, base, clients=4, seconds=30)
            say(f"Earworm answers {searches / most:,.0f} times as many searches")
        finally:
            process.terminate()
            process.wait()


def quiet_environment():
    return {**os.environ, "RUST_LOG": "warn"}


def wait_for(url, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            sys.exit(f"{process.args[0]} ended with {process.returncode}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url).close()
            return
        time.sleep(0.005)
    sys.exit(f"{url} does not answer")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def memory(pid, field):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def rollup(pid, field):
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field + ":")) / 1024


def median(values):
    return sorted(values)[len(values) // 2]


def quantile(values, share):
    ordered = sorted(values) or [float("nan")]
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    main()
