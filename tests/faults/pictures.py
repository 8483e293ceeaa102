"""Small pictures that can be told apart by what is read on them: each bears a code of its own."""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
SIZE = (160, 120)
FACE_SIDE = 64


@dataclass(frozen=True)
class Picture:
    code: str
    content: bytes
    suffix: str
    face: bool = False
    broken: bool = False  # its header can be read, its pixels can't: it is accepted, then rejected

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Studio:
    """Makes pictures from a seed, no two with one code; every fourth shows a face beside it."""

    def __init__(self, seed: int, photograph: Path | None) -> None:
        self.rng = random.Random(seed)
        self.codes = [f"K{number}" for number in range(1000, 10_000)]
        self.rng.shuffle(self.codes)
        self.font = ImageFont.truetype(FONT, 34)
        self.face = None
        if photograph is not None:
            with Image.open(photograph) as astronaut:
                face = astronaut.convert("RGB").crop((150, 20, 310, 180))
            self.face = face.resize((FACE_SIDE, FACE_SIDE), Image.Resampling.LANCZOS)

    def make(self, broken: bool = False) -> Picture:
        code = self.codes.pop()
        number = int(code[1:])
        dark = number % 2 == 0
        paper = tuple(self.rng.randrange(0, 60) + (0 if dark else 190) for _ in range(3))
        image = Image.new("RGB", SIZE, paper)
        face = self.face is not None and number % 4 == 0
        if face:
            image.paste(self.face, (48, 2))
        draw = ImageDraw.Draw(image)
        ink = (255, 255, 255) if dark else (0, 0, 0)
        draw.text((80, 93), code, fill=ink, font=self.font, anchor="mm")
        jpeg = broken or self.rng.random() < 0.5
        buffer = io.BytesIO()
        image.save(buffer, "JPEG" if jpeg else "PNG", **({"quality": 92} if jpeg else {}))
        content = buffer.getvalue()
        if broken:
            content = content[: len(content) * 2 // 3]
        return Picture(code, content, "jpg" if jpeg else "png", face, broken)
