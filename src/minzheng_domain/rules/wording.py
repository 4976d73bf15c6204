"""Wording: what findings of many families say in the same words: that a field is empty, days, yuan, other numbers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from minzheng_domain.codes import code_list
from minzheng_domain.quantities import EXACT_CONTEXT, Unit, say
from minzheng_domain.text import Text

NOT_FILLED_IN: Final = Text("未填", "nothing filled in")
"""What stands in a field that should have been filled in."""
EMPTY: Final = Text("（空）", "(empty)")
"""The same, for what identifies or registers an organization."""
MISSING: Final = Text("空缺", "nothing")
"""The same, for what supervision and enforcement record."""


def counted(number: int | Decimal, unit: Unit, *, word: str | None = None) -> Text:
    """Put a number into words with every place that it has.

    >>> counted(Decimal("2.50"), Unit.PERCENTAGE_POINTS)
    Text(zh='2.5个百分点', en='2.5 percentage points')

    Args:
        number: in the unit shown.
        unit: what is counted.
        word: another Chinese measure word, one of :attr:`~minzheng_domain.quantities.Unit.also`.
    """
    exact = Decimal(number)
    return say(exact, unit, precision=Decimal(1).scaleb(int(exact.as_tuple().exponent), EXACT_CONTEXT), word=word)


def in_days(span: timedelta) -> Text:
    """Say how many days lie between two.

    >>> in_days(timedelta(days=1))
    Text(zh='1天', en='1 day')
    """
    return counted(span.days, Unit.DAYS)


def in_yuan(amount: Decimal) -> Text:
    """Say an amount of money, which is stored in 元.

    >>> in_yuan(Decimal("30000.00"))
    Text(zh='30000元', en='30000 yuan')
    """
    return counted(amount, Unit.YUAN)


def nothing_by(day: date) -> Text:
    """Say that a field is empty on the day of the check."""
    return Text(f"截至 {day} 未填", f"nothing filled in by {day}")


def label(codes: str, code: str) -> Text:
    """Return the label of a code, or the code itself where it is on no list."""
    entry = code_list(codes).get(code)
    return entry.label if entry else Text(code, code)
