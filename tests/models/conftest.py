"""Fixtures of the tests for models/: the tools on the path, no way out, and tiny packs.

Run with: python -m pytest tests/models (needs pytest and models/tools/requirements.txt).
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

MODELS = Path(__file__).resolve().parents[2] / "models"
sys.path.insert(0, str(MODELS / "tools"))

import fetch  # noqa: E402  (the path has to be set first)


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that would reach for a registry or the network fails instead."""

    def refuse(*_: object) -> None:
        raise AssertionError("a test tried to download something")

    monkeypatch.setattr(fetch, "_run", refuse)
    monkeypatch.setattr(fetch, "download", refuse)
    monkeypatch.setattr(fetch, "_PAUSE_SECONDS", 0.0)
    monkeypatch.delenv("SPOTTER_MODEL_MIRROR", raising=False)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def model_toml(name: str = "parts", source: str = "", **changes: str) -> str:
    """One valid [[model]] as TOML text; `source` replaces its source, `changes` single lines."""
    lines = {
        "slot": 'slot = "classes"',
        "reader": 'reader = "softmax"',
        "about": 'about = "a test"',
        "licence": 'licence = "MIT"',
        "file": 'file = "parts.onnx"',
        "classes": 'classes = ["a", "b"]',
        "input_name": 'name = "x"',
        "shape": "shape = [1, 8, 8, 3]",
        "type": 'type = "u8"',
        "layout": 'layout = "NHWC"',
        "colour": 'colour = "RGB"',
        "mean": "mean = [0.0, 0.0, 0.0]",
        "scale": "scale = [1.0, 1.0, 1.0]",
        "outputs": 'scores = "y"',
        **changes,
    }
    top = [lines[key] for key in ("slot", "reader", "about", "licence", "file", "classes")]
    entry = [lines[k] for k in ("input_name", "shape", "type", "layout", "colour", "mean", "scale")]
    return "\n".join(
        ["[[model]]", f'name = "{name}"', *top, source or local_source({"parts.onnx": b"content"}),
         "[model.input]", *entry, "[model.outputs]", lines["outputs"], ""]
    )  # fmt: skip


def local_source(files: dict[str, bytes]) -> str:
    """A source in the folder `files` beside the manifest."""
    hashes = [f'"{name}" = "{sha256(content)}"' for name, content in files.items()]
    return "\n".join(["[model.source]", 'local = "files"', 'import = "copy"', "[model.source.files]", *hashes])


def write_pack(folder: Path, *models: str, pack: str = "test", extends: str = "") -> Path:
    """Writes a manifest and gives its path."""
    head = [f'pack = "{pack}"', 'about = "a test"']
    if extends:
        head.append(f'extends = "{extends}"')
    path = folder / f"{pack}.toml"
    path.write_text("\n".join([*head, "", *models]), encoding="utf-8")
    return path


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """The folder `files` that local_source reads."""
    for name, content in files.items():
        target = folder / "files" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
