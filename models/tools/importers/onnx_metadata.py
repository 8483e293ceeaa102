"""Importer `onnx_metadata`: an ONNX file as it is, and texts from its metadata beside it.

Option `texts`: metadata key → file name. PP-OCR keeps its dictionary this way, one character a
line; it is written unchanged (a line may be a single ideographic space, so nothing is trimmed).
"""

from __future__ import annotations

import shutil

from importers import ImportFailed, Job


def run(job: Job) -> None:
    import onnx

    source = job.only_source()
    metadata = {entry.key: entry.value for entry in onnx.load(source).metadata_props}
    for key, name in job.options.get("texts", {}).items():
        if key not in metadata:
            raise ImportFailed(f"the ONNX file has no metadata key {key!r}")
        if "/" in name:
            raise ImportFailed(f"{name!r} is not a plain file name")
        (job.folder / name).write_bytes(text_file(metadata[key]).encode("utf-8"))
    shutil.copyfile(source, job.folder / job.file)


def text_file(text: str) -> str:
    """`text` ending in exactly one newline. Raises ImportFailed where lines would be ambiguous."""
    lines = text.removesuffix("\n").split("\n")
    if "" in lines or "\r" in text:
        raise ImportFailed("the text has empty lines or carriage returns: its order can't be kept")
    return "\n".join(lines) + "\n"
