"""The compiled pass agrees with plain loops over the records, written from what the query language says of itself."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import Any, assert_never

from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_domain.model.columns import Record, columns
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.model.services import Activity
from minzheng_domain.statistics.compile.python import Tally, Task, run, run_for, source_of
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.statistics.query import (
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Count,
    CountDistinct,
    Day,
    Field,
    Is,
    OneOf,
    OnOrAfter,
    OnOrBefore,
    Parameter,
    Present,
    Sum,
    Test,
    Via,
)
from minzheng_domain.testing import Careless, groupings, ledgers, periods, queries

KINDS = [*record_kinds(), *("activities", "incubations", "official_posts", "payments") * 5]
"""Every kind, and more often those with inexact numbers and with references worth following."""
DAYS = st.sampled_from(
    [date(2018, 12, 31), date(2019, 1, 1), date(2019, 6, 30), date(2019, 12, 18), date(2019, 12, 19)]
)
"""Few days, so that the days of records, tests and periods often meet."""
CARELESS = Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)


def naive(task: Task, ledger: Ledger, period: Period) -> Tally:
    """Answer a task with loops, one record after the other."""
    kept: dict[str | None, list[Record]] = {}
    values: dict[str | None, list[Any]] = {}
    doubts: dict[str | None, set[str]] = {}
    for record in ledger.of_kind(task.query.record):
        if not all(holds(test, record, ledger, period) for test in task.query.where):
            continue
        group = None if task.by is None else read(task.by, record, ledger)[1] or None
        value = 1 if isinstance(task.query, Count) else read(task.query.field, record, ledger)[1]
        if is_missing(value):
            continue
        kept.setdefault(group, []).append(record)
        values.setdefault(group, []).append(value)
        if isinstance(task.query, Sum) and task.query.exactness is not None:
            exactness = read(task.query.exactness, record, ledger)[1]
            if not is_missing(exactness) and exactness != "EXACT":
                doubts.setdefault(group, set()).add(exactness)
    if task.collect:
        return Tally(number(sum(map(len, kept.values()))), {g: number(len(m)) for g, m in kept.items()}, {}, kept)
    add = (lambda found: number(len(set(found)))) if isinstance(task.query, CountDistinct) else total
    groups = {group: add(found) for group, found in values.items()}
    everything = add([value for found in values.values() for value in found])
    return Tally(everything, groups, {group: frozenset(found) for group, found in doubts.items()}, {})


def holds(test: Test, record: Record, ledger: Ledger, period: Period) -> bool:
    """Tell whether a record passes a test: never on a missing value, but where that is what is asked for."""
    reached, value = read(test.field, record, ledger)
    if isinstance(test, Absent):
        return reached and is_missing(value)
    if isinstance(test, AbsentOrAfter):
        return reached and (is_missing(value) or bool(value > the_day(test.day, period)))
    if is_missing(value):
        return False
    match test:
        case Present():
            return True
        case OneOf(codes=codes):
            return any(value == code for code in codes)
        case Is(value=wanted):
            return bool(value) == wanted
        case OnOrAfter(day=day):
            return bool(the_day(day, period) <= value)
        case OnOrBefore(day=day):
            return bool(value <= the_day(day, period))
        case AtLeast(bound=bound):
            return bool(bound <= value)
        case AtMost(bound=bound):
            return bool(value <= bound)
        case _:
            assert_never(test)


def read(field: Field, record: Record, ledger: Ledger) -> tuple[bool, Any]:
    """Return whether the record that holds a field is reached, and the value of the field."""
    if not isinstance(field, Via):
        return True, getattr(record, field.name)
    wanted = getattr(record, field.reference.name)
    for candidate in ledger.of_kind(field.reference.declaration.refers_to or ""):
        if candidate.id == wanted:
            return True, getattr(candidate, field.column.name)
    return False, None


def is_missing(value: object) -> bool:
    """Tell whether nothing stands in a field; an empty text is nothing."""
    return value is None or value == ""


def the_day(day: Day, period: Period) -> date:
    """Return the day that a test names."""
    if isinstance(day, Parameter):
        return {
            Parameter.PERIOD_START: period.start,
            Parameter.PERIOD_END: period.end,
            Parameter.CUTOFF: period.cutoff,
        }[day]
    return day


def number(value: int) -> Decimal:
    """Return a count as a number."""
    return Decimal(value)


def total(values: Sequence[Any]) -> Decimal:
    """Add up exactly."""
    with localcontext(Context(prec=500)):
        return sum(map(Decimal, values), Decimal(0))


@functools.cache
def ledgers_of(kind: str) -> st.SearchStrategy[Ledger]:
    """Return ledgers of a kind, and of those that it refers to, filled in with little care."""
    return ledgers([kind], min_size=1, max_size=5, careless=CARELESS, days=DAYS)


@functools.cache
def tasks_of(kind: str) -> st.SearchStrategy[list[Task]]:
    """Return some tasks on a kind."""
    task = st.builds(Task, queries(kind, max_tests=2, days=DAYS), groupings(kind), st.booleans())
    return st.lists(task, min_size=1, max_size=6)


@settings(max_examples=4 * settings().max_examples)
@given(st.data(), st.sampled_from(KINDS), periods(DAYS))
def test_compiled_pass_agrees_with_plain_loops(data: st.DataObject, kind: str, period: Period) -> None:
    """Whatever is asked of whatever ledger, the fused pass answers as plain loops do, each task by itself."""
    ledger = data.draw(ledgers_of(kind))
    tasks = data.draw(tasks_of(kind))

    found = run(tasks, ledger, period)

    assert found == [naive(task, ledger, period) for task in tasks]


@given(ledgers(["activities"], min_size=2, max_size=6, careless=CARELESS, days=DAYS), periods(DAYS))
def test_sums_of_inexact_numbers_agree_with_plain_loops(ledger: Ledger, period: Period) -> None:
    """What is inexact in a sum, and in which group, is as plain loops find it."""
    activity = columns(Activity)
    sums = [
        Sum(activity.times, exactness=activity.times_exactness),
        Sum(
            activity.times, where=(OnOrBefore(activity.held_on, Parameter.CUTOFF),), exactness=activity.times_exactness
        ),
        Sum(activity.participants, exactness=activity.participants_exactness),
    ]
    tasks = [Task(query, by) for query in sums for by in (None, activity.level, activity.topic, activity.town)]

    assert run(tasks, ledger, period) == [naive(task, ledger, period) for task in tasks]


@given(ledgers(record_kinds(), min_size=1, max_size=3, careless=CARELESS, days=DAYS), periods(DAYS))
def test_measures_of_the_library_agree_with_plain_loops(ledger: Ledger, period: Period) -> None:
    """All measures that the library counts, answered in one pass for each kind, are as plain loops count them."""
    queries_ = [(m.query, m.by) for m in builtin_measures() if not isinstance(m.query, Derivation)]
    tasks = [Task(query, by, collect) for query, by in queries_ for collect in (False, True)]

    assert run(tasks, ledger, period) == [naive(task, ledger, period) for task in tasks]


@given(st.data(), st.lists(st.sampled_from(KINDS), min_size=1, max_size=3), periods(DAYS))
def test_tasks_asked_together_are_answered_as_if_alone(data: st.DataObject, kinds: list[str], period: Period) -> None:
    """A task gets the same answer alone and among any others, on the same kind and on others, in the order asked."""
    ledger = data.draw(ledgers(kinds, careless=CARELESS, days=DAYS))
    tasks = data.draw(st.permutations([task for kind in kinds for task in data.draw(tasks_of(kind))]))

    together = run(tasks, ledger, period)

    assert together == [run([task], ledger, period)[0] for task in tasks]


@settings(max_examples=30)
@given(st.data(), st.sampled_from(KINDS), st.lists(periods(DAYS), min_size=1, max_size=3))
def test_several_periods_in_one_pass_are_answered_as_if_alone(
    data: st.DataObject, kind: str, moments: list[Period]
) -> None:
    """Tasks that are asked for different periods in one pass get the answers of a pass for each period."""
    ledger = data.draw(ledgers_of(kind))
    asked = [(task, data.draw(st.sampled_from(moments))) for task in data.draw(tasks_of(kind))]

    assert run_for(asked, ledger) == [run([task], ledger, period)[0] for task, period in asked]


@given(
    ledgers(["projects", "asset_inventories", "payments"], min_size=1, careless=CARELESS, days=DAYS), st.integers(1, 5)
)
def test_figures_are_exact_in_any_decimal_context(ledger: Ledger, precision: int) -> None:
    """However few digits the calling thread computes with, all figures are those of a thread that has many."""
    period = Period.year(2019)
    with localcontext(Context(prec=precision)):
        rough = evaluate(builtin_measures(), ledger, period)

    exact = evaluate(builtin_measures(), ledger, period)

    assert rough == exact


@given(periods(DAYS), ledgers(["organizations"], min_size=2, max_size=6, careless=CARELESS, days=DAYS))
def test_stock_is_what_stood_on_the_register(period: Period, ledger: Ledger) -> None:
    """The measure of the register counts the organizations that the ledger finds on the register on the cut-off day."""
    (measure,) = (measure for measure in builtin_measures() if measure.id == "organizations.registered")

    figure = evaluate([measure], ledger, period)[measure.id]

    assert figure.records() == ledger.on_register(period.cutoff)
    assert figure.value == len(ledger.on_register(period.cutoff))


def test_shared_tests_are_asked_once() -> None:
    """Tests that queries have in common stand once in the generated pass, outside of those that they do not share."""
    registered, newly = (
        Task(measure.query, measure.by)  # type: ignore[arg-type]
        for measure in builtin_measures()
        if measure.id in ("community.registered", "community.newly_registered")
    )

    source = source_of([registered, newly])

    assert source.count("v_community_tier == 'REGISTERED'") == 1
    assert source.count("v_registered_on = r.registered_on") <= 2
    assert source.startswith("def scan(")
