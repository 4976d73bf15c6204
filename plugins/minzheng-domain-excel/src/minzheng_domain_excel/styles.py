"""Styles: the named styles of our workbooks, and how wide a text is.

The fonts are those that every Chinese Windows and every WPS has (黑体, 宋体); they are named, not shipped.
"""

from __future__ import annotations

import unicodedata
from typing import Literal, assert_never

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from minzheng_domain.model.columns import Column, ColumnKind

TITLE = "台账标题"
NOTE = "台账说明"
HEADER = "台账表头"
REQUIRED_HEADER = "台账必填表头"
KEY = "台账字段名"
TEXT = "台账文字"
DAY = "台账日期"
NUMBER = "台账整数"
DECIMAL = "台账数值"
MONEY = "台账金额"
LABEL = "台账项目"
FIELD = "台账填写"
BAND = "台账分节"
BAND_NOTE = "台账分节说明"
LISTED = "台账代码"
PROSE = "台账正文"
LINK = "台账链接"

TITLE_FONT, BODY_FONT = "黑体", "宋体"
TITLE_SIZE, BODY_SIZE, NOTE_SIZE = 16, 10.5, 9

INK, BLUE, GREY, RED = "FF1F2933", "FF1F4E79", "FF6B7780", "FF9C1C1C"
PALE, PALER, WARM, LINE = "FFDDE6F0", "FFF1F4F8", "FFFFFBEB", "FFB4BFCA"

DAY_FORMAT = "yyyy\\-mm\\-dd"
TEXT_FORMAT = "@"
MONEY_FORMAT = "#,##0.00"

_WIDE = ("W", "F", "A")


def text_width(text: str) -> int:
    """Return the width of the longest line of a text, in Latin characters: a Chinese one takes two."""
    return max(sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in line) for line in text.split("\n"))


def row_height(*cells: tuple[str, float], size: float = BODY_SIZE) -> float:
    """Return the height, in points, of a row of wrapped texts, each given with the width of its cell.

    Programs differ in whether they fit rows to their content when they open a file; one with a height they leave.
    """
    lines = (sum(max(1, -(-text_width(line) // int(width - 2))) for line in text.split("\n")) for text, width in cells)
    return max(lines, default=1) * size * 1.35 + 5


def column_style(column: Column) -> str:
    """Return the name of the style in which the values of a column stand."""
    match column.kind:
        case ColumnKind.IDENTIFIER | ColumnKind.NAME | ColumnKind.TEXT | ColumnKind.LABEL | ColumnKind.REFERENCE:
            return TEXT
        case ColumnKind.FLAG:
            return TEXT
        case ColumnKind.DATE:
            return DAY
        case ColumnKind.NUMBER:
            return NUMBER
        case ColumnKind.DECIMAL:
            return DECIMAL
        case ColumnKind.MONEY:
            return MONEY
        case _:
            assert_never(column.kind)


def add_styles(workbook: Workbook) -> None:
    """Give a workbook all named styles; call it once, before one of them is used."""
    for style in _styles():
        workbook.add_named_style(style)


def body_font(
    *, bold: bool = False, color: str = INK, size: float = BODY_SIZE, underline: Literal["single"] | None = None
) -> Font:
    """Return the font of running text."""
    return Font(name=BODY_FONT, size=size, color=color, bold=bold, underline=underline)


def grid() -> Border:
    """Return the thin lines around a cell of a table."""
    thin = Side(style="thin", color=LINE)
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _styles() -> list[NamedStyle]:
    lines = grid()
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    indented = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    right = Alignment(horizontal="right", vertical="center", indent=1)
    body, open_ = body_font(), Protection(locked=False)

    def cells(name: str, alignment: Alignment, number_format: str) -> NamedStyle:
        return NamedStyle(
            name=name, font=body, border=lines, alignment=alignment, number_format=number_format, protection=open_
        )

    def header(name: str, colour: str) -> NamedStyle:
        fill = PatternFill("solid", fgColor=PALE)
        return NamedStyle(name=name, font=body_font(bold=True, color=colour), fill=fill, border=lines, alignment=centre)

    return [
        NamedStyle(name=TITLE, font=Font(name=TITLE_FONT, size=TITLE_SIZE, color=INK), alignment=left),
        NamedStyle(name=NOTE, font=body_font(size=NOTE_SIZE, color=GREY), alignment=left),
        header(HEADER, INK),
        header(REQUIRED_HEADER, RED),
        NamedStyle(name=KEY, font=body_font(size=8, color=GREY), alignment=Alignment(vertical="center")),
        cells(TEXT, Alignment(horizontal="left", vertical="center", indent=1), TEXT_FORMAT),
        cells(DAY, Alignment(horizontal="center", vertical="center"), DAY_FORMAT),
        cells(NUMBER, right, "0"),
        cells(DECIMAL, right, "General"),
        cells(MONEY, right, MONEY_FORMAT),
        NamedStyle(
            name=LABEL,
            font=body_font(bold=True),
            fill=PatternFill("solid", fgColor=PALER),
            border=lines,
            alignment=indented,
        ),
        NamedStyle(
            name=FIELD,
            font=body,
            fill=PatternFill("solid", fgColor=WARM),
            border=lines,
            alignment=indented,
            number_format=TEXT_FORMAT,
            protection=open_,
        ),
        NamedStyle(
            name=BAND,
            font=body_font(bold=True, color=BLUE),
            fill=PatternFill("solid", fgColor=PALE),
            alignment=Alignment(horizontal="left", vertical="center", indent=1),
        ),
        NamedStyle(
            name=BAND_NOTE,
            font=body_font(size=NOTE_SIZE, color=GREY),
            fill=PatternFill("solid", fgColor=PALE),
            alignment=indented,
        ),
        NamedStyle(name=LISTED, font=body, border=lines, alignment=indented, number_format=TEXT_FORMAT),
        NamedStyle(name=PROSE, font=body, alignment=indented),
        NamedStyle(name=LINK, font=body_font(color=BLUE, underline="single"), alignment=indented),
    ]
