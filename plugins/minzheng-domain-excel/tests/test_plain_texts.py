"""Plain texts: which ones a spreadsheet finds exactly, and which it would take for something else."""

from __future__ import annotations

import pytest

from minzheng_domain_excel.plain_texts import TextsOfColumn


@pytest.mark.parametrize("text", ["社会团体", "出壳（出园）", "Social group", "是", "公益、慈善类"])
def test_labels_are_counted_by_countifs(text: str) -> None:
    """A label in words is counted exactly among others."""
    assert TextsOfColumn([text, "基金会"]).counts(text)


@pytest.mark.parametrize(
    "text",
    ["5A级", "a*c", "what?", "~", ">5", "=1", "<>", "12", "2019-12-18", "1E5", "TRUE", "false", "", " 甲", "长" * 256],
)
def test_texts_that_are_read_otherwise_are_not_counted(text: str) -> None:
    """A pattern, an operator, a number, a day, a truth value, a text too long: COUNTIFS would not look for them."""
    assert not TextsOfColumn([text]).counts(text)


@pytest.mark.parametrize("other", ["foundation", "Ｆoundation", "Foundation ", "Foun\u200bdation", "Foundation."])
def test_texts_that_look_alike_are_not_counted(other: str) -> None:
    """Where a column holds another text that some program does not tell from it, neither is counted by COUNTIFS."""
    texts = TextsOfColumn(["Foundation", other])

    assert not texts.counts("Foundation")
    assert TextsOfColumn(["Foundation"]).counts("Foundation")


def test_texts_that_do_not_occur_are_counted_as_none() -> None:
    """A plain text that no cell holds is safely counted, unless a cell holds one that looks like it."""
    assert TextsOfColumn(["甲"]).counts("乙")
    assert not TextsOfColumn(["Yes"]).counts("yes")


@pytest.mark.parametrize(
    ("texts", "are_keys"),
    [
        (["org-1", "org-2", "91310114MA1GT9XK5F"], True),
        (["甲会", "乙会（上海）"], True),
        ([], True),
        (["a", "A"], False),
        (["a*"], False),
        (["ﬁ"], False),
        (["x" * 256], False),
        ([" a"], False),
    ],
)
def test_ids_are_matched_where_no_two_are_taken_for_one(texts: list[str], *, are_keys: bool) -> None:
    """MATCH is asked for ids that are free of patterns and differ by more than their case."""
    assert TextsOfColumn(texts).are_keys() is are_keys
