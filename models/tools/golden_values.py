"""Golden values: what is kept of an output, how two outputs are compared, and their TOML.

Of every output the manifest keeps the shape, mean, least and largest value, and 16 single values.
Two numbers agree when |a - b| <= tolerance * (1 + |b|), b being the golden one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

COUNT = 16
_LARGEST, _HALF_WAY, _LOW = 4, 4, 3


def summary(values: np.ndarray) -> dict[str, Any]:
    """What the manifest keeps of an output."""
    flat = values.astype(np.float64).ravel()
    return {
        "shape": list(values.shape),
        "mean": float(flat.mean()),
        "min": float(flat.min()),
        "max": float(flat.max()),
        "values": [(index, float(flat[index])) for index in indices(flat)],
    }


def indices(flat: np.ndarray) -> list[int]:
    """16 places that tell much, the largest value's among them.

    Some are the largest values, some lie half-way between least and largest (of probabilities those
    that move most when something is wrong), some low, and the rest is spread over the tensor.
    Tensors of up to 16 values are kept whole.
    """
    if len(flat) <= COUNT:
        return list(range(len(flat)))
    order = np.argsort(flat, kind="stable")
    half_way = np.argsort(np.abs(flat - (flat.min() + flat.max()) / 2), kind="stable")
    chosen = {*order[-_LARGEST:], *half_way[:_HALF_WAY], *order[:: len(flat) // (2 * _LOW)][:_LOW]}
    rest = [i for i in np.linspace(0, len(flat) - 1, 4 * COUNT).astype(int) if i not in chosen]
    chosen |= {rest[i] for i in np.linspace(0, len(rest) - 1, COUNT - len(chosen)).astype(int)}
    return sorted(int(index) for index in chosen)


def deviation(actual: np.ndarray, golden: Mapping[str, Any]) -> float:
    """The largest |a - b| / (1 + |b|) over everything the manifest keeps; infinite for another
    shape or for values that are no numbers."""
    flat = actual.astype(np.float64).ravel()
    if list(actual.shape) != list(golden["shape"]) or not np.isfinite(flat).all():
        return float("inf")
    pairs = [(flat[index], value) for index, value in golden["values"]]
    pairs += [
        (flat.mean(), golden["mean"]), (flat.min(), golden["min"]), (flat.max(), golden["max"])
    ]  # fmt: skip
    return max(abs(a - b) / (1 + abs(b)) for a, b in pairs)


def full_deviation(actual: np.ndarray, expected: np.ndarray) -> float:
    """As `deviation`, over every value of two whole outputs."""
    if actual.shape != expected.shape:
        return float("inf")
    actual, expected = actual.astype(np.float64), expected.astype(np.float64)
    return float(np.max(np.abs(actual - expected) / (1 + np.abs(expected))))


def to_toml(golden: Mapping[str, Any]) -> str:
    """The `[model.golden]` block, without a blank line inside, so that it can be found again."""
    shape = ", ".join(map(str, golden["shape"]))
    lines = [
        "[model.golden]",
        'input = "pattern"',
        f"shape = [{shape}]",
        f"tolerance = {golden['tolerance']}",
        f"tolerance_bf16 = {golden['tolerance_bf16']}",
        f'reference = "{golden["reference"]}"',
    ]
    for name, output in golden["outputs"].items():
        values = [f"[{index}, {_number(value)}]" for index, value in output["values"]]
        rows = [", ".join(values[i : i + 4]) for i in range(0, len(values), 4)]
        lines += [
            f"[model.golden.outputs.{name}]",
            f"shape = [{', '.join(map(str, output['shape']))}]",
            f"mean = {_number(output['mean'])}",
            f"min = {_number(output['min'])}",
            f"max = {_number(output['max'])}",
            "values = [",
            *(f"    {row}," for row in rows),
            "]",
        ]
    return "\n".join(lines) + "\n"


def replace_block(manifest: str, model: str, block: str) -> str:
    """The manifest's text with the `[model.golden]` block of one model replaced.

    The block ends at the first blank line. Raises ValueError where the model has none.
    """
    entry = re.search(rf'^\[\[model\]\]\nname = "{re.escape(model)}"$', manifest, re.MULTILINE)
    start = entry.end() if entry else len(manifest)
    following = manifest.find("\n[[model]]", start)
    end = len(manifest) if following < 0 else following
    begin = manifest.find("\n[model.golden]\n", start, end)
    if begin < 0:
        raise ValueError(f"model {model} has no [model.golden] in the manifest")
    stop = manifest.find("\n\n", begin)
    return manifest[: begin + 1] + block + ("" if stop < 0 else manifest[stop + 1 :])


def _number(value: float) -> str:
    """Seven digits, as many as a float32 carries, and always a TOML float."""
    text = f"{value:.7g}"
    return text if set(text) & set(".e") else f"{text}.0"
