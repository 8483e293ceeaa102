"""Fetches AWS's own test vectors for Signature Version 4 into a folder: fetch_vectors.py FOLDER.

They come in a Rust crate, by cargo, which asks the registry that it is set up for. Nothing of the crate is built or
run. What comes is held against a hash.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CRATE = "aws-sigv4"
VERSION = "1.6.4"
VECTORS = "aws-signing-test-suite/v4"
CASES = 40
SHA256 = "aae07a64aecdf408142c7e4cc279c547ea9b398d7c3861cb827e923d68065a7d"
SECONDS = 600

MANIFEST = f"""
[package]
name = "vectors"
version = "0.0.0"
edition = "2021"

[dependencies]
{CRATE} = "={VERSION}"
"""


def crate_folder(scratch: Path) -> Path:
    """Where cargo has unpacked the crate."""
    (scratch / "src").mkdir()
    (scratch / "src/lib.rs").touch()
    (scratch / "Cargo.toml").write_text(MANIFEST)
    command = ["cargo", "metadata", "--quiet", "--format-version", "1"]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode != 0:
        sys.exit(f"{CRATE} {VERSION} can't be fetched; `{' '.join(command)}` says: {done.stderr}")
    packages = json.loads(done.stdout)["packages"]
    found = next(package for package in packages if package["name"] == CRATE)
    return Path(found["manifest_path"]).parent


def hash_of(folder: Path) -> str:
    """One hash of all names and contents."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        source = crate_folder(Path(scratch)) / VECTORS
        actual = hash_of(source)
        if actual != SHA256:
            sys.exit(f"the vectors of {CRATE} {VERSION} are not what they should be: {actual}")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    cases = sum(path.is_dir() for path in target.iterdir())
    assert cases == CASES, f"{cases} cases instead of {CASES}"


if __name__ == "__main__":
    main()
