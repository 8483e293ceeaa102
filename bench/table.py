"""The figures as a table for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = tuple[str, str, str, str]
Figures = dict[str, Any]


def rendered(figures: Figures) -> str:
    lines = [*heading(figures["environment"]), ""]
    lines += aligned([("", "spotter", "beside it", "ratio"), *rows(figures)])
    lines += ["", *aligned(list(stage_rows(figures["stages"])))]
    lines += ["", *notes(figures)]
    return "\n".join(lines)


def heading(env: Figures) -> list[str]:
    counts = ", ".join(f"{count} of {folder}/" for folder, count in env["pictures"].items())
    of = "test photographs" if env["testset"] else "scikit-image's photographs; ../shared/testset is not here"
    commit = env["commit"] or "unknown"
    how = f"{env['workers']} workers with {env['threads_per_worker']} thread each, {env['rounds']} rounds"
    return [
        f"{env['cpu']}, {env['cpus']} CPUs; load before: {env['load_before']:.1f}",
        f"pack {env['pack']}, precision {env['precision']}, {how}, commit {commit}",
        f"{counts} ({of}{', a sample' if env['quick'] else ''})",
    ]


def rows(figures: Figures) -> Iterator[Row]:
    load, single, start = figures["full_load"], figures["singles"], figures["start_up"]
    yield beside("full load: pictures per second", 1000 / load["flow_ms"], 1000 / load["bare_ms"], "{:.2f}", "bare")
    yield beside("full load: ms per picture", load["flow_ms"], load["bare_ms"], "{:.0f}", "bare")
    yield beside("full load: CPU ms per picture", load["flow_cpu_ms"], load["bare_cpu_ms"], "{:.0f}", "bare")
    first = 1000 * figures["first_pass"]["flow_s"] / load["pictures"]
    yield beside("first pass after the start: ms per picture", first, None, "{:.0f}")
    for name in ("p50", "p95"):
        yield beside(f"upload to findings, one at a time: {name} ms", single[f"flow_{name}_ms"],
                     single[f"bare_{name}_ms"], "{:.0f}", "bare")  # fmt: skip
    yield beside("start-up, compiled models kept: s", start["warm_s"], None, "{:.1f}")
    yield beside("start-up, nothing kept: s", start["cold_s"], None, "{:.1f}")
    yield from memory_rows(figures)
    if "text" in figures:
        yield from text_rows(figures["text"])


def memory_rows(figures: Figures) -> Iterator[Row]:
    memory = figures["memory"]
    yield beside("resident memory when ready: MiB", memory["ready_mib"]["resident"], None, "{:.0f}")
    yield beside("resident memory after the rounds: MiB", memory["after_rounds_mib"]["resident"], None, "{:.0f}")
    yield beside("its peak until then: MiB", memory["after_rounds_mib"]["peak"], None, "{:.0f}")
    if "whole" in figures:
        peak = figures["whole"]["memory_mib"]["peak"]
        yield beside("its peak over the whole test set: MiB", peak, None, "{:.0f}")


def text_rows(text: Figures) -> Iterator[Row]:
    yield beside("reading text: s per picture", text["spotter_s"], text["rapidocr_s"], "{:.2f}", "RapidOCR")
    if text["spotter"]:
        for name in ("word_recall", "word_precision"):
            ours, theirs = text["spotter"][name], text["rapidocr"][name]
            yield beside(f"reading text: {name.replace('_', ' ')}", ours, theirs, "{:.3f}", "RapidOCR")


def beside(what: str, ours: float | None, theirs: float | None, form: str, whose: str = "") -> Row:
    def shown(value: float | None) -> str:
        return "" if value is None else form.format(value)

    ratio = f"{ours / theirs:.2f}" if ours is not None and theirs else ""
    return what, shown(ours), f"{shown(theirs)} {whose}".strip() if theirs is not None else "", ratio


def stage_rows(stages: Figures) -> Iterator[tuple[str, ...]]:
    yield "stage at full load, ms", "median", "p95", "mean", "bare mean", "around it"
    for name, one in stages.items():
        if one["mean_ms"] is None:
            continue
        numbers = (one["median_ms"], one["p95_ms"], one["mean_ms"], one["bare_mean_ms"],
                   one["mean_ms"] - one["bare_mean_ms"])  # fmt: skip
        yield name, *(f"{number:.1f}" for number in numbers)


def notes(figures: Figures) -> Iterator[str]:
    yield "ratio: spotter's figure divided by the one beside it."
    yield "bare: the same networks, input shapes and numbers of calls, and Tesseract with the same lines, replayed by"
    yield "as many workers with nothing around them. Rounds alternate; figures are medians of the rounds."
    if "text" in figures:
        yield "RapidOCR: PP-OCRv6 small as its package comes, ONNX Runtime in f32, as many threads as spotter's workers"
        yield "have together; it reads one picture at a time. spotter's text stage also tries other scripts."
    if "whole" in figures:
        one = figures["whole"]
        yield (f"whole test set: {one['pictures']} pictures in {one['seconds']:.0f} s: {one['done']} done, "
               f"{one['rejected']} rejected, {one['failed']} failed, {one['refused']} refused at the door.")  # fmt: skip
    for problem in figures["unfinished"]:
        yield f"NOT RECOGNISED: {problem}"


def aligned(lines: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
