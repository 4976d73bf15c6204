"""Labels: what a code looks like in a cell, and that every text comes back as what it was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.codes import Code, CodeList, Sureness, code_list, code_list_ids
from minzheng_domain.text import LANGUAGES, Language, Text
from minzheng_domain_excel.labels import YES_OR_NO, LabelTexts, ReferenceTexts, literal

OURS = Text("本库", "ours")
TANGLED = CodeList(
    id="tangled",
    title=Text("纠缠", "tangled"),
    source=OURS,
    issuer=OURS,
    sure=Sureness.OWN,
    codes=(
        Code("A", Text("B", "one")),  # its label is the code of another
        Code("B", Text("〔A〕", "two")),  # its label looks like a text that is meant literally
        Code("C", Text("A b", "a B")),
        Code("D", Text("AB", "four")),  # but for case and blanks, it is the label of the one before
        Code("〔E〕", Text("戊", "〔〕")),
    ),
)
LISTS = [*map(code_list, code_list_ids()), YES_OR_NO, TANGLED, None]
NAMES = [
    name
    for listed in filter(None, LISTS)
    for entry in listed.codes
    for name in (entry.code, entry.label.zh, entry.label.en)
]


def texts() -> st.SearchStrategy[str]:
    """Draw texts that are on a list, almost on it, in brackets, or of any kind."""
    names = st.sampled_from(NAMES)
    almost = st.builds(lambda name, change: change(name), names, st.sampled_from([str.lower, str.upper, " {} ".format]))
    plain = st.one_of(names, almost, st.text(max_size=6), st.text("〔〕Ａa ", max_size=5))
    return plain | plain.map("〔{}〕".format)


@given(st.sampled_from(LISTS), st.sampled_from(LANGUAGES), texts())
def test_any_text_comes_back_as_what_it_was(listed: CodeList | None, language: Language, text: str) -> None:
    """Whatever stands in a label column of a record is read out of its cell again, and nothing is found to repair."""
    of = LabelTexts(listed, language)
    shown = of.shown(text)
    assert of.taken(shown) == text
    assert of.read(shown) is not None or of.repaired(shown) in {None, text}


@pytest.mark.parametrize("listed", [*map(code_list, code_list_ids()), YES_OR_NO], ids=lambda listed: listed.id)
def test_every_code_of_the_library_shows_its_label(listed: CodeList) -> None:
    """No code of a list of the library has to be shown in brackets, and both its labels are read."""
    for entry in listed.codes:
        for language in LANGUAGES:
            of = LabelTexts(listed, language)
            assert of.shown(entry.code) == entry.label.of(language)
            assert {of.read(name) for name in (entry.code, entry.label.zh, entry.label.en)} == {entry.code}


def test_text_that_a_reader_would_take_for_a_code_stands_in_brackets() -> None:
    """An unknown text shows as itself, unless it is, or nearly is, the label of a code."""
    of = LabelTexts(code_list("organization-type"), "zh")
    assert of.shown("行业协会") == "行业协会"
    assert of.shown("基金会") == "〔基金会〕"
    assert of.shown(" 基金会") == "〔 基金会〕"
    assert of.shown("foundation ") == "〔foundation 〕"


def test_text_that_is_nearly_a_label_is_repaired() -> None:
    """Width, blanks and case may differ; a text that could be two codes is none."""
    of = LabelTexts(code_list("organization-type"), "zh")
    assert of.repaired("　基 金 会 ") == "FOUNDATION"
    assert of.repaired("ＦＯＵＮＤＡＴＩＯＮ") == "FOUNDATION"
    assert of.repaired("协会") is None
    assert LabelTexts(TANGLED, "zh").repaired("a B c") is None
    assert LabelTexts(TANGLED, "zh").repaired("a  b") is None


def test_without_a_list_every_text_stands_for_itself() -> None:
    """Where the district has chosen no scheme, nothing is known: codes are shown as they are."""
    of = LabelTexts(None, "zh")
    assert (of.shown("LIFE"), of.read("LIFE"), of.taken("LIFE")) == ("LIFE", None, "LIFE")


@given(st.sets(st.text("ab〔〕", max_size=4), max_size=3), st.text("ab〔〕", min_size=1, max_size=4))
def test_reference_that_leads_nowhere_stands_in_brackets(ids: set[str], id: str) -> None:  # noqa: A002
    """An id is shown as it is; a text that is none is marked, so that nobody looks for a name in it."""
    of = ReferenceTexts(ids)
    if id in ids:
        assert of.shown(id) == id == of.read(id)
    else:
        assert of.shown(id) == f"〔{id}〕"
        assert of.read(of.shown(id)) == (id if f"〔{id}〕" not in ids else f"〔{id}〕")


def test_text_without_brackets_is_not_meant_literally() -> None:
    """Only a pair of brackets around something marks a text."""
    assert literal("〔甲〕") == "甲"
    assert {literal(text) for text in ("甲", "〔甲", "甲〕", "〔〕", "〕甲〔", "〔", "")} == {None}


def test_day_of_validity_does_not_matter_for_the_label() -> None:
    """A code that is no longer valid still has its label: what is recorded was valid once."""
    old = CodeList(
        id="old",
        title=OURS,
        source=OURS,
        issuer=OURS,
        sure=Sureness.OWN,
        codes=(Code("OLD", Text("旧", "old"), valid_until=date(1999, 1, 1)),),
    )
    assert LabelTexts(old, "zh").shown("OLD") == "旧"
