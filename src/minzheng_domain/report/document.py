"""Document: a report as a tree of sections, paragraphs, tables and charts whose numbers are figures, not strings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias, assert_never

import attrs

from minzheng_domain.errors import DeclarationError, InvalidPeriodError
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import Approximation, say, say_bare
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language, Text

NO_VALUE = Text("（无法计算）", "(cannot be computed)")
"""What stands where a figure has no value, as a growth on nothing."""


@attrs.frozen
class Number:
    """A number in a text: a figure, or one group of it.

    Attributes:
        figure: where the number comes from.
        group: the code of the group; ``None`` for the whole.
        word: another Chinese measure word than the unit's own, one of :attr:`~minzheng_domain.quantities.Unit.also`.
        unsigned: whether a sign is left out, since the words before say it: 减少2家. The value keeps it.
    """

    figure: Figure
    group: str | None = None
    word: str | None = None
    unsigned: bool = False

    @property
    def value(self) -> Decimal | None:
        """The exact number, in the unit shown."""
        return self.figure.value if self.group is None else self.figure.part(self.group).value

    @property
    def approximation(self) -> Approximation:
        """How exact the number is meant to be."""
        return self.figure.approximation if self.group is None else self.figure.part(self.group).approximation

    @property
    def _shown(self) -> Decimal | None:
        """The number that is put into words."""
        return None if self.value is None else self.value.copy_abs() if self.unsigned else self.value

    @property
    def words(self) -> Text:
        """The number with its unit, as it is written."""
        if (shown := self._shown) is None:
            return NO_VALUE
        measure = self.figure.measure
        return say(
            shown,
            measure.unit,
            precision=measure.precision,
            approximation=self.approximation,
            word=self.word,
        )

    @property
    def bare(self) -> Text:
        """The number without its unit, as it stands where a table or a chart states the unit once for all."""
        if (shown := self._shown) is None:
            return NO_VALUE
        return say_bare(shown, precision=self.figure.measure.precision, approximation=self.approximation)


Inline: TypeAlias = str | Number


@attrs.frozen
class Paragraph:
    """A paragraph: words and numbers in turn."""

    parts: tuple[Inline, ...]

    def text(self, language: Language) -> str:
        """Return the paragraph in words."""
        return written(self.parts, language)


@attrs.frozen
class Table:
    """A table of figures.

    Attributes:
        title: what stands above it.
        header: the heads of the columns.
        rows: for each row its cells, as many as there are heads.
        unit: the unit of every number in it (计量单位), stated once above the table; its cells then show numbers bare.
            Empty where units differ: each number shows its own then.
        notes: what stands below it, a paragraph each.

    Raises:
        DeclarationError: a row has more or fewer cells than there are heads.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    unit: str = ""
    notes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.header):
                msg = Text(
                    f"表“{self.title}”有 {len(self.header)} 列，一行却有 {len(row)} 格",
                    f"table '{self.title}' has {len(self.header)} columns, but a row of {len(row)}",
                )
                raise DeclarationError(msg)

    def cell(self, cell: Inline, language: Language) -> str:
        """Return what a cell shows: words as they are, a number with its unit unless the table states that."""
        if isinstance(cell, Number) and self.unit:
            return cell.bare.of(language)
        return written((cell,), language)


@attrs.frozen
class Chart:
    """A chart of one series of bars; :meth:`table` gives the same numbers to those who cannot see it.

    Attributes:
        title: what stands above it.
        labels: what each bar stands for.
        numbers: the number of each bar: figures, or groups of one, all of one unit.
        unit: that unit.

    Raises:
        DeclarationError: labels and numbers are not equally many, or there are none.
    """

    title: str
    labels: tuple[str, ...]
    numbers: tuple[Number, ...]
    unit: str

    def __attrs_post_init__(self) -> None:
        if not self.numbers or len(self.labels) != len(self.numbers):
            msg = Text(
                f"图“{self.title}”有 {len(self.labels)} 个标签、{len(self.numbers)} 个数",
                f"chart '{self.title}' has {len(self.labels)} labels and {len(self.numbers)} numbers",
            )
            raise DeclarationError(msg)

    def table(self, language: Language) -> Table:
        """Return the table that stands with the chart, or in its place."""
        header = Text("项目", "Item").of(language), Text("数值", "Value").of(language)
        return Table(self.title, header, tuple(zip(self.labels, self.numbers, strict=True)), self.unit)


Block: TypeAlias = Paragraph | Table | Chart


@attrs.frozen
class Section:
    """A part of a document under a heading.

    Attributes:
        id: the name by which a check or a link finds the section; empty if it has none.
        level: 1 for a chapter, 2 for a part of it, and so on.
        number: the number before the heading as it is written, e.g. 一、 or （二）.
        heading: the heading, without its number.
        blocks: what stands before the first sub-section.
        sections: the sub-sections.
    """

    id: str
    level: int
    number: str
    heading: tuple[Inline, ...]
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@attrs.frozen(kw_only=True)
class Document:
    """A report in one language.

    Attributes:
        title: the title.
        language: the language of all its words.
        period: the days that it is about.
        preamble: what stands before the first chapter.
        sections: the chapters.
        signer: who signs; empty if the ledger does not say.
        synthetic: whether the records behind it are made up, which every form of it has to say.
        signed_on: the day of signing (成文日期); the cut-off day of the period if not given.
        attachments: the titles of what is attached (附件), in their order.

    Raises:
        InvalidPeriodError: it is signed before the last day whose data it counts.
    """

    title: tuple[Inline, ...]
    language: Language
    period: Period
    preamble: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    signer: str = ""
    synthetic: bool = False
    signed_on: date = attrs.field(default=attrs.Factory(lambda self: self.period.cutoff, takes_self=True))
    attachments: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.signed_on < self.period.cutoff:
            msg = Text(
                f"成文日期 {self.signed_on} 早于数据截止日 {self.period.cutoff}：请改正成文日期，或将数据截止日提前",
                f"signed on {self.signed_on}, before the last day whose data count, {self.period.cutoff}: "
                "correct the day of signing, or set an earlier cut-off day",
            )
            raise InvalidPeriodError(msg)

    def walk(self) -> Iterator[Section]:
        """Yield every section, a chapter before its parts."""
        waiting = list(reversed(self.sections))
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))

    def numbers(self) -> Iterator[Number]:
        """Yield every number in the order in which a reader meets it."""
        yield from _numbers(self.title)
        yield from _numbers_in(self.preamble)
        for section in self.walk():
            yield from _numbers(section.heading)
            yield from _numbers_in(section.blocks)

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure that the document states, each once, in the order of first mention.

        A measure has a figure for each period that is stated, as this year's and last year's.
        """
        stated = (number.figure for number in self.numbers())
        return tuple({(figure.id, figure.period): figure for figure in stated}.values())


def day_in_words(day: date, language: Language) -> str:
    """Return a day as it stands in a text: 2019年12月18日, 2019-12-18."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


def written(parts: tuple[Inline, ...], language: Language) -> str:
    """Return words and numbers as one text."""
    return "".join(part.words.of(language) if isinstance(part, Number) else part for part in parts)


def _numbers(parts: tuple[Inline, ...]) -> Iterator[Number]:
    return (part for part in parts if isinstance(part, Number))


def _numbers_in(blocks: tuple[Block, ...]) -> Iterator[Number]:
    for block in blocks:
        match block:
            case Paragraph(parts=parts):
                yield from _numbers(parts)
            case Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from _numbers((cell,))
            case Chart(numbers=numbers):
                yield from numbers
            case _:
                assert_never(block)
