"""The whole way of a picture: `spotter serve`, uploads over HTTP, findings kept."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import local
from typing import Any

import requests
from pictures import Photograph
from running import Server

UPLOADERS = 4
FINAL = ("done", "rejected", "failed")
BUSY = 503
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Load:
    """What came of pictures that were sent all at once."""

    seconds: float
    cpu_seconds: float  # of the server
    items: list[dict[str, Any]]
    refused: int


def start_up_seconds(folder: Path, flags: list[str], before: Callable[[], None]) -> float:
    """From the program's start to /readyz."""
    data = folder / "start"
    before()
    server = Server(data, *flags)
    started = time.monotonic()
    try:
        server.start().ready()
        return time.monotonic() - started
    finally:
        server.stop()
        shutil.rmtree(data, ignore_errors=True)


class Flow:
    def __init__(self, folder: Path, flags: list[str]) -> None:
        self.server = Server(folder / "data", *flags).start().ready()
        self.threads = local()

    def end(self) -> None:
        self.server.stop()

    def session(self) -> requests.Session:
        if not hasattr(self.threads, "session"):
            self.threads.session = requests.Session()
        return self.threads.session

    def upload(self, picture: Photograph, variant: str, wait: int = 0) -> requests.Response:
        """As a browser's form does it; sent again where the server asks for patience."""
        files = {"file": (picture.path.name, picture.content(variant))}
        while True:
            answer = self.session().post(f"{self.server.url}/upload?wait={wait}", files=files, timeout=120)
            if answer.status_code != BUSY:
                return answer
            time.sleep(0.2)

    def full_load(self, pictures: list[Photograph], variant: str) -> Load:
        """All pictures as fast as they are taken; the time from the first upload to the last finding kept."""
        cpu = self.cpu_seconds()
        started = time.monotonic()
        with ThreadPoolExecutor(UPLOADERS) as threads:
            answers = list(threads.map(lambda one: self.upload(one, variant), pictures))
        self.wait_until_idle()
        seconds = time.monotonic() - started
        cpu = self.cpu_seconds() - cpu
        items = [self.item(answer.json()) for answer in answers if answer.ok]
        return Load(seconds, cpu, items, sum(not answer.ok for answer in answers))

    def one_at_a_time(self, pictures: list[Photograph], variant: str) -> list[float]:
        """Milliseconds from the upload of each picture to its findings, with nothing else to do."""
        times = []
        for picture in pictures:
            started = time.monotonic()
            answer = self.upload(picture, variant, wait=60)
            times.append(1000 * (time.monotonic() - started))
            assert answer.json()["status"] in FINAL, f"{picture.path} took more than a minute"
        return times

    def wait_until_idle(self) -> None:
        """Asks seldom while pictures wait, since asking costs time as well, and often at the end."""
        while True:
            stats = self.session().get(f"{self.server.url}/api/v1/stats", timeout=60).json()
            waiting = stats["queue"]["waiting"]
            under_way = stats["images"]["queued"] + stats["images"]["recognising"]
            if not waiting and not under_way and not stats["queue"]["inFlight"]:
                return
            time.sleep(0.25 if waiting else 0.02)

    def item(self, seen: dict[str, Any]) -> dict[str, Any]:
        return self.session().get(self.server.url + seen["location"], timeout=60).json()

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.server.running.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(int(ticks) for ticks in fields[11:15]) / TICKS  # with its children's

    def memory_mib(self) -> dict[str, float]:
        """Resident now, and at its highest so far."""
        status = Path(f"/proc/{self.server.running.pid}/status").read_text()
        return {
            name: int(re.search(rf"^{line}:\s+(\d+) kB", status, re.MULTILINE)[1]) / 1024
            for name, line in (("resident", "VmRSS"), ("peak", "VmHWM"))
        }


def stage_ms(items: list[dict[str, Any]], stage: str) -> list[float]:
    """Milliseconds of a stage in each picture that was brought to its end."""
    return [
        one["durationMs"]
        for item in items
        if item["status"] == "done"
        for one in item["stages"]
        if one["name"] == stage
    ]
