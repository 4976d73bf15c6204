"""Measures in Polars: the closed query language as lazy frames, all of them collected together.

Written as someone would who knows Polars and wants these figures from data frames. It answers with numbers alone; our
own figures also carry labels, definitions in words and the way to their records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Context, Decimal
from pathlib import Path
from typing import Literal, TypeAlias, assert_never

import attrs
import polars as pl

from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import Approximation
from minzheng_domain.statistics.measure import (
    Change,
    Derivation,
    Difference,
    Growth,
    Measure,
    Ratio,
    Total,
    measures_used,
)
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
    own_column,
)

Frames: TypeAlias = Mapping[str, pl.DataFrame]

_TYPES: Mapping[ColumnKind, pl.DataType | type[pl.DataType]] = {
    ColumnKind.DATE: pl.Date,
    ColumnKind.NUMBER: pl.Int64,
    ColumnKind.DECIMAL: pl.Decimal(38, 2),
    ColumnKind.MONEY: pl.Decimal(38, 2),
    ColumnKind.FLAG: pl.Boolean,
}
_ENGINE: Literal["in-memory"] = "in-memory"
"""The quickest of its engines here; the one that it takes by itself needs half as long again for small ledgers."""

_DIVISION = Context(prec=34)
_GROUP, _NUMBER, _DOUBTS = "group", "number", "doubts"


@attrs.frozen
class Answer:
    """The number of a measure over all and by group, and how inexact it is."""

    value: Decimal | None
    by: Mapping[str, Decimal | None]
    approximation: Approximation = Approximation.EXACT


def frames_of(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Turn a ledger into data frames, one for each kind of record; an empty text becomes null."""
    return {
        name: pl.DataFrame(
            {
                column.name: [getattr(record, column.name) or None for record in ledger.of_kind(name)]
                if column.python_type is str
                else [getattr(record, column.name) for record in ledger.of_kind(name)]
                for column in kind.columns
            },
            schema={column.name: _TYPES.get(column.kind, pl.String) for column in kind.columns},
        )
        for name, kind in record_kinds().items()
    }


def write_frames(ledger: Ledger, folder: Path) -> None:
    """Write the data frames of a ledger to a folder."""
    folder.mkdir()
    for name, frame in frames_of(ledger).items():
        frame.write_ipc(folder / f"{name}.arrow")


def read_frames(folder: Path, *, categorical: bool = False) -> dict[str, pl.DataFrame]:
    """Read data frames into memory; labels as strings, as they come from a file, or as categories."""
    frames = {path.stem: pl.read_ipc(path.read_bytes()) for path in sorted(folder.glob("*.arrow"))}
    if not categorical:
        return frames
    labels = {
        name: [column.name for column in record_kind(name).columns if column.kind is ColumnKind.LABEL]
        for name in frames
    }
    return {name: frame.with_columns(pl.col(labels[name]).cast(pl.Categorical)) for name, frame in frames.items()}


def evaluate(measures: Iterable[Measure], frames: Frames, period: Period) -> dict[str, Answer]:
    """Evaluate measures on data frames in a period."""
    known = {measure.id: measure for measure in measures}
    needed = dict.fromkeys(need for measure in known.values() for need in _needs(measure, period, known))
    plans = [_Plan(known[name].query, known[name].by, frames, when) for name, when in needed]  # type: ignore[arg-type]
    collected = iter(pl.collect_all((frame for plan in plans for frame in plan.frames), engine=_ENGINE))
    counted = {
        need: plan.answer([next(collected) for _ in plan.frames], known[need[0]].unit.scale)
        for need, plan in zip(needed, plans, strict=True)
    }
    return {name: _answer(known[name], period, known, counted) for name in known}


def _needs(measure: Measure, period: Period, known: Mapping[str, Measure]) -> Iterable[tuple[str, Period]]:
    """Name the counted measures, and the periods, that a measure follows from."""
    if not isinstance(measure.query, Derivation):
        yield measure.id, period
        return
    for name in measures_used(measure.query):
        for when in _periods(measure.query, period):
            yield from _needs(known[name], when, known)


def _periods(query: Derivation, period: Period) -> tuple[Period, ...]:
    return (period, period.previous()) if isinstance(query, Change | Growth) else (period,)


def _answer(
    measure: Measure, period: Period, known: Mapping[str, Measure], counted: Mapping[tuple[str, Period], Answer]
) -> Answer:
    query = measure.query
    if not isinstance(query, Derivation):
        return counted[measure.id, period]
    names = measures_used(query)
    sources = [_answer(known[name], when, known, counted) for name in names for when in _periods(query, period)]
    groups = list(dict.fromkeys(group for source in sources for group in source.by))
    if len({known[name].by for name in names}) > 1:
        groups = []
    percent = measure.unit.is_percent
    return Answer(
        _derive(query, [source.value for source in sources], percent=percent),
        {group: _derive(query, [s.by.get(group, Decimal(0)) for s in sources], percent=percent) for group in groups},
        _approximation({source.approximation.name for source in sources} - {"EXACT"}),
    )


def _derive(query: Derivation, numbers: Sequence[Decimal | None], *, percent: bool) -> Decimal | None:
    values = [number for number in numbers if number is not None]
    if len(values) < len(numbers):
        return None
    match query:
        case Total():
            return sum(values, Decimal(0))
        case Difference() | Change():
            return values[0] - values[1]
        case Ratio():
            dividend = values[0]
        case Growth():
            dividend = values[0] - values[1]
        case _:
            assert_never(query)
    quotient = _DIVISION.divide(dividend, values[1]) if values[1] else None
    return quotient.scaleb(2, _DIVISION) if quotient is not None and percent else quotient


def _approximation(doubts: AbstractSet[str]) -> Approximation:
    if not doubts:
        return Approximation.EXACT
    return Approximation[next(iter(doubts))] if len(doubts) == 1 else Approximation.ABOUT


class _Plan:
    """The lazy frames that answer one query in one period, and how their rows are read."""

    def __init__(self, query: Query, by: Field | None, frames: Frames, period: Period) -> None:
        self.by = by
        fields = [test.field for test in query.where]
        fields += [field for field in (by, getattr(query, "field", None)) if field is not None]
        passed = _joined(query.record, fields, frames)
        if tests := [_condition(test, period) for test in query.where]:
            passed = passed.filter(*tests)
        numbers: list[pl.Expr]
        match query:
            case Count():
                numbers = [pl.len().alias(_NUMBER)]
            case CountDistinct(field=field):
                passed = passed.filter(_value(field).is_not_null())
                numbers = [_value(field).n_unique().alias(_NUMBER)]
            case Sum(field=field, exactness=exactness):
                passed = passed.filter(_value(field).is_not_null())
                numbers = [_value(field).sum().alias(_NUMBER)]
                if exactness is not None:
                    code = _value(exactness)
                    numbers.append(code.filter(code != "EXACT").unique().alias(_DOUBTS))
            case _:
                assert_never(query)
        over_all = passed.select(
            *(number.implode() if number.meta.output_name() == _DOUBTS else number for number in numbers)
        )
        if by is None:
            self.frames = [over_all]
            return
        rows = passed.group_by(_value(by).alias(_GROUP)).agg(*numbers)
        # What adds up over its groups needs no second pass; different values do not add up.
        self.frames = [rows, over_all] if isinstance(query, CountDistinct) else [rows]

    def answer(self, collected: Sequence[pl.DataFrame], scale: int) -> Answer:
        """Read the collected rows."""
        rows = collected[0].to_dicts()
        numbers = {row.get(_GROUP) or "": Decimal(row[_NUMBER] or 0).scaleb(-scale) for row in rows}
        total = Decimal(collected[1].item()) if len(collected) > 1 else sum(numbers.values(), Decimal(0))
        doubts = {code for row in rows for code in row.get(_DOUBTS) or ()}
        return Answer(total, numbers if self.by is not None else {}, _approximation(doubts))


def _joined(record: str, fields: Iterable[Field], frames: Frames) -> pl.LazyFrame:
    """Return the records of a kind, beside each the fields of the records that its references lead to."""
    frame = frames[record].lazy()
    reached: dict[str, tuple[str, set[str]]] = {}
    for field in fields:
        if isinstance(field, Via):
            reference = field.reference
            target = reference.declaration.refers_to or ""
            reached.setdefault(reference.name, (target, set()))[1].add(field.column.name)
    for reference_name, (target, names) in reached.items():
        found = [pl.col(name).alias(f"{reference_name}.{name}") for name in sorted(names)]
        other = frames[target].lazy().select("id", pl.lit(value=True).alias(f"{reference_name}."), *found)
        frame = frame.join(other, left_on=reference_name, right_on="id", how="left")
    return frame


def _value(field: Field) -> pl.Expr:
    return pl.col(f"{field.reference.name}.{field.column.name}" if isinstance(field, Via) else field.name)


def _reached(field: Field) -> pl.Expr:
    """Tell whether a record was found; a field of the record itself always is."""
    return pl.col(f"{own_column(field).name}.").is_not_null() if isinstance(field, Via) else pl.lit(value=True)


def _day(day: Day, period: Period) -> date:
    match day:
        case Parameter.PERIOD_START:
            return period.start
        case Parameter.PERIOD_END:
            return period.end
        case Parameter.CUTOFF:
            return period.cutoff
        case _:
            return day


def _condition(test: Test, period: Period) -> pl.Expr:
    """Return a test; where it says null, the row is dropped."""
    value = _value(test.field)
    match test:
        case OneOf(codes=codes):
            return value.is_in(sorted(codes))
        case Is(value=wanted):
            return value == wanted
        case OnOrAfter(day=day):
            return value >= _day(day, period)
        case OnOrBefore(day=day):
            return value <= _day(day, period)
        case AbsentOrAfter(field=field, day=day):
            later = value.is_null() | (value > _day(day, period))
            return _reached(field) & later if isinstance(field, Via) else later
        case AtLeast(bound=bound):
            return value >= pl.lit(bound)
        case AtMost(bound=bound):
            return value <= pl.lit(bound)
        case Present():
            return value.is_not_null()
        case Absent(field=field):
            return _reached(field) & value.is_null() if isinstance(field, Via) else value.is_null()
        case _:
            assert_never(test)
