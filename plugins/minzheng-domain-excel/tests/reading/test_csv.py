"""CSV files: encoding, delimiter, quotes and ragged lines, as they arrive."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain_excel.grids import Value
from minzheng_domain_excel.reading import extent, open_book

Reader = Callable[[Path], dict[str, dict[int, list[Value]]]]

TEXT = "名称,地址\r\n示例社,江桥镇𠮷路1号\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_told_by_the_content(
    contents: Reader, tmp_path: Path, encoding: str, delimiter: str
):
    """The sheet is named after the file, and everything in it is text."""
    path = tmp_path / "名单.csv"
    path.write_bytes(TEXT.replace(",", delimiter).encode(encoding))

    assert contents(path) == {"名单": {1: ["名称", "地址"], 2: ["示例社", "江桥镇𠮷路1号"]}}


def test_utf_16_of_either_order_is_read(contents: Reader, tmp_path: Path):
    """The mark says which byte comes first."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"))

    assert contents(path)["a"][1] == ["名称", "地址"]


def test_rows_are_counted_as_excel_counts_them(contents: Reader, tmp_path: Path):
    """A blank line is a row, a line end within quotes is none; ragged lines stay ragged; blanks stay."""
    path = tmp_path / "a.csv"
    path.write_bytes(b'a,b,c\n\n"x\r\ny", z ,\n,,\n"say ""hi""",1,2,3,4\n\n"ab"c,5')

    with open_book(path) as book:
        (sheet,) = book.sheets

        assert (book.form, sheet.is_hidden, sheet.merged, sheet.hidden_rows) == ("csv", False, (), frozenset())
        assert list(sheet.rows()) == list(sheet.rows())
    assert contents(path)["a"] == {
        1: ["a", "b", "c"],
        3: ["x\r\ny", " z "],
        5: ['say "hi"', "1", "2", "3", "4"],
        7: ["abc", "5"],
    }


@given(
    table=st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\ufdd0\ufeff"), max_size=8), max_size=4),
        max_size=6,
    ),
    encoding=st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_what_python_writes_reads_as_it_was(contents: Reader, tmp_path_factory: Any, table: Any, encoding: str):
    """Any text at all, quoted where it has to be."""
    path = tmp_path_factory.getbasetemp() / "law.csv"
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["甲", "乙"], *table])
    path.write_bytes(text.getvalue().encode(encoding))

    expected = {number: [value or None for value in row] for number, row in enumerate([["甲", "乙"], *table], 1)}
    for row in expected.values():
        while row and row[-1] is None:
            row.pop()

    assert contents(path)["law"] == {number: row for number, row in expected.items() if row}


def test_one_column_is_read_whatever_stands_in_it(contents: Reader, tmp_path: Path):
    """Where no delimiter is found, a line is a cell."""
    path = tmp_path / "a.txt"
    path.write_text("名称\n甲\n乙\n", encoding="utf-8")

    assert contents(path)["a"] == {1: ["名称"], 2: ["甲"], 3: ["乙"]}


def test_the_delimiter_of_most_rows_wins(contents: Reader, tmp_path: Path):
    """Commas in the texts of a file with semicolons do not count, nor does a title."""
    path = tmp_path / "a.csv"
    path.write_text("名单, 2019年, 全区, 一览\n名称;地址\n甲,乙;丙\n丁;戊,己\n", encoding="utf-8")

    assert contents(path)["a"][3] == ["甲,乙", "丙"]


@pytest.mark.parametrize(
    ("content", "said", "where"),
    [
        (b'a,b\n"x,y\nz\n', "引号不成对", "第 2 行"),
        (b'a,b\nx,"', "引号不成对", "第 2 行"),
        (b'a,b\n"' + b"x" * 140_000, "引号不成对", "第 2 行"),
        (b"a,b\n" + b"x" * 32_768, "32768 个字符", "a!A2"),
        (b"a," * 257 + b"x", "IX 列", "a!IX1"),
        (b"," * 1_000_001, "列过多", "$"),
        (b"x\n" * 101, "超过 100 行", "a"),
        (b"x\n" + b"\n" * 1_000, "1001 行", "a"),
        ("名称".encode("utf-16")[:-1], "编码不明", "$"),
        ("名称,".encode() + b"\xff\xff", "编码不明", "$"),
        (b"\xef\xbb\xbf\xff", "编码不明", "$"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    refused: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str, where: str
):
    """One line says why, and where; the limits of a sheet hold for a CSV too."""
    monkeypatch.setattr(extent, "MOST_ROWS", 100)
    monkeypatch.setattr(extent, "LAST_ROW", 1_000)
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    problem = refused(path)

    assert said in problem.found
    assert problem.path.startswith(where)
