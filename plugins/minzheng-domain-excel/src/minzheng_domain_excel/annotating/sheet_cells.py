"""Cells of a sheet that get another style: those that stand in it, and those that have to be put in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from openpyxl.utils import coordinate_to_tuple, get_column_letter

from minzheng_domain_excel.annotating.parts import RELATION
from minzheng_domain_excel.annotating.sheet_scan import FoundCell, FoundRow, SheetScan, Tag

Cell: TypeAlias = tuple[int, int]
"""Row and column of a cell, from 1."""

_Edit: TypeAlias = tuple[int, int, bytes]
"""What stands from one byte to another is replaced; where they are the same, something is put in."""

_STYLE = re.compile(rb"""(\ss\s*=\s*)(?:"[^"]*"|'[^']*')""")
_SPANS = re.compile(rb"""(\sspans\s*=\s*)["'](\d+):(\d+)["']""")
_DIMENSION = re.compile(rb"""(<(?:\w+:)?dimension\s+ref\s*=\s*)["']([A-Z0-9:$]+)["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z0-9:$]+)["']""")
_TAG_END = re.compile(rb"\s*/?>\Z")
_NAME = re.compile(rb"<[^\s/>]+")


def merged_firsts(content: bytes, cells: Iterable[Cell]) -> dict[Cell, Cell]:
    """Return for each of some cells that lies in a merged area the first cell of that: the others are not seen."""
    start = content.find(b"mergeCells")
    areas = [_corners(found[1]) for found in _MERGED.finditer(content, start)] if start >= 0 else []
    return {
        (row, column): (top, left)
        for row, column in cells
        for (top, left), (bottom, right) in areas
        if top <= row <= bottom and left <= column <= right
    }


def style_of(found: SheetScan, cell: Cell) -> int:
    """Return the style that a cell has, or would have if it stood in the sheet."""
    row, column = cell
    line = found.rows.get(row)
    if line is not None:
        for given in line.cells:
            if given.column == column:
                return given.style
        if line.style is not None:
            return line.style
    return next((style for first, last, style in found.columns if first <= column <= last), 0)


def restyled(content: bytes, found: SheetScan, styles: Mapping[Cell, int], *, legacy: str | None = None) -> bytes:
    """Return the part of a sheet with other styles.

    Args:
        content: the part.
        found: what a scan of it for the rows of the cells, and for the styles that they had, has found.
        styles: the new style of each cell.
        legacy: the id of a drawing of comments that the sheet does not name yet.
    """
    standing = {(cell.row, cell.column): cell for cell in found.styled}
    standing.update({(cell.row, cell.column): cell for row in found.rows.values() for cell in row.cells})
    edits = [_restyle(content, standing[cell], style) for cell, style in styles.items() if cell in standing]
    missing: dict[int, dict[int, int]] = defaultdict(dict)
    for (row, column), style in sorted(styles.items()):
        if (row, column) not in standing:
            missing[row][column] = style
    lost = b""
    for number, cells in sorted(missing.items()):
        if (row_found := found.rows.get(number)) is not None:
            edits += _put_in(content, found.prefix, row_found, cells)
            continue
        line = _row(found.prefix, number, cells)
        if _is_empty(content, found.data):
            lost += line
        else:
            edits.append((found.gaps[number], found.gaps[number], line))
    if lost:
        edits.append(_open(content, found.data, lost))
    if missing and (size := _DIMENSION.search(content, 0, found.data.start)):
        edits.append(_widened(size, missing))
    if legacy is not None:
        drawing = f'<{found.prefix}legacyDrawing xmlns:r="{RELATION}" r:id="{legacy}"/>'.encode()
        edits.append((found.legacy_place, found.legacy_place, drawing))
    return _edited(content, edits)


def _corners(area: bytes) -> tuple[Cell, Cell]:
    """Return the first and the last cell of an area like ``A1:C3``."""
    first, _, last = area.decode().replace("$", "").partition(":")
    return coordinate_to_tuple(first), coordinate_to_tuple(last or first)


def _edited(content: bytes, edits: list[_Edit]) -> bytes:
    pieces, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [content[done:start], new]
        done = end
    return b"".join([*pieces, content[done:]])


def _restyle(content: bytes, cell: FoundCell, style: int) -> _Edit:
    tag = content[cell.tag.start : cell.tag.end]
    if _STYLE.search(tag):
        new = _STYLE.sub(rb'\g<1>"%d"' % style, tag, count=1)
    else:
        new = _TAG_END.sub(rb' s="%d"\g<0>' % style, tag)
    return cell.tag.start, cell.tag.end, new


def _put_in(content: bytes, prefix: str, row: FoundRow, cells: Mapping[int, int]) -> list[_Edit]:
    """Put cells into a row that stands in the sheet."""
    tag = content[row.tag.start : row.tag.end]
    spans = _SPANS.search(tag)
    if spans:
        first, last = min(int(spans[2]), *cells), max(int(spans[3]), *cells)
        tag = _SPANS.sub(rb'\g<1>"%d:%d"' % (first, last), tag)
    if _is_empty(content, row.tag):
        whole = tag[: tag.rindex(b"/")] + b">" + _cells(prefix, row.number, cells) + f"</{prefix}row>".encode()
        return [(row.tag.start, row.tag.end, whole)]
    edits = [(row.tag.start, row.tag.end, tag)] if spans else []
    for column, style in cells.items():
        place = next((cell.tag.start for cell in row.cells if cell.column > column), row.close)
        edits.append((place, place, _cells(prefix, row.number, {column: style})))
    return edits


def _row(prefix: str, number: int, cells: Mapping[int, int]) -> bytes:
    return f'<{prefix}row r="{number}">'.encode() + _cells(prefix, number, cells) + f"</{prefix}row>".encode()


def _cells(prefix: str, row: int, cells: Mapping[int, int]) -> bytes:
    return "".join(
        f'<{prefix}c r="{get_column_letter(column)}{row}" s="{style}"/>' for column, style in cells.items()
    ).encode()


def _is_empty(content: bytes, tag: Tag) -> bool:
    return content.endswith(b"/>", tag.start, tag.end)


def _open(content: bytes, tag: Tag, inside: bytes) -> _Edit:
    """Give an element that is empty something inside."""
    name = _NAME.match(content, tag.start)
    start = content[tag.start : tag.end]
    end_tag = b"</" + (name[0][1:] if name else b"") + b">"
    return tag.start, tag.end, start[: start.rindex(b"/")] + b">" + inside + end_tag


def _widened(size: re.Match[bytes], missing: Mapping[int, Mapping[int, int]]) -> _Edit:
    """Let the extent that the sheet gives of itself hold the new cells."""
    (top, left), (bottom, right) = _corners(size[2])
    columns = [column for cells in missing.values() for column in cells]
    first = f"{get_column_letter(min(left, *columns))}{min(top, *missing)}"
    last = f"{get_column_letter(max(right, *columns))}{max(bottom, *missing)}"
    return size.start(), size.end(), size[1] + f'"{first}:{last}"'.encode()
