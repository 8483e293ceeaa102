"""src/http/openapi.json is a valid description, and its examples are what its schemas say.

That it describes exactly the routes and members that there are is tested in tests/http/openapi_test.cc.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

FILE = Path(__file__).parents[2] / "src" / "http" / "openapi.json"
METHODS = ("get", "put", "post", "delete", "patch")


@pytest.fixture(scope="module")
def text() -> str:
    return FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document(text: str) -> dict[str, Any]:
    return json.loads(text)


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [row[m] for row in document["paths"].values() for m in METHODS if m in row]


def examples(place: str, node: Any) -> Iterator[tuple[str, Any, Any]]:
    """Each example with its place and its schema."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from examples(f"{place}/{index}", child)
    if not isinstance(node, dict):
        return
    if "example" in node and "schema" in node:
        yield place, node["schema"], node["example"]
    if "type" in node and isinstance(node.get("examples"), list):
        for example in node["examples"]:
            yield place, {k: v for k, v in node.items() if k != "examples"}, example
    for name, child in node.items():
        if name not in ("example", "examples"):
            yield from examples(f"{place}/{name}", child)


def test_it_is_a_valid_openapi_3_1_document(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_it_is_printed_as_the_sources_are(text: str, document: dict[str, Any]) -> None:
    assert text == json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def test_every_example_is_what_its_schema_says(document: dict[str, Any]) -> None:
    found = list(examples("", document))
    wrong = []
    for place, schema, example in found:
        whole = {**schema, "components": document["components"]}
        wrong += [f"{place}: {error.message}" for error in OAS31Validator(whole).iter_errors(example)]
    assert wrong == []
    assert len(found) > 40


def test_the_schemas_refuse_what_they_should(document: dict[str, Any]) -> None:
    def errors(name: str, value: Any) -> list[str]:
        whole = {
            "$ref": f"#/components/schemas/{name}",
            "components": document["components"],
        }
        return [error.message for error in OAS31Validator(whole).iter_errors(value)]

    problem = {"type": "about:blank", "title": "Too large", "status": 413, "detail": ""}
    assert errors("Problem", problem) == []
    assert errors("Problem", {**problem, "status": "413"})
    assert errors("Status", "erasing")
    assert errors("BoundingBox", {"Width": 0.5, "Height": 0.5, "Left": 0})


def test_every_operation_has_a_name_for_a_function_a_known_tag_and_problems(
    document: dict[str, Any],
) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for operation in operations(document):
        assert re.fullmatch(r"[a-z]+([A-Z][a-z0-9]*)+", operation["operationId"])
        assert set(operation["tags"]) <= tags
        assert operation["summary"]
        assert operation["responses"]["default"] == {"$ref": "#/components/responses/Unexpected"}


def test_no_component_is_unused(text: str, document: dict[str, Any]) -> None:
    names = [
        f"#/components/{kind}/{name}"
        for kind, all_of in document["components"].items()
        for name in all_of
        if kind != "securitySchemes"  # named by their bare names
    ]
    unused = [name for name in names if f'"{name}"' not in text]
    # What the events carry: a stream's schema can't refer to it.
    assert unused == ["#/components/schemas/Change"]
