"""The job that golden.py gives to a reference runtime, and the answer.

A runtime is a program called with the path of a JSON file:

    files    path inside the package → file on disk, the original files
    model    the file to load, where one file is the model
    options  `[model.source.options]` of the manifest
    input    file with the network's input, float32, little-endian
    shape    its shape
    name     the input's tensor name
    outputs  name → tensor (or index) to give under that name
    result   folder to write to: NAME.f32 per output, and result.json with the runtime's name and
             version (`runtime`) and the outputs' shapes (`shapes`)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np


def read() -> tuple[dict[str, Any], np.ndarray]:
    """The job named on the command line, and the network's input."""
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    return job, np.fromfile(job["input"], "<f4").reshape(job["shape"])


def write(job: Mapping[str, Any], runtime: str, outputs: Mapping[str, np.ndarray]) -> None:
    """Writes the answer: the outputs by the job's names."""
    result = Path(job["result"])
    for name, values in outputs.items():
        np.asarray(values).astype("<f4").tofile(result / f"{name}.f32")
    shapes = {name: list(values.shape) for name, values in outputs.items()}
    answer = {"runtime": runtime, "shapes": shapes}
    (result / "result.json").write_text(json.dumps(answer), encoding="utf-8")
