"""Text: one wording in two languages."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.text import LANGUAGES, Text


def test_text_has_both_languages() -> None:
    """A text is written in each language of the library; as a string it is the Chinese wording."""
    text = Text("社会组织", "social organization")

    assert [text.of(language) for language in LANGUAGES] == ["社会组织", "social organization"]
    assert str(text) == "社会组织"


@pytest.mark.parametrize("language", ["fr", "", "ZH", None])
def test_other_languages_are_refused(language: Any) -> None:
    """A language that the library does not speak is an error that says which it does, not an empty wording."""
    with pytest.raises(ValueError, match="zh") as caught:
        Text("甲", "a").of(language)

    assert repr(language) in str(caught.value)


def test_text_needs_both_wordings() -> None:
    """What one reader is told, the other is told too."""
    with pytest.raises(TypeError):
        Text("社会组织")  # type: ignore[call-arg]


def test_text_is_a_value() -> None:
    """A text cannot be changed, and is equal to another of the same wordings."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Text("甲", "a").zh = "乙"  # type: ignore[misc]
    assert len({Text("甲", "a"), Text("甲", "a"), Text("甲", "b")}) == 2


def test_parts_are_filled_in_each_language() -> None:
    """Named parts are filled in both wordings; a text among them gives each language its own."""
    text = Text("{name}有{count}家{unit}", "{name} has {count} {unit}")

    filled = text.format(name=Text("本区", "the district"), count=3, unit=Text("组织", "organizations"))

    assert filled == Text("本区有3家组织", "the district has 3 organizations")


@given(st.text(), st.text())
def test_parts_are_taken_as_they_are(zh: str, en: str) -> None:
    """Whatever a part holds, braces and all, stands in the wording unchanged."""
    assert Text("〔{part}〕", "[{part}]").format(part=Text(zh, en)) == Text(f"〔{zh}〕", f"[{en}]")


def test_missing_part_is_an_error() -> None:
    """A place that nothing fills is not left in the wording."""
    with pytest.raises(KeyError):
        Text("{name}", "{name}").format(count=3)
