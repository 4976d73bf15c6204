"""Visibility: which columns the readers of a workbook may see."""

from __future__ import annotations

from minzheng_domain.model.columns import Column, RecordKind, Sensitivity
from minzheng_domain.plugin.redaction import hidden_columns


def written_columns(kind: RecordKind, audience: Sensitivity) -> tuple[Column, ...]:
    """Return the columns that a sheet of a kind of record has: what is hidden and required bears stand-ins."""
    hidden = hidden_columns(kind, audience)
    return tuple(column for column in kind.columns if column.declaration.required or column not in hidden)
