"""Figures: their numbers, groups and records, and what adds and what does not."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from typing import Any

import pytest

from minzheng_domain.errors import NotAdditiveError, UnknownNameError
from minzheng_domain.model.columns import Record, columns
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure, add
from minzheng_domain.statistics.measure import Additive, Measure, Total
from minzheng_domain.statistics.query import Count, CountDistinct, Sum, during_period, stands
from minzheng_domain.text import Text

project = columns(Project)
organization = columns(Organization)
YEAR = Period.year(2019)


def measure(query: Any, **parts: Any) -> Measure:
    """Declare a measure."""
    given = {
        "title": Text("公益项目", "projects"),
        "unit": Unit.PROJECTS,
        "additive": Additive.OVER_ALL,
        "since": "0.1",
    }
    return Measure("table.name", query=query, **{**given, **parts})


def figure(given: Measure, *records: Record, period: Period = YEAR, schemes: dict[str, str] | None = None) -> Figure:
    """Evaluate a measure over a few records."""
    ledger = Ledger.of(records, header=Header(title="ledger", schemes=schemes or {}))
    return evaluate([given], ledger, period)[given.id]


def a_project(id_: str, level: str = "DISTRICT", on: str = "2019-05-05", **more: Any) -> Project:
    """Return a project that is contracted on a day."""
    day = Period.between(on, on).start
    return Project(id=id_, title=id_, level=level, status="SIGNED", contracted_on=day, **more)


CONTRACTED = measure(Count(project, where=during_period(project.contracted_on)), by=project.level)
THREE = (a_project("1", "DISTRICT"), a_project("2", "CITY"), a_project("3", "DISTRICT"))


def test_figure_has_value_and_groups() -> None:
    """A figure tells its value and each group's number by code, in the order of the code list."""
    found = figure(CONTRACTED, *THREE)

    assert found.id == "table.name"
    assert found.value == 3
    assert list(found.by) == ["CITY", "DISTRICT"]
    assert found.by == {"CITY": 1, "DISTRICT": 2}


@pytest.mark.parametrize("name", ["DISTRICT", "区级", "district"])
def test_group_is_found_by_code_and_by_label(name: str) -> None:
    """A group answers to its code and to its label in either language: code, part and records are the same."""
    found = figure(CONTRACTED, *THREE)

    assert found.code(name) == "DISTRICT"
    assert found.part(name).value == 2
    assert found.part(name).label == Text("区级", "district")
    assert [record.id for record in found.records(name)] == ["1", "3"]


@pytest.mark.parametrize("ask", ["part", "records", "code"])
def test_unknown_group_is_refused(ask: str) -> None:
    """A group that the figure does not have is refused with the measure and the groups that there are."""
    found = figure(CONTRACTED, *THREE)

    with pytest.raises(UnknownNameError) as caught:
        getattr(found, ask)("TOWN")

    assert caught.value.known == ("区级", "市级")
    assert "“公益项目”的分组" in caught.value.message.zh
    assert "group of 'table.name'" in caught.value.message.en


def test_code_goes_before_a_label_that_reads_the_same() -> None:
    """Where a town is called like another town's id, the id is meant."""
    towns = (ReportingUnit(id="甲", name="乙", kind="TOWN"), ReportingUnit(id="乙", name="丙", kind="TOWN"))
    by_town = measure(CONTRACTED.query, by=project.town)

    found = figure(by_town, *towns, a_project("1", town="甲"), a_project("2", town="乙"), a_project("3", town="乙"))

    assert found.part("乙").value == 2
    assert found.part("丙").value == 2


def test_records_stand_in_the_order_of_the_ledger() -> None:
    """All records of a figure come in the order of the ledger, not group by group."""
    found = figure(CONTRACTED, *THREE)

    assert [record.id for record in found.records()] == ["1", "2", "3"]


def test_records_with_nothing_to_add_are_not_stood_on() -> None:
    """A sum does not stand on a record without amount, nor a distinct count on one without the value."""
    funded, poor = a_project("1", amount=Decimal(5), contractor="甲"), a_project("2")
    where = during_period(project.contracted_on)

    total = figure(measure(Sum(project.amount, where=where), unit=Unit.YUAN), funded, poor)
    distinct = figure(measure(CountDistinct(project.contractor, where=where), additive=Additive.NOTHING), funded, poor)

    assert total.records() == distinct.records() == (funded,)


def test_group_of_what_is_not_stated_has_records_too() -> None:
    """Records whose grouping field is empty are a group called not stated, the last one."""
    by_field = measure(CONTRACTED.query, by=project.field)

    found = figure(by_field, a_project("1"), a_project("2", field="OTHER"), a_project("3", field=""))

    assert list(found.by) == ["OTHER", ""]
    assert found.part("未注明") == found.part("not stated") == found.part("")
    assert [record.id for record in found.records("未注明")] == ["1", "3"]


def test_figure_made_by_hand_stands_on_nothing() -> None:
    """A figure that no ledger gave has no records."""
    found = Figure(measure=CONTRACTED, period=YEAR, value=Decimal(3), definition=Text("甲", "a"))

    assert found.records() == ()
    assert found.by == {}


def test_figures_are_equal_when_they_say_the_same() -> None:
    """Figures are compared by what they say, not by how their records are looked up."""
    assert figure(CONTRACTED, *THREE) == figure(CONTRACTED, *THREE)
    assert figure(CONTRACTED, *THREE) != figure(CONTRACTED, *THREE[:2])


def test_cutoff_of_the_period_decides() -> None:
    """What happened after the cut-off day is not counted, though the period goes on."""
    late = a_project("4", on="2019-12-19")

    assert figure(CONTRACTED, *THREE, late, period=Period.year(2019, cutoff="2019-12-18")).value == 3
    assert figure(CONTRACTED, *THREE, late, period=Period.year(2019)).value == 4


def test_written_value_is_rounded_half_up() -> None:
    """The value as written has the measure's last place, rounded half up; the value itself stays exact."""
    funding = measure(
        Sum(project.amount, where=during_period(project.contracted_on)), unit=Unit.TEN_THOUSAND_YUAN, precision="0.01"
    )

    found = figure(funding, a_project("1", amount=Decimal("7656650.00")))

    assert found.value == Decimal("765.665")
    assert found.written == Decimal("765.67")
    assert str(found.written) == "765.67"


def test_without_a_value_nothing_is_written() -> None:
    """A figure without a value has none to write."""
    assert Figure(measure=CONTRACTED, period=YEAR, value=None, definition=Text("甲", "a")).written is None


# ------------------------------------------------------------------------------------------------- adding groups


def test_groups_add_where_the_measure_says_so() -> None:
    """Groups of a measure that adds over them add, by code or by label, each once."""
    found = figure(CONTRACTED, *THREE)

    assert found.total(["CITY", "DISTRICT"]) == 3
    assert found.total(["市级", "CITY", "city"]) == 1
    assert found.total([]) == 0


def test_group_without_value_adds_nothing() -> None:
    """A group without a value adds nothing to a total."""
    found = figure(CONTRACTED, *THREE)
    part = found.parts["CITY"]
    hollow = Figure(
        measure=CONTRACTED,
        period=YEAR,
        value=None,
        parts={"CITY": type(part)(label=part.label, value=None), "DISTRICT": found.parts["DISTRICT"]},
        definition=found.definition,
    )

    assert hollow.total(["CITY", "DISTRICT"]) == 2


def test_total_names_an_unknown_group() -> None:
    """A group that is not there cannot be added."""
    with pytest.raises(UnknownNameError):
        figure(CONTRACTED, *THREE).total(["CITY", "VILLAGE"])


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (measure(CountDistinct(project.contractor), by=project.level, additive=Additive.NOTHING), "distinct counts"),
        (measure(Count(project), by=project.level, additive=Additive.OVER_CATEGORY), "over categories only"),
        (measure(Count(project), by=project.town, additive=Additive.OVER_LEVEL), "over levels only"),
        (measure(Count(project), additive=Additive.OVER_GROUPS), "no groups"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_groups_that_do_not_add_are_an_error(given: Measure, title: str) -> None:
    """Groups that a measure does not add over are no number but an error that names the measure."""
    with pytest.raises(NotAdditiveError) as caught:
        figure(given, *THREE).total([])

    assert "指标 table.name（公益项目）不能按各分组相加" in caught.value.message.zh
    assert "measure table.name (projects) does not add over its groups" in caught.value.message.en


# ------------------------------------------------------------------------------------------ adding periods, towns


def half(number: int) -> Period:
    """Return a half of the year."""
    return Period.between("2019-01-01", "2019-06-30") if number == 1 else Period.between("2019-07-01", "2019-12-31")


def test_flows_of_periods_that_follow_each_other_add() -> None:
    """What happened in two halves of a year adds up to the year, in whatever order."""
    projects = (*THREE, a_project("4", on="2019-06-30"), a_project("5", on="2019-07-01"))
    first, second = (figure(CONTRACTED, *projects, period=half(number)) for number in (1, 2))

    assert add([second, first], over=Additive.OVER_PERIOD) == figure(CONTRACTED, *projects).value


def test_nothing_adds_up_to_nothing() -> None:
    """The sum of no figures is nothing."""
    assert add([], over=Additive.OVER_TOWN) == 0


def test_towns_that_report_apart_add() -> None:
    """Figures of one measure and one period out of two ledgers add over towns, exactly, in any decimal context."""
    funding = measure(
        Sum(project.amount, where=during_period(project.contracted_on)), unit=Unit.YUAN, additive=Additive.OVER_GROUPS
    )
    one = figure(funding, a_project("1", amount=Decimal("1000000000.01")))
    other = figure(funding, a_project("1", amount=Decimal("0.02")))

    with localcontext(Context(prec=3)):
        total = add([one, other], over=Additive.OVER_TOWN)

    assert total == Decimal("1000000000.03")


def test_groups_add_exactly_in_any_decimal_context() -> None:
    """Adding groups loses no cent, however few digits the calling thread computes with."""
    funding = measure(Sum(project.amount), unit=Unit.YUAN, by=project.level, additive=Additive.OVER_GROUPS)
    found = figure(funding, a_project("1", "CITY", amount=Decimal("1000.01")), a_project("2", amount=Decimal("0.02")))

    with localcontext(Context(prec=3)):
        total = found.total(["CITY", "DISTRICT"])

    assert total == Decimal("1000.03")


STOCK = measure(
    Count(organization, where=stands(organization.registered_on, organization.removed_on)),
    unit=Unit.ORGANIZATIONS,
    additive=Additive.OVER_GROUPS,
)
DISTINCT = measure(CountDistinct(project.contractor), additive=Additive.NOTHING)


def _without_value() -> Figure:
    return Figure(measure=CONTRACTED, period=half(2), value=None, definition=Text("甲", "a"))


NOT_ADDITIVE: dict[str, tuple[Any, Additive, str, str]] = {
    "figures of two measures": (
        lambda: [figure(CONTRACTED), figure(STOCK)],
        Additive.OVER_TOWN,
        "不同指标的数不能相加",
        "figures of different measures do not add",
    ),
    "stocks of two days": (
        lambda: [figure(STOCK, period=half(1)), figure(STOCK, period=half(2))],
        Additive.OVER_PERIOD,
        "不能按此维度相加",
        "does not add over this",
    ),
    "stocks of two days as if of two towns": (
        lambda: [figure(STOCK, period=half(1)), figure(STOCK, period=half(2))],
        Additive.OVER_TOWN,
        "不同报告期的数不能这样相加",
        "figures of different periods do not add over anything else",
    ),
    "distinct counts": (lambda: [figure(DISTINCT)], Additive.OVER_TOWN, "不能按此维度相加", "does not add over this"),
    "distinct counts over nothing": (lambda: [figure(DISTINCT)], Additive.NOTHING, "不能按此维度相加", "does not add"),
    "counts over nothing": (lambda: [figure(CONTRACTED)], Additive.NOTHING, "不能按此维度相加", "does not add"),
    "one period twice": (
        lambda: [figure(CONTRACTED, period=half(1)), figure(CONTRACTED, period=half(1))],
        Additive.OVER_PERIOD,
        "报告期重叠",
        "the periods overlap",
    ),
    "periods that overlap by a day": (
        lambda: [
            figure(CONTRACTED, period=Period.between("2019-01-01", "2019-07-01")),
            figure(CONTRACTED, period=half(2)),
        ],
        Additive.OVER_PERIOD,
        "报告期重叠",
        "the periods overlap",
    ),
    "a year and its half, over everything": (
        lambda: [figure(CONTRACTED), figure(CONTRACTED, period=half(2))],
        Additive.OVER_ALL,
        "报告期重叠",
        "the periods overlap",
    ),
    "a figure without value": (
        lambda: [figure(CONTRACTED, period=half(1)), _without_value()],
        Additive.OVER_PERIOD,
        "“公益项目”有的没有数值",
        "'table.name' lacks a value",
    ),
}


@pytest.mark.parametrize("what", NOT_ADDITIVE)
def test_figures_that_do_not_add_are_an_error(what: str) -> None:
    """What would count something twice, or add days to each other, is an error and no number."""
    figures, over, zh, en = NOT_ADDITIVE[what]

    with pytest.raises(NotAdditiveError) as caught:
        add(figures(), over=over)

    assert zh in caught.value.message.zh
    assert en in caught.value.message.en


def test_periods_add_up_to_their_cutoff_only() -> None:
    """Two periods that overlap only after the cut-off day of the first count nothing twice."""
    signed_early = Period.between("2019-01-01", "2019-06-30", cutoff="2019-05-31")
    rest = Period.between("2019-06-01", "2019-12-31")

    figures = [figure(CONTRACTED, *THREE, period=signed_early), figure(CONTRACTED, *THREE, period=rest)]

    assert add(figures, over=Additive.OVER_PERIOD) == 3


def test_records_of_a_derived_figure_are_those_of_its_parts() -> None:
    """A derived figure stands on the records of all its parts, each once; a group of it on those of that group."""
    all_, city = CONTRACTED, measure(Count(project), by=project.level, additive=Additive.NOTHING)
    parts = {"a.all": _renamed("a.all", all_), "a.city": _renamed("a.city", city)}
    total = Measure(
        "a.total",
        title=Text("计", "t"),
        unit=Unit.PROJECTS,
        query=Total(tuple(parts)),
        additive=Additive.NOTHING,
        since="0.1",
    )

    found = evaluate([total], Ledger.of(THREE), YEAR, known=parts)["a.total"]

    assert found.value == 6
    assert [record.id for record in found.records()] == ["1", "2", "3"]
    assert [record.id for record in found.records("区级")] == ["1", "3"]
    with pytest.raises(UnknownNameError):
        found.records("TOWN")


def _renamed(name: str, given: Measure) -> Measure:
    return Measure(
        name, title=given.title, unit=given.unit, query=given.query, by=given.by, additive=given.additive, since="0.1"
    )
