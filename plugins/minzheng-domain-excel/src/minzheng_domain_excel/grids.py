"""Grids: what every reader of a spreadsheet file yields: sheets of rows of values, at their physical row numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import attrs


@attrs.frozen
class Uncalculated:
    """A formula whose result is not in the file: no program has calculated it yet."""

    formula: str


@attrs.frozen
class CellError:
    """The result of a formula that failed, as ``#DIV/0!``."""

    code: str


@attrs.frozen
class Percent:
    """A number that is shown in per cent: 0.35 shown as 35 %."""

    fraction: float | Decimal


Value: TypeAlias = (
    str | bool | int | float | Decimal | date | datetime | time | timedelta | Percent | Uncalculated | CellError | None
)
"""What a cell holds; ``None`` if it is empty. A day without a time is a :class:`datetime.date`."""

Rows: TypeAlias = Iterator[tuple[int, Sequence[Value]]]


@attrs.frozen
class Area:
    """A rectangle of cells, all counted from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@attrs.frozen(kw_only=True)
class Sheet:
    """A sheet of a spreadsheet file.

    Attributes:
        name: its name; of a CSV file, the file's name without suffix.
        rows: reads it from the top, anew at each call: the physical number of a row, from 1, and its values from
            column A on. A row without any content may be left out, and so may empty cells at the end of one.
        is_hidden: whether a reader of Excel does not see it.
        merged: the areas whose cells are merged; the content stands in the first cell of each.
        hidden_rows: the numbers of the rows that a reader of Excel does not see, as where a filter is on.
    """

    name: str
    rows: Callable[[], Rows] = attrs.field(repr=False)
    is_hidden: bool = False
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()


@attrs.frozen(kw_only=True)
class Book:
    """A spreadsheet file that is open for reading.

    Attributes:
        path: the file.
        form: what it really is, whatever its suffix says: ``xlsx``, ``xls``, ``ods`` or ``csv``.
        sheets: its sheets, in their order; charts and the like are not among them.
    """

    path: Path
    form: str
    sheets: tuple[Sheet, ...]
