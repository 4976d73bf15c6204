"""Importing: a spreadsheet file → ledger, in one pass over its sheets, and a second over the records for references."""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger, Locate
from minzheng_domain.model.remarks import Source, Treatment
from minzheng_domain.plugin import ImportOptions
from minzheng_domain.text import Text
from minzheng_domain_excel.collecting import Collector
from minzheng_domain_excel.cover_reading import CoverContent, read_cover
from minzheng_domain_excel.grids import Book, Sheet
from minzheng_domain_excel.headings import bureau_in
from minzheng_domain_excel.mapping import Settled, read_mapping
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.reading import open_book
from minzheng_domain_excel.recognition.sheets import walk
from minzheng_domain_excel.recognition.tables import Table
from minzheng_domain_excel.recognition.walking import Aside, Doubt, Mark
from minzheng_domain_excel.references import resolve
from minzheng_domain_excel.remarking import Note, Said, TableNotes, shortened, texts_of, told
from minzheng_domain_excel.repairs import Manner, Repair, repair_for, shown
from minzheng_domain_excel.table_remarks import tell_of_table

HIDDEN = Text("隐藏的工作表，没有读入；需要读入的，请取消隐藏", "a hidden sheet, not read; unhide it to have it read")
IGNORED = Text("映射文件说明不读入", "left out, as the mapping file says")
NO_TABLE = Text(
    "没有认出任何表格，没有读入；需要读入的，改用模板的表头，或用映射文件说明（--draft-mapping）",
    "no table was recognised, and nothing was read; use the template's headers, or settle it by a mapping "
    "(--draft-mapping)",
)
IN_DOUBT = Text(
    "第 {row} 行的表头像是{kinds}，不能确定，没有读入；请用映射文件说明记录种类（--draft-mapping）",
    "the header in row {row} may be that of {kinds}, and nothing was read; settle the kind of record by a mapping "
    "(--draft-mapping)",
)
HEADERS_WANTED = Text(
    "至少一张可以认出的表：{kinds}；可用 minzheng template 生成模板，或用映射文件说明（--draft-mapping）",
    "at least one table that can be recognised: {kinds}; minzheng template writes a file to fill in, and a mapping "
    "settles what a table is (--draft-mapping)",
)
SHEET_WANTED = Text("文件中的工作表：{names}", "a sheet of the file: {names}")


def read_spreadsheet(path: Path, options: ImportOptions) -> Ledger:
    """Read a spreadsheet file as a ledger; what is not taken as it stands is told in its remarks.

    Raises:
        ReadError: the file is no spreadsheet, or nothing in it is recognised; the mapping file is faulty, or does not
            fit the file.
    """
    settled = read_mapping(options.mapping) if options.mapping else Settled()
    with open_book(path) as book, _collector_paused():
        return read_book(book, settled)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: while records and remarks are made there is hardly any, and to look is dear."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_book(book: Book, settled: Settled) -> Ledger:
    """Read an open spreadsheet file as a ledger.

    Raises:
        ReadError: nothing in it is recognised, or the mapping does not fit it.
    """
    return _BookReader(book, settled).ledger()


class _BookReader:
    """Reads one file."""

    def __init__(self, book: Book, settled: Settled) -> None:
        self._book = book
        self._settled = settled
        self._file = str(book.path)
        self._notes: list[Note] = []
        self._collectors: list[Collector] = []
        self._doubts: list[tuple[str, Text]] = []
        self._bureau: str | None = None
        self._require_sheets()
        self._cover_sheet, self._cover = _cover_of(book)
        self._header = _header(book.path.stem, self._cover, settled)
        self._chooser = Ledger({}, header=self._header)

    def ledger(self) -> Ledger:
        """Read all sheets."""
        for number, sheet in enumerate(self._book.sheets):
            self._read_sheet(number, sheet)
        if not self._collectors and self._cover is None:
            raise self._nothing()
        for collector in self._collectors:
            collector.finish()
        resolve(self._collectors)
        for collector in self._collectors:
            tell_of_table(collector)
        header = self._header
        if header.bureau is None and self._bureau is not None:
            header = attrs.evolve(header, bureau=self._bureau)
        records: dict[str, list[Record]] = {}
        for collector in self._collectors:
            records.setdefault(collector.table.kind.name, []).extend(collector.records)
        return Ledger(
            records,
            header=header,
            locate=_locator(self._file, self._collectors),
            file=self._file,
            remarks=told(self._notes, self._file, [sheet.name for sheet in self._book.sheets]),
        )

    # ------------------------------------------------------------------------------------------------------- the sheets

    def _require_sheets(self) -> None:
        """Make sure that the sheets are there of which the mapping file speaks."""
        names = [sheet.name for sheet in self._book.sheets]
        said = [(table.path, table.sheet) for table in self._settled.tables]
        said += [(path, name) for name, path in self._settled.ignored.items()]
        wanted = SHEET_WANTED.format(names=Text("、".join(names), ", ".join(names)))
        problems = [Problem(f"{path}.sheet", name, wanted) for path, name in said if name not in names]
        if problems:
            raise ReadError(self._settled.file, problems)

    def _read_sheet(self, number: int, sheet: Sheet) -> None:
        notes = TableNotes(self._notes, number)
        if sheet is self._cover_sheet:
            for fault in self._cover.faults if self._cover else ():
                said = Said(Treatment.UNREADABLE, shown(fault.found), fault.reason)
                notes.cell(fault.row, fault.column - 1, said)
        elif sheet.name in self._settled.ignored:
            if next(sheet.rows(), None) is not None:
                notes.cell(1, 0, Said(Treatment.PASSED_OVER, sheet.name, IGNORED))
        elif sheet.is_hidden and not self._settled.of_sheet(sheet.name):
            if _has_content(sheet, self._settled):
                notes.cell(1, 0, Said(Treatment.LEFT_OUT, sheet.name, HIDDEN))
        else:
            self._walk(number, sheet, notes)

    def _walk(self, number: int, sheet: Sheet, notes: TableNotes) -> None:
        collector: Collector | None = None
        doubt: Doubt | None = None
        for event in walk(sheet, self._settled):
            match event:
                case (int() as row, values) if collector is not None:
                    collector.add(row, values)
                case Table():
                    collector = self._collector(number, sheet, event)
                case Aside():
                    notes.row(event.row, Said(event.treatment, texts_of(event.values), event.reason))
                    self._bureau = self._bureau or bureau_in(event.values)
                case Doubt():
                    doubt = event
                case Mark():
                    return
        if collector is None:
            self._tell_of_sheet(sheet, notes, doubt)

    def _collector(self, number: int, sheet: Sheet, table: Table) -> Collector:
        notes = TableNotes(self._notes, number, table.kind.name)
        repairs = {index: self._repair(table, index, column) for index, column in table.columns.items()}
        made = Collector(table, repairs, notes, sheet.merged)
        self._collectors.append(made)
        return made

    def _repair(self, table: Table, index: int, column: Column) -> Repair:
        labels = table.settled.labels if table.settled else {}
        manner = Manner(
            exact=table.is_own,
            untyped=self._book.form == "csv",
            scale=table.scales.get(index),
            codes=self._chooser.code_list(column) if column.kind is ColumnKind.LABEL else None,
            translations=labels.get(column.name, {}),
        )
        return repair_for(column, manner)

    def _tell_of_sheet(self, sheet: Sheet, notes: TableNotes, doubt: Doubt | None) -> None:
        """Tell that nothing of a sheet was read."""
        reason = NO_TABLE
        if doubt is not None:
            titles = [fit.kind.title for fit in doubt.fits]
            kinds = Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))
            reason = IN_DOUBT.format(row=doubt.row, kinds=kinds)
        if next(sheet.rows(), None) is not None:
            notes.cell(1, 0, Said(Treatment.LEFT_OUT, sheet.name, reason))
            self._doubts.append((sheet.name, reason))

    def _nothing(self) -> ReadError:
        """Return the error of a file in which nothing was recognised."""
        names = "、".join(sheet.name for sheet in self._book.sheets)
        titles = [kind.title for kind in record_kinds().values()]
        kinds = Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))
        problems = [Problem("$", f"工作表 (sheets) {names}", HEADERS_WANTED.format(kinds=kinds))]
        problems += [
            Problem(str(Place(name, 1, 1)), shortened(name), reason)
            for name, reason in self._doubts
            if reason is not NO_TABLE
        ]
        return ReadError(self._file, problems)


def _cover_of(book: Book) -> tuple[Sheet | None, CoverContent | None]:
    """Return the sheet that is our cover, and what it says; of several the first."""
    for sheet in book.sheets:
        if (content := read_cover(sheet)) is not None:
            return sheet, content
    return None, None


def _has_content(sheet: Sheet, settled: Settled) -> bool:
    """Tell whether a hidden sheet holds anything to be missed: it has no mark, and is none of ours without records."""
    event = None
    for event in walk(sheet, settled):
        if not (isinstance(event, Mark) or (isinstance(event, Table) and event.is_own)):
            return True
    return event is None and next(sheet.rows(), None) is not None


def _header(title: str, cover: CoverContent | None, settled: Settled) -> Header:
    """Return the header of the ledger, as far as cover and mapping file tell it."""
    header = cover.header if cover else Header(title=title)
    header = header if header.title else attrs.evolve(header, title=title)
    said = dict(settled.header)
    schemes = {**header.schemes, **said.pop("schemes", {})}
    return attrs.evolve(header, schemes=schemes, **said)


def _locator(file: str, collectors: Sequence[Collector]) -> Locate:
    """Return what tells the cell of a record's field, or its row where no column holds the field."""
    by_kind: dict[str, tuple[list[int], list[Collector]]] = {}
    for collector in collectors:
        starts, parts = by_kind.setdefault(collector.table.kind.name, ([0], []))
        parts.append(collector)
        starts.append(starts[-1] + len(collector.records))

    def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
        starts, parts = by_kind[kind.name]
        part = bisect_right(starts, position) - 1
        collector = parts[part]
        index = collector.place(column) if column else None
        row = collector.rows[position - starts[part]]
        return Source(file, str(Place(collector.table.sheet, row, None if index is None else index + 1)))

    return locate
