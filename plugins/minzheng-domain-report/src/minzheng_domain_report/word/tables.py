"""Tables: title, unit line, rows and notes; what fits on a page stays on one, what does not goes on as 续表.

Word repeats the head of a table on each page, but cannot write 续表 (continued) over it. So a table too long for a page
begins on a page of its own and is divided here into tables of a page each. Should a program set the words wider than
they were taken for, the head is repeated all the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence

import attrs

from minzheng_domain.plugin import Inline, Language, Number, Table, Text
from minzheng_domain_report.word.characters import set_together, width
from minzheng_domain_report.word.markup import Element, w
from minzheng_domain_report.word.page import LINE, LINES, TWIPS_OF_A_POINT, TYPE_WIDTH
from minzheng_domain_report.word.runs import mark, paragraph, run, said
from minzheng_domain_report.word.styles import CELL_MARGINS, TABLE_LINE, TABLE_SIZE, UNIT_LINE

UNIT = Text("计量单位：{unit}", "Unit: {unit}")
CONTINUED = Text("{title}（续表）", "{title} (continued)")
NOTE = Text("注：{note}", "Note: {note}")
NUMBERED_NOTE = Text("注{place}：{note}", "Note {place}: {note}")

NOTHING = "—"
"""What stands in the place of a number where there can be none; it is set like one."""

_PAGE = LINES * LINE
_EM = TABLE_SIZE * TWIPS_OF_A_POINT
_BESIDE = CELL_MARGINS["left"] + CELL_MARGINS["right"]
_ABOVE = CELL_MARGINS["top"] + CELL_MARGINS["bottom"] + TWIPS_OF_A_POINT
_LEAST = 2 * _EM + _BESIDE
_GAP_AT_DIGITS = 0.25
_SCRIPT_CHANGE = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])")
_GAP = 8 * TWIPS_OF_A_POINT
_SAFETY = 1
"""How many characters of a line are left when lines are counted: no line is filled to the last."""


@attrs.frozen
class _Row:
    """A row as it is printed: for each cell its words and its style, and how high it is, in twips."""

    words: tuple[str, ...]
    styles: tuple[str, ...]
    height: int


@attrs.frozen
class Above:
    """What stands above a table, on each of its pages.

    Attributes:
        height: how high it is, in twips.
        make: makes it anew; it is told whether the table goes on there (续表). The first element is a paragraph.
    """

    height: int
    make: Callable[[bool], Sequence[Element]]


def titled(title: str, unit: str, language: Language) -> Above:
    """Return title and unit line, each where there is one."""

    def make(continued: bool) -> Sequence[Element]:  # noqa: FBT001 - the only thing it is told
        made = []
        if title:
            words = CONTINUED.of(language).format(title=title) if continued else title
            made.append(said("TableTitle", words, language))
        if unit:
            made.append(said("TableUnit", UNIT.of(language).format(unit=unit), language))
        return made

    return Above((LINE if title else 0) + (UNIT_LINE if unit else 0), make)


def table_blocks(table: Table, language: Language, above: Above | None = None) -> Iterator[Element]:
    """Yield a table as it stands in a text.

    Args:
        table: the table.
        language: of the document.
        above: what stands above it; its title and its unit line, if not given.
    """
    above = above or titled(table.title, table.unit, language)
    if not table.header:
        yield from above.make(False)  # noqa: FBT003 - see Above
        yield from _notes(table.notes, language)
        return
    printed = _Printed(table, language)
    room = _PAGE - above.height - printed.head.height
    if sum(row.height for row in printed.rows) <= room:
        yield from above.make(False)  # noqa: FBT003 - see Above
        yield printed.markup(printed.rows, together=True, with_next=bool(table.notes))
    else:
        for place, rows in enumerate(_pages(printed.rows, room)):
            lines = above.make(place > 0) or [paragraph("TableUnit")]
            mark(lines[0], "pageBreakBefore")
            yield from lines
            yield printed.markup(rows, together=False)
    notes = list(_notes(table.notes, language))
    yield from notes or [_gap()]


def _gap() -> Element:
    """Return the space below a table; two tables that touch would be one."""
    return paragraph("TableNote", properties=(w("spacing", before=0, after=0, line=_GAP, lineRule="exact"),))


def _notes(notes: Sequence[str], language: Language) -> Iterator[Element]:
    for place, note in enumerate(notes, start=1):
        pattern = NOTE if len(notes) == 1 else NUMBERED_NOTE
        yield said("TableNote", pattern.of(language).format(place=place, note=note), language)


def _pages(rows: Sequence[_Row], room: int) -> Iterator[list[_Row]]:
    """Yield rows page by page; a row higher than a page stands alone."""
    page: list[_Row] = []
    left = room
    for row in rows:
        if page and row.height > left:
            yield page
            page, left = [], room
        page.append(row)
        left -= row.height
    yield page


class _Printed:
    """A table with its words set, its columns measured and its rows' heights known."""

    def __init__(self, table: Table, language: Language) -> None:
        heads = tuple(_set(table.header, language))
        cells = [tuple(_set([table.cell(cell, language) for cell in row], language)) for row in table.rows]
        self._language = language
        self._columns = _column_widths([heads, *cells])
        self.head = self._row(heads, ("TableHead",) * len(heads))
        self.rows = [self._row(words, _styles(row)) for words, row in zip(cells, table.rows, strict=True)]

    def _row(self, words: tuple[str, ...], styles: tuple[str, ...]) -> _Row:
        lines = max((_lines(cell, column) for cell, column in zip(words, self._columns, strict=True)), default=1)
        return _Row(words, styles, lines * TABLE_LINE + _ABOVE)

    def markup(self, rows: Sequence[_Row], *, together: bool, with_next: bool = False) -> Element:
        """Return rows under the head.

        Args:
            rows: those to show.
            together: whether all of them stay on one page.
            with_next: whether they stay on the page of what follows.
        """
        last = len(rows) - 1
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val="TableGrid"),
                w("tblW", w=sum(self._columns), type="dxa"),
                w("jc", val="center"),
                w("tblLayout", type="fixed"),
            ),
            w("tblGrid", *(w("gridCol", w=column) for column in self._columns)),
            self._row_markup(self.head, is_head=True, with_next=together),
            *(
                self._row_markup(row, is_head=False, with_next=together and (place < last or with_next))
                for place, row in enumerate(rows)
            ),
        )

    def _row_markup(self, row: _Row, *, is_head: bool, with_next: bool) -> Element:
        properties = w("trPr", w("cantSplit"), w("tblHeader") if is_head else None)
        # LibreOffice passes over a ``keepNext`` of the first cell: so the styles have it, and it is taken back here.
        keep = () if with_next else (w("keepNext", val=0),)
        cells = (
            w(
                "tc",
                w("tcPr", w("tcW", w=column, type="dxa"), w("vAlign", val="center")),
                paragraph(style, *([run(words, self._language)] if words else []), properties=keep),
            )
            for words, style, column in zip(row.words, row.styles, self._columns, strict=True)
        )
        return w("tr", properties, *cells)


def _set(words: Sequence[str], language: Language) -> Iterator[str]:
    return (set_together((cell,), language)[0] for cell in words)


def _styles(row: Sequence[Inline]) -> tuple[str, ...]:
    return tuple("TableNumber" if isinstance(cell, Number) or cell == NOTHING else "TableCell" for cell in row)


def _lines(words: str, column: int) -> int:
    """Return how many lines words take in a column, not too few."""
    needed = _breadth(words)
    room = (column - _BESIDE) / _EM
    return 1 if needed <= room else math.ceil(needed / max(room - _SAFETY, 1))


def _breadth(words: str) -> float:
    """Return how wide words are in a table, in characters, with the gaps that some programs set at digits."""
    return width(words) + _GAP_AT_DIGITS * len(_SCRIPT_CHANGE.findall(words))


def _column_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of the columns in twips, which fill the type area.

    A column is as wide as its widest cell asks for, and what is left over is shared out alike. Where the columns ask
    for too much, those that ask for little get it, and the others share the rest by the roots of what they ask for: so
    their cells become high in like measure.
    """
    columns = zip(*rows, strict=True)
    asked = [max(_LEAST, *(math.ceil(_breadth(cell) * _EM) + _BESIDE for cell in column)) for column in columns]
    given = dict.fromkeys(range(len(asked)), 0)
    waiting, room = set(given), TYPE_WIDTH
    while waiting:
        whole = sum(math.sqrt(asked[place]) for place in waiting)
        shares = {place: int(room * math.sqrt(asked[place]) / whole) for place in waiting}
        content = {place for place, share in shares.items() if asked[place] <= share}
        for place in content or waiting:
            given[place] = min(asked[place], shares[place])
        room -= sum(given[place] for place in content or waiting)
        waiting -= content or waiting
    spare = max(TYPE_WIDTH - sum(given.values()), 0) // max(len(asked), 1)
    return [one + spare for one in given.values()]
