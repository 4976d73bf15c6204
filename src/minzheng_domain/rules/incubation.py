"""Family SVC: incubation: organizations taken in and sent out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from minzheng_domain.codes import code_list
from minzheng_domain.model.incubation import Incubation, IncubationBase
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import (
    NOT_APPLICABLE,
    Fault,
    Look,
    Parameter,
    ParameterKind,
    Scope,
    Severity,
    Verdict,
    each,
    whole,
)
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, counted, in_days
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_CALENDAR = Citation("calendar")
_PRACTICE = Citation("incubation-practice")

MAXIMUM_MONTHS = Parameter(
    "incubation_maximum_months", ParameterKind.NUMBER, Text("孵化期上限（月）", "longest incubation (months)")
)

_OUTCOMES = frozenset({"GRADUATED", "WITHDRAWN", "ELIMINATED"})
"""The outcomes; each is a status, too."""

_INSIDE = frozenset({"ADMITTED", "INCUBATING", "EXTENDED"})


@each(
    Incubation,
    id="SVC001",
    title=Text("离园早于入驻", "left before admitted"),
    why=Text(
        "离园不会早于入驻，日期填错会使孵化数归错年度。",
        "Nobody leaves before entering; the year counted would be wrong.",
    ),
    remedy=Text("请改正入驻日期或离园日期。", "Correct one of the two days."),
    severity=Severity.ERROR,
    basis=[_CALENDAR],
    since="0.1",
)
def left_before_admitted(incubation: Incubation, _look: Look) -> Verdict:
    """Hold the day of leaving against that of entering."""
    if incubation.left_on is None or incubation.admitted_on is None:
        return NOT_APPLICABLE
    if incubation.admitted_on <= incubation.left_on:
        return None
    admitted = incubation.admitted_on
    return Fault(
        "left_on",
        found=str(incubation.left_on),
        expected=Text(f"不早于入驻日期{admitted}", f"no earlier than the entry, {admitted}"),
        difference=in_days(admitted - incubation.left_on),
    )


@each(
    Incubation,
    id="SVC002",
    title=Text("出壳而未登记，也未说明原因", "graduated without being registered, and without a reason"),
    why=Text(
        "出壳一般以完成登记为标志；尚未登记的应说明原因。",
        "Who graduates is registered, as a rule; where not, the reason should stand there.",
    ),
    remedy=Text(
        "请填写登记后的社会组织，或在“原因说明”中写明。",
        "Name the organization that was registered, or give the reason.",
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_PRACTICE],
    since="0.1",
)
def graduated_without_registration(incubation: Incubation, look: Look) -> Verdict:
    """Look for graduates that lead to no organization with a credit code, and say nothing of why."""
    if incubation.outcome != "GRADUATED":
        return NOT_APPLICABLE
    organization = look.get(Organization, incubation.organization)
    if incubation.organization is not None and organization is None:
        return NOT_APPLICABLE
    registered = organization is not None and organization.uscc is not None
    if registered or (incubation.reason or "").strip():
        return None
    return Fault(
        "organization" if organization is None else "reason",
        found=NOT_FILLED_IN,
        expected=Text(
            "已登记的社会组织（有统一社会信用代码），或原因说明", "an organization with a USCC, or the reason"
        ),
        related=() if organization is None else (organization.id,),
    )


@each(
    Incubation,
    id="SVC003",
    title=Text("离园日期与孵化结果不全", "of leaving and outcome, one is missing"),
    why=Text(
        "出壳数按离园日期和孵化结果统计，缺一项就会漏计。",
        "Graduates are counted by the day of leaving and the outcome; without one of them they are missed.",
    ),
    remedy=Text(
        "请补填离园日期和孵化结果；仍在孵化的，两项都留空。", "Enter both, or neither while it is still inside."
    ),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def ending_incomplete(incubation: Incubation, _look: Look) -> Verdict:
    """Look at what has left by its status, its day or its outcome: day and outcome belong together."""
    ended = incubation.status in _OUTCOMES or incubation.outcome is not None or incubation.left_on is not None
    if not ended:
        return NOT_APPLICABLE
    if incubation.left_on is None:
        return Fault("left_on", found=NOT_FILLED_IN, expected=Text("离园日期", "the day of leaving"))
    if incubation.outcome is None:
        return Fault("outcome", found=NOT_FILLED_IN, expected=Text("孵化结果", "the outcome"))
    return None


@each(
    Incubation,
    id="SVC004",
    title=Text("孵化状态与孵化结果矛盾", "the status contradicts the outcome"),
    why=Text("有了孵化结果，状态应与结果一致。", "Once there is an outcome, the status is the same."),
    remedy=Text("请改正孵化状态或孵化结果。", "Correct the status or the outcome."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def status_against_outcome(incubation: Incubation, _look: Look) -> Verdict:
    """Hold the status against the outcome."""
    if incubation.outcome not in _OUTCOMES:
        return NOT_APPLICABLE
    if incubation.status == incubation.outcome:
        return None
    wanted = code_list("incubation-status").get(incubation.outcome)
    label = wanted.label if wanted else Text(incubation.outcome, incubation.outcome)
    return Fault(
        "status",
        found=incubation.status,
        expected=Text(f"{label.zh}（{incubation.outcome}）", f"{label.en} ({incubation.outcome})"),
    )


@each(
    Incubation,
    id="SVC005",
    title=Text("孵化期超过本区上限", "the incubation lasts longer than the district allows"),
    why=Text(
        "本区对孵化期设有上限，超期的应办理延期或离园。",
        "The district limits the incubation; then it is extended or ends.",
    ),
    remedy=Text("请办理离园，或补填“延期至”。", "Let it leave, or enter until when it is extended."),
    severity=Severity.WARNING,
    basis=[_PRACTICE],
    parameters=[MAXIMUM_MONTHS],
    needs_day=True,
    since="0.1",
)
def incubated_too_long(incubation: Incubation, look: Look) -> Verdict:
    """Hold the day of leaving, or that of the check for what is still inside, against the last day allowed."""
    admitted, left = incubation.admitted_on, incubation.left_on
    if admitted is None or (left is None and incubation.status not in _INSIDE):
        return NOT_APPLICABLE
    months: int = look.parameter(MAXIMUM_MONTHS)
    last = _months_after(admitted, months)
    if last is not None and incubation.extended_until is not None:
        last = max(last, incubation.extended_until)
    until = left or look.day
    if last is None or until <= last:
        return None
    return Fault(
        "admitted_on" if left is None else "left_on",
        found=f"{admitted}—{left}" if left else f"{admitted}—",
        expected=Text("不晚于{last}离园（上限{limit}）", "to leave by {last} (limit: {limit})").format(
            last=last, limit=counted(months, Unit.MONTHS)
        ),
        difference=in_days(until - last),
    )


@each(
    Incubation,
    id="SVC006",
    title=Text("入驻时载体不在运营", "the base was not operating when it took in"),
    why=Text(
        "载体投入运营之后、停用之前才能接收入驻，日期或载体必有一处不对。",
        "A base takes in between its opening and its closing: a day, or the base, is wrong.",
    ),
    remedy=Text("请核对入驻日期、孵化载体和载体的运营日期。", "Check the day, the base and its days of operation."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_CALENDAR, _PRACTICE],
    since="0.1",
)
def admitted_while_closed(incubation: Incubation, look: Look) -> Verdict:
    """Hold the day of entry against the days on which the base was in operation."""
    base, admitted = look.get(IncubationBase, incubation.base), incubation.admitted_on
    if base is None or admitted is None or (base.operating_from is None and base.closed_on is None):
        return NOT_APPLICABLE
    if base.operating_from is not None and admitted < base.operating_from:
        first = base.operating_from
        return Fault(
            "admitted_on",
            found=str(admitted),
            expected=Text(f"不早于载体投入运营的{first}", f"no earlier than the opening of the base, {first}"),
            difference=in_days(first - admitted),
            related=(base.id,),
        )
    if base.closed_on is not None and admitted > base.closed_on:
        last = base.closed_on
        return Fault(
            "admitted_on",
            found=str(admitted),
            expected=Text(f"不晚于载体停用的{last}", f"no later than the closing of the base, {last}"),
            difference=in_days(admitted - last),
            related=(base.id,),
        )
    return None


@whole(
    id="SVC012",
    title=Text("同一组织同时在两处孵化", "an organization is incubated twice at once"),
    why=Text(
        "前一次孵化尚未结束又入驻，多为重复录入，孵化数会重复计算。", "It is mostly a double entry, and counted twice."
    ),
    remedy=Text("请核对两条记录的日期，或删去重复的一条。", "Check the days of both, or remove the double."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_PRACTICE],
    since="0.1",
)
def incubated_twice_at_once(look: Look) -> Iterator[Verdict]:
    """Look for an entry before the organization has left from the entry before; who leaves may enter again that day."""
    stays: dict[str, list[tuple[date, str, Incubation]]] = {}
    for incubation in look.ledger.all(Incubation):
        known = incubation.left_on is not None or incubation.status in _INSIDE
        if incubation.organization is not None and incubation.admitted_on is not None and known:
            stays.setdefault(incubation.organization, []).append((incubation.admitted_on, incubation.id, incubation))
    for entries in stays.values():
        last: Incubation | None = None
        for admitted, _, incubation in sorted(entries, key=lambda entry: entry[:2]):
            if last is None or (last.left_on is not None and last.left_on <= admitted):
                yield None
            else:
                left = last.left_on
                yield Fault(
                    "admitted_on",
                    record=incubation,
                    found=str(admitted),
                    expected=Text(
                        f"前一次孵化（{last.id}）离园之后"
                        if left is None
                        else f"不早于前一次孵化（{last.id}）离园的{left}",
                        f"no earlier than it left from '{last.id}'" + (f", {left}" if left else ""),
                    ),
                    related=(last.id,),
                )
            if last is None or (last.left_on is not None and (incubation.left_on or date.max) > last.left_on):
                last = incubation


@each(
    Incubation,
    id="SVC013",
    title=Text("没有社会组织，也没有团队名称", "neither an organization nor a team is named"),
    why=Text("不知道孵化的是谁，无法核对和去重。", "Nobody knows who is incubated, and it cannot be told from others."),
    remedy=Text(
        "请填写社会组织；尚未登记的，填写团队名称。", "Name the organization, or the team while it is not registered."
    ),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def nobody_incubated(incubation: Incubation, _look: Look) -> Verdict:
    """Look for incubations that name neither an organization nor a team."""
    if incubation.organization is not None or (incubation.team_name or "").strip():
        return None
    return Fault(
        "organization", found=NOT_FILLED_IN, expected=Text("社会组织或团队名称", "an organization or the name of a team")
    )


def _months_after(day: date, months: int) -> date | None:
    """Return the same day some months later, or the last of that month; ``None`` where the calendar ends before it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
