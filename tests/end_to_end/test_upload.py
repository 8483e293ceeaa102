"""A picture goes in, its findings come out and are kept."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from conftest import StartServer
from running import Server

STAGES = ["decode", "text", "faces", "celebrities", "labels", "moderation", "derived"]


def kept_item(server: Server, image_id: str) -> dict:
    """The row of ImageMetadata as it lies in the file."""
    file = server.data / "table.sqlite"
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as table:
        found = table.execute("SELECT item FROM ImageMetadata WHERE imageId = ?", [image_id]).fetchone()
    assert found, f"ImageMetadata has no item {image_id}"
    return json.loads(found[0])


def names(item: dict) -> set[str]:
    return {label["Name"] for label in item["labels"]}


def test_an_upload_that_waits_is_answered_with_findings_and_kept_with_every_stage(
    server: Server, photos: dict[str, Path]
) -> None:
    answer = server.upload(photos["chelsea"])
    assert answer.status_code == 200
    found = answer.json()
    assert found["status"] == "done"
    assert found["fileName"] == "chelsea.png"
    assert answer.headers["Location"] == f"/api/v1/images/{found['imageId']}"
    item = kept_item(server, found["imageId"])
    assert item["imageId"] == found["imageId"]
    assert item["imageId"].endswith(".png")
    assert (item["width"], item["height"], item["contentType"]) == (451, 300, "image/png")
    assert item["labels"] == found["labels"]
    assert {stage["name"] for stage in item["stages"]} == set(STAGES)
    assert all(stage["outcome"] == "ok" for stage in item["stages"])
    assert item["models"]
    assert "error" not in item


def test_an_upload_that_does_not_wait_is_acknowledged_and_done_later(server: Server, photos: dict[str, Path]) -> None:
    body = photos["rocket"].read_bytes() + b"not sent by another test"
    answer = server.post("/upload", data=body, headers={"Content-Type": "image/jpeg"})
    assert answer.status_code == 202
    assert answer.json()["status"] in ("queued", "recognising")
    again = server.upload(body).json()
    assert (again["imageId"], again["status"]) == (answer.json()["imageId"], "done")


def test_the_same_upload_again_is_a_duplicate(server: Server, photos: dict[str, Path]) -> None:
    first = server.upload(photos["coffee"]).json()
    second = server.upload(photos["coffee"])
    assert second.status_code == 200
    assert second.json()["duplicate"]
    assert second.json()["imageId"] == first["imageId"]
    listed = server.get("/api/v1/images?limit=500").json()["images"]
    assert [one["fileName"] for one in listed].count("coffee.png") == 1


def test_what_was_found_is_found_by_search(server: Server, photos: dict[str, Path]) -> None:
    cat = server.upload(photos["chelsea"]).json()["imageId"]
    page = server.upload(photos["page"]).json()["imageId"]
    by_label = server.get("/api/v1/images?label=cat").json()["images"]
    by_text = server.get("/api/v1/images?text=unambiguously").json()["images"]
    assert [one["imageId"] for one in by_label] == [cat]
    assert [one["imageId"] for one in by_text] == [page]


def test_the_bytes_come_back_as_they_were_sent(server: Server, photos: dict[str, Path]) -> None:
    found = server.upload(photos["astronaut"]).json()
    content = server.get(f"{found['location']}/content")
    assert content.content == photos["astronaut"].read_bytes()
    assert content.headers["X-Content-Type-Options"] == "nosniff"


def test_an_erased_picture_is_gone_and_may_be_uploaded_anew(start_server: StartServer, photos: dict[str, Path]) -> None:
    server = start_server().ready()
    first = server.upload(photos["astronaut"]).json()
    receipt = server.delete(first["location"]).json()
    outcomes = {place["place"]: place["outcome"] for place in receipt["places"]}
    assert outcomes["object"] == "removed"
    assert outcomes["face vectors"] == "removed (1)"
    assert server.get(first["location"]).status_code == 404
    assert server.get(f"{first['location']}/content").status_code == 404
    assert server.get(f"{first['location']}/thumbnail").status_code == 404
    second = server.upload(photos["astronaut"]).json()
    assert not second["duplicate"]
    assert second["imageId"] != first["imageId"]


def test_a_restart_keeps_everything(start_server: StartServer, photos: dict[str, Path]) -> None:
    server = start_server().ready()
    before = server.upload(photos["coffee"]).json()
    assert server.stop() == 0
    server.start().ready()
    after = server.get(before["location"]).json()
    assert after["labels"] == before["labels"]
    assert after["recognisedAt"] == before["recognisedAt"]
    again = server.upload(photos["coffee"]).json()
    assert (again["duplicate"], again["imageId"]) == (True, before["imageId"])


def test_asked_to_stop_it_ends_and_goes_on_with_its_work_after_a_restart(
    start_server: StartServer, photos: dict[str, Path]
) -> None:
    server = start_server("--workers", "1").ready()
    accepted = [server.upload(path, wait=0).json()["imageId"] for path in photos.values()]
    assert server.stop() == 0
    server.start().ready()
    # The same bytes again: their images are waited for, none is made anew.
    answers = [server.upload(path).json() for path in photos.values()]
    assert [one["imageId"] for one in answers] == accepted
    assert {one["status"] for one in answers} == {"done"}


def test_uploads_are_taken_before_the_models_are_loaded(start_server: StartServer, photos: dict[str, Path]) -> None:
    server = start_server().wait_for("/healthz")
    assert server.upload(photos["chelsea"], wait=0).status_code == 202
    assert "Cat" in names(server.upload(photos["chelsea"]).json())
