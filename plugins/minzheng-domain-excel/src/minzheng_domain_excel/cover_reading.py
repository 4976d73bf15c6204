"""Cover reading: a ledger's header read back from its cover."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from minzheng_domain.errors import InvalidPeriodError
from minzheng_domain.model.header import Header
from minzheng_domain.model.period import as_day
from minzheng_domain.text import Text
from minzheng_domain_excel.cover_keys import (
    FORMAT,
    FORMAT_KEY,
    PERIOD_KEYS,
    SCHEME_KEYS,
    SYNTHETIC_KEY,
    TEXT_KEYS,
    VERSION,
    VERSION_KEY,
)
from minzheng_domain_excel.grids import Sheet, Value
from minzheng_domain_excel.labels import YES_OR_NO, LabelTexts
from minzheng_domain_excel.schemes import scheme_choices

_VALUE, _KEY = 1, 2
_MOST_ROWS = 200


@attrs.frozen
class CoverFault:
    """A cell of a cover that could not be taken.

    Attributes:
        row: its row, from 1.
        column: its column, from 1.
        found: what stands there.
        reason: what is wanted.
    """

    row: int
    column: int
    found: Value
    reason: Text


@attrs.frozen(kw_only=True)
class CoverContent:
    """What a cover says.

    Attributes:
        header: the header of the ledger; its title is empty where the cover has none.
        version: that of the format of the workbook; ``None`` where it is not readable.
        period: the days of the reporting period, first, last and cut-off; ``None`` for each that is not filled in.
        faults: the cells that could not be taken.
    """

    header: Header
    version: int | None
    period: tuple[date | None, ...]
    faults: tuple[CoverFault, ...]


def read_cover(sheet: Sheet) -> CoverContent | None:
    """Read the cover of a workbook; ``None`` if the sheet is not one of ours."""
    found: dict[str, tuple[int, Value]] = {}
    for row, values in sheet.rows():
        if row > _MOST_ROWS:
            break
        key = values[_KEY] if len(values) > _KEY else None
        if isinstance(key, str):
            found.setdefault(key, (row, values[_VALUE]))
    if found.get(FORMAT_KEY, (0, None))[1] != FORMAT:
        return None
    reader = _Reader(found)
    texts = {field: reader.text(key) for field, key in TEXT_KEYS.items()}
    schemes = {key: reader.scheme(key) for key in found if key.startswith(SCHEME_KEYS)}
    header = Header(
        title=texts.pop("title") or "",
        synthetic=reader.flag(SYNTHETIC_KEY),
        schemes={key.removeprefix(SCHEME_KEYS): chosen for key, chosen in schemes.items() if chosen is not None},
        **texts,
    )
    version, period = reader.version(), tuple(map(reader.day, PERIOD_KEYS))
    return CoverContent(header=header, version=version, period=period, faults=tuple(sorted(reader.faults, key=_row)))


def _row(fault: CoverFault) -> int:
    return fault.row


class _Reader:
    """Reads the values of a cover by their keys, and collects those that it cannot take."""

    def __init__(self, found: Mapping[str, tuple[int, Value]]) -> None:
        self._found = found
        self.faults: list[CoverFault] = []

    def _value(self, key: str) -> Value:
        value = self._found.get(key, (0, None))[1]
        return None if value == "" else value

    def _fault(self, key: str, wanted: Text) -> None:
        row, value = self._found[key]
        self.faults.append(CoverFault(row, _VALUE + 1, value, wanted))

    def text(self, key: str) -> str | None:
        value = self._value(key)
        match value:
            case None | str():
                return value
            case bool():
                pass
            case int():
                return str(value)
            case float() if value.is_integer():  # a division code that was typed as a number
                return str(int(value))
            case Decimal() if value.is_finite() and value == value.to_integral_value():
                return str(int(value))
            case date():
                return value.isoformat()
        self._fault(key, Text("应为文字", "words are wanted"))
        return None

    def scheme(self, key: str) -> str | None:
        said = self.text(key)
        if said is None:
            return None
        texts = LabelTexts(scheme_choices().get(key.removeprefix(SCHEME_KEYS)), "zh")
        return texts.read(said) or texts.repaired(said) or said

    def flag(self, key: str) -> bool:
        value = self._value(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        code = LabelTexts(YES_OR_NO, "zh").repaired(value) if isinstance(value, str) else None
        if code not in ("TRUE", "FALSE"):
            self._fault(key, Text("应为“是”或“否”", "yes or no is wanted"))
        return code == "TRUE"

    def day(self, key: str) -> date | None:
        value = self._value(key)
        if isinstance(value, str):
            try:
                return as_day(value)
            except InvalidPeriodError:
                pass
        elif value is None or type(value) is date:
            return value
        self._fault(key, Text("应为日期，写成 2019-12-18", "a day is wanted, written like 2019-12-18"))
        return None

    def version(self) -> int | None:
        said = self.text(VERSION_KEY)
        number = int(said) if said and said.isascii() and said.isdigit() else None
        if number is None or number > VERSION:
            reason = Text(
                f"本程序读取版本 {VERSION} 及以前的表格，较新的请升级程序",
                f"this program reads versions up to {VERSION}; a newer one needs a newer program",
            )
            if VERSION_KEY in self._found:
                self._fault(VERSION_KEY, reason)
        return number
