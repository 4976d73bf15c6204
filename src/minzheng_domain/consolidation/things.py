"""Things: which records of different ledgers are one and the same, and whose word counts where they differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

import attrs

from minzheng_domain.codes import uscc
from minzheng_domain.consolidation.contributions import Standing
from minzheng_domain.model.columns import ColumnKind, Record, RecordKind
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.reporting import ReportingUnit

_TELLING = frozenset(
    {ColumnKind.NAME, ColumnKind.IDENTIFIER, ColumnKind.REFERENCE, ColumnKind.DATE, ColumnKind.TEXT}
)
"""Required columns of these kinds tell what a record is about; labels and numbers tell how it is with it."""


@attrs.frozen(eq=False)
class Entry:
    """What one ledger has under one id: a record, or several where the id comes twice in it.

    Attributes:
        place: the place of the ledger among those that are merged.
        unit: the unit whose ledger it is.
        id: the id.
        positions: where the records stand among those of their kind.
        records: the records, their references already being those of the consolidated ledger.
        owner: the unit that the record belongs to; ``None`` where that is not known.
        weight: what decides whose word counts, the lowest first.
    """

    place: int
    unit: str
    id: str
    positions: tuple[int, ...]
    records: tuple[Record, ...]
    owner: str | None
    weight: tuple[bool, int, str]

    @property
    def first(self) -> Record:
        """The record that references to the id reach."""
        return self.records[0]


@attrs.frozen(eq=False)
class Thing:
    """Entries of different ledgers that are about one thing.

    Attributes:
        entries: one of each ledger that has it, the one whose word counts first.
    """

    entries: tuple[Entry, ...]

    @property
    def kept(self) -> Entry:
        """The entry that is taken."""
        return self.entries[0]


def things_of(kind: RecordKind, entries: Iterable[Entry]) -> list[Thing]:
    """Find which entries are about one thing; the order of the ledgers does not matter.

    Entries of one ledger are never one thing: whatever comes twice there is for the checks to tell.
    """
    ordered = sorted(entries, key=lambda entry: (entry.id, entry.unit))
    classes = _Classes(ordered)
    classes.join_by(lambda entry: _mark(entry.first), lambda _one, _other: True)
    classes.join_by(_content, lambda _one, _other: True)
    classes.join_by(lambda entry: entry.id, lambda one, other: _is_same(kind, one, other))
    return [Thing(tuple(sorted(members, key=lambda entry: entry.weight))) for members in classes.found()]


class _Classes:
    """Entries, joined step by step to classes that have at most one of each ledger."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.members = {id(entry): [entry] for entry in entries}

    def join_by(self, key: Callable[[Entry], Hashable], is_same: Callable[[Entry, Entry], bool]) -> None:
        """Join the entries with one key that are the same; not those whose key comes twice in a ledger."""
        groups: dict[Hashable, list[Entry]] = {}
        for entry in self.entries:
            if (found := key(entry)) is not None:
                groups.setdefault(found, []).append(entry)
        for group in groups.values():
            if len({entry.place for entry in group}) < len(group):
                continue
            for position, entry in enumerate(group):
                for earlier in group[:position]:
                    if is_same(earlier, entry):
                        self.join(earlier, entry)

    def join(self, one: Entry, other: Entry) -> None:
        mine, theirs = self.members[id(one)], self.members[id(other)]
        if mine is theirs or {entry.place for entry in mine} & {entry.place for entry in theirs}:
            return
        mine += theirs
        for entry in theirs:
            self.members[id(entry)] = mine

    def found(self) -> list[list[Entry]]:
        return list({id(self.members[id(entry)]): self.members[id(entry)] for entry in self.entries}.values())


def _mark(record: Record) -> str | None:
    """Return what tells a thing whatever id it has in a ledger: a valid USCC; the name of a reporting unit."""
    match record:
        case Organization(uscc=code) if code is not None and uscc.is_valid(code):
            return uscc.compact(code)
        case ReportingUnit(name=name):
            return name.strip() or None
        case _:
            return None


def _content(entry: Entry) -> Record | None:
    """Return what a record says but for its id, where it says whose it is: two units may well do alike."""
    return entry.first.evolve(id="") if entry.owner is not None and len(entry.records) == 1 else None


def _is_same(kind: RecordKind, one: Entry, other: Entry) -> bool:
    """Tell whether two entries with one id are about one thing, or happen to be numbered alike."""
    if one.records == other.records or _is_named(one, other) or _is_named(other, one):
        return True
    mark = _mark(one.first)
    if mark is not None and _mark(other.first) is not None:
        return mark == _mark(other.first)
    telling = _telling(kind, one.first)
    return bool(telling) and telling == _telling(kind, other.first)


def _is_named(manifest: Entry, entry: Entry) -> bool:
    """Tell whether an entry is a unit as its own ledger knows it, and the other that unit as the manifest names it."""
    own = isinstance(entry.first, ReportingUnit) and not entry.weight[0]
    return own and manifest.weight[1] == Standing.MANIFEST


def _telling(kind: RecordKind, record: Record) -> tuple[object, ...]:
    """Return what tells a record from others of its kind; nothing if it says too little."""
    columns = [column for column in kind.columns if column.name != "id" and column.kind in _TELLING]
    required = [column for column in columns if column.declaration.required]
    values = tuple(getattr(record, column.name) for column in required or columns)
    return values if any(value not in (None, "") for value in values) else ()


def ids_of(things: Sequence[Thing], *, naming: int | None, taken: Iterable[str]) -> dict[int, str]:
    """Give each thing its id: its own, or where another thing has the same, that with its unit before it.

    Args:
        things: the things of one kind.
        naming: the place of the manifest among the ledgers, whose ids stand; ``None`` if there is none.
        taken: the ids that are used in any ledger.

    Returns:
        For the :func:`id` of each thing, its id in the consolidated ledger.
    """
    by_id: dict[str, list[Thing]] = {}
    named = {id(thing): entry for thing in things for entry in thing.entries if entry.place == naming}
    for thing in things:
        by_id.setdefault(named.get(id(thing), thing.kept).id, []).append(thing)
    used = set(taken)
    found: dict[int, str] = {}
    for wanted, members in sorted(by_id.items()):
        for thing in sorted(members, key=lambda thing: thing.kept.unit):
            if len(members) == 1 or id(thing) in named:
                found[id(thing)] = wanted
                continue
            name = f"{thing.kept.unit}/{wanted}"
            while name in used:
                name = f"{thing.kept.unit}/{name}"
            used.add(name)
            found[id(thing)] = name
    return found
