"""The contracts: what the library itself brings keeps them, and what breaks them is found."""

from __future__ import annotations

import contextlib
import functools
import itertools
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import pytest
from hypothesis import Phase, settings

from minzheng_domain import Catalogue
from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import DeclarationError, Problem, ReadError
from minzheng_domain.model.columns import ColumnKind, Sensitivity, columns
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.remarks import Source
from minzheng_domain.plugin.exporters import Exporter, ExportOptions, write_file
from minzheng_domain.plugin.importers import Importer
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules import cases as cases_of_rules
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.core import Look, Verdict, WholeLedger
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.statistics.query import Count, one_of
from minzheng_domain.testing import (
    ExporterContract,
    ImporterContract,
    MeasureContract,
    RuleContract,
    contracts,
    hidden_values,
    sample_dossier,
    sample_ledger,
)
from minzheng_domain.text import Text

CASES = Path(__file__).parents[1] / "cases"
RULE_CASES = Path(cases_of_rules.__file__).parent
BUILTIN = Catalogue.builtin()
DUPLICATE_ID = BUILTIN.rules["LED001"]


class TestMeasuresOfTheLibrary(MeasureContract):
    """The measures of the library keep the contract."""

    measures = builtin_measures()
    cases = CASES / "measures"


class TestRulesOfTheLibrary(RuleContract):
    """The rules of the library keep the contract."""

    rules = builtin_rules()
    cases = RULE_CASES


class BuiltinFormat(ExporterContract):
    """A format that the library brings."""


for _name, _exporter in BUILTIN.exporters.items():
    _class = f"TestFormat_{_name.replace('-', '_')}"
    globals()[_class] = type(_class, (BuiltinFormat,), {"exporter": _exporter, "__module__": __name__})


class TestReadingJson(ImporterContract):
    """Reading the JSON that the library wrote keeps the contract."""

    importer = BUILTIN.importers["json"]

    @pytest.fixture(autouse=True)
    def _written(self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path_factory.mktemp("sample") / "ledger.json"
        write_file(
            BUILTIN.exporters["ledger-json"], sample_dossier(), path, ExportOptions(audience=Sensitivity.PERSONAL)
        )
        monkeypatch.setattr(type(self), "sample", path, raising=False)


# ------------------------------------------------------------------------------------------------------- samples


def test_sample_has_every_column_filled_and_empty() -> None:
    """The sample has two records of each kind: one with every column, one with the required ones only."""
    for kind in record_kinds().values():
        full, bare = sample_ledger().of_kind(kind.name)
        for column in kind.columns:
            assert getattr(full, column.name) is not None
            assert (getattr(bare, column.name) is not None) is column.declaration.required
    assert len({record.id for kind, records in sample_ledger().kinds() for record in records}) == len(sample_ledger())


def test_sample_is_whole() -> None:
    """The sample has unique ids, references that lead somewhere, and known codes."""
    integrity = [rule for rule in builtin_rules() if rule.id in ("LED001", "LED002", "LED003", "LED004")]

    assert check(integrity, sample_ledger()).findings == ()


def test_hidden_values_are_told_apart() -> None:
    """What an audience may not see is nowhere else in the sample; whoever may see everything has nothing hidden."""
    hidden = hidden_values(Sensitivity.PUBLIC)
    shown = [
        str(getattr(record, column.name))
        for kind, records in sample_ledger().kinds()
        for record in records
        for column in kind.columns
        if column.declaration.sensitivity is Sensitivity.PUBLIC
    ]

    assert hidden_values(Sensitivity.PERSONAL) == {}
    assert {"organizations.legal_representative", "official_posts.born_on"} <= set(hidden)
    assert len(set(hidden.values())) == len(hidden)
    assert not set(hidden.values()) & set(shown)
    assert all(value.isascii() for value in hidden.values())


# ------------------------------------------------------------------------------------------- exporters that break it


def exporter(write: Callable[[Dossier, BinaryIO, Any], None], **parts: Any) -> Exporter:
    """Declare a format."""
    given = {"title": Text("甲", "a"), "suffix": ".txt", "languages": ("zh", "en"), "redacts": True}
    return Exporter(format="faulty", write=write, **{**given, **parts})


def _honest(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    file.write(f"{options.language} {dossier.period.label.of(options.language)} {len(dossier.ledger)}".encode())


def _with_the_time(_dossier: Dossier, file: BinaryIO, _options: ExportOptions) -> None:
    file.write(str(time.perf_counter_ns()).encode())


def _nothing(_dossier: Dossier, _file: BinaryIO, _options: ExportOptions) -> None:
    pass


def _all_of_it(dossier: Dossier, file: BinaryIO, _options: ExportOptions) -> None:
    file.write(repr([records for _, records in dossier.ledger.kinds()]).encode())


def _hushing(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    with contextlib.suppress(OSError):
        _honest(dossier, file, options)


def _needs_records(dossier: Dossier, file: BinaryIO, _options: ExportOptions) -> None:
    file.write(dossier.ledger.all(Organization)[0].id.encode())


FAULTY: list[tuple[Callable[[Dossier, BinaryIO, Any], None], dict[str, Any], str, str]] = [
    (_nothing, {}, "test_writes_every_language_that_it_declares", "is empty"),
    (_needs_records, {}, "test_writes_every_language_that_it_declares", "IndexError"),
    (_with_the_time, {}, "test_same_dossier_gives_the_same_bytes", "two files of one dossier differ"),
    (_all_of_it, {}, "test_audience_sees_only_what_it_may", "organizations.legal_representative"),
    (_hushing, {}, "test_full_disk_is_not_hushed_up", "DID NOT RAISE"),
    (_honest, {"title": Text("Excel", "Excel")}, "test_is_worded_in_both_languages", "one wording for two languages"),
    (_honest, {"title": Text("甲 ", "a")}, "test_is_worded_in_both_languages", "no words in zh"),
]


@pytest.mark.parametrize(("write", "parts", "test", "said"), FAULTY, ids=[f"{w.__name__}-{t}" for w, _, t, _ in FAULTY])
def test_format_that_breaks_the_contract_is_found(
    write: Callable[[Dossier, BinaryIO, Any], None], parts: dict[str, Any], test: str, said: str, tmp_path: Path
) -> None:
    """Each way to break the contract of an export format fails the test that is about it."""
    faulty = type("Faulty", (ExporterContract,), {"exporter": exporter(write, **parts)})()
    run = getattr(faulty, test)

    with pytest.raises((AssertionError, pytest.fail.Exception, Exception)) as caught:
        run(tmp_path) if "tmp_path" in run.__func__.__annotations__ else run()

    assert said in str(caught.value)


def test_honest_format_keeps_the_contract(tmp_path: Path) -> None:
    """A small honest format passes, in one language or both, and also one that serves insiders only."""
    choices: list[dict[str, Any]] = [{}, {"languages": ("en",)}, {"redacts": False}]
    for number, parts in enumerate(choices):
        honest = type("Honest", (ExporterContract,), {"exporter": exporter(_honest, **parts)})()
        for name in [name for name in dir(ExporterContract) if name.startswith("test_")]:
            folder = tmp_path / f"{number}-{name}"
            folder.mkdir()
            run = getattr(honest, name)
            run(folder) if "tmp_path" in run.__func__.__annotations__ else run()


def test_zip_archives_are_looked_into(tmp_path: Path) -> None:
    """A format that packs its content, as workbooks do, is searched for hidden values all the same."""

    def write(dossier: Dossier, file: BinaryIO, _options: ExportOptions) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("content.xml", repr(dossier.ledger.all(Organization)))

    packed = type("Packed", (ExporterContract,), {"exporter": exporter(write)})()

    with pytest.raises(AssertionError, match=r"organizations\.legal_representative"):
        packed.test_audience_sees_only_what_it_may(tmp_path)


# ------------------------------------------------------------------------------------------- importers that break it


def _ledger(path: Path, **parts: Any) -> Ledger:
    record = Organization(id="1", name=path.read_text("utf-8"), type="FOUNDATION", status="REGISTERED")
    return Ledger({"organizations": [record, record.evolve(id="2")]}, header=Header(title="t"), **parts)


def _locating(path: Path) -> Callable[..., Any]:
    return lambda kind, position, _column: Source(str(path), f"{kind.name} {position}")


def _good(path: Path) -> Ledger:
    try:
        return _ledger(path, file=str(path), locate=_locating(path))
    except UnicodeDecodeError as error:
        raise ReadError(str(path), [Problem("$", str(error), Text("文字", "text"))]) from error


def _changing(path: Path) -> Ledger:
    ledger = _good(path)
    path.write_text(path.read_text("utf-8") + "!", "utf-8")
    return ledger


BAD_READERS: list[tuple[Callable[[Path], Ledger], str, str]] = [
    (lambda path: Ledger({}, header=Header(title="t"), file=str(path)), "test_reads_the_sample_as_it_is", "no records"),
    (_changing, "test_reads_the_sample_as_it_is", "differ"),
    (_ledger, "test_knows_where_records_came_from", "the ledger's file is ''"),
    (lambda path: _ledger(path, file=str(path)), "test_knows_where_records_came_from", "said to come from ''"),
    (
        lambda path: _ledger(path, file=str(path), locate=lambda *_: _locating(path)(Organization.__kind__, 0, None)),
        "test_knows_where_records_came_from",
        "two records have one place",
    ),
    (
        lambda path: Ledger({}, header=Header(title=str(path.stat().st_size))),
        "test_what_is_no_file_of_the_format_is_refused",
        "DID NOT RAISE",
    ),
]


@pytest.mark.parametrize(
    ("read", "test", "said"), BAD_READERS, ids=[t + str(n) for n, (_, t, _) in enumerate(BAD_READERS)]
)
def test_reader_that_breaks_the_contract_is_found(
    read: Callable[[Path], Ledger], test: str, said: str, tmp_path: Path
) -> None:
    """Each way to break the contract of an import format fails the test that is about it."""
    sample = tmp_path / "sample.txt"
    sample.write_text("甲", "utf-8")
    importer = Importer(
        format="faulty", title=Text("甲", "a"), suffixes=(".txt",), read=lambda path, options: read(path)
    )
    faulty = type("Faulty", (ImporterContract,), {"importer": importer, "sample": sample})()
    run = getattr(faulty, test)

    with pytest.raises((AssertionError, pytest.fail.Exception)) as caught:
        run(tmp_path) if "tmp_path" in run.__func__.__annotations__ else run()

    assert said in str(caught.value)


def test_good_reader_keeps_the_contract(tmp_path: Path) -> None:
    """A small good reader passes every test."""
    sample = tmp_path / "sample.txt"
    sample.write_text("甲", "utf-8")
    importer = Importer(format="good", title=Text("甲", "a"), suffixes=(".txt",), read=lambda path, options: _good(path))
    good = type("Good", (ImporterContract,), {"importer": importer, "sample": sample})()

    good.test_reads_the_sample_as_it_is()
    good.test_knows_where_records_came_from()
    good.test_what_is_no_file_of_the_format_is_refused(tmp_path)
    good.test_is_worded_in_both_languages()


# ---------------------------------------------------------------------------------- measures and rules that break it

PAID = next(measure for measure in builtin_measures() if measure.id == "projects.paid")
ORGANIZATION = columns(Organization)


def _measures(*measures: Any, cases: Path = CASES / "measures") -> MeasureContract:
    made: MeasureContract = type("Given", (MeasureContract,), {"measures": measures, "cases": cases})()
    return made


def test_measure_with_another_ones_cases_is_found(tmp_path: Path) -> None:
    """A case file that is about another measure than its name says is found."""
    text = (CASES / "measures" / "projects.paid.toml").read_text("utf-8")
    (tmp_path / "projects.reviews.toml").write_text(text, "utf-8")
    reviews = next(measure for measure in builtin_measures() if measure.id == "projects.reviews")

    with pytest.raises(AssertionError, match=r"projects\.reviews\.toml is about projects\.paid"):
        _measures(reviews, cases=tmp_path).test_every_measure_has_its_cases()


def test_measure_without_cases_is_found(tmp_path: Path) -> None:
    """A measure without a case file is found."""
    with pytest.raises(FileNotFoundError):
        _measures(PAID, cases=tmp_path).test_every_measure_has_its_cases()


def test_dull_cases_are_found(tmp_path: Path) -> None:
    """Cases that do not prove a part of the query are found, with the part."""
    text = (CASES / "measures" / "projects.paid.toml").read_text("utf-8")
    kept = [line for line in text.splitlines() if "截止次日尾款" not in line]
    (tmp_path / "projects.paid.toml").write_text("\n".join(kept), "utf-8")

    with pytest.raises(
        AssertionError, match=r"no case of projects\.paid notices: OnOrBefore payments\.paid_on: not asked"
    ):
        _measures(PAID, cases=tmp_path).test_cases_prove_every_part_of_the_query()


def test_codes_that_do_not_exist_are_found() -> None:
    """A measure that asks for a code that is on no list counts nothing, and is found."""
    mistyped = attrs.evolve(
        next(measure for measure in builtin_measures() if measure.id == "organizations.associations"),
        query=Count(ORGANIZATION, where=(one_of(ORGANIZATION.type, "FOUNDATION", "FUNDATION"),)),
    )

    with pytest.raises(AssertionError, match=r"asks organizations\.type for FUNDATION"):
        _measures(mistyped).test_codes_that_are_asked_for_exist()


def _rules(look_at: Callable[[Look], Iterator[Verdict]]) -> RuleContract:
    rule = attrs.evolve(DUPLICATE_ID, how=WholeLedger(look_at))
    made: RuleContract = type("Given", (RuleContract,), {"rules": (rule,), "cases": RULE_CASES})()
    return made


@pytest.fixture
def _without_shrinking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a law that fails fail at once: here it does not matter how small the ledger is over which it does."""
    monkeypatch.setattr(contracts, "settings", functools.partial(settings, phases=[Phase.generate], database=None))


@pytest.mark.usefixtures("_without_shrinking")
def test_rule_that_crashes_is_found() -> None:
    """A rule that crashes, over a careless ledger or over an empty one, is found."""

    def look_at(look: Look) -> Iterator[Verdict]:
        yield look.ledger.header.title[len(look.ledger) + 10_000]  # type: ignore[misc]  # it does not come so far

    with pytest.raises(AssertionError, match="crashed"):
        _rules(look_at).test_never_crashes()
    with pytest.raises(AssertionError, match="empty ledger"):
        _rules(look_at).test_empty_ledger_crashes_nothing()


@pytest.mark.usefixtures("_without_shrinking")
def test_rule_that_changes_its_mind_is_found() -> None:
    """A rule that finds something else when it looks again is found."""
    answers = itertools.cycle([[], [None]])

    with pytest.raises(AssertionError, match="when it looks again"):
        _rules(lambda _look: iter(next(answers))).test_never_crashes()


def test_rule_with_cases_that_only_pass_is_found(tmp_path: Path) -> None:
    """A rule whose cases all pass is found: nothing shows that it finds anything."""
    (tmp_path / "LED001.toml").write_text(
        'rule = "LED001"\n[[cases]]\ntitle = { zh = "题", en = "title" }\nverdict = "pass"\n', "utf-8"
    )
    contract = type("Given", (RuleContract,), {"rules": (DUPLICATE_ID,), "cases": tmp_path})()

    with pytest.raises(AssertionError, match="LED001 needs cases that pass and that fail"):
        contract.test_every_rule_has_its_cases()


def test_rule_needs_readable_cases(tmp_path: Path) -> None:
    """A case file that is no TOML is refused with its name."""
    (tmp_path / "LED001.toml").write_text("rule =", "utf-8")
    contract = type("Given", (RuleContract,), {"rules": (DUPLICATE_ID,), "cases": tmp_path})()

    with pytest.raises(DeclarationError, match=r"LED001\.toml"):
        contract.test_every_rule_has_its_cases()


def test_every_column_kind_is_in_the_sample() -> None:
    """The sample shows every kind of column that there is."""
    assert {column.kind for kind in record_kinds().values() for column in kind.columns} == set(ColumnKind)
