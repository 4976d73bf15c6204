"""Schemes and code sheet: each list stands in the workbook once, under a name that every program takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from minzheng_domain.codes import CodeList, code_list, code_list_ids
from minzheng_domain.model.columns import Column, ColumnKind, Declaration
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.text import LANGUAGES, Language, Text
from minzheng_domain_excel.code_sheet import MARK, CodeSheet, write_code_sheet
from minzheng_domain_excel.labels import YES_OR_NO
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.schemes import chosen_name, list_name, lists_of, scheme_choices, scheme_title
from minzheng_domain_excel.styles import add_styles

COLUMNS = [column for kind in record_kinds().values() for column in kind.columns]
CATEGORY = record_kinds()["organizations"].column("community_category")
SCHEME = "community-category"
RANGE = re.compile(r"代码表!\$A\$(\d+):\$A\$(\d+)")


def code_book(columns: list[Column], language: Language, chosen: str = "") -> tuple[Workbook, CodeSheet]:
    """Return a workbook with a code sheet; the scheme is chosen in cell A1 of its first sheet."""
    workbook = Workbook()
    add_styles(workbook)
    workbook.worksheets[0].title = "甲"
    workbook.worksheets[0]["A1"] = chosen or None
    return workbook, write_code_sheet(workbook, columns, language, dict.fromkeys(scheme_choices(), "甲!$A$1"))


def test_lists_are_those_of_the_columns_each_once() -> None:
    """Every list that a column takes its labels from is there once, and all that a scheme chooses among."""
    ids = [listed.id for listed in lists_of(COLUMNS)]
    wanted = {column.declaration.codes for column in COLUMNS if column.declaration.codes}
    chosen = {entry.code for choices in scheme_choices().values() for entry in choices.codes}
    assert len(ids) == len(set(ids))
    assert set(ids) == wanted | chosen | {YES_OR_NO.id}


def test_column_of_a_list_that_does_not_exist_has_no_list() -> None:
    """A declaration of another distribution may name a list that is not installed."""
    label = Declaration(header=Text("甲", "a"), kind=ColumnKind.LABEL, required=False, codes="no-such-list")
    assert lists_of([Column("organizations", "odd", label)]) == ()
    assert CodeSheet({}).drop_down(Column("organizations", "odd", label)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_lists_are_names_that_every_program_takes(language: Language) -> None:
    """They are words, each of one list alone, and do not look like the address of a cell."""
    lists: list[CodeList] = [*map(code_list, code_list_ids()), *scheme_choices().values(), YES_OR_NO]
    names = [list_name(listed, language) for listed in lists]
    names += [chosen_name(scheme, language) for scheme in scheme_choices()]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[^\W\d]\w*", name) and len(name) < 100 for name in names)


def test_scheme_is_called_like_the_column_that_it_is_for() -> None:
    """A scheme that no column uses is called by its id."""
    assert scheme_title(SCHEME) == CATEGORY.header
    assert scheme_title("odd").zh == "odd"


@pytest.mark.parametrize("language", LANGUAGES)
def test_range_of_a_list_holds_exactly_its_labels(language: Language) -> None:
    """What a drop-down offers is the list: nothing more, nothing less, in its order."""
    workbook, _ = code_book(COLUMNS, language)
    for listed in lists_of(COLUMNS):
        ((title, cells),) = workbook.defined_names[list_name(listed, language)].destinations
        found = [cell.value for (cell,) in workbook[title][cells]]
        assert found == [entry.label.of(language) for entry in listed.codes]
        assert [workbook[title].cell(cell.row, 2).value for (cell,) in workbook[title][cells]] == [
            entry.code for entry in listed.codes
        ]


def test_every_label_column_has_a_drop_down() -> None:
    """Labels and flags are chosen among what stands under a name; nothing else is."""
    workbook, codes = code_book(COLUMNS, "zh")
    for column in COLUMNS:
        name = codes.drop_down(column)
        assert (name is not None) == (column.kind in (ColumnKind.LABEL, ColumnKind.FLAG))
        assert name is None or name in workbook.defined_names
    assert codes.drop_down(CATEGORY) == "所选代码_社区社会组织类别"


def test_scheme_follows_the_cell_in_which_it_is_chosen(tmp_path: Path, office: Any) -> None:
    """The labels are those of the list whose title is chosen; without a choice, one asks for it."""
    choices = scheme_choices()[SCHEME]
    cases = {"none": "", **{f"n{i}": entry.label.zh for i, entry in enumerate(choices.codes)}}
    for name, title in cases.items():
        workbook, codes = code_book([CATEGORY], "zh", title)
        for row in range(2, 8):
            workbook["甲"].cell(row, 1).value = f'=IFERROR(INDEX({codes.drop_down(CATEGORY)},{row - 1}),"")'
        with (tmp_path / f"{name}.xlsx").open("wb") as file:
            save_workbook(workbook, file)
    books = office.recalculate([tmp_path / f"{name}.xlsx" for name in cases])
    offered = [[row[0].value for row in book["甲"]["A2:A7"] if row[0].value] for book in books]
    lists = [[entry.label.zh for entry in code_list(choice.code).codes] for choice in choices.codes]
    assert offered == [["（请先在封面选择分类方案）"], *lists]


def test_code_sheet_is_told_from_records() -> None:
    """Its second row, hidden, says to importers what it is; it is protected, without a password."""
    workbook, _ = code_book(COLUMNS, "zh")
    sheet = workbook["代码表"]
    assert sheet["A2"].value == MARK
    assert sheet.row_dimensions[2].hidden
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_validity_stands_beside_the_codes() -> None:
    """A reader sees from when until when a code may be used, as far as that is known."""
    workbook, _ = code_book(COLUMNS, "zh")
    validity = {row[0].value: row[3].value for row in workbook["代码表"].iter_rows(min_row=5, max_col=4)}
    assert validity["受到警告或者不满5万元罚款处罚"] == "2018-01-24 起"
    ended = [entry for listed in lists_of(COLUMNS) for entry in listed.codes if entry.valid_until]
    assert ended
    assert all(str(entry.valid_until) in str(validity[entry.label.zh]) for entry in ended)
