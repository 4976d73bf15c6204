"""Record cells: what stands in the cells of a ledger's records, column by column, as formulas find it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs
from openpyxl.utils import get_column_letter

from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.places import quoted
from minzheng_domain_excel.values import CellValue, UnwritableError, cell_texts, cell_value, row_writer

FORMULA_ROWS = 20_000
"""How many records of a kind formulas bear: beyond, a workbook with some hundred of them takes minutes to calculate."""

_AS_NUMBERS = {ColumnKind.DATE, ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY}


@attrs.frozen(kw_only=True)
class RecordRange:
    """Where the records of a kind stand in a workbook.

    The row below the last record is empty, in all columns.

    Attributes:
        kind: the kind of record.
        columns: those that are written, in their order from column A on, with their values or with stand-ins for them.
        sheets: the names of the sheets that the records are spread over.
        first_row: the row of the first record.
    """

    kind: RecordKind
    columns: tuple[Column, ...]
    sheets: tuple[str, ...]
    first_row: int


class RecordCells:
    """The cells of all records of a ledger."""

    def __init__(self, ledger: Ledger, ranges: Iterable[RecordRange], language: Language) -> None:
        self.ledger = ledger
        self.language = language
        self._ranges = {given.kind.name: given for given in ranges}
        self.tell = functools.cache(self._tell)
        self.shown = functools.cache(self._shown)
        self.fault = functools.cache(self._fault)

    def letter(self, column: Column) -> str:
        """Return the letter of a column."""
        return get_column_letter(self._ranges[column.record].columns.index(column) + 1)

    def letter_behind(self, kind: str, place: int) -> str:
        """Return the letter of a column to the right of those of the records, counted from 0."""
        return get_column_letter(len(self._ranges[kind].columns) + place + 1)

    def reference(self, kind: str, letter: str) -> str:
        """Return the cells of a column over all records of a kind and the empty row below."""
        given = self._ranges[kind]
        last = given.first_row + len(self.ledger.of_kind(kind))
        return f"{quoted(given.sheets[0])}!${letter}${given.first_row}:${letter}${last}"

    def fault_of_kind(self, kind: RecordKind) -> Text | None:
        """Return why no formula can look at the records of a kind; ``None`` if one can."""
        given = self._ranges.get(kind.name)
        count = len(self.ledger.of_kind(kind.name))
        said = {"kind": kind.title, "count": f"{count:,}", "most": f"{FORMULA_ROWS:,}"}
        if given is None:
            return Text("工作簿中没有“{kind}”表", "the workbook has no sheet of {kind}").format(**said)
        if len(given.sheets) > 1:
            return Text("“{kind}”分在几张表上", "the {kind} are spread over several sheets").format(**said)
        if count > FORMULA_ROWS:
            return Text(
                "“{kind}”有 {count} 条记录，公式至多计算 {most} 条",
                "there are {count} {kind}, and formulas are kept to {most}",
            ).format(**said)
        if None in self.shown(kind.columns[0]).values():
            return Text("“{kind}”中有的记录没有编号", "some of the {kind} have no id").format(**said)
        return None

    def _fault(self, column: Column) -> Text | None:
        """Return why no formula can look at a column; ``None`` if one can."""
        title = Text("{kind}的“{header}”", "'{header}' of the {kind}").format(
            kind=self._title(column.record), header=column.header
        )
        if column not in self._ranges[column.record].columns:
            return Text("{title}不在工作簿中", "{title} is not in the workbook").format(title=title)
        shown = {value for value in self.shown(column).values() if value is not None}
        if column.kind in _AS_NUMBERS:
            if any(isinstance(value, str) for value in shown):
                return Text(
                    "{title}中有表格存不下的值：1900年3月以前的日期，或超过 15 位的数",
                    "{title} holds what no cell can: a day before March 1900, or a number of more than 15 digits",
                ).format(title=title)
        elif len(shown) < sum(value is not None for value in self.shown(column).values()):
            return Text("{title}中有不同的值在表格中无法区分", "{title} holds values that look alike in cells").format(
                title=title
            )
        return None

    def _title(self, kind: str) -> Text:
        return self._ranges[kind].kind.title

    def values(self, column: Column) -> list[CellValue]:
        """Return what stands in the cells of a column, record by record."""
        shown = self.shown(column)
        return [shown[getattr(record, column.name)] for record in self.ledger.of_kind(column.record)]

    def texts(self, column: Column) -> frozenset[str]:
        """Return the different texts that stand in the cells of a column."""
        return frozenset(value for value in self.shown(column).values() if isinstance(value, str))

    def _tell(self, column: Column) -> Callable[[Any], CellValue]:
        """Return the function that tells what stands in the cell of a value of a column."""
        return cell_value(column, cell_texts(column, self.ledger, self.language), self.language)

    def _shown(self, column: Column) -> Mapping[Any, CellValue]:
        """Return what stands in the cells for each different value that a column holds."""
        records = self.ledger.of_kind(column.record)
        tell = self.tell(column)
        try:
            return {value: tell(value) for value in {getattr(record, column.name) for record in records}}
        except (UnwritableError, TypeError):
            write = row_writer([column], self.ledger, self.language)
            for record in records:
                write(record)  # raises the error that names the record
            raise
