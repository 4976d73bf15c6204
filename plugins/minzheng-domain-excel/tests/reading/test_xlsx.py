"""Workbooks of Excel: every value as it stands, whoever wrote it; what openpyxl reads, it is the judge of."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain_excel.grids import CellError, Percent, Value
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.values import put

Contents = dict[str, dict[int, list[Value]]]
Reader = Callable[[Path], Contents]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30).filter(
    lambda text: "_x" not in text and not set(text) & {"\ufffe", "\uffff"}
)
MOMENTS = st.datetimes(datetime.fromisoformat("1900-03-01T00:00"), datetime.fromisoformat("2100-01-01T00:00")).map(
    lambda moment: moment.replace(microsecond=0)
)
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12, allow_nan=False),
    MOMENTS,
    MOMENTS.map(datetime.date),
    st.times().map(lambda clock: clock.replace(microsecond=0)),
    st.integers(86_400, 10**7).map(lambda seconds: timedelta(seconds=seconds)),
    st.floats(0, 10).map(Percent),
    st.sampled_from(["#DIV/0!", "#N/A", "#REF!"]).map(CellError),
)
TABLES = st.lists(st.lists(VALUES, max_size=6), max_size=8)


def fill(sheet: Any, table: list[list[Value]]) -> None:
    """Write values into a sheet of openpyxl."""
    for row, values in enumerate(table, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            match value:
                case Percent():
                    cell.value, cell.number_format = value.fraction, "0.00%"
                case CellError():
                    cell.value, cell.data_type = value.code, "e"
                case str():
                    cell.value, cell.data_type = value, "s"
                case _:
                    cell.value = value


def judged(path: Path) -> Contents:
    """Return what openpyxl reads of a workbook, in our words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(path, data_only=True)
    found: Contents = {}
    for sheet in book.worksheets:
        rows = found.setdefault(sheet.title, {})
        for cells in sheet.iter_rows():
            values = [_judged(cell) for cell in cells]
            while values and values[-1] is None:
                values.pop()
            if values:
                rows[int(cells[0].row or 0)] = values
    return found


def _judged(cell: Any) -> Value:
    value = cell.value
    if cell.data_type == "e":
        return CellError(value)
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date()
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in cell.number_format:
            return Percent(float(value))
        return int(value) if float(value).is_integer() and abs(value) < 10**15 else value
    return None if value == "" else value


@given(table=TABLES)
def test_a_workbook_of_openpyxl_reads_as_openpyxl_reads_it(contents: Reader, tmp_path_factory: Any, table: Any):
    """Texts, numbers, days, times, errors and percentages are what the judge says."""
    path = tmp_path_factory.getbasetemp() / "openpyxl.xlsx"
    book = openpyxl.Workbook()
    fill(book.worksheets[0], table)
    book.save(path)

    assert contents(path) == judged(path)


@given(table=TABLES)
def test_a_workbook_of_xlsxwriter_reads_as_openpyxl_reads_it(contents: Reader, tmp_path_factory: Any, table: Any):
    """Shared strings, results of formulas and dates in another hand."""
    path = tmp_path_factory.getbasetemp() / "xlsxwriter.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        formats = {
            kind: book.add_format({"num_format": code})
            for kind, code in {
                datetime: "yyyy-mm-dd hh:mm:ss",
                date: 'yyyy"年"m"月"d"日"',
                time: "hh:mm:ss",
                timedelta: "[hh]:mm:ss",
                Percent: "0%",
            }.items()
        }
        for row, values in enumerate(table):
            for column, value in enumerate(values):
                match value:
                    case Percent():
                        sheet.write_number(row, column, value.fraction, formats[Percent])
                    case CellError():
                        sheet.write_formula(row, column, "=1/0", None, value.code)
                    case str():
                        sheet.write_string(row, column, value)
                    case bool() | int() | float() | None:
                        sheet.write(row, column, value)
                    case _:
                        sheet.write_datetime(row, column, value, formats[type(value)])

    assert contents(path) == judged(path)


def test_a_workbook_saved_by_libreoffice_reads_as_openpyxl_reads_it(contents: Reader, office: Any, tmp_path: Path):
    """One table with everything in it, saved by another program, with formulas that it has calculated."""
    path = tmp_path / "all.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(
        sheet,
        [
            ["文字", "  前后  空白 ", "a\nb", "=1+1", "_x0041_", "𠮷"],
            [12, 1234.5, -0.25, 10**14, Percent(0.35), None, 7],
            [date(2019, 3, 5), datetime.fromisoformat("2019-03-05T14:30"), time(14, 30), timedelta(hours=30)],
        ],
    )
    sheet["A5"], sheet["B5"], sheet["C5"], sheet["D5"] = "=1/0", "=A2*2", '=""', '="甲"&"乙"'
    book.create_sheet("隐藏").sheet_state = "hidden"
    book.save(path)
    (saved,) = office.convert([path], ".xlsx")

    found = contents(saved)

    assert found == judged(saved)
    assert found["Sheet"][5] == [CellError("#DIV/0!"), 24, None, "甲乙"]


@given(text=st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_of_xlsxwriter_reads_as_it_was_given(contents: Reader, tmp_path_factory: Any, text: str):
    """Control characters, carriage returns, what looks like an escape, and blanks at both ends come back."""
    path = tmp_path_factory.getbasetemp() / "texts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_string(0, 0, text)
        sheet.write_string(1, 0, f"_x000D_{text}_x0041_")
        sheet.write_string(2, 0, "末")

    rows = contents(path)["表"]

    # XML turns a bare line end of any kind into one; XlsxWriter escapes carriage returns, which come back.
    assert rows.get(1, [None]) == [text or None]
    assert rows[2] == [f"_x000D_{text}_x0041_"]


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_text_of_ours_reads_as_it_was_given(contents: Reader, tmp_path_factory: Any, text: str):
    """What the plugin writes, it reads: every character that a cell can hold."""
    path = tmp_path_factory.getbasetemp() / "ours.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, written in enumerate((text, f" {text} ", f"_x0041_{text}x005F_"), 1):
        put(sheet.cell(row, 1), written)
    with path.open("wb") as file:
        save_workbook(book, file)

    rows = contents(path)["Sheet"]

    assert [rows[row] for row in (1, 2, 3)] == [[text], [f" {text} "], [f"_x0041_{text}x005F_"]]
