"""Crosswalks (代码对照): what the codes of one list mean in another, and what is lost on the way.

Two schemes for the same thing seldom cut it at the same places. A crosswalk therefore does not translate: it says for
every code of the first list which codes of the second it touches, how, and what a figure loses if it is carried over.
Only :meth:`Crosswalk.exact` gives a single code, and only where nothing is lost.
"""

from __future__ import annotations

import enum
import functools

import attrs

from minzheng_domain.codes.code_lists import CodeList, Sureness, code_list
from minzheng_domain.codes.declared import Table, file_names, read_file
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.text import Text


class Relation(enum.StrEnum):
    """How the target codes of an entry stand to its code."""

    EXACT = "exact"
    """The target covers the same things; nothing is lost."""
    BROADER = "broader"
    """Each target covers all that the code covers, and more."""
    NARROWER = "narrower"
    """Each target covers a part of what the code covers, and nothing else."""
    OVERLAPS = "overlaps"
    """Each target covers a part of what the code covers, and other things."""
    NONE = "none"
    """The other list has no code for it."""

    @property
    def inverse(self) -> Relation:
        """The relation seen from the other side."""
        match self:
            case Relation.BROADER:
                return Relation.NARROWER
            case Relation.NARROWER:
                return Relation.BROADER
            case _:
                return self


@attrs.frozen
class MappingEntry:
    """What one code means in another list.

    Attributes:
        code: the code of the first list.
        to: the codes of the second that stand in this relation to it.
        relation: how they stand to it.
        loss: what a figure loses or gains when it is carried over; ``None`` where the relation is exact.

    Raises:
        DeclarationError: an exact entry without exactly one target or with a loss; another one without a loss; a
            relation without targets, or targets without a relation; a target that comes twice.
    """

    code: str
    to: tuple[str, ...]
    relation: Relation
    loss: Text | None = None

    def __attrs_post_init__(self) -> None:
        is_exact = self.relation is Relation.EXACT
        if is_exact and len(self.to) != 1:
            self._refuse(Text("关系为 exact 时应恰有一个目标代码", "an exact entry has exactly one target"))
        if bool(self.to) is (self.relation is Relation.NONE):
            self._refuse(Text("关系为 none 时没有目标代码，其余必有", "only an entry with relation none has no target"))
        if len(set(self.to)) != len(self.to):
            self._refuse(Text("目标代码重复", "a target comes twice"))
        if is_exact is (self.loss is not None):
            self._refuse(Text("除 exact 外均应写明损失（loss）", "the loss must be named, unless the entry is exact"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(Text(f"对照条目 {self.code}：{reason.zh}", f"mapping of {self.code}: {reason.en}"))


@attrs.frozen(kw_only=True)
class Crosswalk:
    """What every code of one list means in another.

    Attributes:
        origin: the list that the codes come from.
        target: the list that they are carried over to.
        source: what the comparison rests on.
        sure: how well that is known.
        entries: for every code of :attr:`origin` at least one.

    Raises:
        DeclarationError: a code of the first list has no entry; an entry names a code that its list does not have;
            a code has an exact entry, or one with relation ``none``, and others; a target comes twice for a code.
    """

    origin: CodeList = attrs.field(repr=lambda made: made.id)
    target: CodeList = attrs.field(repr=lambda made: made.id)
    source: Text
    sure: Sureness
    entries: tuple[MappingEntry, ...] = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        for entry in self.entries:
            if entry.code not in self.origin:
                self._refuse(Text(f"{self.origin.id} 没有代码 {entry.code}", f"{self.origin.id} has no {entry.code}"))
            for code in entry.to:
                if code not in self.target:
                    self._refuse(Text(f"{self.target.id} 没有代码 {code}", f"{self.target.id} has no {code}"))
        for code in (entry.code for entry in self.origin.codes):
            entries = self.map(code)
            if not entries:
                self._refuse(Text(f"代码 {code} 没有对照条目", f"{code} has no entry"))
            if len(entries) > 1 and any(entry.relation in (Relation.EXACT, Relation.NONE) for entry in entries):
                self._refuse(Text(f"代码 {code} 的条目互相矛盾", f"the entries of {code} contradict each other"))
            reached = [to for entry in entries for to in entry.to]
            if len(set(reached)) != len(reached):
                self._refuse(Text(f"代码 {code} 的目标代码重复", f"a target of {code} comes twice"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(Text(f"对照表 {self.id}：{reason.zh}", f"crosswalk {self.id}: {reason.en}"))

    @property
    def id(self) -> str:
        """Its name, that of its file: the ids of both lists."""
        return f"{self.origin.id}--{self.target.id}"

    def map(self, code: str) -> tuple[MappingEntry, ...]:
        """Return all that is said of a code: one entry for each relation that it has to the other list.

        Raises:
            UnknownNameError: the first list has no such code.
        """
        if code not in self.origin:
            kind = Text(f"“{self.origin.title.zh}”代码", f"code of '{self.origin.id}'")
            raise UnknownNameError(kind, code, (entry.code for entry in self.origin.codes))
        return tuple(entry for entry in self.entries if entry.code == code)

    def exact(self, code: str) -> str | None:
        """Return the one code that covers the same things; ``None`` where there is none, however near others come.

        Raises:
            UnknownNameError: the first list has no such code.
        """
        entries = self.map(code)
        return entries[0].to[0] if entries[0].relation is Relation.EXACT else None


@functools.cache
def crosswalk_ids() -> tuple[tuple[str, str], ...]:
    """Return the pairs of code lists, from and to, that a crosswalk leads between; sorted."""
    pairs = (name.partition("--") for name in file_names("crosswalks"))
    return tuple((origin, target) for origin, _, target in pairs)


def crosswalk(from_id: str, to_id: str) -> Crosswalk:
    """Return the crosswalk from one code list to another, read once; the way back is another one.

    Raises:
        UnknownNameError: there is no crosswalk between these lists in this direction.
        DeclarationError: its file is not as it should be.
    """
    return _crosswalk(from_id, to_id)


@functools.cache
def _crosswalk(from_id: str, to_id: str) -> Crosswalk:
    name = f"{from_id}--{to_id}"
    if (from_id, to_id) not in crosswalk_ids():
        raise UnknownNameError(Text("代码对照表", "crosswalk"), name, file_names("crosswalks"))
    return read_crosswalk(read_file(f"crosswalks/{name}"), name)


def read_crosswalk(table: Table, name: str) -> Crosswalk:
    """Make a crosswalk of the table of its file, whose name is made of the ids of both lists.

    Raises:
        DeclarationError: a key is unknown, missing or of another type; the lists are not those of the file's name;
            the crosswalk contradicts itself.
        UnknownNameError: one of the lists does not exist.
    """
    made = Crosswalk(
        origin=code_list(table.text("from")),
        target=code_list(table.text("to")),
        source=table.words("source"),
        sure=table.choice("sure", Sureness, tuple(Sureness)),
        entries=tuple(_read_entry(entry) for entry in table.tables("entries")),
    )
    if made.id != name:
        msg = Text(f"{table.where}：文件名应为 {made.id}", f"{table.where}: the file must be called {made.id}")
        raise DeclarationError(msg)
    table.done()
    return made


def _read_entry(table: Table) -> MappingEntry:
    code = table.text("code")
    table.name(code)
    made = MappingEntry(
        code=code,
        to=table.texts("to"),
        relation=table.choice("relation", Relation, tuple(Relation)),
        loss=table.optional_words("loss"),
    )
    table.done()
    return made
