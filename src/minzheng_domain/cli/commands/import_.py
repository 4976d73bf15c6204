"""``minzheng import``: what was read in a file, and what was made of it; as a ledger in JSON, where that is wanted."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, UsageError
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import tell_problems
from minzheng_domain.cli.remarks import remark_as_json, remark_line
from minzheng_domain.formats.json import write_ledger
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import Treatment
from minzheng_domain.plugin.files import whole_file
from minzheng_domain.text import Text

ABOUT = Text("读入一个文件，说明读到了什么、更正了什么", "read a file and tell what was read and what was repaired")

_SUFFIXES = (".json", ".jsonl")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.option(
        "--draft-mapping",
        metavar="FILE",
        help=Text("起草映射文件：识别到了什么、有几分把握", "draft a mapping: what was recognised, and how sure that is"),
    )
    parser.option("--to", metavar="FILE", help=Text("把台账另存为 .json 或 .jsonl", "write the ledger as .json or .jsonl"))
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Read the file; draft a mapping, or write the ledger, where that is wanted."""
    if chosen.to and Path(chosen.to).suffix not in _SUFFIXES:
        wanted = Text("--to 应为 .json 或 .jsonl 文件", "--to is a .json or .jsonl file")
        raise UsageError(Text(f"{wanted.zh}，得到 {chosen.to}", f"{wanted.en}, got {chosen.to}"))
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    written = []
    if chosen.draft_mapping:
        draft = catalogue.draft_mapping(chosen.ledger)
        with whole_file(Path(chosen.draft_mapping)) as file:
            file.write(draft.encode())
        written.append(chosen.draft_mapping)
        if not chosen.to:
            return _tell_files(written, chosen, console)
    console.progress(Text(f"读取 {chosen.ledger} ……", f"reading {chosen.ledger} ..."))
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    if chosen.to:
        with whole_file(Path(chosen.to)) as file:
            write_ledger(ledger, file, lines=chosen.to.endswith(".jsonl"))
        written.append(chosen.to)
    if chosen.json:
        console.as_json(_as_json(ledger, written, console))
    else:
        _tell(ledger, console)
        _tell_files(written, chosen, console)
    return 1 if any(remark.treatment is Treatment.UNREADABLE for remark in ledger.remarks) else 0


def _tell(ledger: Ledger, console: Console) -> None:
    for remark in ledger.remarks:
        console.say(remark_line(remark, with_file=False))
    counts = Counter(remark.treatment for remark in ledger.remarks)
    shown = [treatment for treatment in Treatment if treatment.is_of_reading]
    console.table(
        [(kind.title.of(console.language), kind.name, str(len(records))) for kind, records in ledger.kinds()]
        or [(Text("没有记录", "no records").of(console.language), "", "")],
        right=frozenset({2}),
    )
    console.say(
        Text(
            "，".join(f"{treatment.value.zh} {counts[treatment]} 处" for treatment in shown),
            ", ".join(f"{treatment.value.en}: {counts[treatment]}" for treatment in shown),
        )
    )


def _tell_files(written: Iterable[str], chosen: argparse.Namespace, console: Console) -> int:
    files = list(written)
    if chosen.json and not chosen.to:
        console.as_json({"files": files})
    elif not chosen.json:
        for path in files:
            console.say(Text(f"已写出 {path}", f"wrote {path}"))
    return 0


def _as_json(ledger: Ledger, written: list[str], console: Console) -> dict[str, Any]:
    return {
        "records": {kind.name: len(records) for kind, records in ledger.kinds()},
        "remarks": [remark_as_json(remark, console) for remark in ledger.remarks],
        "files": written,
    }
