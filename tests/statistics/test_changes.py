"""Changes: a figure against that of the year before, with groups, approximations, shares and nothing to grow from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from minzheng_domain import Approximation, Catalogue, DeclarationError, Figure, Header, Ledger, Period, Record, Unit
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.model.services import Activity
from minzheng_domain.model.standing import AnnualInspection
from minzheng_domain.statistics.changes import YearOnYear, change_of, compares, growth_of, year_on_year
from minzheng_domain.statistics.deriving import in_one_order
from minzheng_domain.testing.strategies import ledgers, periods

CATALOGUE = Catalogue.builtin()
YEAR = Period.year(2019, cutoff="2019-12-18")


def compared(name: str, *records: Record) -> YearOnYear:
    """Compare a figure of a few records with the year before."""
    header = Header(title="台账", schemes={"community-category": "community-category-national"})
    ledger = Ledger.of(records, header=header)
    now, before = (CATALOGUE.evaluate(name, ledger, period) for period in (YEAR, YEAR.previous()))
    return YearOnYear.of(now, before)


def values(*figures: Figure) -> list[Any]:
    """Return the numbers of some figures."""
    return [figure.value for figure in figures]


def a_project(id_: str, on: date, amount: int = 100000, level: str = "DISTRICT") -> Project:
    """Return a project."""
    return Project(id=id_, title=id_, level=level, status="SIGNED", contracted_on=on, amount=Decimal(amount))


def a_training(id_: str, on: date, times: int, exactness: str = "EXACT") -> Activity:
    """Return a training."""
    return Activity(
        id=id_, title=id_, kind="TRAINING", level="TOWN", held_on=on, times=times, times_exactness=exactness
    )


def an_inspection(id_: str, on: date, conclusion: str) -> AnnualInspection:
    """Return an inspection."""
    return AnnualInspection(id=id_, organization="1", year=on.year - 1, conclusion=conclusion, concluded_on=on)


def test_money_changes_in_its_unit_and_grows_in_per_cent():
    """The change is in 万元 with its precision, the growth in per cent with one place; both stand on both years."""
    projects = a_project("1", date(2019, 5, 5), 250000), a_project("2", date(2018, 5, 5), 200000)
    one = compared("projects.funding", *projects)

    assert one.growth is not None
    assert values(one.now, one.before, one.change, one.growth) == [25, 20, 5, 25]
    assert (one.change.measure.unit, one.growth.measure.unit) == (Unit.TEN_THOUSAND_YUAN, Unit.PERCENT)
    assert one.change.measure.title.zh == "公益项目资金同比增减"
    assert "上年同期" in one.growth.definition.zh
    assert [record.id for record in one.change.records()] == ["1", "2"]


def test_a_stock_is_compared_with_the_stock_of_the_same_day():
    """What came after the same day of the year before does not count as having stood there."""
    days = [date(2018, 12, 18), date(2018, 12, 19), date(2019, 12, 18), date(2019, 12, 19)]
    organizations = [
        Organization(
            id=str(number),
            name=str(number),
            type="SERVICE_AGENCY",
            status="REGISTERED",
            registered_on=day,
            community_tier="REGISTERED",
            community_category="SERVICE",
        )
        for number, day in enumerate(days)
    ]
    one = compared("community.registered", *organizations)

    assert values(one.before, one.now, one.change) == [1, 3, 2]


def test_growth_on_nothing_has_no_value():
    """Where nothing was counted the year before, there is a change and no growth."""
    one = compared("projects.contracted", a_project("1", date(2019, 5, 5)))

    assert one.growth is not None
    assert values(one.change, one.growth) == [1, None]


def test_a_share_changes_in_percentage_points():
    """From 50% to 100% is 50 percentage points, and no growth."""
    one = compared(
        "standing.qualified_share",
        an_inspection("1", date(2019, 6, 1), "QUALIFIED"),
        an_inspection("2", date(2018, 6, 1), "QUALIFIED"),
        an_inspection("3", date(2018, 6, 1), "UNQUALIFIED"),
    )

    assert values(one.change) == [50]
    assert one.change.measure.unit is Unit.PERCENTAGE_POINTS
    assert one.growth is None


def test_a_share_of_nothing_has_no_change():
    """Where one of the years has no value, the change has none."""
    one = compared("standing.qualified_share", an_inspection("1", date(2019, 6, 1), "QUALIFIED"))

    assert values(one.now, one.before, one.change) == [100, None, None]


@pytest.mark.parametrize(
    ("now", "before", "meant"),
    [
        ("EXACT", "EXACT", Approximation.EXACT),
        ("CLOSE_TO", "EXACT", Approximation.CLOSE_TO),
        ("EXACT", "CLOSE_TO", Approximation.ABOUT),
        ("OVER", "OVER", Approximation.ABOUT),
    ],
)
def test_a_change_of_approximate_numbers_is_approximate(now, before, meant):
    """近100 less 80 is 近20; 100 less 近80 is 约20: what is taken away turns the bound around."""
    trainings = [a_training("1", date(2019, 5, 5), 100, now), a_training("2", date(2018, 5, 5), 80, before)]
    one = compared("training.sessions", *trainings)

    assert one.growth is not None
    assert {one.change.approximation, one.growth.approximation} == {meant}
    assert one.change.parts["TOWN"].approximation is meant


def test_groups_of_both_years_are_compared():
    """A group that only one year has was nothing in the other; both figures have it then."""
    one = compared(
        "projects.contracted",
        a_project("1", date(2019, 5, 5), level="TOWN"),
        a_project("2", date(2018, 5, 5), level="CITY"),
    )

    assert one.change.by == {"CITY": -1, "TOWN": 1}
    assert one.now.by == {"CITY": 0, "TOWN": 1}
    assert one.before.by == {"CITY": 1, "TOWN": 0}
    assert one.now.part("CITY").label.zh == "市级"
    assert one.now.records("CITY") == ()


def test_only_the_same_measure_of_the_year_before_is_compared():
    """Another measure or another period is refused; so is the figure itself."""
    ledger = Ledger.of([])
    figures = CATALOGUE.figures(ledger, YEAR)
    before = CATALOGUE.figures(ledger, YEAR.previous())

    figure = figures["projects.contracted"]
    for other in (before["projects.funding"], figure):
        with pytest.raises(DeclarationError, match="上年同期"):
            change_of(figure, other)
        with pytest.raises(DeclarationError, match="上年同期"):
            growth_of(figure, other)


def test_comparisons_are_not_compared_again():
    """The measures that are changes themselves are left out, and so is what the year before lacks."""
    figures = CATALOGUE.figures(Ledger.of([]), YEAR)
    before = dict(CATALOGUE.figures(Ledger.of([]), YEAR.previous()))
    del before["projects.funding"]
    names = [one.now.id for one in year_on_year(figures.values(), before)]

    assert names == [n for n, f in figures.items() if not compares(f.measure) and n != "projects.funding"]
    assert "projects.contracted_change" not in names


@given(ledgers(["organizations", "projects", "activities", "annual_inspections"]), periods())
def test_the_change_is_what_the_measures_of_change_say(ledger, period):
    """A figure's change is now less before, group by group, and equal to that of a declared measure of change."""
    figures, before = CATALOGUE.figures(ledger, period), CATALOGUE.figures(ledger, period.previous())

    for one in year_on_year(figures.values(), before):
        if one.now.value is not None and one.before.value is not None:
            assert one.change.value == one.now.value - one.before.value
        assert list(one.now.by) == list(one.before.by) == list(one.change.by)
    declared = figures["projects.contracted_change"]
    found = change_of(figures["projects.contracted"], before["projects.contracted"])
    assert (found.value, found.by) == (declared.value, declared.by)


def test_lists_in_one_order():
    """What the first list lacks stands behind what it stands behind in its own."""
    assert in_one_order([["a", "c", ""], ["a", "b", "c"], ["z", "c"]]) == ["a", "b", "z", "c", ""]
    assert in_one_order([["a"], ["b"]]) == ["a", "b"]
    assert in_one_order([[], ["a"]]) == ["a"]
