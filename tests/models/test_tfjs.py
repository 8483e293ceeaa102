"""TensorFlow.js models: weights, graphs and layers, against numpy."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
import openvino as ov
import pytest

import importers
from importers import ImportFailed, nsfwjs, tfjs_graph
from importers.tfjs_weights import read_weights
from test_importers import job

RANDOM = np.random.default_rng(2)


def run_network(file: Path, x: np.ndarray) -> ov.runtime.utils.data_helpers.wrappers.OVDict:
    return ov.Core().compile_model(file, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})([x])


def stored(weights: dict[str, np.ndarray]) -> tuple[list[dict], bytes]:
    """A weightsManifest of one file, and the file."""
    entries = [
        {"name": name, "shape": list(values.shape), "dtype": values.dtype.name} for name, values in weights.items()
    ]
    data = b"".join(values.tobytes() for values in weights.values())
    return [{"paths": ["weights.bin"], "weights": entries}], data


def convolve(x: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """NHWC convolution without padding; kernel height, width, in, out."""
    height, width, _, count = kernel.shape
    rows, columns = (x.shape[1] - height) // stride + 1, (x.shape[2] - width) // stride + 1
    y = np.zeros((1, rows, columns, count))
    for i in range(rows):
        for j in range(columns):
            part = x[0, i * stride : i * stride + height, j * stride : j * stride + width]
            y[0, i, j] = np.tensordot(part, kernel, 3)
    return y


# Weights


def test_weights_are_read_in_all_their_forms():
    eight, sixteen, half = np.uint8([0, 255]), np.uint16([1, 2]), np.float16([0.5, -2])
    data = np.float32([1.5]).tobytes() + eight.tobytes() + sixteen.tobytes() + half.tobytes()
    entries = [
        {"name": "plain", "shape": [], "dtype": "float32"},
        {"name": "eight", "shape": [2], "dtype": "float32",
         "quantization": {"dtype": "uint8", "scale": 0.1, "min": -1.0}},
        {"name": "sixteen", "shape": [2, 1], "dtype": "int32",
         "quantization": {"dtype": "uint16", "scale": 1.6, "min": 0}},
        {"name": "half", "shape": [2], "dtype": "float32", "quantization": {"dtype": "float16"}},
    ]  # fmt: skip
    weights = read_weights([{"paths": ["a", "b"], "weights": entries}],
                           {"a": data[:5], "b": data[5:]}.__getitem__)  # fmt: skip
    assert weights["plain"] == np.float32(1.5)
    np.testing.assert_allclose(weights["eight"], [-1, 24.5], rtol=1e-6)
    np.testing.assert_array_equal(weights["sixteen"], np.int32([[2], [3]]))
    np.testing.assert_array_equal(weights["half"], np.float32([0.5, -2]))


@pytest.mark.parametrize("data", [b"\0" * 7, b"\0" * 9])
def test_weights_that_do_not_fill_their_file_are_refused(data: bytes):
    entries = [{"name": "w", "shape": [2], "dtype": "float32"}]
    with pytest.raises(ImportFailed):
        read_weights([{"paths": ["a"], "weights": entries}], lambda _: data)


# Graphs


def text(value: str) -> dict:
    return {"s": base64.b64encode(value.encode()).decode()}


FLOAT = {"type": "DT_FLOAT"}


def graph(weights: dict[str, np.ndarray]) -> dict:
    """conv + bias + PReLU (one fused operator), conv + bias + Relu6, and a branch nobody wants."""

    def fused(name: str, inputs: list[str], steps: list[str]) -> dict:
        return {
            "name": name, "op": "_FusedConv2D", "input": inputs,
            "attr": {
                "T": FLOAT, "data_format": text("NHWC"), "padding": text("VALID"),
                "strides": {"list": {"i": ["1", "1", "1", "1"]}},
                "dilations": {"list": {"i": ["1", "1", "1", "1"]}},
                "explicit_paddings": {"list": {}}, "epsilon": {"f": 0},
                "num_args": {"i": str(len(inputs) - 2)},
                "fused_ops": {"list": {"s": [text(step)["s"] for step in steps]}},
            },
        }  # fmt: skip

    sizes = [{"size": "1"}, {"size": "6"}, {"size": "6"}, {"size": "2"}]
    nodes = [
        {"name": "x", "op": "Placeholder",
         "attr": {"dtype": FLOAT, "shape": {"shape": {"dim": sizes}}}},
        *({"name": name, "op": "Const", "attr": {"dtype": FLOAT}} for name in weights),
        fused("first", ["x", "w1", "b1", "slope"], ["BiasAdd", "Prelu"]),
        fused("second", ["first", "w2", "b2"], ["BiasAdd", "Relu6"]),
        {"name": "slow", "op": "TopKV2", "input": ["second"], "attr": {"T": FLOAT}},
    ]  # fmt: skip
    manifest, data = stored(weights)
    return {"model.json": json.dumps({"format": "graph-model", "weightsManifest": manifest,
            "modelTopology": {"node": nodes}}).encode(), "weights.bin": data}  # fmt: skip


def test_a_graph_is_unfused_cut_and_computes_the_same(tmp_path: Path):
    shapes = {"w1": (3, 3, 2, 4), "b1": (4,), "slope": (4,), "w2": (2, 2, 4, 3), "b2": (3,)}
    weights = {name: RANDOM.normal(size=s).astype(np.float32) for name, s in shapes.items()}
    task = job(tmp_path, graph(weights), "net.xml", outputs={"mid": "first", "out": "second:0"})
    importers.run("tfjs_graph", task)
    x = RANDOM.normal(size=(1, 6, 6, 2)).astype(np.float32)
    network = ov.Core().read_model(task.folder / "net.xml")
    assert network.input(0).names == {"x"}
    assert [output.names for output in network.outputs] == [{"mid"}, {"out"}]
    results = run_network(task.folder / "net.xml", x)
    mid = convolve(x, weights["w1"]) + weights["b1"]
    mid = np.where(mid > 0, mid, mid * weights["slope"])
    out = np.clip(convolve(mid, weights["w2"]) + weights["b2"], 0, 6)
    np.testing.assert_allclose(results["mid"], mid, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(results["out"], out, rtol=1e-4, atol=1e-5)


def test_a_fused_step_that_is_not_known_is_named():
    node = {"name": "n", "op": "_FusedMatMul", "input": ["a", "b"],
            "attr": {"fused_ops": {"list": {"s": [text("Mystery")["s"]]}}}}  # fmt: skip
    with pytest.raises(ImportFailed, match="n is fused with Mystery"):
        tfjs_graph.unfused(node)


def test_cutting_keeps_what_is_needed_in_order_and_names_what_is_missing():
    nodes = [{"name": "a", "op": "x"}, {"name": "b", "op": "x", "input": ["a:1", "^c"]},
             {"name": "c", "op": "x"}, {"name": "d", "op": "x", "input": ["b"]}]  # fmt: skip
    assert [node["name"] for node in tfjs_graph.cut(nodes, ["b:0"])] == ["a", "b", "c"]
    with pytest.raises(ImportFailed, match="no node e"):
        tfjs_graph.cut(nodes, ["e"])


# Layers


def layer(kind: str, name: str, inputs: list[str], **config) -> dict:
    nodes = [[[source, 0, 0, {}] for source in inputs]] if inputs else []
    return {"class_name": kind, "name": name, "config": {"name": name, **config},
            "inbound_nodes": nodes}  # fmt: skip


CONV = {"padding": "valid", "use_bias": True, "dilation_rate": [1, 1], "activation": "linear"}
SHAPES = {
    "conv/kernel": (3, 3, 2, 4), "conv/bias": (4,), "bn/gamma": (4,), "bn/beta": (4,),
    "bn/moving_mean": (4,), "bn/moving_variance": (4,), "depth/depthwise_kernel": (2, 2, 4, 1),
    "depth/bias": (4,), "dense/kernel": (8, 3), "dense/bias": (3,),
}  # fmt: skip


def layers_model() -> tuple[dict, dict[str, np.ndarray]]:
    """Convolution, normalisation, ReLU, two pools joined, dense with softmax."""
    pool = {"pool_size": [2, 2], "strides": [1, 1], "padding": "valid"}
    layers = [
        layer("InputLayer", "in", [], batch_input_shape=[None, 7, 7, 2]),
        layer("Conv2D", "conv", ["in"], strides=[1, 1], **CONV),
        layer("BatchNormalization", "bn", ["conv"], epsilon=1e-3, scale=True, center=True, axis=3),
        layer("ReLU", "relu", ["bn"], max_value=6),
        layer("DepthwiseConv2D", "depth", ["relu"], strides=[1, 1], **{**CONV, "activation": "relu"}),
        layer("MaxPooling2D", "max", ["depth"], **pool),
        layer("AveragePooling2D", "mean", ["depth"], **pool),
        layer("Concatenate", "join", ["max", "mean"], axis=-1),
        layer("GlobalAveragePooling2D", "global", ["join"]),
        layer("Dropout", "drop", ["global"], rate=0.5),
        layer("Dense", "dense", ["drop"], use_bias=True, activation="softmax"),
    ]
    config = {"class_name": "Model",
              "config": {"layers": layers, "output_layers": [["dense", 0, 0]]}}  # fmt: skip
    weights = {n: RANDOM.random(shape).astype(np.float32) for n, shape in SHAPES.items()}
    return {"model_config": config}, weights


def layers_by_hand(x: np.ndarray, w: dict[str, np.ndarray]) -> np.ndarray:
    y = convolve(x, w["conv/kernel"]) + w["conv/bias"]
    y = (y - w["bn/moving_mean"]) / np.sqrt(w["bn/moving_variance"] + 1e-3)
    y = np.clip(y * w["bn/gamma"] + w["bn/beta"], 0, 6)
    kernel = w["depth/depthwise_kernel"][..., 0]
    windows = np.lib.stride_tricks.sliding_window_view(y, (2, 2), (1, 2))
    y = np.maximum(np.einsum("nhwcij,ijc->nhwc", windows, kernel) + w["depth/bias"], 0)
    windows = np.lib.stride_tricks.sliding_window_view(y, (2, 2), (1, 2))
    y = np.concatenate([windows.max((4, 5)), windows.mean((4, 5))], -1).mean((1, 2))
    y = np.exp(y @ w["dense/kernel"] + w["dense/bias"])
    return y / y.sum()


def test_layers_compute_the_same_as_by_hand(tmp_path: Path):
    topology, weights = layers_model()
    manifest, data = stored(weights)
    model = json.dumps({"modelTopology": topology, "weightsManifest": manifest}).encode()
    task = job(tmp_path, {"model.json": model, "weights.bin": data}, "net.xml")
    importers.run("keras_layers", task)
    x = RANDOM.random((1, 7, 7, 2)).astype(np.float32)
    results = run_network(task.folder / "net.xml", x)
    np.testing.assert_allclose(results["scores"], layers_by_hand(x, weights), rtol=1e-4)


def test_a_sequential_inside_a_sequential_computes_the_same(tmp_path: Path):
    conv = {"name": "conv", "strides": [2, 2], "batch_input_shape": [None, 7, 7, 2], **CONV}
    layers = [
        {"class_name": "Conv2D", "config": conv},
        {"class_name": "Activation", "config": {"name": "act", "activation": "relu"}},
    ]
    inner = {"class_name": "Sequential", "config": {"name": "inner", "layers": layers}}
    flat = {"class_name": "Flatten", "config": {"name": "flat"}}
    outer = {"class_name": "Sequential", "config": {"name": "outer", "layers": [inner, flat]}}
    weights = {f"inner/{name}": RANDOM.normal(size=SHAPES[name]).astype(np.float32)
               for name in ("conv/kernel", "conv/bias")}  # fmt: skip
    manifest, data = stored(weights)
    model = {"modelTopology": {"model_config": outer}, "weightsManifest": manifest}
    task = job(
        tmp_path, {"model.json": json.dumps(model).encode(), "weights.bin": data}, "net.xml",
        output="flat",
    )  # fmt: skip
    importers.run("keras_layers", task)
    x = RANDOM.normal(size=(1, 7, 7, 2)).astype(np.float32)
    y = np.maximum(convolve(x, weights["inner/conv/kernel"], 2) + weights["inner/conv/bias"], 0)
    results = run_network(task.folder / "net.xml", x)
    np.testing.assert_allclose(results["flat"], y.reshape(1, -1), rtol=1e-4, atol=1e-5)


def test_a_layer_that_is_not_known_is_named(tmp_path: Path):
    layers = [layer("InputLayer", "in", [], batch_input_shape=[None, 4, 4, 1]),
              layer("Lambda", "strange", ["in"])]  # fmt: skip
    config = {"class_name": "Model", "config": {"layers": layers, "output_layers": [["strange"]]}}
    model = {"modelTopology": {"model_config": config}, "weightsManifest": []}
    task = job(tmp_path, {"model.json": json.dumps(model).encode()}, "net.xml")
    with pytest.raises(ImportFailed, match="layer strange is a Lambda"):
        importers.run("keras_layers", task)


# nsfwjs


def module(value: str) -> bytes:
    """A minified CommonJS module as browserify makes them."""
    return f"!function(e){{module.exports=e()}}(function(){{t.exports={value}}},{{}}]);".encode()


def javascript(value: object) -> str:
    """A literal as a minifier writes it: bare keys, !0 for true, .5 for 0.5."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{javascript(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(javascript, value)) + "]"
    if isinstance(value, bool):
        return "!0" if value else "!1"
    return json.dumps(value).replace("0.", ".") if isinstance(value, float) else json.dumps(value)


def test_the_modules_of_nsfwjs_give_the_same_network_as_its_json(tmp_path: Path):
    topology, weights = layers_model()
    manifest, data = stored(weights)
    manifest[0]["paths"] = ["group1-shard1of2", "group1-shard2of2"]
    model = {"modelTopology": topology, "weightsManifest": manifest}
    shards = [base64.b64encode(part).decode() for part in (data[:99], data[99:])]
    task = job(
        tmp_path,
        {"m/group1-shard2of2.min.js": module(f'"{shards[1]}"'),
         "m/model.min.js": module(javascript(model)),
         "m/group1-shard1of2.min.js": module(f'"{shards[0]}"')},
        "net.xml",
    )  # fmt: skip
    importers.run("nsfwjs", task)
    x = RANDOM.random((1, 7, 7, 2)).astype(np.float32)
    results = run_network(task.folder / "net.xml", x)
    np.testing.assert_allclose(results["scores"], layers_by_hand(x, weights), rtol=1e-4)


def test_a_javascript_literal_is_read():
    source = "t.exports={a:!0,'b':!1,\"c d\":null,$e:[-.5,1e3,7,1.,[]],f:{},g:'it\\'s',h:\"\\\\n\"}"
    assert nsfwjs.module_value(source) == {
        "a": True, "b": False, "c d": None, "$e": [-0.5, 1000.0, 7, 1.0, []], "f": {},
        "g": "it's", "h": "\\n",
    }  # fmt: skip


@pytest.mark.parametrize(
    "source",
    ["t.exports={a:run()}", "t.exports={a:1", "t.exports=[1 2]", "nothing", "t.exports={a:b}",
     "t.exports={a 1}", "t.exports=" + "[" * 99],
)  # fmt: skip
def test_javascript_that_is_no_literal_is_refused(source: str):
    with pytest.raises(ImportFailed):
        nsfwjs.module_value(source)
