"""The package: what a saved workbook holds, that its bytes are always the same, and that nothing is lost in texts."""

from __future__ import annotations

import errno
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain_excel import package
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.shared_strings import SharedStrings, fitting
from minzheng_domain_excel.sheet_rows import CellValue, Formula, Stream
from minzheng_domain_excel.values import LONGEST_TEXT, from_xstring, put

TITLE = "台账"
FIRST_ROW = 3


def skeleton(width: int) -> Workbook:
    """Make a workbook of one sheet with a title, headers and the row that shows the styles."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = TITLE
    sheet["A1"] = "名单"
    sheet["A1"].comment = Comment("说明", "示例")
    for position in range(1, width + 1):
        sheet.cell(2, position, f"列{position}")
        sheet.cell(FIRST_ROW, position).font = Font(bold=position % 2 == 0)
    return workbook


def saved(workbook: Workbook, **more) -> bytes:
    """Return the bytes of a workbook."""
    file = io.BytesIO()
    save_workbook(workbook, file, **more)
    return file.getvalue()


def streamed(rows: Sequence[Sequence[CellValue]], width: int = 3) -> bytes:
    """Return the bytes of a workbook with some streamed rows."""
    return saved(skeleton(width), streams={TITLE: Stream(FIRST_ROW, rows, len(rows))})


def opened(content: bytes, *, data_only: bool = False) -> Worksheet:
    """Return the sheet as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)[TITLE]


def test_every_kind_of_value_reads_back():
    """Texts, numbers, amounts, days, yes-or-no and empty cells come back as what they were, each in its own type."""
    row: list[CellValue] = ["甲会", 12, Decimal("1234567.89"), date(2019, 12, 18), True, None]
    sheet = saved_sheet = opened(streamed([row], width=6))

    assert [cell.value for cell in sheet[FIRST_ROW]] == ["甲会", 12, 1234567.89, 43817, True, None]
    assert [cell.font.bold for cell in saved_sheet[FIRST_ROW]] == [False, True] * 3


def test_a_text_that_looks_like_a_formula_stays_text():
    """What begins with = + - @, or looks like an error or a number, is a text cell of the very same text."""
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "000123", '=HYPERLINK("http://x")', "{=1}", "\t=1"]
    sheet = opened(streamed([[text, None, None] for text in texts]))

    found = [sheet.cell(FIRST_ROW + place, 1) for place in range(len(texts))]
    assert [(cell.data_type, cell.value) for cell in found] == [("s", text) for text in texts]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
def test_no_text_is_changed_or_breaks_the_file(text):
    """Whatever characters a text has, also those that XML cannot hold, it is read back whole."""
    content = streamed([[text, f"{text}{text}", None]])

    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml"))
    texts = [from_xstring(found.text or "") for found in root.iter("{*}t")]
    assert {text, text + text} <= {*texts}


def test_the_same_content_gives_the_same_bytes():
    """No day and no time of the machine is in the file: neither in the archive nor in the properties."""
    first, second = (streamed([["甲", 1, None], ["乙", 2, None]]) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml")
    assert properties.count(b"1980-01-01T00:00:00Z") == 2


def test_all_texts_are_shared_strings():
    """No cell carries its text inline, which some programs do not read; a text that comes often is stored once."""
    content = streamed([["同名", "同名", "同名"]] * 50)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"inlineStr" not in archive.read("xl/worksheets/sheet1.xml")
        strings = archive.read("xl/sharedStrings.xml").decode()
        assert b"sharedStrings" in archive.read("[Content_Types].xml")
        assert b"sharedStrings" in archive.read("xl/_rels/workbook.xml.rels")
    assert strings.count("同名") == 1
    assert 'uniqueCount="5"' in strings


def test_blanks_and_line_breaks_are_kept():
    """Blanks at the ends, several in a row, and line breaks are part of a text, and said to be."""
    texts = [" 甲", "乙 ", "丙  丁", "戊\n己", "　庚"]
    content = streamed([[text, None, None] for text in texts])

    sheet = opened(content)
    assert [sheet.cell(FIRST_ROW + place, 1).value for place in range(len(texts))] == texts
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("xl/sharedStrings.xml").decode().count('xml:space="preserve"') == 4


def test_more_texts_than_are_remembered_are_all_there():
    """In a sheet of very many different texts, each row still has its own."""
    count = 40_000
    sheet = opened(streamed([[f"第{place}家", "市级", None] for place in range(count)]))

    assert [sheet.cell(FIRST_ROW + place, 1).value for place in (0, 32_767, 32_768, count - 1)] == [
        "第0家",
        "第32767家",
        "第32768家",
        f"第{count - 1}家",
    ]


def test_texts_of_a_sheet_of_many_names_are_forgotten_for_the_next():
    """A sheet behind one of very many texts has its own texts stored once again."""
    workbook = skeleton(1)
    other = workbook.create_sheet("另表")
    other["A1"].font = Font(bold=True)
    names = Stream(FIRST_ROW, ([f"第{place}家"] for place in range(40_000)), 40_000)
    levels = Stream(1, (["区级"] for _ in range(10)), 10)
    content = saved(workbook, streams={TITLE: names, "另表": levels})

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("xl/sharedStrings.xml").decode().count("区级") == 1


def test_results_show_where_nothing_is_calculated():
    """A reader that does not calculate sees what Python found, beside formulas of the skeleton and of streamed rows."""
    workbook = skeleton(2)
    sheet = workbook[TITLE]
    for column, text in zip("CDEFG", ("1/4", "TODAY()", '"甲"&"乙"', "TRUE()", "NA()"), strict=True):
        sheet[f"{column}1"] = f"={text}"
    results = {"C1": Decimal("0.25"), "D1": date(2019, 12, 18), "E1": "甲乙", "F1": True, "G1": None}
    stream = Stream(FIRST_ROW, [[Formula("1+1", 2), Formula('"<"&A1', "<名单")]], 1)
    content = saved(workbook, streams={TITLE: stream}, results={TITLE: results})

    shown = opened(content, data_only=True)
    assert [shown[f"{column}1"].value for column in "CDEFG"] == [0.25, 43817, "甲乙", True, None]
    assert [cell.value for cell in shown[FIRST_ROW]][:2] == [2, "<名单"]
    assert opened(content)[f"B{FIRST_ROW}"].value == '="<"&A1'


def test_results_show_in_a_reader_of_another_make():
    """A reader that is no kin of openpyxl, and never calculates, finds the results."""
    calamine = pytest.importorskip("python_calamine", reason="python-calamine is not installed: it never calculates")
    stream = Stream(FIRST_ROW, [[Formula("1+1", 2), Formula('"<"&A1', "<名单"), "甲"]], 1)
    content = saved(skeleton(3), streams={TITLE: stream})

    rows = calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name(TITLE).to_python()
    assert rows[2] == [2.0, "<名单", "甲"]


def test_texts_of_openpyxl_keep_their_form_and_escapes():
    """Texts that openpyxl wrote, plain or with formats, become shared strings and stay what they were."""
    workbook = skeleton(1)
    sheet = workbook[TITLE]
    put(sheet["B1"], "a\x0bb _x0041_")
    sheet["C1"] = CellRichText("大", TextBlock(InlineFont(b=True), "字"))
    with zipfile.ZipFile(io.BytesIO(saved(workbook))) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()

    assert ">a_x000B_b _x005F_x0041_</t>" in strings
    assert strings.count("<r ") + strings.count("<r>") == 2


def test_a_sheet_without_rows_keeps_its_headers():
    """Where there is nothing to stream, the row that shows the styles is not left behind."""
    sheet = opened(streamed([]))

    assert sheet.max_row == 2
    assert sheet["A1"].comment is not None


@pytest.mark.parametrize(("row", "width"), [(2, 3), (4, 3), (FIRST_ROW, 0)])
def test_a_row_of_styles_that_is_not_there_is_a_fault_of_the_program(row, width):
    """The row that shows the styles must be the last of its sheet."""
    with pytest.raises(ValueError, match="last"):
        saved(skeleton(width), streams={TITLE: Stream(row, [], 0)})


def test_a_column_without_style_is_a_fault_of_the_program():
    """Every column of the streamed rows needs its cell in the row that shows the styles."""
    workbook = skeleton(1)
    workbook[TITLE].cell(FIRST_ROW, 3).font = Font(bold=True)

    with pytest.raises(ValueError, match="column B"):
        saved(workbook, streams={TITLE: Stream(FIRST_ROW, [], 0)})


def test_rows_are_as_high_as_they_say():
    """A stream may tell the height of each row; without, all are as high as the one that shows the styles."""
    workbook = skeleton(1)
    workbook[TITLE].row_dimensions[FIRST_ROW].height = 33
    fixed = opened(saved(workbook, streams={TITLE: Stream(FIRST_ROW, [["甲"]], 1)}))
    by_value = Stream(FIRST_ROW, [["甲"], ["甲乙"]], 2, height=lambda row: 10.0 * len(str(row[0])))
    told = opened(saved(workbook, streams={TITLE: by_value}))

    assert fixed.row_dimensions[FIRST_ROW].height == 33
    assert [told.row_dimensions[row].height for row in (FIRST_ROW, FIRST_ROW + 1)] == [10, 20]


def test_a_failure_while_rows_are_streamed_is_not_hushed_up():
    """What a row raises half way reaches the caller."""

    def rows() -> Iterator[list[CellValue]]:
        yield ["甲"]
        msg = "half way"
        raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="half way"):
        saved(skeleton(1), streams={TITLE: Stream(FIRST_ROW, rows(), 2)})


def test_a_full_disk_is_not_hushed_up():
    """A disk that is full after some bytes fails the saving."""

    class Disk(io.BytesIO):
        def write(self, content):
            if self.tell() > 500:
                raise OSError(errno.ENOSPC, "full")
            return super().write(content)

    with pytest.raises(OSError, match="full"):
        save_workbook(skeleton(1), Disk())


def test_a_sheet_of_more_than_two_gigabytes_is_announced(monkeypatch):
    """A sheet that may need it is written with sizes of eight bytes, and others without, as old programs want it."""
    monkeypatch.setattr(package, "_LARGE", 1_000)
    rows = [["甲", "乙", "丙"]] * 20
    content = streamed(rows)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        versions = {entry.filename: entry.extract_version for entry in archive.infolist()}
    assert versions["xl/worksheets/sheet1.xml"] == 45
    assert versions["xl/workbook.xml"] == 20
    assert opened(content).max_row == FIRST_ROW + 19


def test_a_text_is_cut_to_what_a_cell_holds():
    """Words that are only shown are cut where a cell ends, and half a character is shown by its number."""
    assert fitting("甲" * 5) == "甲" * 5
    assert len(fitting("𠮷" * 40_000).encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert fitting("a\ud800b") == "a\\ud800b"


def test_the_table_of_strings_lies_in_a_file_that_is_gone_afterwards():
    """The table of strings is closed with the package."""
    with SharedStrings() as strings:
        assert strings.place("甲") == strings.place("甲") == 0
        assert strings.place("乙") == 1
        assert b"".join(strings.pieces()).count(b"<si>") == 2
    with pytest.raises(ValueError, match="closed"):
        list(strings.pieces())
