"""Law: how a citation is written, which texts there are, and what is refused."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from minzheng_domain.codes import Sureness
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.rules.law import Citation, LegalText, legal_text, legal_texts
from minzheng_domain.text import Text


def a_text(sure: Sureness) -> LegalText:
    """Return a legal text."""
    return LegalText(id="some", title=Text("《某办法》", "Some measures"), sure=sure)


@pytest.mark.parametrize(
    ("sure", "article", "place", "zh", "en"),
    [
        (Sureness.READ, "第三条", None, "《某办法》第三条", "Some measures, 第三条"),
        (Sureness.OWN, "", None, "《某办法》", "Some measures"),
        (Sureness.WITNESS, "", None, "《某办法》（原文未核）", "Some measures (text not read)"),
        (
            Sureness.PRACTICE,
            "第三条",
            None,
            "《某办法》第三条（原文未核）",
            "Some measures, 第三条 (text not read)",
        ),
        (Sureness.WITNESS, "第四条", Sureness.READ, "《某办法》第四条", "Some measures, 第四条"),
        (
            Sureness.READ,
            "第四条",
            Sureness.WITNESS,
            "《某办法》第四条（原文未核）",
            "Some measures, 第四条 (text not read)",
        ),
    ],
)
def test_a_citation_says_text_and_place_and_whether_it_was_read(
    sure: Sureness, article: str, place: Sureness | None, zh: str, en: str
) -> None:
    """Title and place stand in both languages; that a text was not read is said; what is known of the place counts."""
    citation = Citation(a_text(sure), article, place)

    assert citation.words == Text(zh, en)
    assert str(citation) == zh


def test_a_citation_of_a_text_that_is_not_listed_is_refused() -> None:
    """A misspelt id is refused, with the texts that there are."""
    with pytest.raises(UnknownNameError) as caught:
        Citation("ledger-shema")

    assert (caught.value.name, "ledger-schema" in caught.value.known) == ("ledger-shema", True)
    assert "ledger-schema" in str(caught.value)


def test_every_text_of_the_list_bears_its_own_id() -> None:
    """A text is found under its id, named in both languages, and in force no longer than it is law."""
    for name, found in legal_texts().items():
        assert legal_text(name) is found
        assert found.id == name
        assert not found.title.zh.isascii()
        assert found.title.en
        assert not (found.in_force_from and found.in_force_until and found.in_force_until < found.in_force_from)


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ('sure = "read"', "title"),
        ('title = { zh = "例" }\nsure = "read"', "en"),
        ('title = { zh = "例", en = "x" }\nsure = "certain"', "certain"),
        ('title = { zh = "例", en = "x" }', "sure"),
        ('title = { zh = "例", en = "x" }\nsure = "read"\nnumber = 1', "number"),
    ],
)
def test_a_list_that_is_not_right_is_refused_by_name(
    entry: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text without title or sureness, or with what a text does not have, is refused, naming it and the fault."""
    (tmp_path / "law.toml").write_text(f"[some-measures]\n{entry}\n", encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)

    with pytest.raises(DeclarationError, match=rf"some-measures .*{named}"):
        legal_texts.__wrapped__()
