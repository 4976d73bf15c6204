"""Findings: what the rules found in the ledger, as the page lists it, and how the rules fared."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

import attrs

from minzheng_domain.plugin import CheckReport, Finding, Severity, Text, redact_findings
from minzheng_domain_report.html.edition import Edition
from minzheng_domain_report.html.words import FOUND_AND_WANTED

_FAMILY = 3
"""How many letters of a rule's id name its family."""


@attrs.frozen(kw_only=True)
class FindingView:
    """A finding as the page lists it."""

    severity: str
    grade: str
    rule: str
    title: str
    record: str
    place: str
    said: str
    remedy: str


@attrs.frozen(kw_only=True)
class FamilyView:
    """How the rules of a family fared: how many there are and ran, and how many things these looked at."""

    name: str
    rules: int
    ran: int
    applied: int
    failed: int


@attrs.frozen(kw_only=True)
class ChecksView:
    """What the rules made of the ledger.

    Attributes:
        counts: how many findings there are of each severity, in words.
        findings: those that are listed, the gravest first.
        left: how many are not listed.
        waived: how many are waived.
        families: how the rules fared, by family.
        skipped: for each reason, how many rules did not run.
    """

    counts: tuple[tuple[str, int], ...]
    findings: tuple[FindingView, ...]
    left: int
    waived: int
    families: tuple[FamilyView, ...]
    skipped: tuple[tuple[str, int], ...]

    @property
    def found(self) -> int:
        """How many findings there are in all."""
        return sum(count for _, count in self.counts)

    @property
    def rules(self) -> int:
        """How many rules there are."""
        return sum(family.rules for family in self.families)

    @property
    def ran(self) -> int:
        """How many rules ran."""
        return sum(family.ran for family in self.families)

    @property
    def applied(self) -> int:
        """How many things were looked at."""
        return sum(family.applied for family in self.families)


def checks_view(checks: CheckReport, edition: Edition, limit: int) -> ChecksView:
    """Return what the page tells of a check.

    Args:
        checks: what the rules made of the ledger.
        edition: for whom the page is made.
        limit: how many findings are listed at most.
    """
    grades = list(Severity)
    findings = sorted(redact_findings(checks, edition.audience), key=lambda finding: grades.index(finding.severity))
    counts = tuple((edition.say(severity.value), checks.count(severity)) for severity in grades)
    listed = tuple(_finding(finding, edition) for finding in findings[:limit])
    skipped = Counter(edition.say(result.skipped) for result in checks.results if result.skipped is not None)
    return ChecksView(
        counts=counts,
        findings=listed,
        left=sum(count for _, count in counts) - len(listed),
        waived=len(checks.waived),
        families=_families(checks),
        skipped=tuple(skipped.items()),
    )


def _families(checks: CheckReport) -> tuple[FamilyView, ...]:
    families: dict[str, list[int]] = {}
    for result in checks.results:
        sums = families.setdefault(result.rule.id[:_FAMILY], [0, 0, 0, 0])
        for place, count in enumerate((1, int(result.skipped is None), result.applied, result.failed)):
            sums[place] += count
    return tuple(
        FamilyView(name=name, rules=rules, ran=ran, applied=applied, failed=failed)
        for name, (rules, ran, applied, failed) in sorted(families.items())
    )


def _finding(finding: Finding, edition: Edition) -> FindingView:
    # A folder tells the readers of a report nothing, or too much.
    source = attrs.evolve(finding.source, file=PurePath(finding.source.file).name)
    said = FOUND_AND_WANTED.format(found=finding.found, expected=finding.expected)
    if finding.suggestion is not None:
        said = Text(f"{said.zh}{finding.suggestion.zh}", f"{said.en} {finding.suggestion.en}")
    return FindingView(
        severity=edition.say(finding.severity.value),
        grade=finding.severity.name.lower(),
        rule=finding.rule,
        title=edition.say(finding.title),
        record=finding.record or "",
        place=str(source),
        said=edition.say(said),
        remedy=edition.say(finding.remedy),
    )
