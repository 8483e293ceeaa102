#!/usr/bin/env python3
"""Measures SearchFaces over a large collection, at a running server.

    faces.py [--faces 1000000] [--searches 300] [--pack standard] [--data FOLDER]

A folder is filled with made-up faces, then `spotter serve` runs on it: time of searches by one and by several callers,
whether the nearest face comes first (told by comparing all stored vectors one by one), memory beside a server without
faces; then it is killed (SIGKILL) and started again, and the time to the first answer counts. With --data the folder
stays, and is used again if it is there.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests/end_to_end")]

import requests
from running import Server

FILL = ROOT / "build/release/bench/spotter_fill"
CALLERS = 8
SAME = 0.01  # of similarity: two faces may be as near as each other
TIMES = "p50 {p50_ms:.1f} ms, p99 {p99_ms:.1f} ms; {cpu_ms:.1f} ms of the server's CPU each"
Figures = dict[str, Any]


def say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


def percentile(values: list[float], share: float) -> float:
    """The least value that this share of all reaches."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


def filled(data: Path, options: argparse.Namespace) -> Figures:
    told = data / "filled.json"
    if not told.exists():
        say(f"{options.faces} faces are put into a collection")
        command = [FILL, "--data", data, "--pack", options.pack, "--faces", options.faces]
        command += ["--queries", options.searches]
        said = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
        told.write_text(said.stdout)
    return json.loads(told.read_text())


def call(session: requests.Session, server: Server, operation: str, **members: Any) -> requests.Response:
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"RekognitionService.{operation}"}
    return session.post(server.url + "/", data=json.dumps(members), headers=headers, timeout=60)


def search(session: requests.Session, server: Server, face: str, **members: Any) -> Figures:
    answer = call(session, server, "SearchFaces", CollectionId="bench", FaceId=face, **members)
    if not answer.ok:
        raise RuntimeError(f"SearchFaces: {answer.status_code} {answer.text}")
    return answer.json()


def memory_mib(server: Server) -> float:
    """Resident, as the system counts it."""
    pages = int(Path(f"/proc/{server.running.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def cpu_seconds(server: Server) -> float:
    """Of the server so far."""
    fields = Path(f"/proc/{server.running.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:13]) / os.sysconf("SC_CLK_TCK")


def search_times_ms(server: Server, faces: list[str], callers: int) -> list[float]:
    """With the default threshold and number of matches."""

    def run(mine: list[str]) -> list[float]:
        times = []
        with requests.Session() as session:
            for face in mine:
                started = time.monotonic()
                search(session, server, face)
                times.append(1000 * (time.monotonic() - started))
        return times

    with ThreadPoolExecutor(callers) as pool:
        return [ms for times in pool.map(run, [faces[i::callers] for i in range(callers)]) for ms in times]


def recall_at_1(server: Server, queries: list[Figures]) -> float:
    hits = 0
    with requests.Session() as session:
        for query in queries:
            matches = search(session, server, query["face"], MaxFaces=1, FaceMatchThreshold=0)["FaceMatches"]
            best = matches[0] if matches else {"Face": {"FaceId": ""}, "Similarity": -1}
            same = best["Face"]["FaceId"] == query["nearest"]
            hits += same or abs(best["Similarity"] - query["similarity"]) < SAME < 100 - query["similarity"]
    return hits / len(queries)


def first_answer_seconds(server: Server, face: str) -> float:
    """From now to the first search that is answered."""
    started = time.monotonic()
    with requests.Session() as session:
        while True:
            try:
                if call(session, server, "SearchFaces", CollectionId="bench", FaceId=face).ok:
                    return time.monotonic() - started
            except requests.ConnectionError:
                pass
            if server.running.poll() is not None or time.monotonic() - started > 120:
                raise RuntimeError(f"no answer: {server.log.read_text()}")
            time.sleep(0.02)


def start_up(data: Path, flags: list[str], face: str) -> Figures:
    """Seconds from the program's start: until the models are ready, and until the first search is answered."""
    started = time.monotonic()
    server = Server(data, *flags).start().ready()
    ready = time.monotonic() - started
    answered = first_answer_seconds(server, face)
    return {"server": server, "ready_s": ready, "answered_s": ready + answered}


def memory_without(folder: Path, flags: list[str]) -> float:
    server = Server(folder / "empty", *flags).start().ready()
    try:
        return memory_mib(server)
    finally:
        server.stop()


def measure(options: argparse.Namespace, folder: Path) -> Figures:
    data = options.data or folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    flags = ["--pack", options.pack, "--workers", "1"]
    told = filled(data, options)
    faces = [query["face"] for query in told["queries"]]
    figures: Figures = {"faces": told["faces"], "filled_s": told["seconds"]}
    figures["table_mib"] = (data / "table.sqlite").stat().st_size / 2**20
    figures["without_mib"] = memory_without(folder, flags)
    say("first start")
    begun = start_up(data, flags, faces[0])
    server: Server = begun.pop("server")
    try:
        figures["first_start"] = begun
        say(f"{len(faces)} searches by one caller, then by {CALLERS}")
        figures["with_mib"] = memory_mib(server)
        for name, callers in (("one", 1), ("several", CALLERS)):
            before = cpu_seconds(server)
            times = search_times_ms(server, faces, callers)
            figures[name] = {
                "p50_ms": percentile(times, 0.5),
                "p99_ms": percentile(times, 0.99),
                "cpu_ms": 1000 * (cpu_seconds(server) - before) / len(faces),
            }
        figures["recall_at_1"] = recall_at_1(server, told["queries"])
        figures["after_mib"] = memory_mib(server)
        say("kill -9, and a new start")
        server.running.send_signal(signal.SIGKILL)
        server.running.wait()
        again = start_up(data, flags, faces[0])
        server = again.pop("server")
        figures["after_kill"] = again
    finally:
        server.stop()
    return figures


def rendered(figures: Figures) -> str:
    grown = (figures["with_mib"] - figures["without_mib"]) * 2**20 / figures["faces"]
    rows = [
        ("stored faces", f"{figures['faces']:,}, table of {figures['table_mib']:,.0f} MiB"),
        ("put into the collection", f"{figures['filled_s']:.0f} s"),
        ("SearchFaces, one caller", TIMES.format(**figures["one"])),
        (f"SearchFaces, {CALLERS} callers", TIMES.format(**figures["several"])),
        ("nearest face comes first", f"{figures['recall_at_1']:.4f}"),
        (
            "resident memory",
            f"{figures['with_mib']:.0f} MiB; {figures['without_mib']:.0f} without faces: {grown:.0f} B each",
        ),
        ("start, ready", "{ready_s:.1f} s; first search answered {answered_s:.1f} s".format(**figures["first_start"])),
        ("after kill -9", "{ready_s:.1f} s; first search answered {answered_s:.1f} s".format(**figures["after_kill"])),
    ]
    return "\n".join(f"{name:28} {value}" for name, value in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=1_000_000)
    parser.add_argument("--searches", type=int, default=300)
    parser.add_argument("--pack", default="standard")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spotter-faces-") as folder:
        figures = measure(options, Path(folder))
    print(rendered(figures))
    out = ROOT / "build/bench" / f"faces-{time.strftime('%Y-%m-%dT%H%M%SZ', time.gmtime())}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=1))
    print(f"\nAll figures: {out.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
