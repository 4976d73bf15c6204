"""Chart book: the smallest workbook that holds the labels and numbers of a chart, for readers who edit it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from minzheng_domain.plugin import plain
from minzheng_domain_report.word.archive import DOCUMENT, Part, Relation, archive, office
from minzheng_domain_report.word.markup import Element, Vocabulary, as_part, r

SHEET = "Sheet1"
"""The name of its only sheet, which the chart refers to; without signs that would have to be quoted."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK, _SHEET, _STRINGS = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_LONGEST = 32_767
"""How long a text of a cell may be, in units of UTF-16."""

s = Vocabulary(None, "http://schemas.openxmlformats.org/spreadsheetml/2006/main")
"""SpreadsheetML."""


def chart_book(title: str, labels: Sequence[str], numbers: Sequence[Decimal | None]) -> bytes:
    """Return a workbook with a row for each bar: label, number.

    Args:
        title: the head of the column of numbers.
        labels: of the bars.
        numbers: of the bars; ``None`` leaves a cell empty.
    """
    texts = [title, *labels]  # as shared strings: some programs open no file with texts in its cells
    rows = [s("row", _text("B1", 0), r=1)]
    for line, number in enumerate(numbers, start=2):
        value = None if number is None else s("c", s.text("v", plain(number)), r=f"B{line}")
        rows.append(s("row", _text(f"A{line}", line - 1), value, r=line))
    only = s("sheet", name=SHEET, sheetId=1)
    only.set(r.name("id"), "sheet")
    strings = s(
        "sst", *(s("si", s.text("t", _fitting(text))) for text in texts), count=len(texts), uniqueCount=len(texts)
    )
    parts = (
        Part(
            _BOOK,
            f"{_TYPE}.sheet.main+xml",
            as_part(s("workbook", s("sheets", only))),
            (Relation("sheet", office("worksheet"), _SHEET), Relation("strings", office("sharedStrings"), _STRINGS)),
        ),
        Part(_SHEET, f"{_TYPE}.worksheet+xml", as_part(s("worksheet", s("sheetData", *rows)))),
        Part(_STRINGS, f"{_TYPE}.sharedStrings+xml", as_part(strings)),
    )
    return archive(parts, [Relation("book", DOCUMENT, _BOOK)])


def _text(cell: str, place: int) -> Element:
    return s("c", s.text("v", str(place)), r=cell, t="s")


def _fitting(text: str) -> str:
    """Return as much of a text as a cell holds."""
    return text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", errors="ignore")
