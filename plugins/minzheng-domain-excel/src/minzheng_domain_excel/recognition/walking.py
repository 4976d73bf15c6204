"""Walking: a sheet from its first row to its last, once, told as tables, records and what is neither."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs

from minzheng_domain.model.remarks import Treatment
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Sheet, Value
from minzheng_domain_excel.recognition.heads import Head, Line
from minzheng_domain_excel.recognition.kinds import Fit
from minzheng_domain_excel.recognition.tables import Table
from minzheng_domain_excel.repairs import BLANKS


@attrs.frozen
class Aside:
    """A row that is no record."""

    row: int
    values: Sequence[Value]
    treatment: Treatment
    reason: Text


@attrs.frozen
class Doubt:
    """A header that fits several kinds of record alike, or none well enough."""

    row: int
    heads: Mapping[int, Head]
    fits: Sequence[Fit]


@attrs.frozen
class Mark:
    """The sheet is one of ours that holds no records."""


Event: TypeAlias = Table | Line | Aside | Doubt | Mark
"""What comes next on a sheet: a table begins, a record of it (row and values), a row that is none."""


class Lines:
    """The rows of a sheet that hold anything, with a look ahead."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows = sheet.rows()
        self._ahead: deque[Line] = deque()

    def peek(self, place: int = 0) -> Line | None:
        """Return one of the next rows without taking it; ``None`` if there are not so many."""
        ahead = self._ahead
        while len(ahead) <= place:
            line = next(self._rows, None)
            if line is None:
                return None
            if not is_blank(line[1]):
                ahead.append(line)
        return ahead[place]

    def take(self) -> Line:
        """Take the next row, which :meth:`peek` has shown."""
        return self._ahead.popleft()


def is_blank(values: Sequence[Value]) -> bool:
    """Tell whether a row holds nothing that can be seen."""
    return not any(is_filled(value) for value in values)


def is_filled(value: Value) -> bool:
    """Tell whether a cell holds anything that can be seen."""
    return value is not None and (type(value) is not str or bool(value.strip(BLANKS)))


def filled(values: Sequence[Value]) -> list[int]:
    """Return the indexes of the cells that hold anything."""
    return [index for index, value in enumerate(values) if is_filled(value)]
