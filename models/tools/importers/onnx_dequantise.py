"""Importer `onnx_dequantise`: an ONNX file with block-quantised weights → OpenVINO IR.

OpenCV Zoo's int8bq files store each weight as int8 with a scale and a zero point per block of 64
values (DequantizeLinear with `block_size`, opset 21), which OpenVINO's frontend refuses. The
weights are constants, so they are computed here once and the operators disappear.

Options
  shape:   sizes of the network's input, -1 for any, where the file fixes what needn't be fixed.
  weights: "f32" or "f16", see ir.py.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from importers import ImportFailed, Job, ir

if TYPE_CHECKING:
    import numpy as np
    import onnx


def run(job: Job) -> None:
    import onnx
    import openvino as ov

    model = onnx.load(job.only_source())
    if fold_constant_weights(model) == 0:
        raise ImportFailed("the file has no quantised weights; import it with `copy`")
    onnx.checker.check_model(model)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        onnx.save(model, plain)
        network = ov.Core().read_model(plain)
        if shape := job.options.get("shape"):
            network.reshape(ov.PartialShape(shape))
        ir.save(network, job)


def dequantise(
    values: np.ndarray, scales: np.ndarray, zero_points: np.ndarray | None, axis: int, block: int
) -> np.ndarray:
    """(values - zero_points) * scales in float32, as ONNX defines DequantizeLinear.

    Scales and zero points are one number, one per slice along `axis`, or, where `block` isn't 0,
    one per `block` slices along it (the last block may be shorter).
    """
    import numpy as np

    def spread(parameter: np.ndarray) -> np.ndarray:
        if block:
            kept = np.arange(values.shape[axis]) // block
            return np.take(parameter, kept, axis=axis)
        if parameter.size > 1:
            shape = [1] * values.ndim
            shape[axis] = -1
            return parameter.reshape(shape)
        return parameter.reshape(())

    result = values.astype(np.float32)
    if zero_points is not None:
        result = result - spread(zero_points).astype(np.float32)
    return (result * spread(scales)).astype(np.float32)


def fold_constant_weights(model: onnx.ModelProto) -> int:
    """Replaces DequantizeLinear of constants, and Reshape of its results, by their values.

    Changes `model` in place and returns how many weights were dequantised.
    """
    from onnx import helper, numpy_helper

    graph = model.graph
    known = {tensor.name: tensor for tensor in graph.initializer}
    folded: dict[str, np.ndarray] = {}
    kept, dequantised = [], 0
    for node in graph.node:
        name = node.output[0]
        if node.op_type == "DequantizeLinear" and all(i in known for i in node.input if i):
            attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
            values, scales, *zero_points = (numpy_helper.to_array(known[i]) for i in node.input if i)
            folded[name] = dequantise(
                values, scales, zero_points[0] if zero_points else None,
                attributes.get("axis", 1), attributes.get("block_size", 0),
            )  # fmt: skip
            dequantised += 1
        elif node.op_type == "Reshape" and node.input[0] in folded and node.input[1] in known:
            shape = numpy_helper.to_array(known[node.input[1]])
            folded[name] = folded[node.input[0]].reshape([int(size) for size in shape])
        else:
            kept.append(node)

    used = {i for node in kept for i in node.input}
    constants = [tensor for name, tensor in known.items() if name in used]
    constants += [numpy_helper.from_array(v, name) for name, v in folded.items() if name in used]
    # Old exporters list weights among the inputs too; only real inputs are to stay
    stored = {tensor.name for tensor in constants}
    inputs = [i for i in graph.input if i.name in used and i.name not in stored]
    for field, content in (("node", kept), ("initializer", constants), ("input", inputs)):
        graph.ClearField(field)
        getattr(graph, field).extend(content)
    return dequantised
