"""Period: the days that a report is about, and the day up to which its data count."""

from __future__ import annotations

import re
from datetime import date, datetime

import attrs

from minzheng_domain.errors import InvalidPeriodError
from minzheng_domain.text import Text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def as_day(value: date | str) -> date:
    """Return a day given as a :class:`datetime.date` or as ``YYYY-MM-DD``.

    Raises:
        InvalidPeriodError: the text is no such day.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):  # fromisoformat also takes weeks, 2019-W51-3
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        msg = Text(
            f"日期应写成 2019-12-18 的形式，得到 {value!r}",
            f"a day is written like 2019-12-18, got {value!r}",
        )
        raise InvalidPeriodError(msg) from None


@attrs.frozen
class Period:
    """A reporting period (报告期).

    A yearly report is often signed before the year ends; what happens after its :attr:`cutoff` (数据截止日) is not
    counted. Stocks (累计) are those of the cut-off day, flows (年内) run from :attr:`start` to the cut-off day.

    >>> Period.year(2019, cutoff="2019-12-18").cutoff
    datetime.date(2019, 12, 18)
    """

    start: date
    end: date
    cutoff: date

    def __attrs_post_init__(self) -> None:
        if not self.start <= self.cutoff <= self.end:
            msg = Text(
                f"报告期应为 起始日 ≤ 截止日 ≤ 终止日，得到 {self.start}、{self.cutoff}、{self.end}",
                f"a period needs start <= cutoff <= end, got {self.start}, {self.cutoff}, {self.end}",
            )
            raise InvalidPeriodError(msg)

    @classmethod
    def between(cls, start: date | str, end: date | str, *, cutoff: date | str | None = None) -> Period:
        """Return the period from one day to another, both included.

        Args:
            start: the first day.
            end: the last day.
            cutoff: the last day whose data count; the last day of the period if not given.

        Raises:
            InvalidPeriodError: a text is no day, or the days are out of order.
        """
        last = as_day(end)
        return cls(as_day(start), last, last if cutoff is None else as_day(cutoff))

    @classmethod
    def year(cls, year: int, *, cutoff: date | str | None = None) -> Period:
        """Return a calendar year.

        Raises:
            InvalidPeriodError: the year is not from 1900 to 9999, or the cut-off day lies outside it.
        """
        if not 1900 <= year <= 9999:  # noqa: PLR2004 - the years that a register may hold
            msg = Text(f"年度应在 1900 至 9999 之间，得到 {year}", f"a year is from 1900 to 9999, got {year}")
            raise InvalidPeriodError(msg)
        return cls.between(date(year, 1, 1), date(year, 12, 31), cutoff=cutoff)

    def previous(self) -> Period:
        """Return the same days one year before (上年同期); 29 February becomes the 28th.

        Raises:
            InvalidPeriodError: it begins in the first year of the calendar.
        """
        return Period(*(_year_before(day) for day in (self.start, self.end, self.cutoff)))

    @property
    def label(self) -> Text:
        """The period in words, e.g. 2019年（数据截至2019年12月18日）."""
        whole_year = self.start == date(self.start.year, 1, 1) and self.end == date(self.start.year, 12, 31)
        days = Text(f"{_zh(self.start)}至{_zh(self.end)}", f"{self.start} to {self.end}")
        base = Text(f"{self.start.year}年", str(self.start.year)) if whole_year else days
        if self.cutoff == self.end:
            return base
        return Text(f"{base.zh}（数据截至{_zh(self.cutoff)}）", f"{base.en} (data up to {self.cutoff})")


def _year_before(day: date) -> date:
    if day.year == date.min.year:
        msg = Text(f"{day} 之前没有上年同期", f"there is no year before {day}")
        raise InvalidPeriodError(msg)
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
