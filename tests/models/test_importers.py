"""The importers that only move files, and the table they stand in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

import importers
from importers import ImportFailed, Job, onnx_metadata


def job(folder: Path, sources: dict[str, bytes], file: str, **options) -> Job:
    """A job on files with the given contents; they lie apart from the folder written to."""
    local = {}
    for number, (name, content) in enumerate(sources.items()):
        path = folder / f"source{number}{Path(name).suffix}"
        path.write_bytes(content)
        local[name] = path
    made = folder / "made"
    made.mkdir()
    return Job(local, options, made, file)


def names(task: Job) -> list[str]:
    return sorted(path.name for path in task.folder.iterdir())


def test_every_importer_in_the_table_has_a_module_with_run():
    for importer in importers.IMPORTERS.values():
        module = importers.importlib.import_module(f"importers.{importer.module}")
        assert callable(module.run)


def test_copy_gives_one_file_the_manifests_name_and_lets_two_keep_theirs(tmp_path: Path):
    one = tmp_path / "one"
    one.mkdir()
    task = job(one, {"deep/weird name.tflite": b"a"}, "model.tflite")
    importers.run("copy", task)
    assert names(task) == ["model.tflite"]
    task = job(tmp_path, {"x/net.xml": b"a", "x/net.bin": b"b"}, "net.xml")
    importers.run("copy", task)
    assert names(task) == ["net.bin", "net.xml"]


def test_an_import_that_does_not_make_the_file_fails(tmp_path: Path):
    task = job(tmp_path, {"x/net.xml": b"a", "x/net.bin": b"b"}, "other.xml")
    with pytest.raises(ImportFailed, match="did not make other.xml"):
        importers.run("copy", task)


def test_unzip_member_takes_one_file(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bundle", "w") as bundle:
        bundle.writestr("inner.tflite", b"weights")
        bundle.writestr("other", b"")
    task = job(tmp_path, {"a.task": (tmp_path / "bundle").read_bytes()}, "model.tflite",
               member="inner.tflite")  # fmt: skip
    importers.run("unzip_member", task)
    assert (task.folder / "model.tflite").read_bytes() == b"weights"


@pytest.mark.parametrize("member", ["../inner.tflite", "missing.tflite"])
def test_unzip_member_refuses_paths_outside_and_missing_ones(tmp_path: Path, member: str):
    with zipfile.ZipFile(tmp_path / "bundle", "w") as bundle:
        bundle.writestr("../inner.tflite", b"weights")
    task = job(tmp_path, {"a.task": (tmp_path / "bundle").read_bytes()}, "model.tflite",
               member=member)  # fmt: skip
    with pytest.raises(ImportFailed):
        importers.run("unzip_member", task)


def test_onnx_metadata_writes_the_text_unchanged(tmp_path: Path):
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy")
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "g", [x], [y])
    model = helper.make_model(graph)
    helper.set_model_props(model, {"character": "a\n\u3000\n'\né"})
    content = model.SerializeToString()
    task = job(tmp_path, {"m.onnx": content}, "m.onnx", texts={"character": "characters.txt"})
    importers.run("onnx_metadata", task)
    assert (task.folder / "m.onnx").read_bytes() == content
    written = (task.folder / "characters.txt").read_bytes().decode()
    assert written.split("\n") == ["a", "\u3000", "'", "é", ""]


def test_a_text_whose_order_would_be_lost_is_refused():
    assert onnx_metadata.text_file("a\nb\n") == onnx_metadata.text_file("a\nb") == "a\nb\n"
    for text in ("a\n\nb", "a\r\nb", ""):
        with pytest.raises(ImportFailed):
            onnx_metadata.text_file(text)


def test_a_missing_metadata_key_is_said(tmp_path: Path):
    empty = onnx.ModelProto().SerializeToString()
    task = job(tmp_path, {"m.onnx": empty}, "m.onnx", texts={"character": "characters.txt"})
    with pytest.raises(ImportFailed, match="no metadata key 'character'"):
        importers.run("onnx_metadata", task)


def test_what_a_library_raises_on_a_bad_file_becomes_an_import_failure(tmp_path: Path):
    task = job(tmp_path, {"m.onnx": b"no onnx"}, "m.xml")
    with pytest.raises(ImportFailed, match="onnx_dequantise: "):
        importers.run("onnx_dequantise", task)
