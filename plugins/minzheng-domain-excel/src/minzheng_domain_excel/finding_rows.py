"""Rows of findings: what a check found, in the words of a clerk, each with a link to the cell that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

import attrs

from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.remarks import Source
from minzheng_domain.plugin import CheckReport, Finding, Severity
from minzheng_domain.rules.checking import RuleResult
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.places import Place

NOT_RUN = Text("未运行", "not run")
NOT_LISTED = Text("未列出", "not listed")

_ORDER = tuple(Severity)

PlaceOf = Callable[[Finding], Place | None]
"""Tells where in the workbook stands what a finding is about; ``None`` if it is not in it."""


@attrs.frozen(kw_only=True)
class FindingRow:
    """A row of the sheet of findings, in the words of one language; the fields are its columns, in their order.

    Attributes:
        severity: how much it weighs; or that a rule did not run, or that more was found than is listed.
        rule: the id of the rule.
        title: what is wrong.
        place: where it stands: in the workbook, or else in the file that was checked.
        record: the kind and id of the record.
        field: the header of the column.
        found: what stands there.
        expected: what is wanted there.
        remedy: what to do.
        basis: the law, standard or convention that the rule rests on.
        link: the cell in this workbook, if the record stands in it.
    """

    severity: str
    rule: str
    title: str
    place: str = ""
    record: str = ""
    field: str = ""
    found: str = ""
    expected: str = ""
    remedy: str = ""
    basis: str = ""
    link: Place | None = attrs.field(default=None, eq=False)


HEADERS = {
    "severity": Text("级别", "Severity"),
    "rule": Text("规则", "Rule"),
    "title": Text("问题", "Problem"),
    "place": Text("位置", "Place"),
    "record": Text("记录", "Record"),
    "field": Text("字段", "Field"),
    "found": Text("实为", "Found"),
    "expected": Text("应为", "Wanted"),
    "remedy": Text("处理办法", "What to do"),
    "basis": Text("依据", "Basis"),
}
"""The header of each column."""


def finding_rows(findings: Iterable[Finding], language: Language, place_of: PlaceOf) -> Iterator[FindingRow]:
    """Yield a row for each finding, the most severe first, otherwise in their order.

    Args:
        findings: what was found; what the reader may not see has been left out.
        language: that of the words.
        place_of: where in the workbook a finding belongs.
    """
    for finding in sorted(findings, key=lambda finding: _ORDER.index(finding.severity)):
        yield _row(finding, language, place_of(finding))


def unlisted_rows(results: Iterable[RuleResult], language: Language) -> Iterator[FindingRow]:
    """Yield a row for each rule that did not run, and for each that found more than is listed."""
    for result in results:
        rule = result.rule
        title = rule.title.of(language)
        if result.skipped is not None:
            yield FindingRow(
                severity=NOT_RUN.of(language), rule=rule.id, title=title, remedy=result.skipped.of(language)
            )
        if result.omitted:
            more = Text(f"另有 {result.omitted} 处同类问题未列出", f"{result.omitted} more of this kind are not listed")
            yield FindingRow(severity=NOT_LISTED.of(language), rule=rule.id, title=title, remedy=more.of(language))


def summary_of(checks: CheckReport, language: Language) -> str:
    """Say in a sentence what a check came to."""
    skipped = sum(result.skipped is not None for result in checks.results)
    counts = {severity: checks.count(severity) for severity in Severity}
    zh = "、".join(f"{severity.value.zh} {count} 处" for severity, count in counts.items())
    en = ", ".join(f"{severity.value.en}s: {count}" for severity, count in counts.items())
    waived = len(checks.waived)
    return Text(
        f"运行规则 {len(checks.results) - skipped} 条，未运行 {skipped} 条；{zh}；已豁免 {waived} 处。",
        f"Rules run: {len(checks.results) - skipped}, not run: {skipped}; {en}; waived: {waived}.",
    ).of(language)


def _row(finding: Finding, language: Language, place: Place | None) -> FindingRow:
    kind = record_kinds().get(finding.kind or "")
    expected, remedy = finding.expected.of(language), finding.remedy.of(language)
    if finding.difference:
        expected += Text("（相差 {by}）", " (off by {by})").format(by=finding.difference).of(language)
    if finding.suggestion is not None:
        gap = "" if language == "zh" else " "
        remedy = f"{finding.suggestion.of(language)}{gap}{remedy}"
    header = kind.column(finding.field).header.of(language) if kind and finding.field else finding.field or ""
    return FindingRow(
        severity=finding.severity.value.of(language),
        rule=finding.rule,
        title=finding.title.of(language),
        place=str(place) if place else _without_folder(finding.source),
        record=" ".join(filter(None, (kind.title.of(language) if kind else "", finding.record))),
        field=header,
        found=finding.found if isinstance(finding.found, str) else finding.found.of(language),
        expected=expected,
        remedy=remedy,
        basis=("；" if language == "zh" else "; ").join(citation.words.of(language) for citation in finding.basis),
        link=place,
    )


def _without_folder(source: Source) -> str:
    """Name a place without the folders of its file: they tell a reader nothing, or too much."""
    return str(attrs.evolve(source, file=PurePath(source.file).name))
