"""Numbers: cells of whole numbers, measured numbers and amounts of money."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal

from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.quantities import EXACT_CONTEXT, Unit
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Percent, Value
from minzheng_domain_excel.repairs.results import (
    PLACEHOLDER,
    PLACEHOLDERS,
    Manner,
    Repair,
    Repaired,
    Result,
    Unreadable,
    exactly,
    failed,
    normal,
)

MONEY_SCALES = {"元": 0, "圆": 0, "千元": 3, "万元": 4, "百万元": 6, "千万元": 7, "亿元": 8}
"""The power of ten that each unit of money stands for."""

TYPED_AS_TEXT = Text("数字以文本存放，按数值读入", "a number kept as text; read as a number")
REWRITTEN = Text("按数值读入", "read as a number")
IN_YUAN = Text("按单位换算为元", "converted to yuan by its unit")
TIMES_TEN_THOUSAND = Text("按单位“万”换算", "converted by its unit, ten thousand")
ROUNDED = Text(
    "公式结果有浮点误差，取 15 位有效数字", "a formula's result, rounded to the 15 digits that a program shows"
)
IN_PER_CENT = Text("百分数，本列以 % 为单位", "a percentage; the column is in per cent")

NOT_A_NUMBER = Text("此处应为{wanted}，如 {example}", "{wanted} is wanted here, like {example}")
NOT_WHOLE = Text("此处应为整数，不能有小数", "a whole number is wanted here, without a fraction")
NO_PERCENT = Text("本列不是百分数；请填写数值本身", "the column is not in per cent; type the number itself")
INEXACT = Text(
    "约数不能读作确数；请填写数字，确切程度另填",
    "an approximate number is no exact one; type the number, and how exact it is beside it",
)
TOO_LONG = Text("数字过长，请核对", "the number is too long, please look at it again")
UNCLEAR_COMMA = Text(
    "逗号位置不像千位分隔符，请核对后只填数字", "the commas do not part thousands; type the digits only"
)

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
_LONGEST = 64
_MOST_DIGITS = 15
_FIFTEEN_DIGITS = Context(prec=_MOST_DIGITS, rounding=ROUND_HALF_EVEN)
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"(?P<number>[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?)(?P<unit>(?:[^\d.,].*)?)")
_COMMAS = re.compile(r"[+-]?[0-9,]*,[0-9,]*(?:\.[0-9]+)?\D*")
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|[¥￥])", re.IGNORECASE)
_INEXACT = re.compile(
    r"约|近|余|多|左右|上下|以上|以下|不足|超过?|将近|大概|几|数[十百千万]|[0-9]\+$|[><≥≤~]|[0-9][-~至到][0-9]"
)
_DECLARED_UNIT = re.compile(r"[（(](.+?)[)）]")
_MINUS = str.maketrans({"−": "-", "﹣": "-", "–": "-"})

_THING_WORDS = frozenset(
    word for unit in Unit if not (unit.is_money or unit.is_percent) for word in (unit.label.zh, *unit.also)
) | {"年", "年度", "届", "期", "位", "户", "分", "所", "例"}
"""Measure words that may stand after a number."""


def number_repair(column: Column, manner: Manner) -> Repair:
    """Return what reads a column of whole numbers, measured numbers or money."""
    reader = _Numbers(column, manner)
    match column.kind:
        case ColumnKind.NUMBER:
            return reader.read_whole
        case ColumnKind.MONEY if manner.scale:
            return reader.read_scaled
        case _:
            return reader.read_decimal


def is_in_per_cent(column: Column) -> bool:
    """Tell whether a column is declared in per cent."""
    return "%" in column.header.zh


def declared_units(column: Column) -> frozenset[str]:
    """Return the units that stand in the header's brackets: 平方米 and m2 of 面积（平方米）, area (m²)."""
    found = map(_DECLARED_UNIT.search, (column.header.zh, column.header.en))
    return frozenset(normal(hit[1]).casefold() for hit in found if hit)


class _Numbers:
    """Reads the cells of one column of numbers."""

    __slots__ = ("_is_money", "_is_whole", "_manner", "_per_cent", "_scale", "_units")

    def __init__(self, column: Column, manner: Manner) -> None:
        self._manner = manner
        self._scale = manner.scale or 0
        self._is_whole = column.kind is ColumnKind.NUMBER
        self._is_money = column.kind is ColumnKind.MONEY
        self._per_cent = is_in_per_cent(column)
        self._units = _THING_WORDS if self._is_whole else declared_units(column) | {"分"}

    def read_whole(self, value: Value) -> Result:
        """Read a whole number."""
        if type(value) is int and _SMALLEST <= value <= _LARGEST:
            return value
        return None if value is None else self._read(value)

    def read_decimal(self, value: Value) -> Result:
        """Read a number with a fraction, or money in 元."""
        if type(value) is int and _SMALLEST <= value <= _LARGEST:
            return Decimal(value)
        if type(value) is float and len(written := repr(value)) <= _MOST_DIGITS and "e" not in written:
            return Decimal(written)
        return None if value is None else self._read(value)

    def read_scaled(self, value: Value) -> Result:
        """Read money whose header names another unit than 元: that is told once, at the header."""
        if type(value) is int and _SMALLEST <= value <= _LARGEST:
            return Decimal(value).scaleb(self._scale, EXACT_CONTEXT)
        if type(value) is float and len(written := repr(value)) <= _MOST_DIGITS and "e" not in written:
            return Decimal(written).scaleb(self._scale, EXACT_CONTEXT)
        return None if value is None else self._read(value)

    def _read(self, value: Value) -> Result:
        if (reason := failed(value)) is not None:
            return reason
        match value:
            case bool():
                return self._refused()
            case int() | float() | Decimal():
                return self._of_number(exactly(value) if not isinstance(value, int) else Decimal(value))
            case Percent(fraction=fraction):
                if not self._per_cent:
                    return Unreadable(NO_PERCENT)
                return self._checked(_without_noise(exactly(fraction).scaleb(2, EXACT_CONTEXT)), None)
            case str():
                return self._of_text(value)
            case _:
                return self._refused()

    def _of_number(self, number: Decimal) -> Result:
        if self._is_whole:
            return self._checked(number, None)
        less_noisy = _without_noise(number)
        return self._checked(less_noisy.scaleb(self._scale, EXACT_CONTEXT), None if less_noisy == number else ROUNDED)

    def _of_text(self, typed: str) -> Result:
        text = normal(typed).translate(_MINUS)
        if not text:
            return None
        if _PLAIN.fullmatch(text):
            number = Decimal(text)
            reason = None if text == typed and self._is_silent(text) else TYPED_AS_TEXT
            return self._checked(number.scaleb(self._scale, EXACT_CONTEXT), reason)
        if text in PLACEHOLDERS:
            return Repaired(None, PLACEHOLDER)
        if _INEXACT.search(text):
            return Unreadable(INEXACT)
        found = _NUMBER.fullmatch(_CURRENCY.sub("", text) if self._is_money else text)
        if found is None:
            return Unreadable(UNCLEAR_COMMA) if _COMMAS.fullmatch(text) else self._refused()
        return self._with_unit(Decimal(found["number"].replace(",", "")), found["unit"])

    def _with_unit(self, number: Decimal, unit: str) -> Result:
        if not unit:
            return self._checked(number.scaleb(self._scale, EXACT_CONTEXT), REWRITTEN)
        if self._is_money:
            scale = MONEY_SCALES.get(unit, MONEY_SCALES.get(unit + "元"))
            return self._refused() if scale is None else self._checked(number.scaleb(scale, EXACT_CONTEXT), IN_YUAN)
        if unit == "%":
            return self._checked(number, IN_PER_CENT) if self._per_cent else Unreadable(NO_PERCENT)
        if unit.casefold() in self._units:
            return self._checked(number, REWRITTEN)
        if self._is_whole and unit[0] == "万" and (unit == "万" or unit[1:] in self._units):
            return self._checked(number.scaleb(4, EXACT_CONTEXT), TIMES_TEN_THOUSAND)
        return self._refused()

    def _is_silent(self, text: str) -> bool:
        """Tell whether a number in a text is nothing to tell of: a program that keeps 15 digits cannot hold more."""
        return self._manner.untyped or (self._manner.exact and sum(map(str.isdigit, text)) > _MOST_DIGITS)

    def _checked(self, number: Decimal, reason: Text | None) -> Result:
        """Make sure that a number is one that a record may hold."""
        exponent = number.as_tuple().exponent
        if isinstance(exponent, str):
            return self._refused()
        if abs(exponent) > _LONGEST or len(format(number, "f")) > _LONGEST:
            return Unreadable(TOO_LONG)
        made: Decimal | int = number
        if self._is_whole:
            made = int(number)
            if made != number:
                return Unreadable(NOT_WHOLE)
            if not _SMALLEST <= made <= _LARGEST:
                return Unreadable(TOO_LONG)
        return made if reason is None else Repaired(made, reason)

    def _refused(self) -> Unreadable:
        if self._is_whole:
            wanted, example = Text("整数", "a whole number"), "12"
        elif self._is_money:
            wanted, example = Text("以元为单位的金额", "an amount in yuan"), "2321400"
        else:
            wanted, example = Text("数值", "a number"), "86.5"
        return Unreadable(NOT_A_NUMBER.format(wanted=wanted, example=example))


def _without_noise(number: Decimal) -> Decimal:
    """Drop what a sum of binary fractions leaves behind the digits that a spreadsheet shows: 765.6700000000001."""
    if number.is_finite() and len(number.as_tuple().digits) > _MOST_DIGITS and number != number.to_integral_value():
        return _FIFTEEN_DIGITS.plus(number)
    return number
