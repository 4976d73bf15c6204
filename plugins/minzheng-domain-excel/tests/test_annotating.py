"""The annotated return: a clerk's own workbook with the findings marked, and nothing else changed."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped, unused-ignore]  # some versions bring types
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from minzheng_domain.errors import ReadError
from minzheng_domain.model.remarks import Source
from minzheng_domain.plugin import CheckReport, Finding, Severity
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.annotating import annotate
from minzheng_domain_excel.annotating.fills import COLOURS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ERROR, WARNING, NOTICE = Severity


def finding(
    place: str, severity: Severity = ERROR, *, rule: str = "ORG001", found: str = "错的", file: str = ""
) -> Finding:
    """Make a finding at a place."""
    return Finding(
        rule=rule,
        severity=severity,
        title=Text("示例问题", "an example of a fault"),
        kind="organizations",
        record="S1",
        field="name",
        source=Source(file, place),
        found=found,
        expected=Text("对的", "what is right"),
        remedy=Text("请改正。", "Please correct it."),
        basis=(),
    )


def annotated(path: Path, *findings: Finding, language: Language = "zh") -> bytes:
    """Return the bytes of the annotated copy of a file."""
    file = io.BytesIO()
    annotate(path, CheckReport((), findings), file, language)
    return file.getvalue()


def opened(content: bytes) -> Any:
    """Open a workbook with openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl tells of every extension that it does not know
        return openpyxl.load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def colour(cell: Any) -> str | None:
    """Return the colour of a filled cell."""
    return cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None


def picture() -> io.BytesIO:
    """Make a picture of one red point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


@pytest.fixture
def rich(tmp_path):
    """A workbook of a clerk who uses what Excel has: chart, picture, table, comment, checks, formulas, a macro."""
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名单")
        head = book.add_format({"bold": True, "bg_color": "#CCCCFF", "border": 1})
        day = book.add_format({"num_format": "yyyy/m/d", "italic": True})
        sheet.merge_range("A1:E1", "示例区社会组织名单", book.add_format({"bg_color": "#DDEEDD", "align": "center"}))
        sheet.write_row(1, 0, ["编号", "名称", "成立日期", "资金", "合计"], head)
        for row in range(2, 10):
            sheet.write_row(row, 0, [f"S{row - 1}", f"示例{row - 1}社"])
            sheet.write_number(row, 2, 43529 + row, day)
            sheet.write_number(row, 3, row * 1.5)
            sheet.write_formula(row, 4, f"=D{row + 1}*2", None, row * 3)
        sheet.write_comment("B4", "经办人：请核对\n此名", {"author": "示例甲"})
        sheet.conditional_format("D3:D10", {"type": "data_bar"})
        sheet.data_validation("B3:B10", {"validate": "length", "criteria": "<=", "value": 40})
        sheet.insert_image("G20", "red.png", {"image_data": picture()})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=名单!$D$3:$D$10"})
        sheet.insert_chart("G2", chart)
        sheet.freeze_panes(2, 0)
        other = book.add_worksheet("另表")
        other.add_table("A1:B3", {"columns": [{"header": "甲"}, {"header": "乙"}], "data": [["a", 1], ["b", 2]]})
        other.set_column("D:D", 12, book.add_format({"num_format": "0.00", "font_color": "red"}))
        other.set_row(6, 20, book.add_format({"bold": True}))
        book.add_worksheet("空表")
        book.define_name("示例名", "=名单!$A$3:$A$10")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf made up")
        package.writestr("customXml/item1.xml", b"<of-nobody-knows-what/>")
    return path


def test_faulty_cells_are_coloured_by_severity_and_say_what_is_wrong(rich):
    """Each cell has the colour of its severest finding and a comment with rule, fault, found, wanted and remedy."""
    book = opened(
        annotated(rich, finding("名单!B5"), finding("名单!C6", NOTICE), finding("名单!C6", WARNING, rule="ORG002"))
    )
    sheet = book["名单"]

    assert (colour(sheet["B5"]), colour(sheet["C6"])) == (COLOURS[ERROR], COLOURS[WARNING])
    assert sheet["B5"].comment.text.splitlines()[1:-1] == [
        "【错误】ORG001 示例问题",
        "实为：错的",
        "应为：对的",
        "处理：请改正。",
    ]
    said = sheet["C6"].comment.text
    assert said.index("【警告】ORG002") < said.index("【提示】ORG001")
    assert sheet["B5"].comment.author == "minzheng"
    assert [colour(sheet[place]) for place in ("B6", "C5", "D6", "A5")] == [None] * 4


def test_a_marked_cell_keeps_everything_but_its_fill(rich):
    """Number format, font, border, alignment and value of a marked cell are those that it had."""
    before = openpyxl.load_workbook(rich)["名单"]
    after = opened(annotated(rich, finding("名单!C6"), finding("名单!B2"), finding("名单!E6")))["名单"]

    for place in ("C6", "B2", "E6"):
        assert after[place].value == before[place].value
        for name in ("number_format", "font", "border", "alignment", "protection"):
            assert repr(getattr(after[place], name)) == repr(getattr(before[place], name))
    assert colour(after["A2"]) == colour(before["A2"]) == "FFCCCCFF"


def test_parts_that_are_not_concerned_are_the_same_byte_for_byte(rich):
    """Of all parts only the sheet, its comments, styles, texts, the list of sheets and what names parts are changed."""
    before = parts(rich.read_bytes())
    after = parts(annotated(rich, finding("名单!B5"), finding("名单!A40")))

    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet4.xml"}
    assert list(before) == [name for name in after if name in before]


def test_a_sheet_is_changed_at_its_marked_cells_alone(rich):
    """Without the styles of marked cells and the cells put in, the bytes of the sheet are those of the clerk."""
    before = parts(rich.read_bytes())["xl/worksheets/sheet1.xml"]
    after = parts(annotated(rich, finding("名单!B5"), finding("名单!F12")))["xl/worksheets/sheet1.xml"]

    marked = after[after.index(b'<c r="B5"') :].partition(b">")[0]
    restored = after.replace(marked, before[before.index(b'<c r="B5"') :].partition(b">")[0])
    put_in = restored[restored.index(b'<row r="12"') :].partition(b"</row>")
    restored = restored.replace(b"".join(put_in[:2]), b"").replace(b'"A1:F12"', b'"A1:E10"')
    assert restored == before


def test_an_existing_comment_stays_above_ours(rich):
    """The clerk's comment is kept with its author; ours stands below it, in one comment."""
    comment = opened(annotated(rich, finding("名单!B4")))["名单"]["B4"].comment

    assert comment.text.startswith("经办人：请核对\n此名\n\n▼ minzheng\n【错误】")
    assert parts(annotated(rich, finding("名单!B4")))["xl/comments1.xml"].count(b"<comment ") == 1
    assert "<author>示例甲</author>".encode() in parts(annotated(rich, finding("名单!B4")))["xl/comments1.xml"]


def test_every_comment_has_one_box(rich):
    """Programs show a comment in a box of its own: each cell with a comment has one, no cell two."""
    content = annotated(rich, *(finding(f"名单!{place}") for place in ("A1", "B4", "B5", "C3", "Z99")))
    drawing = etree.fromstring(parts(content)["xl/drawings/vmlDrawing1.vml"])
    rows, columns = (
        [int(found.text or "") for found in drawing.iter(f"{{urn:schemas-microsoft-com:office:excel}}{name}")]
        for name in ("Row", "Column")
    )
    ids = [shape.get("id") for shape in drawing.iter("{urn:schemas-microsoft-com:vml}shape")]

    assert sorted(zip(rows, columns, strict=True)) == [(0, 0), (2, 2), (3, 1), (4, 1), (98, 25)]
    assert len(set(ids)) == len(ids) == 5


def test_a_finding_on_a_row_marks_its_first_filled_cell(rich):
    """A row has no cell of its own: the first that holds something is marked; of an empty row, column A."""
    sheet = opened(annotated(rich, finding("名单!7:7"), finding("名单!30:30"), finding("另表!2:2", NOTICE)))

    assert sheet["名单"]["A7"].comment
    assert sheet["名单"]["A30"].comment
    assert colour(sheet["另表"]["A2"]) == COLOURS[NOTICE]


def test_a_finding_within_a_merged_area_marks_its_first_cell(rich):
    """The other cells of a merged area are not seen."""
    sheet = opened(annotated(rich, finding("名单!C1")))["名单"]

    assert sheet["A1"].comment
    assert colour(sheet["A1"]) == COLOURS[ERROR]


def test_a_cell_that_is_put_in_looks_like_its_row_or_column(rich):
    """A missing cell gets the style that it would show: that of its row, else that of its column."""
    sheet = opened(annotated(rich, finding("另表!D5"), finding("另表!C7")))["另表"]

    assert (sheet["D5"].number_format, sheet["C7"].font.bold) == ("0.00", True)
    assert colour(sheet["D5"]) == colour(sheet["C7"]) == COLOURS[ERROR]


def test_the_sheet_of_findings_lists_all_and_leads_to_their_cells(rich):
    """Every finding has a row, the most severe first; those with a place lead to the marked cell."""
    book = opened(annotated(rich, finding("名单!C6", NOTICE), finding("$.records", found="整体"), finding("名单!7:7")))
    sheet = book["检查结果"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_col=8)]

    assert book.sheetnames == ["名单", "另表", "空表", "检查结果"]
    assert rows[0] == ["级别", "规则", "问题", "位置", "记录", "字段", "实为", "应为"]
    assert [row[3] for row in rows[1:]] == ["$.records", "名单!7:7", "名单!C6"]
    assert rows[1][6] == "整体"
    assert [sheet.cell(row, 4).hyperlink and sheet.cell(row, 4).hyperlink.location for row in (5, 6, 7)] == [
        None,
        "'名单'!A7",
        "'名单'!C6",
    ]
    assert sheet["A2"].value == "#findings"
    assert sheet.row_dimensions[2].hidden
    assert sheet.auto_filter.ref == "A4:J7"


def test_a_sheet_of_the_clerk_with_our_title_is_left_alone(tmp_path):
    """Where a sheet is called 检查结果 already and is not ours, ours gets another title."""
    path = tmp_path / "台账.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].title = "检查结果"
    book.worksheets[0]["A1"] = "去年的检查结果"
    book.save(path)

    after = opened(annotated(path, finding("检查结果!A1")))

    assert after.sheetnames == ["检查结果", "检查结果(2)"]
    assert after["检查结果"]["A1"].value == "去年的检查结果"
    assert after["检查结果(2)"]["D5"].hyperlink.location == "'检查结果'!A1"


def test_the_words_are_those_of_the_language(rich):
    """In English comment, headers and title are English."""
    book = opened(annotated(rich, finding("名单!B5"), language="en"))

    assert "[error] ORG001 an example of a fault\nFound: 错的\nWanted: what is right" in book["名单"]["B5"].comment.text
    assert book["Findings"]["A4"].value == "Severity"


def test_nothing_found_is_said_and_nothing_marked(rich):
    """Without findings the workbook gets the sheet that says so, and no cell is changed."""
    content = annotated(rich)

    assert "没有发现问题" in opened(content)["检查结果"]["A3"].value
    assert parts(content)["xl/worksheets/sheet1.xml"] == parts(rich.read_bytes())["xl/worksheets/sheet1.xml"]


def test_the_same_findings_give_the_same_bytes(rich):
    """What is written depends on file and findings alone."""
    assert annotated(rich, finding("名单!B5")) == annotated(rich, finding("名单!B5"))


def test_many_findings_of_one_cell_are_cut_short(rich):
    """A comment tells the first few, says how many more there are, and shortens long words."""
    said = opened(annotated(rich, *(finding("名单!B5", found="长" * 900) for _ in range(30))))["名单"][
        "B5"
    ].comment.text

    assert said.count("【错误】") == 8
    assert "另有 22 处问题，见检查结果表。" in said
    assert "长" * 301 not in said


def test_findings_of_another_file_or_place_are_listed_without_a_link(rich, tmp_path):
    """What is not in this workbook marks no cell: another file, another sheet, a cell beyond the last."""
    elsewhere = [
        finding("名单!B5", file=str(tmp_path / "other.xlsx")),
        finding("无此表!B5"),
        finding("名单!B1048577"),
        finding("名单!XFE1"),
    ]
    content = annotated(rich, *elsewhere, finding("名单!B6", file=str(rich)))
    sheet = opened(content)["检查结果"]

    assert [bool(sheet.cell(row, 4).hyperlink) for row in range(5, 10)] == [False] * 4 + [True]
    assert opened(content)["名单"]["B5"].comment is None


# ------------------------------------------------------------------------------------------------------ annotated again


def again(content: bytes, tmp_path: Path, *findings: Finding) -> bytes:
    """Annotate what was annotated."""
    path = tmp_path / "again.xlsx"
    path.write_bytes(content)
    return annotated(path, *findings)


def test_annotating_again_replaces_what_was_said_before(rich, tmp_path):
    """Old comments, colours and the old list go; the clerk's comment and fills are as at first."""
    first = annotated(rich, finding("名单!B4"), finding("名单!B2", WARNING), finding("名单!D6"), finding("名单!F20"))
    second = opened(again(first, tmp_path, finding("名单!D7", NOTICE)))
    sheet = second["名单"]

    assert second.sheetnames == ["名单", "另表", "空表", "检查结果"]
    assert second["检查结果"].max_row == 5
    assert sheet["B4"].comment.text == "经办人：请核对\n此名"
    assert [cell.coordinate for row in sheet for cell in row if cell.comment] == ["B4", "D7"]
    assert [colour(sheet[place]) for place in ("B4", "B2", "D6", "D7", "F20")] == [
        None,
        "FFCCCCFF",
        None,
        COLOURS[NOTICE],
        None,
    ]


def test_annotating_again_and_again_does_not_pile_up(rich, tmp_path):
    """From the second time on, the same findings give the same number of styles, comments, texts and sheets."""
    findings = [finding("名单!B4"), finding("名单!B2", WARNING), finding("名单!D6"), finding("名单!A1")]
    second = again(annotated(rich, *findings), tmp_path, *findings)
    third = again(second, tmp_path, *findings)

    assert list(parts(third)) == list(parts(second))
    for name in ("xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/workbook.xml"):
        assert len(parts(third)[name]) == len(parts(second)[name])


def test_what_a_clerk_writes_into_our_comment_stays(rich, tmp_path):
    """Only what stands between our signs is ours, wherever the clerk has written beside it."""
    book = opened(annotated(rich, finding("名单!D6")))
    comment = book["名单"]["D6"].comment
    book["名单"]["D6"].comment = Comment(f"先看这里\n{comment.text}\n已电话核实", comment.author)
    saved = io.BytesIO()
    book.save(saved)

    after = opened(again(saved.getvalue(), tmp_path, finding("名单!D6")))["名单"]["D6"].comment.text

    assert after.startswith("先看这里\n已电话核实\n\n▼ minzheng")
    assert after.count("minzheng") == 2


def test_a_workbook_that_another_program_saved_in_between_is_cleared_too(rich, tmp_path, office):
    """LibreOffice writes styles, comments and texts anew: old marks are found all the same."""
    path = tmp_path / "annotated.xlsx"
    path.write_bytes(annotated(rich, finding("名单!D6"), finding("名单!B4"), finding("名单!C7", WARNING)))
    (saved,) = office.convert([path], ".xlsx")

    between = opened(saved.read_bytes())["名单"]
    after = opened(annotated(saved))

    assert colour(between["D6"]) == COLOURS[ERROR]
    assert "ORG001" in between["C7"].comment.text
    assert after.sheetnames == ["名单", "另表", "空表", "检查结果"]
    assert [cell.coordinate for row in after["名单"] for cell in row if cell.comment] == ["B4"]
    assert [colour(after["名单"][place]) for place in ("D6", "B4", "C7")] == [None] * 3


# ---------------------------------------------------------------------------------------------------------- other forms


def test_of_a_csv_the_contents_are_marked_in_a_new_workbook(tmp_path):
    """A CSV has no cells to colour: its values stand in a workbook at the same places, and the list says so."""
    path = tmp_path / "名单：2019年度社会组织登记管理情况一览表（示例区民政局社会组织管理科报送稿）.csv"
    path.write_bytes("编号,名称\nS1,=示例社\n".encode("gb18030"))

    book = opened(annotated(path, finding(f"'{path.stem}'!B2")))
    sheet = book.worksheets[0]

    assert [[cell.value for cell in row] for row in sheet] == [["编号", "名称"], ["S1", "=示例社"]]
    assert sheet["B2"].data_type == "s"
    assert colour(sheet["B2"]) == COLOURS[ERROR]
    assert "只含原文件各表的内容" in book["检查结果"]["A3"].value
    assert len(sheet.title) <= 31
    assert book["检查结果"]["D5"].hyperlink.location == f"'{sheet.title}'!B2"


def test_of_an_old_binary_file_values_merges_and_hidden_sheets_are_carried_over(rich, tmp_path, office):
    """Dates stay dates, numbers numbers; formulas come with their results."""
    olds = office.convert([rich], ".xls") + office.convert([rich], ".ods")
    for old in olds:
        book = opened(annotated(old, finding("名单!C5")))
        sheet = book["名单"]

        assert book.sheetnames == ["名单", "另表", "空表", "检查结果"]
        assert sheet["C5"].is_date
        assert (sheet["B5"].value, sheet["D5"].value, sheet["E5"].value) == ("示例3社", 6, 12)
        assert "A1:E1" in sheet.merged_cells
        assert colour(sheet["C5"]) == COLOURS[ERROR]


# -------------------------------------------------------------------------------------------------- laws, and odd files

PLACES = st.tuples(st.integers(1, 14), st.none() | st.integers(1, 8))


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A workbook with gaps: rows and cells that are not there, merged cells, row styles."""
    path = tmp_path_factory.mktemp("plain") / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名单")
        bold = book.add_format({"bold": True, "bg_color": "#CCFFCC"})
        for row, columns in {2: (1, 3), 4: (0, 6), 5: (2,), 9: (0, 1, 2)}.items():
            for column in columns:
                sheet.write_string(row, column, f"值{row}.{column}", bold if column == 1 else None)
        sheet.merge_range("B11:D12", "合并")
        sheet.set_row(7, 30, bold)
    return path


@settings(deadline=None)
@given(st.lists(st.tuples(PLACES, st.sampled_from(Severity)), max_size=8))
def test_every_finding_is_marked_and_nothing_else(plain, drawn):
    """Whatever the places: marked are they and no others, by the severest; values stay, rows and cells in order."""
    before = openpyxl.load_workbook(plain)["名单"]
    findings = []
    wanted: dict[str, list[Severity]] = defaultdict(list)
    for (row, column), severity in drawn:
        findings.append(
            finding(f"名单!{row}:{row}" if column is None else f"名单!{get_column_letter(column)}{row}", severity)
        )
        first = next((cell.column for cell in before[row] if cell.value is not None), 1)
        place = (row, column or first)
        in_merged = 11 <= row <= 12 and 2 <= place[1] <= 4
        wanted["B11" if in_merged else f"{get_column_letter(place[1])}{row}"].append(severity)

    content = annotated(plain, *findings)
    sheet = opened(content)["名单"]

    order = list(Severity)
    marked = {cell.coordinate: colour(cell) for row in sheet for cell in row if cell.comment}
    assert marked == {place: COLOURS[min(its, key=order.index)] for place, its in wanted.items()}
    values = {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}
    assert values == {cell.coordinate: cell.value for row in before for cell in row if cell.value is not None}
    _assert_ordered(parts(content)["xl/worksheets/sheet1.xml"])


@settings(deadline=None)
@given(st.lists(PLACES, max_size=5), st.lists(PLACES, max_size=5))
def test_annotating_again_without_findings_gives_the_workbook_back(plain, tmp_path_factory, first, second):
    """After any annotations, one without findings leaves styles and comments of every cell as they were at first."""
    folder = tmp_path_factory.mktemp("again")
    content = plain.read_bytes()
    nothing: list[tuple[int, int | None]] = []
    for places in (first, second, nothing):
        content = again(
            content,
            folder,
            *(finding(f"名单!{r}:{r}" if c is None else f"名单!{get_column_letter(c)}{r}") for r, c in places),
        )
    before, after = openpyxl.load_workbook(plain)["名单"], opened(content)["名单"]

    for row in after:
        for cell in row:
            assert cell.comment is None
            if cell.row != 8:  # the row with a style of its own: a cell that was put in there has it for good
                assert colour(cell) == colour(before[cell.coordinate])
                assert repr(cell.font) == repr(before[cell.coordinate].font)


def _assert_ordered(content: bytes) -> None:
    rows = [int(row.get("r", "0")) for row in etree.fromstring(content).iter(f"{MAIN}row")]
    assert rows == sorted(set(rows))
    for row in etree.fromstring(content).iter(f"{MAIN}row"):
        columns = [openpyxl.utils.cell.coordinate_to_tuple(cell.get("r", ""))[1] for cell in row]
        assert columns == sorted(set(columns))


def test_libreoffice_shows_the_marks(rich, tmp_path, office):
    """Another program opens the annotated workbook and finds comments, colours, links, chart and picture in it."""
    path = tmp_path / "annotated.xlsx"
    path.write_bytes(annotated(rich, finding("名单!D6"), finding("名单!H3"), finding("另表!B2", WARNING)))

    (saved,) = office.convert([path], ".xlsx")

    book = opened(saved.read_bytes())
    assert "ORG001" in book["名单"]["D6"].comment.text
    assert "经办人" in book["名单"]["B4"].comment.text
    assert colour(book["另表"]["B2"]) == COLOURS[WARNING]
    assert book["检查结果"]["D5"].hyperlink is not None
    assert {name.rpartition("/")[2][:5] for name in parts(saved.read_bytes())} >= {"chart", "image"}


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    """What cannot be read cannot be annotated, and the message says so."""
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"no workbook")

    with pytest.raises(ReadError):
        annotated(path)
