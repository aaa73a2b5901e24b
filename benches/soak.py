#!/usr/bin/env python3
"""Sends a running Earworm good and bad requests at once, and checks that it copes.

Good requests are searches, batches of them, recommendations, lists as files and pages. Beside them come
clients that hang up, send or read slowly, send bodies that are too large or malformed requests, and reloads
of the models. Then the models are reloaded ten times while nothing else happens.

    benches/soak.py --pid $(pgrep -x earworm) --log earworm.log --minutes 120

It prints what happened, and fails if

* a good request failed, or a bad one got anything but 4xx or a closed connection;
* no body over the limit of 1 MiB got 413, with a length and without one;
* a reload failed or did not end;
* private memory grew: by more than a tenth from the second minute to the last, or by more than 5 MiB over
  the ten reloads;
* the 99th percentile of the last quarter's minutes is more than three times that of the first quarter's;
* the log has a panic, or the process ended.

Needs Linux, Python 3.9 and nothing else.
"""

import argparse
import asyncio
import collections
import contextlib
import http.client
import json
import os
import random
import re
import signal
import statistics
import sys
import time
import urllib.parse
from pathlib import Path

CLIENTS = 4
BAD_PAUSE = 0.25
MAX_BODY = 1 << 20
# Growth of private memory from the second minute to the last: allocators keep some freed memory.
GROWTH_ALLOWED = 0.10
QUIET_RELOADS = 10
MIB_AFTER_RELOADS = 5
# A busy machine makes a server slower; one that slows down by itself does not stop at this.
SLOWDOWN_ALLOWED = 3


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
    parser.add_argument("--log", type=Path, required=True, help="its log, searched for panics")
    parser.add_argument("--minutes", type=float, default=120)
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
        self.refused_bodies = collections.Counter()
        self.memory = collections.defaultdict(list)
        self.latencies = collections.defaultdict(list)
        self.after_reloads = []
        self.songs = self.some_songs()
        self.start = time.monotonic()
        self.end = self.start + args.minutes * 60

    def some_songs(self):
        """Ids and titles to ask for: what single letters and common words find."""
        connection = http.client.HTTPConnection(self.args.host, self.args.port, timeout=10)
        connection.request("GET", "/api/v1/about")
        print(f"{json.load(connection.getresponse())['tracks']:,} tracks", flush=True)
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
        await self.reload_in_quiet()

    def bad_kinds(self):
        return [self.hang_up, self.send_slowly, self.read_slowly, self.oversized, self.malformed]

    async def repeat(self, work, pause):
        while time.monotonic() < self.end:
            try:
                await work()
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
                self.failures.append(f"{work.__name__}: {error!r}")
            if not self.is_alive():
                self.end = 0
            await asyncio.sleep(pause * self.random.uniform(0.5, 1.5))

    def is_alive(self):
        with contextlib.suppress(OSError):
            return self.private_memory() > 0
        return False

    def minute(self):
        return int((time.monotonic() - self.start) / 60)

    async def good(self):
        message = self.good_request()
        start = time.monotonic()
        status, _ = await self.ask(message)
        self.latencies[self.minute()].append(time.monotonic() - start)
        self.counts["good requests"] += 1
        if status != 200:
            self.failures.append(f"{message.splitlines()[0]!r}: {status}")

    def good_request(self):
        if self.random.random() < 0.1:
            titles = [self.misspelt(name) for _, name in self.random.sample(self.songs, 5)]
            return post("/api/v1/search", json.dumps({"queries": titles, "limit": 3}).encode())
        return request(self.good_target())

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
                f"/list.csv?songs={song}",
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
        """Bodies over the limit, with a length and without one."""
        target = self.random.choice(["/recommended_songs", "/api/v1/search", "/api/v1/recommendations"])
        head = f"POST {target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
        length, body = MAX_BODY + 1, b" " * (MAX_BODY + 1)
        sized = f"{head}Content-Length: {length}\r\n\r\n".encode() + body
        chunked = f"{head}Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        for kind, message in [("sized", sized), ("chunked", chunked)]:
            status = await self.refused("oversized bodies", message)
            self.refused_bodies[kind] += status == "413"
            if status not in ("413", None):
                self.failures.append(f"oversized body, {kind}: {target} got {status}")
        await self.refused("oversized queries", request("/api/v1/search?q=" + "x" * 3000))

    async def malformed(self):
        nonsense = [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            request("/api/v1/tracks/%ff%fe"),
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
        status = status.decode(errors="replace").split()[1:2]
        if status and not status[0].startswith("4"):
            self.failures.append(f"{kind}: {message[:80]!r} got {status[0]}")
        return status[0] if status else None

    async def reload(self):
        """Reloads the models, and waits for the outcome."""
        before = await self.reloads()
        os.kill(self.args.pid, signal.SIGHUP)
        for _ in range(600):
            after = await self.reloads()
            if after != before:
                break
            await asyncio.sleep(0.1)
        self.counts["reloads"] += 1
        if after["success"] == before["success"] or after["failure"] != before["failure"]:
            self.failures.append(f"reload: {before} before it, {after} after it")

    async def reloads(self):
        """How many reloads have succeeded and failed so far."""
        _, body = await self.ask(request("/metrics"))
        counted = re.findall(r'^earworm_reloads_total\{outcome="(\w+)"\} (\d+)', body.decode(), re.MULTILINE)
        return collections.Counter({outcome: int(count) for outcome, count in counted})

    async def reload_in_quiet(self):
        await asyncio.sleep(15)  # The last slow clients are gone then.
        for _ in range(1 + QUIET_RELOADS):
            if not self.is_alive():
                break
            await self.reload()
            self.after_reloads.append(await self.settled_memory())

    async def watch(self):
        self.memory[self.minute()].append(self.private_memory())

    async def settled_memory(self):
        """The least of some seconds: what a reload needed for a moment does not count."""
        least = self.private_memory()
        for _ in range(5):
            await asyncio.sleep(1)
            least = min(least, self.private_memory())
        return least

    def private_memory(self):
        """In MiB. Not all resident memory: mapped models count there once they are touched."""
        status = Path(f"/proc/{self.args.pid}/status").read_text()
        private = re.search(r"RssAnon:\s*(\d+) kB", status)
        if private is None:
            raise ProcessLookupError("the server has ended")
        return int(private[1]) / 1024

    async def connect(self):
        return await asyncio.open_connection(self.args.host, self.args.port)

    async def ask(self, message):
        reader, writer = await self.connect()
        writer.write(message)
        answer = await asyncio.wait_for(reader.read(), 30)
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        words = head.split(maxsplit=2)
        return (int(words[1]) if len(words) > 1 else 0), body

    def report(self):
        """Prints what happened; returns the exit status."""
        for kind, count in sorted(self.counts.items()):
            print(f"{count:>9}  {kind}")
        checks = [self.bodies(), self.speed(), self.growth(), self.reloaded(), self.panics()]
        complaints = [complaint for complaint in checks if complaint]
        if not self.is_alive():
            complaints.append("the server ended")
        if self.failures:
            complaints.append(f"{len(self.failures)} failures")
        for complaint in complaints:
            print(f"FAILED: {complaint}")
        for failure in self.failures[:20]:
            print("  " + failure)
        return 1 if complaints else 0

    # Each of these returns what is wrong, if anything.

    def bodies(self):
        print(f"oversized bodies that got 413: {dict(self.refused_bodies)}")
        untried = [kind for kind, count in self.refused_bodies.items() if count == 0]
        return f"no oversized body got 413: {untried or 'none sent'}" if untried or not self.refused_bodies else None

    def speed(self):
        taken = [taken for minute in self.latencies.values() for taken in minute] or [0]
        print(f"good requests took {quantile(taken, 0.5):.1f} ms (median), {quantile(taken, 0.99):.1f} ms (p99)")
        minutes = [quantile(taken, 0.99) for _, taken in sorted(self.latencies.items()) if len(taken) > 100]
        quarter = len(minutes) // 4
        if quarter == 0:
            return None
        first, last = statistics.median(minutes[:quarter]), statistics.median(minutes[-quarter:])
        print(f"p99 by minute, median: {first:.1f} ms in the first quarter, {last:.1f} ms in the last")
        return "it became slower" if last > first * SLOWDOWN_ALLOWED else None

    def growth(self):
        """A reload holds two sets of models for a while: the minimum of each minute shows leaks."""
        least = [min(private) for _, private in sorted(self.memory.items()) if len(private) > 30]
        most = max(private for minute in self.memory.values() for private in minute)
        print(f"private memory, minimum of each minute: {', '.join(f'{mib:.1f}' for mib in least)} MiB")
        print(f"private memory, peak: {most:.1f} MiB")
        if len(least) < 3:
            return None
        grown = least[-1] / least[1] - 1
        print(f"private memory from the second minute to the last: {grown:+.1%}")
        return f"memory grew by more than {GROWTH_ALLOWED:.0%}" if grown > GROWTH_ALLOWED else None

    def reloaded(self):
        print(f"private memory after reloads: {', '.join(f'{mib:.1f}' for mib in self.after_reloads)} MiB")
        if len(self.after_reloads) <= QUIET_RELOADS:
            return "the reloads at the end are incomplete"
        left = self.after_reloads[-1] - self.after_reloads[0]
        print(f"{QUIET_RELOADS} reloads left {left:+.1f} MiB")
        return f"reloads leave more than {MIB_AFTER_RELOADS} MiB" if left > MIB_AFTER_RELOADS else None

    def panics(self):
        found = self.args.log.read_text(errors="replace").count("panicked")
        return f"{found} panics in the log" if found else None


def quantile(seconds, share):
    """In milliseconds."""
    return sorted(seconds)[int(len(seconds) * share)] * 1000


def request(target, close=True):
    connection = "close" if close else "keep-alive"
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n".encode()


def post(target, body):
    head = f"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    main()
