"""The command with spreadsheets, as a clerk types it: template, import, mapping, marked copy, report."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import attrs
import openpyxl
import pytest

import minzheng_domain as mz
from minzheng_domain.cli import main
from minzheng_domain.model.organizations import Organization

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
YEAR = ("--year", "2019", "--cutoff", "2019-12-18")


@attrs.frozen
class Ran:
    """What a run of the command gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def minzheng(capsys) -> Run:
    """Run the command in this process, with the installed plugins."""

    def run(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """Return a copy of the messy example in a folder with a Chinese name and a blank."""
    folder = tmp_path / "收到的 表"
    folder.mkdir()
    return Path(shutil.copy(EXAMPLES / "messy" / "社会组织名单.xlsx", folder))


def test_template_is_written_with_the_kinds_that_are_asked_for(minzheng, tmp_path):
    """A template of projects has their sheet and those that they refer to, and no other kind."""
    target = tmp_path / "模板.xlsx"

    scheme = "community-category=community-category-shanghai"
    ran = minzheng("template", target, "--kinds", "projects", "--scheme", scheme)

    assert ran.code == 0
    assert str(target) in ran.out
    names = openpyxl.load_workbook(target).sheetnames
    assert {"封面", "公益项目", "社会组织", "代码表"} <= set(names)
    assert "行政处罚案件" not in names


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("模板.xlsx", "--kinds", "project"), "projects"),
        (("模板.docx",), ".xlsx"),
        (("模板.json",), "没有模板"),
        (("模板.xlsx", "--scheme", "community-category"), "--scheme 应写成"),
        (("模板.xlsx", "--scheme", "community-category=无"), "无"),
        (("没有这个文件夹/模板.xlsx",), "不存在"),
    ],
)
def test_template_that_cannot_be_made_is_one_message(minzheng, tmp_path, monkeypatch, arguments, said):
    """A misspelt kind, another format, a scheme that is none: one message, exit code 2, and no file."""
    monkeypatch.chdir(tmp_path)

    ran = minzheng("template", *arguments)

    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_import_tells_what_was_read_and_what_was_not(minzheng, messy):
    """Each cell that was not taken as it stands is told with its address; the exit code says that some were not."""
    ran = minzheng("import", messy)

    assert ran.code == 1
    assert "[已更正] 名单!F6：2017.4.12 → 2017-04-12" in ran.out
    assert "[无法识别] 名单!F11：2019年春" in ran.out
    assert "[略过] 名单!13:13：合计" in ran.out
    assert "社会组织" in ran.out


def test_import_writes_the_ledger_for_other_programs(minzheng, messy, tmp_path):
    """The ledger of a spreadsheet can be kept as JSON, and is the same when it is read from there."""
    target = tmp_path / "台账.json"

    ran = minzheng("import", messy, "--to", target, "--json")

    told = json.loads(ran.out)
    catalogue = mz.Catalogue.installed()
    assert told["records"] == {"organizations": 8}
    assert told["files"] == [str(target)]
    assert {remark["treatment"] for remark in told["remarks"]} == {"repaired", "unreadable", "left_out", "passed_over"}
    assert catalogue.read(target) == catalogue.read(messy)


def test_import_to_another_format_is_refused_before_anything_is_read(minzheng, tmp_path):
    """The ledger is kept as JSON or JSON Lines."""
    ran = minzheng("import", tmp_path / "没有.xlsx", "--to", tmp_path / "台账.csv")

    assert ran.code == 2
    assert ".json 或 .jsonl" in ran.err


def test_mapping_is_drafted_corrected_and_used(minzheng, messy, tmp_path):
    """A draft read back as it is changes nothing; a label that it explains is read as the clerk means it."""
    draft = tmp_path / "映射.toml"
    assert minzheng("import", messy, "--draft-mapping", draft).code == 0
    catalogue = mz.Catalogue.installed()
    assert catalogue.read(messy, mapping=draft) == catalogue.read(messy)

    text = draft.read_text("utf-8")
    corrected = tmp_path / "改好的.toml"
    corrected.write_text(f"{text}\n[tables.labels]\ntype = {{ '民非' = 'SERVICE_AGENCY' }}\n", "utf-8")
    ran = minzheng("check", messy, "--mapping", corrected, "--day", "2020-01-31", "--json")

    unknown = [finding["found"] for finding in json.loads(ran.out)["findings"] if finding["rule"] == "LED003"]
    assert "民非" not in unknown
    organizations = catalogue.read(messy, mapping=corrected).all(Organization)
    assert [organization.type for organization in organizations if organization.name == "示例助残服务社"] == [
        "SERVICE_AGENCY"
    ]


def test_check_returns_the_workbook_with_its_findings_marked(minzheng, messy, tmp_path):
    """The copy has a comment at the cell that could not be read and a sheet of findings; the original is untouched."""
    before = messy.read_bytes()
    target = tmp_path / "批注 副本.xlsx"

    ran = minzheng("check", messy, "--day", "2020-01-31", "--annotate", target)

    assert ran.code == 1
    assert str(target) in ran.out
    assert messy.read_bytes() == before
    marked = openpyxl.load_workbook(target)
    assert "IMP001" in marked["名单"]["F11"].comment.text
    assert "检查结果" in marked.sheetnames


def test_check_of_json_cannot_be_marked(minzheng, tmp_path):
    """A format without cells is told so, and no file is left."""
    target = tmp_path / "副本.json"

    ran = minzheng("check", EXAMPLES / "jiading-2019" / "ledger.json", "--annotate", target)

    assert ran.code == 2
    assert "不能批注" in ran.err
    assert not target.exists()


def test_report_of_the_workbook_gives_the_figures_of_the_ledger(minzheng):
    """The example as a workbook and as JSON give the same figures, to the last group."""
    folder = EXAMPLES / "jiading-2019"
    told = [
        json.loads(minzheng("figures", folder / name, *YEAR, "--json").out) for name in ("ledger.json", "ledger.xlsx")
    ]

    assert told[0] == told[1]
    assert len(told[0]["figures"]) > 50


def test_report_of_a_workbook_writes_a_workbook(minzheng, tmp_path):
    """The main job on a workbook leaves the yearly report, and the statistics as a workbook beside it."""
    ran = minzheng("report", EXAMPLES / "jiading-2019" / "ledger.xlsx", *YEAR, "--to", tmp_path / "报告 2019")

    assert ran.code == 0
    names = {path.name for path in (tmp_path / "报告 2019").iterdir()}
    assert {"report-2019.xlsx", "report-2019.md", "report-2019.json"} <= names
