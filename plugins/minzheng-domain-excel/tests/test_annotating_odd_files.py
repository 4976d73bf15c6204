"""Annotating what other programs write: other prefixes and encodings, missing parts, broken drawings."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from lxml import etree

from minzheng_domain.errors import ReadError
from minzheng_domain.model.remarks import Source
from minzheng_domain.plugin import CheckReport, Finding, Severity
from minzheng_domain.text import Text
from minzheng_domain_excel.annotating import annotate
from minzheng_domain_excel.annotating.comments import Comments
from minzheng_domain_excel.annotating.contents import contents_of
from minzheng_domain_excel.annotating.fills import COLOURS, Styles
from minzheng_domain_excel.annotating.parts import Package
from minzheng_domain_excel.annotating.shapes import with_boxes
from minzheng_domain_excel.annotating.sheet_cells import restyled
from minzheng_domain_excel.annotating.sheet_scan import readied, scan
from minzheng_domain_excel.annotating.strings import Strings
from minzheng_domain_excel.grids import Area, Book, CellError, Percent, Sheet, Uncalculated, Value

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CELLS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RED = COLOURS[Severity.ERROR]


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """Return the part of a sheet."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}">{before}{rows}{after}</worksheet>'


def workbook(path: Path, part: str, **changed: str) -> Path:
    """Write the smallest package that is a workbook of one sheet; ``changed`` are other parts, by their short names."""
    relations = f'<Relationship Id="rId2" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override'
        f' PartName="/xl/workbook.xml" ContentType="{CELLS}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.'
        f'xml" ContentType="{CELLS}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{RELATION}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets><sheet name="名单" sheetId="7"'
        ' r:id="rId2"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": part,
    }
    for kind, content in changed.items():
        relations += f'<Relationship Id="rId_{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
        files[f"xl/{kind}.xml"] = content
    files["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    with zipfile.ZipFile(path, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return path


def finding(place: str) -> Finding:
    """Make a finding at a place."""
    return Finding(
        rule="ORG001",
        severity=Severity.ERROR,
        title=Text("示例问题", "an example"),
        kind=None,
        record=None,
        field=None,
        source=Source("", place),
        found="错的",
        expected=Text("对的", "right"),
        remedy=Text("请改正。", "Correct it."),
        basis=(),
    )


def marked(path: Path, *places: str) -> Any:
    """Annotate a workbook, open the copy with openpyxl, and return the sheet."""
    file = io.BytesIO()
    annotate(path, CheckReport((), tuple(finding(f"名单!{place}") for place in places)), file, "zh")
    return openpyxl.load_workbook(file)["名单"]


def colours(found: Any) -> dict[str, str]:
    """Return the marked cells."""
    return {cell.coordinate: cell.fill.fgColor.rgb for row in found for cell in row if cell.comment}


ROWS = '<row r="2"><c r="B2" t="str"><v>甲</v></c><c r="D2"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        pytest.param(f"<sheetData>{ROWS}</sheetData>", ["A1", "A2", "C2", "E2", "C3"], id="cells and rows put in"),
        pytest.param("<sheetData/>", ["A1", "B3", "C3"], id="no rows at all"),
        pytest.param("<sheetData></sheetData>", ["B3"], id="no rows, two tags"),
        pytest.param(
            '<sheetData><row r="3"/><row r="5" spans="2:3"/></sheetData>', ["B3", "F5", "A4"], id="empty rows"
        ),
        pytest.param(
            '<sheetData><row spans="2:3"><c/><c s="0"/></row><row><c/></row></sheetData>', ["A1", "B2"], id="no r"
        ),
        pytest.param("<sheetData><row r='2' ><c r='B2'  s = '0' /></row></sheetData>", ["B2"], id="odd spelling"),
    ],
)
def test_cells_are_found_or_put_in_at_their_place(tmp_path, rows, places):
    """Whatever way rows and cells are written, the marked ones stand in order and nothing else is marked."""
    found = marked(workbook(tmp_path / "a.xlsx", sheet(rows)), *places)

    assert colours(found) == dict.fromkeys(places, RED)


def test_the_extent_of_a_sheet_grows_with_cells_that_are_put_in(tmp_path):
    """Dimension and spans hold the new cells."""
    path = workbook(
        tmp_path / "a.xlsx",
        sheet(
            '<sheetData><row r="2" spans="2:4"><c r="B2"><v>1</v></c></row></sheetData>',
            before='<dimension ref="B2:D2"/>',
        ),
    )
    file = io.BytesIO()
    annotate(path, CheckReport((), (finding("名单!F2"), finding("名单!A9"))), file, "zh")

    with zipfile.ZipFile(file) as package:
        content = package.read("xl/worksheets/sheet1.xml")
    assert b'<dimension ref="A2:F9"/>' in content
    assert b'spans="2:6"' in content


def test_a_sheet_with_prefixes_is_marked(tmp_path):
    """Some libraries write every element with a prefix."""
    part = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>1</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    found = marked(workbook(tmp_path / "a.xlsx", part), "B2", "C2", "A1", "2:2")

    assert colours(found) == dict.fromkeys(["B2", "C2", "A1"], RED)


def test_a_sheet_in_utf_16_is_marked():
    """The bytes are counted in UTF-8."""
    text = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"><sheetData>{ROWS}</sheetData></worksheet>'
    content = readied(text.encode("utf-16"))

    found = scan(content, [2])

    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert [cell.column for cell in found.rows[2].cells] == [2, 4]
    assert '<c r="B2" t="str" s="3"><v>甲'.encode() in restyled(content, found, {(2, 2): 3})


def test_the_drawing_of_comments_stands_where_the_schema_wants_it(tmp_path):
    """After the drawing, before tables, controls and extensions, also where another program wraps these."""
    later = (
        '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x14"/></mc:AlternateContent>'
        '<extLst><ext uri="{X}"/></extLst>'
    )
    path = workbook(tmp_path / "a.xlsx", sheet(f"<sheetData>{ROWS}</sheetData>", after=later))
    file = io.BytesIO()
    annotate(path, CheckReport((), (finding("名单!B2"),)), file, "zh")

    with zipfile.ZipFile(file) as package:
        names = [etree.QName(child).localname for child in etree.fromstring(package.read("xl/worksheets/sheet1.xml"))]
    assert names == ["sheetData", "pageMargins", "legacyDrawing", "AlternateContent", "extLst"]


def test_a_workbook_without_styles_and_texts_gets_them(tmp_path):
    """Some writers leave out whole parts."""
    path = workbook(tmp_path / "a.xlsx", sheet(f"<sheetData>{ROWS}</sheetData>"))
    file = io.BytesIO()
    annotate(path, CheckReport((), (finding("名单!B2"),)), file, "zh")

    with zipfile.ZipFile(file) as package:
        assert {"xl/styles.xml", "xl/sharedStrings.xml"} <= set(package.namelist())
        styles = etree.fromstring(package.read("xl/styles.xml"))
    names = ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"]
    assert [etree.QName(child).localname for child in styles] == names


def test_lists_of_styles_are_put_in_their_order():
    """A list that is missing among others is put where the schema wants it."""
    styles = Styles(f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><dxfs/></styleSheet>'.encode())
    styles.marked(0, Severity.ERROR)
    names = [etree.QName(child).localname for child in etree.fromstring(styles.content())]

    assert names == ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"]


def test_a_style_that_is_not_in_the_list_is_taken_as_the_first():
    """A cell may name a style that does not exist."""
    styles = Styles(None)

    assert styles.marked(99, Severity.NOTICE) == styles.marked(0, Severity.NOTICE)


def test_a_drawing_for_controls_is_used_for_comments_too():
    """A sheet has one old drawing: boxes are put beside the controls, which are not well-formed at times."""
    control = b'<v:shape id="_x0000_s1030"><v:textbox><div>a<br>b</div></v:textbox><x:ClientData ObjectType="Button">'
    drawing = b'<xml xmlns:v="urn:v" xmlns:x="urn:x">' + control + b"</x:ClientData></v:shape></xml>\n"

    new = with_boxes(drawing, {(3, 2): "话"}, [])

    assert new.startswith(drawing[: drawing.rindex(b"</xml>")])
    assert b'id="_x0000_s1031"' in new
    assert new.count(b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml"') == 1
    assert new.rstrip().endswith(b"</xml>")
    assert with_boxes(new, {(3, 2): "话"}, []) == new


@pytest.mark.parametrize("drawing", [b'<xml xmlns:v="urn:v"/>', b'<xml xmlns:v="urn:v">'])
def test_an_empty_or_cut_drawing_gets_its_boxes(drawing):
    """Whatever the drawing is like, the box is in it."""
    assert b"<x:Row>2</x:Row>" in with_boxes(drawing, {(3, 2): "话"}, [])


def test_a_box_is_taken_away_with_its_comment():
    """Only boxes of comments that are no more are taken out."""
    both = with_boxes(None, {(3, 2): "话", (5, 2): "话"}, [])

    one = with_boxes(both, {}, [(3, 2)])

    assert (both.count(b"<v:shape "), one.count(b"<v:shape ")) == (2, 1)
    assert b"<x:Row>4</x:Row>" in one


def test_a_comment_in_plain_text_becomes_a_run():
    """Text without runs and runs do not stand beside each other."""
    content = (
        f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList><comment ref="A1" authorId="0"'
    )
    comments = Comments(
        f"{content}><text><t>原话</t></text></comment><comment ref='A2' authorId='0'/></commentList></comments>".encode()
    )
    comments.take_out_ours()
    comments.add((1, 1), "我们的话")
    comments.add((2, 1), "我们的话")
    texts = etree.fromstring(comments.content()).findall(f".//{{{MAIN}}}text")

    assert [[etree.QName(part).localname for part in text] for text in texts] == [["r", "r"], ["r"]]
    assert "".join(map(str, texts[0].itertext())) == "原话\n\n▼ minzheng\n我们的话\n▲ minzheng"


def test_our_words_are_found_when_another_program_has_cut_them_into_runs():
    """What stands before and after them stays; where the end is missing, nothing is taken away."""
    runs = "".join(f"<r><t>{part}</t></r>" for part in ("原话\n▼ min", "zheng\n我们", "的话\n▲ minzheng\n补", "充"))
    head = f'<comments xmlns="{MAIN}"><authors/><commentList><comment ref="A1"><text>'
    comments = Comments(f"{head}{runs}</text></comment></commentList></comments>".encode())
    open_ended = Comments(f"{head}<t>▼ minzheng 没有结尾</t></text></comment></commentList></comments>".encode())
    for given in (comments, open_ended):
        given.take_out_ours()

    assert "".join(map(str, etree.fromstring(comments.content()).itertext())) == "原话\n补充"
    assert (comments.were_ours, open_ended.were_ours) == ({(1, 1)}, set())


def test_the_table_of_texts_is_counted_not_believed():
    """New texts stand behind all old ones, whatever the table says of its length."""
    strings = Strings(
        f'<sst xmlns="{MAIN}" count="9" uniqueCount="1"><si><t>甲</t></si><si><t>乙</t></si></sst>'.encode()
    )
    places = [strings.place("丙"), strings.place("丁 "), strings.place("丙")]
    root = etree.fromstring(strings.content())

    assert places == [2, 3, 2]
    assert [text.strip() for text in root.itertext()] == ["甲", "乙", "丙", "丁"]
    assert (root.get("count"), root.get("uniqueCount")) == ("12", "4")


@pytest.mark.parametrize(
    "table", [f'<sst xmlns="{MAIN}"/>', f'<s:sst xmlns:s="{MAIN}"></s:sst>', f'<sst xmlns="{MAIN}"> </sst>']
)
def test_an_empty_table_of_texts_is_filled(table):
    """Also one that is a single tag, or has a prefix."""
    strings = Strings(table.encode())
    strings.place("甲")

    assert [found.text for found in etree.fromstring(strings.content()).iter(f"{{{MAIN}}}t")] == ["甲"]


def test_names_of_parts_are_compared_without_case():
    """Programs do not agree on the case of the names of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/Styles.XML", "old")
    with zipfile.ZipFile(file) as archive:
        package = Package(archive)
        package.put("xl/styles.xml", b"new")
        package.put("xl/more.xml", b"more")
        package.put("xl/gone.xml", b"gone")
        package.remove("xl/gone.xml")
        written = io.BytesIO()
        package.write(written)
    with zipfile.ZipFile(written) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "xl/Styles.XML": b"new",
            "xl/more.xml": b"more",
        }
    assert "xl/STYLES.xml" in package
    with pytest.raises(KeyError):
        package.read("xl/gone.xml")


def test_a_workbook_that_contradicts_itself_is_refused(tmp_path):
    """Parts that are cut off, missing or something else are told in one line, not as a traceback."""
    rows = f"<sheetData>{ROWS}</sheetData>"
    broken = [
        workbook(tmp_path / "styles.xlsx", sheet(rows), styles="<styleSheet>"),
        workbook(tmp_path / "texts.xlsx", sheet(rows), sharedStrings="<other/>"),
        workbook(tmp_path / "drawing.xlsx", sheet(rows, after='<legacyDrawing r:id="rId9"/>')),
    ]

    for path in broken:
        with pytest.raises(ReadError) as refused:
            marked(path, "B2")
        assert refused.value.source == str(path)


def test_all_kinds_of_values_are_carried_over():
    """Numbers, days, times and shares stay what they are; texts stay texts, and what a cell cannot hold is text."""
    values: list[Value] = [
        "=1+1", 12, 1.5, Decimal("0.1"), True, date(2019, 3, 5),
        datetime.fromisoformat("2019-03-05 14:30"), time(8, 30),
        timedelta(hours=30), Percent(0.35), Uncalculated("=A1"), CellError("#N/A"), None, date(1899, 12, 1),
        datetime.fromisoformat("1899-12-01 08:00"), 1234567890123456789, "长" * 40000,
    ]  # fmt: skip
    sheets = (
        Sheet(name="表/一", rows=lambda: iter([(3, values)]), merged=(Area(5, 1, 6, 2),), hidden_rows=frozenset({3})),
        Sheet(name="表_一", rows=lambda: iter([(900, ["远"])]), is_hidden=True),
    )
    contents = contents_of(Book(path=Path("a.ods"), form="ods", sheets=sheets))
    book = openpyxl.load_workbook(contents.file)
    found = [cell.value for cell in book["表_一"][3]]

    assert contents.titles == {"表/一": "表_一", "表_一": "表_一(2)"}
    assert found[:5] == ["=1+1", 12, 1.5, 0.1, True]
    assert found[5:8] == [datetime.fromisoformat("2019-03-05"), datetime.fromisoformat("2019-03-05 14:30"), time(8, 30)]
    assert found[8:16] == [
        timedelta(hours=30), 0.35, "=A1", "#N/A", None, "1899-12-01", "1899-12-01 08:00:00", "1234567890123456789"
    ]  # fmt: skip
    assert [book["表_一"].cell(3, column).data_type for column in (1, 11, 12, 16)] == ["s"] * 4
    assert str(found[16]).endswith("长…")
    assert "A5:B6" in book["表_一"].merged_cells
    assert book["表_一"].row_dimensions[3].hidden
    assert book["表_一(2)"].sheet_state == "hidden"
    assert book["表_一(2)"]["A900"].value == "远"


def test_a_workbook_shows_one_sheet_at_least():
    """Where all sheets of a file are hidden, the first is shown."""
    sheets = tuple(Sheet(name=name, rows=lambda: iter(()), is_hidden=True) for name in ("甲", "乙"))
    book = openpyxl.load_workbook(contents_of(Book(path=Path("a.xls"), form="xls", sheets=sheets)).file)

    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden"]


def test_something_else_is_no_sheet():
    """A part that is no sheet, or has no rows, is told as such."""
    for content in (b"<other/>", b"<worksheet></worksheet>"):
        with pytest.raises(KeyError):
            scan(content, [1])


def test_tags_in_comments_are_no_tags():
    """What stands in a comment or a section of characters is not taken for a row."""
    content = readied(
        f'<worksheet xmlns="{MAIN}"><!-- <row r="2"/> --><sheetData>{ROWS}</sheetData></worksheet>'.encode()
    )

    found = scan(content, [2])

    assert [cell.column for cell in found.rows[2].cells] == [2, 4]


def test_the_difference_stands_in_the_comment(tmp_path):
    """By how much a figure is off is said beside what is wanted."""
    off = attrs.evolve(finding("名单!B2"), difference="3", suggestion=Text("或为 4。", "Perhaps 4. "))
    file = io.BytesIO()
    annotate(
        workbook(tmp_path / "a.xlsx", sheet(f"<sheetData>{ROWS}</sheetData>")), CheckReport((), (off,)), file, "zh"
    )

    said = openpyxl.load_workbook(file)["名单"]["B2"].comment.text
    assert "应为：对的（相差 3）\n处理：或为 4。请改正。" in said
