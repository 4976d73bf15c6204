"""Form of a table on a sheet of its own: what all our sheets without records have in common, on screen and on paper."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.text import Language
from minzheng_domain_excel.printing import set_up_page

MARK_ROW = 2
"""The hidden row whose first cell tells a reader of the file that the sheet holds no records."""

_TITLE_HEIGHT = 30


def wrapped(horizontal: str = "left") -> Alignment:
    """Return the alignment of cells whose text runs over several lines."""
    indent = 0 if horizontal == "center" else 1
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=True, indent=indent)


def add_colour(sheet: Worksheet, cells: str, condition: str, colour: str) -> None:
    """Colour cells of a sheet where a formula, given without ``=`` for the first of them, holds."""
    rule = Rule(type="expression", formula=[condition], dxf=DifferentialStyle(fill=PatternFill(bgColor=colour)))
    rule.stopIfTrue = True
    sheet.conditional_formatting.add(cells, rule)


def finish_table(  # noqa: PLR0913 - what differs from table to table, by name
    sheet: Worksheet, language: Language, *, header_row: int, last_row: int, columns: int, width: float
) -> None:
    """Freeze, filter and set up for printing a table whose title stands in row 1.

    Args:
        sheet: the sheet.
        language: that of the footer.
        header_row: the row of the headers.
        last_row: the last row of the table.
        columns: how many columns are shown.
        width: the width of these.
    """
    last = get_column_letter(columns)
    sheet.sheet_view.showGridLines = False
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    sheet.row_dimensions[MARK_ROW].hidden = True
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.auto_filter.ref = f"A{header_row}:{last}{last_row}"
    set_up_page(sheet, language, rows=f"{header_row}:{header_row}", width=width)
    sheet.page_setup.fitToWidth = 1
    sheet.print_area = f"A1:{last}{last_row}"
