"""Record sheet: headers, notes, checks and print set-up come from the declarations of the columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.model.columns import Column, ColumnKind, Declaration, RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.text import LANGUAGES, Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.code_sheet import write_code_sheet
from minzheng_domain_excel.entry_checks import LONGEST_CAPTION, LONGEST_MESSAGE, entry_check
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.record_sheet import (
    FIRST_ROW,
    HEADER_ROW,
    KEY_ROW,
    Helper,
    Layout,
    define_ids,
    header_text,
    lay_out,
)
from minzheng_domain_excel.schemes import scheme_choices
from minzheng_domain_excel.sheet_names import id_name
from minzheng_domain_excel.values import put

KINDS = record_kinds()
ORGANIZATIONS, PROJECTS = KINDS["organizations"], KINDS["projects"]
ROWS = 50


def sheet_of(kind: RecordKind, language: Language = "zh", **more: Any) -> Worksheet:
    """Return the sheet of a kind of record in a workbook with a code sheet; the cell of the schemes is on it, too."""
    workbook = Workbook()
    styles.add_styles(workbook)
    sheet = workbook.worksheets[0]
    sheet.title = "表"
    codes = write_code_sheet(workbook, kind.columns, language, dict.fromkeys(scheme_choices(), "表!$ZZ$1"))
    made: dict[str, Any] = {"title": "标题", "rows": ROWS, "references": frozenset(KINDS), **more}
    lay_out(sheet, kind.columns, Layout(language=language, codes=codes, **made))
    return sheet


def checks(sheet: Worksheet) -> dict[str, DataValidation]:
    """Return the check of each column, by its machine key."""
    found = {}
    for check in sheet.data_validations.dataValidation:
        (area,) = check.sqref.ranges
        assert (area.min_row, area.max_row, area.min_col) == (FIRST_ROW, FIRST_ROW + ROWS - 1, area.max_col)
        found[str(sheet.cell(KEY_ROW, area.min_col).value)] = check
    return found


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_are_those_of_the_declarations(kind: RecordKind, language: Language) -> None:
    """Row 2, hidden, holds the machine keys; row 3 the headers, all of them different, required ones marked."""
    sheet = sheet_of(kind, language)
    width = len(kind.columns)
    keys = [sheet.cell(KEY_ROW, position).value for position in range(1, width + 1)]
    headers = [sheet.cell(HEADER_ROW, position).value for position in range(1, width + 1)]
    assert keys == [str(column) for column in kind.columns]
    assert len(set(headers)) == width
    for header, column in zip(headers, kind.columns, strict=True):
        assert str(header).startswith("*") == column.declaration.required
        assert column.header.of(language) in str(header)
    assert sheet.row_dimensions[KEY_ROW].hidden
    assert sheet.cell(HEADER_ROW, width + 1).value is None


def test_amounts_say_their_unit() -> None:
    """A column of money says that it is in yuan, unless its header has a unit of its own."""
    assert header_text(PROJECTS.column("amount"), "zh") == "合同金额（元）"
    assert header_text(PROJECTS.column("amount"), "en") == "contract amount (yuan)"
    assert header_text(PROJECTS.column("satisfaction"), "zh") == "满意度（%）"
    assert header_text(PROJECTS.column("title"), "zh") == "*项目名称"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_no_drop_down_is_a_literal_list(kind: RecordKind) -> None:
    """Labels come from the code sheet, references from the ids of their sheet: a list in a formula may be cut."""
    found = checks(sheet_of(kind))
    for column in kind.columns:
        check = found.get(str(column))
        if column.kind in (ColumnKind.LABEL, ColumnKind.FLAG, ColumnKind.REFERENCE):
            assert check is not None
            assert (check.type, check.errorStyle) == ("list", "warning")
            assert str(check.formula1).isidentifier()
        else:
            assert check is None or check.type != "list"


def test_entries_are_checked_by_the_kind_of_their_column() -> None:
    """Days, whole numbers and amounts are refused in another form; an unknown code or a repeated id is asked about."""
    found = checks(sheet_of(ORGANIZATIONS))
    types = {
        column.name: (check.type, check.errorStyle)
        for column in ORGANIZATIONS.columns
        if (check := found.get(str(column)))
    }
    assert types["registered_on"] == ("date", "stop")
    assert types["staff"] == ("whole", "stop")
    assert types["registered_funds"] == types["non_state_share"] == ("decimal", "stop")
    assert types["id"] == ("custom", "warning")
    assert found["organizations.id"].formula1 == "SUMPRODUCT(--EXACT($A$4:$A$53,$A4))<2"
    assert found["organizations.town"].formula1 == "编号_填报单位"
    assert "name" not in types
    assert "uscc" not in types


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_as_short_as_excel_wants_them(language: Language) -> None:
    """Excel calls a file broken whose prompts are too long; every check has a prompt and says what is wrong."""
    for kind in KINDS.values():
        for check in checks(sheet_of(kind, language)).values():
            assert all(0 < len(words or "") <= LONGEST_MESSAGE for words in (check.prompt, check.error))
            assert all(0 < len(words or "") <= LONGEST_CAPTION for words in (check.promptTitle, check.errorTitle))


def test_header_that_is_too_long_for_a_caption_is_cut() -> None:
    """A declaration may be longer than what Excel takes above a prompt."""
    column = Column("odd", "on", Declaration(header=Text("长" * 40, "long"), kind=ColumnKind.DATE, required=True))
    cells = sheet_of(PROJECTS).data_validations.dataValidation[0].sqref.ranges
    check = entry_check(column, next(iter(cells)), None, "zh")
    assert check is not None
    assert check.promptTitle == "长" * 31 + "…"


def test_reference_to_a_kind_without_a_sheet_has_no_drop_down() -> None:
    """Where the ids are not in the workbook, there is nothing to choose from."""
    found = checks(sheet_of(PROJECTS, references=frozenset({"reporting_units"})))
    assert "projects.contractor" not in found
    assert "projects.town" in found


def test_notes_say_what_to_fill_in() -> None:
    """A header's comment gives need, form, the declared note, and the labels if they are few."""
    sheet = sheet_of(ORGANIZATIONS)
    notes = {
        column.name: sheet.cell(HEADER_ROW, position).comment.text  # type: ignore[union-attr]
        for position, column in enumerate(ORGANIZATIONS.columns, start=1)
    }
    assert notes["name"] == "名称，必填"
    assert "18 位；备案团队和活动小组没有" in notes["uscc"]
    assert "可不填" in notes["uscc"]
    assert "填“填报单位”表中的编号" in notes["town"]
    assert "选项：双重管理、直接登记" in notes["management"]
    assert "说明见“代码表”" in notes["activity_class"]
    assert "封面" in notes["community_category"]
    assert "2019-12-18" in notes["registered_on"]
    assert "个人信息" in notes["legal_representative"]


def test_header_stays_in_sight_and_is_printed_on_every_page() -> None:
    """Panes are frozen below the header and beside the name; A4 across, page numbers, a filter over the records."""
    sheet = sheet_of(ORGANIZATIONS)
    assert sheet.freeze_panes == "C4"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$3", "$A:$B")
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True  # type: ignore[union-attr]
    assert sheet.page_setup.fitToWidth is not None
    assert int(sheet.page_setup.fitToWidth) > 1
    assert sheet.auto_filter.ref == f"A3:{get_column_letter(len(ORGANIZATIONS.columns))}{FIRST_ROW + ROWS - 1}"
    assert "&P" in str(sheet.HeaderFooter.oddFooter)


def test_narrow_sheet_fits_on_one_page() -> None:
    """What fits side by side is not spread over pages, and only the id stays in sight where no name follows."""
    sheet = sheet_of(KINDS["accountability_acts"])
    assert sheet.page_setup.fitToWidth == 1
    assert not sheet.print_title_cols
    assert sheet.freeze_panes == "B4"


def test_columns_are_wide_enough_for_their_labels() -> None:
    """A Chinese character is as wide as two Latin ones; no column is so wide that others leave the screen."""
    sheet = sheet_of(ORGANIZATIONS)
    letters = {column.name: get_column_letter(i) for i, column in enumerate(ORGANIZATIONS.columns, start=1)}
    widths = {name: sheet.column_dimensions[letter].width for name, letter in letters.items()}
    assert styles.text_width("民办非企业单位（社会服务机构）") == 30
    assert widths["type"] == 34
    assert widths["uscc"] >= 20
    assert max(widths.values()) <= 36


def test_codes_typed_into_an_empty_row_stay_text() -> None:
    """Excel cuts a code of 18 digits to 15 unless its column is one of texts, down to the last row."""
    sheet = sheet_of(ORGANIZATIONS)
    for position, column in enumerate(ORGANIZATIONS.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(position)]
        assert dimension.number_format == sheet.cell(FIRST_ROW, position).number_format
        if column.python_type is str:
            assert dimension.number_format == "@"
        if column.kind is ColumnKind.DATE:
            assert dimension.number_format == "yyyy\\-mm\\-dd"


def test_helper_columns_stand_right_of_the_records_out_of_sight() -> None:
    """They have keys that importers pass over, and a style for what stands in them."""
    sheet = sheet_of(PROJECTS, helpers=[Helper("#reached.town", "街镇"), Helper("#day", "日期", is_date=True)])
    first = len(PROJECTS.columns) + 1
    assert [sheet.cell(KEY_ROW, first + i).value for i in (0, 1)] == ["#reached.town", "#day"]
    assert sheet.cell(FIRST_ROW, first + 1).style == styles.DAY
    assert all(sheet.column_dimensions[get_column_letter(first + i)].hidden for i in (0, 1))
    assert sheet.auto_filter.ref.startswith(f"A3:{get_column_letter(first - 1)}")


def test_row_of_styles_is_the_last() -> None:
    """The rows that are streamed behind take their styles from row 4, in which every column has a cell."""
    sheet = sheet_of(PROJECTS, rows=1)
    assert sheet.max_row == FIRST_ROW
    found = [sheet.cell(FIRST_ROW, position).style for position in range(1, len(PROJECTS.columns) + 1)]
    assert found == [styles.column_style(column) for column in PROJECTS.columns]


def test_title_says_what_stands_below_it_in_small_print() -> None:
    """The line of the form stands in the cell of the title: rows 2 and 3 are for keys and headers."""
    assert str(sheet_of(PROJECTS, line="填报单位：某局").cell(1, 1).value) == "标题\n填报单位：某局"
    assert str(sheet_of(PROJECTS).cell(1, 1).value) == "标题"


def test_ids_to_choose_from_are_those_that_are_filled_in(tmp_path: Path, office: Any) -> None:
    """The range of a reference's drop-down ends with the last id; it is one empty cell where there is none."""
    paths = []
    for count in (0, 1, 3):
        sheet = sheet_of(ORGANIZATIONS)
        workbook = sheet.parent
        assert isinstance(workbook, Workbook)
        define_ids(workbook, ORGANIZATIONS, sheet.title, ROWS, "zh")
        for row in range(count):
            put(sheet.cell(FIRST_ROW + row, 1), f"编号{row}")
        name = id_name(ORGANIZATIONS, "zh")
        sheet["ZZ2"], sheet["ZZ3"] = f"=ROWS({name})", f'=INDEX({name},ROWS({name}))&""'
        paths.append(tmp_path / f"ids{count}.xlsx")
        with paths[-1].open("wb") as file:
            save_workbook(workbook, file)
    found = [(book["表"]["ZZ2"].value, book["表"]["ZZ3"].value) for book in office.recalculate(paths)]
    assert found == [(1, None), (1, "编号0"), (3, "编号2")]


def test_what_is_laid_out_survives_the_file(tmp_path: Path) -> None:
    """Nothing of it is lost between openpyxl and the file that is written."""
    sheet = sheet_of(ORGANIZATIONS)
    workbook = sheet.parent
    assert isinstance(workbook, Workbook)
    with (tmp_path / "sheet.xlsx").open("wb") as file:
        save_workbook(workbook, file)
    read = openpyxl.load_workbook(tmp_path / "sheet.xlsx")["表"]
    assert checks(read).keys() == checks(sheet).keys()
    assert read.freeze_panes == "C4"
    assert read.cell(HEADER_ROW, 2).comment is not None
    assert read.column_dimensions["E"].number_format == "@"
