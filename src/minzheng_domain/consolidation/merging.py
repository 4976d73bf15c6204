"""Merging: several ledgers into one, nothing lost and nothing counted twice, every record with its own source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from minzheng_domain.consolidation.contributions import Contribution, Standing, agreed_header
from minzheng_domain.consolidation.telling import Teller
from minzheng_domain.consolidation.things import Entry, Thing, ids_of, things_of
from minzheng_domain.model.columns import Column, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import Remark, Source
from minzheng_domain.model.reporting import ReportingUnit

_UNITS = ReportingUnit.__kind__.name


def consolidate(contributions: Iterable[Contribution], *, header: Header | None = None, file: str = "") -> Ledger:
    """Merge the ledgers of several units into one.

    Records that are about one thing become one record: equal ones, and those that differ in nothing but their id and
    belong to one unit; those of one id with the same required names, days and references; organizations of one USCC,
    reporting units of one name. Where they differ, the version of the unit
    that the thing belongs to is taken (its town, or the town of what it refers to), else that of the bureau, else that
    of the unit with the lowest id; what the others say is told in remarks. Different things of one id get the id of
    their unit before it, and the references to them follow. The order of the ledgers decides that of the records only.

    Args:
        contributions: the ledgers, each with its unit.
        header: the cover of the result; whatever all ledgers say alike, if left out.
        file: the file that the result is said to come from.

    Returns:
        The ledger. Each record still has the source that it had in its own ledger.

    Raises:
        ConsolidationError: two ledgers are of one unit; they chose different schemes; one is made up and another not.
    """
    given = tuple(contributions)
    merger = _Merger(given)
    cover = agreed_header(given, header) if given else header or Header(title="")
    for kind in record_kinds().values():  # a kind comes after those that it refers to
        merger.merge(kind)
    return merger.ledger(cover, file)


class _Merger:
    """What has been merged so far."""

    def __init__(self, contributions: Sequence[Contribution]) -> None:
        self.contributions = contributions
        self.naming = next((i for i, c in enumerate(contributions) if c.standing is Standing.MANIFEST), None)
        self.renamed: list[dict[tuple[str, str], str]] = [{} for _ in contributions]
        """For each ledger, the ids that differ in the result, by kind and id."""
        self.own = [{contribution.unit} for contribution in contributions]
        """For each ledger, the ids in the result of the unit that it comes from."""
        self.belongs: dict[tuple[str, str], str] = {}
        """The unit that a record belongs to, by kind and id."""
        self.records: dict[str, list[Record]] = {}
        self.origins: dict[str, list[tuple[int, int]]] = {}
        self.remarks: list[Remark] = []

    def merge(self, kind: RecordKind) -> None:
        """Merge the records of a kind, those that they refer to being merged."""
        entries = [entry for place in range(len(self.contributions)) for entry in self.entries(kind, place)]
        things = things_of(kind, entries)
        ids = ids_of(things, naming=self.naming, taken={entry.id for entry in entries})
        taken: dict[tuple[int, int], Record] = {}
        for thing in things:
            final = ids[id(thing)]
            self.name(kind, thing, final)
            for position, record in zip(thing.kept.positions, thing.kept.records, strict=True):
                taken[thing.kept.place, position] = record if record.id == final else record.evolve(id=final)
            if (owner := self.owner(kind, thing.kept.first)) is not None:
                self.belongs[kind.name, final] = owner
        if taken:
            self.origins[kind.name] = sorted(taken)
            self.records[kind.name] = [taken[origin] for origin in sorted(taken)]
        self.tell(kind, things, ids)

    def entries(self, kind: RecordKind, place: int) -> Iterator[Entry]:
        """Yield what a ledger has under each id of a kind."""
        contribution = self.contributions[place]
        found: dict[str, list[int]] = {}
        members = contribution.ledger.of_kind(kind.name)
        for position, record in enumerate(members):
            found.setdefault(record.id, []).append(position)
        for name, positions in found.items():
            records = tuple(self.rewritten(members[position], kind, place) for position in positions)
            yield Entry(
                place=place,
                unit=contribution.unit,
                id=name,
                positions=tuple(positions),
                records=records,
                owner=self.owner(kind, records[0]),
                weight=(not self.is_own(kind, records[0], place), contribution.standing, contribution.unit),
            )

    def rewritten(self, record: Record, kind: RecordKind, place: int) -> Record:
        """Return a record whose references are those of the result."""
        renamed = self.renamed[place]
        changes = {
            column.name: renamed[key]
            for column in kind.references
            if (key := (column.declaration.refers_to or "", getattr(record, column.name))) in renamed
        }
        return record.evolve(**changes) if changes else record

    def is_own(self, kind: RecordKind, record: Record, place: int) -> bool:
        """Tell whether a record belongs to the unit whose ledger has it."""
        contribution = self.contributions[place]
        if isinstance(record, ReportingUnit):
            return record.id == contribution.unit or (record.name == contribution.name and contribution.name != "")
        return self.owner(kind, record) in self.own[place]

    def owner(self, kind: RecordKind, record: Record) -> str | None:
        """Return the unit that a record belongs to: its own town, or that of what it refers to."""
        targets = [(column.declaration.refers_to or "", getattr(record, column.name)) for column in kind.references]
        town = next((target for kind_, target in targets if kind_ == _UNITS and target is not None), None)
        return town or next((self.belongs[target] for target in targets if target in self.belongs), None)

    def name(self, kind: RecordKind, thing: Thing, final: str) -> None:
        """Note what the entries of a thing are called in the result, and whether they are the unit of their ledger."""
        for entry in thing.entries:
            if entry.id != final:
                self.renamed[entry.place][kind.name, entry.id] = final
            if kind.name == _UNITS and not entry.weight[0]:
                self.own[entry.place].add(final)

    def tell(self, kind: RecordKind, things: Sequence[Thing], ids: dict[int, str]) -> None:
        """Tell what became of the entries that are not taken as they stand."""
        teller = Teller(self.contributions, kind)
        for thing in things:
            self.remarks += teller.remarks(thing, ids[id(thing)])

    def ledger(self, header: Header, file: str) -> Ledger:
        """Return the result."""
        origins, ledgers = self.origins, [contribution.ledger for contribution in self.contributions]

        def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
            place, original = origins[kind.name][position]
            return ledgers[place].source(kind, original, column)

        earlier = [
            attrs.evolve(remark, record=self.renamed[place].get((remark.kind, remark.record), remark.record))
            if remark.kind is not None and remark.record is not None
            else remark
            for place, ledger in enumerate(ledgers)
            for remark in ledger.remarks
        ]
        return Ledger(self.records, header=header, locate=locate, file=file, remarks=[*earlier, *self.remarks])
