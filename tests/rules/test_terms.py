"""Terms: corresponding days, where there is none, and where time ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.rules.terms import days_after, months_after, years_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2019, 1, 15), 0, date(2019, 1, 15)),
        (date(2019, 1, 15), 1, date(2019, 2, 15)),
        (date(2019, 12, 15), 1, date(2020, 1, 15)),
        (date(2019, 1, 15), 12, date(2020, 1, 15)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 8, 31), 1, date(2019, 9, 30)),
        (date(2019, 11, 30), 25, date(2021, 12, 30)),
    ],
)
def test_a_term_of_months_ends_on_the_corresponding_day(day: date, months: int, expected: date) -> None:
    """It ends on the day of the same number, or on the last of a month that has no such day."""
    assert months_after(day, months) == expected


def test_a_term_of_years_ends_on_the_corresponding_day() -> None:
    """A 29 February corresponds to a 28th where the year has none, and to itself where it has."""
    assert years_after(date(2016, 2, 29), 1) == date(2017, 2, 28)
    assert years_after(date(2016, 2, 29), 4) == date(2020, 2, 29)


def test_a_term_may_end_in_the_last_year_that_there_is() -> None:
    """Only a term that would end after the last day of the calendar ends on that day."""
    assert months_after(date(9998, 3, 1), 12) == date(9999, 3, 1)
    assert months_after(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert months_after(date(9999, 12, 1), 1) == date.max
    assert years_after(date(9000, 3, 1), 1000) == date.max
    assert days_after(date(9999, 12, 30), 1) == date.max
    assert days_after(date(9999, 12, 30), 2) == date.max
    assert days_after(date(2020, 1, 1), 10**7) == date.max


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 1000), st.integers(0, 1000))
def test_a_longer_term_ends_later(day: date, fewer: int, more: int) -> None:
    """Of two terms from one day the longer one ends no sooner, in days, months and years."""
    fewer, more = sorted((fewer, more))

    assert days_after(day, more) - days_after(day, fewer) == timedelta(days=more - fewer)
    assert months_after(day, fewer) <= months_after(day, more)
    assert years_after(day, fewer // 2) <= years_after(day, more // 2)
