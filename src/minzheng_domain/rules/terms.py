"""Terms (期间): the day on which so many months, years or days after another are over."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_MONTHS = 12


def months_after(day: date, months: int) -> date:
    """Return the corresponding day so many months later; the last of its month where that has no such day.

    >>> months_after(date(2018, 8, 31), 6)
    datetime.date(2019, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the corresponding day so many years later; 28 February for a 29th where there is none.

    >>> years_after(date(2016, 2, 29), 5)
    datetime.date(2021, 2, 28)
    """
    return months_after(day, years * _MONTHS)


def days_after(day: date, days: int) -> date:
    """Return the day so many calendar days later.

    >>> days_after(date(2019, 12, 18), 90)
    datetime.date(2020, 3, 17)
    """
    return day + timedelta(days=min(days, (date.max - day).days))
