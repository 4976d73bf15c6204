"""Merging: what stands in cells that are merged over several rows, of which only the first holds it in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Area, Value

SPREAD = Text("合并单元格，取合并区域的内容", "merged cells; the content of the whole area was taken")
NOT_SPREAD = Text(
    "合并单元格盖住了几条记录，不能确定这里是什么；请取消合并，逐行填写",
    "cells are merged over several records, and what belongs here is not certain; split them and fill in each row",
)

SPREADS = frozenset(ColumnKind) - {ColumnKind.IDENTIFIER, ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY}
"""The kinds of column whose content holds for all rows of a merged area; an amount may be that of all together."""


class MergedCells:
    """The areas of a sheet that are merged over several rows, as far as its rows have been read."""

    def __init__(self, merged: Iterable[Area], columns: Collection[int]) -> None:
        self._starts: dict[int, list[tuple[int, int]]] = {}
        for area in merged:
            index = area.first_column - 1
            if area.last_row > area.first_row and index in columns:
                self._starts.setdefault(area.first_row, []).append((index, area.last_row))
        self._open: dict[int, tuple[int, Value]] = {}
        self.is_needed = bool(self._starts)

    def covering(self, row: int, values: Sequence[Value]) -> list[tuple[int, Value]]:
        """Return for each cell of a row that is covered from above its index and what stands in its area."""
        covered = []
        for index, (last, value) in list(self._open.items()):
            if row > last:
                del self._open[index]
            elif index >= len(values) or values[index] is None:
                covered.append((index, value))
        for index, last in self._starts.get(row, ()):
            if index < len(values) and values[index] is not None:
                self._open[index] = (last, values[index])
        return covered
