"""Objects: boxes and confidences of CenterNet, and of CenterNet and YOLOX-nano together.

The confidence that is shown is p on the curve of the manifest; it is taken back to p here, which is
compared. A bird, cat, dog or bear counts as one kind: which of them it is, spotter corrects by the
classes of the whole picture. Objects that are hardly there (p below .25, shown below .6) need no
partner: whether two weak boxes are one depends on how pixels are rounded. Tiles of large pictures
are spotter's own addition: these are small.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from detectors import Found, calibrated, centernet, explained, fused, without_overlaps, yolox
from networks import Converted, Onnx
from pictures import MODERATION, OBJECTS, PHOTOGRAPHS, box_of, iou, on_curve

ANIMALS = {14, 15, 16, 21}
LEAST = 0.25
ONE_ANIMAL = 0.65
LEAST_IOU = 0.9
PROBABILITY = 0.03

whole_pictures = pytest.mark.parametrize("picture", [*PHOTOGRAPHS, *OBJECTS, *MODERATION], indirect=True, ids=str)


@pytest.fixture(scope="session")
def network(installed) -> Callable[[str], Any]:
    known: dict[str, Any] = {}

    def get(name: str) -> Any:
        if name not in known:
            known[name] = (Onnx if name == "yolox_nano" else Converted)(installed(name))
        return known[name]

    return get


@pytest.fixture
def found_by(picture, network, entry_of) -> Callable[[str], list[Found]]:
    """What one detector finds, each with its p."""

    def find(name: str) -> list[Found]:
        calibration = entry_of(name)["calibration"]
        read = yolox if name == "yolox_nano" else centernet
        return calibrated(read(network(name), picture, calibration["floor"]), calibration)

    return find


def objects_of(answer: dict[str, Any], tables: dict[str, Any], curve: list[list[float]]) -> list[Found]:
    """spotter's objects, their confidence taken back to p."""
    numbers = {row["label"]: int(row["index"]) for row in tables["classes"] if row["vocabulary"] == "coco"}
    back = [(shown, p) for p, shown in curve]
    return [
        Found(
            numbers[label["Name"]],
            on_curve(back, one["Confidence"] / 100),
            box_of(one["BoundingBox"]),
        )
        for label in answer["labels"]
        if label["Name"] in numbers
        for one in label["Instances"]
    ]


def assert_same(found: list[Found], expected: list[Found]) -> None:
    found, expected = one_kind(found), one_kind(expected)
    for these, those in ((found, expected), (expected, found)):
        for one in (one for one in these if one.score >= LEAST):
            same = [other for other in those if other.number == one.number]
            assert same, one
            nearest = max(same, key=lambda other: iou(other.box, one.box))
            assert iou(nearest.box, one.box) >= LEAST_IOU, (one, nearest)
            assert nearest.score == pytest.approx(one.score, abs=PROBABILITY), (one, nearest)


def one_kind(found: list[Found]) -> list[Found]:
    animals = [replace(one, number=min(ANIMALS)) for one in found if one.number in ANIMALS]
    return without_overlaps(animals, ONE_ANIMAL) + [one for one in found if one.number not in ANIMALS]


@whole_pictures
def test_centernet(standard, found_by, entry_of, label_tables):
    curve = entry_of("centernet")["calibration"]["shown"]
    expected = explained(fused([found_by("centernet")]))
    assert_same(objects_of(standard, label_tables, curve), expected)


@whole_pictures
def test_centernet_and_yolox(plus, found_by, entry_of, label_tables):
    curve = entry_of("yolox_nano")["calibration"]["shown"]
    expected = explained(fused([found_by("centernet"), found_by("yolox_nano")]))
    assert_same(objects_of(plus, label_tables, curve), expected)


@pytest.mark.parametrize(
    "picture",
    ["astronaut.png", "chelsea.png", "motorcycle.png", *OBJECTS[:4]],
    indirect=True,
    ids=str,
)
def test_the_pictures_hold_objects_to_compare(found_by):
    assert max(one.score for one in found_by("centernet")) >= 2 * LEAST
