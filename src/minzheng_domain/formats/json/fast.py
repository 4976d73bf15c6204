"""Fast: records read and written by msgspec, and the proof that in reading nothing was dropped or changed.

msgspec puts values straight into the record classes, but passes over unknown keys in silence and takes numbers for
more than we do. So what was read is written again in the canonical form and compared with what was in the file: where
they are equal, nothing can have been lost. Only imported where msgspec is installed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from types import GenericAlias
from typing import Any

import msgspec

from minzheng_domain.formats.json.canonical import canonical_chunks, canonical_lines, line_begin
from minzheng_domain.formats.json.rows import UnwritableError, rows_of
from minzheng_domain.model.columns import Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.ledger import Ledger

_ENCODER = msgspec.json.Encoder()
_REFUSED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_PIECE = 8 * 2**20
"""How many bytes of lines are decoded together."""


def encode(kind: RecordKind, records: Sequence[Record], typed: bool) -> bytes:  # noqa: FBT001 - as Encode says
    """Encode records as JSON objects, each with a newline after it."""
    return _ENCODER.encode_lines(rows_of(kind, typed=typed)(records, _row_class(kind.name)))


def read_document(data: bytes) -> Ledger | None:
    """Read a ledger from a JSON document; none if the strict reader has to look at it."""
    try:
        envelope = _document_decoder().decode(data)
    except _REFUSED:
        return None
    ledger = _ledger(envelope.header, ((kind, getattr(envelope.records, kind)) for kind in record_kinds()))
    if _proven(ledger, data):
        return ledger
    # The same document with other blanks, as a person or a formatter leaves it.
    return ledger if _proven(ledger, msgspec.json.format(data, indent=-1), minified=True) else None


def read_lines(data: bytes) -> Ledger | None:
    """Read a ledger from JSON Lines; none if the strict reader has to look at it."""
    end = data.find(b"\n")
    try:
        ledger = _ledger(_head_decoder().decode(data[:end]).header, _blocks(data, end + 1))
    except _REFUSED:
        return None
    try:
        return ledger if _equal(canonical_lines(ledger, typed=True), data) else None
    except UnwritableError:
        return None


def _ledger(header: Header, records: Iterable[tuple[str, list[Record]]]) -> Ledger:
    return Ledger({kind: members for kind, members in records if members}, header=header)


def _proven(ledger: Ledger, data: bytes, *, minified: bool = False) -> bool:
    """Tell whether a document holds exactly the ledger: no key, no digit, no form of a number more or less."""
    chunks: Iterable[bytes] = canonical_chunks(ledger, typed=True)
    if minified:
        chunks = (chunk.replace(b"\n", b"") for chunk in chunks)
    try:
        return _equal(chunks, data)
    except UnwritableError:  # read, but not what a ledger may hold: the strict reader says what
        return False


def _equal(chunks: Iterable[bytes], data: bytes) -> bool:
    position = 0
    for chunk in chunks:
        if not data.startswith(chunk, position):
            return False
        position += len(chunk)
    return position == len(data)


def _blocks(data: bytes, position: int) -> Iterator[tuple[str, list[Record]]]:
    """Decode lines from a position on, kind after kind as they are written, as arrays of many lines each."""
    for kind in record_kinds():
        begin = line_begin(kind)
        records: list[Record] = []
        while data.startswith(begin, position):
            last = data.rfind(b"\n" + begin, position, position + _PIECE) + 1 or position
            end = data.find(b"\n", last)
            lines = data[position + len(begin) : end - 1]
            records += _list_decoder(kind).decode(b"[%b]" % lines.replace(b"}\n" + begin, b","))
            position = end + 1 if end >= 0 else len(data)
        yield kind, records


@functools.cache
def _row_class(name: str) -> type[msgspec.Struct]:
    """Return a class with the fields in the order of declaration; msgspec writes those of a record by the alphabet."""
    return msgspec.defstruct(name, [(column.name, object) for column in record_kind(name).columns], gc=False)


class _Head(msgspec.Struct, forbid_unknown_fields=True):
    """What a ledger begins with; that it is this format and this version is part of the proof."""

    format: str
    version: int
    header: Header


@functools.cache
def _head_decoder() -> msgspec.json.Decoder[_Head]:
    return msgspec.json.Decoder(_Head)


@functools.cache
def _document_decoder() -> msgspec.json.Decoder[Any]:
    fields: list[tuple[str, Any, Any]] = [
        (name, GenericAlias(list, kind.record_class), []) for name, kind in record_kinds().items()
    ]
    records = msgspec.defstruct("Records", fields, forbid_unknown_fields=True)
    return msgspec.json.Decoder(
        msgspec.defstruct("Document", [("records", records)], bases=(_Head,), forbid_unknown_fields=True)
    )


@functools.cache
def _list_decoder(kind: str) -> msgspec.json.Decoder[list[Record]]:
    return msgspec.json.Decoder(GenericAlias(list, record_kinds()[kind].record_class))
