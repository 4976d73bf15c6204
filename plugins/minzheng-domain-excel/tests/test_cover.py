"""Cover: what a ledger says of itself is read back from its cover, whoever filled it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.model.header import Header
from minzheng_domain.model.period import Period
from minzheng_domain.testing import headers, words
from minzheng_domain.text import LANGUAGES, Language
from minzheng_domain_excel.cover import CoverPage, CoverPlaces, write_cover
from minzheng_domain_excel.cover_keys import FORMAT, VERSION
from minzheng_domain_excel.cover_reading import CoverContent, read_cover
from minzheng_domain_excel.grids import Sheet, Value
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.reading import open_book
from minzheng_domain_excel.styles import add_styles

HEADER = Header(title="台账", bureau="某区民政局", schemes={"community-category": "community-category-shanghai"})
SHANGHAI = "社区社会组织类别（上海四类）"


def cover(header: Header, page: CoverPage, language: Language) -> tuple[Workbook, Worksheet, CoverPlaces]:
    """Return a workbook that has only a cover."""
    workbook = Workbook()
    add_styles(workbook)
    sheet = workbook.worksheets[0]
    sheet.title = "封面"
    return workbook, sheet, write_cover(sheet, header, page, language)


def saved_and_read(header: Header, page: CoverPage, language: Language) -> CoverContent:
    """Write a cover into a file and read it back."""
    workbook, *_ = cover(header, page, language)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cover.xlsx"
        with path.open("wb") as file:
            save_workbook(workbook, file)
        with open_book(path) as book:
            found = read_cover(book.sheets[0])
    assert found is not None
    return found


def typed(values: Mapping[str, Value]) -> CoverContent:
    """Read a cover in which a clerk has typed some values."""
    lines: list[tuple[str, Value]] = [("format", FORMAT), *values.items()]
    rows = [(row, ["名目", value, key]) for row, (key, value) in enumerate(lines, start=1)]
    found = read_cover(Sheet(name="封面", rows=lambda: iter(rows)))
    assert found is not None
    return found


@given(headers(), st.sampled_from(LANGUAGES))
def test_header_comes_back_from_its_cover(header: Header, language: Language) -> None:
    """A header is written and read back as it was, in either language."""
    found = saved_and_read(header, CoverPage(), language)
    assert (found.header, found.version, found.faults) == (header, VERSION, ())


@given(st.dictionaries(words(), words() | st.just(SHANGHAI), max_size=2))
def test_scheme_that_the_library_does_not_know_comes_back_too(schemes: dict[str, str]) -> None:
    """A district may have chosen what only a later version of the library knows."""
    header = Header(title="台账", schemes=schemes)
    assert saved_and_read(header, CoverPage(), "zh").header == header


def test_scheme_is_shown_by_the_title_of_its_list() -> None:
    """A reader sees what was chosen, not an id; a text that looks like the title of a list stays a text."""
    _, sheet, places = cover(HEADER, CoverPage(), "zh")
    cell = places.schemes["community-category"].rpartition("!")[2].replace("$", "")
    assert sheet[cell].value == SHANGHAI
    odd = Header(title="", schemes={"community-category": SHANGHAI})
    assert saved_and_read(odd, CoverPage(), "zh").header == odd


def test_period_stands_on_the_cover() -> None:
    """The days of the period are days, and their cells are found by their keys."""
    period = Period.year(2019, cutoff="2019-12-18")
    _, sheet, places = cover(HEADER, CoverPage(period=period), "zh")
    cell = sheet[places.of("period.cutoff").rpartition("!")[2].replace("$", "")]
    assert (cell.value, cell.number_format) == (date(2019, 12, 18), "yyyy\\-mm\\-dd")
    assert saved_and_read(HEADER, CoverPage(period=period), "zh").period == (period.start, period.end, period.cutoff)


@pytest.mark.parametrize(
    ("typed_in", "division"),
    [(310114, "310114"), (310114.0, "310114"), (Decimal(310114), "310114"), ("３１０１１４", "３１０１１４"), ("", None)],
)
def test_division_code_that_was_typed_as_a_number_is_taken(typed_in: Value, division: str | None) -> None:
    """Excel makes a number of six digits, and that says the same."""
    assert typed({"header.division": typed_in}).header.division == division


@pytest.mark.parametrize(
    ("said", "synthetic"), [("是", True), (" YES ", True), ("否", False), (True, True), (None, False)]
)
def test_made_up_is_said_in_either_language(said: Value, synthetic: bool) -> None:  # noqa: FBT001
    """Yes and no are read as people write them."""
    found = typed({"header.synthetic": said, "version": "1"})
    assert (found.header.synthetic, found.faults) == (synthetic, ())


def test_scheme_is_read_by_title_or_id() -> None:
    """The title may come from the drop-down or be typed with other blanks; the id is good too."""
    for said in (SHANGHAI, "社区社会组织类别(上海四类) ", "community-category-shanghai"):
        chosen = typed({"header.schemes.community-category": said}).header.schemes
        assert chosen == {"community-category": "community-category-shanghai"}


def test_days_are_read_as_days_or_texts() -> None:
    """A clerk may type a day where the sheet came from another program."""
    found = typed({"period.start": "2019-01-01", "period.end": date(2019, 12, 31), "period.cutoff": None, "version": 1})
    assert (found.period, found.faults) == ((date(2019, 1, 1), date(2019, 12, 31), None), ())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("header.title", True),
        ("header.division", 310114.5),
        ("header.division", Decimal("0.5")),
        ("header.synthetic", "也许"),
        ("header.synthetic", 1),
        ("period.start", "2019.1.1"),
        ("period.start", 43466),
        ("version", VERSION + 1),
        ("version", "一"),
    ],
)
def test_cell_that_cannot_be_taken_is_named(key: str, value: Value) -> None:
    """What does not fit is told with its cell, and the rest is read."""
    found = typed({"version": VERSION, "header.bureau": "某局", key: value})
    assert [(fault.column, fault.found) for fault in found.faults] == [(2, value)]
    assert found.faults[0].row in {2, 4}
    assert found.header.bureau == "某局"


def test_day_as_a_text_of_the_header() -> None:
    """A title that Excel took for a day is still words."""
    assert typed({"header.note": date(2019, 12, 18)}).header.note == "2019-12-18"


def test_sheet_of_another_kind_is_no_cover() -> None:
    """A sheet without our mark in column C is left to others; far below, nothing is looked for."""
    rows = [(1, ["封面", "台账"]), (2, ["名称", "甲", "header.title"]), (9999, ["", FORMAT, "format"])]
    assert read_cover(Sheet(name="封面", rows=lambda: iter(rows))) is None


def test_cover_is_protected_but_for_its_values() -> None:
    """A slip does not overwrite labels and keys, and the values can be filled in; there is no password."""
    _, sheet, places = cover(HEADER, CoverPage(instructions=["先填本页"], contents={"社会组织": "名单"}), "zh")
    values = [sheet[cell.rpartition("!")[2].replace("$", "")] for key, cell in places.cells.items() if "." in key]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not any(cell.protection.locked for cell in values)
    assert sheet["A4"].protection.locked
    assert sheet.column_dimensions["C"].hidden


def test_contents_lead_to_the_sheets() -> None:
    """A click on the name of a sheet goes there, within the file."""
    _, sheet, _ = cover(HEADER, CoverPage(contents={"登记 表": ""}), "zh")
    link = next(cell.hyperlink for row in sheet for cell in row if cell.hyperlink)
    assert (link.location, link.target) == ("'登记 表'!A1", None)
