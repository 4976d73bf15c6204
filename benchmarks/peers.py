"""The peers of reading and writing: classes of msgspec and pydantic with the columns of our own record classes."""

from __future__ import annotations

from types import GenericAlias
from typing import Any

import msgspec
import pydantic

from minzheng_domain.model.columns import PYTHON_TYPES, Column, RecordKind
from minzheng_domain.model.kinds import record_kinds


def struct_decoder() -> msgspec.json.Decoder[Any]:
    """Return a decoder of ledgers into ``msgspec.Struct``, unknown fields forbidden."""
    lists: list[Any] = [(name, GenericAlias(list, _struct(kind)), []) for name, kind in record_kinds().items()]
    records = msgspec.defstruct("Records", lists, forbid_unknown_fields=True)
    head: list[Any] = [("format", str), ("version", int), ("header", dict[str, Any])]
    return msgspec.json.Decoder(
        msgspec.defstruct("Document", [*head, ("records", records)], forbid_unknown_fields=True)
    )


def pydantic_adapter() -> pydantic.TypeAdapter[Any]:
    """Return an adapter of ledgers to pydantic models, strict, unknown fields forbidden."""
    config = pydantic.ConfigDict(extra="forbid", strict=True, frozen=True)
    lists: dict[str, Any] = {
        name: (GenericAlias(list, _model(kind, config)), []) for name, kind in record_kinds().items()
    }
    records = pydantic.create_model("Records", __config__=config, **lists)
    document = pydantic.create_model(
        "Document", __config__=config, format=str, version=int, header=dict[str, Any], records=records
    )
    return pydantic.TypeAdapter(document)


def _struct(kind: RecordKind) -> type[msgspec.Struct]:
    fields = [
        (column.name, _annotation(column)) if column.declaration.required else (column.name, _annotation(column), None)
        for column in kind.columns
    ]
    return msgspec.defstruct(kind.name, fields, forbid_unknown_fields=True, frozen=True, kw_only=True)


def _model(kind: RecordKind, config: pydantic.ConfigDict) -> type[pydantic.BaseModel]:
    fields: dict[str, Any] = {
        column.name: (_annotation(column), ... if column.declaration.required else None) for column in kind.columns
    }
    return pydantic.create_model(kind.name, __config__=config, **fields)


def _annotation(column: Column) -> Any:
    python_type = PYTHON_TYPES[column.kind]
    return python_type if column.declaration.required else python_type | None
