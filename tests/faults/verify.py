"""After the last restart: does everything hold that was acknowledged? Over REST, then in the files themselves."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from client import Kept, Ledger
from pictures import Picture
from running import Server, run

TERM_TABLES = ("ImageTerms", "ImageTermStamps")


@dataclass
class Verdict:
    """Counts of what was looked at, and every breach under the rule that it breaks."""

    counts: Counter[str] = field(default_factory=Counter)
    breaches: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def breach(self, rule: str, detail: str) -> None:
        self.breaches[rule].append(detail)

    def check(self, holds: bool, rule: str, detail: str) -> None:
        if not holds:
            self.breach(rule, detail)


def lines_of(item: dict) -> set[str]:
    return {one["DetectedText"].replace(" ", "") for one in item["textDetections"] if one["Type"] == "LINE"}


def stamp_of(item: dict) -> str:
    """As src/domain/order.cc makes it."""
    order = "\n".join(item.get(name, "") for name in ("source", "sequencer", "run"))
    return hashlib.sha256(order.encode()).hexdigest()[:16]


def what_stands(server: Server, key: str, kept: Kept, verdict: Verdict) -> Picture | None:
    """Which of the allowed pictures is there; checks that its item and its bytes belong together."""
    item = server.get(f"/api/v1/images/{key}")
    content = server.get(f"/api/v1/images/{key}/content")
    if item.status_code == 404:
        verdict.check(None in kept.possible, "lost", f"{key} was acknowledged and is not there")
        verdict.check(content.status_code == 404, "came back", f"the bytes of {key} are answered")
        return None
    if not item.ok or not content.ok:
        verdict.breach("lost", f"{key}: {item.status_code} {content.status_code} {content.text[:200]}")
        return None
    found = [p for p in kept.possible if p is not None and p.content == content.content]
    if not found:
        rule = "came back" if kept.possible == {None} else "bytes of another time"
        verdict.breach(rule, f"{key} holds bytes that were not the last ones acknowledged")
        return None
    picture = found[0]
    answer = item.json()
    wanted = "rejected" if picture.broken else "done"
    verdict.check(answer["status"] == wanted, "not done", f"{key} is {answer['status']}, not {wanted}")
    verdict.check(answer["sha256"] == picture.sha256, "older result", f"{key}'s item is of other bytes")
    return picture


def check_rest(server: Server, ledger: Ledger, verdict: Verdict) -> dict[str, Picture]:
    """What stands, by key."""
    standing: dict[str, Picture] = {}
    for number, (key, kept) in enumerate(sorted(ledger.images.items()), 1):
        picture = what_stands(server, key, kept, verdict)
        if picture is not None:
            standing[key] = picture
        if number % 100 == 0:
            print(f"  checked {number}/{len(ledger.images)} over REST", flush=True)
    for code, keys in ledger.twins.items():
        verdict.check(len(keys) == 1, "doubled", f"{code} was acknowledged as {sorted(keys)}")
    inbox = server.get("/api/v1/inbox").json()["entries"]
    verdict.check(not inbox, "inbox", json.dumps(inbox)[:500])
    stats = server.get("/api/v1/stats").json()
    verdict.check(not any(stats["queue"].values()), "queue", json.dumps(stats["queue"]))
    images = {name: count for name, count in stats["images"].items() if count}
    verdict.counts["images that are done"] = images.get("done", 0)
    verdict.counts["images that are rejected (broken on purpose)"] = images.get("rejected", 0)
    verdict.counts["images that are erased"] = images.get("erased", 0)
    unsettled = {name: count for name, count in images.items() if name not in ("done", "rejected", "erased")}
    verdict.check(not unsettled, "not done", json.dumps(unsettled))
    return standing


def rows(file: Path, sql: str) -> list[tuple]:
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return database.execute(sql).fetchall()


def check_store(folder: Path, verdict: Verdict, name: str) -> dict[str, str]:
    """Keys and files of one bucket: each object has its file with its bytes, each file its object. key → sha256."""
    objects = rows(folder / "index.sqlite", "SELECT key, generation, sha256 FROM objects")
    files = {p.name: p for p in (folder / "generations").rglob("*") if p.is_file()}
    for key, generation, sha256 in objects:
        file = files.pop(generation, None)
        if file is None:
            verdict.breach("lost", f"{name}: the file of {key} is gone")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            verdict.breach("lost", f"{name}: the file of {key} holds other bytes")
    for path in files.values():
        verdict.breach("unreferenced file", f"{name}: {path}")
    verdict.counts[f"objects in {name}, each with its file"] = len(objects)
    return {key: sha256 for key, _, sha256 in objects}


def check_pictures(data: Path, standing: dict[str, Picture], ledger: Ledger, verdict: Verdict) -> None:
    folder = data / "store" / "uploads"
    objects = check_store(folder, verdict, "uploads")
    for key in objects:
        known = key in ledger.images
        verdict.check(known, "doubled", f"nobody was told of the object {key}")
        if known and key not in standing:
            verdict.breach("came back", f"the object of the erased {key} is there")
    for key in standing:
        verdict.check(key in objects, "lost", f"there is no object {key}")
    uploads = Counter(sha for key, sha in objects.items() if ledger.images.get(key, Kept(set())).uploaded)
    for sha256, count in uploads.items():
        verdict.check(count == 1, "doubled", f"{count} objects hold the bytes {sha256}")
    outbox = rows(folder / "index.sqlite", "SELECT count(*) FROM outbox")[0][0]
    verdict.check(outbox == 0, "queue", f"{outbox} events were not passed on")
    claims = rows(folder / "index.sqlite", "SELECT key, sha256 FROM claims")
    for key, sha256 in claims:
        verdict.check(objects.get(key) == sha256, "came back", f"a claim of {key} on bytes it hasn't")


def check_items(data: Path, standing: dict[str, Picture], verdict: Verdict) -> dict[str, dict]:
    """The table against what stands; key → item of those that are no tombstones."""
    items = {}
    for key, text in rows(data / "table.sqlite", "SELECT imageId, item FROM ImageMetadata"):
        item = json.loads(text)
        if item["status"] == "erased":
            verdict.check(key not in standing, "lost", f"{key} is a tombstone")
            verdict.check(not lines_of(item), "came back", f"the tombstone of {key} holds findings")
        else:
            items[key] = item
    for key in items.keys() - standing.keys():
        verdict.breach("doubled", f"nobody was told of the item {key}, or it was erased")
    for key in standing.keys() - items.keys():
        verdict.breach("lost", f"there is no item of {key}")
    queued = rows(data / "queue.sqlite", "SELECT count(*) FROM events")[0][0]
    verdict.check(queued == 0, "queue", f"{queued} events are left")
    return {key: item for key, item in items.items() if key in standing}


def check_derived(data: Path, items: dict[str, dict], standing: dict[str, Picture], verdict: Verdict) -> None:
    """Thumbnails, overflow, terms and face vectors belong to the result that stands, or aren't there."""
    stamps = {key: stamp_of(item) for key, item in items.items() if item["status"] == "done"}
    table = data / "table.sqlite"

    def belongs(key: str, stamp: str, what: str) -> None:
        if key not in items:
            verdict.breach("came back", f"{what} of {key}, which is not there")
        else:
            verdict.check(stamps.get(key) == stamp, "older result", f"{what} of an older {key}")

    with_thumbnail = set()
    for name in check_store(data / "store" / "uploads-derived", verdict, "uploads-derived"):
        _, key, rest = name.split("/", 2)
        belongs(key, rest[:16], name)
        if rest == f"{stamps.get(key)}-400.webp":
            with_thumbnail.add(key)
    with_rows = set()
    for source in (*TERM_TABLES, "Faces"):
        found = rows(table, f"SELECT imageId, stamp FROM {source}")
        verdict.counts[f"rows in {source}"] = len(found)
        for key, stamp in set(found):
            belongs(key, stamp, f"{source} rows")
            with_rows.add((source, key))
    for key in stamps:
        verdict.check(key in with_thumbnail, "lost", f"{key} has no thumbnail")
        verdict.check(("ImageTermStamps", key) in with_rows, "lost", f"{key} has no search terms")
    faces = [key for key in stamps if standing[key].face]
    kept = sum(("Faces", key) in with_rows for key in faces)
    verdict.counts["pictures of a face that have its vector"] = kept
    verdict.check(bool(kept) or not faces, "lost", "no picture of a face has its vector")


def check_texts(items: dict[str, dict], standing: dict[str, Picture], data: Path, verdict: Verdict) -> None:
    """What was read is what the bytes show. A code read wrongly is compared with a reading of the file alone."""
    doubtful: dict[Path, str] = {}
    for key, picture in standing.items():
        if picture.broken or key not in items:
            continue
        if picture.code in lines_of(items[key]):
            verdict.counts["results that read their picture's code"] += 1
            continue
        file = data / "doubtful" / f"{picture.code}.{picture.suffix}"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(picture.content)
        doubtful[file] = key
    if not doubtful:
        return
    for line in run("detect", "--json", *doubtful).stdout.splitlines():
        alone = json.loads(line)
        key = doubtful[Path(alone["file"])]
        same = lines_of(alone) == lines_of(items[key])
        verdict.counts["results that misread it, as alone"] += same
        verdict.check(same, "older result", f"{key} ({standing[key].code}) reads {lines_of(items[key])}")


def verify(server: Server, ledger: Ledger) -> Verdict:
    verdict = Verdict()
    standing = check_rest(server, ledger, verdict)
    code = server.stop()
    verdict.check(code == 0, "end", f"asked to end, the server ended with {code}")
    check_pictures(server.data, standing, ledger, verdict)
    items = check_items(server.data, standing, verdict)
    check_derived(server.data, items, standing, verdict)
    check_texts(items, standing, server.data, verdict)
    for fault in ledger.faults:
        verdict.breach("stray answer", fault)
    return verdict
