"""One server for all clients, with photographs in it and somebody known."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/end_to_end"), str(Path(__file__).resolve().parent)]

from expected import NAME, URLS
from flood import grown
from running import BINARY, Server, run

TESTSET = ROOT.parent / "shared" / "testset"
PHOTOGRAPHS = {
    "bear": "objects/images/coco_000000000285.jpg",
    "dog": "objects/images/darknet_dog.jpg",
    "sign": "text/images/icdar15tr_8.jpg",
    "family": "faces/images/compreface_012_4.jpg",
    "two": "celebrities/images/fr_examples_two_people.jpg",
    "obama": "celebrities/images/fr_test_obama1.jpg",
    "obama2": "celebrities/images/fr_test_images_obama3.jpg",
    "rifle": "moderation/images/imagenet_n04090263_rifle.jpg",
    "small": "text/images/crop_1058891.jpg",  # 72 x 78 px
}
AS_OBJECTS = ("bear", "dog", "sign", "family", "two", "obama", "obama2", "rifle")
PLACES = 2  # of recognitions at once; a program alone needs one
AT_ONCE = 12
MAY_ALL = {"Sid": "MayAll", "Effect": "Allow", "Action": ["rekognition:*", "s3:*", "spotter:*"], "Resource": "*"}
MAY_LOOK = {"Sid": "MayLook", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}


@dataclass
class Door:
    """A running server, the keys that may do all, and the file that tells the programs what is where."""

    server: Server
    keys: dict[str, str]
    case: Path
    folder: Path = field(default_factory=Path)


def create_key(server: Server, policy: dict, folder: Path) -> dict[str, str]:
    file = folder / "policy.json"
    file.write_text(json.dumps({"Version": "2012-10-17", "Statement": [policy]}))
    made = run("keys", "create", "--description", policy["Sid"], "--policy", file, "--data", server.data, "--json")
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    return {"id": told["accessKeyId"], "secret": told["secretAccessKey"]}


def wide_picture() -> bytes:
    """A photograph's top as a picture that is a pixel wider than allowed."""
    with Image.open(TESTSET / PHOTOGRAPHS["bear"]) as bear:
        buffer = io.BytesIO()
        bear.convert("RGB").resize((10_001, 100)).save(buffer, "JPEG")
        return buffer.getvalue()


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not built; ./dev build makes it", returncode=2)
    if not TESTSET.is_dir():
        pytest.skip(f"{TESTSET} is not there")
    folder = tmp_path_factory.mktemp("clients")
    server = Server(folder / "data", "--max-recognitions", str(PLACES)).start().ready()
    wide = folder / "wide.jpg"
    wide.write_bytes(wide_picture())
    large = folder / "large.png"
    large.write_bytes(grown(TESTSET / PHOTOGRAPHS["dog"]))
    objects = {}
    for name in AS_OBJECTS:
        answer = server.post("/upload?wait=60", files={"file": (f"{name}.jpg", photograph(name))})
        assert answer.status_code in (200, 201), answer.text
        objects[name] = answer.json()["imageId"]
    person = server.post(
        "/api/v1/people",
        data={"name": NAME, "url": f"https://{URLS[0]}", "knownGender": "Male"},
        files={"photograph": ("obama.jpg", photograph("obama"))},
    )
    assert person.status_code == 201, person.text
    # The first key ends that everybody may do everything, while the server runs.
    keys = create_key(server, MAY_ALL, folder)
    looking = create_key(server, MAY_LOOK, folder)
    case = folder / "case.json"
    case.write_text(
        json.dumps(
            {
                "collection": "plan",
                "bucket": "uploads",
                "celebrity": person.json()["id"],
                "pictures": {
                    **{name: str(TESTSET / path) for name, path in PHOTOGRAPHS.items()},
                    "wide": str(wide),
                    "large": str(large),
                },
                "objects": objects,
                "keys": {
                    "access secret": {"id": keys["id"], "secret": keys["secret"][::-1]},
                    "access key": {"id": "AKIA" + "A" * 16, "secret": keys["secret"]},
                    "access denied": looking,
                },
                "at_once": AT_ONCE,
            }
        )
    )
    yield Door(server, keys, case, folder)
    server.stop()


def photograph(name: str) -> bytes:
    return (TESTSET / PHOTOGRAPHS[name]).read_bytes()
