"""Sweeping: looking through columns of every kind of record in one pass, with a cheap test of many records first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

import attrs

from minzheng_domain.model.columns import Column, Record, RecordKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.rules.core import Fault, Verdict

AT_ONCE = 512
"""How many records the cheap test looks at together."""

Judge = Callable[[Column, Any], Fault | None]
"""Judges one value that is not empty; the record is added to its fault."""


def sweep(
    ledger: Ledger,
    columns: Callable[[RecordKind], Iterable[Column]],
    judge: Judge,
    *,
    clean: Callable[[Iterable[Any]], bool],
) -> Iterator[Verdict]:
    """Judge the values of some columns of every record: one verdict for a record without fault, one for each fault.

    Args:
        ledger: the records.
        columns: which columns of a kind are looked at; a kind without any is left out.
        judge: judges one value.
        clean: tells of the values of many records together, the empty ones among them, that none can be wrong. It
            may doubt what is right: then each value is judged by itself.
    """
    for kind, records in ledger.kinds():
        looked_at = tuple(columns(kind))
        if not looked_at:
            continue
        values = _values(looked_at)
        for start in range(0, len(records), AT_ONCE):
            some = records[start : start + AT_ONCE]
            if clean(chain.from_iterable(map(values, some))):
                yield from repeat(None, len(some))
                continue
            for record in some:
                yield from _faults(record, looked_at, values(record), judge) or (None,)


def _faults(record: Record, columns: tuple[Column, ...], values: tuple[Any, ...], judge: Judge) -> list[Fault]:
    return [
        attrs.evolve(fault, record=record)
        for column, value in zip(columns, values, strict=True)
        if value is not None and (fault := judge(column, value)) is not None
    ]


def _values(columns: tuple[Column, ...]) -> Callable[[Record], tuple[Any, ...]]:
    """Return what takes the values of columns out of a record, always as a tuple."""
    names = [column.name for column in columns]
    if len(names) == 1:
        single = attrgetter(names[0])
        return lambda record: (single(record),)
    return attrgetter(*names)
