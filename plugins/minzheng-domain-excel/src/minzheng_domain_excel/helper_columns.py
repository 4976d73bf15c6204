"""Helper columns: what formulas need of each record beside its own columns.

That is the record that a reference reaches, a value of that record, and the first of all records with the same value.
Each is a formula and its value by Python, to the right of the columns of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

import attrs

from minzheng_domain.model.columns import Column
from minzheng_domain.statistics.query import Field, Via, own_column
from minzheng_domain.text import Text
from minzheng_domain_excel.values import CellValue

MOST_COMPARED = 4_000_000
"""How many pairs of texts EXACT compares in a helper column at most: every record with every one that it may be."""


@attrs.frozen
class Reached:
    """The number of the record that a reference reaches, from 1; an empty text where it reaches none."""

    field: Column
    suffix: ClassVar[Text | None] = Text("行次", "row")

    @property
    def key(self) -> str:
        """Its machine key."""
        return f"#reached.{self.field.name}"


@attrs.frozen
class Fetched:
    """A value of the record that a reference reaches; an empty text where there is none."""

    field: Via
    suffix: ClassVar[Text | None] = None

    @property
    def key(self) -> str:
        """Its machine key."""
        return f"#value.{_key(self.field)}"


@attrs.frozen
class First:
    """The number, from 1, of the first record with the same value; 0 where there is none."""

    field: Field
    suffix: ClassVar[Text | None] = Text("首见行次", "first row")

    @property
    def key(self) -> str:
        """Its machine key."""
        return f"#first.{_key(self.field)}"


Need: TypeAlias = Reached | Fetched | First
"""What a helper column holds."""


def kind_of(need: Need) -> str:
    """Return the kind of record that a helper column stands beside."""
    return own_column(need.field).record


def header_of(need: Need) -> Text:
    """Return what a reader calls a helper column."""
    parts = [own_column(need.field).header]
    if isinstance(need.field, Via):
        parts.append(need.field.column.header)
    if need.suffix is not None:
        parts.append(need.suffix)
    return Text("·".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def _key(field: Field) -> str:
    return f"{field.reference.name}.{field.column.name}" if isinstance(field, Via) else field.name


@attrs.frozen(kw_only=True)
class HelperColumn:
    """A column of formulas to the right of those of the records.

    Attributes:
        key: its machine key, which importers pass over.
        header: what a reader calls it.
        name: the defined name of its cells.
        is_date: whether it holds days.
        values: for each record the result of the formula, as Python finds it.
        formula: gives the formula, without ``=``, in the row of a number.
    """

    key: str
    header: Text
    name: str
    is_date: bool
    values: Sequence[CellValue]
    formula: Callable[[int], str] = attrs.field(repr=False, eq=False)


def reached_formula(cell: str, ids: str, *, exact: bool) -> str:
    """Return the formula of a reference's cell that finds its record among the ids, from 1."""
    return f'IF(LEN({cell})=0,"",IFERROR({_position(cell, ids, exact=exact)},""))'


def fetched_formula(reached: str, values: str) -> str:
    """Return the formula that fetches a value of the record that is reached."""
    found = f"INDEX({values},{reached})"
    return f'IF(ISNUMBER({reached}),IF(LEN({found})=0,"",{found}),"")'


def first_formula(cell: str, values: str, *, exact: bool) -> str:
    """Return the formula that finds the first record with the value of a cell."""
    return f"IF(LEN({cell})=0,0,{_position(cell, values, exact=exact)})"


def _position(cell: str, cells: str, *, exact: bool) -> str:
    # SUMPRODUCT only so that no program asks for an array formula.
    return f"SUMPRODUCT(MATCH(TRUE,EXACT({cells},{cell}),0))" if exact else f"MATCH({cell},{cells},0)"


def first_numbers(values: Sequence[object]) -> list[CellValue]:
    """Return for each value the number of the first that is the same, from 1; 0 where there is none."""
    numbers: dict[object, int] = {}
    return [0 if value in (None, "") else numbers.setdefault(value, place) for place, value in enumerate(values, 1)]
