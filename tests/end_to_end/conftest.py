"""Fixtures of the tests that run the real binary with real models.

Run with: python -m pytest tests/end_to_end (build/release/spotter and .models must be there).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT / "tools")]

from demo import photographs
from running import BINARY, Server

SHARED = ROOT.parent / "shared" / "testset"
StartServer = Callable[..., Server]


@pytest.fixture(scope="session", autouse=True)
def binary() -> Path:
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not built; ./dev build makes it", returncode=2)
    return BINARY


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that only add to it."""
    running = Server(tmp_path_factory.mktemp("shared-server") / "data").start().ready()
    yield running
    running.stop()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Starts servers of a test's own: start_server(*flags) over tmp_path/data, not waited for."""
    started: list[Server] = []

    def start(*flags: str) -> Server:
        started.append(Server(tmp_path / "data", *flags).start())
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.fixture(scope="session")
def photos() -> dict[str, Path]:
    """The six photographs of the scikit-image wheel by name: astronaut, chelsea (a cat), coffee, …"""
    return {path.stem: path for path in photographs()}


@pytest.fixture(scope="session")
def testset() -> Path:
    """The labelled photographs beside this checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not there")
    return SHARED
