"""More clients at once than the server has places for: it serves what it can and says so to the others."""

from __future__ import annotations

from pathlib import Path

from conftest import StartServer
from flood import THROTTLED, flood, mixed

CLIENTS = 32
SECONDS = 5


def test_too_many_at_once_are_told_to_come_back(start_server: StartServer, photos: dict[str, Path]) -> None:
    server = start_server().ready()
    calls = mixed(server.address, photos["coffee"], photos["astronaut"])
    answers = flood(server.address, calls, CLIENTS, SECONDS)
    assert answers.faults() == []
    others = {one.outcome for one in answers.all} - {"served"}
    assert others
    assert others <= set(THROTTLED)
    assert {one.kind for one in answers.served()} == {one.kind for one in calls}
    assert {one.status for one in answers.all if one.outcome != "served"} == {400}
    assert server.answers("/readyz")
    assert server.running.poll() is None
    # Nobody keeps a place: one client alone is served each time.
    alone = flood(server.address, calls, 1, 2)
    assert {one.outcome for one in alone.all} == {"served"}
