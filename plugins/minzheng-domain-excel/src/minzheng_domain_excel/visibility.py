"""Visibility: which columns, figures and groups of figures the readers of a workbook may see."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_domain.model.columns import Column, RecordKind, Sensitivity
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.plugin import Figure, Sum, Via, may_see
from minzheng_domain.plugin.redaction import hidden_columns
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.statistics.query import Field, value_column


def written_columns(kind: RecordKind, audience: Sensitivity) -> tuple[Column, ...]:
    """Return the columns that a sheet of a kind of record has: what is hidden and required bears stand-ins."""
    hidden = hidden_columns(kind, audience)
    return tuple(column for column in kind.columns if column.declaration.required or column not in hidden)


def may_see_number(figure: Figure, audience: Sensitivity) -> bool:
    """Tell whether an audience may see the number of a figure: counts may be seen, sums of what is hidden may not."""
    query = figure.measure.query
    if isinstance(query, Derivation):
        return all(may_see_number(source, audience) for source in figure.sources)
    return not isinstance(query, Sum) or _may_see_all(_columns_of(query.field), audience)


def may_see_groups(by: Field, audience: Sensitivity) -> bool:
    """Tell whether an audience may see what a figure is grouped by."""
    columns = _columns_of(by)
    targets = (record_kinds().get(column.declaration.refers_to or "") for column in columns)
    ids = (target.columns[0] for target in targets if target is not None)
    return _may_see_all([*columns, *ids], audience)


def _columns_of(field: Field) -> list[Column]:
    return [field.reference, field.column] if isinstance(field, Via) else [value_column(field)]


def _may_see_all(columns: Iterable[Column], audience: Sensitivity) -> bool:
    return all(may_see(audience, column.declaration.sensitivity) for column in columns)
