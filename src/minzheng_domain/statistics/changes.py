"""Changes: the figures of a period against those of the same days of the year before (同比增减、增长率)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs

from minzheng_domain.errors import DeclarationError
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.compile.words import define
from minzheng_domain.statistics.deriving import derived_figure, in_one_order, number_of
from minzheng_domain.statistics.figure import Figure, Part
from minzheng_domain.statistics.measure import Additive, Change, Growth, Measure
from minzheng_domain.text import Text

GROWTH_PRECISION = Decimal("0.1")
"""The last place that is written of a growth in per cent."""


def compares(measure: Measure) -> bool:
    """Tell whether a measure is itself a comparison with the year before; it is not compared again."""
    return isinstance(measure.query, Change | Growth)


def change_measure(measure: Measure) -> Measure:
    """Return the measure of the change of another (增减): in its unit, of shares in percentage points."""
    title = measure.title
    return Measure(
        f"{measure.id}.change",
        title=Text(f"{title.zh}同比增减", f"{title.en}, change on the year before"),
        unit=Unit.PERCENTAGE_POINTS if measure.unit.is_percent else measure.unit,
        query=Change(measure.id),
        additive=Additive.NOTHING,
        precision=measure.precision,
        since=measure.since,
    )


def growth_measure(measure: Measure) -> Measure | None:
    """Return the measure of the growth of another in per cent (增长率); a share has none: it changes in points."""
    if measure.unit.is_percent:
        return None
    title = measure.title
    return Measure(
        f"{measure.id}.growth",
        title=Text(f"{title.zh}同比增长率", f"{title.en}, growth on the year before"),
        unit=Unit.PERCENT,
        query=Growth(measure.id),
        additive=Additive.NOTHING,
        precision=GROWTH_PRECISION,
        since=measure.since,
    )


def change_of(figure: Figure, before: Figure) -> Figure:
    """Return the change of a figure against that of the same days of the year before.

    A change of approximate numbers is approximate; where one of them has no value, it has none. Groups follow too.

    Raises:
        DeclarationError: the figures are of different measures, or the other is not of the year before.
    """
    return _derived(change_measure(figure.measure), figure, before)


def growth_of(figure: Figure, before: Figure) -> Figure | None:
    """Return the growth of a figure in per cent; growth on nothing has no value. ``None`` for a share.

    Raises:
        DeclarationError: the figures are of different measures, or the other is not of the year before.
    """
    measure = growth_measure(figure.measure)
    return None if measure is None else _derived(measure, figure, before)


def _derived(measure: Measure, figure: Figure, before: Figure) -> Figure:
    if figure.measure != before.measure or before.period != figure.period.previous():
        msg = Text(
            f"{figure.id} 只能与自身上年同期（{figure.period.previous().label.zh}）比较，"
            f"得到 {before.id} {before.period.label.zh}",
            f"{figure.id} is compared with itself in {figure.period.previous().label.en}, "
            f"got {before.id} in {before.period.label.en}",
        )
        raise DeclarationError(msg)
    definition = define(measure, period=figure.period, title_of=lambda _id: figure.measure.title)
    groups = in_one_order([figure.parts, before.parts])
    return derived_figure(measure, figure.period, (figure, before), groups, definition)


@attrs.frozen(kw_only=True)
class YearOnYear:
    """A figure against the year before.

    Attributes:
        now: the figure of the period.
        before: that of the same days of the year before. Both have all groups that either of them had: a group that no
            record belongs to is nought.
        change: the change, with the same groups.
        growth: the growth in per cent; ``None`` for a share.
    """

    now: Figure
    before: Figure
    change: Figure
    growth: Figure | None

    @classmethod
    def of(cls, figure: Figure, before: Figure) -> YearOnYear:
        """Compare a figure with that of the year before.

        Raises:
            DeclarationError: the figures are of different measures, or the other is not of the year before.
        """
        change = change_of(figure, before)
        now, then = with_groups(figure, change.parts), with_groups(before, change.parts)
        return cls(now=now, before=then, change=change, growth=growth_of(figure, before))


def year_on_year(figures: Iterable[Figure], previous: Mapping[str, Figure]) -> tuple[YearOnYear, ...]:
    """Compare figures with those of the year before; those that are comparisons themselves are left out.

    Args:
        figures: the figures of the period.
        previous: those of the same days of the year before, by id; a figure that is not among them is left out.

    Raises:
        DeclarationError: the previous figures are not of the year before.
    """
    return tuple(
        YearOnYear.of(figure, previous[figure.id])
        for figure in figures
        if figure.id in previous and not compares(figure.measure)
    )


def with_groups(figure: Figure, parts: Mapping[str, Part]) -> Figure:
    """Return a figure with these groups, in their order: one that no record belongs to is nought, a quotient none."""
    if list(figure.parts) == list(parts):
        return figure
    filled = {
        code: figure.parts.get(code) or Part(label=part.label, value=number_of(figure, code))
        for code, part in parts.items()
    }
    return attrs.evolve(figure, parts=filled)
