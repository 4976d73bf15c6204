"""Telling: what a consolidation made of each record that is not taken as it stands, with the sources of both files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minzheng_domain.consolidation.contributions import Contribution
from minzheng_domain.consolidation.things import Entry, Thing
from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.remarks import Remark, Source, Treatment
from minzheng_domain.text import Text


class Teller:
    """Tells what became of the entries of things of one kind."""

    def __init__(self, contributions: Sequence[Contribution], kind: RecordKind) -> None:
        self.contributions = contributions
        self.kind = kind

    def remarks(self, thing: Thing, final: str) -> Iterator[Remark]:
        """Yield the remarks on a thing: other ids, versions that were not taken, doubles."""
        yield from self._renamed(thing.kept, final)
        for entry in thing.entries[1:]:
            differing = list(self._overruled(thing.kept, entry, final))
            yield from differing
            yield from self._merged(thing.kept, entry, final, is_told=bool(differing))

    def _renamed(self, entry: Entry, final: str) -> Iterator[Remark]:
        if entry.id == final:
            return
        reason = Text(
            "别的单位有编号相同的另一条记录，或汇总清单另有编号；引用随之更改",
            "another unit has another record of this id, or the manifest calls it so; the references follow",
        )
        for position in entry.positions:
            yield Remark(
                source=self._source(entry, position, self.kind.column("id")),
                treatment=Treatment.REPAIRED,
                found=entry.id,
                taken=final,
                reason=reason,
                kind=self.kind.name,
                record=final,
                field="id",
            )

    def _overruled(self, kept: Entry, entry: Entry, final: str) -> Iterator[Remark]:
        """Yield what a version says that is not taken; an empty field says nothing."""
        for column in self.kind.columns:
            found, taken = getattr(entry.first, column.name), getattr(kept.first, column.name)
            if column.name == "id" or found is None or found == taken:
                continue
            yield Remark(
                source=self._source(entry, entry.positions[0], column),
                treatment=Treatment.OVERRULED,
                found=str(found),
                taken="" if taken is None else str(taken),
                reason=self._why(kept, entry),
                kind=self.kind.name,
                record=final,
                field=column.name,
            )

    def _why(self, kept: Entry, entry: Entry) -> Text:
        mine, theirs = self.contributions[entry.place].label, self.contributions[kept.place].label
        place = self._source(kept, kept.positions[0])
        if not kept.weight[0]:
            rule = Text("该记录属于此单位", "the record belongs to that unit")
        elif kept.weight[1] < entry.weight[1]:
            rule = Text("没有归属单位的，以本级台账为准", "where no unit owns it, the bureau's ledger counts")
        else:
            rule = Text("没有归属单位的，以编号在前的单位为准", "where no unit owns it, that of the lowest id counts")
        return Text(
            f"“{mine}”与“{theirs}”（{place}）的同一条记录说法不一，以“{theirs}”为准：{rule.zh}",
            f"'{mine}' and '{theirs}' ({place}) differ on one record; '{theirs}' counts: {rule.en}",
        )

    def _merged(self, kept: Entry, entry: Entry, final: str, *, is_told: bool) -> Iterator[Remark]:
        """Yield that records were merged into another; the units themselves stand in every ledger that names them."""
        if self.kind.name == "reporting_units" or (is_told and len(entry.positions) == 1):
            return
        theirs, place = self.contributions[kept.place].label, self._source(kept, kept.positions[0])
        for position in entry.positions:
            yield Remark(
                source=self._source(entry, position),
                treatment=Treatment.MERGED,
                found=entry.id,
                taken=final,
                reason=Text(
                    f"与“{theirs}”的 {place} 是同一条记录，只计一次", f"it is the record at {place} of '{theirs}'; it counts once"
                ),
                kind=self.kind.name,
                record=final,
            )

    def _source(self, entry: Entry, position: int, column: Column | None = None) -> Source:
        return self.contributions[entry.place].ledger.source(self.kind, position, column)
