"""The annotated return: the clerk's own workbook with what a check found marked in its cells and listed on a sheet.

An .xlsx or .xlsm is changed at the places concerned and nowhere else: charts, pictures, pivot tables, macros and
whatever no library knows stay as they are, byte for byte. Of a file of another form the contents are put into a new
workbook.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from lxml import etree

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.plugin import CheckReport, Finding
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.annotating.contents import contents_of
from minzheng_domain_excel.annotating.fills import Styles
from minzheng_domain_excel.annotating.listing import HEADER_ROW, NOTHING_FOUND, listing
from minzheng_domain_excel.annotating.marks import Places, by_sheet
from minzheng_domain_excel.annotating.parts import Package
from minzheng_domain_excel.annotating.sheet_cells import Cell
from minzheng_domain_excel.annotating.sheets import Marker
from minzheng_domain_excel.annotating.strings import Strings
from minzheng_domain_excel.annotating.workbook_parts import enter_listing, old_listing
from minzheng_domain_excel.finding_rows import HEADERS, finding_rows, summary_of, unlisted_rows
from minzheng_domain_excel.findings_sheet import FINDINGS_TITLE
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.reading import open_book

ONLY_CONTENTS = Text(
    "原文件不是 .xlsx，不能直接批注：本工作簿只含原文件各表的内容，位置不变，格式、公式、图表没有带过来。",
    "The file is no .xlsx and cannot be marked itself: this workbook holds the contents of its sheets, at the same "
    "places; formats, formulas and charts were not carried over.",
)

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def annotate(path: Path, checks: CheckReport, file: BinaryIO, language: Language) -> None:
    """Write a spreadsheet again with the findings of a check marked where they stand.

    A faulty cell gets a colour by severity and a comment, below the one that it has; a sheet of findings is added at
    the end. What an earlier annotation left behind is replaced. The same file and findings give the same bytes.

    Args:
        path: the spreadsheet.
        checks: what the check found.
        file: where to; an .xlsx, or an .xlsm if the spreadsheet is one.
        language: that of comments and list.

    Raises:
        ReadError: the spreadsheet cannot be read.
        OSError: the disk is full, or fails.
    """
    notes = [summary_of(checks, language)]
    with open_book(path) as book:
        contents = None if book.form == "xlsx" else contents_of(book)
    if contents is not None:
        notes.append(ONLY_CONTENTS.of(language))
    try:
        with zipfile.ZipFile(path if contents is None else contents.file) as archive:
            package = Package(archive)
            titles = {sheet.title: sheet.title for sheet in package.sheets()} if contents is None else contents.titles
            _mark(package, checks, Places(path, titles), notes, language)
            package.write(file)
    except (zipfile.BadZipFile, KeyError, expat.ExpatError, etree.XMLSyntaxError) as error:
        wanted = Text(
            "完好的工作簿（请用 Excel 或 WPS 打开并另存一次）", "a sound workbook (save it anew in Excel or WPS)"
        )
        raise ReadError(str(path), [Problem("$", f"{type(error).__name__}: {error}", wanted)]) from error


def _mark(package: Package, checks: CheckReport, places: Places, notes: list[str], language: Language) -> None:
    book = package.workbook()
    styles_part, strings_part = package.related(book, "styles"), package.related(book, "sharedStrings")
    styles = Styles(package.read(styles_part) if styles_part else None)
    strings = Strings(package.read(strings_part) if strings_part else None)
    old = old_listing(package, strings)
    findings = by_sheet(checks.findings, places)
    marker = Marker(package, styles, old.kept_fills if old else {}, language)
    marked: dict[Place, Cell] = {}
    for sheet in package.sheets():
        if old is None or sheet.part != old.sheet.part:
            marked |= marker.mark(sheet.part, findings.get(sheet.title, {}))

    def place_of(finding: Finding) -> Place | None:
        place = places.of(finding)
        return place if place in marked else None

    rows = [*finding_rows(checks.findings, language, place_of), *unlisted_rows(checks.results, language)]
    if not checks.findings:
        notes.append(NOTHING_FOUND.of(language))
    entered = enter_listing(
        package, old, FINDINGS_TITLE.of(language), HEADER_ROW + len(rows), f"A:{chr(ord('A') + len(HEADERS) - 1)}"
    )
    package.put(entered.part, listing(rows, marked.__getitem__, styles, strings, language, notes=notes))
    _put_shared(package, book, styles_part, "styles", _STYLES_TYPE, styles.content())
    _put_shared(package, book, strings_part, "sharedStrings", _STRINGS_TYPE, strings.content())


def _put_shared(  # noqa: PLR0913, PLR0917 - what a part is entered under
    package: Package, book: str, part: str | None, kind: str, content_type: str, content: bytes
) -> None:
    """Put a part that the whole workbook shares; one that it lacked is entered."""
    name = part or f"xl/{kind}.xml"  # some programs know it by this name alone
    package.put(name, content)
    if part is None:
        package.declare(name, content_type)
        package.relate(book, kind, name)


__all__ = ["annotate"]
