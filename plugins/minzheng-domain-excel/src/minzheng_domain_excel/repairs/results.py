"""Results: what comes of reading one cell: a value of the field, with a reason where it is not what stands there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

import attrs

from minzheng_domain.codes import CodeList
from minzheng_domain.quantities import plain
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import CellError, Percent, Uncalculated, Value

FieldValue: TypeAlias = str | bool | int | Decimal | date
"""What a field of a record holds."""


@attrs.frozen
class Repaired:
    """A value that is not what stands in the cell; ``None`` where the cell says in signs that there is none."""

    value: FieldValue | None
    reason: Text


@attrs.frozen
class Unreadable:
    """What stands in the cell is no value of the field."""

    reason: Text


Result: TypeAlias = FieldValue | Repaired | Unreadable | None
"""A value that stands in the cell as it is, ``None`` of an empty cell, or what had to be done."""

Repair: TypeAlias = Callable[[Value], Result]
"""Reads the cells of one column."""


@attrs.frozen(kw_only=True)
class Manner:
    """How the cells of a column are written.

    Attributes:
        exact: whether the sheet is one of ours: its texts stand as they are meant.
        untyped: whether the file has texts only, as CSV, so that a number in a text is nothing to tell of.
        scale: of money, the power of ten that the header's unit stands for: 4 for 万元; ``None`` if it names none.
        codes: of labels, the code list; ``None`` if the district has chosen none.
        translations: of labels, what the user says that other words mean: word → code.
    """

    exact: bool = False
    untyped: bool = False
    scale: int | None = None
    codes: CodeList | None = None
    translations: Mapping[str, str] = attrs.field(factory=lambda: MappingProxyType({}))


BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""Every character that shows as nothing, those without width among them."""

_WHOLE = 10**15
_WITHOUT_BLANKS = dict.fromkeys(map(ord, BLANKS))

NOT_CALCULATED = Text(
    "公式尚未计算，文件里没有结果；请用 Excel 或 WPS 打开，保存一次后再导入",
    "a formula whose result is not in the file; open the file in Excel or WPS, save it once, and read it again",
)
ERROR_VALUE = Text(
    "公式出错，没有结果；请改正公式或直接填写内容", "a formula that failed; correct it, or type the content"
)
DIGITS_LOST = Text(
    "长数字以数值存放，15 位以后的数字已经丢失，无法恢复；请把单元格设为文本格式后重新填写",
    "a long number kept as a number has lost its digits after the 15th; set the cell to text and type it again",
)
ZEROS_LOST = Text(
    "单元格是数值，不是文本；前面的 0（小数末尾的 0）可能已经丢失，请核对",
    "the cell holds a number, not text; zeros at its beginning (or end) may be lost, please compare",
)
PLACEHOLDER = Text("表示没有内容的符号，按空白读入", "a sign for nothing; read as empty")

PLACEHOLDERS = frozenset({"/", "\\", "-", "--", "—", "——", "―", "–", "...", "……", "N/A", "n/a"})
"""What people type where there is nothing to say, in half-width."""


def normal(text: str) -> str:
    """Return a text with half-width characters and without any blanks, as it is compared.

    >>> normal(" ２０１９ 年　３月 ")
    '2019年3月'
    """
    return unicodedata.normalize("NFKC", text).translate(_WITHOUT_BLANKS)


def failed(value: Value) -> Unreadable | None:
    """Say why there is nothing in a cell to be read, if its formula has no result."""
    if isinstance(value, Uncalculated):
        return Unreadable(NOT_CALCULATED)
    return Unreadable(ERROR_VALUE) if isinstance(value, CellError) else None


def shown(value: Value) -> str:
    """Return what stands in a cell, as text: a number without needless zeros, a day as 2019-12-18.

    >>> shown(12.0), shown(Percent(0.35)), shown(True), shown(datetime(2019, 3, 5, 14, 30))
    ('12', '35%', '是', '2019-03-05 14:30:00')
    """
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)
        case Decimal():
            return plain(value)
        case Percent(fraction=fraction):
            return plain(exactly(fraction).scaleb(2)) + "%"
        case Uncalculated(formula=formula):
            return formula if formula.startswith("=") else "=" + formula
        case CellError(code=code):
            return code
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)


def exactly(number: float | Decimal) -> Decimal:
    """Return a number as a decimal: a float as the shortest one that is read as this float."""
    return number if isinstance(number, Decimal) else Decimal(repr(float(number)))
