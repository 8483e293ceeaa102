"""Importer `copy`: files that are ready to be loaded as they are.

A single file takes the name the manifest gives it; several (an .xml with its .bin) keep theirs.
"""

from __future__ import annotations

import shutil

from importers import ImportFailed, Job


def run(job: Job) -> None:
    if len(job.sources) == 1:
        shutil.copyfile(job.only_source(), job.folder / job.file)
        return
    for name, path in job.sources.items():
        target = job.folder / name.rsplit("/", 1)[-1]
        if target.exists():
            raise ImportFailed(f"two source files are called {target.name}")
        shutil.copyfile(path, target)
