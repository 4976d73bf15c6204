"""Family LED: days that cannot be: in the future of the check, or before there was a registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.sweeping import sweep
from minzheng_domain.rules.wording import in_days
from minzheng_domain.text import Text

_CALENDAR = Citation("calendar")

FIRST_DAY = date(1949, 10, 1)
"""Nothing in a ledger of civil affairs is older."""

_MAY_LIE_AHEAD = frozenset({"starts_on", "ends_on", "expires_on"})
"""Days that are agreed or set beforehand; all others that end in ``_on`` tell what has happened."""


@whole(
    id="LED006",
    title=Text("日期晚于检查日期", "the day lies in the future"),
    why=Text(
        "记录的是已经发生的事，日期却在检查日期之后，多为年份填错。",
        "It tells what has happened, and the day has not come yet: mostly the year is wrong.",
    ),
    remedy=Text("请改正日期；尚未发生的留空。", "Correct the day, or leave it empty until it has come."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_CALENDAR],
    needs_day=True,
    since="0.1",
)
def day_in_the_future(look: Look) -> Iterator[Verdict]:
    """Look for facts after the day of the check."""
    today = look.day

    def judge(column: Column, day: date) -> Fault | None:
        if day <= today:
            return None
        return Fault(
            column.name,
            found=str(day),
            expected=Text(f"不晚于检查日期{today}", f"no later than the day of the check, {today}"),
            difference=in_days(day - today),
        )

    def clean(days: Iterable[Any]) -> bool:
        return max(filter(None, days), default=today) <= today

    yield from sweep(look.ledger, _days_of_facts, judge, clean=clean)


@whole(
    id="LED018",
    title=Text("日期早于1949年10月1日", "the day lies before 1 October 1949"),
    why=Text(
        "台账中不会有这么早的日期，多为年份填错。",
        "No day in the ledger can be as old as that: mostly the year is wrong.",
    ),
    remedy=Text("请改正日期。", "Correct the day."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_CALENDAR],
    since="0.1",
)
def day_before_1949(look: Look) -> Iterator[Verdict]:
    """Look for days that are too old; a birthday may be older."""

    def judge(column: Column, day: date) -> Fault | None:
        if day >= FIRST_DAY:
            return None
        return Fault(
            column.name,
            found=str(day),
            expected=Text(f"不早于{FIRST_DAY}", f"no earlier than {FIRST_DAY}"),
            difference=in_days(FIRST_DAY - day),
        )

    def clean(days: Iterable[Any]) -> bool:
        return min(filter(None, days), default=FIRST_DAY) >= FIRST_DAY

    yield from sweep(look.ledger, _days_of_the_republic, judge, clean=clean)


def _days_of_facts(kind: RecordKind) -> Iterator[Column]:
    for column in kind.columns:
        tells_a_fact = column.name == "on" or column.name.endswith("_on")
        if column.kind is ColumnKind.DATE and tells_a_fact and column.name not in _MAY_LIE_AHEAD:
            yield column


def _days_of_the_republic(kind: RecordKind) -> Iterator[Column]:
    return (column for column in kind.columns if column.kind is ColumnKind.DATE and column.name != "born_on")
