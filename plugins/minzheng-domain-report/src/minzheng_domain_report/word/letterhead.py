"""Letterhead: the red head (版头) of a document that is sent, the addressee, and the imprint (版记) at its end.

Source: GB/T 9704-2012: the issuer in red 小标宋, 35 mm below the upper edge of the type area; two lines below it the
document number; a red line 4 mm below that. A document to a superior names who approved it beside the number. The
imprint stands at the foot of the last page, between lines: copies, then who printed it and when.
"""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.plugin import Document, Language, Text, WriteError, day_in_words
from minzheng_domain_report.word.characters import set_together, width
from minzheng_domain_report.word.fonts import KAI_FONT, fonts
from minzheng_domain_report.word.markup import Element, w
from minzheng_domain_report.word.options import WordOptions
from minzheng_domain_report.word.page import CHARACTER, LEFT, TWIPS_OF_A_POINT, TYPE_WIDTH, twips
from minzheng_domain_report.word.runs import paragraph, run
from minzheng_domain_report.word.styles import THICK, THIN

ISSUER = Text("{signer}文件", "{signer}")
APPROVED_BY = Text("签发人：", "Approved by: ")
ADDRESSEE = Text("{addressee}：", "{addressee}:")
COPIES = Text("抄送：{copies}。", "Copies: {copies}.")
PRINTED_ON = Text("{day}印发", "printed on {day}")

_LARGEST, _SMALLEST = 48, 16
"""Sizes of the issuer, in points."""

_BELOW_EDGE = 35
"""How far below the edge of the type area the issuer stands, in millimetres."""

_IMPRINT_SIZE = 14 * TWIPS_OF_A_POINT
_COPIES_WORD = 3
"""How wide 抄送： is, to which the lines below are aligned."""


def letterhead(document: Document, options: WordOptions, target: str) -> Iterator[Element]:
    """Yield the red head.

    Args:
        document: it names the issuer, unless the options do.
        options: of the export.
        target: what is written, for the error.

    Raises:
        WriteError: nobody is known to issue the document.
    """
    language = document.language
    if not options.issuer and not document.signer:
        reason = Text(
            "没有发文机关：请填写 issuer，或在台账中写明署名单位",
            "nobody issues it: give the option issuer, or name the bureau in the ledger",
        )
        raise WriteError(target, reason)
    words = _set(options.issuer or ISSUER.of(language).format(signer=document.signer), language)
    points = max(_SMALLEST, min(_LARGEST, int(TYPE_WIDTH / TWIPS_OF_A_POINT / max(width(words), 1))))
    sizes = w("sz", val=2 * points), w("szCs", val=2 * points)
    # No higher than its characters: so it begins where the standard has it begin.
    spacing = w("spacing", before=twips(_BELOW_EDGE), after=0, line=points * TWIPS_OF_A_POINT, lineRule="exact")
    yield paragraph("Letterhead", run(words, language, *sizes), properties=(spacing,))
    number = run(_set(options.document_number, language), language)
    if not options.approved_by:
        yield paragraph("DocumentNumber", number)
        return
    edge = w("tabs", w("tab", val="right", pos=TYPE_WIDTH - CHARACTER))
    name = w("r", w("rPr", fonts(KAI_FONT, language)), w.text("t", _set(options.approved_by, language)))
    yield paragraph(
        "DocumentNumber",
        number,
        w("r", w("tab")),
        run(APPROVED_BY.of(language), language),
        name,
        # The indent of the first line alone: the red line below spans the type area.
        properties=(edge, w("ind", firstLine=CHARACTER, firstLineChars=100), w("jc", val="left")),
    )


def addressee(options: WordOptions) -> Iterator[Element]:
    """Yield the line that says to whom a document is sent, if it is said."""
    if options.addressee:
        words = ADDRESSEE.of(options.language).format(addressee=options.addressee.rstrip("：:"))
        yield paragraph("Salutation", run(_set(words, options.language), options.language))


def imprint(document: Document, options: WordOptions) -> Element:
    """Return the imprint: a table without sides that floats at the foot of the type area of what follows it.

    Its side is told from the edge of the page: LibreOffice floats no table as wide as the text otherwise.
    """
    language = document.language
    day = PRINTED_ON.of(language).format(day=day_in_words(options.printed_on or document.signed_on, language))
    halves = TYPE_WIDTH // 2, TYPE_WIDTH - TYPE_WIDTH // 2
    by = _cell(_set(options.printed_by or document.signer, language), language, halves[0])
    rows = [_imprint_row(by, _cell(_set(day, language), language, halves[1], align="right"))]
    if options.copies:
        words = _set(COPIES.of(language).format(copies=options.copies.rstrip("。.")), language)
        hanging = _COPIES_WORD * _IMPRINT_SIZE
        rows.insert(0, _imprint_row(_cell(words, language, TYPE_WIDTH, hanging=hanging)))
    borders = (("top", THICK), ("bottom", THICK), ("insideH", THIN))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblpPr", vertAnchor="margin", horzAnchor="page", tblpX=LEFT, tblpYSpec="bottom"),
            w("tblOverlap", val="never"),
            w("tblW", w=TYPE_WIDTH, type="dxa"),
            w("tblBorders", *(w(side, val="single", sz=size, space=0, color="000000") for side, size in borders)),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right"))),
        ),
        w("tblGrid", *(w("gridCol", w=half) for half in halves)),
        *rows,
    )


def _imprint_row(*cells: Element) -> Element:
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _cell(words: str, language: Language, room: int, *, align: str = "left", hanging: int = 0) -> Element:
    """Return a cell of the imprint, its words one character from either side; one as wide as the table spans both."""
    indent = w("ind", left=_IMPRINT_SIZE + hanging, right=_IMPRINT_SIZE, hanging=hanging)
    return w(
        "tc",
        w("tcPr", w("tcW", w=room, type="dxa"), w("gridSpan", val=2) if room == TYPE_WIDTH else None),
        paragraph("Imprint", run(words, language), properties=(indent, w("jc", val=align))),
    )


def _set(words: str, language: Language) -> str:
    return set_together((words,), language)[0]
