"""Text against RapidOCR, which reads the same PP-OCRv6 files with code of its own on ONNX Runtime.

Where spotter differs on purpose (the recipes of its design), the comparison looks past it:

- It finds spaces that the network swallowed: texts are compared without spaces.
- It reads one line at a time, padded to a multiple of 32 px, where RapidOCR pads six lines to the
  longest of them. The network sees another end of the line, so unsure characters may differ: one in
  a hundred and one more, among the lines that RapidOCR is sure of (.9 or more); confidences of
  lines read alike by .04 on average.
- It turns lines by a vote, where RapidOCR turns each by itself and sometimes wrongly: such lines
  are read badly by RapidOCR, which then isn't sure of them.
- It drops a single character that is not surely text: single characters are not compared.
- It gives lines in another order: lines are matched by where they stand.

Quads come from the same rule, but shapes are grown by arithmetic here, by a polygon library there,
and then rounded to pixels: of letters 10 px high that leaves an IoU of .8, and .92 on average over
a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from rapidocr import RapidOCR
from shapely.geometry import Polygon

from pictures import PAGES, RECEIPTS, SCENES, Picture

SURE = 0.9
LEAST_IOU = 0.8
LEAST_MEAN_IOU = 0.92
MOST_EDITS = 0.01
CONFIDENCE = 0.15
MEAN_CONFIDENCE = 0.04


@dataclass(frozen=True)
class Line:
    quad: Polygon
    text: str
    confidence: float


@pytest.fixture(scope="session")
def rapid(installed) -> RapidOCR:
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Det.model_path": str(installed("ppocr_v6_det_small")),
            "Rec.model_path": str(installed("ppocr_v6_rec_small")),
            "Cls.model_path": str(installed("ppocr_v2_cls")),
        }
    )


def lines_of_rapid(rapid: RapidOCR, picture: Picture) -> list[Line]:
    found = rapid(np.ascontiguousarray(picture.rgb[:, :, ::-1]))
    if found.boxes is None:
        return []
    return [
        Line(Polygon(quad), text.replace(" ", ""), score)
        for quad, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    ]


def lines_of_spotter(answer: dict[str, Any], picture: Picture) -> list[Line]:
    """Lines, their confidence as the mean over characters, as RapidOCR has it."""
    lines = []
    for line in (one for one in answer["textDetections"] if one["Type"] == "LINE"):
        corners = [(p["X"] * picture.width, p["Y"] * picture.height) for p in line["Geometry"]["Polygon"]]
        words = [word for word in answer["textDetections"] if word.get("ParentId") == line["Id"]]
        sizes = [len(word["DetectedText"]) for word in words]
        mean = np.average([word["Confidence"] for word in words], weights=sizes) / 100
        lines.append(Line(Polygon(corners), line["DetectedText"].replace(" ", ""), mean))
    return lines


def overlap(a: Polygon, b: Polygon) -> float:
    return a.intersection(b).area / a.union(b).area


def edits(a: str, b: str) -> int:
    """Characters to insert, delete or replace."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


@pytest.mark.parametrize("picture", ["page.png", "motorcycle.png", *RECEIPTS, *PAGES, *SCENES], indirect=True, ids=str)
def test_lines_stand_where_rapidocr_finds_them_and_say_the_same(picture, standard, rapid):
    expected = [line for line in lines_of_rapid(rapid, picture) if len(line.text) > 1]
    found = lines_of_spotter(standard, picture)
    assert expected

    pairs = [(line, max(found, key=lambda one: overlap(one.quad, line.quad))) for line in expected]
    overlaps = [overlap(line.quad, mine.quad) for line, mine in pairs]
    assert min(overlaps) >= LEAST_IOU
    assert np.mean(overlaps) >= LEAST_MEAN_IOU

    sure = [(line, mine) for line, mine in pairs if line.confidence >= SURE]
    characters = sum(len(line.text) for line, _ in sure)
    assert sum(edits(line.text, mine.text) for line, mine in sure) <= 1 + MOST_EDITS * characters

    same = [line.confidence - mine.confidence for line, mine in sure if line.text == mine.text]
    assert np.abs(same).max(initial=0) <= CONFIDENCE
    assert np.abs(same).sum() <= MEAN_CONFIDENCE * len(same)

    for mine in (one for one in found if len(one.text) > 1):
        assert max(overlap(mine.quad, line.quad) for line in expected) >= LEAST_IOU, mine.text
