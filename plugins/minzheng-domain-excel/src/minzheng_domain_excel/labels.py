"""Labels: how codes and references stand in cells, and how such a cell is read back as what was meant.

A known code shows its label; any other text shows as itself. Where that would be read as a code, it stands in
brackets, ``〔text〕``, which say that it is meant literally. A reference shows as the id that it is; one that leads
nowhere stands in brackets, since a reader would look for a name in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Mapping
from types import MappingProxyType

import attrs

from minzheng_domain.codes import Code, CodeList, Sureness
from minzheng_domain.text import Language, Text

OPENING, CLOSING = "〔", "〕"

YES_OR_NO = CodeList(
    id="yes-or-no",
    title=Text("是或否", "Yes or no"),
    source=Text("本库拟定", "drawn up by this library"),
    issuer=Text("minzheng-domain", "minzheng-domain"),
    sure=Sureness.OWN,
    codes=(Code("TRUE", Text("是", "yes")), Code("FALSE", Text("否", "no"))),
)
"""What stands in a cell of a yes-or-no column."""


@attrs.frozen
class LabelTexts:
    """The texts of a label column in cells.

    For any text ``code``, ``taken(shown(code)) == code``, and :meth:`repaired` finds nothing else in it either.

    >>> from minzheng_domain.codes import code_list
    >>> texts = LabelTexts(code_list("organization-type"), "zh")
    >>> texts.shown("FOUNDATION"), texts.shown("协会"), texts.shown("基金会")
    ('基金会', '协会', '〔基金会〕')
    >>> texts.read("foundation"), texts.read("协会"), texts.taken("〔基金会〕")
    ('FOUNDATION', None, '基金会')

    Attributes:
        code_list: the list; ``None`` where the district has not chosen one, so that every text stands for itself.
        language: that of the labels that are shown; both are read.
    """

    code_list: CodeList | None
    language: Language
    _exact: Mapping[str, str] = attrs.field(init=False, eq=False, repr=False)
    _loose: Mapping[str, str | None] = attrs.field(init=False, eq=False, repr=False)

    @_exact.default
    def _index(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for code, name in self._names():
            found.setdefault(name, code)
        return MappingProxyType(found)

    @_loose.default
    def _index_loosely(self) -> Mapping[str, str | None]:
        found: dict[str, str | None] = {}
        for code, name in self._names():
            key = _loosened(name)
            found[key] = code if found.get(key, code) == code else None
        return MappingProxyType(found)

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield the names of every code: the codes themselves first, since a record holds these."""
        entries = self.code_list.codes if self.code_list else ()
        yield from ((entry.code, entry.code) for entry in entries)
        for entry in entries:
            yield entry.code, entry.label.zh
            yield entry.code, entry.label.en

    def shown(self, code: str) -> str:
        """Return the text of a cell that holds a code, or any other text that a record has in its place."""
        entry = self.code_list.get(code) if self.code_list else None
        wanted = code if entry is None else entry.label.of(self.language)
        return wanted if self._means(wanted, code) else f"{OPENING}{code}{CLOSING}"

    def _means(self, text: str, code: str) -> bool:
        found = self.read(text)
        return found == code if found is not None else text == code and self.repaired(text) in {None, code}

    def read(self, text: str) -> str | None:
        """Return the code that a text names exactly, by itself or by its label; ``None`` if it names none.

        What stands in brackets is taken literally, be it on the list or not.
        """
        return literal(text) or self._exact.get(text)

    def repaired(self, text: str) -> str | None:
        """Return the code that a text names but for its width, its blanks and its case; ``None`` if it names none.

        A text that could be one code or another names none.
        """
        folded = unicodedata.normalize("NFKC", text).strip()
        return self.read(text) or literal(folded) or self._loose.get(_loosened(text))

    def taken(self, text: str) -> str:
        """Return the code that a text names exactly, or else the text itself."""
        found = self.read(text)
        return text if found is None else found


@attrs.frozen
class ReferenceTexts:
    """The texts of a reference column in cells.

    Attributes:
        ids: those of the records that it may lead to.
    """

    ids: Container[str]

    def shown(self, id: str) -> str:  # noqa: A002 - it is a record's id
        """Return the text of a cell that holds a reference."""
        return id if id in self.ids else f"{OPENING}{id}{CLOSING}"

    def read(self, text: str) -> str | None:
        """Return the id that a text names, or what stands in brackets; ``None`` if it is neither."""
        return text if text in self.ids else literal(text)


def literal(text: str) -> str | None:
    """Return what stands in brackets; ``None`` where they are not the first and the last, or hold nothing."""
    inside = text.removeprefix(OPENING).removesuffix(CLOSING)
    return inside if inside and text == f"{OPENING}{inside}{CLOSING}" else None


def _loosened(text: str) -> str:
    """Return a text without what people do not tell apart: width, blanks, case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
