#!/usr/bin/env python3
"""Sends a running Earworm good and bad requests at once, and checks that it copes.

Good requests are searches, recommendations and pages. Beside them come clients that hang up, send or
read slowly, send bodies that are too large or malformed requests, and reloads of the models. At the end
it prints how many of each there were. It fails if a good request failed, if a bad one got anything but
4xx or a closed connection, if memory grew by more than a tenth after the first minute, if the log has a
panic, or if the process ended.

    benches/soak.py --pid $(pgrep -x earworm) --log earworm.log --minutes 30

Needs Python 3.9 and nothing else.
"""

import argparse
import asyncio
import collections
import http.client
import json
import os
import random
import signal
import sys
import time
import urllib.parse
from pathlib import Path

CLIENTS = 4
BAD_PAUSE = 0.25
# Allocators keep some freed memory; growth within this share of the second minute is no leak.
GROWTH_ALLOWED = 0.10


def main():
    args = arguments()
    soak = Soak(args)
    asyncio.run(soak.run())
    sys.exit(soak.report())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--pid", type=int, required=True, help="process of the server")
    parser.add_argument("--log", type=Path, help="its log, searched for panics")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--pause", type=float, default=0.02, help="seconds between good requests")
    parser.add_argument("--reload-every", type=float, default=60, help="seconds between SIGHUPs")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Soak:
    def __init__(self, args):
        self.args = args
        self.random = random.Random(args.seed)
        self.counts = collections.Counter()
        self.failures = []
        self.memory = []
        self.latencies = []
        self.end = time.monotonic() + args.minutes * 60
        self.songs = self.some_songs()

    def some_songs(self):
        """Ids and titles to ask for: what single letters and common words find."""
        connection = http.client.HTTPConnection(self.args.host, self.args.port, timeout=10)
        songs = {}
        for hint in [*"abcdefghijklmnoprstw", "love", "night", "rain", "mozart", "remix"]:
            connection.request("GET", "/api/v1/search?limit=50&q=" + hint)
            for found in json.load(connection.getresponse())["results"]:
                songs[found["track"]["id"]] = found["track"]["name"]
        return list(songs.items())

    async def run(self):
        good = [self.repeat(self.good, self.args.pause) for _ in range(CLIENTS)]
        bad = [self.repeat(kind, BAD_PAUSE) for kind in self.bad_kinds()]
        reloads = self.repeat(self.reload, self.args.reload_every)
        await asyncio.gather(*good, *bad, reloads, self.repeat(self.watch, 1))

    def bad_kinds(self):
        return [self.hang_up, self.send_slowly, self.read_slowly, self.oversized, self.malformed]

    async def repeat(self, work, pause):
        while time.monotonic() < self.end:
            try:
                await work()
            except (OSError, asyncio.IncompleteReadError) as error:
                self.failures.append(f"{work.__name__}: {error!r}")
            await asyncio.sleep(pause * self.random.uniform(0.5, 1.5))

    async def good(self):
        target = self.good_target()
        start = time.monotonic()
        status, _ = await self.get(target)
        self.latencies.append(time.monotonic() - start)
        self.counts["good requests"] += 1
        if status != 200:
            self.failures.append(f"GET {target}: {status}")

    def good_target(self):
        song, name = self.random.choice(self.songs)
        song = urllib.parse.quote(song)
        hint = urllib.parse.quote(self.misspelt(name)[:200])
        return self.random.choice(
            [
                f"/api/v1/search?q={hint}",
                f"/api/v1/tracks/{song}/similar",
                f"/api/v1/tracks/{song}/similar?max_year=1990&target_energy=0.3",
                f"/api/v1/recommendations?seed_tracks={song}&limit=20",
                f"/?q={hint}&song={song}",
            ]
        )

    def misspelt(self, name):
        letters = list(name)
        if len(letters) > 3:
            del letters[self.random.randrange(1, len(letters))]
        return "".join(letters)[: self.random.randint(1, 60)] or "a"

    async def hang_up(self):
        """A client that disconnects before the response."""
        _, writer = await self.connect()
        writer.write(request(self.good_target()))
        await writer.drain()
        writer.transport.abort()
        self.counts["clients that hung up"] += 1

    async def send_slowly(self):
        """A client that sends a byte now and then; the server may disconnect it."""
        reader, writer = await self.connect()
        for byte in request("/api/v1/search?q=love")[: self.random.randint(5, 60)]:
            if reader.at_eof() or time.monotonic() > self.end:
                break
            writer.write(bytes([byte]))
            await asyncio.sleep(0.5)
        writer.transport.abort()
        self.counts["clients that sent slowly"] += 1

    async def read_slowly(self):
        """A client that asks for much and reads little."""
        reader, writer = await self.connect()
        for _ in range(20):
            writer.write(request("/docs", close=False))
        for _ in range(self.random.randint(1, 20)):
            if not await reader.read(100):
                break
            await asyncio.sleep(0.5)
        writer.transport.abort()
        self.counts["clients that read slowly"] += 1

    async def oversized(self):
        length = self.random.choice([2 << 20, 1 << 40])
        head = f"POST /recommended_songs HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n"
        head += "Content-Type: application/json\r\nConnection: close\r\n\r\n"
        await self.refused("oversized bodies", head.encode() + b" " * (2 << 20))
        await self.refused("oversized queries", request("/api/v1/search?q=" + "x" * 300))

    async def malformed(self):
        nonsense = [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET /api/v1/search?q=%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            request("/api/v1/search?q="),
            request("/api/v1/search?q=love&limit=-1"),
            request("/api/v1/tracks/%2e%2e%2f%2e%2e/similar"),
            request("/api/v1/recommendations?seed_tracks=x&min_tempo=NaN"),
            post("/api/v1/recommendations", b'{"seed_tracks": [[[['),
        ]
        await self.refused("malformed requests", self.random.choice(nonsense))

    async def refused(self, kind, message):
        """Sends what must get 4xx, or a closed connection."""
        reader, writer = await self.connect()
        try:
            writer.write(message)
            await writer.drain()
            status = await asyncio.wait_for(reader.readline(), 30)
        except OSError:
            status = b""
        writer.transport.abort()
        self.counts[kind] += 1
        if status and status.split()[1:2] and not status.split()[1].startswith(b"4"):
            self.failures.append(f"{kind}: {message[:80]!r} got {status!r}")

    async def reload(self):
        os.kill(self.args.pid, signal.SIGHUP)
        self.counts["reloads"] += 1

    async def watch(self):
        lines = Path(f"/proc/{self.args.pid}/status").read_text().splitlines()
        # Not all resident memory: mapped models count there once they are touched.
        private = next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
        self.memory.append((time.monotonic(), private / 1024))

    async def connect(self):
        return await asyncio.open_connection(self.args.host, self.args.port)

    async def get(self, target):
        reader, writer = await self.connect()
        writer.write(request(target))
        answer = await asyncio.wait_for(reader.read(), 30)
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        words = head.split(maxsplit=2)
        return (int(words[1]) if len(words) > 1 else 0), body

    def report(self):
        for kind, count in sorted(self.counts.items()):
            print(f"{count:>9}  {kind}")
        self.report_latencies()
        grown = self.report_memory()
        panics = self.panics()
        print(f"{panics:>9}  panics in the log")
        print(f"{len(self.failures):>9}  failures")
        for failure in self.failures[:20]:
            print("  " + failure)
        return 1 if self.failures or grown or panics else 0

    def report_latencies(self):
        ordered = sorted(self.latencies) or [0]
        p50, p99 = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99))
        print(f"good requests took {p50:.1f} ms (median), {p99:.1f} ms (p99)")

    def report_memory(self):
        """A reload holds two sets of models for a while: the minimum of each minute shows leaks."""
        start = self.memory[0][0]
        minutes = collections.defaultdict(list)
        for when, private in self.memory:
            minutes[int((when - start) / 60)].append(private)
        least = {minute: min(values) for minute, values in minutes.items() if len(values) > 30}
        most = max(private for _, private in self.memory)
        print(f"memory, minimum of each minute: {', '.join(f'{mib:.0f}' for mib in least.values())} MiB")
        print(f"memory, peak: {most:.0f} MiB")
        if len(least) < 3:
            return False
        return least[max(least)] > least[1] * (1 + GROWTH_ALLOWED)

    def panics(self):
        if not self.args.log:
            return 0
        return self.args.log.read_text(errors="replace").count("panicked")


def request(target, close=True):
    connection = "close" if close else "keep-alive"
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n".encode()


def post(target, body):
    head = f"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    main()
