"""The report as JSON: period, figures, findings and the document's tree in one file, through the hooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import WriteError
from minzheng_domain.formats import builtin_formats
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.plugin import MASK, ExportOptions, Sensitivity, write_file
from minzheng_domain.report.document import Chart, Document, Number, Paragraph, Section, Table

CATALOGUE = Catalogue.builtin()
YEAR = Period.year(2019, cutoff="2019-12-18")


@pytest.fixture
def export(tmp_path: Path):
    """Return a function that writes a format to a file and gives the path."""

    def export(dossier: Dossier, format_: str = "json", **options: Any) -> Path:
        exporter = CATALOGUE.exporters[format_]
        return write_file(exporter, dossier, tmp_path / f"报告{exporter.suffix}", ExportOptions(**options))

    return export


def test_json_is_found_by_looking_through_the_formats() -> None:
    """A format is a package among the formats; there is no list of them."""
    assert "minzheng_domain.formats.json" in [module.__name__ for module in builtin_formats()]


def test_report_holds_the_whole_dossier(export, ledger: Ledger) -> None:
    """One file tells whose ledger, which days, every figure, every finding, and the report."""
    dossier = CATALOGUE.dossier(ledger, YEAR)

    report = json.loads(export(dossier).read_text("utf-8"))

    assert (report["format"], report["version"], report["synthetic"]) == ("minzheng-report", 1, True)
    assert report["period"] == {"start": "2019-01-01", "end": "2019-12-31", "cutoff": "2019-12-18"}
    assert report["header"]["title"] == "例"
    assert [figure["id"] for figure in report["figures"]] == list(CATALOGUE.measures)
    assert {finding["rule"] for finding in report["findings"]} >= {"LED001", "LED002"}
    assert {rule["id"] for rule in report["rules"]} == set(CATALOGUE.rules)
    assert report["document"]["sections"]


def test_numbers_of_the_document_are_those_of_the_figures(export, ledger: Ledger) -> None:
    """Every number in the tree names its figure, and has its value."""
    report = json.loads(export(CATALOGUE.dossier(ledger, YEAR)).read_text("utf-8"))
    figures = {figure["id"]: figure for figure in report["figures"]}

    numbers = list(_numbers(report["document"]))

    assert numbers
    for number in numbers:
        figure = figures[number["figure"]]
        assert number["value"] == (figure["value"] if number["group"] is None else figure["by"][number["group"]])


def _numbers(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and "figure" in value:
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)


def test_same_dossier_gives_the_same_bytes(export, ledger: Ledger) -> None:
    """Nothing in the file depends on when or how often it is written."""
    first = export(CATALOGUE.dossier(ledger, YEAR)).read_bytes()

    assert export(CATALOGUE.dossier(ledger, YEAR)).read_bytes() == first


@pytest.mark.parametrize(("language", "title"), [("zh", "编号重复"), ("en", "duplicate id")])
def test_words_are_in_the_language_asked_for(export, ledger: Ledger, language: str, title: str) -> None:
    """Chinese by default, English on demand."""
    report = json.loads(export(CATALOGUE.dossier(ledger, YEAR), language=language).read_text("utf-8"))

    assert report["language"] == language
    assert title in {rule["title"] for rule in report["rules"]}


def test_dossier_without_checks_and_document_says_so(export, ledger: Ledger) -> None:
    """What was not done is null: no findings is something else than not checked."""
    report = json.loads(export(Dossier(ledger=ledger, period=YEAR)).read_text("utf-8"))

    assert (report["figures"], report["findings"], report["rules"], report["document"]) == ([], None, None, None)


def test_document_is_written_as_a_tree(export, ledger: Ledger) -> None:
    """Sections, paragraphs, tables and charts keep their order; words are strings, numbers are objects."""
    figure = CATALOGUE.evaluate("organizations.registered", ledger, YEAR)
    table = Table("表", ("甲", "乙"), (("x", Number(figure)),), unit="家", notes=("说明",))
    inner = Section("inner", 2, "（一）", ("节",), (table, Chart("图", ("x",), (Number(figure),), "家")))
    outer = Section("outer", 1, "一、", ("章",), (Paragraph(("在册", Number(figure), "。")),), (inner,))
    document = Document(
        title=("报告",),
        language="zh",
        period=YEAR,
        sections=(outer,),
        signer="某局",
        signed_on=date(2020, 1, 6),
        attachments=("统计表",),
    )
    dossier = Dossier(ledger=ledger, period=YEAR, document=document)

    shown = json.loads(export(dossier).read_text("utf-8"))["document"]

    number = {"figure": "organizations.registered", "group": None, "value": "1", "text": "1家"}
    (chapter,) = shown["sections"]
    assert (shown["title"], shown["signer"], shown["signed_on"]) == (["报告"], "某局", "2020-01-06")
    assert shown["attachments"] == ["统计表"]
    assert chapter["blocks"] == [{"type": "paragraph", "parts": ["在册", number, "。"]}]
    assert chapter["sections"][0]["blocks"] == [
        {
            "type": "table",
            "title": "表",
            "unit": "家",
            "header": ["甲", "乙"],
            "rows": [["x", number]],
            "notes": ["说明"],
        },
        {"type": "chart", "title": "图", "unit": "家", "labels": ["x"], "numbers": [number]},
    ]


@pytest.mark.parametrize("format_", ["json", "ledger-json", "ledger-jsonl"])
@pytest.mark.parametrize("audience", [Sensitivity.PUBLIC, Sensitivity.INTERNAL])
def test_personal_details_reach_only_those_who_may_see_them(
    export, ledger: Ledger, format_: str, audience: Sensitivity
) -> None:
    """In no format does a name stand that the audience may not see."""
    post = OfficialPost(
        id="POST-1", organization="ORG-1", person="N-7", person_name="干部乙", standing="UNKNOWN", post="X"
    )
    records = {kind.name: members for kind, members in ledger.kinds()} | {"official_posts": [post]}
    dossier = CATALOGUE.dossier(Ledger(records, header=ledger.header), YEAR)

    text = export(dossier, format_, audience=audience).read_text("utf-8")

    assert not any(name in text for name in ("负责人甲", "干部乙", "N-7"))
    if format_ != "json":
        assert f"{MASK}1" in text
        assert "干部乙" in export(dossier, format_, audience=Sensitivity.PERSONAL).read_text("utf-8")


@pytest.mark.parametrize("format_", ["ledger-json", "ledger-jsonl"])
def test_ledger_is_exported_and_imported_through_the_hooks(export, ledger: Ledger, format_: str) -> None:
    """What one hook writes, the other reads by its suffix."""
    path = export(CATALOGUE.dossier(ledger, YEAR), format_, audience=Sensitivity.PERSONAL)

    assert CATALOGUE.read(path) == ledger


@pytest.mark.parametrize("format_", ["ledger-json", "ledger-jsonl"])
def test_redacted_ledger_is_a_ledger(export, ledger: Ledger, format_: str) -> None:
    """A file for the public can be read again, and says that it is redacted."""
    again = CATALOGUE.read(export(CATALOGUE.dossier(ledger, YEAR), format_, audience=Sensitivity.PUBLIC))

    assert len(again) == len(ledger)
    assert "organizations.legal_representative" in (again.header.note or "")


def test_findings_name_the_file_without_its_folder(export, save, written, ledger: Ledger) -> None:
    """Where a clerk keeps the ledger is nobody else's business."""
    path = save(written(ledger))

    report = json.loads(export(CATALOGUE.dossier(CATALOGUE.read(path), YEAR)).read_text("utf-8"))

    assert {finding["source"]["file"] for finding in report["findings"]} == {path.name}
    assert str(path.parent) not in json.dumps(report, ensure_ascii=False)


def test_ledger_that_cannot_be_written_leaves_no_file(export, tmp_path: Path) -> None:
    """Half a character in one field: the message names field and file, and no file is left."""
    organization = Organization(id="1", name="\ud800", type="x", status="x")
    dossier = Dossier(ledger=Ledger.of([organization], header=Header(title="例")), period=YEAR)

    with pytest.raises(WriteError, match=r"organizations\.name") as caught:
        export(dossier, "ledger-json", audience=Sensitivity.PERSONAL)

    assert caught.value.target == str(tmp_path / "报告.ledger.json")
    assert list(tmp_path.iterdir()) == []


def test_reports_are_reports_and_ledgers_are_not() -> None:
    """``minzheng report`` writes the yearly report, not copies of the ledger."""
    shown = {name: CATALOGUE.exporters[name].is_report for name in ("json", "ledger-json", "ledger-jsonl")}

    assert shown == {"json": True, "ledger-json": False, "ledger-jsonl": False}
