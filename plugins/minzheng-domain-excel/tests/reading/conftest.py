"""Fixtures: what a file reads as, why it is refused, and workbooks written by hand, part by part."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from minzheng_domain import ReadError
from minzheng_domain.errors import Problem
from minzheng_domain_excel.grids import Value
from minzheng_domain_excel.reading import open_book

Contents: TypeAlias = dict[str, dict[int, list[Value]]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
    "_rels/.rels": (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='r1' Type='{_RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
    ),
    "xl/workbook.xml": (
        f"<workbook xmlns='{_MAIN}' xmlns:r='{_RELATIONS}'>"
        "<sheets><sheet name='名单' sheetId='1' r:id='r1'/></sheets></workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='r1' Type='{_RELATIONS}/worksheet' Target='worksheets/sheet1.xml'/>"
        f"<Relationship Id='r2' Type='{_RELATIONS}/sharedStrings' Target='/xl/sharedStrings.xml'/>"
        f"<Relationship Id='r3' Type='{_RELATIONS}/styles' Target='styles.xml'/></Relationships>"
    ),
    "xl/sharedStrings.xml": f"<sst xmlns='{_MAIN}'><si><t>文字</t></si></sst>",
    "xl/styles.xml": f"<styleSheet xmlns='{_MAIN}'><cellXfs><xf numFmtId='0'/></cellXfs></styleSheet>",
}


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], Contents]:
    """Return what reads a whole file: for each sheet, its rows by number."""

    def read(path: Path) -> Contents:
        with open_book(path) as book:
            return {sheet.name: {number: list(values) for number, values in sheet.rows()} for sheet in book.sheets}

    return read


@pytest.fixture(scope="session")
def refused(contents: Callable[[Path], Contents]) -> Callable[[Path], Problem]:
    """Return what tells why a file is not read: one problem, in both languages, in one line each."""

    def refuse(path: Path) -> Problem:
        with pytest.raises(ReadError) as caught:
            contents(path)
        assert caught.value.source == str(path)
        (problem,) = caught.value.problems
        assert "\n" not in problem.message.zh
        assert "\n" not in problem.message.en
        assert len(problem.message.zh) < 300
        return problem

    return refuse


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a workbook by hand: the rows of its one sheet, what follows them, and other parts."""

    def write(rows: str, after: str = "", *, parts: Mapping[str, Any] | None = None, name: str = "hand.xlsx") -> Path:
        sheet = f"<worksheet xmlns='{_MAIN}'><sheetData>{rows}</sheetData>{after}</worksheet>"
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in {**_PARTS, "xl/worksheets/sheet1.xml": sheet, **(parts or {})}.items():
                if content is not None:
                    package.writestr(part, content)
        return path

    return write


@pytest.fixture(scope="session")
def memory_below() -> Callable[[int], AbstractContextManager[None]]:
    """Return what holds a block to a number of mebibytes, as Python counts memory."""

    @contextmanager
    def hold(mebibytes: int) -> Iterator[None]:
        tracemalloc.start()
        try:
            yield
            assert tracemalloc.get_traced_memory()[1] < mebibytes << 20
        finally:
            tracemalloc.stop()

    return hold


def record(kind: int, content: bytes) -> bytes:
    """Return a record of BIFF8, of which a workbook of Excel 97 consists."""
    return struct.pack("<HH", kind, len(content)) + content


def _string(text: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


@pytest.fixture
def old_workbook(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a workbook of Excel 97 by hand: records of its sheets, and of the whole."""
    begin = struct.pack("<HHHHII", 0x0600, 0, 0, 0, 0, 0x06)

    def write(
        sheets: Mapping[str, bytes], *, formats: Iterable[str] = (), hidden: Iterable[str] = (), more: bytes = b""
    ) -> Path:
        codes = list(formats)
        head = record(0x0809, begin[:2] + b"\x05\x00" + begin[4:]) + more
        head += b"".join(record(0x041E, struct.pack("<H", 164 + key) + _string(code)) for key, code in enumerate(codes))
        for key in (0, *range(164, 164 + len(codes))):
            head += record(0x00E0, struct.pack("<HHHBBBBIIH", 0, key, 0, 0, 0, 0, 0, 0, 0, 0))
        bodies = [
            record(0x0809, begin[:2] + b"\x10\x00" + begin[4:]) + body + record(0x0A, b"") for body in sheets.values()
        ]
        length = len(head) + sum(4 + 8 + 2 * len(name) for name in sheets) + 4
        entries = b""
        for name, body in zip(sheets, bodies, strict=True):
            visibility = 1 if name in set(hidden) else 0
            entries += record(0x0085, struct.pack("<IBB", length, visibility, 0) + _string(name, "<B"))
            length += len(body)
        path = tmp_path / "hand.xls"
        path.write_bytes(head + entries + record(0x0A, b"") + b"".join(bodies))
        return path

    return write


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a spreadsheet of OpenDocument by hand: its tables, its styles, and other parts."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in names)
    extended = "xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"

    def write(tables: str, styles: str = "", *, parts: Mapping[str, Any] | None = None, name: str = "hand.ods") -> Path:
        content = (
            f"<office:document-content {spaces} {extended}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        )
        path = tmp_path / name
        given = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **(parts or {})}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, written in given.items():
                if written is not None:
                    package.writestr(part, written)
        return path

    return write
