"""The structs and rules of src/aws/rekognition against the API's own model, as botocore brings it."""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import rekognition_table  # noqa: E402  (the path has to be set first)
from rekognition_model import AWS_SHAPES, LIMITS, Model, Shape, left_out, matches, ours  # noqa: E402

OPERATIONS = re.findall(
    r"^Outcome<(\w+)Response> \w+\(const Call& call,\s+\1Request request\);",
    (ROOT / "src/http/rekognition/operations.h").read_text(),
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.fixture(scope="module")
def code() -> dict[str, dict[str, Shape]]:
    if not AWS_SHAPES.exists():
        pytest.fail(f"{AWS_SHAPES} is not there; build it: ./dev build")
    return ours()


class Comparison:
    """Collects where two shapes differ; `left` and `added` are the places that are meant to."""

    def __init__(self, with_limits: bool) -> None:
        self.with_limits = with_limits
        self.differences: list[str] = []
        self.left: set[str] = set()
        self.added: set[str] = set()

    def compare(self, theirs: Shape, our: Shape, place: str) -> None:
        if theirs["type"] != our["type"]:
            self.differences.append(f"{place}: {our['type']}, the model has {theirs['type']}")
            return
        for limit in LIMITS if self.with_limits else ("enum",):
            want, have = theirs.get(limit), our.get(limit)
            if limit == "enum" and not self.with_limits:  # a set: the order is of messages alone
                want, have = sorted(want or []), sorted(have or [])
            if want != have:
                self.differences.append(f"{place}: {limit} {have}, the model has {want}")
        for part in ("member", "key", "value"):
            if part in theirs:
                self.compare(theirs[part], our[part], f"{place}[{part}]")
        if theirs["type"] == "structure":
            self._compare_members(theirs, our, place)

    def _compare_members(self, theirs: Shape, our: Shape, place: str) -> None:
        tables = left_out()
        if self.with_limits and sorted(theirs["required"]) != sorted(our["required"]):
            self.differences.append(f"{place}: required {our['required']}, the model has {theirs['required']}")
        kept = [name for name in theirs["members"] if f"{theirs['name']}.{name}" not in tables["members"]]
        self.left |= {f"{theirs['name']}.{name}" for name in theirs["members"] if name not in kept}
        more = [name for name in our["members"] if f"{theirs['name']}.{name}" in tables["additions"]]
        self.added |= {f"{theirs['name']}.{name}" for name in more}
        names = [name for name in our["members"] if name not in more]
        if names != kept:
            self.differences.append(f"{place}: members {names}, the model has {kept}")
        for name in kept:
            if name in our["members"]:
                self.compare(theirs["members"][name], our["members"][name], f"{place}.{name}")


def compared(theirs: Shape, our: Shape, with_limits: bool) -> Comparison:
    comparison = Comparison(with_limits)
    comparison.compare(theirs, our, theirs["name"])
    return comparison


def test_the_shapes_are_of_the_operations_that_the_server_has(code):
    assert len(OPERATIONS) > 20
    assert sorted(code) == sorted(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_request_has_the_models_members_and_constraints(model, code, operation):
    assert compared(model.request(operation), code[operation]["request"], with_limits=True).differences == []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_response_has_the_models_members(model, code, operation):
    assert compared(model.response(operation), code[operation]["response"], with_limits=False).differences == []


def test_every_reason_is_of_something_that_is_left_out(model, code):
    tables = left_out()
    left, added = set(), set()
    for operation in OPERATIONS:
        for way in ("request", "response"):
            done = compared(getattr(model, way)(operation), code[operation][way], with_limits=False)
            left |= done.left
            added |= done.added
    assert left == set(tables["members"])
    assert added == set(tables["additions"])
    absent = [operation for operation in model.operations() if operation not in code]
    used = {rekognition_table.reason_for(operation, tables["operations"]) for operation in absent}
    assert used == set(tables["operations"].values())


# --- patterns: the code's matchers against Python's regular expressions -----------------------------

CATEGORIES = ("L", "N", "Z")
OLD = unicodedata.ucd_3_2_0  # characters that have been the same for long: libraries know different versions


def settled(point: int) -> bool:
    character = chr(point)
    return OLD.category(character) == unicodedata.category(character) != "Cn" and not 0xD800 <= point < 0xE000


def expression(pattern: str) -> re.Pattern[str]:
    """Python knows no \\p{L}: the class is spelled out."""
    for category in CATEGORIES:
        points = (chr(p) for p in range(0x20000) if unicodedata.category(chr(p)).startswith(category))
        pattern = pattern.replace(f"\\p{{{category}}}", re.escape("".join(points)))
    return re.compile(pattern)


def patterns_in(shape: Shape) -> set[str]:
    inner = list(shape.get("members", {}).values()) + [shape[p] for p in ("member", "key", "value") if p in shape]
    return ({shape["pattern"]} if "pattern" in shape else set()).union(*map(patterns_in, inner))


EXAMPLES = {
    "project": "arn:aws:rekognition:eu-west-1:012345678901:project/my.Project_1/version/v-1/1234567890",
    "[0-9a-f]{8}": "01234567-89ab-cdef-0123-456789abcdef",
    "aws:": "aws:Größe 10",
}


def texts_for(pattern: str, chance: random.Random) -> list[str]:
    """Right texts and texts that are nearly so: random ones, and a right one with a few changes."""
    alphabet = "abzAZ019.-_:/'()^ \n\tàñé"
    if "p{L}" in pattern:
        alphabet = "".join(chr(p) for p in range(0x2FA0) if settled(p))
    near = [example for sign, example in EXAMPLES.items() if sign in pattern] or ["my-photos_1"]
    texts = ["", *near, near[0] + "\n", "\n" + near[0], "a" * 1024, "-", "a-", "-a", "0"]
    for _ in range(400):
        texts.append("".join(chance.choices(alphabet, k=chance.randrange(1, 8))))
        text = list(near[0])
        for _ in range(chance.randrange(1, 3)):
            place = chance.randrange(len(text))
            text[place : place + chance.randrange(2)] = chance.choice(alphabet)
        texts.append("".join(text))
    return texts


def test_a_matcher_agrees_with_its_pattern(code):
    patterns = sorted(set().union(*(patterns_in(of["request"]) for of in code.values())))
    assert len(patterns) > 8
    chance = random.Random(5)
    asked = [(pattern, text) for pattern in patterns for text in texts_for(pattern, chance)]
    compiled = {pattern: expression(pattern) for pattern in patterns}
    wrong = [
        (pattern, text)
        for (pattern, text), said in zip(asked, matches(asked), strict=True)
        if said != bool(compiled[pattern].fullmatch(text))
    ]
    assert wrong == []
    for pattern in patterns:
        said = {bool(compiled[pattern].fullmatch(text)) for one, text in asked if one == pattern}
        assert said == {True, False}, pattern


def test_the_documents_table_is_up_to_date(code):
    assert rekognition_table.DOCUMENT.read_text() == rekognition_table.document(), "run tools/rekognition_table.py"
