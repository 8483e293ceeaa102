"""Fills a data folder with many recognised images, so that a page over a large library can be measured.

The binary itself recognises a few photographs; each further image is one of them under a new name and time, with
other labels beside its own. The rows are those that the server writes; bytes and thumbnails are hard links.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import sqlite3
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/end_to_end"))
from running import Server

TESTSET = ROOT.parent / "shared/testset"
SOURCES = [("objects", 8), ("faces", 2), ("text", 2), ("moderation", 4)]
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
THUMBNAILS = (160, 400)  # as the grid asks for them
MOST = 60_000  # of one file; a file of ext4 has at most 65,000 names
MONTHS_18_MS = 548 * 24 * 3600 * 1000
FILE_NAMES = ("Harbour walk", "Holiday", "Family", "Garden", "Conference", "Street market", "Match day", "Archive")
LABEL, TEXT, PERSON, MODERATION, FILE = range(5)
FEW, SEVERAL = 0.3, 0.6
Item = dict[str, Any]


def log(text: str) -> None:
    print(f"seed: {text}", flush=True)


def photographs() -> list[Path]:
    found = []
    for kind, count in SOURCES:
        files = sorted(file for file in (TESTSET / kind).rglob("*") if file.suffix.lower() in PICTURES)
        found += files[:: max(1, len(files) // count)][:count]
    return found


def recognise_sources(data: Path) -> None:
    """Real images in the data folder, by the binary."""
    server = Server(data, "--workers", "1").start()
    try:
        server.ready()
        for picture in photographs():
            answer = server.upload(picture)
            if not answer.ok or answer.json()["status"] != "done":
                raise SystemExit(f"{picture} was not recognised: {answer.status_code} {answer.text[:300]}")
            for width in THUMBNAILS:
                server.get(f"/api/v1/images/{answer.json()['id']}/thumbnail?width={width}").raise_for_status()
    finally:
        server.stop()


def database(file: Path) -> closing[sqlite3.Connection]:
    """For one large write; a broken run is begun again from nothing, so nothing need be on disk in between."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
    return closing(connection)


# What the server derives from an item: src/domain/order.cc, src/domain/terms.cc, image_table/facet_counter.cc.


def stamp_of(item: Item) -> str:
    order = "\n".join((item["source"], item["sequencer"], item.get("run", "")))
    return hashlib.sha256(order.encode()).hexdigest()[:16]


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().lower()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def terms_of(item: Item) -> dict[tuple[int, str], float]:
    terms: dict[tuple[int, str], float] = {}

    def add(kind: int, term: str, confidence: float) -> None:
        terms[kind, term] = max(confidence, terms.get((kind, term), 0))

    for label in item["labels"]:
        for name in (label, *label["Aliases"]):
            add(LABEL, fold(name["Name"]), label["Confidence"])
    for text in item["textDetections"]:
        for word in words(text["DetectedText"]) if text["Type"] == "WORD" else ():
            add(TEXT, word, text["Confidence"])
    for label in item["moderationLabels"]:
        add(MODERATION, fold(label["Name"]), label["Confidence"])
    for word in words(item["fileName"]):
        add(FILE, word, 100)
    return terms


def names_of(item: Item) -> str:
    labels = "".join(f"l{label['Name']}\n" for label in item["labels"])
    return labels + "".join(f"m{name}\n" for name in {label["Name"]: 0 for label in item["moderationLabels"]})


def check(sources: list[Item], table: sqlite3.Connection) -> None:
    """The derivations above against what the server wrote for the sources."""
    for item in sources:
        image = (item["imageId"],)
        stamp = table.execute("SELECT stamp FROM ImageTermStamps WHERE imageId = ?", image).fetchone()[0]
        terms = {
            (kind, term) for kind, term in table.execute("SELECT kind, term FROM ImageTerms WHERE imageId = ?", image)
        }
        names = table.execute("SELECT names FROM ImageNames WHERE imageId = ?", image).fetchone()[0]
        same = stamp == stamp_of(item) and terms == set(terms_of(item))
        if not same or sorted(names.split("\n")) != sorted(names_of(item).split("\n")):
            raise SystemExit(f"the server's rows of {item['fileName']} are others than seed.py's; mend seed.py")


class Maker:
    """New items out of those that were recognised."""

    def __init__(self, sources: list[Item], count: int) -> None:
        self.sources = sources
        self.count = count
        self.random = random.Random(4)
        self.pool = {label["Name"]: {**label, "Instances": []} for item in sources for label in item["labels"]}
        self.names = sorted(self.pool)
        self.common = [1 / (place + 3) for place in range(len(self.names))]
        self.sequence = len(sources)
        self.now = int(time.time() * 1000)

    def labels(self, own: list[Item]) -> list[Item]:
        """Its own and some of other images', each with all its parents."""
        labels = {label["Name"]: label for label in own}
        wanted = self.random.choices(self.names, self.common, k=self.random.randint(1, 6))
        while wanted:
            label = self.pool[wanted.pop()]
            if label["Name"] in labels:
                continue
            labels[label["Name"]] = {**label, "Confidence": round(self.random.uniform(55, 99.9), 3)}
            wanted += [parent["Name"] for parent in label["Parents"] if parent["Name"] in self.pool]
        return sorted(labels.values(), key=lambda label: -label["Confidence"])

    def make(self, number: int) -> tuple[Item, Item]:
        """A new item, and the one that it is made of."""
        draw = self.random
        source = self.sources[number % len(self.sources)]
        at = self.now - MONTHS_18_MS * (self.count - number) // (self.count + 1)
        iso = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.sequence += 1
        item = {
            **source,
            "imageId": f"{uuid7(at, draw)}{Path(source['imageId']).suffix}",
            "rev": uuid7(at, draw),
            "sequencer": f"{self.sequence:016x}",
            "fileName": f"{draw.choice(FILE_NAMES)} {number:06d}{Path(source['fileName']).suffix}",
            "uploadedAt": iso,
            "recognisedAt": iso,
            "stages": [{**stage, "startedAt": iso} for stage in source["stages"]],
            "labels": self.labels(source["labels"]),
        }
        if draw.random() > FEW:
            item["moderationLabels"] = []
        if draw.random() > SEVERAL:
            item["textDetections"] = []
        return item, source


def uuid7(at: int, draw: random.Random) -> str:
    digits = f"{at:012x}7{draw.getrandbits(12):03x}{0b10 << 62 | draw.getrandbits(62):016x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Store:
    """A bucket's folder: a row for each key, and the bytes under a new name of the same file."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder / "generations"
        self.connection = connection
        self.objects: dict[str, list[tuple[Any, ...]]] = {}
        self.random = random.Random(7)

    def rows_of(self, prefix: str) -> list[tuple[Any, ...]]:
        if prefix not in self.objects:
            query = "SELECT * FROM objects WHERE key >= ? AND key < ? || '~'"
            self.objects[prefix] = self.connection.execute(query, (prefix, prefix)).fetchall()
        return self.objects[prefix]

    def path(self, generation: str) -> Path:
        return self.folder / generation[:2] / generation

    def add(self, row: tuple[Any, ...], key: str, sequencer: str, at: int, metadata: str) -> None:
        _, generation, e_tag, sha256, _, size, content_type, *_ = row
        new = f"{self.random.getrandbits(128):032x}"
        path = self.path(new)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        os.link(self.path(generation), path)
        new_row = (key, new, e_tag, sha256, sequencer, size, content_type, metadata, at)
        self.connection.execute("INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", new_row)

    def end(self, sequence: int) -> None:
        self.connection.execute("UPDATE counters SET value = ? WHERE name = 'sequence'", (sequence,))


def write_item(table: sqlite3.Connection, item: Item, at: int) -> None:
    image, stamp = item["imageId"], stamp_of(item)
    text = json.dumps(item, separators=(",", ":"), ensure_ascii=False)
    row = (image, item["rev"], "done", stamp, at, item["sha256"], item["fingerprint"], 0, text)
    table.execute("INSERT INTO ImageMetadata VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    terms = ((kind, term, image, stamp, confidence) for (kind, term), confidence in terms_of(item).items())
    table.executemany("INSERT INTO ImageTerms VALUES (?, ?, ?, ?, ?)", terms)
    table.execute("INSERT INTO ImageNames VALUES (?, ?, ?)", (image, stamp, names_of(item)))
    table.execute("INSERT INTO ImageTermStamps VALUES (?, ?)", (image, stamp))


def write_objects(uploads: Store, derived: Store, item: Item, source: Item, at: int, thumbnails: Iterator[int]) -> None:
    metadata = {"file-name": item["fileName"], "height": str(item["height"]), "width": str(item["width"])}
    for row in uploads.rows_of(source["imageId"]):
        uploads.add(row, item["imageId"], item["sequencer"], at, json.dumps(metadata, separators=(",", ":")))
    for row in derived.rows_of(f"thumbnails/{source['imageId']}/"):
        width = row[0].rpartition("-")[2]
        key = f"thumbnails/{item['imageId']}/{stamp_of(item)}-{width}"
        derived.add(row, key, f"{next(thumbnails):016x}", at, row[7])


def clone(data: Path, count: int) -> None:
    folders = [data / "store/uploads", data / "store/uploads-derived"]
    with (
        database(data / "table.sqlite") as table,
        database(folders[0] / "index.sqlite") as uploads_index,
        database(folders[1] / "index.sqlite") as derived_index,
    ):
        sources = [json.loads(text) for (text,) in table.execute("SELECT item FROM ImageMetadata ORDER BY imageId")]
        check(sources, table)
        if count > len(sources) * MOST:
            raise SystemExit(f"--count is at most {len(sources) * MOST}")
        uploads, derived = Store(folders[0], uploads_index), Store(folders[1], derived_index)
        maker = Maker(sources, count)
        kept = derived_index.execute("SELECT value FROM counters WHERE name = 'sequence'").fetchone()[0]
        thumbnails = iter(range(kept + 1, sys.maxsize))
        for connection in (table, uploads_index, derived_index):
            connection.execute("BEGIN")
        for number in range(len(sources), count):
            item, source = maker.make(number)
            at = round(datetime.fromisoformat(item["uploadedAt"]).timestamp() * 1000)
            write_item(table, item, at)
            write_objects(uploads, derived, item, source, at, thumbnails)
            if (number + 1) % 10_000 == 0:
                log(f"{number + 1:,} of {count:,}")
        uploads.end(maker.sequence)
        derived.end(next(thumbnails) - 1)
        for connection in (table, uploads_index, derived_index):
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="a folder that is not there yet")
    parser.add_argument("--count", type=int, default=100_000, help="how many images (default: %(default)s)")
    arguments = parser.parse_args()
    if arguments.data.exists() and any(arguments.data.iterdir()):
        parser.error(f"{arguments.data} holds something already; name a folder that is not there yet")
    begun = time.monotonic()
    log(f"recognising {len(photographs())} photographs")
    recognise_sources(arguments.data.resolve())
    clone(arguments.data, arguments.count)
    log(f"{arguments.count:,} images in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
