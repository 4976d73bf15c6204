"""Evaluation: derived figures, the year before, labels by the district's scheme, order, what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from minzheng_domain.codes import code_list
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model.columns import Record, columns
from minzheng_domain.model.header import Header
from minzheng_domain.model.incubation import Incubation, IncubationBase
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Payment, Project
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.model.services import Activity
from minzheng_domain.quantities import Approximation, Unit
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Additive, Change, Difference, Growth, Measure, Ratio, Total
from minzheng_domain.statistics.query import (
    CUTOFF,
    Count,
    CountDistinct,
    OnOrBefore,
    Sum,
    Via,
    during_period,
    one_of,
)
from minzheng_domain.text import Text

organization = columns(Organization)
project = columns(Project)
payment = columns(Payment)
activity = columns(Activity)
incubation = columns(Incubation)
base = columns(IncubationBase)
YEAR = Period.year(2019, cutoff="2019-12-18")


def measure(id_: str, query: Any, **parts: Any) -> Measure:
    """Declare a measure."""
    given = {"title": Text(f"《{id_}》", id_), "unit": Unit.ITEMS, "additive": Additive.NOTHING, "since": "0.1"}
    return Measure(id_, query=query, **{**given, **parts})


def sessions(level: str) -> Measure:
    """Declare the sum of sessions of one level, by topic."""
    return measure(
        f"sessions.{level.lower()}",
        Sum(
            activity.times,
            where=(one_of(activity.level, level), *during_period(activity.held_on)),
            exactness=activity.times_exactness,
        ),
        by=activity.topic,
    )


def held(
    times: int, level: str = "TOWN", exactness: str = "EXACT", topic: str | None = None, on: str = "2019-05-05"
) -> Activity:
    """Return an activity."""
    return Activity(
        id=f"{times} {level} {exactness} {topic} {on}",
        title="活动",
        kind="TRAINING",
        level=level,
        held_on=Period.between(on, on).start,
        times=times,
        times_exactness=exactness,
        topic=topic,
    )


TOWN, DISTRICT = sessions("TOWN"), sessions("DISTRICT")
PARTS = {TOWN.id: TOWN, DISTRICT.id: DISTRICT}


def derived(
    query: Any, *records: Record, period: Period = YEAR, known: dict[str, Measure] | None = None, **parts: Any
) -> Figure:
    """Evaluate a figure derived from the sessions of towns and district."""
    made = measure("derived.figure", query, **parts)
    return evaluate([made], Ledger.of(records), period, known=known or PARTS)[made.id]


BOTH = Difference(TOWN.id, DISTRICT.id)

VALUES: list[tuple[str, Any, dict[str, Any], int | str | None]] = [
    ("the sum", Total((TOWN.id, DISTRICT.id)), {}, 50),
    ("the sum of one", Total((TOWN.id,)), {}, 40),
    ("the difference", Difference(TOWN.id, DISTRICT.id), {}, 30),
    ("the difference, negative", Difference(DISTRICT.id, TOWN.id), {}, -30),
    ("the quotient", Ratio(TOWN.id, DISTRICT.id), {}, 4),
    ("the quotient in per cent", Ratio(DISTRICT.id, TOWN.id), {"unit": Unit.PERCENT}, 25),
    ("the change", Change(TOWN.id), {}, 32),
    ("the growth", Growth(TOWN.id), {"unit": Unit.PERCENT}, 400),
    ("the change from nothing", Change(DISTRICT.id), {}, 10),
    ("the growth from nothing", Growth(DISTRICT.id), {"unit": Unit.PERCENT}, None),
]


@pytest.mark.parametrize(("title", "query", "parts", "value"), VALUES, ids=[title for title, *_ in VALUES])
def test_derived_figures_are_worked_out(title: str, query: Any, parts: dict[str, Any], value: int | None) -> None:
    """A derived figure follows from its parts; where it would be divided by nothing, it has no value."""
    records = (
        held(40),
        held(10, "DISTRICT"),
        held(8, on="2018-12-18"),
        held(99, on="2018-12-19"),
        held(99, on="2019-12-19"),
    )

    found = derived(query, *records, **parts)

    assert found.value == value


def test_quotient_carries_thirty_four_digits() -> None:
    """A quotient that does not end is cut after 34 digits, far beyond what is written."""
    found = derived(Ratio(TOWN.id, DISTRICT.id), held(1), held(3, "DISTRICT"))

    assert found.value == Decimal("0." + "3" * 34)


@pytest.mark.parametrize(
    "query", [Ratio(TOWN.id, DISTRICT.id), Difference("a.ratio", TOWN.id), Ratio(TOWN.id, "a.ratio")]
)
def test_what_has_no_value_gives_none(query: Any) -> None:
    """Where a part has no value, what is derived from it has none either."""
    known = {**PARTS, "a.ratio": measure("a.ratio", Ratio(TOWN.id, DISTRICT.id))}

    assert derived(query, held(1), known=known).value is None


def test_derived_figure_is_grouped_as_its_parts() -> None:
    """The groups of a derived figure follow from those of its parts, in the order of the code list, blanks last.

    Where one part lacks a group, nothing was counted there.
    """
    records = (held(4, topic=None), held(5, topic="FINANCE"), held(1, "DISTRICT", topic="POLICY"), held(2, "DISTRICT"))

    found = derived(BOTH, *records)

    assert list(found.by) == ["POLICY", "FINANCE", ""]
    assert found.by == {"POLICY": -1, "FINANCE": 5, "": 2}
    assert found.part("政策法规").value == -1


def test_group_that_a_quotient_lacks_has_no_value() -> None:
    """A quotient that does not have a group is not nothing there: what is derived from it has no value in the group."""
    ratio = measure("a.ratio", Ratio(TOWN.id, DISTRICT.id))
    records = (held(4, topic="POLICY"), held(2, "DISTRICT", topic="POLICY"))
    later = held(9, on="2018-05-05", topic="FINANCE")

    found = derived(Change("a.ratio"), *records, later, known={**PARTS, ratio.id: ratio})

    assert found.by == {"POLICY": None, "FINANCE": None}


def test_figures_grouped_differently_derive_without_groups() -> None:
    """A figure derived from parts with different groups has a value but no groups, also where these are derived."""
    by_level = measure("sessions.by_level", TOWN.query, by=activity.level)
    known = {
        **PARTS,
        by_level.id: by_level,
        "a.first": measure("a.first", Total((TOWN.id, DISTRICT.id))),
        "a.second": measure("a.second", Total((by_level.id,))),
    }

    direct = derived(Ratio(TOWN.id, by_level.id), held(4, topic="POLICY"), known=known)
    nested = derived(Ratio("a.first", "a.second"), held(4, topic="POLICY"), known=known)

    for found in (direct, nested):
        assert found.value == 1
        assert found.parts == {}


def test_derived_figure_keeps_its_sources() -> None:
    """A derived figure carries the figures it follows from: of a comparison, this year's and last year's."""
    change = derived(Change(TOWN.id), held(40))

    assert [source.period for source in change.sources] == [YEAR, YEAR.previous()]
    assert [source.value for source in change.sources] == [40, 0]


def test_change_of_a_change_goes_back_two_years() -> None:
    """A comparison of comparisons looks at the year before the year before."""
    known = {**PARTS, "a.change": measure("a.change", Change(TOWN.id))}
    records = (held(50), held(30, on="2018-05-05"), held(25, on="2017-05-05"))

    assert derived(Change("a.change"), *records, known=known).value == (50 - 30) - (30 - 25)


# --------------------------------------------------------------------------------------------- approximation


APPROXIMATIONS: list[tuple[Any, str, str, Approximation]] = [
    (Total((TOWN.id, DISTRICT.id)), "CLOSE_TO", "EXACT", Approximation.CLOSE_TO),
    (Total((TOWN.id, DISTRICT.id)), "EXACT", "OVER", Approximation.OVER),
    (Total((TOWN.id, DISTRICT.id)), "OVER", "OVER", Approximation.OVER),
    (Total((TOWN.id, DISTRICT.id)), "OVER", "UNDER", Approximation.ABOUT),
    (Total((TOWN.id, DISTRICT.id)), "EXACT", "EXACT", Approximation.EXACT),
    (BOTH, "CLOSE_TO", "EXACT", Approximation.CLOSE_TO),
    (BOTH, "EXACT", "CLOSE_TO", Approximation.ABOUT),
    (BOTH, "CLOSE_TO", "CLOSE_TO", Approximation.ABOUT),
    (Ratio(TOWN.id, DISTRICT.id), "AT_LEAST", "EXACT", Approximation.AT_LEAST),
    (Ratio(TOWN.id, DISTRICT.id), "EXACT", "AT_LEAST", Approximation.ABOUT),
]


@pytest.mark.parametrize(("query", "first", "second", "meant"), APPROXIMATIONS)
def test_approximation_follows_the_numbers(query: Any, first: str, second: str, meant: Approximation) -> None:
    """A derived number is meant as its only inexact part is, but where that is taken away or divided by: then about."""
    records = (held(100, exactness=first, topic="POLICY"), held(10, "DISTRICT", exactness=second, topic="POLICY"))

    found = derived(query, *records)

    assert found.approximation is meant
    assert found.part("POLICY").approximation is meant


def test_exactness_that_no_list_knows_is_about() -> None:
    """A record whose exactness is no known code makes the sum approximate all the same."""
    found = evaluate([TOWN], Ledger.of([held(3, exactness="大概")]), YEAR)[TOWN.id]

    assert found.approximation is Approximation.ABOUT


# ------------------------------------------------------------------------------------------------ what is refused


def test_circle_is_refused() -> None:
    """Derived measures that refer to each other in a circle are refused, with the way round."""
    known = {"a.one": measure("a.one", Change("a.two")), "a.two": measure("a.two", Total(("a.one",)))}

    with pytest.raises(DeclarationError) as caught:
        evaluate([known["a.one"]], Ledger.of([]), YEAR, known=known)

    assert "a.one → a.two → a.one" in caught.value.message.zh
    assert "refer in a circle: a.one → a.two → a.one" in caught.value.message.en


def test_measure_that_uses_one_twice_is_no_circle() -> None:
    """Two parts may follow from the same figure."""
    known = {
        **PARTS,
        "a.change": measure("a.change", Change(TOWN.id)),
        "a.growth": measure("a.growth", Growth(TOWN.id), unit=Unit.PERCENT),
    }

    assert derived(Ratio("a.change", "a.growth"), held(3), held(2, on="2018-05-05"), known=known).value == Decimal(
        "0.02"
    )


def test_unknown_part_is_refused() -> None:
    """A measure derived from one that is not known names it, and what is like it."""
    with pytest.raises(UnknownNameError) as caught:
        derived(Change("sessions.twon"))

    assert caught.value.name == "sessions.twon"
    assert "sessions.town" in str(caught.value)


NOT_DERIVABLE: dict[str, tuple[Measure, Measure, str, str]] = {
    "a total of distinct counts": (
        measure("a.whole", Total(("a.part",))),
        measure("a.part", CountDistinct(project.contractor)),
        "把不能相加的 a.part 相加",
        "it adds a.part, which does not add",
    ),
    "a total of quotients": (
        measure("a.whole", Total(("a.part",))),
        measure("a.part", Ratio(TOWN.id, DISTRICT.id)),
        "把不能相加的 a.part 相加",
        "it adds a.part, which does not add",
    ),
    "a total of growths": (
        measure("a.whole", Total(("a.part",)), unit=Unit.PERCENT),
        measure("a.part", Growth(TOWN.id), unit=Unit.PERCENT),
        "把不能相加的 a.part 相加",
        "it adds a.part, which does not add",
    ),
    "a total in another unit": (
        measure("a.whole", Total(("a.part",)), unit=Unit.TEN_THOUSAND_YUAN),
        measure("a.part", Sum(project.amount), unit=Unit.YUAN),
        "单位与 a.part 不同",
        "its unit is not that of a.part",
    ),
    "a change in another unit": (
        measure("a.whole", Change("a.part"), unit=Unit.PERCENT),
        measure("a.part", Count(project)),
        "单位与 a.part 不同",
        "its unit is not that of a.part",
    ),
    "a difference that adds over more than its parts": (
        measure("a.whole", Difference("a.part", "a.part"), additive=Additive.OVER_LEVEL | Additive.OVER_TOWN),
        measure("a.part", Count(project), additive=Additive.OVER_LEVEL),
        "a.part 不能相加，它也不能",
        "it cannot add over more than a.part does",
    ),
}


@pytest.mark.parametrize("what", NOT_DERIVABLE)
def test_derivation_without_meaning_is_refused(what: str) -> None:
    """Adding what does not add, or numbers of different units, is refused before anything is evaluated."""
    whole, part, zh, en = NOT_DERIVABLE[what]

    with pytest.raises(DeclarationError) as caught:
        evaluate([whole], Ledger.of([]), YEAR, known={**PARTS, part.id: part})

    assert zh in caught.value.message.zh
    assert en in caught.value.message.en
    assert "a.whole" in caught.value.message.zh


# ------------------------------------------------------------------------------------------ order, labels, known


def test_figures_come_in_the_order_asked() -> None:
    """Figures stand in the order in which their measures were given, whatever is worked out first."""
    asked = [
        measure("z.growth", Growth(TOWN.id), unit=Unit.PERCENT),
        TOWN,
        measure("a.sum", Total(tuple(PARTS))),
        DISTRICT,
    ]

    assert list(evaluate(asked, Ledger.of([]), YEAR, known=PARTS)) == ["z.growth", TOWN.id, "a.sum", DISTRICT.id]


def test_given_measures_know_each_other() -> None:
    """Without others to know, measures may be derived from those that are given."""
    asked = [measure("a.sum", Total(tuple(PARTS))), TOWN, DISTRICT]

    assert evaluate(asked, Ledger.of([held(3)]), YEAR)["a.sum"].value == 3


def test_measures_of_one_ledger_are_evaluated_from_an_iterator() -> None:
    """Measures may be given as any iterable, also one that is run through once."""
    assert evaluate(iter([TOWN]), Ledger.of([held(3)]), YEAR)[TOWN.id].value == 3


def test_groups_stand_as_the_code_list() -> None:
    """Groups stand in the order of the code list; unknown codes follow by name, the blank ones last."""
    by_level = measure("a.levels", Count(activity), by=activity.level)
    levels = ["ZONE", "TOWN", "", "AREA", "CITY", "DISTRICT"]

    found = evaluate([by_level], Ledger.of([held(n, level) for n, level in enumerate(levels)]), YEAR)["a.levels"]

    assert list(found.by) == ["CITY", "DISTRICT", "TOWN", "AREA", "ZONE", ""]
    assert [part.label.zh for part in found.parts.values()] == ["市级", "区级", "街镇级", "AREA", "ZONE", "未注明"]


def test_groups_of_records_stand_as_those_do() -> None:
    """Groups by reference stand in the order of the records referred to and bear their names; dangling ones follow."""
    towns = [ReportingUnit(id=id_, name=f"{id_}镇", kind="TOWN") for id_ in ("丙", "甲", "乙")]
    by_town = measure("a.towns", Count(project), by=project.town)
    projects = [
        Project(id=str(number), title="项目", level="TOWN", status="SIGNED", town=town)
        for number, town in enumerate(["查无", "乙", "甲", None, "丙"])
    ]

    found = evaluate([by_town], Ledger.of([*towns, *projects]), YEAR)["a.towns"]

    assert [(code, part.label.zh) for code, part in found.parts.items()] == [
        ("丙", "丙镇"),
        ("甲", "甲镇"),
        ("乙", "乙镇"),
        ("查无", "查无"),
        ("", "未注明"),
    ]


def test_groups_by_a_record_without_name_bear_its_id() -> None:
    """A group by reference to a record that has no name is called by its id."""
    by_project = measure("a.paid", Count(payment), by=payment.project)
    record = Payment(id="1", project="P-1", tranche=1, amount=Decimal(1))
    titled = Project(id="P-1", title="项目", level="TOWN", status="SIGNED")

    found = evaluate([by_project], Ledger.of([record, titled]), YEAR)["a.paid"]

    assert found.part("P-1").label == Text("P-1", "P-1")


@pytest.mark.parametrize("scheme", ["community-category-shanghai", "community-category-four-type", None])
def test_labels_are_those_of_the_districts_scheme(scheme: str | None) -> None:
    """A code is called as the scheme that the district has chosen calls it; by itself where none is chosen."""
    category = organization.community_category
    by_category = measure("a.groups", Count(organization, where=(one_of(category, "CHARITY"),)), by=category)
    record = Organization(id="1", name="甲", type="FOUNDATION", status="REGISTERED", community_category="CHARITY")
    ledger = Ledger.of([record], header=Header(title="t", schemes={"community-category": scheme} if scheme else {}))
    known = code_list(scheme).get("CHARITY") if scheme else None
    label = known.label if known else Text("CHARITY", "CHARITY")

    found = evaluate([by_category], ledger, YEAR)["a.groups"]

    assert found.part("CHARITY").label == label
    assert f"“{label.zh}”" in found.definition.zh
    assert f"'{label.en}'" in found.definition.en


def test_definition_names_titles_and_days() -> None:
    """The definition of a figure names the days of its period, that of a derived one the titles of its parts."""
    stock = measure("a.stock", Count(project, where=(OnOrBefore(project.contracted_on, CUTOFF),)))
    growth = measure("a.growth", Growth("a.stock"), unit=Unit.PERCENT)

    found = evaluate([stock, growth], Ledger.of([]), YEAR)

    assert "不晚于数据截止日（2019年12月18日）" in found["a.stock"].definition.zh
    assert found["a.growth"].definition.zh == "“《a.stock》”与上年同期相比的增长率"
    assert "数据截止日（2018年12月18日）" in found["a.growth"].sources[1].definition.zh


def test_group_over_a_reference_that_dangles_is_not_stated() -> None:
    """Records whose reference leads nowhere are in the group not stated, when grouped by what it leads to."""
    bases = [IncubationBase(id="园", name="园", kind="INCUBATOR", level="TOWN", status="OPERATING")]
    stays = [Incubation(id=base_id, base=base_id, status="ADMITTED") for base_id in ("园", "查无此园")]
    by_level = measure("a.levels", Count(incubation), by=Via(incubation.base, base.level))

    found = evaluate([by_level], Ledger.of([*bases, *stays]), YEAR)["a.levels"]

    assert found.by == {"TOWN": 1, "": 1}
    assert [record.id for record in found.records("未注明")] == ["查无此园"]


def test_two_measures_of_one_id_are_refused() -> None:
    """Two different measures with one id cannot be evaluated together; the same one twice is one."""
    first, second = measure("a.b", Count(organization)), measure("a.b", Count(project))

    with pytest.raises(DeclarationError, match=r"a\.b"):
        evaluate([first, second], Ledger.of([]), YEAR)
    assert list(evaluate([first, first], Ledger.of([]), YEAR)) == ["a.b"]
