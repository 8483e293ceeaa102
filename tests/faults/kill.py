#!/usr/bin/env python3
"""kill -9 of the server at random moments while pictures are uploaded by a client that repeats.

    kill.py [KILLS] [--pictures 500] [--mode plain|mixed|both] [--seed N] [--keep]

After the last restart every acknowledged image must be `done` once, none lost, none doubled, and no unreferenced
file may be left after the sweep. `mixed` re-puts the same keys, erases and recognises again beside it: no erased
picture may come back, no result of older bytes may survive.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "end_to_end"), str(HERE.parents[1] / "tools")]

import stories
from client import Client, Ledger, Reader, Story
from demo import photographs
from pictures import Studio
from running import Server, free_port
from verify import Verdict, verify

CLIENTS = 8
SWEEP_AGE_SECONDS = 1
WORKING_SHARE = 0.6
STANDSTILL_SECONDS = 180
SETTLED_ROUNDS = 3
PROGRESS_SECONDS = 5
MOST_DETAILS = 8


class Releases:
    """Stories to be played, given out as the lives of the server go by."""

    def __init__(self, all_stories: list[Story]) -> None:
        self.waiting = list(reversed(all_stories))
        self.permits = threading.Semaphore(0)
        self.lock = threading.Lock()

    def release(self, count: int) -> None:
        self.permits.release(count)

    def __iter__(self) -> Iterator[Story]:
        while True:
            self.permits.acquire()
            with self.lock:
                if not self.waiting:
                    self.permits.release()
                    return
                story = self.waiting.pop()
            yield story


def live_and_die(server: Server, releases: Releases, share: int, rng: random.Random) -> str:
    """One life, ended while it starts, loads its models, or works; stories are released at random moments of it,
    some of them right before its end. Says what it was."""
    working = rng.random() < WORKING_SHARE
    length = rng.uniform(0.2, 8) if working else rng.uniform(0, rng.choice([0.3, 3]))
    moments = [rng.uniform(0, length) for _ in range(share)]
    for late in range(min(2, share)):
        moments[late] = max(0.0, length - rng.uniform(0, 0.03))
    server.start()
    if working:
        server.ready()
    began = time.monotonic()
    for moment in sorted(moments):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        releases.release(1)
    time.sleep(max(0.0, began + length - time.monotonic()))
    server.kill()
    return f"{length:.2f} s after it was {'ready' if working else 'started'}"


def progress(text: str) -> None:
    print(f"  {text}", flush=True)


def work_left(server: Server) -> tuple[int, int]:
    """Images done, and everything that is still to be done."""
    stats = server.get("/api/v1/stats").json()
    images, queue = stats["images"], stats["queue"]
    left = queue["waiting"] + queue["inFlight"] + images["queued"] + images["recognising"]
    return images["done"], left


def wait_until_settled(server: Server, clients: list[Client]) -> bool:
    """Until the clients have ended and nothing is left to do; False where nothing moves any more."""
    settled, last, moved, shown = 0, None, time.monotonic(), 0.0
    while settled < SETTLED_ROUNDS:
        done, left = work_left(server)
        busy = sum(client.is_alive() for client in clients)
        settled = settled + 1 if busy == 0 and left == 0 else 0
        now = time.monotonic()
        if (done, left, busy) != last:
            last, moved = (done, left, busy), now
        if now - moved > STANDSTILL_SECONDS:
            return False
        if now - shown > PROGRESS_SECONDS:
            shown = now
            progress(f"{done} done, {left} to do, {busy} clients at work")
        time.sleep(1)
    return True


def torture(mode: str, kills: int, images: int, seed: int, data: Path) -> Verdict:
    rng = random.Random(seed)
    studio = Studio(seed, photographs()[0])
    all_stories = getattr(stories, mode)(studio, rng, images)
    ledger, releases, stop = Ledger(), Releases(all_stories), threading.Event()
    server = Server(data, port=free_port())
    clients = [Client(server.url, ledger, iter(releases), seed + i) for i in range(CLIENTS)]
    readers = [Reader(server.url, ledger, stop, seed)] if mode == "mixed" else []
    for thread in (*clients, *readers):
        thread.start()
    released = 0
    for number in range(1, kills + 1):
        share = len(all_stories) * number // kills - released
        released += share
        when = live_and_die(server, releases, share, rng)
        caught = sum(client.busy for client in clients)
        ledger.counts["requests under way at a kill"] += caught
        progress(f"kill {number}/{kills} {when}; {len(ledger.images)} images acknowledged")
    time.sleep(SWEEP_AGE_SECONDS + 1)  # what the kills left behind is old enough to be swept then
    server.flags = ("--sweep-age-seconds", str(SWEEP_AGE_SECONDS))
    server.start().wait_for("/healthz")
    releases.release(len(all_stories))
    moving = wait_until_settled(server, clients)
    stop.set()
    for reader in readers:
        reader.join()
    moving = moving and wait_until_settled(server, clients)
    verdict = verify(server, ledger)
    verdict.check(moving, "queue", "work stood still for minutes")
    verdict.counts.update(ledger.counts)
    verdict.counts["images acknowledged"] = len(ledger.images)
    verdict.counts["pictures made"] = 9000 - len(studio.codes)
    verdict.counts["kills"] = kills
    return verdict


def show(mode: str, seed: int, verdict: Verdict, seconds: float) -> None:
    print(f"\n{mode}, seed {seed}, {seconds / 60:.1f} min")
    for name, count in sorted(verdict.counts.items()):
        print(f"  {count:6d}  {name}")
    rules = [
        "lost",
        "doubled",
        "came back",
        "older result",
        "unreferenced file",
        "not done",
        "inbox",
        "queue",
    ]
    for rule in sorted({*rules, *verdict.breaches}, key=lambda r: (r not in rules, r)):
        details = verdict.breaches.get(rule, [])
        print(f"  {len(details):6d}  BREACH: {rule}" if details else f"  {0:6d}  {rule}")
        for detail in details[:MOST_DETAILS]:
            print(f"            {detail}")
    print("  everything holds" if not verdict.breaches else "  RULES ARE BROKEN", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="kill -9 while pictures come in")
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--mode", choices=["plain", "mixed", "both"], default="both")
    parser.add_argument("--seed", type=int, default=None, help="a run with the same seed makes the same plan")
    parser.add_argument("--keep", action="store_true", help="keep the data folders")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    broken = False
    for mode in ["plain", "mixed"] if options.mode == "both" else [options.mode]:
        folder = Path(tempfile.mkdtemp(prefix=f"spotter-faults-{mode}-"))
        print(
            f"{mode}: {options.pictures} pictures, {options.kills} kills, seed {seed}, data in {folder}",
            flush=True,
        )
        began = time.monotonic()
        verdict = torture(mode, options.kills, options.pictures, seed, folder / "data")
        show(mode, seed, verdict, time.monotonic() - began)
        broken = broken or bool(verdict.breaches)
        if not options.keep and not verdict.breaches:
            shutil.rmtree(folder)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
