"""Workbooks of Excel written by hand, with what no library writes and people hand in all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.comments import Comment

from minzheng_domain import ReadError
from minzheng_domain_excel.grids import Area, CellError, Percent, Uncalculated, Value
from minzheng_domain_excel.reading import open_book

Reader = Callable[[Path], dict[str, dict[int, list[Value]]]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_half_a_character_is_shown_and_whole_ones_are_put_together(contents: Reader, workbook: Any):
    """No text that is read holds half a character, which nothing could write again."""
    path = workbook(
        "<row r='1'><c r='A1' t='inlineStr'><is><t>_xD842__xDFB7_</t></is></c>"
        "<c r='B1' t='inlineStr'><is><t>a_xD842_b</t></is></c></row>"
    )

    assert contents(path)["名单"][1] == ["𠮷", "a�b"]


def test_a_formula_without_a_result_is_told_from_an_empty_cell(contents: Reader, workbook: Any):
    """The formula is named; an empty text is a result, and an empty cell is nothing."""
    path = workbook(
        "<row r='1'><c r='A1'><f>SUM(B1:B3)</f></c><c r='B1'><f>1+1</f><v/></c>"
        "<c r='C1' t='str'><f>\"\"</f><v></v></c><c r='D1' t='str'><f>T(A1)</f></c><c r='E1'><f>1+1</f><v>2</v></c>"
        "<c r='F1'><v/></c><c r='G1'><v>7</v><f>3+4</f></c><c r='H1'><v> </v></c><c r='I1'><extLst/></c></row>"
        "<row r='2'><c r='A2'><f t='shared' si='0' ref='A2:A3'>B2*2</f></c></row>"
        "<row r='3'><c r='A3'><f t='shared' si='0'/></c><c r='B3' t='s'><v/></c></row>"
    )

    assert contents(path)["名单"] == {
        1: [Uncalculated("=SUM(B1:B3)"), Uncalculated("=1+1"), None, Uncalculated("=T(A1)"), 2, None, 7],
        2: [Uncalculated("=B2*2")],
        3: [Uncalculated("=B2*2")],
    }


def test_values_of_every_type_read_as_what_they_are(contents: Reader, workbook: Any):
    """Shared, inline and calculated texts, runs with formats, truth values, errors, days by ISO, and odd numbers."""
    path = workbook(
        "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c><c r='C2' t='b'><v>1</v></c>"
        "<c r='D2' t='b'><v>0</v></c><c r='E2' t='e'><v>#N/A</v></c><c r='F2' t='str'><v>甲_x000D_</v></c>"
        "<c r='G2' t='inlineStr'><is><r><t>乙</t></r><r><rPr/><t> 丙</t></r><rPh><t>bing</t></rPh></is></c>"
        "<c r='H2' t='d'><v>2019-03-05</v></c><c r='I2' t='d'><v>2019-03-05T08:30:00Z</v></c>"
        "<c r='J2' t='d'><v>08:30:00</v></c><c r='K2' t='d'><v>昨天</v></c>"
        "<c r='L2' t='d'><v>2019-03-05T00:00</v></c></row>"
        "<row r='3'><c r='A3'><v>12.0</v></c><c r='B3'><v>1E+20</v></c><c r='C3'><v>513100005432167872</v></c>"
        "<c r='D3'><v>1e999</v></c><c r='E3'><v>1_000</v></c><c r='F3'><v>-.5</v></c><c r='G3'><v>NaN</v></c>"
        "<c r='H3' t='n'><v> 7 </v></c><c r='I3' t='inlineStr'><is/></c></row>",
        parts={
            "xl/sharedStrings.xml": f"<x:sst xmlns:x='{_MAIN}'><x:si><x:t>文字</x:t></x:si><x:si/></x:sst>",
        },
    )

    rows = contents(path)["名单"]

    assert rows[2] == [
        *("文字", None, True, False, CellError("#N/A"), "甲\r", "乙 丙", date(2019, 3, 5)),
        *(datetime.fromisoformat("2019-03-05T08:30"), time(8, 30), "昨天", date(2019, 3, 5)),
    ]
    assert rows[3] == [12, 1e20, 513100005432167872, "1e999", "1_000", -0.5, "NaN", 7]
    assert type(rows[3][0]) is int


def test_rows_and_cells_without_addresses_are_counted(contents: Reader, workbook: Any):
    """What stands without an address follows what stands before; a cell that comes late still finds its column."""
    path = workbook(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r='4'><c r='C4'><v>33</v></c><c r='A4'><v>31</v></c>"
        "<c><v>32</v></c></row><row><c r='B5'><v>5</v></c></row>"
    )

    assert contents(path)["名单"] == {1: [1, None, 3], 4: [31, 32, 33], 5: [None, 5]}


def test_dates_are_told_by_their_format_also_the_chinese_ones(contents: Reader, workbook: Any):
    """The formats built into a Chinese Excel count too; what is no day in the calendar stays a number."""
    ids = (14, 31, 57, 46, 9, 164, 165, 166, 167)
    codes = {164: '[$-804]yyyy"年"m"月"d"日"', 165: '0.0"%"', 166: "[DBNum1]m/d", 167: '#,##0.00"元"'}
    styles = (
        f"<styleSheet xmlns='{_MAIN}'><numFmts>"
        + "".join(f"<numFmt numFmtId='{key}' formatCode='{code}'/>" for key, code in codes.items())
        + "</numFmts><cellXfs>"
        + "".join(f"<xf numFmtId='{key}'/>" for key in ids)
        + "</cellXfs></styleSheet>"
    )
    numbers = ("43529", "43529", "43529", "1.25", "0.35", "43529.604166666664", "0.35", "43529", "43529")
    cells = "".join(f"<c s='{style}'><v>{number}</v></c>" for style, number in enumerate(numbers))
    odd = ("60", "59", "0", "0.5", "-1", "2958465", "2958466", "99999999999", "2958465.9999999999")
    outside = "".join(f"<c s='0'><v>{number}</v></c>" for number in odd)
    path = workbook(
        f"<row>{cells}</row><row>{outside}</row><row><c s='3'><v>1e300</v></c><c s='0' t='n'><v>x</v></c></row>",
        parts={"xl/styles.xml": styles},
    )

    rows = contents(path)["名单"]

    day = date(2019, 3, 5)
    moment = datetime.fromisoformat("2019-03-05T14:30")
    assert rows[1] == [day, day, day, timedelta(hours=30), Percent(0.35), moment, 0.35, day, 43529]
    assert rows[2] == [
        *(60, date(1900, 2, 28), time(0), time(12), -1, date(9999, 12, 31), 2958466, 99999999999),
        2958466,
    ]
    assert rows[3] == [1e300, "x"]


def test_days_counted_from_1904_are_the_same_days(contents: Reader, tmp_path: Path):
    """A workbook of an old Macintosh is four years off in its numbers, not in its days."""
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("表")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, value in enumerate((date(2019, 3, 5), date(1904, 1, 1), date(1904, 3, 1))):
            sheet.write_datetime(row, 0, value, day)

    rows = contents(path)["表"]

    assert rows == {1: [date(2019, 3, 5)], 2: [date(1904, 1, 1)], 3: [date(1904, 3, 1)]}


def test_merged_areas_hidden_rows_and_hidden_sheets_are_told(tmp_path: Path):
    """They are known before a row is read; charts are no sheets."""
    path = tmp_path / "shape.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单 & 'x'"
    sheet["A1"], sheet["A9"] = "标题", "末"
    sheet["A1"].comment = Comment("批注", "甲")
    sheet.merge_cells("A1:C2")
    sheet.merge_cells("A4:A5")
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[7].hidden = True
    sheet.row_dimensions[9].hidden = True
    book.create_chartsheet("图")
    book.create_sheet("深").sheet_state = "veryHidden"
    book.save(path)

    with open_book(path) as opened:
        first, second = opened.sheets

        assert opened.form == "xlsx"
        assert (first.name, first.is_hidden) == ("名单 & 'x'", False)
        assert first.merged == (Area(1, 1, 2, 3), Area(4, 1, 5, 1))
        assert first.hidden_rows == {7, 9}
        assert (second.name, second.is_hidden, second.merged) == ("深", True, ())
        assert list(first.rows()) == list(first.rows()) == [(1, ["标题"]), (9, ["末"])]


def test_a_workbook_with_prefixes_and_other_spellings_is_read(contents: Reader, workbook: Any):
    """Prefixes for every name, absolute and percent-encoded targets, a part without its right case, strict names."""
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    path = workbook(
        "",
        parts={
            "xl/workbook.xml": f"<x:workbook xmlns:x='{main}' xmlns:q='{relations}'><x:sheets>"
            "<x:sheet name='甲' sheetId='1' q:id='r1'/></x:sheets></x:workbook>",
            "xl/_rels/workbook.xml.rels": "<Relationships "
            "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"<Relationship Id='r1' Type='{relations}/worksheet' Target='/xl/Worksheets/My%20Sheet.xml'/>"
            f"<Relationship Id='r9' Type='{relations}/externalLink' Target='file:///x' TargetMode='External'/>"
            "</Relationships>",
            "xl/worksheets/my sheet.xml": f"<!-- made by hand --><x:worksheet xmlns:x='{main}'><x:sheetData>"
            "<x:row r='2' hidden='1'><x:c r='B2' t='inlineStr'><x:is><x:t>乙<!-- c -->丙</x:t></x:is></x:c></x:row>"
            "</x:sheetData><x:mergeCells><x:mergeCell ref='B2:C3'/></x:mergeCells></x:worksheet>",
        },
    )

    with open_book(path) as book:
        (sheet,) = book.sheets

        assert (sheet.name, sheet.merged, sheet.hidden_rows) == ("甲", (Area(2, 2, 3, 3),), frozenset({2}))
    assert contents(path) == {"甲": {2: [None, "乙丙"]}}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("<row r='2'/><row r='2'/>", "第 2 行之后是第 2 行"),
        ("<row r='1'><c r='A1' t='s'><v>x</v></c></row>", "invalid literal"),
        ("<row r='1'><c r='11'><v>1</v></c></row>", "not a valid column"),
        ("<row r='1'><c r='XFE1'><v>1</v></c></row>", "column XFE"),
        ("<row r='x'/>", "invalid literal"),
        ("<row r='1'><c>", "mismatch"),
        ("<row r='1'>&e;</row>", "e"),
    ],
)
def test_a_damaged_sheet_is_refused_with_its_part(refused: Any, workbook: Any, rows: str, said: str):
    """The reader says which part is damaged, and how."""
    problem = refused(workbook(rows))

    assert problem.path == "xl/worksheets/sheet1.xml"
    assert "已损坏" in problem.found
    assert said in problem.found


@pytest.mark.parametrize("place", [1, -1])
def test_a_shared_text_that_is_missing_is_damage(refused: Any, workbook: Any, place: int):
    """The reader names the cell."""
    problem = refused(workbook(f"<row r='3'><c r='B3' t='s'><v>{place}</v></c></row>"))

    assert problem.path == "名单!B3"
    assert f"缺少第 {place} 条文字" in problem.found


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("_rels/.rels", None, "_rels/.rels"),
        ("_rels/.rels", "<Relationships/>", "缺少工作簿"),
        ("xl/workbook.xml", None, "xl/workbook.xml"),
        ("xl/workbook.xml", "<document/>", "不是 Excel 工作簿"),
        ("xl/workbook.xml", "not xml", "XML"),
        ("xl/workbook.xml", "<workbook>", "已损坏"),
        ("xl/workbook.xml", f"<workbook xmlns='{_MAIN}'><sheets><sheet name='甲'/></sheets></workbook>", "甲"),
        ("xl/worksheets/sheet1.xml", None, "xl/worksheets/sheet1.xml"),
        ("xl/styles.xml", f"<s xmlns='{_MAIN}'><cellXfs><xf numFmtId='x'/></cellXfs></s>", "invalid literal"),
        ("xl/workbook.xml", f"<workbook xmlns='{_MAIN}'/>".encode("utf-16"), "XML"),
        ("xl/workbook.xml", f"<?xml version='1.0' encoding='gb2312'?><workbook xmlns='{_MAIN}'/>", "XML"),
    ],
)
def test_a_workbook_with_a_part_missing_or_damaged_is_refused(
    refused: Any, workbook: Any, part: str, content: Any, said: str
):
    """One line says which part."""
    assert said in refused(workbook("", parts={part: content})).message.zh


def test_a_workbook_without_styles_and_strings_is_read(contents: Reader, workbook: Any):
    """Neither is required."""
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
    )
    path = workbook(
        "<row><c s='3'><v>1</v></c></row>",
        parts={"xl/styles.xml": None, "xl/sharedStrings.xml": None, "xl/_rels/workbook.xml.rels": relations},
    )

    assert contents(path) == {"名单": {1: [1]}}


def test_the_error_comes_where_the_damage_is(workbook: Any):
    """The rows before it have been read by then."""
    path = workbook("<row r='1'><c r='A1'><v>1</v></c></row>" + "<row/>" * 20_000 + "<row r='5'/>")

    with open_book(path) as book:
        rows = book.sheets[0].rows()

        assert next(rows) == (1, [1])
        with pytest.raises(ReadError, match="damaged"):
            next(rows)


def test_what_the_caller_raises_is_not_taken_for_damage(workbook: Any):
    """A fault of the program that reads is its own."""
    path = workbook("<row r='1'><c r='A1'><v>1</v></c></row>")

    def stumble() -> None:
        with open_book(path) as book:
            for _, values in book.sheets[0].rows():
                int(f"{values} x")

    with pytest.raises(ValueError, match="invalid literal"):
        stumble()


def test_every_file_is_closed_behind_the_block(workbook: Any):
    """A file that was read can be replaced at once, on Windows too."""
    path = workbook("")
    with open_book(path) as book:
        rows = book.sheets[0].rows

    with pytest.raises(ReadError, match="damaged"):
        next(rows())
    path.unlink()
