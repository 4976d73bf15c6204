"""Periods: their days, the year before, their words, and what is no period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minzheng_domain.errors import InvalidPeriodError
from minzheng_domain.model.period import Period, as_day
from minzheng_domain.testing import periods

YEARS = st.integers(1900, 9999)


@given(YEARS)
def test_year_runs_from_january_to_december(year: int) -> None:
    """A year has its first and last day; its data count up to the last."""
    found = Period.year(year)

    assert (found.start, found.end, found.cutoff) == (date(year, 1, 1), date(year, 12, 31), date(year, 12, 31))


@given(periods())
def test_days_are_in_order(period: Period) -> None:
    """The cut-off day lies within the period."""
    assert period.start <= period.cutoff <= period.end


@given(periods())
def test_year_before_has_the_same_days(period: Period) -> None:
    """The year before has the same days of the year, in the same order; 29 February becomes the 28th."""
    before = period.previous()

    for now, then in zip(
        (period.start, period.end, period.cutoff), (before.start, before.end, before.cutoff), strict=True
    ):
        assert then.year == now.year - 1
        assert (then.month, then.day) == (now.month, min(now.day, 28) if now.month == 2 else now.day)


@given(periods())
def test_year_before_is_shorter_by_a_leap_day_at_most(period: Period) -> None:
    """The year before is as long, give or take a leap day."""
    before = period.previous()

    assert abs((period.end - period.start) - (before.end - before.start)) <= timedelta(days=1)


@given(periods())
def test_period_survives_being_written(period: Period) -> None:
    """A period made of its days as they are written is the same period."""
    assert Period.between(str(period.start), str(period.end), cutoff=str(period.cutoff)) == period


def test_first_years_have_no_year_before() -> None:
    """Before the first year that a calendar knows there is no period."""
    with pytest.raises(InvalidPeriodError):
        Period.between("0001-01-01", "0001-12-31").previous()


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (Period.year(2019), "2019年", "2019"),
        (
            Period.year(2019, cutoff="2019-12-08"),
            "2019年（数据截至2019年12月8日）",
            "2019 (data up to 2019-12-08)",
        ),
        (Period.between("2019-01-01", "2019-06-30"), "2019年1月1日至2019年6月30日", "2019-01-01 to 2019-06-30"),
        (
            Period.between("2018-07-01", "2019-06-30", cutoff="2019-06-01"),
            "2018年7月1日至2019年6月30日（数据截至2019年6月1日）",
            "2018-07-01 to 2019-06-30 (data up to 2019-06-01)",
        ),
        (Period.between("2018-01-01", "2019-12-31"), "2018年1月1日至2019年12月31日", "2018-01-01 to 2019-12-31"),
    ],
)
def test_period_is_said_in_both_languages(period: Period, zh: str, en: str) -> None:
    """A calendar year is called by its number, any other period by its days; an early cut-off day is told."""
    assert (period.label.zh, period.label.en) == (zh, en)


@pytest.mark.parametrize(
    "given_days",
    [
        ("2019-12-31", "2019-01-01", None),
        ("2019-01-01", "2019-12-31", "2018-12-31"),
        ("2019-01-01", "2019-12-31", "2020-01-01"),
    ],
)
def test_days_out_of_order_are_no_period(given_days: tuple[str, str, str | None]) -> None:
    """A period that ends before it starts, or whose cut-off day lies outside, is refused with its days."""
    start, end, cutoff = given_days

    with pytest.raises(InvalidPeriodError) as caught:
        Period.between(start, end, cutoff=cutoff)

    for day in filter(None, given_days):
        assert day in caught.value.message.zh
        assert day in caught.value.message.en


@pytest.mark.parametrize("year", [1899, 10000, 0, -1])
def test_year_that_no_register_holds_is_refused(year: int) -> None:
    """A year outside 1900 to 9999 is refused, with what was given."""
    with pytest.raises(InvalidPeriodError) as caught:
        Period.year(year)

    assert caught.value.message.zh == f"年度应在 1900 至 9999 之间，得到 {year}"
    assert caught.value.message.en == f"a year is from 1900 to 9999, got {year}"


@given(st.dates())
def test_day_is_read_as_it_is_written(day: date) -> None:
    """A day is itself, and is read from its ISO form."""
    assert as_day(day) is day
    assert as_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "2019-02-29",
        "2019-13-01",
        "2019-1-1",
        "20191218",
        "2019-W51-3",
        "2019/12/18",
        "2019-12-18T00:00",
        " 2019-12-18",
        "2019-12-18\n",
        "２０１９-12-18",
        "",
        "昨天",
    ],
)
def test_text_that_is_no_day_is_refused(text: str) -> None:
    """What is not written YYYY-MM-DD, or is no day of the calendar, is refused with what was given."""
    with pytest.raises(InvalidPeriodError) as caught:
        as_day(text)

    assert repr(text) in caught.value.message.zh
    assert repr(text) in caught.value.message.en


@pytest.mark.parametrize("value", [datetime(2019, 12, 18, 9, 30, tzinfo=UTC), 20191218, None])
def test_value_that_is_no_day_is_refused(value: Any) -> None:
    """A moment is no day, nor is a number: compared with days, they would fail in the middle of the work."""
    with pytest.raises(InvalidPeriodError):
        as_day(value)


@given(periods(), periods())
def test_periods_are_values(first: Period, second: Period) -> None:
    """Two periods are equal when their days are, and can be keys."""
    assume(first.start != second.start)

    assert first != second
    assert {first: 1}[Period(first.start, first.end, first.cutoff)] == 1
