"""Six photographs that everybody can look at: what must be seen on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Server

SHOWN = 55.0


@pytest.fixture(scope="module")
def found(server: Server, photos: dict[str, Path]) -> dict[str, dict]:
    return {name: server.upload(path).json() for name, path in photos.items()}


def labels(item: dict) -> dict[str, float]:
    return {label["Name"]: label["Confidence"] for label in item["labels"] if label["Confidence"] >= SHOWN}


def instances(item: dict, name: str) -> list[dict]:
    return next(label["Instances"] for label in item["labels"] if label["Name"] == name)


def lines(item: dict) -> list[str]:
    return [one["DetectedText"] for one in item["textDetections"] if one["Type"] == "LINE"]


def test_the_cat_is_a_cat_with_a_box(found: dict[str, dict]) -> None:
    assert labels(found["chelsea"])["Cat"] > 90
    assert len(instances(found["chelsea"], "Cat")) == 1
    cat = next(label for label in found["chelsea"]["labels"] if label["Name"] == "Cat")
    assert {"Name": "Animal"} in cat["Parents"]
    assert "Dog" not in labels(found["chelsea"])


def test_the_cup_holds_coffee(found: dict[str, dict]) -> None:
    assert {"Coffee Cup", "Espresso"} & labels(found["coffee"]).keys()
    assert "Cup" in labels(found["coffee"])


def test_the_motorcycle_is_a_motorcycle(found: dict[str, dict]) -> None:
    assert labels(found["motorcycle"])["Motorcycle"] > 80


def test_the_words_of_the_page_are_read(found: dict[str, dict]) -> None:
    read = lines(found["page"])
    assert read[0] == "Region-based segmentation"
    assert "Let us first determine markers of the coins and the" in read
    assert "the markers are found at the two extreme parts of the" in read


def test_the_astronaut_is_one_smiling_woman(found: dict[str, dict]) -> None:
    (face,) = found["astronaut"]["faceDetails"]
    assert face["Gender"]["Value"] == "Female"
    assert face["Smile"]["Value"]
    assert face["EyesOpen"]["Value"]
    assert face["Emotions"][0]["Type"] == "HAPPY"
    box = face["BoundingBox"]
    middle = box["Left"] + box["Width"] / 2, box["Top"] + box["Height"] / 2
    assert middle == (pytest.approx(0.44, abs=0.05), pytest.approx(0.23, abs=0.06))
    assert "Person" in labels(found["astronaut"])


@pytest.mark.parametrize("name", ["chelsea", "coffee", "rocket", "page", "motorcycle"])
def test_no_face_is_seen_where_there_is_none(found: dict[str, dict], name: str) -> None:
    assert found[name]["faceDetails"] == []


def test_nothing_on_them_needs_moderation(found: dict[str, dict]) -> None:
    flagged = {
        name: [label["Name"] for label in item["moderationLabels"] if label["Confidence"] >= 50]
        for name, item in found.items()
    }
    assert flagged == {name: [] for name in found}


# Not from a registry, so only where the labelled photographs lie beside this checkout.
@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("imagenet_n04090263_rifle.jpg", "Weapons"),
        ("imagenet_n03666591_lighter.jpg", "Drugs & Tobacco"),
        ("imagenet_n04591713_wine_bottle.jpg", "Alcohol"),
    ],
)
def test_what_needs_moderation_is_flagged(server: Server, testset: Path, file: str, wanted: str) -> None:
    item = server.upload(testset / "moderation" / "images" / file).json()
    labels = item["moderationLabels"]
    flagged = {label["Name"] for label in labels} | {label["ParentName"] for label in labels}
    assert wanted in flagged
