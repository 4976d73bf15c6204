"""Shapes: the boxes in which comments are shown, in the old vector language (VML) that all programs still read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from minzheng_domain_excel.annotating.sheet_cells import Cell
from minzheng_domain_excel.styles import text_width

_EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_TYPE = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"\
 xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"\
 style="position:absolute;margin-left:80pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:1;\
visibility:hidden"\
 fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""

_NUMBER = re.compile(rb"_x0000_s(\d+)")
_ONE = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_IS_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_ROW, _COLUMN = (re.compile(rb"<x:%s>\s*(\d+)\s*</x:%s>" % (name, name)) for name in (b"Row", b"Column"))
_END = re.compile(rb"</xml\s*>\s*\Z|<xml([^>]*)/>\s*\Z")
_FIRST_NUMBER = 1025
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_CHARACTERS, _LINE_POINTS, _ROW_POINTS = 46, 13, 15
"""How wide a box is, how high a line of its text and a row of a sheet."""


def with_boxes(content: bytes | None, wanted: Mapping[Cell, str], gone: Iterable[Cell]) -> bytes:
    """Return a drawing with a box for each of some comments; a cell that has a box keeps it.

    The drawing is changed as bytes: what programs write here is not always well-formed.

    Args:
        content: the drawing; ``None`` if there is none yet.
        wanted: the text of each comment that must have a box.
        gone: the cells whose comments are no more.
    """
    drawing = content or _EMPTY
    left_out = set(gone) - set(wanted)
    boxes = {found.span(): cell for found in _ONE.finditer(drawing) if (cell := _cell(found[0])) is not None}
    for (start, end), cell in sorted(boxes.items(), reverse=True):
        if cell in left_out:
            drawing = drawing[:start] + drawing[end:]
    missing = [cell for cell in sorted(wanted) if cell not in boxes.values()]
    if not missing:
        return drawing
    number = max((int(found[1]) for found in _NUMBER.finditer(drawing)), default=_FIRST_NUMBER - 1)
    number = max(number, _FIRST_NUMBER - 1)
    new = [_box(cell, wanted[cell], number + place) for place, cell in enumerate(missing, start=1)]
    if b'_x0000_t202"' not in drawing.replace(b"'", b'"').replace(b'"#_x0000_t202"', b""):
        new.insert(0, _TYPE)
    end_tag = _END.search(drawing)
    inside = b"".join(new)
    if end_tag is None:
        return drawing + inside
    if end_tag[1] is not None:
        return drawing[: end_tag.start()] + b"<xml" + end_tag[1] + b">" + inside + b"</xml>"
    return drawing[: end_tag.start()] + inside + drawing[end_tag.start() :]


def _cell(shape: bytes) -> Cell | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or not _IS_NOTE.search(shape):
        return None
    return int(row[1]) + 1, int(column[1]) + 1


def _box(cell: Cell, text: str, number: int) -> bytes:
    row, column = (place - 1 for place in cell)
    lines = sum(max(1, -(-text_width(line) // _CHARACTERS)) for line in text.split("\n")) + 2
    height = lines * _LINE_POINTS
    left = min(column + 1, _LAST_COLUMN - 4)
    top = max(row - 1, 0)
    return _SHAPE.format(
        number=number,
        width=260,
        height=height,
        left=left,
        top=top,
        right=left + 4,
        bottom=min(top + height // _ROW_POINTS + 1, _LAST_ROW),
        row=row,
        column=column,
    ).encode()
