"""Golden values: the pattern, the way into a network, what is kept, and the command."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import openvino as ov
import pytest
from openvino import opset13

import golden
import golden_values
import pattern
import pull
from conftest import local_source, model_toml, write_files, write_pack
from network import Network

PICTURE = {"name": "x", "shape": [1, -1, -1, 3], "type": "u8", "layout": "NHWC", "colour": "RGB",
           "mean": [0.0] * 3, "scale": [1.0] * 3}  # fmt: skip


def test_the_pattern_is_what_the_manifest_says():
    picture = pattern.pattern(PICTURE, [1, 40, 50, 3])
    assert picture.dtype == np.uint8 and picture.shape == (1, 40, 50, 3)
    for y, x, c in ((0, 0, 0), (39, 49, 2), (17, 31, 1)):
        assert picture[0, y, x, c] == (x * 7 + y * 13 + c * 29 + ((x * y) >> 4)) & 255
    floats = pattern.pattern({**PICTURE, "type": "f32"}, [2, 40, 50, 3])
    assert floats.dtype == np.float32
    np.testing.assert_array_equal(floats[1], picture[0])


def test_the_plain_pattern_is_what_the_manifest_says():
    tensor = pattern.pattern({"layout": "plain", "type": "f32"}, [1, 200, 2])
    assert tensor[0, 3, 1] == np.float32(((7 * 37) % 256) / 255)
    assert 0 <= tensor.min() and tensor.max() <= 1


def identity(folder: Path, entry: dict) -> dict:
    """Writes a network that gives back what it gets; gives a manifest's entry for it."""
    channels = 1 if entry["colour"] == "GREY" else 3
    shape = [1, channels, -1, -1] if entry["layout"] == "NCHW" else [1, -1, -1, channels]
    x = opset13.parameter(ov.PartialShape(shape), np.float32, "x")
    x.output(0).get_tensor().set_names({"x"})
    result = opset13.multiply(x, opset13.constant(np.float32(1)))
    result.output(0).get_tensor().set_names({"y"})
    ov.save_model(ov.Model([result], [x], "identity"), folder / "n.xml", compress_to_fp16=False)
    return {"file": "n.xml", "input": entry, "outputs": {"same": "y"}}


@pytest.mark.parametrize("kind", ["u8", "f32"])
@pytest.mark.parametrize("layout", ["NHWC", "NCHW"])
@pytest.mark.parametrize("colour", ["RGB", "BGR", "GREY"])
def test_openvino_feeds_a_network_as_the_manifest_says(tmp_path, kind, layout, colour):
    numbers = 1 if colour == "GREY" else 3
    entry = {
        **PICTURE, "type": kind, "layout": layout, "colour": colour,
        "mean": [122.0, 117.5, 104.0][:numbers], "scale": [58.0, 57.0, 128.0][:numbers],
    }  # fmt: skip
    network = Network(identity(tmp_path, entry), tmp_path)
    tensor = pattern.pattern(entry, [1, 9, 12, 3])
    # The weights of grey differ in their fourth digit, which is .03 of a step of 255
    np.testing.assert_allclose(network.run(tensor)["same"], pattern.network_input(entry, tensor), atol=1e-3)


def test_padding_of_half_grey_is_zero_in_the_network_but_for_rounding(tmp_path: Path):
    entry = {**PICTURE, "type": "f32", "layout": "NCHW", "colour": "BGR",
             "mean": [127.5] * 3, "scale": [127.5] * 3}  # fmt: skip
    network = Network(identity(tmp_path, entry), tmp_path)
    padding = np.full((1, 4, 4, 3), 127.5, np.float32)
    assert np.abs(network.run(padding)["same"]).max() < 1e-7


def test_a_network_is_reshaped_to_what_the_manifest_fixes(tmp_path: Path):
    table = identity(tmp_path, {**PICTURE, "layout": "NCHW"})
    table["input"] = {**table["input"], "shape": [1, 6, 10, 3]}
    network = Network(table, tmp_path)
    assert network.run(np.zeros((1, 6, 10, 3), np.uint8))["same"].shape == (1, 3, 6, 10)


@pytest.mark.parametrize("size", [3, 16, 17, 33, 64, 65, 18710 * 4])
def test_sixteen_places_are_kept_with_the_largest_among_them(size: int):
    flat = np.random.default_rng(size).normal(size=size)
    kept = golden_values.indices(flat)
    assert len(kept) == len(set(kept)) == min(size, 16)
    assert int(flat.argmax()) in kept and kept == sorted(kept)
    assert all(0 <= index < size for index in kept)


def test_probabilities_in_the_middle_are_kept():
    flat = np.zeros(10_000)
    flat[100:200] = 1
    flat[4321] = 0.4
    assert 4321 in golden_values.indices(flat)


def test_deviation_is_absolute_for_small_and_relative_for_large_values():
    values = np.array([[0.0, 1000.0]])
    kept = golden_values.summary(values)
    assert golden_values.deviation(values, kept) == 0
    assert golden_values.deviation(np.array([[0.01, 1000.0]]), kept) == pytest.approx(0.01)
    assert golden_values.deviation(np.array([[0.0, 1010.0]]), kept) == pytest.approx(0.01, rel=1e-2)
    assert golden_values.deviation(values[0], kept) == float("inf")
    assert golden_values.deviation(np.array([[0.0, np.nan]]), kept) == float("inf")


def golden_table() -> dict:
    output = golden_values.summary(np.linspace(-1e-9, 300, 50).reshape(5, 10))
    return {"shape": [1, 8, 8, 3], "tolerance": 1e-06, "tolerance_bf16": 2.0,
            "reference": "by hand", "outputs": {"scores": output}}  # fmt: skip


def test_the_block_reads_back_as_toml():
    made = golden_table()
    text = golden_values.to_toml(made)
    assert "\n\n" not in text
    table = tomllib.loads(text)["model"]["golden"]
    assert table["tolerance"] == 1e-06 and table["reference"] == "by hand"
    read, kept = table["outputs"]["scores"], made["outputs"]["scores"]
    assert read["shape"] == kept["shape"]
    np.testing.assert_allclose(read["values"], kept["values"], rtol=1e-6)


def test_only_the_block_of_one_model_is_replaced():
    block = golden_values.to_toml(golden_table())
    # The input of the first model has the second one's name
    first = model_toml("one", input_name='name = "two"')
    text = f"{first}\n[model.golden]\nold = 1\n\n# a remark\n\n{model_toml('two')}"
    text += "\n[model.golden]\nold = 2\n"
    changed = golden_values.replace_block(text, "two", block)
    assert changed.startswith(text[: text.rindex("[model.golden]")])
    assert changed.endswith(block)
    changed = golden_values.replace_block(text, "one", block)
    assert "old = 1" not in changed and "old = 2" in changed and "# a remark" in changed
    for name in ("three", "on"):
        with pytest.raises(ValueError, match="has no"):
            golden_values.replace_block(text, name, block)


# The whole way on a tiny network: pull, record (OpenVINO stands in for a reference), check

GOLDEN = """
[model.golden]
input = "pattern"
shape = [1, 8, 8, 3]
tolerance = 0.001
tolerance_bf16 = 0.1
"""


@pytest.fixture
def tiny_pack(tmp_path: Path) -> list[str]:
    entry = {**PICTURE, "shape": [1, 8, 8, 3], "layout": "NCHW", "colour": "BGR"}
    identity(tmp_path, entry)
    files = {name: (tmp_path / name).read_bytes() for name in ("n.xml", "n.bin")}
    write_files(tmp_path, files)
    model = model_toml(
        "tiny", local_source(files), file='file = "n.xml"', layout='layout = "NCHW"',
        colour='colour = "BGR"', scale="scale = [255.0, 255.0, 255.0]",
    )  # fmt: skip
    path = write_pack(tmp_path, model + GOLDEN)
    arguments = ["--pack", str(path), "--into", str(tmp_path / "out")]
    assert pull.main([*arguments, "--quiet"]) == pull.DONE
    return arguments


def test_recorded_values_are_checked(tiny_pack, capsys):
    assert golden.main(["check", *tiny_pack]) == golden.DONE
    assert "test/tiny: no golden values" in capsys.readouterr().out
    assert golden.main(["record", *tiny_pack, "--write"]) == golden.DONE
    assert golden.main(["check", *tiny_pack]) == golden.DONE
    assert "test/tiny: agrees" in capsys.readouterr().out


def test_a_changed_way_of_feeding_is_found(tiny_pack, capsys):
    golden.main(["record", *tiny_pack, "--write"])
    manifest = Path(tiny_pack[1])
    good = manifest.read_text()
    for old, new in (("BGR", "RGB"), ("255.0, 255.0, 255.0", "255.0, 250.0, 255.0")):
        manifest.write_text(good.replace(old, new))
        assert golden.main(["check", *tiny_pack]) == golden.FAILED
        assert "test/tiny: DIFFERS" in capsys.readouterr().out


def test_a_model_that_is_not_installed_fails_the_check(tiny_pack, tmp_path, capsys):
    golden.main(["record", *tiny_pack, "--write"])
    assert golden.main(["check", *tiny_pack[:2], "--into", str(tmp_path / "no")]) == golden.FAILED
    assert "not installed" in capsys.readouterr().out


def test_the_programs_run_as_commands():
    folder = Path(golden.__file__).parent
    for program in ("pull.py", "golden.py"):
        done = subprocess.run([sys.executable, program, "--help"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0 and "--pack" in done.stdout or "record" in done.stdout
