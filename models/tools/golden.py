#!/usr/bin/env python3
"""Golden values: checks installed models against them, and records them.

    golden.py check --pack plus                  # OpenVINO in f32 against the manifest
    golden.py check --pack plus --precision bf16
    golden.py record --pack standard --only age  # prints the block
    golden.py record --pack standard --write     # writes it into the manifest

Golden values come from a reference runtime on the original file, never from OpenVINO where
another runtime reads the file: ONNX Runtime, TensorFlow.js, the TFLite interpreter or PyTorch. What
recording needs beyond requirements.txt is said at the top of the programs in golden/. Exit code:
0 all agree, 1 something differs or failed, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import golden_values
import importers
import manifest as manifests
from fetch import Fetcher, FetchError
from manifest import Manifest, Model
from network import Network, network_shape
from pattern import network_input, pattern
from pull import DONE, FAILED, manifest_path

if TYPE_CHECKING:
    import numpy as np

RUNTIMES = Path(__file__).resolve().parent / "golden"
RUNTIME_SECONDS = 1800
_BY_IMPORT = {
    "tfjs_graph": "tfjs_reference.cjs",
    "keras_layers": "tfjs_reference.cjs",
    "nsfwjs": "tfjs_reference.cjs",
    "efficientnet_lite": "torch_reference.py",
    "onnx_dequantise": "onnx_reference.py",
}
_BY_SUFFIX = {
    ".onnx": "onnx_reference.py",
    ".tflite": "tflite_reference.py",
    ".xml": "openvino_reference.py",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        packs = manifests.load_with_base(manifest_path(options.pack))
    except manifests.ManifestError as error:
        parser.error(str(error))
    if unknown := set(options.only or ()) - {m.name for pack in packs for m in pack.models}:
        parser.error(f"no such model in this pack: {', '.join(sorted(unknown))}")
    if options.command == "check":
        return _check(packs, options)
    try:
        return _record(packs[-1], options)
    except (FetchError, importers.ImportFailed, OSError, subprocess.SubprocessError) as error:
        print(f"golden.py: {error}", file=sys.stderr)
        return FAILED


def _check(packs: Sequence[Manifest], options: argparse.Namespace) -> int:
    """Runs every installed model on the pattern and compares."""
    key = "tolerance" if options.precision == "f32" else "tolerance_bf16"
    failed = 0
    for manifest, model in _chosen(packs, options.only):
        label = f"{manifest.pack}/{model.name}"
        golden = model.table.get("golden", {})
        if not golden.get("outputs"):
            print(f"{label}: no golden values")
            continue
        folder = options.into / manifest.pack / model.name
        if not (folder / model.file).is_file():
            print(f"{label}: not installed in {options.into}; run pull.py --pack {manifest.pack}")
            failed += 1
            continue
        actual = run_installed(model, folder, options.precision)
        worst = max(golden_values.deviation(actual[name], output) for name, output in golden["outputs"].items())
        agrees = worst <= golden[key]
        failed += not agrees
        print(
            f"{label}: {'agrees' if agrees else 'DIFFERS'}, off by {worst:.2g} "
            f"of {golden[key]:g} allowed in {options.precision} ({golden['reference']})"
        )
    return FAILED if failed else DONE


def _record(manifest: Manifest, options: argparse.Namespace) -> int:
    """Runs reference runtimes and prints or writes what they give.

    Where the model is installed, says too how far OpenVINO is off over whole outputs: what to set
    the tolerances by.
    """
    with tempfile.TemporaryDirectory(prefix="spotter-golden-") as scratch:
        fetcher = Fetcher(Path(scratch), options.mirror)
        for _, model in _chosen([manifest], options.only):
            outputs, runtime = reference(manifest, model, fetcher, Path(scratch), options.python)
            golden = {
                **model.table["golden"],
                "reference": runtime,
                "outputs": {k: golden_values.summary(v) for k, v in outputs.items()},
            }
            block = golden_values.to_toml(golden)
            if options.write:
                text = manifest.path.read_text(encoding="utf-8")
                text = golden_values.replace_block(text, model.name, block)
                manifest.path.write_text(text, encoding="utf-8")
            else:
                print(block)
            folder = options.into / manifest.pack / model.name
            for precision in ("f32", "bf16") if (folder / model.file).is_file() else ():
                actual = run_installed(model, folder, precision)
                worst = {k: f"{golden_values.full_deviation(actual[k], v):.2g}" for k, v in outputs.items()}
                print(f"{model.name} {precision}: {worst}", file=sys.stderr)
    return DONE


def run_installed(model: Model, folder: Path, precision: str) -> dict[str, np.ndarray]:
    """The outputs of an installed model for the pattern."""
    tensor = pattern(model.table["input"], model.table["golden"]["shape"])
    return Network(model.table, folder, precision).run(tensor)


def reference(
    manifest: Manifest, model: Model, fetcher: Fetcher, scratch: Path, python: str
) -> tuple[dict[str, np.ndarray], str]:
    """The outputs of the original file in its reference runtime, and that runtime's name."""
    import numpy as np

    folder = scratch / "golden" / model.name
    folder.mkdir(parents=True)
    files = fetcher.fetch(manifest, model).files
    name, original = _runtime(model, files, folder)
    entry, shape = model.table["input"], model.table["golden"]["shape"]
    network_input(entry, pattern(entry, shape)).astype("<f4").tofile(folder / "input.f32")
    options = model.source.get("options", {})
    job = {
        "files": {path: str(file) for path, file in files.items()},
        "model": str(original) if original else None,
        "options": options,
        "input": str(folder / "input.f32"),
        "shape": network_shape(entry, shape),
        "name": entry["name"],
        "outputs": options.get("outputs", model.table["outputs"]),
        "result": str(folder),
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    program = [python] if name.endswith(".py") else ["node"]
    subprocess.run(  # noqa: S603
        [*program, str(RUNTIMES / name), str(folder / "job.json")],
        check=True, timeout=RUNTIME_SECONDS, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    answer = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    outputs = {
        output: np.fromfile(folder / f"{output}.f32", "<f4").reshape(size) for output, size in answer["shapes"].items()
    }
    return outputs, answer["runtime"]


def _runtime(model: Model, files: Mapping[str, Path], folder: Path) -> tuple[str, Path | None]:
    """The reference program for a model, and the one file that is the model, if one is."""
    kind = model.source["import"]
    if kind in _BY_IMPORT:
        return _BY_IMPORT[kind], next(iter(files.values())) if len(files) == 1 else None
    # These imports change nothing in the model, so the imported file is the original one
    original = folder / "original"
    original.mkdir()
    options = model.source.get("options", {})
    importers.run(kind, importers.Job(files, options, original, model.file))
    return _BY_SUFFIX[Path(model.file).suffix], original / model.file


def _chosen(packs: Sequence[Manifest], only: Sequence[str] | None) -> Iterator[tuple[Manifest, Model]]:
    for manifest in packs:
        for model in manifest.models:
            if not only or model.name in only:
                yield manifest, model


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="golden.py", description="Checks or records golden values.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="compare installed models, base packs included")
    check.add_argument("--precision", choices=("f32", "bf16"), default="f32")
    record = commands.add_parser("record", help="make the values of one pack anew")
    record.add_argument("--write", action="store_true", help="into the manifest, not to the screen")
    record.add_argument("--python", default=sys.executable, help="runs the reference programs")
    mirror = os.environ.get("SPOTTER_MODEL_MIRROR")
    record.add_argument("--mirror", type=Path, default=Path(mirror) if mirror else None)
    for command in (check, record):
        command.add_argument("--pack", required=True, help="standard, plus, or a manifest's path")
        command.add_argument("--into", type=Path, default=Path(".models"))
        command.add_argument("--only", nargs="+", metavar="NAME")
    return parser


if __name__ == "__main__":
    sys.exit(main())
