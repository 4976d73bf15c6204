"""Measures: what their declarations hold, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import columns
from minzheng_domain.model.incubation import Incubation, IncubationBase
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics import measures
from minzheng_domain.statistics.measure import (
    Additive,
    Change,
    Difference,
    Growth,
    Measure,
    Ratio,
    Total,
    measures_used,
)
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.statistics.query import Count, CountDistinct, OnOrAfter, Sum, Via, during_period
from minzheng_domain.text import Text

organization = columns(Organization)
project = columns(Project)
incubation = columns(Incubation)
base = columns(IncubationBase)


def declare(**parts: Any) -> Measure:
    """Declare a measure that counts projects, with some parts otherwise."""
    given: dict[str, Any] = {
        "id": "table.name",
        "title": Text("甲", "a"),
        "unit": Unit.PROJECTS,
        "query": Count(project),
        "additive": Additive.NOTHING,
        "since": "0.1",
    }
    return Measure(**{**given, **parts})


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "an id without table": ({"id": "contracted"}, "编号应形如", "an id is written like"),
    "an id with capitals": ({"id": "Projects.contracted"}, "编号应形如", "an id is written like"),
    "an id with a dot at its end": ({"id": "projects."}, "编号应形如", "an id is written like"),
    "groups of what is derived": (
        {"query": Total(("a.b", "a.c")), "by": project.level},
        "派生指标的分组来自其组成指标",
        "a derived measure is grouped as its parts are",
    ),
    "a ratio that adds": (
        {"query": Ratio("a.b", "a.c"), "additive": Additive.OVER_LEVEL},
        "比率和增减不能相加",
        "ratios and changes do not add",
    ),
    "a growth that adds": (
        {"query": Growth("a.b"), "unit": Unit.PERCENT, "additive": Additive.OVER_ALL},
        "比率和增减不能相加",
        "ratios and changes do not add",
    ),
    "a growth that is not in per cent": ({"query": Growth("a.b")}, "增长率的单位应为 %", "growth is in per cent"),
    "a total of nothing": ({"query": Total(())}, "重复或为空", "each once"),
    "a total that counts twice": ({"query": Total(("a.b", "a.c", "a.b"))}, "重复或为空", "each once"),
    "groups by day": ({"by": project.contracted_on}, "应为代码表选项或引用", "wanted a label or a reference"),
    "groups by another kind": (
        {"by": organization.type},
        "不能按 organizations.type 分组",
        "organizations.type is no field of projects",
    ),
    "groups by another kind, reached from a third": (
        {"by": Via(incubation.base, base.level)},
        "不能按 incubations.base→level 分组",
        "incubations.base→level is no field of projects",
    ),
    "distinct counts that add": (
        {"query": CountDistinct(project.contractor), "additive": Additive.OVER_TOWN},
        "去重计数不能相加",
        "distinct counts do not add",
    ),
    "a stock that adds over periods": (
        {"additive": Additive.OVER_PERIOD},
        "属存量，不能跨期相加",
        "without a test from the period's start it is a stock",
    ),
    "a stock since a fixed day that adds over periods": (
        {
            "query": Count(project, where=(OnOrAfter(project.contracted_on, date(2019, 1, 1)),)),
            "additive": Additive.OVER_ALL,
        },
        "属存量",
        "it is a stock",
    ),
    "money without yuan": ({"query": Sum(project.amount)}, "金额的单位应为元或万元", "only money, is shown in yuan"),
    "yuan without money": ({"unit": Unit.YUAN}, "金额的单位应为元或万元", "only money, is shown in yuan"),
    "ten thousand yuan of people": (
        {"query": Sum(project.beneficiaries), "unit": Unit.TEN_THOUSAND_YUAN},
        "其他数不可",
        "only money, is shown in yuan",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_contradicts_itself_is_refused(what: str) -> None:
    """A measure whose parts contradict each other cannot be declared; the message names it and says why."""
    parts, zh, en = REFUSED[what]

    with pytest.raises(DeclarationError) as caught:
        declare(**parts)

    assert zh in caught.value.message.zh
    assert en in caught.value.message.en
    if "by" not in parts or "派生" in zh or "分组" in zh:
        assert parts.get("id", "table.name") in caught.value.message.zh


@pytest.mark.parametrize(
    ("by", "dimension"),
    [
        (None, Additive.NOTHING),
        (project.level, Additive.OVER_LEVEL),
        (project.town, Additive.OVER_TOWN),
        (project.funding_source, Additive.OVER_CATEGORY),
        (project.contractor, Additive.OVER_CATEGORY),
    ],
)
def test_measure_knows_what_it_is_broken_down_by(by: Any, dimension: Additive) -> None:
    """A figure is broken down by level, by town, by category, or not at all."""
    assert declare(by=by).dimension is dimension


def test_dimension_of_a_field_that_is_reached_is_that_of_its_value() -> None:
    """A breakdown by the level of another record is one by level."""
    grouped = declare(query=Count(incubation), by=Via(incubation.base, base.level))

    assert grouped.dimension is Additive.OVER_LEVEL


@pytest.mark.parametrize(
    ("derivation", "used"),
    [
        (Total(("a.b", "a.c", "a.d")), ("a.b", "a.c", "a.d")),
        (Difference("a.b", "a.c"), ("a.b", "a.c")),
        (Ratio("a.b", "a.c"), ("a.b", "a.c")),
        (Change("a.b"), ("a.b",)),
        (Growth("a.b"), ("a.b",)),
    ],
)
def test_derivation_names_the_measures_that_it_uses(derivation: Any, used: tuple[str, ...]) -> None:
    """What a figure is derived from is told in the order in which it is used."""
    assert measures_used(derivation) == used


def test_additivity_of_stocks_and_flows() -> None:
    """A stock adds over everything but time, a flow over that too; neither adds over nothing in particular."""
    assert Additive.OVER_PERIOD not in Additive.OVER_GROUPS
    assert Additive.OVER_GROUPS | Additive.OVER_PERIOD is Additive.OVER_ALL
    for over in (Additive.OVER_CATEGORY, Additive.OVER_LEVEL, Additive.OVER_TOWN):
        assert over in Additive.OVER_GROUPS
    assert not Additive.NOTHING


def test_flow_may_add_over_periods() -> None:
    """A measure bounded by the period's first day may be declared to add over periods."""
    flow = declare(query=Count(project, where=during_period(project.contracted_on)), additive=Additive.OVER_ALL)

    assert Additive.OVER_PERIOD in flow.additive


def test_precision_is_a_decimal_number() -> None:
    """The last place that is written may be given as text."""
    assert declare(precision="0.01").precision == Decimal("0.01")
    assert declare().precision == 1


def _module(name: str, **values: Any) -> ModuleType:
    module = ModuleType(f"minzheng_domain.statistics.measures.{name}")
    vars(module).update(values)
    return module


@pytest.mark.parametrize(
    "modules",
    [
        lambda: [_module("table", FIRST=declare(), SECOND=declare(title=Text("乙", "b")))],
        lambda: [_module("other", FIRST=declare())],
    ],
    ids=["one id twice", "in the module of another table"],
)
def test_measures_of_the_library_stand_where_they_belong(
    modules: Callable[[], list[ModuleType]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two measures of one id, or one in a module that is not called like its table, are refused."""
    monkeypatch.setattr(measures, "modules_of", lambda _package: modules())

    with pytest.raises(DeclarationError, match=r"table\.name"):
        builtin_measures.__wrapped__()


def test_measures_are_found_without_a_list() -> None:
    """A measure that stands in a module of its table is found, in the order of declaration; all else there is not."""
    ids = [measure.id for measure in builtin_measures()]

    assert len(ids) == len(set(ids))
    assert [name for name in ids if name.startswith("training.")] == [
        "training.sessions",
        "training.sessions_by_topic",
        "training.attendances",
    ]
    tables = list(dict.fromkeys(name.partition(".")[0] for name in ids))
    assert tables == sorted(tables)
