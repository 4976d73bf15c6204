"""The Markdown format: what stands in the file."""

from __future__ import annotations

import io
from datetime import date

import attrs
import pytest

from minzheng_domain import Catalogue, Header, Language, Ledger, Period, Record, Template, WriteError
from minzheng_domain.model.accountability import Narrative
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import ExportOptions, write_file
from minzheng_domain_report.markdown import MARKDOWN, write_markdown

YEAR = Period.year(2019, cutoff="2019-12-18")


def ledger(*more: Record, synthetic: bool = True) -> Ledger:
    """Make a ledger of one community organization, and whatever else is given."""
    organization = Organization(
        id="O1",
        name="示例社",
        type="SERVICE_AGENCY",
        status="REGISTERED",
        registered_on=date(2019, 3, 1),
        community_tier="REGISTERED",
        community_category="LIFE",
    )
    header = Header(
        title="示例",
        bureau="示范区民政局",
        synthetic=synthetic,
        schemes={"community-category": "community-category-shanghai"},
    )
    return Ledger.of([organization, *more], header=header)


def written(book: Ledger, language: Language = "zh") -> str:
    """Return the report of a ledger as it stands in the file."""
    file = io.BytesIO()
    dossier = Catalogue.builtin().dossier(book, YEAR, language=language)
    write_markdown(dossier, file, ExportOptions(language=language))
    return file.getvalue().decode("utf-8")


def narrative(wording: str) -> Narrative:
    """Make an entry of the last chapter."""
    return Narrative(id="N1", year=2019, chapter="PLAN", position=1, wording=wording)


def test_the_report_states_its_figures_under_numbered_headings():
    """Title, numbered chapters, figures with units and the signer stand in the file."""
    text = written(ledger())

    assert text.startswith("# 示范区民政局2019年法治政府建设年度报告\n")
    assert "\n## 一、推进法治政府建设的主要举措和成效\n" in text
    assert "\n### （二）年度法治政府建设工作要点完成情况\n" in text
    assert "年内登记成立社区社会组织1家：社区生活服务类1家。" in text
    assert "\n## 四、2020年推进法治政府建设的主要安排\n" in text
    assert "\n示范区民政局\n" in text


def test_the_annex_defines_every_figure_of_the_report():
    """Each figure stands once in the annex, with its id, value, number of records and definition."""
    text = written(ledger())
    rows = [line for line in text.splitlines() if "`community.registered`" in line]

    assert len(rows) == 1
    assert rows[0].split(" | ")[1:4] == ["`community.registered`", "1家", "1"]
    assert "数据截止日（2019年12月18日）" in rows[0]


@pytest.mark.parametrize(("synthetic", "shown"), [(True, True), (False, False)])
def test_made_up_records_are_said_to_be_made_up(synthetic, shown):
    """A report of synthetic records says so at its head, and no other does."""
    assert ("虚构" in written(ledger(synthetic=synthetic))) is shown


@pytest.mark.parametrize(
    ("wording", "line"),
    [
        ("# 不是标题。", "\\# 不是标题。"),
        ("- 不是列表。", "\\- 不是列表。"),
        ("1. 不是编号。", "1\\. 不是编号。"),
        ("1) 不是编号。", "1\\) 不是编号。"),
        ("<script>a|b</script>。", "\\<script\\>a\\|b\\</script\\>。"),
        ("*强调*_下划线_。", "\\*强调\\*\\_下划线\\_。"),
        ("两行\n文字。", "两行 文字。"),
        ("两行\r\n文字。", "两行 文字。"),
    ],
)
def test_what_a_record_says_does_not_become_a_mark(wording, line):
    """Signs that mean something in Markdown are escaped where they come from a record."""
    assert line in written(ledger(narrative(wording))).splitlines()


def test_english_readers_get_the_english_report():
    """The same ledger gives an English text with English headings and units."""
    text = written(ledger(), "en")

    assert "\n## 4. Plans for 2020\n" in text
    assert "1 organization" in text


def test_a_dossier_without_a_report_in_the_language_is_refused(tmp_path):
    """Nothing is written where the document is missing or in the other language."""
    dossier = Catalogue.builtin().dossier(ledger(), YEAR, language="en")

    for wrong in (dossier, attrs.evolve(dossier, document=None)):
        with pytest.raises(WriteError, match="没有 zh 文本的报告"):
            write_file(MARKDOWN, wrong, tmp_path / "report.md")
    assert list(tmp_path.iterdir()) == []


def from_template(text: str, language: Language = "zh", signed_on: date | None = None) -> str:
    """Return the report of a template of one's own as it stands in the file."""
    file = io.BytesIO()
    own = Template(source="own.md", language=language, text=text)
    book = ledger()
    document = own.render(Catalogue.builtin().figures(book, YEAR), book, YEAR, signed_on=signed_on)
    dossier = attrs.evolve(Catalogue.builtin().dossier(book, YEAR, language=language), document=document)
    write_markdown(dossier, file, ExportOptions(language=language))
    return file.getvalue().decode("utf-8")


@pytest.mark.parametrize(("language", "day"), [("zh", "2020年1月6日"), ("en", "2020-01-06")])
def test_the_day_of_signing_follows_the_signer(language, day):
    """Who signs, and below it when."""
    text = from_template("# 题", language, date(2020, 1, 6))

    assert f"\n\n示范区民政局\n\n{day}\n\n## " in text


def test_attachments_are_listed_before_the_signer():
    """They are numbered in their order; signs in their titles stay signs."""
    text = from_template("# 题\n\n{{ attachment 表*一* }}\n\n{{ attachment 表二 }}")

    assert "\n\n附件：\n\n1. 表\\*一\\*\n2. 表二\n\n示范区民政局\n" in text


@pytest.mark.parametrize("kind", ["table", "chart"])
def test_a_chart_stands_as_the_table_of_its_numbers(kind):
    """Table and chart have a title, a line with the unit, and bare numbers."""
    text = from_template(f"# 题\n\n{{{{ {kind} community.registered titled 登记|情况 }}}}")

    assert "\n\n**登记\\|情况**\n\n计量单位：家\n\n| " in text
    assert "\n| 社区生活服务类 | 1 |\n" in text


def test_a_table_of_different_units_shows_each_with_its_own():
    """Where units differ there is no line for them, and the notes stand below the table."""
    text = from_template("# 题\n\n{{ table community.registered projects.funding }}")

    assert "计量单位" not in text
    assert "| 累计登记社区社会组织 | 合计 | 1家 |" in text
    assert "| 公益项目资金 | 合计 | 0万元 |" in text
    assert "\n\n注：只计登记的，备案团队和活动小组不计入\n" in text


def test_without_a_signer_there_is_the_day_alone():
    """A ledger that does not say whose it is gives a report that nobody signs."""
    text = written(Ledger.of([]))

    assert "\n\n2019年12月18日\n\n## 附：数据说明" in text
    assert "民政局" not in text
