#!/usr/bin/env python3
"""Measures spotter's speed and memory, beside the bare inferences and RapidOCR, all in one run.

    bench.py [--pack standard] [--precision f32|bf16] [--workers 2] [--rounds 3] [--quick] [--whole] [--no-rapidocr]

Bare: the inferences that spotter runs for these pictures (the same networks, input shapes and number of calls,
Tesseract's with the same lines), replayed by as many workers with nothing around them. Rounds of bare and flow
alternate, since machines are not always equally fast; figures are medians of the rounds. Both have seen all
pictures twice before: a network's first run with a shape is slower, and each worker has to see it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests/end_to_end")]

import pictures
import rapid
import table
from bare import Bare, picture_ms
from flow import Flow, Load, stage_ms, start_up_seconds
from pictures import Photograph

STAGES = ("decode", "text", "faces", "celebrities", "labels", "moderation", "derived")
MOST_SINGLES = 100
Figures = dict[str, Any]


def say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


def percentile(values: list[float], share: float) -> float | None:
    """The least value that this share of all reaches."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else None


def environment(options: argparse.Namespace, measured: list[Photograph]) -> Figures:
    names = re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "cpu": names[0] if names else "unknown",
        "cpus": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "commit": commit.stdout.strip(),
        "pack": options.pack,
        "precision": options.precision,
        "workers": options.workers,
        "threads_per_worker": 1,
        "rounds": options.rounds,
        "testset": pictures.has_testset(),
        "pictures": {folder: sum(one.folder == folder for one in measured) for folder in pictures.FOLDERS},
        "quick": options.quick,
    }


def start_up(folder: Path, flags: list[str], rounds: int) -> Figures:
    cache = folder / "start-cache"
    own = [*flags, "--model-cache", str(cache)]
    cold = start_up_seconds(folder, own, lambda: shutil.rmtree(cache, ignore_errors=True))
    warm = [start_up_seconds(folder, own, lambda: None) for _ in range(rounds)]
    return {"cold_s": cold, "warm_s": statistics.median(warm), "warm_all_s": warm}


def rounds_of(
    options: argparse.Namespace, bare: Bare, flow: Flow, measured: list[Photograph]
) -> tuple[list[Load], list[Figures]]:
    loads, replays = [], []

    def replay() -> None:
        replays.append(bare.replay(options.workers))

    def load() -> None:
        loads.append(flow.full_load(measured, f"round {len(loads)}"))

    for number in range(options.rounds):
        say(f"round {number + 1} of {options.rounds}")
        for part in (replay, load) if number % 2 == 0 else (load, replay):
            part()
    return loads, replays


def full_load(bare: Bare, loads: list[Load], replays: list[Figures]) -> Figures:
    """Per picture, medians of the rounds."""
    done = len(bare.recognised())

    def per_picture(seconds: list[float]) -> float:
        return 1000 * statistics.median(seconds) / done

    figures = {
        "pictures": done,
        "flow_ms": per_picture([load.seconds for load in loads]),
        "bare_ms": per_picture([replayed["seconds"] for replayed in replays]),
        "flow_cpu_ms": per_picture([load.cpu_seconds for load in loads]),
        "bare_cpu_ms": per_picture([replayed["cpuSeconds"] for replayed in replays]),
        "flow_rounds_s": [load.seconds for load in loads],
        "bare_rounds_s": [replayed["seconds"] for replayed in replays],
        "flow_cpu_rounds_s": [load.cpu_seconds for load in loads],
        "bare_cpu_rounds_s": [replayed["cpuSeconds"] for replayed in replays],
    }
    figures["ratio"] = figures["flow_ms"] / figures["bare_ms"]
    figures["cpu_ratio"] = figures["flow_cpu_ms"] / figures["bare_cpu_ms"]
    return figures


def stages(bare: Bare, loads: list[Load], replays: list[Figures]) -> Figures:
    """Each stage at full load over all rounds, beside the inferences in it; and its own work in the recording."""
    figures: Figures = {}
    recorded = [bare.recorded[place] for place in bare.recognised()]
    for stage in STAGES:
        times = [ms for load in loads for ms in stage_ms(load.items, stage)]
        inferences = [one["stages"].get(stage, 0) for replayed in replays for one in replayed["pictures"]]
        there = [one["stages"][stage] for one in recorded if stage in one["stages"]]
        figures[stage] = {
            "mean_ms": statistics.mean(times) if times else None,
            "median_ms": percentile(times, 0.5),
            "p95_ms": percentile(times, 0.95),
            "bare_mean_ms": statistics.mean(inferences),
            "first_pass_mean_ms": statistics.mean(one["ms"] for one in there) if there else None,
            "first_pass_inference_mean_ms": statistics.mean(one["inferenceMs"] for one in there) if there else None,
        }
    return figures


def singles(options: argparse.Namespace, bare: Bare, flow: Flow, measured: list[Photograph]) -> Figures:
    """POST /upload?wait= with one picture at a time, beside the inferences of one picture at a time."""
    places = bare.recognised()
    places = [places[i] for i in range(0, len(places), max(1, math.ceil(len(places) / MOST_SINGLES)))]
    say(f"{len(places)} pictures one at a time")
    flow_ms = flow.one_at_a_time([measured[place] for place in places], "alone")
    bare_ms = picture_ms(bare.replay(1, places))
    return {
        "pictures": len(places),
        "flow_p50_ms": percentile(flow_ms, 0.5),
        "flow_p95_ms": percentile(flow_ms, 0.95),
        "bare_p50_ms": percentile(bare_ms, 0.5),
        "bare_p95_ms": percentile(bare_ms, 0.95),
        "flow_ms": flow_ms,
        "bare_ms": bare_ms,
    }


def texts(options: argparse.Namespace, loads: list[Load], measured: list[Photograph]) -> Figures:
    """The text stage at full load beside RapidOCR with as many threads, in seconds of wall time per picture."""
    wanted = [one for one in measured if one.folder == "text"]
    names = {one.path.name: one for one in wanted}
    say(f"RapidOCR on {len(wanted)} text pictures")
    read = rapid.read_all(wanted, options.workers)
    items = [[item for item in load.items if item["fileName"] in names] for load in loads]
    per_round = [statistics.mean(stage_ms(each, "text")) / 1000 / options.workers for each in items]
    words = {
        names[item["fileName"]].content(): [
            one["DetectedText"] for one in item["textDetections"] if one["Type"] == "WORD"
        ]
        for item in items[-1]
    }
    return {
        "pictures": len(wanted),
        "spotter_s": statistics.median(per_round),
        "rapidocr_s": read.seconds / len(wanted),
        "spotter": rapid.text_figures(words),
        "rapidocr": rapid.text_figures({one.content(): said for one, said in read.texts.items()}),
    }


def whole(flow: Flow, quick: bool) -> Figures:
    everything = pictures.whole(quick)
    say(f"the whole test set, {len(everything)} pictures")
    load = flow.full_load(everything, "whole")
    statuses = [item["status"] for item in load.items]
    return {
        "pictures": len(everything),
        "seconds": load.seconds,
        "refused": load.refused,
        **{status: statuses.count(status) for status in ("done", "rejected", "failed")},
        "memory_mib": flow.memory_mib(),
    }


def measure(options: argparse.Namespace, folder: Path) -> Figures:
    measured = pictures.measured(options.quick)
    flags = ["--pack", options.pack, "--precision", options.precision, "--workers", str(options.workers)]
    figures: Figures = {"environment": environment(options, measured)}
    say("start-up")
    figures["start_up"] = start_up(folder, flags, options.rounds)
    say(f"what is run for {len(measured)} pictures")
    bare = Bare(measured, folder, flags)
    flow = Flow(folder, flags)
    try:
        figures["memory"] = {"ready_mib": flow.memory_mib()}
        say("the flow's first pass")
        first = flow.full_load(measured, "")
        figures["first_pass"] = {"flow_s": first.seconds, "flow_cpu_s": first.cpu_seconds}
        say("a second pass of both, not timed")
        bare.replay(options.workers)
        flow.full_load(measured, "warm-up")
        loads, replays = rounds_of(options, bare, flow, measured)
        figures["full_load"] = full_load(bare, loads, replays)
        figures["stages"] = stages(bare, loads, replays)
        figures["unfinished"] = unfinished(bare, loads)
        figures["singles"] = singles(options, bare, flow, measured)
        figures["memory"]["after_rounds_mib"] = flow.memory_mib()
        if options.rapidocr:
            figures["text"] = texts(options, loads, measured)
        if options.whole:
            figures["whole"] = whole(flow, options.quick)
        figures["recorded"] = bare.recorded
    finally:
        flow.end()
        bare.end()
    return figures


def unfinished(bare: Bare, loads: list[Load]) -> list[str]:
    """Pictures that were not recognised: they would make the figures look better than they are."""
    bad = [f"{one['file']}: {one['error']}" for one in bare.recorded if "error" in one]
    for load in loads:
        bad += [f"{item['fileName']}: {item['status']}" for item in load.items if item["status"] != "done"]
        bad += ["an upload was refused"] * load.refused
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", default="standard")
    parser.add_argument("--precision", default="f32", choices=["f32", "bf16"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a few pictures of each folder, for trying it out")
    parser.add_argument("--whole", action="store_true", help="memory over the pictures of all folders too")
    parser.add_argument("--no-rapidocr", dest="rapidocr", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        figures = measure(options, Path(folder))
    print(table.rendered(figures))
    out = ROOT / "build/bench" / f"{figures['environment']['date'].replace(':', '')}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=1, ensure_ascii=False))
    print(f"\nAll figures: {out.relative_to(ROOT)}")
    return 1 if figures["unfinished"] else 0


if __name__ == "__main__":
    sys.exit(main())
