"""SQL agrees with Python: random tasks on random ledgers, filled in with little care, get one answer from all engines.

Under the profile of CI each engine answers more than 600 random tasks here, and all measures of the library besides.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_domain.model.columns import Column, columns
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.services import Activity
from minzheng_domain.statistics.compile.python import Tally, Task, run
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.statistics.query import AtLeast, AtMost, CountDistinct, Field, Sum, Test, Via
from minzheng_domain.testing import Careless, groupings, ledgers, periods, queries

Ask = Callable[[Sequence[Task], Ledger, Period], list[Tally]]

KINDS = [*record_kinds(), *("activities", "incubations", "official_posts", "payments", "projects") * 5]
"""Every kind, and more often those with inexact numbers and with references worth following."""
DAYS = st.sampled_from(
    [date(2018, 12, 31), date(2019, 1, 1), date(2019, 6, 30), date(2019, 12, 18), date(2019, 12, 19)]
)
"""Few days, so that the days of records, tests and periods often meet."""
CARELESS = Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)
A_PERIOD = Period.year(2019, cutoff="2019-12-18")


@functools.cache
def ledgers_of(kind: str) -> st.SearchStrategy[Ledger]:
    """Return ledgers of a kind, and of those that it refers to, filled in with little care."""
    return ledgers([kind], min_size=1, max_size=5, careless=CARELESS, days=DAYS)


@functools.cache
def tasks_of(kind: str) -> st.SearchStrategy[list[Task]]:
    """Return some tasks on a kind; of most the number is asked, of some the records."""
    task = st.builds(
        Task, queries(kind, max_tests=2, days=DAYS), groupings(kind), st.sampled_from([False, False, False, True])
    )
    return st.lists(task, min_size=4, max_size=8)


@given(st.data(), st.sampled_from(KINDS), periods(DAYS))
def test_sql_answers_as_python_does(ask: Ask, data: st.DataObject, kind: str, period: Period) -> None:
    """Whatever is asked of whatever ledger, SQL gives the total, the groups, the doubts and the records of Python."""
    ledger = data.draw(ledgers_of(kind))
    tasks = data.draw(tasks_of(kind))

    assert ask(tasks, ledger, period) == run(tasks, ledger, period)


@settings(max_examples=settings().max_examples // 3)
@given(ledgers(["activities"], min_size=2, max_size=6, careless=CARELESS, days=DAYS))
def test_sql_finds_what_is_inexact_in_a_sum(ask: Ask, ledger: Ledger) -> None:
    """Which doubts a sum bears, in which group, is as Python finds it."""
    activity = columns(Activity)
    tasks = [
        Task(Sum(number, exactness=exactness), by)
        for number, exactness in (
            (activity.times, activity.times_exactness),
            (activity.participants, activity.participants_exactness),
        )
        for by in (None, activity.topic, activity.town)
    ]

    assert ask(tasks, ledger, A_PERIOD) == run(tasks, ledger, A_PERIOD)


def over_references(ledger: Ledger) -> list[Task]:
    """Return distinct counts over all references of a ledger, and of what they lead to."""
    found = []
    for kind, _ in ledger.kinds():
        for reference in kind.references:
            target = record_kinds()[reference.declaration.refers_to or ""]
            fields: list[Field] = [reference]
            fields += [Via(reference, column) for column in target.columns if column.name in ("name", "type")]
            found += [Task(CountDistinct(field), by) for field in fields for by in (None, reference)]
    return found


@settings(max_examples=settings().max_examples // 3)
@given(ledgers(["projects", "payments"], min_size=2, max_size=4, careless=CARELESS, days=DAYS))
def test_sql_follows_references_as_python_does(ask: Ask, ledger: Ledger) -> None:
    """Distinct values are found in records reached over references that dangle, or lead to an id that comes twice."""
    tasks = over_references(ledger)

    assert ask(tasks, ledger, A_PERIOD) == run(tasks, ledger, A_PERIOD)


@settings(max_examples=max(settings().max_examples // 10, 1))
@given(ledgers(record_kinds(), min_size=1, max_size=3, careless=CARELESS, days=DAYS), periods(DAYS))
def test_measures_of_the_library_are_the_same_in_sql(ask: Ask, ledger: Ledger, period: Period) -> None:
    """All measures that the library counts have in SQL the numbers and the records that they have in Python."""
    counted = [measure for measure in builtin_measures() if not isinstance(measure.query, Derivation)]
    tasks = [
        Task(measure.query, measure.by, collect)  # type: ignore[arg-type]
        for measure in counted
        for collect in (False, True)
    ]

    assert ask(tasks, ledger, period) == run(tasks, ledger, period)


organization = columns(Organization)


def an_organization(place: int, column: Column, number: Decimal) -> Organization:
    """Return an organization with a number in one of its columns."""
    return Organization(
        id=str(place),
        name="甲",
        type="FOUNDATION",
        status="REGISTERED",
        **{column.name: number},  # type: ignore[arg-type]
    )


NUMBERS = st.decimals(min_value=-(10**11), max_value=10**11, allow_nan=False, places=6) | st.decimals(
    min_value=-2, max_value=2, allow_nan=False, places=6
)
BOUNDS = NUMBERS | st.decimals(allow_nan=False, allow_infinity=False)


@given(
    st.sampled_from([organization.registered_funds, organization.non_state_share]),
    st.lists(NUMBERS, max_size=5),
    st.lists(BOUNDS, max_size=3),
)
def test_sums_and_bounds_are_exact(ask: Ask, column: Column, numbers: list[Decimal], bounds: list[Decimal]) -> None:
    """To the last place that an engine keeps, sums are exact; bounds hold whatever places they have themselves."""
    ledger = Ledger.of(an_organization(place, column, number) for place, number in enumerate(numbers))
    close = [number + Decimal("1E-30") for number in numbers]
    tests: list[Test] = [test(column, bound) for test in (AtLeast, AtMost) for bound in (*bounds, *numbers, *close)]
    tasks = [Task(Sum(column)), *(Task(Sum(column, where=(test,)), organization.type) for test in tests)]

    assert ask(tasks, ledger, A_PERIOD) == run(tasks, ledger, A_PERIOD)


@given(st.lists(st.integers(-(10**17), 10**17), max_size=5), st.lists(BOUNDS, max_size=3))
def test_whole_numbers_are_exact(ask: Ask, numbers: list[int], bounds: list[Decimal]) -> None:
    """Whole numbers are added exactly, and pass a bound that is none as they do in Python."""
    column = organization.staff
    ledger = Ledger.of(
        Organization(id=str(place), name="甲", type="FOUNDATION", status="REGISTERED", staff=number)
        for place, number in enumerate(numbers)
    )
    limits = [*bounds, *map(Decimal, numbers)]
    tests: list[Test] = [test(column, bound) for test in (AtLeast, AtMost) for bound in limits]
    tasks = [Task(Sum(column)), *(Task(Sum(column, where=(test,))) for test in tests)]

    assert ask(tasks, ledger, A_PERIOD) == run(tasks, ledger, A_PERIOD)
