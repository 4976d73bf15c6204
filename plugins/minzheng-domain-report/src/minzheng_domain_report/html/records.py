"""Records: what a page shows of a record that a figure stands on: its id, what it is called, where it came from."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from minzheng_domain.plugin import MASK, Column, ColumnKind, Ledger, Record, Sensitivity, may_see

_BETWEEN = " · "
_NAMING = (ColumnKind.NAME, ColumnKind.TEXT)


@attrs.frozen
class RecordLine:
    """What a page shows of a record.

    Attributes:
        id: its id.
        name: what it is called; empty if nothing in it says so.
        place: where in the ledger's file it stands; empty if that is not known.
    """

    id: str
    name: str
    place: str


@attrs.frozen
class Records:
    """Tells what an audience may see of the records of a ledger."""

    ledger: Ledger
    audience: Sensitivity

    def line(self, record: Record) -> RecordLine:
        """Return what a page shows of a record."""
        kind = record.__kind__
        try:
            place = self.ledger.source(kind, self.ledger.position(record)).place
        except KeyError:  # of another ledger, as one that was consolidated
            place = ""
        return RecordLine(self.seen(record, kind.columns[0]), self.name(record), place)

    def seen(self, record: Record, column: Column) -> str:
        """Return the text in a column as the audience may see it."""
        value = getattr(record, column.name)
        if value is None:
            return ""
        return str(value) if may_see(self.audience, column.declaration.sensitivity) else MASK

    def name(self, record: Record) -> str:
        """Return what a record is called: by its own name, else by the records that it belongs to."""
        kind = record.__kind__
        own = [column for column in kind.columns if column.kind in _NAMING and column.declaration.required]
        if own:
            return self.seen(record, own[0])
        if names := list(dict.fromkeys(filter(None, self._referred(record)))):
            return _BETWEEN.join(names)
        given = (self.seen(record, column) for column in kind.columns if column.kind is ColumnKind.NAME)
        return next(filter(None, given), "")

    def _referred(self, record: Record) -> Iterator[str]:
        for column in record.__kind__.references:
            target = self.ledger.follow(record, column)
            if target is not None:
                hidden = not may_see(self.audience, column.declaration.sensitivity)
                yield MASK if hidden else self.name(target)
