"""The brief as Markdown, Word and a page: the same words, on one sheet of paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as reader

from minzheng_domain import Catalogue, Dossier, Header, Ledger, Period
from minzheng_domain.plugin import Exporter, ExportOptions, Language, Paragraph, Sensitivity
from minzheng_domain.plugin.visibility import may_see_groups, may_see_number
from minzheng_domain.testing.contracts import ExporterContract
from minzheng_domain.text import LANGUAGES
from minzheng_domain_report.brief import BRIEF, BRIEF_HTML, BRIEF_WORD, brief_of

YEAR = Period.year(2019, cutoff="2019-12-18")
EXAMPLE = Path(__file__).parents[3] / "examples" / "jiading-2019" / "ledger.json"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


class TestBrief(ExporterContract):
    """The brief in Markdown keeps what every format keeps."""

    exporter = BRIEF


class TestBriefWord(ExporterContract):
    """The brief in Word keeps what every format keeps."""

    exporter = BRIEF_WORD


class TestBriefHtml(ExporterContract):
    """The brief as a page keeps what every format keeps."""

    exporter = BRIEF_HTML


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The figures of the example beside those of the year before."""
    if not EXAMPLE.is_file():
        pytest.skip("the example is not here: the tests run on a copy, without the sources")
    catalogue = Catalogue.builtin()
    return catalogue.dossier(catalogue.read(EXAMPLE), YEAR, compare=True)


def made(exporter: Exporter, given_: Dossier, language: Language = "zh") -> bytes:
    """Return the brief in a format."""
    file = io.BytesIO()
    exporter.write(given_, file, ExportOptions(language=language))
    return file.getvalue()


def said(exporter: Exporter, content: bytes) -> str:
    """Return the text of a brief without what only lays it out."""
    if exporter is BRIEF_WORD:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = "".join(map(str, etree.fromstring(archive.read("word/document.xml")).itertext(_TEXT)))
    elif exporter is BRIEF_HTML:
        (article,) = reader.fromstring(content.decode("utf-8")).iterfind(".//article")
        found = "".join(map(str, article.itertext()))
    else:
        found = content.decode("utf-8")
    return "".join(found.split())


@pytest.mark.parametrize("exporter", [BRIEF, BRIEF_WORD, BRIEF_HTML], ids=lambda exporter: exporter.format)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_says_every_paragraph(exporter, language, dossier):
    """Title, paragraphs with their comparisons, and the day stand in each."""
    document = brief_of(dossier, ExportOptions(language=language))
    text = said(exporter, made(exporter, dossier, language))

    assert len(document.preamble) == 7
    for block in document.preamble:
        assert isinstance(block, Paragraph)
        assert "".join(block.text(language).split()) in text
    assert ("2019年12月18日" if language == "zh" else "2019-12-18") in text


def test_the_figures_of_the_example_are_told_against_the_year_before(dossier):
    """Increase, decrease and what is not on record, each with its number."""
    text = made(BRIEF, dossier).decode("utf-8")

    assert "登记在册的社区社会组织共205家（同比增加8家）；年内登记成立社区社会组织12家（同比减少2家）。" in text
    assert "公益项目资金997.81万元（同比增加238.11万元）" in text
    assert "开展培训近112场（同比增加约36场）" in text
    assert "行业协会商会8家（上年同期无记录）" in text
    assert "附：" not in text, "a brief has no annex"


def test_the_day_is_that_of_the_report(dossier):
    """Without a report it is the last day whose data count."""
    assert brief_of(attrs.evolve(dossier, document=None), ExportOptions()).signed_on == YEAR.cutoff


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_tells_nothing_that_the_public_may_not_see(language, dossier):
    """The formats are said to hold what is public: so is every number in it."""
    for number in brief_of(dossier, ExportOptions(language=language)).numbers():
        assert may_see_number(number.figure, Sensitivity.PUBLIC)
        assert number.group is None or may_see_groups(number.figure, Sensitivity.PUBLIC)


def _large(given_: Dossier) -> Dossier:
    """Return the dossier with numbers as large as those of a big city."""
    by = Decimal("123.4567")
    return attrs.evolve(
        given_,
        figures={
            name: attrs.evolve(figure, value=(figure.value or 0) * by) for name, figure in given_.figures.items()
        },
    )


def test_it_is_one_page_of_paper(dossier, printed: Callable[..., Any]):
    """In Word, in both languages, with the numbers of the example and with much larger ones."""
    contents = [
        made(BRIEF_WORD, one, language) for one in (dossier, _large(dossier)) for language in LANGUAGES
    ]

    assert [len(pages) for pages in printed(*contents)] == [1, 1, 1, 1]


_HOSTILE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["<script>x</script>", "# 题\n\n| a |", "\u202e\u2066", "\x00\x1b", "\ud800\uffff", "名" * 300]),
)


@given(_HOSTILE)
def test_hostile_names_are_words(bureau):
    """Whatever the bureau is called, the page can be read and has no element that the name brought; so has Word."""
    book = Ledger.of([], header=Header(title="示例", bureau=bureau))
    given_ = Catalogue.builtin().dossier(book, YEAR, compare=True)
    tree = reader.fromstring(made(BRIEF_HTML, given_).decode("utf-8"))

    assert len(tree.findall(".//script")) == 1
    assert said(BRIEF_WORD, made(BRIEF_WORD, given_))
    assert len([line for line in made(BRIEF, given_).decode("utf-8").split("\n") if line.startswith("#")]) == 1
