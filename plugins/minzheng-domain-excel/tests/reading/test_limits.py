"""Sheets at and beyond their limits: what costs much is refused, by counting, not by a clock; formats cost nothing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from minzheng_domain_excel.reading import strings

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ONE = "<row r='1'><c r='A1'><v>1</v></c></row>"
NOISE = random.Random(1).randbytes(8_000).hex()
"""A text that packs less well than the same character over and over."""

TOO_MUCH = "一行的内容或一段的标记过多"


def test_cells_in_the_far_corner_cost_nothing(refused: Any, workbook: Any, memory_below: Any):
    """With content they are refused, and no row is filled up to them that is kept."""
    path = workbook(f"{_ONE}<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")

    with memory_below(8):
        problem = refused(path)

    assert problem.path == "名单!XFD1048576"
    assert "XFD 列有内容，至多到 IV 列" in problem.found


@pytest.mark.parametrize(
    ("begin", "piece", "times", "end", "said"),
    [
        ("<row r='1048577'>", "<c r='A1048577'><v>1</v></c>", 1, "</row>", "第 1048577 行，至多 1048576 行"),
        ("<row r='99999999999999999999'>", "", 0, "</row>", "第 99999999999999999999 行"),
        ("", "<row/>", 1_048_577, "", "第 1048577 行，至多 1048576 行"),
        ("", "<row><c><v>1</v></c></row>", 200_001, "", "有内容的行超过 200000 行"),
        ("<row>", "<c r='IW1'><v>1</v></c>", 1, "</row>", "IW 列有内容，至多到 IV 列"),
        ("<row><c t='str'><v>", "x", 32_768, "</v></c></row>", "32768 个字符，至多 32767 个"),
        ("<row><c t='inlineStr'><is><t>", "x", 32_768, "</t></is></c></row>", "32768 个字符，至多 32767 个"),
        ("<row>", "<c/>", 300_000, "</row>", TOO_MUCH),
        ("<row>", "<c s='1' t='n' x='y'/>", 70_000, "</row>", TOO_MUCH),
        ("<row><c><is>", "<r/>", 300_000, "</is></c></row>", TOO_MUCH),
        ("<row><c><is>", f"<t>{NOISE}</t>", 2_200, "</is></c></row>", TOO_MUCH),
        ("<row x='", NOISE, 2_200, "'/>", TOO_MUCH),
        ("<!--", NOISE, 2_200, "-->", TOO_MUCH),
        ("<row>", "<c>", 1_000, "", "已损坏"),
    ],
)
def test_a_sheet_beyond_the_limits_is_refused(
    refused: Any, workbook: Any, begin: str, piece: str, times: int, end: str, said: str
):
    """More rows, columns, text or tags than a sheet holds, or than is read."""
    assert said in refused(workbook(begin + piece * times + end)).found


def test_a_million_rows_that_carry_only_formats_are_no_content(contents: Any, workbook: Any):
    """Formats down to the last row cost no memory, and the ten rows that are used are found."""
    formats = "".join(f"<row r='{row}' s='1' customFormat='1'/>" for row in range(11, 1_048_577))
    path = workbook("".join(f"<row r='{row}'><c r='A{row}'><v>{row}</v></c></row>" for row in range(1, 11)) + formats)

    assert contents(path)["名单"] == {row: [row] for row in range(1, 11)}


def test_cells_far_to_the_right_that_carry_only_formats_are_no_content(contents: Any, workbook: Any):
    """A corner cell without a value costs nothing."""
    path = workbook(
        "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1' s='1'/></row><row r='1048576'><c r='XFD1048576'/></row>"
    )

    assert contents(path)["名单"] == {1: [1]}


def test_a_row_that_is_as_long_as_a_row_can_be_is_read(refused: Any, workbook: Any, contents: Any):
    """Sixteen thousand cells with formats are no attack, and neither are 256 with content."""
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(256)) + "<c s='1'/>" * (16_384 - 256)

    assert contents(workbook(f"<row>{cells}</row>" * 40))["名单"][40] == list(range(256))


@pytest.mark.parametrize(
    ("begin", "piece", "times", "end", "said"),
    [
        ("<si><t>", "x", 32_768, "</t></si>", "32768 个字符"),
        ("<si>", "<r/>", 300_000, "</si>", TOO_MUCH),
        # A text of more than ten million bytes is not taken in by the parser at all.
        ("<si><t>", NOISE, 900, "</t></si>", "已损坏"),
        ("", "<si/>", 1_001, "", "不同的文字超过 1000 条"),
    ],
)
def test_shared_strings_beyond_the_limits_are_refused(
    refused: Any,
    workbook: Any,
    monkeypatch: pytest.MonkeyPatch,
    begin: str,
    piece: str,
    times: int,
    end: str,
    said: str,
):
    """Too many, or too long."""
    monkeypatch.setattr(strings, "MOST_STRINGS", 1_000)
    texts = begin + piece * times + end
    path = workbook(_ONE, parts={"xl/sharedStrings.xml": f"<sst xmlns='{_MAIN}'>{texts}</sst>"})

    assert said in refused(path).found


def test_merged_areas_cost_what_they_are_not_what_they_cover(
    contents: Any, refused: Any, workbook: Any, memory_below: Any
):
    """An area of millions of cells is four numbers; a million areas are refused."""
    area = "<mergeCell ref='A1:XFD1048576'/>"
    with memory_below(8):
        assert contents(workbook(_ONE, f"<mergeCells>{area}</mergeCells>"))["名单"] == {1: [1]}

    assert "合并单元格超过 100000 处" in refused(workbook(_ONE, f"<mergeCells>{area * 100_001}</mergeCells>")).found


def test_a_lie_about_the_used_range_is_not_believed(contents: Any, workbook: Any):
    """Neither one that is too small nor one that is too large."""
    for lie in ("A1", "A1:XFD1048576"):
        last = "<row r='9'><c r='C9'><v>9</v></c></row>"
        sheet = f"<worksheet xmlns='{_MAIN}'><dimension ref='{lie}'/><sheetData>{_ONE}{last}"
        path = workbook("", parts={"xl/worksheets/sheet1.xml": f"{sheet}</sheetData></worksheet>"})

        assert contents(path)["名单"] == {1: [1], 9: [None, None, 9]}


def test_hidden_rows_without_end_are_not_kept(contents: Any, workbook: Any):
    """A row that no sheet has is not counted among the hidden ones, and a tag of many pieces is passed over."""
    rows = "<row r='9999999' hidden='1'/>"
    path = workbook("", f"<x>{rows}<y z='{'z' * 3_000_000}'/></x>")

    assert contents(path)["名单"] == {}


def test_styles_by_the_hundred_thousand_are_read_and_not_kept(contents: Any, workbook: Any, memory_below: Any):
    """A workbook that was copied together for years has them; the last one is found all the same."""
    style = "<xf numFmtId='0' fontId='0'><alignment/></xf>"
    styles = f"<cellStyleXfs>{style * 99}</cellStyleXfs><cellXfs>{style * 100_000}<xf numFmtId='14'/></cellXfs>"
    parts = {"xl/styles.xml": f"<styleSheet xmlns='{_MAIN}'>{styles}</styleSheet>"}
    path = workbook("<row><c s='100000'><v>43529</v></c><c s='98'><v>43529</v></c></row>", parts=parts)

    with memory_below(16):
        assert contents(path)["名单"] == {1: [date(2019, 3, 5), 43529]}


def test_a_part_that_is_read_as_a_whole_has_its_bound(refused: Any, workbook: Any, memory_below: Any):
    """A workbook does not name a hundred thousand areas."""
    names = f"<workbook xmlns='{_MAIN}'><definedNames>{'<definedName/>' * 300_000}</definedNames></workbook>"

    with memory_below(16):
        assert TOO_MUCH in refused(workbook(_ONE, parts={"xl/workbook.xml": names})).found
