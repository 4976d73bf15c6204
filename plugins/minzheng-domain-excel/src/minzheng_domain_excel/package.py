"""Package: a workbook written with the same bytes each time, large sheets row by row.

openpyxl makes the workbook with all that it knows, and of a large sheet everything but its rows: one row shows their
styles. What it saves is rewritten here. Rows are streamed into their sheet, in a quarter of the time and a small part
of the memory of openpyxl's own writers; texts go into the table of shared strings, without which some programs do
not open a file; formulas get their results, for readers that do not calculate; and every day and time that openpyxl and
the archive put in is replaced by one that is always the same.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from lxml import etree
from openpyxl import Workbook

from minzheng_domain_excel.shared_strings import SharedStrings
from minzheng_domain_excel.sheet_rows import MAIN, Result, SheetXml, Stream

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRINGS = "xl/sharedStrings.xml"
_BOOK = "xl/workbook.xml"
_BOOK_PARTS = "xl/_rels/workbook.xml.rels"
_PROPERTIES = "docProps/core.xml"
_TYPES_PART = "[Content_Types].xml"
_FIRST = (_TYPES_PART, "_rels/.rels")
_ALWAYS = "1980-01-01T00:00:00Z"
_MADE_ON_UNIX = 3
_READABLE = 0o644 << 16
_LEVEL = 5
"""How hard the archive is compressed: 6 takes 60 % longer for files smaller by 1.5 %."""

_CELL_BYTES = 64
_LARGE = 1 << 31


def save_workbook(
    workbook: Workbook,
    file: BinaryIO,
    *,
    streams: Mapping[str, Stream] | None = None,
    results: Mapping[str, Mapping[str, Result]] | None = None,
) -> None:
    """Write a workbook; what is written depends on its content alone, not on the time of day.

    Args:
        workbook: the workbook; of a sheet with a stream all but its rows, which one row stands for.
        file: where to.
        streams: the rows of large sheets, by the title of the sheet.
        results: for the title of a sheet and the address of a cell with a formula, what the formula comes to.

    Raises:
        WriteError: a text is longer than what a cell holds.
        OSError: the disk is full, or fails.
        ValueError: the row that shows the styles of a stream is not the last of its sheet, or lacks a cell.
    """
    skeleton = io.BytesIO()
    workbook.save(skeleton)
    with (
        zipfile.ZipFile(skeleton) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive,
        SharedStrings() as strings,
    ):
        titles = _sheets(made)
        parts = [name for name in made.namelist() if name not in (*_FIRST, _STRINGS)]
        for name in (*_FIRST, *parts):
            content = made.read(name)
            if name not in titles:
                _write(archive, name, [_CHANGED[name](content) if name in _CHANGED else content])
                continue
            stream = (streams or {}).get(titles[name])
            sheet = SheetXml(content, strings, (results or {}).get(titles[name], {}), stream)
            cells = stream.count * sheet.width if stream else 0
            _write(archive, name, sheet.pieces(), is_large=len(content) + cells * _CELL_BYTES > _LARGE)
        _write(archive, _STRINGS, strings.pieces())


def _sheets(made: zipfile.ZipFile) -> dict[str, str]:
    """Return the title of each sheet by the name of its part."""
    parts: Any = etree.fromstring(made.read(_BOOK_PARTS))
    targets = {part.get("Id"): part.get("Target") for part in parts}
    book: Any = etree.fromstring(made.read(_BOOK))
    sheets = book.iter(f"{{{MAIN}}}sheet")
    return {
        posixpath.join("/xl", targets[sheet.get(f"{{{_RELATION}}}id")]).lstrip("/"): sheet.get("name")
        for sheet in sheets
    }


def _without_time(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for part in root:
        if etree.QName(part).localname in ("created", "modified"):
            part.text = _ALWAYS
    return _as_bytes(root)


def _with_type_of_strings(content: bytes) -> bytes:
    """Tell what the table of strings is: openpyxl knows of none."""
    root = etree.fromstring(content)
    if all(part.get("PartName") != f"/{_STRINGS}" for part in root):
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{_STRINGS}", ContentType=kind)
    return _as_bytes(root)


def _with_part_of_strings(content: bytes) -> bytes:
    """Tell where the table of strings is."""
    root = etree.fromstring(content)
    kind = f"{_RELATION}/sharedStrings"
    if all(part.get("Type") != kind for part in root):
        etree.SubElement(root, f"{{{_PARTS}}}Relationship", Id="strings", Type=kind, Target=f"/{_STRINGS}")
    return _as_bytes(root)


def _as_bytes(root: Any) -> bytes:
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole


_CHANGED = {
    _PROPERTIES: _without_time,
    _TYPES_PART: _with_type_of_strings,
    _BOOK_PARTS: _with_part_of_strings,
}


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], *, is_large: bool = False) -> None:
    with archive.open(name, "w", force_zip64=is_large) as part:
        for piece in pieces:
            part.write(piece)
    # What follows stands only in the list of parts at the end: else it tells the system that made the file.
    entry = archive.getinfo(name)
    entry.create_system = _MADE_ON_UNIX
    entry.external_attr = _READABLE
