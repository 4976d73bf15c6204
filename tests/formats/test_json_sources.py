"""Sources: of every record and field it is known where in the file it stands."""

from __future__ import annotations

import pytest

from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger

ORGANIZATIONS = record_kind("organizations")
CHANGES = record_kind("registration_changes")


def test_source_in_a_document_is_a_path(save, read, written, ledger: Ledger, each_engine: str) -> None:
    """A field is found by its path in the document, a file by its path as it was given."""
    path = save(written(ledger))

    again = read(path)

    assert again.file == str(path)
    assert str(again.source(ORGANIZATIONS, 1)) == f"{path}: $.records.organizations[1]"
    assert again.source(CHANGES, 0, CHANGES.column("on")).place == "$.records.registration_changes[0].on"


@pytest.mark.parametrize("blanks", [0, 2])
def test_source_in_lines_is_the_number_of_the_line(
    save, read, written, ledger: Ledger, each_engine: str, blanks: int
) -> None:
    """A field is found by its line, counted from 1 as editors do, also after blank lines."""
    head, rest = written(ledger, lines=True).split(b"\n", 1)
    path = save(head + b"\n" * (blanks + 1) + rest, "台账.jsonl")

    again = read(path)

    assert again.file == str(path)
    for kind, position, line in ((ORGANIZATIONS, 0, 2), (ORGANIZATIONS, 2, 4), (CHANGES, 0, 5)):
        number = line + blanks
        assert again.source(kind, position).place == f"第 {number} 行 (line {number}): $.{kind.name}"
        shown = path.read_bytes().split(b"\n")[number - 1].decode()
        assert again.of_kind(kind.name)[position].id in shown
    assert again.source(CHANGES, 0, CHANGES.column("on")).place.endswith(": $.registration_changes.on")
