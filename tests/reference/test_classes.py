"""Classes of whole pictures: EfficientNet-Lite2's probabilities.

They are read off the labels that nothing but one class of ImageNet (or two, of one name) can raise:
those without labels below them, that no detector knows either. The manifest's calibration is
applied here too. It sharpens: what rounding in the stretched picture changes becomes up to 2.5
points of a hundred.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from networks import Converted
from pictures import MODERATION, OBJECTS, PHOTOGRAPHS, resized

SIDE = 260
POINTS = 2.5


@pytest.fixture(scope="session")
def lite2(installed) -> Converted:
    return Converted(installed("efficientnet_lite2"))


@pytest.fixture(scope="session")
def labels_of_classes(label_tables) -> dict[str, list[int]]:
    """Label → classes of ImageNet, of the labels that say nothing else."""
    inner = {parent for row in label_tables["taxonomy"] for parent in row["parents"].split(";")}
    detected = {row["label"] for row in label_tables["classes"] if row["vocabulary"] == "coco"}
    classes = defaultdict(list)
    for row in label_tables["classes"]:
        if row["vocabulary"] == "imagenet" and row["label"] not in inner | detected:
            classes[row["label"]].append(int(row["index"]))
    assert len(classes) > 900
    return classes


@pytest.mark.parametrize("picture", [*PHOTOGRAPHS, *OBJECTS, *MODERATION], indirect=True, ids=str)
def test_probabilities(picture, standard, lite2, entry_of, labels_of_classes):
    side = min(picture.width, picture.height)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    square = resized(picture.rgb[top : top + side, left : left + side], SIDE, SIDE)
    p = lite2(((square.astype(np.float32) - 127) / 128).transpose(2, 0, 1)[None])["scores"].ravel()
    p = p ** (1 / entry_of("efficientnet_lite2")["calibration"]["temperature"])
    p /= p.sum()

    said = {label["Name"]: label["Confidence"] for label in standard["labels"]}
    for label, classes in labels_of_classes.items():
        assert said.get(label, 0) == pytest.approx(100 * p[classes].sum(), abs=POINTS), label
