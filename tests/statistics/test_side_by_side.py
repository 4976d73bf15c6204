"""Side by side: a total only where it counts nothing twice, and otherwise the reason why there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain import (
    Additive,
    Approximation,
    Catalogue,
    Figure,
    Ledger,
    Measure,
    NotAdditiveError,
    Period,
    Text,
    Unit,
    columns,
)
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.model.services import Activity
from minzheng_domain.statistics.query import Count
from minzheng_domain.statistics.side_by_side import SideBySide, added, side_by_side, why_not_added
from minzheng_domain.testing.strategies import ledgers, periods

CATALOGUE = Catalogue.builtin()
YEAR = Period.year(2019)


def figures_of(name: str, *ledgers_: list[Any], period: Period = YEAR) -> list[Figure]:
    """Evaluate a measure on the records of several ledgers."""
    return [CATALOGUE.evaluate(name, Ledger.of(records), period) for records in ledgers_]


def a_project(id_: str, amount: int = 100000, level: str = "DISTRICT", **more: Any) -> Project:
    """Return a project of the year."""
    day = date(2019, 5, 5)
    given_: dict[str, Any] = {"title": id_, "status": "SIGNED", "contracted_on": day, "amount": Decimal(amount)}
    return Project(id=id_, level=level, **{**given_, **more})


def a_training(id_: str, times: int, exactness: str = "EXACT") -> Activity:
    """Return a training of the year."""
    day = date(2019, 5, 5)
    return Activity(
        id=id_, title=id_, kind="TRAINING", level="TOWN", held_on=day, times=times, times_exactness=exactness
    )


def test_a_total_is_a_figure_with_groups_and_records():
    """The total of towns is the sum of their values and groups, and stands on the records of all of them."""
    row = SideBySide.of(
        figures_of(
            "projects.funding",
            [a_project("1", 100000), a_project("2", 50000, "CITY")],
            [a_project("1", 70000, title="另一项目")],
        )
    )

    assert row.total is not None
    assert row.total.value == 22
    assert row.reason is None
    assert row.total.by == {"CITY": 5, "DISTRICT": 17}
    assert [record.id for record in row.total.records()] == ["1", "2", "1"]
    assert [record.amount for record in row.total.records() if isinstance(record, Project)] == [100000, 50000, 70000]
    assert [record.id for record in row.total.records("CITY")] == ["2"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("projects.contractors", "去重计数"),
        ("projects.average_funding", "比率和增减不能相加"),
        ("projects.contracted_change", "比率和增减不能相加"),
        ("projects.funding_growth", "比率和增减不能相加"),
    ],
)
def test_what_does_not_add_has_no_total_and_a_reason(name, reason):
    """Distinct counts, quotients and changes do not add over towns."""
    row = SideBySide.of(figures_of(name, [a_project("1")], [a_project("2")]))

    assert row.total is None
    assert row.reason is not None
    assert reason in row.reason.zh


def test_a_measure_that_is_not_said_to_add_has_no_total():
    """Whatever a measure does not say that it adds over is not added."""
    project = columns(Project)
    measure = Measure(
        "a.b",
        title=Text("项目", "projects"),
        unit=Unit.PROJECTS,
        query=Count(project),
        additive=Additive.OVER_LEVEL,
        since="0.1",
    )

    assert why_not_added(measure) == Text("该指标不按街镇、区相加", "the measure does not add over towns or districts")


def test_a_record_in_two_ledgers_would_count_twice():
    """Where an equal record, or an organization of one code, counts in two ledgers, there is no total."""
    organization = Organization(
        id="1", name="示范社", type="SERVICE_AGENCY", status="REGISTERED", uscc="X", registered_on=date(2019, 1, 1)
    )
    known_otherwise = organization.evolve(id="7", staff=3)
    for records in ([organization], [known_otherwise]):
        row = SideBySide.of(figures_of("organizations.registered", [organization], records))
        assert row.total is None
        assert row.reason is not None
        assert "请先汇总" in row.reason.zh
    without_code = organization.evolve(uscc=None, id="2")
    assert SideBySide.of(figures_of("organizations.registered", [organization], [without_code])).total is not None


def test_a_total_of_approximate_numbers_is_approximate():
    """近100 and 80 are 近180, near in two ways is 约."""
    close = figures_of("training.sessions", [a_training("1", 100, "CLOSE_TO")], [a_training("2", 80)])
    mixed = figures_of("training.sessions", [a_training("1", 100, "CLOSE_TO")], [a_training("2", 80, "OVER")])

    assert added(close).value == 180
    assert added(close).approximation is Approximation.CLOSE_TO
    assert added(mixed).approximation is added(mixed).parts["TOWN"].approximation is Approximation.ABOUT


def test_a_figure_without_a_value_has_no_total():
    """Where one of the towns has no value, the others' sum would not be the total."""
    first, second = figures_of("projects.funding", [a_project("1")], [a_project("2")])
    row = SideBySide.of([first, attrs.evolve(second, value=None)])

    assert row.total is None
    assert row.reason is not None
    assert row.reason.zh == "有的单位没有数值"
    part = attrs.evolve(second.parts["DISTRICT"], value=None)
    assert added([first, attrs.evolve(second, parts={"DISTRICT": part})]).by == {"DISTRICT": None}


def test_what_is_not_one_measure_and_period_does_not_add():
    """Another measure, another period or nothing at all is refused."""
    (first,) = figures_of("projects.funding", [a_project("1")])
    (other,) = figures_of("projects.contracted", [a_project("1")])
    (earlier,) = figures_of("projects.funding", [a_project("1")], period=YEAR.previous())

    for figures in ([], [first, other], [first, earlier]):
        with pytest.raises(NotAdditiveError):
            added(figures)
    with pytest.raises(NotAdditiveError):
        SideBySide.of([])


def test_side_by_side_has_every_figure():
    """The rows are the figures of the first ledger, in their order; of no ledger there are none."""
    figures = CATALOGUE.figures(Ledger.of([a_project("1")]), YEAR)

    assert [row.measure.id for row in side_by_side([figures, figures])] == list(figures)
    assert side_by_side([]) == ()


@given(st.lists(ledgers(["projects", "activities"]), min_size=1, max_size=3), periods())
def test_a_total_is_the_sum(drawn, period):
    """A total is there only for a measure that adds over towns, and is the sum of the values and of each group."""
    for row in side_by_side([CATALOGUE.figures(ledger, period) for ledger in drawn]):
        assert (row.total is None) is (row.reason is not None)
        if row.total is None:
            continue
        assert Additive.OVER_TOWN in row.measure.additive
        assert why_not_added(row.measure) is None
        assert row.total.value == sum(figure.value or 0 for figure in row.figures)
        for code, value in row.total.by.items():
            assert value == sum(figure.by.get(code) or 0 for figure in row.figures)
