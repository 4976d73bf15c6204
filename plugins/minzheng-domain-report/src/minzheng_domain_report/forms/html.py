"""HTML: statistical forms as one page, each a section with a head, a table, a foot and notes."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from markupsafe import Markup

from minzheng_domain.plugin import Dossier, Entry, Form, Text
from minzheng_domain_report.forms.options import FormOptions, forms_of, title_of
from minzheng_domain_report.html.blocks import Writer
from minzheng_domain_report.html.edition import Edition
from minzheng_domain_report.html.page import bare_page
from minzheng_domain_report.html.shown import line, prose
from minzheng_domain_report.plain_page import PlainNumbers

_PAGE = Markup("<h1>{title}</h1>\n{forms}")
_FORM = Markup(
    '<section class="form" aria-labelledby="form-{name}">\n<h2 id="form-{name}">{title}</h2>\n'
    "{head}{table}{foot}{notes}</section>\n"
)
_ENTRIES = Markup('<dl class="particulars">\n{}</dl>\n')
_ENTRY = Markup("<div><dt>{}</dt><dd>{}</dd></div>\n")
_NOTES = Markup('<div class="note"><p>{}</p>\n<ol>\n{}</ol></div>\n')
_CAPTION = Text("{number}，{period}", "{number}, {period}")
_NOTES_ARE = Text("说明：", "Notes:")


def forms_as_page(dossier: Dossier, options: FormOptions) -> str:
    """Return the forms of a dossier as a page."""
    edition = Edition(options.language, options.audience, dossier.period)
    writer = Writer(PlainNumbers(edition))
    made = Markup("").join(_form(form, writer, edition) for form in forms_of(dossier, options))
    title = title_of(dossier, options)
    body = _PAGE.format(title=prose(line(title)), forms=made)
    return bare_page(title, body, edition, synthetic=dossier.ledger.header.synthetic)


def _form(form: Form, writer: Writer, edition: Edition) -> Markup:
    *head, period = form.head
    # The heading says what the table is about; its caption says which form it is, of when, and in which unit.
    caption = edition.say(_CAPTION, number=head[0].value, period=period.value)
    table = attrs.evolve(form.table, title=caption, notes=())
    return _FORM.format(
        name=form.name,
        title=prose(form.table.title),
        head=_entries(head),
        table=writer.block(table),
        foot=_entries(form.foot),
        notes=_notes(form.table.notes, edition),
    )


def _entries(entries: Iterable[Entry]) -> Markup:
    return _ENTRIES.format(
        Markup("").join(_ENTRY.format(prose(entry.label), prose(entry.value)) for entry in entries)
    )


def _notes(notes: tuple[str, ...], edition: Edition) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>\n").format(prose(note)) for note in notes)
    return _NOTES.format(edition.say(_NOTES_ARE), items)
