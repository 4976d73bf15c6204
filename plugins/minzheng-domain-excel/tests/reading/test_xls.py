"""Workbooks of Excel 97 to 2003 and of WPS: values by their formats, errors, merged areas, hidden rows and sheets."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from minzheng_domain_excel.grids import Area, CellError, Percent, Value
from minzheng_domain_excel.reading import open_book

Reader = Callable[[Path], dict[str, dict[int, list[Value]]]]

FORMATS = ("yyyy-mm-dd", "0.00%", '[$-804]yyyy"年"m"月"d"日"', "[h]:mm", "G/通用格式")


def record(kind: int, content: bytes) -> bytes:
    """Return a record of BIFF8."""
    return struct.pack("<HH", kind, len(content)) + content


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Return a cell that holds a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def text(row: int, column: int, value: str) -> bytes:
    """Return a cell that holds a text."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))


def flag(row: int, column: int, value: int, *, is_error: bool = False) -> bytes:
    """Return a cell that holds a truth value or an error."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, is_error))


def test_values_read_as_what_they_are(contents: Reader, old_workbook: Any):
    """Whole numbers are whole, days are told by their format, errors keep their code, empty cells are nothing."""
    body = (
        text(0, 0, " 名称 ") + text(0, 1, "")
        + number(0, 2, 12.0) + number(0, 3, -0.5) + number(0, 4, 5.131000054321679e17)
        + flag(1, 0, 1) + flag(1, 1, 0) + flag(1, 2, 0x07, is_error=True) + flag(1, 3, 0x2A, is_error=True)
        + flag(1, 4, 0x99, is_error=True)
        + number(3, 0, 43529, 1) + number(3, 1, 43529.5, 1) + number(3, 2, 0.25, 1) + number(3, 3, 0.35, 2)
        + number(3, 4, 43529, 3) + number(3, 5, 1.25, 4) + number(3, 6, 7, 5) + number(3, 7, -1, 1)
        + record(0x0201, struct.pack("<HHH", 3, 9, 0)) + number(4, 0, float("nan")) + number(4, 1, float("-inf"), 1)
    )  # fmt: skip

    rows = contents(old_workbook({"表": body}, formats=FORMATS))["表"]

    assert rows == {
        1: [" 名称 ", None, 12, -0.5, 5.131000054321679e17],
        2: [True, False, CellError("#DIV/0!"), CellError("#N/A"), CellError("#153")],
        4: [
            *(date(2019, 3, 5), datetime.fromisoformat("2019-03-05T12:00"), time(6), Percent(0.35), date(2019, 3, 5)),
            *(timedelta(hours=30), 7, -1),
        ],
        5: [CellError("#NUM!"), CellError("#NUM!")],
    }
    assert type(rows[1][2]) is int


def test_days_counted_from_1904_are_the_same_days(contents: Reader, old_workbook: Any):
    """A workbook of an old Macintosh says so in its head."""
    body = number(0, 0, 43529 - 1462, 1) + number(0, 1, 0, 1)
    path = old_workbook({"表": body}, formats=FORMATS, more=record(0x0022, b"\x01\x00"))

    assert contents(path)["表"] == {1: [date(2019, 3, 5), date(1904, 1, 1)]}


def test_merged_areas_hidden_rows_and_hidden_sheets_are_told(old_workbook: Any):
    """They are known before a row is read, and rows are read anew at each call."""
    body = (
        record(0x0208, struct.pack("<HHHHHHI", 2, 0, 1, 255, 0, 0, 0x20))
        + text(0, 0, "标题")
        + text(2, 0, "藏")
        + record(0x00E5, struct.pack("<HHHHH", 1, 0, 1, 0, 2))
    )
    path = old_workbook({"表": body, "深": b""}, hidden=["深"])

    with open_book(path) as book:
        first, second = book.sheets

        assert book.form == "xls"
        assert (first.name, first.is_hidden, first.merged) == ("表", False, (Area(1, 1, 2, 3),))
        assert first.hidden_rows == {3}
        assert (second.name, second.is_hidden) == ("深", True)
        assert list(first.rows()) == list(first.rows()) == [(1, ["标题"]), (3, ["藏"])]


def test_a_protected_workbook_is_refused(refused: Any, old_workbook: Any):
    """One line says that the password has to go."""
    path = old_workbook({"表": b""}, more=record(0x002F, b"\x00\x00\x01\x02\x03\x04"))

    assert "密码" in refused(path).found


@pytest.mark.parametrize("cut", [6, 60, 200])
def test_a_workbook_that_is_cut_off_is_refused(refused: Any, old_workbook: Any, cut: int):
    """A file that was not copied to its end is damaged, not empty."""
    path = old_workbook({"表": text(0, 0, "名称" * 60)}, formats=FORMATS)
    path.write_bytes(path.read_bytes()[:cut])

    assert "已损坏" in refused(path).found


def test_a_cell_with_a_style_that_does_not_exist_is_damage(refused: Any, old_workbook: Any):
    """What comes out only when the rows are read is told by the sheet."""
    problem = refused(old_workbook({"表": number(0, 0, 1, 77)}))

    assert "已损坏" in problem.found


def test_what_libreoffice_saves_reads_the_same_whatever_it_is_called(contents: Reader, office: Any, tmp_path: Path):
    """A true .xls, also with the suffix of WPS (.et) or of a newer form, holds the results of its formulas."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["名称", "  前后 ", "a\nb", 12, 1234.5],
        [date(2019, 3, 5), datetime.fromisoformat("2019-03-05T14:30"), True],
    ):
        sheet.append(row)
    sheet["A3"], sheet["B3"], sheet["C3"], sheet["D3"] = "=1/0", "=D1*2", '=""', '="甲"&"乙"'
    sheet["A4"] = 0.35
    sheet["A4"].number_format = "0%"
    path = tmp_path / "true.xlsx"
    book.save(path)
    (saved,) = office.convert([path], ".xls")
    content = saved.read_bytes()

    for name in ("a.xls", "a.et", "a.xlsx", "a.csv"):
        path = tmp_path / name
        path.write_bytes(content)

        assert contents(path) == {
            "Sheet": {
                1: ["名称", "  前后 ", "a\nb", 12, 1234.5],
                2: [date(2019, 3, 5), datetime.fromisoformat("2019-03-05T14:30"), True],
                3: [CellError("#DIV/0!"), 24, None, "甲乙"],
                4: [Percent(0.35)],
            }
        }


def test_a_text_box_without_its_box_is_damage(refused: Any, old_workbook: Any):
    """A record that belongs to another which is not there."""
    path = old_workbook({"表": record(0x01B6, b"\x00" * 18)})

    assert "已损坏" in refused(path).found


def test_a_folder_that_is_within_itself_is_damage(refused: Any, tmp_path: Path):
    """A compound file whose directory goes in circles is not followed for ever."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    head += struct.pack("<IIIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0, 0xFFFFFFFF)
    head = head.ljust(512, b"\xff")
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    root = _entry("Root Entry", 5, child=1)
    loop = _entry("Book", 1, left=1)
    path = tmp_path / "loop.xls"
    path.write_bytes(head + table + (root + loop).ljust(512, b"\x00"))

    assert "已损坏" in refused(path).found


def _entry(name: str, kind: int, *, left: int = -1, child: int = -1) -> bytes:
    title = name.encode("utf-16-le") + b"\x00\x00"
    return (
        title.ljust(64, b"\x00")
        + struct.pack("<HBBiii", len(title), kind, 1, left, -1, child)
        + b"\x00" * 36
        + struct.pack("<iII", -2, 0, 0)
    )


def test_short_sectors_that_lead_in_a_circle_are_damage(refused: Any, office: Any, tmp_path: Path):
    """A damaged size makes the workbook one of short sectors, whose table has no end: it is refused."""
    path = tmp_path / "book.xlsx"
    openpyxl.Workbook().save(path)
    (saved,) = office.convert([path], ".xls")
    content = bytearray(saved.read_bytes())
    table = 512 + 512 * struct.unpack_from("<i", content, 60)[0]
    struct.pack_into("<i", content, 56, 2**30)  # below this size a stream is one of short sectors
    struct.pack_into("<128i", content, table, *range(128))  # each leads to itself
    broken = tmp_path / "circle.xls"
    broken.write_bytes(content)

    assert "已损坏" in refused(broken).found
