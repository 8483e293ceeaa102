#!/usr/bin/env python3
"""Fetches and imports the models of a pack into `.models/`, so that spotter can load them.

    pull.py --pack standard
    pull.py --pack plus --mirror DIR
    pull.py --pack my-models/mine.toml

A pack that extends another one brings that one too. Every source file is checked against the hash
in the manifest; what is installed and intact is not fetched again. Exit code: 0 done, 1 something
could not be installed, 2 wrong use.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import manifest as manifests
from fetch import Fetcher, FetchError
from install import InstallError, Say, install_pack

MODELS = Path(__file__).resolve().parent.parent
DONE, FAILED, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        packs = manifests.load_with_base(manifest_path(options.pack))
    except manifests.ManifestError as error:
        parser.error(str(error))
    only = set(options.only) if options.only else None
    unknown = (only or set()) - {model.name for pack in packs for model in pack.models}
    if unknown:
        parser.error(f"no such model in this pack: {', '.join(sorted(unknown))}")

    def say(line: str) -> None:
        if not options.quiet:
            print(line, flush=True)

    try:
        failures = pull(packs, options.into, options.mirror, say, only)
    except (FetchError, InstallError, OSError) as error:
        print(f"pull.py: {error}", file=sys.stderr)
        return FAILED
    for failure in failures:
        print(f"pull.py: {failure}", file=sys.stderr)
    return FAILED if failures else DONE


def pull(
    packs: Sequence[manifests.Manifest], into: Path, mirror: Path | None, say: Say,
    only: set[str] | None,
) -> list[InstallError]:  # fmt: skip
    """Installs the packs, base first; gives the errors of single models."""
    into.mkdir(parents=True, exist_ok=True)
    with _alone(into), tempfile.TemporaryDirectory(prefix="spotter-pull-") as scratch:
        fetcher = Fetcher(Path(scratch), mirror)
        return [error for pack in packs for error in install_pack(pack, into, fetcher.fetch, say, only)]


def manifest_path(pack: str) -> Path:
    """A pack's manifest: one of those beside the tools by its name, or any .toml by its path."""
    return Path(pack) if pack.endswith(".toml") else MODELS / f"{pack}.toml"


@contextmanager
def _alone(into: Path) -> Iterator[None]:
    """Keeps a second run out of the same folder; the lock goes with the process."""
    with (into / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InstallError(f"another run is at work in {into}; wait for it to end") from None
        yield


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pull.py", description="Fetches and imports the models of a pack.")
    parser.add_argument("--pack", required=True, help="standard, plus, or the path of a manifest")
    parser.add_argument("--into", type=Path, default=Path(".models"), help="folder to install in (.models)")
    mirror = os.environ.get("SPOTTER_MODEL_MIRROR")
    parser.add_argument(
        "--mirror", type=Path, default=Path(mirror) if mirror else None, metavar="DIR",
        help="folder with source files, tried before any download (SPOTTER_MODEL_MIRROR)",
    )  # fmt: skip
    parser.add_argument("--only", nargs="+", metavar="NAME", help="install only these models")
    parser.add_argument("--quiet", action="store_true", help="print errors alone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
