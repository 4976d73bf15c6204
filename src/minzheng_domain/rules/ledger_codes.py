"""Family LED: codes that were not valid on the day of their record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minzheng_domain.codes import CodeList
from minzheng_domain.codes.code_lists import within
from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text


@whole(
    id="LED005",
    title=Text("代码在当日尚未生效或已失效", "the code was not valid on that day"),
    why=Text(
        "代码表或代码有起止日期，在此之外使用，多为日期或代码填错。",
        "A list or a code is valid from a day to a day; outside of them, the day or the code is mostly wrong.",
    ),
    remedy=Text(
        "请核对日期和代码；该日适用旧代码表的，改用旧代码。", "Check day and code; use the code that was valid then."
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORD,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def code_out_of_its_time(look: Look) -> Iterator[Verdict]:
    """Look at kinds of record with a single required day: that is when their codes were used."""
    for kind, records in look.ledger.kinds():
        day_column = _own_day(kind)
        if day_column is None:
            continue
        for column in kind.columns:
            codes = look.ledger.code_list(column) if column.kind is ColumnKind.LABEL else None
            if codes is None or not _is_dated(codes):
                continue
            for record in records:
                code, day = getattr(record, column.name), getattr(record, day_column.name)
                entry = codes.get(code) if code is not None else None
                if entry is None:
                    continue
                bounds = _bounds(codes.valid_from, codes.valid_until) + _bounds(entry.valid_from, entry.valid_until)
                if within(day, codes.valid_from, codes.valid_until) and entry.is_valid_on(day):
                    yield None
                    continue
                yield Fault(
                    column.name,
                    record=record,
                    found=Text(f"{code}（{day}）", f"{code} ({day})"),
                    expected=Text(f"在有效期内使用（{bounds}）", f"a code in its time ({bounds})"),
                )


def _own_day(kind: RecordKind) -> Column | None:
    """Return the day that a record is about; ``None`` where there is none, or more than one."""
    days = [column for column in kind.columns if column.kind is ColumnKind.DATE and column.declaration.required]
    return days[0] if len(days) == 1 else None


def _is_dated(codes: CodeList) -> bool:
    spans = [(codes.valid_from, codes.valid_until), *((code.valid_from, code.valid_until) for code in codes.codes)]
    return any(day is not None for span in spans for day in span)


def _bounds(first: date | None, last: date | None) -> str:
    return f"{first or ''}—{last or ''}" if first or last else ""
