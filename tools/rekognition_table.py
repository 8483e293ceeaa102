#!/usr/bin/env python3
"""Writes docs/rekognition.md: every operation and member of Rekognition's API, and what of it is here.

rekognition_table.py          writes the file
rekognition_table.py --check  says whether it is up to date (exit 1 if not)
Needs botocore and build/release/tests/aws_shapes.
"""

from __future__ import annotations

import sys

from rekognition_model import ROOT, Model, Shape, left_out, ours

DOCUMENT = ROOT / "docs" / "rekognition.md"
HEAD = """# Rekognition's operations

Made by `tools/rekognition_table.py` from the API's model (as botocore brings it), the structs in
`src/aws/rekognition/` and the reasons in `tools/rekognition_left_out.toml`; a test says if it is out of date.
`yes`: implemented. A constraint that a request breaks is answered by a ValidationException in AWS's words.

"""


def reason_for(operation: str, reasons: dict[str, str]) -> str:
    """The reason with the longest name in the operation's."""
    named = [name for name in reasons if name in operation]
    return reasons[max(named, key=len)]


def type_of(shape: Shape) -> str:
    if shape["type"] == "list":
        return f"list of {type_of(shape['member'])}"
    if shape["type"] == "map":
        return f"map of {type_of(shape['value'])}"
    return f"[{shape['name']}](#{shape['name'].lower()})" if shape["type"] == "structure" else shape["type"]


def limits_of(shape: Shape) -> list[str]:
    """In words; a pattern as code, with the table's own separator escaped."""
    unit = {"string": "length", "blob": "bytes", "list": "items", "map": "entries"}.get(shape["type"], "value")
    out = []
    if "min" in shape or "max" in shape:
        out.append(f"{unit} {shape.get('min', '')}–{shape.get('max', '')}")
    if "pattern" in shape:
        out.append("`" + shape["pattern"].replace("|", "\\|") + "`")
    if "enum" in shape:
        out.append(", ".join(f"`{value}`" for value in shape["enum"]))
    for part, name in (("member", "each"), ("key", "key"), ("value", "value")):
        if part in shape and (inner := limits_of(shape[part])):
            out.append(f"{name}: {'; '.join(inner)}")
    return out


def structures_in(shape: Shape) -> list[Shape]:
    """The structures of a shape's members, those within them too, in the order of their first mention."""
    inner = list(shape.get("members", {}).values()) + [shape[p] for p in ("member", "value") if p in shape]
    out = []
    for one in inner:
        out += ([one] if one["type"] == "structure" else []) + structures_in(one)
    return out


def rows_of(shape: Shape, way: str, tables: dict[str, dict[str, str]], is_request: bool) -> list[str]:
    rows = []
    for name, member in shape["members"].items():
        place = f"{shape['name']}.{name}"
        reason = tables["members"].get(place)
        state = f"left out: {reason}" if reason else "yes"
        if note := tables["notes"].get(place):
            state += f"; {note}"
        required = ", required" if name in shape["required"] else ""
        limits = "; ".join(limits_of(member)) if is_request or "enum" in member else ""
        rows.append(f"| {way} | `{name}` | {type_of(member)}{required} | {limits} | {state} |")
    return rows


HEADER = ["| | member | type | constraints | here |", "|---|---|---|---|---|"]


def document() -> str:
    model, tables, offered = Model(), left_out(), list(ours())
    lines = [f"{len(offered)} of the model's {len(model.operations())} operations are offered.", ""]
    structures: dict[str, tuple[Shape, bool]] = {}
    for operation in offered:
        request, response = model.request(operation), model.response(operation)
        rows = rows_of(request, "in", tables, True) + rows_of(response, "out", tables, False)
        lines += [f"## {operation}", "", *HEADER, *rows, ""]
        for shape, asked in ((request, True), (response, False)):
            for inner in structures_in(shape):
                was_asked = structures.get(inner["name"], (inner, False))[1]
                structures[inner["name"]] = (inner, asked or was_asked)
    lines += ["# Structures", "", "Those of members above, each once.", ""]
    for name, (shape, asked) in sorted(structures.items()):
        left = all(f"{parent}" in tables["members"] for parent in places_of(name, model, offered))
        rows = [] if left else rows_of(shape, "in" if asked else "out", tables, asked)
        lines += [f"## {name}", "", *(["Left out with the member that has it."] if left else [*HEADER, *rows]), ""]
    lines += ["# Not offered", "", "| operation | why |", "|---|---|"]
    for operation in model.operations():
        if operation not in offered:
            lines.append(f"| `{operation}` | {reason_for(operation, tables['operations'])} |")
    return HEAD + "\n".join(lines) + "\n"


def places_of(structure: str, model: Model, offered: list[str]) -> set[str]:
    """The members, named by the shape that has them, whose type is this structure (or a list of it)."""
    places = set()
    for operation in offered:
        for top in (model.request(operation), model.response(operation)):
            for shape in [top, *structures_in(top)]:
                for name, member in shape["members"].items():
                    if member.get("member", member).get("name") == structure:
                        places.add(f"{shape['name']}.{name}")
    return places


def main() -> int:
    text = document()
    if sys.argv[1:] == ["--check"]:
        if DOCUMENT.exists() and DOCUMENT.read_text() == text:
            return 0
        print(f"{DOCUMENT} is out of date: run tools/rekognition_table.py", file=sys.stderr)
        return 1
    DOCUMENT.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
