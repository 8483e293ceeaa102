"""Importer `efficientnet_lite`: EfficientNet-Lite weights of PyTorch (.pth) → OpenVINO IR.

The .pth file holds tensors alone, so the network is built here: "EfficientNet: Rethinking Model
Scaling for Convolutional Neural Networks" (Tan and Le, 2019) in its Lite form, without squeeze and
excitation, with ReLU6, and with stem and head the same in every size. The names of the tensors are
those of efficientnet_lite_pytorch. Batch normalisation is folded into the convolutions.

The network takes NCHW pictures, already normalised, as `image` and gives probabilities as `scores`.

Options
  variant: "lite0" … "lite4".
  weights: "f32" or "f16", see ir.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from importers import ImportFailed, Job, ir
from importers.torch_pickle import read_tensors

if TYPE_CHECKING:
    import numpy as np
    import openvino as ov

# Variant → depth coefficient, side of the input
_VARIANTS = {"lite0": (1.0, 224), "lite1": (1.1, 240), "lite2": (1.2, 260), "lite3": (1.4, 280),
             "lite4": (1.8, 300)}  # fmt: skip
# Stage → blocks before scaling, kernel, stride of its first block
_STAGES = ((1, 3, 1), (2, 3, 2), (2, 5, 2), (3, 3, 2), (3, 5, 1), (4, 5, 2), (1, 3, 1))
_EPSILON = 1e-3


def run(job: Job) -> None:
    variant = job.options.get("variant")
    if variant not in _VARIANTS:
        raise ImportFailed(f"variant {variant!r} is none of {', '.join(_VARIANTS)}")
    depth, size = _VARIANTS[variant]
    ir.save(build(read_tensors(job.only_source()), depth, size), job)


def build(weights: Mapping[str, np.ndarray], depth: float, size: int) -> ov.Model:
    """The network for pictures of `size`², from tensors named as in efficientnet_lite_pytorch."""
    import numpy as np
    import openvino as ov
    from openvino import opset13

    image = opset13.parameter([1, 3, size, size], np.float32, "image")
    image.output(0).get_tensor().set_names({"image"})
    layers = _Layers(weights)
    x = layers.convolution(image, "_conv_stem", "_bn0", stride=2)
    for number, (kernel, stride) in enumerate(blocks(depth)):
        x = layers.block(x, f"_blocks.{number}.", kernel, stride)
    x = layers.convolution(x, "_conv_head", "_bn1")
    x = opset13.reduce_mean(x, ir.integers(2, 3), False)
    x = opset13.matmul(x, ir.constant(layers.take("_fc.weight")), False, True)
    x = opset13.add(x, ir.constant(layers.take("_fc.bias")[None]))
    layers.check_all_taken()
    scores = ir.name_output(opset13.softmax(x, 1), "scores")
    return ov.Model([scores], [image], "efficientnet_lite")


def blocks(depth: float) -> list[tuple[int, int]]:
    """Kernel and stride of every block; the first and the last stage don't grow with depth."""
    result = []
    for stage, (count, kernel, stride) in enumerate(_STAGES):
        grows = 0 < stage < len(_STAGES) - 1
        repeats = math.ceil(depth * count) if grows else count
        result += [(kernel, stride)] + [(kernel, 1)] * (repeats - 1)
    return result


class _Layers:
    """Makes layers from the weights and knows which have been used."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        # Counters of training steps; they play no part in the network
        self._left = {k: v for k, v in weights.items() if not k.endswith("num_batches_tracked")}

    def take(self, name: str) -> np.ndarray:
        if name not in self._left:
            raise ImportFailed(f"the file has no tensor {name}")
        return self._left.pop(name)

    def check_all_taken(self) -> None:
        if self._left:
            raise ImportFailed(f"the file has tensors of another network: {sorted(self._left)[0]}")

    def block(self, x: ov.Node, prefix: str, kernel: int, stride: int) -> ov.Node:
        """Inverted residual: widen, filter each channel, narrow; added to `x` where it fits."""
        from openvino import opset13

        y = x
        if f"{prefix}_expand_conv.weight" in self._left:
            y = self.convolution(y, f"{prefix}_expand_conv", f"{prefix}_bn0")
        y = self.convolution(y, f"{prefix}_depthwise_conv", f"{prefix}_bn1", stride, kernel=kernel, depthwise=True)
        y = self.convolution(y, f"{prefix}_project_conv", f"{prefix}_bn2", activated=False)
        same = stride == 1 and x.output(0).get_shape() == y.output(0).get_shape()
        return opset13.add(x, y) if same else y

    def convolution(
        self, x: ov.Node, convolution: str, normalisation: str, stride: int = 1, *,
        kernel: int | None = None, depthwise: bool = False, activated: bool = True,
    ) -> ov.Node:  # fmt: skip
        """Convolution, batch normalisation and ReLU6, padded as TensorFlow's SAME."""
        import numpy as np
        from openvino import opset13

        filters = self.take(f"{convolution}.weight")
        if kernel is not None and filters.shape[2:] != (kernel, kernel):
            raise ImportFailed(f"{convolution} is not {kernel}×{kernel}: another variant?")
        variance = self.take(f"{normalisation}.running_var")
        factor = self.take(f"{normalisation}.weight") / np.sqrt(variance + _EPSILON)
        mean = self.take(f"{normalisation}.running_mean")
        shift = self.take(f"{normalisation}.bias") - mean * factor
        filters = filters * factor[:, None, None, None]
        where = ([stride] * 2, [0, 0], [0, 0], [1, 1], "same_upper")
        if depthwise:
            x = opset13.group_convolution(x, ir.constant(filters[:, None]), *where)
        else:
            x = opset13.convolution(x, ir.constant(filters), *where)
        x = opset13.add(x, ir.per_channel(shift, 4))
        return opset13.clamp(x, 0.0, 6.0) if activated else x
