"""Marks: which findings belong to which cell of a workbook, and what the comment on a cell says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from minzheng_domain.plugin import Finding, Severity
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.places import Place

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The cells that a sheet has."""

SHOWN = 8
"""How many findings one comment tells; a longer one cannot be read."""

LONGEST = 300
"""How many characters of one word of a finding a comment shows."""

_ORDER = tuple(Severity)


@attrs.frozen
class Places:
    """Where findings stand in a workbook.

    Attributes:
        file: the file of the workbook.
        titles: for the name of each sheet of the file, its title in the workbook.
    """

    file: Path
    titles: Mapping[str, str]

    def of(self, finding: Finding) -> Place | None:
        """Return the cell or row that a finding is about; ``None`` if it is not in the workbook."""
        source = finding.source
        if source.file not in ("", str(self.file)) and Path(source.file).resolve() != self.file.resolve():
            return None
        place = Place.parse(source.place)
        if place is None or place.sheet not in self.titles:
            return None
        exists = 1 <= place.row <= LAST_ROW and 1 <= (place.column or 1) <= LAST_COLUMN
        return attrs.evolve(place, sheet=self.titles[place.sheet]) if exists else None


def by_sheet(findings: Iterable[Finding], places: Places) -> Mapping[str, Mapping[Place, list[Finding]]]:
    """Sort findings by sheet and place, in their order; those without a place are left out."""
    found: dict[str, dict[Place, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if (place := places.of(finding)) is not None:
            found[place.sheet][place].append(finding)
    return found


def severest(findings: Iterable[Finding]) -> Severity:
    """Return the greatest severity among findings."""
    return min((finding.severity for finding in findings), key=_ORDER.index)


def words_of(findings: Sequence[Finding], language: Language) -> str:
    """Say in a comment what was found in a cell, the most severe first: rule, found, wanted, what to do."""
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    parts = [_words(finding).of(language) for finding in ordered[:SHOWN]]
    if more := len(ordered[SHOWN:]):
        parts.append(
            Text(f"另有 {more} 处问题，见检查结果表。", f"{more} more: see the sheet of findings.").of(language)
        )
    return "\n\n".join(parts)


def _words(finding: Finding) -> Text:
    difference = Text("", "")
    if finding.difference:
        difference = Text("（相差 {by}）", " (off by {by})").format(by=_short(finding.difference))
    return Text(
        "【{severity}】{rule} {title}\n实为：{found}\n应为：{expected}{difference}\n处理：{hint}{remedy}",
        "[{severity}] {rule} {title}\nFound: {found}\nWanted: {expected}{difference}\nWhat to do: {hint}{remedy}",
    ).format(
        severity=finding.severity.value,
        rule=finding.rule,
        title=finding.title,
        found=_short(finding.found),
        expected=_short(finding.expected),
        difference=difference,
        hint=_short(finding.suggestion) if finding.suggestion else Text("", ""),
        remedy=_short(finding.remedy),
    )


def _short(words: str | Text) -> Text:
    text = Text(words, words) if isinstance(words, str) else words
    return Text(*(part if len(part) <= LONGEST else part[: LONGEST - 1] + "…" for part in (text.zh, text.en)))
