"""Rekognition's model as botocore brings it, and the shapes that spotter's code has, in one form.

A shape is a dict: type, min, max, pattern, enum; member (of a list), key and value (of a map), members and required
(of a structure), name (of the model's shapes alone).
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

from botocore.loaders import Loader

ROOT = Path(__file__).resolve().parents[1]
AWS_SHAPES = ROOT / "build" / "release" / "tests" / "aws_shapes"
LEFT_OUT = ROOT / "tools" / "rekognition_left_out.toml"
LIMITS = ("min", "max", "pattern", "enum")

Shape = dict[str, Any]


class Model:
    """The API's description: every operation with the shapes of its request and response."""

    def __init__(self) -> None:
        self._raw = Loader().load_service_model("rekognition", "service-2")

    def operations(self) -> list[str]:
        return sorted(self._raw["operations"])

    def request(self, operation: str) -> Shape:
        return self._shape(self._raw["operations"][operation]["input"]["shape"])

    def response(self, operation: str) -> Shape:
        return self._shape(self._raw["operations"][operation]["output"]["shape"])

    def _shape(self, name: str) -> Shape:
        raw = self._raw["shapes"][name]
        shape = {"type": raw["type"], "name": name} | {key: raw[key] for key in LIMITS if key in raw}
        for part in ("member", "key", "value"):
            if part in raw:
                shape[part] = self._shape(raw[part]["shape"])
        if raw["type"] == "structure":
            shape["required"] = raw.get("required", [])
            shape["members"] = {member: self._shape(of["shape"]) for member, of in raw["members"].items()}
        return shape


def ours() -> dict[str, dict[str, Shape]]:
    """What aws_shapes prints: operation → request and response."""
    return json.loads(subprocess.run([AWS_SHAPES], capture_output=True, text=True, check=True).stdout)


def matches(asked: list[tuple[str, str]]) -> list[bool]:
    """Of each pattern and text, whether the code's own matcher takes the text."""
    lines = "".join(json.dumps({"pattern": pattern, "text": text}) + "\n" for pattern, text in asked)
    done = subprocess.run([AWS_SHAPES, "match"], input=lines, capture_output=True, text=True, check=True)
    return [line == "true" for line in done.stdout.splitlines()]


def left_out() -> dict[str, dict[str, str]]:
    """The tables members, additions, notes and operations: place → reason."""
    return tomllib.loads(LEFT_OUT.read_text())
