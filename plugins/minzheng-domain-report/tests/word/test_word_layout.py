"""The printed page: what LibreOffice makes of our Word files is measured against GB/T 9704-2012."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from minzheng_domain.plugin import Document, Dossier, Header, Ledger, Paragraph, Period, Section, Table
from minzheng_domain_report.word.exporter import WORD
from minzheng_domain_report.word.options import WordOptions

YEAR = Period.year(2019)
SIGNER = "示范区民政局"
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
"""The edges of the type area, in millimetres from the left and upper edge of the page."""

MAY_HANG = set("，。、；：！？”’）》」』】〕")
"""LibreOffice lets a sign of punctuation stand outside the type area, whatever the file says."""


def word(document: Document, **options: Any) -> bytes:
    """Return a document as a Word file."""
    dossier = Dossier(ledger=Ledger({}, header=Header(title="示例")), period=YEAR, document=document)
    file = io.BytesIO()
    WORD.write(dossier, file, WordOptions(language=document.language, **options))
    return file.getvalue()


def document(*paragraphs: str, **more: Any) -> Any:
    """Return a report of some paragraphs."""
    blocks = tuple(Paragraph((words,)) for words in paragraphs)
    given: dict[str, Any] = {"title": ("标题",), "language": "zh", "signer": SIGNER, "preamble": blocks, "period": YEAR}
    return Document(**{**given, **more})


@pytest.fixture(scope="module")
def plain(printed: Callable[..., Any]) -> Any:
    """The pages of a long text that is nothing but Chinese characters."""
    return printed(word(document("字" * 28 * 70, "终。")))[0]


def test_the_paper_is_a4(plain):
    """Every page is 210 by 297 mm."""
    assert len(plain) == 4
    assert all((page.width, page.height) == pytest.approx((210, 297), abs=0.2) for page in plain)


def test_a_full_page_has_22_lines(plain):
    """A page that is full has 22 lines, 225 mm divided by 22 apart."""
    for page in plain[1:3]:
        lines = page.lines(bottom=BOTTOM + 2)
        assert len(lines) == 22
        steps = [below[0].bottom - above[0].bottom for above, below in itertools.pairwise(lines)]
        assert steps == pytest.approx([225 / 22] * 21, abs=0.1)


def test_a_full_line_has_28_characters(plain):
    """A full line holds 28 characters and fills the type area; the first of a paragraph begins two characters in."""
    for page in plain[1:3]:
        for line in page.lines(bottom=BOTTOM + 2):
            assert len(line) == 28
            assert line[0].left == pytest.approx(LEFT, abs=0.3)
            assert line[-1].right == pytest.approx(RIGHT, abs=0.7)
    first = plain[0].lines(top=60)[0]
    assert len(first) == 26
    assert first[0].left == pytest.approx(LEFT + 2 * 156 / 28, abs=0.5)


def test_the_page_number_stands_outside_below_the_type_area(plain):
    """It reads — 1 —, its dashes 7 mm below the type area, one character in: odd pages right, even pages left."""
    for number, page in enumerate(plain, start=1):
        (line,) = page.lines(top=BOTTOM + 2)
        assert "".join(sign.sign for sign in line) == f"—{number}—"
        dash = line[0].ink
        assert (dash[0] + dash[1]) / 2 - BOTTOM == pytest.approx(7, abs=1)
        if number % 2:
            assert line[-1].right == pytest.approx(RIGHT - 156 / 28, abs=0.5)
        else:
            assert line[0].left == pytest.approx(LEFT + 156 / 28, abs=0.5)


def test_a_signer_without_seal_stands_two_characters_in_and_the_date_two_right_of_it(printed):
    """A signer longer than the date ends two characters from the right; the date begins two characters right of it."""
    longer, shorter = printed(
        word(document("文。", signer="示范区民政局社会组织管理科")), word(document("文。", signer="某局"))
    )
    *_, name, day = longer[0].lines(bottom=BOTTOM)
    character = 156 / 28
    assert name[-1].right == pytest.approx(RIGHT - 2 * character, abs=0.7)
    assert day[0].left - name[0].left == pytest.approx(2 * character, abs=0.3)
    text, name, day = shorter[0].lines(top=60, bottom=BOTTOM)
    assert day[0].left - name[0].left == pytest.approx(2 * character, abs=0.3)
    assert day[-1].right <= RIGHT
    assert name[0].bottom - text[0].bottom == pytest.approx(2 * 225 / 22, abs=0.2)
    assert day[-1].bottom - name[0].bottom == pytest.approx(225 / 22, abs=0.2)


def test_a_signer_is_not_left_alone_on_a_page(printed):
    """However long a text is, the page with the signer has some of the text."""
    files = [word(document(*["字" * 26] * count)) for count in range(16, 24)]
    for pages in printed(*files):
        assert "字" in pages[-1].text
        assert SIGNER in pages[-1].text
        assert "2019年12月31日" in pages[-1].text


def test_a_red_head_stands_35_mm_below_the_type_areas_edge_and_the_imprint_at_its_foot(printed):
    """The issuer begins 35 mm below the upper edge; the imprint ends where the type area does, with the signer."""
    files = [
        word(document(*["字" * 26] * count), letterhead=True, document_number="示民〔2020〕1号", copies="甲局、乙局")
        for count in (1, 3, 4, 24)
    ]
    for pages in printed(*files):
        issuer, number, *_ = pages[0].lines()
        assert "".join(sign.sign for sign in issuer) == f"{SIGNER}文件"
        assert issuer[0].ink[0] - TOP == pytest.approx(35, abs=2)
        assert "".join(sign.sign for sign in number) == "示民〔2020〕1号"
        *text, copies, by = pages[-1].lines(bottom=BOTTOM + 1)
        assert "".join(sign.sign for sign in copies) == "抄送：甲局、乙局。"
        assert "".join(sign.sign for sign in by) == f"{SIGNER}2019年12月31日印发"
        assert BOTTOM - 6 < by[0].bottom < BOTTOM + 1
        *_, name, day = text
        assert "".join(sign.sign for sign in name) == SIGNER
        assert day[0].left - name[0].left == pytest.approx(2 * 156 / 28, abs=0.3)
        assert not any(SIGNER in page.text.replace(f"{SIGNER}文件", "") for page in pages[:-1])


def test_a_table_that_fits_a_page_stays_on_one(printed):
    """A table that does not fit on the rest of a page goes whole to the next."""
    table = Table("表题", ("项目", "数值"), tuple((f"第{row}行", "甲") for row in range(10)), unit="家")
    filled = document(*["字" * 26] * 16)
    given = document(sections=(Section("", 1, "一、", ("章",), (table,)),), preamble=filled.preamble)

    first, second = printed(word(given))[0]

    assert "表题" not in first.text
    assert all(f"第{row}行" in second.text for row in range(10))


def test_a_longer_table_goes_on_under_its_title_and_unit(printed):
    """Every page of a long table has its title, marked as going on after the first, its unit and its heads."""
    rows = tuple((f"第{row}行" + "很长的说明，" * (row % 5), "约4545人次", "甲") for row in range(90))
    table = Table("表题", ("项目", "数值", "说明"), rows, unit="家", notes=("注意。",))

    pages = printed(word(document(sections=(Section("", 1, "一、", ("章",), (table,)),))))[0]

    assert len(pages) > 4
    assert "表题" not in pages[0].text
    for place, page in enumerate(pages[1:-1]):
        assert page.text.count("表题" if place == 0 else "表题（续表）") == 1
        assert page.text.count("计量单位：家") == 1
        assert page.text.count("项目数值说明") == 1
    assert all(sum(page.text.count(f"第{row}行") for page in pages) == 1 for row in range(90))


def test_nothing_leaves_the_type_area(printed):
    """Whatever stands in a text, table or title, nothing but punctuation and page numbers leaves the type area."""
    words = "一是建设“四类”社会组织（2019年第12项），完成765.67万元、205家，GB/T 9704-2012；" * 6
    table = Table("很长的表题" * 12, ("头" * 30, "数"), (("长" * 200, "ABC " * 60), ("Unbroken" * 40, "1")))
    given = document(
        words,
        title=("很长的标题" * 20,),
        sections=(Section("", 1, "一、", (words,), (Paragraph((words,)), table)),),
        attachments=("很长的附件名称" * 10, "乙"),
        signer="很长的署名" * 12,
        signed_on=date(2020, 1, 8),
    )

    for pages in printed(word(given), word(given, letterhead=True, copies="某某局、" * 30, addressee="各街镇" * 20)):
        for page in pages:
            outside = [
                sign
                for line in page.lines(bottom=BOTTOM + 2)
                for sign in line
                if sign.sign not in MAY_HANG and (sign.left < LEFT - 0.5 or sign.right > RIGHT + 0.8)
            ]
            assert not outside
