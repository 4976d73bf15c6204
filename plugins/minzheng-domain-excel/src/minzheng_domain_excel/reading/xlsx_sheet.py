"""A sheet of an .xlsx: its rows in one pass, values and formulas without one; its merged areas and hidden rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs
from lxml import etree
from openpyxl.utils import column_index_from_string

from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Area, CellError, Rows, Uncalculated, Value
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.reading.extent import LAST_COLUMN, LAST_ROW, require_length, within_extent
from minzheng_domain_excel.reading.numbers import Reading, moment_of, number_of
from minzheng_domain_excel.reading.parts import Part, drop, elements, open_part
from minzheng_domain_excel.reading.refusals import damaged, too_large
from minzheng_domain_excel.reading.strings import string_of, text_of

_DIGITS = "0123456789"
_PIECE = 1 << 18
_MOST_AREAS = 100_000
_MERGED = re.compile(
    rb"<(?:[\w.-]+:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"']"
    rb"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?[\"']"
)
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s([^<>]*?hidden[^<>]*)>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_NUMBERED = re.compile(rb"\br\s*=\s*[\"']([0-9]{1,7})[\"']")


@attrs.frozen(kw_only=True)
class Context:
    """What the sheets of a workbook share.

    Attributes:
        path: the file.
        package: its package.
        strings: the texts that cells share.
        readings: by the number of a cell's style, how a number reads that is not just itself.
        is_1904: whether days are counted from 1904.
    """

    path: Path
    package: zipfile.ZipFile
    strings: Sequence[str | None]
    readings: Mapping[str, Reading]
    is_1904: bool = False


def sheet_rows(context: Context, name: str, part: str) -> Rows:
    """Yield the rows of a sheet that have content.

    Raises:
        ReadError: the sheet is damaged, or larger than is read.
    """
    with open_part(context.path, context.package, part) as stream:
        yield from within_extent(context.path, name, _rows(context, name, part, stream))


class _Columns(dict[str, int]):
    """The numbers of columns by their letters."""

    def __missing__(self, letters: str) -> int:
        number = column_index_from_string(letters)
        if number > LAST_COLUMN:
            msg = f"column {letters}"
            raise ValueError(msg)
        self[letters] = number
        return number


def _rows(context: Context, name: str, part: str, stream: Part) -> Iterator[tuple[int, list[Value]]]:
    columns = _Columns()
    number = 0
    cell_value = _cell_reader(context, name)
    for _, element in elements(stream, "{*}row", "{*}sheetData"):
        if element.tag.endswith("}sheetData"):
            break
        given = element.get("r")
        following = number + 1 if given is None else int(given)
        if following <= number:
            found = Text(f"第 {number} 行之后是第 {following} 行", f"row {following} follows row {number}")
            raise damaged(context.path, found, where=part)
        number = following
        values: list[Value] = []
        column = 0
        for cell in element:
            address = cell.get("r")
            column = column + 1 if address is None else columns[address.rstrip(_DIGITS)]
            if not len(cell):
                continue
            value = cell_value(cell, number, column)
            if value is None:
                continue
            missing = column - len(values) - 1
            if missing >= 0:
                if missing:
                    values.extend([None] * missing)
                values.append(value)
            else:
                values[column - 1] = value
        drop(element)
        stream.forget()
        yield number, values


def _cell_reader(context: Context, name: str) -> Callable[[etree._Element, int, int], Value]:
    """Return what tells the value of a cell (``<c>``) that is not empty, by the row and column that it stands in."""
    path, strings, readings = context.path, context.strings, context.readings
    count = len(strings)
    shared_formulas: dict[str, str] = {}

    def read(cell: etree._Element, row: int, column: int) -> Value:
        result = cell[-1]
        text = result.text
        if text is None or not result.tag.endswith("}v"):
            return rare(cell, row, column)
        match cell.get("t"):
            case "s":
                place = int(text)
                if not 0 <= place < count:
                    found = Text(f"缺少第 {place} 条文字", f"text {place} is missing")
                    raise damaged(path, found, where=str(Place(name, row, column)))
                return strings[place]
            case None | "n":
                number = number_of(text)
                reading = readings.get(cell.get("s", ""))
                if isinstance(number, str):
                    return number or None
                return number if reading is None else reading(number)
            case "b":
                return text.strip() in {"1", "true"}
            case "e":
                return CellError(text)
            case "d":
                return moment_of(text) or text
            case _:
                return require_length(path, text_of(text), str(Place(name, row, column)))

    def rare(cell: etree._Element, row: int, column: int) -> Value:
        """Tell the value of a cell without a result, or with one that is written otherwise."""
        formula, is_calculated = None, False
        for child in cell:
            match child.tag.rpartition("}")[2]:
                case "is":
                    return require_length(path, string_of(child), str(Place(name, row, column))) or None
                case "f":
                    formula = _formula(child, shared_formulas)
                case "v":
                    if child.text is not None:
                        cell.append(child)  # the result stands before something else: read on as if it stood last
                        return read(cell, row, column)
                    # An empty text is a result, a number without digits is none.
                    is_calculated = cell.get("t") == "str"
        return None if formula is None or is_calculated else Uncalculated(formula)

    return read


def _formula(element: etree._Element, shared: dict[str, str]) -> str:
    """Return the text of a formula; of one that is shared by cells, as it stands in the first of them."""
    text = element.text or ""
    if element.get("t") == "shared":
        text = shared.setdefault(element.get("si", ""), text)
    return f"={text_of(text)}"


def scan(context: Context, part: str) -> tuple[tuple[Area, ...], frozenset[int]]:
    """Return the merged areas and the numbers of the hidden rows of a sheet, without parsing it.

    Raises:
        ReadError: the sheet is damaged, or has more merged areas than are read.
    """
    merged: list[Area] = []
    hidden: set[int] = set()
    with open_part(context.path, context.package, part) as stream:
        for piece in _whole_tags(stream):
            if b"mergeCell" in piece:
                merged.extend(map(_area, _MERGED.finditer(piece)))
            if b"hidden" in piece:
                hidden.update(_hidden_rows(piece))
            if len(merged) > _MOST_AREAS:
                found = Text(f"合并单元格超过 {_MOST_AREAS} 处", f"more than {_MOST_AREAS} merged areas")
                raise too_large(context.path, found, where=part)
    return tuple(merged), frozenset(hidden)


def _whole_tags(part: Part) -> Iterator[bytes]:
    """Yield a part in pieces that end where a tag ends."""
    rest = b""
    while piece := part.read(_PIECE):
        part.forget()
        end = piece.rfind(b">") + 1
        yield rest + piece[:end]
        # A text of many pieces holds none of the tags that are looked for, and the parser will refuse it.
        rest = piece[end:]


def _area(found: re.Match[bytes]) -> Area:
    column, row = column_index_from_string(found[1].decode()), int(found[2])
    last_column = column_index_from_string(found[3].decode()) if found[3] else column
    last_row = int(found[4]) if found[4] else row
    return Area(min(row, last_row), min(column, last_column), max(row, last_row), max(column, last_column))


def _hidden_rows(piece: bytes) -> Iterator[int]:
    for found in _ROW.finditer(piece):
        number = _NUMBERED.search(found[1])
        if number is not None and int(number[1]) <= LAST_ROW and _HIDDEN.search(found[1]):
            yield int(number[1])
