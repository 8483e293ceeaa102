"""What is no picture, or too much of one, is refused with the reason; nothing hurts the server."""

from __future__ import annotations

import json
import struct
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from conftest import StartServer
from running import Server

# How much more memory the same files may leave behind when they are sent again: a third of a MiB each, which is less
# than one of their decoded pictures.
MARGIN_MIB = 128
ANSWERED = (200, 202)
REFUSED = (413, 415, 422)


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises many pixels and holds none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def problem_of(answer: requests.Response) -> dict:
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"]
    return told


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"Dear Sir or Madam,\n", 422, "no image that can be told by its content"),
        (b"", 422, "empty"),
        (b"%PDF-1.7\n...", 422, "a PDF document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "an SVG drawing"),
        (png_header(60_000, 60_000), 413, "60000 x 60000 px; a side may have at most 10000 px"),
        (png_header(10_001, 100), 413, "10001 x 100 px; a side may have at most 10000 px"),
    ],
    ids=["text", "empty", "pdf", "svg", "bomb", "too wide"],
)
def test_a_refusal_says_why(server: Server, content: bytes, status: int, said: str) -> None:
    answer = server.upload(content)
    assert answer.status_code == status
    assert said in problem_of(answer)["detail"]


def test_a_truncated_jpeg_ends_as_rejected_with_the_reason(server: Server, photos: dict[str, Path]) -> None:
    whole = photos["rocket"].read_bytes()
    answer = server.upload(whole[: len(whole) // 2])
    assert answer.status_code == 200
    item = answer.json()
    assert item["status"] == "rejected"
    assert (item["error"]["stage"], item["error"]["code"]) == ("decode", "corrupt")
    assert "cut off" in item["error"]["detail"]
    assert item["labels"] == []


def test_a_jpeg_without_pixels_is_refused(server: Server, photos: dict[str, Path]) -> None:
    answer = server.upload(photos["rocket"].read_bytes()[:100])
    assert answer.status_code == 422
    assert "cut off" in problem_of(answer)["detail"]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(start_server: StartServer) -> None:
    server = start_server("--max-mib", "1").wait_for("/healthz")
    answer = server.post("/upload", data=b"\xff\xd8\xff" + bytes(1024 * 1024), headers={"Content-Type": "image/jpeg"})
    assert answer.status_code == 413
    assert "at most 1.0 MiB" in problem_of(answer)["detail"]


def test_a_wrong_type_a_wrong_path_and_a_wrong_method_are_told_apart(server: Server) -> None:
    form = {"Content-Type": "text/css"}
    assert "text/css" in problem_of(server.post("/upload", data=b"a{}", headers=form))["detail"]
    assert "/openapi.json" in problem_of(server.get("/api/v1/nothing"))["detail"]
    wrong = server.delete("/upload")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "POST")


def test_a_request_for_another_host_or_from_a_foreign_page_is_refused(server: Server) -> None:
    rebound = server.get("/api/v1/images", headers={"Host": "evil.example"})
    posted = server.post("/upload", data=b"x", headers={"Origin": "https://evil.example"})
    assert (rebound.status_code, posted.status_code) == (403, 403)
    assert "--origin" in problem_of(posted)["detail"]


@dataclass
class Round:
    """What came of sending every odd file once."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: dict[str, list[tuple[float, str]]] = field(default_factory=lambda: {"answered": [], "refused": []})

    def told(self) -> str:
        slowest = {
            how: f"{times[0]:.2f} s ({times[1]})"
            for how, all_times in self.seconds.items()
            if (times := max(all_times, default=None))
        }
        return f"{dict(self.outcomes)}, slowest {slowest}"


def send_all(server: Server, files: list[Path]) -> Round:
    """Each file by itself; an answer is a final item or a refusal with a reason."""
    result = Round()
    for file in files:
        began = time.monotonic()
        try:
            answer = server.upload(file)
            told = answer.json()
        except (requests.RequestException, ValueError) as error:
            result.faults.append(f"{file.name}: {error}")
            continue
        seconds = time.monotonic() - began
        final = told["status"] in ("done", "rejected")
        if answer.status_code in ANSWERED and final:
            how = "answered" if told["status"] == "done" else "refused"
        elif answer.status_code in REFUSED and told.get("detail"):
            how = "refused"
        else:
            result.faults.append(f"{file.name}: {answer.status_code} {answer.text[:200]}")
            continue
        result.outcomes[how] += 1
        result.seconds[how].append((seconds, file.name))
    return result


def erase_all(server: Server) -> None:
    """So that the next round recognises everything anew."""
    while images := server.get("/api/v1/images?limit=500").json()["images"]:
        for image in images:
            assert server.delete(image["location"]).ok


def test_every_odd_file_is_answered_and_none_costs_memory_for_good(
    start_server: StartServer, testset: Path, record_property: pytest.RecordProperty
) -> None:
    listed = json.loads((testset / "odd" / "truth.json").read_text())["items"]
    files = [testset / "odd" / item["file"] for item in listed]
    # One worker, so that the second round meets nothing that the first hasn't made warm.
    server = start_server("--workers", "1").ready()
    before = server.resident_mib()
    rounds, memory = [], []
    for _ in range(2):
        rounds.append(send_all(server, files))
        memory.append(server.resident_mib())
        erase_all(server)
    for one, mib in zip(rounds, memory, strict=True):
        print(f"{one.told()}, faults {len(one.faults)}, resident {mib:.0f} MiB (at first {before:.0f})")
        record_property("round", one.told())
    assert [one.faults for one in rounds] == [[], []]
    assert rounds[0].outcomes == rounds[1].outcomes
    assert sum(rounds[0].outcomes.values()) == len(files)
    assert server.answers("/readyz")
    assert server.running.poll() is None
    assert memory[1] < memory[0] + MARGIN_MIB
