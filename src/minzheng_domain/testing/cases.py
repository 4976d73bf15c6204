"""Cases: what a measure or a rule makes of a few records, and whether it does.

How they are written is told in :mod:`~minzheng_domain.testing.case_files`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

import attrs

from minzheng_domain.errors import UnknownNameError
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import Approximation, plain
from minzheng_domain.rules.checking import Finding, check
from minzheng_domain.rules.core import ParameterKind, ParameterValue, Rule
from minzheng_domain.rules.profile import Profile
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Text

NO_VALUE = "none"
"""How a case file writes that a figure has no value."""

FINDING_KEYS = ("kind", "record", "field", "found", "difference", "suggestion")
"""What a case of a rule may say of a finding."""


@attrs.frozen(kw_only=True)
class MeasureCase:
    """What a measure comes to over a few records.

    Attributes:
        file: the case file.
        measure: the id of the measure.
        title: what the case shows.
        period: the days that the figure is about.
        ledger: the records.
        value: the number expected, in the unit shown; ``None`` for a figure without a value.
        by: the number expected of each group, by code; ``None`` where the case says nothing of them.
        records: the ids of the records that the figure should stand on; ``None`` where the case does not say.
        approximation: how exact the whole is meant to be.
        approximations: how exact the groups are meant to be that are not exact.
    """

    file: str
    measure: str
    title: Text
    period: Period
    ledger: Ledger = attrs.field(repr=False)
    value: Decimal | None
    by: Mapping[str, Decimal | None] | None = None
    records: tuple[str, ...] | None = None
    approximation: Approximation = Approximation.EXACT
    approximations: Mapping[str, Approximation] = attrs.field(factory=dict)

    def __str__(self) -> str:
        return f"{self.file}: {self.title.zh} / {self.title.en}"


@attrs.frozen(kw_only=True)
class RuleCase:
    """What a rule finds in a few records.

    Attributes:
        file: the case file.
        rule: the id of the rule.
        title: what the case shows.
        ledger: the records.
        findings: what each finding should say, in any order; none if all should pass.
        applied: how many things the rule should look at and be concerned with; ``None`` where the case does not say.
        skipped: whether the rule should not run, as where a parameter is not set.
        day: the day of the check.
        parameters: what the district sets.
        waivers: justified exceptions.
    """

    file: str
    rule: str
    title: Text
    ledger: Ledger = attrs.field(repr=False)
    findings: tuple[Mapping[str, str], ...] = ()
    applied: int | None = None
    skipped: bool = False
    day: date | None = None
    parameters: Mapping[str, ParameterValue] = attrs.field(factory=dict)
    waivers: tuple[Waiver, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the rule should run and find nothing."""
        return not self.findings and not self.skipped

    def __str__(self) -> str:
        return f"{self.file}: {self.title.zh} / {self.title.en}"


def run_measure_case(case: MeasureCase, measures: Mapping[str, Measure] | Iterable[Measure]) -> Figure:
    """Evaluate the measure of a case and hold the figure against what is expected.

    Args:
        case: the case.
        measures: the measure itself, and those that it is derived from.

    Raises:
        AssertionError: the figure is another one; the message names each difference.
        UnknownNameError: the measure, or one that it is derived from, is not among the measures.
    """
    known = dict(measures) if isinstance(measures, Mapping) else {measure.id: measure for measure in measures}
    if case.measure not in known:
        raise UnknownNameError(Text("指标", "measure"), case.measure, known)
    figure = evaluate([known[case.measure]], case.ledger, case.period, known=known)[case.measure]
    differences = list(_differences(case, figure))
    if differences:
        raise AssertionError("\n".join([f"{case.measure}, {case}", *differences]))
    return figure


def run_rule_case(case: RuleCase, rules: Mapping[str, Rule] | Iterable[Rule]) -> tuple[Finding, ...]:
    """Run the rule of a case and hold its findings against those expected.

    Args:
        case: the case.
        rules: the rule itself, alone or among others.

    Raises:
        AssertionError: the rule crashed, or finds something else; the message names each difference.
        UnknownNameError: the rule is not among the rules.
    """
    known = dict(rules) if isinstance(rules, Mapping) else {rule.id: rule for rule in rules}
    if case.rule not in known:
        raise UnknownNameError(Text("规则", "rule"), case.rule, known)
    rule = known[case.rule]
    decimals = {p.name for p in rule.parameters if p.kind is ParameterKind.DECIMAL}
    parameters = {
        name: Decimal(value) if name in decimals and isinstance(value, int) else value
        for name, value in case.parameters.items()
    }
    report = check([rule], case.ledger, profile=Profile(parameters=parameters), waivers=case.waivers, day=case.day)
    (result,) = report.results
    found = [_said(finding) for finding in report.findings]
    if result.crashed is not None:
        msg = f"{case.rule}, {case}\n  运行失败 / crashed: {result.crashed}"
        raise AssertionError(msg)
    if (result.skipped is not None) is not case.skipped:
        msg = f"{case.rule}, {case}\n  跳过 / skipped: {result.skipped}"
        raise AssertionError(msg)
    if case.applied is not None and result.applied != case.applied:
        msg = f"{case.rule}, {case}\n  检查应为 {case.applied} 处，实为 {result.applied} / applied to {result.applied}"
        raise AssertionError(msg)
    if not _match(case.findings, found):
        lines = [f"  应为 / wanted: {dict(expected)}" for expected in case.findings] or ["  应通过 / should pass"]
        lines += [f"  实为 / found: {said}" for said in found] or ["  实为通过 / but passes"]
        raise AssertionError("\n".join([f"{case.rule}, {case}", *lines]))
    return report.findings


def _differences(case: MeasureCase, figure: Figure) -> Iterator[str]:
    def differ(what: Text, expected: object, found: object) -> Iterator[str]:
        if expected != found:
            yield f"  {what.zh}应为 {expected}，实为 {found} / {what.en} should be {expected}, is {found}"

    yield from differ(Text("数值", "value"), _plain(case.value), _plain(figure.value))
    yield from differ(Text("近似", "approximation"), case.approximation.name, figure.approximation.name)
    if case.by is not None:
        expected = {code: _plain(number) for code, number in case.by.items()}
        yield from differ(Text("分组", "groups"), expected, {code: _plain(n) for code, n in figure.by.items()})
        doubts = {code: how.name for code, how in case.approximations.items()}
        inexact = {c: p.approximation.name for c, p in figure.parts.items() if not p.approximation.is_exact}
        yield from differ(Text("分组的近似", "approximation of groups"), doubts, inexact)
    if case.records is not None:
        yield from differ(
            Text("依据的记录", "records"), sorted(case.records), sorted(record.id for record in figure.records())
        )


def _match(wanted: Iterable[Mapping[str, str]], found: Iterable[Mapping[str, str]]) -> bool:
    """Tell whether each finding wanted is there, and no other; those that say most look for theirs first."""
    left = list(found)
    for expected in sorted(wanted, key=len, reverse=True):
        said = next((said for said in left if expected.items() <= said.items()), None)
        if said is None:
            return False
        left.remove(said)
    return not left


def _plain(number: Decimal | None) -> str:
    return NO_VALUE if number is None else plain(number)


def _said(finding: Finding) -> dict[str, str]:
    """Return what a finding says, in Chinese."""
    said = {key: getattr(finding, key) for key in FINDING_KEYS}
    return {key: str(value) for key, value in said.items() if value is not None}
