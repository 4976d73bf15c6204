"""The definition of a figure in words (统计口径): exact in both languages for every node of the language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.model.columns import ColumnKind, columns
from minzheng_domain.model.incubation import Incubation, IncubationBase
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.compile.words import declared_label, define
from minzheng_domain.statistics.measure import Additive, Change, Difference, Growth, Measure, Ratio, Total
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.statistics.query import (
    CUTOFF,
    PERIOD_END,
    PERIOD_START,
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Count,
    CountDistinct,
    Is,
    OnOrAfter,
    OnOrBefore,
    Present,
    Sum,
    Via,
    during_period,
    one_of,
    value_column,
    yes,
)
from minzheng_domain.testing import queries
from minzheng_domain.text import Text

organization = columns(Organization)
incubation = columns(Incubation)
base = columns(IncubationBase)
project = columns(Project)


def measure(query: Any, by: Any = None) -> Measure:
    """Return a measure with a query, of whatever unit fits."""
    money = isinstance(query, Sum) and value_column(query.field).kind is ColumnKind.MONEY
    unit = Unit.TEN_THOUSAND_YUAN if money else Unit.ITEMS
    unit = Unit.PERCENT if isinstance(query, Growth) else unit
    return Measure("a.b", title=Text("甲", "a"), unit=unit, query=query, by=by, additive=Additive.NOTHING, since="0.1")


TESTS: list[tuple[Any, str, str]] = [
    (one_of(organization.type, "FOUNDATION"), "类型为“基金会”", "type is 'foundation'"),
    (
        one_of(organization.management, "DUAL", "DIRECT"),
        "管理方式为“直接登记”或“双重管理”",
        "management is 'direct registration' or 'dual management'",
    ),
    (one_of(organization.community_category, "LIFE"), "社区社会组织类别为“LIFE”", "community category is 'LIFE'"),
    (one_of(organization.type, "NEW_TYPE"), "类型为“NEW_TYPE”", "type is 'NEW_TYPE'"),
    (yes(organization.is_charity), "是否慈善组织为“是”", "is a charity is yes"),
    (Is(organization.is_charity, value=False), "是否慈善组织为“否”", "is a charity is no"),
    (
        OnOrAfter(organization.registered_on, PERIOD_START),
        "成立登记日期不早于报告期起始日",
        "registered on is not before the first day of the period",
    ),
    (
        OnOrBefore(organization.registered_on, PERIOD_END),
        "成立登记日期不晚于报告期终止日",
        "registered on is not after the last day of the period",
    ),
    (
        OnOrBefore(organization.registered_on, date(2017, 12, 31)),
        "成立登记日期不晚于2017年12月31日",
        "registered on is not after 2017-12-31",
    ),
    (
        AbsentOrAfter(organization.removed_on, CUTOFF),
        "退出登记日期为空或晚于数据截止日",
        "removed on is empty or after the cut-off day",
    ),
    (
        AtLeast(organization.registered_funds, Decimal("1E+5")),
        "注册资金不少于100000元",
        "registered funds is at least 100000 yuan",
    ),
    (
        AtMost(organization.non_state_share, Decimal("33.50")),
        "非国有资产比例（%）不多于33.5",
        "non-state share (%) is at most 33.5",
    ),
    (AtLeast(organization.staff, Decimal(3)), "从业人员数不少于3", "staff is at least 3"),
    (Present(organization.uscc), "统一社会信用代码已填写", "USCC is filled in"),
    (Absent(organization.town), "所属街镇为空", "town is empty"),
]


@pytest.mark.parametrize(("test", "zh", "en"), TESTS)
def test_each_test_is_said_in_both_languages(test: Any, zh: str, en: str) -> None:
    """A count with one test says the kind of record and the test."""
    words = define(measure(Count(organization, where=(test,))))

    assert words == Text(f"社会组织的条数，须同时满足：{zh}。", f"The number of organizations for which {en}.")


WHOLES: list[tuple[Any, Any, str, str]] = [
    (Count(project), None, "公益项目的条数。", "The number of public-welfare projects."),
    (
        CountDistinct(project.contractor),
        project.level,
        "公益项目中不同“承接单位”的个数。按“项目级别”分组。",
        "The number of different 'contractor' among public-welfare projects; grouped by 'level'.",
    ),
    (
        Sum(project.amount, where=(Present(project.contractor), one_of(project.level, "CITY"))),
        None,
        "公益项目的“合同金额”之和，须同时满足：承接单位已填写；项目级别为“市级”。",
        (
            "The sum of 'contract amount' over public-welfare projects for which contractor is filled in;"
            " and level is 'city'."
        ),
    ),
    (
        Count(incubation, where=(one_of(Via(incubation.base, base.kind), "INCUBATOR"),)),
        Via(incubation.base, base.level),
        "孵化记录的条数，须同时满足：孵化载体的载体类别为“孵化基地”。按“孵化载体的层级”分组。",
        "The number of incubations for which kind of the base is 'incubation base'; grouped by 'level of the base'.",
    ),
]


@pytest.mark.parametrize(("query", "by", "zh", "en"), WHOLES)
def test_each_query_is_said_in_both_languages(query: Any, by: Any, zh: str, en: str) -> None:
    """A query is said as a sentence: what is counted, the tests in their order, the groups."""
    assert define(measure(query, by)) == Text(zh, en)


def test_days_of_a_period_are_named() -> None:
    """Where the period is known, each day that it supplies is named with its date."""
    tests = (*during_period(project.contracted_on), OnOrBefore(project.ends_on, PERIOD_END))

    words = define(measure(Count(project, where=tests)), period=Period.year(2019, cutoff="2019-12-08"))

    assert words == Text(
        "公益项目的条数，须同时满足：签约日期不早于报告期起始日（2019年1月1日）；签约日期不晚于数据截止日（2019年12月8日）；"
        "结束日期不晚于报告期终止日（2019年12月31日）。",
        "The number of public-welfare projects for which contracted on is not before the first day of the period"
        " (2019-01-01); and contracted on is not after the cut-off day (2019-12-08); and ends on is not after the last"
        " day of the period (2019-12-31).",
    )


def test_labels_are_those_that_a_district_gives() -> None:
    """Codes are named by the labels handed in, in the order of the codes, also for a field that is reached."""
    query = Count(incubation, where=(one_of(Via(incubation.base, base.kind), "PRACTICE_PARK", "INCUBATOR"),))

    words = define(measure(query), label_of=lambda column, code: Text(f"{column.name}:{code}", code.lower()))

    assert "为“kind:INCUBATOR”或“kind:PRACTICE_PARK”" in words.zh
    assert "is 'incubator' or 'practice_park'" in words.en


DERIVED: list[tuple[Any, str, str]] = [
    (Total(("x.a", "x.b")), "“子”、“丑”之和", "the sum of 'A', 'B'"),
    (Difference("x.a", "x.b"), "“子”减去“丑”", "'A' less 'B'"),
    (Ratio("x.a", "x.b"), "“子”除以“丑”", "'A' divided by 'B'"),
    (Change("x.a"), "“子”与上年同期相比的增减", "the change of 'A' against the same days of the year before"),
    (Growth("x.a"), "“子”与上年同期相比的增长率", "the growth of 'A' against the same days of the year before"),
]


@pytest.mark.parametrize(("query", "zh", "en"), DERIVED)
def test_each_derivation_names_its_parts(query: Any, zh: str, en: str) -> None:
    """A derived figure is defined by the titles of the figures that it follows from; by their ids, if these are all."""
    titles = {"x.a": Text("子", "A"), "x.b": Text("丑", "B")}

    assert define(measure(query), title_of=titles.__getitem__) == Text(zh, en)
    assert "x.a" in define(measure(query)).zh


def test_label_is_the_code_where_no_list_is_known() -> None:
    """A code of a column whose list a district chooses, or that is not on its list, stands for itself."""
    assert declared_label(organization.community_category, "LIFE") == Text("LIFE", "LIFE")
    assert declared_label(organization.type, "?") == Text("?", "?")
    assert declared_label(organization.name, "?") == Text("?", "?")
    assert declared_label(organization.type, "FOUNDATION").zh == "基金会"


@given(st.sampled_from(list(record_kinds())).flatmap(queries))
def test_every_query_has_words(query: Any) -> None:
    """Whatever can be asked can be said: a whole sentence in both languages, with each field by its header."""
    made = measure(query)

    words = define(made, period=Period.year(2019))

    assert words.zh.endswith("。")
    assert words.en.endswith(".")
    for test in query.where:
        header = (test.field.column if isinstance(test.field, Via) else test.field).header
        assert header.zh in words.zh
        assert header.en in words.en


@pytest.mark.parametrize("built_in", builtin_measures(), ids=lambda built_in: built_in.id)
def test_every_measure_of_the_library_has_a_definition(built_in: Measure) -> None:
    """No definition leaves a place unfilled, or names what is counted by its technical name."""
    titles = {known.id: known.title for known in builtin_measures()}

    words = define(built_in, title_of=titles.__getitem__)

    for text in (words.zh, words.en):
        assert not set("{}_") & set(text)
