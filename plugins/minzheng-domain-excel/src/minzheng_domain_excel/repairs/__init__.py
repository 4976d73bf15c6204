"""Repairs: the value of a cell → the value of a field, by the kind of its column, and what had to be done for it.

Nothing is guessed: what may be meant in two ways is not read. The common case, a cell that holds what its column is
declared to hold, costs a few hundred nanoseconds.
"""

from __future__ import annotations

from typing import assert_never

from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain_excel.repairs.days import day_repair
from minzheng_domain_excel.repairs.labels import flag_repair, label_repair
from minzheng_domain_excel.repairs.numbers import MONEY_SCALES, declared_units, number_repair
from minzheng_domain_excel.repairs.results import (
    BLANKS,
    FieldValue,
    Manner,
    Repair,
    Repaired,
    Result,
    Unreadable,
    normal,
    shown,
)
from minzheng_domain_excel.repairs.texts import identifier_repair, text_repair

__all__ = [
    "BLANKS",
    "MONEY_SCALES",
    "FieldValue",
    "Manner",
    "Repair",
    "Repaired",
    "Result",
    "Unreadable",
    "declared_units",
    "normal",
    "repair_for",
    "shown",
]


def repair_for(column: Column, manner: Manner) -> Repair:
    """Return what reads the cells of a column: a pure function of the cell.

    Args:
        column: the field's declaration.
        manner: how the cells of the sheet, and of this column of it, are written.
    """
    match column.kind:
        case ColumnKind.NAME | ColumnKind.TEXT | ColumnKind.REFERENCE:
            return text_repair(manner)
        case ColumnKind.IDENTIFIER:
            return identifier_repair(manner)
        case ColumnKind.LABEL:
            return label_repair(manner)
        case ColumnKind.DATE:
            return day_repair(manner)
        case ColumnKind.NUMBER | ColumnKind.DECIMAL | ColumnKind.MONEY:
            return number_repair(column, manner)
        case ColumnKind.FLAG:
            return flag_repair(manner)
        case _:
            assert_never(column.kind)
