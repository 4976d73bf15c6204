"""Cover (封面): the sheet on which a ledger says what it is, and how it is to be filled in.

Column A holds what a reader calls a line, B its value, C (hidden) its machine key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.model.header import Header
from minzheng_domain.model.period import Period
from minzheng_domain.text import Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.cover_keys import (
    FORMAT,
    FORMAT_KEY,
    PERIOD_KEYS,
    SCHEME_KEYS,
    SYNTHETIC_KEY,
    TEXT_KEYS,
    VERSION,
    VERSION_KEY,
    Line,
    cover_lines,
)
from minzheng_domain_excel.labels import YES_OR_NO, LabelTexts
from minzheng_domain_excel.places import quoted
from minzheng_domain_excel.printing import set_up_page
from minzheng_domain_excel.schemes import list_name, scheme_choices
from minzheng_domain_excel.values import FIRST_DAY, CellValue, put

_WIDTHS = (26, 62)
_FIRST_ROW = 4
_HOW = Text("填写说明", "How to fill it in")
_CONTENTS = Text("目录", "Contents")
_READ_ONLY = {FORMAT_KEY, VERSION_KEY}


@attrs.frozen(kw_only=True)
class CoverPage:
    """What a cover says besides the ledger's header.

    Attributes:
        title: its heading; the ledger's title, if it is empty.
        subtitle: what stands below, e.g. that the records are made up.
        period: the reporting period; its lines are empty without one.
        instructions: how the workbook is to be filled in, or read, line by line.
        contents: for the name of each sheet what it holds.
    """

    title: str = ""
    subtitle: str = ""
    period: Period | None = None
    instructions: Sequence[str] = ()
    contents: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class CoverPlaces:
    """Where the lines of a cover stand.

    Attributes:
        cells: for each key the absolute address of its value, e.g. ``封面!$B$4``.
    """

    cells: Mapping[str, str]

    def of(self, key: str) -> str:
        """Return the address of the value of a key."""
        return self.cells[key]

    @property
    def schemes(self) -> dict[str, str]:
        """For each scheme the cell in which its list is chosen."""
        return {
            key.removeprefix(SCHEME_KEYS): cell for key, cell in self.cells.items() if key.startswith(SCHEME_KEYS)
        }


def write_cover(sheet: Worksheet, header: Header, page: CoverPage, language: Language) -> CoverPlaces:
    """Write the cover of a ledger.

    Args:
        sheet: an empty sheet of a workbook with our styles.
        header: what the ledger says of itself.
        page: what the cover says besides.
        language: that of the labels.

    Raises:
        UnwritableError: a text of the header cannot stand in a cell.
    """
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["C"].hidden = True
    _write_heading(sheet, 1, page.title or header.title, styles.TITLE, 40)
    _write_heading(sheet, 2, page.subtitle, styles.NOTE)
    values = _values(header, page.period, language)
    row, cells = _FIRST_ROW, {}
    for line in cover_lines(header.schemes):
        _write_line(sheet, row, line, values.get(line.key), language)
        cells[line.key] = f"{quoted(sheet.title)}!$B${row}"
        row += 1
    if page.instructions:
        row = _write_instructions(sheet, row + 1, page.instructions, language)
    if page.contents:
        _write_contents(sheet, row + 1, page.contents, language)
    _finish(sheet, language)
    return CoverPlaces(cells)


def _values(header: Header, period: Period | None, language: Language) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {key: getattr(header, field) for field, key in TEXT_KEYS.items()}
    values[SYNTHETIC_KEY] = YES_OR_NO.codes[not header.synthetic].label.of(language)
    for scheme, chosen in header.schemes.items():
        values[f"{SCHEME_KEYS}{scheme}"] = LabelTexts(scheme_choices().get(scheme), language).shown(chosen)
    if period is not None:
        values.update(zip(PERIOD_KEYS, (period.start, period.end, period.cutoff), strict=True))
    return {**values, FORMAT_KEY: FORMAT, VERSION_KEY: VERSION}


def _write_heading(sheet: Worksheet, row: int, words: str, style: str, height: float | None = None) -> None:
    put(sheet.cell(row, 1), words or None, style)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    sheet.row_dimensions[row].height = height or styles.row_height((words, sum(_WIDTHS)), size=styles.NOTE_SIZE)


def _write_line(sheet: Worksheet, row: int, line: Line, value: CellValue, language: Language) -> None:
    label = line.label.of(language)
    put(sheet.cell(row, 1), label, styles.LABEL)
    cell = sheet.cell(row, 2)
    put(cell, value or None, styles.LISTED if line.key in _READ_ONLY else styles.FIELD)
    if line.key in PERIOD_KEYS and not isinstance(value, str):
        cell.number_format = styles.DAY_FORMAT
    put(sheet.cell(row, 3), line.key, styles.KEY)
    sheet.row_dimensions[row].height = max(styles.row_height((label, _WIDTHS[0]), (str(value or ""), _WIDTHS[1])), 22)
    check = _check(line, language)
    if check is not None:
        check.add(f"B{row}")
        sheet.add_data_validation(check)


def _check(line: Line, language: Language) -> DataValidation | None:
    """Return the check of a line: a drop-down, a day, or only a prompt; ``None`` where there is nothing to say."""
    prompt = line.prompt.of(language)
    if not prompt:
        return None
    checked = DataValidation(
        allow_blank=True, showInputMessage=True, promptTitle=line.label.of(language)[:32], prompt=prompt
    )
    scheme = line.key.removeprefix(SCHEME_KEYS)
    listed = YES_OR_NO if line.key == SYNTHETIC_KEY else scheme_choices().get(scheme)
    if listed is not None:
        checked.type, checked.formula1 = "list", list_name(listed, language)
    elif line.key in PERIOD_KEYS:
        checked.type, checked.operator = "date", "greaterThanOrEqual"
        checked.formula1 = f"DATE({FIRST_DAY.year},{FIRST_DAY.month},{FIRST_DAY.day})"
    if checked.type is not None:
        checked.showErrorMessage, checked.errorStyle = True, "warning"
        checked.error = prompt
    return checked


def _write_instructions(sheet: Worksheet, row: int, instructions: Sequence[str], language: Language) -> int:
    """Write the numbered instructions from a row on, and return the row after them."""
    _write_band(sheet, row, _HOW.of(language))
    for number, words in enumerate(instructions, start=1):
        _write_heading(sheet, row + number, f"{number}. {words}", styles.PROSE)
        height = styles.row_height((f"{number}. {words}", sum(_WIDTHS)))
        sheet.row_dimensions[row + number].height = height
    return row + len(instructions) + 1


def _write_contents(sheet: Worksheet, row: int, contents: Mapping[str, str], language: Language) -> None:
    _write_band(sheet, row, _CONTENTS.of(language))
    for place, (name, words) in enumerate(contents.items(), start=row + 1):
        cell = sheet.cell(place, 1)
        put(cell, name, styles.LINK)
        # Not cell.hyperlink = "#...": that makes a link to outside of the file.
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted(name)}!A1", display=name)
        put(sheet.cell(place, 2), words or None, styles.PROSE)
        sheet.row_dimensions[place].height = styles.row_height((name, _WIDTHS[0]), (words, _WIDTHS[1]))


def _write_band(sheet: Worksheet, row: int, words: str) -> None:
    sheet.cell(row, 2).style = styles.BAND
    put(sheet.cell(row, 1), words, styles.BAND)
    sheet.row_dimensions[row].height = 22


def _finish(sheet: Worksheet, language: Language) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = styles.BLUE
    set_up_page(sheet, language, rows="1:1", width=sum(_WIDTHS), is_upright=True)
    sheet.protection.sheet = True  # without a password; the values are not locked
    sheet.protection.formatColumns = sheet.protection.formatRows = False
