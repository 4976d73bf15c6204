"""Lines of the statistics: each figure and each of its groups, with what Python made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

import attrs

from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.plugin import Change, Figure, Growth, Ledger, Measure, Ratio
from minzheng_domain.quantities import Approximation
from minzheng_domain.statistics.compile.words import define
from minzheng_domain.statistics.evaluate import NOT_STATED
from minzheng_domain.statistics.figure import BLANK
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.statistics.query import Field, value_column
from minzheng_domain.text import Language, Text

ALL = Text("合计", "Total")

Key: TypeAlias = tuple[str, int]
"""Of a figure: the id of its measure, and how many years before the period it lies."""


LineKey: TypeAlias = tuple[str, int, bool, str | None]
"""Of a line: the id of its measure, how many years before, whether it is a group, and the group's code."""


@attrs.frozen(kw_only=True)
class Line:
    """A row of the statistics: a figure as a whole, or one of its groups.

    Attributes:
        figure: the figure.
        years_before: how many years before the period it lies; 1 for that of the year before.
        is_group: whether it is a group; else the whole.
        group: the code of the group; ``None`` for the records in which it is missing.
        title: what the figure is called.
        label: what the group is called.
        value: the number by Python, in the unit of the measure.
        approximation: how it is meant.
        definition: what is counted, in words, without days.
    """

    figure: Figure
    years_before: int
    is_group: bool
    group: str | None
    title: str
    label: str
    value: Decimal | None
    approximation: Approximation
    definition: str

    @property
    def key(self) -> LineKey:
        """By which it is found."""
        return (self.figure.id, self.years_before, self.is_group, self.group)


def with_sources(figures: Iterable[Figure]) -> dict[Key, Figure]:
    """Return the figures in their order; before one that is derived, those that it follows from and are not given."""
    given = {(figure.id, 0): figure for figure in figures}
    found: dict[Key, Figure] = {}

    def visit(figure: Figure, years_before: int) -> None:
        for source, years in sources_of(figure, years_before):
            if (source.id, years) not in given and (source.id, years) not in found:
                visit(source, years)
        found[figure.id, years_before] = figure

    for figure in given.values():
        visit(figure, 0)
    return found


def sources_of(figure: Figure, years_before: int) -> list[tuple[Figure, int]]:
    """Return the figures that one is derived from, each with how many years before the period it lies."""
    if isinstance(figure.measure.query, Change | Growth):
        now, before = figure.sources
        return [(now, years_before), (before, years_before + 1)]
    return [(source, years_before) for source in figure.sources]


def counted(figures: Mapping[Key, Figure]) -> list[tuple[Measure, int]]:
    """Return the measures that are not derived from others, with the years before."""
    return [
        (figure.measure, years)
        for (_, years), figure in figures.items()
        if not isinstance(figure.measure.query, Derivation)
    ]


def grouping(figure: Figure) -> Field | None:
    """Return what a figure is grouped by; nothing where it is derived from figures that are grouped differently."""
    if not isinstance(figure.measure.query, Derivation):
        return figure.measure.by
    fields = {grouping(source) for source in figure.sources}
    return fields.pop() if len(fields) == 1 else None


class Liner:
    """Makes the lines of figures.

    Args:
        ledger: the ledger whose records are written, without what the reader may not see.
        language: that of titles and labels.
        titles: the titles of measures by id.
    """

    def __init__(self, ledger: Ledger, language: Language, titles: Mapping[str, Text]) -> None:
        self._ledger = ledger
        self._language = language
        self._titles = titles

    def lines(self, figure: Figure, years_before: int, groups: Iterable[str | None]) -> Iterator[Line]:
        """Yield the line of a figure, and one for each group."""
        title = figure.measure.title
        ago = Text(f"（前{years_before}年同期）", f" ({years_before} years before)")
        ago = Text("（上年同期）", " (the year before)") if years_before == 1 else ago
        words = {
            "title": title.of(self._language) + (ago.of(self._language) if years_before else ""),
            "definition": self._definition(figure.measure),
        }
        yield Line(
            figure=figure,
            years_before=years_before,
            is_group=False,
            group=None,
            label=ALL.of(self._language),
            value=figure.value,
            approximation=figure.approximation,
            **words,
        )
        nothing = None if isinstance(figure.measure.query, Ratio | Growth) else Decimal(0)
        for group in groups:
            part = figure.parts.get(group or BLANK)
            yield Line(
                figure=figure,
                years_before=years_before,
                is_group=True,
                group=group,
                label=self._label(figure, group).of(self._language),
                value=part.value if part else nothing,
                approximation=part.approximation if part else Approximation.EXACT,
                **words,
            )

    def _label(self, figure: Figure, group: str | None) -> Text:
        by = grouping(figure)
        if group is None or by is None:
            return NOT_STATED
        return self.label_of(value_column(by), group)

    def label_of(self, column: Column, code: str) -> Text:
        """Return the label of a code, or the name of the record that is referred to."""
        if column.kind is ColumnKind.REFERENCE:
            target = self._ledger.index(column.declaration.refers_to or "").get(code)
            name = getattr(target, "name", None) or code
            return Text(name, name)
        codes = self._ledger.code_list(column)
        found = codes.get(code) if codes else None
        return found.label if found else Text(code, code)

    def _definition(self, measure: Measure) -> str:
        words = define(measure, label_of=self.label_of, title_of=lambda name: self._titles.get(name, Text(name, name)))
        note = Text("（{note}）", " ({note})").format(note=measure.note).of(self._language) if measure.note else ""
        return words.of(self._language) + note
