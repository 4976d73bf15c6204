"""Code lists (代码表): the closed lists that labels are taken from, each a data file with its source.

A list says who issued it, where it was seen, how sure that is, and from when until when it and each of its codes are
valid. An absent day means *not known*; it is never guessed. Adding a list is adding one file ``lists/<id>.toml``.

>>> code_list("organization-type").get("FOUNDATION").label.zh
'基金会'
"""

from __future__ import annotations

import enum
import functools
from collections import Counter
from datetime import date

import attrs

from minzheng_domain.codes.declared import Table, file_names, read_file
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.text import LANGUAGES, Text


class Sureness(enum.StrEnum):
    """How well the source of a list is known."""

    READ = "read"
    """The text of the rule was read, in whole or in the part that holds the list."""
    WITNESS = "witness"
    """A copy, summary or report that names the list was read, or the text is known but was not looked up."""
    PRACTICE = "practice"
    """Bureaus work with these terms; no rule lays them down."""
    OWN = "own"
    """This library drew the list up."""


def within(day: date, valid_from: date | None, valid_until: date | None) -> bool:
    """Tell whether a day lies between two others, both included; an absent one sets no bound."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or day <= valid_until)


@attrs.frozen
class Code:
    """One entry of a code list.

    Attributes:
        code: what a record holds, e.g. ``"SOCIAL_GROUP"``.
        label: what a reader sees.
        valid_from: the first day on which it may be used; ``None`` if not known.
        valid_until: the last day on which it may be used; ``None`` if not known, or still in use.
        note: what a reader should know beside the label.
    """

    code: str
    label: Text
    valid_from: date | None = None
    valid_until: date | None = None
    note: Text | None = None

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the code may be used on a day; where a bound is not known, nothing is held against it."""
        return within(day, self.valid_from, self.valid_until)


@attrs.frozen(kw_only=True)
class CodeList:
    """A closed list of codes.

    Attributes:
        id: its name, also that of its file.
        title: what a reader calls it.
        scheme: what this list is one choice of, e.g. ``"community-category"``; ``None`` if there is no choice.
        source: the document and article that the list stands in, or where it was seen.
        issuer: whose list it is.
        sure: how well the source is known.
        valid_from: the first day of the list; ``None`` if not known.
        valid_until: its last day; ``None`` if not known, or still in force.
        codes: the entries, in the order in which a reader expects them.

    Raises:
        DeclarationError: no codes; a code or a label comes twice; a last day lies before the first.
    """

    id: str
    title: Text
    source: Text
    issuer: Text
    sure: Sureness
    codes: tuple[Code, ...]
    scheme: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    _by_code: dict[str, Code] = attrs.field(init=False, eq=False, repr=False)

    @_by_code.default
    def _index(self) -> dict[str, Code]:
        return {entry.code: entry for entry in self.codes}

    def __attrs_post_init__(self) -> None:
        if not self.codes:
            self._refuse(Text("没有代码", "no codes"))
        self._refuse_repeated(Text("代码", "code"), [entry.code for entry in self.codes])
        for language in LANGUAGES:
            self._refuse_repeated(Text("名称", "label"), [entry.label.of(language) for entry in self.codes])
        spans = [(self.id, self.valid_from, self.valid_until)]
        spans += [(entry.code, entry.valid_from, entry.valid_until) for entry in self.codes]
        for name, first, last in spans:
            if first and last and last < first:
                self._refuse(Text(f"{name} 的止日早于起日", f"{name} ends before it begins"))

    def _refuse_repeated(self, what: Text, values: list[str]) -> None:
        for value, times in Counter(values).items():
            if times > 1:
                self._refuse(Text(f"{what.zh} {value} 重复", f"{what.en} {value} comes twice"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(Text(f"代码表 {self.id}：{reason.zh}", f"code list {self.id}: {reason.en}"))

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Code | None:
        """Return the entry of a code; ``None`` if the list does not have it."""
        return self._by_code.get(code)

    def find(self, label: str) -> Code | None:
        """Return the entry that bears exactly this label, in either language; ``None`` if there is none."""
        return next((entry for entry in self.codes if label in (entry.label.zh, entry.label.en)), None)

    def valid_on(self, day: date) -> tuple[Code, ...]:
        """Return the codes that may be used on a day; none if the list itself is not in force then."""
        if not within(day, self.valid_from, self.valid_until):
            return ()
        return tuple(entry for entry in self.codes if entry.is_valid_on(day))


@functools.cache
def code_list_ids() -> tuple[str, ...]:
    """Return the ids of all code lists, sorted."""
    return file_names("lists")


def code_list(id: str) -> CodeList:  # noqa: A002 - it is the list's id
    """Return a code list; it is read once.

    Raises:
        UnknownNameError: there is no such list.
        DeclarationError: its file is not as it should be.
    """
    return _code_list(id)


@functools.cache
def _code_list(id: str) -> CodeList:  # noqa: A002
    if id not in code_list_ids():
        raise UnknownNameError(Text("代码表", "code list"), id, code_list_ids())
    return read_code_list(read_file(f"lists/{id}"), id)


def read_code_list(table: Table, name: str) -> CodeList:
    """Make a code list of the table of its file, whose name it must bear.

    Raises:
        DeclarationError: a key is unknown, missing or of another type; the id is not the name of the file; the
            list contradicts itself.
    """
    if (found := table.text("id")) != name:
        msg = Text("{where}：id 应与文件名相同，实为 {found}", "{where}: id must be the file's name, found {found}")
        raise DeclarationError(msg.format(where=table.where, found=found))
    made = CodeList(
        id=found,
        title=table.words("title"),
        scheme=table.optional_text("scheme"),
        source=table.words("source"),
        issuer=table.words("issuer"),
        sure=table.choice("sure", Sureness, tuple(Sureness)),
        valid_from=table.optional_day("valid_from"),
        valid_until=table.optional_day("valid_until"),
        codes=tuple(_read_code(entry) for entry in table.tables("codes")),
    )
    table.done()
    return made


def _read_code(table: Table) -> Code:
    code = table.text("code")
    table.name(code)
    made = Code(
        code=code,
        valid_from=table.optional_day("valid_from"),
        valid_until=table.optional_day("valid_until"),
        note=table.optional_words("note"),
        label=Text(table.text("zh"), table.text("en")),
    )
    table.done()
    return made
