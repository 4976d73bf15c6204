"""Example: the made-up ledger that a template shows on request; its records stand in ``example.toml`` beside this."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Collection, Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

from minzheng_domain.model.columns import ColumnKind, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger

_EXACT = (ColumnKind.DECIMAL, ColumnKind.MONEY)


def example_ledger(kinds: Collection[str], schemes: Mapping[str, str]) -> Ledger:
    """Return the example's records of some kinds.

    Args:
        kinds: the names of the kinds.
        schemes: the schemes that the district has chosen.
    """
    declared = _declared()
    records = {
        name: [_record(kind, values) for values in declared.get(name, ())]
        for name, kind in record_kinds().items()
        if name in kinds
    }
    return Ledger(records, header=Header(synthetic=True, schemes=dict(schemes), **declared["header"]))


@functools.cache
def _declared() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("example.toml").read_text(encoding="utf-8"))


def _record(kind: RecordKind, values: Mapping[str, Any]) -> Record:
    exact = {column.name for column in kind.columns if column.kind in _EXACT}
    # An exact number is a text in TOML, which knows floats only.
    return kind.record_class(**{name: Decimal(value) if name in exact else value for name, value in values.items()})
