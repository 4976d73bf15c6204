"""Template: the prose of a report as a text file with named figures in it, turned into a document.

A template is Markdown of the simplest kind, in one language. ``#`` heads the title, ``##`` a chapter, ``###`` a part of
it; a heading may end with ``{#name}``. Paragraphs are parted by blank lines; the lines of one are joined. Headings are
numbered by the language's custom (一、（一）1. or 1 1.1 1.1.1). In double braces stand:

``{{ community.registered }}``
    the figure with its unit.
``{{ community.registered by 社区公益慈善类 }}``
    the number of one group, by its label or code.
``{{ training.sessions by 街镇级 as 次 }}``
    the same with another of the unit's measure words.
``{{ community.registered groups }}``
    the whole breakdown: each label with its number.
``{{ community.registered sentence }}``
    the sentence that the measure itself declares.
``{{ year }}``, ``{{ next_year }}``, ``{{ cutoff }}``, ``{{ bureau }}``, ``{{ district }}``
    what the period and the ledger's header say.
``{{ when decoupling.completed }}``
    at the start of a paragraph: leaves the paragraph out where the figure is zero or has no value.
``{{ narratives DEFICIENCY }}``
    alone in a paragraph: the ledger's narrative entries of a chapter, one paragraph each.
``{{ indicators }}`` and ``{{ work_points }}``
    alone in a paragraph: the year's indicators or work points with what was done about them.
``{{ table community.registered projects.funding }}``
    alone in a paragraph: a table of figures with their groups.

``<!-- … -->`` is a note to whoever edits the template, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import attrs

from minzheng_domain.errors import MinzhengError, TemplateError
from minzheng_domain.model.accountability import Indicator, Narrative, WorkPoint
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.report.document import Block, Document, Inline, Number, Paragraph, Section, Table
from minzheng_domain.report.wording import NO_GROUPS, groups_of, sentence_of
from minzheng_domain.statistics.figure import Figure, Part
from minzheng_domain.statistics.query import value_column
from minzheng_domain.text import LANGUAGES, Language, Text

_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
_HOLE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_HEADING = re.compile(r"(#{1,4})\s+(.*?)(?:\s*\{#([a-z][a-z0-9_-]*)\})?\s*")
_FIGURE = re.compile(
    r"(?P<id>[a-z][a-z0-9_]*\.[a-z0-9_.]+)"
    r"(?:\s+(?P<part>sentence|groups)|\s+by\s+(?P<group>.+?))?(?:\s+as\s+(?P<word>\S+))?"
)
_WHEN = re.compile(r"\{\{\s*when\s+(\S+)\s*\}\}\s*")

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


@attrs.frozen(kw_only=True)
class Template:
    """The prose of a report in one language.

    Attributes:
        source: the file that it comes from, named in messages.
        language: the language that it is written in.
        text: the template itself.
    """

    source: str
    language: Language
    text: str

    def render(self, figures: Mapping[str, Figure], ledger: Ledger, period: Period) -> Document:
        """Return the document: every hole filled, every number a figure.

        Raises:
            TemplateError: a hole cannot be filled, or the headings are out of order; it tells the line.
        """
        return _Renderer(self, figures, ledger, period).document()


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


class _Renderer:
    """Fills the holes of one template from one evaluation."""

    def __init__(self, template: Template, figures: Mapping[str, Figure], ledger: Ledger, period: Period) -> None:
        self.template = template
        self.language = template.language
        self.figures = figures
        self.ledger = ledger
        self.period = period
        cutoff = period.cutoff
        self.words = {
            "year": str(period.start.year),
            "next_year": str(period.start.year + 1),
            "cutoff": f"{cutoff.year}年{cutoff.month}月{cutoff.day}日" if self.language == "zh" else cutoff.isoformat(),
            "bureau": ledger.header.bureau or Text("本局", "the bureau").of(self.language),
            "district": ledger.header.district or Text("本区", "the district").of(self.language),
        }

    def document(self) -> Document:
        title: tuple[Inline, ...] = ()
        path = [_Open(level=0)]
        counts = [0, 0, 0, 0]
        for line, chunk in self.chunks():
            heading = _HEADING.fullmatch(chunk)
            if heading is None:
                path[-1].blocks.extend(self.blocks(chunk, line))
                continue
            level = len(heading[1]) - 1
            words = tuple(self.inline(heading[2], line))
            if level == 0:
                title = words
                continue
            if level > len(path):
                raise self.error(line, Text("标题跳级", "a heading skips a level"))
            self.close(path, level)
            counts[level:] = [counts[level] + 1, *[0] * (len(counts) - level - 1)]
            path.append(_Open(level=level, number=self.number(level, counts), heading=words, id=heading[3] or ""))
        self.close(path, 1)
        return Document(
            title=title,
            language=self.language,
            period=self.period,
            preamble=tuple(path[0].blocks),
            sections=tuple(path[0].sections),
            signer=self.ledger.header.bureau or "",
            synthetic=self.ledger.header.synthetic,
        )

    def chunks(self) -> Iterator[tuple[int, str]]:
        """Yield headings and paragraphs with the number of their first line."""
        text = _NOTE.sub(lambda note: "\n" * note[0].count("\n"), self.template.text)
        lines: list[str] = []
        first = 1
        joint = "" if self.language == "zh" else " "
        for number, line in enumerate([*text.splitlines(), ""], start=1):
            is_heading = line.startswith("#")
            if (is_heading or not line.strip()) and lines:
                yield first, joint.join(lines)
                lines = []
            if is_heading:
                yield number, line
            elif line.strip():
                first = first if lines else number
                lines.append(line.strip())

    @staticmethod
    def close(path: list[_Open], level: int) -> None:
        """End every open section down to a level."""
        while len(path) > level:
            done = path.pop()
            path[-1].sections.append(done.closed())

    def number(self, level: int, counts: list[int]) -> str:
        if self.language == "zh":
            return _ZH_NUMBERS[level - 1](counts[level])
        return ".".join(str(count) for count in counts[1 : level + 1]) + ("." if level == 1 else "")

    def error(self, line: int, reason: Text) -> TemplateError:
        return TemplateError(self.template.source, line, reason)

    def figure(self, name: str, line: int) -> Figure:
        if name not in self.figures:
            reason = Text(f"没有名为 {name} 的指标", f"no measure is called {name}")
            raise self.error(line, reason)
        return self.figures[name]

    def blocks(self, chunk: str, line: int) -> Iterator[Block]:
        if condition := _WHEN.match(chunk):
            if not self.figure(condition[1], line).value:
                return
            chunk = chunk[condition.end() :]
        hole = _HOLE.fullmatch(chunk)
        words = hole[1].split() if hole else []
        match words:
            case ["narratives", chapter]:
                yield from self.narratives(chapter)
            case ["indicators"]:
                yield from self.indicators()
            case ["work_points"]:
                yield from self.work_points()
            case ["table", *names] if names:
                yield self.table(names, line)
            case _:
                yield Paragraph(tuple(self.inline(chunk, line)))

    def inline(self, chunk: str, line: int) -> Iterator[Inline]:
        for place, piece in enumerate(_HOLE.split(chunk)):
            if place % 2 == 0:
                if "{{" in piece or "}}" in piece:
                    raise self.error(line, Text("双花括号不成对", "double braces do not pair"))
                if piece:
                    yield piece
            elif piece in self.words:
                yield self.words[piece]
            else:
                yield from self.hole(piece, line)

    def hole(self, hole: str, line: int) -> Iterator[Inline]:
        found = _FIGURE.fullmatch(hole)
        if found is None:
            raise self.error(line, Text(f"看不懂“{hole}”", f"cannot make out '{hole}'"))
        figure = self.figure(found["id"], line)
        if found["part"] == "sentence":
            yield from sentence_of(figure, self.language)
        elif found["part"] == "groups":
            yield from groups_of(figure, self.language)
        else:
            yield self.checked(figure, found["group"], found["word"], line)

    def checked(self, figure: Figure, group: str | None, word: str | None, line: int) -> Inline:
        """Return the number of a figure or of a group by its label; nothing is recorded of a known code: that is 0."""
        if group is not None:
            codes = {part.label.of(language): code for code, part in figure.parts.items() for language in LANGUAGES}
            codes |= {code: code for code in figure.parts}
            if group not in codes:
                return self.empty(figure, group, word, line)
            group = codes[group]
        number = Number(figure, group, word)
        try:
            number.words  # noqa: B018 - it says whether the unit knows the word
        except MinzhengError as error:
            raise self.error(line, error.message) from error
        return number

    def empty(self, figure: Figure, group: str, word: str | None, line: int) -> Inline:
        """Return nought for a group that the code list knows but no record belongs to."""
        by = figure.measure.by
        codes = self.ledger.code_list(value_column(by)) if by is not None else None
        known = (codes.get(group) or codes.find(group)) if codes else None
        if known is None:
            there = [part.label for part in figure.parts.values()] or [NO_GROUPS]
            reason = Text(
                f"指标 {figure.id} 没有“{group}”这一组；已有：{'、'.join(label.zh for label in there)}",
                f"measure {figure.id} has no group '{group}'; known: {', '.join(label.en for label in there)}",
            )
            raise self.error(line, reason)
        with_it = attrs.evolve(figure, parts={**figure.parts, known.code: Part(label=known.label, value=Decimal(0))})
        return self.checked(with_it, known.code, word, line)

    def narratives(self, chapter: str) -> Iterator[Paragraph]:
        entries = [n for n in self.ledger.all(Narrative) if n.year == self.period.start.year and n.chapter == chapter]
        for entry in sorted(entries, key=lambda entry: entry.position):
            yield Paragraph((_sentences(entry.heading, entry.wording),))

    def indicators(self) -> Iterator[Paragraph]:
        for entry in self.ledger.all(Indicator):
            if entry.year == self.period.start.year:
                told = Text(
                    f"对照《{entry.edition}》第{entry.number}项指标：{entry.wording}",
                    f"Indicator {entry.number} of {entry.edition}: {entry.wording}",
                )
                yield Paragraph((_sentences(told.of(self.language), entry.evidence),))

    def work_points(self) -> Iterator[Paragraph]:
        for entry in self.ledger.all(WorkPoint):
            if entry.year == self.period.start.year:
                told = Text(f"对照工作要点：{entry.wording}", f"Work point: {entry.wording}")
                yield Paragraph((_sentences(told.of(self.language), entry.evidence),))

    def table(self, names: list[str], line: int) -> Table:
        header = Text("指标", "Measure"), Text("分组", "Group"), Text("数值", "Value")
        rows: list[tuple[Inline, ...]] = []
        for name in names:
            figure = self.figure(name, line)
            title = figure.measure.title.of(self.language)
            rows.append((title, Text("合计", "total").of(self.language), Number(figure)))
            for code, part in figure.parts.items():
                rows.append((title, part.label.of(self.language), Number(figure, code)))
        return Table(
            Text("主要数据", "Main figures").of(self.language), tuple(h.of(self.language) for h in header), tuple(rows)
        )


def _sentences(*sentences: str | None) -> str:
    """Join what a ledger says into sentences, each with the full stop of the language that it is written in."""
    ended = ""
    for words in filter(None, sentences):
        gap = " " if ended and ended[-1].isascii() else ""
        stop = "" if words[-1] in "。！？；.!?;" else "." if words[-1].isascii() else "。"
        ended += gap + words + stop
    return ended
