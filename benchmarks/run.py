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

AIMS = {
    "load / msgspec": 1.5,
    "load, memory held / msgspec": 1.5,
    "load, memory peak / msgspec": 1.5,
    "dump / msgspec": 1.5,
    "evaluate / polars": 1.0,
    "check / pydantic (parse alone)": 1.0,
}
"""How many times a peer's ours may be."""

PEERS = ("msgspec", "pydantic", "polars", "pandera")
_WARM_SIZE = 20
_HERE = Path(__file__).parent


@attrs.frozen
class Ratio:
    """How many times a peer's time or memory ours is.

    Attributes:
        ours: seconds, or bytes.
        theirs: the peer's.
        least: the ratio of the quickest rounds; of memory there is none.
        is_time: whether it is a time.
    """

    ours: float
    theirs: float
    least: float | None = None
    is_time: bool = True

    def __str__(self) -> str:
        sides = " / ".join(_shown(number, is_time=self.is_time) for number in (self.ours, self.theirs))
        least = "" if self.least is None else f", least {self.least:.2f}"
        return f"**{self.ours / self.theirs:.2f}** ({sides}{least})"


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
        measured["sizes"][size] = measure_size(size, arguments.tasks, arguments.processes)
    print_table(measured["sizes"])
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


def ratios_of(results: dict[str, Any]) -> Iterator[tuple[str, Ratio]]:
    """Set what was measured at one size against each peer."""
    for task in CONTESTANTS:
        found = dict(results.get(task, {}))
        ours = found.pop("ours", {})
        for peer, theirs in found.items():
            yield f"{task} / {peer}", Ratio(ours["median"], theirs["median"], ours["least"] / theirs["least"])
            if task == "load":
                sides = [side["median"] + side["collection"] for side in (ours, theirs)]
                yield f"load, with a full collection / {peer}", Ratio(*sides)
            for memory in {"load": ("held", "peak"), "dump": ("peak",)}.get(task, ()):
                if theirs[memory]:  # measured on Linux alone
                    yield f"{task}, memory {memory} / {peer}", Ratio(ours[memory], theirs[memory], is_time=False)


def print_table(sizes: dict[int, Any]) -> None:
    """Print all ratios as a Markdown table, a column for each size."""
    rows: dict[str, dict[int, Ratio]] = {}
    for size, results in sizes.items():
        for what, ratio in ratios_of(results):
            rows.setdefault(what, {})[size] = ratio
        megabytes = f"{results['bytes'] / 1e6:,.1f} MB of JSON"
        print(f"{size:,} organizations: {results['records']:,} records, {megabytes}")
    print(f"\n| ours / peer's | {' | '.join(f'{size:,}' for size in sizes)} | aim |")
    print(f"|{'---|' * (len(sizes) + 2)}")
    for what, found in rows.items():
        cells = [str(found.get(size, "")) for size in sizes]
        print(f"| {what} | {' | '.join(cells)} | {f'≤ {AIMS[what]:g}' if what in AIMS else ''} |")


def _shown(number: float, *, is_time: bool) -> str:
    if not is_time:
        return f"{number / 1e6:,.1f} MB"
    return f"{number:.2f} s" if number >= 1 else f"{number * 1e3:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
