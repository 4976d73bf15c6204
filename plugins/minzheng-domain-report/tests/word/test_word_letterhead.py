"""The red head and the imprint: who issues a document, under which number, to whom, and who prints it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from lxml import etree

from minzheng_domain.plugin import Document, Dossier, Header, Ledger, Paragraph, Period, WriteError
from minzheng_domain_report.word.exporter import WORD
from minzheng_domain_report.word.options import WordOptions

YEAR = Period.year(2019, cutoff="2019-12-18")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(signer: str = "示范区民政局", language: Any = "zh", **options: Any) -> Any:
    """Return a document with some options as another library reads it."""
    preamble = (Paragraph(("正文。",)),)
    document = Document(title=("标题",), language=language, period=YEAR, signer=signer, preamble=preamble)
    dossier = Dossier(ledger=Ledger({}, header=Header(title="示例")), period=YEAR, document=document)
    file = io.BytesIO()
    WORD.write(dossier, file, WordOptions(language=language, **options))
    return docx.Document(file)


def lines(document: Any) -> list[tuple[str, str]]:
    """Return style and words of each paragraph."""
    return [(paragraph.style.style_id, paragraph.text) for paragraph in document.paragraphs]


def cells(document: Any) -> list[list[str]]:
    """Return the words of the imprint, row by row."""
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def test_a_report_for_the_website_has_neither_head_nor_imprint():
    """Without a red head the title comes first and the date last."""
    document = read(addressee="区人民政府")

    assert [style for style, _ in lines(document)] == ["Title", "Salutation", "BodyText", "Signature", "Date"]
    assert lines(document)[1][1] == "区人民政府："
    assert not document.tables


def test_a_red_head_names_issuer_and_number():
    """The issuer is the signer with 文件 unless another is given; below it stands the number."""
    assert lines(read(letterhead=True, document_number="示民〔2020〕1号"))[:3] == [
        ("Letterhead", "示范区民政局文件"),
        ("DocumentNumber", "示民〔2020〕1号"),
        ("Title", "标题"),
    ]
    assert lines(read(letterhead=True, issuer="示范区民政局(公开)"))[0] == ("Letterhead", "示范区民政局（公开）")


def test_the_issuer_is_as_large_as_fits_the_line():
    """A short name is 48 pt, a longer one smaller, and none smaller than the text."""
    sizes = [read(letterhead=True, issuer="局" * count).paragraphs[0].runs[0].font.size.pt for count in (4, 12, 200)]

    assert sizes == [48, 36, 16]


def test_a_document_to_a_superior_names_who_approved_it():
    """Number to the left, the one who approved it to the right."""
    assert lines(read(letterhead=True, document_number="示民〔2020〕1号", approved_by="某某"))[1] == (
        "DocumentNumber",
        "示民〔2020〕1号\t签发人：某某",
    )


def test_the_imprint_tells_copies_and_who_printed_it_when():
    """Without more, the signer prints it on the day of signing; a full stop of the user's is not doubled."""
    assert cells(read(letterhead=True)) == [["示范区民政局", "2019年12月18日印发"]]
    told = cells(
        read(letterhead=True, copies="区司法局。", printed_by="示范区民政局办公室", printed_on=date(2019, 12, 20))
    )
    assert told == [["抄送：区司法局。"] * 2, ["示范区民政局办公室", "2019年12月20日印发"]]


def test_the_imprint_floats_at_the_foot_of_the_type_area():
    """It is a table whose place does not depend on where the text ends."""
    place = read(letterhead=True).tables[0]._tbl.find(f".//{W}tblpPr")

    assert place.get(f"{W}tblpYSpec") == "bottom"
    assert place.get(f"{W}vertAnchor") == "margin"


def test_english_letters_are_worded_in_english():
    """Head and imprint are told in the language of the report."""
    document = read(language="en", letterhead=True, approved_by="A. B.", addressee="District", copies="Justice")

    assert lines(document)[1][1] == "\tApproved by: A. B."
    assert ("Salutation", "District:") in lines(document)
    assert cells(document) == [["Copies: Justice."] * 2, ["示范区民政局", "printed on 2019-12-18"]]


@pytest.mark.parametrize(
    "options",
    [
        {"document_number": "1"},
        {"issuer": "局"},
        {"copies": "甲", "approved_by": "乙"},
        {"printed_on": date(2020, 1, 1)},
    ],
)
def test_what_only_a_red_head_has_is_not_silently_left_out(options):
    """An option that would change nothing is an error that names it."""
    with pytest.raises(WriteError) as error:
        read(**options)
    assert all(name in str(error.value) for name in options)
    assert "letterhead" in str(error.value)


def test_a_red_head_without_issuer_is_refused():
    """Where neither the option nor the ledger says who issues it, there is no red head to write."""
    with pytest.raises(WriteError, match="issuer"):
        read(signer="", letterhead=True)
    assert lines(read(signer="", letterhead=True, issuer="某局文件"))[0] == ("Letterhead", "某局文件")


def test_a_red_line_stands_below_the_number():
    """The number's paragraph has a red border at its foot, as wide as the type area."""
    sheet: Any = etree.fromstring(etree.tostring(read(letterhead=True).styles.element))
    style = next(one for one in sheet.iter(f"{W}style") if one.get(f"{W}styleId") == "DocumentNumber")
    border = style.find(f"{W}pPr/{W}pBdr/{W}bottom")

    assert border.get(f"{W}color") == "FF0000"
    assert style.find(f"{W}pPr/{W}ind").get(f"{W}left") is None
