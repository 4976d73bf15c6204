"""Formulas: the live figures of a workbook: the formula of each figure and group, and what has to stand beside it.

A figure that no formula can give, or none can give exactly, says why in words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from minzheng_domain.model.columns import ColumnKind, Record
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT
from minzheng_domain.statistics.compile.excel import FIRST_DAY, compile_query
from minzheng_domain.statistics.measure import Derivation, Measure
from minzheng_domain.statistics.query import (
    AtLeast,
    AtMost,
    Count,
    CountDistinct,
    Field,
    Parameter,
    Query,
    Via,
    own_column,
    value_column,
)
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.defined_names import day_label, day_name
from minzheng_domain_excel.helper_columns import HelperColumn
from minzheng_domain_excel.live_cells import LiveCells
from minzheng_domain_excel.record_cells import RecordRange
from minzheng_domain_excel.values import MOST_DIGITS

LONGEST_FORMULA = 8192
"""How many characters a formula may have."""

MOST_GROUPS = 200
"""How many groups of a figure are formulas at most."""

MOST_CODES = 40
"""How many codes a list may have for each to be a group, though no record bears it yet."""

_UNSAYABLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]|CHAR\\(0\\)")
"""What no formula can hold: half characters, and those that are none."""

_LARGEST = 300
"""How far from the point the first digit of a number may stand."""

_Group: TypeAlias = tuple[str | None, ...]
"""The code of a group, alone; nothing for the whole."""

_WHOLE: _Group = ()


@attrs.frozen(kw_only=True)
class DayCell:
    """A named cell that holds a day of the period; change it, and the figures follow.

    Attributes:
        name: its defined name.
        label: what a reader calls it.
        day: the day of the period that was exported.
        formula: how it follows from another such cell, without ``=``; ``None`` where it is entered.
    """

    name: str
    label: Text
    day: date
    formula: str | None


class LiveWorkbook:
    """The formulas of a workbook's figures, and the ranges, helper columns and cells of days that they name."""

    def __init__(
        self,
        ledger: Ledger,
        ranges: Iterable[RecordRange],
        measures: Iterable[tuple[Measure, int]],
        *,
        period: Period,
        language: Language,
    ) -> None:
        """Work out all formulas.

        Args:
            ledger: the one whose records the workbook holds.
            ranges: where they stand.
            measures: those that count or add, each with how many years before the period it is asked for.
            period: the days that the figures are about.
            language: that of names and labels.

        Raises:
            WriteError: no cell can hold a value of a column that is asked for.
        """
        self.ledger = ledger
        self.language = language
        self._cells = LiveCells(ledger, ranges, language)
        asked = dict.fromkeys((measure, years) for measure, years in measures)
        self._periods = [period]
        for _ in range(max((years for _, years in asked), default=0)):
            self._periods.append(self._periods[-1].previous())
        self._ordered = functools.cache(self._order)
        self._formulas: dict[tuple[str, int], Mapping[_Group, str] | Text] = {
            (measure.id, years): self._why_not(measure, years) or self._compiled(measure, years)
            for measure, years in asked
        }

    @property
    def days(self) -> tuple[DayCell, ...]:
        """The cells of days: those of the period, then those of each year before that a figure is compared with."""
        return tuple(
            DayCell(
                name=day_name(parameter, years, self.language),
                label=day_label(parameter, years),
                day=_days(period)[parameter],
                # The day a year before that of the year before: 29 February is the 28th for good.
                formula=f"EDATE({day_name(parameter, years - 1, self.language)},-12)" if years else None,
            )
            for years, period in enumerate(self._periods)
            for parameter in Parameter
        )

    @property
    def names(self) -> Mapping[str, str]:
        """The ranges of columns and helper columns that formulas name, as absolute references by their names."""
        return self._cells.names

    def helper_columns(self, kind: str) -> tuple[HelperColumn, ...]:
        """Return the helper columns of a kind of record; they stand in this order to the right of its columns."""
        return self._cells.helpers(kind)

    def why_not(self, measure: Measure, years_before: int = 0) -> Text | None:
        """Return why a figure is no formula; ``None`` if it is one."""
        found = self._formulas[measure.id, years_before]
        return found if isinstance(found, Text) else None

    def groups(self, measure: Measure) -> tuple[str | None, ...]:
        """Return all groups that occur among the records, in whatever period, and those of a code list that may yet.

        They stand in the order of the code list, or of the records that are referred to; last ``None``, where the field
        is missing.
        """
        return () if measure.by is None else self._ordered(measure.by)

    def total(self, measure: Measure, years_before: int = 0) -> str:
        """Return the formula of a figure, in the unit shown, without ``=``."""
        return self._said(measure, years_before, _WHOLE)

    def group(self, measure: Measure, group: str | None, years_before: int = 0) -> str:
        """Return the formula of one of the groups of a figure, in the unit shown, without ``=``."""
        return self._said(measure, years_before, (group,))

    def _said(self, measure: Measure, years_before: int, group: _Group) -> str:
        found = self._formulas[measure.id, years_before]
        if isinstance(found, Text):
            msg = f"{measure.id} is no formula: {found.en}"
            raise KeyError(msg)
        return found[group]

    def _compiled(self, measure: Measure, years_before: int) -> Mapping[_Group, str] | Text:
        """Return the formulas of a figure and its groups; or why there are none, where one is too long."""
        query = _counted(measure)
        wanted: list[_Group] = [_WHOLE, *((code,) for code in self.groups(measure))]
        found: dict[_Group, str] = {}
        for group in wanted:
            of = (measure.by, group[0]) if measure.by is not None and group else None
            said = _scaled(compile_query(query, self._cells, group=of, years_before=years_before), measure.unit.scale)
            if len(said) >= LONGEST_FORMULA:
                return Text(
                    f"公式超过 {LONGEST_FORMULA} 个字符", f"the formula is longer than {LONGEST_FORMULA} characters"
                )
            if _UNSAYABLE.search(said):
                return Text("有的分组含有公式写不出的字符", "a group has a character that no formula can hold")
            found[group] = said
        return found

    def _why_not(self, measure: Measure, years_before: int) -> Text | None:
        query = _counted(measure)
        fields: list[Field] = [record_kind(query.record).columns[0], *(test.field for test in query.where)]
        fields += [] if isinstance(query, Count) else [query.field]
        fields += [] if measure.by is None else [measure.by]
        for field in fields:
            if fault := self._cells.fault(field):
                return fault
        if isinstance(query, CountDistinct) and (fault := self._cells.fault_of_distinct(query.field)):
            return fault
        if len(self.groups(measure)) > MOST_GROUPS:
            return Text(f"分组多于 {MOST_GROUPS} 个", f"there are more than {MOST_GROUPS} groups")
        if not all(_is_exact(test) for test in query.where if isinstance(test, AtLeast | AtMost)):
            return Text(f"条件中的数超过 {MOST_DIGITS} 位", f"a bound has more than {MOST_DIGITS} digits")
        if self._periods[years_before].start < FIRST_DAY:
            return Text("报告期早于 1900 年 3 月", "the period begins before March 1900")
        return None

    def _order(self, by: Field) -> tuple[str | None, ...]:
        """Return the groups of a field in their order."""
        column = value_column(by)
        order: Collection[str]
        if column.kind is ColumnKind.REFERENCE:
            order = self.ledger.index(column.declaration.refers_to or "")
        else:
            codes = self.ledger.code_list(column)
            order = [code.code for code in codes.codes] if codes else []
        found = {self._value(by, record) or None for record in self.ledger.of_kind(own_column(by).record)}
        if column.kind is ColumnKind.LABEL and len(order) <= MOST_CODES:
            found.update(order)
        listed = [code for code in order if code in found]
        unlisted = sorted(group for group in found.difference(listed) if group is not None)
        return (*listed, *unlisted, *([None] if None in found else []))

    def _value(self, field: Field, record: Record) -> str | None:
        """Return the code or id that a record is grouped by; ``None`` where nothing is reached."""
        if not isinstance(field, Via):
            own: str | None = getattr(record, field.name)
            return own
        target = self.ledger.follow(record, field.reference)
        reached: str | None = None if target is None else getattr(target, field.column.name)
        return reached


def _counted(measure: Measure) -> Query:
    assert not isinstance(measure.query, Derivation)  # noqa: S101 - for the type checker: it is asked of counted ones
    return measure.query


def _days(period: Period) -> dict[Parameter, date]:
    return {
        Parameter.PERIOD_START: period.start,
        Parameter.PERIOD_END: period.end,
        Parameter.CUTOFF: period.cutoff,
    }


def _is_exact(test: AtLeast | AtMost) -> bool:
    """Tell whether a spreadsheet can hold the bound of a test."""
    bound = test.bound.normalize(EXACT_CONTEXT)
    return len(bound.as_tuple().digits) <= MOST_DIGITS and abs(bound.adjusted()) < _LARGEST


def _scaled(formula: str, scale: int) -> str:
    """Return a formula in the unit shown: 元 divided by ten thousand for 万元."""
    if not scale:
        return formula
    return f"({formula})/{10**scale}" if "+SUM" in formula else f"{formula}/{10**scale}"
