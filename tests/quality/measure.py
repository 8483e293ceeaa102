#!/usr/bin/env python3
"""Measures recognition on ../shared/testset and prints it beside the figures of models.md and recipes.md.

    measure.py [PACK…] [--precision f32|bf16] [--only labels,text,faces,pairs,celebrities,moderation]

Definitions are those of ../shared/tools/measure_recognition.py, which judges any endpoint; here its calls
are answered from `spotter detect`. JSON is kept in build/quality/.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import recipes
from service import ROOT, Answer, FaceScale, LocalService, detect

SHARED = ROOT.parent / "shared"
TESTSET = SHARED / "testset"
FOLDERS = {"labels": "objects", "text": "text", "faces": "faces", "pairs": "faces", "celebrities": "celebrities",
           "moderation": "moderation"}  # fmt: skip

# What models.md and recipes.md say of the test set: of the best single model, or of the recipe that the pack follows.
FLOORS = {
    "standard": {
        "objects AP50": 0.584, "objects mAP": 0.366, "image labels F1": 0.738, "classes top-1": 0.867,
        "receipts word recall": 0.932, "receipts word precision": 0.915, "pages word recall": 1.0,
        "scene words word recall": 0.517, "plates word recall": 0.667, "word crops exact": 0.875,
        "faces box_recall_iou40": 1.0, "faces gender": 0.955, "faces emotion": 0.689, "pairs best_accuracy": 0.995,
        "celebrities rank1": 1.0,
    },
    "plus": {
        "objects AP50": 0.645, "objects mAP": 0.429, "image labels F1": 0.753, "classes top-1": 0.867,
        "receipts word recall": 0.932, "receipts word precision": 0.915, "pages word recall": 1.0,
        "scene words word recall": 0.517, "plates word recall": 0.667, "word crops exact": 0.875,
        "faces box_recall_iou40": 1.0, "faces gender": 0.955, "faces emotion": 0.689, "faces glasses_found": 1.0,
        "pairs best_accuracy": 0.995, "celebrities rank1": 1.0,
    },
}  # fmt: skip
# The same, where less is better.
CEILINGS = {
    "standard": {"faces age_error_years": 8.8, "moderation false_alarms": 0.0},
    "plus": {"faces age_error_years": 8.8, "celebrities strangers_matched_at_80": 0.0, "moderation false_alarms": 0.0},
}


def judge_module() -> types.ModuleType:
    path = SHARED / "tools/measure_recognition.py"
    spec = importlib.util.spec_from_file_location("measure_recognition", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pictures_of(folder: str) -> list[tuple[dict, Path]]:
    items = json.loads((TESTSET / folder / "truth.json").read_text())["items"]
    return [(item["truth"], TESTSET / folder / item["file"]) for item in items]


def measure(judge: types.ModuleType, pack: str, precision: str, parts: list[str]) -> dict[str, Any]:
    folders = sorted({FOLDERS[part] for part in parts} | ({"faces"} if "celebrities" in parts else set()))
    paths = [path for folder in folders for _, path in pictures_of(folder)]
    print(f"recognising {len(paths)} pictures with pack {pack} in {precision} …", file=sys.stderr)
    found = detect(paths, pack, precision)
    service = LocalService(found, FaceScale(pack))
    rows: dict[str, Any] = {}
    for part in parts:
        rows |= {f"{part} {name}": value for name, value in ask(judge, service, part).items()}
    for part, count in {"labels": labels_by_recipe, "text": text_by_recipe}.items():
        if part in parts:
            rows |= count(judge, found)
    rows["refusals"] = dict(service.failures)
    return rows


def ask(judge: types.ModuleType, service: LocalService, part: str) -> dict[str, Any]:
    ways: dict[str, Callable[[], dict[str, Any]]] = {
        "labels": lambda: judge.measure_labels(service, TESTSET),
        "text": lambda: judge.measure_text(service, TESTSET),
        "faces": lambda: judge.measure_faces(service, TESTSET),
        "pairs": lambda: judge.measure_pairs(service, TESTSET),
        "celebrities": lambda: judge.measure_celebrities(service, TESTSET, None),
        "moderation": lambda: judge.measure_moderation(service, TESTSET),
    }
    return ways[part]()


def answered(folder: str, found: dict[Path, Answer]) -> list[tuple[dict, dict]]:
    return [(truth, found[path]) for truth, path in pictures_of(folder) if "error" not in found[path]]


def labels_by_recipe(judge: types.ModuleType, found: dict[Path, Answer]) -> dict[str, float]:
    pictures = answered("objects", found)
    return recipes.objects(judge, pictures) | recipes.classes(judge, pictures)


def text_by_recipe(judge: types.ModuleType, found: dict[Path, Answer]) -> dict[str, float]:
    return recipes.text(judge, answered("text", found))


def show(results: dict[str, dict[str, Any]]) -> bool:
    """Prints the table; whether every figure with a floor or a ceiling reaches it."""
    good = True
    for pack, rows in results.items():
        print(f"\n{pack}\n  {'figure':<46} {'measured':>9}  {'stated':>8}")
        for name, value in rows.items():
            if not isinstance(value, int | float):
                print(f"  {name:<46} {value}")
                continue
            floor, ceiling = FLOORS[pack].get(name), CEILINGS[pack].get(name)
            # the documents give three digits
            short = (floor is not None and value < floor - 0.0005) or (ceiling is not None and value > ceiling + 0.05)
            good = good and not short
            stated = "" if floor is None and ceiling is None else f"{floor if floor is not None else ceiling:>8}"
            print(f"  {name:<46} {value:>9.4g}  {stated}{'  BELOW' if short else ''}")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packs", nargs="*", default=["standard", "plus"])
    parser.add_argument("--precision", default="f32", choices=["f32", "bf16"])
    parser.add_argument("--only", default=",".join(FOLDERS))
    options = parser.parse_args()
    if not TESTSET.exists():
        print("skipped: ../shared/testset is not beside this checkout", file=sys.stderr)
        return 0
    judge = judge_module()
    parts = options.only.split(",")
    results = {pack: measure(judge, pack, options.precision, parts) for pack in options.packs}
    good = show(results)
    out = ROOT / "build/quality"
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{'-'.join(options.packs)}-{options.precision}.json").write_text(json.dumps(results, indent=1, default=str))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
