#!/usr/bin/env python3
"""Many clients at once far beyond the server's capacity: what is served, what is refused and how, and the memory.

    overload.py [--clients 64] [--seconds 60] [--times 10] [--workers 0] [--out FILE.json]

First the capacity: twice as many clients as workers, each waiting for its answer. Then the load, at so many times
that rate.
Calls are of three kinds by turns: DetectLabels with a small picture and with one of 4 MiB, and CompareFaces. Clients
retry nothing and share the machine with the server. Ends with 1 if an answer was of kind 500, or there was none.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests/end_to_end")]

from demo import photographs
from flood import THROTTLED, Answer, flood, mixed
from running import Server

TESTSET = ROOT.parent / "shared" / "testset"
WARM_UP_SECONDS = 5
CAPACITY_SECONDS = 20
SETTLED_SECONDS = 10
Figures = dict[str, Any]


def say(what: str) -> None:
    print(f"overload: {what}", file=sys.stderr, flush=True)


def pictures() -> tuple[Path, Path]:
    """One of a thing, one of a person."""
    if TESTSET.is_dir():
        return TESTSET / "objects/images/darknet_dog.jpg", TESTSET / "celebrities/images/fr_test_obama1.jpg"
    by_name = {path.stem: path for path in photographs()}
    return by_name["coffee"], by_name["astronaut"]


def percentile_ms(answers: list[Answer], share: float) -> float | None:
    ranked = sorted(one.seconds for one in answers)
    return round(1000 * ranked[max(0, math.ceil(share * len(ranked)) - 1)], 1) if ranked else None


def speed(answers: list[Answer]) -> Figures:
    return {"answers": len(answers), **{f"p{of}_ms": percentile_ms(answers, of / 100) for of in (50, 95, 99, 100)}}


def highest_mib(server: Server) -> float:
    """As the kernel keeps it since the start, loading included."""
    status = Path(f"/proc/{server.running.pid}/status").read_text()
    return int(re.findall(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[0]) / 1024


class Memory:
    """Resident MiB of the server, looked at four times a second."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.seen: list[float] = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def watch(self) -> None:
        while not self.ended.wait(0.25):
            self.seen.append(self.server.resident_mib())

    def __enter__(self) -> Memory:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.thread.join()


def measure(options: argparse.Namespace, server: Server) -> Figures:
    thing, person = pictures()
    calls = mixed(server.address, thing, person)
    few = 2 * (options.workers or os.cpu_count() or 1)
    flood(server.address, calls, few, WARM_UP_SECONDS)
    say(f"capacity, {few} clients for {CAPACITY_SECONDS} s")
    calm = flood(server.address, calls, few, CAPACITY_SECONDS)
    capacity = len(calm.served()) / calm.seconds
    before = server.resident_mib()
    say(
        f"{capacity:.1f} calls a second; {options.clients} clients at {options.times:g} times that, {options.seconds:g} s"
    )
    with Memory(server) as memory:
        load = flood(server.address, calls, options.clients, options.seconds, options.times * capacity)
    time.sleep(SETTLED_SECONDS)
    return {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "cpu": re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)[:1],
        "cpus": os.cpu_count(),
        "clients": options.clients,
        "seconds": options.seconds,
        "request_bytes": {one.kind: len(one.wire) for one in calls},
        "capacity_per_s": round(capacity, 2),
        "capacity": {one.kind: speed(calm.served(one.kind)) for one in calls},
        "offered_per_s": round(len(load.all) / load.seconds, 1),
        "served_per_s": round(len(load.served()) / load.seconds, 2),
        "outcomes": dict(load.outcomes().most_common()),
        "faults": len(load.faults()),
        "served": {"all": speed(load.served()), **{one.kind: speed(load.served(one.kind)) for one in calls}},
        "throttled": speed([one for one in load.all if one.outcome in THROTTLED]),
        "memory_mib": {
            "before": round(before),
            "most": round(max(memory.seen)),
            "after": round(server.resident_mib()),
            "ever": round(highest_mib(server)),
        },
        "alive": server.answers("/readyz"),
        "alone": dict(flood(server.address, calls, 1, 3).outcomes()),
    }


def table(figures: Figures) -> Iterator[str]:
    """The figures for people."""

    def row(what: str, of: Figures) -> str:
        times = "".join(f"{of[f'p{share}_ms'] or 0:9.0f}" for share in (50, 95, 99, 100))
        return f"{what:<32}{of['answers']:8}{times}"

    yield f"{figures['cpu'][0] if figures['cpu'] else 'unknown'}, {figures['cpus']} CPUs, {figures['date']}"
    yield f"capacity                        {figures['capacity_per_s']:8} calls a second"
    yield f"offered                         {figures['offered_per_s']:8} a second by {figures['clients']} clients"
    yield f"served                          {figures['served_per_s']:8} a second, for {figures['seconds']:.0f} s"
    yield f"faults                          {figures['faults']:8} of kind 500, unreadable, or no answer"
    yield f"outcomes                        {figures['outcomes']}"
    yield f"resident MiB                    {figures['memory_mib']}"
    yield f"after it: answers {figures['alive']}, one client alone {figures['alone']}"
    yield f"{'milliseconds':<32}{'answers':>8}{'p50':>9}{'p95':>9}{'p99':>9}{'most':>9}"
    for what in ("capacity", "served"):
        yield from (row(f"{what}, {kind}", of) for kind, of in figures[what].items())
    yield row("throttled", figures["throttled"])


def main() -> int:
    parser = argparse.ArgumentParser(description="spotter beyond its capacity")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--times", type=float, default=10, help="how many times the capacity is asked for")
    parser.add_argument("--workers", type=int, default=0, help="of the server; 0: one for each CPU")
    parser.add_argument("--out", type=Path, help="file for the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data", "--workers", str(options.workers)).start().ready()
        try:
            figures = measure(options, server)
        finally:
            server.stop()
    if options.out:
        options.out.write_text(json.dumps(figures, indent=2) + "\n")
    print("\n".join(table(figures)))
    return 1 if figures["faults"] or not figures["alive"] else 0


if __name__ == "__main__":
    sys.exit(main())
