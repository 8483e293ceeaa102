"""TensorFlow's GraphDef message, as far as a frozen graph needs it.

The protobuf messages are declared here rather than taken from TensorFlow, which is far too large
for it. Field numbers are those of tensorflow/core/framework/{graph,node_def,attr_value,tensor,
tensor_shape,versions,types}.proto; parts left out are not used by frozen graphs.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

# A producer version new enough for every operator in use
_PRODUCER = 1087

# message → (field, number, type); a `*` marks repeated fields, a capital a message or enum below
_MESSAGES = {
    "GraphDef": (("node*", 1, "NodeDef"), ("versions", 4, "VersionDef")),
    "VersionDef": (("producer", 1, "int32"),),
    "NodeDef": (("name", 1, "string"), ("op", 2, "string"), ("input*", 3, "string"),
                ("attr*", 5, "AttrEntry")),
    "AttrEntry": (("key", 1, "string"), ("value", 2, "AttrValue")),
    "AttrValue": (("list", 1, "ListValue"), ("s", 2, "bytes"), ("i", 3, "int64"),
                  ("f", 4, "float"), ("b", 5, "bool"), ("type", 6, "DataType"),
                  ("shape", 7, "TensorShape"), ("tensor", 8, "Tensor")),
    "ListValue": (("s*", 2, "bytes"), ("i*", 3, "int64"), ("f*", 4, "float"), ("b*", 5, "bool"),
                  ("type*", 6, "DataType"), ("shape*", 7, "TensorShape")),
    "Tensor": (("dtype", 1, "DataType"), ("tensor_shape", 2, "TensorShape"),
               ("tensor_content", 4, "bytes")),
    "TensorShape": (("dim*", 2, "Dim"), ("unknown_rank", 3, "bool")),
    "Dim": (("size", 1, "int64"), ("name", 2, "string")),
}  # fmt: skip
_DATA_TYPES = {"DT_INVALID": 0, "DT_FLOAT": 1, "DT_DOUBLE": 2, "DT_INT32": 3, "DT_UINT8": 4,
               "DT_INT16": 5, "DT_INT8": 6, "DT_STRING": 7, "DT_INT64": 9, "DT_BOOL": 10,
               "DT_HALF": 19}  # fmt: skip


def serialise(nodes: Iterable[Mapping[str, Any]]) -> bytes:
    """The nodes, each written as TF.js writes a NodeDef, as a binary GraphDef."""
    from google.protobuf import json_format

    graph = _graph_def()()
    graph.versions.producer = _PRODUCER
    for node in nodes:
        attributes = [
            {"key": key, "value": _bytes_as_base64(value)}
            for key, value in node.get("attr", {}).items()
            if value and not key.startswith("_")  # `_output_shapes` and the like are only hints
        ]
        json_format.ParseDict({**node, "attr": attributes}, graph.node.add(), ignore_unknown_fields=True)
    return graph.SerializeToString(deterministic=True)


def _bytes_as_base64(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """TF.js may write an attribute's bytes as a list of numbers; protobuf's JSON has base64."""
    import base64

    if isinstance(value.get("s"), list):
        return {"s": base64.b64encode(bytes(value["s"])).decode()}
    return value


@functools.cache
def _graph_def() -> type:
    """The class of GraphDef messages, made from the tables above."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    package = "spotter.tensorflow"
    file = descriptor_pb2.FileDescriptorProto(name="spotter/graph_def.proto", package=package, syntax="proto2")
    data_type = file.enum_type.add(name="DataType")
    for name, number in _DATA_TYPES.items():
        data_type.value.add(name=name, number=number)
    for message, fields in _MESSAGES.items():
        declared = file.message_type.add(name=message)
        for name, number, kind in fields:
            field = declared.field.add(name=name.rstrip("*"), number=number)
            field.label = field.LABEL_REPEATED if name.endswith("*") else field.LABEL_OPTIONAL
            if kind[0].isupper():
                field.type = field.TYPE_ENUM if kind == "DataType" else field.TYPE_MESSAGE
                field.type_name = f".{package}.{kind}"
            else:
                field.type = getattr(field, f"TYPE_{kind.upper()}")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{package}.GraphDef"))
