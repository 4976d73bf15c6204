"""Ledger (台账): the records of every kind with their sources, and the references between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeVar, cast

from minzheng_domain.codes import CodeList, code_list, code_list_ids
from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import Column, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.model.remarks import Remark, Source
from minzheng_domain.text import Text

R = TypeVar("R", bound=Record)


Locate = Callable[[RecordKind, int, Column | None], Source]
"""Tells the source of a record: from its kind, its position among the records of the kind, and the column meant."""


def in_memory(kind: RecordKind, position: int, column: Column | None) -> Source:
    """Locate a record that was made in Python by its kind and position."""
    return Source("", f"{kind.name}[{position}]" + (f".{column.name}" if column else ""))


class Ledger:
    """The records of every kind, immutable, each kind in the order in which it was given.

    Duplicate ids and dangling references are no errors here: the checks report them, and lookups answer with the
    first record of an id or with ``None``.
    """

    __slots__ = ("_indexes", "_locate", "_positions", "_records", "_status_changes", "file", "header", "remarks")

    header: Header
    file: str
    """The file that the ledger was read from, as its path was given; empty if it was made in Python."""
    remarks: tuple[Remark, ...]
    """What was not taken from the file as it stands, in the order of the file; no part of the ledger's value."""

    def __init__(
        self,
        records: Mapping[str, Iterable[Record]],
        *,
        header: Header,
        locate: Locate = in_memory,
        file: str = "",
        remarks: Iterable[Remark] = (),
    ) -> None:
        """Take the records of each kind.

        Args:
            records: for each name of a kind, its records.
            header: what the ledger says of itself.
            locate: tells the source of a record.
            file: the path that it was read from.
            remarks: what was not taken from the file as it stands.

        Raises:
            UnknownNameError: there is no such kind of record.
            DeclarationError: a record stands under the name of another kind.
        """
        self.header = header
        self.file = file
        self.remarks = tuple(remarks)
        self._locate = locate
        self._records: dict[str, tuple[Record, ...]] = {}
        self._indexes: dict[str, Mapping[str, Record]] = {}
        self._positions: dict[str, Mapping[int, int]] = {}
        self._status_changes: dict[str, list[RegistrationChange]] | None = None
        for name, given in records.items():
            kind = record_kind(name)
            members = tuple(given)
            strangers = set(map(type, members)) - {kind.record_class}
            if strangers:
                found = ", ".join(sorted(stranger.__name__ for stranger in strangers))
                msg = Text(f"{name} 中混有 {found} 记录", f"{found} among the {name}")
                raise DeclarationError(msg)
            self._records[name] = members

    @classmethod
    def of(cls, records: Iterable[Record], *, header: Header | None = None) -> Ledger:
        """Sort records of any kinds into a ledger."""
        by_kind: dict[str, list[Record]] = {}
        for record in records:
            by_kind.setdefault(record.__kind__.name, []).append(record)
        return cls(by_kind, header=header or Header(title="ledger"))

    def all(self, record_class: type[R]) -> tuple[R, ...]:
        """Return all records of a class, e.g. ``ledger.all(Organization)``."""
        return cast("tuple[R, ...]", self.of_kind(record_class.__kind__.name))

    def of_kind(self, name: str) -> tuple[Record, ...]:
        """Return all records of a kind by its name; none if the ledger has none.

        Raises:
            UnknownNameError: there is no such kind.
        """
        return self._records[name] if name in self._records else self._records.get(record_kind(name).name, ())

    def kinds(self) -> Iterator[tuple[RecordKind, tuple[Record, ...]]]:
        """Yield each kind that has records, in the order of :func:`~minzheng_domain.model.kinds.record_kinds`."""
        for kind in record_kinds().values():
            if members := self._records.get(kind.name):
                yield kind, members

    def __len__(self) -> int:
        return sum(map(len, self._records.values()))

    def index(self, name: str) -> Mapping[str, Record]:
        """Return the records of a kind by id, in their order; of two with one id, the first."""
        if name not in self._indexes:
            members = self.of_kind(name)
            found = {member.id: member for member in members}
            if len(found) < len(members):
                found.update((member.id, member) for member in reversed(members))
            self._indexes[name] = MappingProxyType(found)
        return self._indexes[name]

    def get(self, record_class: type[R], id: str) -> R | None:  # noqa: A002 - the field is called so
        """Return a record by its id, or ``None``."""
        return cast("R | None", self.index(record_class.__kind__.name).get(id))

    def follow(self, record: Record, column: Column) -> Record | None:
        """Return the record that a reference names; ``None`` if it is empty or dangling."""
        target = getattr(record, column.name)
        return None if target is None else self.index(column.declaration.refers_to or "").get(target)

    def position(self, record: Record) -> int:
        """Return the place of one of the ledger's own records among those of its kind.

        Raises:
            KeyError: the record is not of this ledger; an equal one is not the same.
        """
        name = record.__kind__.name
        if name not in self._positions:
            self._positions[name] = {id(member): place for place, member in enumerate(self.of_kind(name))}
        return self._positions[name][id(record)]

    def source(self, kind: RecordKind, position: int, column: Column | None = None) -> Source:
        """Tell where the record at a position among those of its kind came from."""
        return self._locate(kind, position, column)

    def code_list(self, column: Column) -> CodeList | None:
        """Return the code list of a label column, by the district's scheme; ``None`` where it chose none it knows."""
        scheme = column.declaration.codes or ""
        name = self.header.schemes.get(scheme, scheme)
        found = code_list(name) if name in code_list_ids() else None
        return found if found is None or scheme in (found.id, found.scheme) else None

    def on_register(self, day: date) -> tuple[Organization, ...]:
        """Return the organizations that stood on the register (在册) at the end of a day.

        Registered on or before the day, and not removed by it (注销、撤销登记、吊销登记证书).
        """
        return tuple(
            organization
            for organization in self.all(Organization)
            if organization.registered_on is not None
            and organization.registered_on <= day
            and (organization.removed_on is None or organization.removed_on > day)
        )

    def status_on(self, organization: Organization, day: date) -> str | None:
        """Return the code of an organization's status at the end of a day, from its dated changes.

        Where no change up to the day is recorded, it is what stood before the first later one. With no dated change
        at all, it is the present status from the day of registration on; of an organization that has left the
        register, ``REGISTERED`` until the day on which it left. ``None`` before the day of registration.
        """
        if self._status_changes is None:
            self._status_changes = {}
            for change in sorted(self.all(RegistrationChange), key=lambda change: change.on):
                if change.item == "STATUS":
                    self._status_changes.setdefault(change.organization, []).append(change)
        changes = self._status_changes.get(organization.id, [])
        past = [change.after for change in changes if change.on <= day]
        if past:
            return past[-1]
        if organization.registered_on is None or organization.registered_on > day:
            return None
        if changes:
            return changes[0].before
        has_left = organization.removed_on is not None and organization.removed_on <= day
        return organization.status if has_left or organization.removed_on is None else "REGISTERED"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ledger):
            return NotImplemented
        mine = {name: members for name, members in self._records.items() if members}
        theirs = {name: members for name, members in other._records.items() if members}
        return self.header == other.header and mine == theirs

    __hash__ = None  # type: ignore[assignment]  # compared by value, too large to hash

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {len(members)}" for name, members in self._records.items())
        return f"<Ledger {self.header.title!r} {{{counts}}}>"
