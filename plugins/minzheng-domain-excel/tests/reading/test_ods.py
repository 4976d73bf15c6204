"""Spreadsheets of OpenDocument: values by their type, blanks written as elements, repetition that costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from minzheng_domain_excel.grids import Area, CellError, Percent, Uncalculated, Value
from minzheng_domain_excel.reading import open_book

Reader = Callable[[Path], dict[str, dict[int, list[Value]]]]


def row(*cells: str, attributes: str = "") -> str:
    """Return a row of a table."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(content: str = "", attributes: str = "", kind: str = "") -> str:
    """Return a cell of a table."""
    typed = f"office:value-type='{kind}'" if kind else ""
    return f"<table:table-cell {typed} {attributes}>{content}</table:table-cell>"


def words(text: str) -> str:
    """Return a cell that holds a text."""
    return cell(f"<text:p>{text}</text:p>", kind="string")


def table(*rows: str, name: str = "表", attributes: str = "") -> str:
    """Return a sheet."""
    return f"<table:table table:name='{name}' {attributes}>{''.join(rows)}</table:table>"


def test_values_read_as_what_they_are(contents: Reader, spreadsheet: Any):
    """Numbers, money, percentages, days, times, truth values, and texts that carry no type."""
    path = spreadsheet(
        table(
            row(
                cell(kind="float", attributes="office:value='12'"),
                cell(kind="float", attributes="office:value='12.5'"),
                cell(kind="currency", attributes="office:value='1234.5'"),
                cell(kind="percentage", attributes="office:value='0.35'"),
                cell(kind="percentage", attributes="office:value='viel'"),
                cell(kind="boolean", attributes="office:boolean-value='true'"),
                cell(kind="boolean", attributes="office:boolean-value='false'"),
                cell("<text:p>无类型</text:p>"),
                cell(kind="string", attributes="office:string-value='属性'"),
                cell(kind="float", attributes="office:value='5.13100005432168E+017'"),
                cell("<text:p/>", kind="string"),
            ),
            row(
                cell(kind="date", attributes="office:date-value='2019-03-05'"),
                cell(kind="date", attributes="office:date-value='2019-03-05T14:30:00'"),
                cell(kind="date", attributes="office:date-value='2019-03-05T00:00:00'"),
                cell(kind="date", attributes="office:date-value='昨天'"),
                cell(kind="time", attributes="office:time-value='PT14H30M00S'"),
                cell(kind="time", attributes="office:time-value='PT30H00M00.5S'"),
                cell(kind="time", attributes="office:time-value='-PT1H'"),
                cell(kind="time", attributes="office:time-value='P1DT1H'"),
                cell(kind="time", attributes="office:time-value='bald'"),
                cell(kind="time"),
            ),
        )
    )

    assert contents(path)["表"] == {
        1: [12, 12.5, 1234.5, Percent(0.35), "viel", True, False, "无类型", "属性", 5.13100005432168e17],
        2: [
            *(date(2019, 3, 5), datetime.fromisoformat("2019-03-05T14:30"), date(2019, 3, 5), "昨天", time(14, 30)),
            *(timedelta(hours=30, seconds=0.5), timedelta(hours=-1), timedelta(hours=25), "bald"),
        ],
    }


def test_formulas_without_results_and_errors_are_told(contents: Reader, spreadsheet: Any):
    """A formula that nobody has calculated is no empty cell, an empty text is a result, an error is no text."""
    path = spreadsheet(
        table(
            row(
                cell(attributes="table:formula='of:=SUM([.A1:.A2])'"),
                cell("<text:p/>", "table:formula='of:=\"\"'"),
                cell("<text:p>#DIV/0!</text:p>", "table:formula='of:=1/0' calcext:value-type='error'", "string"),
                cell("<text:p>Err:502</text:p>", "table:formula='of:=F()'", "string"),
                cell("<text:p>#N/A</text:p>", "", "string"),
                cell("<text:p>24</text:p>", "table:formula='of:=12*2' office:value='24'", "float"),
            )
        )
    )

    assert contents(path)["表"][1] == [
        *(Uncalculated("=SUM([.A1:.A2])"), None, CellError("#DIV/0!"), CellError("Err:502"), "#N/A", 24),
    ]


def test_texts_have_their_blanks_and_lines_but_not_their_notes(contents: Reader, spreadsheet: Any):
    """Blanks that are elements count, line ends of the XML do not; an annotation is no content."""
    path = spreadsheet(
        table(
            row(
                words("<text:s text:c='2'/>前后 <text:s/>空白 "),
                words("\n  折<text:span>行<text:span>了</text:span></text:span>\n 的 "),
                cell("<text:p>a</text:p><text:p>b<text:tab/>c<text:line-break/>d</text:p>", kind="string"),
                cell("<office:annotation><text:p>批注</text:p></office:annotation><text:p>文</text:p>", kind="string"),
                words("注<text:note><text:p>脚注</text:p></text:note>后"),
                words("  前"),
            )
        )
    )

    assert contents(path)["表"][1] == ["  前后  空白 ", "折行了 的 ", "a\nb\tc\nd", "文", "注后", "前"]


def test_repetition_is_expanded_only_where_there_is_content(contents: Reader, spreadsheet: Any):
    """A million empty rows and sixteen thousand empty cells are nothing; a value that stands thrice stands thrice."""
    path = spreadsheet(
        table(
            row(cell(attributes="table:number-columns-repeated='16384'"), attributes="table:number-rows-repeated='4'"),
            row(
                cell(attributes="table:number-columns-repeated='2'"),
                cell(kind="float", attributes="office:value='7' table:number-columns-repeated='2'"),
                cell(attributes="table:number-columns-repeated='16380'"),
                attributes="table:number-rows-repeated='3'",
            ),
            row(
                cell(attributes="table:number-columns-repeated='16384'"),
                attributes="table:number-rows-repeated='1048568'",
            ),
            row(cell()),
        )
    )

    assert contents(path)["表"] == {number: [None, None, 7, 7] for number in (5, 6, 7)}


def test_merged_areas_hidden_rows_and_hidden_sheets_are_told(spreadsheet: Any):
    """Rows in groups are rows; the tables of drawings and links are no sheets."""
    path = spreadsheet(
        table(
            row(
                cell(
                    "<text:p>标题</text:p>", "table:number-columns-spanned='3' table:number-rows-spanned='2'", "string"
                ),
                "<table:covered-table-cell table:number-columns-repeated='2'/>",
                cell("<text:p>一</text:p>", "table:number-columns-spanned='1' table:number-rows-spanned='1'", "string"),
                cell("<text:p>右</text:p>", "table:number-rows-spanned='2'", "string"),
            ),
            "<table:table-row-group><table:table-header-rows>",
            row(words("藏"), attributes="table:visibility='collapse'"),
            "</table:table-header-rows></table:table-row-group>",
            row(words("滤"), attributes="table:visibility='filter' table:number-rows-repeated='2'"),
            row(cell("<table:table>" + row(words("内")) + "</table:table>"), words("外")),
            row("<text:soft-page-break/>", words("末")),
        )
        + table(row(words("x")), name="深", attributes="table:style-name='ta2'")
        + "<table:dde-links>"
        + table(row(words("链")), name="链")
        + "</table:dde-links>"
        + table(name="空"),
        "<style:style style:name='ta1'><style:table-properties table:display='true'/></style:style>"
        "<style:style style:name='ta2'><style:table-properties table:display='false'/></style:style>",
    )

    with open_book(path) as book:
        first, second, third = book.sheets

        assert book.form == "ods"
        assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("表", False), ("深", True), ("空", False)]
        assert first.merged == (Area(1, 1, 2, 3), Area(1, 5, 2, 5))
        assert first.hidden_rows == {2, 3, 4}
        assert [number for number, _ in first.rows()] == [1, 2, 3, 4, 5, 6]
        assert list(first.rows())[4:] == [(5, [None, "外"]), (6, ["末"])]
        assert list(second.rows()) == [(1, ["x"])]
        assert list(third.rows()) == []


def test_what_libreoffice_saves_reads_as_it_was(contents: Reader, office: Any, tmp_path: Path):
    """A true .ods, whatever it is called, with formulas, formats, comments, a filter and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for values in (
        ["名称", "  前后  空白 ", "a\nb", 12, 1234.5],
        [date(2019, 3, 5), datetime.fromisoformat("2019-03-05T14:30")],
    ):
        sheet.append(values)
    sheet["A3"], sheet["B3"], sheet["C3"], sheet["D3"] = "=1/0", "=D1*2", '=""', '="甲"&"乙"'
    sheet["A4"], sheet["B4"], sheet["C4"] = 0.35, time(14, 30), timedelta(hours=30)
    sheet["A4"].number_format = "0%"
    sheet["A1"].comment = Comment("批注", "甲")
    sheet.merge_cells("A6:B7")
    sheet["A6"] = "合并"
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("隐藏").sheet_state = "hidden"
    path = tmp_path / "true.xlsx"
    book.save(path)
    (saved,) = office.convert([path], ".ods")
    path.write_bytes(saved.read_bytes())

    assert contents(path)["Sheet"] == {
        1: ["名称", "  前后  空白 ", "a\nb", 12, 1234.5],
        2: [date(2019, 3, 5), datetime.fromisoformat("2019-03-05T14:30")],
        3: [CellError("#DIV/0!"), 24, None, "甲乙"],
        4: [Percent(0.35), time(14, 30), timedelta(hours=30)],
        6: ["合并"],
    }
    with open_book(path) as opened:
        assert [sheet.is_hidden for sheet in opened.sheets] == [False, True]
        assert opened.sheets[0].merged == (Area(6, 1, 7, 2),)
        assert opened.sheets[0].hidden_rows == {4}


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}, "密码"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "不是电子表格"),
        ({"mimetype": "x" * 5000}, "已损坏"),
        ({"mimetype": None, "MIMETYPE": "x"}, "已损坏"),
        ({"content.xml": None}, "content.xml"),
        ({"content.xml": "<a>"}, "已损坏"),
        ({"content.xml": "<!DOCTYPE a><a/>"}, "DOCTYPE"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_is_refused(refused: Any, spreadsheet: Any, parts: Any, said: str):
    """One line says why."""
    assert said in refused(spreadsheet(table(), parts=parts)).message.zh


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (row(cell(kind="float", attributes="office:value='1' table:number-columns-repeated='x'")), "已损坏"),
        (row(cell(kind="float", attributes="office:value='1' table:number-columns-repeated='257'")), "IW 列"),
        (row(cell(kind="float", attributes="office:value='1' table:number-columns-repeated='99999999'")), "XFD 列"),
        (row(words("x"), attributes="table:number-rows-repeated='200001'"), "200000 行"),
        (row(attributes="table:number-rows-repeated='1048576'") + row(words("x")), "1048577 行"),
        (row(words("x" * 32_768)), "32768 个字符"),
        (row(words("<text:s text:c='999999999'/>")), "个字符"),
        (row(words("<text:s text:c='30000'/>x<text:s text:c='30000'/>")), "60001 个字符"),
        (row(cell(attributes=f"office:string-value='{'x' * 32_768}'", kind="string")), "32768 个字符"),
        (
            "".join(row(cell(attributes="table:number-rows-spanned='2'") * 400) for _ in range(300)),
            "合并单元格超过",
        ),
    ],
)
def test_a_sheet_beyond_the_limits_is_refused(refused: Any, spreadsheet: Any, content: str, said: str):
    """Repetition that would not end, and texts and sheets that no cell and no program holds."""
    assert said in refused(spreadsheet(table(content))).message.zh
