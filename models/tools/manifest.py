"""A pack's manifest: reads it and gives it to the tools.

A manifest is a TOML file that lists the models of one pack: where each comes from, how its
network is fed and which outputs its reader asks for. The C++ program reads the same file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schema import problems


class ManifestError(Exception):
    """The manifest can't be used; the text lists everything that is wrong with it."""


@dataclass(frozen=True)
class Model:
    """One `[[model]]` table, already checked."""

    table: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.table["name"]

    @property
    def file(self) -> str:
        return self.table["file"]

    @property
    def source(self) -> Mapping[str, Any]:
        return self.table["source"]

    @property
    def source_files(self) -> Mapping[str, str]:
        """Path inside the package → sha256."""
        return self.source["files"]


@dataclass(frozen=True)
class Manifest:
    """One pack, already checked. `path` is the file it was read from."""

    pack: str
    extends: str | None
    models: tuple[Model, ...]
    path: Path

    def model(self, name: str) -> Model | None:
        return next((model for model in self.models if model.name == name), None)


def load(path: Path) -> Manifest:
    """Reads and checks one manifest. Raises ManifestError with every problem found."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ManifestError(f"there is no manifest {path}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path} is not TOML: {error}") from None
    found = problems(table)
    if found:
        raise ManifestError("\n".join(f"{path.name}: {problem}" for problem in found))
    models = tuple(Model(entry) for entry in table["model"])
    return Manifest(table["pack"], table.get("extends"), models, path)


def load_with_base(path: Path) -> list[Manifest]:
    """The manifest and those it extends, base first, each found beside the one that names it."""
    chain: list[Manifest] = []
    while True:
        manifest = load(path)
        if any(manifest.pack == other.pack for other in chain):
            raise ManifestError(f"{path.name}: pack {manifest.pack!r} extends itself")
        chain.insert(0, manifest)
        if manifest.extends is None:
            break
        path = path.parent / f"{manifest.extends}.toml"
    return chain
