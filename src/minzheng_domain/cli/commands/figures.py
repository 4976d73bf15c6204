"""``minzheng figures``: the value of every measure, with its groups."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, period_of
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import tell_problems
from minzheng_domain.formats.json import figures_as_json, period_as_json
from minzheng_domain.report.document import Number
from minzheng_domain.text import Text

ABOUT = Text("计算全部指标，或指定的指标", "work out all figures, or those that are named")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.argument(
        "measures",
        Text("指标编号，不写则为全部", "ids of measures; all if none is named"),
        metavar="MEASURE",
        nargs="*",
    )
    parser.takes_period()
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Print the figures."""
    period = period_of(chosen)
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    figures = catalogue.figures(ledger, period, chosen.measures or None)
    if chosen.json:
        shown = figures_as_json(figures.values(), console.language)
        console.as_json({"period": period_as_json(period), "figures": shown})
        return 0
    console.say(period.label)
    rows: list[tuple[str, str, str]] = []
    for figure in figures.values():
        rows.append((figure.id, Number(figure).words.of(console.language), figure.measure.title.of(console.language)))
        rows += [
            ("", Number(figure, code).words.of(console.language), f"  {part.label.of(console.language)}")
            for code, part in figure.parts.items()
        ]
    console.table(rows, right=frozenset({1}))
    return 0
