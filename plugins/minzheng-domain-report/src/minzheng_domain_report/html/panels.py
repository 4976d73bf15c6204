"""Panels: what stands behind a number: definition, formula, value, groups, exactness, records."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from minzheng_domain.codes import code_list
from minzheng_domain.formats.json import sql_of
from minzheng_domain.plugin import Figure, Number, Text, plain
from minzheng_domain.plugin.visibility import may_see_groups
from minzheng_domain.report.document import NO_VALUE
from minzheng_domain_report.html.numbers import Numbers, approximation_code
from minzheng_domain_report.html.records import RecordLine, Records


@attrs.frozen(kw_only=True)
class SourceView:
    """A figure that another one is derived from."""

    title: str
    words: str
    panel: str
    period: str


@attrs.frozen(kw_only=True)
class PanelView:
    """What the page tells of a figure.

    Attributes:
        id: the id of the panel.
        anchor: the id of the first mention; empty if the figure is only used by others.
        measure: the id of the measure.
        title: what it is called.
        words: its number with the unit.
        exact: the number with all its places, where fewer are written; else empty.
        exactness: how exact it is.
        period: the days that it is about.
        definition: what is counted.
        note: what a reader should know besides; empty if there is nothing.
        groups: each group with its number; none where the audience may not see them.
        sources: the figures that it is derived from.
        sql: the statement that gives it; empty for a derived figure.
        records: those that are listed.
        counted: on how many records it stands.
    """

    id: str
    anchor: str
    measure: str
    title: str
    words: str
    exact: str
    exactness: str
    period: str
    definition: str
    note: str
    groups: tuple[tuple[str, str], ...]
    sources: tuple[SourceView, ...]
    sql: str
    records: tuple[RecordLine, ...]
    counted: int

    @property
    def left(self) -> int:
        """How many records are not listed."""
        return self.counted - len(self.records)


def figures_explained(stated: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return figures and all that these are derived from, each once: those that are stated first."""
    found: dict[object, Figure] = {}
    waiting = list(stated)
    while waiting:
        for figure in waiting:
            found.setdefault((figure.id, figure.period), figure)
        waiting = [
            source for figure in waiting for source in figure.sources if (source.id, source.period) not in found
        ]
    return tuple(found.values())


def panel_of(figure: Figure, numbers: Numbers, records: Records, limit: int) -> PanelView:
    """Return what the page tells of a figure.

    Args:
        figure: the figure.
        numbers: how numbers are written, and which figures the text states.
        records: what may be seen of records.
        limit: how many records are listed at most.
    """
    edition, panel = numbers.edition, numbers.panel(figure)
    number, behind = Number(figure), figure.records()
    groups = figure.parts if may_see_groups(figure, edition.audience) else ()
    return PanelView(
        id=panel,
        anchor=numbers.anchor(panel) if panel in numbers.stated else "",
        measure=figure.id,
        title=edition.say(figure.measure.title),
        words=numbers.words(number),
        exact=_exact(number, numbers),
        exactness=_exactness(figure, numbers),
        period=edition.say(figure.period.label),
        definition=edition.say(figure.definition),
        note="" if figure.measure.note is None else edition.say(figure.measure.note),
        groups=tuple((edition.say(figure.parts[code].label), numbers.words(Number(figure, code))) for code in groups),
        sources=tuple(_source(source, numbers) for source in figure.sources),
        sql=sql_of(figure.measure) or "",
        records=tuple(records.line(record) for record in behind[:limit]),
        counted=len(behind),
    )


def _exact(number: Number, numbers: Numbers) -> str:
    value, written = numbers.value(number), number.figure.written
    return "" if not value or written is None or value == plain(written) else value


def _exactness(figure: Figure, numbers: Numbers) -> str:
    if figure.value is None:
        return numbers.edition.say(NO_VALUE)
    code = code_list("approximation").get(approximation_code(figure.approximation))
    label = code.label if code else Text(figure.approximation.name, figure.approximation.name)
    if code is None or code.note is None:
        return numbers.edition.say(label)
    said = Text("{label}（{note}）", "{label} ({note})").format(label=label, note=_without_stop(code.note))
    return numbers.edition.say(said)


def _without_stop(text: Text) -> Text:
    return Text(text.zh.rstrip("。"), text.en.rstrip("."))


def _source(source: Figure, numbers: Numbers) -> SourceView:
    edition = numbers.edition
    return SourceView(
        title=edition.say(source.measure.title),
        words=numbers.words(Number(source)),
        panel=numbers.panel(source),
        period="" if source.period == edition.period else edition.say(source.period.label),
    )
