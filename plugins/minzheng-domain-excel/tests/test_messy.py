"""The corpus of messy spreadsheets: each is read as its case file says, to the last record and the last remark."""

from __future__ import annotations

import functools
import runpy
import tomllib
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from minzheng_domain import Catalogue
from minzheng_domain.errors import ReadError
from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import Remark
from minzheng_domain.plugin import ImportOptions
from minzheng_domain_excel.annotating import annotate
from minzheng_domain_excel.importing import read_spreadsheet
from minzheng_domain_excel.places import Place

FOLDER = Path(__file__).with_name("messy")
CASES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("cases/*.toml"))}
READ = [name for name, case in CASES.items() if "error" not in case["expected"]]
REFUSED = [name for name, case in CASES.items() if "error" in case["expected"]]

_make: Callable[[dict[str, Any], Path], Path] = runpy.run_path(str(FOLDER / "maker.py"))["make"]


@pytest.fixture(scope="module")
def old_files(tmp_path_factory, office):
    """Let a spreadsheet program save the cases of the old binary format, all in one call."""
    folder = tmp_path_factory.mktemp("old")
    names = [name for name, case in CASES.items() if case["file"].get("form") == "xls"]
    made = [_make(CASES[name], folder).rename(folder / f"{name}.xlsx") for name in names]
    return dict(zip(names, office.convert(made, ".xls"), strict=True))


@pytest.fixture(scope="module")
def given(tmp_path_factory, request):
    """Make the file of a case, and its mapping if it has one."""

    def make(name: str) -> tuple[Path, ImportOptions]:
        file = CASES[name]["file"]
        folder = tmp_path_factory.mktemp(name)
        path = folder / file["name"]
        if file.get("form") == "xls":
            path.write_bytes(request.getfixturevalue("old_files")[name].read_bytes())
        else:
            _make(CASES[name], folder)
        mapping = None
        if text := file.get("mapping"):
            mapping = folder / "mapping.toml"
            mapping.write_text(text, encoding="utf-8")
        return path, ImportOptions(mapping=mapping)

    return functools.cache(make)


@pytest.fixture(scope="module")
def hand_in(given):
    """Read the file of a case."""
    return functools.cache(lambda name: read_spreadsheet(*given(name)))


@pytest.mark.parametrize("name", READ)
def test_a_messy_file_is_read_as_it_is_meant(hand_in, name):
    """Records and header are those of the case file, and so is every remark: nothing is missing, nothing is extra."""
    expected = CASES[name]["expected"]

    ledger = hand_in(name)

    assert _records(ledger) == {kind: list(map(_row(kind), rows)) for kind, rows in expected["records"].items()}
    assert sorted(map(_told, ledger.remarks)) == sorted(map(_padded, expected["remarks"]))
    title = Path(CASES[name]["file"]["name"]).stem
    assert ledger.header == Header(**{"title": title, **expected.get("header", {})})


@pytest.mark.parametrize("name", READ)
def test_remarks_are_in_the_order_of_the_file_and_say_why(hand_in, name):
    """Remarks go down the sheets row by row, name the file, and give a reason in both languages."""
    ledger = hand_in(name)
    sheets = [sheet["name"] for sheet in CASES[name]["sheets"]]
    places = [Place.parse(remark.source.place) for remark in ledger.remarks]

    stands = [(sheets.index(place.sheet), place.row, place.column or 0) for place in places if place is not None]
    assert stands == sorted(stands)
    assert len(stands) == len(ledger.remarks)
    for remark in ledger.remarks:
        assert remark.source.file == ledger.file
        assert remark.reason.zh.strip()
        assert remark.reason.en.strip()
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in _own_words(remark))


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_clear_line(hand_in, name):
    """The message holds the words of the case file and the file's name, in few lines."""
    with pytest.raises(ReadError) as refused:
        hand_in(name)

    for word in CASES[name]["expected"]["error"]:
        assert word in str(refused.value)
    assert len(refused.value.problems) <= 2
    assert refused.value.message.en != refused.value.message.zh


@pytest.mark.parametrize("name", [name for name in READ if CASES[name]["file"].get("form", "xlsx") == "xlsx"])
def test_an_annotated_copy_can_be_handed_in_again(given, hand_in, tmp_path, name):
    """Colours, comments and the sheet of findings change nothing for the reader: records and remarks are the same."""
    path, options = given(name)
    ledger = hand_in(name)
    copy = tmp_path / path.name
    with copy.open("wb") as file:
        annotate(path, Catalogue.builtin().check(ledger), file, "zh")

    again = read_spreadsheet(copy, options)

    assert again == ledger
    assert list(map(_told, again.remarks)) == list(map(_told, ledger.remarks))
    marked = {remark.source.place for remark in ledger.remarks}
    assert marked <= set(_listed(copy))


def test_the_corpus_covers_its_traps():
    """There are forty cases and more, each says which traps it holds, and the declared files are in all four forms."""
    assert len(CASES) >= 40
    assert all(case["title"] and case["traps"] for case in CASES.values())
    assert {case["file"].get("form", "xlsx") for case in CASES.values()} >= {"xlsx", "xls", "ods", "csv", "encrypted"}


def _listed(copy: Path) -> Iterator[str]:
    """Yield the places that the sheet of findings leads to."""
    sheet = openpyxl.load_workbook(copy)["检查结果"]
    for (cell,) in sheet.iter_rows(min_row=5, min_col=4, max_col=4):
        if cell.hyperlink is not None:
            yield str(cell.value)


def _records(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Return what is filled in of each record, by kind."""
    return {
        kind.name: [
            {column.name: value for column in kind.columns if (value := getattr(record, column.name)) is not None}
            for record in records
        ]
        for kind, records in ledger.kinds()
    }


def _row(kind: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what turns the fields of a case file into those of a record: decimals stand there as text."""
    decimals = {c.name for c in record_kind(kind).columns if c.kind in (ColumnKind.DECIMAL, ColumnKind.MONEY)}
    return lambda row: {name: Decimal(value) if name in decimals else value for name, value in row.items()}


def _told(remark: Remark) -> tuple[str, str, str, str, str]:
    return (remark.source.place, remark.treatment.name, remark.found, remark.taken or "", remark.field or "")


def _padded(row: Iterable[str]) -> tuple[str, ...]:
    """Fill a remark of a case file up: place, treatment, found, taken, field."""
    given = tuple(row)
    return given + ("",) * (5 - len(given))


def _own_words(remark: Remark) -> str:
    """Return the English reason without what it quotes of the file."""
    return "".join(
        part
        for place, part in enumerate(remark.reason.en.replace("‘", "'").replace("’", "'").split("'"))
        if place % 2 == 0
    )
