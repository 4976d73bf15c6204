"""Findings on the console, and the exit code that they lead to."""

from __future__ import annotations

from collections.abc import Sequence

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.console import Console
from minzheng_domain.rules.checking import CheckReport, Finding
from minzheng_domain.text import Text

COULD_NOT_RUN = 2
"""The exit code where nothing could be done."""
SHOWN = 20
"""How many findings are shown beside another result; ``minzheng check`` shows all."""


def exit_code(checks: CheckReport | None) -> int:
    """Return 1 if a finding is an error, 0 if none is."""
    return 1 if checks is not None and checks.has_errors else 0


def line_of(finding: Finding) -> Text:
    """Return a finding as one line."""
    severity = finding.severity.value
    return Text(
        f"[{severity.zh} {finding.rule}] {finding.message.zh}", f"[{severity.en} {finding.rule}] {finding.message.en}"
    )


def tell_findings(findings: Sequence[Finding], console: Console) -> None:
    """Show the first findings beside another result."""
    for finding in findings[:SHOWN]:
        console.note(line_of(finding))
    if len(findings) > SHOWN:
        more = len(findings) - SHOWN
        console.note(
            Text(f"……另有 {more} 条，用 minzheng check 查看全部", f"... and {more} more: minzheng check shows all")
        )


def tell_problems(catalogue: Catalogue, console: Console) -> None:
    """Show what is wrong with plugins; the others work."""
    for problem in catalogue.problems:
        console.note(problem.message)
