"""Query → Python, the reference: all queries on one kind of record become one generated pass over its records.

The tests of all queries, also of one query in several periods, become nested ``if`` statements in the order of
:mod:`~minzheng_domain.statistics.compile.plan`.
"""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, TypeAlias, TypeVar, assert_never

import attrs

from minzheng_domain.model.columns import Column, ColumnKind, Record
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT
from minzheng_domain.statistics.compile.plan import Node, is_of_period
from minzheng_domain.statistics.query import (
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Count,
    CountDistinct,
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
    own_column,
    value_column,
)

T = TypeVar("T")

Group: TypeAlias = str | None
"""A value that records are grouped by; ``None`` for those in which it is missing."""

_STRINGS = frozenset(
    {ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.LABEL, ColumnKind.TEXT, ColumnKind.REFERENCE}
)


@attrs.frozen
class Task:
    """A query with the field that its result is grouped by; or, with ``collect``, the records that it stands on."""

    query: Query
    by: Field | None = None
    collect: bool = False


@attrs.frozen
class Tally:
    """The answer to a task.

    Attributes:
        total: the number over all groups; money in 元.
        groups: the number of each group.
        doubts: for each group, the codes other than ``EXACT`` that its records' exactness bears.
        records: for each group, the records that its number stands on, if they were asked for.
    """

    total: Decimal
    groups: Mapping[Group, Decimal]
    doubts: Mapping[Group, frozenset[str]]
    records: Mapping[Group, Sequence[Record]]


def run(tasks: Sequence[Task], ledger: Ledger, period: Period) -> list[Tally]:
    """Answer all tasks for one period, with one pass for each kind of record that they are on."""
    return run_for([(task, period) for task in tasks], ledger)


def run_for(asked: Sequence[tuple[Task, Period]], ledger: Ledger) -> list[Tally]:
    """Answer all tasks, each for a period of its own, with one pass for each kind of record that they are on."""
    moments = list(dict.fromkeys(period for _, period in asked))
    days = [(period.start, period.end, period.cutoff) for period in moments]
    by_kind: dict[str, list[int]] = {}
    for place, (task, _) in enumerate(asked):
        by_kind.setdefault(task.query.record, []).append(place)
    answers: dict[int, Tally] = {}
    with localcontext(EXACT_CONTEXT):
        for kind, places in by_kind.items():
            scan, targets = _compile(tuple((asked[place][0], moments.index(asked[place][1])) for place in places))
            lookups = [ledger.index(target).get for target in targets]
            answers.update(zip(places, scan(ledger.of_kind(kind), lookups, days), strict=True))
    return [answers[place] for place in range(len(asked))]


_Asked: TypeAlias = tuple[Task, int]
"""A task, and which of the periods it is asked for."""

_Scan: TypeAlias = Callable[[Iterable[Record], Sequence[Callable[[Any], Any]], Sequence[Sequence[date]]], list[Tally]]


@functools.lru_cache(maxsize=256)
def _compile(asked: tuple[_Asked, ...]) -> tuple[_Scan, tuple[str, ...]]:
    """Generate the pass for tasks on one kind of record, and name the kinds that it looks records up in."""
    writer = _Writer(asked)
    source = writer.source()
    namespace: dict[str, Any] = {"defaultdict": defaultdict, "tally": _tally, **writer.constants}
    exec(compile(source, f"<pass over {asked[0][0].query.record}>", "exec"), namespace)  # noqa: S102 - our own text
    scan: _Scan = namespace["scan"]
    return scan, tuple(writer.targets)


def source_of(tasks: Sequence[Task]) -> str:
    """Return the generated pass for tasks on one kind of record as Python source, to be read by people."""
    return _Writer(tuple((task, 0) for task in tasks)).source()


def _tally(task: Task, gathered: Mapping[Group, Any], doubts: Mapping[Group, set[str]]) -> Tally:
    """Turn what a pass has gathered for a task into numbers."""
    if task.collect:
        found = dict(gathered)
        numbers = {group: Decimal(len(members)) for group, members in found.items()}
        return Tally(sum(numbers.values(), Decimal(0)), numbers, {}, found)
    uncertain = {group: frozenset(codes) for group, codes in _with_blanks_joined(doubts, set.union).items()}
    if isinstance(task.query, CountDistinct):
        values = _with_blanks_joined(gathered, set.union)
        total = Decimal(len(set().union(*values.values())))
        return Tally(total, {group: Decimal(len(found)) for group, found in values.items()}, uncertain, {})
    added = _with_blanks_joined(gathered, operator.add)
    numbers = {group: Decimal(number) for group, number in added.items()}
    return Tally(sum(numbers.values(), Decimal(0)), numbers, uncertain, {})


def _with_blanks_joined(groups: Mapping[Group, T], join: Callable[[T, T], T]) -> dict[Group, T]:
    """Put the group of the empty text, which is missing as well, together with that of nothing."""
    joined = dict(groups)
    if "" in joined:
        blank = joined.pop("")
        joined[None] = join(joined[None], blank) if None in joined else blank
    return joined


class _Writer:
    """Writes the source of one pass; it keeps the constants and the lookups that the source names."""

    def __init__(self, asked: tuple[_Asked, ...]) -> None:
        self.asked = asked
        self.constants: dict[str, Any] = {f"task{i}": task for i, (task, _) in enumerate(asked)}
        self.targets: list[str] = []
        self.lines: list[str] = []

    def source(self) -> str:
        tests = {
            place: [(test, moment if is_of_period(test) else 0) for test in task.query.where]
            for place, (task, moment) in enumerate(self.asked)
        }
        self._node(Node(tests), 2, frozenset())
        body, self.lines = self.lines, []
        places = range(len(self.asked))
        head = ["def scan(records, lookups, days):"]
        head += [
            f"    {', '.join(_day(day, moment) for day in Parameter)} = days[{moment}]"
            for moment in sorted({moment for _, moment in self.asked})
        ]
        head += [f"    groups{i} = defaultdict({self._gathers(i)}); doubts{i} = defaultdict(set)" for i in places]
        head += [f"    find{i} = lookups[{i}]" for i in range(len(self.targets))]
        head += ["    for r in records:"]
        tail = [f"    return [{', '.join(f'tally(task{i}, groups{i}, doubts{i})' for i in places)}]", ""]
        return "\n".join([*head, *body, *tail])

    def _gathers(self, place: int) -> str:
        task = self.asked[place][0]
        return "list" if task.collect else "set" if isinstance(task.query, CountDistinct) else "int"

    def _node(self, node: Node, depth: int, known: frozenset[str]) -> None:
        for place in node.done:
            known = self._gather(place, depth, known)
        for (test, moment), child in node.children:
            known = self._load(test.field, depth, known)
            self._line(depth, f"if {self._condition(test, moment, known)}:")
            given = frozenset() if isinstance(test, Absent | AbsentOrAfter) else {_given(test.field)}
            self._node(child, depth + 1, known | given)

    def _line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def _load(self, field: Field, depth: int, known: frozenset[str]) -> frozenset[str]:
        """Make sure that the variables of a field hold the record's values at this depth."""
        own = own_column(field)
        if _own(own) not in known:
            self._line(depth, f"{_own(own)} = r.{own.name}")
            known |= {_own(own)}
        if isinstance(field, Via):
            reached = _reached(field)
            if reached not in known:
                self._line(depth, f"{reached} = find{self._target(field)}({_own(own)})")
                known |= {reached}
            if _value(field) not in known:
                self._line(depth, f"{_value(field)} = {reached}.{field.column.name} if {reached} is not None else None")
                known |= {_value(field)}
        return known

    def _target(self, field: Via) -> int:
        target = field.reference.declaration.refers_to or ""
        if target not in self.targets:
            self.targets.append(target)
        return self.targets.index(target)

    def _constant(self, value: object) -> str:
        for name, known in self.constants.items():
            if type(known) is type(value) and known == value:
                return name
        name = f"constant{len(self.constants)}"
        self.constants[name] = value
        return name

    def _day(self, day: date | Parameter, moment: int) -> str:
        return _day(day, moment) if isinstance(day, Parameter) else self._constant(day)

    def _condition(self, test: Test, moment: int, known: frozenset[str]) -> str:
        value = _value(test.field)
        column = value_column(test.field)
        certain = _given(test.field) in known or (isinstance(test.field, Column) and column.declaration.required)
        given = "" if certain else f"{value} is not None and "
        reached = f"{_reached(test.field)} is not None and " if isinstance(test.field, Via) else ""
        match test:
            case OneOf(codes=codes):
                only = next(iter(codes)) if len(codes) == 1 else None
                return f"{value} == {only!r}" if only is not None else f"{value} in {self._constant(codes)}"
            case Is(value=wanted):
                return f"{value} is {wanted}"
            case OnOrAfter(day=day):
                return f"{given}{value} >= {self._day(day, moment)}"
            case OnOrBefore(day=day):
                return f"{given}{value} <= {self._day(day, moment)}"
            case AbsentOrAfter(day=day):
                return f"{reached}({value} is None or {value} > {self._day(day, moment)})"
            case AtLeast(bound=bound):
                return f"{given}{value} >= {self._constant(bound)}"
            case AtMost(bound=bound):
                return f"{given}{value} <= {self._constant(bound)}"
            case Present():
                return value if column.kind in _STRINGS else f"{value} is not None"
            case Absent():
                return f"{reached}{f'not {value}' if column.kind in _STRINGS else f'{value} is None'}"
            case _:
                assert_never(test)

    def _gather(self, place: int, depth: int, known: frozenset[str]) -> frozenset[str]:
        """Write what happens to a record that has passed all tests of a task."""
        task = self.asked[place][0]
        group = "None"
        if task.by is not None:
            known = self._load(task.by, depth, known)
            group = _value(task.by)
        if task.collect:
            return self._collect(place, f"{group} or None", depth, known)
        match task.query:
            case Count():
                self._line(depth, f"groups{place}[{group}] += 1")
            case CountDistinct(field=field):
                known = self._load(field, depth, known)
                self._line(depth, f"if {_value(field)}: groups{place}[{group}].add({_value(field)})")
            case Sum(field=field, exactness=exactness):
                known = self._load(field, depth, known)
                if exactness is not None:
                    known = self._load(exactness, depth, known)
                self._line(depth, f"if {_value(field)} is not None:")
                self._line(depth + 1, f"groups{place}[{group}] += {_value(field)}")
                if exactness is not None:
                    code = _own(exactness)
                    self._line(depth + 1, f"if {code} and {code} != 'EXACT': doubts{place}[{group}].add({code})")
            case _:
                assert_never(task.query)
        return known

    def _collect(self, place: int, group: str, depth: int, known: frozenset[str]) -> frozenset[str]:
        """Write that a record is kept, unless what is counted or added is missing in it."""
        match self.asked[place][0].query:
            case Count():
                pass
            case CountDistinct(field=field):
                known = self._load(field, depth, known)
                self._line(depth, f"if {_value(field)}:")
                depth += 1
            case Sum(field=field):
                known = self._load(field, depth, known)
                self._line(depth, f"if {_value(field)} is not None:")
                depth += 1
        self._line(depth, f"groups{place}[{group}].append(r)")
        return known


def _day(day: Parameter, moment: int) -> str:
    return f"{day.value}_{moment}" if moment else day.value


def _given(field: Field) -> str:
    """Name the knowledge that a field is filled in."""
    return f"{_value(field)} is given"


def _own(column: Column) -> str:
    return f"v_{column.name}"


def _reached(field: Via) -> str:
    return f"o_{field.reference.name}"


def _value(field: Field) -> str:
    return f"o_{field.reference.name}__{field.column.name}" if isinstance(field, Via) else _own(field)
