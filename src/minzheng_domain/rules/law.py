"""Law: the one list of texts that rules rest on, each with its number, its days and how sure it is."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib import resources
from types import MappingProxyType

import attrs

from minzheng_domain.codes import Sureness
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.text import Text


@attrs.frozen(kw_only=True)
class LegalText:
    """A law, regulation, rule, standard or policy paper that rules rest on.

    Attributes:
        id: by which citations name it.
        title: what it is called, with its number.
        sure: how well it is known: whether the text itself was read.
        in_force_from: the first day on which it was in force; ``None`` if not known.
        in_force_until: the last day on which it was in force; ``None`` if it still is, or not known.
        note: what a reader should know beside that.
    """

    id: str
    title: Text
    sure: Sureness
    in_force_from: date | None = None
    in_force_until: date | None = None
    note: Text | None = None


def _listed(text: str | LegalText) -> LegalText:
    return legal_text(text) if isinstance(text, str) else text


@attrs.frozen
class Citation:
    """Where a rule comes from: a text, and the place in it.

    Attributes:
        text: the text, given by its id in the list; an author of a plugin may give a :class:`LegalText` of his own.
        article: the place in it, as it is cited in Chinese; empty for the whole.
        sure: how well this very place is known, where that differs from the text as a whole.

    Raises:
        UnknownNameError: no text of the list bears the id.
    """

    text: LegalText = attrs.field(converter=_listed)
    article: str = ""
    sure: Sureness | None = None

    @property
    def carries_error(self) -> bool:
        """Whether a rule of error severity may rest on it: its text was read, or it is this library's own."""
        return (self.sure or self.text.sure) in (Sureness.READ, Sureness.OWN)

    @property
    def words(self) -> Text:
        """The citation as it is written."""
        title = self.text.title
        unread = not self.carries_error
        return Text(
            f"{title.zh}{self.article}{'（原文未核）' if unread else ''}",
            f"{title.en}{', ' + self.article if self.article else ''}{' (text not read)' if unread else ''}",
        )

    def __str__(self) -> str:
        return self.words.zh


def legal_text(name: str) -> LegalText:
    """Return a text of the list.

    Raises:
        UnknownNameError: there is none of this id.
    """
    if name not in legal_texts():
        raise UnknownNameError(Text("法律依据", "legal text"), name, legal_texts())
    return legal_texts()[name]


@functools.cache
def legal_texts() -> Mapping[str, LegalText]:
    """Return every text that rules may rest on, by id.

    Raises:
        DeclarationError: the list is not as it must be.
    """
    listed = tomllib.loads(resources.files(__package__).joinpath("law.toml").read_text(encoding="utf-8"))
    found: dict[str, LegalText] = {}
    for id_, entry in listed.items():
        try:
            title, note = Text(**entry.pop("title")), entry.pop("note", None)
            sure = Sureness(entry.pop("sure"))
            found[id_] = LegalText(id=id_, title=title, sure=sure, note=Text(**note) if note else None, **entry)
        except (KeyError, TypeError, ValueError) as error:
            msg = Text(f"law.toml 中 {id_} 有误：{error}", f"{id_} in law.toml is wrong: {error}")
            raise DeclarationError(msg) from error
    return MappingProxyType(found)
