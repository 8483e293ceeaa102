"""The AWS CLI: aws_cli.py CASE.json; `aws` is found by PATH, endpoint, region and keys come from the environment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

import plan

SAID = re.compile(
    r"An error occurred \((\w+)\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: (.*)", re.DOTALL
)
ONE_MORE_TRY = "Retry needed, retrying request after delay"


def words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()


def arguments(request: dict[str, Any], folder: Path) -> Iterator[str]:
    """Flags as a person would type them; bytes go by a file."""
    for member, value in request.items():
        flag = f"--{words(member)}"
        if isinstance(value, dict) and "Bytes" in value:
            file = folder / member
            file.write_bytes(value["Bytes"])
            yield from (f"{flag}-bytes", f"fileb://{file}")
        else:
            yield from (flag, value if isinstance(value, str) else json.dumps(value))


class Cli:
    """Looks like a client of boto3; each call is a process."""

    def __init__(self, keys: plan.Keys | None = None, **environment: str) -> None:
        own = {"AWS_ACCESS_KEY_ID": keys["id"], "AWS_SECRET_ACCESS_KEY": keys["secret"]} if keys else {}
        self.environment = {**os.environ, **own, **environment}

    def run(self, operation: str, request: dict[str, Any], *flags: str) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                "aws",
                "rekognition",
                words(operation),
                "--output",
                "json",
                *flags,
                *arguments(request, Path(folder)),
            ]
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=300, check=False, env=self.environment
            )
        if done.returncode:
            said = SAID.search(done.stderr)
            if not said:
                raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
            raise ClientError({"Error": {"Code": said[1], "Message": said[2].strip()}}, operation)
        return done

    def __getattr__(self, operation: str) -> Callable[..., dict[str, Any]]:
        def call(**request: Any) -> dict[str, Any]:
            answer = json.loads(self.run(operation, request).stdout or "{}")
            if "CreationTimestamp" in answer:
                answer["CreationTimestamp"] = datetime.fromtimestamp(answer["CreationTimestamp"], UTC)
            return answer

        return call

    def get_paginator(self, operation: str) -> Paginator:
        return Paginator(self, operation)


class Paginator:
    """The CLI asks for page after page by itself and prints all of them as one."""

    def __init__(self, cli: Cli, operation: str) -> None:
        self.cli = cli
        self.operation = operation

    def paginate(self, PaginationConfig: dict[str, int], **request: Any) -> list[dict[str, Any]]:  # noqa: N803
        size = str(PaginationConfig["PageSize"])
        return [json.loads(self.cli.run(self.operation, request, "--page-size", size).stdout)]


class AwsCli:
    name = "aws-cli"

    def client(self, keys: plan.Keys | None = None) -> Cli:
        return Cli(keys)

    def retries_of(self, calls: int, picture: Path) -> list[int]:
        patient = Cli(AWS_RETRY_MODE="standard", AWS_MAX_ATTEMPTS="15")
        request = {"Image": {"Bytes": picture.read_bytes()}}

        def call(_: int) -> int:
            return patient.run("detect_labels", request, "--debug").stderr.count(ONE_MORE_TRY)

        with ThreadPoolExecutor(calls) as threads:
            return list(threads.map(call, range(calls)))


plan.run(AwsCli())
