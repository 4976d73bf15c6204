"""The example of a bureau's own template: it is right, and its report states the figures of the example."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from minzheng_domain import Catalogue, Document, Ledger, Period, Template, check_template
from minzheng_domain.report.chapters import REQUIRED_CHAPTERS
from minzheng_domain.report.document import Chart, Paragraph, Table, written

EXAMPLES = Path(__file__).parents[2] / "examples"
YEAR = Period.year(2019, cutoff="2019-12-18")
CATALOGUE = Catalogue.builtin()


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Read the example's ledger."""
    return CATALOGUE.read(EXAMPLES / "jiading-2019" / "ledger.json")


@pytest.fixture(scope="module")
def template() -> Template:
    """Read the bureau's own template."""
    return CATALOGUE.report_template(EXAMPLES / "own-report.zh.md")


@pytest.fixture(scope="module")
def document(ledger: Ledger, template: Template) -> Document:
    """Make the report."""
    return CATALOGUE.document(ledger, YEAR, template=template)


def test_nothing_is_wrong_with_it(ledger, template):
    """Neither before anything is counted nor with the figures."""
    assert check_template(template, CATALOGUE.measures) == ()
    assert check_template(template, CATALOGUE.measures, CATALOGUE.figures(ledger, YEAR), ledger=ledger) == ()


def test_its_report_states_the_figures(document):
    """Prose, tables and charts have the numbers of the ledger."""
    blocks = [block for section in document.walk() for block in section.blocks]
    text = "\n".join(block.text("zh") for block in blocks if isinstance(block, Paragraph))
    tables = [block for block in blocks if isinstance(block, Table)]
    (chart,) = [block for block in blocks if isinstance(block, Chart)]

    assert "在册的社区社会组织有205家，当年新登记12家" in text
    assert "区级项目41项、经费765.67万元；市级项目8项、经费232.14万元。" in text
    assert "各街镇自办近百次。" in text
    assert [(table.title, table.unit) for table in tables] == [
        ("四类社区社会组织登记情况", "家"),
        ("公益项目资金", "万元"),
    ]
    assert [number.value for number in chart.numbers] == [43, 106, 33, 23]


def test_its_chapters_are_worded_by_the_bureau(document):
    """The names of the chapters are those that the rule's check looks for, the words are the bureau's."""
    assert tuple(section.id for section in document.sections) == REQUIRED_CHAPTERS
    assert written(document.sections[0].heading, "zh") == "这一年做了什么，成效如何"
    assert document.attachments == ("社区社会组织分街镇统计表", "公益项目统计表")


def test_the_script_writes_it(tmp_path, capsys):
    """The example of the manual runs as it stands."""
    example = runpy.run_path(str(EXAMPLES / "own_report.py"))

    example["main"](tmp_path / "out")

    text = (tmp_path / "out" / "report-2019.md").read_text("utf-8")
    assert "关于2019年度法治政府建设情况的报告\n" in text
    assert "\n2019年12月18日\n" in text
    assert all(line.startswith("已写出 ") for line in capsys.readouterr().out.splitlines())
