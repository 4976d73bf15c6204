"""Canonical: the one way in which a ledger is written as JSON, piece by piece; by it a reader proves what it has read.

UTF-8 without a byte-order mark, one record on a line, every field with its value or ``null``, kinds and fields in the
order of their declaration, decimals as strings in plain notation, days as ``YYYY-MM-DD``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import BinaryIO

import attrs

from minzheng_domain.errors import WriteError
from minzheng_domain.formats.json import engine
from minzheng_domain.formats.json.problems import Collector
from minzheng_domain.formats.json.rows import UnwritableError, rows_of, unwritable
from minzheng_domain.formats.json.strict import read_header
from minzheng_domain.model.columns import Column, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger

FORMAT = "minzheng-ledger"
VERSION = 1

CHUNK = 250
"""How many records are written in one piece: few enough that a piece stays in the processor's cache."""

Encode = Callable[[RecordKind, Sequence[Record], bool], bytes]
"""Writes records as JSON objects, each with a newline after it."""


def canonical_chunks(ledger: Ledger, *, typed: bool = False) -> Iterator[bytes]:
    """Yield a ledger as one JSON document, in pieces.

    A newline stands only between records, never in one.

    Args:
        ledger: the ledger.
        typed: whether the types of all values are known to be right.

    Raises:
        UnwritableError: a field holds what cannot be written.
    """
    yield b'{"format":"%b","version":%d,"header":%b,"records":{' % (FORMAT.encode(), VERSION, _header(ledger.header))
    encode = _encoder()
    comma = b""
    for kind, records in ledger.kinds():
        yield b'%b\n"%b":[\n' % (comma, kind.name.encode())
        for start in range(0, len(records), CHUNK):
            items = encode(kind, records[start : start + CHUNK], typed).replace(b"\n", b",\n")
            yield items if start + CHUNK < len(records) else items[:-2]
        comma = b"\n],"
    yield b"\n]\n}}\n" if comma else b"}}\n"


def canonical_lines(ledger: Ledger, *, typed: bool = False) -> Iterator[bytes]:
    """Yield a ledger as JSON Lines, in pieces: a line with the header, then a line for each record.

    Args:
        ledger: the ledger.
        typed: whether the types of all values are known to be right.

    Raises:
        UnwritableError: a field holds what cannot be written.
    """
    yield b'{"format":"%b","version":%d,"header":%b}\n' % (FORMAT.encode(), VERSION, _header(ledger.header))
    encode = _encoder()
    for kind, records in ledger.kinds():
        begin = line_begin(kind.name)
        for start in range(0, len(records), CHUNK):
            lines = encode(kind, records[start : start + CHUNK], typed)
            yield begin + lines[:-1].replace(b"\n", b"}\n" + begin) + b"}\n"


def line_begin(kind: str) -> bytes:
    """Return what stands before a record of a kind in its line."""
    return b'{"%b":' % kind.encode()


def write_ledger(ledger: Ledger, file: BinaryIO, *, lines: bool = False, typed: bool = False) -> None:
    """Write a ledger to an open binary file.

    Args:
        ledger: the ledger.
        file: where it is written.
        lines: as JSON Lines instead of one JSON document.
        typed: whether the types of all values are known to be right, as those of a ledger that was read; to look at
            them takes a third of the time.

    Raises:
        WriteError: a field holds what cannot be written: half a character, a number that is none, another type.
    """
    try:
        file.writelines((canonical_lines if lines else canonical_chunks)(ledger, typed=typed))
    except UnwritableError as error:
        raise WriteError(str(getattr(file, "name", ledger.header.title)), error.reason) from error


def _encoder() -> Encode:
    """Return the function that encodes records; the two give the same bytes."""
    if engine.FAST:
        from minzheng_domain.formats.json.fast import encode  # noqa: PLC0415 - only where msgspec is installed
    else:
        encode = _encode
    return _located(encode)


def _located(encode: Encode) -> Encode:
    """Let an encoder say in which field the half of a character stands that UTF-8 does not know."""

    def locating(kind: RecordKind, records: Sequence[Record], typed: bool) -> bytes:  # noqa: FBT001 - as Encode says
        try:
            return encode(kind, records, typed)
        except UnicodeEncodeError as error:
            record, column = next(_halves(kind, records))
            raise UnwritableError(unwritable(kind, column, record)) from error

    return locating


def _halves(kind: RecordKind, records: Sequence[Record]) -> Iterator[tuple[Record, Column]]:
    """Yield the fields in which half of a character stands."""
    for record in records:
        for column in kind.columns:
            value = getattr(record, column.name)
            if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
                yield record, column


def _encode(kind: RecordKind, records: Sequence[Record], typed: bool) -> bytes:  # noqa: FBT001 - as Encode says
    """Encode records with the standard library."""
    names = tuple(column.name for column in kind.columns)
    rows = rows_of(kind, typed=typed)(records, lambda *values: dict(zip(names, values, strict=True)))
    return "".join(f"{_dump(row)}\n" for row in rows).encode()


def _dump(value: object) -> str:
    # A day is the only value in a row that JSON has no form for.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def _header(header: Header) -> bytes:
    """Encode a header, after making sure that a reader would take it."""
    values = attrs.asdict(header)
    problems = Collector("")
    read_header(values, "header", problems)
    if problems.problems:
        first = problems.problems[0]
        raise UnwritableError(first.message)
    return _dump(values).encode()
