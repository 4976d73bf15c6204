"""Rows: records as the JSON encoders take them: fields in the order of their declaration, numbers in plain notation.

A function is generated for each kind of record, since it runs for every record of a country: a loop over columns
takes five times as long.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn, cast

from minzheng_domain.formats.json.strict import LARGEST, SMALLEST, plain_decimal
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.text import Text

Rows = Callable[[Sequence[Record], Callable[..., Any]], list[Any]]
"""Makes a row of each record, with a function that takes the values of its fields in their order."""

_SHORT = 20


class UnwritableError(ValueError):
    """A field of a record holds what its column cannot hold."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.zh, reason.en)
        self.reason = reason


def rows_of(kind: RecordKind, *, typed: bool) -> Rows:
    """Return the function that makes rows of a kind of record.

    It raises :class:`UnwritableError` where a record has no id, or a field holds a number that no reader takes (NaN,
    or beyond the bounds); or, unless the types are known to be right, something else than a day, a number or a flag
    in the column of one.

    Args:
        kind: the kind of record.
        typed: whether the types of all values are known to be right, as those of a decoder are.
    """
    return _generated(kind.name, typed)


@functools.cache
def _generated(name: str, typed: bool) -> Rows:  # noqa: FBT001 - a key of the cache
    kind = record_kind(name)
    lines = ["def rows(records, make):", " made = []", " for record in records:"]
    values: list[str] = []
    for i, column in enumerate(kind.columns):
        tests = list(_tests(column, i, typed=typed))
        if tests:
            lines += [f"  v{i} = record.{column.name}", *tests]
        values.append(f"v{i}" if tests else f"record.{column.name}")
    lines += [f"  made.append(make({', '.join(values)}))", " return made"]
    scope = {"date": date, "Decimal": Decimal, "number": _number, "refuse": functools.partial(_refuse, kind)}
    exec("\n".join(lines), scope)  # noqa: S102 - made of field names alone, which are Python names
    return cast("Rows", scope["rows"])


def _tests(column: Column, i: int, *, typed: bool) -> list[str]:
    """Return the lines that look at the value of a column; none where it can only be right."""
    if column.name == "id":
        return [f"  if type(v{i}) is not str or not v{i}: refuse({i}, record)"]
    some = "" if column.declaration.required else f"v{i} is not None and "
    refuse = f": refuse({i}, record)"
    match column.kind:
        case ColumnKind.DECIMAL | ColumnKind.MONEY:
            wrong = "" if typed else f"   if type(v{i}) is not Decimal{refuse}"
            condition = "True" if column.declaration.required else f"v{i} is not None"
            return [f"  if {condition}:", *filter(None, [wrong]), f"   v{i} = number(v{i}) or refuse({i}, record)"]
        case ColumnKind.NUMBER:
            wrong = "" if typed else f"type(v{i}) is not int or "
            return [f"  if {some}({wrong}not {SMALLEST} <= v{i} <= {LARGEST}){refuse}"]
        case ColumnKind.DATE | ColumnKind.FLAG:
            return [] if typed else [f"  if {some}type(v{i}) is not {column.python_type.__name__}{refuse}"]
        case _:
            return []


def _number(number: Decimal) -> str:
    """Return a decimal number in plain notation; empty if it has none."""
    text = str(number)
    # What a short text of digits could be beside a plain number has one of these letters: 1E+3, NaN, Infinity.
    if len(text) > _SHORT or "E" in text or "N" in text or "I" in text:
        return plain_decimal(number)
    return text


def _refuse(kind: RecordKind, position: int, record: Record) -> NoReturn:
    column = kind.columns[position]
    raise UnwritableError(unwritable(kind, column, record))


def unwritable(kind: RecordKind, column: Column, record: Record) -> Text:
    """Say which field of which record cannot be written, and what it holds."""
    found = getattr(record, column.name)
    return Text(
        "{kind}“{id}”的{header}（{column}）不能写入：{found}",
        "{header} ({column}) of '{id}' among the {kind} cannot be written: {found}",
    ).format(kind=kind.title, id=record.id, header=column.header, column=str(column), found=_described(found))


def _described(value: object) -> str:
    return f"{value!r:.60} ({type(value).__name__})"
