"""Query → Python, the reference: all queries on one kind of record become one generated pass over its records.

The tests of all queries are laid out as a tree of nested ``if`` statements, tests that many queries share
outermost, so that a record is asked each question once and is dropped by the first *no*.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, TypeAlias, assert_never

import attrs

from minzheng_domain.model.columns import Column, ColumnKind, Record
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT
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
    """Answer all tasks, with one pass for each kind of record that they are on."""
    answers: dict[int, Tally] = {}
    by_kind: dict[str, list[int]] = {}
    for place, task in enumerate(tasks):
        by_kind.setdefault(task.query.record, []).append(place)
    with localcontext(EXACT_CONTEXT):
        for kind, places in by_kind.items():
            scan, targets = _compile(tuple(tasks[place] for place in places))
            lookups = [ledger.index(target).get for target in targets]
            results = scan(ledger.of_kind(kind), lookups, period.start, period.end, period.cutoff)
            answers.update(zip(places, results, strict=True))
    return [answers[place] for place in range(len(tasks))]


_Scan: TypeAlias = Callable[[Iterable[Record], Sequence[Callable[[Any], Any]], date, date, date], list[Tally]]


@functools.lru_cache(maxsize=256)
def _compile(tasks: tuple[Task, ...]) -> tuple[_Scan, tuple[str, ...]]:
    """Generate the pass for tasks on one kind of record, and name the kinds that it looks records up in."""
    writer = _Writer(tasks)
    source = writer.source()
    namespace: dict[str, Any] = {"Tally": Tally, "Decimal": Decimal, "tally": _tally, **writer.constants}
    exec(compile(source, f"<pass over {tasks[0].query.record}>", "exec"), namespace)  # noqa: S102 - our own text
    scan: _Scan = namespace["scan"]
    return scan, tuple(writer.targets)


def source_of(tasks: Sequence[Task]) -> str:
    """Return the generated pass for tasks on one kind of record as Python source, to be read by people."""
    return _Writer(tuple(tasks)).source()


def _tally(task: Task, groups: dict[Group, Any], overall: Any, doubts: dict[Group, set[str]]) -> Tally:
    """Turn what a pass has gathered for a task into numbers."""
    frozen = {group: frozenset(found) for group, found in doubts.items()}
    if task.collect:
        count = sum(map(len, groups.values()))
        return Tally(Decimal(count), {g: Decimal(len(m)) for g, m in groups.items()}, {}, groups)
    if isinstance(task.query, CountDistinct):
        return Tally(Decimal(len(overall)), {g: Decimal(len(m)) for g, m in groups.items()}, frozen, {})
    numbers = {group: Decimal(number) for group, number in groups.items()}
    return Tally(sum(numbers.values(), Decimal(0)), numbers, frozen, {})


class _Node:
    """A place in the tree of tests: what is asked next, and the tasks whose tests have all been passed here."""

    def __init__(self) -> None:
        self.children: dict[Test, _Node] = {}
        self.done: list[int] = []


class _Writer:
    """Writes the source of one pass; it keeps the constants and the lookups that the source names."""

    def __init__(self, tasks: tuple[Task, ...]) -> None:
        self.tasks = tasks
        self.constants: dict[str, Any] = {f"task{i}": task for i, task in enumerate(tasks)}
        self.targets: list[str] = []
        self.lines: list[str] = []

    def source(self) -> str:
        root = _Node()
        shared = Counter(test for task in self.tasks for test in task.query.where)
        for place, task in enumerate(self.tasks):
            node = root
            for test in sorted(task.query.where, key=lambda t: (-shared[t], repr(t))):
                node = node.children.setdefault(test, _Node())
            node.done.append(place)
        self._node(root, 2, frozenset())
        body, self.lines = self.lines, []
        places = range(len(self.tasks))
        head = ["def scan(records, lookups, period_start, period_end, cutoff):"]
        head += [f"    groups{i} = {{}}; overall{i} = set(); doubts{i} = {{}}" for i in places]
        head += [f"    find{i} = lookups[{i}]" for i in range(len(self.targets))]
        head += ["    for r in records:"]
        tail = [f"tally(task{i}, groups{i}, overall{i}, doubts{i})" for i in places]
        return "\n".join([*head, *body, f"    return [{', '.join(tail)}]", ""])

    def _node(self, node: _Node, depth: int, known: frozenset[str]) -> None:
        for place in node.done:
            known = self._gather(place, depth, known)
        for test, child in node.children.items():
            known = self._load(test.field, depth, known)
            self._line(depth, f"if {self._condition(test)}:")
            self._node(child, depth + 1, known)

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

    def _day(self, day: date | Parameter) -> str:
        return day.value if isinstance(day, Parameter) else self._constant(day)

    def _condition(self, test: Test) -> str:
        value = _value(test.field)
        column = value_column(test.field)
        certain = isinstance(test.field, Column) and column.declaration.required
        given = "" if certain else f"{value} is not None and "
        reached = f"{_reached(test.field)} is not None and " if isinstance(test.field, Via) else ""
        match test:
            case OneOf(codes=codes):
                only = next(iter(codes)) if len(codes) == 1 else None
                return f"{value} == {only!r}" if only is not None else f"{value} in {self._constant(codes)}"
            case Is(value=wanted):
                return f"{value} is {wanted}"
            case OnOrAfter(day=day):
                return f"{given}{value} >= {self._day(day)}"
            case OnOrBefore(day=day):
                return f"{given}{value} <= {self._day(day)}"
            case AbsentOrAfter(day=day):
                return f"{reached}({value} is None or {value} > {self._day(day)})"
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
        task = self.tasks[place]
        group = "None"
        if task.by is not None:
            known = self._load(task.by, depth, known)
            group = f"{_value(task.by)} or None"
        if task.collect:
            return self._collect(place, group, depth, known)
        match task.query:
            case Count():
                self._line(depth, f"g = {group}; groups{place}[g] = groups{place}.get(g, 0) + 1")
            case CountDistinct(field=field):
                known = self._load(field, depth, known)
                self._line(depth, f"if {_value(field)}:")
                self._line(depth + 1, f"overall{place}.add({_value(field)})")
                self._line(depth + 1, f"groups{place}.setdefault({group}, set()).add({_value(field)})")
            case Sum(field=field, exactness=exactness):
                known = self._load(field, depth, known)
                if exactness is not None:
                    known = self._load(exactness, depth, known)
                value = _value(field)
                self._line(depth, f"if {value} is not None:")
                self._line(depth + 1, f"g = {group}; groups{place}[g] = groups{place}.get(g, 0) + {value}")
                if exactness is not None:
                    code = _own(exactness)
                    self._line(depth + 1, f"if {code} and {code} != 'EXACT':")
                    self._line(depth + 2, f"doubts{place}.setdefault(g, set()).add({code})")
            case _:
                assert_never(task.query)
        return known

    def _collect(self, place: int, group: str, depth: int, known: frozenset[str]) -> frozenset[str]:
        """Write that a record is kept, unless what is counted or added is missing in it."""
        match self.tasks[place].query:
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
        self._line(depth, f"groups{place}.setdefault({group}, []).append(r)")
        return known


def _own(column: Column) -> str:
    return f"v_{column.name}"


def _reached(field: Via) -> str:
    return f"o_{field.reference.name}"


def _value(field: Field) -> str:
    return f"o_{field.reference.name}__{field.column.name}" if isinstance(field, Via) else _own(field)
