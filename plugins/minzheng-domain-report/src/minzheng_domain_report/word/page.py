"""Page: the measures of GB/T 9704-2012 in the units of Word, the section that sets them up, and the page number.

Source: GB/T 9704-2012: A4; top 37 mm, left 28 mm; type area (版心) 156 x 225 mm; 22 lines of 28 characters in 三号
(16 pt); page number 四号 宋体, a dash on either side, 7 mm below the type area, one character from the outer edge.
"""

from __future__ import annotations

from minzheng_domain.plugin import Text
from minzheng_domain_report.word.markup import Element, r, w

TWIPS_OF_A_POINT = 20
_MM_OF_AN_INCH, _TWIPS_OF_AN_INCH = 25.4, 1440


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, which Word counts in."""
    return round(millimetres / _MM_OF_AN_INCH * _TWIPS_OF_AN_INCH)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, LEFT = twips(37), twips(28)
TYPE_WIDTH, TYPE_HEIGHT = twips(156), twips(225)
RIGHT, BOTTOM = PAGE_WIDTH - LEFT - TYPE_WIDTH, PAGE_HEIGHT - TOP - TYPE_HEIGHT

LINES, CHARACTERS = 22, 28
LINE = TYPE_HEIGHT // LINES
"""The height of a line, in twips; exact in every style, since programs differ in what they make of a grid."""

CHARACTER = 315
"""The pitch of a character, in twips: 28 of them fill the type area."""

TIGHTENED = CHARACTER - 16 * TWIPS_OF_A_POINT
"""What each character of 16 pt gives away. The grid of Word could say the same by its character spacing, but
LibreOffice then sets 16 characters a line: so it stands in the styles, where all programs mean the same by it."""

_HEADER_FROM_EDGE, _FOOTER_FROM_EDGE = twips(20), twips(25)
"""The page number's line begins at the lower edge: its dashes come to lie 7 mm below the type area."""

HEADER, ODD_FOOTER, EVEN_FOOTER = "header", "footerOdd", "footerEven"
"""The names of the parts that stand on every page."""

NOTICE = Text("虚构数据，仅作示例", "Made-up records, an example")
"""What stands above every page of a report on made-up records."""


def section(*, header: bool) -> Element:
    """Return the page set-up of the only section.

    Args:
        header: whether the pages have a header.
    """
    references = [("footerReference", "default", ODD_FOOTER), ("footerReference", "even", EVEN_FOOTER)]
    if header:
        references[:0] = [("headerReference", "default", HEADER), ("headerReference", "even", HEADER)]
    return w(
        "sectPr",
        *(_reference(*reference) for reference in references),
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w(
            "pgMar",
            top=TOP,
            right=RIGHT,
            bottom=BOTTOM,
            left=LEFT,
            header=_HEADER_FROM_EDGE,
            footer=_FOOTER_FROM_EDGE,
            gutter=0,
        ),
        w("pgNumType", fmt="decimal", start=1),
        w("docGrid", type="lines", linePitch=LINE),
    )


def _reference(name: str, kind: str, part: str) -> Element:
    reference = w(name, type=kind)
    reference.set(r.name("id"), part)
    return reference


def header_of(words: str) -> Element:
    """Return a header that says something above every page."""
    return w("hdr", w("p", w("pPr", w("pStyle", val="Header")), w("r", w.text("t", words))))


def footer(*, even: bool) -> Element:
    """Return the footer with the page number: on odd pages to the right, on even ones to the left, one character in."""
    side = "left" if even else "right"
    indent = w("ind", **{side: CHARACTER, f"{side}Chars": 100})
    properties = w("pPr", w("pStyle", val="Footer"), indent, w("jc", val=side))
    return w("ftr", w("p", properties, _said("— "), *_page_number(), _said(" —")))


def _said(words: str) -> Element:
    return w("r", w("rPr", w("rFonts", hint="eastAsia")), w.text("t", words))


def _page_number() -> tuple[Element, ...]:
    """Return the field that counts pages, in the long form that every program knows."""
    return (
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w.text("instrText", " PAGE ")),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", w("t")),
        w("r", w("fldChar", fldCharType="end")),
    )
