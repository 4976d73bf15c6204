"""The characters of a Word file: punctuation of Chinese documents, and what no file may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from minzheng_domain_report.word.characters import (
    UNPRINTABLE,
    never_first,
    number_kept_together,
    printable,
    set_together,
    width,
    with_full_width,
)

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("一是培育,二是管理", "一是培育，二是管理"),
        ("如下:甲;乙", "如下：甲；乙"),
        ("对吗?对!", "对吗？对！"),
        ("(一)章", "（一）章"),
        ("示例(公开)局", "示例（公开）局"),
        ("共12,其中", "共12，其中"),
        ("资金1,392万元", "资金1,392万元"),
        ("9:30开会", "9:30开会"),
        ("沪民发〔2019〕2号", "沪民发〔2019〕2号"),
        ("GB/T 9704(2012)", "GB/T 9704(2012)"),
        ("https://a.b/c?d", "https://a.b/c?d"),
        ("a, b (c): d", "a, b (c): d"),
        ("“四类”,其中", "“四类”，其中"),
        ("半个(括号", "半个(括号"),
    ],
)
def test_punctuation_beside_chinese_is_full_width(words, printed):
    """Signs beside Chinese characters are full-width; those of numbers, times and Latin text stay."""
    assert with_full_width(words) == printed


def test_a_sign_is_set_by_what_stands_beside_it_in_another_piece():
    """The sign after a number follows the number's unit, though both are pieces of their own."""
    assert set_together(["共", "205家", ",其中:", "7家"], "zh") == ("共", "205家", "，其中：", "7家")
    assert set_together(["共", "205家", ",其中:", "7家"], "en") == ("共", "205家", ",其中:", "7家")


@given(st.lists(ANYTHING, max_size=4))
def test_pieces_stay_pieces(pieces):
    """Setting a text keeps its pieces, and nothing in them that XML has not."""
    printed = set_together(pieces, "zh")

    assert len(printed) == len(pieces)
    element = etree.Element("t")
    for words in printed:
        element.text = words
        assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text == (words or None)


@given(ANYTHING)
def test_what_is_set_once_stays(words):
    """To set a text again changes nothing."""
    (once,) = set_together([words], "zh")
    assert set_together([once], "zh") == (once,)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("两\r\n行\t列\u2028段", "两 行 列 段"),
        ("空\x00\x07字\x9f", f"空{UNPRINTABLE}{UNPRINTABLE}字{UNPRINTABLE}"),
        ("半\ud800个", f"半{UNPRINTABLE}个"),
        ("非\ufffe\U0001ffff字", f"非{UNPRINTABLE}{UNPRINTABLE}字"),
        ("反\u202e向\u200f", "反向"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_what_cannot_be_printed_is_seen_to_have_been_there(words, printed):
    """Characters that no file can hold are replaced by a sign; those that turn the writing are left out."""
    assert printable(words) == printed


def test_a_number_keeps_its_unit():
    """English has a space that does not break; in Chinese the words of the units may begin no line."""
    assert number_kept_together("close to 100 sessions", "en") == "close to 100\u00a0sessions"
    assert number_kept_together("4.1%", "en") == "4.1%"
    assert number_kept_together("205家", "zh") == "205家"
    assert never_first(["765.67万元", "近百次", "205家", "4.1%"]) == "万元家次百"


def test_chinese_characters_are_twice_as_wide_as_latin_ones():
    """Width is counted in Chinese characters; what is put over another character takes none."""
    assert width("民政") == 2
    assert width("2019年12月18日") == 7
    assert width("e\u0301") == 0.5
