"""Two readers, one answer: with msgspec and without, a document is accepted with the same result, or refused alike."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.formats.json import read_ledger
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.testing.strategies import ledgers

ODD = [
    "5.0", "1e3", "1E+3", "-0", "-0.0", "1.10", "01", "+1", ".5", "5.", "0x1", "true", "false", "null", "NaN",
    "-Infinity", "99999999999999999999", "9223372036854775808", "-9223372036854775808", "1e400",
    "1e99999999999999999999", "[]", "{}", '"１２"', '"1_000"', '" 1 "', '"NaN"', '"1E+3"', '"-0"', '"007"',
    '"+1"', '".5"', '"5."', '"1.10"', '"Infinity"', '"2019-02-30"', '"2019-2-3"', '"20190203"',
    '"2019-02-03"', '"2019-02-03T00:00:00"', '"２０１９-02-03"', '"0000-01-01"', '"\\u0041"', '"\\ud800"',
    '"\\ud83d\\ude00"', '"\\/"', '"a\\u0000b"', '"\t"', '""', '"否"', '"True"', "1 ", '"' + "9" * 65 + '"',
]  # fmt: skip
HERE = "<here>"
"""What stands in a document where a test puts in JSON text of its own."""


def read_both(using: Any, path: Path, *, lines: bool) -> tuple[Any, Any]:
    """Read a file in both ways; give what came of it, a ledger or problems."""

    def read() -> Ledger | tuple[tuple[Problem, ...], int]:
        try:
            return read_ledger(path, lines=lines)
        except ReadError as error:
            return error.problems, error.omitted

    with using("msgspec"):
        one = read()
    with using("standard library"):
        other = read()
    return one, other


def mutate(draw: st.DrawFn, document: Any) -> bytes:
    """Change a document somewhere: drop or add a key, put something odd in the place of a value, change blanks."""
    document = copy.deepcopy(document)
    places = list(_objects(document))
    kind = draw(st.sampled_from(["none", "drop", "add", "odd", "order", "pretty", "escape", "repeat", "cut"]))
    owner, keys = draw(st.sampled_from(places))
    key = draw(st.sampled_from(keys)) if keys else ""
    insert = b""
    match kind:
        case "drop" if keys:
            del owner[key]
        case "add":
            owner[draw(st.sampled_from(["x", "names", "ID", "字段", "a b", ""]))] = draw(
                st.sampled_from([1, None, {"a": [1.5]}])
            )
        case "odd" if keys:
            owner[key] = HERE
            insert = draw(st.sampled_from(ODD)).encode()
        case "order":
            moved = owner.pop(key, None) if keys else None
            owner[key] = moved
        case "repeat" if keys:
            owner[HERE] = owner[key]
            insert = json.dumps(key, ensure_ascii=False).encode()
    text = json.dumps(document, ensure_ascii=kind == "escape", indent=2 if kind == "pretty" else None)
    data = text.encode()
    if insert:
        data = data.replace(f'"{HERE}"'.encode(), insert)
    return data[: len(data) // 2] if kind == "cut" else data


def _objects(value: Any) -> Any:
    if isinstance(value, dict):
        yield value, list(value)
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


@given(data=st.data(), ledger=ledgers(["organizations", "payments"], max_size=2))
def test_changed_document_is_read_alike(fast, using, written, tmp_path_factory, data, ledger) -> None:
    """Whatever is changed in a document, both readers accept it with the same ledger or find the same problems."""
    path = tmp_path_factory.getbasetemp() / f"agreement-{os.getpid()}.json"
    path.write_bytes(mutate(data.draw, json.loads(written(ledger))))

    one, other = read_both(using, path, lines=False)

    assert one == other


@given(data=st.data(), ledger=ledgers(["organizations", "payments"], max_size=2))
def test_changed_lines_are_read_alike(fast, using, written, tmp_path_factory, data, ledger) -> None:
    """Whatever is changed in a line, both readers agree."""
    path = tmp_path_factory.getbasetemp() / f"agreement-{os.getpid()}.jsonl"
    lines = written(ledger, lines=True).splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = mutate(data.draw, json.loads(lines[place])).replace(b"\n", b" ")
    lines[1:] = data.draw(st.just(lines[1:]) | st.permutations(lines[1:]))
    path.write_bytes(b"\n".join(lines) + data.draw(st.sampled_from([b"\n", b"", b"\n\n", b"\r\n"])))

    one, other = read_both(using, path, lines=True)

    assert one == other


@pytest.mark.parametrize("odd", ODD)
def test_odd_value_in_every_kind_of_column_is_read_alike(fast, using, written, save, ledger: Ledger, odd: str) -> None:
    """Each odd value in the place of a text, a day, a number, an amount and a flag."""
    columns = ("id", "name", "uscc", "registered_on", "staff", "registered_funds", "is_charity")

    for column in columns:
        document = json.loads(written(ledger))
        document["records"]["organizations"][0][column] = HERE
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace(f'"{HERE}"', odd)
        one, other = read_both(using, save(text), lines=False)
        assert one == other, column


@pytest.mark.parametrize(
    ("column", "value", "accepted"),
    [
        ("staff", "5", True),
        ("staff", "5.0", False),
        ("staff", "1e3", False),
        ("staff", "true", False),
        ("staff", '"5"', False),
        ("staff", "9223372036854775807", True),
        ("staff", "9223372036854775808", False),
        ("registered_funds", "5", True),
        ("registered_funds", "1.10", True),
        ("registered_funds", "1e3", True),
        ("registered_funds", "1e400", False),
        ("registered_funds", '"1.10"', True),
        ("registered_funds", '"１２"', False),
        ("registered_funds", '"1_000"', False),
        ("registered_funds", '" 1 "', False),
        ("registered_funds", '"1E+3"', False),
        ("registered_funds", '"NaN"', False),
        ("registered_funds", '"Infinity"', False),
        ("registered_funds", "NaN", False),
        ("registered_funds", "true", False),
        ("registered_funds", '"' + "9" * 65 + '"', False),
        ("registered_on", '"2019-02-28"', True),
        ("registered_on", '"2019-02-30"', False),
        ("registered_on", '"2019-2-3"', False),
        ("registered_on", '"20190203"', False),
        ("registered_on", '"2019-02-03T00:00:00"', False),
        ("registered_on", "20190203", False),
        ("is_charity", "true", True),
        ("is_charity", "1", False),
        ("is_charity", '"否"', False),
        ("name", "5", False),
        ("name", "null", False),
        ("name", '""', True),
        ("name", '"\\ud800"', False),
        ("name", '"\\ud83d\\ude00"', True),
        ("uscc", "null", True),
        ("id", '""', False),
    ],
)
def test_nothing_is_coerced(
    each_engine: str, written, save, read, ledger: Ledger, column: str, value: str, *, accepted: bool
) -> None:
    """A value is taken as it stands, or the file is refused with the path of the field and what is wanted there."""
    document = json.loads(written(ledger))
    document["records"]["organizations"][1][column] = HERE
    path = save(json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace(f'"{HERE}"', value))

    if accepted:
        read(path)
        return
    with pytest.raises(ReadError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert problem.path == f"$.records.organizations[1].{column}"
    assert problem.wanted.zh != problem.wanted.en


def test_every_kind_may_be_changed_by_the_mutations() -> None:
    """The kinds that are drawn exist, and payments hold amounts."""
    assert {"organizations", "payments"} <= set(record_kinds())


def test_pretty_document_is_read_by_the_fast_reader(fast, written, ledger: Ledger) -> None:
    """A file that a person or a formatter has laid out anew is proven too, and read fast."""
    pretty = json.dumps(json.loads(written(ledger)), ensure_ascii=False, indent=4).encode()

    assert fast.read_document(pretty) == ledger


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"staff":12', '"staff":12,"extra":1'),
        ('"staff":12', '"staff":12,"staff":13'),
        ('"staff":12', '"staff":12.0'),
        ('"30000.50"', "30000.50"),
        ('"30000.50"', '"30000.500"'.replace("500", "５0")),
        ('"note":null', '"note":null,"extra":{}'),
        ('"version":1', '"version":1,"extra":null'),
        ('"version":1', '"version":2'),
        ('"uscc":null,', ""),
    ],
)
def test_fast_reader_proves_that_nothing_was_dropped(fast, written, ledger: Ledger, old: str, new: str) -> None:
    """Where msgspec passes over something in silence, or takes it for something else, the strict reader is asked."""
    data = written(ledger).decode()
    assert data.count(old) >= 1

    assert fast.read_document(data.encode()) == ledger
    assert fast.read_document(data.replace(old, new, 1).encode()) is None


@pytest.mark.parametrize("number", ["NaN", "1E+3", "-Infinity", "9" * 65])
def test_fast_reader_of_lines_proves_it_too(fast, written, ledger: Ledger, number: str) -> None:
    """What is read but could not be written is for the strict reader, in lines as in documents."""
    for lines, reader in ((False, fast.read_document), (True, fast.read_lines)):
        data = written(ledger, lines=lines)
        assert reader(data) == ledger
        assert reader(data.replace(b"30000.50", number.encode())) is None
