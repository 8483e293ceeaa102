"""RapidOCR as its package comes, on the same text pictures, and how much text either reads."""

from __future__ import annotations

import importlib.util
import time
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

from pictures import SHARED, TESTSET, Photograph, has_testset


@dataclass
class Read:
    seconds: float = 0
    texts: dict[Photograph, list[str]] = field(default_factory=dict)


def read_all(pictures: list[Photograph], threads: int) -> Read:
    """One picture at a time with so many threads. As of spotter's text stage, decoding is not counted."""
    import cv2
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )
    read = Read()
    pixels = {one: cv2.imread(str(one.path), cv2.IMREAD_COLOR) for one in pictures}
    engine(pixels[pictures[0]])
    for picture in pictures:
        started = time.monotonic()
        result = engine(pixels[picture])
        read.seconds += time.monotonic() - started
        read.texts[picture] = list(result.txts or ())
    return read


def judge_module() -> ModuleType:
    path = SHARED / "tools/measure_recognition.py"
    spec = importlib.util.spec_from_file_location("measure_recognition", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_figures(words: dict[bytes, list[str]]) -> dict[str, Any] | None:
    """Word recall and precision of what was read in the pictures of these bytes, counted as in ../shared."""
    if not has_testset():
        return None
    judge = judge_module()
    items_of = judge.items_of

    def call(operation: str, Image: dict[str, bytes]) -> dict[str, Any]:
        texts = words[Image["Bytes"]]
        return {"TextDetections": [{"Type": "WORD", "DetectedText": text} for text in texts]}

    judge.items_of = lambda *of: (pair for pair in items_of(*of) if pair[1] in words)
    return judge.measure_text(SimpleNamespace(call=call), TESTSET)
