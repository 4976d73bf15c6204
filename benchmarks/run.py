"""Measure this library against its peers and print the table: ``python benchmarks/run.py --help``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
from contestants import CONTESTANTS, LEDGER, WARM

SIZES = (1_000, 100_000, 900_000)
"""Organizations: of a town or two, of a city, of the whole country."""

PEERS = ("msgspec", "pydantic", "polars")
_WARM_SIZE = 20
_HERE = Path(__file__).parent


@attrs.frozen
class Line:
    """One comparison with a peer: both numbers, in seconds or MB, and how many times the peer's ours may be."""

    what: str
    unit: str
    ours: float
    peer: str
    theirs: float
    aim: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the peer's ours is."""
        return self.ours / self.theirs if self.theirs else float("nan")


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure this library against its peers. Takes minutes.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many organizations")
    parser.add_argument("--tasks", nargs="+", choices=CONTESTANTS, default=list(CONTESTANTS), help="what is measured")
    parser.add_argument("--processes", type=int, default=5, help="how many processes measure each contestant")
    parser.add_argument("--json", type=Path, help="a file to which everything that was measured is written")
    arguments = parser.parse_args()
    machine = describe_machine()
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    measured: dict[str, Any] = {"machine": machine, "sizes": {}}
    for size in arguments.sizes:
        results = measure_size(size, arguments.tasks, arguments.processes)
        measured["sizes"][size] = results
        print_table(size, results)
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=1), encoding="utf-8")
    return 0


def describe_machine() -> dict[str, str]:
    """Tell when and where the measurements are made, and how busy the machine is."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "Python": platform.python_version(),
        **{peer: version(peer) for peer in PEERS},
        "attrs": version("attrs"),
        "cores": str(os.cpu_count()),
        "load average": f"{os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else "unknown",
    }


def measure_size(size: int, tasks: list[str], processes: int) -> dict[str, Any]:
    """Measure all contestants on a ledger of one size, each in processes of its own, by turns."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "ledger"
        records = int(_run("prepare.py", str(size), str(folder)))
        _run("prepare.py", str(_WARM_SIZE), str(folder / WARM))
        results: dict[str, Any] = {"records": records, "bytes": (folder / LEDGER).stat().st_size}
        for task in tasks:
            runs: dict[str, list[Any]] = {name: [] for name in CONTESTANTS[task]}
            for _ in range(processes):
                for name, outcomes in runs.items():
                    outcomes.append(json.loads(_run("contestants.py", task, name, str(folder))))
                    print(f"  {size} {task} {name}: {min(outcomes[-1]['seconds']):.4f} s", file=sys.stderr)
            _demand_same_figures(runs)
            results[task] = {name: _summed_up(outcomes) for name, outcomes in runs.items()}
    return results


def _run(script: str, *arguments: str) -> str:
    """Run a script of this folder in a process of its own, and return what it prints."""
    command = [sys.executable, str(_HERE / script), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _demand_same_figures(runs: dict[str, list[Any]]) -> None:
    """End here where two contestants, or two runs, give different figures: what is not equal is not compared."""
    wanted = runs["ours"][0]["figures"]
    for name, outcomes in runs.items():
        for outcome in outcomes:
            different = [id_ for id_, figure in outcome["figures"].items() if figure != wanted[id_]]
            if different or outcome["figures"].keys() != wanted.keys():
                sys.exit(f"{name} gives other figures than ours: {', '.join(different) or 'not the same measures'}")


def _summed_up(outcomes: list[Any]) -> dict[str, float]:
    """Take the median of all rounds, the quickest one, and the medians of memory."""
    rounds = [seconds for outcome in outcomes for seconds in outcome["seconds"]]
    return {
        "median": statistics.median(rounds),
        "least": min(rounds),
        "rounds": len(rounds),
        **{name: statistics.median(outcome[name] for outcome in outcomes) for name in ("collection", "peak", "held")},
    }


def lines_of(results: dict[str, Any]) -> Iterator[Line]:
    """Set what was measured against each peer."""
    for task, aims in (("load", {"msgspec": 1.5}), ("dump", {"msgspec": 1.5}), ("evaluate", {"polars": 1.0})):
        found = dict(results.get(task, {}))
        ours = found.pop("ours", {})
        for peer, theirs in found.items():
            aim = aims.get(peer)
            yield Line(f"{task}, median", "s", ours["median"], peer, theirs["median"], aim)
            yield Line(f"{task}, least", "s", ours["least"], peer, theirs["least"], aim)
            if task == "load":
                sides = [side["median"] + side["collection"] for side in (ours, theirs)]
                yield Line("load and a full collection", "s", sides[0], peer, sides[1])
                for name in ("held", "peak"):
                    yield Line(f"{name} memory", "MB", ours[name] / 1e6, peer, theirs[name] / 1e6, aim)


def print_table(size: int, results: dict[str, Any]) -> None:
    """Print the comparisons as a Markdown table."""
    print(f"\n{size:,} organizations, {results['records']:,} records, {results['bytes'] / 1e6:,.1f} MB of JSON\n")
    print("| | ours | peer | peer's | ours / peer's | aim |\n|---|---|---|---|---|---|")
    for line in lines_of(results):
        digits = 4 if line.unit == "s" else 1
        kept = "" if line.aim is None else f"≤ {line.aim:g} {'met' if line.ratio <= line.aim else 'missed'}"
        print(
            f"| {line.what} | {line.ours:,.{digits}f} {line.unit} | {line.peer} | {line.theirs:,.{digits}f} {line.unit} "
            f"| {line.ratio:.2f} | {kept} |",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
