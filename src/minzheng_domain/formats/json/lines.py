"""Lines: a ledger as JSON Lines, read strictly: the header in the first line, then a record in each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from minzheng_domain.errors import ReadError
from minzheng_domain.formats.json.document import KIND, read_head
from minzheng_domain.formats.json.parsing import parse
from minzheng_domain.formats.json.problems import Collector, at_line, child, known, shortened, shown
from minzheng_domain.formats.json.strict import read_object, read_record
from minzheng_domain.model.columns import Column, Record, RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger, Locate
from minzheng_domain.model.remarks import Source
from minzheng_domain.text import Text

_KEYS = ("format", "version", "header")
_BLANKS = " \t\r"
_ONE_RECORD = Text("只有一个字段（记录种类）的 JSON 对象", "a JSON object with one key, a kind of record")


def read_lines(text: str, file: str) -> Ledger:
    """Read a ledger from the text of a file of JSON Lines; blank lines are passed over.

    Raises:
        ReadError: a line is no JSON, or not as it must be.
    """
    problems = Collector(file)
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip(_BLANKS))
    number, first = next(lines)
    header = read_head(parse(first, file, line=number), at_line(number, "$"), _KEYS, problems)
    records: dict[str, list[Record]] = {}
    places: dict[str, array[int]] = {}
    for number, kind, value in _records(lines, problems):
        record = read_record(value, kind, at_line(number, child("$", kind.name)), problems)
        if record is not None:
            records.setdefault(kind.name, []).append(record)
            places.setdefault(kind.name, array("Q")).append(number)
    problems.raise_if_any()
    return Ledger(records, header=header, locate=located_by_line(file, places), file=file)


def _records(lines: Iterator[tuple[int, str]], problems: Collector) -> Iterator[tuple[int, RecordKind, Any]]:
    """Yield number, kind of record and value of each line, and note what is no such line."""
    kinds = record_kinds()
    for number, line in lines:
        path = at_line(number, "$")
        try:
            value = read_object(parse(line, problems.file, line=number), path, problems)
        except ReadError as error:
            for problem in error.problems:
                problems.add(problem.path, problem.found, problem.wanted)
            continue
        if value is None:
            continue
        if len(value) != 1:
            problems.add(path, shortened(", ".join(map(shown, value))) or "{}", _ONE_RECORD)
            continue
        ((name, member),) = value.items()
        if name in kinds:
            yield number, kinds[name], member
        else:
            problems.add(child(path, name), shown(member), known(KIND, name, kinds))


def located_by_line(file: str, lines: Mapping[str, Sequence[int]]) -> Locate:
    """Return the function that tells the line of a record, from the lines of the records of each kind."""

    def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
        path = child("$", kind.name)
        return Source(file, at_line(lines[kind.name][position], child(path, column.name) if column else path))

    return locate
