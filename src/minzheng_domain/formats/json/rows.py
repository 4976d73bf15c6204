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

from minzheng_domain.formats.json.strict import LARGEST, LONGEST_DECIMAL, SMALLEST, plain_decimal
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.text import Text

Rows = Callable[[Sequence[Record], Callable[..., Any]], list[Any]]
"""Makes a row of each record, with a function that takes the values of its fields in their order."""

_IS_PLAIN = f"""'0' <= text < ':' and 'E' not in text and len(text) <= {LONGEST_DECIMAL}"""
"""Whether the text of a decimal begins with a digit and has no exponent: not NaN, not 1E+3, but most that there are."""


class UnwritableError(ValueError):
    """A field of a record holds what its column cannot hold."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.zh, reason.en)
        self.reason = reason


def rows_of(kind: RecordKind, *, typed: bool) -> Rows:
    """Return the function that makes rows of a kind of record.

    It raises :class:`UnwritableError` where a record has no id, a number is none that a reader takes (NaN, or beyond
    the bounds), or, unless the types are known to be right, a value is of another type than its column.

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
        tests = _tests(column, i, typed=typed)
        values.append(f"v{i}" if tests else f"record.{column.name}")
        if not tests:
            continue
        lines.append(f"  v{i} = record.{column.name}")
        if column.declaration.required:
            lines += [f"  {test}" for test in tests]
        else:
            lines += [f"  if v{i} is not None:", *(f"   {test}" for test in tests)]
    lines += [f"  made.append(make({', '.join(values)}))", " return made"]
    scope = {"date": date, "Decimal": Decimal, "number": plain_decimal, "refuse": functools.partial(_refuse, kind)}
    exec("\n".join(lines), scope)  # noqa: S102 - made of field names alone, which are Python names
    return cast("Rows", scope["rows"])


def _tests(column: Column, i: int, *, typed: bool) -> list[str]:
    """Return the lines that look at the value of a column, where there is one; none where it can only be right."""
    refuse = f"refuse({i}, record)"
    wrong = f"v{i}.__class__ is not {column.python_type.__name__}"
    lines = [] if typed else [f"if {wrong}: {refuse}"]
    match column.kind:
        case ColumnKind.DECIMAL | ColumnKind.MONEY:
            plain = f"v{i} = text if {_IS_PLAIN} else number(v{i}) or {refuse}"
            return [*lines, f"text = str(v{i})", plain]
        case ColumnKind.NUMBER:
            return [*lines, f"if not {SMALLEST} <= v{i} <= {LARGEST}: {refuse}"]
        case _ if column.name == "id":
            return [f"if {wrong} or not v{i}: {refuse}"]
        case _:
            return lines


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
