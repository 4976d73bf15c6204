"""Remark (读取说明): what an importer did with a cell that it could not take as it stands.

Nothing of a file is dropped or changed without a word: what was read otherwise than it stands, what could not be read,
what is in no record and why. So it is where ledgers are consolidated. A ledger carries the remarks on its own making,
and rules turn them into findings.
"""

from __future__ import annotations

import enum

import attrs

from minzheng_domain.text import Text

WHOLE_FILE = "$"
"""The place that is a whole file."""


@attrs.frozen
class Source:
    """Where a record, or one of its fields, came from.

    Attributes:
        file: the file's path as it was given; empty for records made in Python.
        place: where in the file, e.g. ``$.records.organizations[3].name`` or ``社会组织!C7``.
    """

    file: str
    place: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}" if self.file else self.place


class Treatment(enum.Enum):
    """What became of the content of a place."""

    REPAIRED = Text("已更正", "repaired")
    """It was read, but otherwise than it stands: a date in words, full-width digits, an amount in 万元."""
    UNREADABLE = Text("无法识别", "unreadable")
    """It could not be read, or is missing where it is required; the field is empty, or its record left out."""
    LEFT_OUT = Text("未读入", "left out")
    """It may well be data, but it is in no record: a column or a sheet that was not recognised, a hidden sheet."""
    PASSED_OVER = Text("略过", "passed over")
    """It was recognised as something that is no record: a title, a note, a row of totals."""
    MERGED = Text("已合并", "merged")
    """It is the same record as one of another ledger that was consolidated with it, and counts once."""
    OVERRULED = Text("未采用", "overruled")
    """Another ledger that was consolidated with it says otherwise of the same record, and that was taken."""

    @property
    def is_of_reading(self) -> bool:
        """Whether it comes about when a file is read, not when ledgers are consolidated."""
        return self not in (Treatment.MERGED, Treatment.OVERRULED)


@attrs.frozen(kw_only=True)
class Remark:
    """What was done with the content of one place of a file.

    Attributes:
        source: the place.
        treatment: what was done.
        found: what stands there, as it stands, shortened.
        taken: what it was read as; ``None`` where it was not read.
        reason: why, or what is wanted there, in words that a clerk can act on.
        kind: the name of the kind of record that it belongs to, where that is known.
        record: the id of the record, where it is in one.
        field: the field of the record, where it is known.
    """

    source: Source
    treatment: Treatment
    found: str
    taken: str | None = None
    reason: Text
    kind: str | None = None
    record: str | None = None
    field: str | None = None
