"""The measures of the library, held against their case files, and the case files against the measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.statistics.compile.python import Tally, Task, run
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.measure import Derivation, Measure
from minzheng_domain.statistics.measures import builtin_measures
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
    value_column,
)
from minzheng_domain.testing import MeasureCase, load_measure_cases, run_measure_case

FILES = Path(__file__).parents[1] / "cases" / "measures"
MEASURES = {measure.id: measure for measure in builtin_measures()}
COUNTED = [measure for measure in MEASURES.values() if not isinstance(measure.query, Derivation)]


def cases_of(measure: str) -> tuple[MeasureCase, ...]:
    """Return the cases of a measure."""
    return load_measure_cases(FILES / f"{measure}.toml")


def test_every_measure_has_its_case_file() -> None:
    """There is one case file for each measure, called like it, and none for anything else."""
    named = {path.stem: load_measure_cases(path)[0].measure for path in FILES.glob("*.toml")}

    assert named == {name: name for name in MEASURES}


@pytest.mark.parametrize("measure", MEASURES)
def test_measure_does_what_its_cases_say(measure: str) -> None:
    """Every case gives the value, the groups, the approximation and the records that its file says."""
    for case in cases_of(measure):
        run_measure_case(case, MEASURES)


@pytest.mark.parametrize("measure", MEASURES)
def test_cases_name_records_and_groups(measure: str) -> None:
    """At least one case of a measure says which records count, and of a grouped one, what each group comes to."""
    cases = cases_of(measure)

    assert any(case.records for case in cases)
    if MEASURES[measure].by is not None:
        assert any(case.by for case in cases)
        assert any(len(case.by or ()) > 1 for case in cases), "one group alone does not show the grouping"


@pytest.mark.parametrize("measure", COUNTED, ids=lambda measure: measure.id)
def test_each_test_keeps_something_out(measure: Measure) -> None:
    """For each test of a measure there is a record that only this test keeps out: without it, the answer is another.

    So it is when a day is moved by one, when what is empty is taken for what is late, when one of several codes is
    left out, and when distinct values are counted as records.
    """
    idle = [words for words, query in _altered(measure.query) if not _changes(measure, query)]

    assert idle == []


def _altered(query: object) -> Iterator[tuple[str, Query | None]]:
    """Yield the query with one thing changed at a time; ``None`` in place of one that depends on the period."""
    assert not isinstance(query, Derivation)
    for number, test in enumerate(query.where):  # type: ignore[attr-defined]
        others = [*query.where[:number], *query.where[number + 1 :]]  # type: ignore[attr-defined]
        for words, changed in _changed(test):
            yield f"{words}: {test.field}", attrs.evolve(query, where=[*others, *changed])  # type: ignore[misc]
    if isinstance(query, CountDistinct):
        yield "records for values", Count(query.record, where=query.where)


def _changed(test: Test) -> Iterator[tuple[str, list[Test]]]:
    yield "dropped", []
    match test:
        case OnOrAfter(field=field) | OnOrBefore(field=field) | AbsentOrAfter(field=field):
            for offset in (-1, 1):
                yield f"moved by {offset}", [type(test)(field, _moved(test.day, offset))]
            if isinstance(test, AbsentOrAfter):
                yield "without empty", [OnOrAfter(field, _moved(test.day, 1))]
        case OneOf(field=field, codes=codes) if len(codes) > 1:
            for code in codes:
                yield f"without {code}", [OneOf(field, codes - {code})]
        case _:
            pass


PERIOD = Period.year(2019, cutoff="2019-12-18")
"""The period of the cases that speak of days; those of another year say nothing of a day that is moved."""


def _moved(day: Day, offset: int) -> Day:
    if isinstance(day, Parameter):
        day = {Parameter.PERIOD_START: PERIOD.start, Parameter.PERIOD_END: PERIOD.end, Parameter.CUTOFF: PERIOD.cutoff}[day]
    return day + timedelta(days=offset)


def _changes(measure: Measure, query: Query | None) -> bool:
    """Tell whether a case comes out otherwise when the query is another."""
    assert query is not None
    assert not isinstance(measure.query, Derivation)
    for case in cases_of(measure.id):
        if case.period == PERIOD:
            tasks = [Task(measure.query, measure.by), Task(query, measure.by)]
            right, changed = map(_answer, run(tasks, case.ledger, case.period))
            if right != changed:
                return True
    return False


def _answer(tally: Tally) -> tuple[object, ...]:
    return tally.total, dict(tally.groups)


@pytest.mark.parametrize("measure", COUNTED, ids=lambda measure: measure.id)
def test_measure_asks_for_codes_that_exist(measure: Measure) -> None:
    """Every code that a measure asks for stands on the list of its column, or on all lists of its scheme."""
    assert not isinstance(measure.query, Derivation)
    for test in measure.query.where:
        if isinstance(test, OneOf):
            name = value_column(test.field).declaration.codes or ""
            schemes = [code_list(known) for known in code_list_ids() if code_list(known).scheme == name]
            lists = [code_list(name)] if name in code_list_ids() else schemes
            assert lists
            assert all(code in codes for codes in lists for code in test.codes)


def test_empty_ledger_has_a_figure_for_every_measure() -> None:
    """Over an empty ledger, counts and sums come to nothing, and what is divided by nothing has no value."""
    figures = evaluate(MEASURES.values(), Ledger({}, header=Header(title="empty")), PERIOD)

    assert list(figures) == list(MEASURES)
    for figure in figures.values():
        divided = figure.measure.unit.is_percent or figure.id == "projects.average_funding"
        assert figure.value == (None if divided else 0), figure.id
        assert figure.parts == {}
        assert figure.records() == ()


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_sentence_names_its_number(measure: Measure) -> None:
    """A sentence has a place for the value or for its groups in both languages, the same ones, and no other."""
    if measure.sentence is None:
        return

    zh, en = (
        {field for field in ("{value}", "{groups}") if field in words} for words in (measure.sentence.zh, measure.sentence.en)
    )

    assert zh == en
    assert zh
    assert "{groups}" not in zh or measure.by is not None
    measure.sentence.format(value="1", groups="2")


def test_measures_are_grouped_by_labels_and_references_only() -> None:
    """Whatever a measure is grouped by has labels to be named with."""
    kinds = {value_column(measure.by).kind for measure in MEASURES.values() if measure.by is not None}

    assert kinds <= {ColumnKind.LABEL, ColumnKind.REFERENCE}
