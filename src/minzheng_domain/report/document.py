"""Document: a report as a tree of sections, paragraphs and tables whose numbers are figures, not strings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias, assert_never

import attrs

from minzheng_domain.model.period import Period
from minzheng_domain.quantities import Approximation, say
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
    """

    figure: Figure
    group: str | None = None
    word: str | None = None

    @property
    def value(self) -> Decimal | None:
        """The exact number, in the unit shown."""
        return self.figure.value if self.group is None else self.figure.part(self.group).value

    @property
    def approximation(self) -> Approximation:
        """How exact the number is meant to be."""
        return self.figure.approximation if self.group is None else self.figure.part(self.group).approximation

    @property
    def words(self) -> Text:
        """The number with its unit, as it is written."""
        if self.value is None:
            return NO_VALUE
        measure = self.figure.measure
        return say(
            self.value,
            measure.unit,
            precision=measure.precision,
            approximation=self.approximation,
            word=self.word,
        )


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
        rows: for each row its cells.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]


Block: TypeAlias = Paragraph | Table


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
    """

    title: tuple[Inline, ...]
    language: Language
    period: Period
    preamble: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    signer: str = ""
    synthetic: bool = False

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
        """Return every figure that the document states, each once, in the order of first mention."""
        return tuple({number.figure.id: number.figure for number in self.numbers()}.values())


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
            case _:
                assert_never(block)
