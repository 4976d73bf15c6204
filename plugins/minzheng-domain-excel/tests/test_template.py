"""Template: the workbook that a bureau fills in, empty or with an example, and what a clerk's entries become."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import ImportOptions, TemplateOptions
from minzheng_domain.text import LANGUAGES, Language
from minzheng_domain_excel.cover_reading import read_cover
from minzheng_domain_excel.example import example_ledger
from minzheng_domain_excel.importing import read_spreadsheet
from minzheng_domain_excel.reading import open_book
from minzheng_domain_excel.record_sheet import FIRST_ROW, KEY_ROW
from minzheng_domain_excel.schemes import scheme_choices
from minzheng_domain_excel.template import FORM_ROWS, with_those_referred_to, write_template
from minzheng_domain_excel.values import row_writer

EMPTY = TemplateOptions()
EXAMPLE = TemplateOptions(example=True)


def written(options: TemplateOptions) -> bytes:
    """Return the bytes of a template."""
    file = io.BytesIO()
    write_template(file, options)
    return file.getvalue()


def opened(options: TemplateOptions) -> Workbook:
    """Return a template as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(written(options)))


def keys(workbook: Workbook) -> dict[str, list[str]]:
    """Return the machine keys of each sheet that has records."""
    found = {sheet.title: [str(c.value) for c in sheet[KEY_ROW] if c.value] for sheet in workbook.worksheets}
    return {title: row for title, row in found.items() if row and not row[0].startswith(("#", "header."))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_record_has_a_sheet(language: Language) -> None:
    """Between cover and code lists stands a sheet for each kind, called by its title, with a key for each column."""
    workbook = opened(TemplateOptions(language=language))
    titles = {kind.title.of(language): [str(c) for c in kind.columns] for kind in record_kinds().values()}
    assert keys(workbook) == titles
    assert workbook.sheetnames[0] == ("封面" if language == "zh" else "Cover")
    assert workbook.sheetnames[-1] == ("代码表" if language == "zh" else "Code lists")


def test_chosen_kinds_bring_those_that_they_refer_to() -> None:
    """Whoever asks for payments needs projects, the organizations that carry them out, and their towns."""
    workbook = opened(TemplateOptions(kinds=("payments",)))
    assert workbook.sheetnames == ["封面", "填报单位", "社会组织", "公益项目", "项目拨款", "代码表"]


def test_drop_downs_lead_to_names_that_exist() -> None:
    """Every list and every reference is chosen from a range under a name of the workbook."""
    workbook = opened(EMPTY)
    names = {
        check.formula1
        for sheet in workbook.worksheets
        for check in sheet.data_validations.dataValidation
        if check.type == "list"
    }
    assert names
    assert names <= set(workbook.defined_names)
    assert all(f"编号_{kind.title.zh}" in workbook.defined_names for kind in record_kinds().values())


def test_formulas_are_not_volatile() -> None:
    """A template that calculates with every keystroke is slow in the hands of a clerk."""
    formulas = " ".join(name.attr_text for name in opened(EMPTY).defined_names.values())
    assert not re.search(r"\b(INDIRECT|OFFSET|TODAY|NOW)\b", formulas)


def test_records_can_be_filtered_and_sorted() -> None:
    """Only cover and code lists are protected: a protected sheet cannot be sorted."""
    protected = {sheet.title for sheet in opened(EMPTY).worksheets if sheet.protection.sheet}
    assert protected == {"封面", "代码表"}


def test_same_options_give_the_same_bytes() -> None:
    """A template does not depend on the time of day."""
    first = written(EXAMPLE)
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    assert written(EXAMPLE) == first


def test_unknown_kind_scheme_or_list_is_named() -> None:
    """What cannot be offered is refused before anything is written, with what there is."""
    for options, name in (
        (TemplateOptions(kinds=("organisations",)), "organisations"),
        (TemplateOptions(schemes={"no-scheme": "x"}), "no-scheme"),
        (TemplateOptions(schemes={"community-category": "grade"}), "grade"),
    ):
        file = io.BytesIO()
        with pytest.raises(UnknownNameError) as caught:
            write_template(file, options)
        assert (caught.value.name, file.getvalue()) == (name, b"")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", [False, True])
def test_cover_says_what_the_ledger_is(language: Language, example: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """The cover is read: a scheme that was asked for is chosen, and an example says that it is made up."""
    options = TemplateOptions(
        language=language, example=example, schemes={"community-category": "community-category-shanghai"}
    )
    path = tmp_path / "template.xlsx"
    path.write_bytes(written(options))
    with open_book(path) as book:
        found = read_cover(book.sheets[0])
    assert found is not None
    assert found.header.schemes == options.schemes
    assert (found.header.synthetic, found.faults) == (example, ())
    assert ("示例" in found.header.title) == example


@pytest.mark.parametrize("scheme", [entry.code for entry in scheme_choices()["community-category"].codes])
def test_checks_find_no_fault_in_the_example(scheme: str) -> None:
    """What a template shows is right: references lead somewhere, codes exist, no rule finds anything."""
    ledger = example_ledger(list(record_kinds()), {"community-category": scheme})
    assert [finding.message.zh for finding in Catalogue.builtin().check(ledger).findings] == []


def test_example_shows_every_kind_and_says_that_it_is_made_up() -> None:
    """A clerk sees at least one record of each kind, on a sheet whose title says what it is."""
    ledger = example_ledger(list(record_kinds()), {})
    assert ledger.header.synthetic
    assert [name for name in record_kinds() if not ledger.of_kind(name)] == []
    workbook = opened(EXAMPLE)
    for kind in record_kinds().values():
        assert "虚构" in str(workbook[kind.title.zh]["A1"].value)


def test_example_of_some_kinds_has_only_these() -> None:
    """Nothing stands on a sheet that was not asked for."""
    ledger = example_ledger(["organizations"], {})
    assert [kind.name for kind, _ in ledger.kinds()] == ["organizations"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_stands_in_the_cells(language: Language, tmp_path: Path) -> None:
    """Every value of the example stands in the row of its record, in the form of its kind."""
    path = tmp_path / "template.xlsx"
    path.write_bytes(written(TemplateOptions(language=language, example=True)))
    header = {"community-category": scheme_choices()["community-category"].codes[0].code}
    ledger = example_ledger(list(record_kinds()), header)
    with open_book(path) as book:
        sheets = {sheet.name: dict(sheet.rows()) for sheet in book.sheets}
    for kind, records in ledger.kinds():
        write = row_writer(kind.columns, ledger, language)
        rows = sheets[kind.title.of(language)]
        for row, record in enumerate(records, start=FIRST_ROW):
            wanted = write(record)
            found = [*rows[row], *[None] * len(wanted)][: len(wanted)]
            assert [_plain(value) for value in found] == [_plain(value) for value in wanted]
        assert not any(any(rows.get(row, ())) for row in range(FIRST_ROW + len(records), FIRST_ROW + FORM_ROWS))


def _plain(value: Any) -> str | None:
    """Return a value so that a number of a file is like that of a record."""
    return f"{float(value):.6f}" if not isinstance(value, str | date | None) else None if value is None else str(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_is_read_as_it_was_written(language: Language, tmp_path: Path) -> None:
    """A template with its example is a ledger: the importer reads every record and has nothing to remark."""
    path = tmp_path / "template.xlsx"
    path.write_bytes(written(TemplateOptions(language=language, example=True)))
    ledger = read_spreadsheet(path, ImportOptions())
    assert ledger == example_ledger(list(record_kinds()), ledger.header.schemes)
    assert ledger.remarks == ()


def test_example_is_read_as_it_was_written_after_libreoffice_saved_it(tmp_path: Path, office: Any) -> None:
    """What a clerk opens and saves in another program, as xlsx or ods, is the same ledger."""
    path = tmp_path / "template.xlsx"
    path.write_bytes(written(EXAMPLE))
    for suffix in (".xlsx", ".ods"):
        (saved,) = office.convert([path], suffix)
        ledger = read_spreadsheet(saved, ImportOptions())
        assert ledger == example_ledger(list(record_kinds()), ledger.header.schemes)
        assert ledger.remarks == ()


def test_empty_template_is_an_empty_ledger(tmp_path: Path) -> None:
    """Nothing in a template that was not filled in is taken for a record, or remarked on."""
    path = tmp_path / "某区台账.xlsx"
    path.write_bytes(written(EMPTY))
    ledger = read_spreadsheet(path, ImportOptions())
    assert (len(ledger), ledger.remarks, ledger.header.synthetic) == (0, (), False)


def test_what_a_clerk_fills_in_is_read(tmp_path: Path) -> None:
    """Entries below the headers, by drop-down or by hand, become a record with the fields of their columns."""
    workbook = opened(TemplateOptions(kinds=("organizations",)))
    sheet = workbook["社会组织"]
    by_key = {str(cell.value): cell.column or 0 for cell in sheet[KEY_ROW]}
    typed: dict[str, Any] = {"id": "a", "name": "某协会"}
    typed |= {"type": "社会团体", "status": "正常", "registered_on": date(2019, 5, 6), "staff": 3}
    for name, value in typed.items():
        sheet.cell(FIRST_ROW, by_key[f"organizations.{name}"]).value = value
    workbook.save(tmp_path / "filled.xlsx")
    (read,) = read_spreadsheet(tmp_path / "filled.xlsx", ImportOptions()).all(Organization)
    assert read == Organization(**{**typed, "type": "SOCIAL_GROUP", "status": "REGISTERED"})


def test_libreoffice_keeps_all_of_a_template(tmp_path: Path, office: Any) -> None:
    """Opened and saved there, it still has its sheets, keys, drop-downs, names, notes and labels."""
    (tmp_path / "template.xlsx").write_bytes(written(EXAMPLE))
    (saved,) = office.convert([tmp_path / "template.xlsx"], ".xlsx")
    before, after = opened(EXAMPLE), openpyxl.load_workbook(saved)
    assert after.sheetnames == before.sheetnames
    assert keys(after) == keys(before)
    assert set(before.defined_names) <= set(after.defined_names)
    for title in before.sheetnames:
        old, new = before[title], after[title]
        assert [[c.value for c in row] for row in new.iter_rows(max_row=old.max_row, max_col=old.max_column)] == [
            [c.value for c in row] for row in old.iter_rows()
        ]
        assert _cells_checked(new) == _cells_checked(old)
        assert {c.coordinate for row in new for c in row if c.comment} == {
            c.coordinate for row in old for c in row if c.comment
        }
        assert new.row_dimensions[KEY_ROW].hidden == old.row_dimensions[KEY_ROW].hidden


def _cells_checked(sheet: Any) -> dict[str, str]:
    """Return what is chosen from below each header; LibreOffice cuts the rows off that nothing stands in."""
    return {
        str(area).partition(":")[0]: check.formula1
        for check in sheet.data_validations.dataValidation
        for area in check.sqref.ranges
        if check.type == "list"
    }


def test_template_is_small() -> None:
    """It is sent by mail: not more than half a megabyte, however many kinds there are."""
    content = written(EMPTY)
    assert len(content) < 512 * 1024
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_kinds_with_those_referred_to_are_all_if_none_is_named() -> None:
    """Without a choice a template is for everything."""
    assert {kind.name for kind in with_those_referred_to(())} == set(record_kinds())
    names = [kind.name for kind in with_those_referred_to(["supports"])]
    assert names == ["reporting_units", "organizations", "supports"]


def test_example_fits_the_declarations() -> None:
    """The file of the example is read by the same declarations as any ledger: no value is of another type."""
    ledger = example_ledger(list(record_kinds()), {})
    assert isinstance(ledger, Ledger)
    for kind, records in ledger.kinds():
        for record in records:
            for column in kind.columns:
                value = getattr(record, column.name)
                assert value is None or type(value) is column.python_type
