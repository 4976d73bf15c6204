"""The sheet of findings: what it says of each finding, and where its links lead."""

from __future__ import annotations

import io
import re
from typing import Any

import attrs
import openpyxl
import pytest
from openpyxl import Workbook

from minzheng_domain import Catalogue, Header, Ledger, Period, Text
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.model.remarks import Source
from minzheng_domain.plugin import MASK, CheckReport, Finding, Severity, Waiver
from minzheng_domain_excel.export import EXCEL, ExcelOptions
from minzheng_domain_excel.finding_rows import FindingRow, finding_rows, summary_of, unlisted_rows
from minzheng_domain_excel.findings_sheet import FIRST_ROW, findings_sheet, link
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.styles import add_styles

YEAR = Period.year(2019)
CATALOGUE = Catalogue.builtin()


def organization(id_: str, **more) -> Organization:
    """Make an organization."""
    return Organization(**{"id": id_, "name": "甲", "type": "FOUNDATION", "status": "REGISTERED", **more})


def finding(**more) -> Finding:
    """Make a finding."""
    given = {
        "rule": "REG001",
        "severity": Severity.WARNING,
        "title": Text("名称有误", "the name is wrong"),
        "kind": "organizations",
        "record": "O1",
        "field": "name",
        "source": Source("/secret/folder/ledger.json", "$.records.organizations[0].name"),
        "found": "某社",
        "expected": Text("某协会", "an association"),
        "remedy": Text("请更正。", "Please correct it."),
        "basis": CATALOGUE.rule("REG001").basis,
    }
    return Finding(**{**given, **more})


def nowhere(_finding: Finding) -> None:
    """Place nothing."""


def test_a_row_says_what_where_and_what_to_do():
    """A row holds severity, rule, place, record, field, what was found and wanted, the remedy and the basis."""
    (row,) = finding_rows([finding()], "zh", nowhere)

    assert attrs.astuple(row)[:9] == (
        "警告",
        "REG001",
        "名称有误",
        "ledger.json: $.records.organizations[0].name",
        "社会组织 O1",
        "名称",
        "某社",
        "某协会",
        "请更正。",
    )
    assert row.basis


def test_difference_and_suggestion_are_told():
    """By how much it is off stands with what is wanted, a suggestion before the remedy."""
    given = finding(
        difference="3", suggestion=Text("是不是甲？", "perhaps A?"), found=Text("三人", "three"), field=None, kind=None
    )
    (zh,) = finding_rows([given], "zh", nowhere)
    (en,) = finding_rows([given], "en", nowhere)

    assert (zh.expected, zh.remedy, zh.found, zh.field) == ("某协会（相差 3）", "是不是甲？请更正。", "三人", "")
    assert (en.expected, en.remedy, en.found) == ("an association (off by 3)", "perhaps A? Please correct it.", "three")


def test_the_most_severe_come_first():
    """Errors stand before warnings and notices; among equals the order stays."""
    severities = (Severity.NOTICE, Severity.ERROR, Severity.WARNING, Severity.ERROR)
    given = [finding(severity=severity, record=name) for severity, name in zip(severities, "abcd", strict=True)]
    assert [row.record[-1] for row in finding_rows(given, "zh", nowhere)] == ["b", "d", "c", "a"]


def test_rules_that_did_not_run_and_findings_left_out_are_told():
    """A rule that was skipped says why; one that found more than is kept says how many more."""
    skipped = CATALOGUE.check(Ledger({}, header=Header(title="空")))
    rows = list(unlisted_rows(skipped.results, "zh"))
    assert rows
    assert {row.severity for row in rows} == {"未运行"}
    assert any(row.remedy == "没有给出检查日期" for row in rows)
    (result, *_) = skipped.results
    (more,) = unlisted_rows([attrs.evolve(result, skipped=None, failed=1005, omitted=5)], "en")
    assert (more.severity, more.remedy) == ("not listed", "5 more of this kind are not listed")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "运行规则 0 条，未运行 0 条；错误 0 处、警告 1 处、提示 0 处；已豁免 0 处。"),
        ("en", "Rules run: 0, not run: 0; errors: 0, warnings: 1, notices: 0; waived: 0."),
    ],
)
def test_the_summary_counts(language, said):
    """The sentence above the table counts rules and findings by severity."""
    assert summary_of(CheckReport((), (finding(),)), language) == said


def test_a_link_leads_to_the_cell():
    """A link names the sheet as a formula does, and shows the place."""
    assert link(Place("社会组织", 7, 3), "见此").text == 'HYPERLINK("#社会组织!C7","见此")'
    assert link(Place("a b's", 7), "7:7").text == 'HYPERLINK("#\'a b\'\'s\'!A7","7:7")'
    assert link(Place("社会组织", 7, 3), 'x"y').result == 'x"y'


def exported(ledger: Ledger, findings: tuple[Finding, ...], **options) -> Any:
    """Return the workbook of a ledger with some findings."""
    dossier = attrs.evolve(CATALOGUE.dossier(ledger, YEAR), checks=CheckReport((), findings))
    file = io.BytesIO()
    EXCEL.write(dossier, file, ExcelOptions(**{"audience": Sensitivity.PERSONAL, **options}))
    return openpyxl.load_workbook(file)


def links_of(book: Any) -> list[str]:
    """Return the texts of all cells in the column of places."""
    return [row[3].value for row in book["检查结果"].iter_rows(min_row=FIRST_ROW)]


def test_links_lead_to_the_record_of_the_finding():
    """Where two records have one id, the link leads to the one that the finding came from; without field to its row."""
    records = [organization("O1"), organization("O1", name="乙"), organization("O2")]
    ledger = Ledger.of(records, header=Header(title="示例"))
    kind = Organization.__kind__
    found = [
        finding(record="O1", source=ledger.source(kind, 1, kind.column("name"))),
        finding(record="O2", field=None, source=ledger.source(kind, 2)),
        finding(record="O2", source=Source("other", "place")),
        finding(record="O9", source=Source("other", "place")),
        finding(record=None, kind=None, field=None, source=Source("other.json", "$")),
        finding(kind=RegistrationChange.__kind__.name, field=None),
    ]
    places = links_of(exported(ledger, tuple(found)))

    targets = [re.sub(r'.*#([^"]+)".*', r"\1", place) if place.startswith("=") else place for place in places]
    assert targets == [
        "社会组织!B5",
        "社会组织!A6",
        "社会组织!B6",
        "other: place",
        "other.json: $",
        "ledger.json: $.records.organizations[0].name",
    ]


def test_links_find_records_on_the_second_sheet_of_a_kind():
    """Where the records of a kind are spread, the link leads to the sheet that has the record."""
    ledger = Ledger.of([organization(f"O{place}") for place in range(5)], header=Header(title="示例"))
    places = links_of(exported(ledger, (finding(record="O4"),), rows_per_sheet=3))

    assert "#'社会组织(2)'!B5" in places[0]


def test_a_field_that_the_reader_may_not_see_is_linked_by_its_row():
    """The value is masked, and the link leads to the record, whose column is not there."""
    ledger = Ledger.of([organization("O1", legal_representative="机密")], header=Header(title="示例"))
    book = exported(ledger, (finding(field="legal_representative", found="机密"),), audience=Sensitivity.PUBLIC)

    row = [cell.value for cell in book["检查结果"][FIRST_ROW]]
    assert "社会组织!A4" in row[3]
    assert row[6] == MASK


def test_rows_are_filtered_coloured_and_as_high_as_their_words():
    """The table has a filter over all rows, colours by severity, a mark for readers of the file, and fitting rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook)
    rows = [
        FindingRow(severity="错误", rule="A", title="短"),
        FindingRow(severity="错误", rule="A", title="长" * 30_000),
    ]
    stream = findings_sheet(workbook.create_sheet("检查结果"), rows, "zh", summary="小结")
    file = io.BytesIO()
    save_workbook(workbook, file, streams={"检查结果": stream})
    sheet = openpyxl.load_workbook(file)["检查结果"]

    assert sheet["A2"].value == "#findings"
    assert sheet.row_dimensions[2].hidden
    assert sheet.auto_filter.ref == "A4:J6"
    assert sheet.row_dimensions[5].height < sheet.row_dimensions[6].height <= 409
    assert len(sheet.conditional_formatting) == 1
    assert sheet["C6"].value.endswith("…")


def test_waived_findings_are_counted():
    """The summary tells how many findings were accepted."""
    waiver = Waiver(rule="REG001", kind="organizations", record="O1", reason="…", approver="…", expires=YEAR.end)
    assert "已豁免 1 处" in summary_of(CheckReport((), (), ((finding(), waiver),)), "zh")
