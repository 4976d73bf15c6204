"""Code sheet (代码表): every code list that a workbook uses, for its drop-downs and for the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.codes import CodeList, Sureness
from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.text import Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.labels import YES_OR_NO
from minzheng_domain_excel.places import quoted
from minzheng_domain_excel.printing import set_up_page
from minzheng_domain_excel.schemes import chosen_name, list_name, lists_of, scheme_choices
from minzheng_domain_excel.values import put

CODES_TITLE = Text("代码表", "Code lists")
"""The name of the sheet."""

MARK = "#codes"
"""What its cell A2 holds: an importer passes the sheet over."""

_INTRODUCTION = Text(
    "各表下拉列表的选项出自本页，请勿改动；需要新的选项时先与维护人联系。",
    "The drop-downs of the other sheets are taken from here: please leave it as it is.",
)
_HEADERS = (Text("名称", "Label"), Text("代码", "Code"), Text("说明", "Note"), Text("有效期", "Valid"))
_WIDTHS = (38, 30, 64, 26)
_HEADER_ROW = 4
_NOT_CHOSEN = Text("（请先在封面选择分类方案）", "(choose a scheme on the cover first)")
_SURE = {
    Sureness.READ: Text("已核对原文", "read"),
    Sureness.WITNESS: Text("据转述", "from a copy or summary"),
    Sureness.PRACTICE: Text("工作惯例", "from practice"),
    Sureness.OWN: Text("本库自拟", "our own"),
}


@attrs.frozen
class CodeSheet:
    """The code lists of a workbook.

    Attributes:
        names: for each list, by its id, and each scheme the defined name of the labels to choose among.
    """

    names: Mapping[str, str]

    def drop_down(self, column: Column) -> str | None:
        """Return the defined name of what may stand in a column; ``None`` if anything may."""
        if column.kind is ColumnKind.FLAG:
            return self.names.get(YES_OR_NO.id)
        return self.names.get(column.declaration.codes or "")


def write_code_sheet(
    workbook: Workbook, columns: Iterable[Column], language: Language, chosen: Mapping[str, str]
) -> CodeSheet:
    """Add the code sheet to a workbook, as its last sheet.

    Args:
        workbook: a workbook with our styles.
        columns: the columns that the lists are for.
        language: that of the labels.
        chosen: for each scheme the absolute address of the cell in which its list is chosen, by title.
    """
    sheet = workbook.create_sheet(CODES_TITLE.of(language))
    lists = lists_of(columns)
    _begin(sheet, language)
    ranges: dict[str, str] = {}
    row = _HEADER_ROW + 1
    for listed in lists:
        ranges[listed.id] = _write_list(sheet, row, listed, language)
        row += len(listed.codes) + 2
    names = {listed.id: list_name(listed, language) for listed in lists}
    for listed in lists:
        _define(workbook, names[listed.id], ranges[listed.id])
    schemes = [listed.id for listed in lists if listed.id in scheme_choices()]
    if schemes:
        put(sheet.cell(row, 1), _NOT_CHOSEN.of(language), styles.NOTE)
    for scheme in schemes:
        names[scheme] = chosen_name(scheme, language)
        _define(workbook, names[scheme], _chosen(scheme, chosen[scheme], ranges, f"{quoted(sheet.title)}!$A${row}"))
    _finish(sheet, language)
    return CodeSheet(names)


def _chosen(scheme: str, cell: str, ranges: Mapping[str, str], otherwise: str) -> str:
    """Return the formula of the range that the cell of the cover chooses; it is no volatile one, as INDIRECT is."""
    choices = [ranges[entry.code] for entry in scheme_choices()[scheme].codes]
    place = f"IFERROR(MATCH({cell},{ranges[scheme]},0),{len(choices) + 1})"
    return f"CHOOSE({place},{','.join([*choices, otherwise])})"


def _define(workbook: Workbook, name: str, formula: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=formula)


def _begin(sheet: Worksheet, language: Language) -> None:
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put(sheet["A1"], CODES_TITLE.of(language), styles.TITLE)
    sheet.row_dimensions[1].height = 30
    put(sheet["A2"], MARK, styles.KEY)
    sheet.row_dimensions[2].hidden = True
    sheet.merge_cells("A3:D3")
    put(sheet["A3"], _INTRODUCTION.of(language), styles.NOTE)
    for position, header in enumerate(_HEADERS, start=1):
        put(sheet.cell(_HEADER_ROW, position), header.of(language), styles.HEADER)
    sheet.row_dimensions[_HEADER_ROW].height = 22
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"


def _write_list(sheet: Worksheet, row: int, listed: CodeList, language: Language) -> str:
    """Write a list from a row on, and return the range of its labels."""
    source = Text("依据：{source}（{sure}）", "Source: {source} ({sure})").format(
        source=listed.source, sure=_SURE[listed.sure]
    )
    said = source.of(language)
    for position in range(1, len(_WIDTHS) + 1):
        sheet.cell(row, position).style = styles.BAND
    put(sheet.cell(row, 1), listed.title.of(language), styles.BAND)
    put(sheet.cell(row, 2), said, styles.BAND_NOTE)
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=len(_WIDTHS))
    sheet.row_dimensions[row].height = styles.row_height(
        (listed.title.of(language), _WIDTHS[0]), (said, sum(_WIDTHS[1:])), size=styles.BODY_SIZE
    )
    for place, entry in enumerate(listed.codes, start=row + 1):
        label, note = entry.label.of(language), entry.note.of(language) if entry.note else ""
        validity = _validity(entry.valid_from or listed.valid_from, entry.valid_until or listed.valid_until, language)
        for position, text in enumerate((label, entry.code, note, validity), start=1):
            put(sheet.cell(place, position), text or None, styles.LISTED)
        widths = zip((label, entry.code, note, validity), _WIDTHS, strict=True)
        sheet.row_dimensions[place].height = styles.row_height(*widths)
    return f"{quoted(sheet.title)}!$A${row + 1}:$A${row + len(listed.codes)}"


def _validity(first: date | None, last: date | None, language: Language) -> str:
    since = [Text(f"{first} 起", f"from {first}")] if first else []
    until = [Text(f"至 {last}", f"until {last}")] if last else []
    return Text("，", ", ").of(language).join(bound.of(language) for bound in since + until)


def _finish(sheet: Worksheet, language: Language) -> None:
    sheet.sheet_properties.tabColor = styles.GREY
    set_up_page(sheet, language, rows=f"1:{_HEADER_ROW}", width=sum(_WIDTHS))
    # Without a password: it keeps a slip from breaking the drop-downs, and nobody from widening a column.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
