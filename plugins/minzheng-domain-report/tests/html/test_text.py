"""Text out of records: it is shown as text, whatever characters it has, and breaks nothing."""

from __future__ import annotations

import io
import json
from typing import Any

import attrs
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain import Catalogue, Header, Ledger
from minzheng_domain.model.accountability import Narrative
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import ColumnKind, Record, Sensitivity
from minzheng_domain.testing import SAMPLE_PERIOD, hidden_values, ledgers, sample_ledger
from minzheng_domain_report.html.exporter import HtmlOptions, write_html
from minzheng_domain_report.html.shown import line, name, printable, prose

NASTY = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&amp;&lt;&#0;&nope;",
    "\"' onmouseover='alert(1)",
    "]]><!--",
    "-->",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eabc\u2066\u200f",
    "שלום עולם",
    "\x00\x01\x0b\x0c\x1b\x7f\x85\x9f",
    "\ufffe\uffff\U0001fffe\ud800",
    "\u2028\u2029",
    "\r\n\t",
    "𠮷野家",
    "长" * 300,
    "W" * 300,
)


def nasty_texts() -> st.SearchStrategy[str]:
    """Draw texts that have broken pages before, and any others."""
    piece = st.sampled_from(NASTY) | st.text(max_size=20) | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Cn"]))
    return st.lists(piece, min_size=1, max_size=3).map("".join)


def filled(text: str) -> Ledger:
    """Return the sample ledger with one text in every name and every text of it, and in its header."""

    def changed(record: Record) -> Record:
        columns = [c for c in record.__kind__.columns if c.kind in (ColumnKind.NAME, ColumnKind.TEXT)]
        return record.evolve(**{c.name: text for c in columns if getattr(record, c.name) is not None})

    sample = sample_ledger()
    header = attrs.evolve(sample.header, title=text, district=text, bureau=text, note=text)
    kinds = {kind.name: [changed(record) for record in members] for kind, members in sample.kinds()}
    return Ledger(kinds, header=header, file=text)


def page_of(ledger: Ledger, audience: Sensitivity = Sensitivity.PERSONAL, *, checked: bool = True) -> str:
    """Return the page of a ledger."""
    file = io.BytesIO()
    dossier = Catalogue.builtin().dossier(ledger, SAMPLE_PERIOD)
    chosen = dossier if checked else attrs.evolve(dossier, checks=None)
    write_html(chosen, file, HtmlOptions(audience=audience))
    return file.getvalue().decode("utf-8")


def elements(page: str) -> list[str]:
    """Return the elements of a page by a strict parser, without those that only isolate a text."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return [str(element.tag) for element in tree.iter() if element.tag not in ("bdi", "br")]


def visible(page: str) -> str:
    """Return the words of a page that a reader sees."""
    tree: Any = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return "".join(tree.find(".//body").itertext())


HARMLESS = elements(page_of(filled("名称"), checked=False))


@given(nasty_texts())
def test_no_text_becomes_an_element(text):
    """A page is right by the standard, and has the same elements, whatever stands in the names and texts of records."""
    # How many findings there are depends on what the names are; they are looked at for errors of the standard only.
    elements(page_of(filled(text)))
    page = page_of(filled(f"甲{text}"), checked=False)

    assert elements(page) == HARMLESS
    json.loads(page.rpartition('id="figures">')[2].partition("</script>")[0])


@pytest.mark.parametrize("text", NASTY)
def test_a_name_is_shown_as_it_is(text):
    """What a reader sees of the organization behind a figure is its name, character for character where HTML can."""
    organization = Organization(
        id="O1",
        name=f"甲{text}乙",
        type="SERVICE_AGENCY",
        status="REGISTERED",
        registered_on=SAMPLE_PERIOD.start,
        community_tier="REGISTERED",
        community_category="LIFE",
    )
    page = page_of(Ledger.of([organization], header=Header(title="台账")))

    assert f"甲{printable(text)}乙" in visible(page)


def test_a_narrative_is_shown_as_it_is():
    """Prose out of records stands as prose, its marks as characters."""
    told = Narrative(id="N1", year=2019, chapter="PLAN", position=1, wording="<b>一是</b> & \u202e反\u202c{{ 1 }}")

    assert "<b>一是</b> & \u202e反\u202c{{ 1 }}" in visible(page_of(Ledger.of([told])))


@given(ledgers(), st.sampled_from([Sensitivity.PUBLIC, Sensitivity.INTERNAL]))
def test_what_an_audience_may_not_see_is_nowhere_in_the_page(ledger, audience):
    """Whatever stands in columns above the audience, no byte of it is in the page."""
    hidden: dict[str, str] = {}

    def marked(record: Record) -> Record:
        changes = {}
        for column in record.__kind__.columns:
            of_text = column.kind in (ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.TEXT)
            if str(column) in hidden_values(audience) and of_text:
                changes[column.name] = hidden.setdefault(f"{column}/{record.id}", f"Hidden{len(hidden)}Value")
        return record.evolve(**changes)

    kinds = {kind.name: [marked(record) for record in members] for kind, members in ledger.kinds()}
    page = page_of(Ledger(kinds, header=ledger.header), audience)

    assert not [value for value in hidden.values() if value in page]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\x00b", "a␀b"),
        ("\x1f", "␟"),
        ("\x7f", "␡"),
        ("\x85", "�"),
        ("\ud800", "�"),
        ("\uffff", "�"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_what_html_forbids_is_shown_as_a_picture(given, shown):
    """A control character is seen where it stands, instead of breaking the page or vanishing."""
    assert printable(given) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("甲 & <乙>", "甲 &amp; &lt;乙&gt;"),
        ("\u202e甲", "<bdi>\u202e甲</bdi>"),
        ("שלום", "<bdi>שלום</bdi>"),
    ],
)
def test_what_runs_from_right_to_left_is_isolated(given, shown):
    """The words around it stay in their order; other words are left as they are."""
    assert prose(given) == shown


@pytest.mark.parametrize(
    ("given", "tag", "shown"),
    [
        ("示例社", "en", '<bdi lang="zh-CN">示例社</bdi>'),
        ("示例社", "zh-CN", "<bdi>示例社</bdi>"),
        ("A<b", "en", "<bdi>A&lt;b</bdi>"),
    ],
)
def test_a_name_says_its_language_where_it_is_another_one(given, tag, shown):
    """A screen reader that reads an English page reads a Chinese name in Chinese."""
    assert name(given, tag) == shown


def test_a_title_is_one_line_without_marks_of_direction():
    """Where no markup can isolate it, a text must not turn around what follows it."""
    assert line("\u202e甲\n 乙\x00") == "甲 乙␀"


@pytest.mark.parametrize(
    ("given", "tag", "shown"),
    [
        ("Work point: 规范执法。 <1>", "en", 'Work point: <span lang="zh-CN">规范执法。</span> &lt;1&gt;'),
        ("Work point: 规范执法。", "zh-CN", "Work point: 规范执法。"),
        ("No more.", "en", "No more."),
        ("\u202e甲", "en", '<bdi>\u202e<span lang="zh-CN">甲</span></bdi>'),
    ],
)
def test_chinese_in_an_english_text_says_so(given, tag, shown):
    """What stands in Chinese in an English report is read in Chinese by those who hear it."""
    assert prose(given, tag) == shown
