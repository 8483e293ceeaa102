"""Celebrities: people who were enrolled are found on other pictures of them, strangers are not."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageOps

from conftest import StartServer
from running import Server, run

NAME = "Eileen Collins"
TWO_STRANGERS = ("Hugo Chavez", "Ariel Sharon")
PICTURES_EACH = 4
STRANGERS = ["fr_test_obama1.jpg", "john_John_Schneider_000288_00925786.jpg"]


def as_png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def astronaut(photos: dict[str, Path]) -> Image.Image:
    with Image.open(photos["astronaut"]) as image:
        return image.convert("RGB")


@pytest.fixture
def other_picture(astronaut: Image.Image) -> bytes:
    """The same face otherwise: mirrored, cropped, smaller and darker."""
    head = ImageOps.mirror(astronaut.crop((80, 0, 400, 320)))
    return as_png(ImageEnhance.Brightness(head.resize((256, 256))).enhance(0.75))


def enrol(server: Server, photograph: bytes) -> dict:
    answer = server.post(
        "/api/v1/people",
        data={"name": NAME, "url": "https://example.org/collins", "knownGender": "Female"},
        files={"photograph": ("face.png", photograph)},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_an_enrolled_person_is_found_on_another_picture(
    start_server: StartServer, astronaut: Image.Image, other_picture: bytes
) -> None:
    server = start_server().ready()
    unknown = server.upload(other_picture).json()
    assert unknown["celebrityFaces"] == []
    assert len(unknown["unrecognizedFaces"]) == 1
    person = enrol(server, as_png(astronaut))
    recognised = server.post(f"{unknown['location']}/recognise")
    assert recognised.status_code == 202
    # Other bytes of the same view, so that the answer waits for its own recognition.
    found = server.upload(other_picture + b"\0").json()
    (celebrity,) = found["celebrityFaces"]
    assert celebrity["Name"] == NAME
    assert celebrity["Id"] == person["id"]
    assert celebrity["Urls"] == ["example.org/collins"]  # without the scheme, as Rekognition gives them
    assert celebrity["MatchConfidence"] > 90
    assert found["unrecognizedFaces"] == []
    by_person = server.get(f"/api/v1/images?person={NAME}").json()["images"]
    assert found["imageId"] in [one["imageId"] for one in by_person]


def test_a_stranger_is_not_found(start_server: StartServer, astronaut: Image.Image, testset: Path) -> None:
    server = start_server().ready()
    enrol(server, as_png(astronaut))
    for name in STRANGERS:
        found = server.upload(testset / "celebrities" / "images" / name).json()
        assert len(found["unrecognizedFaces"]) >= 1
        assert found["celebrityFaces"] == []


def test_a_photograph_without_a_face_is_refused_with_the_reason(server: Server, photos: dict[str, Path]) -> None:
    answer = server.post(
        "/api/v1/people",
        data={"name": "Chelsea"},
        files={"photograph": ("chelsea.png", photos["chelsea"].read_bytes())},
    )
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "face" in answer.json()["detail"]


def test_a_person_who_is_removed_is_known_no_more(
    start_server: StartServer, astronaut: Image.Image, other_picture: bytes
) -> None:
    server = start_server().ready()
    person = enrol(server, as_png(astronaut))
    assert server.delete(f"/api/v1/people/{person['id']}").status_code == 204
    assert server.get("/api/v1/people").json() == {"people": []}
    assert server.upload(other_picture).json()["celebrityFaces"] == []


def test_the_people_command_adds_lists_exports_imports_and_removes(
    tmp_path: Path, photos: dict[str, Path], other_picture: bytes
) -> None:
    place = ("--data", tmp_path / "data")
    added = run("people", "add", NAME, photos["astronaut"], "--gender", "Female", *place)
    assert (added.returncode, added.stderr.count("spotter:")) == (0, 0)
    listed = run("people", "list", *place).stdout
    assert re.search(rf"{NAME} +1 photographs", listed)
    person_id = listed.split()[0]

    picture = tmp_path / "other.png"
    picture.write_bytes(other_picture)
    assert re.search(rf"celebrity +{NAME}", run("detect", picture, *place).stdout)
    elsewhere = ("--data", tmp_path / "elsewhere")
    assert NAME not in run("detect", picture, *elsewhere).stdout

    assert run("people", "export", tmp_path / "export", *place).returncode == 0
    assert run("people", "import", tmp_path / "export", *elsewhere).returncode == 0
    assert NAME in run("people", "list", *elsewhere).stdout

    assert run("people", "remove", person_id, *place).returncode == 0
    assert "nobody is known yet" in run("people", "list", *place).stdout


def photographs_of(testset: Path, name: str) -> list[Path]:
    """Photographs that show this person and nobody else."""
    folder = testset / "celebrities"
    listed = json.loads((folder / "truth.json").read_text())["items"]
    return [
        folder / item["file"] for item in listed if [face["identity"] for face in item["truth"]["faces"]] == [name]
    ][:PICTURES_EACH]


def groups_of(server: Server) -> list[set[str]]:
    """The images of each group of unknown faces."""
    groups = server.get("/api/v1/faces/groups?minSize=2").json()["groups"]
    return [{face["imageId"] for face in group["faces"]} for group in groups]


def until(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come in {seconds} s"
        time.sleep(0.1)


def names_on(server: Server, image: str) -> list[str]:
    found = server.get(f"/api/v1/images/{image}").json()["celebrityFaces"]
    return [celebrity["Name"] for celebrity in found]


@pytest.fixture
def strangers(start_server: StartServer, testset: Path) -> tuple[Server, dict[str, set[str]]]:
    """A server that has seen several photographs of two people whom it does not know; whose images are whose."""
    server = start_server().ready()
    images = {
        name: {server.upload(path).json()["imageId"] for path in photographs_of(testset, name)}
        for name in TWO_STRANGERS
    }
    return server, images


def name_a_face(server: Server, name: str, image: str) -> dict:
    (face,) = server.get(f"/api/v1/images/{image}/faces").json()["faces"]
    answer = server.post("/api/v1/people", json={"name": name, "faces": [face["faceId"]]})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_unknown_faces_are_grouped_by_person_and_a_named_group_is_recognised(
    strangers: tuple[Server, dict[str, set[str]]],
) -> None:
    server, images = strangers
    named, other = TWO_STRANGERS
    assert [len(of_one) for of_one in images.values()] == [PICTURES_EACH, PICTURES_EACH]
    groups = groups_of(server)
    assert sorted(groups, key=sorted) == sorted(images.values(), key=sorted)

    person = name_a_face(server, named, min(images[named]))
    assert len(person["photographs"]) == 1
    queued = server.post(f"/api/v1/people/{person['id']}/recognise")
    assert (queued.status_code, queued.json()) == (202, {"images": PICTURES_EACH})
    for image in images[named]:
        until(lambda image=image: names_on(server, image) == [named], f"{named} on {image}")
    assert [names_on(server, image) for image in images[other]] == [[]] * PICTURES_EACH
    assert groups_of(server) == [images[other]]


def test_people_who_are_one_are_merged(strangers: tuple[Server, dict[str, set[str]]]) -> None:
    server, images = strangers
    name = TWO_STRANGERS[0]
    first, second, *_ = sorted(images[name])
    kept = name_a_face(server, name, first)
    double = name_a_face(server, "The same person", second)
    merged = server.post(f"/api/v1/people/{kept['id']}/merge", json={"people": [double["id"]]})
    assert merged.status_code == 200, merged.text
    both = {one["id"] for person in (kept, double) for one in person["photographs"]}
    assert {one["id"] for one in merged.json()["photographs"]} == both
    assert server.get("/api/v1/people").json()["people"] == [merged.json()]
    for photograph in both:
        kept_bytes = server.get(f"/api/v1/people/{kept['id']}/photographs/{photograph}")
        assert kept_bytes.headers["Content-Type"] == "image/jpeg"
    assert server.post(f"/api/v1/people/{kept['id']}/recognise").status_code == 202
    for image in images[name]:
        until(lambda image=image: names_on(server, image) == [name], f"{name} on {image}")


def test_a_face_is_cut_out_as_a_square_webp(
    strangers: tuple[Server, dict[str, set[str]]],
) -> None:
    server, images = strangers
    (face,) = server.get(f"/api/v1/images/{min(images[TWO_STRANGERS[0]])}/faces").json()["faces"]
    crop = server.get(f"/api/v1/faces/{face['faceId']}/crop?width=96")
    assert (crop.status_code, crop.headers["Content-Type"]) == (200, "image/webp")
    with Image.open(io.BytesIO(crop.content)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (96, 96))
