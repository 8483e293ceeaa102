"""Loads an installed model the way spotter does: fed as its manifest says, read by output names.

The C++ loader does the same with the same calls; golden.py compares both with what a reference
runtime makes of the original file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import openvino as ov

_COLOURS = {"RGB": "RGB", "BGR": "BGR", "GREY": "GRAY"}


class Network:
    """A compiled model. `run` takes the tensor that `[model.input]` describes."""

    def __init__(self, table: Mapping[str, Any], folder: Path, precision: str = "f32") -> None:
        """table: the model's manifest entry. folder: where its files are. precision: f32, bf16."""
        import openvino as ov

        core = ov.Core()
        network = core.read_model(folder / table["file"])
        _shape(network, table["input"])
        if table["input"]["layout"] != "plain":
            network = _preprocessed(network, table["input"])
        config = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
        self._compiled = core.compile_model(network, "CPU", config)
        self._outputs = table["outputs"]

    def run(self, tensor: np.ndarray) -> dict[str, np.ndarray]:
        """The outputs by the names that the reader asks for."""
        results = self._compiled([tensor])
        return {name: results[self._port(key)] for name, key in self._outputs.items()}

    def _port(self, key: str | int) -> ov.ConstOutput:
        return self._compiled.output(key)


def network_shape(entry: Mapping[str, Any], shape: Sequence[int]) -> list[int]:
    """The shape of the network's own input for a tensor of `shape`, as `[model.input]` says."""
    if entry["layout"] == "plain":
        return list(shape)
    batch, height, width, channels = shape
    channels = 1 if entry["colour"] == "GREY" else channels
    nchw = entry["layout"] == "NCHW"
    return [batch, channels, height, width] if nchw else [batch, height, width, channels]


def _shape(network: ov.Model, entry: Mapping[str, Any]) -> None:
    """Fixes what the manifest fixes: a known batch and size make a faster network."""
    import openvino as ov

    shape = ov.PartialShape(network_shape(entry, entry["shape"]))
    if network.input(entry["name"]).partial_shape != shape:
        network.reshape({entry["name"]: shape})


def _preprocessed(network: ov.Model, entry: Mapping[str, Any]) -> ov.Model:
    """Puts colour, mean, scale and layout in front of the network."""
    import openvino as ov
    from openvino.preprocess import ColorFormat, PrePostProcessor

    def colour(name: str) -> ColorFormat:
        return getattr(ColorFormat, _COLOURS[name])

    processor = PrePostProcessor(network)
    picture = processor.input(entry["name"])
    picture.tensor().set_element_type(getattr(ov.Type, entry["type"]))
    picture.tensor().set_layout(ov.Layout("NHWC")).set_color_format(colour("RGB"))
    picture.model().set_layout(ov.Layout(entry["layout"]))
    steps = picture.preprocess().convert_element_type(ov.Type.f32)
    if entry["colour"] != "RGB":
        steps.convert_color(colour(entry["colour"]))
    # After the colour, so that both are in the network's own order of channels
    if any(entry["mean"]):
        steps.mean(entry["mean"])
    if any(factor != 1 for factor in entry["scale"]):
        steps.scale(entry["scale"])
    return processor.build()
