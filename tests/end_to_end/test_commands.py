"""The commands that need no server: what they print, and how they end: 0 done, 1 failed, 2 wrong use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from running import run

DONE, FAILED, WRONG_USE = 0, 1, 2


def test_detect_prints_a_table(photos: dict[str, Path]) -> None:
    done = run("detect", photos["chelsea"])
    assert done.returncode == DONE
    assert re.search(r"^  label +Animal +\d", done.stdout, re.MULTILINE)
    assert re.search(r"^ +Cat +9\d\.\d  1 box; a kind of Animal, Mammal, Pet$", done.stdout, re.MULTILINE)


def test_detect_prints_a_line_of_json_for_each_picture(photos: dict[str, Path]) -> None:
    done = run("detect", "--json", photos["page"], photos["astronaut"])
    assert done.returncode == DONE
    page, astronaut = (json.loads(line) for line in done.stdout.splitlines())
    assert (page["width"], page["height"]) == (384, 191)
    assert page["file"] == str(photos["page"])
    assert page["textDetections"][0]["DetectedText"] == "Region-based segmentation"
    assert len(astronaut["faceDetails"]) == 1
    assert astronaut["milliseconds"].keys() >= {"text", "faces", "labels", "moderation"}


def sides(box: dict[str, float], width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in pixels."""
    left, top = round(box["Left"] * width), round(box["Top"] * height)
    right, bottom = left + round(box["Width"] * width), top + round(box["Height"] * height)
    return left, top, right, bottom


def test_detect_draws_boxes_where_something_was_found(photos: dict[str, Path], tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.png"
    done = run("detect", "--json", photos["astronaut"], "--draw", drawn)
    assert done.returncode == DONE
    found = json.loads(done.stdout)
    with Image.open(photos["astronaut"]) as before, Image.open(drawn) as after:
        assert after.size == before.size
        one, two = (np.asarray(image.convert("RGB"), dtype=int) for image in (before, after))
    changed = np.abs(one - two).max(axis=2) > 8
    person = next(label for label in found["labels"] if label["Name"] == "Person")
    boxes = [(person["Instances"][0]["BoundingBox"], 0.95)]
    boxes += [(found["faceDetails"][0]["BoundingBox"], 0.6)]  # dashed
    for box, share in boxes:
        left, top, right, bottom = sides(box, *before.size)
        for x in (left, right):
            assert changed[top:bottom, max(x - 3, 0) : x + 4].any(axis=1).mean() > share
    _, _, right, _ = sides(boxes[0][0], *before.size)
    assert not changed[:, right + 5 :].any()


def test_a_picture_without_findings_stays_as_it_was_when_drawn(tmp_path: Path) -> None:
    grey, drawn = tmp_path / "grey.png", tmp_path / "drawn.png"
    Image.new("RGB", (200, 150), (128, 128, 128)).save(grey)
    done = run("detect", "--json", "--min-confidence", "100", grey, "--draw", drawn)
    assert done.returncode == DONE
    with Image.open(drawn) as after:
        assert np.array_equal(np.asarray(after.convert("RGB")), np.full((150, 200, 3), 128))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file or directory"),
        (b"Dear Sir or Madam,\n", "this is no image that can be told by its content"),
        (b"", "the file is empty"),
        (
            b"%PDF-1.7\n",
            "this is a PDF document; JPEG, PNG, WebP, HEIC, AVIF, GIF and TIFF are taken",
        ),
    ],
)
def test_detect_says_why_a_file_is_not_recognised(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "file.jpg"
    if content is not None:
        file.write_bytes(content)
    done = run("detect", file)
    assert done.returncode == FAILED
    assert f"{file}\n  not recognised: " in done.stdout
    assert said in done.stdout


def test_one_bad_file_does_not_keep_the_others_from_being_recognised(photos: dict[str, Path], tmp_path: Path) -> None:
    bad = tmp_path / "note.txt"
    bad.write_text("a note")
    done = run("detect", "--json", bad, photos["chelsea"])
    assert done.returncode == FAILED
    refused, cat = (json.loads(line) for line in done.stdout.splitlines())
    assert refused["error"]["code"] == "invalid"
    assert "Cat" in [label["Name"] for label in cat["labels"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "subcommand"),
        (["detect"], "files"),
        (["detect", "--draws", "x", "a.jpg"], "--draws"),
        (["detect", "a.jpg", "--min-confidence", "200"], "--min-confidence"),
        (["detect", "a.jpg", "--precision", "f16"], "--precision must be f32 or bf16, not f16"),
        (["detect", "a.jpg", "--max-mib", "0"], "--max-mib must be more than 0"),
        (["people", "add", "Ann"], "photographs"),
        (["people", "add", "Ann", "a.jpg", "--gender", "f"], "--gender must be Male, Female"),
        (["serve", "--listen", "nowhere"], "--listen must be ADDRESS:PORT, not nowhere"),
        (["inbox"], "subcommand"),
    ],
)
def test_wrong_use_is_told_apart_and_named(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == WRONG_USE
    assert said in done.stdout + done.stderr


def test_a_configuration_file_says_the_same_as_flags(tmp_path: Path) -> None:
    config = tmp_path / "spotter.toml"
    config.write_text('precision = "f16"\n')
    assert "--precision must be" in run("--config", config, "inbox", "list").stderr
    config.write_text("colour = 1\n")
    done = run("--config", config, "inbox", "list")
    assert done.returncode == WRONG_USE
    assert "there is no setting `colour`" in done.stderr


def test_models_are_listed_with_source_and_licence() -> None:
    done = run("models", "list")
    assert done.returncode == DONE
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["MODEL", "SLOT", "PACK", "SOURCE", "LICENCE"]
    yunet = next(row for row in rows if row.startswith("yunet "))
    assert "face_detection" in yunet
    assert yunet.endswith("MIT")


def test_installed_models_are_intact() -> None:
    done = run("models", "verify")
    assert done.returncode == DONE
    assert len(done.stdout.splitlines()) >= 10
    assert all(row.endswith("intact") for row in done.stdout.splitlines())


def test_a_changed_model_file_is_found_and_not_loaded(tmp_path: Path, photos: dict[str, Path]) -> None:
    packs = Path(__file__).resolve().parents[2] / ".models"
    copy = tmp_path / "models" / "standard"
    for file in (packs / "standard").rglob("*"):
        if file.is_file():
            target = copy / file.relative_to(packs / "standard")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(file)
    changed = next((copy / "yunet").glob("*.bin"))
    weights = changed.read_bytes()
    changed.unlink()
    changed.write_bytes(weights[: len(weights) // 2] + bytes(len(weights) - len(weights) // 2))
    place = ("--models", tmp_path / "models", "--model-cache", tmp_path / "cache")
    verified = run("models", "verify", *place)
    assert verified.returncode == FAILED
    assert re.search(r"^yunet .* is not the file that was installed", verified.stdout, re.MULTILINE)
    refused = run("detect", photos["chelsea"], *place)
    assert (refused.returncode, refused.stdout) == (FAILED, "")
    assert "yunet" in refused.stderr


def test_models_pass_their_golden_tests() -> None:
    done = run("models", "test")
    assert done.returncode == DONE
    assert all(" passes: off by " in row for row in done.stdout.splitlines())


def test_doctor_finds_everything_in_order(tmp_path: Path) -> None:
    done = run("doctor", "--data", tmp_path / "data")
    assert done.returncode == DONE
    assert "MEND" not in done.stdout
    for what in ("disk", "store", "table", "queue", "people", "models"):
        assert re.search(rf"^  ok    {what} ", done.stdout, re.MULTILINE)


def test_doctor_says_what_to_mend(tmp_path: Path) -> None:
    done = run("doctor", "--data", tmp_path / "data", "--models", tmp_path / "nowhere")
    assert done.returncode == FAILED
    assert re.search(r"^  MEND  models .*nowhere", done.stdout, re.MULTILINE)


def test_the_inbox_lists_what_failed(tmp_path: Path) -> None:
    place = ("--data", tmp_path / "data")
    listed = run("inbox", "list", *place)
    assert (listed.returncode, listed.stdout) == (DONE, "the inbox is empty: nothing failed\n")
    retried = run("inbox", "retry", "nothing.jpg", *place)
    assert (retried.returncode, retried.stderr) == (
        FAILED,
        "spotter: there is no image nothing.jpg\n",
    )


def test_erase_prints_a_receipt(tmp_path: Path) -> None:
    done = run("erase", "nothing.jpg", "--data", tmp_path / "data")
    assert (done.returncode, done.stderr) == (FAILED, "spotter: there is no image nothing.jpg\n")


def test_a_server_is_not_started_where_other_machines_could_reach_it(tmp_path: Path) -> None:
    done = run("serve", "--listen", "0.0.0.0:0", "--data", tmp_path / "data", seconds=30)
    assert done.returncode == FAILED
    assert "0.0.0.0 can be reached from other machines" in done.stderr
    assert "listen on 127.0.0.1" in done.stderr
