"""Measure how a ledger is written to a workbook, by this library and by its peers: ``python excel_writing.py --help``.

Ours are the records of organizations with all that their sheet has: styles in every cell, headers with notes,
drop-downs, checks, a filter, the code lists. The peers write the same values without any of that. Each measurement
has a process of its own, which has the records, or the rows of values, in memory before the clock starts.
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
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

from contestants import PERIOD, _forget_peak, _memory
from ledgers import make_ledger
from run import describe_machine

from minzheng_domain.dossier import Dossier
from minzheng_domain.model.columns import Column, Sensitivity
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.measures import builtin_measures

SIZES = (20_000, 100_000)
COLUMNS = 20
AIM_OF_TIME, AIM_OF_MEMORY, AIM_OF_GROWTH = 0.35, 20e6, 5.5
"""How many times openpyxl's time ours may be; bytes above the input; how many times longer five times as many take."""

BASE = "openpyxl, write-only"
OURS = "ours"

Write: TypeAlias = Callable[[Path], None]


def _ours(ledger: Ledger, columns: Sequence[Column]) -> Write:
    from openpyxl import Workbook  # noqa: PLC0415 - only in the process that writes with it

    from minzheng_domain_excel.code_sheet import write_code_sheet  # noqa: PLC0415
    from minzheng_domain_excel.cover import CoverPage, write_cover  # noqa: PLC0415
    from minzheng_domain_excel.package import save_workbook  # noqa: PLC0415
    from minzheng_domain_excel.record_sheet import FIRST_ROW, Layout, lay_out  # noqa: PLC0415
    from minzheng_domain_excel.sheet_rows import Stream  # noqa: PLC0415
    from minzheng_domain_excel.styles import add_styles  # noqa: PLC0415
    from minzheng_domain_excel.values import row_writer  # noqa: PLC0415

    def write(path: Path) -> None:
        records = ledger.all(Organization)
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        add_styles(workbook)
        places = write_cover(workbook.create_sheet("封面"), ledger.header, CoverPage(), "zh")
        codes = write_code_sheet(workbook, columns, "zh", places.schemes)
        layout = Layout(language="zh", title="社会组织", codes=codes, rows=len(records))
        lay_out(workbook.create_sheet("社会组织"), columns, layout)
        rows = map(row_writer(columns, ledger, "zh"), records)
        with path.open("wb") as file:
            save_workbook(workbook, file, streams={"社会组织": Stream(FIRST_ROW, rows, len(records))})

    return write


def _whole(ledger: Ledger, _columns: Sequence[Column]) -> Write:
    from minzheng_domain_excel.export import EXCEL, ExcelOptions  # noqa: PLC0415

    figures = evaluate(builtin_measures(), ledger, PERIOD)
    dossier = Dossier(ledger=ledger, period=PERIOD, figures=figures)
    options = ExcelOptions(audience=Sensitivity.PERSONAL)

    def write(path: Path) -> None:
        with path.open("wb") as file:
            EXCEL.write(dossier, file, options)

    return write


def _rows(ledger: Ledger, columns: Sequence[Column]) -> list[list[Any]]:
    from minzheng_domain_excel.values import row_writer  # noqa: PLC0415

    rows = list(map(row_writer(columns, ledger, "zh"), ledger.all(Organization)))
    return [[column.header.zh for column in columns], *rows]


def _openpyxl(ledger: Ledger, columns: Sequence[Column]) -> Write:
    from openpyxl import Workbook  # noqa: PLC0415

    rows = _rows(ledger, columns)

    def write(path: Path) -> None:
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet("社会组织")
        for row in rows:
            sheet.append(row)
        workbook.save(path)

    return write


def _xlsxwriter(ledger: Ledger, columns: Sequence[Column]) -> Write:
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415

    rows = _rows(ledger, columns)

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
            sheet = workbook.add_worksheet("社会组织")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

    return write


def _pandas(ledger: Ledger, columns: Sequence[Column]) -> Write:
    import pandas as pd  # type: ignore[import-untyped]  # noqa: PLC0415

    head, *rows = _rows(ledger, columns)
    frame = pd.DataFrame(rows, columns=head)
    return lambda path: frame.to_excel(path, index=False, engine="openpyxl")


CONTESTANTS: dict[str, Callable[[Ledger, Sequence[Column]], Write]] = {
    OURS: _ours,
    BASE: _openpyxl,
    "XlsxWriter, constant_memory": _xlsxwriter,
    "pandas": _pandas,
    "ours, the whole workbook": _whole,
}


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure the writing of workbooks. Takes minutes.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many rows")
    parser.add_argument("--processes", type=int, default=3, help="how many processes measure each contestant")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "ROWS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one[0], int(arguments.one[1]))))
        return 0
    libraries = {name: version(name) for name in ("openpyxl", "XlsxWriter", "pandas", "lxml")}
    print(", ".join(f"{name} {value}" for name, value in {**describe_machine(), **libraries}.items()))
    found = {size: dict(measure_size(size, arguments.processes)) for size in arguments.sizes}
    for size, results in found.items():
        print_table(size, results)
    print_aims(found)
    return 0


def measure(name: str, size: int) -> dict[str, float]:
    """Write one workbook, and tell how long it took, how much memory above what was there, and how large it is."""
    ledger = make_ledger(size)
    write = CONTESTANTS[name](ledger, Organization.__kind__.columns[:COLUMNS])
    if name not in (OURS, "ours, the whole workbook"):
        del ledger  # the peers have their rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        gc.collect()
        _forget_peak()
        before = _memory("VmRSS")
        begun = time.perf_counter()
        write(path)
        seconds = time.perf_counter() - begun
        return {"seconds": seconds, "peak": _memory("VmHWM") - before, "bytes": path.stat().st_size}


def measure_size(size: int, processes: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Measure all contestants with one number of rows, by turns."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    for _ in range(processes):
        for name, outcomes in runs.items():
            command = [sys.executable, __file__, "--one", name, str(size)]
            printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            outcomes.append(json.loads(printed))
            print(f"  {size} {name}: {outcomes[-1]['seconds']:.2f} s", file=sys.stderr)
    for name, outcomes in runs.items():
        yield name, {key: statistics.median(one[key] for one in outcomes) for key in ("seconds", "peak", "bytes")}


def print_table(size: int, results: dict[str, dict[str, float]]) -> None:
    """Print what was measured with one number of rows as a Markdown table."""
    base = results[BASE]["seconds"]
    print(f"\n{size:,} rows of {COLUMNS} columns\n")
    print(f"| | time | / {BASE} | memory above the input | file |\n|---|---|---|---|---|")
    for name, found in results.items():
        peak, file = f"{found['peak'] / 1e6:.1f} MB", f"{found['bytes'] / 1e6:.1f} MB"
        print(f"| {name} | {found['seconds']:.2f} s | **{found['seconds'] / base:.2f}** | {peak} | {file} |")


def print_aims(found: dict[int, dict[str, dict[str, float]]]) -> None:
    """Print whether the aims are met."""
    print()
    for size, results in found.items():
        ratio, peak = results[OURS]["seconds"] / results[BASE]["seconds"], results[OURS]["peak"]
        memory = f"{peak / 1e6:.1f} MB (aim ≤ {AIM_OF_MEMORY / 1e6:.0f})"
        print(f"- {size:,} rows: {ratio:.2f} times {BASE} (aim ≤ {AIM_OF_TIME}), {memory}")
    sizes = sorted(found)
    if len(sizes) > 1:
        growth = found[sizes[-1]][OURS]["seconds"] / found[sizes[0]][OURS]["seconds"]
        print(f"- {sizes[-1]:,} rows take {growth:.1f} times as long as {sizes[0]:,} (aim ≤ {AIM_OF_GROWTH})")


if __name__ == "__main__":
    sys.exit(main())
