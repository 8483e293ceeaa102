"""What the clients will do, made from a seed: 500 images, and in the mixed mode what befalls them afterwards."""

from __future__ import annotations

import random

from client import Step, Story
from pictures import Studio

TWIN_SHARE = 0.06
BROKEN_SHARE = 0.08


def plain(studio: Studio, rng: random.Random, images: int) -> list[Story]:
    """Each image once, by POST or under a key; a few are uploaded by two clients at the same time."""
    stories: list[Story] = []
    for number in range(images):
        picture = studio.make()
        if rng.random() < 0.5:
            stories.append(Story([("put", picture)], key=f"image-{number}.{picture.suffix}"))
        elif rng.random() < TWIN_SHARE:
            stories += [Story([("upload", picture)], tag=picture.code) for _ in range(2)]
        else:
            stories.append(Story([("upload", picture)]))
    return stories


def mixed(studio: Studio, rng: random.Random, images: int) -> list[Story]:
    """Re-puts, erases and recognise-again of the same keys; some keys hold the same bytes as another."""
    stories: list[Story] = []
    for number in range(images):
        picture = studio.make()
        if rng.random() < 0.3:
            stories.append(Story([("upload", picture), *after_upload(rng, picture)]))
            continue
        steps: list[Step] = [("put", picture)]
        for _ in range(rng.choice([0, 1, 1, 2, 3, 4])):
            steps.append(next_step(studio, rng, steps))
        give_up = rng.random() < 0.5
        stories.append(Story(steps, key=f"image-{number}", may_give_up=give_up))
        if rng.random() < TWIN_SHARE:
            stories.append(Story([("put", picture)], key=f"image-{number}-copy"))
    return stories


def next_step(studio: Studio, rng: random.Random, steps: list[Step]) -> Step:
    what = rng.choice(["put", "put", "erase", "recognise"])
    if what == "put":
        return "put", studio.make(broken=rng.random() < BROKEN_SHARE)
    if what == "erase" and steps[-1][0] == "erase":
        return "put", studio.make()
    return what, None


def after_upload(rng: random.Random, picture: object) -> list[Step]:
    return rng.choice(
        [
            [],
            [("recognise", None)],
            [("erase", None)],
            [("erase", None), ("upload", picture)],
            [("recognise", None), ("erase", None)],
        ]
    )
