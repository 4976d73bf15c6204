"""The public-welfare projects (公益项目) of 2018 to 2020, with what has become of each when the ledger is drawn up."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal

import attrs

from minzheng_domain.model.projects import Project
from records import community, others
from records.invented import DRAWN_UP_ON, days_after, on, wan
from records.project_rows import CITY_2018, CITY_2019, DISTRICT_2018, DISTRICT_2019, NOT_COUNTED, THEMES
from records.towns import TOWNS, government

LARGE = wan("15")
"""From this amount on, a project is paid in three tranches and inspected half way; below it, in two."""

TERMINATED_LATER, TERMINATED_LATER_ON = "2019-district-20", on("2019-12-26")
"""A project that was terminated after the cut-off day, and so is counted."""

_LOTTERY_FIELDS = ("ELDERLY", "DISABLED", "CHILDREN", "POVERTY")
_CITY_KINDS = ("VENTURE", "DEVELOPMENT", "UNIVERSAL")
_WAN = Decimal(10000)


@attrs.frozen
class Course:
    """The days of a project as they were, or as they would be if nothing came between."""

    signed_on: date
    ends_on: date

    @property
    def starts_on(self) -> date:
        """The first day of the work."""
        return days_after(self.signed_on, 10)

    @property
    def inspected_on(self) -> date:
        """The inspection half way (中期督导检查)."""
        return days_after(self.starts_on, (self.ends_on - self.starts_on).days // 2)

    @property
    def evaluated_on(self) -> date:
        """The evaluation at the end (绩效评价)."""
        return days_after(self.ends_on, 14)

    @property
    def audited_on(self) -> date:
        """The audit at the end (第三方审计)."""
        return days_after(self.ends_on, 24)

    @property
    def accepted_on(self) -> date:
        """The acceptance (验收)."""
        return days_after(self.audited_on, 3)

    @property
    def closed_on(self) -> date:
        """The end of it all, after the last payment."""
        return days_after(self.accepted_on, 18)

    @property
    def status(self) -> str:
        """How far it has come when the ledger is drawn up."""
        reached = (
            ("CLOSED", self.closed_on),
            ("AUDITED", self.audited_on),
            ("EVALUATED", self.evaluated_on),
            ("FINAL_REPORT", self.ends_on),
            ("MIDTERM", self.inspected_on),
            ("RUNNING", self.starts_on),
        )
        return next((status for status, day in reached if day <= DRAWN_UP_ON), "SIGNED")


def course_of(project: Project) -> Course | None:
    """Return the course of a project that was signed, none of another."""
    if project.contracted_on is None or project.ends_on is None:
        return None
    return Course(project.contracted_on, project.ends_on)


@functools.cache
def projects() -> tuple[Project, ...]:
    """Return all projects, by year and level."""
    ended_2018 = "2018-11-30"
    rows = [
        *(("2018", "DISTRICT", *row, ended_2018) for row in DISTRICT_2018),
        *(("2018", "CITY", *row, ended_2018) for row in CITY_2018),
        *(("2019", "DISTRICT", *row) for row in DISTRICT_2019),
        *(("2019", "CITY", *row) for row in CITY_2019),
    ]
    made = []
    numbers: dict[tuple[str, str], int] = {}
    for year, level, contractor, theme, amount, signed, ends in rows:
        number = numbers[year, level] = numbers.get((year, level), 0) + 1
        made.append(_project(f"{year}-{level.lower()}-{number:02d}", level, contractor, theme, amount, signed, ends))
    for number, (level, contractor, theme, amount, signed_or_none, ends_or_none, more) in enumerate(NOT_COUNTED, 1):
        project = _project(f"other-{number:02d}", level, contractor, theme, amount, signed_or_none, ends_or_none)
        project = project.evolve(**more)
        if project.terminated_on is not None:
            project = project.evolve(status="TERMINATED")
        made.append(project)
    return tuple(made)


def records() -> Iterator[Project]:
    """Yield all projects."""
    yield from projects()


@functools.cache
def _towns_of_organizations() -> dict[str, str | None]:
    return {one.id: one.town for one in (*community.organizations(), *others.organizations())}


def _project(  # noqa: PLR0913, PLR0917 - the columns of a table
    id: str,  # noqa: A002 - the field is called so
    level: str,
    contractor: str,
    theme: str,
    amount: str,
    signed: str | None,
    ends: str | None,
) -> Project:
    title, field = THEMES[theme]
    town = _towns_of_organizations()[contractor]
    assert town is not None  # noqa: S101 - for the type checker; every contractor has its town
    from_lottery = level == "CITY" or field in _LOTTERY_FIELDS
    project = Project(
        id=id,
        title=f"示例{TOWNS[town].name}{title}项目",
        level=level,
        status="APPLIED",
        year=int(signed[:4]) if signed else None,
        kind=_CITY_KINDS[len(theme) % len(_CITY_KINDS)] if level == "CITY" else "REGIONAL",
        field=field,
        funding_source="LOTTERY" if from_lottery else "TOWN" if level == "TOWN" else "FISCAL",
        contractor=contractor,
        demand_unit=government(town) if level != "CITY" else "示例市级项目办公室",
        town=town,
        budget=(wan(amount) / _WAN).to_integral_value(ROUND_CEILING) * _WAN,
        has_lottery_mark=from_lottery,
    )
    if signed is None or ends is None:
        return project
    course = Course(on(signed), on(ends))
    project = project.evolve(
        status=course.status,
        contract_number=f"示例合-{id}",
        contracted_on=course.signed_on,
        amount=wan(amount),
        starts_on=course.starts_on,
        ends_on=course.ends_on,
    )
    if id == TERMINATED_LATER:
        return project.evolve(status="TERMINATED", terminated_on=TERMINATED_LATER_ON)
    if course.status == "CLOSED":
        people = 60 + 10 * (len(id + theme) % 17) + 3 * len(theme)
        satisfaction = Decimal(88 + people % 11)
        return project.evolve(
            closed_on=course.closed_on, beneficiaries=people, services=people * 8, satisfaction=satisfaction
        )
    return project
