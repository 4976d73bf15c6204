"""Values: what stands in a cell, and that no text becomes anything else there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from minzheng_domain.errors import WriteError
from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.model.projects import Payment, Project
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.reading import open_book
from minzheng_domain_excel.values import (
    LONGEST_TEXT,
    CellValue,
    UnwritableError,
    cell_texts,
    cell_value,
    from_xstring,
    put,
    row_writer,
    xstring,
)

ORGANIZATIONS = record_kind("organizations")
ORGANIZATION = Organization(id="a", name="甲", type="FOUNDATION", status="REGISTERED")
ANYTHING = st.characters(exclude_categories=["Cs"])
CELLS = st.text(ANYTHING, max_size=12) | st.text("_x0045Ff\x0b\r\t\n\ufffe", max_size=14)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "#N/A", "#REF!", "TRUE", "123456789012345678", "2019-01-01"]
FORMULAS += ["=", "'a"]


def told(column: str) -> Callable[[Any], CellValue]:
    """Return what tells the cells of a column, ``kind.name``, in a ledger of one organization."""
    kind, name = column.split(".")
    found = record_kind(kind).column(name)
    ledger = Ledger.of([ORGANIZATION])
    return cell_value(found, cell_texts(found, ledger, "zh"), "zh")


@given(CELLS)
def test_text_comes_back_from_what_xml_can_hold(text: str) -> None:
    """Every text has a form without control characters, from which it is read."""
    written = xstring(text)
    assert all(character in "\t\n" or " " <= character < "\ufffe" or character > "\uffff" for character in written)
    assert from_xstring(written) == text


@given(st.lists(CELLS | st.sampled_from(FORMULAS), min_size=1, max_size=5))
def test_text_in_a_workbook_is_the_text(texts: list[str]) -> None:
    """What is put into cells is saved and read as text, be it like a formula, an error or an escape."""
    workbook = Workbook()
    for row, text in enumerate(texts, start=1):
        put(workbook.worksheets[0].cell(row, 1), text)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.xlsx"
        with path.open("wb") as file:
            save_workbook(workbook, file)
        with open_book(path) as book:
            rows = dict(book.sheets[0].rows())
    assert [rows.get(row, [None])[0] or "" for row in range(1, len(texts) + 1)] == texts


def test_escapes_are_those_of_excel(tmp_path: Path, office: Any) -> None:
    """LibreOffice, which knows Excel's escapes, sees the characters that are meant."""
    workbook = Workbook()
    texts = ["a\x0bb", "_x0041_", "x005F_", "_x005F_", "a\rb", "_x00e9_", "_x0041\x01", "=1+1"]
    for row, text in enumerate(texts, start=1):
        put(workbook.worksheets[0].cell(row, 1), text)
        workbook.worksheets[0].cell(row, 2).value = f"=LEN(A{row})"
        workbook.worksheets[0].cell(row, 3).value = f"=_xlfn.UNICODE(MID(A{row},{min(2, len(text))},1))"
    with (tmp_path / "escapes.xlsx").open("wb") as file:
        save_workbook(workbook, file)
    (read,) = office.recalculate([tmp_path / "escapes.xlsx"])
    sheet = read.worksheets[0]
    assert [sheet.cell(row, 2).value for row in range(1, len(texts) + 1)] == [len(text) for text in texts]
    assert [sheet.cell(row, 3).value for row in range(1, len(texts) + 1)] == [ord(text[1]) for text in texts]


@pytest.mark.parametrize(
    ("column", "value", "wanted"),
    [
        ("organizations.name", "=1+1", "=1+1"),
        ("organizations.uscc", "123456789012345678", "123456789012345678"),
        ("organizations.uscc", "", None),
        ("organizations.name", None, None),
        ("organizations.type", "FOUNDATION", "基金会"),
        ("organizations.type", "基金会", "〔基金会〕"),
        ("organizations.type", "", None),
        ("organizations.community_category", "LIFE", "LIFE"),
        ("registration_changes.organization", "a", "a"),
        ("registration_changes.organization", "b", "〔b〕"),
        ("organizations.staff", 12, 12),
        ("organizations.staff", 10**15 - 1, 10**15 - 1),
        ("organizations.staff", -(10**15), "-1000000000000000"),
        ("organizations.staff", None, None),
        ("organizations.registered_funds", Decimal("12.50"), Decimal("12.50")),
        ("organizations.registered_funds", Decimal("1234567890123456.7"), "1234567890123456.7"),
        ("organizations.registered_funds", Decimal("1E+20"), Decimal("1E+20")),
        ("organizations.registered_funds", Decimal("0.1234567890123456"), "0.1234567890123456"),
        ("organizations.registered_funds", None, None),
        ("organizations.registered_on", date(1900, 3, 1), date(1900, 3, 1)),
        ("organizations.registered_on", date(1900, 2, 28), "1900-02-28"),
        ("organizations.registered_on", None, None),
        ("organizations.is_charity", True, "是"),
        ("organizations.is_charity", False, "否"),
        ("organizations.is_charity", None, None),
    ],
)
def test_cell_of_a_value(column: str, value: Any, wanted: CellValue) -> None:
    """Each kind of column has its form; what a spreadsheet would round or misdate is written out."""
    found = told(column)(value)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("organizations.name", "\ud800", "半个字符"),
        ("organizations.name", "𠮷" * (LONGEST_TEXT // 2 + 1), f"有 {LONGEST_TEXT + 1} 个字符"),
        ("organizations.name", 5, "应为 str，实为 5 (int)"),
        ("organizations.staff", True, "应为 int，实为 True (bool)"),
        ("organizations.staff", Decimal(5), "应为 int"),
        ("organizations.registered_funds", 5.0, "应为 Decimal"),
        ("organizations.registered_funds", Decimal("NaN"), "不是数：NaN"),
        ("organizations.registered_funds", Decimal("1E+400"), "1.000E+400"),
        ("organizations.registered_on", datetime(2019, 1, 1), "应为 date"),  # noqa: DTZ001 - of the wrong type
        ("organizations.is_charity", 1, "应为 bool"),
        ("organizations.type", 7, "应为 str"),
    ],
)
def test_value_that_no_cell_can_hold_is_refused(column: str, value: Any, said: str) -> None:
    """Nothing is cut, rounded or guessed: the reason is said in words."""
    with pytest.raises(UnwritableError) as caught:
        told(column)(value)
    assert said in caught.value.reason.zh


def test_longest_text_that_a_cell_holds_is_taken() -> None:
    """The bound counts UTF-16 units, as Excel does."""
    assert told("organizations.name")("𠮷" * (LONGEST_TEXT // 2)) == "𠮷" * (LONGEST_TEXT // 2)
    assert told("organizations.name")("字" * LONGEST_TEXT) == "字" * LONGEST_TEXT


def test_row_of_a_record_is_told_column_by_column() -> None:
    """A record becomes a row in the order of the columns, whichever are chosen."""
    project = Project(id="p", title="项目", level="DISTRICT", status="CLOSED", contractor="a", amount=Decimal("5.00"))
    ledger = Ledger.of([ORGANIZATION, project])
    kind = record_kind("projects")
    columns = [kind.column(name) for name in ("amount", "id", "contractor", "level", "town")]
    assert row_writer(columns, ledger, "en")(project) == [Decimal("5.00"), "p", "a", "district", None]
    assert row_writer(columns[1:2], ledger, "en")(project) == ["p"]


def test_labels_of_a_scheme_are_those_that_the_district_has_chosen() -> None:
    """One code may bear different labels in different schemes."""
    team = ORGANIZATION.evolve(community_category="CHARITY")
    column = ORGANIZATIONS.column("community_category")
    for chosen, label in (("shanghai", "社区公益慈善类"), ("national", "公益慈善")):
        header = Header(title="", schemes={"community-category": f"community-category-{chosen}"})
        assert row_writer([column], Ledger.of([team], header=header), "zh")(team) == [label]


def test_error_names_the_record_and_the_column() -> None:
    """Who exports a ledger is told which field of which record has to be changed."""
    payment = Payment(id="拨1", project="p", tranche=1, amount=Decimal("Infinity"))
    write = row_writer(record_kind("payments").columns, Ledger.of([payment]), "zh")
    with pytest.raises(WriteError) as caught:
        write(payment)
    assert "项目拨款“拨1”的拨付金额（payments.amount）不是数：Infinity" in caught.value.message.zh
    assert "amount (payments.amount) of '拨1' among the payments" in caught.value.message.en


def test_error_about_half_a_character_can_itself_be_printed() -> None:
    """The id that an error quotes may be what is wrong."""
    change = RegistrationChange(id="\ud800", organization="a", item="NAME", on=date(2019, 1, 1))
    write = row_writer(record_kind("registration_changes").columns, Ledger.of([change]), "zh")
    with pytest.raises(WriteError) as caught:
        write(change)
    assert str(caught.value).encode("utf-8")


def test_cell_inside_a_merged_area_takes_nothing() -> None:
    """A value there would be lost without a word."""
    sheet = Workbook().worksheets[0]
    sheet.merge_cells("A1:B1")
    with pytest.raises(TypeError):
        put(sheet["B1"], "甲")


def test_every_kind_of_column_has_a_cell() -> None:
    """A kind of column that is added must be given its form here."""
    kinds: set[ColumnKind] = {column.kind for column in _columns()}
    assert kinds == set(ColumnKind)
    assert all(callable(told(str(column))) for column in _columns())


def _columns() -> list[Column]:
    return [*ORGANIZATIONS.columns, *record_kind("projects").columns]


def test_escaped_text_survives_xml() -> None:
    """The escape leaves the marks of XML alone: they are escaped after it."""
    assert escape(xstring("<a&b>")) == "&lt;a&amp;b&gt;"
