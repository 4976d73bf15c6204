"""The nodes of the query language: on which values each test holds, in the record itself and in one that is reached."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from minzheng_domain.model.columns import Column, columns
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.statistics.compile.python import Task, run
from minzheng_domain.statistics.query import (
    CUTOFF,
    PERIOD_END,
    PERIOD_START,
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Count,
    Field,
    Is,
    OneOf,
    OnOrAfter,
    OnOrBefore,
    Parameter,
    Present,
    Via,
)

organization = columns(Organization)
PERIOD = Period.year(2019, cutoff="2019-12-18")
DAYS = {PERIOD_START: PERIOD.start, PERIOD_END: PERIOD.end, CUTOFF: PERIOD.cutoff}


def an_organization(column: Column, value: object) -> Organization:
    """Return an organization that holds a value in a column."""
    fields: dict[str, Any] = {
        "id": "甲",
        "name": "甲",
        "type": "FOUNDATION",
        "status": "REGISTERED",
        column.name: value,
    }
    return Organization(**fields)


def holds(test: Any, column: Column, value: object) -> bool:
    """Tell whether a test on a column of an organization holds for a value."""
    record = an_organization(column, value)
    (tally,) = run([Task(Count("organizations", where=(test,)))], Ledger.of([record]), PERIOD)
    return tally.total == 1


def holds_reached(test: Any, column: Column, value: object) -> bool:
    """Tell whether a test on a column of a project's contractor holds for a value."""
    contractor = an_organization(column, value)
    project = Project(id="一", title="一", level="CITY", status="SIGNED", contractor="甲")
    (tally,) = run([Task(Count("projects", where=(test,)))], Ledger.of([contractor, project]), PERIOD)
    return tally.total == 1


def _day(day: Parameter, offset: int) -> date:
    return date.fromordinal(DAYS[day].toordinal() + offset)


ON, FUNDS, STAFF, SHARE = (
    organization.registered_on,
    organization.registered_funds,
    organization.staff,
    organization.non_state_share,
)
KIND, CHARITY, USCC = organization.management, organization.is_charity, organization.uscc

TABLE: list[tuple[Any, Column, object, bool]] = [
    *(
        (lambda f: OneOf(f, frozenset({"DUAL"})), KIND, value, value == "DUAL")
        for value in ("DUAL", "DIRECT", "", None)
    ),
    *(
        (lambda f: OneOf(f, frozenset({"DUAL", "DIRECT"})), KIND, value, bool(value))
        for value in ("DUAL", "DIRECT", "", None)
    ),
    *((lambda f: Is(f, value=True), CHARITY, value, value is True) for value in (True, False, None)),
    *((lambda f: Is(f, value=False), CHARITY, value, value is False) for value in (True, False, None)),
    *((lambda f: OnOrAfter(f, PERIOD_START), ON, _day(PERIOD_START, n), n >= 0) for n in (-1, 0, 1)),
    *((lambda f: OnOrBefore(f, CUTOFF), ON, _day(CUTOFF, n), n <= 0) for n in (-1, 0, 1)),
    *((lambda f: OnOrBefore(f, PERIOD_END), ON, _day(PERIOD_END, n), n <= 0) for n in (-1, 0, 1)),
    *((lambda f: OnOrBefore(f, date(2017, 6, 1)), ON, date(2017, 6, day), day == 1) for day in (1, 2)),
    *((lambda f: AbsentOrAfter(f, CUTOFF), ON, _day(CUTOFF, n), n > 0) for n in (-1, 0, 1)),
    (lambda f: OnOrAfter(f, PERIOD_START), ON, None, False),
    (lambda f: OnOrBefore(f, CUTOFF), ON, None, False),
    (lambda f: AbsentOrAfter(f, CUTOFF), ON, None, True),
    *(
        (lambda f: AtLeast(f, Decimal("0.1")), FUNDS, value and Decimal(value), holds_)
        for value, holds_ in (("0.09", False), ("0.10", True), ("0.11", True), (None, False))
    ),
    *(
        (lambda f: AtMost(f, Decimal("0.1")), SHARE, value and Decimal(value), holds_)
        for value, holds_ in (("0.09", True), ("0.10", True), ("0.11", False), (None, False))
    ),
    *((lambda f: AtLeast(f, Decimal(3)), STAFF, value, (value or 0) >= 3) for value in (2, 3, 4, 0, None)),
    *((lambda f: AtMost(f, Decimal(3)), STAFF, value, value in (0, 2, 3)) for value in (2, 3, 4, 0, None)),
    *((Present, USCC, value, bool(value)) for value in ("9", " ", "", None)),
    *((Absent, USCC, value, not value) for value in ("9", " ", "", None)),
    *((Present, STAFF, value, value is not None) for value in (0, 1, None)),
    *((Absent, STAFF, value, value is None) for value in (0, 1, None)),
    *((Present, CHARITY, value, value is not None) for value in (False, True, None)),
    *((Absent, CHARITY, value, value is None) for value in (False, True, None)),
]


@pytest.mark.parametrize(("make", "column", "value", "wanted"), TABLE)
def test_each_test_holds_where_it_should(make: Any, column: Column, value: object, *, wanted: bool) -> None:
    """A test holds on these values and on no other, to the day and the cent; on a missing one only if it asks."""
    reached: Field = Via(columns(Project).contractor, column)

    assert holds(make(column), column, value) is wanted
    assert holds_reached(make(reached), column, value) is wanted


@pytest.mark.parametrize("contractor", [None, "", "查无此会"])
@pytest.mark.parametrize("node", [Absent, Present, lambda field: AbsentOrAfter(field, CUTOFF)])
def test_no_test_holds_where_nothing_is_reached(node: Any, contractor: str | None) -> None:
    """Where a reference is empty or leads nowhere, every test on what it leads to is false, also that it is absent."""
    project = Project(id="一", title="一", level="CITY", status="SIGNED", contractor=contractor)
    field = Via(columns(Project).contractor, organization.removed_on)

    (tally,) = run([Task(Count("projects", where=(node(field),)))], Ledger.of([project]), PERIOD)

    assert tally.total == 0


@pytest.mark.parametrize(("count", "total"), [(0, 0), (1, 1), (2, 2)])
def test_tests_are_joined_by_and(count: int, total: int) -> None:
    """Without tests, every record counts; with several, those that pass all."""
    records = [
        Organization(id=str(n), name="甲", type="FOUNDATION", status="REGISTERED", staff=5, is_charity=n < count)
        for n in range(3)
    ]
    both = (AtLeast(organization.staff, Decimal(1)), Is(organization.is_charity, value=True))

    joined, all_ = run(
        [Task(Count("organizations", where=both)), Task(Count("organizations"))], Ledger.of(records), PERIOD
    )

    assert joined.total == total
    assert all_.total == 3
