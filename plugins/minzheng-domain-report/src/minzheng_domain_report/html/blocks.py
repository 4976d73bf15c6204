"""Blocks: paragraphs, tables and charts of a document as markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import attrs
from markupsafe import Markup

from minzheng_domain.plugin import Block, Chart, Inline, Number, Paragraph, Section, Table
from minzheng_domain_report.html.charts import chart_markup
from minzheng_domain_report.html.environment import environment
from minzheng_domain_report.html.numbers import Numbers
from minzheng_domain_report.html.shown import prose
from minzheng_domain_report.html.words import NOTE, NUMBERS_OF_CHART, UNIT

WIDE = 4
"""A table of more columns than this can be pushed sideways where the screen is narrow."""

NO_NUMBER = "—"
"""What a cell shows where there is no number by nature."""

_DEEPEST = 6
"""The lowest heading that HTML knows."""


@attrs.frozen
class SectionView:
    """A section as the template shows it."""

    id: str
    heading: Markup
    plain: str
    level: int
    blocks: tuple[Markup, ...]
    sections: tuple[SectionView, ...]


class Writer:
    """Turns what a document consists of into markup.

    Attributes:
        numbers: how numbers are marked.
    """

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self._edition = numbers.edition
        self._tables = 0

    def parts(self, parts: Iterable[Inline], *, bare: bool = False) -> Markup:
        """Return words and numbers in turn as markup."""
        return Markup("").join(
            self.numbers.mark(part, bare=bare) if isinstance(part, Number) else prose(part, self._edition.tag)
            for part in parts
        )

    def plain(self, parts: Iterable[Inline]) -> str:
        """Return words and numbers as words."""
        return "".join(self.numbers.words(part) if isinstance(part, Number) else part for part in parts)

    def blocks(self, blocks: Iterable[Block]) -> tuple[Markup, ...]:
        """Return blocks as markup."""
        return tuple(map(self.block, blocks))

    def block(self, block: Block) -> Markup:
        """Return a block as markup."""
        match block:
            case Paragraph(parts=parts):
                return Markup("<p>{}</p>\n").format(self.parts(parts))
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)
            case _:
                assert_never(block)

    def table(self, table: Table) -> Markup:
        """Return a table as markup: its caption, its unit line, its notes."""
        return Markup('<figure class="table">\n{}</figure>\n').format(self._table(table, table.title))

    def chart(self, chart: Chart) -> Markup:
        """Return a chart as markup, and below it the table of its numbers."""
        table = chart.table(self._edition.language)
        title = self._edition.say(NUMBERS_OF_CHART, title=chart.title)
        drawn = chart_markup(chart, self.numbers, f"chart-{self._tables + 1}")
        return Markup('<figure class="chart">\n<figcaption>{}</figcaption>\n{}\n{}</figure>\n').format(
            prose(chart.title), drawn, self._table(table, title)
        )

    def _table(self, table: Table, title: str) -> Markup:
        self._tables += 1
        bare = bool(table.unit)
        notes = [self._edition.say(NOTE, note=note) for note in table.notes]
        template = environment().get_template("blocks.html.jinja")
        rendered = template.module.table(  # type: ignore[attr-defined]  # a macro
            id=f"table-{self._tables}",
            title=title,
            unit=self._edition.say(UNIT, unit=table.unit) if table.unit else "",
            header=[(head, _is_of_numbers(table, place)) for place, head in enumerate(table.header)],
            rows=[[(self.parts((cell,), bare=bare), _is_number(cell)) for cell in row] for row in table.rows],
            notes=notes,
            wide=len(table.header) > WIDE,
        )
        return Markup(rendered)  # noqa: S704 - made by a template that escapes

    def sections(self, sections: Iterable[Section], *, above: str = "s", level: int = 2) -> tuple[SectionView, ...]:
        """Return sections with those in them; headings follow each other without a gap, however they are declared."""
        return tuple(
            self._section(section, f"{above}-{place}", level) for place, section in enumerate(sections, start=1)
        )

    def _section(self, section: Section, id: str, level: int) -> SectionView:  # noqa: A002 - the attribute is called so
        gap = " " if section.number and not section.number.endswith(("、", "）")) else ""
        heading = (f"{section.number}{gap}", *section.heading)
        return SectionView(
            id=id,
            heading=self.parts(heading),
            plain=self.plain(heading),
            level=min(level, _DEEPEST),
            blocks=self.blocks(section.blocks),
            sections=self.sections(section.sections, above=id, level=level + 1),
        )


def _is_number(cell: Inline) -> bool:
    """Tell whether a cell is set as numbers are: one is, and so is the dash where there is none."""
    return isinstance(cell, Number) or cell == NO_NUMBER


def _is_of_numbers(table: Table, column: int) -> bool:
    return bool(table.rows) and all(_is_number(row[column]) for row in table.rows)
