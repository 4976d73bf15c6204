"""Own sheets: what is on a sheet of ours, which its machine keys tell without any guess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minzheng_domain.model.remarks import Treatment
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Value
from minzheng_domain_excel.recognition import lines as line_kinds
from minzheng_domain_excel.recognition.heads import text_of
from minzheng_domain_excel.recognition.tables import Table, own_table
from minzheng_domain_excel.recognition.walking import Aside, Event, Lines, filled


def walk_own(sheet: str, lines: Lines, keys_at: int) -> Iterator[Event]:
    """Tell what is on one of our own sheets.

    Args:
        sheet: its name.
        lines: its rows, none taken yet.
        keys_at: among the rows with content, the place of the machine keys.
    """
    above = [lines.take() for _ in range(keys_at)]
    keys = lines.take()
    for row, values in above:
        if row != keys[0] - 1:  # the row directly above the keys is ours
            yield Aside(row, values, Treatment.PASSED_OVER, line_kinds.TITLE)
    header = lines.peek()
    table = own_table(sheet, keys, header if header and header[0] == keys[0] + 1 else None)
    if table.header_row > keys[0]:
        lines.take()
    yield table
    first = next(iter(table.columns), 0)
    while lines.peek() is not None:
        row, values = lines.take()
        reason = _why_no_record(values, table, first)
        yield (row, values) if reason is None else Aside(row, values, Treatment.PASSED_OVER, reason)


def _why_no_record(values: Sequence[Value], table: Table, first: int) -> Text | None:
    """Say why a row is no record; ``None`` if it is one."""
    text = values[first] if first < len(values) and values[first] is not None else values[filled(values)[0]]
    if not isinstance(text, str):
        return None
    head = table.heads.get(first)
    if head is not None and text_of(text) == head.text and table.repeats_header(values):
        return line_kinds.REPEATED
    if not line_kinds.may_be_no_record(text):
        return None
    cells = filled(values)
    if line_kinds.is_strict_total(text, [values[index] for index in cells if values[index] is not text]):
        return line_kinds.TOTAL
    return line_kinds.NOTE if len(cells) == 1 and line_kinds.is_note(text) else None
