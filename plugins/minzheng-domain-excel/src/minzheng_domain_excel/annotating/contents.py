"""Contents: a workbook with what stands in a file that cannot be marked itself, every value at the same address."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import attrs
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain_excel.grids import Book, CellError, Percent, Sheet, Uncalculated, Value
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.shared_strings import fitting
from minzheng_domain_excel.styles import text_width
from minzheng_domain_excel.values import FIRST_DAY, MOST_DIGITS, put

_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_NARROWEST, _WIDEST = 8, 40
_MEASURED = 200
"""How many rows the widths of columns are taken from."""


@attrs.frozen
class Contents:
    """A workbook made of a file.

    Attributes:
        file: the workbook, as .xlsx.
        titles: for the name of each sheet of the file, what it is called in the workbook.
    """

    file: io.BytesIO
    titles: dict[str, str]


def contents_of(book: Book) -> Contents:
    """Return a workbook with the contents of an open file: values, merged cells, what is hidden; no formats.

    Raises:
        ReadError: the file turns out not to be readable.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    titles: dict[str, str] = {}
    for sheet in book.sheets:
        titles[sheet.name] = _title(sheet.name, titles.values())
        _fill(workbook.create_sheet(titles[sheet.name]), sheet)
    if not any(sheet.sheet_state == "visible" for sheet in workbook.worksheets):
        workbook.worksheets[0].sheet_state = "visible"  # a workbook shows one sheet at least
    file = io.BytesIO()
    save_workbook(workbook, file)
    return Contents(file, titles)


def _title(name: str, taken: Iterable[str]) -> str:
    """Return a title that a sheet can bear, from the name of one that may be the name of a file."""
    whole = name.translate(_NOT_IN_TITLES).strip("'") or "_"
    title, number = whole[:_LONGEST_TITLE], 1
    others = {other.lower() for other in taken}
    while title.lower() in others:
        number += 1
        end = f"({number})"
        title = whole[: _LONGEST_TITLE - len(end)] + end
    return title


def _fill(target: Worksheet, sheet: Sheet) -> None:
    widths: dict[int, int] = {}
    for number, values in sheet.rows():
        for column, value in enumerate(values, start=1):
            if value is None:
                continue
            cell: Any = target.cell(number, column)
            _put(cell, value)
            if number <= _MEASURED:
                widths[column] = max(widths.get(column, _NARROWEST), text_width(str(cell.value)) + 2)
    for area in sheet.merged:
        target.merge_cells(None, area.first_row, area.first_column, area.last_row, area.last_column)
    for number in sheet.hidden_rows:
        target.row_dimensions[number].hidden = True
    for column, width in widths.items():
        target.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST)
    if sheet.is_hidden:
        target.sheet_state = "hidden"


def _put(cell: Cell, value: Value) -> None:
    match value:
        case str():
            put(cell, fitting(value))
        case Uncalculated(formula):
            put(cell, fitting(formula))
        case CellError(code):
            put(cell, code)
        case Percent(fraction):
            cell.value = fraction
            cell.number_format = "0.##%"
        case bool() | time() | timedelta():
            cell.value = value
        case datetime():
            put(cell, value.isoformat(" ")) if value.date() < FIRST_DAY else _dated(cell, value, "yyyy-mm-dd hh:mm:ss")
        case date():
            put(cell, value.isoformat()) if value < FIRST_DAY else _dated(cell, value, "yyyy-mm-dd")
        case int() | Decimal() if len(str(value).lstrip("-").replace(".", "")) > MOST_DIGITS:
            put(cell, str(value))
        case _:
            cell.value = value


def _dated(cell: Cell, value: date, form: str) -> None:
    cell.value = value
    cell.number_format = form
