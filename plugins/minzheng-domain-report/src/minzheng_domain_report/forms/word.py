"""Word: statistical forms as a file of Word, each on pages of its own, with its head on every page (续表)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import attrs

from minzheng_domain.plugin import Dossier, Entry, Form, Number, Text
from minzheng_domain_report.forms.options import FormOptions, filling_day, forms_of, title_of
from minzheng_domain_report.word.characters import printable, set_together, width
from minzheng_domain_report.word.markup import Element, w
from minzheng_domain_report.word.package import Contents, package
from minzheng_domain_report.word.page import LINE, TWIPS_OF_A_POINT, TYPE_WIDTH
from minzheng_domain_report.word.runs import mark, paragraph, run, said
from minzheng_domain_report.word.styles import TABLE_LINE, TABLE_SIZE, Style, styles_of
from minzheng_domain_report.word.tables import CONTINUED, UNIT, Above, table_blocks

_TITLE, _LINE, _FOOT, _NOTE = "FormTitle", "FormLine", "FormFoot", "TableNote"
_TITLE_SIZE, _TITLE_FROM = 16, "TableTitle"
_STATED = Text("{label}：{value}", "{label}: {value}")
_NOTES, _NUMBERED = Text("说明：", "Notes:"), Text("{place}．{note}", "{place}. {note}")
_NUMBER_AT = TYPE_WIDTH * 2 // 3
"""Where the number of the form and its issuer begin, in twips from the left."""

_ROOM = TYPE_WIDTH / (TABLE_SIZE * TWIPS_OF_A_POINT) - 1
"""How many characters go on a line of the head, in full widths; one is left, since no line is filled to the last."""


def forms_as_word(dossier: Dossier, options: FormOptions) -> bytes:
    """Return the forms of a dossier as a file of Word."""
    made = forms_of(dossier, options)
    return package(
        Contents(
            body=tuple(element for place, form in enumerate(made) for element in _form(form, is_first=place == 0)),
            title=printable(title_of(dossier, options)),
            author=printable(dossier.ledger.header.bureau or ""),
            day=filling_day(dossier, options),
            language=options.language,
            styles=_styles(),
            numbers=tuple(
                cell.words.of(options.language)
                for form in made
                for row in form.table.rows
                for cell in row
                if isinstance(cell, Number)
            ),
            synthetic=dossier.ledger.header.synthetic,
        )
    )


def _styles() -> tuple[Style, ...]:
    known = styles_of(letterhead=False, heading3_bold=False)
    title, cell = (next(style for style in known if style.id == name) for name in (_TITLE_FROM, "TableUnit"))
    return (
        *known,
        attrs.evolve(title, id=_TITLE, name="Form Title", size=_TITLE_SIZE, outline=0),
        attrs.evolve(cell, id=_LINE, name="Form Line", line=TABLE_LINE, align="left"),
        attrs.evolve(cell, id=_FOOT, name="Form Foot", line=TABLE_LINE, align="left", with_next=False),
    )


def _form(form: Form, *, is_first: bool) -> Iterator[Element]:
    head = _Head(form)
    foot = _line([_stated(form, entry) for entry in form.foot], form, _FOOT)

    def above(continued: bool) -> Sequence[Element]:  # noqa: FBT001 - the only thing it is told
        made = list(head.elements(continued=continued))
        if not is_first or continued:
            mark(made[0], "pageBreakBefore")
        return made

    bare = attrs.evolve(form.table, notes=())
    # Where a page has room for the last rows it has room for the foot.
    blocks = list(table_blocks(bare, form.language, Above(head.height + TABLE_LINE, above)))
    yield from blocks[:-1]  # the last is the space below a table
    yield foot
    yield from _notes(form)


class _Head:
    """What stands above a form on each of its pages: title, number, who reports, the period, the unit."""

    def __init__(self, form: Form) -> None:
        self._form = form
        number, *rest = form.head
        *self._issuer, self._reporter, self._period = rest
        self._number = number
        self._unit = UNIT.of(form.language).format(unit=form.table.unit)

    def elements(self, *, continued: bool) -> Iterator[Element]:
        form, language = self._form, self._form.language
        title = CONTINUED.of(language).format(title=form.table.title) if continued else form.table.title
        yield said(_TITLE, title, language)
        for entry in (self._number, *self._issuer):
            yield said(_LINE, _stated(form, entry), language, w("ind", left=_NUMBER_AT))
        yield said(_LINE, _stated(form, self._period), language)
        for words in self._lines():
            yield _line(words, form, _LINE)

    def _lines(self) -> list[list[str]]:
        """Return who reports and the unit, side by side where there is room for both."""
        reporter = _stated(self._form, self._reporter)
        if width(reporter) + width(self._unit) < _ROOM:
            return [[reporter, self._unit]]
        return [[reporter], [self._unit]]

    @property
    def height(self) -> int:
        """How high it is, in twips; lines that go on are counted."""
        title_room = TYPE_WIDTH / (_TITLE_SIZE * TWIPS_OF_A_POINT) - 1
        titles = math.ceil(width(CONTINUED.of(self._form.language).format(title=self._form.table.title)) / title_room)
        beside = _ROOM * (TYPE_WIDTH - _NUMBER_AT) / TYPE_WIDTH - 1
        lines = sum(
            math.ceil(width(_stated(self._form, entry)) / beside) for entry in (self._number, *self._issuer)
        )
        lines += math.ceil(width(_stated(self._form, self._period)) / _ROOM)
        lines += sum(max(1, math.ceil(sum(map(width, words)) / _ROOM)) for words in self._lines())
        return titles * LINE + lines * TABLE_LINE


def _stated(form: Form, entry: Entry) -> str:
    return _STATED.of(form.language).format(label=entry.label, value=entry.value)


def _line(words: Sequence[str], form: Form, style: str) -> Element:
    """Return a line of several entries: the first begins it, the last ends it."""
    runs: list[Element] = []
    stops = []
    for place, entry in enumerate(words):
        if place:
            is_last = place == len(words) - 1
            at = TYPE_WIDTH if is_last else TYPE_WIDTH * place // (len(words) - 1)
            stops.append(w("tab", val="right" if is_last else "center", pos=at))
            runs.append(w("r", w("tab")))
        runs.append(run(set_together((entry,), form.language)[0], form.language))
    return paragraph(style, *runs, properties=(w("tabs", *stops),) if stops else ())


def _notes(form: Form) -> Iterator[Element]:
    language = form.language
    yield said(_NOTE, _NOTES.of(language), language)
    for place, note in enumerate(form.table.notes, start=1):
        yield said(_NOTE, _NUMBERED.of(language).format(place=place, note=note), language)
