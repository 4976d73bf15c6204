"""``minzheng merge``: the ledgers of several units, merged into one; the state of each unit is told."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.catalogue.together import consolidated
from minzheng_domain.cli.arguments import Parser, UsageError
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import SHOWN, tell_problems
from minzheng_domain.cli.remarks import remark_as_json, remark_line
from minzheng_domain.formats.json import write_ledger
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import Treatment
from minzheng_domain.model.reporting import Submission
from minzheng_domain.plugin.files import whole_file
from minzheng_domain.report.submissions import state_label, unit_name
from minzheng_domain.text import Text

ABOUT = Text("把几个单位的台账汇总成一份", "merge the ledgers of several units into one")

_SUFFIXES = (".json", ".jsonl")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.argument(
        "manifest",
        Text("汇总清单（TOML）：各单位、报送状态、台账文件", "the manifest (TOML): units, their states, their ledgers"),
        metavar="MANIFEST",
    )
    parser.option(
        "--to",
        metavar="FILE",
        required=True,
        help=Text("汇总台账写到哪个 .json 或 .jsonl 文件", "the .json or .jsonl file for the merged ledger"),
    )
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Merge the ledgers and write the result."""
    if Path(chosen.to).suffix not in _SUFFIXES:
        wanted = Text("--to 应为 .json 或 .jsonl 文件", "--to is a .json or .jsonl file")
        raise UsageError(Text(f"{wanted.zh}，得到 {chosen.to}", f"{wanted.en}, got {chosen.to}"))
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    console.progress(Text("读取、汇总 ……", "reading, merging ..."))
    ledger = consolidated(Path(chosen.manifest), catalogue.read)
    with whole_file(Path(chosen.to)) as file:
        write_ledger(ledger, file, lines=chosen.to.endswith(".jsonl"))
    if chosen.json:
        console.as_json(_as_json(ledger, chosen.to, console))
    else:
        _tell(ledger, console)
        console.say(Text(f"已写出 {chosen.to}", f"wrote {chosen.to}"))
    lacking = any(one.state != "REPORTED" for one in ledger.all(Submission))
    return 1 if lacking or any(remark.treatment in _GRAVE for remark in ledger.remarks) else 0


_GRAVE = (Treatment.UNREADABLE, Treatment.OVERRULED)
"""What makes the exit code 1: something is not in the result."""


def _tell(ledger: Ledger, console: Console) -> None:
    """Show the state of each unit, what was not taken as it stands, and how many records there are."""
    states = [
        (unit_name(ledger, one), state_label(one).of(console.language), one.reason or "")
        for one in ledger.all(Submission)
    ]
    console.table(states)
    for remark in ledger.remarks[:SHOWN]:
        console.note(remark_line(remark, with_file=True))
    if len(ledger.remarks) > SHOWN:
        more = len(ledger.remarks) - SHOWN
        console.note(Text(f"……另有 {more} 处，用 --json 查看全部", f"... and {more} more: --json shows all"))
    console.table(
        [(kind.title.of(console.language), kind.name, str(len(records))) for kind, records in ledger.kinds()],
        right=frozenset({2}),
    )
    counts = Counter(remark.treatment for remark in ledger.remarks)
    told = (Treatment.MERGED, Treatment.OVERRULED, Treatment.REPAIRED)
    console.say(
        Text(
            "，".join(f"{treatment.value.zh} {counts[treatment]} 处" for treatment in told),
            ", ".join(f"{treatment.value.en}: {counts[treatment]}" for treatment in told),
        )
    )


def _as_json(ledger: Ledger, to: str, console: Console) -> dict[str, Any]:
    return {
        "records": {kind.name: len(records) for kind, records in ledger.kinds()},
        "units": [
            {
                "id": one.unit,
                "name": unit_name(ledger, one),
                "state": one.state,
                "on": None if one.on is None else one.on.isoformat(),
                "reason": one.reason,
                "file": one.file,
            }
            for one in ledger.all(Submission)
        ],
        "remarks": [remark_as_json(remark, console) for remark in ledger.remarks],
        "files": [to],
    }
