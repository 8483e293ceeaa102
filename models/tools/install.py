"""Installs the models of a pack below `.models/` and remembers what is there.

    <into>/<pack>/<model>/<file>      what is loaded
    <into>/<pack>/installed.json      per model: files, hashes, sources, tools
    <into>/<pack>/manifest.toml       the manifest they were installed from

A model is made in a folder of its own and renamed into place, and recorded right after, so an
interrupted run leaves whole models and the next run goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import importers
from fetch import Fetched, FetchError, describe
from files import megabytes, sha256_of, write_atomically
from importers import IMPORTERS, ImportFailed
from manifest import Manifest, Model

RECORD = "installed.json"

Fetch = Callable[[Manifest, Model], Fetched]
Say = Callable[[str], None]


class InstallError(Exception):
    """A model could not be installed; the text names it and says what to do."""


def install_pack(
    manifest: Manifest, into: Path, fetch: Fetch, say: Say, only: set[str] | None = None
) -> list[InstallError]:
    """Brings one pack to what its manifest says; gives the errors, having tried every model.

    only: install just these; None means all. What is installed and intact is left alone.
    """
    pack = into / manifest.pack
    pack.mkdir(parents=True, exist_ok=True)
    record = _read_record(pack, manifest)
    errors = []
    for model in manifest.models:
        if only is not None and model.name not in only:
            continue
        recipe = recipe_of(model)
        if is_intact(pack / model.name, record["models"].get(model.name), recipe):
            say(f"{manifest.pack}/{model.name}: kept")
            continue
        started = time.monotonic()
        say(f"{manifest.pack}/{model.name}: wanted from {describe(model.source)}")
        try:
            entry = _install(manifest, model, pack, fetch)
        except (FetchError, ImportFailed, OSError) as error:
            errors.append(InstallError(f"{manifest.pack}/{model.name}: {error}"))
            continue
        record["models"][model.name] = {"recipe": recipe, **entry}
        _write_record(pack, record)
        fetched = sum(file["bytes"] for file in entry["source"]["files"].values())
        installed = sum(file["bytes"] for file in entry["files"].values())
        say(
            f"{manifest.pack}/{model.name}: installed {megabytes(installed)} from "
            f"{megabytes(fetched)} of {entry['source']['origin']} "
            f"in {time.monotonic() - started:.1f} s"
        )
    _remove_leftovers(pack, manifest, record)
    _write_record(pack, record)
    write_atomically(pack / "manifest.toml", manifest.path.read_bytes())
    return errors


def recipe_of(model: Model) -> str:
    """A hash of everything that decides what is installed: source, file and importer."""
    recipe = {
        "source": model.source,
        "file": model.file,
        "revision": IMPORTERS[model.source["import"]].revision,
    }
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()


def is_intact(folder: Path, entry: Mapping[str, Any] | None, recipe: str) -> bool:
    """Whether `folder` holds exactly what was installed by this recipe."""
    if not entry or entry.get("recipe") != recipe or not folder.is_dir():
        return False
    if {path.name for path in folder.iterdir()} != set(entry["files"]):
        return False
    return all(
        (folder / name).stat().st_size == file["bytes"] and sha256_of(folder / name) == file["sha256"]
        for name, file in entry["files"].items()
    )


def _install(manifest: Manifest, model: Model, pack: Path, fetch: Fetch) -> dict[str, Any]:
    """Fetches, imports and puts into place; gives the model's entry in the record."""
    fetched = fetch(manifest, model)
    scratch = Path(tempfile.mkdtemp(dir=pack, prefix=f".{model.name}."))
    try:
        made = scratch / "new"
        made.mkdir()
        job = importers.Job(fetched.files, model.source.get("options", {}), made, model.file)
        importers.run(model.source["import"], job)
        entry = {
            "files": {path.name: _file_entry(path) for path in sorted(made.iterdir())},
            "source": {
                "origin": fetched.origin,
                "files": {name: _file_entry(path) for name, path in fetched.files.items()},
            },
            "tools": _tools(model),
        }
        target = pack / model.name
        if target.exists():
            target.rename(scratch / "old")
        made.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return entry


def _file_entry(path: Path) -> dict[str, Any]:
    return {"sha256": sha256_of(path), "bytes": path.stat().st_size}


def _tools(model: Model) -> dict[str, str]:
    """What made the files: the importer, Python and the libraries that have a part in it."""
    name = model.source["import"]
    importer = IMPORTERS[name]
    return {
        "import": f"{name} {importer.revision}",
        "python": platform.python_version(),
        **{tool: metadata.version(tool) for tool in importer.tools},
    }


def _read_record(pack: Path, manifest: Manifest) -> dict[str, Any]:
    """What is installed. A record that can't be read counts as none: all is installed again."""
    try:
        record = json.loads((pack / RECORD).read_text(encoding="utf-8"))
        entries = {name: entry for name, entry in record["models"].items() if entry["files"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        entries = {}
    return {"pack": manifest.pack, "models": entries}


def _write_record(pack: Path, record: Mapping[str, Any]) -> None:
    content = json.dumps(record, indent=1, sort_keys=True) + "\n"
    if not (pack / RECORD).is_file() or (pack / RECORD).read_text(encoding="utf-8") != content:
        write_atomically(pack / RECORD, content.encode())


def _remove_leftovers(pack: Path, manifest: Manifest, record: dict[str, Any]) -> None:
    """Removes what was installed for a model that is no longer in the manifest."""
    for name in list(record["models"]):
        if manifest.model(name) is None:
            shutil.rmtree(pack / name, ignore_errors=True)
            del record["models"][name]
