"""Record sheets: on which sheets the records of a ledger stand, and the rows that are streamed into them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice

import attrs
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind, Sensitivity
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.plugin import Finding, Ledger
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.code_sheet import CodeSheet
from minzheng_domain_excel.formulas import LiveWorkbook
from minzheng_domain_excel.helper_columns import HelperColumn
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.record_cells import RecordRange
from minzheng_domain_excel.record_sheet import FIRST_ROW, Helper, Layout, define_ids, lay_out
from minzheng_domain_excel.sheet_names import in_sheet_order, sheet_name
from minzheng_domain_excel.sheet_rows import CellValue, Formula, Stream
from minzheng_domain_excel.styles import text_width
from minzheng_domain_excel.values import row_writer
from minzheng_domain_excel.visibility import written_columns

_WIDENED = {ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.LABEL, ColumnKind.REFERENCE}
_WIDEST = 44
_LOOKED_AT = 300
"""At how many records one looks to tell how wide a column has to be."""

_LINE = Text("填报单位：{bureau}　　金额单位：元", "Bureau: {bureau}.  Amounts in yuan.")


@attrs.frozen(kw_only=True)
class RecordSheet:
    """A sheet with records of a kind.

    Attributes:
        name: its name.
        kind: the kind of record.
        columns: its columns.
        start: the position of its first record among those of the kind.
        count: how many records stand on it.
        is_only: whether all records of the kind stand on it.
    """

    name: str
    kind: RecordKind
    columns: tuple[Column, ...]
    start: int
    count: int
    is_only: bool


class RecordSheets:
    """The sheets of all kinds of record that have some.

    Args:
        ledger: the ledger, without what its readers may not see.
        audience: the readers.
        language: that of the names.
        rows: how many records a sheet holds.
        taken: the names of other sheets.
    """

    def __init__(
        self, ledger: Ledger, *, audience: Sensitivity, language: Language, rows: int, taken: Collection[str]
    ) -> None:
        self._ledger = ledger
        self._language = language
        self._positions: dict[str, dict[str, list[int]]] = {}
        self.sheets: list[RecordSheet] = []
        names = list(taken)
        for kind in in_sheet_order(kind for kind, _ in ledger.kinds()):
            records = ledger.of_kind(kind.name)
            for start in range(0, len(records), rows):
                names.append(sheet_name(kind.title.of(language), names))
                self.sheets.append(
                    RecordSheet(
                        name=names[-1],
                        kind=kind,
                        columns=written_columns(kind, audience),
                        start=start,
                        count=min(rows, len(records) - start),
                        is_only=len(records) <= rows,
                    )
                )

    @property
    def ranges(self) -> list[RecordRange]:
        """For each kind, where its records stand."""
        kinds = dict.fromkeys(sheet.kind for sheet in self.sheets)
        return [
            RecordRange(
                kind=kind,
                columns=self._of(kind.name)[0].columns,
                sheets=tuple(sheet.name for sheet in self._of(kind.name)),
                first_row=FIRST_ROW,
            )
            for kind in kinds
        ]

    def _of(self, kind: str) -> list[RecordSheet]:
        return [sheet for sheet in self.sheets if sheet.kind.name == kind]

    def place_of(self, finding: Finding) -> Place | None:
        """Return the cell that a finding is about, or its whole row; ``None`` if the record is on no sheet."""
        if finding.kind is None or finding.record is None or not self._of(finding.kind):
            return None
        kind = record_kinds()[finding.kind]
        positions = self._index(finding.kind).get(finding.record, [])
        column = kind.column(finding.field) if finding.field else None
        # Of several records with one id, the one that the finding came from.
        same = [position for position in positions if self._ledger.source(kind, position, column) == finding.source]
        position = next(iter([*same, *positions]), None)
        if position is None:
            return None
        sheet = next(sheet for sheet in self._of(finding.kind) if position < sheet.start + sheet.count)
        place = sheet.columns.index(column) + 1 if column in sheet.columns else None
        return Place(sheet.name, FIRST_ROW + position - sheet.start, place)

    def _index(self, kind: str) -> dict[str, list[int]]:
        if kind not in self._positions:
            found: dict[str, list[int]] = {}
            for position, record in enumerate(self._ledger.of_kind(kind)):
                found.setdefault(record.id, []).append(position)
            self._positions[kind] = found
        return self._positions[kind]

    def lay_out(self, workbook: Workbook, codes: CodeSheet, live: LiveWorkbook) -> dict[str, Stream]:
        """Add the sheets to a workbook, and return the rows of each."""
        ids = {sheet.kind.name for sheet in self.sheets if sheet.is_only}
        streams = {}
        for sheet in self.sheets:
            helpers = live.helper_columns(sheet.kind.name) if sheet.is_only else ()
            layout = Layout(
                language=self._language,
                title=sheet.kind.title.of(self._language),
                line=_LINE.of(self._language).format(bureau=self._ledger.header.bureau or "—"),
                codes=codes,
                rows=sheet.count,
                references=ids,
                helpers=[Helper(h.key, h.header.of(self._language), _is_day(h)) for h in helpers],
            )
            made = workbook.create_sheet(sheet.name)
            lay_out(made, sheet.columns, layout)
            self._widen(made, sheet)
            if sheet.is_only:
                define_ids(workbook, sheet.kind, sheet.name, sheet.count, self._language)
            streams[sheet.name] = Stream(FIRST_ROW, self._rows(sheet, helpers), sheet.count)
        return streams

    def _widen(self, made: Worksheet, sheet: RecordSheet) -> None:
        """Give columns of texts the width that the first records need."""
        write = row_writer(sheet.columns, self._ledger, self._language)
        first = list(map(write, self._records(sheet, _LOOKED_AT)))
        for position, column in enumerate(sheet.columns):
            if column.kind in _WIDENED:
                needed = max(text_width(str(row[position] or "")) for row in first) + 2
                shape = made.column_dimensions[get_column_letter(position + 1)]
                shape.width = max(shape.width, min(needed, _WIDEST))

    def _records(self, sheet: RecordSheet, most: int) -> Iterator[Record]:
        last = sheet.start + min(sheet.count, most)
        return islice(self._ledger.of_kind(sheet.kind.name), sheet.start, last)

    def _rows(self, sheet: RecordSheet, helpers: Sequence[HelperColumn]) -> Iterator[Sequence[CellValue]]:
        write = row_writer(sheet.columns, self._ledger, self._language)
        records = self._records(sheet, sheet.count)
        if not helpers:
            return map(write, records)
        return (
            [*write(record), *(Formula(helper.formula(FIRST_ROW + place), helper.values[place]) for helper in helpers)]
            for place, record in enumerate(records)
        )


def _is_day(helper: HelperColumn) -> bool:
    return any(isinstance(value, date) for value in helper.values)
