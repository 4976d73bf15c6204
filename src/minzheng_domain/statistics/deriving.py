"""Deriving: the figure of a measure that follows from others, worked out from their figures, group by group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, localcontext
from typing import TypeVar

from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT, Approximation
from minzheng_domain.statistics.figure import Figure, Part
from minzheng_domain.statistics.measure import Change, Derivation, Difference, Growth, Measure, Ratio, Total
from minzheng_domain.text import Text

T = TypeVar("T")

_DIVISION = Context(prec=34)
"""Quotients carry 34 digits, as in decimal128; what is written is rounded from there."""


def derived_figure(
    measure: Measure, period: Period, sources: Sequence[Figure], groups: Iterable[str], definition: Text
) -> Figure:
    """Work out a derived figure.

    Args:
        measure: the derived measure.
        period: the days that it is about.
        sources: the figures that it follows from, in the order in which its derivation names them; where it compares
            with the year before, that of the period and that of the year before.
        groups: the codes of its groups, in their order; each is a group of one of the sources at least.
        definition: what it says, in words.
    """
    query = measure.query
    assert isinstance(query, Derivation)  # noqa: S101 - for the type checker; the caller has asked

    def value(group: str | None) -> Decimal | None:
        numbers = [source.value if group is None else number_of(source, group) for source in sources]
        return _derive(query, numbers, percent=measure.unit.is_percent)

    def approximation(group: str | None) -> Approximation:
        parts = [source if group is None else source.parts.get(group) for source in sources]
        return _derived_approximation(query, [p.approximation if p else Approximation.EXACT for p in parts])

    with localcontext(EXACT_CONTEXT):
        return Figure(
            measure=measure,
            period=period,
            value=value(None),
            parts={
                group: Part(
                    label=next(source.parts[group].label for source in sources if group in source.parts),
                    value=value(group),
                    approximation=approximation(group),
                )
                for group in groups
            },
            approximation=approximation(None),
            definition=definition,
            sources=tuple(sources),
        )


def in_one_order(listed: Iterable[Iterable[T]]) -> list[T]:
    """Put what several lists have in one order, each once.

    What the lists before lack stands behind what it stands behind in its own, or before what it begins with there.
    """
    found: list[T] = []
    for given in listed:
        members = list(given)
        place = next((found.index(member) for member in members if member in found), len(found))
        for member in members:
            if member in found:
                place = found.index(member) + 1
            else:
                found.insert(place, member)
                place += 1
    return found


def number_of(source: Figure, group: str) -> Decimal | None:
    """Return the number of a group: where a figure lacks it, nothing was counted; a quotient of that is none."""
    if group in source.parts:
        return source.parts[group].value
    return None if isinstance(source.measure.query, Ratio | Growth) else Decimal(0)


def _derive(query: Derivation, numbers: Sequence[Decimal | None], *, percent: bool) -> Decimal | None:
    """Work out a derived number; none where a part has none, or where it would be divided by nothing."""
    values = [number for number in numbers if number is not None]
    if len(values) < len(numbers):
        return None
    match query:
        case Total():
            return sum(values, Decimal(0))
        case Difference() | Change():
            return values[0] - values[1]
        case Ratio():
            quotient = _DIVISION.divide(values[0], values[1]) if values[1] else None
        case Growth():
            quotient = _DIVISION.divide(values[0] - values[1], values[1]) if values[1] else None
    return quotient.scaleb(2) if quotient is not None and percent else quotient


def approximation_of(doubts: frozenset[str]) -> Approximation:
    """Say how a sum is meant: as its only inexact addends are; *about*, where they are inexact in different ways."""
    if not doubts:
        return Approximation.EXACT
    if len(doubts) == 1 and (name := next(iter(doubts))) in Approximation.__members__:
        return Approximation[name]
    return Approximation.ABOUT


def _derived_approximation(query: Derivation, parts: Sequence[Approximation]) -> Approximation:
    """Say how a derived number is meant: what is taken away or divided by turns *close to* and *over* around."""
    if isinstance(query, Total) or all(part.is_exact for part in parts[1:]):
        return approximation_of(frozenset(part.name for part in parts if not part.is_exact))
    return Approximation.ABOUT
