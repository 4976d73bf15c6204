"""Closing: what follows the text of a document: the attachments it names, who signs and when.

Source: GB/T 9704-2012, documents without a seal: the signer one line below the text, two characters from the right; the
date (成文日期) on the next line, its first character two characters right of the signer's; where the date is the longer of
the two, the date stands two characters from the right and the signer is moved. Attachments (附件说明) are named one line
below the text, two characters in, without a full stop; a long title goes on below its own first character.
"""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.plugin import Document, Text, day_in_words
from minzheng_domain_report.word.characters import set_together, width
from minzheng_domain_report.word.markup import Element, w
from minzheng_domain_report.word.page import CHARACTER, CHARACTERS, LINE, TYPE_WIDTH
from minzheng_domain_report.word.runs import paragraph, run

ATTACHMENT = Text("附件：", "Attachment: ")
ATTACHMENTS = Text("附件：", "Attachments: ")

_INDENT = 2


def attachments(document: Document) -> Iterator[Element]:
    """Yield a line for each attachment."""
    language = document.language
    several = len(document.attachments) > 1
    lead = (ATTACHMENTS if several else ATTACHMENT).of(language)
    number_width = 1 + 0.5 * len(str(len(document.attachments))) if several else 0
    lead_width = width(lead)
    for place, title in enumerate(document.attachments, start=1):
        first = place == 1
        number = f"{place}." if several else ""
        text_at = round((_INDENT + lead_width + number_width) * CHARACTER)
        begins_at = round((_INDENT + (0 if first else lead_width)) * CHARACTER)
        words = set_together((title,), language)[0]
        tab = [w("r", w("tab"))] if several else []
        yield paragraph(
            "Attachment",
            run((lead if first else "") + number, language),
            *tab,
            run(words, language),
            properties=(
                w("tabs", w("tab", val="left", pos=text_at)),
                _spacing(above=first),
                w("ind", left=text_at, hanging=text_at - begins_at),
            ),
        )


def sign_off(document: Document) -> Iterator[Element]:
    """Yield the signer, if the document knows who signs, and the date.

    The signer is set from the right: where the imprint floats above, LibreOffice forgets how far it is from the left.
    """
    language = document.language
    signer = set_together((document.signer,), language)[0]
    day = day_in_words(document.signed_on, language)
    if not signer:
        yield paragraph("Date", run(day, language), properties=(_spacing(above=True), *_from_right(_INDENT)))
        return
    name_from_right, day_from_left = places(width(signer), width(day))
    name = run(signer, language)
    yield paragraph("Signature", name, properties=(_spacing(above=True), *_from_right(name_from_right)))
    indent = w("ind", left=round(day_from_left * CHARACTER))
    yield paragraph("Date", run(day, language), properties=(_spacing(above=False), indent))


def places(name: float, day: float) -> tuple[float, float]:
    """Return where the signer ends and the date begins.

    Args:
        name: how wide the signer is, in characters.
        day: how wide the date is.

    Returns:
        How far from the right of the type area the signer ends, how far from the left the date begins, in characters.
    """
    if day > name:
        return CHARACTERS - name - (CHARACTERS - 2 * _INDENT - day), CHARACTERS - _INDENT - day
    name_at = CHARACTERS - _INDENT - name
    if name_at < 0:  # the signer takes more than a line
        return _INDENT, CHARACTERS - _INDENT - day
    return _INDENT, name_at + _INDENT


def _from_right(indent: float) -> tuple[Element, Element]:
    end = round((CHARACTERS - indent) * CHARACTER)
    return w("ind", right=TYPE_WIDTH - end), w("jc", val="right")


def _spacing(*, above: bool) -> Element:
    return w("spacing", before=LINE if above else 0, after=0, line=LINE, lineRule="exact")
