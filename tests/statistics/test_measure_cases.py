"""The measures of the library, held against their case files, and the case files against the measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.statistics.query import value_column
from minzheng_domain.testing import SAMPLE_PERIOD, MeasureCase, idle_parts, load_measure_cases, run_measure_case

FILES = Path(__file__).parents[1] / "cases" / "measures"
MEASURES = {measure.id: measure for measure in builtin_measures()}


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


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_each_test_keeps_something_out(measure: Measure) -> None:
    """For each test of a measure there is a record that only this test keeps out, to the day."""
    assert idle_parts(measure, cases_of(measure.id)) == []


def test_empty_ledger_has_a_figure_for_every_measure() -> None:
    """Over an empty ledger, counts and sums come to nothing, and what is divided by nothing has no value."""
    figures = evaluate(MEASURES.values(), Ledger({}, header=Header(title="empty")), SAMPLE_PERIOD)

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
        {field for field in ("{value}", "{groups}") if field in words}
        for words in (measure.sentence.zh, measure.sentence.en)
    )

    assert zh == en
    assert zh
    assert "{groups}" not in zh or measure.by is not None
    measure.sentence.format(value="1", groups="2")


def test_measures_are_grouped_by_labels_and_references_only() -> None:
    """Whatever a measure is grouped by has labels to be named with."""
    kinds = {value_column(measure.by).kind for measure in MEASURES.values() if measure.by is not None}

    assert kinds <= {ColumnKind.LABEL, ColumnKind.REFERENCE}
