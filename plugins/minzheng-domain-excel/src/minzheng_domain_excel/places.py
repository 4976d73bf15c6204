"""Places in a workbook as a reader of Excel names them: ``社会组织!C7``, ``'登记 表'!7:7`` for a whole row."""

from __future__ import annotations

import re

import attrs
from openpyxl.utils import column_index_from_string, get_column_letter

_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")
_PLACE = re.compile(
    r"(?P<sheet>'(?:[^']|'')+'|[^'!]+)!"
    r"(?:(?P<column>[A-Z]{1,3})(?P<row>[0-9]+)|(?P<rows>[0-9]+):(?P=rows))"
)


@attrs.frozen
class Place:
    """A cell, or a whole row, of a sheet.

    Attributes:
        sheet: the name of the sheet.
        row: the number of the row, from 1.
        column: the number of the column, from 1 (A); ``None`` for the whole row.
    """

    sheet: str
    row: int
    column: int | None = None

    def __str__(self) -> str:
        where = f"{self.row}:{self.row}" if self.column is None else f"{get_column_letter(self.column)}{self.row}"
        return f"{quoted(self.sheet)}!{where}"

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """Return the place that a text names; ``None`` if it names none in a workbook."""
        found = _PLACE.fullmatch(text)
        if found is None:
            return None
        name = found["sheet"]
        sheet = name[1:-1].replace("''", "'") if name.startswith("'") else name
        if found["rows"]:
            return cls(sheet, int(found["rows"]))
        return cls(sheet, int(found["row"]), column_index_from_string(found["column"]))


def quoted(sheet: str) -> str:
    """Return the name of a sheet as it stands before the ``!`` of a formula."""
    return sheet if _PLAIN_SHEET.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
