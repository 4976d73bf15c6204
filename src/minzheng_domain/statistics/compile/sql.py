"""Query → SQL: a task as one statement over the tables of a ledger, to be read by people and run by an engine.

The tables are those of :mod:`~minzheng_domain.statistics.compile.tables`. What the period supplies stays a parameter,
``$cutoff``; all else stands in the text. Names are quoted and columns named with their table, because SQLite takes a
quoted name that it does not know, standing alone, for a text::

    statement = compile_task(Task(measure.query, measure.by), SQLITE)
    rows = connection.execute(statement.text, statement.values(period)).fetchall()
    statement.tally(rows).total
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, assert_never

import attrs

from minzheng_domain.model.columns import Column, Record
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT
from minzheng_domain.statistics.compile.dialects import TEXTS, Dialect, name_of
from minzheng_domain.statistics.compile.python import Group, Tally, Task
from minzheng_domain.statistics.compile.tables import LEDGER_ROW
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
    Sum,
    Test,
    Via,
    value_column,
)

_GROUP, _VALUE, _TOTAL, _EXACTNESS = "group", "value", "total", "exactness"
_COUNTED = "counted"
_ALIAS, _ID, _ROW = "r", name_of("id"), name_of(LEDGER_ROW)


@attrs.frozen
class Statement:
    """A task in SQL.

    Attributes:
        text: the statement.
        parameters: the days that it asks the period for; each stands in the text as ``$`` and the parameter's value.
        columns: what the rows of its result hold, out of ``group`` (NULL where it is missing), ``exactness``,
            ``value``, ``total`` (of a distinct count, which is not the sum over its groups), ``ledger_row``, ``id``.
        task: what was asked.
        dialect: the engine that it is written for.
    """

    text: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    task: Task
    dialect: Dialect

    def values(self, period: Period) -> dict[str, date | str]:
        """Return the values of the parameters, for no other than the statement asks for."""
        days = {
            Parameter.PERIOD_START: period.start,
            Parameter.PERIOD_END: period.end,
            Parameter.CUTOFF: period.cutoff,
        }
        return {parameter.value: self.dialect.day(days[parameter]) for parameter in self.parameters}

    def tally(self, rows: Iterable[Sequence[Any]], records: Sequence[Record] = ()) -> Tally:
        """Return the answer that the rows of a result give.

        Args:
            rows: all of them, in any order, but those of a task that collects in theirs.
            records: the records of the kind in the order of the ledger; only a task that collects asks for them.
        """
        cells: Iterator[dict[str, Any]] = (dict(zip(self.columns, row, strict=True)) for row in rows)
        if self.task.collect:
            return _collected(cells, records)
        with localcontext(EXACT_CONTEXT):
            return self._added(cells)

    def _added(self, rows: Iterable[Mapping[str, Any]]) -> Tally:
        query = self.task.query
        groups: dict[Group, Decimal] = {}
        doubts: dict[Group, set[str]] = {}
        total: Decimal | None = None
        for row in rows:
            if row[_VALUE] is None or (not row[_VALUE] and not isinstance(query, Sum)):
                continue  # of no records there is no group, only a total
            value = Decimal(row[_VALUE])
            if isinstance(query, Sum):
                value = self.dialect.read(value_column(query.field).kind, value)
            group = row.get(_GROUP)
            groups[group] = groups.get(group, Decimal(0)) + value
            if (doubt := row.get(_EXACTNESS)) is not None and doubt != "EXACT":
                doubts.setdefault(group, set()).add(doubt)
            if _TOTAL in row:
                total = Decimal(row[_TOTAL])
        added = sum(groups.values(), Decimal(0)) if total is None else total
        return Tally(added, groups, {group: frozenset(found) for group, found in doubts.items()}, {})


def compile_task(task: Task, dialect: Dialect) -> Statement:
    """Write a task in the SQL of an engine."""
    return _Writer(task, dialect).statement()


def _collected(rows: Iterable[Mapping[str, Any]], records: Sequence[Record]) -> Tally:
    found: dict[Group, list[Record]] = {}
    for row in rows:
        found.setdefault(row.get(_GROUP), []).append(records[row[LEDGER_ROW]])
    numbers = {group: Decimal(len(members)) for group, members in found.items()}
    return Tally(Decimal(sum(map(len, found.values()))), numbers, {}, found)


class _Writer:
    """Writes one statement; it keeps the references that are followed and the days that are asked for."""

    def __init__(self, task: Task, dialect: Dialect) -> None:
        self.task = task
        self.dialect = dialect
        self.references: dict[Column, None] = {}
        self.days: dict[Parameter, None] = {}

    def statement(self) -> Statement:
        select, where = self._select(), self._where()
        core = ["SELECT " + ",\n       ".join(f"{what} AS {name_of(name)}" for name, what in select.items())]
        core += [f"FROM {name_of(self.task.query.record)} AS {_ALIAS}", *map(_join, self.references)]
        core += ["WHERE " + "\n  AND ".join(where)] if where else []
        targets = dict.fromkeys(column.declaration.refers_to or "" for column in self.references)
        named = {f"first_{target}": _first_of_each_id(target) for target in targets}
        columns = list(select)
        if isinstance(self.task.query, CountDistinct) and self.task.by is not None and not self.task.collect:
            named[_COUNTED] = "\n".join(core)
            core, columns = [_OVER_COUNTED], [*columns, _TOTAL]
        else:
            core += self._ending(columns)
        return Statement(
            text="\n".join([*_with(named), *core]),
            parameters=tuple(day for day in Parameter if day in self.days),
            columns=tuple(columns),
            task=self.task,
            dialect=self.dialect,
        )

    def _select(self) -> dict[str, str]:
        """Write what a row of the result holds, by the name of its column."""
        task, query = self.task, self.task.query
        select = {} if task.by is None else {_GROUP: self._without_blanks(task.by)}
        if task.collect:
            return {**select, LEDGER_ROW: f"{_ALIAS}.{_ROW}", "id": f"{_ALIAS}.{_ID}"}
        match query:
            case Count():
                return {**select, _VALUE: "count(*)"}
            case CountDistinct(field=field):
                # Grouped, the values themselves are gathered first: the total is none of the sum over the groups.
                value = self._value(field)
                return {**select, _VALUE: f"count(DISTINCT {value})" if task.by is None else value}
            case Sum(field=field, exactness=exactness):
                if exactness is not None:
                    select[_EXACTNESS] = self._without_blanks(exactness)
                return {**select, _VALUE: f"sum({self._value(field)})"}
            case _:
                assert_never(query)

    def _where(self) -> list[str]:
        """Write all conditions, each once; the last is that what is counted or added is not missing."""
        query = self.task.query
        tests = query.where if isinstance(query, Count) else (*query.where, Present(query.field))
        return list(dict.fromkeys(condition for test in tests for condition in self._conditions(test)))

    def _ending(self, columns: Sequence[str]) -> list[str]:
        if self.task.collect:
            return [f"ORDER BY {_ALIAS}.{_ROW}"]
        keys = [str(place) for place, name in enumerate(columns, start=1) if name in (_GROUP, _EXACTNESS)]
        return [f"GROUP BY {', '.join(keys)}"] if keys else []

    def _value(self, field: Field) -> str:
        if isinstance(field, Via):
            self.references[field.reference] = None
            return f"{name_of(field.reference.name)}.{name_of(field.column.name)}"
        return f"{_ALIAS}.{name_of(field.name)}"

    def _without_blanks(self, field: Field) -> str:
        return f"nullif({self._value(field)}, '')"

    def _day(self, day: date | Parameter) -> str:
        if isinstance(day, Parameter):
            self.days[day] = None
            return f"${day.value}"
        return self.dialect.day_literal(day)

    def _conditions(self, test: Test) -> list[str]:
        """Write a test as conditions that are joined by *and*; one on NULL is never true."""
        value = self._value(test.field)
        kind = value_column(test.field).kind
        reached = _reached(test.field) if isinstance(test.field, Via) else []
        match test:
            case OneOf(codes=codes):
                texts = [self.dialect.text_literal(code) for code in sorted(codes)]
                return [f"{value} = {texts[0]}" if len(texts) == 1 else f"{value} IN ({', '.join(texts)})"]
            case Is(value=wanted):
                return [f"{value} IS {'TRUE' if wanted else 'FALSE'}"]
            case OnOrAfter(day=day):
                return [f"{value} >= {self._day(day)}"]
            case OnOrBefore(day=day):
                return [f"{value} <= {self._day(day)}"]
            case AbsentOrAfter(day=day):
                return [*reached, f"({value} IS NULL OR {value} > {self._day(day)})"]
            case AtLeast(bound=bound):
                return [f"{value} >= {self.dialect.bound(kind, bound, upper=False)}"]
            case AtMost(bound=bound):
                return [f"{value} <= {self.dialect.bound(kind, bound, upper=True)}"]
            case Present():
                return [f"{value} <> ''" if kind in TEXTS else f"{value} IS NOT NULL"]
            case Absent():
                return [*reached, f"{self._without_blanks(test.field) if kind in TEXTS else value} IS NULL"]
            case _:
                assert_never(test)


_OVER_COUNTED = """\
SELECT "group",
       count(DISTINCT "value") AS "value",
       (SELECT count(DISTINCT "value") FROM "counted") AS "total"
FROM "counted"
GROUP BY 1"""


def _reached(field: Via) -> list[str]:
    return [f"{name_of(field.reference.name)}.{_ID} IS NOT NULL"]


def _join(reference: Column) -> str:
    alias, target = name_of(reference.name), name_of(f"first_{reference.declaration.refers_to}")
    return f"LEFT JOIN {target} AS {alias} ON {alias}.{_ID} = {_ALIAS}.{name_of(reference.name)}"


def _first_of_each_id(target: str) -> str:
    table = name_of(target)
    first = f"SELECT min({_ROW}) FROM {table} GROUP BY {_ID}"  # noqa: S608 - names of our declarations, quoted
    return f"SELECT * FROM {table}\nWHERE {_ROW} IN ({first})"  # noqa: S608 - as above


def _with(named: Mapping[str, str]) -> list[str]:
    """Write the queries that the statement gives names to."""
    if not named:
        return []
    parts = [f"{name_of(name)} AS (\n    " + text.replace("\n", "\n    ") + "\n)" for name, text in named.items()]
    return ["WITH " + ",\n".join(parts)]
