"""Checks as JSON: findings, faults of templates, how each rule fared, in the one form in which a program gets them."""

from __future__ import annotations

from typing import Any

import attrs

from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.plugin.redaction import MASK, may_see, redact_findings
from minzheng_domain.report.faults import TemplateFault
from minzheng_domain.rules.checking import CheckReport, Finding, RuleResult
from minzheng_domain.rules.core import Severity
from minzheng_domain.text import Language, Text


def checks_as_json(
    checks: CheckReport, language: Language = "zh", audience: Sensitivity = Sensitivity.PERSONAL
) -> dict[str, Any]:
    """Return what the rules made of a ledger as JSON values.

    Args:
        checks: what they made of it.
        language: the language of the words.
        audience: who will read it; values that such a reader may not see are masked.
    """
    return {
        "counts": {severity.name.lower(): checks.count(severity) for severity in Severity},
        "findings": [finding_as_json(finding, language) for finding in redact_findings(checks, audience)],
        "rules": [_result(result, language, audience) for result in checks.results],
        "waived": [
            {**attrs.asdict(waiver), "expires": waiver.expires.isoformat()} for _, waiver in checks.waived
        ],
    }


def finding_as_json(finding: Finding, language: Language = "zh") -> dict[str, Any]:
    """Return a finding as JSON values."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "title": finding.title.of(language),
        "kind": finding.kind,
        "record": finding.record,
        "field": finding.field,
        "source": attrs.asdict(finding.source),
        "found": either(finding.found, language),
        "expected": finding.expected.of(language),
        "difference": either(finding.difference, language),
        "suggestion": words(finding.suggestion, language),
        "remedy": finding.remedy.of(language),
        "basis": [str(citation) for citation in finding.basis],
        "related": list(finding.related),
        "message": {"zh": finding.message.zh, "en": finding.message.en},
    }


def fault_as_json(fault: TemplateFault, language: Language = "zh") -> dict[str, Any]:
    """Return a fault of a template as JSON values."""
    return {
        "line": fault.line,
        "fault": fault.kind.code,
        "severity": fault.severity.name.lower(),
        "title": fault.kind.title.of(language),
        "found": either(fault.found, language),
        "wanted": fault.wanted.of(language),
        "suggestion": words(fault.suggestion, language),
        "message": {"zh": fault.message.zh, "en": fault.message.en},
    }


def either(said: str | Text | None, language: Language) -> str | None:
    """Return what is said in both languages in one of them; a plain text as it is."""
    return said.of(language) if isinstance(said, Text) else said


def words(text: Text | None, language: Language) -> str | None:
    """Return a wording in one language, if there is one."""
    return None if text is None else text.of(language)


def _result(result: RuleResult, language: Language, audience: Sensitivity) -> dict[str, Any]:
    told = result.crashed is None or may_see(audience, Sensitivity.PERSONAL)
    return {
        "id": result.rule.id,
        "name": result.rule.name,
        "title": result.rule.title.of(language),
        "version": result.rule.version,
        "applied": result.applied,
        "passed": result.passed,
        "failed": result.failed,
        "waived": result.waived,
        "omitted": result.omitted,
        "skipped": words(result.skipped, language),
        "crashed": result.crashed if told else MASK,
    }
