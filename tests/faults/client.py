"""A client that repeats what was not acknowledged, and remembers what must hold for what was.

Each key is worked on by one thread at a time, so the order of its operations is known. An operation that was cut
off by a kill may have happened or not; where the client gives it up, both outcomes are allowed from then on.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import requests
from pictures import Picture

PATIENCE_SECONDS = 120
PAUSE_SECONDS = 0.02
WATCH_SECONDS = 3
CUT_OFF = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)

# One step of a key's life, and the picture it sends.
Step = tuple[str, Picture | None]


class StrayAnswer(Exception):
    """The server answered something that it may not answer here."""


@dataclass
class Story:
    """What one client does to one image: a key of its own choice, or one that the server chooses."""

    steps: list[Step]
    key: str | None = None
    may_give_up: bool = False
    tag: str = ""  # stories of one tag upload the same picture at the same time


@dataclass
class Kept:
    """What the image of a key may be now: a picture, or None for nothing at all."""

    possible: set[Picture | None]
    uploaded: bool = False  # by POST /upload: the server looks for duplicates of it


@dataclass
class Ledger:
    """Everything that was acknowledged, by image id; and counts of how it went."""

    images: dict[str, Kept] = field(default_factory=dict)
    twins: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1

    def fault(self, what: str) -> None:
        with self.lock:
            self.faults.append(what)

    def keep(self, key: str, kept: Kept) -> None:
        with self.lock:
            self.images[key] = kept

    def some_key(self, rng: random.Random) -> str | None:
        with self.lock:
            return rng.choice(list(self.images)) if self.images else None


class Client(threading.Thread):
    """Takes stories from `stories` as they are released and plays them to their end."""

    def __init__(self, url: str, ledger: Ledger, stories: Iterator[Story], seed: int) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.ledger = ledger
        self.stories = stories
        self.rng = random.Random(seed)
        self.session = requests.Session()
        self.busy = False

    def run(self) -> None:
        for story in self.stories:
            try:
                self.play(story)
            except (StrayAnswer, requests.RequestException, ValueError, KeyError) as error:
                self.ledger.fault(f"{story.key or 'an upload'}: {error}")

    def play(self, story: Story) -> None:
        key = story.key
        for number, (what, picture) in enumerate(story.steps):
            if number > 0:
                self.pause(key)
            if what == "upload":
                key = self.upload(story, picture)
            elif what == "put":
                self.put(story, key, picture)
            elif what == "erase":
                self.erase(story, key)
            else:
                self.recognise(key)

    def pause(self, key: str) -> None:
        """None, some, or until a worker has begun with the image, so that the next step comes in between."""
        if self.rng.random() < 0.6:
            time.sleep(self.rng.choice([0, 0.05, 0.5]) * self.rng.random())
            return
        for _ in range(int(WATCH_SECONDS / PAUSE_SECONDS)):
            time.sleep(PAUSE_SECONDS)
            try:
                answer = self.session.get(f"{self.url}/api/v1/images/{key}", timeout=PATIENCE_SECONDS)
            except CUT_OFF:
                continue
            if answer.status_code == 404 or answer.ok and answer.json()["status"] != "queued":
                return

    def upload(self, story: Story, picture: Picture) -> str:
        name = f"{picture.code}.{picture.suffix}"
        answer = self.repeat("POST", "/upload", {200, 202}, files={"file": (name, picture.content)})
        key = answer.json()["imageId"]
        if answer.json()["duplicate"]:
            self.ledger.count("answered as duplicates")
        if story.tag:
            with self.ledger.lock:
                self.ledger.twins.setdefault(story.tag, set()).add(key)
        self.ledger.keep(key, Kept({picture}, uploaded=True))
        return key

    def put(self, story: Story, key: str, picture: Picture) -> None:
        before = self.before(key)
        answer = self.repeat(
            "PUT",
            f"/api/v1/images/{key}/content",
            {200, 202},
            give_up=story.may_give_up,
            data=picture.content,
            headers={"Content-Type": "application/octet-stream"},
        )
        self.ledger.keep(key, Kept({picture} if answer else before | {picture}))

    def erase(self, story: Story, key: str) -> None:
        before = self.before(key)
        uploaded = self.ledger.images[key].uploaded
        wanted = {200, 404} if None in before else {200}
        give_up = story.may_give_up and not uploaded
        answer = self.repeat("DELETE", f"/api/v1/images/{key}", wanted, give_up=give_up)
        self.ledger.keep(key, Kept({None} if answer else before | {None}, uploaded))

    def recognise(self, key: str) -> None:
        wanted = {202, 404} if None in self.before(key) else {202}
        self.repeat("POST", f"/api/v1/images/{key}/recognise", wanted, give_up=True)

    def before(self, key: str) -> set[Picture | None]:
        kept = self.ledger.images.get(key)
        return set(kept.possible) if kept else {None}

    def repeat(
        self, method: str, path: str, wanted: set[int], give_up: bool = False, **options: object
    ) -> requests.Response | None:
        """Sends until acknowledged; None where it was cut off and given up."""
        while True:
            self.busy = True
            try:
                answer = self.session.request(method, self.url + path, timeout=PATIENCE_SECONDS, **options)
            except CUT_OFF as error:
                refused = "refused" in str(error)
                if not refused:
                    self.ledger.count("cut off")
                if give_up and not refused and self.rng.random() < 0.5:
                    self.ledger.count("given up")
                    return None
                time.sleep(PAUSE_SECONDS)
                continue
            finally:
                self.busy = False
            if answer.status_code in wanted:
                self.ledger.count(f"{method} acknowledged")
                return answer
            if answer.status_code != 503:
                raise StrayAnswer(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
            time.sleep(PAUSE_SECONDS)


class Reader(threading.Thread):
    """Looks at images beside all that: whatever is read must be what it says it is, or be refused properly."""

    def __init__(self, url: str, ledger: Ledger, stop: threading.Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.ledger = ledger
        self.stop = stop
        self.rng = random.Random(seed)

    def run(self) -> None:
        while not self.stop.wait(0.05):
            key = self.ledger.some_key(self.rng)
            if key is None:
                continue
            what = self.rng.choice(["content", "thumbnail?width=800", "overlay"])
            try:
                answer = requests.get(f"{self.url}/api/v1/images/{key}/{what}", timeout=PATIENCE_SECONDS)
            except CUT_OFF:
                continue
            self.ledger.count("read beside")
            if answer.status_code >= 500 and answer.status_code != 503:
                self.ledger.fault(f"GET {key}/{what}: {answer.status_code} {answer.text[:300]}")
