"""Ledger → tables: for each kind of record, its table, the text that inserts a row, and the row of a record.

A ledger may hold an id twice, and references that lead nowhere: the tables hold all of it, without keys that would
forbid it. :data:`LEDGER_ROW` remembers the order of the records, since a reference leads to the first record of an id.
"""

from __future__ import annotations

from typing import Any

from minzheng_domain.errors import WriteError
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind
from minzheng_domain.quantities import plain
from minzheng_domain.statistics.compile.dialects import DECIMALS, TEXTS, Dialect, SqlValue, name_of
from minzheng_domain.text import Text

LEDGER_ROW = "ledger_row"
"""The column that holds the place of a record among those of its kind, counted from 0."""


def create_table(kind: RecordKind, dialect: Dialect) -> str:
    """Return the statement that creates the table of a kind of record."""
    columns = [(LEDGER_ROW, "BIGINT NOT NULL", "在台账中的次序，从 0 起 / place in the ledger, from 0")]
    for column in kind.columns:
        required = " NOT NULL" if column.declaration.required else ""
        columns.append((column.name, dialect.type_of(column.kind) + required, _comment(column, dialect)))
    last = len(columns) - 1
    lines = [
        f"    {name_of(name)} {type_}{'' if place == last else ','}  -- {' '.join(comment.split())}"
        for place, (name, type_, comment) in enumerate(columns)
    ]
    return "\n".join([f"CREATE TABLE {name_of(kind.name)} (", *lines, ")"])


def insert_row(kind: RecordKind) -> str:
    """Return the statement that inserts a row, with a ``?`` for each value of :func:`row_of`."""
    names = [LEDGER_ROW, *(column.name for column in kind.columns)]
    return (
        f"INSERT INTO {name_of(kind.name)} ({', '.join(map(name_of, names))})\nVALUES ({', '.join('?' for _ in names)})"
    )


def row_of(record: Record, place: int, dialect: Dialect) -> tuple[SqlValue, ...]:
    """Return the row of a record.

    Args:
        record: the record.
        place: its place among the records of its kind, counted from 0.
        dialect: the engine's.

    Raises:
        WriteError: a value cannot be kept as it stands.
    """
    return (place, *(_value(record, column, dialect) for column in record.__kind__.columns))


def _comment(column: Column, dialect: Dialect) -> str:
    header = column.header
    if dialect.is_typed or column.kind not in DECIMALS:
        return f"{header.zh} / {header.en}"
    unit = 10**dialect.places
    return f"{header.zh}，以 {unit} 表示 1 / {header.en}, 1 stands as {unit}"


def _value(record: Record, column: Column, dialect: Dialect) -> SqlValue:
    value: Any = getattr(record, column.name)
    kind = column.kind
    if value is None:
        return None
    if kind in TEXTS:
        return _text(record, column, value)
    if kind is ColumnKind.DATE:
        return dialect.day(value)
    if kind is ColumnKind.FLAG:
        return bool(value) if dialect.is_typed else int(value)
    number = dialect.number(kind, value)
    if number is None:
        shown = plain(value) if isinstance(value, int) or value.is_finite() else str(value)
        places = dialect.places_of(kind)
        before = dialect.digits_of(kind) - places
        raise _refuse(
            record,
            column,
            Text(
                f"{dialect.name} 只能精确保存小数点前 {before} 位、后 {places} 位，得到 {_shortened(shown)}",
                f"{dialect.name} keeps {before} digits before the point and {places} after it exactly, "
                f"got {_shortened(shown)}",
            ),
        )
    return number


def _text(record: Record, column: Column, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        reason = Text(f"不是有效的文字：{text!a}", f"no valid text: {text!a}")
        raise _refuse(record, column, reason) from None
    return text


def _refuse(record: Record, column: Column, reason: Text) -> WriteError:
    shown = record.id if record.id.isprintable() else ascii(record.id)[1:-1]
    return WriteError(f"{column} ({shown})", reason)


def _shortened(shown: str) -> str:
    return shown if len(shown) <= 60 else f"{shown[:59]}…"  # noqa: PLR2004 - as much as a line of a message bears
