"""Folding quantised weights, against ONNX's own reference evaluator."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import openvino as ov
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

import importers
from importers import ImportFailed
from importers.onnx_dequantise import dequantise, fold_constant_weights
from test_importers import job

RANDOM = np.random.default_rng(1)


def test_dequantise_by_blocks_with_a_shorter_last_block():
    values = RANDOM.integers(-128, 128, (2, 7), dtype=np.int8)
    scales = np.array([[1.0, 0.5, 2.0], [3.0, 0.25, 4.0]], np.float32)
    zeros = np.array([[0, 1, -2], [5, 0, 7]], np.int8)
    expected = [
        [(int(values[row, i]) - int(zeros[row, i // 3])) * scales[row, i // 3] for i in range(7)] for row in range(2)
    ]
    np.testing.assert_array_equal(dequantise(values, scales, zeros, 1, 3), np.float32(expected))


@pytest.mark.parametrize("axis", [0, 1])
def test_dequantise_by_axis_and_as_a_whole(axis: int):
    values = RANDOM.integers(-128, 128, (3, 3), dtype=np.int8)
    scales = np.array([1.0, 0.5, 2.0], np.float32)
    shaped = scales[:, None] if axis == 0 else scales[None]
    np.testing.assert_array_equal(dequantise(values, scales, None, axis, 0), values * shaped)
    one = np.array(0.5, np.float32)
    np.testing.assert_array_equal(dequantise(values, one, np.array(3, np.int8), axis, 0),
                                  (values.astype(np.float32) - 3) * 0.5)  # fmt: skip


def quantised_model() -> onnx.ModelProto:
    """A convolution whose weights are stored flat, in int8, by blocks of 8, as OpenCV Zoo does."""
    stored = {
        "w_q": RANDOM.integers(-128, 128, (4, 18), dtype=np.int8),
        "w_s": RANDOM.random((4, 3), dtype=np.float32),
        "w_z": RANDOM.integers(-9, 9, (4, 3), dtype=np.int8),
        "w_shape": np.array([4, 2, 3, 3], np.int64),
    }
    nodes = [
        helper.make_node("DequantizeLinear", ["w_q", "w_s", "w_z"], ["w_d"], axis=1, block_size=8),
        helper.make_node("Reshape", ["w_d", "w_shape"], ["w"]),
        helper.make_node("Conv", ["x", "w"], ["y"], pads=[1, 1, 1, 1]),
    ]
    graph = helper.make_graph(
        nodes, "g",
        # Old exporters list a weight among the inputs
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2, 6, 6]),
         helper.make_tensor_value_info("w", TensorProto.FLOAT, [4, 2, 3, 3])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 4, "h", "w"])],
        [numpy_helper.from_array(values, name) for name, values in stored.items()],
    )  # fmt: skip
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)])


def expected_output(model: onnx.ModelProto, x: np.ndarray) -> np.ndarray:
    clean = onnx.ModelProto()
    clean.CopyFrom(model)
    del clean.graph.input[1:]
    return ReferenceEvaluator(clean).run(None, {"x": x})[0]


def test_folding_leaves_one_operator_and_the_same_result():
    model = quantised_model()
    x = RANDOM.random((1, 2, 6, 6), dtype=np.float32)
    expected = expected_output(model, x)
    assert fold_constant_weights(model) == 1
    assert [node.op_type for node in model.graph.node] == ["Conv"]
    assert [i.name for i in model.graph.input] == ["x"]
    assert [t.name for t in model.graph.initializer] == ["w"]
    actual = ReferenceEvaluator(model).run(None, {"x": x})[0]
    np.testing.assert_allclose(actual, expected, rtol=1e-5)


def test_the_imported_network_takes_other_sizes_where_the_manifest_frees_them(tmp_path: Path):
    model = quantised_model()
    task = job(tmp_path, {"m.onnx": model.SerializeToString()}, "m.xml", shape=[1, 2, -1, -1])
    importers.run("onnx_dequantise", task)
    config = {"INFERENCE_PRECISION_HINT": "f32"}
    network = ov.Core().compile_model(task.folder / "m.xml", "CPU", config)
    assert network.output("y").names == {"y"}
    for size in ((6, 6), (4, 9)):
        x = RANDOM.random((1, 2, *size), dtype=np.float32)
        model.graph.input[0].type.tensor_type.shape.dim[2].dim_value = size[0]
        model.graph.input[0].type.tensor_type.shape.dim[3].dim_value = size[1]
        np.testing.assert_allclose(network([x])["y"], expected_output(model, x), rtol=1e-4)


def test_a_file_without_quantised_weights_is_refused(tmp_path: Path):
    model = quantised_model()
    fold_constant_weights(model)
    task = job(tmp_path, {"m.onnx": model.SerializeToString()}, "m.xml")
    with pytest.raises(ImportFailed, match="no quantised weights"):
        importers.run("onnx_dequantise", task)
