"""Takes named files out of a package: a wheel or any zip, or an npm .tgz.

Only what the caller names is taken, and only regular files of a bounded size; nothing in an
archive decides where anything is written.
"""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from schema import is_inner_path

MAX_MEMBERS = 50_000
MAX_FILE_BYTES = 512 << 20


class ArchiveError(Exception):
    """The archive can't be read, lacks a wanted file, or holds something that is refused."""


def extract(archive: Path, wanted: Iterable[str], into: Path) -> dict[str, Path]:
    """Writes the files `wanted` below `into`; gives path inside the archive → file on disk.

    Paths in an npm .tgz are meant below its one top folder (`package/`), as npm installs them.
    """
    wanted = list(wanted)
    for name in wanted:
        if not is_inner_path(name):
            raise ArchiveError(f"{name!r} would be written outside the folder")
    try:
        with _members(archive) as members:
            found = _extract(members, set(wanted), into)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveError(f"{archive.name} can't be read: {error}") from None
    for name in wanted:
        if name not in found:
            raise ArchiveError(f"{archive.name} has no file {name}")
    return found


def _extract(members: Iterator[tuple[str, int, BinaryIO | None]], wanted: set[str], into: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for number, (name, size, stream) in enumerate(members):
        if number >= MAX_MEMBERS:
            raise ArchiveError(f"the archive has more than {MAX_MEMBERS} files")
        if name not in wanted:
            continue
        if stream is None:
            raise ArchiveError(f"{name} is not a regular file")
        if size > MAX_FILE_BYTES:
            raise ArchiveError(f"{name} has {size} bytes, more than {MAX_FILE_BYTES}")
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with stream, target.open("wb") as file:
            # The size in a header may lie, so what is read is bounded as well
            shutil.copyfileobj(_Bounded(stream, size), file, 1 << 20)
        found[name] = target
    return found


class _Bounded:
    """A stream that refuses to give more than its archive announced."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._left = stream, size

    def read(self, length: int) -> bytes:
        data = self._stream.read(length)
        self._left -= len(data)
        if self._left < 0:
            raise ArchiveError("a file is larger than the archive says")
        return data


@contextmanager
def _members(archive: Path) -> Iterator[Iterator[tuple[str, int, BinaryIO | None]]]:
    """Name, size and content of each member, one after the other; no content: no regular file."""
    if archive.suffix == ".tgz":
        with tarfile.open(archive, "r:gz") as tar:
            yield (
                (
                    member.name.partition("/")[2],
                    member.size,
                    tar.extractfile(member) if member.isreg() else None,
                )
                for member in tar
            )
    else:
        with zipfile.ZipFile(archive) as zipped:
            yield (
                (
                    info.filename,
                    info.file_size,
                    None if info.is_dir() or _is_link(info) else zipped.open(info),
                )
                for info in zipped.infolist()
            )


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Unix archivers put the kind of file into the upper half of external_attr."""
    return (info.external_attr >> 16) & 0o170000 == 0o120000
