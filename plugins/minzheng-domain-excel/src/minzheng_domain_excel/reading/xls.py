"""Workbooks of Excel 97 to 2003 (.xls) and of WPS (.et), which are of the same form."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlrd
from xlrd import biffh
from xlrd.compdoc import SIGNATURE, CompDoc, CompDocError

from minzheng_domain.errors import ReadError
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Area, Book, CellError, Sheet, Value
from minzheng_domain_excel.reading.extent import require_length, within_extent
from minzheng_domain_excel.reading.numbers import Reading, reading_of, whole
from minzheng_domain_excel.reading.refusals import PASSWORD, damaged, refusal

_BROKEN = (
    biffh.XLRDError,
    CompDocError,
    AssertionError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What xlrd raises on a file that is damaged: it checks little, and follows what it finds."""

_ENCRYPTED = "encrypted"


def open_xls(path: Path) -> Book:
    """Open a workbook.

    Raises:
        ReadError: it is damaged, encrypted, or no workbook.
        OSError: the system does not let it be read.
    """
    content = path.read_bytes()
    try:
        _require_an_end(content)
        # Merged areas, hidden rows and what is shown in per cent are told with the formats only.
        workbook = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        readings = _readings(workbook)
        sheets = tuple(_sheet(path, sheet, readings) for sheet in workbook.sheets())
    except _BROKEN as error:
        raise _refusal(path, content, error) from error
    return Book(path=path, form="xls", sheets=sheets)


def _require_an_end(content: bytes) -> None:
    """Refuse a file whose short sectors lead in a circle: xlrd would follow them until no memory is left."""
    if not content.startswith(SIGNATURE):
        return
    following = CompDoc(content, logfile=io.StringIO()).SSAT
    unseen, on_the_way, seen = 0, 1, 2
    states = bytearray(len(following))
    for start in range(len(following)):
        way, sector = [], start
        while 0 <= sector < len(following) and states[sector] == unseen:
            states[sector] = on_the_way
            way.append(sector)
            sector = following[sector]
        if 0 <= sector < len(following) and states[sector] == on_the_way:
            msg = f"short sectors lead in a circle at {sector}"
            raise CompDocError(msg)
        for passed in way:
            states[passed] = seen


def _refusal(path: Path, content: bytes, error: Exception) -> ReadError:
    """Return the error that says why a file of this form is not read."""
    streams = {
        "EncryptedPackage": PASSWORD,
        "WordDocument": Text("Word 文档，不是电子表格", "a document of Word, no spreadsheet"),
        "PowerPoint Document": Text("PowerPoint 演示文稿，不是电子表格", "slides of PowerPoint, no spreadsheet"),
    }
    if _ENCRYPTED in str(error):
        return refusal(path, PASSWORD)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        for name, found in streams.items():
            if name.encode("utf-16-le") in content:
                return refusal(path, found)
    return damaged(path, error)


def _readings(workbook: xlrd.book.Book) -> list[Reading | None]:
    """Return, by the number of a cell's format, how a number reads; ``None`` where as itself."""
    readings = []
    for form in workbook.xf_list:
        shown = workbook.format_map.get(form.format_key)
        code = None if shown is None or not shown.format_str else shown.format_str
        readings.append(reading_of(form.format_key, code, is_1904=bool(workbook.datemode)))
    return readings


def _sheet(path: Path, sheet: xlrd.sheet.Sheet, readings: list[Reading | None]) -> Sheet:
    return Sheet(
        name=sheet.name,
        rows=lambda: within_extent(path, sheet.name, _values(path, sheet, readings)),
        is_hidden=bool(sheet.visibility),
        merged=tuple(
            Area(first_row + 1, first_column + 1, end_row, end_column)
            for first_row, end_row, first_column, end_column in sheet.merged_cells
        ),
        hidden_rows=frozenset(number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden),
    )


def _values(path: Path, sheet: xlrd.sheet.Sheet, readings: list[Reading | None]) -> Iterator[tuple[int, list[Value]]]:
    for index in range(sheet.nrows):
        kinds: Sequence[int] = sheet.row_types(index)
        values: Sequence[Any] = sheet.row_values(index)
        row: list[Value] = []
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            match kind:
                case xlrd.XL_CELL_TEXT:
                    row.append(require_length(path, value, sheet.name) or None)
                case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                    row.append(_number(value, readings[sheet.cell_xf_index(index, column)]))
                case xlrd.XL_CELL_BOOLEAN:
                    row.append(bool(value))
                case xlrd.XL_CELL_ERROR:
                    row.append(CellError(xlrd.error_text_from_code.get(value, f"#{value}")))
                case _:
                    row.append(None)
        yield index + 1, row


def _number(value: float, reading: Reading | None) -> Value:
    if not math.isfinite(value):  # no program stores that, but nothing forbids it
        return CellError("#NUM!")
    return whole(value) if reading is None else reading(whole(value))
