"""The brief as a file of Word: set like an official document, in English closer, since its words are longer."""

from __future__ import annotations

import attrs

from minzheng_domain.plugin import Document, ExportOptions
from minzheng_domain_report.word.body import word_file
from minzheng_domain_report.word.options import WordOptions
from minzheng_domain_report.word.page import TWIPS_OF_A_POINT
from minzheng_domain_report.word.styles import Style, styles_of

_ENGLISH_SIZE = 12
_ENGLISH_LINE = 22 * TWIPS_OF_A_POINT


def brief_as_word(document: Document, options: ExportOptions, target: str) -> bytes:
    """Return the brief as a file of Word."""
    chosen = WordOptions(language=options.language, audience=options.audience)
    return word_file(document, chosen, target, styles=None if document.language == "zh" else tuple(_closer()))


def _closer() -> list[Style]:
    known = styles_of(letterhead=False, heading3_bold=False)
    return [
        attrs.evolve(style, size=_ENGLISH_SIZE, line=_ENGLISH_LINE) if style.id == "BodyText" else style
        for style in known
    ]
