"""SQL as text: the statements as people read them, and tables that lose nothing."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import Any

import attrs
import pytest

from minzheng_domain.errors import WriteError
from minzheng_domain.model.columns import RecordKind, columns
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.statistics.compile.dialects import DUCKDB, SQLITE, Dialect
from minzheng_domain.statistics.compile.python import Task
from minzheng_domain.statistics.compile.sql import compile_task
from minzheng_domain.statistics.compile.tables import LEDGER_ROW, create_table, insert_row, row_of
from minzheng_domain.statistics.query import (
    CUTOFF,
    PERIOD_START,
    Absent,
    AbsentOrAfter,
    AtLeast,
    Count,
    CountDistinct,
    OnOrAfter,
    OnOrBefore,
    Present,
    Sum,
    Via,
    one_of,
)
from minzheng_domain.testing import sample_ledger

DIALECTS = pytest.mark.parametrize("dialect", [DUCKDB, SQLITE], ids=lambda dialect: dialect.name)
PERIOD = Period.between("2019-01-01", "2019-12-31", cutoff="2019-12-18")
organization, project = columns(Organization), columns(Project)


def an_organization(id: str, **fields: Any) -> Organization:  # noqa: A002 - the field is called so
    """Return an organization with some fields filled in."""
    return Organization(**{"id": id, "name": "虚构", "type": "FOUNDATION", "status": "REGISTERED", **fields})


@pytest.mark.parametrize("kind", record_kinds().values(), ids=lambda kind: kind.name)
@DIALECTS
def test_tables_hold_every_kind(dialect: Dialect, kind: RecordKind) -> None:
    """The table of each kind takes each of its records, and gives back what was put in."""
    if dialect is SQLITE:
        connection: Any = sqlite3.connect(":memory:")
    else:
        connection = pytest.importorskip("duckdb", reason="DuckDB is not installed: its SQL is not tried").connect()
    rows = [row_of(record, place, dialect) for place, record in enumerate(sample_ledger().of_kind(kind.name))]

    connection.execute(create_table(kind, dialect))
    connection.executemany(insert_row(kind), rows)

    found = connection.execute(f"SELECT * FROM {kind.name} ORDER BY {LEDGER_ROW}").fetchall()
    connection.close()
    assert found == rows
    assert len(rows) == 2


def test_names_in_sql_are_free() -> None:
    """No column is called like the one that holds the order, and no reference like the records themselves."""
    for kind in record_kinds().values():
        assert LEDGER_ROW not in {column.name for column in kind.columns}
        assert not {column.name for column in kind.references} & {"r", "counted"}
        assert not kind.name.startswith("first_")


@pytest.mark.parametrize(
    ("dialect", "number", "kept"),
    [
        (DUCKDB, "9999999999999999999.999999999999999999", Decimal("9999999999999999999.999999999999999999")),
        (DUCKDB, "33.33333333333333", Decimal("33.33333333333333")),
        (DUCKDB, "1E+3", Decimal(1000)),
        (DUCKDB, "1E+19", None),
        (DUCKDB, "1E-19", None),
        (SQLITE, "999999999999.999999", 999999999999999999),
        (SQLITE, "-0.000001", -1),
        (SQLITE, "1E+3", 1000000000),
        (SQLITE, "1.50000000000", 1500000),
        (SQLITE, "1000000000000", None),
        (SQLITE, "33.33333333333333", None),
        (attrs.evolve(SQLITE, places=14), "33.33333333333333", 3333333333333333),
        (SQLITE, "NaN", None),
        (SQLITE, "Infinity", None),
        (DUCKDB, "-Infinity", None),
        (DUCKDB, f"1.{'0' * 300}1", None),
        (DUCKDB, "1E-999999", None),
        (DUCKDB, "1E+999999", None),
    ],
)
def test_numbers_are_kept_exactly_or_not_at_all(dialect: Dialect, number: str, kept: Decimal | int | None) -> None:
    """A number is kept to its last place; one that does not fit is refused, with the record and the column."""
    record = an_organization("甲", registered_funds=Decimal(number))
    place = [column.name for column in Organization.__kind__.columns].index("registered_funds") + 1

    if kept is not None:
        found = row_of(record, 0, dialect)[place]
        assert found == kept
        assert type(found) is type(kept)
        return
    with pytest.raises(WriteError) as refused:
        row_of(record, 0, dialect)

    assert refused.value.target == "organizations.registered_funds (甲)"
    assert dialect.name in refused.value.reason.en
    assert len(refused.value.reason.zh) < 120


@pytest.mark.parametrize("staff", [10**18, -(10**18), 10**40])
@DIALECTS
def test_whole_numbers_that_do_not_fit_are_refused(dialect: Dialect, staff: int) -> None:
    """A whole number beyond what an engine keeps is refused."""
    with pytest.raises(WriteError, match=r"organizations\.staff"):
        row_of(an_organization("甲", staff=staff), 0, dialect)

    with pytest.raises(WriteError, match=r"\\ud800"):
        row_of(an_organization("\ud800", staff=staff), 0, dialect)


@DIALECTS
def test_text_that_is_none_is_refused(dialect: Dialect) -> None:
    """Half of a character, which no engine takes, is refused with the record and the column."""
    with pytest.raises(WriteError, match=r"organizations\.name \(甲\)"):
        row_of(an_organization("甲", name="\ud800"), 0, dialect)


def test_sum_that_does_not_fit_fails_in_sqlite() -> None:
    """A sum beyond 64 bits is an error of the engine, never another number."""
    connection = sqlite3.connect(":memory:")
    connection.execute(create_table(Organization.__kind__, SQLITE))
    large = [an_organization(str(place), registered_funds=Decimal(10**12 - 1)) for place in range(10)]
    connection.executemany(
        insert_row(Organization.__kind__), [row_of(record, place, SQLITE) for place, record in enumerate(large)]
    )
    statement = compile_task(Task(Sum(organization.registered_funds)), SQLITE)

    with pytest.raises(sqlite3.Error, match="overflow"):
        connection.execute(statement.text).fetchall()
    connection.close()


@pytest.mark.parametrize(("digits", "places"), [(18, 19), (18, -1), (38, 2), (0, 0)])
def test_dialect_keeps_no_more_places_than_digits(digits: int, places: int) -> None:
    """A dialect that would keep more places than digits, or more digits than any engine, is refused."""
    with pytest.raises(ValueError, match="must be"):
        Dialect(name="某", is_typed=True, character="chr", digits=digits, places=places)


def test_statement_asks_for_the_days_that_it_needs() -> None:
    """Of the days of the period a statement takes those that its tests name, as the engine writes days."""
    query = Count(
        "organizations",
        where=(
            OnOrBefore(organization.registered_on, CUTOFF),
            OnOrAfter(organization.registered_on, PERIOD_START),
            AbsentOrAfter(organization.registered_on, CUTOFF),
        ),
    )

    duckdb, sqlite = (compile_task(Task(query), dialect) for dialect in (DUCKDB, SQLITE))

    assert duckdb.parameters == (PERIOD_START, CUTOFF)
    assert duckdb.values(PERIOD) == {"period_start": date(2019, 1, 1), "cutoff": date(2019, 12, 18)}
    assert sqlite.values(PERIOD) == {"period_start": "2019-01-01", "cutoff": "2019-12-18"}
    assert compile_task(Task(Count("organizations")), SQLITE).values(PERIOD) == {}


def test_condition_is_written_once() -> None:
    """What two tests have in common, or a test and the sum itself, stands once in a statement."""
    contractor = Via(project.contractor, organization.removed_on)
    absent = (Absent(contractor), AbsentOrAfter(contractor, CUTOFF), Present(project.amount))

    text = compile_task(Task(Sum(project.amount, where=absent)), DUCKDB).text

    assert text.count('"contractor"."id" IS NOT NULL') == 1
    assert text.count('r."amount" IS NOT NULL') == 1
    assert text.count("LEFT JOIN") == 1


@DIALECTS
def test_numbers_are_exact_in_any_decimal_context(dialect: Dialect) -> None:
    """However few digits the calling thread computes with, what is written and what is read is exact."""
    statement = compile_task(Task(Sum(project.amount)), dialect)
    bounded = Task(Sum(project.amount, where=(AtLeast(project.amount, "123456.789"),)))
    place = [column.name for column in Organization.__kind__.columns].index("registered_funds") + 1
    record = an_organization("甲", registered_funds=Decimal("123456.789"))
    kept = Decimal("123456.789") if dialect.is_typed else 123456789000

    with localcontext(Context(prec=1)):
        row = row_of(record, 0, dialect)
        tally = statement.tally([(kept,)])
        text = compile_task(bounded, dialect).text

    assert row[place] == kept
    assert (tally.total, tally.groups) == (Decimal("123456.789"), {None: Decimal("123456.789")})
    assert text == compile_task(bounded, dialect).text
    assert f'r."amount" >= {kept}' in text


def test_statement_can_be_read() -> None:
    """A statement has a line for each test, and says what it counts, adds and groups by."""
    reached = Via(project.contractor, organization.management)
    query = Sum(
        project.budget,
        where=(
            one_of(project.level, "CITY", "DISTRICT"),
            OnOrAfter(project.contracted_on, PERIOD_START),
            AbsentOrAfter(project.terminated_on, date(2019, 12, 31)),
            Absent(Via(project.contractor, organization.removed_on)),
            AtLeast(project.budget, 500_000),
        ),
    )

    statement = compile_task(Task(query, reached), DUCKDB)

    assert statement.text == (
        """\
WITH "first_organizations" AS (
    SELECT * FROM "organizations"
    WHERE "ledger_row" IN (SELECT min("ledger_row") FROM "organizations" GROUP BY "id")
)
SELECT nullif("contractor"."management", '') AS "group",
       sum(r."budget") AS "value"
FROM "projects" AS r
LEFT JOIN "first_organizations" AS "contractor" ON "contractor"."id" = r."contractor"
WHERE r."level" IN ('CITY', 'DISTRICT')
  AND r."contracted_on" >= $period_start
  AND (r."terminated_on" IS NULL OR r."terminated_on" > DATE '2019-12-31')
  AND "contractor"."id" IS NOT NULL
  AND "contractor"."removed_on" IS NULL
  AND r."budget" >= 500000
  AND r."budget" IS NOT NULL
GROUP BY 1"""
    )
    assert statement.columns == ("group", "value")


def test_distinct_count_with_groups_can_be_read() -> None:
    """A distinct count over groups names the values that it counts once, for the groups and for the total."""
    text = compile_task(Task(CountDistinct(project.contractor), project.level), SQLITE).text

    assert text == (
        """\
WITH "counted" AS (
    SELECT nullif(r."level", '') AS "group",
           r."contractor" AS "value"
    FROM "projects" AS r
    WHERE r."contractor" <> ''
)
SELECT "group",
       count(DISTINCT "value") AS "value",
       (SELECT count(DISTINCT "value") FROM "counted") AS "total"
FROM "counted"
GROUP BY 1"""
    )


def test_table_says_what_its_columns_hold() -> None:
    """Beside each column of a table stands its header in both languages, and in which unit it is kept."""
    kind = record_kind("payments")

    sqlite, duckdb = create_table(kind, SQLITE).splitlines(), create_table(kind, DUCKDB).splitlines()

    assert '    "amount" BIGINT NOT NULL,  -- 拨付金额，以 1000000 表示 1 / amount, 1 stands as 1000000' in sqlite
    assert '    "amount" DECIMAL(38, 18) NOT NULL,  -- 拨付金额 / amount' in duckdb
    assert '    "paid_on" DATE,  -- 拨付日期 / paid on' in duckdb
    assert '    "paid_on" TEXT,  -- 拨付日期 / paid on' in sqlite
    assert len(sqlite) == len(kind.columns) + 3
