"""Measure what a report costs, step by step: ``python reports.py [--organizations 3000] [--years 10]``.

The steps are reading, checking, working out figures and document, and each format; the example first, then a made-up
district over several years, each step in a fresh process so that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from contestants import _forget_peak, _memory
from ledgers import make_ledger
from run import describe_machine

import minzheng_domain as mz
from minzheng_domain.formats.json import write_ledger
from minzheng_domain.plugin import write_file

EXAMPLE = Path(__file__).parent.parent / "examples" / "jiading-2019" / "ledger.json"
LAST_YEAR = 2019


def steps(catalogue: mz.Catalogue) -> list[str]:
    """Name the steps: those before the files, then one for each format that shows the year."""
    return ["read", "check", "figures and document", *(n for n in catalogue.exporters if not n.startswith("ledger"))]


def run_step(step: str, path: Path, years: int) -> dict[str, float]:
    """Do one step for each year, and tell how long it took and how much memory it needed above what was there."""
    catalogue = mz.Catalogue.installed()
    periods = [mz.Period.year(LAST_YEAR - back) for back in range(years)]
    if step == "read":
        return _measured(lambda: catalogue.read(path))
    ledger = catalogue.read(path)
    if step == "check":
        return _measured(lambda: catalogue.check(ledger))
    if step == "figures and document":
        return _measured(lambda: [catalogue.document(ledger, period) for period in periods])
    exporter = catalogue.exporters[step]
    dossiers = [catalogue.dossier(ledger, period, compare=exporter.compares) for period in periods]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"file{exporter.suffix}"
        found = _measured(lambda: [write_file(exporter, dossier, target) for dossier in dossiers])
        return {**found, "bytes": target.stat().st_size}


def _measured(work: Callable[[], object]) -> dict[str, float]:
    _forget_peak()
    before, begun = _memory("VmRSS"), time.perf_counter()
    result = work()
    seconds = time.perf_counter() - begun
    del result
    return {"seconds": seconds, "peak": _memory("VmHWM") - before}


def measure(path: Path, years: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Measure every step, each in a process of its own."""
    for step in steps(mz.Catalogue.installed()):
        command = [sys.executable, __file__, "--step", step, "--ledger", str(path), "--years", str(years)]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        yield step, json.loads(printed)


def print_table(title: str, path: Path, years: int) -> None:
    """Print what the steps cost as a Markdown table, with the share of each in the whole."""
    found = dict(measure(path, years))
    whole = sum(one["seconds"] for one in found.values())
    print(
        f"\n{title}: {whole:.2f} s in all\n\n"
        "| step | time | share | memory above the input | file |\n|---|---|---|---|---|"
    )
    for step, one in found.items():
        size = f"{one['bytes'] / 1e3:,.0f} KB" if "bytes" in one else ""
        share, peak = f"{one['seconds'] / whole:.0%}", f"{one['peak'] / 1e6:.1f} MB"
        print(f"| {step} | {one['seconds']:.3f} s | {share} | {peak} | {size} |")


def main() -> int:
    """Measure the example and a made-up district."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organizations", type=int, default=3000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        print(json.dumps(run_step(chosen.step, chosen.ledger, chosen.years)))
        return 0
    print(", ".join(f"{name} {value}" for name, value in describe_machine().items()))
    print_table("The example, one year", EXAMPLE, 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district.json"
        with path.open("wb") as file:
            write_ledger(make_ledger(chosen.organizations), file)
        print_table(f"{chosen.organizations:,} organizations, {chosen.years} years", path, chosen.years)
    return 0


if __name__ == "__main__":
    sys.exit(main())
