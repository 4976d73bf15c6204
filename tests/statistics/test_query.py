"""The query language: what it says, and what it refuses where it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import columns
from minzheng_domain.model.decoupling import DecouplingCase
from minzheng_domain.model.incubation import Incubation, IncubationBase
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Payment, Project
from minzheng_domain.model.services import Activity
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
    OneOf,
    OnOrAfter,
    OnOrBefore,
    Present,
    Sum,
    Via,
    during_period,
    one_of,
    own_column,
    require_groupable,
    stands,
    value_column,
    yes,
)
from minzheng_domain.testing import queries

organization = columns(Organization)
incubation = columns(Incubation)
base = columns(IncubationBase)
project = columns(Project)
payment = columns(Payment)
activity = columns(Activity)
case = columns(DecouplingCase)

A_TENTH: Any = 0.1

REFUSED: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a reference through what is none": (
        lambda: Via(incubation.status, base.level),
        "类型是 label，此处应为引用",
        "incubations.status is a label, wanted a reference",
    ),
    "a field of a kind that is not reached": (
        lambda: Via(incubation.base, organization.type),
        "引用的是 incubation_bases，不能取 organizations.type",
        "leads to incubation_bases, not to organizations.type",
    ),
    "codes of a date": (lambda: one_of(organization.registered_on, "X"), "应为代码表选项", "wanted a label"),
    "codes of a name": (lambda: one_of(organization.name, "X"), "应为代码表选项", "is a name, wanted a label"),
    "no codes": (lambda: one_of(organization.type), "可选代码为空", "no codes given for organizations.type"),
    "an empty code": (lambda: one_of(organization.type, "FOUNDATION", ""), "可选代码为空", "or an empty one"),
    "one text for a set of codes": (lambda: OneOf(organization.type, "FOUNDATION"), "代码应为一组", "got the text"),
    "yes of a label": (lambda: yes(organization.type), "应为是或否", "wanted a flag"),
    "no of a number": (lambda: Is(organization.staff, value=False), "应为是或否", "is a number, wanted a flag"),
    "since of a label": (lambda: OnOrAfter(organization.type, PERIOD_START), "应为日期", "wanted a date"),
    "until of a number": (lambda: OnOrBefore(organization.staff, CUTOFF), "应为日期", "wanted a date"),
    "not ended, of a flag": (lambda: AbsentOrAfter(organization.is_charity, CUTOFF), "应为日期", "wanted a date"),
    "at least, of a date": (lambda: AtLeast(organization.registered_on, Decimal(1)), "应为数", "wanted a number"),
    "at most, of a text": (lambda: AtMost(organization.domicile, Decimal(1)), "应为数", "is a text, wanted a number"),
    "a float for a bound": (lambda: AtLeast(project.amount, A_TENTH), "得到 0.1", "is a number and no float, got 0.1"),
    "no number for a bound": (lambda: AtMost(project.amount, "许多"), "得到 '许多'", "got '许多'"),
    "a bound that is not a number": (lambda: AtMost(project.amount, Decimal("NaN")), "得到 Decimal('NaN')", "NaN"),
    "a bound without end": (lambda: AtLeast(project.amount, Decimal("Infinity")), "Infinity", "Infinity"),
    "a test on another kind": (
        lambda: Count(organization, where=(Present(project.level),)),
        "查询 organizations，条件却是 projects.level 的",
        "the query is on organizations, but a test is on projects.level",
    ),
    "a test that starts from another kind": (
        lambda: CountDistinct(project.contractor, where=during_period(payment.paid_on)),
        "查询 projects，条件却是 payments.paid_on 的",
        "the query is on projects, but a test is on payments.paid_on",
    ),
    "a sum with a test on the kind that is reached": (
        lambda: Sum(payment.amount, where=(one_of(project.level, "CITY"),)),
        "查询 payments",
        "a test is on projects.level",
    ),
    "distinct dates": (lambda: CountDistinct(project.contracted_on), "应为引用、代码或名称", "wanted a reference"),
    "distinct numbers": (lambda: CountDistinct(project.amount), "应为引用、代码或名称", "is a money, wanted"),
    "a sum of labels": (lambda: Sum(project.level), "应为数", "is a label, wanted a number"),
    "a sum of flags": (lambda: Sum(organization.is_charity), "应为数", "is a flag, wanted a number"),
    "exactness in a date": (
        lambda: Sum(activity.times, exactness=activity.held_on),
        "应为代码表选项",
        "activities.held_on is a date, wanted a label",
    ),
    "exactness of another kind": (
        lambda: Sum(activity.times, exactness=project.level),
        "projects.level 不属于 activities",
        "projects.level is not of activities",
    ),
    "groups by day": (lambda: require_groupable(project.contracted_on), "应为代码表选项或引用", "wanted a label or a"),
    "groups by name, reached": (
        lambda: require_groupable(Via(incubation.base, base.name)),
        "incubations.base→name（载体名称）的类型是 name",
        "incubations.base→name is a name",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_query_cannot_mean_is_refused(what: str) -> None:
    """What has no meaning is refused where it is written, in both languages, with the field that is at fault."""
    make, zh, en = REFUSED[what]

    with pytest.raises(DeclarationError) as caught:
        make()

    assert zh in caught.value.message.zh
    assert en in caught.value.message.en


def test_queries_are_compared_by_what_they_say() -> None:
    """Two queries that say the same are equal and have one hash, however their tests were put together."""
    first = Count(
        organization, where=(yes(organization.is_charity), *stands(organization.registered_on, organization.removed_on))
    )
    second = Count(
        "organizations",
        where=[Is(organization.is_charity, value=True), stands(organization.registered_on, organization.removed_on)],
    )

    assert first == second
    assert hash(first) == hash(second)
    assert first != Count(organization)


def test_groups_of_tests_are_laid_out_and_said_once() -> None:
    """A group of tests may stand among tests; what is said twice is kept once, in the place of the first."""
    since = OnOrAfter(project.contracted_on, PERIOD_START)

    query = Count(project, where=(since, during_period(project.contracted_on), Present(project.amount), since))

    assert query.where == (since, OnOrBefore(project.contracted_on, CUTOFF), Present(project.amount))


def test_flow_runs_from_the_first_day_to_the_cutoff() -> None:
    """What happened during a period is bounded by its first day and its cut-off day."""
    assert during_period(project.contracted_on) == (
        OnOrAfter(project.contracted_on, PERIOD_START),
        OnOrBefore(project.contracted_on, CUTOFF),
    )


def test_stock_has_begun_and_not_ended() -> None:
    """What stands on a day has begun by it and is not known to have ended by it; the cut-off day if none is named."""
    assert stands(project.starts_on, project.ends_on, PERIOD_END) == (
        OnOrBefore(project.starts_on, PERIOD_END),
        AbsentOrAfter(project.ends_on, PERIOD_END),
    )
    assert stands(project.starts_on, project.ends_on) == stands(project.starts_on, project.ends_on, CUTOFF)


def test_field_that_is_reached_knows_both_columns() -> None:
    """A field over a reference is read through its own kind, and holds what the other kind's column holds."""
    level = Via(incubation.base, base.level)

    assert str(level) == "incubations.base→level"
    assert own_column(level) == incubation.base
    assert value_column(level) == base.level
    assert own_column(base.level) == value_column(base.level) == base.level


def test_query_knows_its_kind() -> None:
    """The kind of record that a query looks at is that of its own column, also where the value is reached."""
    level = Via(incubation.base, base.level)

    assert Count(project).record == "projects"
    assert CountDistinct(level).record == "incubations"
    assert Sum(Via(incubation.base, base.area)).record == "incubations"


def test_bounds_are_exact_numbers() -> None:
    """A bound given as an integer or as text is the number written; 0.1 is a tenth."""
    assert AtLeast(project.amount, "0.1").bound == Decimal("0.1")
    assert AtMost(project.amount, 3).bound == Decimal(3)


@given(st.sampled_from(list(record_kinds())).flatmap(queries))
def test_queries_are_frozen_values(query: Any) -> None:
    """Any query can stand in a set and cannot be changed; a copy is equal to it."""
    assert {query, attrs.evolve(query)} == {query}
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        query.where = ()


def test_absent_and_present_take_every_column() -> None:
    """Whether something is filled in can be asked of every column of every kind."""
    for kind in record_kinds().values():
        for column in kind.columns:
            assert Present(column).field == Absent(column).field == column


def test_day_of_a_test_may_be_a_fixed_one() -> None:
    """A test may name a day of its own instead of one of the period's."""
    assert OnOrBefore(case.completed_on, date(2017, 12, 31)) != OnOrBefore(case.completed_on, CUTOFF)
