"""Printing: how our sheets come out on paper: A4 across, the headers on every page, page numbers below."""

from __future__ import annotations

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.text import Language, Text
from minzheng_domain_excel.styles import BODY_FONT, NOTE_SIZE

_PAGE = Text("第 &P 页，共 &N 页", "page &P of &N")
_A4_ACROSS = 170
"""How many Latin characters of our running text fit on a page of A4 across, small but still readable."""


def set_up_page(  # noqa: PLR0913 - what a page is made of
    sheet: Worksheet,
    language: Language,
    *,
    rows: str,
    width: float,
    columns: str | None = None,
    is_upright: bool = False,
) -> None:
    """Set a sheet up for paper.

    Args:
        sheet: the sheet.
        language: that of the footer.
        rows: those that are repeated on every page, e.g. ``"1:3"``.
        width: the width of its columns, which decides on how many pages side by side it stands.
        columns: those that are repeated where it takes more than one page side by side, e.g. ``"A:B"``.
        is_upright: whether the page stands upright.
    """
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "portrait" if is_upright else "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = max(1, -(-int(width) // _A4_ACROSS))
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.print_title_rows = rows
    if columns is not None and sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = columns
    sheet.print_options.horizontalCentered = True
    margins = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7, "header": 0.3, "footer": 0.35}
    for side, inches in margins.items():
        setattr(sheet.page_margins, side, inches)
    footer = HeaderFooterItem()
    for part, words in ((footer.left, "&A"), (footer.right, _PAGE.of(language))):
        part.text, part.font, part.size = words, f"{BODY_FONT},Regular", NOTE_SIZE
    sheet.HeaderFooter.oddFooter = footer
