"""Runs: words as they stand in a paragraph of Word."""

from __future__ import annotations

from minzheng_domain.plugin import Inline, Language, Number
from minzheng_domain_report.word.characters import number_kept_together, set_together
from minzheng_domain_report.word.markup import Element, w


def worded(parts: tuple[Inline, ...], language: Language) -> str:
    """Return words and numbers as one text, set as it is printed."""
    words = (
        number_kept_together(part.words.of(language), language) if isinstance(part, Number) else part for part in parts
    )
    return "".join(set_together(tuple(words), language))


def run(words: str, language: Language, *properties: Element) -> Element:
    """Return a run of words that are set already.

    Args:
        words: the words.
        language: of a Chinese text, quotation marks and dashes are taken from the Chinese font.
        properties: what differs from the paragraph's style, in the order of the schema.
    """
    hint = w("rFonts", hint="eastAsia") if language == "zh" else None
    has_any = hint is not None or properties
    return w("r", w("rPr", hint, *properties) if has_any else None, w.text("t", words))


def paragraph(style: str, *runs: Element, properties: tuple[Element, ...] = ()) -> Element:
    """Return a paragraph.

    Args:
        style: the id of its style.
        runs: what stands in it.
        properties: what differs from the style, in the order of the schema.
    """
    return w("p", w("pPr", w("pStyle", val=style), *properties), *runs)


def said(style: str, words: str, language: Language, *properties: Element) -> Element:
    """Return a paragraph that says something, of words that are not set yet."""
    return paragraph(style, run(worded((words,), language), language), properties=properties)


_MARKS = ("pStyle", "keepNext", "keepLines", "pageBreakBefore")


def mark(given: Element, name: str) -> None:
    """Mark a paragraph with a property of those that stand first: keepNext, keepLines, pageBreakBefore.

    Args:
        given: the paragraph, made by :func:`paragraph`; without this property.
        name: of the property.
    """
    properties = given[0]
    before = {w.name(one) for one in _MARKS[: _MARKS.index(name)]}
    properties.insert(sum(one.tag in before for one in properties), w(name))
