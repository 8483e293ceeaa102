"""Importer `nsfwjs`: the models inside the npm package nsfwjs → OpenVINO IR.

The package holds a Keras layers model as minified JavaScript modules: model.min.js exports the
object that is model.json elsewhere, and each group1-shardNofM.min.js exports a part of the weights
as base64. The values are read with a small reader of JavaScript literals; no JavaScript is run.

Options
  output, weights: as of keras_layers.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from importers import ImportFailed, Job, ir, keras_layers
from importers.tfjs_weights import read_weights

_EXPORT = re.compile(r"\.exports=(?=[{\"'])")
_TOKEN = re.compile(
    r"""
      (?P<string>"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')
    | (?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>!0|!1|null|[A-Za-z_$][\w$]*)
    | (?P<mark>[{}\[\]:,])
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS = {"!0": True, "!1": False, "true": True, "false": False, "null": None}
_MAX_DEPTH = 64


def run(job: Job) -> None:
    model = module_value(job.source("/model.min.js").read_text(encoding="utf-8"))

    def read(shard: str) -> bytes:
        text = module_value(job.source(f"/{shard}.min.js").read_text(encoding="utf-8"))
        return base64.b64decode(text, validate=True)

    weights = read_weights(model["weightsManifest"], read)
    ir.save(keras_layers.build(model, weights, job.options.get("output", "scores")), job)


def module_value(text: str) -> Any:
    """What a minified CommonJS module exports, where that is a plain literal."""
    found = _EXPORT.search(text)
    if found is None:
        raise ImportFailed("the module exports no literal")
    return _Literal(text, found.end()).value()


class _Literal:
    """Reads one JavaScript literal: objects, arrays, strings, numbers, !0, !1 and null."""

    def __init__(self, text: str, position: int) -> None:
        self._text = text
        self._position = position

    def value(self, depth: int = 0) -> Any:
        if depth > _MAX_DEPTH:
            raise self._unexpected("more than 64 levels")
        kind, token = self._next()
        if token == "{":
            return dict(self._items("}", depth, named=True))
        if token == "[":
            return list(self._items("]", depth, named=False))
        if kind == "string":
            return _unquoted(token)
        if kind == "number":
            return float(token) if set(token) & set(".eE") else int(token)
        if token in _WORDS:
            return _WORDS[token]
        raise self._unexpected(token)

    def _items(self, end: str, depth: int, named: bool) -> Any:
        """The items of an object (as pairs) or of an array, up to and with its end."""
        if self._peek() == end:
            self._next()
            return
        while True:
            if named:
                kind, key = self._next()
                if kind == "mark" or self._next()[1] != ":":
                    raise self._unexpected(key)
                yield (_unquoted(key) if kind == "string" else key), self.value(depth + 1)
            else:
                yield self.value(depth + 1)
            _, mark = self._next()
            if mark == end:
                return
            if mark != ",":
                raise self._unexpected(mark)

    def _peek(self) -> str:
        return self._text[self._position : self._position + 1]

    def _next(self) -> tuple[str, str]:
        found = _TOKEN.match(self._text, self._position)
        if found is None:
            raise self._unexpected(self._peek() or "the end")
        self._position = found.end()
        return str(found.lastgroup), found.group()

    def _unexpected(self, what: str) -> ImportFailed:
        return ImportFailed(f"unexpected {what[:40]!r} at character {self._position}")


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", _escape, token[1:-1]) if "\\" in token else token[1:-1]


def _escape(found: re.Match[str]) -> str:
    character = found.group(1)
    if character in "ux0":
        raise ImportFailed(f"the escape \\{character} isn't known here")
    return {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(character, character)
