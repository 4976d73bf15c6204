"""Scan of a sheet: where in the bytes of its part the wanted rows and cells stand.

A sheet is not taken apart and put together again, but changed at a few places of its bytes: what the library does not
know stays as it is, and a large sheet takes no more memory than its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from xml.parsers import expat

import attrs
from openpyxl.utils import column_index_from_string

from minzheng_domain_excel.annotating.parts import parsed, serialized

_SHEET = "worksheet"
_ROOT = re.compile(rb"""<(\w+:)?worksheet(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NUMBER = re.compile(rb"""(?<![\w:])r\s*=\s*["'](\d+)["']""")
_LETTERS = re.compile("[A-Z]+")
_ENCODING = re.compile(r"""^(<\?xml[^>]*?)encoding\s*=\s*["'][^"']*["']""")
_CHILD = 2
"""How deep the children of the sheet stand."""

_BEFORE_DRAWING = frozenset(
    [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "autoFilter",
        "sortState",
        "dataConsolidate",
        "customSheetViews",
        "mergeCells",
        "phoneticPr",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
    ]
)
"""What stands before ``legacyDrawing`` in a sheet (ISO/IEC 29500-1, CT_Worksheet)."""


@attrs.frozen
class Tag:
    """The start tag of an element, as a stretch of bytes."""

    start: int
    end: int


@attrs.frozen
class FoundCell:
    """A cell that stands in the sheet."""

    row: int
    column: int
    tag: Tag
    style: int


@attrs.define
class FoundRow:
    """A row that stands in the sheet.

    Attributes:
        number: its number.
        tag: its start tag.
        style: the style of cells that do not stand in it; ``None`` if the row has none of its own.
        cells: its cells.
        first_filled: the column of the first that holds something.
        close: where its end tag begins; where it ends, if it has none.
    """

    number: int
    tag: Tag
    style: int | None
    cells: list[FoundCell] = attrs.field(factory=list)
    first_filled: int | None = None
    close: int = 0


@attrs.define
class SheetScan:
    """What was found in a sheet.

    Attributes:
        prefix: of every element of a sheet, ``""`` or like ``"x:"``.
        rows: those of the wanted rows that stand in it.
        gaps: for each of the others, the place where it would stand.
        styled: the cells with one of the wanted styles.
        columns: first and last column and style of those that have one.
        data: the start tag of the part that holds the rows.
        legacy: the id by which the sheet names its drawing of comments.
        legacy_place: where that would stand.
    """

    prefix: str = ""
    rows: dict[int, FoundRow] = attrs.field(factory=dict)
    gaps: dict[int, int] = attrs.field(factory=dict)
    styled: list[FoundCell] = attrs.field(factory=list)
    columns: list[tuple[int, int, int]] = attrs.field(factory=list)
    data: Tag = Tag(0, 0)
    legacy: str | None = None
    legacy_place: int = 0


def scan(content: bytes, rows: Iterable[int], styles: Collection[int] = ()) -> SheetScan:
    """Look for rows, and for all cells of some styles.

    Args:
        content: the part of the sheet, as :func:`readied` returns it.
        rows: the numbers of the wanted rows.
        styles: the wanted styles.

    Raises:
        KeyError: it is not the part of a sheet.
        expat.ExpatError: it is not well-formed.
    """
    root = _ROOT.search(content)
    if root is None:
        raise KeyError(_SHEET)
    scanner = _Scanner(content, (root[1] or b"").decode())
    scanner.read_head()
    scanner.read_rows(rows, {str(style).encode() for style in styles})
    scanner.read_tail(root)
    return scanner.found


def readied(content: bytes) -> bytes:
    """Return the part of a sheet in UTF-8, without anything in which a tag could stand that is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = _ENCODING.sub(r'\1encoding="UTF-8"', content.decode("utf-16")).encode()
    return serialized(parsed(content)) if b"<!" in content else content


class _Scanner:
    def __init__(self, content: bytes, prefix: str) -> None:
        self.found = SheetScan(prefix)
        self._content = content
        self._end = 0
        self._row, self._cell, self._column, self._data = (self._tag(name) for name in ("row", "c", "col", "sheetData"))
        self._filled = re.compile(f"<{prefix}(?:v|f|is)[\\s/>]".encode())

    def _tag(self, name: str) -> re.Pattern[bytes]:
        return re.compile(
            b"<" + (self.found.prefix + name).encode() + rb"""(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>"""
        )

    def _close(self, name: str, tag: Tag) -> int:
        """Return where the end tag of an element begins; where the element ends, if it has none."""
        if self._content.endswith(b"/>", tag.start, tag.end):
            return tag.end
        place = self._content.find(f"</{self.found.prefix}{name}".encode(), tag.end)
        return len(self._content) if place < 0 else place

    def read_head(self) -> None:
        data = self._data.search(self._content)
        if data is None:
            raise KeyError(_SHEET)
        self.found.data = Tag(*data.span())
        self._end = self._close("sheetData", self.found.data)
        for column in self._column.finditer(self._content, 0, data.start()):
            given = _given(column[1])
            if {b"min", b"max", b"style"} <= set(given):
                self.found.columns.append((int(given[b"min"]), int(given[b"max"]), int(given[b"style"])))

    def read_rows(self, rows: Iterable[int], styles: Collection[bytes]) -> None:
        wanted = sorted(set(rows), reverse=True)
        styled = re.compile(rb"""\ss\s*=\s*["'](?:%s)["']""" % b"|".join(sorted(styles))) if styles else None
        number = 0
        for line in self._row.finditer(self._content, self.found.data.end, self._end):
            if not wanted and styled is None:
                break
            place = _NUMBER.search(line[1])
            number = int(place[1]) if place else number + 1
            while wanted and wanted[-1] < number:
                self.found.gaps[wanted.pop()] = line.start()
            is_wanted = bool(wanted) and wanted[-1] == number
            close = self._close("row", Tag(*line.span()))
            if is_wanted or (styled is not None and styled.search(self._content, line.end(), close)):
                row = self._read_row(number, line, close)
                self.found.styled += [cell for cell in row.cells if str(cell.style).encode() in styles]
                if is_wanted:
                    self.found.rows[wanted.pop()] = row
        self.found.gaps.update(dict.fromkeys(wanted, self._end))

    def _read_row(self, number: int, line: re.Match[bytes], close: int) -> FoundRow:
        given = _given(line[1])
        own = given.get(b"customFormat") in (b"1", b"true") and b"s" in given
        row = FoundRow(number, Tag(*line.span()), int(given[b"s"]) if own else None, close=close)
        column = 0
        for cell in self._cell.finditer(self._content, line.end(), close):
            its = _given(cell[1])
            letters = _LETTERS.match(its.get(b"r", b"").decode())
            column = column_index_from_string(letters[0]) if letters else column + 1
            tag = Tag(*cell.span())
            row.cells.append(FoundCell(number, column, tag, int(its.get(b"s", b"0"))))
            if row.first_filled is None and self._filled.search(self._content, tag.end, self._close("c", tag)):
                row.first_filled = column
        return row

    def read_tail(self, root: re.Match[bytes]) -> None:
        """Read what stands behind the rows, as if nothing stood before."""
        prefix = self.found.prefix
        data = self.found.data
        is_one_tag = self._content.endswith(b"/>", data.start, data.end)
        start = data.end if is_one_tag else self._content.index(b">", self._end) + 1
        offset = start - len(root[0])
        self.found.legacy_place = start
        parser, depth = expat.ParserCreate(), 0

        def begin(name: str, given: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth == _CHILD and name.removeprefix(prefix) == "legacyDrawing":
                self.found.legacy = next((value for key, value in given.items() if key.endswith(":id")), None)

        def end(name: str) -> None:
            nonlocal depth
            local = name.removeprefix(prefix)
            if depth == _CHILD and local in _BEFORE_DRAWING:
                at = parser.CurrentByteIndex + offset
                # Of an element without end tag, the parser is behind it already.
                has_end_tag = self._content.startswith(f"</{prefix}{local}".encode(), at)
                self.found.legacy_place = self._content.index(b">", at) + 1 if has_end_tag else at
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.Parse(root[0] + self._content[start:], True)  # noqa: FBT003 - expat takes it by place only


def _given(attributes: bytes) -> dict[bytes, bytes]:
    """Return the attributes of a tag."""
    return {name: single or double for name, double, single in _ATTRIBUTE.findall(attributes)}
