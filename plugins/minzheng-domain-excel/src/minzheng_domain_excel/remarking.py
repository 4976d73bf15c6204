"""Remarking: what is to be told of a file's cells, noted as it is met, put in the order of the file at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from unicodedata import category

import attrs

from minzheng_domain.model.remarks import Remark, Source, Treatment
from minzheng_domain.quantities import plain
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Value
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.recognition.walking import is_filled
from minzheng_domain_excel.repairs import FieldValue, shown

_LONGEST = 60


@attrs.frozen
class Said:
    """What is to be told of a cell or a row.

    Attributes:
        treatment: what was done.
        found: what stands there.
        reason: why.
        taken: what it was read as; ``None`` where it was not read.
        field: the field of the record.
        is_id: whether what it was read as is the id that its record has in the end.
        is_provisional: whether it may be read as something else yet, once all records are known.
    """

    treatment: Treatment
    found: str
    reason: Text
    taken: str | None = attrs.field(default=None, kw_only=True)
    field: str | None = attrs.field(default=None, kw_only=True)
    is_id: bool = attrs.field(default=False, kw_only=True)
    is_provisional: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen(kw_only=True)
class Note:
    """A remark in the making.

    Attributes:
        sheet: the number of the sheet in the file.
        row: the row, from 1.
        column: the column, from 1; 0 for the whole row.
        said: what is to be told.
        kind: the name of the kind of record.
        id_of: tells the id of the record that a row has become, once all are made.
    """

    sheet: int
    row: int
    column: int
    said: Said
    kind: str | None
    id_of: Callable[[int], str | None] | None


class TableNotes:
    """Takes notes on one table.

    Attributes:
        id_of: tells the id of the record that a row has become; whoever makes the records sets it.
    """

    def __init__(self, notes: list[Note], sheet: int, kind: str | None = None) -> None:
        self._notes = notes
        self._sheet = sheet
        self._kind = kind
        self._provisional: dict[tuple[int, int], int] = {}
        self.id_of: Callable[[int], str | None] | None = None

    def cell(self, row: int, index: int, said: Said) -> None:
        """Note something of a cell, by its row and the index of its column from 0."""
        if said.is_provisional:
            self._provisional[row, index] = len(self._notes)
        self._notes.append(
            Note(sheet=self._sheet, row=row, column=index + 1, said=said, kind=self._kind, id_of=self.id_of)
        )

    def row(self, row: int, said: Said) -> None:
        """Note something of a whole row."""
        self.cell(row, -1, said)

    def settle(self, row: int, index: int, said: Said) -> None:
        """Note what a cell was read as in the end; what was noted of it before is what stands there."""
        place = self._provisional.get((row, index))
        if place is None:
            self.cell(row, index, said)
        else:
            before = self._notes[place]
            self._notes[place] = attrs.evolve(before, said=attrs.evolve(said, found=before.said.found))


_ORDER = attrgetter("sheet", "row", "column")


def told(notes: Sequence[Note], file: str, sheets: Sequence[str]) -> tuple[Remark, ...]:
    """Make the remarks on a file, in its order.

    Args:
        notes: what was noted.
        file: the path of the file as it was given.
        sheets: the names of its sheets.
    """
    return tuple(_remark(note, file, sheets[note.sheet]) for note in sorted(notes, key=_ORDER))


def _remark(note: Note, file: str, sheet: str) -> Remark:
    said = note.said
    record = note.id_of(note.row) if note.id_of else None
    return Remark(
        source=Source(file, str(Place(sheet, note.row, note.column or None))),
        treatment=said.treatment,
        found=shortened(said.found),
        taken=record if said.is_id else said.taken,
        reason=said.reason,
        kind=note.kind,
        record=record,
        field=said.field,
    )


def written(value: FieldValue | None) -> str:
    """Return a value of a field as remarks show it: a number and a day plainly, yes and no in Chinese."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def texts_of(values: Sequence[Value]) -> str:
    """Return what stands in a row: the texts of its filled cells."""
    return " | ".join(shown(value) for value in values if is_filled(value))


def shortened(text: str) -> str:
    r"""Return a text of at most 60 characters that a message can show, control characters written like ``\n``."""
    if text.isprintable() and len(text) <= _LONGEST:
        return text
    cut = text[: _LONGEST * 2]
    plain = "".join(c if c.isprintable() or category(c) == "Zs" else repr(c)[1:-1] for c in cut)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
