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
    return st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=min_size, max_size=max_size
    )


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
        values[column.name] = _optional(column, st.sampled_from(known) if known else words())
    return st.fixed_dictionaries({"id": words(), **values}).map(lambda fields: _record(kind, fields))


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
        kinds: the kinds of record to draw, and with them the kinds that these refer to; any few, if left out.
        min_size: how many records of each kind there must be.
        max_size: how many there may be.
        careless: what there may be that should not.
        days: the days to draw from.
    """
    wanted = None if kinds is None else tuple(kinds)
    covers = st.deferred(headers)
    nowhere = words()
    names = st.lists(words(), min_size=min_size, max_size=max_size, unique=True)
    prepared: dict[tuple[str, str], st.SearchStrategy[dict[str, Any]]] = {}

    def values(kind: RecordKind, header: Header) -> st.SearchStrategy[dict[str, Any]]:
        key = (kind.name, repr(header.schemes))
        if key not in prepared:
            prepared[key] = st.fixed_dictionaries(_values(kind, header.schemes, careless, days))
        return prepared[key]

    def reference(column: Column, ids: Mapping[str, list[str]]) -> st.SearchStrategy[str | None]:
        known = ids.get(column.declaration.refers_to or "", [])
        reached = [st.sampled_from(known)] if known else []
        return _optional(column, st.one_of(*reached, *([nowhere] if careless.dangling else [])))

    @st.composite
    def draw_ledger(draw: st.DrawFn) -> Ledger:
        header = draw(covers)
        chosen = wanted
        if chosen is None:
            chosen = tuple(draw(st.lists(st.sampled_from(list(record_kinds())), max_size=3, unique=True)))
        ids = {}
        for name in _with_those_referred_to(chosen):
            ids[name] = draw(names)
            if careless.duplicates and ids[name]:
                ids[name] += draw(st.lists(st.sampled_from(ids[name]), max_size=2))
        if not careless.dangling:
            _drop_what_could_only_dangle(ids)
        drawn: dict[str, list[Record]] = {}
        for name, given in ids.items():
            kind = record_kind(name)
            references = {column.name: reference(column, ids) for column in kind.references}
            drawn[name] = [
                _record(kind, {"id": given_id, **draw(values(kind, header)), **{n: draw(s) for n, s in references.items()}})
                for given_id in given
            ]
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
    """Give each column but the id and the references a strategy."""
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
                return texts

    return {
        column.name: _optional(column, of(column))
        for column in kind.columns
        if column.name != "id" and column.kind is not ColumnKind.REFERENCE
    }


def _record(kind: RecordKind, fields: Mapping[str, Any]) -> Record:
    return kind.record_class(**fields)


def _optional(column: Column, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values if column.declaration.required else st.none() | values


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


def _with_those_referred_to(names: Iterable[str]) -> list[str]:
    """Add the kinds that some kinds refer to, and order all as the model does, those referred to first."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [column.declaration.refers_to or "" for column in record_kind(name).references]
    return [name for name in record_kinds() if name in found]


def _drop_what_could_only_dangle(ids: dict[str, list[str]]) -> None:
    """Empty the kinds whose records must refer to a kind of which there are none."""
    for name in ids:  # a kind that is referred to stands before the one that refers to it
        required = [column for column in record_kind(name).references if column.declaration.required]
        if any(not ids.get(column.declaration.refers_to or "") for column in required):
            ids[name] = []
