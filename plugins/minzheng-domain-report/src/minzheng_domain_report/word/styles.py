"""Styles: the look of each kind of paragraph, declared once; headings are Word's own, so that it can navigate.

Sources: GB/T 9704-2012: title 二号小标宋, chapters 三号黑体, their parts 三号楷体, the levels below and the text 三号仿宋;
copies and printing 四号仿宋. Bold headings of the third level are a habit of some bureaus, not of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from minzheng_domain.plugin import Language
from minzheng_domain_report.word.fonts import BODY_FONT, HEI_FONT, KAI_FONT, SONG_FONT, TITLE_FONT, Font, fonts
from minzheng_domain_report.word.markup import Element, w
from minzheng_domain_report.word.page import CHARACTER, LINE, TIGHTENED, TWIPS_OF_A_POINT

RED = "FF0000"
_EIGHTHS_OF_A_POINT = 8
_RED_LINE = 2 * _EIGHTHS_OF_A_POINT
_RED_LINE_BELOW = 11
"""4 mm in points, between document number and red line."""

THICK, THIN = 8, 6
"""The lines of the imprint, 0.35 and 0.25 mm, in eighths of a point."""

BODY_SIZE, TITLE_SIZE = 16, 22
"""三号 and 二号, in points."""

TABLE_LINE = 18 * TWIPS_OF_A_POINT
TABLE_SIZE = 12
_TABLE_BORDER = 4
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
UNIT_LINE = 22 * TWIPS_OF_A_POINT

HEADING_LEVELS = 4
"""How many levels of headings the standard knows: 一、（一）1.（1）; what lies deeper looks like the fourth."""


@attrs.frozen(kw_only=True)
class Style:
    """The look of a kind of paragraph.

    Attributes:
        id: the name by which paragraphs ask for it.
        name: what Word calls it; its own names it translates for the reader.
        font: the font.
        size: of the characters, in points.
        line: the height of a line, in twips; ``None`` for as high as its content.
        before, after: the space above and below, in twips.
        align: where its lines stand.
        indented: by how many characters its first line is.
        outline: the level in the outline of the document, from 0.
        bold: whether it is bold.
        bold_in_english: whether it is bold in English, where the fonts of the levels do not differ.
        colour: of the characters.
        with_next: whether it stays on the page of what follows.
        grid: whether it keeps to the grid of 28 characters.
        borders: its lines: the side, how thick in eighths of a point, how far in points, the colour.
    """

    id: str
    name: str
    font: Font = BODY_FONT
    size: float = BODY_SIZE
    line: int | None = LINE
    before: int = 0
    after: int = 0
    align: Literal["both", "left", "center", "right"] = "both"
    indented: int = 0
    outline: int | None = None
    bold: bool = False
    bold_in_english: bool = False
    colour: str | None = None
    with_next: bool = False
    grid: bool = True
    borders: tuple[tuple[str, int, int, str], ...] = ()


def styles_of(*, letterhead: bool, heading3_bold: bool) -> tuple[Style, ...]:
    """Return every style of a document.

    Args:
        letterhead: whether a red head stands above the title, from which it keeps two lines.
        heading3_bold: whether headings of the third level are bold.
    """
    title = Style(
        id="Title",
        name="Title",
        font=TITLE_FONT,
        size=TITLE_SIZE,
        before=2 * LINE if letterhead else 0,
        after=LINE,
        align="center",
        with_next=True,
    )
    return (
        Style(id="Normal", name="Normal"),
        title,
        Style(id="Subtitle", name="Subtitle", font=KAI_FONT, after=LINE, align="center", with_next=True),
        *_headings(heading3_bold=heading3_bold),
        Style(id="BodyText", name="Body Text", indented=2),
        Style(id="Salutation", name="Salutation", align="left"),
        Style(id="Signature", name="Signature", align="right", with_next=True),
        Style(id="Date", name="Date", align="left"),
        Style(id="Attachment", name="List", align="left", with_next=True),
        *_of_tables(),
        Style(id="Chart", name="Chart", line=None, align="center", with_next=True, grid=False),
        Style(id="Header", name="header", font=SONG_FONT, size=10.5, line=None, align="center", grid=False),
        Style(id="Footer", name="footer", font=SONG_FONT, size=14, line=None, align="left", grid=False),
        Style(id="Letterhead", name="Letterhead", font=TITLE_FONT, align="center", colour=RED, grid=False),
        Style(
            id="DocumentNumber",
            name="Document Number",
            before=2 * LINE,
            align="center",
            borders=(("bottom", _RED_LINE, _RED_LINE_BELOW, RED),),
        ),
        Style(id="Imprint", name="Imprint", size=14, align="left", grid=False),
    )


def _headings(*, heading3_bold: bool) -> Iterator[Style]:
    for level, font in enumerate((HEI_FONT, KAI_FONT, BODY_FONT, BODY_FONT), start=1):
        yield Style(
            id=heading_style(level),
            name=f"heading {level}",
            font=font,
            indented=2,
            outline=level - 1,
            with_next=True,
            bold=level == 3 and heading3_bold,  # noqa: PLR2004 - the third level
            bold_in_english=True,
        )


def _of_tables() -> Iterator[Style]:
    common = Style(id="TableNote", name="Table Note", size=TABLE_SIZE, line=TABLE_LINE, align="left", grid=False)
    cell = attrs.evolve(common, id="TableCell", name="Table Text", with_next=True)
    yield attrs.evolve(cell, id="TableTitle", name="caption", font=HEI_FONT, size=14, line=LINE, align="center")
    yield attrs.evolve(cell, id="TableUnit", name="Table Unit", line=UNIT_LINE, align="right")
    yield attrs.evolve(cell, id="TableHead", name="Table Head", font=HEI_FONT, align="center")
    yield cell
    yield attrs.evolve(cell, id="TableNumber", name="Table Number", align="right")
    yield common


def heading_style(level: int) -> str:
    """Return the style of headings of a level, counted from 1."""
    return f"Heading{min(level, HEADING_LEVELS)}"


def style_sheet(styles: tuple[Style, ...], language: Language, *, latin: str) -> Element:
    """Return the style sheet: what all styles share, then each."""
    defaults = w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                fonts(BODY_FONT, language, latin=latin),
                w("kern", val=0),
                w("sz", val=32),
                w("szCs", val=32),
                w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
            ),
        ),
        w("pPrDefault"),
    )
    table = w(
        "style",
        w("name", val="Table Grid"),
        w(
            "tblPr",
            w("tblBorders", *(_line(side, _TABLE_BORDER, 0, "auto") for side in _SIDES)),
            w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in CELL_MARGINS.items())),
        ),
        type="table",
        styleId="TableGrid",
    )
    return w("styles", defaults, *(_style(style, language, latin) for style in styles), table)


CELL_MARGINS = {"top": 40, "left": 100, "bottom": 40, "right": 100}
"""What a cell keeps free around its words, in twips."""


def _style(style: Style, language: Language, latin: str) -> Element:
    is_base = style.id == "Normal"
    element = w(
        "style",
        w("name", val=style.name),
        None if is_base else w("basedOn", val="Normal"),
        w("next", val="BodyText") if style.outline is not None or style.id == "Title" else None,
        w("qFormat"),
        _paragraph_properties(style, language),
        _run_properties(style, language, latin),
        type="paragraph",
        styleId=style.id,
    )
    if is_base:
        element.set(w.name("default"), "1")
    return element


def _paragraph_properties(style: Style, language: Language) -> Element:
    """Return the properties in the order of the schema, which Word insists on."""
    justified = "left" if language == "en" and style.align == "both" else style.align
    return w(
        "pPr",
        w("keepNext") if style.with_next else None,
        w("widowControl", val=0),  # 22 lines on every page, whatever the paragraphs are
        w("pBdr", *(_line(*border) for border in style.borders)) if style.borders else None,
        w("kinsoku", val=1),
        w("wordWrap", val=1),
        w("overflowPunct", val=0),  # nothing leaves the type area
        w("topLinePunct", val=0),
        w("autoSpaceDE", val=0),
        w("autoSpaceDN", val=0),
        w("snapToGrid", val=int(style.grid and style.size == BODY_SIZE)),
        _spacing(style),
        _indent(style),
        w("jc", val=justified),
        None if style.outline is None else w("outlineLvl", val=style.outline),
    )


def _spacing(style: Style) -> Element:
    if style.line is None:
        return w("spacing", before=style.before, after=style.after, line=240, lineRule="auto")
    return w("spacing", before=style.before, after=style.after, line=style.line, lineRule="exact")


def _indent(style: Style) -> Element:
    if not style.indented:
        return w("ind", firstLineChars=0, firstLine=0)
    return w("ind", firstLineChars=100 * style.indented, firstLine=CHARACTER * style.indented)


def _line(side: str, width: int, space: int, colour: str) -> Element:
    return w(side, val="single", sz=width, space=space, color=colour)


def _run_properties(style: Style, language: Language, latin: str) -> Element:
    bold = style.bold or (style.bold_in_english and language == "en")
    size = round(2 * style.size)
    return w(
        "rPr",
        fonts(style.font, language, latin=latin),
        w("b", val=int(bold)),
        w("bCs", val=int(bold)),
        w("color", val=style.colour) if style.colour else None,
        w("spacing", val=TIGHTENED if style.grid and language == "zh" else 0),
        w("sz", val=size),
        w("szCs", val=size),
    )
