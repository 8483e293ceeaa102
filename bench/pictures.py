"""The pictures that are measured: those of ../shared/testset, or the demo's six where it is absent."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from demo import photographs

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TESTSET = SHARED / "testset"
FOLDERS = ("objects", "text")
ALL_FOLDERS = ("objects", "text", "faces", "celebrities", "moderation", "odd")
QUICK = 10
LARGEST_UPLOAD = 15 * 1024 * 1024
TEXT_PHOTOGRAPH = "page.png"


@dataclass(frozen=True)
class Photograph:
    folder: str
    path: Path

    def content(self, variant: str = "") -> bytes:
        """The file; with a variant, the same picture in other bytes, which the server doesn't know yet.

        What comes after a picture's own end is not looked at by any decoder.
        """
        content = self.path.read_bytes()
        return content + f"\n{variant}\n".encode() if variant else content


def has_testset() -> bool:
    return TESTSET.is_dir()


def of_folder(folder: str) -> list[Photograph]:
    items = json.loads((TESTSET / folder / "truth.json").read_text())["items"]
    return [Photograph(folder, TESTSET / folder / item["file"]) for item in items]


def measured(quick: bool) -> list[Photograph]:
    """objects/ and text/, no bytes twice: the server recognises the same bytes once."""
    if not has_testset():
        return [Photograph("text" if path.name == TEXT_PHOTOGRAPH else "objects", path) for path in photographs()]
    seen: set[bytes] = set()
    chosen: list[Photograph] = []
    for folder in FOLDERS:
        pictures = []
        for one in of_folder(folder):
            digest = hashlib.sha256(one.content()).digest()
            if digest not in seen:
                pictures.append(one)
            seen.add(digest)
        chosen += sample(pictures, QUICK) if quick else pictures
    return chosen


def whole(quick: bool) -> list[Photograph]:
    """Every picture of every folder, as far as an upload takes it."""
    if not has_testset():
        return measured(quick)
    chosen: list[Photograph] = []
    for folder in ALL_FOLDERS:
        pictures = [one for one in of_folder(folder) if one.path.stat().st_size < LARGEST_UPLOAD - 1024]
        chosen += sample(pictures, QUICK) if quick else pictures
    return chosen


def sample(pictures: list[Photograph], most: int) -> list[Photograph]:
    """At most so many, spread evenly."""
    if len(pictures) <= most:
        return pictures
    return [pictures[i * len(pictures) // most] for i in range(most)]
