"""Extent: how far the content of a sheet may reach, and rows that are held to it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl.utils import get_column_letter

from minzheng_domain.errors import ReadError
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Rows, Value
from minzheng_domain_excel.places import Place, quoted
from minzheng_domain_excel.reading.refusals import too_large

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_ROWS = 200_000
"""How many rows of a sheet may have content."""

MOST_COLUMNS = 256
LONGEST_TEXT = 32_767


def within_extent(path: Path, sheet: str, rows: Iterable[tuple[int, list[Value]]]) -> Rows:
    """Yield the rows that have content, without the empty cells at their ends.

    Raises:
        ReadError: the sheet has more rows or columns with content than are read.
    """
    filled = 0
    for number, values in rows:
        while values and values[-1] is None:
            values.pop()
        if number > LAST_ROW:
            raise too_large(
                path,
                Text(f"第 {number} 行，至多 {LAST_ROW} 行", f"row {number}; {LAST_ROW} rows at most"),
                where=quoted(sheet),
            )
        if not values:
            continue
        filled += 1
        if len(values) > MOST_COLUMNS:
            letter, last = get_column_letter(min(len(values), LAST_COLUMN)), get_column_letter(MOST_COLUMNS)
            raise too_large(
                path,
                Text(f"{letter} 列有内容，至多到 {last} 列", f"content in column {letter}; {last} is the last"),
                where=str(Place(sheet, number, min(len(values), LAST_COLUMN))),
            )
        if filled > MOST_ROWS:
            raise too_large(
                path,
                Text(f"有内容的行超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows with content"),
                where=quoted(sheet),
            )
        yield number, values


def require_length(path: Path, text: str, where: str) -> str:
    """Return a text that is not longer than a cell holds.

    Raises:
        ReadError: it is longer.
    """
    if len(text) > LONGEST_TEXT:
        raise too_long(path, len(text), where)
    return text


def too_long(path: Path, length: int, where: str) -> ReadError:
    """Return the error that says that the text of a cell is too long."""
    found = Text(
        f"一个单元格有 {length} 个字符，至多 {LONGEST_TEXT} 个",
        f"a cell of {length} characters, {LONGEST_TEXT} at most",
    )
    return too_large(path, found, where=where)
