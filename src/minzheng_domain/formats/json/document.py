"""Document: a ledger as one JSON document, read strictly, with every fault that is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minzheng_domain.formats.json.canonical import FORMAT, VERSION
from minzheng_domain.formats.json.parsing import parse
from minzheng_domain.formats.json.problems import MISSING, Collector, child, known, refuse, shown
from minzheng_domain.formats.json.strict import read_header, read_list, read_object, read_record
from minzheng_domain.model.columns import Column, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger, Locate
from minzheng_domain.model.remarks import Source
from minzheng_domain.text import Text

FIELD = Text("字段", "field")
KIND = Text("记录种类", "kind of record")

_KEYS = ("format", "version", "header", "records")
_FORMAT = Text(f"本库的台账 “{FORMAT}”", f"a ledger of this library: '{FORMAT}'")
_VERSION = Text(f"版本 {VERSION}", f"version {VERSION}")
_OBJECT = Text("JSON 对象 {…}", "a JSON object {...}")


def read_document(text: str, file: str) -> Ledger:
    """Read a ledger from the text of a JSON document.

    Raises:
        ReadError: the text is no JSON, or not as a ledger must be.
    """
    document: dict[str, Any] = parse(text, file)  # it begins with {, which was looked at before
    problems = Collector(file)
    header = read_head(document, "$", _KEYS, problems)
    records: dict[str, list[Record]] = {}
    for name, members in _kinds(document, problems):
        kind, path = record_kinds()[name], child("$.records", name)
        made = (
            read_record(member, kind, f"{path}[{position}]", problems)
            for position, member in enumerate(read_list(members, path, problems))
        )
        records[name] = [record for record in made if record is not None]
    problems.raise_if_any()
    return Ledger(records, header=header, locate=located_by_path(file), file=file)


def read_head(document: dict[str, Any], path: str, keys: Sequence[str], problems: Collector) -> Header:
    """Read the header out of the object that begins a ledger, and look at the object's keys.

    Raises:
        ReadError: it is of another format or version, so that there is nothing else to say about it.
    """
    for key, right, wanted in (("format", FORMAT, _FORMAT), ("version", VERSION, _VERSION)):
        found = document.get(key)
        if type(found) is not type(right) or found != right:
            raise refuse(problems.file, child(path, key), shown(found) if key in document else MISSING, wanted)
    read_object(document, path, problems)
    for key, value in document.items():
        if key not in keys:
            problems.add(child(path, key), shown(value), known(FIELD, key, keys))
    for key in keys:
        if key not in document:
            problems.add(child(path, key), MISSING, _OBJECT)
    header = read_header(document["header"], child(path, "header"), problems) if "header" in document else None
    return header or Header(title="")


def _kinds(document: dict[str, Any], problems: Collector) -> list[tuple[str, Any]]:
    """Return what a document has under the name of each kind of record, and note names that are of none."""
    given = read_object(document["records"], "$.records", problems) if "records" in document else None
    kinds = record_kinds()
    for name, members in (given or {}).items():
        if name not in kinds:
            problems.add(child("$.records", name), shown(members), known(KIND, name, kinds))
    return [(name, members) for name, members in (given or {}).items() if name in kinds]


def located_by_path(file: str) -> Locate:
    """Return the function that tells the path of a record, or of a field of it, in a document."""

    def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
        path = f"$.records.{kind.name}[{position}]"
        return Source(file, child(path, column.name) if column else path)

    return locate
