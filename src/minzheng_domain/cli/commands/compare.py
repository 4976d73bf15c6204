"""``minzheng compare``: figures against the year before, and those of several ledgers side by side."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.catalogue.together import members
from minzheng_domain.cli.arguments import Parser, UsageError, period_of
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import tell_problems
from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.formats.json.comparison import comparison_as_json
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.plugin.exporters import write_file
from minzheng_domain.report.comparison import Member, comparison
from minzheng_domain.report.document import Document, Number, Table, written
from minzheng_domain.text import Text

ABOUT = Text("与上年同期比较，或把几份台账的数字并排对比", "compare figures with the year before, or several ledgers")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.argument(
        "ledgers",
        Text("台账文件；只有一份时与上年同期比较", "ledgers; one alone is compared with the year before"),
        metavar="LEDGER",
        nargs="+",
    )
    parser.takes_period()
    parser.option(
        "--with-previous",
        action="store_true",
        help=Text("每份台账还与上年同期比较", "compare each ledger with the year before as well"),
    )
    parser.option(
        "--measures",
        metavar="IDS",
        help=Text("只要这些指标，如 community.registered,projects.funding", "these measures only, by id, with commas"),
    )
    parser.option(
        "--format",
        metavar="NAME",
        help=Text("写成文件的格式，与 --to 同用", "write a file in this format, with --to"),
    )
    parser.option("--to", metavar="FILE", help=Text("写到哪个文件", "the file"))
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Compare, and print the tables or write them to a file."""
    period = period_of(chosen)
    if bool(chosen.format) is not bool(chosen.to):
        raise UsageError(Text("--format 和 --to 应同时给出", "--format and --to go together"))
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    formats = [name for name, exporter in catalogue.exporters.items() if exporter.any_document]
    if chosen.format and chosen.format not in formats:
        raise UnknownNameError(Text("可写对比表的导出格式", "export format for comparisons"), chosen.format, formats)
    names = list(filter(None, chosen.measures.split(","))) if chosen.measures else None
    for name in names or ():
        catalogue.measure(name)
    ledgers = []
    for path in chosen.ledgers:
        console.progress(Text(f"读取 {path} ……", f"reading {path} ..."))
        ledgers.append(catalogue.read(path))
    compared = members(
        ledgers,
        period,
        lambda ledger, when: catalogue.figures(ledger, when, names),
        with_previous=chosen.with_previous or len(ledgers) == 1,
    )
    document = comparison(compared, period, language=console.language)
    if chosen.to:
        _write(compared, document, catalogue, chosen)
    if chosen.json:
        shown = comparison_as_json(compared, period, console.language)
        console.as_json({**shown, **({"files": [chosen.to]} if chosen.to else {})})
    elif chosen.to:
        console.say(Text(f"已写出 {chosen.to}", f"wrote {chosen.to}"))
    else:
        _tell(document, console)
    return 0


def _write(compared: Sequence[Member], document: Document, catalogue: Catalogue, chosen: argparse.Namespace) -> None:
    """Write the comparison as a file; of several ledgers none is that of the file."""
    exporter = catalogue.exporters[chosen.format]
    alone, first = len(compared) == 1, compared[0]
    dossier = Dossier(
        ledger=first.ledger if alone else Ledger({}, header=Header(title="", synthetic=document.synthetic)),
        period=document.period,
        figures=first.figures if alone else {},
        document=document,
        previous=first.previous if alone else {},
    )
    write_file(exporter, dossier, Path(chosen.to), exporter.options(language=document.language))


def _tell(document: Document, console: Console) -> None:
    """Show the tables under their headings."""
    console.say(written(document.title, document.language))
    for section in document.walk():
        console.say("")
        console.say(written(section.heading, document.language))
        for table in [block for block in section.blocks if isinstance(block, Table)]:
            console.say("")
            _tell_table(table, console)


def _tell_table(table: Table, console: Console) -> None:
    unit = Text(f"（{table.unit}）", f" ({table.unit})").of(console.language) if table.unit else ""
    console.say(f"{table.title}{unit}")
    numbers = {place for row in table.rows for place, cell in enumerate(row) if isinstance(cell, Number)}
    console.table(
        [table.header, *([table.cell(cell, console.language) for cell in row] for row in table.rows)],
        right=frozenset(numbers),
    )
    for note in table.notes:
        console.say(note)
