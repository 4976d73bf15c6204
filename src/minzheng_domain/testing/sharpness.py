"""Sharpness: whether the cases of a measure prove every part of its query.

A case file that passes may still prove little. Here the query is changed in one place at a time, and a change that no
case notices names a part of the declaration that nothing stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import partial

import attrs

from minzheng_domain.model.period import Period
from minzheng_domain.statistics.compile.python import Tally, Task, run
from minzheng_domain.statistics.measure import Derivation, Measure
from minzheng_domain.statistics.query import (
    AbsentOrAfter,
    Count,
    CountDistinct,
    Day,
    OneOf,
    OnOrAfter,
    OnOrBefore,
    Parameter,
    Query,
    Test,
)
from minzheng_domain.testing.cases import MeasureCase


def idle_parts(measure: Measure, cases: Iterable[MeasureCase]) -> list[str]:
    """Name the parts of a measure's query that could be otherwise, and every case would come out the same.

    For each test: that it is dropped; that its day is moved by one; that a missing day no longer passes as a late one;
    that one of several codes is left out. For a distinct count: that records are counted instead of values. A derived
    measure has no such parts.
    """
    if isinstance(measure.query, Derivation):
        return []
    given = tuple(cases)
    return [
        words for words, change in _changes(measure.query) if not _is_noticed(measure.query, measure, change, given)
    ]


_Change = Callable[[Period], Query]


def _changes(query: Query) -> Iterator[tuple[str, _Change]]:
    for place, test in enumerate(query.where):
        for words, change in _changes_of(test):
            yield f"{type(test).__name__} {test.field}: {words}", _with(query, place, change)
    if isinstance(query, CountDistinct):
        yield f"{query.field}: counted by record", lambda _period: Count(query.record, where=query.where)


def _with(query: Query, place: int, change: Callable[[Period], Sequence[Test]]) -> _Change:
    return lambda period: attrs.evolve(query, where=[*query.where[:place], *change(period), *query.where[place + 1 :]])


def _changes_of(test: Test) -> Iterator[tuple[str, Callable[[Period], Sequence[Test]]]]:
    yield "not asked", lambda _period: ()
    match test:
        case OnOrAfter(field=field, day=day) | OnOrBefore(field=field, day=day) | AbsentOrAfter(field=field, day=day):
            node = type(test)
            yield "a day earlier", lambda period: [node(field, _moved(day, period, -1))]
            yield "a day later", lambda period: [node(field, _moved(day, period, 1))]
            if isinstance(test, AbsentOrAfter):
                yield "not passed by what is empty", lambda period: [OnOrAfter(field, _moved(day, period, 1))]
        case OneOf(field=field, codes=codes) if len(codes) > 1:
            for code in sorted(codes):
                yield f"without {code}", partial(_always, OneOf(field, codes - {code}))
        case _:
            pass


def _always(test: Test, _period: Period) -> Sequence[Test]:
    return [test]


def _moved(day: Day, period: Period, days: int) -> Day:
    match day:
        case Parameter.PERIOD_START:
            day = period.start
        case Parameter.PERIOD_END:
            day = period.end
        case Parameter.CUTOFF:
            day = period.cutoff
        case _:
            pass
    return day + timedelta(days=days)


def _is_noticed(query: Query, measure: Measure, change: _Change, cases: Iterable[MeasureCase]) -> bool:
    for case in cases:
        tasks = [Task(query, measure.by), Task(change(case.period), measure.by)]
        declared, changed = map(_answer, run(tasks, case.ledger, case.period))
        if declared != changed:
            return True
    return False


def _answer(tally: Tally) -> tuple[object, ...]:
    return tally.total, dict(tally.groups)
