"""JSON ledgers: what is written is read again as it was, and the same ledger is always the same bytes."""

from __future__ import annotations

import enum
import gc
import io
import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.errors import WriteError
from minzheng_domain.formats.json import canonical, read_ledger, write_ledger
from minzheng_domain.model.columns import ColumnKind, Record
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.testing.strategies import Careless, ledgers

ORGANIZATION: Any = record_kind("organizations").record_class
NARRATIVE = {"id": "1", "name": "x", "type": "x", "status": "x"}
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=None).filter(
    lambda number: len(format(number, "f")) <= 64
) | st.sampled_from([Decimal(text) for text in ("1E+3", "-0", "0E-10", "1E-30", "9" * 64, "1.10", "-1E+5")])
CARELESS = Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)


class Colour(enum.StrEnum):
    """A text that is more than a text."""

    RED = "RED"


def with_any_text() -> st.SearchStrategy[Ledger]:
    """Draw ledgers with every character and number that may stand in one: control characters, emoji, exponents."""
    text = st.text(st.characters(codec="utf-8"), max_size=12)

    def value(column: Any) -> st.SearchStrategy[Any]:
        match column.kind:
            case ColumnKind.DATE:
                some: st.SearchStrategy[Any] = st.dates()
            case ColumnKind.NUMBER:
                some = st.integers(-(2**63), 2**63 - 1)
            case ColumnKind.DECIMAL | ColumnKind.MONEY:
                some = NUMBERS
            case ColumnKind.FLAG:
                some = st.booleans()
            case _:
                some = text.filter(bool) if column.name == "id" else text
        return some if column.declaration.required else st.none() | some

    records = {
        name: st.lists(st.builds(kind.record_class, **{c.name: value(c) for c in kind.columns}), max_size=2)
        for name, kind in record_kinds().items()
        if name in ("organizations", "payments", "narratives")
    }
    headers = st.builds(Header, title=text, note=st.none() | text, schemes=st.dictionaries(text, text, max_size=2))
    return st.builds(lambda records, header: Ledger(records, header=header), st.fixed_dictionaries(records), headers)


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("name", ["msgspec", "standard library"])
@given(ledger=ledgers(careless=CARELESS) | with_any_text())
def test_ledger_is_read_as_it_was_written(using, written, tmp_path_factory, lines, name, ledger) -> None:
    """Any ledger comes back equal, by either engine and in either form."""
    path = tmp_path_factory.getbasetemp() / f"round-trip-{os.getpid()}.json"

    with using(name):
        path.write_bytes(written(ledger, lines=lines))
        again = read_ledger(path, lines=lines)

    assert again == ledger


@pytest.mark.parametrize("lines", [False, True])
@given(ledger=ledgers(careless=CARELESS) | with_any_text())
def test_both_engines_write_the_same_bytes(fast, using, written, lines, ledger) -> None:
    """What msgspec writes and what the standard library writes cannot be told apart."""
    with using("msgspec"):
        one = written(ledger, lines=lines)
    with using("standard library"):
        other = written(ledger, lines=lines)

    assert one == other


@given(ledger=with_any_text())
def test_fast_reader_takes_whatever_the_library_has_written(fast, written, ledger) -> None:
    """No ledger of the library's own needs the slow reader."""
    assert fast.read_document(written(ledger)) == ledger
    assert fast.read_lines(written(ledger, lines=True)) == ledger


@given(ledger=ledgers(careless=CARELESS))
def test_writing_what_was_read_gives_the_same_bytes(written, tmp_path_factory, ledger) -> None:
    """The canonical form is a fixed point."""
    path = tmp_path_factory.getbasetemp() / f"fixed-{os.getpid()}.json"
    path.write_bytes(written(ledger))

    assert written(read_ledger(path)) == path.read_bytes()


def test_canonical_form(written, ledger: Ledger, each_engine: str) -> None:
    """One record on a line, every field written, fields and kinds in the order of declaration, decimals as strings."""
    text = written(ledger).decode()

    lines = text.splitlines()
    assert lines[0].startswith('{"format":"minzheng-ledger","version":1,"header":{"title":"例","district":null,')
    assert lines[1] == '"organizations":['
    assert lines[2].startswith(
        '{"id":"ORG-1","name":"某某社区服务中心","type":"SERVICE_AGENCY","status":"REGISTERED","uscc":null,'
    )
    assert '"registered_on":"2015-03-09"' in lines[2]
    assert '"registered_funds":"30000.50"' in lines[2]
    assert lines[2].endswith("},")
    assert lines[4].endswith("}")
    assert lines[5:7] == ["],", '"registration_changes":[']
    assert lines[8:] == ["]", "}}"]
    assert text.endswith("}}\n")
    assert list(json.loads(text)["records"]["organizations"][1]) == [c.name for c in ORGANIZATION.__kind__.columns]


def test_canonical_lines(written, ledger: Ledger, each_engine: str) -> None:
    """As JSON Lines: the header, then a line for each record under the name of its kind."""
    values = [json.loads(line) for line in written(ledger, lines=True).decode().splitlines()]

    assert list(values[0]) == ["format", "version", "header"]
    assert [list(value) for value in values[1:]] == [["organizations"]] * 3 + [["registration_changes"]]


def test_empty_ledger_is_one_line(written, save, read, each_engine: str) -> None:
    """A ledger without records is written without kinds, and read again."""
    empty = Ledger({"organizations": []}, header=Header(title="空"))

    assert written(empty).count(b"\n") == 1
    assert read(save(written(empty))) == empty
    assert read(save(written(empty, lines=True), "a.jsonl")) == empty


def test_large_ledger_is_written_piece_by_piece(read, save, written, each_engine: str) -> None:
    """Pieces of hundreds of records join without a seam, at every size around that of a piece."""
    for size in (canonical.CHUNK - 1, canonical.CHUNK, canonical.CHUNK + 1, 2 * canonical.CHUNK):
        ledger = Ledger(
            {"organizations": [ORGANIZATION(**NARRATIVE | {"id": str(i)}) for i in range(size)]},
            header=Header(title="大"),
        )

        assert read(save(written(ledger))) == ledger
        assert read(save(written(ledger, lines=True), "a.jsonl")) == ledger
        assert max(map(len, canonical.canonical_chunks(ledger))) < len(written(ledger)) or size <= canonical.CHUNK


def test_lines_are_decoded_in_blocks_without_a_seam(
    fast, monkeypatch: pytest.MonkeyPatch, written, ledger: Ledger
) -> None:
    """Wherever a block of lines ends, no line is lost."""
    data = written(ledger, lines=True)

    for size in (1, 100, len(data) // 2, len(data)):
        monkeypatch.setattr(fast, "_PIECE", size)
        assert fast.read_lines(data) == ledger


@pytest.mark.parametrize(
    ("number", "shown"),
    [("1E+3", "1000"), ("1E-7", "0.0000001"), ("1.10", "1.10"), ("-0", "-0"), ("0E+2", "0"), ("-2.5E+1", "-25")],
)
def test_decimals_are_written_in_plain_notation(written, each_engine: str, number: str, shown: str) -> None:
    """No exponent is ever written, and no digit is lost."""
    ledger = Ledger.of([ORGANIZATION(**NARRATIVE, registered_funds=Decimal(number))])

    assert f'"registered_funds":"{shown}"'.encode() in written(ledger)


@pytest.mark.parametrize("text", ["\ud800", "好\udfff", "\udc80abc"])
@pytest.mark.parametrize("field", ["name", "domicile"])
def test_half_a_character_is_refused_with_its_field(written, each_engine: str, text: str, field: str) -> None:
    """UTF-8 knows no surrogate: the message names record and field."""
    ledger = Ledger.of([ORGANIZATION(**NARRATIVE), ORGANIZATION(**NARRATIVE | {"id": "ORG-9", field: text})])

    with pytest.raises(WriteError) as caught:
        written(ledger)

    assert f"organizations.{field}" in caught.value.reason.en
    assert "ORG-9" in caught.value.reason.zh
    caught.value.reason.zh.encode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("registered_funds", Decimal("NaN")),
        ("registered_funds", Decimal("sNaN123")),
        ("registered_funds", Decimal("-Infinity")),
        ("registered_funds", Decimal("1E+100")),
        ("registered_funds", Decimal("1E-100")),
        ("registered_funds", Decimal("1E+999999999999")),
        ("registered_funds", Decimal("9" * 65)),
        ("registered_funds", 30000.5),
        ("registered_funds", 30000),
        ("registered_funds", "30000"),
        ("staff", 2**63),
        ("staff", -(2**63) - 1),
        ("staff", True),
        ("staff", 5.0),
        ("staff", Decimal(5)),
        ("registered_on", "2019-01-01"),
        ("is_charity", 1),
        ("name", None),
        ("name", 5),
        ("domicile", b"x"),
        ("status", Colour.RED),
        ("uscc", Decimal(5)),
        ("id", ""),
        ("id", 7),
    ],
)
def test_value_that_no_reader_takes_is_not_written(written, each_engine: str, field: str, value: object) -> None:
    """A number that is none, or beyond the bounds, or of another type, is refused with record, field and value."""
    ledger = Ledger.of([ORGANIZATION(**NARRATIVE | {field: value})])

    for lines in (False, True):
        with pytest.raises(WriteError, match=rf"organizations\.{field}"):
            written(ledger, lines=lines)


@pytest.mark.parametrize("lines", [False, True])
def test_ledger_of_known_types_is_written_alike(written, ledger: Ledger, each_engine: str, *, lines: bool) -> None:
    """Where the types are known to be right, looking at them is saved, and the bytes are the same."""
    file = io.BytesIO()

    write_ledger(ledger, file, lines=lines, typed=True)

    assert file.getvalue() == written(ledger, lines=lines)


def test_moment_is_no_day(written, each_engine: str) -> None:
    """A point in time would be written as something that no reader takes for a day."""
    from datetime import datetime  # noqa: PLC0415 - here, since the tests speak of days alone

    with pytest.raises(WriteError, match="registered_on"):
        written(Ledger.of([ORGANIZATION(**NARRATIVE, registered_on=datetime(2019, 1, 1))]))  # noqa: DTZ001


@pytest.mark.parametrize(
    "wrong", [{"title": None}, {"title": "\ud800"}, {"synthetic": "否"}, {"schemes": {"a": 1}}, {"note": 5}]
)
def test_header_that_no_reader_takes_is_not_written(written, each_engine: str, wrong: dict[str, Any]) -> None:
    """A header of another type is refused by its field."""
    header = Header(**({"title": "例"} | wrong))

    with pytest.raises(WriteError, match=rf"header\.{next(iter(wrong))}"):
        written(Ledger({}, header=header))


def test_error_of_writing_names_the_file(tmp_path: Path, each_engine: str) -> None:
    """What cannot be written is told with the file that it was for."""
    with (tmp_path / "a.json").open("wb") as file, pytest.raises(WriteError) as caught:
        write_ledger(Ledger.of([ORGANIZATION(**NARRATIVE, staff=2**64)]), file)

    assert caught.value.target == str(tmp_path / "a.json")


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collector_is_left_as_it_was(save, read, written, ledger: Ledger, *, enabled: bool) -> None:
    """Reading pauses the collector, and restores what it found, also when it fails."""
    (gc.enable if enabled else gc.disable)()
    try:
        read(save(written(ledger)))
        after_success = gc.isenabled()
        with pytest.raises(Exception, match="format"):
            read(save("{}"))
        after_failure = gc.isenabled()
    finally:
        gc.enable()

    assert (after_success, after_failure) == (enabled, enabled)


def test_collector_is_paused_while_records_are_made(
    save, read, written, ledger: Ledger, each_engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No collection runs on a hundred thousand records that are all in use."""
    seen: list[bool] = []
    real: Callable[..., Ledger] = Ledger

    def watched(*args: Any, **kwargs: Any) -> Ledger:
        seen.append(gc.isenabled())
        return real(*args, **kwargs)

    module = "fast" if each_engine == "msgspec" else "document"
    monkeypatch.setattr(f"minzheng_domain.formats.json.{module}.Ledger", watched)
    read(save(written(ledger)))

    assert seen
    assert not any(seen)


def test_record_of_every_kind_goes_through(read, save, written, each_engine: str) -> None:
    """Each kind of record, with every field filled, is written and read."""

    def value(column: Any) -> Any:
        match column.kind:
            case ColumnKind.DATE:
                return date(2019, 12, 18)
            case ColumnKind.NUMBER:
                return 5
            case ColumnKind.DECIMAL | ColumnKind.MONEY:
                return Decimal("7.50")
            case ColumnKind.FLAG:
                return True
            case _:
                return f"{column.name} 值"

    records: list[Record] = [
        kind.record_class(**{column.name: value(column) for column in kind.columns}) for kind in record_kinds().values()
    ]
    ledger = Ledger.of(records)

    assert read(save(written(ledger))) == ledger
    assert read(save(written(ledger, lines=True), "a.jsonl")) == ledger
