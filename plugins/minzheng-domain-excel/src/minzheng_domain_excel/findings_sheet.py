"""Sheet of findings (检查结果): what a check found, one row each, to be filtered and worked off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.plugin import Severity
from minzheng_domain.statistics.compile.excel import literal
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.finding_rows import HEADERS, FindingRow
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.shared_strings import fitting
from minzheng_domain_excel.sheet_rows import CellValue, Formula, Stream
from minzheng_domain_excel.styles import BLUE, HEADER, KEY, NOTE, TEXT, TITLE, body_font, row_height
from minzheng_domain_excel.table_form import add_colour, finish_table, wrapped
from minzheng_domain_excel.values import put

FINDINGS_TITLE = Text("检查结果", "Findings")
FINDINGS_MARK = "#findings"
"""Stands in a hidden row: a reader of the file knows by it that the sheet holds no records."""

HEADER_ROW = 4
FIRST_ROW = 5

_WIDTHS = {
    "severity": 8,
    "rule": 9,
    "title": 24,
    "place": 16,
    "record": 20,
    "field": 14,
    "found": 24,
    "expected": 26,
    "remedy": 30,
    "basis": 28,
}
_WIDTHS_OF_TEXT = tuple(width * 0.85 for width in _WIDTHS.values())
"""How much of a line is filled where long words do not break."""

_HIGHEST = 400
"""In points; Excel allows no more than 409."""

_COLOURS = {Severity.ERROR: "FFF8D7DA", Severity.WARNING: "FFFFF3CD", Severity.NOTICE: "FFE2ECF6"}


def findings_sheet(sheet: Worksheet, rows: Sequence[FindingRow], language: Language, *, summary: str) -> Stream:
    """Lay out the sheet of findings.

    Args:
        sheet: an empty sheet of a workbook that has our styles.
        rows: the findings.
        language: that of the headers.
        summary: what stands above the table.

    Returns:
        Its rows, to be streamed into it when the workbook is saved.
    """
    put(sheet["A1"], FINDINGS_TITLE.of(language), TITLE)
    put(sheet["A2"], FINDINGS_MARK, KEY)
    put(sheet["A3"], summary, NOTE)
    sheet.row_dimensions[3].height = 20
    for row in (1, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADERS))
    for position, (name, header) in enumerate(HEADERS.items(), start=1):
        put(sheet.cell(HEADER_ROW, position), header.of(language), HEADER)
        pattern = sheet.cell(FIRST_ROW, position)
        pattern.style = TEXT
        pattern.alignment = wrapped("center" if name == "severity" else "left")
        if name == "place":
            pattern.font = body_font(color=BLUE, underline="single")
        sheet.column_dimensions[get_column_letter(position)].width = _WIDTHS[name]
    last = FIRST_ROW + max(len(rows), 1) - 1
    for severity, colour in _COLOURS.items():
        is_it = f"$A{FIRST_ROW}={literal(severity.value.of(language))}"
        add_colour(sheet, f"A{FIRST_ROW}:A{last}", is_it, colour)
    width = sum(_WIDTHS.values())
    finish_table(sheet, language, header_row=HEADER_ROW, last_row=last, columns=len(HEADERS), width=width)
    return Stream(FIRST_ROW, map(_values, rows), len(rows), _height)


def _height(values: Sequence[CellValue]) -> float:
    texts = (str(value.result) if isinstance(value, Formula) else str(value or "") for value in values)
    return min(row_height(*zip(texts, _WIDTHS_OF_TEXT, strict=True)), _HIGHEST)


def _values(row: FindingRow) -> list[CellValue]:
    return list(_cells(row))


def _cells(row: FindingRow) -> Iterator[CellValue]:
    for name in HEADERS:
        words = fitting(getattr(row, name))
        yield link(row.link, words) if name == "place" and row.link is not None else words or None


def link(place: Place, words: str) -> Formula:
    """Return the formula of a cell that leads to another cell of the workbook.

    A formula, since Excel holds no more than 65,530 links of the other kind on a sheet.
    """
    target = attrs.evolve(place, column=place.column or 1)
    return Formula(f"HYPERLINK({literal(f'#{target}')},{literal(words)})", words)
