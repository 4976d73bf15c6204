"""Body: a document, block by block, as it stands in a file of Word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from minzheng_domain.plugin import Block, Chart, Document, Inline, Language, Paragraph, Section, Table, Text
from minzheng_domain_report.word.characters import printable, width
from minzheng_domain_report.word.charts import drawing
from minzheng_domain_report.word.closing import attachments, sign_off
from minzheng_domain_report.word.letterhead import addressee, imprint, letterhead
from minzheng_domain_report.word.markup import Element, w
from minzheng_domain_report.word.options import WordOptions
from minzheng_domain_report.word.package import Contents, package
from minzheng_domain_report.word.page import TWIPS_OF_A_POINT, TYPE_WIDTH
from minzheng_domain_report.word.runs import mark, paragraph, run, said, worded
from minzheng_domain_report.word.styles import TITLE_SIZE, Style, heading_style, styles_of
from minzheng_domain_report.word.tables import table_blocks, titled

SYNTHETIC = Text("（以下数据均为虚构，仅作示例）", "(All records behind this report are made up; it is an example.)")

_TITLE_WIDTH = TYPE_WIDTH // (TITLE_SIZE * TWIPS_OF_A_POINT)
_TITLE_BREAKS = re.compile(r"(?<=[）》”])(?=.)|(?<=\D)(?=\d)|(?=关于)|(?<=的)(?=.)")
"""Where a title may be broken without tearing a word: after a bracket, before a year, before 关于, after 的."""

_ANCHOR = 15
"""The height of the line that the imprint floats from, in twips: less than what 22 lines leave of a page."""


def word_file(
    document: Document, options: WordOptions, target: str, *, styles: tuple[Style, ...] | None = None
) -> bytes:
    """Return a document as a file of Word.

    Args:
        document: the report.
        options: of the export.
        target: what is written, for the errors.
        styles: the styles of its paragraphs; those of an official document, if not given.

    Raises:
        WriteError: a red head is asked for, and nobody is known to issue the document.
    """
    body = _Body(document, options, target)
    elements = tuple(body.elements())
    return package(
        Contents(
            body=elements,
            title=worded(document.title, document.language),
            author=document.signer,
            day=document.signed_on,
            language=document.language,
            styles=styles or styles_of(letterhead=options.letterhead, heading3_bold=options.heading3_bold),
            latin_font=printable(options.latin_font),
            charts=tuple(body.charts),
            numbers=tuple(number.words.of(document.language) for number in document.numbers()),
            synthetic=document.synthetic,
        )
    )


class _Body:
    """The text of a document as elements, and the charts that stand in it, each with its relation."""

    def __init__(self, document: Document, options: WordOptions, target: str) -> None:
        self.charts: list[tuple[str, Chart]] = []
        self._document, self._options, self._target = document, options, target
        self._language = document.language

    def elements(self) -> Iterator[Element]:
        """Yield the paragraphs and tables, from the head to the date."""
        document, options = self._document, self._options
        if options.letterhead:
            yield from letterhead(document, options, self._target)
        yield _title(document.title, self._language)
        if document.synthetic:
            yield said("Subtitle", SYNTHETIC.of(self._language), self._language)
        yield from addressee(options)
        text = list(self._text())
        if text and text[-1].tag == w.name("p"):
            mark(text[-1], "keepNext")  # a signature does not stand alone on a page
        yield from text
        yield from attachments(document)
        if options.letterhead:  # it floats on the page of what follows it: on that of the signer, never on its own
            yield imprint(document, options)
            yield _anchor()
        yield from sign_off(document)

    def _text(self) -> Iterator[Element]:
        yield from self._blocks(self._document.preamble)
        for section in self._document.walk():
            yield self._heading(section)
            yield from self._blocks(section.blocks)

    def _heading(self, section: Section) -> Element:
        gap = "" if self._language == "zh" or not section.number else " "
        words = worded((section.number + gap, *section.heading), self._language)
        return paragraph(heading_style(section.level), run(words, self._language))

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Element]:
        for block in blocks:
            match block:
                case Paragraph(parts=parts):
                    yield paragraph("BodyText", run(worded(parts, self._language), self._language))
                case Table():
                    yield from table_blocks(block, self._language)
                case Chart():
                    yield from self._chart(block)
                case _:
                    assert_never(block)

    def _chart(self, chart: Chart) -> Iterator[Element]:
        """Yield the title, the chart and the table of its numbers."""
        relation = f"chart{len(self.charts) + 1}"
        self.charts.append((relation, chart))
        yield said("TableTitle", chart.title, self._language)
        yield drawing(chart, len(self.charts), relation, self._language)
        table = chart.table(self._language)
        yield from table_blocks(table, self._language, titled("", table.unit, self._language))


def _title(parts: tuple[Inline, ...], language: Language) -> Element:
    """Return the title; one that takes two lines is broken where no word is torn, in halves as equal as may be."""
    words = worded(parts, language)
    lines = _halves(words) if language == "zh" and _TITLE_WIDTH < width(words) <= 2 * _TITLE_WIDTH else (words,)
    runs = [run(lines[0], language)]
    for line in lines[1:]:
        runs += [w("r", w("br")), run(line, language)]
    return paragraph("Title", *runs)


def _halves(words: str) -> tuple[str, ...]:
    places = [found.start() for found in _TITLE_BREAKS.finditer(words)]
    halves = [(words[:place], words[place:]) for place in places]
    fitting = [pair for pair in halves if max(map(width, pair)) <= _TITLE_WIDTH]
    return min(fitting, key=lambda pair: abs(width(pair[0]) - width(pair[1])), default=(words,))


def _anchor() -> Element:
    """Return the empty line that the imprint floats from: LibreOffice moves the words of a line that it floats from."""
    spacing = w("spacing", before=0, after=0, line=_ANCHOR, lineRule="exact")
    return paragraph("Normal", properties=(w("keepNext"), w("snapToGrid", val=0), spacing))
