"""What is measured: reading, writing and evaluating a ledger, by this library and by its peers.

``python contestants.py TASK NAME FOLDER`` measures one of them in a process of its own and prints the result as JSON:
what one of them leaves behind in memory is not there for the next.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from minzheng_domain.formats.json import read_ledger, write_ledger
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import plain
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.core import ParameterKind, ParameterValue
from minzheng_domain.rules.profile import Profile
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.measures import builtin_measures

Once: TypeAlias = Callable[[], Any]
"""What is timed."""

Contestant: TypeAlias = Callable[[Path], Callable[[], Once]]
"""Takes the folder of a ledger; what it returns makes ready for a round, unseen by the clock."""

LEDGER = "ledger.json"
FRAMES = "frames"
WARM = "warm"
PERIOD = Period.year(2019, cutoff="2019-12-18")

_LONG_ENOUGH = 0.5
"""Rounds are repeated until they have taken this many seconds together."""

_MOST_ROUNDS = 50


def _read_ours(folder: Path) -> Callable[[], Once]:
    return lambda: lambda: read_ledger(folder / LEDGER)


def _read_msgspec(folder: Path) -> Callable[[], Once]:
    from peers import struct_decoder  # noqa: PLC0415 - only in the process of this peer

    decoder = struct_decoder()
    return lambda: lambda: decoder.decode((folder / LEDGER).read_bytes())


def _read_pydantic(folder: Path) -> Callable[[], Once]:
    from peers import pydantic_adapter  # noqa: PLC0415 - only in the process of this peer

    adapter = pydantic_adapter()
    return lambda: lambda: adapter.validate_json((folder / LEDGER).read_bytes())


def _write_ours(folder: Path) -> Callable[[], Once]:
    ledger = read_ledger(folder / LEDGER)

    def write() -> None:
        with Path(os.devnull).open("wb") as file:
            write_ledger(ledger, file)

    return lambda: write


def _write_msgspec(folder: Path) -> Callable[[], Once]:
    import msgspec  # noqa: PLC0415 - only in the process of this peer

    document = _read_msgspec(folder)()()

    def write() -> None:
        with Path(os.devnull).open("wb") as file:
            file.write(msgspec.json.encode(document))

    return lambda: write


def _write_pydantic(folder: Path) -> Callable[[], Once]:
    from peers import pydantic_adapter  # noqa: PLC0415 - only in the process of this peer

    adapter, document = pydantic_adapter(), _read_pydantic(folder)()()

    def write() -> None:
        with Path(os.devnull).open("wb") as file:
            file.write(adapter.dump_json(document))

    return lambda: write


def _evaluate_ours(folder: Path) -> Callable[[], Once]:
    ledger = read_ledger(folder / LEDGER)
    measures = builtin_measures()

    def ready() -> Once:
        # A ledger that has answered once keeps its indexes: each round is asked of one that has not.
        fresh = Ledger({kind.name: members for kind, members in ledger.kinds()}, header=ledger.header)
        return lambda: evaluate(measures, fresh, PERIOD)

    return ready


def _evaluate_polars(folder: Path, *, categorical: bool = False) -> Callable[[], Once]:
    import polars_measures  # noqa: PLC0415 - only in the process of this peer

    frames = polars_measures.read_frames(folder / FRAMES, categorical=categorical)
    measures = builtin_measures()
    return lambda: lambda: polars_measures.evaluate(measures, frames, PERIOD)


def _check_ours(folder: Path) -> Callable[[], Once]:
    ledger = read_ledger(folder / LEDGER)
    rules = builtin_rules()
    values: dict[ParameterKind, ParameterValue] = {
        ParameterKind.NUMBER: 30,
        ParameterKind.DECIMAL: Decimal(3),
        ParameterKind.DATE: PERIOD.end,
        ParameterKind.NAMES: ("示例",),
    }
    profile = Profile(parameters={p.name: values[p.kind] for rule in rules for p in rule.parameters})

    def ready() -> Once:
        fresh = Ledger({kind.name: members for kind, members in ledger.kinds()}, header=ledger.header)
        return lambda: check(rules, fresh, profile=profile, day=PERIOD.end)

    return ready


def _check_pandera(folder: Path) -> Callable[[], Once]:
    import pandera_checks  # noqa: PLC0415 - only in the process of this peer
    import polars_measures  # noqa: PLC0415 - only in the process of this peer

    frames = polars_measures.read_frames(folder / FRAMES)
    schemas = pandera_checks.schemas_for(frames)
    return lambda: lambda: pandera_checks.validate(frames, schemas)


CONTESTANTS: Mapping[str, Mapping[str, Contestant]] = {
    "load": {"ours": _read_ours, "msgspec": _read_msgspec, "pydantic": _read_pydantic},
    "dump": {"ours": _write_ours, "msgspec": _write_msgspec, "pydantic": _write_pydantic},
    "evaluate": {
        "ours": _evaluate_ours,
        "polars": _evaluate_polars,
        "polars, labels categorical": partial(_evaluate_polars, categorical=True),
    },
    "check": {"ours": _check_ours, "pydantic (parse alone)": _read_pydantic, "pandera": _check_pandera},
}


def measure(contestant: Contestant, folder: Path) -> dict[str, Any]:
    """Measure a contestant: the seconds of each round, in the first one also its memory, and its figures if any."""
    contestant(folder / WARM)()()  # what is made once in a process: classes, decoders, generated passes
    ready = contestant(folder)
    once = ready()
    gc.collect()
    _forget_peak()
    before = _memory("VmRSS")
    seconds, after, result = _timed(once)
    rounds, collections = [seconds], [after]
    memory = {"peak": _memory("VmHWM") - before, "held": _memory("VmRSS") - before}
    figures = _figures(result)
    while sum(rounds) < _LONG_ENOUGH and len(rounds) < _MOST_ROUNDS:
        result = None
        once = ready()
        gc.collect()
        seconds, after, result = _timed(once)
        rounds.append(seconds)
        collections.append(after)
    return {"seconds": rounds, "collection": statistics.median(collections), **memory, "figures": figures}


def _timed(once: Once) -> tuple[float, float, Any]:
    """Time a round, and the look that the garbage collector then takes at all there is: who pauses it puts that off."""
    begun = time.perf_counter()
    result = once()
    done = time.perf_counter()
    gc.collect()
    return done - begun, time.perf_counter() - done, result


def _memory(line: str) -> int:
    """Return a number of bytes that Linux keeps about this process; nothing else does, so others measure none."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(int(text.split()[1]) * 1024 for text in status.read_text().splitlines() if text.startswith(line))


def _forget_peak() -> None:
    """Let the peak of memory begin anew from what is held now."""
    switch = Path("/proc/self/clear_refs")
    if switch.exists():
        switch.write_text("5")


def _figures(result: Any) -> dict[str, Any]:
    """Return figures as they are compared: value, value of each group, approximation."""
    if not isinstance(result, dict):
        return {}
    return {
        name: {
            "value": _number(figure.value),
            "by": {code: _number(value) for code, value in figure.by.items()},
            "approximation": figure.approximation.name,
        }
        for name, figure in result.items()
    }


def _number(number: Any) -> str | None:
    return None if number is None else plain(number)


if __name__ == "__main__":
    task, name, place = sys.argv[1:]
    print(json.dumps(measure(CONTESTANTS[task][name], Path(place))))
