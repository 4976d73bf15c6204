"""Rule, fault, finding: how a check is declared, run and reported.

A rule is a frozen value. Running it never raises: what it finds are :class:`Finding` values, and a rule that crashes
is a finding too, never silence.
"""

from __future__ import annotations

import enum
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.ledger import Ledger, Source
from minzheng_domain.text import Text


class Severity(enum.Enum):
    """How much a finding weighs."""

    ERROR = Text("错误", "error")
    WARNING = Text("警告", "warning")
    NOTICE = Text("提示", "notice")


@attrs.frozen
class Citation:
    """Where a rule comes from.

    Attributes:
        document: the law, regulation or standard, with its number.
        article: the article, as it is cited; ``None`` for the whole.
        read: whether the text itself was read; a rule of error severity needs it.
    """

    document: str
    article: str | None = None
    read: bool = True

    def __str__(self) -> str:
        return self.document + (self.article or "")


LEDGER_SCHEMA = Citation("本库台账结构（minzheng_domain ledger schema, version 1）")
"""What the rules on the ledger's own integrity rest on."""


@attrs.frozen(kw_only=True)
class Fault:
    """What a rule found wrong with one record, or with the ledger as a whole.

    Attributes:
        kind: the kind of record; ``None`` for the ledger itself.
        position: the record's place among those of its kind.
        column: the field that is wrong, if it is one.
        found: what stands there.
        expected: what is wanted there.
        suggestion: what it may have been meant to be.
        related: ids of other records that the fault concerns.
    """

    kind: RecordKind | None = None
    position: int | None = None
    column: Column | None = None
    found: str
    expected: Text
    suggestion: Text | None = None
    related: tuple[str, ...] = ()


Check = Callable[[Ledger], Iterator["Fault | None"]]
"""Yields one item for each thing looked at: a fault, or ``None`` for what passes."""

_ID = re.compile(r"[A-Z]{3}\d{3}")
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


@attrs.frozen(kw_only=True)
class Rule:
    """The declaration of a check (校验规则).

    Attributes:
        id: family letters and number, e.g. ``LED001``; never used again for anything else.
        name: the fault in words, e.g. ``dangling-reference``.
        title: what a reader calls it.
        why: why it matters.
        remedy: what to do about it.
        severity: how much its findings weigh.
        basis: what it rests on.
        valid_from: the first day on which it is law; ``None`` if always.
        valid_until: the last day on which it is law; ``None`` if it still is.
        version: goes up whenever the same ledger may get other findings.
        check: looks at a ledger.
        since: the version of this library that has it first.

    Raises:
        DeclarationError: the parts contradict each other.
    """

    id: str
    name: str
    title: Text
    why: Text
    remedy: Text
    severity: Severity
    basis: tuple[Citation, ...]
    valid_from: date | None = None
    valid_until: date | None = None
    version: int = 1
    check: Check = attrs.field(eq=False, repr=False)
    since: str

    def __attrs_post_init__(self) -> None:
        if not _ID.fullmatch(self.id) or not _NAME.fullmatch(self.name):
            self._refuse(Text("编号应形如 LED001，名称应形如 dangling-reference", "ids look like LED001, names like-this"))
        if not self.basis:
            self._refuse(Text("缺少依据", "it rests on nothing"))
        if self.severity is Severity.ERROR and not any(citation.read for citation in self.basis):
            self._refuse(Text("没有读过原文的依据不能定为错误", "an error needs a text that was read"))
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            self._refuse(Text("失效早于生效", "it ends before it begins"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(Text(f"规则 {self.id}：{reason.zh}", f"rule {self.id}: {reason.en}"))


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
    found: str
    expected: Text
    suggestion: Text | None
    remedy: Text
    basis: tuple[Citation, ...]
    related: tuple[str, ...]

    @property
    def message(self) -> Text:
        """The finding in words: where, what is wrong, what was found, what is wanted, what to do."""
        hint = self.suggestion or Text("", "")
        return Text(
            "{source}：{title}。实为 {found}，应为{expected}。{hint}{remedy}",
            "{source}: {title}; found {found}, wanted {expected}. {hint}{remedy}",
        ).format(
            source=self.source,
            title=self.title,
            found=self.found,
            expected=self.expected,
            hint=hint,
            remedy=self.remedy,
        )


@attrs.frozen(kw_only=True)
class RuleResult:
    """How a rule fared: how many things it looked at, how many passed and failed; or why it could not run."""

    rule: Rule
    passed: int = 0
    failed: int = 0
    skipped: Text | None = None
    crashed: str | None = None

    @property
    def applied(self) -> int:
        """How many things the rule looked at."""
        return self.passed + self.failed


@attrs.frozen
class CheckReport:
    """What the rules made of a ledger."""

    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error, or any rule crashed."""
        return self.count(Severity.ERROR) > 0


def check(rules: Iterable[Rule], ledger: Ledger) -> CheckReport:
    """Run rules over a ledger, each by itself: one that crashes takes no other with it."""
    results: list[RuleResult] = []
    findings: list[Finding] = []
    for rule in rules:
        passed = 0
        found: list[Finding] = []
        crashed: list[Finding] = []
        crash: str | None = None
        try:
            for item in rule.check(ledger):
                if item is None:
                    passed += 1
                else:
                    found.append(_finding(rule, item, ledger))
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others run and the crash is told
            place = traceback.extract_tb(error.__traceback__)[-1]
            crash = f"{type(error).__name__}: {error} ({place.name}, line {place.lineno})"
            crashed.append(_crash(rule, crash, ledger))
        results.append(RuleResult(rule=rule, passed=passed, failed=len(found), crashed=crash))
        findings.extend([*found, *crashed])
    return CheckReport(tuple(results), tuple(findings))


def _finding(rule: Rule, fault: Fault, ledger: Ledger) -> Finding:
    record = None
    source = Source(ledger.file, "$")
    if fault.kind is not None and fault.position is not None:
        record = ledger.of_kind(fault.kind.name)[fault.position].id
        source = ledger.source(fault.kind, fault.position, fault.column)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        title=rule.title,
        kind=fault.kind.name if fault.kind else None,
        record=record,
        field=fault.column.name if fault.column else None,
        source=source,
        found=fault.found,
        expected=fault.expected,
        suggestion=fault.suggestion,
        remedy=rule.remedy,
        basis=rule.basis,
        related=fault.related,
    )


def _crash(rule: Rule, crash: str, ledger: Ledger) -> Finding:
    return Finding(
        rule=rule.id,
        severity=Severity.ERROR,
        title=Text(f"规则 {rule.id} 运行失败", f"rule {rule.id} crashed"),
        kind=None,
        record=None,
        field=None,
        source=Source(ledger.file, "$"),
        found=crash,
        expected=Text("规则运行完毕", "the rule runs to its end"),
        suggestion=None,
        remedy=Text("请将此信息反馈给规则的作者。", "Please report this to the author of the rule."),
        basis=rule.basis,
        related=(),
    )
