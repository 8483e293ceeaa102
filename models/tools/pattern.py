"""The picture that golden values are made from, and its way into a network, in plain numpy.

The C++ self-test makes the same pattern. network_input does what `[model.input]` asks for without
OpenVINO, so that golden values test the manifest as well as the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_GREY = np.array([0.299, 0.587, 0.114], dtype=np.float32)  # of R, G and B, as in ITU-R BT.601


def pattern(entry: Mapping[str, Any], shape: Sequence[int]) -> np.ndarray:
    """The tensor spotter would fill, of the type that `[model.input]` names.

    A picture [batch, y, x, c] holds (7x + 13y + 29c + (xy >> 4)) & 255; a plain tensor holds
    ((37 i) mod 256) / 255 at its i-th place.
    """
    if entry["layout"] == "plain":
        flat = np.arange(np.prod(shape), dtype=np.int64) * 37 % 256
        return (flat / 255).astype(np.float32).reshape(shape)
    _, height, width, channels = shape
    y, x, c = np.ogrid[:height, :width, :channels]
    picture = (x * 7 + y * 13 + c * 29 + ((x * y) >> 4)) & 255
    kind = np.uint8 if entry["type"] == "u8" else np.float32
    return np.broadcast_to(picture.astype(kind), shape).copy()


def network_input(entry: Mapping[str, Any], tensor: np.ndarray) -> np.ndarray:
    """What the network itself gets: colour, mean, scale and layout applied; float32."""
    tensor = tensor.astype(np.float32)
    if entry["layout"] == "plain":
        return tensor
    if entry["colour"] == "BGR":
        tensor = tensor[..., ::-1]
    elif entry["colour"] == "GREY":
        tensor = tensor @ _GREY[:, None]
    tensor = (tensor - np.float32(entry["mean"])) / np.float32(entry["scale"])
    if entry["layout"] == "NCHW":
        tensor = tensor.transpose(0, 3, 1, 2)
    return np.ascontiguousarray(tensor, dtype=np.float32)
