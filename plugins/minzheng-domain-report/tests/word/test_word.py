"""The format word: what stands in the file, and that Word's rules for files are kept."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from minzheng_domain import Catalogue
from minzheng_domain.plugin import (
    Chart,
    Document,
    Dossier,
    Header,
    Ledger,
    Number,
    Paragraph,
    Period,
    Section,
    Table,
    WriteError,
    write_file,
)
from minzheng_domain.testing.contracts import ExporterContract
from minzheng_domain.testing.samples import sample_dossier
from minzheng_domain_report.word.exporter import WORD
from minzheng_domain_report.word.options import WordOptions

EXAMPLE = Path(__file__).parents[4] / "examples" / "jiading-2019" / "ledger.json"
YEAR = Period.year(2019, cutoff="2019-12-18")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

YARDSTICK = (
    *("2批", "20家", "2家", "13家", "1392万元", "3人", "8家"),
    *("12家", "7家", "1家", "3家", "1家", "205家", "43家", "106家", "33家", "23家"),
    *("31家", "41个", "765.67万元", "6家", "8个", "232.14万元"),
    *("12场", "近百次", "6家", "1家", "28家", "2家", "13场"),
)
"""Every figure that the bureau's own report of 2019 states, in the order in which ours states them."""

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "jc textDirection textAlignment outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols docGrid",
    "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl noLineBreaksAfter "
    "noLineBreaksBefore compat themeFontLang decimalSymbol listSeparator",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr",
    "font": "altName panose1 charset family pitch",
}
"""In which order the schema has the properties of things (ECMA-376, part 1); Word takes no file that has another."""

REFERENCE = re.compile(r'\br:id="(.*?)"')

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("&<>\"'\t\r\n(),:;!?「」"),
        st.sampled_from("\x00\x01\x08\x0b\x0c\x1f\x7f\x85\u200f\u202e\u2066\u2028\ufffe\uffff\ud800\udfff"),
        st.characters(),
    ),
    max_size=300,
)


class TestContract(ExporterContract):
    """What every export format keeps."""

    exporter = WORD


def written(document: Any, **options: Any) -> bytes:
    """Return a document as a Word file."""
    dossier = Dossier(ledger=Ledger({}, header=Header(title="示例")), period=YEAR, document=document)
    file = io.BytesIO()
    WORD.write(dossier, file, WordOptions(language=document.language, **options))
    return file.getvalue()


def document(*blocks: Any, **more: Any) -> Any:
    """Return a report of one chapter."""
    chapter = Section("c", 1, "一、", ("章",), blocks)
    plain: dict[str, Any] = {
        "title": ("标题",),
        "language": "zh",
        "period": YEAR,
        "signer": "某局",
        "sections": (chapter,),
    }
    return Document(**{**plain, **more})


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a file, and of the workbooks in it, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(content: bytes, name: str) -> Any:
    """Return a part of a file as XML."""
    return etree.fromstring(parts(content)[name])


def text(content: bytes) -> str:
    """Return the text of a file, a line for each paragraph, those in tables included."""
    root = xml(content, "word/document.xml")
    return "\n".join("".join(node.text or "" for node in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def styles(content: bytes) -> list[tuple[str, str]]:
    """Return for each paragraph of the text its style and its words, as another library reads them."""
    paragraphs: Any = docx.Document(io.BytesIO(content)).paragraphs
    return [(paragraph.style.style_id, paragraph.text) for paragraph in paragraphs]


@pytest.fixture(scope="module")
def example() -> Any:
    """The dossier of the example."""
    return Catalogue.builtin().dossier(Catalogue.builtin().read(EXAMPLE), YEAR)


def charted(example: Any) -> Any:
    """Return the example's report with two charts and a table."""
    registered, training = example.figures["community.registered"], example.figures["training.sessions"]
    charts = [
        Chart(
            figure.measure.title.zh,
            tuple(part.label.zh for part in figure.parts.values()),
            tuple(Number(figure, code) for code in figure.parts),
            figure.measure.unit.label.zh,
        )
        for figure in (registered, training)
    ]
    table = Table("登记(家)", ("项目", "数值"), (("合计", Number(registered)), ("无", "—")), "家", ("甲。", "乙。"))
    return attrs.evolve(example.document, preamble=(*charts, table, Paragraph(("完。",))))


def test_every_figure_of_the_bureaus_own_report_stands_in_the_examples(example):
    """The example's Word file states each figure of the report that the bureau published, in its order."""
    whole, place = text(written(example.document)), 0
    for figure in YARDSTICK:
        found = whole.find(figure, place)
        while found > 0 and (whole[found - 1].isdigit() or whole[found - 1] == "."):
            found = whole.find(figure, found + 1)
        assert found >= 0, f"{figure} is not told after {whole[place - 20 : place]}"
        place = found + len(figure)


def test_made_up_records_are_said_to_be_made_up(example):
    """A report on made-up records says so below its title and above every page; no other does."""
    made_up, real = (written(attrs.evolve(example.document, synthetic=said)) for said in (True, False))

    assert styles(made_up)[1] == ("Subtitle", "（以下数据均为虚构，仅作示例）")
    assert "虚构数据，仅作示例" in parts(made_up)["word/header.xml"].decode()
    assert "虚构" not in text(real)
    assert "word/header.xml" not in parts(real)
    section = docx.Document(io.BytesIO(made_up)).sections[0]
    above = [part.paragraphs[0].text for part in (section.header, section.even_page_header)]
    assert above == ["虚构数据，仅作示例"] * 2


def test_headings_are_those_of_word():
    """Chapters and their parts have the built-in styles, so that Word can navigate; the fifth level as the fourth."""
    deep = Section("", 5, "①", ("深",))
    inner = tuple(Section("", level, number, (number,)) for level, number in ((2, "（一）"), (3, "1."), (4, "（1）")))
    content = written(document(sections=(Section("", 1, "一、", ("章",), sections=(*inner, deep)),)))

    assert [(style, words) for style, words in styles(content) if style.startswith("Heading")] == [
        ("Heading1", "一、章"),
        ("Heading2", "（一）（一）"),
        ("Heading3", "1.1."),
        ("Heading4", "（1）（1）"),
        ("Heading4", "①深"),
    ]


@pytest.mark.parametrize("bold", [False, True])
def test_headings_of_the_third_level_are_bold_where_a_bureau_has_them_so(bold):
    """The standard has them plain; an option makes them bold, and no other level."""
    root = xml(written(document(), heading3_bold=bold), "word/styles.xml")
    made = {style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}b") for style in root.iter(f"{W}style")}

    assert made["Heading3"].get(f"{W}val") == str(int(bold))
    assert made["Heading2"].get(f"{W}val") == "0"


def test_fonts_are_those_of_the_standard_with_others_in_their_stead(example):
    """Each kind of paragraph names its font for Chinese; the font table names what may stand in where it is missing."""
    content = written(example.document)
    fonts = {
        style.getparent().get(f"{W}styleId"): (
            style.find(f"{W}rFonts").get(f"{W}eastAsia"),
            style.find(f"{W}sz").get(f"{W}val"),
        )
        for style in xml(content, "word/styles.xml").iterfind(f"{W}style/{W}rPr")
    }
    assert fonts["Title"] == ("方正小标宋简体", "44")
    assert fonts["Heading1"] == ("黑体", "32")
    assert fonts["Heading2"] == ("楷体_GB2312", "32")
    assert fonts["Heading3"] == fonts["BodyText"] == ("仿宋_GB2312", "32")
    assert fonts["Footer"] == ("宋体", "28")
    table = {
        font.get(f"{W}name"): alternative.get(f"{W}val")
        for font in xml(content, "word/fontTable.xml")
        for alternative in font.iter(f"{W}altName")
    }
    assert "宋体" in table["方正小标宋简体"]
    assert "仿宋" in table["仿宋_GB2312"]
    assert "楷体" in table["楷体_GB2312"]


def test_no_line_begins_with_the_unit_of_a_number(example):
    """The words of every unit in the text are among the signs that Word keeps from the beginning of a line."""
    never = xml(written(example.document), "word/settings.xml").find(f"{W}noLineBreaksBefore").get(f"{W}val")

    assert set("家万元批人个场次件") <= set(never)
    assert set("，。、；：？！）》”") <= set(never)
    assert "205家" in text(written(example.document)), "whoever searches for it finds it"


def test_an_english_report_has_latin_fonts_and_its_own_signs():
    """An English report keeps its punctuation, has no end of a line between number and unit, and bold headings."""
    dossier = Catalogue.builtin().dossier(Catalogue.builtin().read(EXAMPLE), YEAR, language="en")
    content = written(dossier.document)

    assert "205\u00a0organizations" in text(content)
    assert "\n局, b\n" in text(written(document(language="en", preamble=(Paragraph(("局, b",)),))))
    assert ("Heading1", "4. Plans for 2020") in styles(content)
    assert b'w:lang="zh-CN"' not in parts(content)["word/settings.xml"]


def test_a_title_too_long_for_a_line_is_broken_where_no_word_is_torn(example):
    """The two lines of a title end after a bracket, before a year or 关于, as equal as may be; a short one has one."""
    assert styles(written(example.document))[0][1] == "嘉定区民政局（示例）\n2019年法治政府建设年度报告"
    assert styles(written(document(title=("短的标题",))))[0][1] == "短的标题"
    assert styles(written(document(title=("无处可断" * 8,))))[0][1] == "无处可断" * 8
    assert (
        styles(written(document(title=("某某区民政局关于2019年度推进法治政府建设情况的报告",))))[0][1].count("\n") == 1
    )


def test_a_chart_is_drawn_by_word_itself_and_told_to_those_who_cannot_see_it(example):
    """The chart part has labels and numbers in it, the drawing says them in words, table and workbook repeat them."""
    found = parts(written(charted(example)))
    chart = found["word/charts/chart1.xml"].decode()

    assert all(f"<c:v>{number}</c:v>" in chart for number in (43, 106, 33, 23))
    drawing = next(etree.fromstring(found["word/document.xml"]).iter("{*}docPr"))
    assert drawing.get("descr") == (
        "条形图：累计登记社区社会组织（计量单位：家）。"
        "社区生活服务类43；社区公益慈善类106；社区文体活动类33；社区专业调处类23。"
    )
    assert "近100" in found["word/charts/chart2.xml"].decode(), "what is not exact is not drawn as if it were"
    book = parts(found["word/embeddings/chart1.xlsx"])
    assert b">106</" in book["xl/worksheets/sheet1.xml"]
    assert "社区公益慈善类" in book["xl/sharedStrings.xml"].decode()
    table, *_ = docx.Document(io.BytesIO(written(charted(example)))).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:3] == [["社区生活服务类", "43"], ["社区公益慈善类", "106"]]


def test_the_workbook_of_a_chart_is_one(example):
    """Another library reads labels and numbers from it."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(parts(written(charted(example)))["word/embeddings/chart2.xlsx"]))

    assert list(book["Sheet1"].values) == [(None, "培训活动"), ("区级", 12), ("街镇级", 100)]


def test_a_number_that_cannot_be_computed_leaves_its_bar_out(example):
    """A growth on nothing has no bar and an empty cell; the table says that it cannot be computed."""
    empty = Catalogue.builtin().dossier(Ledger({}, header=Header(title="空")), YEAR)
    none = next(figure for figure in empty.figures.values() if figure.value is None)
    chart = Chart("增长率", ("甲",), (Number(none),), "%")
    content = written(document(chart))

    assert "<c:pt idx" not in parts(content)["word/charts/chart1.xml"].decode().split("<c:val>")[1]
    assert "（无法计算）" in text(content)


def test_a_table_states_its_unit_once_and_repeats_its_head(example):
    """Title and unit stand above, notes below; numbers are bare; the head is repeated and no row is torn apart."""
    content = written(charted(example))
    lines = text(content).splitlines()

    place = lines.index("登记（家）")
    told = ["登记（家）", "计量单位：家", "项目", "数值", "合计", "205", "无", "—", "注1：甲。", "注2：乙。"]
    assert lines[place : place + len(told)] == told
    root = xml(content, "word/document.xml")
    for table in root.iter(f"{W}tbl"):
        first, *rows = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *rows))
        columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert [int(cell.get(f"{W}w")) for cell in first.iter(f"{W}tcW")] == columns
        assert sum(columns) <= 8844
    styled = {words: style for style, words in _cells(root)}
    told = [styled[words] for words in ("205", "—", "合计", "项目")]
    assert told == ["TableNumber", "TableNumber", "TableCell", "TableHead"]


def _cells(root: Any) -> list[tuple[str, str]]:
    return [
        (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(node.text for node in p.iter(f"{W}t")))
        for cell in root.iter(f"{W}tc")
        for p in cell.iter(f"{W}p")
    ]


def test_a_table_without_heads_is_its_title_and_notes():
    """A table of nothing makes no table that Word could not read."""
    content = written(document(Table("空表", (), (), notes=("无数据。",)), Table("无行", ("头",), ())))

    assert "空表\n注：无数据。" in text(content)
    assert len(docx.Document(io.BytesIO(content)).tables) == 1


def test_a_table_of_very_many_columns_is_written():
    """However many columns are asked for, each has some width."""
    content = written(document(Table("宽表", ("头",) * 60, (("值" * 10,) * 60,))))

    columns = [int(column.get(f"{W}w")) for column in xml(content, "word/document.xml").iter(f"{W}gridCol")]
    assert len(columns) == 60
    assert all(columns)
    assert sum(columns) <= 8844


def test_attachments_are_numbered_where_there_are_several():
    """One attachment has no number; several have; none has a full stop."""
    assert "\n附件：统计表\n" in text(written(document(attachments=("统计表",))))
    assert "\n附件：1.统计表\n2.名单（公开）\n" in text(written(document(attachments=("统计表", "名单(公开)"))))


def test_a_document_without_signer_ends_with_its_date():
    """Where nobody is known to sign, the date stands alone."""
    assert text(written(document(signer="", signed_on=date(2020, 1, 8)))).splitlines()[-2:] == [
        "一、章",
        "2020年1月8日",
    ]


def test_an_empty_document_is_written():
    """A document with nothing but a title is a Word file."""
    content = written(document(sections=(), signer=""))

    assert styles(content) == [("Title", "标题"), ("Date", "2019年12月18日")]


def test_properties_stand_in_the_order_of_the_schema(example):
    """Word refuses files whose properties are in another order."""
    letter = {"document_number": "1", "copies": "甲", "approved_by": "乙", "addressee": "丙"}
    content = written(charted(example), letterhead=True, **letter)
    seen = set()
    for name in parts(content):
        if name.startswith("word/") and name.endswith(".xml"):
            for element in xml(content, name).iter(*(f"{W}{kind}" for kind in ORDER)):
                kind = etree.QName(element).localname
                order = ORDER[kind].split()
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), (name, etree.tostring(element))
                seen.add(kind)
    assert seen == set(ORDER)


def test_every_part_is_declared_and_every_relation_leads_to_one(example):
    """Each part has its type, each relation its target, and each reference in a part its relation."""
    found: dict[str, Any] = parts(written(charted(example)))
    types = {part.get("PartName") for part in etree.fromstring(found["[Content_Types].xml"])}
    assert {f"/{name}" for name in found if not name.endswith(".rels")} - {"/[Content_Types].xml"} == types - {None}
    for name, content in found.items():
        if name.endswith(".rels"):
            relations: Any = etree.fromstring(content)
            targets = {one.get("Id"): one.get("Target").lstrip("/") for one in relations}
            assert set(targets.values()) <= set(found)
            part = name.replace("_rels/", "").removesuffix(".rels")
            if part:
                assert set(REFERENCE.findall(found[part].decode())) <= set(targets)


def test_the_file_is_small_and_bears_no_time_but_the_day_of_signing(example):
    """No thumbnail, theme or foreign template comes with it; its times are the day of signing."""
    content = written(example.document)

    assert len(content) < 20_000
    core: Any = docx.Document(io.BytesIO(content)).core_properties
    assert (core.created.date(), core.modified.date()) == (date(2019, 12, 18), date(2019, 12, 18))
    assert (core.title, core.author) == ("嘉定区民政局（示例）2019年法治政府建设年度报告", "嘉定区民政局（示例）")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(HOSTILE, HOSTILE, HOSTILE)
def test_whatever_a_text_holds_the_file_can_be_read(first, second, third):
    """Control characters, surrogates, marks and signs of XML in any place give a file with as many paragraphs."""
    blocks = (
        Paragraph((first, second)),
        Table(first, (second, "头"), ((third, first),), unit=third, notes=(second,)),
    )
    given_document = document(*blocks, title=(first,), signer=second, attachments=(third, first), synthetic=True)
    content = written(
        given_document,
        letterhead=True,
        issuer=first or "局",
        document_number=second,
        approved_by=third,
        addressee=first,
        copies=second,
        printed_by=third,
    )

    read = docx.Document(io.BytesIO(content))
    assert len(read.tables) == 2
    harmless = [style for style, _ in styles(content)]
    assert harmless.count("BodyText") == 1
    assert harmless.count("Attachment") == 2


@given(HOSTILE)
def test_whatever_a_label_holds_the_chart_can_be_read(words):
    """Labels and titles of charts may hold anything."""
    registered = _registered()
    content = written(document(Chart(words, (words,), (Number(registered),), words)))

    for name in ("word/charts/chart1.xml", "word/document.xml"):
        etree.fromstring(parts(content)[name])
    etree.fromstring(parts(parts(content)["word/embeddings/chart1.xlsx"])["xl/sharedStrings.xml"])


def _registered() -> Any:
    return sample_dossier().figures["community.registered"]


def test_a_dossier_without_a_report_in_the_language_is_refused(tmp_path):
    """Nothing is written where the document is missing or in the other language."""
    dossier = Dossier(ledger=Ledger({}, header=Header(title="示例")), period=YEAR, document=document(language="en"))

    for wrong in (dossier, attrs.evolve(dossier, document=None)):
        with pytest.raises(WriteError, match="没有 zh 文本的报告"):
            write_file(WORD, wrong, tmp_path / "report.docx")
    assert list(tmp_path.iterdir()) == []


def test_the_format_is_offered():
    """The plugin offers it to whoever has it installed."""
    from minzheng_domain_report import minzheng_exporters  # noqa: PLC0415 - what the host does

    assert WORD in list(minzheng_exporters())
