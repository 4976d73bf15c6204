"""Visibility: which numbers of figures, and which of their groups, an audience may see."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_domain.model.columns import Column, Sensitivity
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.plugin.redaction import may_see
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.statistics.query import Field, Sum, Via, value_column


def may_see_number(figure: Figure, audience: Sensitivity) -> bool:
    """Tell whether an audience may see the number of a figure: counts may be seen, sums of what is hidden may not."""
    query = figure.measure.query
    if isinstance(query, Derivation):
        return all(may_see_number(source, audience) for source in figure.sources)
    return not isinstance(query, Sum) or _may_see_all(_columns_of(query.field), audience)


def may_see_groups(figure: Figure, audience: Sensitivity) -> bool:
    """Tell whether an audience may see what a figure is grouped by, and the names of its groups."""
    if isinstance(figure.measure.query, Derivation):
        return all(may_see_groups(source, audience) for source in figure.sources)
    return figure.measure.by is None or may_see_grouping(figure.measure.by, audience)


def may_see_grouping(by: Field, audience: Sensitivity) -> bool:
    """Tell whether an audience may see a field that figures are grouped by, and what its groups are called."""
    columns = _columns_of(by)
    targets = (record_kinds().get(column.declaration.refers_to or "") for column in columns)
    named = [column for target in targets if target for column in target.columns if column.name in ("id", "name")]
    return _may_see_all([*columns, *named], audience)


def _columns_of(field: Field) -> list[Column]:
    return [field.reference, field.column] if isinstance(field, Via) else [value_column(field)]


def _may_see_all(columns: Iterable[Column], audience: Sensitivity) -> bool:
    return all(may_see(audience, column.declaration.sensitivity) for column in columns)
