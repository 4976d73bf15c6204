"""Family LED: numbers that cannot be: less than nothing, more than the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.quantities import plain
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.sweeping import sweep
from minzheng_domain.rules.wording import in_yuan
from minzheng_domain.text import Text

_SUM = Citation("arithmetic")
_NUMBERS = (ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY)
_WHOLE = Decimal(100)


@whole(
    id="LED011",
    title=Text("数字小于零", "a number is less than nothing"),
    why=Text(
        "人数、场次、金额、比例都不会小于零；负数会使合计偏小。",
        "People, times, amounts and shares are never less than nothing; such a number makes the sums too small.",
    ),
    remedy=Text(
        "请改正数字；退回的款项请减少原拨款金额，不要填负数。",
        "Correct the number; reduce the payment instead of entering what was returned.",
    ),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_SUM],
    since="0.1",
)
def less_than_nothing(look: Look) -> Iterator[Verdict]:
    """Look through all numbers, amounts and shares."""
    yield from sweep(look.ledger, _numbers, _negative, clean=_none_negative)


@whole(
    id="LED012",
    title=Text("比例超过100%", "a share is more than the whole"),
    why=Text(
        "满意度、拨付比例、资产份额等不会超过100%，多为单位或小数点填错。",
        "A share is at most the whole: mostly the point is at the wrong place.",
    ),
    remedy=Text("请改正比例，按百分数填写（如 85 表示 85%）。", "Correct it; enter per cent (85 for 85%)."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_SUM],
    since="0.1",
)
def more_than_the_whole(look: Look) -> Iterator[Verdict]:
    """Look through the columns whose header says that they hold per cent; what is negative is found by LED011."""
    yield from sweep(look.ledger, _shares, _too_large, clean=_none_too_large)


def _numbers(kind: RecordKind) -> Iterator[Column]:
    return (column for column in kind.columns if column.kind in _NUMBERS)


def _none_negative(values: Iterable[Any]) -> bool:
    return min(filter(None, values), default=0) >= 0


def _negative(column: Column, number: int | Decimal) -> Fault | None:
    if number >= 0:
        return None
    return Fault(
        column.name,
        found=in_yuan(Decimal(number)) if column.kind is ColumnKind.MONEY else plain(Decimal(number)),
        expected=Text("不小于零的数", "nothing or more"),
    )


def _shares(kind: RecordKind) -> Iterator[Column]:
    return (column for column in kind.columns if column.kind is ColumnKind.DECIMAL and "%" in column.header.en)


def _none_too_large(values: Iterable[Any]) -> bool:
    return max(filter(None, values), default=_WHOLE) <= _WHOLE


def _too_large(column: Column, share: Decimal) -> Fault | None:
    if share <= _WHOLE:
        return None
    return Fault(
        column.name,
        found=f"{plain(share)}%",
        expected=Text("0%至100%", "0% to 100%"),
        difference=f"{plain(share - _WHOLE)}%",
    )
