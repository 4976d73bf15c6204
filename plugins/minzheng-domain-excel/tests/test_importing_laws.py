"""Laws of importing: whatever is on a sheet, nothing of it is lost without a word, and nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import given, note
from hypothesis import strategies as st

from minzheng_domain.errors import ReadError
from minzheng_domain.model.columns import PYTHON_TYPES, RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.testing import words
from minzheng_domain_excel.drafting import draft_of_book
from minzheng_domain_excel.grids import Area, Book, CellError, Percent, Sheet, Uncalculated
from minzheng_domain_excel.importing import read_book
from minzheng_domain_excel.mapping import Settled, read_mapping
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.recognition.sheets import walk
from minzheng_domain_excel.recognition.tables import Table, is_key_row
from minzheng_domain_excel.recognition.walking import is_filled

_COLUMNS = [column for kind in record_kinds().values() for column in kind.columns]
_KINDS = ("organizations", "projects", "gradings", "activities", "supports", "reporting_units")
_HEADERS = sorted({word for column in _COLUMNS for word in (column.header.zh, *column.declaration.aliases)})
_ODD_TEXTS = [
    "合计", "小计：", "注：以上为虚构", "填表人：示例甲", "单位：万元", "填报单位：示例区民政局", "一、社会团体", "甲", "1",
    "第1页", "/", "无", " ", "　", "2019.3.5", "3/5/2019", "2019年3月", "232.14万元", "1,234", "35%", "约20家", "是", "√",
    "51999999MJ0000018Y", "51999999mj0000018y", "5.2E+17", "社会团体", "民非", "正常", "3A级", "示例区读书协会", "S1",
]  # fmt: skip

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

cells = (
    st.none()
    | st.sampled_from(_ODD_TEXTS)
    | st.sampled_from(_HEADERS)
    | words(min_size=0, max_size=6)
    | st.booleans()
    | st.integers()
    | st.integers(19_000_000, 21_000_000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.builds(Percent, st.floats(-10, 10))
    | st.just(Uncalculated("A1+1"))
    | st.just(CellError("#DIV/0!"))
)
"""Whatever a reader of files may yield."""


@st.composite
def sheets(draw, name="名单"):
    """Draw a foreign sheet: titles, a header or two, records, and what stands among them."""
    rows, merged = [], []
    for _ in range(draw(st.integers(1, 2))):
        kind = record_kinds()[draw(st.sampled_from(_KINDS))]
        names = [word for column in kind.columns for word in (column.header.zh, *column.declaration.aliases)]
        rows += draw(st.lists(st.lists(cells, max_size=3), max_size=2))
        header = st.lists(
            st.sampled_from(names) | st.sampled_from(["序号", "备注", "", *_HEADERS]), min_size=2, max_size=7
        )
        if draw(st.booleans()):
            rows.append(draw(header))
        rows.append(draw(header))
        rows += draw(st.lists(st.lists(cells, max_size=9), max_size=5))
    for _ in range(draw(st.integers(0, 2))):
        row, column = draw(st.integers(1, len(rows))), draw(st.integers(1, 5))
        merged.append(Area(row, column, row + draw(st.integers(0, 2)), column + draw(st.integers(0, 3))))
    lines = list(enumerate(map(tuple, rows), start=1))
    note(f"{lines}\n{merged}")
    return Sheet(name=name, rows=lambda: iter(lines), merged=tuple(merged))


@st.composite
def own_sheets(draw, name="名单"):
    """Draw a sheet of ours into which a clerk has put anything, with columns of other kinds, helpers and none."""
    kind = record_kinds()[draw(st.sampled_from(_KINDS))]
    columns = draw(st.lists(st.sampled_from(kind.columns), min_size=1, max_size=6))
    keys = [str(column) for column in columns] + draw(st.lists(st.sampled_from(["", "#first.name", "x.y"]), max_size=2))
    headers = [column.header.zh for column in columns] + draw(st.lists(st.sampled_from(["我的", ""]), max_size=2))
    rows = [*draw(st.lists(st.lists(cells, max_size=2), max_size=2)), keys, headers]
    rows += draw(st.lists(st.lists(cells, max_size=9), max_size=5))
    lines = list(enumerate(map(tuple, rows), start=1))
    note(f"{lines}")
    return Sheet(name=name, rows=lambda: iter(lines))


def _book(*given: Sheet, form: str = "xlsx") -> Book:
    return Book(path=Path("名单.xlsx"), form=form, sheets=given)


def _read(book: Book) -> Ledger | None:
    try:
        return read_book(book, Settled())
    except ReadError:
        return None


@given(st.builds(_book, sheets() | own_sheets(), form=st.sampled_from(["xlsx", "csv"])))
def test_reading_ends_in_a_ledger_or_a_read_error(book):
    """Whatever stands in the cells, a file is read or refused; every field has a value of its type."""
    ledger = _read(book)

    for kind, records in ledger.kinds() if ledger else ():
        for record in records:
            for column in kind.columns:
                value = getattr(record, column.name)
                is_missing = value is None and not column.declaration.required
                assert is_missing or type(value) is PYTHON_TYPES[column.kind]
            assert record.id


@given(sheets() | own_sheets())
def test_no_cell_with_content_is_dropped_without_a_word(sheet):
    """Every cell with content is in a record, in a header, or told: itself, its row, its column or its sheet."""
    ledger = _read(_book(sheet))
    if ledger is None:
        return
    seen = {
        place for kind, records in ledger.kinds() for i in range(len(records)) for place in _places(ledger, kind, i)
    }
    told = _told(ledger)
    headers = {row for event in walk(sheet, Settled()) if isinstance(event, Table) for row in _header_rows(event)}

    for row, values in sheet.rows():
        for number, value in enumerate(values, start=1):
            if is_filled(value) and row not in headers:
                assert (row, number) in seen or told(row, number) or (row, number) in _ours(sheet), (row, number, value)


def _ours(sheet: Sheet) -> set[tuple[int, int]]:
    """Return the cells that our own program has put on a sheet of ours: the row above the keys, and its helpers."""
    rows = list(sheet.rows())
    keys = next(((row, values) for row, values in rows if is_key_row(values)), None)
    if keys is None:
        return set()
    helpers = [number for number, key in enumerate(keys[1], start=1) if str(key).startswith("#")]
    cells_ = {(row, number) for row, _ in rows for number in helpers}
    return cells_ | {(keys[0] + offset, number) for offset in (-1, 0, 1) for number in range(1, 20)}


def _header_rows(table: Table) -> range:
    first = min((head.row for head in table.heads.values()), default=table.header_row)
    return range(min(first, table.header_row - 2), table.header_row + 1)


def _place(text: str) -> Place:
    place = Place.parse(text)
    assert place is not None, text
    return place


def _places(ledger: Ledger, kind: RecordKind, position: int) -> Iterator[tuple[int, int]]:
    for column in kind.columns:
        place = _place(ledger.source(kind, position, column).place)
        if place.column is not None:
            yield place.row, place.column


def _told(ledger: Ledger) -> Callable[[int, int], bool]:
    places = [(_place(remark.source.place), remark) for remark in ledger.remarks]
    is_sheet = any(remark.found == place.sheet and place.row == 1 for place, remark in places if remark.field is None)
    rows = {place.row for place, remark in places if place.column is None and remark.field is None}
    cells_ = {(place.row, place.column) for place, _ in places}
    columns = [(p.column, p.row) for p, remark in places if p.column is not None and remark.field is None]

    def told(row: int, number: int) -> bool:
        in_column = any(column == number and start <= row for column, start in columns)
        return is_sheet or row in rows or (row, number) in cells_ or in_column

    return told


@given(sheets())
def test_a_draft_changes_nothing(tmp_path_factory, sheet):
    """Read with the mapping that was drafted for it, a file gives the same ledger and the same remarks."""
    book = _book(sheet)
    plain = _read(book)
    path = tmp_path_factory.mktemp("draft") / "mapping.toml"
    path.write_text(draft_of_book(book), encoding="utf-8")
    settled = read_mapping(path)

    if plain is not None:
        again = read_book(book, settled)
        assert again == plain
        assert again.remarks == plain.remarks


@given(sheets())
def test_remarks_stand_in_the_order_of_the_file(sheet):
    """Remarks follow each other from top to bottom, and from left to right."""
    ledger = _read(_book(sheet))

    places = [_place(remark.source.place) for remark in ledger.remarks] if ledger else []
    assert places == sorted(places, key=lambda place: (place.row, place.column or 0))
    assert all(
        len(remark.found) <= 60 and not _ODD.search(remark.found) for remark in (ledger.remarks if ledger else ())
    )
