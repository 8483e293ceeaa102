"""What the documents name exists: links, paths, commands of ./dev, subcommands of the program."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/release/spotter"
FETCHED = {"build", ".cache", ".deps", ".models", "demo-out", "node_modules"}
BUILT = ("web/dist",)  # made by the build: not there in a fresh clone
ENDINGS = {
    "ts",
    "tsx",
    "mjs",
    "css",
    "html",
    "svg",
    "cc",
    "h",
    "py",
    "toml",
    "md",
    "tsv",
    "json",
    "txt",
    "cmake",
    "cjs",
    "jpg",
    "sh",
    "supp",
}


def is_ours(document: Path) -> bool:
    folders = document.relative_to(ROOT).parts[:-1]
    return not any(folder in FETCHED or folder.startswith(".") for folder in folders)


DOCUMENTS = sorted(document for document in ROOT.rglob("*.md") if is_ours(document))


def name_of(document: Path) -> str:
    return str(document.relative_to(ROOT))


def prose_of(document: Path) -> str:
    """The text without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", document.read_text(), flags=re.MULTILINE | re.DOTALL)


def linked_in(document: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", prose_of(document))  # a pattern in code may look like a link
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [t.partition("#")[0] for t in targets if not re.match(r"[a-z]+:|#", t)]


def code_in(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def looks_like_a_path(code: str) -> bool:
    """A file or folder of the repository, named as such: no wildcard, no placeholder, not beside it."""
    if re.search(r"[^A-Za-z0-9_./-]|[A-Z]{3,}/|/[A-Z]+\b(?!\.md)|NAME", code):
        return False
    if code.startswith(("/", "../", "~", *BUILT, *(f"{folder}/" for folder in FETCHED))):
        return False
    top = code.split("/")[0]
    in_repository = "/" in code and top != "." and (ROOT / top).is_dir()
    return in_repository or code.rpartition(".")[2] in ENDINGS


def paths_in(document: Path) -> list[str]:
    return [code for code in code_in(prose_of(document)) if looks_like_a_path(code)]


def exists(path: str, document: Path) -> bool:
    """From the root, or beside the document."""
    return any((base / path).exists() for base in (ROOT, document.parent))


# Named, but the reader's own or made by the tools.
NOT_OURS = {"models/README.md": {"mine.toml", "installed.json"}}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document: Path) -> None:
    missing = [link for link in linked_in(document) if not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_path_that_is_named_exists(document: Path) -> None:
    ignored = NOT_OURS.get(name_of(document), set())
    missing = [path for path in paths_in(document) if path not in ignored and not exists(path, document)]
    assert missing == []


def test_the_readme_names_paths_and_the_check_sees_them() -> None:
    assert "src/recognition/labels/taxonomy.tsv" in paths_in(ROOT / "ARCHITECTURE.md")
    assert "src/http/server.cc" in paths_in(ROOT / "ARCHITECTURE.md")
    assert "docs/pictures/astronaut-cat-and-cup.jpg" in linked_in(ROOT / "README.md")
    assert not exists("src/http/no_such_file.cc", ROOT / "README.md")


def test_every_bound_stands_where_the_architecture_says() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text().partition("\n## Bounds\n")[2]
    rows = [row for row in text.splitlines() if row.startswith("| ") and "`" in row]
    assert len(rows) > 40
    for row in rows:
        places = code_in(row.rpartition(" | ")[2])
        files = [ROOT / place for place in places if looks_like_a_path(place)]
        assert files, row
        sources = "".join(file.read_text() for file in files)
        for name in places:
            assert looks_like_a_path(name) or re.search(rf"\b{name}\b", sources), (name, row)


def test_every_recogniser_has_its_page() -> None:
    folders = {path.parent for path in (ROOT / "src/recognition").glob("*/*.h")}
    recognisers = {f.name for f in folders} - {"runtime"}
    assert recognisers == {"labels", "text", "faces", "celebrities", "moderation"}
    for recogniser in recognisers:
        page = ROOT / "src/recognition" / recogniser / "README.md"
        assert page.exists()
        assert f"src/recognition/{recogniser}/README.md" in linked_in(ROOT / "README.md")


def test_every_dev_command_of_the_readme_is_in_dev() -> None:
    named = set(re.findall(r"\./dev ([a-z]+)", (ROOT / "README.md").read_text()))
    main = (ROOT / "dev").read_text().partition("\nmain() {")[2]
    known = set(re.findall(r"^ {4}([a-z]+)(?: \|[^)]*)?\)", main, flags=re.MULTILINE))
    assert {"demo", "test"} <= named
    assert named - known == set()


def commands_of_the_readme() -> list[list[str]]:
    """Of the table of commands: ["people", "add"], ["people", "list"], …"""
    section = (ROOT / "README.md").read_text().partition("\n## Commands\n")[2].partition("\n## ")[0]
    commands = []
    for row in re.findall(r"^\| (.*?) \|", section, flags=re.MULTILINE):
        first, *others = code_in(row) or [""]
        words = re.findall(r"^spotter ([a-z]+)(?: ([a-z]+))?", first)
        if not words:
            continue
        command, part = words[0]
        commands.append([command, part] if part else [command])
        commands += [[command, other] for other in others]
    return commands


def help_of(*arguments: str) -> str:
    command = [PROGRAM, *arguments, "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def listed_in(help_text: str) -> set[str]:
    return set(re.findall(r"^  ([a-z]+) ", help_text.partition("Subcommands:")[2], re.MULTILINE))


def need_program() -> None:
    if not PROGRAM.exists():
        pytest.skip("build/release/spotter is not built")


def test_every_subcommand_of_the_readme_is_known_to_the_program() -> None:
    need_program()
    commands = commands_of_the_readme()
    assert ["serve"] in commands and ["people", "add"] in commands
    known = {command: listed_in(help_of(command)) for command in listed_in(help_of())}
    for command, *part in commands:
        assert command in known
        assert set(part) <= known[command]


def test_every_subcommand_of_the_program_is_in_the_readme() -> None:
    need_program()
    commands = commands_of_the_readme()
    assert listed_in(help_of()) == {command for command, *_ in commands}


def test_every_flag_of_the_readme_is_known_to_the_program() -> None:
    need_program()
    text = (ROOT / "README.md").read_text()
    known = help_of() + "".join(help_of(command) for command in listed_in(help_of()))
    flags = {
        flag for code in code_in(text) for flag in re.findall(r"--[a-z][a-z-]+", code) if not code.startswith("./dev")
    }
    assert "--max-mib" in flags
    assert {flag for flag in flags if flag not in known} == set()
