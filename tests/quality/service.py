"""Answers Rekognition's operations from `spotter detect`, so that measure_recognition.py can judge it.

The program is run once over all pictures; each call then finds its answer by the picture's bytes.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FEWEST_PIXELS = 80
MOST_FACES = 100

Answer = dict[str, Any]


def detect(pictures: Iterable[Path], pack: str, precision: str, kept: float = 1.0) -> dict[Path, Answer]:
    """The findings of each picture, in the words of `spotter detect --json --raw`; an `error` for one refused."""
    command = [ROOT / "build/release/spotter", "detect", "--pack", pack, "--precision", precision]
    command += ["--json", "--raw", "--min-confidence", str(kept), *pictures]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return {Path(line["file"]): line for line in lines}


def curve_at(curve: list[list[float]], x: float) -> float:
    xs, ys = zip(*curve, strict=True)
    return float(np.interp(x, xs, ys))


class FaceScale:
    """How two face vectors are compared: the z-mean of the embeddings' cosines on the pack's curve."""

    def __init__(self, pack: str) -> None:
        self.parts: list[tuple[float, float]] = []
        self.curve: list[list[float]] = []
        for name in ("standard", "plus")[: 2 if pack == "plus" else 1]:
            manifest = tomllib.loads((ROOT / "models" / f"{name}.toml").read_text())
            for model in manifest["model"]:
                if model["slot"] == "face_embedding":
                    calibration = model["calibration"]
                    self.parts.append((calibration["mean"], calibration["std"]))
                    self.curve = calibration["similarity"]

    def z(self, a: list[list[float]], b: list[list[float]]) -> float:
        zs = [(np.dot(x, y) - mean) / std for x, y, (mean, std) in zip(a, b, self.parts, strict=True)]
        return float(np.mean(zs))

    def similarity(self, a: list[list[float]], b: list[list[float]]) -> float:
        return curve_at(self.curve, self.z(a, b))


class LocalService:
    """Has what measure_recognition.py's Service has: `call`, `seconds` and `failures`."""

    def __init__(self, found: dict[Path, Answer], scale: FaceScale) -> None:
        self.found = {hashlib.sha256(path.read_bytes()).hexdigest(): answer for path, answer in found.items()}
        self.scale = scale
        self.collections: dict[str, list[tuple[str, list[list[float]]]]] = {}
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.failures: Counter[str] = Counter()

    def call(self, operation: str, **members: Any) -> Answer | None:
        start = time.perf_counter()
        try:
            return getattr(self, operation)(**members)
        except Refused as error:
            self.failures[f"{operation} {error}"] += 1
            return None
        finally:
            self.seconds[operation].append(time.perf_counter() - start)

    def of(self, image: Answer) -> Answer:
        answer = self.found[hashlib.sha256(image["Bytes"]).hexdigest()]
        if "error" in answer:
            raise Refused(answer["error"]["code"])
        if min(answer["width"], answer["height"]) < FEWEST_PIXELS:
            raise Refused("InvalidParameterException")
        return answer

    def largest_face(self, image: Answer) -> list[list[float]]:
        vectors = self.of(image)["faceVectors"]
        if not vectors:
            raise Refused("InvalidParameterException")
        return vectors[0]  # faces come largest first

    def detect_labels(self, Image: Answer, MaxLabels: int = 1000, MinConfidence: float = 55) -> Answer:
        labels = [label for label in self.of(Image)["labels"] if label["Confidence"] >= MinConfidence]
        return {"Labels": labels[:MaxLabels]}

    def detect_text(self, Image: Answer) -> Answer:
        detections = self.of(Image)["textDetections"]
        words = [one for one in detections if one["Type"] == "WORD"][:100]
        return {"TextDetections": [one for one in detections if one["Type"] == "LINE"] + words}

    def detect_faces(self, Image: Answer, Attributes: list[str]) -> Answer:
        return {"FaceDetails": self.of(Image)["faceDetails"][:MOST_FACES]}

    def detect_moderation_labels(self, Image: Answer, MinConfidence: float) -> Answer:
        labels = self.of(Image)["moderationLabels"]
        return {"ModerationLabels": [label for label in labels if label["Confidence"] >= MinConfidence]}

    def compare_faces(self, SourceImage: Answer, TargetImage: Answer, SimilarityThreshold: float) -> Answer:
        source, targets = self.largest_face(SourceImage), self.of(TargetImage)["faceVectors"]
        scores = [self.scale.similarity(source, target) for target in targets]
        return {"FaceMatches": [{"Similarity": s} for s in scores if s >= SimilarityThreshold]}

    def create_collection(self, CollectionId: str) -> Answer:
        self.collections[CollectionId] = []
        return {}

    def delete_collection(self, CollectionId: str) -> Answer:
        del self.collections[CollectionId]
        return {}

    def index_faces(self, CollectionId: str, Image: Answer, ExternalImageId: str, **_: Any) -> Answer:
        self.collections[CollectionId].append((ExternalImageId, self.largest_face(Image)))
        return {"FaceRecords": [{}]}

    def search_faces_by_image(
        self, CollectionId: str, Image: Answer, FaceMatchThreshold: float, MaxFaces: int
    ) -> Answer:
        face = self.largest_face(Image)
        matches = [
            {"Similarity": self.scale.similarity(face, known), "Face": {"ExternalImageId": name}}
            for name, known in self.collections[CollectionId]
        ]
        matches.sort(key=lambda match: -match["Similarity"])
        return {"FaceMatches": [m for m in matches if m["Similarity"] >= FaceMatchThreshold][:MaxFaces]}


class Refused(Exception):
    """The service answers with an error of this name."""
