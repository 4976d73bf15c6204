"""Measure (统计指标): the one declaration of a figure, from which its whole life follows.

Value in Python, definition in words (统计口径), sentence in the report: each is derived from the declaration.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

import attrs

from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.query import (
    PERIOD_START,
    CountDistinct,
    Field,
    OnOrAfter,
    Query,
    Sum,
    own_column,
    require_groupable,
    value_column,
)
from minzheng_domain.text import Text

UNITS_OF_REPORTING = "reporting_units"
"""The kind of record that stands for towns; grouping by a reference to it is grouping by town."""


class Additive(enum.Flag):
    """Over what the values of a measure may be added without counting anything twice."""

    NOTHING = 0
    OVER_CATEGORY = enum.auto()
    """Over the categories, kinds or sources that it is grouped by."""
    OVER_LEVEL = enum.auto()
    """Over the levels 市级、区级、街镇级."""
    OVER_TOWN = enum.auto()
    """Over towns or districts that report apart."""
    OVER_PERIOD = enum.auto()
    """Over periods that follow each other."""
    OVER_GROUPS = OVER_CATEGORY | OVER_LEVEL | OVER_TOWN
    """What a stock adds over: everything but time."""
    OVER_ALL = OVER_GROUPS | OVER_PERIOD
    """What a flow adds over."""


@attrs.frozen
class Total:
    """The sum of measures that count nothing in common (合计)."""

    measures: tuple[str, ...]


@attrs.frozen
class Difference:
    """What remains of one measure when another is taken away (差额)."""

    minuend: str
    subtrahend: str


@attrs.frozen
class Ratio:
    """One measure divided by another (比率); in a measure whose unit is per cent, times one hundred."""

    numerator: str
    denominator: str


@attrs.frozen
class Change:
    """The increase of a measure against the same days of the year before (同比增减)."""

    measure: str


@attrs.frozen
class Growth:
    """The increase of a measure against the same days of the year before, in per cent (同比增长率)."""

    measure: str


Derivation: TypeAlias = Total | Difference | Ratio | Change | Growth


def measures_used(derivation: Derivation) -> tuple[str, ...]:
    """Return the ids of the measures that a derived figure is made of."""
    match derivation:
        case Total(measures=measures):
            return measures
        case Difference(minuend=first, subtrahend=second) | Ratio(numerator=first, denominator=second):
            return (first, second)
        case Change(measure=measure) | Growth(measure=measure):
            return (measure,)


def grouping(measure: Measure, known: Mapping[str, Measure]) -> Field | None:
    """Return what the figure of a measure is broken down by; nothing where it is derived from unlike ones.

    Args:
        measure: the measure.
        known: every measure by id; one that is missing is passed over.
    """
    if not isinstance(measure.query, Derivation):
        return measure.by
    fields = {grouping(known[name], known) for name in measures_used(measure.query) if name in known}
    return fields.pop() if len(fields) == 1 else None


def require_derivable(measure: Measure, part: Measure) -> None:
    """Refuse a measure that is derived from another one as it cannot be.

    Raises:
        DeclarationError: it adds distinct counts or quotients, or numbers of different units; or it is said to add over
            what its part does not add over.
    """
    if isinstance(measure.query, Total) and isinstance(part.query, CountDistinct | Ratio | Growth):
        reason = Text(f"把不能相加的 {part.id} 相加", f"it adds {part.id}, which does not add")
    elif isinstance(measure.query, Total | Difference | Change) and measure.unit is not _unit_of(measure, part):
        reason = Text(f"单位与 {part.id} 不同", f"its unit is not that of {part.id}")
    elif measure.additive & ~part.additive:
        reason = Text(f"{part.id} 不能相加，它也不能", f"it cannot add over more than {part.id} does")
    else:
        return
    raise DeclarationError(Text(f"指标 {measure.id}：{reason.zh}", f"measure {measure.id}: {reason.en}"))


def _unit_of(measure: Measure, part: Measure) -> Unit:
    """Return the unit in which a measure has to be: that of its parts; shares change in percentage points."""
    is_change = isinstance(measure.query, Change) and part.unit.is_percent
    return Unit.PERCENTAGE_POINTS if is_change else part.unit


_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def _decimal(number: str | int | Decimal) -> Decimal:
    return Decimal(number)


@attrs.frozen
class Measure:
    """The declaration of a figure.

    Attributes:
        id: table and name, e.g. ``"community.registered"``; it never changes its meaning.
        title: what the figure is called.
        unit: what is counted; money is stored in 元 and shown in 万元.
        query: what is counted, or how the figure follows from others.
        by: the label or reference that the figure is broken down by.
        additive: over what it may be added; a measure has to say so.
        precision: the last place that is written, in the unit shown: ``1``, ``0.01``.
        sentence: how a report states it; ``{value}`` is the number with its unit, ``{groups}`` its breakdown.
        note: what a reader should know beside the definition.
        since: the version of this library that has it first.

    Raises:
        DeclarationError: the parts contradict each other.
    """

    id: str
    title: Text = attrs.field(kw_only=True)
    unit: Unit = attrs.field(kw_only=True)
    query: Query | Derivation = attrs.field(kw_only=True)
    additive: Additive = attrs.field(kw_only=True)
    by: Field | None = attrs.field(default=None, kw_only=True)
    precision: Decimal = attrs.field(default=Decimal(1), converter=_decimal, kw_only=True)
    sentence: Text | None = attrs.field(default=None, kw_only=True)
    note: Text | None = attrs.field(default=None, kw_only=True)
    since: str = attrs.field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            self._refuse(Text("编号应形如 community.registered", "an id is written like community.registered"))
        if isinstance(self.query, Derivation):
            if self.by is not None:
                self._refuse(Text("派生指标的分组来自其组成指标", "a derived measure is grouped as its parts are"))
            if self.additive and not isinstance(self.query, Total | Difference):
                self._refuse(Text("比率和增减不能相加", "ratios and changes do not add"))
            if isinstance(self.query, Growth) and not self.unit.is_percent:
                self._refuse(Text("增长率的单位应为 %", "growth is in per cent"))
            if isinstance(self.query, Total) and len(set(self.query.measures)) < max(len(self.query.measures), 1):
                self._refuse(Text("合计的指标重复或为空", "a total adds measures, each once"))
            return
        self._check_unit(self.query)
        if self.by is not None:
            require_groupable(self.by)
            if own_column(self.by).record != self.query.record:
                self._refuse(Text(f"不能按 {self.by} 分组", f"{self.by} is no field of {self.query.record}"))
        if isinstance(self.query, CountDistinct) and self.additive:
            self._refuse(Text("去重计数不能相加", "distinct counts do not add"))
        is_flow = any(isinstance(test, OnOrAfter) and test.day is PERIOD_START for test in self.query.where)
        if Additive.OVER_PERIOD in self.additive and not is_flow:
            self._refuse(
                Text("没有以期初为界的条件，属存量，不能跨期相加", "without a test from the period's start it is a stock")
            )

    def _check_unit(self, query: Query) -> None:
        is_money = isinstance(query, Sum) and value_column(query.field).kind is ColumnKind.MONEY
        if is_money is not self.unit.is_money:
            self._refuse(Text("金额的单位应为元或万元，其他数不可", "money, and only money, is shown in yuan"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(Text(f"指标 {self.id}：{reason.zh}", f"measure {self.id}: {reason.en}"))

    @property
    def dimension(self) -> Additive:
        """What the figure is broken down by: category, level or town; ``NOTHING`` if it is not."""
        if self.by is None:
            return Additive.NOTHING
        column = value_column(self.by)
        if column.declaration.refers_to == UNITS_OF_REPORTING:
            return Additive.OVER_TOWN
        return Additive.OVER_LEVEL if column.declaration.codes == "level" else Additive.OVER_CATEGORY
