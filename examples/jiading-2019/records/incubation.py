"""Incubation (孵化): parks and bases from plan to operation, and what entered and left them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from minzheng_domain.model.incubation import Incubation, IncubationBase
from records import community
from records.invented import days_after, on, working_day
from records.others import agency_id
from records.towns import TOWNS

PARK, INCUBATOR = "PRACTICE_PARK", "INCUBATOR"
_STEPS = ("planned_on", "construction_started_on", "accepted_on", "operating_from", "closed_on")
_NAMES = {PARK: "示例公益实践园", INCUBATOR: "示例社会组织孵化基地"}

BASES = (
    ("DISTRICT", None, PARK, "OPERATING", ("2014-02-20", "2014-05-15", "2015-03-19", "2015-04-16")),
    ("TOWN", "zhenxin", PARK, "OPERATING", ("2017-03-09", "2017-06-15", "2018-04-19", "2018-05-24")),
    ("TOWN", "anting", PARK, "OPERATING", ("2016-03-17", "2016-07-14", "2017-05-18", "2017-06-22")),
    # The two that were accepted and put into operation in the year.
    ("TOWN", "nanxiang", PARK, "OPERATING", ("2018-03-15", "2018-08-16", "2019-05-16", "2019-06-20")),
    ("TOWN", "malu", PARK, "OPERATING", ("2018-04-12", "2018-10-18", "2019-09-12", "2019-10-10")),
    # Accepted in the year, in operation only after the cut-off day; in trial operation by then, accepted after it.
    ("TOWN", "jiangqiao", PARK, "OPERATING", ("2018-09-13", "2019-02-21", "2019-11-28", "2020-01-06")),
    ("TOWN", "waigang", PARK, "OPERATING", ("2018-11-15", "2019-03-21", "2019-12-24", "2019-12-09")),
    ("TOWN", "huating", PARK, "BUILDING", ("2019-06-13", "2019-11-14")),
    ("TOWN", "xuhang", PARK, "PLANNED", ("2019-10-24",)),
    ("TOWN", "xinchenglu", INCUBATOR, "OPERATING", ("2013-03-14", "2013-06-20", "2013-12-12", "2014-01-09")),
    ("TOWN", "zhenxin", INCUBATOR, "OPERATING", ("2013-05-16", "2013-08-15", "2014-03-13", "2014-04-10")),
    ("TOWN", "jiadingzhen", INCUBATOR, "OPERATING", ("2012-09-13", "2012-11-15", "2013-05-16", "2013-06-13")),
    ("TOWN", "nanxiang", INCUBATOR, "OPERATING", ("2014-03-13", "2014-06-12", "2015-01-15", "2015-03-12")),
    ("TOWN", "anting", INCUBATOR, "OPERATING", ("2013-10-17", "2014-02-20", "2014-09-18", "2014-10-16")),
    ("TOWN", "jiangqiao", INCUBATOR, "OPERATING", ("2015-03-19", "2015-06-18", "2016-01-14", "2016-03-10")),
    ("TOWN", "juyuan", INCUBATOR, "OPERATING", ("2016-05-12", "2016-08-18", "2017-02-16", "2017-03-16")),
    ("TOWN", "malu", INCUBATOR, "OPERATING", ("2018-06-14", "2018-10-18", "2019-03-21", "2019-04-18")),  # no park
    ("TOWN", "xuhang", INCUBATOR, "CLOSED", ("2014-05-15", "2014-09-18", "2015-03-19", "2015-04-16", "2018-09-20")),
)
"""Level, town, kind, status, and the days of planning, building, acceptance, operation and closing, so far as known."""

TOWN_GRADUATES = {
    "xinchenglu": 4,
    "zhenxin": 6,
    "jiadingzhen": 3,
    "nanxiang": 5,
    "anting": 4,
    "jiangqiao": 3,
    "juyuan": 3,
}
"""For each town, how many left its incubator in the year, fostered with success: 28 in all."""

DISTRICT_GRADUATES = (
    ("xuhang-life-02", "2018-03-22", "2019-03-28"),
    ("waigang-charity-06", "2018-04-19", "2019-04-25"),
    ("malu-charity-10", "2018-05-17", "2019-06-13"),
    ("malu-culture_sport-03", "2018-06-14", "2019-07-18"),
    ("industrial-zone-life-03", "2018-09-13", "2019-10-17"),
    ("jiangqiao-charity-10", "2018-11-15", "2019-12-12"),
)
"""Organization, day of entry to the district's park, day of leaving it, graduated."""

DISTRICT_PARK = "park-district"

OTHERS = (
    # The one that the district's park took in in the year; it has not left it, and it is not registered.
    Incubation(id="", base=DISTRICT_PARK, status="INCUBATING", maturity="NASCENT", admitted_on=on("2019-05-23")),
    # Left in the year, but without success.
    Incubation(
        id="", base=DISTRICT_PARK, status="WITHDRAWN", outcome="WITHDRAWN", reason="团队成员变动，主动退出",
        admitted_on=on("2018-03-22"), left_on=on("2019-02-28"),
    ),
    Incubation(
        id="", base="incubator-zhenxin", status="ELIMINATED", outcome="ELIMINATED", reason="中期考核未通过",
        admitted_on=on("2018-05-24"), left_on=on("2019-05-30"),
    ),
    # Left with success, but the year before.
    Incubation(
        id="", base=DISTRICT_PARK, status="GRADUATED", outcome="GRADUATED", organization=agency_id(7),
        admitted_on=on("2017-03-23"), left_on=on("2018-04-19"), certificate_number="示例出壳2018-01",
    ),
    Incubation(
        id="", base=DISTRICT_PARK, status="GRADUATED", outcome="GRADUATED", organization=agency_id(10),
        admitted_on=on("2017-09-21"), left_on=on("2018-10-18"), certificate_number="示例出壳2018-02",
    ),
    Incubation(
        id="", base="incubator-anting", status="GRADUATED", outcome="GRADUATED", reason="登记为其他区社会组织",
        admitted_on=on("2017-06-15"), left_on=on("2018-06-21"), certificate_number="示例出壳2018-03",
    ),
    # Left with success, but after the cut-off day.
    Incubation(
        id="", base=DISTRICT_PARK, status="GRADUATED", outcome="GRADUATED", organization=agency_id(11),
        admitted_on=on("2018-12-13"), left_on=on("2019-12-26"), certificate_number="示例出壳2019-35",
    ),
    Incubation(
        id="", base="incubator-juyuan", status="GRADUATED", outcome="GRADUATED", organization="juyuan-life-03",
        admitted_on=on("2018-12-20"), left_on=on("2020-01-09"), certificate_number="示例出壳2020-01",
    ),
    # Taken in after the cut-off day, or by an incubator.
    Incubation(id="", base=DISTRICT_PARK, status="ADMITTED", maturity="NASCENT", admitted_on=on("2019-12-23")),
    Incubation(id="", base="park-nanxiang", status="ADMITTED", maturity="STARTUP", admitted_on=on("2019-12-20")),
    Incubation(id="", base="incubator-malu", status="INCUBATING", maturity="NASCENT", admitted_on=on("2019-05-16")),
    Incubation(
        id="", base="incubator-nanxiang", status="EXTENDED", maturity="STARTUP", admitted_on=on("2018-08-23"),
        extended_until=on("2020-02-23"),
    ),
    # Not taken in yet.
    Incubation(id="", base="incubator-jiangqiao", status="APPLIED", maturity="NASCENT"),
)
"""What did not graduate in the year; the first of them is what the figure of the admitted counts."""


def records() -> Iterator[IncubationBase | Incubation]:
    """Yield the parks and bases, then the incubations."""
    for number, (level, town, kind, status, days) in enumerate(BASES):
        where = "嘉定区" if town is None else TOWNS[town].name
        yield IncubationBase(
            id=f"{'park' if kind == PARK else 'incubator'}-{town or 'district'}",
            name=f"{where}{_NAMES[kind]}",
            kind=kind,
            level=level,
            status=status,
            town=town,
            operator=agency_id(3) if town is None else None,
            area=Decimal(300 + 80 * (number % 5)),
            **{step: on(day) for step, day in zip(_STEPS, days, strict=False)},
        )
    for number, made in enumerate(_incubations(), start=1):
        yield made.evolve(id=f"incubation-{number:02d}")


def _incubations() -> Iterator[Incubation]:
    number = 0
    for organization, admitted, left in DISTRICT_GRADUATES:
        number += 1
        yield _graduated(DISTRICT_PARK, number, on(admitted), on(left)).evolve(organization=organization)
    young = community.standing_since("2016-01-01", "2018-11-30")
    for town, count in TOWN_GRADUATES.items():
        base = f"incubator-{town}"
        organizations = [one.id for one in young if one.town == town][:count]
        for place in range(count):
            number += 1
            left_on = working_day(date(2019, 2 + (place + number) % 10, 11 + number % 12))
            made = _graduated(base, number, days_after(left_on, -370), left_on)
            if place < len(organizations):
                yield made.evolve(organization=organizations[place])
            else:
                yield made.evolve(team_name=_team(base, place), reason="出壳时登记申请已受理")
    for place, one in enumerate(OTHERS):
        yield one if one.organization else one.evolve(team_name=_team(one.base, place))


def _graduated(base: str, number: int, admitted_on: date, left_on: date) -> Incubation:
    return Incubation(
        id="",
        base=base,
        status="GRADUATED",
        maturity="STARTUP",
        admitted_on=admitted_on,
        left_on=left_on,
        outcome="GRADUATED",
        certificate_number=f"示例出壳2019-{number:02d}",
    )


def _team(base: str, place: int) -> str:
    """Return what a team that is not registered is called, after the place of its base."""
    town = TOWNS.get(base.partition("-")[2])
    return f"{town.name if town else '嘉定区'}示例筹备团队{place + 1}"
