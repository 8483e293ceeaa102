"""CenterNet, YOLOX-nano and what is made of both, re-written from their definitions and recipes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pictures import Box, Picture, iou, resized

Network = Callable[[NDArray], dict[str, NDArray]]
FUSED = 0.65
SAME_OBJECT, THINNEST = 0.8, 0.006


@dataclass(frozen=True)
class Found:
    number: int  # among the 80 classes of COCO
    score: float
    box: Box  # as ratios of the picture


def between(left: float, top: float, right: float, bottom: float) -> Box:
    left, top, right, bottom = np.clip([left, top, right, bottom], 0, 1).tolist()
    return (left, top, right - left, bottom - top)


def surest_first(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda one: -one.score)


def without_overlaps(found: list[Found], limit: float) -> list[Found]:
    kept: list[Found] = []
    for one in surest_first(found):
        if all(better.number != one.number or iou(better.box, one.box) <= limit for better in kept):
            kept.append(one)
    return kept


def centernet(network: Network, picture: Picture, floor: float) -> list[Found]:
    out = network(resized(picture.rgb, 512, 512)[None])
    heat, wh = out["heat"][0], out["wh"][0]
    padded = np.pad(heat, ((1, 1), (1, 1), (0, 0)), constant_values=-1)
    around = [padded[y : y + 128, x : x + 128] for y in range(3) for x in range(3)]
    peaks = (heat == np.max(around, axis=0)) & (heat > floor)
    found = []
    for y, x, number in zip(*np.nonzero(peaks), strict=True):
        left, top, right, bottom = wh[y, x]
        box = np.array([4 * x - left, 4 * y - top, 4 * x + right, 4 * y + bottom]) / 512
        found.append(Found(int(number), float(heat[y, x, number]), between(*box)))
    return without_overlaps(surest_first(found)[:100], 0.6)


def yolox(network: Network, picture: Picture, floor: float) -> list[Found]:
    scale = min(416 / picture.width, 416 / picture.height)
    width, height = int(picture.width * scale), int(picture.height * scale)
    square = np.full((416, 416, 3), 114, np.uint8)
    square[:height, :width] = resized(picture.rgb, width, height)
    rows = network(square[:, :, ::-1].transpose(2, 0, 1)[None])["output"][0]
    grid, strides = cells()
    middles = (rows[:, :2] + grid) * strides
    halves = np.exp(rows[:, 2:4]) * strides / 2
    corners = np.hstack([middles - halves, middles + halves]) / scale
    corners /= [picture.width, picture.height, picture.width, picture.height]
    scores = rows[:, 4:5] * rows[:, 5:]
    found = [
        Found(int(number), float(scores[cell, number]), between(*corners[cell]))
        for cell, number in zip(*np.nonzero(scores > floor), strict=True)
    ]
    return without_overlaps(found, 0.5)


def cells() -> tuple[NDArray, NDArray]:
    """Column and row of each cell, and its stride."""
    grids, strides = [], []
    for stride in (8, 16, 32):
        side = 416 // stride
        y, x = np.mgrid[:side, :side]
        grids.append(np.stack([x.ravel(), y.ravel()], axis=1))
        strides.append(np.full((side * side, 1), stride))
    return np.vstack(grids), np.vstack(strides)


def calibrated(found: list[Found], calibration: dict[str, Any]) -> list[Found]:
    """p = σ(a · logit s + b)"""

    def p(score: float) -> float:
        score = min(max(score, 1e-6), 1 - 1e-6)
        return float(1 / (1 + np.exp(-calibration["b"]) * (1 / score - 1) ** calibration["a"]))

    return [replace(one, score=p(one.score)) for one in found]


def fused(lists: list[list[Found]]) -> list[Found]:
    """Weighted boxes fusion within a class; confidence is the mean of each model's best p."""
    entries = sorted(((one, n) for n, found in enumerate(lists) for one in found), key=lambda e: -e[0].score)
    clusters: list[list[tuple[Found, int]]] = []
    boxes: list[Box] = []
    for one, model in entries:
        same = [i for i, cluster in enumerate(clusters) if cluster[0][0].number == one.number]
        nearest = max(same, key=lambda i: iou(boxes[i], one.box), default=None)
        if nearest is None or iou(boxes[nearest], one.box) <= FUSED:
            clusters.append([])
            boxes.append(one.box)
            nearest = len(boxes) - 1
        clusters[nearest].append((one, model))
        weights = [member.score for member, _ in clusters[nearest]]
        boxes[nearest] = tuple(np.average([m.box for m, _ in clusters[nearest]], axis=0, weights=weights))
    out = []
    for cluster, box in zip(clusters, boxes, strict=True):
        best = [max((m.score for m, n in cluster if n == model), default=0) for model in range(len(lists))]
        out.append(Found(cluster[0][0].number, sum(best) / len(lists), box))
    return surest_first(out)


def explained(found: list[Found]) -> list[Found]:
    """A box on that of a surer object of another class is as sure as that object is not there."""
    found = [one for one in found if min(one.box[2:]) >= THINNEST]
    return [
        replace(
            one,
            score=one.score * (1 - max((b.score for b in found[:i] if rivals(b, one)), default=0)),
        )
        for i, one in enumerate(found)
    ]


def rivals(a: Found, b: Found) -> bool:
    return a.number != b.number and iou(a.box, b.box) > SAME_OBJECT
