"""Weights of TensorFlow.js models: the `weightsManifest` of a model.json and its binary files.

Weights may be stored quantised: as float16, or as uint8/uint16 with a scale and a minimum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from importers import ImportFailed

if TYPE_CHECKING:
    import numpy as np

_STORED = {"float32": "<f4", "int32": "<i4", "bool": "u1", "uint8": "u1", "uint16": "<u2",
           "float16": "<f2"}  # fmt: skip
_RESULT = {"float32": "<f4", "int32": "<i4", "bool": "?"}


def read_weights(groups: Iterable[Mapping[str, Any]], read: Callable[[str], bytes]) -> dict[str, np.ndarray]:
    """Name → values of every weight.

    groups: the `weightsManifest`. read: gives the bytes of one of its paths.
    """
    weights: dict[str, np.ndarray] = {}
    for group in groups:
        data = b"".join(read(path) for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            weights[entry["name"]], offset = _read_one(entry, data, offset)
        if offset != len(data):
            raise ImportFailed(f"the weights end at byte {offset} of {len(data)}")
    return weights


def _read_one(entry: Mapping[str, Any], data: bytes, offset: int) -> tuple[np.ndarray, int]:
    import numpy as np

    quantised = entry.get("quantization", {})
    stored = quantised.get("dtype", entry["dtype"])
    if stored not in _STORED or entry["dtype"] not in _RESULT:
        raise ImportFailed(f"weight {entry['name']} has the unknown type {stored}")
    kind = np.dtype(_STORED[stored])
    count = int(np.prod(entry["shape"], dtype=np.int64))
    end = offset + count * kind.itemsize
    if end > len(data):
        raise ImportFailed(f"weight {entry['name']} lies beyond the end of the file")
    values = np.frombuffer(data, kind, count, offset)
    if "scale" in quantised:
        values = values.astype(np.float32) * np.float32(quantised["scale"])
        values = values + np.float32(quantised["min"])
        if entry["dtype"] == "int32":
            values = np.round(values)
    return values.astype(_RESULT[entry["dtype"]]).reshape(entry["shape"]), end
