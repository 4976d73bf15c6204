"""The export: what stands in the workbook of a dossier, and what its readers may not see does not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from minzheng_domain import Catalogue, Header, Ledger, Period, Record, WriteError
from minzheng_domain.model.columns import ColumnKind, Sensitivity
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import Dossier, write_file
from minzheng_domain.plugin.redaction import hidden_columns
from minzheng_domain.quantities import Approximation
from minzheng_domain.testing import ExporterContract
from minzheng_domain.testing.samples import SAMPLE_PERIOD, empty_dossier, sample_dossier, sample_ledger
from minzheng_domain.testing.strategies import Careless, ledgers
from minzheng_domain_excel import export
from minzheng_domain_excel.export import EXCEL, MOST_ROWS, ExcelOptions
from minzheng_domain_excel.record_sheet import FIRST_ROW, KEY_ROW
from minzheng_domain_excel.values import row_writer

EXAMPLE = Path(__file__).parents[3] / "examples" / "jiading-2019" / "ledger.json"
YEAR = Period.year(2019, cutoff="2019-12-18")
CATALOGUE = Catalogue.builtin()
PERSONAL = ExcelOptions(audience=Sensitivity.PERSONAL)


class TestContract(ExporterContract):
    """The format keeps what every export format has to keep."""

    exporter = EXCEL


def written(dossier: Dossier, options: ExcelOptions = PERSONAL) -> bytes:
    """Return the workbook of a dossier."""
    file = io.BytesIO()
    EXCEL.write(dossier, file, options)
    return file.getvalue()


def dossier_of(ledger: Ledger, period: Period = YEAR) -> Dossier:
    """Return the dossier of a ledger."""
    return CATALOGUE.dossier(ledger, period)


def opened(content: bytes, *, data_only: bool = True) -> Any:
    """Return a workbook as openpyxl reads it, with what its formulas came to."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def organizations(count: int, **more: Any) -> list[Organization]:
    """Make registered community organizations."""
    given = {
        "type": "SERVICE_AGENCY",
        "status": "REGISTERED",
        "registered_on": date(2019, 3, 1),
        "community_tier": "REGISTERED",
        "community_category": "LIFE",
        **more,
    }
    return [Organization(id=f"O{place}", name=f"示例社{place}", **given) for place in range(count)]


def ledger_of(records: Iterable[Record], **header: Any) -> Ledger:
    """Make a ledger."""
    given = {"title": "示例", "schemes": {"community-category": "community-category-shanghai"}, **header}
    return Ledger.of(records, header=Header(**given))


def test_sheets_stand_in_order():
    """Cover, statistics, charts, findings, the kinds that have records, code lists."""
    book = opened(written(sample_dossier()))

    assert book.sheetnames[:6] == ["封面", "统计", "图表", "检查结果", "填报单位", "社会组织"] or (
        book.sheetnames[:5] == ["封面", "统计", "检查结果", "填报单位", "社会组织"]
    )
    assert book.sheetnames[-1] == "代码表"
    assert len(book.sheetnames) >= 25 + 4


def test_records_read_back_as_they_stand_in_the_ledger():
    """Each cell of a record sheet holds what its column's value is in cells, under the machine key of the column."""
    ledger = sample_ledger()
    book = opened(written(dossier_of(ledger, SAMPLE_PERIOD)))

    for kind, records in ledger.kinds():
        sheet = book[kind.title.zh]
        keys = [cell.value for cell in sheet[KEY_ROW]]
        assert keys[: len(kind.columns)] == [str(column) for column in kind.columns]
        assert all(key.startswith("#") for key in keys[len(kind.columns) :])
        write = row_writer(kind.columns, ledger, "zh")
        for row, record in enumerate(records, start=FIRST_ROW):
            cells = [cell.value for cell in sheet[row]][: len(kind.columns)]
            wanted = [float(value) if isinstance(value, Decimal) else value for value in write(record)]
            assert [value.date() if hasattr(value, "date") else value for value in cells] == wanted


def test_figures_show_in_a_reader_that_does_not_calculate():
    """The values, the checks and the numbers of records are there before any program has calculated them."""
    calamine = pytest.importorskip("python_calamine", reason="python-calamine is not installed: it never calculates")
    content = written(dossier_of(ledger_of(organizations(3))))
    rows = calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name("统计").to_python()

    (row,) = (row for row in rows if row[:2] == ["累计登记社区社会组织", "合计"])
    assert row[2:7] == ["家", 3.0, 3.0, "一致", 3.0]


def test_a_name_that_looks_like_a_formula_stays_text():
    """Names, ids and the header of the ledger cannot become formulas, wherever in the workbook they stand."""
    evil = '=HYPERLINK("http://example.invalid","x")'
    records = [organizations(1)[0].evolve(id="=1+1", name=evil, town="+cmd", community_category="=A1")]
    content = written(dossier_of(ledger_of(records, title=evil, bureau="=2+2", note="@SUM(1)")))

    book = opened(content, data_only=False)
    formulas = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert evil not in formulas
    assert not {formula for formula in formulas if formula.startswith(("=1+1", "=2+2", "=A1"))}
    assert book["社会组织"]["B4"].value == evil
    assert book["社会组织"]["B4"].data_type == "s"


def test_more_records_than_a_sheet_holds_are_spread():
    """The sheets are numbered, no record is lost, and the figures are values that say why they are no formulas."""
    content = written(dossier_of(ledger_of(organizations(7))), ExcelOptions(rows_per_sheet=3))
    book = opened(content)

    names = [name for name in book.sheetnames if name.startswith("社会组织")]
    assert names == ["社会组织", "社会组织(2)", "社会组织(3)"]
    ids = [book[name].cell(row, 1).value for name in names for row in range(FIRST_ROW, FIRST_ROW + 3)]
    assert ids == [f"O{place}" for place in range(7)] + [None, None]
    rows = [[cell.value for cell in row] for row in book["统计"].iter_rows()]
    (row,) = (row for row in rows if row[:2] == ["累计登记社区社会组织", "合计"])
    assert row[3:7] == [7, 7, "非公式", 7]
    assert "非公式：" in row[8]
    assert "几张表" in row[8]


def test_more_records_than_formulas_bear_are_counted_by_the_program(monkeypatch):
    """Beyond what formulas bear, figures are values, and the sheet says so."""
    monkeypatch.setattr("minzheng_domain_excel.record_cells.FORMULA_ROWS", 5)
    book = opened(written(dossier_of(ledger_of(organizations(6)))))

    rows = [[cell.value for cell in row] for row in book["统计"].iter_rows()]
    (row,) = (row for row in rows if row[:2] == ["累计登记社区社会组织", "合计"])
    assert row[3:6] == [6, 6, "非公式"]
    assert "6 条记录" in row[8]


def test_a_value_that_no_cell_holds_is_refused_with_its_place(tmp_path):
    """The error names the record and the column, and no file is left."""
    records = [organizations(1)[0].evolve(business_scope="长" * 40_000)]
    with pytest.raises(WriteError, match="业务范围") as caught:
        write_file(EXCEL, dossier_of(ledger_of(records)), tmp_path / "a.xlsx", PERSONAL)

    assert "O0" in caught.value.message.zh
    assert not list(tmp_path.iterdir())


def test_a_failure_half_way_leaves_nothing(tmp_path, monkeypatch):
    """Where a record fails while the rows are streamed, what stood at the target still stands."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"before")
    dossier = dossier_of(ledger_of(organizations(3)))
    monkeypatch.setattr(export, "write_book", _half_a_book)

    with pytest.raises(WriteError, match="half"):
        write_file(attrs.evolve(EXCEL, write=export.write_excel), dossier, target, PERSONAL)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert target.read_bytes() == b"before"


def _half_a_book(_dossier: Dossier, file: Any, **_more: Any) -> None:
    file.write(b"PK")
    msg = "half"
    raise RuntimeError(msg)


@pytest.mark.parametrize("rows", [0, MOST_ROWS + 1])
def test_a_sheet_cannot_be_asked_to_hold_more_than_it_does(rows):
    """The number of records on a sheet is at least one, and at most what Excel allows."""
    with pytest.raises(ValueError, match="rows_per_sheet"):
        ExcelOptions(rows_per_sheet=rows)


def test_a_ledger_that_was_not_checked_says_so():
    """Without a check there are no findings, and the sheet says why."""
    dossier = attrs.evolve(empty_dossier(), checks=None)
    book = opened(written(dossier))

    assert book["检查结果"]["A3"].value == "导出时没有运行检查规则。"


def test_a_period_before_the_calendar_of_spreadsheets_is_written_as_text():
    """Days before March 1900 cannot be numbers: they stand as texts, and the figures are values."""
    dossier = dossier_of(ledger_of(organizations(1)), Period.year(1900))
    book = opened(written(dossier))

    assert book["统计"]["B4"].value == "1900-01-01"
    rows = [[cell.value for cell in row] for row in book["统计"].iter_rows()]
    (row,) = (row for row in rows if row[:2] == ["累计登记社区社会组织", "合计"])
    assert row[3:6] == [0, 0, "非公式"]


def test_english_workbook_is_english():
    """Sheets, headers and checks are worded in the language of the options."""
    dossier = CATALOGUE.dossier(ledger_of(organizations(2), title="example"), YEAR, language="en")
    book = opened(written(dossier, ExcelOptions(language="en", audience=Sensitivity.PERSONAL)))

    assert book.sheetnames[:2] == ["Cover", "Statistics"]
    rows = [[cell.value for cell in row] for row in book["Statistics"].iter_rows()]
    (row,) = (row for row in rows if row[:2] == ["registered community organizations", "Total"])
    assert row[3:6] == [2, 2, "agrees"]


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(ledgers(careless=Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)))
def test_no_part_of_the_file_holds_what_its_readers_may_not_see(ledger):
    """Whatever a ledger holds in columns that are not for the public, no part of the package has a trace of it."""
    marked = _marked(ledger)
    dossier = dossier_of(marked)
    for audience in (Sensitivity.PUBLIC, Sensitivity.INTERNAL):
        content = _all_parts(written(dossier, ExcelOptions(audience=audience)))
        assert "机密标记" not in content
        assert re.findall(r"(?<!\d)1931-\d\d-\d\d", content) == []  # 1931 alone may stand in any amount
        assert not [serial for serial in _SERIALS if f"<v>{serial}</v>" in content]
    is_secret = any(_has_hidden_text(record) for _, records in marked.kinds() for record in records)
    assert ("机密标记" in _all_parts(written(dossier))) is is_secret


_FIRST_HIDDEN = date(1931, 1, 1)
_SERIALS = [(_FIRST_HIDDEN - date(1899, 12, 30)).days + place for place in range(365)]


def _marked(ledger: Ledger) -> Ledger:
    """Put marks that nothing else bears into every value that the public may not see."""
    count = 0

    def marked(record: Record) -> Record:
        nonlocal count
        changes: dict[str, Any] = {}
        for column in hidden_columns(record.__kind__, Sensitivity.PUBLIC):
            if not getattr(record, column.name):
                continue
            count += 1
            is_day = column.kind is ColumnKind.DATE
            changes[column.name] = _FIRST_HIDDEN + timedelta(days=count % 365) if is_day else f"机密标记{count}"
        return record.evolve(**changes)

    records = {kind.name: [marked(record) for record in members] for kind, members in ledger.kinds()}
    return Ledger(records, header=ledger.header)


def _has_hidden_text(record: Record) -> bool:
    columns = hidden_columns(record.__kind__, Sensitivity.PUBLIC)
    return any(getattr(record, column.name) and column.kind is not ColumnKind.DATE for column in columns)


def _all_parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.namelist()) + "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_the_example_agrees_everywhere_when_it_is_calculated_anew(office, tmp_path):
    """LibreOffice finds every figure of the example as Python does, for each of the exported languages."""
    paths = []
    ledger = CATALOGUE.read(EXAMPLE)
    for language in ("zh", "en"):
        dossier = CATALOGUE.dossier(ledger, YEAR, language=language)
        options = ExcelOptions(language=language, audience=Sensitivity.PERSONAL)
        paths.append(write_file(EXCEL, dossier, tmp_path / f"{language}.xlsx", options))
    for book, agrees in zip(office.recalculate(paths), ("一致", "agrees"), strict=True):
        checks = [row[5].value for row in book.worksheets[1].iter_rows(min_row=9)]
        assert len(checks) > 300
        assert set(checks) == {agrees}


def test_a_changed_year_changes_every_figure(office, tmp_path):
    """After the days of the period are changed, each value is what Python finds for them, and none is stale."""
    ledger = CATALOGUE.read(EXAMPLE)
    path = write_file(EXCEL, dossier_of(ledger), tmp_path / "2019.xlsx", PERSONAL)
    years = (2017, 2018, 2020)
    for year in years:
        book = openpyxl.load_workbook(path)
        for cell, day in (("B4", date(year, 1, 1)), ("B5", date(year, 12, 31)), ("B6", date(year, 11, 30))):
            book["统计"][cell] = day
        book.save(tmp_path / f"{year}.xlsx")

    for year, book in zip(years, office.recalculate(tmp_path / f"{year}.xlsx" for year in years), strict=True):
        figures = CATALOGUE.figures(ledger, Period.year(year, cutoff=f"{year}-11-30"))
        titles = {figure.measure.title.zh: figure for figure in figures.values()}
        shown = set()
        for row in book["统计"].iter_rows(min_row=9, values_only=True):
            title, label, _, value, _, check, records, word = row[:8]
            assert check == "报告期已改"
            if title not in titles:
                assert title.endswith("（上年同期）")
                continue
            figure = titles[title]
            shown.add((title, label))
            parts = {part.label.zh: (part.value, part.approximation) for part in figure.parts.values()}
            whole = (figure.value, figure.approximation)
            wanted, meant = whole if label == "合计" else parts.get(label, (None, Approximation.EXACT))
            assert label != "合计" or records in (None, len(figure.records()))
            assert (value or 0) == pytest.approx(float(wanted or 0))
            assert (word or "") == "".join(meant.value[:2])
        for figure in figures.values():
            missing = {(figure.measure.title.zh, part.label.zh) for part in figure.parts.values()} - shown
            assert not missing
