"""Numbers: how the number of a cell reads by its format: as itself, as a day, a time, a span of time or per cent."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from minzheng_domain_excel.grids import Percent, Value

Reading: TypeAlias = Callable[[float], Value]
"""Returns the value that the number of a cell stands for."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

_CHINESE_DAYS = frozenset((*range(27, 37), *range(50, 59)))
"""The formats of days and times that a Chinese Excel has beside the others (ISO/IEC 29500-1, 18.8.30)."""

_EXACT = 10**15
"""From here on a whole number in a cell may have lost digits, and stays as it is written."""

_LONGEST = 300
_LAST_DAY = 2_958_465
_PHANTOM = 60
"""29 February 1900, which never was; the days before it are numbered one too high."""

_BASE = date(1899, 12, 30).toordinal()
_BASE_1904 = date(1904, 1, 1).toordinal()
_DAY_IN_MS = 86_400_000
_MOST_KNOWN = 40_000


def number_of(text: str) -> int | float | str:
    """Return the number that stands in a file; the text itself if it is none that a cell can hold."""
    text = text.strip()
    if text.isdecimal() and len(text) < _LONGEST:
        return int(text)
    if _NUMBER.fullmatch(text) is None:
        return text
    number = float(text)
    return whole(number) if math.isfinite(number) else text


def whole(number: float) -> int | float:
    """Return a number as ``int`` if it is whole and surely exact."""
    return int(number) if number.is_integer() and -_EXACT < number < _EXACT else number


def reading_of(identifier: int, code: str | None, *, is_1904: bool) -> Reading | None:
    """Return how numbers of a format read; ``None`` if as themselves.

    Args:
        identifier: the number of the format.
        code: its code, as ``yyyy-mm-dd``; ``None`` if it is one that is built in.
        is_1904: whether days are counted from 1904.
    """
    shown = BUILTIN_FORMATS.get(identifier, "") if code is None else code
    if identifier in _CHINESE_DAYS and code is None:
        return day_reading(is_1904=is_1904)
    if "%" in _QUOTED.sub("", shown):
        return lambda number: Percent(float(number))
    if is_timedelta_format(shown):
        return span
    return day_reading(is_1904=is_1904) if is_date_format(shown) else None


def day_reading(*, is_1904: bool) -> Reading:
    """Return what reads a day's number as that day, with its time if it has one; a part of a day as a time.

    A number that is no day stays one.
    """
    base, last = (_BASE_1904, _LAST_DAY - 1_462) if is_1904 else (_BASE, _LAST_DAY)
    known: dict[float, Value] = {}

    def day_of(number: float) -> Value:
        if not 0 <= number <= last + 1:
            return number
        days, milliseconds = divmod(round(number * _DAY_IN_MS), _DAY_IN_MS)
        moment = time_of(timedelta(milliseconds=milliseconds))
        if days == 0 and not is_1904:
            return moment
        if days > last or (days == _PHANTOM and not is_1904):
            return number
        day = date.fromordinal(base + days + (days < _PHANTOM and not is_1904))
        return datetime.combine(day, moment) if milliseconds else day

    def read(number: float) -> Value:
        value = known.get(number)
        if value is None:
            value = day_of(number)
            if len(known) < _MOST_KNOWN:
                known[number] = value
        return value

    return read


def span(number: float) -> Value:
    """Return the span of time that a number of days is; the number itself if it is longer than any."""
    try:
        return timedelta(milliseconds=round(number * _DAY_IN_MS))
    except OverflowError:
        return number


def time_of(span: timedelta) -> time:
    """Return the time of day that a span of time, less than a day, has passed since midnight."""
    seconds, microseconds = span.seconds, span.microseconds
    return time(seconds // 3_600, seconds // 60 % 60, seconds % 60, microseconds)


def moment_of(text: str) -> date | datetime | time | None:
    """Return the day, with its time unless that is midnight, or the time that is written by ISO 8601; else ``None``."""
    for parse in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            found = parse(text)
        except ValueError:
            continue
        if isinstance(found, datetime):
            found = found.replace(tzinfo=None)
            return found.date() if found.time() == time.min else found
        return found
    return None
