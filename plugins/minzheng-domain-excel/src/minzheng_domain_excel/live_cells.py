"""Live cells: the ranges and helper columns that formulas name, made as formulas ask for them."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.statistics.query import Field, Parameter, Via, own_column, value_column
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.defined_names import day_name, field_name, unused
from minzheng_domain_excel.helper_columns import (
    MOST_COMPARED,
    Fetched,
    First,
    HelperColumn,
    Need,
    Reached,
    fetched_formula,
    first_formula,
    first_numbers,
    header_of,
    kind_of,
    reached_formula,
)
from minzheng_domain_excel.plain_texts import TextsOfColumn
from minzheng_domain_excel.record_cells import RecordCells, RecordRange
from minzheng_domain_excel.values import CellValue

_TOO_MANY = Text(
    "{header}有 {count} 条，文字须逐字比较，公式算不动",
    "{header}: {count} records whose texts have to be compared letter by letter are too many for formulas",
)


class LiveCells:
    """Where the records of a ledger stand in a workbook, as the compiler of formulas asks for it.

    It is a :class:`~minzheng_domain.statistics.compile.excel.Cells`. A field may be asked for only where
    :meth:`fault` finds nothing against it.
    """

    def __init__(self, ledger: Ledger, ranges: Iterable[RecordRange], language: Language) -> None:
        self.ledger = ledger
        self.language = language
        self.records = RecordCells(ledger, ranges, language)
        self._names: dict[str, str] = {}
        self._named: dict[Column | Need, str] = {}
        self._helpers: dict[str, dict[Need, HelperColumn]] = {}
        self._texts = functools.cache(lambda column: TextsOfColumn(self.records.texts(column)))
        self._are_keys = functools.cache(self._find_keys)
        self._fault_of_reference = functools.cache(self._find_fault_of_reference)

    @property
    def names(self) -> Mapping[str, str]:
        """The ranges that formulas name, as absolute references by their names."""
        return MappingProxyType(self._names)

    def helpers(self, kind: str) -> tuple[HelperColumn, ...]:
        """Return the helper columns of a kind of record in their order, to the right of its columns."""
        return tuple(self._helpers.get(kind, {}).values())

    def values(self, field: Field) -> str:
        """Return the name of the range of a field's values."""
        return self._helper(Fetched(field)).name if isinstance(field, Via) else self._column(field)

    def reached(self, reference: Column) -> str:
        """Return the name of the range of the numbers of the records that a reference reaches."""
        return self._helper(Reached(reference)).name

    def first(self, field: Field) -> str:
        """Return the name of the range of the numbers of the first records with the same value."""
        return self._helper(First(field)).name

    def text(self, column: Column, value: str | bool) -> str:  # noqa: FBT001 - a value of a column
        """Return how a code, an id or a flag stands in the cells of a column."""
        return str(self.records.tell(column)(value))

    def counts(self, field: Field, text: str) -> bool:
        """Tell whether COUNTIFS counts exactly the cells of a field that hold a text."""
        return self._texts(value_column(field)).counts(text)

    def day(self, parameter: Parameter, years_before: int = 0) -> str:
        """Return the name of the cell of a day."""
        return day_name(parameter, years_before, self.language)

    def _held(self, field: Field) -> Sequence[CellValue]:
        """Return what stands in the cells of a field, be they the records' own or a helper column's."""
        if not isinstance(field, Via):
            return self.records.values(field)
        found = self.records.values(field.column)
        reached = (found[at - 1] if isinstance(at, int) else None for at in self._places(field.reference))
        return ["" if value is None else value for value in reached]  # as a formula makes of an empty cell

    def _places(self, reference: Column) -> list[CellValue]:
        """Return the place, from 1, of the record that each reference reaches; an empty text where it reaches none."""
        places = self._first_places(reference)
        return [places.get(cell, "") for cell in self.records.values(reference)]

    def fault(self, field: Field) -> Text | None:
        """Return why no formula can look at a field; ``None`` if one can."""
        own = own_column(field)
        found = self.records.fault_of_kind(record_kind(own.record)) or self.records.fault(own)
        if found or not isinstance(field, Via):
            return found
        target = record_kind(own.declaration.refers_to or "")
        return self.records.fault_of_kind(target) or self.records.fault(field.column) or self._fault_of_reference(own)

    def fault_of_distinct(self, field: Field) -> Text | None:
        """Return why no formula can count the different values of a field, though it can look at it."""
        count = len(self.ledger.of_kind(own_column(field).record))
        if count**2 > MOST_COMPARED and not self._are_keys(value_column(field)):
            return _TOO_MANY.format(header=value_column(field).header, count=f"{count:,}")
        return None

    def _find_fault_of_reference(self, reference: Column) -> Text | None:
        places, by_id = self._first_places(reference), self.ledger.index(reference.declaration.refers_to or "")
        for given, shown in self.records.shown(reference).items():
            if shown is not None and (shown in places) is not (given in by_id):
                return Text(
                    "{header}中有的值在表格中会被当成别的记录的编号",
                    "some values of {header} would be taken for another record's id",
                ).format(header=reference.header)
        counts = [len(self.ledger.of_kind(column.record)) for column in (reference, _id_column(reference))]
        if math.prod(counts) > MOST_COMPARED and not self._are_keys(reference, _id_column(reference)):
            return _TOO_MANY.format(header=reference.header, count=f"{max(counts):,}")
        return None

    def _first_places(self, reference: Column) -> dict[CellValue, int]:
        """Return for each id that a reference may name the place, from 1, of the first record that bears it."""
        places: dict[CellValue, int] = {}
        for place, given in enumerate(self.records.values(_id_column(reference)), 1):
            places.setdefault(given, place)
        return places

    def _find_keys(self, *columns: Column) -> bool:
        """Tell whether MATCH tells all texts of some columns apart."""
        return TextsOfColumn(text for column in columns for text in self.records.texts(column)).are_keys()

    def _column(self, column: Column) -> str:
        if column not in self._named:
            self._name(column, field_name(column, self.language), column.record, self.records.letter(column))
        return self._named[column]

    def _name(self, key: Column | Need, wanted: str, kind: str, letter: str) -> str:
        name = unused(wanted, [*self._names, *(self.day(parameter) for parameter in Parameter)])
        self._names[name] = self.records.reference(kind, letter)
        self._named[key] = name
        return name

    def _helper(self, need: Need) -> HelperColumn:
        """Return a helper column; it is made, and those that it needs before it, when it is first asked for."""
        kind = kind_of(need)
        if need not in self._named:
            values, formula = self._made(need)
            letter = self.records.letter_behind(kind, len(self.helpers(kind)))
            self._helpers.setdefault(kind, {})[need] = HelperColumn(
                key=need.key,
                header=header_of(need),
                name=self._name(need, field_name(need.field, self.language, need.suffix), kind, letter),
                is_date=isinstance(need, Fetched) and need.field.column.kind is ColumnKind.DATE,
                values=values,
                formula=formula,
            )
        return self._helpers[kind][need]

    def _letter(self, held: Column | Need) -> str:
        """Return the letter of a column of the records, or of a helper column that is made."""
        if isinstance(held, Column):
            return self.records.letter(held)
        return self.records.letter_behind(kind_of(held), list(self._helpers[kind_of(held)]).index(held))

    def _made(self, need: Need) -> tuple[Sequence[CellValue], Callable[[int], str]]:
        """Return the values of a helper column, and its formula in a row."""
        match need:
            case Reached(field=reference):
                letter, range_ = self._letter(reference), self._column(_id_column(reference))
                exact = not self._are_keys(reference, _id_column(reference))
                return self._places(reference), lambda row: reached_formula(f"{letter}{row}", range_, exact=exact)
            case Fetched(field=field):
                self._helper(Reached(field.reference))
                letter, range_ = self._letter(Reached(field.reference)), self._column(field.column)
                return self._held(field), lambda row: fetched_formula(f"{letter}{row}", range_)
            case First(field=field):
                cells, range_ = self._held(field), self.values(field)
                letter = self._letter(Fetched(field) if isinstance(field, Via) else field)
                exact = not self._are_keys(value_column(field))
                return first_numbers(cells), lambda row: first_formula(f"{letter}{row}", range_, exact=exact)
            case _:
                assert_never(need)


def _id_column(reference: Column) -> Column:
    """Return the column of the ids that a reference names."""
    return record_kind(reference.declaration.refers_to or "").columns[0]
