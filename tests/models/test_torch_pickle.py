"""Reading .pth files: the values are right, and nothing in the file can run."""

from __future__ import annotations

import io
import os
import pickle
import struct
import sys
import types
from collections import OrderedDict
from pathlib import Path

import numpy as np
import pytest

from importers import ImportFailed, torch_pickle


class FakeTensor:
    """Pickles as PyTorch's tensors did before version 1.6."""

    def __init__(self, key: str, length: int, offset: int, shape: tuple, strides: tuple) -> None:
        self.key, self.length, self.place = key, length, (offset, shape, strides)

    def __reduce__(self):
        rebuild = sys.modules["torch._utils"]._rebuild_tensor_v2
        return rebuild, (FakeStorage(self.key, self.length), *self.place, False, OrderedDict())


class FakeStorage:
    def __init__(self, key: str, length: int) -> None:
        self.key, self.length = key, length


class Pickler(pickle.Pickler):
    def persistent_id(self, obj):
        if isinstance(obj, FakeStorage):
            kind = sys.modules["torch"].FloatStorage
            return ("storage", kind, obj.key, "cpu", obj.length, None)
        return None


@pytest.fixture(autouse=True)
def fake_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for PyTorch while a file is written; reading needs none of it."""

    def _rebuild_tensor_v2(*_):
        raise AssertionError

    class FloatStorage:
        pass

    _rebuild_tensor_v2.__module__, FloatStorage.__module__ = "torch._utils", "torch"
    _rebuild_tensor_v2.__qualname__, FloatStorage.__qualname__ = (
        "_rebuild_tensor_v2",
        "FloatStorage",
    )
    torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
    torch.FloatStorage, utils._rebuild_tensor_v2 = FloatStorage, _rebuild_tensor_v2
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)


def written(folder: Path, tensors: object, storages: dict[str, np.ndarray]) -> Path:
    file = io.BytesIO()
    for part in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}, tensors, list(storages)):
        Pickler(file, protocol=2).dump(part)
    for values in storages.values():
        file.write(struct.pack("<q", values.size) + values.astype("<f4").tobytes())
    path = folder / "weights.pth"
    path.write_bytes(file.getvalue())
    return path


def test_tensors_are_views_on_their_storages(tmp_path: Path):
    tensors = OrderedDict(
        plain=FakeTensor("0", 6, 0, (2, 3), (3, 1)),
        transposed=FakeTensor("0", 6, 0, (3, 2), (1, 3)),
        part=FakeTensor("0", 6, 4, (2,), (1,)),
        number=FakeTensor("1", 1, 0, (), ()),
    )
    path = written(tmp_path, tensors, {"0": np.arange(6.0), "1": np.array([7.0])})
    read = torch_pickle.read_tensors(path)
    np.testing.assert_array_equal(read["plain"], [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(read["transposed"], [[0, 3], [1, 4], [2, 5]])
    np.testing.assert_array_equal(read["part"], [4, 5])
    assert read["number"] == 7 and list(read) == list(tensors)


@pytest.mark.parametrize(
    ("function", "arguments", "name"),
    [
        (os.system, ("touch {}",), "system"),
        (eval, ("open('{}', 'w')",), "eval"),
        (getattr, ("x", "y"), "getattr"),
    ],
)
def test_a_file_that_names_a_function_is_refused_and_runs_nothing(tmp_path: Path, function, arguments, name):
    mark = tmp_path / "mark"

    class Evil:
        def __reduce__(self):
            return function, tuple(argument.format(mark) for argument in arguments)

    path = written(tmp_path, OrderedDict(evil=Evil()), {})
    with pytest.raises(ImportFailed, match=f"asks for .*{name}"):
        torch_pickle.read_tensors(path)
    assert not mark.exists()


@pytest.mark.parametrize(
    "tensor",
    [
        FakeTensor("0", 6, 0, (7,), (1,)),
        FakeTensor("0", 6, 5, (2,), (1,)),
        FakeTensor("0", 6, 0, (2, 3), (6, 1)),
        FakeTensor("0", 6, -1, (2,), (1,)),
        FakeTensor("0", 6, 3, (3,), (-1,)),
    ],
)
def test_a_tensor_outside_its_storage_is_refused(tmp_path: Path, tensor: FakeTensor):
    path = written(tmp_path, OrderedDict(a=tensor), {"0": np.arange(6.0)})
    with pytest.raises(ImportFailed, match="outside its storage"):
        torch_pickle.read_tensors(path)


def test_other_contents_and_other_files_are_refused(tmp_path: Path):
    with pytest.raises(ImportFailed, match="something else than a dictionary of tensors"):
        torch_pickle.read_tensors(written(tmp_path, [1, 2], {}))
    (tmp_path / "new.pth").write_bytes(b"PK\x03\x04")
    with pytest.raises(ImportFailed):
        torch_pickle.read_tensors(tmp_path / "new.pth")
    short = written(tmp_path, OrderedDict(a=FakeTensor("0", 6, 0, (6,), (1,))), {"0": np.arange(6.0)})
    short.write_bytes(short.read_bytes()[:-4])
    with pytest.raises(ImportFailed):
        torch_pickle.read_tensors(short)
