"""Strategies: random records, ledgers, periods and queries for Hypothesis, made from the declarations.

A new column or kind of record is drawn without a change here. By default everything is as a careful clerk would enter
it: codes out of their lists, references that lead somewhere, ids that are unique, no field filled with an empty text.
What is not so has to be asked for::

    @given(ledgers(careless=Careless(dangling=True, duplicates=True)))
    def test_summary_survives_a_careless_ledger(ledger: Ledger) -> None: ...
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
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
    Query,
    Sum,
    Test,
    Via,
    value_column,
)

_GROUPABLE = (ColumnKind.LABEL, ColumnKind.REFERENCE)
_DISTINCT = (*_GROUPABLE, ColumnKind.IDENTIFIER, ColumnKind.NAME)
_NUMBERS = (ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY)
_FIRST_AND_LAST = (date(1950, 1, 1), date(2049, 12, 31))


@attrs.frozen(kw_only=True)
class Careless:
    """What a ledger may hold that it should not.

    Attributes:
        dangling: references that lead nowhere.
        duplicates: ids that come twice.
        unknown_codes: labels that are on no code list.
        blanks: texts that are filled in, but empty.
    """

    dangling: bool = False
    duplicates: bool = False
    unknown_codes: bool = False
    blanks: bool = False


CAREFUL = Careless()
"""Nothing that should not be there."""


def words(*, min_size: int = 1, max_size: int = 8) -> st.SearchStrategy[str]:
    """Draw any text that a file can hold: no surrogates, no control characters."""
    return st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=min_size, max_size=max_size)


def amounts() -> st.SearchStrategy[Decimal]:
    """Draw amounts of money and measured numbers: up to ten thousand million, with up to two places."""
    whole = st.integers(0, 100) | st.integers(0, 10**10)
    return st.builds(lambda number, places: Decimal(f"{number}E-{places}"), whole, st.integers(0, 2))


def days() -> st.SearchStrategy[date]:
    """Draw days that a register may hold."""
    return st.dates(*_FIRST_AND_LAST)


def periods(days: st.SearchStrategy[date] = days()) -> st.SearchStrategy[Period]:  # noqa: B008 - strategies are values
    """Draw reporting periods whose first, cut-off and last day are among the days."""
    return st.lists(days, min_size=3, max_size=3).map(sorted).map(lambda d: Period(d[0], d[2], d[1]))


def headers() -> st.SearchStrategy[Header]:
    """Draw headers of ledgers, in which every scheme is chosen."""
    return st.builds(
        Header,
        title=words(),
        district=st.none() | words(),
        division=st.none() | st.integers(110000, 659999).map(str),
        bureau=st.none() | words(),
        synthetic=st.booleans(),
        note=st.none() | words(),
        schemes=st.fixed_dictionaries({scheme: st.sampled_from(ids) for scheme, ids in _schemes().items()}),
    )


def records(
    kind: RecordKind | str,
    *,
    ids: Mapping[str, Sequence[str]] | None = None,
    schemes: Mapping[str, str] | None = None,
    careless: Careless = CAREFUL,
    days: st.SearchStrategy[date] | None = None,
) -> st.SearchStrategy[Any]:
    """Draw records of a kind.

    Args:
        kind: the kind of record, or its name.
        ids: for each kind that may be referred to, the ids that its records have; a reference to a kind that is not
            among them is dangling.
        schemes: the schemes that the district has chosen; without one, codes of any of them are drawn.
        careless: which unknown codes and blanks there may be.
        days: the days to draw from.
    """
    kind = record_kind(kind) if isinstance(kind, str) else kind
    values = _values(kind, schemes or {}, careless, days)
    for column in kind.references:
        known = (ids or {}).get(column.declaration.refers_to or "", ())
        values[column.name] = st.sampled_from(known) if known else words()

    return _record(kind, values)


def ledgers(
    kinds: Iterable[str] | None = None,
    *,
    min_size: int = 0,
    max_size: int = 3,
    careless: Careless = CAREFUL,
    days: st.SearchStrategy[date] | None = None,
) -> st.SearchStrategy[Ledger]:
    """Draw ledgers.

    Args:
        kinds: the kinds of record to draw, and with them the kinds that these refer to. If left out, any few are
            chosen, and there are some records of each of these.
        min_size: how many records of each kind there must be.
        max_size: how many there may be.
        careless: what there may be that should not.
        days: the days to draw from.
    """
    wanted = None if kinds is None else tuple(kinds)
    covers = st.deferred(headers)
    nowhere = words()
    a_few = st.lists(st.sampled_from(list(record_kinds())), min_size=1, max_size=3, unique=True)
    none: st.SearchStrategy[list[str]] = st.just([])
    any_kinds = st.one_of(a_few, a_few.map(list), a_few.map(list), none)  # seldom a ledger without records
    prepared: dict[tuple[str, str], dict[str, st.SearchStrategy[Any]]] = {}

    def values(kind: RecordKind, header: Header) -> dict[str, st.SearchStrategy[Any]]:
        key = (kind.name, repr(header.schemes))
        if key not in prepared:
            prepared[key] = _values(kind, header.schemes, careless, days)
        return prepared[key]

    def references(kind: RecordKind, ids: Mapping[str, list[str]]) -> dict[str, st.SearchStrategy[Any]]:
        reached = {column.name: ids[column.declaration.refers_to or ""] for column in kind.references}
        anywhere = [nowhere] if careless.dangling else []
        return {
            name: st.one_of(*([st.sampled_from(known)] if known else []), *anywhere)
            for name, known in reached.items()
            if known or anywhere
        }

    @st.composite
    def draw_ledger(draw: st.DrawFn) -> Ledger:
        header = draw(covers)
        chosen = tuple(draw(any_kinds)) if wanted is None else wanted
        present = _with_those_referred_to(chosen, only_required=True) if wanted is None else []
        drawn: dict[str, list[Record]] = {}
        ids: dict[str, list[str]] = {}
        for name in _with_those_referred_to(chosen):
            kind = record_kind(name)
            strategies = {**values(kind, header), **references(kind, ids)}
            if any(column.declaration.required and column.name not in strategies for column in kind.references):
                drawn[name] = []  # what they must refer to is not there
            else:
                # One number for the size: a list that ends where it likes ends too soon.
                size = draw(st.integers(max(min_size, name in present), max_size))
                drawn[name] = draw(st.lists(_record(kind, strategies), min_size=size, max_size=size, unique_by=_id_of))
            ids[name] = [record.id for record in drawn[name]]
            if careless.duplicates and ids[name]:
                again = draw(st.lists(st.sampled_from(ids[name]), max_size=2))
                drawn[name] += [draw(_record(kind, {**strategies, "id": st.just(given)})) for given in again]
        return Ledger(drawn, header=header)

    return draw_ledger()


def groupings(kind: RecordKind | str) -> st.SearchStrategy[Field | None]:
    """Draw a field that results on a kind of record can be grouped by, its own or one that a reference leads to."""
    kind = record_kind(kind) if isinstance(kind, str) else kind
    return st.none() | st.sampled_from(_fields(kind, _GROUPABLE)) if _fields(kind, _GROUPABLE) else st.none()


def queries(
    kind: RecordKind | str,
    *,
    max_tests: int = 3,
    days: st.SearchStrategy[date] = days(),  # noqa: B008 - strategies are values
) -> st.SearchStrategy[Query]:
    """Draw valid queries on a kind of record: counts, distinct counts and sums, with tests of every node.

    Args:
        kind: the kind of record, or its name.
        max_tests: how many tests are joined.
        days: the days to draw those from that the query itself names.
    """
    kind = record_kind(kind) if isinstance(kind, str) else kind
    where = st.lists(_tests(kind, st.sampled_from(Parameter) | days), max_size=max_tests)
    choices: list[st.SearchStrategy[Query]] = [
        where.map(lambda tests: Count(kind.name, where=tests)),
        st.builds(CountDistinct, st.sampled_from(_fields(kind, _DISTINCT)), where=where),
    ]
    if numbers := _fields(kind, _NUMBERS):
        exactness = [c for c in kind.columns if c.declaration.codes == "approximation"]
        doubt = st.sampled_from([*exactness, None])
        choices.append(st.builds(Sum, st.sampled_from(numbers), where=where, exactness=doubt))
    return st.one_of(*choices)


def _tests(kind: RecordKind, days: st.SearchStrategy[Day]) -> st.SearchStrategy[Test]:
    def of(field: Field) -> st.SearchStrategy[Test]:
        column = value_column(field)
        choices: list[st.SearchStrategy[Test]] = [st.just(Present(field)), st.just(Absent(field))]
        if column.kind is ColumnKind.LABEL:
            codes = st.sets(st.sampled_from(_codes(column, {}) or ["?"]), min_size=1, max_size=3)
            choices.append(codes.map(lambda found: OneOf(field, frozenset(found))))
        elif column.kind is ColumnKind.FLAG:
            choices.append(st.booleans().map(lambda wanted: Is(field, wanted)))
        elif column.kind is ColumnKind.DATE:
            this = st.just(field)
            choices += [st.builds(OnOrAfter, this, days), st.builds(OnOrBefore, this, days)]
            choices.append(st.builds(AbsentOrAfter, this, days))
        elif column.kind in _NUMBERS:
            this = st.just(field)
            choices += [st.builds(AtLeast, this, amounts()), st.builds(AtMost, this, amounts())]
        return st.one_of(*choices)

    return st.sampled_from(_fields(kind, tuple(ColumnKind))).flatmap(of)


def _fields(kind: RecordKind, wanted: Sequence[ColumnKind]) -> list[Field]:
    """List the fields of some kinds of column: those of the records themselves first, then those reached."""
    own: list[Field] = [column for column in kind.columns if column.kind in wanted]
    for reference in kind.references:
        target = record_kind(reference.declaration.refers_to or "")
        own += [Via(reference, column) for column in target.columns if column.kind in wanted]
    return own


def _values(
    kind: RecordKind, schemes: Mapping[str, str], careless: Careless, days: st.SearchStrategy[date] | None
) -> dict[str, st.SearchStrategy[Any]]:
    """Give each column but the references a strategy."""
    texts = words(min_size=0 if careless.blanks else 1)
    any_day = st.dates(*_FIRST_AND_LAST)

    def of(column: Column) -> st.SearchStrategy[Any]:
        match column.kind:
            case ColumnKind.LABEL:
                known = _codes(column, schemes)
                listed = [st.sampled_from(known)] if known else []
                return st.one_of(*listed, *([texts] if careless.unknown_codes or not known else []))
            case ColumnKind.DATE:
                return any_day if days is None else days
            case ColumnKind.NUMBER:
                return st.integers(0, 100) | st.integers(0, 10**9)
            case ColumnKind.DECIMAL | ColumnKind.MONEY:
                return amounts()
            case ColumnKind.FLAG:
                return st.booleans()
            case _:
                return words() if column.name == "id" else texts

    return {column.name: of(column) for column in kind.columns if column.kind is not ColumnKind.REFERENCE}


@st.composite
def _record(draw: st.DrawFn, kind: RecordKind, values: Mapping[str, st.SearchStrategy[Any]]) -> Record:
    """Draw a record; which of its optional columns are filled in is one choice, that shrinks to none at a stroke."""
    width = len(kind.columns) // 8 + 1
    filled = int.from_bytes(draw(st.binary(min_size=width, max_size=width)), "big")
    fields = {
        column.name: draw(values[column.name])
        for place, column in enumerate(kind.columns)
        if column.name in values and (column.declaration.required or filled >> place & 1)
    }
    return kind.record_class(**fields)


def _id_of(record: Record) -> str:
    return record.id


def _schemes() -> dict[str, list[str]]:
    """For each scheme, the code lists that a district can choose."""
    found: dict[str, list[str]] = {}
    for name in code_list_ids():
        if scheme := code_list(name).scheme:
            found.setdefault(scheme, []).append(name)
    return found


def _codes(column: Column, schemes: Mapping[str, str]) -> list[str]:
    """List the codes that a label may be; those of every list of a scheme, where none is chosen."""
    name = column.declaration.codes or ""
    chosen = [schemes[name]] if name in schemes else _schemes().get(name, [name])
    return list(dict.fromkeys(entry.code for lst in chosen if lst in code_list_ids() for entry in code_list(lst).codes))


def _with_those_referred_to(names: Iterable[str], *, only_required: bool = False) -> list[str]:
    """Add the kinds that some kinds refer to, and order all as the model does, those referred to first."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [
                column.declaration.refers_to or ""
                for column in record_kind(name).references
                if column.declaration.required or not only_required
            ]
    return [name for name in record_kinds() if name in found]
