"""Sheets: one sheet told from top to bottom: its tables, their records, and every row that is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minzheng_domain.model.remarks import Treatment
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Sheet
from minzheng_domain_excel.mapping import Settled, TableMapping
from minzheng_domain_excel.recognition import lines as line_kinds
from minzheng_domain_excel.recognition.classifying import Classifier, is_title, may_be_title
from minzheng_domain_excel.recognition.heads import Line, text_of
from minzheng_domain_excel.recognition.kinds import close, hints_of
from minzheng_domain_excel.recognition.own_sheets import walk_own
from minzheng_domain_excel.recognition.searching import (
    MOST_HEADER_ROWS,
    Found,
    could_be_header,
    find_header,
    find_mapped_header,
)
from minzheng_domain_excel.recognition.tables import (
    KEY_ROWS,
    Heading,
    Table,
    foreign_table,
    is_key_row,
    is_mark,
    mapped_table,
    unit_line,
)
from minzheng_domain_excel.recognition.walking import Aside, Doubt, Event, Lines, Mark

OUTSIDE = Text("在映射文件所说的行以外", "outside of the rows that the mapping file names")
LOOSE = Text(
    "不在任何已识别的表格中，没有读入；需要读入的，补上表头，或用映射文件说明（--draft-mapping）",
    "it is in no table that was recognised, and was not read; give it a header, or settle it by a mapping "
    "(--draft-mapping)",
)
CONTENT_WANTED = Text("有内容的行", "a row with content")
HEADER_WANTED = Text(
    "可以找到表头的工作表，或以 header_row 写明表头行", "a sheet with a header that is found, or header_row"
)
FOREIGN_WANTED = Text("不是模板的工作表：模板的表按字段标识读入", "no sheet of the template: that is read by its keys")
KIND_WANTED = Text("写明记录种类 kind，表头不足以判断", "the kind of record: the header does not tell")

_MOST_TITLES = 5
"""How many rows directly above a header may be its titles."""

_SEARCHED_CLOSELY = 200
"""Among how many rows that are in no table every one is looked at as a header; further down only the likely ones."""

_SURE_SHARE = 0.6
"""The share of words for columns that makes a row a header though it directly follows a record."""


def walk(sheet: Sheet, settled: Settled) -> Iterator[Event]:
    """Tell what is on a sheet.

    Raises:
        ReadError: the mapping file names a row or a column that is not there, or does not say enough.
    """
    lines = Lines(sheet)
    place = 0
    while (line := lines.peek(place)) is not None and line[0] <= KEY_ROWS:
        if is_mark(line[1]):
            yield Mark()
            return
        if is_key_row(line[1]):
            for mapping in settled.of_sheet(sheet.name):
                raise settled.error(mapping, "sheet", sheet.name, FOREIGN_WANTED)
            yield from walk_own(sheet.name, lines, place)
            return
        place += 1
    yield from _Foreign(sheet, lines, settled).events()


class _Foreign:
    """Tells what is on a sheet that is not one of ours."""

    def __init__(self, sheet: Sheet, lines: Lines, settled: Settled) -> None:
        self._sheet = sheet
        self._lines = lines
        self._settled = settled
        said = settled.of_sheet(sheet.name)
        self._at_rows = sorted((m for m in said if m.header_row is not None), key=lambda m: m.header_row or 0)
        self._anywhere = [m for m in said if m.header_row is None]
        self._above: list[Line] = []
        self._table: Table | None = None
        self._classifier: Classifier | None = None
        self._has_tables = False
        self._doubtful_from: int | None = None
        self._last_row = 0

    def events(self) -> Iterator[Event]:
        """Tell all rows."""
        while (line := self._lines.peek()) is not None:
            if (found := self._header(line)) is not None:
                yield from self._begin(*found)
            elif self._table is None or self._is_title_of_next(self._table, line):
                self._table = None
                self._above.append(self._lines.take())
            else:
                yield self._next(self._table, self._lines.take())
            self._last_row = max(self._last_row, line[0])
        if self._at_rows:
            raise self._settled.error(self._at_rows[0], "header_row", self._at_rows[0].header_row, CONTENT_WANTED)
        if self._anywhere:
            raise self._settled.error(self._anywhere[0], "sheet", self._sheet.name, HEADER_WANTED)
        if self._has_tables:
            yield from self._told(self._above)

    # ----------------------------------------------------------------------------------------------- where tables begin

    def _header(self, line: Line) -> tuple[Found, TableMapping | None] | None:
        """Return the header that begins at the next row, and what the mapping file says of its table."""
        if self._at_rows:
            row, rows = self._at_rows[0].header_row or 0, self._at_rows[0].header_rows or MOST_HEADER_ROWS
            if line[0] > row - rows:
                return self._mapped_header(line, row, self._at_rows[0])
        if self._is_in_mapped_rows(line[0]) or not self._may_begin(line):
            return None
        mapping = self._anywhere[0] if self._anywhere else None
        found = find_header(self._ahead(0), self._sheet, self._hints(), mapping)
        if found is None or not self._is_sure_enough(line, found) or self._is_settled_otherwise(found):
            return None
        return found, mapping

    def _mapped_header(self, line: Line, row: int, mapping: TableMapping) -> tuple[Found, TableMapping] | None:
        block = [each for each in self._ahead(0, mapping.header_rows or MOST_HEADER_ROWS) if each[0] <= row]
        if not block or block[-1][0] != row:
            raise self._settled.error(mapping, "header_row", row, CONTENT_WANTED)
        found = find_mapped_header(block, self._sheet, mapping, self._hints())
        if found.lines[0][0] != line[0]:
            return None
        self._at_rows.pop(0)
        return found, mapping

    def _is_settled_otherwise(self, found: Found) -> bool:
        """Tell whether the mapping file names a header that begins within one that was found."""
        return bool(self._at_rows) and found.lines[-1][0] >= (self._at_rows[0].header_row or 0)

    def _is_in_mapped_rows(self, row: int) -> bool:
        said = self._table.settled if self._table else None
        return said is not None and said.last_row is not None and row <= said.last_row

    def _may_begin(self, line: Line) -> bool:
        """Tell quickly whether it is worth while to look whether a header begins at a row."""
        if self._table is None:
            return len(self._above) <= _SEARCHED_CLOSELY or could_be_header(line[1])
        if not (self._is_after_gap(line) or could_be_header(line[1])):
            return False
        return not self._table.repeats_header(line[1])

    def _is_after_gap(self, line: Line) -> bool:
        return line[0] > self._last_row + 1

    def _is_sure_enough(self, line: Line, found: Found) -> bool:
        if self._table is None or self._is_after_gap(line):
            return True
        return bool(found.fits) and len(found.fits[0].columns) >= _SURE_SHARE * len(found.heads)

    def _is_title_of_next(self, table: Table, line: Line) -> bool:
        """Tell whether a row below a table is the title of another, which begins further down."""
        if not may_be_title(line[1]) or self._is_in_mapped_rows(line[0]) or not is_title(line[1]):
            return False
        for place in range(1, _MOST_TITLES + 1):
            ahead = self._ahead(place)
            if not ahead or table.repeats_header(ahead[0][1]):
                return False
            hints = hints_of([self._sheet.name, *map(text_of, line[1])])
            if (found := find_header(ahead, self._sheet, hints)) is not None:
                return bool(found.fits)
            if not is_title(ahead[0][1]):
                return False
        return False

    def _ahead(self, place: int, number: int = MOST_HEADER_ROWS) -> list[Line]:
        found = (self._lines.peek(place + i) for i in range(number + 1))
        return [line for line in found if line is not None]

    def _titles(self) -> list[Line]:
        """Return the rows above that may belong to the table that begins now."""
        return self._above[-_MOST_TITLES:]

    def _unit_above(self) -> int | None:
        units = (unit_line(text_of(value)) for _, values in self._titles() for value in values)
        return next((unit for unit in units if unit is not None), None)

    def _hints(self) -> str:
        texts = (text_of(value) for _, values in self._titles() for value in values)
        return hints_of([self._sheet.name, *(text for text in texts if text)])

    # ---------------------------------------------------------------------------------------------------- what they are

    def _begin(self, found: Found, mapping: TableMapping | None) -> Iterator[Event]:
        for _ in found.lines:
            self._lines.take()
        row = self._last_row = found.lines[-1][0]
        fit = found.fits[0] if mapping is not None and mapping.kind is not None else found.decided
        if fit is None:
            if mapping is not None:
                raise self._settled.error(mapping, "kind", "缺失 (missing)", KIND_WANTED)
            self._table = None
            self._above += found.lines
            self._doubtful_from = self._doubtful_from or found.lines[0][0]
            yield Doubt(row, found.heads, close(found.fits))
            return
        heading = Heading(
            sheet=self._sheet.name, rows=(found.lines[0][0], row), heads=found.heads, scale=self._unit_above()
        )
        yield from self._told(self._above)
        self._above, self._doubtful_from = [], None
        if mapping is None:
            self._table = foreign_table(heading, fit)
        else:
            if mapping.header_row is None:
                self._anywhere.remove(mapping)
            self._table = mapped_table(heading, fit, self._settled, mapping)
        self._classifier = Classifier(self._table, self._sheet.merged)
        self._has_tables = True
        yield self._table
        following = self._lines.peek()
        if following and following[0] == row + 1 and line_kinds.is_row_of_codes(following[1]):
            self._lines.take()
            yield Aside(*following, Treatment.PASSED_OVER, line_kinds.CODES)

    def _told(self, above: Sequence[Line]) -> Iterator[Aside]:
        """Tell the rows that are in no table: titles and notes, or what may be data."""
        for row, values in above:
            is_certain = self._doubtful_from is None or row < self._doubtful_from
            if is_certain and is_title(values):
                yield Aside(row, values, Treatment.PASSED_OVER, line_kinds.TITLE)
            else:
                yield Aside(row, values, Treatment.LEFT_OUT, LOOSE)

    def _next(self, table: Table, line: Line) -> Line | Aside:
        """Tell whether a row below a header is a record."""
        row, values = line
        said = table.settled
        if said is not None:
            is_outside = row < (said.first_row or 0) or (said.last_row is not None and row > said.last_row)
            if is_outside:
                return Aside(row, values, Treatment.PASSED_OVER, OUTSIDE)
        reason = self._classifier.why_no_record(row, values) if self._classifier else None
        return line if reason is None else Aside(row, values, Treatment.PASSED_OVER, reason)
