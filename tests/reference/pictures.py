"""The pictures, and arithmetic on them that shares no code with spotter: no OpenCV in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps

Rgb = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # left, top, width, height

PHOTOGRAPHS = [
    "astronaut.png",
    "chelsea.png",
    "coffee.png",
    "motorcycle.png",
    "page.png",
    "rocket.jpg",
]
RECEIPTS = [f"text/images/sroie_{number}.jpg" for number in ("003", "042", "217", "418", "625")]
PAGES = ["text/images/tess_phototest.tif", "text/images/tess_eurotext.tif"]
SCENES = ["text/images/icdar15te_75.jpg", "text/images/plate_us_wts-lg-000061.jpg"]
FACES = [
    "faces/images/compreface_010_2.jpg",
    "faces/images/compreface_015_6.jpg",
    "faces/images/compreface_016_8.jpg",
    "faces/images/deepface_img13.jpg",
    "faces/images/deepface_img48.jpg",
    "faces/images/lfw_Hanan_Ashrawi_0001.jpg",
]
OBJECTS = [
    "objects/images/coco_000000000285.jpg",
    "objects/images/coco_000000001761.jpg",
    "objects/images/coco_000000004765.jpg",
    "objects/images/coco_000000007281.jpg",
    "objects/images/imagenet_n03995372_power_drill.jpg",
]
MODERATION = [
    "moderation/images/coco_000000000283.jpg",
    "moderation/images/coco_000000000315.jpg",
    "moderation/images/imagenet_n02808440_bathtub.jpg",
    "moderation/images/imagenet_n02837789_bikini.jpg",
    "moderation/images/imagenet_n04136333_sarong.jpg",
]
TEXTS = RECEIPTS + PAGES + SCENES
TEST_SET = TEXTS + FACES + OBJECTS + MODERATION


@dataclass(frozen=True)
class Picture:
    name: str
    rgb: Rgb

    @property
    def width(self) -> int:
        return self.rgb.shape[1]

    @property
    def height(self) -> int:
        return self.rgb.shape[0]


def load(name: str, path: Path) -> Picture:
    """Upright and in sRGB, as spotter decodes it.

    The grey profile of page.png is damaged: nothing has to follow it, and libvips doesn't.
    """
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile")
        if profile and image.mode == "RGB":
            embedded = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            upright = ImageCms.profileToProfile(upright, embedded, srgb)
        return Picture(name, np.asarray(upright.convert("RGB")))


def resized(rgb: Rgb, width: int, height: int) -> Rgb:
    """Stretched bilinearly between the four nearest pixels, their middles at a half."""
    x = np.clip((np.arange(width) + 0.5) * rgb.shape[1] / width - 0.5, 0, rgb.shape[1] - 1)
    y = np.clip((np.arange(height) + 0.5) * rgb.shape[0] / height - 0.5, 0, rgb.shape[0] - 1)
    return between_pixels(rgb, *np.meshgrid(x, y))


def between_pixels(rgb: Rgb, x: NDArray, y: NDArray) -> Rgb:
    """Values at places inside the picture."""
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right = np.minimum(left + 1, rgb.shape[1] - 1)
    bottom = np.minimum(top + 1, rgb.shape[0] - 1)
    u, v = (x - left)[..., None], (y - top)[..., None]
    above = rgb[top, left] * (1 - u) + rgb[top, right] * u
    below = rgb[bottom, left] * (1 - u) + rgb[bottom, right] * u
    return np.rint(above * (1 - v) + below * v).astype(np.uint8)


def shrunk(rgb: Rgb, longest: int) -> tuple[Rgb, float]:
    """At most so long, every pixel the mean of the area that it covers; and the scale."""
    scale = min(1.0, longest / max(rgb.shape[:2]))
    if scale == 1:
        return rgb, scale
    height, width = round(rgb.shape[0] * scale), round(rgb.shape[1] * scale)
    narrow = np.tensordot(rgb.astype(np.float32), shares(rgb.shape[1], width), (1, 1))  # y, colour, x
    small = np.tensordot(shares(rgb.shape[0], height), narrow, (1, 0)).transpose(0, 2, 1)
    return np.ascontiguousarray(np.rint(small).astype(np.uint8)), scale


def shares(pixels: int, fewer: int) -> NDArray[np.float32]:
    """How much of each of `fewer` pixels each of `pixels` covers."""
    edges = np.arange(fewer + 1) * pixels / fewer
    first, last = edges[:-1, None], edges[1:, None]
    at = np.arange(pixels)
    covered = np.clip(np.minimum(last, at + 1) - np.maximum(first, at), 0, None)
    return (covered * fewer / pixels).astype(np.float32)


def warped(rgb: Rgb, to_crop: NDArray, side: int, outside: str) -> Rgb:
    """A square crop: `to_crop` (2 × 3) takes a pixel's place in the picture to one in the crop.

    Shrinking fourfold or more averages first. Outside the picture is black, or what is at its edge.
    """
    back = inverse(to_crop)
    scale = np.hypot(back[0, 0], back[1, 0])
    times = max(1, int(scale / 2))
    small = np.asarray(Image.fromarray(rgb).reduce(times)) if times > 1 else rgb
    columns, rows = np.meshgrid(np.arange(side, dtype=float), np.arange(side, dtype=float))
    x, y = (back[i, 0] * columns + back[i, 1] * rows + back[i, 2] for i in (0, 1))
    x, y = ((p + 0.5) / times - 0.5 for p in (x, y))
    crop = between_pixels(small, np.clip(x, 0, small.shape[1] - 1), np.clip(y, 0, small.shape[0] - 1))
    if outside == "black":
        crop[(x < -0.5) | (y < -0.5) | (x > small.shape[1] - 0.5) | (y > small.shape[0] - 0.5)] = 0
    return crop


def inverse(map_: NDArray) -> NDArray:
    turn = np.linalg.inv(map_[:, :2])
    return np.column_stack([turn, -turn @ map_[:, 2]])


def moved(map_: NDArray, points: NDArray) -> NDArray:
    return points @ map_[:, :2].T + map_[:, 2]


def similarity(start: NDArray, end: NDArray) -> NDArray:
    """The rotation, scale and shift (2 × 3) with the least squares between points."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(start, end, strict=True):
        rows += [[x, -y, 1, 0], [y, x, 0, 1]]
        wanted += [u, v]
    a, b, c, d = np.linalg.lstsq(np.array(rows), np.array(wanted), rcond=None)[0]
    return np.array([[a, -b, c], [b, a, d]])


def iou(a: Box, b: Box) -> float:
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    both = max(0.0, width) * max(0.0, height)
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def box_of(bounding_box: dict[str, float]) -> Box:
    return tuple(bounding_box[side] for side in ("Left", "Top", "Width", "Height"))


def on_curve(points: Iterable[tuple[float, float]], x: float) -> float:
    xs, ys = zip(*points, strict=True)
    return float(np.interp(x, xs, ys))
