"""Query → formula of a spreadsheet: COUNTIFS and SUMIFS where they say exactly the query, SUMPRODUCT elsewhere.

The formulas are for Excel 2010 and later, WPS and LibreOffice alike: no dynamic arrays, none that has to be entered as
an array formula. Traps that they keep clear of:

* COUNTIFS reads patterns and operators in a text, ignores case, and takes a code for a number. Whether a text is free
  of that among the texts of its column, :meth:`Cells.counts` says; where it is not, EXACT compares.
* An empty cell counts as 0, and every text is greater than every number: days and numbers are asked whether they are
  numbers first.
* ``"<>"`` finds empty cells as well: what is absent is what remains of all when the present ones are taken away.
* Sums of binary fractions do not cancel out: what has to be taken away is never added in the first place.
* ``x=""`` holds for texts of invisible characters alone: LEN is asked instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from typing import Protocol, TypeAlias, assert_never

import attrs

from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.quantities import plain
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

MOST_TERMS = 16
"""Into how many COUNTIFS a query is spread at most, before one SUMPRODUCT says it more shortly."""

FIRST_DAY = date(1900, 3, 1)
"""The first day on which all programs number the days alike; Excel has a 29 February 1900 before it."""

_DAY_ZERO = date(1899, 12, 30)
_LONGEST_LITERAL = 120
"""Of 255 that Excel allows; a character outside the basic plane counts twice, and quotes are written twice."""
_BREAKS = re.compile(r"([\x00-\x1f])|(?<=_)(?=x[0-9A-Fa-f]{4}_)")


class Cells(Protocol):
    """Where things stand in a workbook.

    All ranges over one kind of record are of one size: a row for each record, and below them one more that is empty.
    """

    def values(self, field: Field) -> str:
        """Return the range of a field's values; empty, or an empty text, where there is none or nothing is reached."""

    def reached(self, reference: Column) -> str:
        """Return the range that holds a number from 1 where a reference reaches a record, an empty text elsewhere."""

    def first(self, field: Field) -> str:
        """Return the range that numbers the values of a field.

        For each record it holds the number, from 1, of the first record with the same value, and 0 where there is none.
        """

    def text(self, column: Column, value: str | bool) -> str:  # noqa: FBT001 - a value of a column
        """Return how a code, an id or a flag stands in the cells of a column."""

    def counts(self, field: Field, text: str) -> bool:
        """Tell whether COUNTIFS, given a text, counts just the cells of a field that hold exactly this text."""

    def day(self, parameter: Parameter, years_before: int = 0) -> str:
        """Return the cell of a day that the period supplies, or of the same day some years before."""


def compile_query(
    query: Query, cells: Cells, *, group: tuple[Field, str | None] | None = None, years_before: int = 0
) -> str:
    """Return the formula that answers a query, without ``=``; money is in 元.

    A bound of more than 15 digits is not said exactly: no cell holds such a number.

    Args:
        query: what is counted or added.
        cells: where its fields stand.
        group: the field and the code of the group that alone is meant; ``None`` for the records in which it is missing.
        years_before: how many years before the days of the period are meant.
    """
    tests: list[_Condition] = list(query.where)
    if group is not None:
        field, code = group
        tests.append(_Blank(field) if code is None else _Equals(field, code))
    return _Compiler(query.record, cells, years_before).formula(query, tests)


def literal(text: str) -> str:
    """Return a text as it is written in a formula.

    >>> print(literal('第"甲"会'))
    "第""甲""会"
    """
    parts: list[str] = []
    for piece in filter(None, _BREAKS.split(text)):
        if len(piece) == 1 and ord(piece) < ord(" "):
            parts.append(f"CHAR({ord(piece)})")
            continue
        for start in range(0, len(piece), _LONGEST_LITERAL):
            written = piece[start : start + _LONGEST_LITERAL].replace('"', '""')
            parts.append(f'"{written}"')
    return "&".join(parts) or '""'


@attrs.frozen
class _Equals:
    """The label, or the reference, is this one."""

    field: Field
    code: str


@attrs.frozen
class _Blank:
    """The field is missing, also where a reference does not reach a record."""

    field: Field


_Condition: TypeAlias = Test | _Equals | _Blank

_Criterion: TypeAlias = tuple[str, str]
"""A range and what COUNTIFS is to find in it."""


@attrs.frozen
class _Term:
    """One COUNTIFS among those that are added and taken away."""

    criteria: tuple[_Criterion, ...]
    is_added: bool = True


_NUMBERS = {ColumnKind.DATE, ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY}


class _Compiler:
    """Writes the formulas of queries on one kind of record."""

    def __init__(self, record: str, cells: Cells, years_before: int) -> None:
        self.cells = cells
        self.years_before = years_before
        self.record = record

    @property
    def ids(self) -> str:
        """The range of the ids: it alone is filled in every row of a record."""
        return self.cells.values(record_kind(self.record).columns[0])

    def formula(self, query: Query, tests: Sequence[_Condition]) -> str:
        match query:
            case Count():
                terms = self.terms(tests)
                if terms is None:
                    return f"SUMPRODUCT({self.holding(tests)})"
                return _joined([(term, _call("COUNTIFS", term.criteria or ((self.ids, '"?*"'),))) for term in terms])
            case Sum(field=field):
                added = self.cells.values(field)
                terms = self.terms(tests)
                # A difference of sums would leave a rest of binary fractions where nothing should be left.
                if terms is None or not all(term.is_added for term in terms):
                    return f"SUMPRODUCT({self.holding(tests)},{added})"
                return _joined(
                    [(term, _call("SUMIFS" if term.criteria else "SUM", term.criteria, added)) for term in terms]
                )
            case CountDistinct(field=field):
                # The empty row below the records puts a 0 among the numbers: what is counted of zeros is always one.
                numbers = "*".join([*self.factors(tests), self.cells.first(field)])
                return f"SUMPRODUCT(--(FREQUENCY({numbers},ROW({self.ids})-MIN(ROW({self.ids})))>0))-1"
            case _:
                assert_never(query)

    def holding(self, tests: Sequence[_Condition]) -> str:
        """Return the array that is 1 where all tests hold."""
        factors = self.factors(tests)
        return "*".join(factors) if len(factors) > 1 else f"--{factors[0]}"

    def factors(self, tests: Sequence[_Condition]) -> list[str]:
        """Return the arrays whose product is 1 where all tests hold, and 0 in the empty row."""
        found = list(dict.fromkeys(factor for test in tests for factor in self.array(test)))
        holds_on_nothing = all(isinstance(test, Absent | AbsentOrAfter | _Blank) for test in tests)
        return [f"(LEN({self.ids})>0)", *found] if holds_on_nothing else found

    def array(self, test: _Condition) -> list[str]:
        """Return the arrays, of 1 or TRUE where a test holds, that are to be multiplied."""
        values = self.cells.values(test.field)
        match test:
            case OneOf(field=field, codes=codes):
                texts = sorted(self.text(field, code) for code in codes)
                return [_either([f"EXACT({values},{literal(text)})" for text in texts])]
            case Is(field=field, value=value):
                return [f"EXACT({values},{literal(self.text(field, value))})"]
            case _Equals(field=field, code=code):
                return [f"EXACT({values},{literal(self.text(field, code))})"]
            case OnOrAfter() | OnOrBefore() | AtLeast() | AtMost():
                return [f"ISNUMBER({values})", f"({values}{self.bound(test)})"]
            case AbsentOrAfter(day=day):
                return [*self.is_reached(test.field), f"(1-ISNUMBER({values})*({values}<={self.day(day)}))"]
            case Present():
                return [f"(LEN({values})>0)"]
            case Absent():
                return [*self.is_reached(test.field), f"(LEN({values})=0)"]
            case _Blank():
                return [f"(LEN({values})=0)"]
            case _:
                assert_never(test)

    def terms(self, tests: Sequence[_Condition]) -> list[_Term] | None:
        """Return the COUNTIFS that say all tests together; ``None`` where none can, or where they are too many."""
        found = [_Term(())]
        for test in tests:
            meant = self.meant(test)
            if meant is None or len(found) * len(meant) > MOST_TERMS:
                return None
            found = [
                _Term((*one.criteria, *other.criteria), one.is_added is other.is_added)
                for one, other in product(found, meant)
            ]
        return found

    def meant(self, test: _Condition) -> list[_Term] | None:
        """Return the COUNTIFS that say one test, the first of them added."""
        values = self.cells.values(test.field)
        match test:
            case OneOf(field=field, codes=codes):
                return self.found(field, sorted(self.text(field, code) for code in codes))
            case Is(field=field, value=value):
                return self.found(field, [self.text(field, value)])
            case _Equals(field=field, code=code):
                return self.found(field, [self.text(field, code)])
            case OnOrAfter() | OnOrBefore() | AtLeast() | AtMost():
                return [_Term(((values, _criterion(self.bound(test))),))]
            case AbsentOrAfter(field=field, day=day):
                by_then = (values, _criterion(f"<={self.day(day)}"))
                return [_Term(self.among(field)), _Term((*self.among(field), by_then), is_added=False)]
            case Present(field=field):
                return [_Term((self.given(field),))]
            case Absent(field=field):
                return [_Term(self.among(field)), _Term((*self.among(field), self.given(field)), is_added=False)]
            case _Blank(field=field):
                return [_Term(()), _Term((self.given(field),), is_added=False)]
            case _:
                assert_never(test)

    def found(self, field: Field, texts: Sequence[str]) -> list[_Term] | None:
        if not all(self.cells.counts(field, text) for text in texts):
            return None
        return [_Term(((self.cells.values(field), literal(text)),)) for text in texts]

    def given(self, field: Field) -> _Criterion:
        """Return what finds the records in which a field is filled in."""
        is_number = value_column(field).kind in _NUMBERS
        return self.cells.values(field), '"<9E+307"' if is_number else '"?*"'

    def among(self, field: Field) -> tuple[_Criterion, ...]:
        """Return what finds the records that a field can be missing in: those that reach the one it belongs to."""
        return ((self.cells.reached(field.reference), '">0"'),) if isinstance(field, Via) else ()

    def is_reached(self, field: Field) -> list[str]:
        return [f"ISNUMBER({self.cells.reached(field.reference)})"] if isinstance(field, Via) else []

    def text(self, field: Field, value: str | bool) -> str:  # noqa: FBT001 - a value of a column
        return self.cells.text(value_column(field), value)

    def bound(self, test: OnOrAfter | OnOrBefore | AtLeast | AtMost) -> str:
        match test:
            case OnOrAfter(day=day):
                return f">={self.day(day)}"
            case OnOrBefore(day=day):
                return f"<={self.day(day)}"
            case AtLeast(bound=bound):
                return f">={plain(bound)}"
            case AtMost(bound=bound):
                return f"<={plain(bound)}"
            case _:
                assert_never(test)

    def day(self, day: Day) -> str:
        if isinstance(day, Parameter):
            return self.cells.day(day, self.years_before)
        # No cell holds an earlier day as a number, so that only the order of its number counts.
        return f"DATE({day.year},{day.month},{day.day})" if day >= FIRST_DAY else str((day - _DAY_ZERO).days)


def _criterion(bound: str) -> str:
    """Return a bound as COUNTIFS takes it: the operator as text, the number joined to it whatever the decimal sign."""
    return f'"{bound[:2]}"&{bound[2:]}'


def _joined(terms: Iterable[tuple[_Term, str]]) -> str:
    text = "".join(("+" if term.is_added else "-") + said for term, said in terms)
    return text.removeprefix("+")


def _either(arrays: Sequence[str]) -> str:
    return arrays[0] if len(arrays) == 1 else f"({'+'.join(arrays)})"


def _call(function: str, criteria: Sequence[_Criterion], *before: str) -> str:
    return f"{function}({','.join([*before, *(part for criterion in criteria for part in criterion)])})"
