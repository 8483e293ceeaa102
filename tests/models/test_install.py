"""Installing: what is kept, what is made again, what is left after a failure; and pull.py."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import fetch
import install
import manifest
import pull
from conftest import local_source, model_toml, sha256, write_files, write_pack

CONTENT = b"content"


class Counting:
    """A fetcher of the folder beside the manifest that counts."""

    def __init__(self, scratch: Path) -> None:
        self._fetcher = fetch.Fetcher(scratch)
        self.fetched: list[str] = []

    def __call__(self, pack: manifest.Manifest, model: manifest.Model) -> fetch.Fetched:
        self.fetched.append(model.name)
        return self._fetcher.fetch(pack, model)


@pytest.fixture
def counting(tmp_path: Path) -> Counting:
    write_files(tmp_path, {"parts.onnx": CONTENT})
    return Counting(tmp_path / "scratch")


def run(folder: Path, counting: Counting, *models: str, **options) -> list[install.InstallError]:
    pack = manifest.load(write_pack(folder, *(models or (model_toml("one"), model_toml("two")))))
    return install.install_pack(pack, folder / "out", counting, lambda _: None, **options)


def test_a_pack_is_installed_with_a_record_and_its_manifest(tmp_path, counting):
    assert run(tmp_path, counting) == []
    out = tmp_path / "out" / "test"
    assert (out / "one" / "parts.onnx").read_bytes() == CONTENT
    assert (out / "manifest.toml").read_bytes() == (tmp_path / "test.toml").read_bytes()
    entry = json.loads((out / "installed.json").read_text())["models"]["one"]
    assert entry["files"] == {"parts.onnx": {"sha256": sha256(CONTENT), "bytes": len(CONTENT)}}
    assert entry["source"]["files"]["parts.onnx"]["sha256"] == sha256(CONTENT)
    assert entry["tools"]["import"] == "copy 1"
    assert sorted(p.name for p in out.iterdir()) == [
        "installed.json",
        "manifest.toml",
        "one",
        "two",
    ]


def test_what_is_installed_is_not_fetched_again(tmp_path, counting):
    run(tmp_path, counting)
    counting.fetched.clear()
    assert run(tmp_path, counting) == []
    assert counting.fetched == []


def test_words_in_the_manifest_may_change_without_a_new_fetch(tmp_path, counting):
    run(tmp_path, counting, model_toml("one"))
    counting.fetched.clear()
    run(tmp_path, counting, model_toml("one", about='about = "other words"'))
    assert counting.fetched == []
    assert "other words" in (tmp_path / "out" / "test" / "manifest.toml").read_text()


@pytest.mark.parametrize("damage", ["change", "remove", "add", "forget"])
def test_what_is_damaged_is_installed_again_and_nothing_else(tmp_path, counting, damage):
    run(tmp_path, counting)
    counting.fetched.clear()
    out = tmp_path / "out" / "test"
    file = out / "one" / "parts.onnx"
    if damage == "change":
        file.write_bytes(b"c0ntent")
    elif damage == "remove":
        file.unlink()
    elif damage == "add":
        (out / "one" / "stray.bin").write_bytes(b"")
    else:
        record = json.loads((out / "installed.json").read_text())
        del record["models"]["one"]
        (out / "installed.json").write_text(json.dumps(record))
    assert run(tmp_path, counting) == []
    assert counting.fetched == ["one"]
    assert file.read_bytes() == CONTENT
    assert [p.name for p in (out / "one").iterdir()] == ["parts.onnx"]


def test_another_source_or_file_name_is_installed_anew(tmp_path, counting):
    run(tmp_path, counting, model_toml("one"))
    counting.fetched.clear()
    run(tmp_path, counting, model_toml("one", file='file = "renamed.onnx"'))
    assert counting.fetched == ["one"]
    assert [p.name for p in (tmp_path / "out/test/one").iterdir()] == ["renamed.onnx"]


def test_a_record_that_cannot_be_read_counts_as_none(tmp_path, counting):
    run(tmp_path, counting)
    (tmp_path / "out" / "test" / "installed.json").write_text("{broken")
    counting.fetched.clear()
    assert run(tmp_path, counting) == []
    assert counting.fetched == ["one", "two"]


def test_one_failure_keeps_the_others_and_the_old_files(tmp_path, counting):
    run(tmp_path, counting)
    broken = local_source({"missing.onnx": b"?"})
    errors = run(tmp_path, counting, model_toml("one", source=broken), model_toml("two"))
    assert [str(error) for error in errors] == ["test/one: missing.onnx is not in folder files"]
    out = tmp_path / "out" / "test"
    assert (out / "one" / "parts.onnx").read_bytes() == CONTENT
    assert sorted(p.name for p in out.iterdir()) == [
        "installed.json",
        "manifest.toml",
        "one",
        "two",
    ]


def test_an_import_that_fails_leaves_nothing_behind(tmp_path, counting):
    zipped = local_source({"parts.onnx": CONTENT}).replace('"copy"', '"unzip_member"')
    zipped += '\n[model.source.options]\nmember = "a"'
    errors = run(tmp_path, counting, model_toml("one", source=zipped))
    assert "test/one: parts.onnx can't be read" in str(errors[0])
    assert not (tmp_path / "out" / "test" / "one").exists()
    assert not list((tmp_path / "out" / "test").glob(".one.*"))


def test_a_model_that_left_the_manifest_is_removed(tmp_path, counting):
    run(tmp_path, counting)
    run(tmp_path, counting, model_toml("two"))
    out = tmp_path / "out" / "test"
    assert not (out / "one").exists() and (out / "two").exists()
    assert list(json.loads((out / "installed.json").read_text())["models"]) == ["two"]


def test_only_installs_only(tmp_path, counting):
    run(tmp_path, counting, only={"two"})
    assert counting.fetched == ["two"]


def test_pull_installs_the_base_pack_too_and_says_so(tmp_path, counting, capsys):
    write_pack(tmp_path, model_toml("one"), pack="base")
    more = write_pack(tmp_path, model_toml("two"), pack="more", extends="base")
    arguments = ["--pack", str(more), "--into", str(tmp_path / "out")]
    assert pull.main(arguments) == pull.DONE
    assert (tmp_path / "out/base/one/parts.onnx").exists()
    assert (tmp_path / "out/more/two/parts.onnx").exists()
    assert "base/one: installed 0.0 MB" in capsys.readouterr().out
    assert pull.main([*arguments, "--quiet"]) == pull.DONE
    assert capsys.readouterr().out == ""


def test_pull_fails_with_the_model_and_the_reason(tmp_path, capsys):
    path = write_pack(tmp_path, model_toml("one"))
    write_files(tmp_path, {"parts.onnx": b"tampered"})
    assert pull.main(["--pack", str(path), "--into", str(tmp_path / "out")]) == pull.FAILED
    assert "test/one: parts.onnx from folder files is not the file" in capsys.readouterr().err


def test_pull_refuses_wrong_use(tmp_path, capsys):
    path = str(write_pack(tmp_path, model_toml("one")))
    for arguments in (
        [],
        ["--pack", "nonesuch"],
        ["--pack", path, "--only", "nonesuch"],
        ["--pack", path, "--unknown"],
    ):
        with pytest.raises(SystemExit) as stop:
            pull.main([*arguments, "--into", str(tmp_path / "out")])
        assert stop.value.code == pull.WRONG_USE
    assert "no such model in this pack: nonesuch" in capsys.readouterr().err


def test_two_runs_into_one_folder_do_not_meet(tmp_path, counting, capsys):
    path = str(write_pack(tmp_path, model_toml("one")))
    out = tmp_path / "out"
    out.mkdir()
    with pull._alone(out):
        assert pull.main(["--pack", path, "--into", str(out)]) == pull.FAILED
    assert "another run is at work" in capsys.readouterr().err


def test_a_run_that_keeps_everything_loads_nothing_heavy(tmp_path, counting):
    import subprocess

    run(tmp_path, counting)
    program = (
        "import sys, pull; code = pull.main(sys.argv[1:]); "
        "print(code, sorted({'numpy', 'onnx', 'openvino'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--quiet", "--pack", str(tmp_path / "test.toml"),
         "--into", str(tmp_path / "out")],
        cwd=Path(pull.__file__).parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "0 []"
