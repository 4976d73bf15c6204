"""Family LED: the waivers of the check itself: expired ones, and those that nothing needs."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.model.columns import Record
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.rules.wording import in_days
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")


@whole(
    id="LED008",
    title=Text("豁免已过期", "the waiver has expired"),
    why=Text("过期的豁免不再起作用，原来的问题重新列出。", "It holds no more, and what it was about is found again."),
    remedy=Text("请整改原来的问题，或重新报批豁免。", "Put right what it was about, or have it approved again."),
    severity=Severity.WARNING,
    scope=Scope.LEDGER,
    basis=[_SCHEMA],
    needs_day=True,
    after_all=True,
    since="0.1",
)
def expired_waiver(look: Look) -> Iterator[Verdict]:
    """Look for waivers whose last day lies before the day of the check."""
    for waiver in _waivers(look):
        if not waiver.has_expired(look.day):
            yield None
            continue
        yield Fault(
            record=_record(look, waiver),
            found=Text(f"{_about(waiver)}：{waiver.expires}", f"{_about(waiver)}: {waiver.expires}"),
            expected=Text(f"不早于检查日期{look.day}", f"no earlier than the day of the check, {look.day}"),
            difference=in_days(look.day - waiver.expires),
        )


@whole(
    id="LED009",
    title=Text("豁免没有用到", "the waiver is not needed"),
    why=Text(
        "没有用到的豁免可能写错了编号，或者问题已经解决。", "Its id may be misspelt, or what it was about is put right."
    ),
    remedy=Text(
        "请核对规则和记录的编号；不再需要的，删去。", "Check the ids of rule and record; remove it if it is not needed."
    ),
    severity=Severity.NOTICE,
    scope=Scope.LEDGER,
    basis=[_SCHEMA],
    needs_day=True,
    after_all=True,
    since="0.1",
)
def idle_waiver(look: Look) -> Iterator[Verdict]:
    """Look for waivers in force that no finding needed; the expired are found by LED008."""
    for waiver in _waivers(look):
        if waiver.has_expired(look.day):
            yield NOT_APPLICABLE
        elif look.waivers[waiver]:
            yield None
        else:
            yield Fault(
                record=_record(look, waiver),
                found=_about(waiver),
                expected=Text("有对应的检查结果", "a finding that it is about"),
            )


def _waivers(look: Look) -> Iterator[Waiver]:
    return (waiver for waiver in look.waivers if isinstance(waiver, Waiver))


def _about(waiver: Waiver) -> str:
    return f"{waiver.rule} {waiver.kind} {waiver.record}"


def _record(look: Look, waiver: Waiver) -> Record | None:
    """Return the record that a waiver is about, if there is one."""
    return next(
        (
            r
            for kind, records in look.ledger.kinds()
            if kind.name == waiver.kind
            for r in records
            if r.id == waiver.record
        ),
        None,
    )
