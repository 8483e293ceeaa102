"""The structure of EfficientNet-Lite; its numbers are covered by the golden values."""

from __future__ import annotations

import numpy as np
import openvino as ov
import pytest

from importers import ImportFailed
from importers.efficientnet_lite import blocks, build

RANDOM = np.random.default_rng(3)
WIDTH = 2  # every layer of the test's network has so many channels, to keep it small


def weights() -> dict[str, np.ndarray]:
    made: dict[str, np.ndarray] = {}

    def convolution(name: str, norm: str, shape: tuple[int, ...]) -> None:
        made[f"{name}.weight"] = RANDOM.normal(size=shape).astype(np.float32)
        for part in ("weight", "bias", "running_mean", "running_var"):
            made[f"{norm}.{part}"] = RANDOM.random(shape[0]).astype(np.float32)
        made[f"{norm}.num_batches_tracked"] = np.array(1)

    convolution("_conv_stem", "_bn0", (WIDTH, 3, 3, 3))
    for number, (kernel, _) in enumerate(blocks(1.0)):
        prefix = f"_blocks.{number}."
        if number:
            convolution(f"{prefix}_expand_conv", f"{prefix}_bn0", (WIDTH, WIDTH, 1, 1))
        convolution(f"{prefix}_depthwise_conv", f"{prefix}_bn1", (WIDTH, 1, kernel, kernel))
        convolution(f"{prefix}_project_conv", f"{prefix}_bn2", (WIDTH, WIDTH, 1, 1))
    convolution("_conv_head", "_bn1", (WIDTH, WIDTH, 1, 1))
    made["_fc.weight"] = RANDOM.normal(size=(5, WIDTH)).astype(np.float32)
    made["_fc.bias"] = RANDOM.normal(size=5).astype(np.float32)
    return made


def test_depth_adds_blocks_to_the_middle_stages_only():
    assert len(blocks(1.0)) == 16
    assert len(blocks(1.2)) == 1 + 3 + 3 + 4 + 4 + 5 + 1
    assert blocks(1.2)[:4] == [(3, 1), (3, 2), (3, 1), (3, 1)]
    assert blocks(1.2)[-1] == (3, 1)


def test_the_network_takes_a_picture_and_gives_probabilities():
    network = ov.Core().compile_model(build(weights(), 1.0, 32), "CPU")
    assert network.input("image").shape == ov.Shape([1, 3, 32, 32])
    scores = network([RANDOM.random((1, 3, 32, 32)).astype(np.float32)])["scores"]
    assert scores.shape == (1, 5) and scores.sum() == pytest.approx(1, abs=1e-5)


def test_weights_of_another_network_are_refused():
    missing, extra, wrong = weights(), weights(), weights()
    del missing["_blocks.3._bn1.bias"]
    extra["_blocks.16._bn1.bias"] = np.zeros(WIDTH)
    wrong["_blocks.0._depthwise_conv.weight"] = np.zeros((WIDTH, 1, 5, 5), np.float32)
    with pytest.raises(ImportFailed, match="no tensor _blocks.3._bn1.bias"):
        build(missing, 1.0, 32)
    with pytest.raises(ImportFailed, match="another network: _blocks.16._bn1.bias"):
        build(extra, 1.0, 32)
    with pytest.raises(ImportFailed, match="is not 3×3"):
        build(wrong, 1.0, 32)
