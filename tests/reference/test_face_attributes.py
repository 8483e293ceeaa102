"""What is told of a face: mesh, age, gender and emotions, each from the original file with pre- and
post-processing re-written from the models' definitions.

Every reference starts from the faces that OpenCV finds; age and gender start from the reference's
own mesh. Tolerances are what a pixel's rounding in a crop of 32 or 64 px makes of probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from found_faces import Face, place_of, with_faces
from networks import Converted, Onnx, TfLite
from pictures import Picture, inverse, moved, similarity, warped

MEANS = np.array([122.782, 117.001, 104.298])  # of dlib's age and gender networks
GREY = np.array([0.299, 0.587, 0.114])
MESH_SIDE, IRIS_SIDE = 192, 64
# Name, corners of the eye in the mesh, mirrored for the network
EYES = (("eyeLeft", 33, 133, True), ("eyeRight", 362, 263, False))
# MediaPipe's numbers of the points that have a name; left is left in the picture
POINTS = {
    "mouthLeft": 61, "mouthRight": 291, "nose": 1,
    "leftEyeBrowLeft": 70, "leftEyeBrowRight": 107, "leftEyeBrowUp": 105,
    "rightEyeBrowLeft": 336, "rightEyeBrowRight": 300, "rightEyeBrowUp": 334,
    "leftEyeLeft": 33, "leftEyeRight": 133, "leftEyeUp": 159, "leftEyeDown": 145,
    "rightEyeLeft": 362, "rightEyeRight": 263, "rightEyeUp": 386, "rightEyeDown": 374,
    "noseLeft": 129, "noseRight": 358, "mouthUp": 0, "mouthDown": 17,
    "upperJawlineLeft": 234, "midJawlineLeft": 172, "chinBottom": 152,
    "midJawlineRight": 397, "upperJawlineRight": 454,
}  # fmt: skip
EMOTIONS = {
    "angry": "ANGRY",
    "disgust": "DISGUSTED",
    "fear": "FEAR",
    "happy": "HAPPY",
    "sad": "SAD",
    "surprise": "SURPRISED",
    "neutral": "CALM",
}


def levelled(middle: NDArray, left: NDArray, right: NDArray, length: float, side: int) -> NDArray:
    """Takes a square of `length` around a place in the picture, eyes level, to a crop of `side`."""
    across = (right - left) / np.linalg.norm(right - left)
    turn = side / length * np.array([[across[0], across[1]], [-across[1], across[0]]])
    return np.column_stack([turn, side / 2 - turn @ middle])


def face_crop(face: Face, factor: float, side: int) -> NDArray:
    left, top, width, height = face.box
    middle = np.array([left + width / 2, top + height / 2])
    return levelled(middle, face.points[0], face.points[1], factor * face.side, side)


@pytest.fixture(scope="session")
def networks(installed) -> dict[str, Any]:
    return {
        "mesh": TfLite(installed("face_mesh")),
        "iris": TfLite(installed("iris")),
        "age": Onnx(installed("age")),
        "gender": Onnx(installed("gender")),
        "emotion": Converted(installed("emotion")),
    }


@dataclass(frozen=True)
class Seen:
    """A face of the reference, its mesh in pixels of the picture, and what spotter says of it."""

    face: Face
    mesh: NDArray
    detail: dict[str, Any]


@pytest.fixture
def seen(picture, standard, faces, networks) -> list[Seen]:
    out = []
    for face in faces:
        to_crop = face_crop(face, 1.5, MESH_SIDE)
        found = networks["mesh"](warped(picture.rgb, to_crop, MESH_SIDE, "black")[None] / 255)
        assert found["conv2d_30"].item() > 0  # a logit: there is a face
        mesh = moved(inverse(to_crop), found["conv2d_20"].reshape(468, 3)[:, :2])
        detail = standard["faceDetails"][place_of(face, standard, picture)]
        out.append(Seen(face, mesh, detail))
    return out


def landmarks_of(detail: dict[str, Any], picture: Picture) -> dict[str, tuple[float, float]]:
    return {one["Type"]: (one["X"] * picture.width, one["Y"] * picture.height) for one in detail["Landmarks"]}


@with_faces
def test_landmarks_of_the_mesh(picture, seen):
    for one in seen:
        said = landmarks_of(one.detail, picture)
        for name, number in POINTS.items():
            assert np.linalg.norm(one.mesh[number] - said[name]) <= 0.01 * one.face.side, name


@with_faces
def test_irises(picture, seen, networks):
    for one in seen:
        said = landmarks_of(one.detail, picture)
        for name, left, right, mirrored in EYES:
            a, b = one.mesh[left], one.mesh[right]
            to_crop = levelled((a + b) / 2, a, b, 2.3 * np.linalg.norm(b - a), IRIS_SIDE)
            eye = warped(picture.rgb, to_crop, IRIS_SIDE, "edge")
            x, y = networks["iris"]((eye[:, ::-1] if mirrored else eye)[None] / 255)["output_iris"].ravel()[:2]
            place = moved(inverse(to_crop), np.array([IRIS_SIDE - 1 - x if mirrored else x, y]))
            assert np.linalg.norm(place - said[name]) <= 0.01 * one.face.side, name


def chip(picture: Picture, mesh: NDArray, entry: dict[str, Any], side: int) -> NDArray:
    """dlib's chip of a face, as its networks take it."""
    to_crop = similarity(mesh[entry["landmarks"]], np.array(entry["template"]))
    return ((warped(picture.rgb, to_crop, side, "edge") - MEANS) / 256).transpose(2, 0, 1)[None]


@with_faces
def test_age(picture, seen, networks, entry_of):
    """The manifest's calibration is applied here too: a straight line, and a range around it."""
    entry = entry_of("age")
    line = entry["calibration"]
    for one in seen:
        (p,) = networks["age"](chip(picture, one.mesh, entry, 64)).values()
        years = line["slope"] * float(p.ravel() @ np.arange(81)) + line["offset"]
        spread = line["spread"] + line["spread_per_year"] * years
        assert one.detail["AgeRange"]["Low"] == pytest.approx(max(0, years - spread), abs=1.5)
        assert one.detail["AgeRange"]["High"] == pytest.approx(years + spread, abs=1.5)


@with_faces
def test_gender(picture, seen, networks, entry_of):
    """Confidence is the larger probability; where both are about equal, either may be larger."""
    for one in seen:
        (p,) = networks["gender"](chip(picture, one.mesh, entry_of("gender"), 32)).values()
        female, male = p.ravel()
        said = one.detail["Gender"]
        surer = {"Female": female, "Male": male}[said["Value"]]
        assert said["Confidence"] == pytest.approx(100 * surer, abs=3)


@with_faces
def test_emotions(picture, seen, networks, entry_of):
    """Means over two crops, ×1.0 and ×1.2 of the face."""
    entry = entry_of("emotion")
    for one in seen:
        p = []
        for factor in (1.0, 1.2):
            grey = warped(picture.rgb, face_crop(one.face, factor, 64), 64, "edge") @ GREY
            p.append(networks["emotion"](grey[None, :, :, None] / 127.5 - 1)["scores"].ravel())
        said = {emotion["Type"]: emotion["Confidence"] for emotion in one.detail["Emotions"]}
        assert len(said) == len(EMOTIONS)
        for name, mean in zip(entry["classes"], np.mean(p, axis=0), strict=True):
            assert said[EMOTIONS[name]] == pytest.approx(100 * mean, abs=4), name
