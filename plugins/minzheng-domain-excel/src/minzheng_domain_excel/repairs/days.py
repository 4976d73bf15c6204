"""Days: cells of dates in every way in which people write one day, and why the other ways are no day."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Value
from minzheng_domain_excel.repairs.results import (
    PLACEHOLDER,
    PLACEHOLDERS,
    Manner,
    Repair,
    Repaired,
    Result,
    Unreadable,
    failed,
    normal,
)

IN_WORDS = Text("按日期读入", "read as a day")
WITHOUT_TIME = Text("只取日期，不取时间", "the day was taken, not the time")
SERIAL = Text("日期序号，按 Excel 的算法读入", "the serial number of a day, as Excel counts")

WANTED = Text("此处应为日期，如 2019-12-18", "a day is wanted here, like 2019-12-18")
NO_DAY = Text(
    "缺少日，不能确定是哪一天；请填写完整日期，如 2019-12-18",
    "the day of the month is missing; type the whole, like 2019-12-18",
)
NO_MONTH = Text("只有年份；请填写完整日期，如 2019-12-18", "there is a year only; type the whole day, like 2019-12-18")
NO_SUCH_DAY = Text("没有这一天，请核对", "there is no such day, please look at it again")
SHORT_YEAR = Text(
    "年份只有两位，或年月日的次序不清；请写成 2019-12-18",
    "a year of two digits, or the order of year, month and day is unclear; write it like 2019-12-18",
)
SEVERAL = Text("有不止一个日期；此处只填一个，如 2019-12-18", "there is more than one day; type one, like 2019-12-18")

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})[日号]?"
    r"|(?P<sep>[-./])(?P<m2>[0-9]{1,2})(?P=sep)(?P<d2>[0-9]{1,2}))"
    r"(?:T?(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?))?"
)
_EIGHT_DIGITS = re.compile(r"(?:1[89]|20|21)[0-9]{6}")
_WITHOUT_DAY = re.compile(r"[0-9]{4}(?:年[0-9]{1,2}月?|[-./][0-9]{1,2})|[0-9]{4}(?:0[1-9]|1[0-2])")
_WITHOUT_MONTH = re.compile(r"[0-9]{4}年?度?")
_UNCLEAR = re.compile(r"[0-9]{1,2}[-./年][0-9]{1,2}[-./月][0-9]{1,4}[日号]?")
_BEGINNING = re.compile(r"[0-9]{4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 60_001)
_DIGITS_OF_A_SERIAL = 5
_FIRST_SERIAL_DAY = date(1900, 3, 1)
_NONE = PLACEHOLDERS | {"无", "暂无"}


def day_repair(manner: Manner) -> Repair:
    """Return what reads a column of days."""

    def read(value: Value) -> Result:
        if type(value) is date:
            return value
        if value is None:
            return None
        if type(value) is datetime and value.time() == time():
            return value.date()
        return _read(value, manner)

    return read


def _read(value: Value, manner: Manner) -> Result:
    if (reason := failed(value)) is not None:
        return reason
    match value:
        case datetime():
            return Repaired(value.date(), WITHOUT_TIME)
        case bool():
            return Unreadable(WANTED)
        case int():
            return _of_number(value)
        case float() if _SERIALS.start <= value <= _SERIALS.stop:
            return _of_number(int(value))
        case str():
            return _of_text(normal(value), value, manner)
        case _:
            return Unreadable(WANTED)


def _of_number(number: int) -> Result:
    if number in _SERIALS:
        return Repaired(_EPOCH + timedelta(days=number), SERIAL)
    return _of_digits(str(number)) or Unreadable(WANTED)


def _of_text(text: str, typed: str, manner: Manner) -> Result:
    if not text:
        return None
    if (found := _DAY.fullmatch(text)) is not None:
        made = _day(found["year"], found["m1"] or found["m2"], found["d1"] or found["d2"])
        if found["time"] and found["time"].strip("0:.") and isinstance(made, Repaired):
            return Repaired(made.value, WITHOUT_TIME)
        is_as_written = typed == text and _ISO.fullmatch(text) is not None
        return made.value if isinstance(made, Repaired) and is_as_written and _is_silent(made, manner) else made
    if text in _NONE:
        return Repaired(None, PLACEHOLDER)
    if manner.untyped and text.isdecimal() and len(text) == _DIGITS_OF_A_SERIAL:
        return _of_number(int(text))
    return _of_digits(text) or Unreadable(_why_not(text))


def _is_silent(made: Repaired, manner: Manner) -> bool:
    """Tell whether a day in a text is nothing to tell of: no program keeps one before March 1900 as a day."""
    return manner.untyped or (manner.exact and isinstance(made.value, date) and made.value < _FIRST_SERIAL_DAY)


def _of_digits(text: str) -> Result:
    if _EIGHT_DIGITS.fullmatch(text):
        return _day(text[:4], text[4:6], text[6:])
    if _WITHOUT_DAY.fullmatch(text):
        return Unreadable(NO_DAY)
    return Unreadable(NO_MONTH) if _WITHOUT_MONTH.fullmatch(text) else None


def _day(year: str, month: str, day: str) -> Repaired | Unreadable:
    try:
        return Repaired(date(int(year), int(month), int(day)), IN_WORDS)
    except ValueError:
        return Unreadable(NO_SUCH_DAY)


def _why_not(text: str) -> Text:
    if _UNCLEAR.fullmatch(text):
        return SHORT_YEAR
    return SEVERAL if len(_BEGINNING.findall(text)) > 1 else WANTED
