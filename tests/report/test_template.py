"""Templates: prose with named figures in it becomes a document whose numbers are figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from minzheng_domain import (
    Catalogue,
    Document,
    Header,
    InvalidPeriodError,
    Language,
    Ledger,
    Period,
    Template,
    TemplateError,
)
from minzheng_domain.model.accountability import Indicator, Narrative, WorkPoint
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.model.services import Activity
from minzheng_domain.report.document import Chart, Number, Paragraph, Table, written
from minzheng_domain.report.rendering import _zh_ordinal

YEAR = Period.year(2019, cutoff="2019-12-18")


def community(number: int, category: str) -> Organization:
    """Make an organization that was registered in March 2019."""
    return Organization(
        id=f"O{number}",
        name=f"示例社{number}",
        type="SERVICE_AGENCY",
        status="REGISTERED",
        registered_on=date(2019, 3, number),
        community_tier="REGISTERED",
        community_category=category,
    )


def training(number: int, level: str, times: int, exactness: str = "EXACT") -> Activity:
    """Make a record of trainings."""
    return Activity(
        id=f"A{number}",
        title="示例培训",
        kind="TRAINING",
        level=level,
        held_on=date(2019, 5, 1),
        times=times,
        times_exactness=exactness,
    )


LEDGER = Ledger.of(
    [
        community(1, "LIFE"),
        community(2, "LIFE"),
        community(3, "MEDIATION"),
        training(1, "DISTRICT", 12),
        training(2, "TOWN", 100, "CLOSE_TO"),
        Narrative(id="N2", year=2019, chapter="PLAN", position=2, wording="其二。"),
        Narrative(id="N1", year=2019, chapter="PLAN", position=1, wording="其一。", heading="做好登记"),
        Narrative(id="N4", year=2019, chapter="CAUSE", position=1, wording="Too few officers", heading="Staff"),
        Narrative(id="N3", year=2018, chapter="PLAN", position=1, wording="往年的安排。"),
        Indicator(id="I1", year=2019, edition="示例版", number=7, wording="示例指标。", evidence="已办理"),
        Indicator(id="I2", year=2018, edition="示例版", number=8, wording="往年指标"),
        WorkPoint(id="W1", year=2019, number="1", wording="示例要点"),
    ],
    header=Header(
        title="示例",
        bureau="示范区民政局",
        district="示范区",
        schemes={"community-category": "community-category-shanghai"},
    ),
)


GREW = Ledger.of(
    [
        community(1, "LIFE"),
        community(2, "LIFE"),
        *(community(n, "LIFE" if n < 5 else "MEDIATION").evolve(registered_on=date(2018, 1, n)) for n in (3, 4, 5)),
    ],
    header=LEDGER.header,
)


def render(text: str, language: Language = "zh", ledger: Ledger = LEDGER) -> Document:
    """Turn a template into a document."""
    figures = Catalogue.builtin().figures(ledger, YEAR)
    return Template(source="bureau.md", language=language, text=text).render(figures, ledger, YEAR)


def paragraphs(text: str, language: Language = "zh") -> list[str]:
    """Return the paragraphs of a template before its first heading."""
    return [block.text(language) for block in render(text, language).preamble if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("language", "hole", "words"),
    [
        ("zh", "community.registered", "3家"),
        ("zh", "community.registered by 社区生活服务类", "2家"),
        ("zh", "community.registered by LIFE", "2家"),
        ("zh", "community.registered by LIFE as 个", "2个"),
        ("zh", "community.registered by 社区公益慈善类", "0家"),
        ("zh", "community.registered groups", "社区生活服务类2家、社区专业调处类1家"),
        ("zh", "community.newly_registered sentence", "年内登记成立社区社会组织3家：社区生活服务类2家、社区专业调处类1家"),
        ("zh", "organizations.associations sentence", "登记在册的行业协会商会0家"),
        ("zh", "projects.contracted sentence", "社会组织承接公益项目0个"),
        ("en", "projects.contracted sentence", "projects contracted: 0 projects"),
        ("zh", "projects.contracted groups", "无"),
        ("zh", "training.sessions by 街镇级 as 次", "近百次"),
        ("zh", "training.sessions by 区级", "12场"),
        ("zh", "training.sessions", "近112场"),
        ("zh", "projects.average_funding", "（无法计算）"),
        ("zh", "projects.contracted by 区级 as 项", "0项"),
        ("zh", "community.registered_growth by 社区公益慈善类", "（无法计算）"),
        ("zh", "signed_on", "2019年12月18日"),
        ("en", "signed_on", "2019-12-18"),
        ("zh", "year", "2019"),
        ("zh", "next_year", "2020"),
        ("zh", "cutoff", "2019年12月18日"),
        ("zh", "bureau", "示范区民政局"),
        ("zh", "district", "示范区"),
        ("en", "community.registered", "3 organizations"),
        ("en", "community.registered by LIFE", "2 organizations"),
        ("en", "community.registered by MEDIATION", "1 organization"),
        ("en", "training.sessions by TOWN", "close to 100 sessions"),
        ("en", "cutoff", "2019-12-18"),
    ],
)
def test_a_hole_is_filled_with_what_it_names(language, hole, words):
    """A figure, a group of it, its breakdown, its sentence or a word of the header stands where it is named."""
    assert paragraphs(f"{{{{ {hole} }}}}", language) == [words]


def test_numbers_stay_figures_in_the_document():
    """A number in the text knows its figure, its group and its exact value; the words around it are text."""
    (paragraph,) = render("共{{ community.registered by LIFE }}。").preamble
    assert isinstance(paragraph, Paragraph)

    before, number, after = paragraph.parts
    assert (before, after) == ("共", "。")
    assert isinstance(number, Number)
    assert (number.figure.id, number.group, number.value) == ("community.registered", "LIFE", Decimal(2))
    assert [record.id for record in number.figure.records(number.group)] == ["O1", "O2"]


def test_a_template_with_errors_is_refused_with_every_line():
    """What is wrong is told with file and line, all of it at once, before anything is rendered."""
    text = "# 标题\n\n{{ community.regstered }}\n\n{{ community.registered by 无此类 }}\n\n{{ community.registered"

    with pytest.raises(TemplateError) as caught:
        render(text)

    assert caught.value.source == "bureau.md"
    assert [fault.line for fault in caught.value.faults] == [3, 5, 7]
    assert [line.partition("：")[0] for line in caught.value.message.zh.splitlines()] == [
        f"模板 bureau.md 第 {line} 行" for line in (3, 5, 7)
    ]
    assert caught.value.message.en.startswith("template bureau.md, line 3: no measure is called so; found community.")


def test_a_paragraph_may_hang_on_a_figure():
    """A paragraph that begins with *when* is left out where the figure is zero or has no value."""
    text = (
        "{{ when community.registered }} 有{{ community.registered }}。\n\n"
        "{{ when projects.contracted }} 无项目。\n\n{{ when projects.average_funding }} 无均值。"
    )

    assert paragraphs(text) == ["有3家。"]


def test_headings_are_numbered_by_the_custom_of_the_language():
    """Chapters are 一、二、, their parts （一） from one again, and 1. below; English headings 1., 1.1, 1.1.1."""
    text = "# 题\n## 甲 {#first}\n### 子\n#### 孙\n#### 孙二\n### 子二\n## 乙\n### 子三\n"

    zh, en = render(text), render(text, "en")

    assert [section.number for section in zh.walk()] == ["一、", "（一）", "1.", "2.", "（二）", "二、", "（一）"]
    assert [section.number for section in en.walk()] == ["1.", "1.1", "1.1.1", "1.1.2", "1.2", "2.", "2.1"]
    assert [section.id for section in zh.walk()] == ["first", "", "", "", "", "", ""]
    assert written(zh.sections[0].heading, "zh") == "甲"


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_chinese_ordinals(number, words):
    """Ten is 十 and not 一十."""
    assert _zh_ordinal(number) == words


def test_lines_of_a_paragraph_are_joined_and_notes_left_out():
    """Chinese lines are joined without a blank, English ones with one; a note leaves nothing."""
    assert paragraphs("第一行\n第二行<!-- 备注 -->\n\n<!-- 只有备注 -->\n") == ["第一行第二行"]
    assert paragraphs("first line\nsecond line", "en") == ["first line second line"]


def test_told_entries_of_the_year_come_in_their_order():
    """Narrative entries, indicators and work points of the year, and no other's, become paragraphs."""
    assert paragraphs("{{ narratives PLAN }}") == ["做好登记。其一。", "其二。"]
    assert paragraphs("{{ narratives 下一年度安排 }}") == ["做好登记。其一。", "其二。"]
    assert paragraphs("{{ narratives CAUSE }}", "en") == ["Staff. Too few officers."]
    assert paragraphs("{{ indicators }}") == ["对照《示例版》第7项指标：示例指标。已办理。"]
    assert paragraphs("{{ work_points }}") == ["对照工作要点：示例要点。"]
    assert paragraphs("{{ work_points }}", "en") == ["Work point: 示例要点。"]


def test_a_table_shows_figures_with_their_groups():
    """Each figure has a row for the whole and one for each group; units differ, so each number shows its own."""
    (table,) = render("{{ table community.registered training.sessions }}").preamble

    assert isinstance(table, Table)
    assert (table.title, table.unit, table.header) == ("主要数据", "", ("指标", "分组", "数值"))
    assert [[table.cell(cell, "zh") for cell in row] for row in table.rows] == [
        ["累计登记社区社会组织", "合计", "3家"],
        ["累计登记社区社会组织", "社区生活服务类", "2家"],
        ["累计登记社区社会组织", "社区专业调处类", "1家"],
        ["培训活动", "合计", "近112场"],
        ["培训活动", "区级", "12场"],
        ["培训活动", "街镇级", "近百场"],
    ]


def test_a_table_of_one_unit_states_it_once():
    """Of one figure, the title of the table says which; its unit stands above the table and its cells are bare."""
    zh, en = (render("{{ table training.sessions }}", language).preamble[0] for language in ("zh", "en"))

    assert isinstance(zh, Table)
    assert isinstance(en, Table)
    assert (zh.title, zh.unit, zh.header, zh.notes) == ("培训活动", "场", ("分组", "数值"), ())
    assert [[zh.cell(cell, "zh") for cell in row] for row in zh.rows] == [
        ["合计", "近112"],
        ["区级", "12"],
        ["街镇级", "近100"],
    ]
    assert (en.unit, en.cell(en.rows[2][1], "en")) == ("sessions", "close to 100")


def test_a_table_tells_what_a_reader_should_know_of_its_figures():
    """The note of a measure stands below, once; where groups do not make the whole, that is said."""
    (noted,) = render("{{ table community.registered community.registered }}").preamble
    (growth,) = render("{{ table community.registered_growth }}", ledger=GREW).preamble

    assert isinstance(noted, Table)
    assert isinstance(growth, Table)
    assert noted.notes == ("只计登记的，备案团队和活动小组不计入",)
    assert growth.rows[0][0] == "总体"
    assert growth.notes[-1] == "“登记社区社会组织同比增长率”的总体不是各组之和。"


def test_table_and_chart_may_have_a_title_of_their_own():
    """What follows *titled* stands above them, whatever it says."""
    table, chart = render(
        "{{ table training.sessions titled 培训 titled 一览 }}\n\n{{ chart training.sessions titled 培训 }}"
    ).preamble

    assert isinstance(table, Table)
    assert isinstance(chart, Chart)
    assert (table.title, chart.title) == ("培训 titled 一览", "培训")


def test_a_chart_shows_the_groups_of_a_figure():
    """A bar for each group; the table that goes with it has the same numbers and the unit."""
    (chart,) = render("{{ chart community.registered }}").preamble

    assert isinstance(chart, Chart)
    assert (chart.title, chart.labels, chart.unit) == (
        "累计登记社区社会组织",
        ("社区生活服务类", "社区专业调处类"),
        "家",
    )
    assert [number.value for number in chart.numbers] == [2, 1]
    table = chart.table("zh")
    assert [[table.cell(cell, "zh") for cell in row] for row in table.rows] == [
        ["社区生活服务类", "2"],
        ["社区专业调处类", "1"],
    ]
    assert (table.title, table.unit) == (chart.title, chart.unit)


def test_a_chart_compares_several_figures():
    """Of several figures of one unit each is a bar; so is one that no record stands behind."""
    several, alone = render(
        "{{ chart community.registered community.newly_registered }}\n\n{{ chart projects.contracted }}"
    ).preamble

    assert isinstance(several, Chart)
    assert isinstance(alone, Chart)
    assert (several.title, several.labels) == ("主要数据", ("累计登记社区社会组织", "新登记社区社会组织"))
    assert [number.value for number in several.numbers] == [3, 3]
    assert alone.labels == ("承接的公益项目",)
    assert [number.value for number in alone.numbers] == [0]


def test_attachments_are_listed_and_leave_no_paragraph():
    """Titles come in their order; one that hangs on a figure comes only where there is something."""
    document = render(
        "甲\n\n{{ attachment 统计表 一 }}\n\n{{ when projects.contracted }} {{ attachment 项目表 }}\n\n"
        "{{ when community.registered }} {{ attachment 统计表 二 }}\n\n乙"
    )

    assert document.attachments == ("统计表 一", "统计表 二")
    assert [block.text("zh") for block in document.preamble if isinstance(block, Paragraph)] == ["甲", "乙"]
    assert len(document.preamble) == 2


def test_a_document_is_signed_on_the_day_that_is_given():
    """Without one, it is signed on the last day whose data count; before that day it cannot be."""
    figures = Catalogue.builtin().figures(LEDGER, YEAR)
    template = Template(source="t.md", language="zh", text="成文于{{ signed_on }}")

    later = template.render(figures, LEDGER, YEAR, signed_on=date(2020, 1, 6))

    assert render("文").signed_on == date(2019, 12, 18)
    assert later.signed_on == date(2020, 1, 6)
    assert [block.text("zh") for block in later.preamble if isinstance(block, Paragraph)] == ["成文于2020年1月6日"]
    with pytest.raises(InvalidPeriodError, match="早于数据截止日 2019-12-18"):
        template.render(figures, LEDGER, YEAR, signed_on=date(2019, 12, 17))


def test_a_town_in_which_nothing_is_recorded_has_nought():
    """Groups that are records are named by the record's name; one that nothing belongs to is nought, not unknown."""
    town = ReportingUnit(id="T1", name="示例镇", kind="TOWN")
    ledger = Ledger.of([town, community(1, "LIFE")], header=LEDGER.header)
    (paragraph,) = render("{{ community.registered_by_town by 示例镇 }}", ledger=ledger).preamble

    assert isinstance(paragraph, Paragraph)
    assert paragraph.text("zh") == "0家"


def test_a_document_lists_its_numbers_as_a_reader_meets_them():
    """Numbers come from title, preamble, headings, paragraphs and tables, in that order; figures once each."""
    document = render(
        "# 题{{ training.sessions }}\n\n序{{ community.registered }}\n\n## 章{{ publicity.events }}\n\n"
        "文{{ community.registered by LIFE }}\n\n{{ table projects.contracted }}\n\n{{ chart incubation.graduated }}"
    )

    assert [(n.figure.id, n.group) for n in document.numbers()] == [
        ("training.sessions", None),
        ("community.registered", None),
        ("publicity.events", None),
        ("community.registered", "LIFE"),
        ("projects.contracted", None),
        ("incubation.graduated", None),
    ]
    assert [figure.id for figure in document.figures()] == [
        "training.sessions",
        "community.registered",
        "publicity.events",
        "projects.contracted",
        "incubation.graduated",
    ]
