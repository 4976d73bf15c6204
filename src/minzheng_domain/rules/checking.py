"""Checking: rules run over a ledger, each by itself, and what came of it."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat

import attrs

from minzheng_domain.model.columns import RecordKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import WHOLE_FILE, Source
from minzheng_domain.rules.core import (
    NOT_APPLICABLE,
    EachRecord,
    Fault,
    Look,
    Rule,
    Severity,
    Verdict,
    WholeLedger,
)
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.profile import Profile
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.text import Text

KEPT = 1000
"""How many findings of one rule a report keeps; the others are counted."""

NO_DAY = Text("没有给出检查日期", "no day was given to the check")
SWITCHED_OFF = Text("规则配置中已停用", "switched off by the profile")


@attrs.frozen(kw_only=True)
class Finding:
    """A fault, with the rule that found it and the place where it stands."""

    rule: str
    severity: Severity
    title: Text
    kind: str | None
    record: str | None
    field: str | None
    source: Source
    found: str | Text
    expected: Text
    difference: str | Text | None = None
    suggestion: Text | None = None
    remedy: Text
    basis: tuple[Citation, ...]
    related: tuple[str, ...] = ()

    @property
    def message(self) -> Text:
        """The finding in words: where, what is wrong, what was found, what is wanted, what to do."""
        hint = self.suggestion or Text("", "")
        off = Text("", "")
        if self.difference:
            off = Text("（相差 {difference}）", " (off by {difference})").format(difference=self.difference)
        return Text(
            "{source}：{title}。实为 {found}，应为{expected}{off}。{hint}{remedy}",
            "{source}: {title}; found {found}, wanted {expected}{off}. {hint}{remedy}",
        ).format(
            source=self.source,
            title=self.title,
            found=self.found,
            expected=self.expected,
            off=off,
            hint=hint,
            remedy=self.remedy,
        )


@attrs.frozen(kw_only=True)
class RuleResult:
    """How a rule fared: how many things passed and failed; or why it did not run.

    Attributes:
        rule: the rule.
        passed: how many things it found right.
        failed: how many it found wrong, those that are waived among them.
        waived: how many of the failed are waived.
        omitted: how many more are counted, but no longer given as findings.
        skipped: why it did not run; ``None`` if it did.
        crashed: what it raised; ``None`` if nothing.
    """

    rule: Rule
    passed: int = 0
    failed: int = 0
    waived: int = 0
    omitted: int = 0
    skipped: Text | None = None
    crashed: str | None = None

    @property
    def applied(self) -> int:
        """How many things the rule looked at and was concerned with."""
        return self.passed + self.failed


@attrs.frozen
class CheckReport:
    """What the rules made of a ledger.

    Attributes:
        results: how each rule fared.
        findings: what they found, by rule; of each at most :data:`KEPT`.
        waived: the findings that are waived, each with its waiver.
        profile: the settings of the check.
        day: the day of the check.
    """

    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    profile: Profile = attrs.field(factory=Profile)
    day: date | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh this much, those that are not kept among them."""
        omitted = sum(
            result.omitted for result in self.results if self.profile.severity_of(result.rule) is severity
        )
        return omitted + sum(finding.severity is severity for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error; a rule that crashed is one."""
        return self.count(Severity.ERROR) > 0


class Check:
    """A check under way: iterating gives the findings as they are found; the results stand when it has ended.

    Attributes:
        results: how each rule fared that has run so far.
        waived: the findings so far that are waived.
    """

    def __init__(  # noqa: PLR0913 - what a check depends on, by name
        self,
        rules: Iterable[Rule],
        ledger: Ledger,
        *,
        profile: Profile | None = None,
        waivers: Iterable[Waiver] = (),
        day: date | None = None,
        kept: int | None = None,
    ) -> None:
        """Prepare a check.

        Args:
            rules: the rules.
            ledger: the records.
            profile: which rules are off, and what the district sets.
            waivers: justified exceptions.
            day: the day of the check.
            kept: how many findings of each rule are given; the others are counted. All, if not given.
        """
        self.ledger = ledger
        self._kept = kept
        self.profile = profile or Profile()
        self.day = day
        self.results: list[RuleResult] = []
        self.waived: list[tuple[Finding, Waiver]] = []
        self._rules = sorted(rules, key=lambda rule: isinstance(rule.how, WholeLedger) and rule.how.after_all)
        self._waivers = {waiver.key: waiver for waiver in waivers}
        # Of a waiver whose rule is skipped nobody can tell whether it is needed.
        skipped = {rule.id for rule in self._rules if self._why_not(rule) is not None}
        self._used = {waiver: False for waiver in self._waivers.values() if waiver.rule not in skipped}
        self._look = Look(ledger, day=day, parameters=self.profile.parameters, waivers=self._used)

    def __iter__(self) -> Iterator[Finding]:
        for rule in self._rules:
            yield from self._run(rule)

    def _run(self, rule: Rule) -> Iterator[Finding]:
        if (reason := self._why_not(rule)) is not None:
            self.results.append(RuleResult(rule=rule, skipped=reason))
            return
        passed = failed = waived = given = 0
        crash: str | None = None
        try:
            for position, verdict in self._verdicts(rule):
                if verdict is None:
                    passed += 1
                    continue
                if verdict is NOT_APPLICABLE:
                    continue
                if given == self._kept and not self._waivers:
                    failed += 1
                    continue
                finding = self._finding(rule, verdict, position)
                failed += 1
                waiver = self._waivers.get((finding.rule, finding.kind, finding.record))
                if waiver is not None and not waiver.has_expired(self.day):
                    self._used[waiver] = True
                    self.waived.append((finding, waiver))
                    waived += 1
                elif given != self._kept:
                    given += 1
                    yield finding
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others run and the crash is told
            crash = _said(error)
        omitted = failed - waived - given
        self.results.append(
            RuleResult(rule=rule, passed=passed, failed=failed, waived=waived, omitted=omitted, crashed=crash)
        )
        if crash is not None:
            yield _crash(rule, crash, self.ledger)

    def _why_not(self, rule: Rule) -> Text | None:
        """Return why a rule does not run in this check; ``None`` if it does."""
        if rule.id in self.profile.disabled:
            return SWITCHED_OFF
        if unset := [parameter for parameter in rule.parameters if parameter.name not in self.profile.parameters]:
            names = [parameter.name for parameter in unset]
            titles = Text("、".join(p.title.zh for p in unset), ", ".join(p.title.en for p in unset))
            return Text(
                f"地方参数未设定：{titles.zh}（{'、'.join(names)}）", f"parameter not set: {titles.en} ({', '.join(names)})"
            )
        return NO_DAY if rule.needs_day and self.day is None else None

    def _verdicts(self, rule: Rule) -> Iterable[tuple[int | None, Verdict]]:
        """Return each verdict of a rule, with the position of its record; that of the others is not known yet."""
        match rule.how:
            case WholeLedger(judge=judge):
                return zip(repeat(None), judge(self._look), strict=False)
            case EachRecord(record_class=record_class, judge=judge, on=on):
                records = self.ledger.of_kind(record_class.__kind__.name)
                if rule.valid_from is None and rule.valid_until is None:
                    return enumerate(map(judge, records, repeat(self._look)))
                return (
                    (position, judge(record, self._look))
                    for position, record in enumerate(records)
                    if on is not None and (day := on(record)) is not None and rule.is_law_on(day)
                )

    def _finding(self, rule: Rule, fault: Fault, position: int | None) -> Finding:
        record = fault.record
        kind: RecordKind | None = None
        source = Source(self.ledger.file, WHOLE_FILE)
        if isinstance(rule.how, EachRecord) and position is not None:
            kind = rule.how.record_class.__kind__
            record = self.ledger.of_kind(kind.name)[position]
        elif record is not None:
            kind = record.__kind__
            position = self.ledger.position(record)
        if kind is not None and position is not None:
            source = self.ledger.source(kind, position, kind.column(fault.field) if fault.field else None)
        remark = fault.remark
        return Finding(
            rule=rule.id,
            severity=self.profile.severity_of(rule),
            title=rule.title,
            kind=remark.kind if remark else kind.name if kind else None,
            record=remark.record if remark else record.id if record else None,
            field=remark.field if remark else fault.field,
            source=remark.source if remark else source,
            found=fault.found,
            expected=fault.expected,
            difference=fault.difference,
            suggestion=fault.suggestion,
            remedy=rule.remedy,
            basis=rule.basis,
            related=fault.related,
        )


def check(  # noqa: PLR0913 - what a check depends on, by name
    rules: Iterable[Rule],
    ledger: Ledger,
    *,
    profile: Profile | None = None,
    waivers: Iterable[Waiver] = (),
    day: date | None = None,
    kept: int = KEPT,
) -> CheckReport:
    """Run rules over a ledger, each by itself: one that crashes takes no other with it.

    Args:
        rules: the rules.
        ledger: the records.
        profile: which rules are off, and what the district sets.
        waivers: justified exceptions.
        day: the day of the check, for rules that depend on it.
        kept: how many findings of each rule the report keeps; the others are counted.
    """
    under_way = Check(rules, ledger, profile=profile, waivers=waivers, day=day, kept=kept)
    findings = tuple(under_way)
    return CheckReport(tuple(under_way.results), findings, tuple(under_way.waived), under_way.profile, day)


def _said(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({place.name}, line {place.lineno})"


def _crash(rule: Rule, crash: str, ledger: Ledger) -> Finding:
    return Finding(
        rule=rule.id,
        severity=Severity.ERROR,
        title=Text(f"规则 {rule.id} 运行失败", f"rule {rule.id} crashed"),
        kind=None,
        record=None,
        field=None,
        source=Source(ledger.file, WHOLE_FILE),
        found=crash,
        expected=Text("规则运行完毕", "the rule runs to its end"),
        remedy=Text("请将此信息反馈给规则的作者。", "Please report this to the author of the rule."),
        basis=rule.basis,
    )
