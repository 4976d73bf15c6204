"""Redaction (脱敏): what an audience may not see is left out of ledgers and findings.

A column above the audience becomes empty where it may be. Where it is required, a code, a name or a text is replaced
by a number of its own, the same for the same value, so that what is counted without repetition is counted alike;
a day, a number or an amount has no honest stand-in, and the records of this kind are left out. What was done stands
in the note of the redacted ledger's header.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind, Sensitivity
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import WHOLE_FILE
from minzheng_domain.rules.checking import CheckReport, Finding
from minzheng_domain.text import Text

MASK = "〔略〕"
"""What stands in the place of a value that the audience may not see."""

_ORDER = (Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.PERSONAL)
_REPLACEABLE = {ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.TEXT}


def may_see(audience: Sensitivity, held: Sensitivity) -> bool:
    """Tell whether an audience may see what is of a sensitivity."""
    return _ORDER.index(held) <= _ORDER.index(audience)


def hidden_columns(kind: RecordKind, audience: Sensitivity) -> tuple[Column, ...]:
    """Return the columns of a kind of record that an audience may not see."""
    return tuple(column for column in kind.columns if not may_see(audience, column.declaration.sensitivity))


def redact(ledger: Ledger, audience: Sensitivity) -> Ledger:
    """Return a ledger without what an audience may not see; the same one if there is nothing of the kind."""
    kept: dict[str, tuple[Record, ...]] = {}
    touched: list[Column] = []
    for kind, records in ledger.kinds():
        hidden = hidden_columns(kind, audience)
        touched += hidden
        if not hidden:
            kept[kind.name] = records
        elif all(map(_can_be_kept, hidden)):
            kept[kind.name] = _without(records, hidden)
    if not touched:
        return ledger
    said = Text(
        f"已按“{audience.value}”脱敏：{'、'.join(map(str, touched))}",
        f"redacted for '{audience.value}': {', '.join(map(str, touched))}",
    )
    note = "\n".join(filter(None, (ledger.header.note, said.zh, said.en)))
    return Ledger(kept, header=attrs.evolve(ledger.header, note=note), locate=ledger.source, file=ledger.file)


def redact_findings(checks: CheckReport, audience: Sensitivity) -> tuple[Finding, ...]:
    """Return the findings without values that an audience may not see; what is wrong and where stays.

    A finding about a whole record, about a rule that crashed, or about a place of a file that is in no record, may
    quote any value: it is masked unless the audience may see them all.
    """
    crashes = {result.crashed for result in checks.results} - {None}
    return tuple(
        attrs.evolve(finding, found=MASK, difference=None, suggestion=None)
        if _quotes_hidden(finding, crashes, audience)
        else finding
        for finding in checks.findings
    )


def _quotes_hidden(finding: Finding, crashes: set[str | None], audience: Sensitivity) -> bool:
    kind = record_kinds().get(finding.kind or "")
    if kind is None:
        of_a_place = finding.source.place != WHOLE_FILE
        return (of_a_place or finding.found in crashes) and not may_see(audience, Sensitivity.PERSONAL)
    hidden = hidden_columns(kind, audience)
    return bool(hidden) if finding.field is None else finding.field in {column.name for column in hidden}


def _can_be_kept(column: Column) -> bool:
    return column.name != "id" and (not column.declaration.required or column.kind in _REPLACEABLE)


def _without(records: tuple[Record, ...], hidden: tuple[Column, ...]) -> tuple[Record, ...]:
    stand_ins: dict[str, Callable[[str], str]] = {
        column.name: _numbering() for column in hidden if column.declaration.required
    }
    empty = {column.name: None for column in hidden if not column.declaration.required}
    return tuple(
        record.evolve(**empty, **{name: number(getattr(record, name)) for name, number in stand_ins.items()})
        for record in records
    )


def _numbering() -> Callable[[str], str]:
    """Return a function that gives each new value the next number, and a value seen before the one that it has."""
    numbers: dict[str, str] = {}
    return lambda value: numbers.setdefault(value, f"{MASK}{len(numbers) + 1}")
