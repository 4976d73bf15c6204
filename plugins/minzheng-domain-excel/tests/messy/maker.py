"""The maker of messy spreadsheets: from the declaration in a case file to the file that a clerk might hand in.

``python maker.py FOLDER`` writes all of them, to be looked at. A case file (``cases/*.toml``) declares:

``[file]``
    ``name`` with its suffix; ``form``: ``xlsx`` (if not given), ``xls`` (made of an .xlsx by a spreadsheet program),
    ``ods``, ``csv`` (``encoding``, ``delimiter``) or one of :data:`BROKEN`. For .xlsx also ``defined_names`` (how
    many), ``date1904`` and ``dimension`` (what each sheet says of its extent).
``[[sheets]]``
    ``name``; ``rows``, each a list of cells from column A on: text, number, day, yes or no as TOML writes them, ``""``
    for an empty cell, or a table: ``{ formula, value }``, ``{ error }``, ``{ percent }``, ``{ value, format }``;
    ``merged`` areas, ``hidden``, ``hidden_rows``, ``filter`` (an area), and ``formats_until`` and ``formats_at``: the
    row down to which, and the rows in which, empty cells carry a format.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter  # type: ignore[import-untyped, unused-ignore]  # some versions bring types
from openpyxl.utils import coordinate_to_tuple

CASES = Path(__file__).with_name("cases")
_DAY, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def make(case: Mapping[str, Any], folder: Path) -> Path:
    """Write the file of a case into a folder.

    Returns:
        Its path; for a file of the form ``xls``, that of the .xlsx which a spreadsheet program has still to convert.
    """
    file = case["file"]
    form = file.get("form", "xlsx")
    path: Path = folder / file["name"]
    match form:
        case "xlsx":
            _xlsx(case, path)
        case "xls":
            path = path.with_name(path.stem + ".source.xlsx")
            _xlsx(case, path)
        case "ods":
            _ods(case, path)
        case "csv":
            _csv(case, path)
        case _:
            path.write_bytes(BROKEN[form]())
    return path


# ---------------------------------------------------------------------------------------------------------------- xlsx


def _xlsx(case: Mapping[str, Any], path: Path) -> None:
    file = case["file"]
    with xlsxwriter.Workbook(path, {"date_1904": file.get("date1904", False)}) as book:
        formats: dict[str, Any] = {}

        def style(code: str) -> Any:
            if code not in formats:
                formats[code] = book.add_format({"num_format": code})
            return formats[code]

        empty = book.add_format({"bg_color": "#EEEEEE", "border": 1})
        for declared in case["sheets"]:
            sheet = book.add_worksheet(declared["name"])
            for row, cells in enumerate(declared["rows"]):
                for column, cell in enumerate(cells):
                    _write_cell(sheet, row, column, cell, style)
            formatted = range(len(declared["rows"]), declared.get("formats_until", 0))
            for row in (*formatted, *(number - 1 for number in declared.get("formats_at", ()))):
                for column in range(6):
                    sheet.write_blank(row, column, None, empty)
            for area in declared.get("merged", ()):
                _merge(sheet, area, declared["rows"])
            for number in declared.get("hidden_rows", ()):
                sheet.set_row(number - 1, None, None, {"hidden": True})
            if area := declared.get("filter"):
                sheet.autofilter(area)
            if declared.get("hidden"):
                sheet.hide()
        for number in range(file.get("defined_names", 0)):
            book.define_name(f"指标_{number}", f"='{case['sheets'][0]['name']}'!$A${number + 1}")
    if dimension := file.get("dimension"):
        _patch(path, r"xl/worksheets/sheet\d+\.xml", r'<dimension ref="[^"]*"/>', f'<dimension ref="{dimension}"/>')


def _write_cell(sheet: Any, row: int, column: int, cell: Any, style: Callable[[str], Any]) -> None:
    match cell:
        case "":
            pass
        case str():
            sheet.write_string(row, column, cell)
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float():
            sheet.write_number(row, column, cell)
        case datetime():
            sheet.write_datetime(row, column, cell, style(_TIME))
        case date():
            sheet.write_datetime(row, column, cell, style(_DAY))
        case {"formula": formula}:
            sheet.write_formula(row, column, formula, None, cell.get("value", ""))
        case {"error": code}:
            sheet.write_formula(row, column, "=1/0", None, code)
        case {"percent": fraction}:
            sheet.write_number(row, column, fraction, style("0.0%"))
        case {"value": date() as day, "format": code}:
            sheet.write_datetime(row, column, day, style(code))
        case {"value": number, "format": code}:
            sheet.write_number(row, column, number, style(code))
        case _:
            raise ValueError(cell)


def _merge(sheet: Any, area: str, rows: list[list[Any]]) -> None:
    (top, left), (bottom, right) = _corners(area)
    sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, rows[top - 1][left - 1])


def _patch(path: Path, name: str, pattern: str, new: str) -> None:
    """Change the text of the parts of a package whose names fit."""
    with zipfile.ZipFile(path) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, part in parts.items():
            found = re.sub(pattern, new, part.decode(), count=1).encode() if re.fullmatch(name, entry) else part
            package.writestr(entry, found)


# ---------------------------------------------------------------------------------------------------------- ods and csv

_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    f' xmlns:office="{_ODS}office:1.0" xmlns:table="{_ODS}table:1.0" xmlns:text="{_ODS}text:1.0"'
    f' xmlns:style="{_ODS}style:1.0"><office:automatic-styles><style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _ods(case: Mapping[str, Any], path: Path) -> None:
    parts = [_ODS_HEAD]
    for sheet in case["sheets"]:
        hidden = ' table:style-name="hidden"' if sheet.get("hidden") else ""
        parts.append(f"<table:table table:name={quoteattr(sheet['name'])}{hidden}>")
        areas = map(_corners, sheet.get("merged", ()))
        spans = {first: (last[1] - first[1] + 1, last[0] - first[0] + 1) for first, last in areas}
        for number, cells in enumerate(sheet["rows"], start=1):
            filtered = ' table:visibility="filter"' if number in sheet.get("hidden_rows", ()) else ""
            row = [_ods_cell(cell, spans.get((number, column))) for column, cell in enumerate(cells, start=1)]
            parts.append(f"<table:table-row{filtered}>{''.join(row)}</table:table-row>")
        # What every real file ends with: the rest of the sheet as one repeated row of one repeated empty cell.
        parts.append(
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        )
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODS}manifest:1.0" manifest:version="1.2"><manifest:file-entry'
        f' manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/><manifest:file-entry'
        ' manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", _ODS_TYPE)
        package.writestr("content.xml", "".join(parts))
        package.writestr("META-INF/manifest.xml", manifest)


def _corners(area: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return row and column of the first and the last cell of an area."""
    first, last = area.split(":")
    return coordinate_to_tuple(first), coordinate_to_tuple(last)


def _ods_cell(cell: Any, span: tuple[int, int] | None) -> str:
    spanned = ""
    if span:
        spanned = f' table:number-columns-spanned="{span[0]}" table:number-rows-spanned="{span[1]}"'
    match cell:
        case "":
            value, shown = "", ""
        case str():
            value, shown = ' office:value-type="string"', f"<text:p>{escape(cell)}</text:p>"
        case bool():
            value, shown = f' office:value-type="boolean" office:boolean-value="{str(cell).lower()}"', ""
        case int() | float():
            value, shown = f' office:value-type="float" office:value="{cell}"', f"<text:p>{cell}</text:p>"
        case date():
            value, shown = (
                f' office:value-type="date" office:date-value="{cell.isoformat()}"',
                f"<text:p>{cell}</text:p>",
            )
        case {"percent": fraction}:
            value, shown = (
                f' office:value-type="percentage" office:value="{fraction}"',
                f"<text:p>{fraction:.1%}</text:p>",
            )
        case _:
            raise ValueError(cell)
    return f"<table:table-cell{spanned}{value}>{shown}</table:table-cell>"


def _csv(case: Mapping[str, Any], path: Path) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=case["file"].get("delimiter", ",")).writerows(case["sheets"][0]["rows"])
    path.write_bytes(text.getvalue().encode(case["file"].get("encoding", "utf-8")))


# ----------------------------------------------------------------------------------------- files that are to be refused


def _workbook() -> bytes:
    """Make a sound small workbook, to be spoilt."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("名单").write_string(0, 0, "示例")
    return file.getvalue()


def _spoilt(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a sound workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, change(part) if entry == name else part)
    return file.getvalue()


def _bomb() -> bytes:
    """Make a workbook of a few hundred kilobytes that unpacks to more than 400 megabytes."""
    row = b"<row>" + b'<c t="str"><v>' + b"0" * 4000 + b"</v></c>" + b"</row>"
    return _spoilt(
        "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<sheetData>", b"<sheetData>" + row * 100_000)
    )


def _entity() -> bytes:
    """Make a workbook whose sheet wants a file of the reader's machine."""
    declared = b'<!DOCTYPE worksheet [<!ENTITY other SYSTEM "file:///etc/hostname">]><worksheet '
    return _spoilt("xl/worksheets/sheet1.xml", lambda part: part.replace(b"<worksheet ", declared, 1))


def _encrypted() -> bytes:
    """Make what a program writes for a workbook with a password: a compound file with ``EncryptedPackage`` in it."""
    free, end, fat = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\xfd\xff\xff\xff"
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(6)
    head += bytes(4) + (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4) + (4096).to_bytes(4, "little")
    head += end + bytes(4) + end + bytes(4) + bytes(4) + free * 108
    table = fat + end + b"".join((n + 1).to_bytes(4, "little") for n in range(2, 9)) + end + free * 118
    package = (4096).to_bytes(8, "little") + bytes(range(256)) * 15 + bytes(248)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        stored = name.encode("utf-16-le")
        links = free * 2 + (free if child < 0 else child.to_bytes(4, "little"))
        length = len(stored) + 2 if name else 0
        return (
            stored.ljust(64, b"\0") + length.to_bytes(2, "little") + bytes([kind, 1]) + links + bytes(36)
            + start.to_bytes(4, "little") + size.to_bytes(8, "little")
        )  # fmt: skip

    folder = (
        entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
        + entry("EncryptedPackage", 2, -1, 2, 4096)
        + entry("", 0, -1, 0, 0) * 2
    )
    return head + table + folder + package


BROKEN: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": "示例区社会组织名单\n名称,统一社会信用代码\n".encode,
    "html": "<html><body><table><tr><td>示例</td></tr></table></body></html>".encode,
    "cut": lambda: _workbook()[:-700],
    "other-zip": lambda: _spoilt("xl/workbook.xml", lambda _: b"<workbook/>"),
    "encrypted": _encrypted,
    "bomb": _bomb,
    "entity": _entity,
}
"""Files that are no spreadsheet, or none that should be opened, by the name of their form."""


if __name__ == "__main__":
    target = Path(sys.argv[1])
    for found in sorted(CASES.glob("*.toml")):
        place = target / found.stem
        place.mkdir(parents=True, exist_ok=True)
        make(tomllib.loads(found.read_text(encoding="utf-8")), place)
