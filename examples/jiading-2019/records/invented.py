"""Invented: how the codes, days, amounts and persons of the example are made up, the same in every run."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from minzheng_domain.codes import uscc

DIVISION = "310114"
"""The division code of the district."""

DRAWN_UP_ON = date(2020, 1, 31)
"""The day on which the invented ledger was drawn up: nothing in it is later."""

_CODE_PREFIX = {"SOCIAL_GROUP": "51", "SERVICE_AGENCY": "52"}
_FRIDAY = 4
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def credit_code(organization_type: str, serial: int) -> str:
    """Return a code (统一社会信用代码) whose checks are right and whose body EXAMPnnn no organization has."""
    body = f"EXAMP{serial:03d}"
    code = f"{_CODE_PREFIX[organization_type]}{DIVISION}{body}{uscc.calc_organization_check_digit(body)}"
    return code + uscc.calc_check_digit(code)


def on(text: str) -> date:
    """Return a day written like 2019-12-18."""
    return date.fromisoformat(text)


def on_or_none(text: str | None) -> date | None:
    """Return a day, or none where none is written."""
    return None if text is None else on(text)


def working_day(day: date) -> date:
    """Return the day itself, or the Monday after a weekend: offices decide nothing on Saturdays and Sundays."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > _FRIDAY else day


def days_after(day: date, count: int) -> date:
    """Return the working day that lies so many days after another."""
    return working_day(day + timedelta(days=count))


def wan(text: str) -> Decimal:
    """Return an amount given in 万元, in whole 元."""
    return (Decimal(text) * 10000).quantize(Decimal(1))


def person(number: int) -> str:
    """Return what stands for a person's name: 示例人员甲, 示例人员乙, and so on."""
    return f"示例人员{_STEMS[number % len(_STEMS)]}"
