"""The manifests in models/, and what is refused in one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import manifest
import schema
from conftest import MODELS, model_toml, write_pack

PACKS = sorted(path.stem for path in MODELS.glob("*.toml"))
ENTRIES = [
    pytest.param(model, id=f"{pack}/{model.name}")
    for pack in PACKS
    for model in manifest.load(MODELS / f"{pack}.toml").models
]


def test_the_two_packs_are_there_and_plus_brings_standard():
    chain = manifest.load_with_base(MODELS / "plus.toml")
    assert [pack.pack for pack in chain] == ["standard", "plus"]


def test_no_name_is_used_by_two_packs():
    chain = manifest.load_with_base(MODELS / "plus.toml")
    names = [model.name for pack in chain for model in pack.models]
    assert len(names) == len(set(names))


def test_standard_fills_every_slot_that_has_no_better_home():
    slots = {model.table["slot"] for model in manifest.load(MODELS / "standard.toml").models}
    assert set(schema.SLOTS) - slots == {"blendshapes", "head_pose", "glasses"}


@pytest.mark.parametrize("model", ENTRIES)
def test_an_entry_says_its_licence_and_pins_every_file(model):
    assert model.table["licence"].strip()
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in model.source_files.values())


@pytest.mark.parametrize("model", ENTRIES)
def test_an_entry_has_golden_values_for_every_output(model):
    golden = model.table["golden"]
    assert set(golden["outputs"]) == set(model.table["outputs"])
    assert golden["reference"]
    for output in golden["outputs"].values():
        largest = max(value for _, value in output["values"])
        assert largest == pytest.approx(output["max"], rel=1e-6)


@pytest.mark.parametrize("model", ENTRIES)
def test_a_calibration_says_what_it_was_fitted_on(model):
    calibration = model.table.get("calibration")
    assert calibration is None or calibration["fitted_on"]


@pytest.mark.parametrize("model", ENTRIES)
def test_landmarks_are_points_of_the_mesh_and_templates_lie_in_the_input(model):
    landmarks = model.table.get("landmarks", [])
    assert all(0 <= point < 478 for point in landmarks)
    assert len(set(landmarks)) == len(landmarks)
    _, height, width, *_ = [*model.table["input"]["shape"], 0]
    for x, y in model.table.get("template", []):
        assert 0 < x < width and 0 < y < height


def test_blendshapes_take_146_points_and_name_52_shapes():
    model = manifest.load(MODELS / "plus.toml").model("face_blendshapes")
    assert len(model.table["landmarks"]) == model.table["input"]["shape"][1] == 146
    assert len(model.table["classes"]) == 52


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"slot": 'slot = "sounds"'}, "unknown slot 'sounds'"),
        ({"reader": 'reader = "tarot"'}, "unknown reader 'tarot'"),
        ({"reader": 'reader = "db"'}, "reader db is for the slot text_detection"),
        ({"licence": 'licence = " "'}, "`licence` is missing or empty"),
        ({"licence": ""}, "`licence` is missing or empty"),
        ({"classes": ""}, "needs `classes` or `vocabulary`"),
        ({"classes": 'classes = ["a"]\nclases = 1'}, "unknown key `clases`"),
        ({"file": 'file = "../parts.onnx"'}, "is not a plain .xml, .onnx or .tflite name"),
        ({"outputs": 'scored = "y"'}, "asks for the output `scores`"),
        ({"outputs": "scores = -1"}, "neither a tensor name nor an index"),
        (
            {"file": 'file = "a.onnx"\nreplaces = ["face_mash"]'},
            "`replaces` is not a list of slots",
        ),
        ({"file": 'file = "a.onnx"\ncrop = { kind = "round" }'}, "`crop.kind` is none of"),
        ({"type": 'type = "f16"'}, "neither u8 nor f32"),
        ({"layout": 'layout = "NCWH"'}, "none of NHWC, NCHW, plain"),
        ({"layout": 'layout = "plain"'}, "a plain input is fed as f32"),
        ({"colour": 'colour = "GREY"'}, "needs 1 numbers for GREY"),
        ({"scale": "scale = [1.0, 0.0, 1.0]"}, "has a zero"),
        ({"shape": "shape = [1, 3, 8, 8]"}, "[batch, height, width, 3]"),
    ],
)
def test_a_mistake_is_named(changes, complaint):
    table = tomllib.loads('pack = "test"\nabout = "a test"\n' + model_toml(**changes))
    assert any(complaint in problem for problem in schema.problems(table))


SOURCE = """[model.source]
{place}
import = "copy"
[model.source.files]
"{path}" = "{digest}"
"""


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"digest": "12ab"}, "the hash of a.onnx is not 64 hexadecimal digits"),
        ({"digest": "A" * 64}, "the hash of a.onnx is not 64 hexadecimal digits"),
        ({"path": "../a.onnx"}, "is not a path inside the package"),
        ({"path": "/a.onnx"}, "is not a path inside the package"),
        ({"place": 'github = "owner/repo"\ncommit = "main"'}, "has to pin one exact commit"),
        ({"place": 'npm = "thing"\nversion = "^1.0"'}, "has to pin one exact version"),
        ({"place": 'pypi = "--index-url"\nversion = "1.0"'}, "is no name of a pypi source"),
        ({"place": 'npm = "-x"\nversion = "1.0"'}, "is no name of a npm source"),
        ({"place": 'url = "x"'}, "the source names 0 of"),
        ({"place": 'local = "a"\npypi = "a"\nversion = "1"'}, "the source names 2 of"),
    ],
)
def test_a_source_that_is_not_pinned_or_not_safe_is_refused(change, complaint):
    parts = {"place": 'local = "files"', "path": "a.onnx", "digest": "0" * 64, **change}
    text = 'pack = "test"\nabout = "a test"\n' + model_toml(source=SOURCE.format(**parts))
    assert any(complaint in problem for problem in schema.problems(tomllib.loads(text)))


def test_a_name_used_twice_is_refused():
    text = 'pack = "test"\nabout = "a test"\n' + model_toml("twin") + model_toml("twin")
    assert "twin: the name is used twice" in schema.problems(tomllib.loads(text))


def test_all_mistakes_are_said_at_once(tmp_path: Path):
    path = write_pack(tmp_path, model_toml("one", slot='slot = "x"'), model_toml("two", type=""))
    with pytest.raises(manifest.ManifestError) as error:
        manifest.load(path)
    assert "one: unknown slot" in str(error.value) and "two: `input.type`" in str(error.value)


def test_packs_that_extend_each_other_are_refused(tmp_path: Path):
    write_pack(tmp_path, model_toml(), pack="one", extends="two")
    two = write_pack(tmp_path, model_toml(), pack="two", extends="one")
    with pytest.raises(manifest.ManifestError, match="extends itself"):
        manifest.load_with_base(two)
