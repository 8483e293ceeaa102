"""The importers: what turns the verified files of a package into the files that are loaded.

One importer is one module with a function `run(job)` and one row in the table below. It writes
into `job.folder`, which is empty, and has to leave `job.file` there. It raises ImportFailed when
the files aren't what it can read. Modules are loaded on use, since OpenVINO and ONNX are slow to
load and most runs need neither.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class ImportFailed(Exception):
    """The source files can't be imported; the text says why."""


@dataclass(frozen=True)
class Job:
    """One import.

    sources: path inside the package → the file on disk, its hash already checked.
    options: `[model.source.options]` of the manifest.
    folder:  empty folder to write into.
    file:    the name of what will be loaded, with its suffix.
    """

    sources: Mapping[str, Path]
    options: Mapping[str, Any]
    folder: Path
    file: str

    def only_source(self) -> Path:
        """The one source file, for importers that read exactly one."""
        if len(self.sources) != 1:
            raise ImportFailed(f"this import reads one file, the manifest lists {len(self.sources)}")
        return next(iter(self.sources.values()))

    def source(self, suffix: str) -> Path:
        """The one source file whose path ends with `suffix`."""
        found = [path for name, path in self.sources.items() if name.endswith(suffix)]
        if len(found) != 1:
            raise ImportFailed(f"this import needs exactly one *{suffix}, there are {len(found)}")
        return found[0]


@dataclass(frozen=True)
class Importer:
    """A row of the table.

    options:  the options it knows.
    tools:    the libraries that have a part in what it writes.
    revision: raised when it writes something else than before: models installed by an older one
              are then imported again.
    """

    module: str
    options: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    revision: int = 1


_IR = ("numpy", "openvino")
IMPORTERS = {
    "copy": Importer("copy_files"),
    "unzip_member": Importer("unzip_member", ("member",)),
    "onnx_metadata": Importer("onnx_metadata", ("texts",), ("onnx",)),
    "onnx_dequantise": Importer("onnx_dequantise", ("shape", "weights"), ("onnx", *_IR)),
    "tfjs_graph": Importer("tfjs_graph", ("outputs", "weights"), ("protobuf", *_IR)),
    "keras_layers": Importer("keras_layers", ("output", "weights"), _IR),
    "nsfwjs": Importer("nsfwjs", ("output", "weights"), _IR),
    "efficientnet_lite": Importer("efficientnet_lite", ("variant", "weights"), _IR),
}


def run(name: str, job: Job) -> None:
    """Runs the importer `name`. Raises ImportFailed, also when it left no `job.file`."""
    module = importlib.import_module(f"{__name__}.{IMPORTERS[name].module}")
    try:
        module.run(job)
    except (ImportFailed, OSError):
        raise
    except Exception as error:  # what OpenVINO, ONNX and protobuf raise on a bad file is open
        raise ImportFailed(f"{name}: {type(error).__name__}: {error}") from error
    if not (job.folder / job.file).is_file():
        raise ImportFailed(f"the import {name} did not make {job.file}")
