"""Writing OpenVINO IR: what the importers that build a network share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers import ImportFailed, Job

if TYPE_CHECKING:
    import numpy as np
    import openvino as ov


def save(network: ov.Model, job: Job) -> None:
    """Writes `job.file` and the .bin beside it.

    Option `weights` of every importer that calls this: "f32" (the default) or "f16", which halves
    the file; the network computes in the same precision either way.
    """
    import openvino as ov

    precision = job.options.get("weights", "f32")
    if precision not in ("f32", "f16"):
        raise ImportFailed(f"weights {precision!r} is neither f32 nor f16")
    if not job.file.endswith(".xml"):
        raise ImportFailed(f"this import writes OpenVINO IR, so {job.file!r} has to end in .xml")
    ov.save_model(network, job.folder / job.file, compress_to_fp16=precision == "f16")


def constant(values: np.ndarray) -> ov.Node:
    """A float32 constant."""
    import numpy as np
    from openvino import opset13

    return opset13.constant(np.ascontiguousarray(values, dtype=np.float32))


def integers(*values: int) -> ov.Node:
    """A one-dimensional int64 constant, as axes and shapes are given."""
    import numpy as np
    from openvino import opset13

    return opset13.constant(np.array(values, dtype=np.int64))


def per_channel(values: np.ndarray, rank: int) -> ov.Node:
    """A vector shaped to broadcast along axis 1 of a tensor of `rank` dimensions."""
    return constant(values.reshape(1, -1, *[1] * (rank - 2)))


def name_output(node: ov.Node, name: str) -> ov.Output:
    """The node's only output, renamed."""
    output = node.output(0)
    output.get_tensor().set_names({name})
    return output
