"""Many clients of the AWS front door at once, without an SDK's patience: raw HTTP/1.1 with keep-alive, each request
made ready before, so that the load costs the server's machine little."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import math
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

THROTTLED = ("ThrottlingException", "ProvisionedThroughputExceededException")
PATIENCE_SECONDS = 60
PIECE = 256 * 1024
LARGE_BYTES = 4 * 1024 * 1024
MOST_BYTES = 5_242_880  # of a picture inside a request
# The server has no keys and takes any signature; its form has to be right.
SIGNATURE = (
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/rekognition/aws4_request, "
    f"SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature={'0' * 64}"
)


@dataclass(frozen=True)
class Call:
    kind: str  # what figures are kept by
    wire: bytes


@dataclass(frozen=True)
class Answer:
    kind: str
    outcome: str  # "served", an error's code, or what went wrong with the connection
    status: int  # 0: there was no answer
    started: float
    seconds: float


@dataclass
class Answers:
    """What came of a load."""

    seconds: float
    all: list[Answer] = field(default_factory=list)

    def served(self, kind: str = "") -> list[Answer]:
        return [one for one in self.all if one.outcome == "served" and kind in ("", one.kind)]

    def outcomes(self) -> Counter[str]:
        return Counter(one.outcome for one in self.all)

    def faults(self) -> list[Answer]:
        """Answers of kind 500, and requests that had none or none that an SDK can read."""
        return [one for one in self.all if one.status == 0 or one.status >= 500]


def call(kind: str, host: str, operation: str, request: dict) -> Call:
    body = json.dumps(request).encode()
    head = (
        f"POST / HTTP/1.1\r\nHost: {host}\r\nX-Amz-Target: RekognitionService.{operation}\r\n"
        f"Content-Type: application/x-amz-json-1.1\r\nX-Amz-Date: 20260101T000000Z\r\nAuthorization: {SIGNATURE}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return Call(kind, head.encode() + body)


def grown(photograph: Path) -> bytes:
    """The photograph enlarged until its PNG has 4 MiB."""
    with Image.open(photograph) as opened:
        picture = opened.convert("RGB")
    scale = 1.0
    for _ in range(20):
        buffer = io.BytesIO()
        size = (int(picture.width * scale), int(picture.height * scale))
        picture.resize(size).save(buffer, "PNG", compress_level=1)
        if LARGE_BYTES <= buffer.tell() <= MOST_BYTES:
            return buffer.getvalue()
        scale *= math.sqrt((LARGE_BYTES + MOST_BYTES) / 2 / buffer.tell())
    raise ValueError(f"{photograph} can't be made as large as wanted")


def mixed(host: str, thing: Path, person: Path) -> list[Call]:
    """Three kinds of call by turns: a small picture, one of 4 MiB, two pictures."""

    def bytes_of(content: bytes) -> dict:
        return {"Bytes": base64.b64encode(content).decode()}

    small, large, face = thing.read_bytes(), grown(thing), person.read_bytes()
    return [
        call("DetectLabels", host, "DetectLabels", {"Image": bytes_of(small)}),
        call("DetectLabels 4 MiB", host, "DetectLabels", {"Image": bytes_of(large)}),
        call("CompareFaces", host, "CompareFaces", {"SourceImage": bytes_of(face), "TargetImage": bytes_of(face)}),
    ]


class Connection:
    """One client's; opened again when the server closed it."""

    def __init__(self, host: str) -> None:
        name, port = host.rsplit(":", 1)
        self.place = (name, int(port))
        self.socket: socket.socket | None = None

    def ask(self, wire: bytes) -> tuple[int, bytes]:
        """Status and body. Raises OSError, or ValueError where the answer is none of HTTP."""
        if self.socket is None:
            self.socket = socket.create_connection(self.place, PATIENCE_SECONDS)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with contextlib.suppress(BrokenPipeError):  # it may have answered before the whole of it came
                self.socket.sendall(wire)
            return self.answer()
        except (OSError, ValueError):
            self.close()
            raise

    def answer(self) -> tuple[int, bytes]:
        got = self.receive(b"", lambda so_far: b"\r\n\r\n" in so_far)
        head, _, body = got.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers["content-length"])
        body = self.receive(body, lambda so_far: len(so_far) >= length)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(first.split()[1]), body

    def receive(self, so_far: bytes, enough: Callable[[bytes], bool]) -> bytes:
        while not enough(so_far):
            assert self.socket is not None
            piece = self.socket.recv(PIECE)
            if not piece:
                raise ConnectionResetError("the server closed the connection without an answer")
            so_far += piece
        return so_far

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None


def outcome_of(status: int, body: bytes) -> tuple[int, str]:
    """An answer that is no JSON, or an error without a code, counts as none: SDKs can't read it."""
    try:
        said = json.loads(body)
        return status, "served" if status == 200 else said["__type"]
    except (ValueError, KeyError, TypeError):
        return 0, f"unreadable {status}"


def flood(host: str, calls: Sequence[Call], clients: int, seconds: float, per_second: float | None = None) -> Answers:
    """So many clients for so long, each with its calls by turns: one after another as fast as answers come, or all
    together at a rate, where a client that still waits for an answer is late with its next request."""
    answers = Answers(seconds)
    keep = threading.Lock()
    start = time.monotonic() + 0.2
    pause = clients / per_second if per_second else 0.0

    def client(number: int) -> None:
        connection, mine = Connection(host), []
        due, turn = start + pause * number / clients, number
        while (now := time.monotonic()) < start + seconds:
            if now < due:
                time.sleep(min(due, start + seconds) - now)
                continue
            due = max(due + pause, now)
            one = calls[turn % len(calls)]
            turn += 1
            try:
                status, outcome = outcome_of(*connection.ask(one.wire))
            except (OSError, ValueError) as error:
                status, outcome = 0, type(error).__name__
            mine.append(Answer(one.kind, outcome, status, now - start, time.monotonic() - now))
        connection.close()
        with keep:
            answers.all += mine

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
