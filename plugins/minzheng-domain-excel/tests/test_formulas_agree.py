"""Formulas agree: a workbook that LibreOffice calculates anew says what Python says, on whatever ledger and query."""

from __future__ import annotations

import functools
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

import attrs
import hypothesis
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from minzheng_domain.dossier import Dossier
from minzheng_domain.model.columns import ColumnKind, Record, Sensitivity
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.evaluate import NOT_STATED, evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import Field, OnOrBefore, Query, Sum, Test, Via, value_column
from minzheng_domain.testing import Careless, groupings, ledgers, periods, queries
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.derived_formulas import AGREES
from minzheng_domain_excel.export import ExcelOptions, write_excel
from minzheng_domain_excel.statistics_sheet import STATISTICS_TITLE

T = TypeVar("T")

KINDS = (
    *("organizations", "decoupling_cases", "decoupling_checks", "asset_inventories", "incubations", "official_posts"),
    *("projects", "payments", "activities", "service_centres", "gradings", "penalty_cases", "indicators"),
)
"""Kinds that together have columns of every kind, and references worth following; a ledger of each is asked."""
QUERIES_OF_A_LEDGER = 42
DAYS = st.sampled_from(
    [date(2018, 2, 28), date(2018, 12, 31), date(2019, 1, 1), date(2019, 12, 18), date(2019, 12, 19), date(2020, 2, 29)]
)
"""Few days, so that the days of records, tests and periods often meet."""
CARELESS = Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)
AWKWARD = [
    *(
        "a*c",
        "abc",
        "ABC",
        "a?c",
        "~",
        "*",
        "?",
        ">5",
        "<>",
        "=1+1",
        "-1",
        "1E5",
        "12",
        "１２",
        "true",
        "#N/A",
        "'x",
        '"q"',
    ),
    *(
        "123456789012345678",
        "123456789012345679",
        "2019-12-18",
        "5A级",
        "基金会",
        "基金会 ",
        "是",
        "yes",
        "YES",
        " ",
        "\u200b",
    ),
    *("é", "e\u0301", "ﬁ", "fi", "ß", "ss", "_x0041_", "A", "a\nb", "〔甲〕", "甲", "&amp;", "登记" * 70, "登" * 300),
]
"""Texts that some program takes for a pattern, an operator, a number, an escape, or for one another."""


@attrs.frozen(kw_only=True)
class Case:
    """A ledger, what is asked of it, and for which two periods."""

    ledger: Ledger
    asked: Sequence[tuple[Query, Measure]]
    period: Period
    another: Period
    language: Language

    def dossier(self, period: Period) -> Dossier:
        """Return what is exported for a period."""
        return Dossier(ledger=self.ledger, period=period, figures=self.figures(period))

    def figures(self, period: Period) -> dict[str, Figure]:
        """Return what Python says."""
        return evaluate([measure for _, measure in self.asked], self.ledger, period)


def measure(number: int, query: Query, by: Field | None) -> Measure:
    """Make a measure of a query."""
    is_money = isinstance(query, Sum) and value_column(query.field).kind is ColumnKind.MONEY
    return Measure(
        f"random.query{number}",
        title=Text(f"随机查询 {number}", f"random query {number}"),
        unit=Unit.TEN_THOUSAND_YUAN if is_money else Unit.ITEMS,
        query=query,
        by=by,
        additive=Additive.NOTHING,
        precision=Decimal("0.01"),
        since="0.1",
    )


@functools.cache
def ledgers_of(kind: str) -> st.SearchStrategy[Ledger]:
    """Return ledgers of a kind, and of those that it refers to, filled in with little care."""
    return ledgers([kind], min_size=2, max_size=8, careless=CARELESS, days=DAYS)


@st.composite
def awkward_ledgers(draw: st.DrawFn, kind: str) -> Ledger:
    """Draw a ledger as it comes, or with ids as a bureau gives them, or with texts that are easily misread."""
    return draw(st.sampled_from([as_it_is, with_plain_ids, with_awkward_texts]))(draw(ledgers_of(kind)), draw)


def as_it_is(ledger: Ledger, _draw: st.DrawFn) -> Ledger:
    """Return the ledger as it was drawn: its ids are of all characters that there are."""
    return ledger


def with_plain_ids(ledger: Ledger, _draw: st.DrawFn) -> Ledger:
    """Return the ledger with ids as a bureau gives them; what was the same is the same."""
    numbers: dict[str, str] = {}
    return renamed(ledger, lambda text: numbers.setdefault(text, f"甲-{len(numbers) + 1}"))


def with_awkward_texts(ledger: Ledger, draw: st.DrawFn) -> Ledger:
    """Return the ledger with texts, ids and labels that are easily taken for something else."""
    order = draw(st.permutations(AWKWARD))
    chosen: dict[str, str] = {}
    ledger = renamed(
        ledger, lambda text: chosen.setdefault(text, order[len(chosen)] if len(chosen) < len(order) else text)
    )
    pick = draw(st.lists(st.sampled_from([None, *AWKWARD]), min_size=20, max_size=20))
    held: dict[str, list[Record]] = {}
    for kind, records in ledger.kinds():
        names = [
            c.name for c in kind.columns[1:] if c.kind in (ColumnKind.NAME, ColumnKind.IDENTIFIER, ColumnKind.LABEL)
        ]
        held[kind.name] = [
            record.evolve(
                **{
                    name: text
                    for place, name in enumerate(names)
                    if getattr(record, name) and (text := pick[(7 * row + 3 * place) % len(pick)]) is not None
                }
            )
            for row, record in enumerate(records)
        ]
    return Ledger(held, header=ledger.header)


def renamed(ledger: Ledger, name: Any) -> Ledger:
    """Return the ledger with all ids, and the references to them, renamed."""
    held: dict[str, list[Record]] = {}
    for kind, records in ledger.kinds():
        columns = [column.name for column in kind.columns[:1] + kind.references]
        held[kind.name] = [
            record.evolve(**{c: name(text) for c in columns if (text := getattr(record, c))}) for record in records
        ]
    return Ledger(held, header=ledger.header)


def drawn(strategy: st.SearchStrategy[T], count: int, *, seed: str) -> list[T]:
    """Draw values; nothing is shrunk, since LibreOffice answers for all of them at once."""
    found: list[T] = []

    @hypothesis.seed(seed)
    @settings(
        max_examples=count + 1,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
    )
    @given(strategy)
    def draw(value: T) -> None:
        found.append(value)

    draw()
    return found[-count:]  # the first is always the least there is


def case_of(kind: str, seed: int) -> Case:
    """Draw a case on a kind of record; the same for the same seed."""
    asked = st.tuples(queries(kind, max_tests=3, days=DAYS), groupings(kind))
    (ledger,) = drawn(awkward_ledgers(kind), 1, seed=f"ledger {kind} {seed}")
    (moments,) = drawn(st.tuples(periods(DAYS), periods(DAYS)), 1, seed=f"periods {kind} {seed}")
    measures = [
        (query, measure(number, query, by))
        for number, (query, by) in enumerate(drawn(asked, QUERIES_OF_A_LEDGER, seed=f"queries {kind} {seed}"))
    ]
    language: Language = "en" if KINDS.index(kind) % 3 == 0 else "zh"
    return Case(ledger=ledger, asked=measures, period=moments[0], another=moments[1], language=language)


def exported(case: Case, period: Period, path: Path) -> Path:
    """Write the workbook of a case for a period."""
    with path.open("wb") as file:
        options = ExcelOptions(language=case.language, audience=Sensitivity.PERSONAL)
        write_excel(case.dossier(period), file, options)
    return path


def with_days(path: Path, period: Period, language: Language) -> Path:
    """Copy a workbook and enter the days of another period, as a clerk does."""
    book = openpyxl.load_workbook(path)
    days = {"zh": ("期初", "期末", "数据截止日"), "en": ("period_start", "period_end", "cutoff")}[language]
    for name, day in zip(days, (period.start, period.end, period.cutoff), strict=True):
        sheet, cell = next(book.defined_names[name].destinations)
        book[sheet][cell.replace("$", "")].value = day
    copy = path.with_stem(f"{path.stem}-changed")
    book.save(copy)
    return copy


@attrs.frozen
class Row:
    """A line of the statistics sheet."""

    title: str
    group: str
    value: object
    python: object
    check: str


def rows_of(book: Workbook, case: Case) -> list[Row]:
    """Return the lines of the statistics sheet."""
    sheet = book[STATISTICS_TITLE.of(case.language)]
    titles = {asked.title.of(case.language) for _, asked in case.asked}
    lines = [[cell.value for cell in row[:6]] for row in sheet.iter_rows()]
    return [Row(str(a), str(b), d, e, str(f)) for a, b, _, d, e, f in lines if a in titles]


def same(value: object, wanted: object) -> bool:
    """Tell whether two numbers are one but for binary fractions."""
    if not isinstance(value, int | float) or not isinstance(wanted, int | float):
        return False
    return abs(value - wanted) <= 1e-12 * max(abs(wanted), 1e-3)


@pytest.fixture(scope="module")
def calculated(
    office: Any, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Case, Workbook, Workbook, Workbook]]:
    """For each case its workbook, the same with another period entered, both recalculated, and the other's export."""
    folder = tmp_path_factory.mktemp("agreement")
    seed = 0 if settings().derandomize else secrets.randbelow(10**6)
    print(f"seed {seed}")  # noqa: T201 - shown where a test fails
    cases = [case_of(kind, seed) for kind in KINDS]
    paths = [exported(case, case.period, folder / f"{number}.xlsx") for number, case in enumerate(cases)]
    changed = [with_days(path, case.another, case.language) for path, case in zip(paths, cases, strict=True)]
    books = office.recalculate([*paths, *changed])
    others = [exported(case, case.another, folder / f"{number}-other.xlsx") for number, case in enumerate(cases)]
    read = [openpyxl.load_workbook(path, data_only=True) for path in others]
    return list(zip(cases, books[: len(cases)], books[len(cases) :], read, strict=True))


def test_formulas_say_what_python_says(calculated: list[tuple[Case, Workbook, Workbook, Workbook]]) -> None:
    """Every number and group that is a formula is what Python finds, for at least five hundred queries."""
    live: Counter[str] = Counter()
    for number, (case, book, _, _) in enumerate(calculated):
        figures = case.figures(case.period)
        rows = rows_of(book, case)
        for query, asked in case.asked:
            whole, *groups = [row for row in rows if row.title == asked.title.of(case.language)]
            figure = figures[asked.id]
            assert same(whole.python, float(figure.value or 0)), (asked, whole)
            stated = sorted(float(value) for value in figure.by.values() if value)
            found = sorted(float(row.python) for row in groups if isinstance(row.python, int | float) and row.python)
            assert same_all(found, stated), (asked, groups)
            for row in (whole, *groups):
                assert same(row.value, row.python), (row, query, case.ledger.of_kind(query.record))
            live[f"{number}.{asked.id}"] += whole.check == AGREES.of(case.language)
            assert {row.check for row in groups} <= {whole.check}
    assert sum(live.values()) >= 500, [name for name, is_live in live.items() if not is_live]


def same_all(values: Sequence[float], wanted: Sequence[float]) -> bool:
    """Tell whether numbers are the same, one by one."""
    return len(values) == len(wanted) and all(map(same, values, wanted))


def test_every_node_is_asked(calculated: list[tuple[Case, Workbook, Workbook, Workbook]]) -> None:
    """What was asked names every node of the query language, own fields and reached ones, groups and blank ones."""
    queries_ = [query for case, *_ in calculated for query, _ in case.asked]
    tests = [test for query in queries_ for test in query.where]

    assert {type(test) for test in tests} == set(get_args(Test))
    assert {type(query) for query in queries_} == set(get_args(Query))
    assert {isinstance(test.field, Via) for test in tests} == {True, False}
    assert {isinstance(test.day, date) for test in tests if isinstance(test, OnOrBefore)} == {True, False}
    groups = {row.group for case, book, _, _ in calculated for row in rows_of(book, case)}
    assert {NOT_STATED.zh, NOT_STATED.en} <= groups


def test_changing_the_period_recalculates_all(calculated: list[tuple[Case, Workbook, Workbook, Workbook]]) -> None:
    """The days of another year in the named cells make every formula say what Python says for that year."""
    for case, book, changed, other in calculated:
        first, now, then = (rows_of(each, case) for each in (book, changed, other))
        assert [(row.title, row.group) for row in now] == [(row.title, row.group) for row in then]
        for row, before, wanted in zip(now, first, then, strict=True):
            if before.check == AGREES.of(case.language):
                assert same(row.value, wanted.python), (row, wanted)
