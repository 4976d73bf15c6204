"""Engines: what answers tasks in SQL, over the tables of a ledger; a test that takes ``ask`` runs on each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.statistics.compile.dialects import DUCKDB, SQLITE, Dialect
from minzheng_domain.statistics.compile.python import Tally, Task
from minzheng_domain.statistics.compile.sql import compile_task
from minzheng_domain.statistics.compile.tables import create_table, insert_row, row_of


class Engine:
    """Answers tasks with an engine; it keeps the tables that it has made, and of a ledger nothing."""

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self.connection = connection
        self.dialect = dialect
        self.made: set[str] = set()

    def __call__(self, tasks: Sequence[Task], ledger: Ledger, period: Period) -> list[Tally]:
        """Fill the tables that the tasks need, and no others, and answer the tasks."""
        asked = {task.query.record for task in tasks}
        reached = {column.declaration.refers_to or "" for name in asked for column in record_kind(name).references}
        for name in sorted((asked | reached) - self.made):
            self.connection.execute(create_table(record_kind(name), self.dialect))
            self.made.add(name)
        self.connection.execute("BEGIN")
        try:
            for name in sorted(asked | reached):
                if rows := [row_of(record, place, self.dialect) for place, record in enumerate(ledger.of_kind(name))]:
                    self.connection.executemany(insert_row(record_kind(name)), rows)
            return [self.answer(task, ledger, period) for task in tasks]
        finally:
            self.connection.execute("ROLLBACK")

    def answer(self, task: Task, ledger: Ledger, period: Period) -> Tally:
        """Answer one task over the tables as they are."""
        statement = compile_task(task, self.dialect)
        rows = self.connection.execute(statement.text, statement.values(period)).fetchall()
        return statement.tally(rows, ledger.of_kind(task.query.record))


@pytest.fixture(scope="session", params=["duckdb", "sqlite"])
def ask(request: pytest.FixtureRequest) -> Iterator[Callable[[Sequence[Task], Ledger, Period], list[Tally]]]:
    """Return what answers tasks on a ledger in SQL."""
    if request.param == "sqlite":
        connection: Any = sqlite3.connect(":memory:", isolation_level=None)
        dialect = SQLITE
    else:
        duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: its SQL is not tried")
        connection, dialect = duckdb.connect(":memory:", config={"threads": 1}), DUCKDB
    yield Engine(connection, dialect)
    connection.close()
