"""Evaluation: measures and a ledger in, figures out, with one pass for each kind of record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import localcontext
from functools import partial

from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model.columns import Column, ColumnKind, Record
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT
from minzheng_domain.statistics.compile.python import Group, Tally, Task, run, run_for
from minzheng_domain.statistics.compile.words import define
from minzheng_domain.statistics.deriving import approximation_of, derived_figure
from minzheng_domain.statistics.figure import BLANK, Figure, Part
from minzheng_domain.statistics.measure import (
    Change,
    Derivation,
    Growth,
    Measure,
    grouping,
    measures_used,
    require_derivable,
)
from minzheng_domain.statistics.query import Field, value_column
from minzheng_domain.text import Text

NOT_STATED = Text("未注明", "not stated")
"""The label of the group of records whose grouping field is empty."""


def evaluate(
    measures: Iterable[Measure], ledger: Ledger, period: Period, *, known: Mapping[str, Measure] | None = None
) -> dict[str, Figure]:
    """Evaluate measures on a ledger in a period.

    Args:
        measures: what to evaluate.
        ledger: the records.
        period: the days that the figures are about.
        known: every measure by id, for those that are derived from others; the given ones, if left out.

    Returns:
        For each given measure's id, in the given order, its figure.

    Raises:
        UnknownNameError: a measure is derived from one that is not known.
        DeclarationError: two measures have one id; derived ones refer to each other in a circle, or add what does not
            add.
    """
    wanted = list(measures)
    by_id = {measure.id: measure for measure in wanted}
    if double := next((measure for measure in wanted if by_id[measure.id] != measure), None):
        msg = Text(f"两个不同的指标同为 {double.id}", f"two measures are called {double.id}")
        raise DeclarationError(msg)
    book = _Book(known if known is not None else by_id, ledger)
    with localcontext(EXACT_CONTEXT):
        book.prepare(wanted, period)
        return {measure.id: book.figure(measure, period) for measure in wanted}


class _Book:
    """The figures worked out so far, for the period itself and, where a measure compares, the year before."""

    def __init__(self, known: Mapping[str, Measure], ledger: Ledger) -> None:
        self.known = known
        self.ledger = ledger
        self.tallies: dict[tuple[str, Period], Tally] = {}
        self.figures: dict[tuple[str, Period], Figure] = {}

    def measure(self, name: str) -> Measure:
        if name not in self.known:
            raise UnknownNameError(Text("指标", "measure"), name, self.known)
        return self.known[name]

    def prepare(self, wanted: Sequence[Measure], period: Period) -> None:
        """Find which queries are needed for which period, and answer those of a period together."""
        needed: dict[Period, dict[str, Measure]] = {}

        def need(measure: Measure, when: Period, path: tuple[str, ...]) -> None:
            if measure.id in path:
                circle = " → ".join((*path, measure.id))
                msg = Text(f"派生指标循环引用：{circle}", f"derived measures refer in a circle: {circle}")
                raise DeclarationError(msg)
            if not isinstance(measure.query, Derivation):
                needed.setdefault(when, {})[measure.id] = measure
                return
            compares = isinstance(measure.query, Change | Growth)
            for name in measures_used(measure.query):
                part = self.measure(name)
                require_derivable(measure, part)
                for moment in (when, when.previous()) if compares else (when,):
                    need(part, moment, (*path, measure.id))

        for measure in wanted:
            need(measure, period, ())
        asked = {
            (name, when): (Task(measure.query, measure.by), when)  # type: ignore[arg-type]
            for when, members in needed.items()
            for name, measure in members.items()
        }
        self.tallies = dict(zip(asked, run_for(list(asked.values()), self.ledger), strict=True))

    def figure(self, measure: Measure, period: Period) -> Figure:
        key = (measure.id, period)
        if key not in self.figures:
            derived = isinstance(measure.query, Derivation)
            self.figures[key] = self.derived(measure, period) if derived else self.counted(measure, period)
        return self.figures[key]

    def definition(self, measure: Measure, period: Period) -> Text:
        return define(measure, period=period, label_of=self.label, title_of=lambda name: self.measure(name).title)

    def label(self, column: Column, code: str) -> Text:
        """Return the label of a code by the district's scheme, or the name of the record that is referred to."""
        if column.kind is ColumnKind.REFERENCE:
            target = self.ledger.index(column.declaration.refers_to or "").get(code)
            name = getattr(target, "name", None) or code
            return Text(name, name)
        codes = self.ledger.code_list(column)
        found = codes.get(code) if codes else None
        return found.label if found else Text(code, code)

    def counted(self, measure: Measure, period: Period) -> Figure:
        tally = self.tallies[measure.id, period]
        scale = measure.unit.scale
        parts = {}
        for group in self.ordered(measure.by, tally.groups) if measure.by is not None else ():
            parts[group or BLANK] = Part(
                label=self.label(value_column(measure.by), group) if measure.by and group else NOT_STATED,
                value=tally.groups[group].scaleb(-scale),
                approximation=approximation_of(tally.doubts.get(group, frozenset())),
            )
        return Figure(
            measure=measure,
            period=period,
            value=tally.total.scaleb(-scale),
            parts=parts,
            approximation=approximation_of(frozenset().union(*tally.doubts.values())),
            definition=self.definition(measure, period),
            select=partial(_select, measure, self.ledger, period),
        )

    def ordered(self, by: Field, groups: Iterable[Group]) -> list[Group]:
        """Order groups as the code list, or the records referred to, stand; unknown codes after, blank last."""
        column = value_column(by)
        order: Iterable[str]
        if column.kind is ColumnKind.REFERENCE:
            order = self.ledger.index(record_kind(column.declaration.refers_to or "").name)
        else:
            codes = self.ledger.code_list(column)
            order = [code.code for code in codes.codes] if codes else []
        given = set(groups)
        listed = [code for code in order if code in given]
        unlisted = sorted(group for group in given.difference(listed) if group is not None)
        return [*listed, *unlisted, *([None] if None in given else [])]

    def derived(self, measure: Measure, period: Period) -> Figure:
        query = measure.query
        assert isinstance(query, Derivation)  # noqa: S101 - for the type checker; the caller has asked
        compares = isinstance(query, Change | Growth)
        periods = (period, period.previous()) if compares else (period,)
        sources = [self.figure(self.measure(name), when) for name in measures_used(query) for when in periods]
        by = grouping(measure, self.known)
        found = {group or None for source in sources for group in source.parts}
        groups = [group or BLANK for group in self.ordered(by, found)] if by is not None else []
        return derived_figure(measure, period, sources, groups, self.definition(measure, period))


def _select(measure: Measure, ledger: Ledger, period: Period, code: str | None) -> tuple[Record, ...]:
    """Look up the records that a figure stands on, or those of one of its groups."""
    by = None if code is None else measure.by
    (tally,) = run([Task(measure.query, by, collect=True)], ledger, period)  # type: ignore[arg-type]
    return tuple(tally.records.get((code or None) if by else None, ()))
