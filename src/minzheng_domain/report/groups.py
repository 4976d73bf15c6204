"""Groups: which groups a figure can have, even if no record belongs to them, and which one a template means."""

from __future__ import annotations

from typing import TypeAlias

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import grouping
from minzheng_domain.statistics.query import Field, value_column
from minzheng_domain.text import Text

Groups: TypeAlias = tuple[tuple[str, Text], ...]
"""Codes with their labels; where schemes differ, one code may have several."""


def field_of(figure: Figure) -> Field | None:
    """Return what a figure is broken down by; a derived one as the figures that it comes from."""
    return grouping(figure.measure, {source.id: source.measure for source in _sources(figure)})


def _sources(figure: Figure) -> list[Figure]:
    return [*figure.sources, *(inner for source in figure.sources for inner in _sources(source))]


def groups_of_figure(figure: Figure, ledger: Ledger | None) -> Groups | None:
    """Return the groups that a figure has, and those that records might belong to; ``None`` where that is not known."""
    known = possible_groups(field_of(figure), ledger)
    if known is None:
        return None
    return (*((code, part.label) for code, part in figure.parts.items()), *known)


def possible_groups(by: Field | None, ledger: Ledger | None) -> Groups | None:
    """Return the groups that a field can give; ``None`` where only a ledger could say.

    Args:
        by: the field; nothing is grouped by none.
        ledger: it says which scheme the district chose, and which records can be referred to. Without it, the groups
            of every scheme are possible.
    """
    if by is None:
        return ()
    column = value_column(by)
    if column.kind is ColumnKind.REFERENCE:
        return None if ledger is None else _referred_to(column, ledger)
    if ledger is not None:
        codes = ledger.code_list(column)
        return tuple((entry.code, entry.label) for entry in codes.codes) if codes is not None else ()
    wanted = column.declaration.codes
    lists = [codes for codes in map(code_list, code_list_ids()) if wanted in (codes.id, codes.scheme)]
    return tuple((entry.code, entry.label) for codes in lists for entry in codes.codes)


def _referred_to(column: Column, ledger: Ledger) -> Groups:
    records = ledger.index(column.declaration.refers_to or "")
    names = ((id_, getattr(record, "name", None) or id_) for id_, record in records.items())
    return tuple((id_, Text(name, name)) for id_, name in names)


def group_of(name: str, groups: Groups) -> tuple[str, Text] | None:
    """Return the group that bears a name: its code, or its label in either language; ``None`` if there is none."""
    by_code = next(((code, label) for code, label in groups if name == code), None)
    return by_code or next(((code, label) for code, label in groups if name in (label.zh, label.en)), None)
