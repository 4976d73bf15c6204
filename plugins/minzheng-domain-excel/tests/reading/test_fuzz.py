"""Files damaged at random: each is a book that reads, or a refusal in words; nothing else comes out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minzheng_domain import ReadError
from minzheng_domain_excel.reading import open_book

ROWS: list[list[Any]] = [
    ["名称", "日期", "金额"],
    ["示例社", date(2019, 3, 5), 12.5],
    ["  空白 ", None, 10**12],
    ["末", True, None],
]

DAMAGE = st.tuples(
    st.floats(0, 1, exclude_max=True), st.sampled_from(["change", "remove", "insert"]), st.integers(0, 255)
)


def damaged(content: bytes, damage: tuple[float, str, int]) -> bytes:
    """Change, remove or insert one byte."""
    where, how, byte = damage
    place = int(where * len(content))
    match how:
        case "change":
            return content[:place] + bytes([byte]) + content[place + 1 :]
        case "remove":
            return content[:place] + content[place + 1 :]
        case _:
            return content[:place] + bytes([byte]) + content[place:]


def reads_or_is_refused(path: Path) -> None:
    """Read all of a file; let nothing pass but a refusal in both languages."""
    try:
        with open_book(path) as book:
            for sheet in book.sheets:
                for number, values in sheet.rows():
                    assert number > 0
                    assert values
    except ReadError as error:
        (problem,) = error.problems
        assert problem.found
        assert str(problem.wanted)


@pytest.fixture(scope="session")
def originals(office: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A workbook as openpyxl writes it, and as LibreOffice saves it in each form."""
    folder = tmp_path_factory.mktemp("originals")
    path = folder / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    sheet["D1"], sheet["D2"], sheet["D3"] = "=1/0", "=C2*2", 0.35
    sheet["D3"].number_format = "0%"
    sheet.merge_cells("A6:C7")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("隐藏").sheet_state = "hidden"
    book.save(path)
    found = {".xlsx": path.read_bytes()}
    for suffix in (".xls", ".ods"):
        (saved,) = office.convert([path], suffix)
        found[suffix] = saved.read_bytes()
    return found


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@settings(max_examples=200)
@given(damage=DAMAGE)
def test_a_file_with_a_wrong_byte_reads_or_is_refused(originals: Any, tmp_path_factory: Any, suffix: str, damage: Any):
    """Whatever byte of the file itself is wrong."""
    path = tmp_path_factory.getbasetemp() / f"wrong{suffix}"
    path.write_bytes(damaged(originals[suffix], damage))

    reads_or_is_refused(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
@settings(max_examples=200)
@given(which=st.integers(0, 99), damage=DAMAGE)
def test_a_part_with_a_wrong_byte_reads_or_is_refused(
    originals: Any, tmp_path_factory: Any, suffix: str, which: int, damage: Any
):
    """Whatever byte is wrong in a part whose packing is sound."""
    path = tmp_path_factory.getbasetemp() / f"part{suffix}"
    with zipfile.ZipFile(io.BytesIO(originals[suffix])) as old, zipfile.ZipFile(path, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = names[which % len(names)]
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(content, damage) if name == chosen else content)

    reads_or_is_refused(path)


@settings(max_examples=100)
@given(damage=DAMAGE, encoding=st.sampled_from(["utf-8-sig", "utf-16", "gb18030"]))
def test_a_csv_with_a_wrong_byte_reads_or_is_refused(tmp_path_factory: Any, damage: Any, encoding: str):
    """Also in the middle of a character."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(ROWS)
    path = tmp_path_factory.getbasetemp() / "wrong.csv"
    path.write_bytes(damaged(text.getvalue().encode(encoding), damage))

    reads_or_is_refused(path)


@settings(max_examples=100)
@given(content=st.binary(max_size=200))
@example(content=b"\x09\x08")
@example(content=b"PK\x03\x04")
@example(content=b"\xff\xfe\x00\xd8")
@example(content=b"<")
def test_any_bytes_at_all_read_or_are_refused(tmp_path_factory: Any, content: bytes):
    """Whatever the file is called."""
    for suffix in (".xlsx", ".csv"):
        path = tmp_path_factory.getbasetemp() / f"any{suffix}"
        path.write_bytes(content)

        reads_or_is_refused(path)


def test_a_package_that_points_before_its_own_beginning_is_refused(refused: Callable[[Path], Any], tmp_path: Path):
    """What the system says of such a place is no fault of the disk."""
    path = tmp_path / "negative.xlsx"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("_rels/.rels", "x" * 50)
    path.write_bytes(file.getvalue()[40:])

    assert "已损坏" in refused(path).found
