"""Schema: the JSON Schema (draft 2020-12) of a ledger, made of what the record classes declare of their columns.

It says as much of what the reader demands as JSON Schema can say, and more in one thing: codes must be of their list,
which the reader leaves to the rules, since a ledger with a wrong code can be read and put right.
"""

from __future__ import annotations

from typing import Any

import attrs

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.formats.json.canonical import FORMAT, VERSION
from minzheng_domain.formats.json.strict import LARGEST, SMALLEST
from minzheng_domain.model.columns import KIND_TITLES, Column, ColumnKind, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.text import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = f"urn:{FORMAT}:{VERSION}"

_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_DECIMAL: dict[str, Any] = {"type": ["string", "number"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_HEADER_TYPES: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "str | None": {"type": ["string", "null"]},
    "bool": {"type": "boolean"},
    "dict[str, str]": {"type": "object", "additionalProperties": {"type": "string"}},
}
_HEADER_TITLES = {
    "title": Text("台账名称", "title"),
    "district": Text("区（全称）", "district"),
    "division": Text("行政区划代码", "division code"),
    "bureau": Text("填报单位", "bureau"),
    "synthetic": Text("是否虚构数据", "whether the records are made up"),
    "note": Text("备注", "note"),
    "schemes": Text("本区采用的分类方案", "the schemes that the district has chosen"),
}


def ledger_schema() -> dict[str, Any]:
    """Return the JSON Schema of a ledger."""
    kinds = record_kinds()
    return {
        "$schema": DIALECT,
        "$id": ID,
        **_said(Text("民政业务台账", "ledger of civil-affairs work")),
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "header": {"$ref": "#/$defs/header"},
            "records": {
                "type": "object",
                "properties": {name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in kinds},
                "additionalProperties": False,
            },
        },
        "required": ["format", "version", "header", "records"],
        "additionalProperties": False,
        "$defs": {"header": _header(), **{name: _record(kind) for name, kind in kinds.items()}},
    }


def _header() -> dict[str, Any]:
    fields = attrs.fields(Header)
    return {
        **_said(Text("台账封面", "header")),
        "type": "object",
        "properties": {
            field.name: _HEADER_TYPES[_name_of(field.type)] | _said(_HEADER_TITLES[field.name]) for field in fields
        },
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _name_of(annotation: object) -> str:
    """Return an annotation as it was typed; it is no longer a text once something has resolved the class's types."""
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def _record(kind: RecordKind) -> dict[str, Any]:
    description = (kind.record_class.__doc__ or "").strip().partition("\n")[0]
    return {
        **_said(kind.title),
        "description": description,
        "type": "object",
        "properties": {column.name: _column(column) for column in kind.columns},
        "required": [column.name for column in kind.columns if column.declaration.required],
        "additionalProperties": False,
    }


def _column(column: Column) -> dict[str, Any]:
    declaration = column.declaration
    schema = {
        **_said(column.header),
        "description": _both(declaration.note or KIND_TITLES[column.kind]),
        **_value(column),
    }
    if not declaration.required:
        types = schema["type"]
        schema["type"] = [*([types] if isinstance(types, str) else types), "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    if declaration.refers_to is not None:
        schema["x-reference"] = declaration.refers_to
    if declaration.codes is not None:
        schema["x-codes"] = declaration.codes
    return {**schema, "x-sensitivity": declaration.sensitivity.value}


def _value(column: Column) -> dict[str, Any]:
    """Return what a value of the column must be, where there is one."""
    match column.kind:
        case ColumnKind.DATE:
            return dict(_DAY)
        case ColumnKind.NUMBER:
            return {"type": "integer", "minimum": SMALLEST, "maximum": LARGEST}
        case ColumnKind.DECIMAL | ColumnKind.MONEY:
            return dict(_DECIMAL)
        case ColumnKind.FLAG:
            return {"type": "boolean"}
        case ColumnKind.LABEL if column.declaration.codes in code_list_ids():
            return {"type": "string", "enum": [code.code for code in code_list(column.declaration.codes or "").codes]}
        case _:
            return {"type": "string", "minLength": 1} if column.name == "id" else {"type": "string"}


def _said(title: Text) -> dict[str, str]:
    return {"title": _both(title)}


def _both(words: Text) -> str:
    return f"{words.zh} / {words.en}"
