"""Workbook: where the sheet of findings is entered, or the one of an earlier annotation is replaced."""

from __future__ import annotations

import re

import attrs
from lxml import etree
from openpyxl.utils import column_index_from_string

from minzheng_domain_excel.annotating.listing import HEADER_ROW
from minzheng_domain_excel.annotating.parts import (
    RELATION,
    Package,
    WorkbookSheet,
    parsed,
    relation_id,
    relations_part,
    serialized,
)
from minzheng_domain_excel.annotating.strings import Strings
from minzheng_domain_excel.findings_sheet import FINDINGS_MARK

_SECOND_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']2["'][^<>]*(?<!/)>(.*?)</(?:\w+:)?row>""", re.DOTALL)
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]+)2["'][^<>]*?(?:/>|>.*?</(?:\w+:)?c>)""", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d+)</")
_STYLE = re.compile(rb"""<[^<>]*?\ss\s*=\s*["'](\d+)["']""")
_IS_SHARED = re.compile(rb"""<[^<>]*?\st\s*=\s*["']s["']""")
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = frozenset(("sheets", "functionGroups", "externalReferences"))


@attrs.frozen
class OldListing:
    """A sheet of findings that stands in a workbook.

    Attributes:
        sheet: the sheet.
        kept_fills: for the numbers in the signs of our fills, a style with the fill that was there before.
    """

    sheet: WorkbookSheet
    kept_fills: dict[int, int]


def old_listing(package: Package, strings: Strings) -> OldListing | None:
    """Return the sheet of findings of an earlier annotation, if there is one: its mark stands in A2."""
    marks = {str(place).encode() for place in strings.places_of(FINDINGS_MARK)}
    for sheet in package.sheets():
        row = _SECOND_ROW.search(package.read(sheet.part))
        cells = {found[1]: found for found in _CELL.finditer(row[1])} if row else {}
        mark = cells.pop(b"A", None)
        if mark is not None and _says_so(mark[0], marks):
            kept = {column_index_from_string(name.decode()) - 1: _style(cell[0]) for name, cell in cells.items()}
            return OldListing(sheet, kept)
    return None


def _says_so(cell: bytes, marks: set[bytes]) -> bool:
    """Tell whether our mark stands in a cell, be it there or in the table of texts."""
    value = _VALUE.search(cell)
    shared = value is not None and value[1] in marks and _IS_SHARED.search(cell) is not None
    return shared or f">{FINDINGS_MARK}<".encode() in cell


def _style(cell: bytes) -> int:
    style = _STYLE.search(cell)
    return int(style[1]) if style else 0


def enter_listing(package: Package, old: OldListing | None, title: str, last_row: int, columns: str) -> WorkbookSheet:
    """Give the sheet of findings its place in the workbook: that of the old one, or the last.

    Args:
        package: the workbook.
        old: the sheet to be replaced.
        title: what a new sheet is called, if no other is called so.
        last_row: the last row of the table.
        columns: its columns, like ``"A:J"``.

    Returns:
        The sheet; its part has still to be written.
    """
    book = package.workbook()
    root = parsed(package.read(book))
    space = etree.QName(root).namespace
    sheets = root.find(f"{{{space}}}sheets")
    if sheets is None:
        raise KeyError(book)
    if old is not None:
        sheet = old.sheet
        package.remove(relations_part(sheet.part))
    else:
        taken = {given.get("name", "").lower() for given in sheets}
        sheet = WorkbookSheet(_free(title, taken), package.free_name("xl/worksheets/sheet{}.xml"))
        package.put(sheet.part, b"")
        package.declare(sheet.part, _SHEET_TYPE)
        number = max((int(given.get("sheetId", "0")) for given in sheets), default=0) + 1
        entry = etree.SubElement(sheets, f"{{{space}}}sheet", name=sheet.title, sheetId=str(number))
        entry.set(f"{{{RELATION}}}id", package.relate(book, "worksheet", sheet.part))
    position = [_target(package, book, given) for given in sheets].index(sheet.part)
    _name_table(root, position, sheet.title, last_row, columns)
    package.put(book, serialized(root))
    return sheet


def _target(package: Package, book: str, sheet: etree._Element) -> str:
    wanted = relation_id(sheet)
    return next((found.target for found in package.relations(book) if found.id == wanted), "")


def _name_table(root: etree._Element, position: int, title: str, last_row: int, columns: str) -> None:
    """Name the filtered area and the repeated rows, as programs expect it of a sheet with a filter."""
    space = etree.QName(root).namespace
    names = root.find(f"{{{space}}}definedNames")
    if names is None:
        names = etree.Element(f"{{{space}}}definedNames")
        before = [child for child in root if etree.QName(child).localname in _BEFORE_NAMES]
        before[-1].addnext(names)
    for name in list(names):
        if name.get("localSheetId") == str(position):
            names.remove(name)
    first, last = columns.split(":")
    sheet = "'" + title.replace("'", "''") + "'"
    tag = f"{{{space}}}definedName"
    filtered = etree.SubElement(names, tag, name="_xlnm._FilterDatabase", localSheetId=str(position), hidden="1")
    filtered.text = f"{sheet}!${first}${HEADER_ROW}:${last}${last_row}"
    repeated = etree.SubElement(names, tag, name="_xlnm.Print_Titles", localSheetId=str(position))
    repeated.text = f"{sheet}!$1:${HEADER_ROW}"


def _free(title: str, taken: set[str]) -> str:
    number, name = 1, title
    while name.lower() in taken:
        number += 1
        name = f"{title}({number})"
    return name
