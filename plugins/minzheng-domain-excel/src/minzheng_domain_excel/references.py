"""References: what a clerk writes for another record, its code or its name, → the id of the record that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.remarks import Treatment
from minzheng_domain.text import Text
from minzheng_domain_excel.collecting import Collector
from minzheng_domain_excel.labels import literal
from minzheng_domain_excel.remarking import Said
from minzheng_domain_excel.repairs import normal

BY_NAME = Text(
    "按名称或代码找到所指的记录，换成其编号", "the record was found by its name or code, and its id was taken"
)


class Targets:
    """The records of one kind, by everything that they are called."""

    def __init__(self, kind: RecordKind, records: Iterable[Record]) -> None:
        self._records = list(records)
        self.ids = {record.id for record in self._records}
        self._names = [c.name for c in kind.columns if c.kind is ColumnKind.NAME and c.declaration.required]
        self._is_coded = any(column.name == "uscc" for column in kind.columns)
        self._by_name: Mapping[str, str | None] | None = None

    def find(self, said: str) -> str | None:
        """Return the id of the one record that bears a code or a name; ``None`` if none does, or several do."""
        if self._by_name is None:
            self._by_name = self._index()
        return self._by_name.get(normal(said))

    def _index(self) -> dict[str, str | None]:
        """Return the ids by id, code and name, as they are compared; ids go before codes, and these before names."""
        found: dict[str, str | None] = {}
        for fields in (["id"], ["uscc"] if self._is_coded else [], self._names):
            level: dict[str, str | None] = {}
            for record in self._records:
                for field in fields:
                    said = normal(getattr(record, field) or "")
                    level[said] = record.id if level.get(said, record.id) == record.id else None
            found = level | found
        found.pop("", None)
        return found


def resolve(collectors: Sequence[Collector]) -> None:
    """Replace what stands for other records by their ids, in place, and note where that was done."""
    by_kind: dict[str, list[Record]] = {}
    for collector in collectors:
        by_kind.setdefault(collector.table.kind.name, []).extend(collector.records)
    targets = {name: Targets(record_kind(name), records) for name, records in by_kind.items()}
    for collector in collectors:
        for column in collector.table.kind.references:
            _resolve_column(collector, column, targets.get(column.declaration.refers_to or ""))


def _resolve_column(collector: Collector, column: Column, targets: Targets | None) -> None:
    place = collector.place(column)
    records, field = collector.records, column.name
    for position, record in enumerate(records):
        said = getattr(record, field)
        if not said or (targets is not None and said in targets.ids):
            continue
        if (meant := literal(said)) is not None:
            records[position] = record.evolve(**{field: meant})
        elif targets is not None and (found := targets.find(said)) is not None:
            records[position] = record.evolve(**{field: found})
            if place is not None:
                settled = Said(Treatment.REPAIRED, said, BY_NAME, taken=found, field=field)
                collector.notes.settle(collector.rows[position], place, settled)
