"""The figures of ../shared/models/{models,recipes}.md, counted the same way on the same pictures.

Each function gives (what, figure) rows from what `spotter detect` found.
"""

from __future__ import annotations

import csv
import statistics
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_CONFIDENCE = 55
MOST_BOXES = 100

Rows = dict[str, float]


def objects(judge: ModuleType, pictures: list[tuple[dict, dict]]) -> Rows:
    """COCO-80: AP at IoU .5 and over .5 to .95 as the mean over classes, and F1 of image-level labels."""
    coco = judge.coco_classes()
    scored: dict[float, dict[str, list]] = {iou / 100: defaultdict(list) for iou in range(50, 100, 5)}
    positives: Counter[str] = Counter()
    found = wanted = claimed = 0
    for truth, answer in pictures:
        if "COCO" not in truth["vocabulary"]:
            continue
        labels = coco_labels(judge, coco, answer)
        boxes = [(one["label"], one["box"]) for one in truth["objects"]]
        positives.update(name for name, _ in boxes)
        predictions = [
            (instance["Confidence"], name, judge.box_of(instance["BoundingBox"]))
            for name, label in labels
            for instance in label["Instances"]
        ]
        predictions.sort(key=lambda prediction: -prediction[0])
        for limit, by_class in scored.items():
            count_hits(judge, predictions[:MOST_BOXES], boxes, limit, by_class)
        there = {name for name, _ in boxes}
        said = {name for name, label in labels if label["Confidence"] >= DEFAULT_CONFIDENCE}
        found, wanted, claimed = found + len(there & said), wanted + len(there), claimed + len(said)
    means = {
        limit: statistics.mean(judge.average_precision(by_class[name], count) for name, count in positives.items())
        for limit, by_class in scored.items()
    }
    return {"objects AP50": means[0.5], "objects mAP": statistics.mean(means.values()),
            "image labels F1": 2 * found / (wanted + claimed)}  # fmt: skip


def coco_labels(judge: ModuleType, coco: dict[str, str], answer: dict) -> list[tuple[str, dict]]:
    """The labels that stand for COCO classes, as measure_recognition.py takes them: parents of such a label aside."""

    def class_of(label: dict) -> str | None:
        return next(
            (coco[name] for name in [judge.key(label["Name"]), *sorted(judge.names_of(label))] if name in coco), None
        )

    named = [(class_of(label), label) for label in answer["labels"]]
    named = [(name, label) for name, label in named if name]
    parents = {parent["Name"] for _, label in named for parent in label["Parents"]}
    return [(name, label) for name, label in named if label["Name"] not in parents]


def count_hits(judge: ModuleType, predictions: list, boxes: list, limit: float, by_class: dict[str, list]) -> None:
    taken: set[int] = set()
    for confidence, name, box in predictions:
        overlaps = [(judge.iou(box, b), n) for n, (c, b) in enumerate(boxes) if c == name and n not in taken]
        best = max(overlaps, default=(0, -1))
        if best[0] >= limit:
            taken.add(best[1])
        by_class[name].append((confidence, best[0] >= limit))


def classes(judge: ModuleType, pictures: list[tuple[dict, dict]]) -> Rows:
    """ImageNet-1k: is the true class the surest, or among the five surest, of the labels that stand for classes."""
    with (ROOT / "src/recognition/labels/classes.tsv").open(encoding="utf-8") as file:
        known = {row["label"] for row in csv.DictReader(file, delimiter="\t") if row["vocabulary"] == "imagenet"}
    asked = first = in_five = 0
    for truth, answer in pictures:
        if "ImageNet" not in truth["vocabulary"]:
            continue
        said = [label for label in answer["labels"] if label["Name"] in known]
        above = {parent["Name"] for label in said for parent in label["Parents"]}
        best = [judge.names_of(label) for label in said if label["Name"] not in above]
        true = {judge.key(name) for name in truth["labels"]}
        asked += 1
        first += bool(best and true & best[0])
        in_five += any(true & names for names in best[:5])
    return {"classes top-1": first / asked, "classes top-5": in_five / asked}


KINDS = {"receipt scan": "receipts", "rendered page": "pages", "bilevel page scan": "pages",
         "incidental scene text": "scene words", "licence plate in photo": "plates", "cropped word": "word crops"}  # fmt: skip


def text(judge: ModuleType, pictures: list[tuple[dict, dict]]) -> Rows:
    """Word recall by kind of picture, precision of receipts, word crops read exactly."""
    recall: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    right = claimed = crops = exact = 0
    for truth, answer in pictures:
        kind = next((name for start, name in KINDS.items() if truth["kind"].startswith(start)), None)
        if kind is None:
            continue
        seen = bag(judge, [one["DetectedText"] for one in answer["textDetections"] if one["Type"] == "WORD"])
        true = bag(judge, [one["text"] for one in truth["text"] if one["text"] and not one.get("ignore")])
        if kind == "plates":  # separators are left out of the truth
            seen = Counter(["".join(w for one in lines_of(answer) for w in judge.words_of(one))])
            hit = sum(any(plate in said for said in seen) for plate in true)
            recall[kind][0] += hit
            recall[kind][1] += sum(true.values())
            continue
        recall[kind][0] += sum((true & seen).values())
        recall[kind][1] += sum(true.values())
        if kind == "receipts":
            right, claimed = right + sum((true & seen).values()), claimed + sum(seen.values())
        if kind == "word crops":
            crops, exact = crops + 1, exact + (true == seen)
    rows = {f"{kind} word recall": a / b for kind, (a, b) in recall.items() if kind != "word crops"}
    return rows | {"receipts word precision": right / claimed, "word crops exact": exact / crops}


def lines_of(answer: dict[str, Any]) -> list[str]:
    return [one["DetectedText"] for one in answer["textDetections"] if one["Type"] == "LINE"]


def bag(judge: ModuleType, texts: list[str]) -> Counter[str]:
    return Counter(word for one in texts for word in judge.words_of(one))
