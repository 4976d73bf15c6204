"""Texts: cells of names, free words, references and identifiers."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from string import ascii_letters, digits

from minzheng_domain.codes import uscc
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Percent, Value
from minzheng_domain_excel.repairs.results import (
    BLANKS,
    DIGITS_LOST,
    ZEROS_LOST,
    Manner,
    Repair,
    Repaired,
    Result,
    Unreadable,
    exactly,
    failed,
    shown,
)

OUTER_BLANKS = Text("去掉了首尾的空格", "blanks at the beginning or end were dropped")
NOT_TEXT = Text("单元格不是文本，按所显示的内容读入", "the cell is no text; read as it shows")
FULL_WIDTH = Text("全角字母和数字改为半角，去掉了空格", "letters and digits were made half-width, blanks were dropped")
LOWER_CASE = Text("小写字母改为大写后是有效的统一社会信用代码", "in capitals it is a valid unified social credit code")
NO_CODE = Text(
    "此处应为代码，以文本填写；软件把它变成了{what}，原来的写法已经丢失，请把单元格设为文本格式后重新填写",
    "a code is wanted here, as text; a program made it {what}, and what was typed is lost: set the cell to text and "
    "type it again",
)

_WHAT = (
    (bool, Text("逻辑值", "a truth value")),
    (date, Text("日期", "a day")),
    ((time, timedelta), Text("时间", "a time")),
    (Percent, Text("百分数", "a percentage")),
)
_LONGEST_NUMBER = 15
_WITH_SIXTEEN_DIGITS = 1_000_000_000_000_000
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]+")
_HALF_WIDTH = {0xFEE0 + ord(character): character for character in ascii_letters + digits + "-/"}
_HALF_WIDTH_WITHOUT_BLANKS: dict[int, str | None] = {**_HALF_WIDTH, **dict.fromkeys(map(ord, BLANKS))}
"""Letters and digits only: the brackets of a document's number are full-width, as they should be."""


def text_repair(manner: Manner) -> Repair:
    """Return what reads names, free words and references."""
    return _exact_text if manner.exact else _text


def identifier_repair(manner: Manner) -> Repair:
    """Return what reads identifiers."""
    return _exact_identifier if manner.exact else _identifier


def _text(value: Value) -> Result:
    if type(value) is str:
        stripped = value.strip(BLANKS)
        if "\r" in stripped:
            stripped = stripped.replace("\r\n", "\n").replace("\r", "\n")
        if not stripped:
            return None
        return stripped if _is_bare(value) else Repaired(stripped, OUTER_BLANKS)
    return None if value is None else _as_text(value)


def _is_bare(text: str) -> bool:
    return text[0] not in BLANKS and text[-1] not in BLANKS


def _exact_text(value: Value) -> Result:
    if type(value) is str:
        return value or None
    return None if value is None else _as_text(value)


def _as_text(value: Value) -> Result:
    """Read a cell that is no text where a text is wanted."""
    if (reason := failed(value)) is not None:
        return reason
    if isinstance(value, int | float | Decimal) and _has_lost_digits(value):
        return Unreadable(DIGITS_LOST)
    return Repaired(shown(value), NOT_TEXT)


def _identifier(value: Value) -> Result:
    if type(value) is str:
        if value.isascii() and value.isalnum() and value == value.upper():
            return value
        return _typed_identifier(value)
    return None if value is None else _as_identifier(value)


def _typed_identifier(typed: str) -> Result:
    code = typed.translate(_HALF_WIDTH_WITHOUT_BLANKS)
    if not code:
        return None
    if _SCIENTIFIC.fullmatch(code):
        return Unreadable(DIGITS_LOST)
    capitals = code.upper() if code.isascii() else code
    if capitals != code and len(code) == uscc.LENGTH and uscc.is_valid(capitals):
        return Repaired(capitals, LOWER_CASE)
    return code if code == typed else Repaired(code, FULL_WIDTH)


def _exact_identifier(value: Value) -> Result:
    if type(value) is str:
        return value or None
    return None if value is None else _as_identifier(value)


def _as_identifier(value: Value) -> Result:
    """Read a cell that is no text where an identifier is wanted: a short number may be one."""
    if (reason := failed(value)) is not None:
        return reason
    for type_, what in _WHAT:
        if isinstance(value, type_):
            return Unreadable(NO_CODE.format(what=what))
    if isinstance(value, int | float | Decimal) and _has_lost_digits(value):
        return Unreadable(DIGITS_LOST)
    return Repaired(shown(value), ZEROS_LOST)


def _has_lost_digits(number: float | Decimal) -> bool:
    """Tell whether a number has more digits than a spreadsheet keeps."""
    if isinstance(number, int):
        return abs(number) >= _WITH_SIXTEEN_DIGITS
    exact = exactly(number)
    return (
        not exact.is_finite() or len(exact.as_tuple().digits) > _LONGEST_NUMBER or exact.adjusted() >= _LONGEST_NUMBER
    )
