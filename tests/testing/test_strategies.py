"""The strategies: what they draw is what the declarations allow, all of it, and careless only where asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.statistics.query import (
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
    Query,
    Sum,
    Via,
    own_column,
    require_groupable,
)
from minzheng_domain.testing import (
    Careless,
    amounts,
    days,
    groupings,
    headers,
    ledgers,
    periods,
    queries,
    records,
    words,
)

KINDS = list(record_kinds().values())
LOOKING = settings(
    max_examples=2000,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Looks for an example that is somewhere, without making it small."""


def codes_of(column: Column, schemes: dict[str, str]) -> set[str]:
    """Return the codes that a label may be; those of any list of a scheme that is not chosen."""
    name = schemes.get(column.declaration.codes or "", column.declaration.codes or "")
    lists = [code_list(known) for known in code_list_ids() if name in (known, code_list(known).scheme)]
    return {entry.code for codes in lists for entry in codes.codes}


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), records(kind))))
def test_record_holds_what_its_columns_can(drawn: tuple[RecordKind, Any]) -> None:
    """Every field of a record is of the type of its column, and filled in where it is required."""
    kind, record = drawn

    assert type(record) is kind.record_class
    for column in kind.columns:
        value = getattr(record, column.name)
        if value is None:
            assert not column.declaration.required
            continue
        assert type(value) is column.python_type
        if column.kind is ColumnKind.LABEL:
            assert value in codes_of(column, {})
        if column.python_type is str:
            assert value
            assert value.isprintable() or " " in value or not value.isascii()
            value.encode("utf-8")


@given(
    records(
        "organizations",
        ids={"reporting_units": ["甲镇", "乙镇"]},
        schemes={"community-category": "community-category-shanghai"},
    )
)
def test_record_refers_to_what_is_given(record: Any) -> None:
    """References lead to the ids that are given, and labels follow the scheme that is chosen."""
    assert record.town in (None, "甲镇", "乙镇")
    assert record.community_category in (None, "LIFE", "CHARITY", "CULTURE_SPORT", "MEDIATION")


@given(ledgers(["payments", "gradings"], min_size=1, max_size=2))
def test_ledger_has_the_kinds_that_are_asked_for(ledger: Ledger) -> None:
    """A ledger has records of the kinds asked for, as many as asked for, and of those that they refer to."""
    sizes = {kind.name: len(members) for kind, members in ledger.kinds()}

    assert set(sizes) == {"reporting_units", "organizations", "projects", "payments", "gradings"}
    assert set(sizes.values()) <= {1, 2}


@given(ledgers())
def test_labels_of_a_ledger_follow_its_header(ledger: Ledger) -> None:
    """The labels of a careful ledger are codes of the schemes that its header chooses."""
    for kind, members in ledger.kinds():
        for column in kind.columns:
            if column.kind is ColumnKind.LABEL:
                known = codes_of(column, ledger.header.schemes)
                assert {getattr(record, column.name) for record in members} <= known | {None}


def _fields(ledger: Ledger) -> list[tuple[Column, Any]]:
    return [(c, getattr(r, c.name)) for kind, members in ledger.kinds() for r in members for c in kind.columns]


CARELESSNESS: dict[str, tuple[Careless, Callable[[Ledger], bool]]] = {
    "a double id": (
        Careless(duplicates=True),
        lambda ledger: any(len(ledger.index(kind.name)) < len(members) for kind, members in ledger.kinds()),
    ),
    "a reference that leads nowhere": (
        Careless(dangling=True),
        lambda ledger: any(
            value is not None and value not in ledger.index(column.declaration.refers_to or "")
            for column, value in _fields(ledger)
            if column.kind is ColumnKind.REFERENCE
        ),
    ),
    "a code that is on no list": (
        Careless(unknown_codes=True),
        lambda ledger: any(
            value is not None and value not in codes_of(column, ledger.header.schemes)
            for column, value in _fields(ledger)
            if column.kind is ColumnKind.LABEL
        ),
    ),
    "a text that is empty": (Careless(blanks=True), lambda ledger: any(value == "" for _, value in _fields(ledger))),
}


@pytest.mark.parametrize("what", CARELESSNESS)
def test_carelessness_is_drawn_where_it_is_asked_for(what: str) -> None:
    """Each kind of carelessness turns up when it is asked for."""
    careless, is_so = CARELESSNESS[what]

    assert find(ledgers(["gradings"], careless=careless), is_so, settings=LOOKING)


def test_what_is_found_is_made_small() -> None:
    """What fails is told by a ledger with nothing else in it: one record, no column filled in but what matters."""
    smallest = find(
        ledgers(["organizations"]),
        lambda ledger: any(record.staff for record in ledger.all(Organization)),
        settings=settings(LOOKING, phases=[Phase.generate, Phase.shrink]),
    )

    (record,) = smallest.all(Organization)
    assert record == Organization(id="0", name="0", type="SOCIAL_GROUP", status="NAME_APPROVAL", staff=1)
    assert len(smallest) == 1


@pytest.mark.parametrize("what", CARELESSNESS)
def test_carelessness_is_not_drawn_otherwise(what: str) -> None:
    """None of it turns up in a ledger that is drawn with care."""
    _, is_so = CARELESSNESS[what]

    @given(ledgers(["gradings", "payments"]))
    def law(ledger: Ledger) -> None:
        assert not is_so(ledger)

    law()


NODES = (Present, Absent, OneOf, Is, OnOrAfter, OnOrBefore, AbsentOrAfter, AtLeast, AtMost)


@pytest.mark.parametrize("reached", [False, True], ids=["own", "reached"])
@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_queries_have_every_kind_of_test(node: type[Any], *, reached: bool) -> None:
    """Every node of the language is drawn, on fields of the kind itself and on those that are reached."""
    found = find(
        queries("projects"),
        lambda query: any(type(test) is node and isinstance(test.field, Via) is reached for test in query.where),
        settings=LOOKING,
    )

    assert found.record == "projects"


@pytest.mark.parametrize("node", [Count, CountDistinct, Sum], ids=lambda node: node.__name__)
def test_queries_are_of_every_kind(node: type) -> None:
    """Counts, distinct counts and sums are drawn."""
    found = find(queries("activities"), lambda query: type(query) is node, settings=LOOKING)

    assert type(found) is node


@pytest.mark.parametrize("wanted", [True, False])
def test_sums_ask_for_exactness_where_there_is_one(*, wanted: bool) -> None:
    """Sums are drawn with and without the column that says how exact the numbers are."""
    found = find(
        queries("activities"),
        lambda query: isinstance(query, Sum) and (query.exactness is not None) is wanted,
        settings=LOOKING,
    )

    assert found.record == "activities"


@given(
    st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), queries(kind, max_tests=2), groupings(kind)))
)
def test_queries_and_groupings_are_of_their_kind(drawn: tuple[RecordKind, Query, Any]) -> None:
    """A query is on the kind asked for, has no more tests than asked for, and its groupings can be grouped by."""
    kind, query, by = drawn

    assert query.record == kind.name
    assert len(query.where) <= 2
    if by is not None:
        require_groupable(by)
        assert own_column(by).record == kind.name


@given(headers())
def test_headers_choose_among_the_schemes_that_exist(header: Header) -> None:
    """A header chooses one list for every scheme."""
    schemes = {scheme for name in code_list_ids() if (scheme := code_list(name).scheme)}

    assert set(header.schemes) == schemes
    assert all(code_list(chosen).scheme == scheme for scheme, chosen in header.schemes.items())


@given(words(), amounts(), days(), periods(days()))
def test_values_can_be_written_and_read(text: str, amount: Any, day: Any, period: Any) -> None:
    """Texts, amounts and days are such as a file can hold and give back."""
    assert text.encode("utf-8").decode("utf-8") == text
    assert not any(character in text for character in "\0\n\r\t\x1b")
    assert type(amount)(str(amount)) == amount >= 0
    assert type(day).fromisoformat(day.isoformat()) == day
    assert period.start <= period.cutoff <= period.end
