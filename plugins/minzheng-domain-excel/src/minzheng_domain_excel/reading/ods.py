"""Spreadsheets of LibreOffice and others (.ods, OpenDocument 1.2 and 1.3), read in one pass, repetition unexpanded."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import attrs
from lxml import etree

from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Area, Book, Rows, Sheet, Value
from minzheng_domain_excel.reading.extent import LAST_COLUMN, LAST_ROW, within_extent
from minzheng_domain_excel.reading.ods_cells import OFFICE, TABLE, cell_value
from minzheng_domain_excel.reading.parts import drop, elements, open_part
from minzheng_domain_excel.reading.refusals import PASSWORD, refusal, too_large

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_BOOK, _SHEET_STYLE = f"{OFFICE}spreadsheet", f"{_STYLE}style"
_SHEET, _ROW = f"{TABLE}table", f"{TABLE}table-row"
_CELLS = frozenset((f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_MOST_AREAS = 100_000


@attrs.define
class _Outline:
    """What is told of a sheet before its rows are read."""

    name: str
    is_hidden: bool
    merged: list[Area] = attrs.Factory(list)
    hidden_rows: set[int] = attrs.Factory(set)


def open_ods(path: Path, package: zipfile.ZipFile) -> Book:
    """Open a spreadsheet.

    Raises:
        ReadError: it is damaged, encrypted, or larger than is read.
    """
    if _MANIFEST in package.NameToInfo and b"encryption-data" in package.read(_MANIFEST):
        raise refusal(path, PASSWORD)
    sheets = [
        Sheet(
            name=outline.name,
            rows=lambda index=index, name=outline.name: _rows(path, package, index, name),  # type: ignore[misc]
            is_hidden=outline.is_hidden,
            merged=tuple(outline.merged),
            hidden_rows=frozenset(outline.hidden_rows),
        )
        for index, outline in enumerate(_outlines(path, package))
    ]
    return Book(path=path, form="ods", sheets=tuple(sheets))


def _outlines(path: Path, package: zipfile.ZipFile) -> list[_Outline]:
    """Return what is told of the sheets, in their order."""
    hidden_styles: set[str] = set()
    outlines: list[_Outline] = []
    for element, sheet, row in _walk(path, package, _SHEET_STYLE):
        if element.tag == _SHEET_STYLE:
            if any(child.get(f"{TABLE}display") == "false" for child in element):
                hidden_styles.add(element.get(f"{_STYLE}name", ""))
        elif element.tag == _SHEET:
            style = element.get(f"{TABLE}style-name", "")
            outlines.append(_Outline(element.get(f"{TABLE}name", ""), style in hidden_styles))
        else:
            outline = outlines[sheet]
            if element.get(f"{TABLE}visibility") in {"collapse", "filter"}:
                outline.hidden_rows.update(range(row, min(row + _count(element, _ROWS_REPEATED), LAST_ROW + 1)))
            outline.merged.extend(_merged(element, row))
            if len(outline.merged) > _MOST_AREAS:
                found = Text(f"合并单元格超过 {_MOST_AREAS} 处", f"more than {_MOST_AREAS} merged areas")
                raise too_large(path, found, where=outline.name)
    return outlines


def _walk(path: Path, package: zipfile.ZipFile, *more: str) -> Iterator[tuple[etree._Element, int, int]]:
    """Yield the sheets when they begin and the rows when they have been read, each with its place: sheet, row.

    Sheets count from 0, rows from 1. Tables that are no sheets, as in a drawing or a link, are passed over.

    Args:
        path: the file.
        package: its package.
        more: other elements that are yielded when they have been read.
    """
    sheet, row, depth, is_sheet = -1, 1, 0, False
    with open_part(path, package, _CONTENT) as part:
        for event, element in elements(part, _SHEET, _ROW, *more, starts=True):
            if element.tag == _SHEET:
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    parent = element.getparent()
                    is_sheet = parent is not None and parent.tag == _BOOK
                    if is_sheet:
                        sheet, row = sheet + 1, 1
                        yield element, sheet, row
            elif event == "end" and element.tag != _ROW:
                yield element, sheet, row
            elif event == "end" and depth == 1 and is_sheet:
                yield element, sheet, row
                row += _count(element, _ROWS_REPEATED)
            if event == "end":
                drop(element)
                part.forget()


def _rows(path: Path, package: zipfile.ZipFile, index: int, name: str) -> Rows:
    return within_extent(path, name, _values(path, package, index, name))


def _values(path: Path, package: zipfile.ZipFile, index: int, name: str) -> Iterator[tuple[int, list[Value]]]:
    for element, sheet, row in _walk(path, package):
        if sheet > index:
            break
        if sheet < index or element.tag == _SHEET:
            continue
        values: list[Value] = []
        column = 0
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            repeated = _count(cell, _COLUMNS_REPEATED)
            value = cell_value(path, cell, name)
            if value is not None:
                values.extend([None] * (column - len(values)))
                values.extend([value] * min(repeated, LAST_COLUMN - column))
            column = min(column + repeated, LAST_COLUMN)
        if values:
            for number in range(row, row + _count(element, _ROWS_REPEATED)):
                yield number, values.copy()


def _merged(row: etree._Element, number: int) -> Iterator[Area]:
    column = 1
    for cell in row:
        if cell.get(_ROWS_SPANNED) is not None or cell.get(_COLUMNS_SPANNED) is not None:
            down, right = _count(cell, _ROWS_SPANNED), _count(cell, _COLUMNS_SPANNED)
            if max(down, right) > 1:
                yield Area(number, column, number + down - 1, column + right - 1)
        if cell.tag in _CELLS:
            column += _count(cell, _COLUMNS_REPEATED)


def _count(element: etree._Element, name: str) -> int:
    """Return how often an element stands, or how far it reaches; once, unless it says so."""
    written = element.get(name)
    return 1 if written is None else max(int(written), 1)
