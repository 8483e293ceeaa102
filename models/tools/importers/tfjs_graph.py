"""Importer `tfjs_graph`: a TensorFlow.js graph model (model.json + .bin) → OpenVINO IR.

A graph model is a TensorFlow GraphDef written as JSON, its constants kept apart. It is put
together again as a GraphDef, which OpenVINO reads. Two things have to change on the way:
operators that TF.js fused are taken apart, as OpenVINO doesn't know them, and the graph is cut to
the outputs that are wanted.

Options
  outputs: name → tensor of the graph ("node" or "node:1") to give under that name. What none of
           them depends on is dropped, such as a slow TopK at the end of a detector.
  weights: "f32" or "f16", see ir.py.

Neither TensorFlow nor TensorFlow.js is needed.
"""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from importers import ImportFailed, Job, ir, tf_graph_def
from importers.tfjs_weights import read_weights

if TYPE_CHECKING:
    import numpy as np
    import openvino as ov

Node = dict[str, Any]  # a NodeDef as TF.js writes it: name, op, input, attr

# Fused operator → the plain one inside it, and the attributes that one takes
_PLAIN = {
    "_FusedConv2D": (
        "Conv2D",
        ("T", "strides", "padding", "data_format", "dilations", "explicit_paddings"),
    ),
    "FusedDepthwiseConv2dNative": (
        "DepthwiseConv2dNative",
        ("T", "strides", "padding", "data_format", "dilations", "explicit_paddings"),
    ),
    "_FusedMatMul": ("MatMul", ("T", "transpose_a", "transpose_b")),
}
_ACTIVATIONS = ("Relu", "Relu6", "Elu", "Sigmoid", "Tanh")
_FLOAT = {"T": {"type": "DT_FLOAT"}}


def run(job: Job) -> None:
    import openvino as ov

    model = json.loads(job.source(".json").read_text(encoding="utf-8"))
    files = {path.rsplit("/", 1)[-1]: local for path, local in job.sources.items()}
    try:
        weights = read_weights(model["weightsManifest"], lambda name: files[name].read_bytes())
    except KeyError as error:
        raise ImportFailed(f"the manifest lists no file {error}, which model.json needs") from None
    nodes = frozen_graph(model["modelTopology"]["node"], weights, job.options.get("outputs", {}))
    with tempfile.TemporaryDirectory() as scratch:
        frozen = Path(scratch) / "frozen.pb"
        frozen.write_bytes(tf_graph_def.serialise(nodes))
        network = ov.Core().read_model(frozen)
        _name_plainly(network, job.options.get("outputs", {}))
        ir.save(network, job)


def frozen_graph(nodes: Iterable[Node], weights: Mapping[str, np.ndarray], outputs: Mapping[str, str]) -> list[Node]:
    """The nodes of a GraphDef that has its constants inside and no fused operator."""
    kept = list(nodes)
    if outputs:
        kept = cut(kept, outputs.values())
        kept += [
            {"name": name, "op": "Identity", "input": [tensor], "attr": _FLOAT} for name, tensor in outputs.items()
        ]
    result: list[Node] = []
    for node in kept:
        if node["op"] == "Const":
            if node["name"] not in weights:
                raise ImportFailed(f"the constant {node['name']} has no weights")
            result.append(_constant(node["name"], weights[node["name"]]))
        else:
            result += unfused(node)
    return result


def cut(nodes: Iterable[Node], tensors: Iterable[str]) -> list[Node]:
    """The nodes that any of `tensors` depends on, in their old order."""
    by_name = {node["name"]: node for node in nodes}
    needed: set[str] = set()
    waiting = [_node_of(tensor) for tensor in tensors]
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        if name not in by_name:
            raise ImportFailed(f"the graph has no node {name}")
        needed.add(name)
        waiting += [_node_of(tensor) for tensor in by_name[name].get("input", [])]
    return [node for name, node in by_name.items() if name in needed]


def unfused(node: Node) -> list[Node]:
    """One node as nodes OpenVINO knows; the last one keeps the name, so that others find it."""
    if node["op"] == "Prelu":
        return _prelu(node["name"], *node["input"])
    if node["op"] not in _PLAIN:
        return [node]
    plain, attributes = _PLAIN[node["op"]]
    attr = node.get("attr", {})
    steps = [_text(step) for step in attr.get("fused_ops", {}).get("list", {}).get("s", [])]
    extra = iter(node["input"][2:])  # the operands of the fused steps, in their order
    names = [f"{node['name']}/step{i}" for i in range(len(steps))] + [node["name"]]
    result = [
        {
            "name": names[0],
            "op": plain,
            "input": node["input"][:2],
            "attr": {key: attr[key] for key in attributes if key in attr},
        }
    ]
    for step, previous, name in zip(steps, names[:-1], names[1:], strict=True):
        if step == "BiasAdd":
            layout = attr.get("data_format", {"s": base64.b64encode(b"NHWC").decode()})
            bias = {"input": [previous, next(extra)], "attr": {**_FLOAT, "data_format": layout}}
            result.append({"name": name, "op": "BiasAdd", **bias})
        elif step == "Prelu":
            result += _prelu(name, previous, next(extra))
        elif step == "LeakyRelu":
            alpha = attr.get("leakyrelu_alpha", {"f": 0.2})
            leaky = {"input": [previous], "attr": {**_FLOAT, "alpha": alpha}}
            result.append({"name": name, "op": "LeakyRelu", **leaky})
        elif step in _ACTIVATIONS:
            result.append({"name": name, "op": step, "input": [previous], "attr": _FLOAT})
        else:
            raise ImportFailed(f"{node['name']} is fused with {step}, which isn't known here")
    return result


def _prelu(name: str, x: str, slope: str) -> list[Node]:
    """relu(x) - slope * relu(-x): TF.js has a Prelu operator, TensorFlow has none."""

    def step(suffix: str, op: str, *inputs: str) -> Node:
        return {"name": name + suffix, "op": op, "input": list(inputs), "attr": _FLOAT}

    return [
        step("/positive", "Relu", x),
        step("/negated", "Neg", x),
        step("/negative", "Relu", f"{name}/negated"),
        step("/sloped", "Mul", f"{name}/negative", slope),
        step("", "Sub", f"{name}/positive", f"{name}/sloped"),
    ]


def _constant(name: str, values: np.ndarray) -> Node:
    kind = {"float32": "DT_FLOAT", "int32": "DT_INT32", "bool": "DT_BOOL"}[values.dtype.name]
    tensor = {
        "dtype": kind,
        "tensorShape": {"dim": [{"size": size} for size in values.shape]},
        "tensorContent": base64.b64encode(values.tobytes()).decode(),
    }
    attr = {"dtype": {"type": kind}, "value": {"tensor": tensor}}
    return {"name": name, "op": "Const", "attr": attr}


def _name_plainly(network: ov.Model, outputs: Iterable[str]) -> None:
    """Names inputs and outputs as the manifest does, where the frontend says "node:0".

    An output that the manifest named keeps that name alone.
    """
    for port in (*network.inputs, *network.outputs):
        names = {name.removesuffix(":0") for name in port.names}
        port.get_tensor().set_names(names & set(outputs) or names)


def _node_of(tensor: str) -> str:
    """ "^node" and "node:1" → "node"."""
    return tensor.removeprefix("^").split(":")[0]


def _text(value: str | list[int]) -> str:
    """TF.js writes bytes as base64, or as a list of numbers."""
    return (bytes(value) if isinstance(value, list) else base64.b64decode(value)).decode()
