"""Classifying: whether a row of a foreign table is a record, or a total, a note, the heading of a group."""

from __future__ import annotations

from collections.abc import Sequence

from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Area, Value
from minzheng_domain_excel.recognition import lines as line_kinds
from minzheng_domain_excel.recognition.heads import text_of
from minzheng_domain_excel.recognition.tables import Table, unit_line
from minzheng_domain_excel.recognition.walking import filled, is_filled
from minzheng_domain_excel.recognition.words import names_a_record

_FEW = 2


def is_title(values: Sequence[Value]) -> bool:
    """Tell whether a row is no data but says something about a table: one text or two, or words with a colon."""
    cells = [values[index] for index in filled(values)]
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(cells) <= _FEW:
        return bool(texts)
    return any(
        line_kinds.is_signature(text) or line_kinds.is_total(text) or unit_line(text) is not None for text in texts
    )


def may_be_title(values: Sequence[Value]) -> bool:
    """Tell quickly whether a row among records must be looked at closely: few cells, or a beginning like a note's."""
    if len(values) - values.count(None) <= _FEW:
        return True
    first = values[0]
    return type(first) is str and line_kinds.may_be_no_record(first)


class Classifier:
    """Tells the records of one table from its other rows."""

    def __init__(self, table: Table, merged: Sequence[Area]) -> None:
        self._table = table
        self._naming = [index for index, column in table.columns.items() if names_a_record(column, table.kind)]
        self._prose = [index for index, column in table.columns.items() if column.kind is ColumnKind.TEXT]
        least = max(_FEW, len(table.heads) // 2)
        self._wide = frozenset(area.first_row for area in merged if area.last_column - area.first_column + 1 >= least)

    def why_no_record(self, row: int, values: Sequence[Value]) -> Text | None:
        """Say why a row is no record; ``None`` if it is one."""
        first = values[0] if values else None
        if first is None or (type(first) is str and not is_filled(first)):
            first = next(value for value in values if is_filled(value))
        names = [values[index] for index in self._naming if index < len(values)]
        for text in (first, *names):
            if type(text) is str and line_kinds.may_be_no_record(text):
                reason = self._by_text(text, values)
                if reason is not None:
                    return reason
        if type(first) is str and text_of(first) == self._first_header() and self._table.repeats_header(values):
            return line_kinds.REPEATED
        if row in self._wide or not any(map(is_filled, names)):
            return self._alone(row, values)
        return None

    def _first_header(self) -> str | None:
        return next((head.text for head in self._table.heads.values()), None)

    def _by_text(self, text: str, values: Sequence[Value]) -> Text | None:
        cells = filled(values)
        if len(cells) > 1 and any(index < len(values) and values[index] is text for index in self._prose):
            return None  # free words may begin with any word
        if line_kinds.is_total(text):
            return line_kinds.TOTAL
        if line_kinds.is_signature(text):
            return line_kinds.NOTE
        if len(cells) > 1:
            return None
        if line_kinds.is_note(text) or line_kinds.is_sentence(text):
            return line_kinds.NOTE
        return line_kinds.GROUP if line_kinds.is_group(text) else None

    def _alone(self, row: int, values: Sequence[Value]) -> Text | None:
        """Look at a row in which the name is missing, or that is merged over the width of the table."""
        cells = filled(values)
        if len(cells) > 1:
            return None
        if row in self._wide:
            return line_kinds.GROUP
        index = cells[0]
        is_first = index == min(self._table.heads)
        is_text = isinstance(values[index], str)
        return line_kinds.GROUP if is_first and is_text and index not in self._naming else None
