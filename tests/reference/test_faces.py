"""Faces and their vectors against OpenCV's own reader of YuNet and its alignment for SFace.

The networks are the original files: YuNet in OpenCV, SFace on ONNX Runtime. Of reid-0095, which
nothing but OpenVINO reads, the alignment is what is held.
"""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import ArrayLike

from found_faces import overlap, place_of, with_faces
from networks import Converted, Onnx
from pictures import similarity, warped


MOST_SIDE = 400  # of a face in pixels, shrunk fourfold
WITHOUT_FACES = ["chelsea.png", "coffee.png", "motorcycle.png", "page.png", "rocket.jpg"]


@pytest.fixture(scope="session")
def sface(original) -> Onnx:
    return Onnx(original("sface"))


@pytest.fixture(scope="session")
def reid(installed) -> Converted:
    return Converted(installed("reid_0095"))


@pytest.fixture(scope="session")
def aligner(original) -> cv2.FaceRecognizerSF:
    return cv2.FaceRecognizerSF.create(str(original("sface")), "")


@with_faces
def test_the_faces_are_those_of_opencv(picture, standard, faces):
    """OpenCV runs YuNet on the same reduced picture; the reduction itself rounds otherwise."""
    assert faces
    assert len(standard["faceDetails"]) == len(faces)
    taken = set()
    for face in faces:
        at = place_of(face, standard, picture)
        detail = standard["faceDetails"][at]
        taken.add(at)
        assert overlap(face, detail, picture) >= 0.95
        assert detail["Confidence"] == pytest.approx(100 * face.score, abs=1)
    assert len(taken) == len(faces)


@pytest.mark.parametrize("picture", WITHOUT_FACES, indirect=True, ids=str)
def test_no_faces_are_found_where_opencv_finds_none(picture, standard, faces):
    assert faces == []
    assert standard["faceDetails"] == []


def cosine(a: ArrayLike, b: ArrayLike) -> float:
    return float(np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b))


@with_faces
def test_sface_vectors(picture, standard, faces, sface, entry_of):
    """The alignment as least squares between five points, the network from the original file."""
    template = np.array(entry_of("sface")["template"])
    for face in faces:
        crop = warped(picture.rgb, similarity(face.points, template), 112, "edge")
        (vector,) = sface(crop.transpose(2, 0, 1)[None]).values()
        mine = standard["faceVectors"][place_of(face, standard, picture)][0]
        assert np.linalg.norm(mine) == pytest.approx(1, abs=1e-4)
        assert cosine(mine, vector[0]) >= 0.99


@with_faces
def test_sface_vectors_of_opencvs_own_alignment(picture, standard, faces, sface, aligner):
    """Faces are left out where spotter differs on purpose.

    OpenCV skips pixels of a face that has to shrink more than fourfold, and paints black what lies
    outside the picture, where spotter repeats its edge. (For verification both are as good.)
    """
    bgr = np.ascontiguousarray(picture.rgb[:, :, ::-1])
    for face in faces:
        crop = aligner.alignCrop(bgr, face.row)
        if (crop == 0).all(axis=2).mean() > 0.001 or face.side > MOST_SIDE:
            continue
        (vector,) = sface(crop[:, :, ::-1].transpose(2, 0, 1)[None]).values()
        mine = standard["faceVectors"][place_of(face, standard, picture)][0]
        assert cosine(mine, vector[0]) >= 0.99


@with_faces
def test_reid_vectors(picture, plus, faces, reid, entry_of):
    template = np.array(entry_of("reid_0095")["template"])
    for face in faces:
        crop = warped(picture.rgb, similarity(face.points, template), 128, "edge")
        vector = reid(crop[:, :, ::-1].transpose(2, 0, 1)[None])["658"].ravel()
        mine = plus["faceVectors"][place_of(face, plus, picture)][1]
        assert cosine(mine, vector) >= 0.99
