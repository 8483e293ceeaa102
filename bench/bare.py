"""The inferences alone: spotter_bench recognises the pictures once, then replays what it ran."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from pictures import ROOT, Photograph

BINARY = ROOT / "build/release/bench/spotter_bench"


class Bare:
    """The process; it holds the recorded calls and waits until it is asked to replay them."""

    def __init__(self, pictures: list[Photograph], folder: Path, flags: list[str]) -> None:
        files = folder / "pictures.txt"
        files.write_text("".join(f"{one.path}\n" for one in pictures))
        self.process = subprocess.Popen(
            [BINARY, "--files", files, "--log-level", "warn", *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        self.recorded: list[dict[str, Any]] = self.answer()["pictures"]

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"spotter_bench ended with code {self.process.wait()}")
        return json.loads(line)

    def replay(self, workers: int, places: list[int] | None = None) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(str(n) for n in [workers, *(places or [])]) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def recognised(self) -> list[int]:
        """Places of the pictures that could be recognised."""
        return [place for place, one in enumerate(self.recorded) if "error" not in one]

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def picture_ms(replayed: dict[str, Any]) -> list[float]:
    """Milliseconds of all inferences of each picture."""
    return [sum(one["stages"].values()) for one in replayed["pictures"]]
