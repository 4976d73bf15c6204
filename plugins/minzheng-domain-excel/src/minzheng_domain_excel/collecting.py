"""Collecting: the rows of one table → records, with a note of everything that is not taken as it stands."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from minzheng_domain.model.columns import Column, ColumnKind, Record
from minzheng_domain.model.remarks import Treatment
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Area, Value
from minzheng_domain_excel.merging import NOT_SPREAD, SPREAD, SPREADS, MergedCells
from minzheng_domain_excel.recognition.tables import Table
from minzheng_domain_excel.recognition.walking import is_filled
from minzheng_domain_excel.remarking import Said, TableNotes, texts_of, written
from minzheng_domain_excel.repairs import FieldValue, Repair, Repaired, Unreadable, shown

TEXTS = frozenset({ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.LABEL, ColumnKind.TEXT, ColumnKind.REFERENCE})
"""The kinds of column of which an empty text can stand for what is missing."""

REQUIRED = Text("必填，请补填", "it is required; fill it in")
NO_RECORD = Text(
    "缺少必填的“{headers}”，整行没有读入；请补填或改正",
    "'{headers}' is required and missing, and the row was not read; fill it in, or correct it",
)
NO_ID = Text(
    "没有编号，以统一社会信用代码为编号；没有代码或代码重复的，以工作表名和行号为编号",
    "there is no id; the USCC serves, or where it is missing or repeated the sheet's name and the row",
)


class Collector:
    """Makes records of the rows of one table.

    Attributes:
        table: the table.
        records: the records; the ids of some are not final before :meth:`finish`.
        rows: the row of each.
        had_rows: whether there was any row that is a record, be it read or left out.
        notes: what is to be told of the table.
    """

    def __init__(self, table: Table, repairs: Mapping[int, Repair], notes: TableNotes, merged: Sequence[Area]) -> None:
        self.table = table
        self.records: list[Record] = []
        self.had_rows = False
        self.rows = array("L")
        self.notes = notes
        self._merged = MergedCells(merged, table.columns)
        self._repairs = repairs
        self._plan = [(index, column.name, repairs[index]) for index, column in table.columns.items()]
        self._places = {column.name: index for index, column in table.columns.items()}
        said = table.settled.constants if table.settled else {}
        constants: dict[str, FieldValue] = {name: value for name, value in said.items() if name not in self._places}
        self._required = {column.name: column for column in table.kind.columns if column.declaration.required}
        self.absent = [
            column
            for name, column in self._required.items()
            if name != "id" and name not in self._places and name not in constants
        ]
        """The required columns that the table does not have."""
        self._start: dict[str, Any] = constants | {column.name: "" for column in self.absent if column.kind in TEXTS}
        self._start["id"] = constants.get("id", "")
        self._others = [index for index in range(max(table.columns, default=-1) + 1) if index not in table.columns]
        self._width = max(table.columns, default=-1) + 1
        self.strays: dict[int, tuple[int, int, Value]] = {}
        """For each column that is no field: how many cells of it hold anything, the row of the first, and its value."""
        self._by_uscc: dict[str, int] = {}
        self._from_uscc: set[int] = set()
        self._repeated: set[int] = set()
        notes.id_of = self.id_at

    @property
    def makes_ids(self) -> bool:
        """Whether the table has no column of ids."""
        return "id" not in self._places

    @property
    def is_by_uscc(self) -> bool:
        """Whether any record got its USCC for an id."""
        return bool(self._from_uscc)

    def place(self, column: Column) -> int | None:
        """Return the index of the column of the sheet that holds a field; ``None`` if none does."""
        return self._places.get(column.name)

    def id_at(self, row: int) -> str | None:
        """Return the id of the record that a row has become; ``None`` if it is none."""
        place = bisect_left(self.rows, row)
        return self.records[place].id if place < len(self.rows) and self.rows[place] == row else None

    # --------------------------------------------------------------------------------------------------------- the rows

    def add(self, row: int, values: Sequence[Value]) -> None:
        """Make a record of a row, if it holds anything that belongs to one."""
        made = self._start.copy()
        width = len(values)
        told: set[str] = set()
        for index, name, repair in self._plan:
            if index >= width:
                break
            value = values[index]
            if value is None:
                continue
            result = repair(value)
            if type(result) is Repaired or type(result) is Unreadable:
                told.add(name)
                self._note(row, index, value, result)
                result = result.value if isinstance(result, Repaired) else None
            if result is not None:
                made[name] = result
        if self._others or width > self._width:
            self._count_strays(row, values)
        if not told and len(made) == len(self._start) and not made["id"]:
            return
        if self._merged.is_needed:
            self._spread(row, values, made, told)
        self.had_rows = True
        if not (made["id"] and made.keys() >= self._required.keys()) and not self._complete(row, values, made, told):
            return
        if "uscc" in made:
            self._by_uscc.setdefault(made["uscc"], len(self.records))
        self.records.append(self.table.kind.record_class(**made))
        self.rows.append(row)

    def finish(self) -> None:
        """Settle the ids: a code that comes twice in the table is none."""
        for place in self._repeated & self._from_uscc:
            self.records[place] = self.records[place].evolve(id=self._by_row(self.rows[place]))
        self._from_uscc -= self._repeated

    # ----------------------------------------------------------------------------------------------------- what is told

    def _note(self, row: int, index: int, value: Value, result: Repaired | Unreadable) -> None:
        column = self.table.columns[index]
        is_read = isinstance(result, Repaired)
        said = Said(
            Treatment.REPAIRED if is_read else Treatment.UNREADABLE,
            shown(value),
            result.reason,
            taken=written(result.value) if isinstance(result, Repaired) else None,
            field=column.name,
            is_provisional=column.kind is ColumnKind.REFERENCE,
        )
        self.notes.cell(row, index, said)

    def _count_strays(self, row: int, values: Sequence[Value]) -> None:
        for index in (*self._others, *range(self._width, len(values))):
            if index < len(values) and is_filled(value := values[index]):
                number, first, found = self.strays.get(index, (0, row, value))
                self.strays[index] = (number + 1, first, found)

    def _spread(self, row: int, values: Sequence[Value], made: dict[str, Any], told: set[str]) -> None:
        """Take what stands in merged cells for all records that they cover, where that is certain."""
        for index, value in self._merged.covering(row, values):
            column = self.table.columns[index]
            result = self._repairs[index](value)
            read = result.value if isinstance(result, Repaired) else result
            if column.kind not in SPREADS:
                told.add(column.name)
                self.notes.cell(row, index, Said(Treatment.UNREADABLE, "", NOT_SPREAD, field=column.name))
            elif read is not None and not isinstance(read, Unreadable):
                made[column.name] = read
                said = Said(Treatment.REPAIRED, "", SPREAD, taken=written(read), field=column.name)
                self.notes.cell(row, index, said)

    # ------------------------------------------------------------------------------------------------ what is not there

    def _complete(self, row: int, values: Sequence[Value], made: dict[str, Any], told: set[str]) -> bool:
        """Fill in what is missing; tell whether a record can be made."""
        lacking: list[Column] = []
        for name, column in self._required.items():
            if name == "id" or name in made:
                continue
            if name in self._places and name not in told:
                self.notes.cell(row, self._places[name], Said(Treatment.UNREADABLE, "", REQUIRED, field=name))
            if column.kind in TEXTS:
                made[name] = ""
            else:
                lacking.append(column)
        if lacking:
            headers = Text("、".join(c.header.zh for c in lacking), ", ".join(c.header.en for c in lacking))
            self.notes.row(row, Said(Treatment.LEFT_OUT, texts_of(values), NO_RECORD.format(headers=headers)))
            return False
        if not made["id"]:
            self._name(row, made, told)
        return True

    def _name(self, row: int, made: dict[str, Any], told: set[str]) -> None:
        """Give a record an id."""
        code, place = made.get("uscc"), len(self.records)
        if code is not None and code not in self._by_uscc:
            self._from_uscc.add(place)
            made["id"] = code
        else:
            if code is not None:
                self._repeated.add(self._by_uscc[code])
            made["id"] = self._by_row(row)
        if "id" in self._places and "id" not in told:
            self.notes.cell(row, self._places["id"], Said(Treatment.REPAIRED, "", NO_ID, field="id", is_id=True))

    def _by_row(self, row: int) -> str:
        return f"{self.table.sheet}-{row}"
