"""A template is checked before it is rendered: every fault is told, with its line and what may have been meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain import (
    Catalogue,
    FaultKind,
    Header,
    Language,
    Ledger,
    Period,
    Severity,
    Template,
    TemplateError,
    TemplateFault,
    check_template,
)
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.report.annual import annual_report, annual_template
from minzheng_domain.report.chapters import CHAPTERS

CATALOGUE = Catalogue.builtin()
YEAR = Period.year(2019, cutoff="2019-12-18")
LEDGER = Ledger.of(
    [
        ReportingUnit(id="T1", name="示例镇", kind="TOWN"),
        Organization(
            id="O1",
            name="示例社",
            type="SERVICE_AGENCY",
            status="REGISTERED",
            registered_on=date(2019, 3, 1),
            community_tier="REGISTERED",
            community_category="LIFE",
        ),
    ],
    header=Header(title="示例", schemes={"community-category": "community-category-shanghai"}),
)
FIGURES = CATALOGUE.figures(LEDGER, YEAR)
WHOLE = "# 题\n\n" + "\n\n".join(f"## {about.zh} {{#{name}}}\n\n文字。" for name, about in CHAPTERS.items()) + "\n\n"
"""A template in which nothing is wrong."""
LINES = WHOLE.count("\n")


def template(text: str, language: Language = "zh") -> Template:
    """Make a template of a bureau."""
    return Template(source="own.md", language=language, text=text)


def faults(text: str) -> tuple[TemplateFault, ...]:
    """Check what is appended to a good template, with figures and ledger at hand."""
    return check_template(template(WHOLE + text), CATALOGUE.measures, FIGURES, ledger=LEDGER)


def test_a_good_template_has_no_faults():
    """What the others begin with is right."""
    assert faults("") == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_templates_of_the_library_have_no_faults(language):
    """With measures alone, with the figures, and with the ledger."""
    own = annual_template(language)

    assert check_template(own, CATALOGUE.measures) == ()
    assert check_template(own, CATALOGUE.measures, FIGURES) == ()
    assert check_template(own, CATALOGUE.measures, FIGURES, ledger=LEDGER) == ()


@pytest.mark.parametrize(
    ("text", "kind", "line", "found", "hint"),
    [
        ("{{ community.regstered }}", "unknown-figure", 1, "community.regstered", "community.registered"),
        ("一\n{{ no.such }}", "unknown-figure", 2, "no.such", ""),
        ("{{ when no.such }} 文字", "unknown-figure", 1, "no.such", ""),
        ("{{ table no.such }}", "unknown-figure", 1, "no.such", ""),
        ("{{ chart community.registred }}", "unknown-figure", 1, "community.registred", "community.registered"),
        ("## 章{{ no.such }}", "unknown-figure", 1, "no.such", ""),
        ("一\n\n二{{ community.registered by 社区公益慈善 }}", "unknown-group", 3, "社区公益慈善", "社区公益慈善类"),
        ("{{ community.registered_by_town by 无此镇 }}", "unknown-group", 1, "无此镇", ""),
        ("{{ organizations.associations by 社会团体 }}", "unknown-group", 1, "社会团体", ""),
        ("{{ training.sessions as 头 }}", "unknown-measure-word", 1, "头", ""),
        ("{{ training.sessions by 区级 as 头 }}", "unknown-measure-word", 1, "头", ""),
        ("{{ narratives PLANS }}", "unknown-narratives", 1, "PLANS", ""),
        ("<!-- 一\n二 -->\n{{ registered }}", "unknown-hole", 3, "{{ registered }}", ""),
        ("{{ 累计登记社区社会组织 }}", "unknown-hole", 1, "累计登记社区社会组织", "{{ community.registered }}"),
        ("{{ yaer }}", "unknown-hole", 1, "{{ yaer }}", "year"),
        ("{{ }}", "unknown-hole", 1, "{{  }}", ""),
        ("{{ community.registered sentence as 个 }}", "unknown-hole", 1, "sentence as 个", ""),
        ("文字{{ indicators }}", "not-alone", 1, "{{ indicators }}", ""),
        ("{{ narratives }}", "not-alone", 1, "{{ narratives }}", ""),
        ("{{ indicators titled 指标 }}", "not-alone", 1, "titled 指标", ""),
        ("文字{{ when community.registered }}文字", "misplaced-condition", 1, "when community", ""),
        ("{{ community.registered", "unpaired-braces", 1, "{{ community.registered", ""),
        ("一\n二community.registered }}", "unpaired-braces", 2, "}}", ""),
        ("## 章 {{ year", "unpaired-braces", 1, "{{ year", ""),
        ("｛｛ community.registered ｝｝", "full-width-braces", 1, "｛｛", ""),
        ("文字\n<!-- 没有结束\n", "unclosed-note", 2, "<!--", ""),
        ("一\x07二", "control-character", 1, "U+0007", ""),
        ("##无空格", "malformed-heading", 1, "##无空格", ""),
        ("##", "malformed-heading", 1, "##", ""),
        ("##### 五级", "malformed-heading", 1, "##### 五级", ""),
        ("## 章 {#Plans}", "malformed-heading", 1, "{#Plans}", ""),
        ("#### 跳级", "skipped-level", 1, "#### 跳级", ""),
        ("# 又一个题", "second-title", 1, "# 又一个题", ""),
        ("## 章 {#plans}\n\n文字", "repeated-name", 1, "{#plans}", ""),
        ("{{ chart community.registered projects.funding }}", "different-units", 1, "家、万元", ""),
    ],
)
def test_an_error_is_told_with_its_line(text, kind, line, found, hint):
    """What keeps a template from being rendered: what was found, at which line, and what may have been meant."""
    (fault,) = [fault for fault in faults(text) if fault.is_error]

    assert (fault.kind.code, fault.line) == (kind, LINES + line)
    assert found in str(fault.found)
    assert hint in (fault.suggestion.zh if fault.suggestion else "")
    assert found in fault.message.zh
    with pytest.raises(TemplateError) as caught:
        annual_report(FIGURES, LEDGER, YEAR, template=template(WHOLE + text))
    assert fault in caught.value.faults


@pytest.mark.parametrize(
    ("text", "kind", "severity"),
    [
        ("{{ projects.average_funding }}", FaultKind.NO_VALUE, Severity.WARNING),
        ("{{ projects.average_funding sentence }}", FaultKind.NO_VALUE, Severity.WARNING),
        ("{{ table projects.average_funding }}", FaultKind.NO_VALUE, Severity.WARNING),
        ("{{ community.registered_growth by 社区公益慈善类 }}", FaultKind.NO_VALUE, Severity.WARNING),
        ("{{ community.registered_growth by 社区生活服务类 }}", FaultKind.NO_VALUE, Severity.WARNING),
        ("{{ organizations.associations groups }}", FaultKind.NOT_GROUPED, Severity.WARNING),
        ("- 列表", FaultKind.UNKNOWN_MARK, Severity.WARNING),
        ("| 甲 | 乙 |", FaultKind.UNKNOWN_MARK, Severity.WARNING),
        ("1. 列表", FaultKind.UNKNOWN_MARK, Severity.WARNING),
        ("新登记12家。", FaultKind.TYPED_NUMBER, Severity.NOTICE),
        ("资金1.5万元。", FaultKind.TYPED_NUMBER, Severity.NOTICE),
        ("There are 12 organizations.", FaultKind.TYPED_NUMBER, Severity.NOTICE),
    ],
)
def test_what_is_doubtful_is_told_and_rendered(text, kind, severity):
    """A warning or a notice does not stop a report."""
    (fault,) = faults(text)

    assert (fault.kind, fault.severity, fault.is_error) == (kind, severity, False)
    assert annual_report(FIGURES, LEDGER, YEAR, template=template(WHOLE + text)).title


@pytest.mark.parametrize(
    "text",
    [
        "{{ community.registered }}，{{ community.registered by LIFE as 个 }}",
        "{{ community.registered by 社区文体活动类 }}，{{ community.registered_by_town by T1 }}",
        "{{ projects.contracted groups }}",
        "{{ when projects.average_funding }} 平均{{ projects.average_funding }}",
        "{{ when projects.contracted }} 平均{{ projects.average_funding }}",
        "{{ when community.registered }} {{ table community.registered titled 登记 }}",
        "{{ narratives OTHER }}\n\n{{ narratives 其他情况 }}\n\n{{ indicators }}\n\n{{ work_points }}",
        "对照第19条，依据〔2019〕2号文件，3月1日前3个月内办结，历时2天。",
        "{{ attachment 统计表 }}\n\n## 附则\n\n文字",
        "*强调*不是列表，-1也不是。",
    ],
)
def test_what_is_right_is_not_told(text):
    """A false alarm is worse than a miss."""
    assert faults(text) == ()


def test_all_faults_are_told_and_not_the_first():
    """By line, the whole template first; whatever the kinds are."""
    text = "文字{{ no.such }}和{{ no.other }}\n\n#### 跳级\n\n｛｛ year ｝｝\n\n# 题"

    found = check_template(template(text), CATALOGUE.measures)

    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    assert [fault.kind for fault in found] == [
        *[FaultKind.MISSING_CHAPTER] * 4,
        FaultKind.UNKNOWN_FIGURE,
        FaultKind.UNKNOWN_FIGURE,
        FaultKind.SKIPPED_LEVEL,
        FaultKind.FULL_WIDTH_BRACES,
    ]


def test_a_chapter_that_is_missing_is_told_with_its_source():
    """The rule's text was not read: what it asks for is a warning, and says so; a heading without a name is offered."""
    text = WHOLE.replace("存在的不足和原因 {#deficiencies}", "存在的问题和原因")

    (fault,) = check_template(template(text), CATALOGUE.measures, FIGURES)

    assert (fault.kind, fault.severity, fault.line) == (FaultKind.MISSING_CHAPTER, Severity.WARNING, 0)
    assert "{#deficiencies}" in fault.wanted.zh
    assert "厅字〔2019〕28号" in fault.wanted.zh
    assert "原文未核" in fault.wanted.zh
    assert fault.suggestion is not None
    assert fault.suggestion.zh == "第 7 行的“存在的问题和原因”若是这一部分，请在标题后加 {#deficiencies}。"
    assert fault.place.zh == fault.place.en == ""


@pytest.mark.parametrize(("year", "bound"), [(2018, False), (2019, True), (2024, True)])
def test_chapters_are_asked_for_since_the_rule(year, bound):
    """The first report that the rule binds is that on 2019; without figures nobody knows the year, and they are."""
    period = Period.year(year)
    text = "# 题\n\n## 章\n\n文字"
    found = check_template(template(text), CATALOGUE.measures, CATALOGUE.figures(LEDGER, period))

    assert [fault.kind for fault in found] == [FaultKind.MISSING_CHAPTER] * 4 * bound
    assert len(check_template(template(text), CATALOGUE.measures)) == 4


def test_a_chapter_without_text_is_told():
    """One that says nothing is as good as missing; one with parts below it says something."""
    text = WHOLE.replace("{#plans}\n\n文字。", "{#plans}").replace("{#deficiencies}\n\n", "{#deficiencies}\n\n### 节\n\n")

    (fault,) = check_template(template(text), CATALOGUE.measures)

    line = text[: text.index("{#plans}")].count("\n") + 1
    assert (fault.kind, fault.found, fault.line) == (FaultKind.EMPTY_CHAPTER, "{#plans}", line)
    again = check_template(template(WHOLE.replace("{#plans}\n\n文字。", "{#plans}\n\n## 附则")), CATALOGUE.measures)
    assert [fault.kind for fault in again] == [FaultKind.EMPTY_CHAPTER]


def test_a_report_has_a_title():
    """Without one there is nothing to put at its head."""
    (fault,) = check_template(template(WHOLE.removeprefix("# 题")), CATALOGUE.measures)

    assert (fault.kind, fault.is_error) == (FaultKind.MISSING_TITLE, True)


def test_without_a_ledger_groups_of_every_scheme_are_taken():
    """Only the ledger says which scheme and which towns a district has; what no scheme has is wrong all the same."""
    text = "{{ community.registered by 社区公益慈善类 }}{{ community.registered_by_town by 任何镇 }}"

    assert check_template(template(WHOLE + text), CATALOGUE.measures) == ()
    assert check_template(template(WHOLE + text), CATALOGUE.measures, FIGURES) == ()
    (fault,) = check_template(template(WHOLE + "{{ community.registered by 任何类 }}"), CATALOGUE.measures)
    assert fault.kind is FaultKind.UNKNOWN_GROUP


def test_a_typed_number_is_offered_the_figure_that_says_it():
    """What the ledger counts to the same number may be what was meant."""
    (fault,) = faults("登记1家。")

    assert fault.suggestion is not None
    assert "{{ community.registered }}" in fault.suggestion.zh


def test_a_fault_is_said_in_both_languages():
    """Place, what is wrong, what was found, what is wanted, and a hint."""
    (fault,) = faults("{{ community.regstered }}")

    assert fault.place.zh == f" 第 {LINES + 1} 行"
    assert fault.message.zh.startswith("没有这个指标。实为 community.regstered，应为已有指标的编号。是不是 ")
    assert fault.message.en.startswith("no measure is called so; found community.regstered, wanted the id of a measure")


FRAGMENTS = [
    "# 题", "## 章 {#plans}", "### 节", "#### 目", "##", "\n", "\n\n", " ", "文字", "{{", "}}", "{{ ", " }}", "<!--", "-->",
    "{{ community.registered }}", "{{ community.registered by LIFE }}", "{{ no.such }}", "{{ indicators }}",
    "{{ table community.registered }}", "{{ chart projects.funding }}", "{{ when projects.contracted }}",
    "{{ attachment 表 }}", "{{ year }}", "12家", "\x00", "\u202e", "<script>", "| a |",
]  # fmt: skip


@given(
    before=st.sampled_from(["", WHOLE]),
    text=st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=12).map("".join),
)
def test_what_has_no_errors_is_rendered_and_nothing_else(before, text):
    """However a template is written: it has errors and is refused with them, or it becomes a document."""
    own = template(before + text)
    found = check_template(own, CATALOGUE.measures, FIGURES, ledger=LEDGER)
    errors = {fault for fault in found if fault.is_error}

    if errors:
        with pytest.raises(TemplateError) as caught:
            annual_report(FIGURES, LEDGER, YEAR, template=own)
        assert set(caught.value.faults) >= errors
        return
    document = annual_report(FIGURES, LEDGER, YEAR, template=own)
    shown = [section.heading for section in document.walk()] + [document.title]
    assert not any("{{" in part for parts in shown for part in parts if isinstance(part, str))
