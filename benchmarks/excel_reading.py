"""Measure how a list in a workbook is read, by this library and by its peers: ``python excel_reading.py --help``.

The list is one that a bureau has, not our template: its header has to be recognised, labels, days and amounts become
values of records with the source of each. There are two of each size: one in which every cell is as it should be, and
one in which every fifth is not: blanks around names, days like 2019.3.5, amounts like 30,000元. The peers hand over what
stands in the cells, in both alike. Each measurement has a process of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

from contestants import PERIOD, _forget_peak, _memory
from ledgers import make_ledger
from run import describe_machine

from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import ImportOptions
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.checking import check
from minzheng_domain_excel.importing import read_spreadsheet
from minzheng_domain_excel.reading import open_book

SIZES = (20_000, 100_000)
COLUMNS = 20
AIM, AIM_ABOVE_READING = 1.5, 0.5
"""How many times a bare pass of openpyxl an import may take, and what recognising and repairing may add to reading."""

EVERY = 5
"""One cell in so many of the careless list is not as it should be."""

CLEAN, CARELESS = "as it should be", "every fifth cell to be repaired"
BASE = "openpyxl, read-only, a bare pass"
OURS, CELLS, CHECKED = "ours", "ours, the cells alone", "ours, with every rule of the library"

Read: TypeAlias = Callable[[Path], Any]


def _openpyxl(path: Path) -> int:
    import openpyxl  # noqa: PLC0415 - each peer only in its own process

    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True))


def _pandas(path: Path, engine: str) -> Any:
    import pandas as pd  # type: ignore[import-untyped]  # noqa: PLC0415

    return pd.read_excel(path, engine=engine, dtype=object)


def _calamine(path: Path) -> Any:
    import python_calamine  # noqa: PLC0415

    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _cells(path: Path) -> int:
    with open_book(path) as book:
        return sum(len(values) for sheet in book.sheets for _, values in sheet.rows())


def _ours(path: Path) -> Ledger:
    return read_spreadsheet(path, ImportOptions())


def _checked(path: Path) -> Any:
    ledger = _ours(path)
    return ledger, check(builtin_rules(), ledger, day=PERIOD.end)


CONTESTANTS: dict[str, Read] = {
    BASE: _openpyxl,
    OURS: _ours,
    CELLS: _cells,
    CHECKED: _checked,
    "pandas, openpyxl": lambda path: _pandas(path, "openpyxl"),
    "pandas, calamine": lambda path: _pandas(path, "calamine"),
    "python-calamine": _calamine,
}


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure the reading of workbooks. Takes minutes.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many rows")
    parser.add_argument("--processes", type=int, default=3, help="how many processes measure each contestant")
    parser.add_argument("--make", nargs=3, metavar=("ROWS", "STATE", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--one", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.make:
        make(int(arguments.make[0]), Path(arguments.make[2]), is_careless=arguments.make[1] == CARELESS)
        return 0
    if arguments.one:
        print(json.dumps(measure(arguments.one[0], Path(arguments.one[1]))))
        return 0
    libraries = {name: version(name) for name in ("openpyxl", "pandas", "python-calamine")}
    print(", ".join(f"{name} {value}" for name, value in {**describe_machine(), **libraries}.items()))
    for size in arguments.sizes:
        for state in (CLEAN, CARELESS):
            print_table(size, state, measure_list(size, state, arguments.processes))
    return 0


def make(size: int, path: Path, *, is_careless: bool) -> None:
    """Write the list of organizations as Excel and WPS would, with shared strings."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - the clock is not running

    ledger = make_ledger(size)
    columns = Organization.__kind__.columns[:COLUMNS]
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet("名单")
        sheet.write_row(0, 0, [column.header.zh for column in columns])
        for row, organization in enumerate(ledger.all(Organization), start=1):
            for number, column in enumerate(columns):
                value = _shown(getattr(organization, column.name), column, ledger)
                is_odd = is_careless and (row + number) % EVERY == 0
                sheet.write(row, number, _careless(value, column) if is_odd else value)


def _shown(value: Any, column: Column, ledger: Ledger) -> Any:
    """Return what stands in the cell of a careful clerk."""
    codes = ledger.code_list(column) if column.kind is ColumnKind.LABEL else None
    entry = codes.get(value) if codes and value is not None else None
    return value if entry is None else entry.label.zh


def _careless(value: Any, column: Column) -> Any:
    """Return what stands in the cell of another clerk."""
    match value:
        case None:
            return None
        case date():
            return f"{value.year}.{value.month}.{value.day}"
        case int() | Decimal():
            return f"{value:,}元" if column.kind is ColumnKind.MONEY else f"{value} "
        case _:
            return f"{value} "


def measure(name: str, path: Path) -> dict[str, float]:
    """Read the list, and tell how long it took and how much memory it needed, most and in the end."""
    CONTESTANTS[name](path.with_name("warm.xlsx"))
    gc.collect()
    _forget_peak()
    before = _memory("VmRSS")
    begun = time.perf_counter()
    made = CONTESTANTS[name](path)
    seconds = time.perf_counter() - begun
    found = {"seconds": seconds, "peak": _memory("VmHWM") - before, "held": _memory("VmRSS") - before}
    remarks = len(made.remarks) if isinstance(made, Ledger) else 0
    return {**found, "remarks": remarks}


def measure_list(size: int, state: str, processes: int) -> dict[str, dict[str, float]]:
    """Measure all contestants on one list, by turns."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        _run("--make", "20", state, str(path.with_name("warm.xlsx")))
        _run("--make", str(size), state, str(path))
        for _ in range(processes):
            for name, outcomes in runs.items():
                outcomes.append(json.loads(_run("--one", name, str(path))))
                print(f"  {size} {state} {name}: {outcomes[-1]['seconds']:.2f} s", file=sys.stderr)
    keys = ("seconds", "peak", "held", "remarks")
    return {name: {key: statistics.median(one[key] for one in found) for key in keys} for name, found in runs.items()}


def _run(*arguments: str) -> str:
    """Run this script in a process of its own, and return what it prints."""
    return subprocess.run([sys.executable, __file__, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def print_table(size: int, state: str, results: dict[str, dict[str, float]]) -> None:
    """Print what was measured on one list as a Markdown table, and whether the aims are met."""
    base = results[BASE]["seconds"]
    print(f"\n{size:,} rows of {COLUMNS} columns, {state} ({results[OURS]['remarks']:,.0f} remarks)\n")
    print(f"| | time | / {BASE} | memory at most | held |\n|---|---|---|---|---|")
    for name, found in results.items():
        peak, held = (f"{found[key] / 1e6:.1f} MB" for key in ("peak", "held"))
        print(f"| {name} | {found['seconds']:.2f} s | **{found['seconds'] / base:.2f}** | {peak} | {held} |")
    whole = results[OURS]["seconds"] / base
    above = (results[OURS]["seconds"] - results[CELLS]["seconds"]) / base
    print(f"\n- import {whole:.2f} (aim ≤ {AIM}), of this above reading {above:.2f} (aim ≤ {AIM_ABOVE_READING})")


if __name__ == "__main__":
    sys.exit(main())
