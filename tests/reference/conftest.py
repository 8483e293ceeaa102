"""Fixtures: real pictures, what spotter says of them, and the models' original files.

Run with: python -m pytest tests/reference (needs the release build and the models; `./dev build`).
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest

ROOT = Path(__file__).resolve().parents[2]
SPOTTER = ROOT / "build" / "release" / "spotter"
MODELS = ROOT / ".models"
TESTSET = ROOT.parent / "shared" / "testset"
ORIGINALS = ROOT / ".cache" / "reference"
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tools"), str(ROOT / "models" / "tools")]

import demo  # noqa: E402  (the path has to be set first)
import fetch  # noqa: E402
import manifest as manifests  # noqa: E402
from files import sha256_of  # noqa: E402
from found_faces import Face, find_faces  # noqa: E402
from pictures import TEST_SET, TEXTS, Picture, load  # noqa: E402

Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def places() -> dict[str, Path]:
    """Where each picture is: always the photographs, and the test set's where it is beside us."""
    there = {path.name: path for path in demo.photographs()}
    if TESTSET.is_dir():
        there |= {name: TESTSET / name for name in TEST_SET}
    return there


@pytest.fixture(scope="session")
def answers_of(places, tmp_path_factory) -> Callable[[str], Answers]:
    """All that a pack finds in every picture, asked for once: models take a second to load.

    The pack plus reads text as the standard one does, so it isn't shown the pictures of text.
    """
    if not SPOTTER.exists():
        pytest.fail(f"{SPOTTER} is not there; build it: ./dev build")
    known: dict[str, Answers] = {}

    def ask(pack: str) -> Answers:
        if not (MODELS / pack / "manifest.toml").exists():
            pytest.skip(f"the pack {pack} is not in {MODELS}")
        if pack not in known:
            asked = {n: path for n, path in places.items() if pack == "standard" or n not in TEXTS}
            known[pack] = detect(pack, asked, tmp_path_factory.mktemp("data"))
        return known[pack]

    return ask


def detect(pack: str, places: dict[str, Path], data: Path) -> Answers:
    command = [
        SPOTTER, "detect", "--json", "--raw", "--min-confidence", "0", "--pack", pack,
        "--models", MODELS, "--data", data, "--precision", "f32", *places.values(),
    ]  # fmt: skip
    environment = {name: v for name, v in os.environ.items() if not name.startswith("SPOTTER_")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip(places, lines, strict=True))


@pytest.fixture
def picture(request, places) -> Picture:
    """The picture that a test is given by name, decoded by Pillow."""
    if request.param not in places:
        pytest.skip(f"{TESTSET} is not there")
    return load(request.param, places[request.param])


@pytest.fixture
def standard(answers_of, picture) -> dict[str, Any]:
    return answers_of("standard")[picture.name]


@pytest.fixture
def plus(answers_of, picture) -> dict[str, Any]:
    return answers_of("plus")[picture.name]


@pytest.fixture(scope="session")
def entry_of() -> Callable[[str], dict[str, Any]]:
    """A model's table in the installed manifests: calibration, classes, template …"""
    entries = {}
    for pack in ("standard", "plus"):
        path = MODELS / pack / "manifest.toml"
        if path.exists():
            entries |= {model["name"]: model for model in tomllib.loads(path.read_text())["model"]}
    return lambda name: entries[name]


@pytest.fixture(scope="session")
def installed() -> Callable[[str], Path]:
    """The file of a model as spotter loads it; where its importer copies, that is the original."""

    def find(name: str) -> Path:
        folder = next((one for one in MODELS.glob(f"*/{name}") if one.is_dir()), None)
        if folder is None:
            pytest.skip(f"the model {name} is not in {MODELS}")
        return next(path for path in folder.iterdir() if path.suffix in (".onnx", ".tflite", ".xml"))

    return find


@pytest.fixture(scope="session")
def original(tmp_path_factory) -> Callable[[str], Path]:
    """A model's one source file, from the package its manifest names, checked by hash and kept."""
    manifest = manifests.load(ROOT / "models" / "standard.toml")
    fetcher = fetch.Fetcher(tmp_path_factory.mktemp("originals"))

    def get(name: str) -> Path:
        model = next(one for one in manifest.models if one.name == name)
        ((inside, digest),) = model.source_files.items()
        kept = ORIGINALS / Path(inside).name
        if not kept.exists() or sha256_of(kept) != digest:
            ORIGINALS.mkdir(parents=True, exist_ok=True)
            shutil.copy(fetcher.fetch(manifest, model).files[inside], kept)
        return kept

    return get


@pytest.fixture(scope="session")
def yunet(original) -> cv2.FaceDetectorYN:
    return cv2.FaceDetectorYN.create(str(original("yunet")), "", (320, 320), 0.8, 0.3)


@pytest.fixture
def faces(picture, yunet) -> list[Face]:
    return find_faces(yunet, picture)


@pytest.fixture(scope="session")
def label_tables() -> dict[str, list[dict[str, str]]]:
    """What spotter calls the networks' classes: the rows of taxonomy.tsv and classes.tsv."""
    tables = {}
    for name in ("taxonomy", "classes"):
        with (ROOT / "src" / "recognition" / "labels" / f"{name}.tsv").open(newline="") as file:
            tables[name] = list(csv.DictReader(file, delimiter="\t"))
    return tables
