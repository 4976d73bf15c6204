"""``minzheng check``: what is wrong with a ledger."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import exit_code, line_of, tell_problems
from minzheng_domain.formats.json import checks_as_json
from minzheng_domain.rules.core import Severity
from minzheng_domain.text import Text

ABOUT = Text("检查台账，逐条列出问题", "check a ledger and list what is wrong with it")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """List the findings."""
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    checks = catalogue.check(catalogue.read(chosen.ledger))
    if chosen.json:
        console.as_json(checks_as_json(checks, console.language))
        return exit_code(checks)
    for finding in checks.findings:
        console.say(line_of(finding))
    looked_at = sum(result.applied for result in checks.results)
    counts = [(severity.value, checks.count(severity)) for severity in Severity]
    console.say(
        Text(
            f"规则 {len(checks.results)} 条，检查 {looked_at} 处：" + "，".join(f"{name.zh} {n}" for name, n in counts),
            f"{len(checks.results)} rules, {looked_at} places: " + ", ".join(f"{name.en} {n}" for name, n in counts),
        )
    )
    return exit_code(checks)
