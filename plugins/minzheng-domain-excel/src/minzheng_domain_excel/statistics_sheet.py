"""Statistics sheet (统计): every figure as a live formula over the records, in the form of an official table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline

from minzheng_domain.model.header import Header
from minzheng_domain.statistics.compile.excel import literal
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.text import Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.derived_formulas import AGREES, DIFFERS
from minzheng_domain_excel.formulas import DayCell
from minzheng_domain_excel.places import quoted
from minzheng_domain_excel.shared_strings import fitting
from minzheng_domain_excel.sheet_rows import Formula, Result
from minzheng_domain_excel.statistics_cells import CHANGED, NOTHING, LineCells
from minzheng_domain_excel.statistics_lines import Line
from minzheng_domain_excel.table_form import add_colour, finish_table, wrapped
from minzheng_domain_excel.values import FIRST_DAY, CellValue, put

STATISTICS_TITLE = Text("统计", "Statistics")
STATISTICS_MARK = "#statistics"

_HEADERS = (
    (Text("指标", "Figure"), 32),
    (Text("分组", "Group"), 24),
    (Text("单位", "Unit"), 9),
    (Text("数值", "Value"), 14),
    (Text("程序计算值", "Value by program"), 14),
    (Text("核对", "Check"), 12),
    (Text("记录数", "Records"), 9),
    (Text("精确度", "Exactness"), 9),
    (Text("统计口径", "Definition"), 72),
)
_SHOWN = len(_HEADERS)
_ENGLISH_UNIT = 15
"""How wide the column of units is where these are words."""

_SEVERAL = Decimal(2)
_SIGNATURES = (
    ("A", Text("填报单位：{unit}", "Reported by: {unit}")),
    ("D", Text("填报人：", "Filled in by:")),
    ("F", Text("审核人：", "Checked by:")),
    ("I", Text("填报日期：        年    月    日", "Date:")),
)
_UNITS = Text("计量单位：见“单位”栏", "Units: see the column")
_HOW = Text(
    "底色单元格中的日期可以修改，改后全部数值随之重算。“程序计算值”是导出时的报告期（{period}）的数，报告期改后不再核对。",
    "The days in coloured cells may be changed: all values follow. 'Value by program' is that of the period exported "
    "({period}); after a change it is no longer compared.",
)
_NOT_LIVE = Text("（非公式：{reason}）", " (no formula: {reason})")
_FIRST_DATE = f"DATE({FIRST_DAY.year},{FIRST_DAY.month},{FIRST_DAY.day})"
_UNIT = "C"
_FIRST_DAY_ROW = 4
_ORIGINALS = "K"

_GOOD, _BAD, _NEUTRAL = "FFDFF2E1", "FFF8C9CC", "FFECEFF2"


class StatisticsSheet:
    """Writes the sheet; what its formulas come to gathers in :attr:`results`.

    Args:
        workbook: a workbook with our styles.
        name: the name of the sheet.
        days: the cells of days.
        language: that of all words.
    """

    def __init__(self, workbook: Workbook, name: str, days: Sequence[DayCell], language: Language) -> None:
        self._workbook = workbook
        self._sheet = workbook.create_sheet(name)
        self._days = days
        self._language = language
        self.results: dict[str, Result] = {}
        entered = sum(day.formula is None for day in days)
        self._header_row = _FIRST_DAY_ROW + max(entered, len(days) - entered) + 1

    @property
    def first_row(self) -> int:
        """The row of the first line."""
        return self._header_row + 1

    def write(self, header: Header, period: str, lines: Sequence[tuple[Line, LineCells]]) -> None:
        """Write the whole sheet.

        Args:
            header: what the ledger says of itself.
            period: the period exported, in words.
            lines: the lines, each with what stands in its cells.
        """
        sheet, language = self._sheet, self._language
        widths = [width for _, width in _HEADERS]
        for position, (text, width) in enumerate(_HEADERS, start=1):
            sheet.column_dimensions[get_column_letter(position)].width = width
            put(sheet.cell(self._header_row, position), text.of(language), styles.HEADER)
        if language == "en":
            sheet.column_dimensions[_UNIT].width = _ENGLISH_UNIT
        sheet.row_dimensions[self._header_row].height = styles.row_height(
            *((text.of(language), width) for text, width in _HEADERS)
        )
        self._head(header, period)
        for row, (line, cells) in enumerate(lines, start=self.first_row):
            self._line(row, line, cells)
        last = max(self.first_row, self.first_row + len(lines) - 1)
        self._colour_checks(last)
        for letter in "JKLMNOPQ":
            sheet.column_dimensions[letter].hidden = True
        sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
        finish_table(
            sheet, language, header_row=self._header_row, last_row=last, columns=_SHOWN, width=sum(widths)
        )

    def _head(self, header: Header, period: str) -> None:
        sheet, language = self._sheet, self._language
        put(sheet["A1"], fitting(Text(f"{header.title}：统计表", f"{header.title}: statistics").of(language)), styles.TITLE)
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=_SHOWN)
        sheet["A1"].alignment = wrapped("center")
        put(sheet["A2"], STATISTICS_MARK, styles.KEY)
        for letter, words in _SIGNATURES:
            put(sheet[f"{letter}3"], fitting(words.of(language).format(unit=header.bureau or "")))
            sheet[f"{letter}3"].font = styles.body_font()
        sheet.row_dimensions[3].height = 20
        entered = [day for day in self._days if day.formula is None]
        follow = [day for day in self._days if day.formula is not None]
        for row, day in enumerate(entered, start=_FIRST_DAY_ROW):
            self._day(day, row, "A", "B", is_entered=True)
        for row, day in enumerate(follow, start=_FIRST_DAY_ROW):
            sheet.merge_cells(f"C{row}:E{row}")
            self._day(day, row, "C", "F", is_entered=False)
        how = sheet.cell(_FIRST_DAY_ROW, _SHOWN - 2)
        put(how, _HOW.of(language).format(period=period), styles.NOTE)
        sheet.merge_cells(
            start_row=_FIRST_DAY_ROW, end_row=self._header_row - 2, start_column=_SHOWN - 2, end_column=_SHOWN
        )
        unit = sheet.cell(self._header_row - 1, _SHOWN)
        put(unit, _UNITS.of(language), styles.NOTE)
        unit.alignment = wrapped("right")
        self._flag(entered)

    def _day(self, day: DayCell, row: int, label: str, place: str, *, is_entered: bool) -> None:
        sheet = self._sheet
        put(sheet[f"{label}{row}"], day.label.of(self._language))
        sheet[f"{label}{row}"].font = styles.body_font()
        sheet[f"{label}{row}"].alignment = wrapped("right")
        cell = sheet[f"{place}{row}"]
        cell.style = styles.FIELD if is_entered else styles.DAY
        if day.formula is None:
            put(cell, _as_cell(day.day))
            check = DataValidation(type="date", operator="greaterThanOrEqual", formula1=_FIRST_DATE)
            check.add(cell.coordinate)
            sheet.add_data_validation(check)
        else:
            self._formula(cell.coordinate, Formula(day.formula, _as_cell(day.day)))
        cell.number_format = styles.DAY_FORMAT
        cell.alignment = wrapped("center")
        self._define(day.name, cell.coordinate)

    def _flag(self, entered: Sequence[DayCell]) -> None:
        """Keep the days of the export in hidden cells, and the formula that tells whether one was changed."""
        tests = []
        for row, day in enumerate(entered, start=_FIRST_DAY_ROW):
            cell = self._sheet[f"{_ORIGINALS}{row}"]
            put(cell, _as_cell(day.day))
            cell.number_format = styles.DAY_FORMAT
            tests.append(f"{day.name}<>${_ORIGINALS}${row}")
        flag = f"{_ORIGINALS}{self._header_row - 1}"
        self._formula(flag, Formula(f"OR({','.join(tests)})", result=False))
        self._define(CHANGED.of(self._language), flag)

    def _define(self, name: str, cell: str) -> None:
        column, row = cell[0], cell[1:]
        place = f"{quoted(self._sheet.title)}!${column}${row}"
        self._workbook.defined_names[name] = DefinedName(name, attr_text=place)

    def _line(self, row: int, line: Line, cells: LineCells) -> None:
        sheet, language, measure = self._sheet, self._language, line.figure.measure
        digits = "#,##0" + ("." + "0" * -int(measure.precision.as_tuple().exponent) if measure.precision < 1 else "")
        nothing = f'"{NOTHING}"' if isinstance(measure.query, Derivation) else "@"
        number = f"{digits};-{digits};{digits.replace('#,##', '')};{nothing}"
        definition = "" if line.is_group else line.definition
        if cells.reason is not None and not line.is_group:
            definition += _NOT_LIVE.of(language).format(reason=cells.reason.of(language))
        values: list[tuple[CellValue | Formula, str, str | None]] = [
            (fitting(line.title), styles.LISTED, None),
            (fitting(line.label), styles.LISTED, None),
            (measure.unit.word(_SEVERAL).of(language), styles.LISTED, "center"),
            (cells.value, styles.NUMBER, None),
            (cells.python, styles.NUMBER, None),
            (cells.check, styles.LISTED, "center"),
            (cells.records, styles.NUMBER, None),
            (cells.word, styles.LISTED, "center"),
            (fitting(definition), styles.LISTED, None),
        ]
        for position, (value, style, horizontal) in enumerate(values, start=1):
            cell = sheet.cell(row, position)
            self._put(cell.coordinate, value, style)
            if horizontal is not None:
                cell.alignment = wrapped(horizontal)
            if position in (4, 5):
                cell.number_format = number
            if not line.is_group:
                cell.font = styles.body_font(bold=position < _SHOWN)
                cell.fill = PatternFill("solid", fgColor=styles.PALER)
        if line.is_group:
            sheet.cell(row, 1).font = styles.body_font(color=styles.GREY)
            sheet.row_dimensions[row].outlineLevel = 1
        for position, formula in enumerate(cells.doubts, start=_SHOWN + 2):
            self._put(sheet.cell(row, position).coordinate, formula, styles.NUMBER)
        texts = [(line.title, _HEADERS[0][1]), (line.label, _HEADERS[1][1]), (definition, _HEADERS[-1][1])]
        sheet.row_dimensions[row].height = styles.row_height(*texts)

    def _put(self, place: str, value: CellValue | Formula, style: str) -> None:
        if isinstance(value, Formula):
            self._sheet[place].style = style
            self._formula(place, value)
        else:
            put(self._sheet[place], value, style)

    def _formula(self, place: str, formula: Formula) -> None:
        self._sheet[place].value = f"={formula.text}"
        self.results[place] = formula.result

    def _colour_checks(self, last: int) -> None:
        first = self.first_row
        for words, colour in ((AGREES, _GOOD), (DIFFERS, _BAD)):
            is_it = f"$F{first}={literal(words.of(self._language))}"
            add_colour(self._sheet, f"F{first}:F{last}", is_it, colour)
        add_colour(self._sheet, f"F{first}:F{last}", f"LEN($F{first})>0", _NEUTRAL)


def _as_cell(day: date) -> date | str:
    """Return a day as it stands in a cell: before the calendar of spreadsheets begins, as text."""
    return day if day >= FIRST_DAY else day.isoformat()
