"""Importer `keras_layers`: a TensorFlow.js *layers model* (Keras as JSON) → OpenVINO IR.

Such a model is a list of Keras layers, not a graph of operators, so it is built layer by layer.
The network takes NHWC pictures as Keras does and computes in NCHW inside, which is what OpenVINO
is fast at.

Options
  output:  name to give to the output; "scores" unless said.
  weights: "f32" or "f16", see ir.py.

A further kind of layer is one function and one row in LAYERS below.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from importers import ImportFailed, Job, ir
from importers.tfjs_weights import read_weights

if TYPE_CHECKING:
    import numpy as np
    import openvino as ov

Config = Mapping[str, Any]
INPUT = "image"
_CONTAINERS = ("Sequential", "Model", "Functional")


def run(job: Job) -> None:
    model = json.loads(job.source(".json").read_text(encoding="utf-8"))
    files = {path.rsplit("/", 1)[-1]: local for path, local in job.sources.items()}
    try:
        weights = read_weights(model["weightsManifest"], lambda name: files[name].read_bytes())
    except KeyError as error:
        raise ImportFailed(f"the manifest lists no file {error}, which model.json needs") from None
    ir.save(build(model, weights, job.options.get("output", "scores")), job)


def build(model: Config, weights: Mapping[str, np.ndarray], output: str = "scores") -> ov.Model:
    """The network of a layers model.

    model: the parsed model.json. weights: by their names there. The input is called `image`.
    """
    import openvino as ov

    builder = _Builder(weights)
    result = builder.container(model["modelTopology"]["model_config"], None)
    return ov.Model([ir.name_output(result, output)], [builder.parameter], "keras_layers")


class _Builder:
    """Builds the layers one after the other; remembers the network's parameter."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self._weights = weights
        self.parameter: ov.op.Parameter | None = None

    def container(self, entry: Config, outer: ov.Node | None) -> ov.Node:
        """A model, possibly inside another one, whose tensor `outer` it is then applied to."""
        sequential = entry["class_name"] == "Sequential"
        config = entry["config"]
        layers = config["layers"] if isinstance(config, dict) else config
        made: dict[str, ov.Node] = {}
        last = outer
        for layer in layers:
            name = layer.get("name") or layer["config"]["name"]
            if layer["class_name"] == "InputLayer":
                last = self._input(layer["config"]) if outer is None else outer
            elif sequential:
                if last is None:  # a Sequential may leave out its InputLayer
                    last = self._input(_first_config(layer))
                last = self._layer(layer, name, [last])
            else:
                last = self._layer(layer, name, [made[i[0]] for i in layer["inbound_nodes"][0]])
            made[name] = last
        return last if sequential else made[config["output_layers"][0][0]]

    def weight(self, layer: str, kind: str) -> np.ndarray:
        """The weight `kind` of a layer; nested models put a prefix before its name."""
        name = f"{layer}/{kind}"
        if name in self._weights:
            return self._weights[name]
        found = [key for key in self._weights if key.endswith(f"/{name}")]
        if len(found) != 1:
            raise ImportFailed(f"there are {len(found)} weights called {name}")
        return self._weights[found[0]]

    def _layer(self, layer: Config, name: str, inputs: Sequence[ov.Node]) -> ov.Node:
        kind = layer["class_name"]
        if kind in _CONTAINERS:
            return self.container(layer, inputs[0])
        if kind not in LAYERS:
            raise ImportFailed(f"layer {name} is a {kind}, which isn't known here")
        config = layer["config"]
        if config.get("data_format", "channels_last") != "channels_last":
            raise ImportFailed(f"layer {name} has its channels first, which isn't known here")
        node = LAYERS[kind](config, inputs, lambda weight: self.weight(name, weight))
        return _activated(node, config.get("activation"))

    def _input(self, config: Config) -> ov.Node:
        import numpy as np
        from openvino import opset13

        if self.parameter is not None:
            raise ImportFailed("the model has several inputs, which isn't known here")
        _, *sizes = config["batch_input_shape"]
        self.parameter = opset13.parameter([1, *sizes], np.float32, INPUT)
        self.parameter.output(0).get_tensor().set_names({INPUT})
        return opset13.transpose(self.parameter, ir.integers(0, 3, 1, 2))


def _first_config(layer: Config) -> Config:
    """The config that holds a Sequential's input shape: its first layer's, however deep."""
    config = layer["config"]
    if layer["class_name"] in _CONTAINERS:
        layers = config["layers"] if isinstance(config, dict) else config
        return _first_config(layers[0])
    return config


def _activated(x: ov.Node, activation: str | None) -> ov.Node:
    from openvino import opset13

    match activation:
        case None | "linear":
            return x
        case "relu":
            return opset13.relu(x)
        case "relu6":
            return opset13.clamp(x, 0.0, 6.0)
        case "sigmoid":
            return opset13.sigmoid(x)
        case "softmax":
            return opset13.softmax(x, 1)
    raise ImportFailed(f"the activation {activation} isn't known here")


def _rank(x: ov.Node) -> int:
    return x.output(0).get_partial_shape().rank.get_length()


def _padding(config: Config) -> str:
    return {"same": "same_upper", "valid": "valid"}[config["padding"]]


def _biased(x: ov.Node, config: Config, weight: Any) -> ov.Node:
    from openvino import opset13

    if not config["use_bias"]:
        return x
    return opset13.add(x, ir.per_channel(weight("bias"), _rank(x)))


def _convolution(config: Config, inputs: Sequence[ov.Node], weight: Any) -> ov.Node:
    from openvino import opset13

    # Keras has height, width, in, out; OpenVINO out, in, height, width
    kernel = ir.constant(weight("kernel").transpose(3, 2, 0, 1))
    x = opset13.convolution(
        inputs[0], kernel, config["strides"], [0, 0], [0, 0], config["dilation_rate"],
        _padding(config),
    )  # fmt: skip
    return _biased(x, config, weight)


def _depthwise_convolution(config: Config, inputs: Sequence[ov.Node], weight: Any) -> ov.Node:
    from openvino import opset13

    # Keras has height, width, in, multiplier; a group of OpenVINO's is one input channel
    kernel = ir.constant(weight("depthwise_kernel").transpose(2, 3, 0, 1)[:, :, None])
    x = opset13.group_convolution(
        inputs[0], kernel, config["strides"], [0, 0], [0, 0], config.get("dilation_rate", [1, 1]),
        _padding(config),
    )  # fmt: skip
    return _biased(x, config, weight)


def _batch_normalisation(config: Config, inputs: Sequence[ov.Node], weight: Any) -> ov.Node:
    import numpy as np
    from openvino import opset13

    factor = 1 / np.sqrt(weight("moving_variance") + config["epsilon"])
    if config["scale"]:
        factor = factor * weight("gamma")
    shift = -weight("moving_mean") * factor
    if config["center"]:
        shift = shift + weight("beta")
    rank = _rank(inputs[0])
    scaled = opset13.multiply(inputs[0], ir.per_channel(factor, rank))
    return opset13.add(scaled, ir.per_channel(shift, rank))


def _dense(config: Config, inputs: Sequence[ov.Node], weight: Any) -> ov.Node:
    from openvino import opset13

    x = opset13.matmul(inputs[0], ir.constant(weight("kernel")), False, False)
    return _biased(x, config, weight)


def _relu(config: Config, inputs: Sequence[ov.Node], _: Any) -> ov.Node:
    from openvino import opset13

    if config.get("threshold") or config.get("negative_slope"):
        raise ImportFailed("a ReLU with a threshold or a slope isn't known here")
    limit = config.get("max_value")
    return opset13.relu(inputs[0]) if limit is None else opset13.clamp(inputs[0], 0.0, float(limit))


def _max_pool(config: Config, inputs: Sequence[ov.Node], _: Any) -> ov.Node:
    from openvino import opset1

    return opset1.max_pool(inputs[0], config["strides"], [0, 0], [0, 0], config["pool_size"], "floor", _padding(config))


def _average_pool(config: Config, inputs: Sequence[ov.Node], _: Any) -> ov.Node:
    from openvino import opset1

    return opset1.avg_pool(
        inputs[0], config["strides"], [0, 0], [0, 0], config["pool_size"], True, "floor",
        _padding(config),
    )  # fmt: skip


def _global_average(_: Config, inputs: Sequence[ov.Node], __: Any) -> ov.Node:
    from openvino import opset13

    return opset13.reduce_mean(inputs[0], ir.integers(2, 3), False)


def _zero_padding(config: Config, inputs: Sequence[ov.Node], _: Any) -> ov.Node:
    import numpy as np
    from openvino import opset13

    (top, bottom), (left, right) = config["padding"]
    before, after = ir.integers(0, 0, top, left), ir.integers(0, 0, bottom, right)
    return opset13.pad(inputs[0], before, after, "constant", opset13.constant(np.float32(0)))


def _flatten(_: Config, inputs: Sequence[ov.Node], __: Any) -> ov.Node:
    from openvino import opset13

    x = inputs[0]
    if _rank(x) == 4:  # Keras flattens with the channels last
        x = opset13.transpose(x, ir.integers(0, 2, 3, 1))
    return opset13.reshape(x, ir.integers(1, -1), False)


def _concatenate(config: Config, inputs: Sequence[ov.Node], _: Any) -> ov.Node:
    from openvino import opset13

    if config["axis"] not in (-1, _rank(inputs[0]) - 1):
        raise ImportFailed("joining along another axis than the channels isn't known here")
    return opset13.concat(list(inputs), 1)


def _add(_: Config, inputs: Sequence[ov.Node], __: Any) -> ov.Node:
    from openvino import opset13

    total = inputs[0]
    for x in inputs[1:]:
        total = opset13.add(total, x)
    return total


def _unchanged(_: Config, inputs: Sequence[ov.Node], __: Any) -> ov.Node:
    return inputs[0]


# Keras class → function of (config, input tensors, look-up of the layer's weights). The
# activation in a layer's config is applied afterwards.
LAYERS = {
    "Activation": _unchanged,
    "Add": _add,
    "AveragePooling2D": _average_pool,
    "BatchNormalization": _batch_normalisation,
    "Concatenate": _concatenate,
    "Conv2D": _convolution,
    "Dense": _dense,
    "DepthwiseConv2D": _depthwise_convolution,
    "Dropout": _unchanged,
    "Flatten": _flatten,
    "GlobalAveragePooling2D": _global_average,
    "MaxPooling2D": _max_pool,
    "ReLU": _relu,
    "ZeroPadding2D": _zero_padding,
}
