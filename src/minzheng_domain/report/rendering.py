"""Rendering: the pieces of a template and one evaluation in, the document out, every number in it a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import assert_never

import attrs

from minzheng_domain.model.accountability import Indicator, Narrative, WorkPoint
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT
from minzheng_domain.report.document import (
    Block,
    Chart,
    Document,
    Inline,
    Number,
    Paragraph,
    Section,
    Table,
    day_in_words,
)
from minzheng_domain.report.groups import group_of, groups_of_figure
from minzheng_domain.report.names import narratives_chapter
from minzheng_domain.report.pieces import (
    LEVELS,
    Attachment,
    FigureChart,
    FigureHole,
    FigureTable,
    Heading,
    Indicators,
    Narratives,
    Part,
    Prose,
    Run,
    Unclear,
    Word,
    WorkPoints,
)
from minzheng_domain.report.wording import groups_of, sentence_of
from minzheng_domain.report.year_on_year import sentence_compared
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.figure import Part as Group
from minzheng_domain.statistics.measure import Growth, Ratio
from minzheng_domain.text import Language, Text

MAIN_FIGURES = Text("主要数据", "Main figures")
"""What a table or a chart of several figures is called where the template does not say."""
_HEADS = Text("指标", "Measure"), Text("分组", "Group"), Text("数值", "Value")
_TOTAL = Text("合计", "total")
_OVERALL = Text("总体", "overall")
_NOT_ADDED = Text("“{title}”的总体不是各组之和。", "Overall, '{title}' is not the sum of its groups.")

_ZH_DIGITS = "〇一二三四五六七八九"


def _zh_ordinal(number: int) -> str:
    """Return 1 to 99 as a Chinese ordinal numeral: 一, 十, 十一, 二十一."""
    tens, ones = divmod(number, 10)
    return (_ZH_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_ZH_DIGITS[ones] if ones else "")


_ZH_NUMBERS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{_zh_ordinal(n)}、",
    lambda n: f"（{_zh_ordinal(n)}）",
    lambda n: f"{n}.",
)
"""The numbers of headings by level, as GB/T 9704-2012 writes them."""


@attrs.define
class _Open:
    """A section that is being filled."""

    level: int
    number: str = ""
    heading: tuple[Inline, ...] = ()
    id: str = ""
    blocks: list[Block] = attrs.field(factory=list)
    sections: list[Section] = attrs.field(factory=list)

    def closed(self) -> Section:
        return Section(self.id, self.level, self.number, self.heading, tuple(self.blocks), tuple(self.sections))


@attrs.frozen
class Renderer:
    """Fills the holes of a template whose pieces were checked: every name in them is known.

    Attributes:
        language: the language of the template.
        figures: every figure that it names, by id.
        ledger: the records, for what is told and not counted, and for names.
        period: the days that the document is about.
        signed_on: the day of signing.
        previous: the figures of the year before, by id, where they are worked out.
    """

    language: Language
    figures: Mapping[str, Figure]
    ledger: Ledger
    period: Period
    signed_on: date
    previous: Mapping[str, Figure]

    def document(self, parts: Sequence[Part]) -> Document:
        """Return the document of a template's pieces."""
        title: tuple[Inline, ...] = ()
        path = [_Open(level=0)]
        counts = [0] * (LEVELS + 1)
        for part in parts:
            if not isinstance(part, Heading):
                path[-1].blocks.extend(self.blocks(part))
                continue
            words, level = tuple(self.inline(part.runs)), part.level
            if level == 0:
                title = words
                continue
            _close(path, level)
            counts[level:] = [counts[level] + 1, *[0] * (LEVELS - level)]
            path.append(_Open(level=level, number=self.number(level, counts), heading=words, id=part.id))
        _close(path, 1)
        return Document(
            title=title,
            language=self.language,
            period=self.period,
            preamble=tuple(path[0].blocks),
            sections=tuple(path[0].sections),
            signer=self.ledger.header.bureau or "",
            synthetic=self.ledger.header.synthetic,
            signed_on=self.signed_on,
            attachments=tuple(p.title for p in parts if isinstance(p, Attachment) and self.is_told(p.when)),
        )

    def number(self, level: int, counts: Sequence[int]) -> str:
        """Return the number of a heading by the custom of the language."""
        if self.language == "zh":
            return _ZH_NUMBERS[level - 1](counts[level])
        return ".".join(str(count) for count in counts[1 : level + 1]) + ("." if level == 1 else "")

    def is_told(self, condition: str) -> bool:
        """Tell whether what hangs on a figure stands in the report: not where that is zero or has no value."""
        return not condition or bool(self.figures[condition].value)

    def blocks(self, part: Part) -> Iterator[Block]:
        """Yield what a piece becomes."""
        match part:
            case Heading() | Attachment():
                return
            case _ if not self.is_told(part.when):
                return
            case Prose(runs=runs):
                yield Paragraph(tuple(self.inline(runs)))
            case Narratives(chapter=chapter):
                yield from self.narratives(chapter)
            case Indicators():
                yield from self.indicators()
            case WorkPoints():
                yield from self.work_points()
            case FigureTable(ids=ids, title=title):
                yield self.table([self.figures[name] for name in ids], title)
            case FigureChart(ids=ids, title=title):
                yield self.chart([self.figures[name] for name in ids], title)
            case _:
                assert_never(part)

    def inline(self, runs: Sequence[Run]) -> Iterator[Inline]:
        """Yield the words and numbers of a paragraph or a heading."""
        for run in runs:
            match run:
                case str():
                    yield run
                case Word(name=name):
                    yield self.word(name)
                case FigureHole(id=name, part="sentence"):
                    yield from sentence_of(self.figures[name], self.language)
                case FigureHole(id=name, part="compared"):
                    yield from sentence_compared(self.figures[name], self.previous.get(name), self.language)
                case FigureHole(id=name, part="groups"):
                    yield from groups_of(self.figures[name], self.language)
                case FigureHole(id=name, group=group, word=word):
                    figure = self.figures[name]
                    yield Number(figure, word=word) if group is None else self.group(figure, group, word)
                case Unclear(text=text):  # pragma: no cover - the check has refused it
                    raise AssertionError(text)
                case _:
                    assert_never(run)

    def word(self, name: str) -> str:
        """Return what the period, the day of signing or the header says."""
        header, year = self.ledger.header, self.period.start.year
        match name:
            case "year":
                return str(year)
            case "next_year":
                return str(year + 1)
            case "cutoff":
                return day_in_words(self.period.cutoff, self.language)
            case "signed_on":
                return day_in_words(self.signed_on, self.language)
            case "bureau":
                return header.bureau or Text("本局", "the bureau").of(self.language)
            case _:
                return header.district or Text("本区", "the district").of(self.language)

    def group(self, figure: Figure, name: str, word: str | None) -> Number:
        """Return the number of a group; of one that no record belongs to, that is nought, or none for a quotient."""
        found = group_of(name, groups_of_figure(figure, self.ledger) or ())
        assert found is not None  # noqa: S101 - the check has refused a group that is not known
        code, label = found
        if code not in figure.parts:
            nothing = None if isinstance(figure.measure.query, Ratio | Growth) else Decimal(0)
            figure = attrs.evolve(figure, parts={**figure.parts, code: Group(label=label, value=nothing)})
        return Number(figure, code, word)

    def narratives(self, chapter: str) -> Iterator[Paragraph]:
        """Yield the narrative entries of the year that belong to a chapter."""
        code, year = narratives_chapter(chapter), self.period.start.year
        entries = [entry for entry in self.ledger.all(Narrative) if (entry.year, entry.chapter) == (year, code)]
        for entry in sorted(entries, key=lambda entry: entry.position):
            yield Paragraph((_sentences(entry.heading, entry.wording),))

    def indicators(self) -> Iterator[Paragraph]:
        """Yield the indicators of the year with what was done about them."""
        for entry in self.ledger.all(Indicator):
            if entry.year == self.period.start.year:
                told = Text(
                    f"对照《{entry.edition}》第{entry.number}项指标：{entry.wording}",
                    f"Indicator {entry.number} of {entry.edition}: {entry.wording}",
                )
                yield Paragraph((_sentences(told.of(self.language), entry.evidence),))

    def work_points(self) -> Iterator[Paragraph]:
        """Yield the work points of the year with what was done about them."""
        for entry in self.ledger.all(WorkPoint):
            if entry.year == self.period.start.year:
                told = Text(f"对照工作要点：{entry.wording}", f"Work point: {entry.wording}")
                yield Paragraph((_sentences(told.of(self.language), entry.evidence),))

    def table(self, figures: Sequence[Figure], title: str) -> Table:
        """Return a table with a row for each figure and each of its groups, those of one figure under its title."""
        rows: list[tuple[Inline, ...]] = []
        for figure in figures:
            whole = _TOTAL if _adds(figure) else _OVERALL
            rows.append((self.title(figure), whole.of(self.language), Number(figure)))
            for code, part in figure.parts.items():
                rows.append((self.title(figure), part.label.of(self.language), Number(figure, code)))
        alone = len(figures) == 1
        units = {figure.measure.unit.label.of(self.language) for figure in figures}
        return Table(
            title or (self.title(figures[0]) if alone else MAIN_FIGURES.of(self.language)),
            tuple(head.of(self.language) for head in _HEADS[alone:]),
            tuple(row[alone:] for row in rows),
            unit=self.unit(figures[0]) if len(units) == 1 else "",
            notes=tuple(dict.fromkeys(self.notes(figures))),
        )

    def chart(self, figures: Sequence[Figure], title: str) -> Chart:
        """Return a chart of the groups of one figure, or of several figures as wholes."""
        first = figures[0]
        if len(figures) == 1 and first.parts:
            labels = tuple(part.label.of(self.language) for part in first.parts.values())
            numbers = tuple(Number(first, code) for code in first.parts)
        else:
            labels, numbers = tuple(map(self.title, figures)), tuple(map(Number, figures))
        called = title or (self.title(first) if len(figures) == 1 else MAIN_FIGURES.of(self.language))
        return Chart(called, labels, numbers, self.unit(first))

    def title(self, figure: Figure) -> str:
        """Return what a figure is called."""
        return figure.measure.title.of(self.language)

    def unit(self, figure: Figure) -> str:
        """Return the unit of a figure as it stands in a unit line."""
        return figure.measure.unit.word(Decimal(0)).of(self.language)

    def notes(self, figures: Sequence[Figure]) -> Iterator[str]:
        """Yield what a reader of a table should know: what a measure says, and where groups do not add."""
        for figure in figures:
            if figure.measure.note is not None:
                yield figure.measure.note.of(self.language)
            if not _adds(figure):
                yield _NOT_ADDED.of(self.language).format(title=self.title(figure))


def _adds(figure: Figure) -> bool:
    """Tell whether the numbers of the groups, where there are any, make the number of the whole."""
    with localcontext(EXACT_CONTEXT):
        total = sum((part.value or Decimal(0) for part in figure.parts.values()), Decimal(0))
    return not figure.parts or total == figure.value


def _close(path: list[_Open], level: int) -> None:
    """End every open section down to a level."""
    while len(path) > level:
        done = path.pop()
        path[-1].sections.append(done.closed())


def _sentences(*sentences: str | None) -> str:
    """Join what a ledger says into sentences, each with the full stop of the language that it is written in."""
    ended = ""
    for words in filter(None, sentences):
        gap = " " if ended and ended[-1].isascii() else ""
        stop = "" if words[-1] in "。！？；.!?;" else "." if words[-1].isascii() else "。"
        ended += gap + words + stop
    return ended
