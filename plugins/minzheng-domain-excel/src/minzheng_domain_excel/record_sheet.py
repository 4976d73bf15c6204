"""Record sheet: the sheet of a kind of record, with its headers, notes, drop-downs and checks, but for the records.

Row 1 is the title, row 2 (hidden) the machine key of each column, row 3 the headers; the records stand from row 4 on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Color
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.text import Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.code_sheet import CodeSheet
from minzheng_domain_excel.entry_checks import entry_check
from minzheng_domain_excel.header_notes import header_note
from minzheng_domain_excel.places import quoted
from minzheng_domain_excel.printing import set_up_page
from minzheng_domain_excel.schemes import lists_of
from minzheng_domain_excel.sheet_names import id_name
from minzheng_domain_excel.values import put, xstring

KEY_ROW, HEADER_ROW, FIRST_ROW = 2, 3, 4
LAST_ROW = 1_048_576
"""The last row that a sheet has."""

REQUIRED = "*"
"""What stands before the header of a required column."""

_YUAN = Text("（元）", " (yuan)")
_WIDEST, _NARROWEST = 36, 9
_WIDTHS = {
    ColumnKind.IDENTIFIER: 21,
    ColumnKind.NAME: 32,
    ColumnKind.LABEL: 12,
    ColumnKind.DATE: 13,
    ColumnKind.NUMBER: 11,
    ColumnKind.DECIMAL: 12,
    ColumnKind.MONEY: 17,
    ColumnKind.TEXT: 30,
    ColumnKind.REFERENCE: 16,
    ColumnKind.FLAG: 9,
}
_ROW_HEIGHT = 18
_FROZEN = {ColumnKind.NAME, ColumnKind.REFERENCE}
_NARROW_ENOUGH = 60
"""How wide frozen columns may be: on a small screen others have to fit beside them."""


@attrs.frozen
class Helper:
    """A column right of those of the records, hidden, that formulas make use of.

    Attributes:
        key: its machine key, which begins with ``#``: importers pass such a column over.
        header: its header.
        is_date: whether days stand in it.
    """

    key: str
    header: str
    is_date: bool = False


@attrs.frozen(kw_only=True)
class Layout:
    """What a record sheet is made of besides its columns.

    Attributes:
        language: that of everything that is read.
        title: its title.
        line: what stands below the title: the unit that reports, the unit of amounts.
        codes: the code sheet of the workbook.
        rows: how many rows are for records.
        references: the kinds of record whose ids have a defined name, for drop-downs.
        helpers: columns right of the others.
    """

    language: Language
    title: str
    line: str = ""
    codes: CodeSheet
    rows: int
    references: Collection[str] = ()
    helpers: Sequence[Helper] = ()


def header_text(column: Column, language: Language) -> str:
    """Return the header of a column with its unit, and with a mark if it is required."""
    header = column.header.of(language)
    is_bare = column.kind is ColumnKind.MONEY and not header.endswith(("）", ")"))
    return f"{REQUIRED if column.declaration.required else ''}{header}{_YUAN.of(language) if is_bare else ''}"


def define_ids(workbook: Workbook, kind: RecordKind, sheet: str, rows: int, language: Language) -> None:
    """Give the ids on a sheet of a kind of record a name: those that are filled in, or else the first, empty cell.

    Args:
        workbook: the workbook.
        kind: the kind of record.
        sheet: the name of its sheet.
        rows: how many rows are for records.
        language: that of the workbook.
    """
    first = f"{quoted(sheet)}!$A${FIRST_ROW}"
    whole = f"{first}:$A${FIRST_ROW + max(rows, 1) - 1}"
    name = id_name(kind, language)
    # Not OFFSET: it would be calculated anew with every change of any cell.
    workbook.defined_names[name] = DefinedName(name, attr_text=f"{first}:INDEX({whole},MAX(1,COUNTA({whole})))")


def lay_out(sheet: Worksheet, columns: Sequence[Column], layout: Layout) -> None:
    """Write everything of a record sheet but the records.

    Row 4 gets an empty cell for each column in the column's style.

    Args:
        sheet: an empty sheet of a workbook with our styles.
        columns: those of a kind of record that the sheet shall have.
        layout: all the rest.
    """
    last = FIRST_ROW + max(layout.rows, 1) - 1
    widths = [_width(column, layout.language) for column in columns]
    _write_title(sheet, len(columns), layout)
    for position, (column, width) in enumerate(zip(columns, widths, strict=True), start=1):
        style = styles.REQUIRED_HEADER if column.declaration.required else styles.HEADER
        put(sheet.cell(KEY_ROW, position), str(column), styles.KEY)
        put(sheet.cell(HEADER_ROW, position), header_text(column, layout.language), style)
        sheet.cell(HEADER_ROW, position).comment = header_note(column, layout.language)
        _prepare(sheet, position, styles.column_style(column), width)
        cells = CellRange(min_col=position, max_col=position, min_row=FIRST_ROW, max_row=last)
        if check := entry_check(column, cells, _choices(column, layout), layout.language):
            sheet.add_data_validation(check)
    for position, helper in enumerate(layout.helpers, start=len(columns) + 1):
        put(sheet.cell(KEY_ROW, position), helper.key, styles.KEY)
        put(sheet.cell(HEADER_ROW, position), helper.header, styles.HEADER)
        _prepare(sheet, position, styles.DAY if helper.is_date else styles.DECIMAL, _NARROWEST)
        sheet.column_dimensions[get_column_letter(position)].hidden = True
    sheet.row_dimensions[KEY_ROW].hidden = True
    headers = [(header_text(column, layout.language), width) for column, width in zip(columns, widths, strict=True)]
    sheet.row_dimensions[HEADER_ROW].height = styles.row_height(*headers) + 6
    end = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{end}{last}"
    frozen = _frozen(columns, widths)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{FIRST_ROW}"
    repeated = f"A:{get_column_letter(frozen)}"
    set_up_page(sheet, layout.language, rows=f"1:{HEADER_ROW}", width=sum(widths), columns=repeated)
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW_HEIGHT, True


def _write_title(sheet: Worksheet, width: int, layout: Layout) -> None:
    """Write the title over all columns, with what is said below it in small print."""
    cell = sheet.cell(1, 1)
    cell.style = styles.TITLE
    title = InlineFont(rFont=styles.TITLE_FONT, sz=styles.TITLE_SIZE, color=Color(styles.INK))
    small = InlineFont(rFont=styles.BODY_FONT, sz=styles.NOTE_SIZE, color=Color(styles.GREY))
    blocks = [TextBlock(title, xstring(layout.title))]
    if layout.line:
        blocks.append(TextBlock(small, xstring(f"\n{layout.line}")))
    cell.value = CellRichText(*blocks)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.row_dimensions[1].height = 44 if layout.line else 30


def _prepare(sheet: Worksheet, position: int, style: str, width: float) -> None:
    """Give a column its width and its style, also for the rows to come."""
    cell = sheet.cell(FIRST_ROW, position)
    cell.style = style
    column = sheet.column_dimensions[get_column_letter(position)]
    column.width = width
    column.font = styles.body_font()
    column.alignment = Alignment(horizontal=cell.alignment.horizontal, vertical="center", indent=cell.alignment.indent)
    column.number_format = cell.number_format


def _choices(column: Column, layout: Layout) -> str | None:
    """Return the defined name of the range that a column's values are chosen from; ``None`` if there is none."""
    target = column.declaration.refers_to
    if target is None:
        return layout.codes.drop_down(column)
    return id_name(record_kind(target), layout.language) if target in layout.references else None


def _width(column: Column, language: Language) -> float:
    """Return the width of a column: that of what it holds, and of its header on two lines."""
    labels = [entry.label.of(language) for listed in lists_of([column]) for entry in listed.codes]
    content = max([_WIDTHS[column.kind], *(styles.text_width(label) + 4 for label in labels)])
    return max(_NARROWEST, min(_WIDEST, max(content, -(-styles.text_width(header_text(column, language)) // 2) + 5)))


def _frozen(columns: Sequence[Column], widths: Sequence[float]) -> int:
    """Return how many columns stay in sight: the id, and the one after it that says what a record is about."""
    has_name = len(columns) > 2 and columns[1].kind in _FROZEN and sum(widths[:2]) <= _NARROW_ENOUGH  # noqa: PLR2004
    return 2 if has_name else 1
