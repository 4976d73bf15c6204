"""Sheet names: every title gives a name that Excel takes, and no two sheets share one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.text import LANGUAGES
from minzheng_domain_excel.sheet_names import LONGEST_NAME, id_name, in_sheet_order, sheet_name


@given(st.lists(st.text(max_size=40) | st.sampled_from(["a/b", "A/B", "History", "'", "社" * 31, "𠮷" * 20]), max_size=6))
def test_any_titles_give_names_that_excel_takes(titles: list[str]) -> None:
    """A name has at most 31 UTF-16 units, none of the forbidden characters, and is like no other but for case."""
    names: list[str] = []
    for title in titles:
        names.append(sheet_name(title, names))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


def test_second_sheet_of_a_title_is_numbered() -> None:
    """The sheets of one kind of record are told apart by a number, within the length that a name may have."""
    assert sheet_name("社会组织", ["封面"]) == "社会组织"
    assert sheet_name("社会组织", ["社会组织"]) == "社会组织(2)"
    assert sheet_name("社会组织", ["社会组织", "社会组织(2)"]) == "社会组织(3)"
    assert sheet_name("a" * 40, ["A" * 31]) == "a" * 28 + "(2)"


def test_names_of_ids_are_words_each_of_one_kind() -> None:
    """They can stand in a formula as they are."""
    for language in LANGUAGES:
        names = [id_name(kind, language) for kind in record_kinds().values()]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[^\W\d]\w*", name) for name in names)


def test_sheets_that_others_refer_to_stand_first() -> None:
    """A clerk who fills the sheets in from the left has the ids when they are asked for."""
    ordered = [kind.name for kind in in_sheet_order(list(record_kinds().values())[::-1])]
    assert sorted(ordered) == sorted(record_kinds())
    assert ordered[:2] == ["reporting_units", "organizations"]
    place = {name: position for position, name in enumerate(ordered)}
    for kind in record_kinds().values():
        for column in kind.references:
            assert place[column.declaration.refers_to or ""] < place[kind.name]
