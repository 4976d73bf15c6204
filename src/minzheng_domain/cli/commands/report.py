"""``minzheng report``: the main job: a ledger in, checked records, figures and the yearly report out."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, period_of
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import exit_code, tell_findings, tell_problems
from minzheng_domain.text import Text

ABOUT = Text("检查台账、计算指标并写出年度报告", "check a ledger, work out its figures and write the yearly report")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.takes_period()
    parser.option("--to", metavar="DIR", required=True, help=Text("报告所在的文件夹", "the folder for the reports"))
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Do the main job."""
    period = period_of(chosen)
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    console.progress(Text(f"读取 {chosen.ledger} ……", f"reading {chosen.ledger} ..."))
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    console.progress(Text("检查、统计 ……", "checking, counting ..."))
    dossier = catalogue.dossier(ledger, period, language=console.language)
    console.progress(Text("写出报告 ……", "writing ..."))
    paths = catalogue.report(dossier, to=chosen.to, language=console.language)
    tell_findings(dossier.findings, console)
    if chosen.json:
        console.as_json({"files": [str(path) for path in paths], "findings": len(dossier.findings)})
    else:
        for path in paths:
            console.say(Text(f"已写出 {path}", f"wrote {path}"))
    return exit_code(dossier.checks)
