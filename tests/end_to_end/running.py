"""The real binary as the tests run it: a server on a port of its own, and single commands."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).resolve().parents[2]
BINARY = ROOT / "build/release/spotter"
READY_SECONDS = 120
END_SECONDS = 30


def environment() -> dict[str, str]:
    """The caller's, without settings that would change what is tested."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SPOTTER_")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*arguments: str | Path, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    """One command to its end; its exit code and what it printed."""
    command = [str(BINARY), *(str(argument) for argument in arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        cwd=ROOT,
        env=environment(),
    )


class Server:
    """`spotter serve` over one data folder; may be started again after it ended."""

    def __init__(self, data: Path, *flags: str, port: int = 0) -> None:
        self.data = data
        self.flags = flags
        self.address = f"127.0.0.1:{port or free_port()}"
        self.url = f"http://{self.address}"
        self.log = data.with_name(data.name + ".log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        command = [BINARY, "serve", "--listen", self.address, "--data", self.data, *self.flags]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=ROOT, env=environment(), start_new_session=True
            )
        return self

    @property
    def running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, "the server was not started"
        return self.process

    def answers(self, path: str) -> bool:
        try:
            return requests.get(self.url + path, timeout=5).ok
        except requests.ConnectionError:
            return False

    def wait_for(self, path: str) -> Server:
        """Waits until a path answers well; fails with the log if the server ends or takes too long."""
        deadline = time.monotonic() + READY_SECONDS
        while not self.answers(path):
            if self.running.poll() is not None:
                raise AssertionError(f"the server ended: {self.log.read_text()}")
            if time.monotonic() > deadline:
                raise AssertionError(f"{path} is not answered in time: {self.log.read_text()}")
            time.sleep(0.05)
        return self

    def ready(self) -> Server:
        return self.wait_for("/readyz")

    def stop(self) -> int:
        """Asks it to end; its exit code."""
        if self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
        try:
            return self.running.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not end when asked to") from None

    def kill(self) -> None:
        """kill -9."""
        if self.running.poll() is None:
            self.running.kill()
        self.running.wait()

    def resident_mib(self) -> float:
        status = Path(f"/proc/{self.running.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        assert found, "the kernel does not say how much memory the server has"
        return int(found[1]) / 1024

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(self.url + path, timeout=120, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return requests.post(self.url + path, timeout=120, **options)

    def put(self, path: str, **options: Any) -> requests.Response:
        return requests.put(self.url + path, timeout=120, **options)

    def delete(self, path: str, **options: Any) -> requests.Response:
        return requests.delete(self.url + path, timeout=120, **options)

    def upload(self, picture: Path | bytes, wait: int = 60, name: str = "picture") -> requests.Response:
        """A picture in a form, as a browser sends it."""
        content = picture if isinstance(picture, bytes) else picture.read_bytes()
        file_name = name if isinstance(picture, bytes) else picture.name
        return self.post(f"/upload?wait={wait}", files={"file": (file_name, content)})
