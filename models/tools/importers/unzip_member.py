"""Importer `unzip_member`: one file out of a zip, such as a MediaPipe .task bundle.

Option `member`: its path inside the zip.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import archive
from importers import ImportFailed, Job


def run(job: Job) -> None:
    member = job.options.get("member")
    if not member:
        raise ImportFailed("unzip_member needs the option `member`")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            found = archive.extract(job.only_source(), [member], Path(scratch))
        except archive.ArchiveError as error:
            raise ImportFailed(str(error)) from None
        shutil.move(found[member], job.folder / job.file)
