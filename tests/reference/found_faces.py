"""The faces that OpenCV's own reader of YuNet finds: where every reference of a face starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pictures import FACES, Box, Picture, box_of, iou, shrunk

LONGEST = 960

with_faces = pytest.mark.parametrize("picture", ["astronaut.png", *FACES], indirect=True, ids=str)


@dataclass(frozen=True)
class Face:
    box: Box  # in pixels of the picture
    points: NDArray  # 5 × 2: eyes, nose, corners of the mouth, left in the picture first
    score: float
    row: NDArray  # as OpenCV gives it, in pixels of the picture

    @property
    def side(self) -> float:
        return max(self.box[2:])


def find_faces(detector: cv2.FaceDetectorYN, picture: Picture) -> list[Face]:
    small, scale = shrunk(picture.rgb, LONGEST)
    detector.setInputSize((small.shape[1], small.shape[0]))
    _, rows = detector.detect(np.ascontiguousarray(small[:, :, ::-1]))
    found = []
    for row in [] if rows is None else rows:
        row[:14] /= scale
        found.append(Face(tuple(row[:4]), row[4:14].reshape(5, 2), float(row[14]), row))
    return found


def overlap(face: Face, detail: dict[str, Any], picture: Picture) -> float:
    left, top, width, height = box_of(detail["BoundingBox"])
    x, y = picture.width, picture.height
    return iou(face.box, (left * x, top * y, width * x, height * y))


def place_of(face: Face, answer: dict[str, Any], picture: Picture) -> int:
    """Which of spotter's faces this one is."""
    details = answer["faceDetails"]
    return max(range(len(details)), key=lambda i: overlap(face, details[i], picture))
