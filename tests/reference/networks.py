"""Networks on runtimes other than spotter's where the original file allows it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import openvino
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray


def acceptable(model: onnx.ModelProto) -> onnx.ModelProto:
    """What ONNX Runtime refuses in old files, taken away; none of it changes what is computed.

    Weights are listed among the inputs, and weights of one block say how large their blocks are.
    """
    taken = {name for node in model.graph.node for name in node.input}
    made = {name for node in model.graph.node for name in node.output}
    stored = {weights.name for weights in model.graph.initializer}
    inputs = [one for one in model.graph.input if one.name in taken - made - stored]
    model.graph.ClearField("input")
    model.graph.input.extend(inputs)
    single = {weights.name for weights in model.graph.initializer if list(weights.dims) == [1]}
    for node in model.graph.node:
        if node.op_type == "DequantizeLinear" and node.input[1] in single:
            kept = [one for one in node.attribute if one.name != "block_size"]
            node.ClearField("attribute")
            node.attribute.extend(kept)
    return model


class Onnx:
    """An original ONNX file on ONNX Runtime."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.log_severity_level = 3
        content = acceptable(onnx.load(path)).SerializeToString()
        self._session = onnxruntime.InferenceSession(content, options, ["CPUExecutionProvider"])

    def __call__(self, tensor: NDArray) -> dict[str, NDArray]:
        names = [output.name for output in self._session.get_outputs()]
        feed = {self._session.get_inputs()[0].name: tensor.astype(np.float32)}
        return dict(zip(names, self._session.run(names, feed), strict=True))


class TfLite:
    """An original TFLite file on Google's interpreter."""

    def __init__(self, path: Path) -> None:
        self._interpreter = Interpreter(str(path))
        self._interpreter.allocate_tensors()

    def __call__(self, tensor: NDArray) -> dict[str, NDArray]:
        self._interpreter.set_tensor(self._interpreter.get_input_details()[0]["index"], tensor.astype(np.float32))
        self._interpreter.invoke()
        return {
            detail["name"]: self._interpreter.get_tensor(detail["index"])
            for detail in self._interpreter.get_output_details()
        }


class Converted:
    """A network that no file of a common format exists of: what the importer wrote, on OpenVINO.

    That it computes what the original does is held by the golden values (models/README.md).
    """

    def __init__(self, path: Path) -> None:
        core = openvino.Core()
        self._network = core.compile_model(core.read_model(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})

    def __call__(self, tensor: NDArray) -> dict[str, NDArray]:
        found = self._network(tensor.astype(np.float32))
        return {name: found[output].copy() for output in self._network.outputs for name in output.get_names()}
