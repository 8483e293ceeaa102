"""Reads the tensors of a PyTorch .pth file without PyTorch.

The file has to be in the format that torch.save wrote before version 1.6: four pickles, then the
bytes of each storage. A pickle can name any function to be called, so only those that make up a
dictionary of tensors are allowed here; everything else is refused before it is looked up.
"""

from __future__ import annotations

import pickle
import struct
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from importers import ImportFailed

if TYPE_CHECKING:
    import numpy as np

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001
_STORAGES = {"FloatStorage": "<f4", "DoubleStorage": "<f8", "HalfStorage": "<f2",
             "IntStorage": "<i4", "LongStorage": "<i8"}  # fmt: skip
_MAX_STORAGE_BYTES = 1 << 30


@dataclass(frozen=True)
class _Storage:
    key: str
    kind: str
    length: int


@dataclass(frozen=True)
class _Tensor:
    """A view on a storage, whose bytes come later in the file."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    def values(self, storages: dict[str, np.ndarray]) -> np.ndarray:
        import numpy as np

        data = storages[self.storage.key]
        last = self.offset + sum((n - 1) * s for n, s in zip(self.shape, self.strides, strict=True))
        positive = self.offset >= 0 and min((*self.shape, *self.strides), default=0) >= 0
        if 0 not in self.shape and not (positive and last < len(data)):
            raise ImportFailed("a tensor lies outside its storage")
        strides = [stride * data.itemsize for stride in self.strides]
        view = np.lib.stride_tricks.as_strided(data[self.offset :], self.shape, strides)
        return view.copy()


class _AllowListUnpickler(pickle.Unpickler):
    """Makes ordered dictionaries and tensors, and refuses every other global."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild_tensor
        if module == "torch" and name in _STORAGES:
            return name
        raise ImportFailed(f"the file asks for {module}.{name}, which has no place among weights")

    def persistent_load(self, pid: Any) -> _Storage:
        kind, storage, key, _, length, *view = pid
        if kind != "storage" or any(view) or storage not in _STORAGES:
            raise ImportFailed("the file has a storage of an unknown kind")
        return _Storage(str(key), storage, int(length))


def _rebuild_tensor(storage: _Storage, offset: int, shape: Any, strides: Any, *_: Any) -> _Tensor:
    return _Tensor(storage, int(offset), tuple(map(int, shape)), tuple(map(int, strides)))


def read_tensors(path: Path) -> dict[str, np.ndarray]:
    """Name → values of every tensor in the file. Raises ImportFailed, and runs nothing from it."""
    try:
        with path.open("rb") as file:
            return _read(file)
    except (pickle.UnpicklingError, EOFError, struct.error, ValueError, TypeError) as error:
        raise ImportFailed(f"{path.name} is no such .pth file: {error}") from None


def _read(file: BinaryIO) -> dict[str, np.ndarray]:
    import numpy as np

    def load() -> Any:
        return _AllowListUnpickler(file).load()

    if load() != _MAGIC or load() != _PROTOCOL:
        raise ImportFailed("the file is not in PyTorch's older format")
    load()  # sizes of the machine that wrote it; the numbers are little-endian in any case
    tensors, keys = load(), load()
    if not isinstance(tensors, dict) or not all(isinstance(t, _Tensor) for t in tensors.values()):
        raise ImportFailed("the file holds something else than a dictionary of tensors")
    kinds = {tensor.storage.key: tensor.storage for tensor in tensors.values()}
    storages = {}
    for key in map(str, keys):
        (length,) = struct.unpack("<q", file.read(8))
        kind = np.dtype(_STORAGES[kinds[key].kind]) if key in kinds else None
        if kind is None or length != kinds[key].length or length * kind.itemsize > _MAX_STORAGE_BYTES:
            raise ImportFailed(f"storage {key} is not what its tensors say")
        storages[key] = np.frombuffer(file.read(length * kind.itemsize), kind, length)
    return {str(name): tensor.values(storages) for name, tensor in tensors.items()}
