"""What a manifest may say: slots, readers, and the rules every entry is checked against.

The functions are pure: tables in, sentences about what is wrong out. models/README.md explains the
keys; the C++ program relies on what is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from importers import IMPORTERS


@dataclass(frozen=True)
class Reader:
    """How a network's outputs are read: the slot it serves and the outputs it asks for."""

    slot: str
    outputs: tuple[str, ...]


_YUNET = tuple(f"{part}_{stride}" for part in ("cls", "obj", "bbox", "kps") for stride in (8, 16, 32))

READERS = {
    "centernet": Reader("objects", ("heat", "wh")),
    "yolox": Reader("objects", ("predictions",)),
    "softmax": Reader("classes", ("scores",)),
    "db": Reader("text_detection", ("map",)),
    "ctc": Reader("text_recognition", ("scores",)),
    "angle": Reader("text_angle", ("scores",)),
    "yunet": Reader("face_detection", _YUNET),
    "embedding": Reader("face_embedding", ("vector",)),
    "mesh468": Reader("face_mesh", ("points", "presence")),
    "mesh478": Reader("face_mesh", ("points", "presence")),
    "iris": Reader("iris", ("eye", "iris")),
    "blendshapes52": Reader("blendshapes", ("scores",)),
    "age81": Reader("age", ("scores",)),
    "gender2": Reader("gender", ("scores",)),
    "emotion7": Reader("emotion", ("scores",)),
    "pose3": Reader("head_pose", ("yaw", "pitch", "roll")),
    "glasses": Reader("glasses", ("score",)),
    "safety": Reader("safety", ("scores",)),
}
SLOTS = tuple(dict.fromkeys(reader.slot for reader in READERS.values()))
VOCABULARIES = ("coco-80", "imagenet-1k")
CROPS = ("stretch", "square", "letterbox", "fit", "level", "upright", "eye", "points", "hull")

# Readers whose numbers mean nothing without the names of the classes
_NEEDS_CLASSES = {"centernet", "yolox", "softmax", "emotion7", "safety", "blendshapes52"}
_CHANNELS = {"RGB": 3, "BGR": 3, "GREY": 1}
_MODEL_KEYS = {
    "name", "slot", "reader", "about", "licence", "file", "source", "input", "outputs",
    "replaces", "classes", "vocabulary", "characters", "landmarks", "template", "crop",
    "calibration", "golden",
}  # fmt: skip
_SOURCE_KINDS = ("npm", "pypi", "github", "local")
_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,63}")
_PINS = {
    "github": ("commit", _COMMIT),
    "npm": ("version", _VERSION),
    "pypi": ("version", _VERSION),
}
_PACKAGE = {
    "npm": re.compile(r"(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*"),
    "pypi": re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"),
    "github": re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+"),
}


def problems(table: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a manifest's table; empty when it can be used."""
    found = []
    for key in ("pack", "about"):
        if not _is_text(table.get(key)):
            found.append(f"`{key}` is missing or empty")
    if _is_text(table.get("pack")) and not _NAME.fullmatch(table["pack"]):
        found.append(f"pack {table['pack']!r} is not a plain lower-case name")
    if "extends" in table and not (isinstance(table["extends"], str) and _NAME.fullmatch(table["extends"])):
        found.append("`extends` is not the name of a pack")
    for key in table.keys() - {"pack", "about", "extends", "model"}:
        found.append(f"unknown key `{key}`")
    entries = table.get("model")
    if not _is_list_of(entries, dict) or not entries:
        return [*found, "there is no [[model]]"]
    names: set[str] = set()
    for number, entry in enumerate(entries, 1):
        name = entry.get("name")
        label = name if _is_text(name) else f"model {number}"
        found += [f"{label}: {problem}" for problem in _model_problems(entry)]
        if name in names:
            found.append(f"{label}: the name is used twice")
        names.add(name)
    return found


def _model_problems(entry: Mapping[str, Any]) -> list[str]:
    found = [f"unknown key `{key}`" for key in sorted(entry.keys() - _MODEL_KEYS)]
    missing = [
        f"`{key}` is missing or empty"
        for key in ("name", "slot", "reader", "about", "licence", "file")
        if not _is_text(entry.get(key))
    ]
    missing += [
        f"[model.{key}] is missing" for key in ("source", "input", "outputs") if not isinstance(entry.get(key), dict)
    ]
    if missing:
        return found + missing
    if not _NAME.fullmatch(entry["name"]):
        found.append("the name is not a plain lower-case name")
    if "/" in entry["file"] or Path(entry["file"]).suffix not in (".xml", ".onnx", ".tflite"):
        found.append(f"file {entry['file']!r} is not a plain .xml, .onnx or .tflite name")
    replaces = entry.get("replaces", [])
    if not _is_list_of(replaces, str) or not set(replaces) <= set(SLOTS):
        found.append(f"`replaces` is not a list of slots; known: {', '.join(SLOTS)}")
    crop = entry.get("crop", {"kind": CROPS[0]})
    if not isinstance(crop, dict) or crop.get("kind") not in CROPS:
        found.append(f"`crop.kind` is none of {', '.join(CROPS)}")
    found += _reader_problems(entry)
    found += _source_problems(entry["source"])
    found += _input_problems(entry["input"])
    found += _golden_problems(entry)
    return found


def _reader_problems(entry: Mapping[str, Any]) -> list[str]:
    found = []
    if entry["slot"] not in SLOTS:
        found.append(f"unknown slot {entry['slot']!r}; known: {', '.join(SLOTS)}")
    reader = READERS.get(entry["reader"])
    if reader is None:
        return [*found, f"unknown reader {entry['reader']!r}; known: {', '.join(READERS)}"]
    if reader.slot != entry["slot"]:
        found.append(f"reader {entry['reader']} is for the slot {reader.slot}")
    for output in reader.outputs:
        if output not in entry["outputs"]:
            found.append(f"reader {entry['reader']} asks for the output `{output}`")
    for name, tensor in entry["outputs"].items():
        if not _is_text(tensor) and not (_is_int(tensor) and tensor >= 0):
            found.append(f"output `{name}` is neither a tensor name nor an index")
    if entry["reader"] in _NEEDS_CLASSES and not ("classes" in entry or "vocabulary" in entry):
        found.append(f"reader {entry['reader']} needs `classes` or `vocabulary`")
    if "classes" in entry and not _is_list_of(entry["classes"], str):
        found.append("`classes` is not a list of names")
    if entry.get("vocabulary", VOCABULARIES[0]) not in VOCABULARIES:
        found.append(f"unknown vocabulary; known: {', '.join(VOCABULARIES)}")
    if entry["reader"] == "ctc" and not _is_text(entry.get("characters")):
        found.append("reader ctc needs `characters`, the file that lists them")
    if entry["reader"] == "embedding" and len(entry.get("template", ())) != 5:
        found.append("reader embedding needs a `template` of five points")
    return found


def _source_problems(source: Mapping[str, Any]) -> list[str]:
    found = []
    allowed = {*_SOURCE_KINDS, "version", "commit", "import", "files", "options"}
    found += [f"unknown key `source.{key}`" for key in sorted(source.keys() - allowed)]
    kinds = [kind for kind in _SOURCE_KINDS if kind in source]
    if len(kinds) != 1:
        found.append(f"the source names {len(kinds)} of {', '.join(_SOURCE_KINDS)}; one is needed")
    for kind in kinds:
        if not _is_text(source[kind]):
            found.append(f"`source.{kind}` is empty")
        elif kind in _PACKAGE and not _PACKAGE[kind].fullmatch(source[kind]):
            found.append(f"{source[kind]!r} is no name of a {kind} source")
        pin, pattern = _PINS.get(kind, (None, None))
        if pin and not pattern.fullmatch(str(source.get(pin, ""))):
            found.append(f"`source.{pin}` has to pin one exact {pin}")
    files = source.get("files")
    if not isinstance(files, dict) or not files:
        found.append("[model.source.files] is missing or empty")
    else:
        for path, digest in files.items():
            if not is_inner_path(path):
                found.append(f"{path!r} is not a path inside the package")
            if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
                found.append(f"the hash of {path} is not 64 hexadecimal digits")
    importer = IMPORTERS.get(source.get("import"))
    if importer is None:
        found.append(f"unknown import {source.get('import')!r}; known: {', '.join(IMPORTERS)}")
    else:
        for option in sorted(source.get("options", {}).keys() - set(importer.options)):
            found.append(f"import {source['import']} has no option `{option}`")
    return found


def _input_problems(entry: Mapping[str, Any]) -> list[str]:
    found = []
    layout, colour = entry.get("layout"), entry.get("colour")
    if not _is_text(entry.get("name")):
        found.append("`input.name` is missing or empty")
    if entry.get("type") not in ("u8", "f32"):
        found.append("`input.type` is neither u8 nor f32")
    if not _is_list_of(entry.get("shape"), int) or not all(n == -1 or n > 0 for n in entry["shape"]):
        return [*found, "`input.shape` is not a list of sizes"]
    if layout == "plain":
        if entry.get("type") != "f32":
            found.append("a plain input is fed as f32")
        return found
    if layout not in ("NHWC", "NCHW"):
        return [*found, "`input.layout` is none of NHWC, NCHW, plain"]
    if len(entry["shape"]) != 4 or entry["shape"][3] != 3:
        found.append("`input.shape` of a picture is [batch, height, width, 3]")
    if colour not in _CHANNELS:
        return [*found, f"`input.colour` is none of {', '.join(_CHANNELS)}"]
    for key in ("mean", "scale"):
        values = entry.get(key)
        if not _is_list_of(values, (int, float)) or len(values) != _CHANNELS[colour]:
            found.append(f"`input.{key}` needs {_CHANNELS[colour]} numbers for {colour}")
        elif key == "scale" and 0 in values:
            found.append("`input.scale` has a zero")
    return found


def _golden_problems(entry: Mapping[str, Any]) -> list[str]:
    golden = entry.get("golden")
    if golden is None:
        return []
    if not isinstance(golden, dict):
        return ["[model.golden] is not a table"]
    found = []
    if golden.get("input") != "pattern":
        found.append('`golden.input` is not "pattern"')
    if not _is_list_of(golden.get("shape"), int):
        found.append("`golden.shape` is not a list of sizes")
    for key in ("tolerance", "tolerance_bf16"):
        if not isinstance(golden.get(key), float) or not 0 < golden[key] <= 10:
            found.append(f"`golden.{key}` is not a number above 0, with a point")
    for name, output in golden.get("outputs", {}).items():
        if name not in entry["outputs"]:
            found.append(f"golden output `{name}` is not in [model.outputs]")
        size = 1
        for length in output["shape"]:
            size *= length
        if any(not 0 <= index < size for index, _ in output["values"]):
            found.append(f"golden output `{name}` has an index outside its shape")
    return found


def is_inner_path(path: str) -> bool:
    """Whether `path` stays inside the folder it is joined to, on every system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not PurePosixPath(path).is_absolute() and ".." not in parts and not set("\\:\0") & set(path)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_list_of(value: Any, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) and not isinstance(item, bool) for item in value)
