"""The round trip: a ledger written as a workbook and read again is the same ledger, also after LibreOffice saved it."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from minzheng_domain.model.columns import Column, Record, Sensitivity
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.plugin import Dossier, ImportOptions, Language, write_file
from minzheng_domain.testing import Careless, ledgers, sample_ledger
from minzheng_domain_excel.export import EXCEL, ExcelOptions
from minzheng_domain_excel.importing import read_spreadsheet

PERIOD = Period.year(2019)
CARELESS = Careless(dangling=True, duplicates=True, unknown_codes=True)
LEDGERS_FOR_OFFICE = 8


def written(ledger: Ledger, path: Path, *, language: Language = "zh", **options: Any) -> Path:
    """Write a ledger as a workbook in which nothing is left out."""
    chosen = ExcelOptions(language=language, audience=Sensitivity.PERSONAL, **options)
    return write_file(EXCEL, Dossier(ledger=ledger, period=PERIOD), path, chosen)


def read(path: Path) -> Ledger:
    """Read a workbook without a mapping."""
    return read_spreadsheet(path, ImportOptions())


def filled_in(ledger: Ledger) -> Ledger:
    """Return a ledger in which no optional field holds an empty text: a cell knows no difference."""

    def tidy(record: Record) -> Record:
        optional = (column.name for column in record.__kind__.columns if not column.declaration.required)
        empty = {name: None for name in optional if getattr(record, name) == ""}
        return record.evolve(**empty)

    return Ledger({kind.name: map(tidy, records) for kind, records in ledger.kinds()}, header=ledger.header)


@given(ledger=ledgers(careless=CARELESS), language=st.sampled_from(["zh", "en"]))
def test_what_is_written_is_read_again(tmp_path_factory, ledger, language):
    """Any ledger, however carelessly filled in, comes back as it was, and nothing has to be said about its cells."""
    found = read(written(ledger, tmp_path_factory.mktemp("round") / "台账.xlsx", language=language))

    assert found == ledger
    assert found.remarks == ()


@given(ledger=ledgers(careless=attrs.evolve(CARELESS, blanks=True)))
def test_an_empty_text_comes_back_as_missing(tmp_path_factory, ledger):
    """A cell cannot be filled with nothing: an empty text is missing, and told where it is required."""
    found = read(written(ledger, tmp_path_factory.mktemp("round") / "台账.xlsx"))

    assert found == filled_in(ledger)
    assert {remark.found for remark in found.remarks} <= {""}


def test_records_spread_over_sheets_come_back_in_their_order(tmp_path):
    """More records than a sheet holds stand on several, and are one kind again when they are read."""
    ledger = sample_ledger()

    found = read(written(ledger, tmp_path / "台账.xlsx", rows_per_sheet=1))

    assert found == ledger
    assert found.remarks == ()


def test_every_record_is_found_in_its_cell(tmp_path):
    """The place of each field is the cell that holds it."""
    ledger = read(written(sample_ledger(), tmp_path / "台账.xlsx"))
    organizations = ledger.of_kind("organizations")
    kind = organizations[0].__kind__

    assert ledger.source(kind, 1, kind.columns[0]).place == "社会组织!A5"
    assert ledger.source(kind, 0, kind.column("name")).place == "社会组织!B4"


# ------------------------------------------------------------------------------------------------------- LibreOffice


def said_by_office(text: str) -> str:
    """Return a text without what LibreOffice does not keep: characters that XML cannot hold, and non-characters."""
    kept = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cn", "Co", "Zl", "Zp"))
    return kept.replace("_x", "_").strip() or "字"


def for_office(ledger: Ledger) -> Ledger:
    """Return a ledger whose texts any spreadsheet program keeps."""

    def value(column: Column, given: Any) -> Any:
        return said_by_office(given) if isinstance(given, str) else given

    def record(given: Record) -> Record:
        return given.evolve(**{c.name: value(c, getattr(given, c.name)) for c in given.__kind__.columns})

    texts: dict[str, Any] = {
        field.name: said_by_office(found)
        for field in attrs.fields(Header)
        if isinstance(found := getattr(ledger.header, field.name), str)
    }
    header = attrs.evolve(ledger.header, **texts)
    return Ledger({kind.name: map(record, records) for kind, records in ledger.kinds()}, header=header)


@pytest.fixture(scope="module")
def for_the_office() -> list[Ledger]:
    """Draw a few ledgers, the same in every run."""
    drawn: list[Ledger] = []

    @settings(
        max_examples=LEDGERS_FOR_OFFICE,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(ledgers(min_size=1, careless=Careless(dangling=True, unknown_codes=True)))
    def draw(ledger: Ledger) -> None:
        drawn.append(for_office(ledger))

    state = random.getstate()
    draw()
    random.setstate(state)
    return [*drawn, sample_ledger()]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_what_libreoffice_saved_is_read_as_it_was(office, for_the_office, tmp_path, suffix):
    """LibreOffice opens the workbook and saves it in its own way; the ledger in it is the same."""
    paths = [written(ledger, tmp_path / f"台账{number}.xlsx") for number, ledger in enumerate(for_the_office)]

    for ledger, saved in zip(for_the_office, office.convert(paths, suffix), strict=True):
        found = read(saved)
        assert found == ledger, saved.name
        assert found.remarks == ()
