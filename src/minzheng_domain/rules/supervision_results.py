"""Family SUP, second part: what acts of supervision (监督检查) came to, and what followed from them."""

from __future__ import annotations

from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.supervision import PenaltyCase, Supervision
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
)
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.terms import days_after
from minzheng_domain.rules.wording import in_days, nothing_by
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_CALENDAR = Citation("calendar")
_RECTIFICATION = Parameter(
    "rectification_days",
    ParameterKind.NUMBER,
    Text("责令整改的期限（天）", "days in which what was ordered is put right"),
)


@each(
    Supervision,
    id="SUP007",
    title=Text("责令整改逾期未完成", "rectification ordered and not done in time"),
    why=Text(
        "责令整改而逾期未完成的，应当列入活动异常名录并进一步处理。",
        "Who does not put right in time what was ordered comes on the list of abnormal activity.",
    ),
    remedy=Text("请复查整改情况；已完成的，补填整改完成日期。", "Look at it again; if it was done, enter the day."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("credit-measures", "第十一条")],
    parameters=[_RECTIFICATION],
    needs_day=True,
    since="0.1",
)
def rectification_outstanding(act: Supervision, look: Look) -> Verdict:
    """The last day passes; an organization that left the register has nothing more to put right."""
    organization = look.get(Organization, act.organization)
    gone = organization is not None and organization.removed_on is not None and organization.removed_on <= look.day
    if act.result != "RECTIFY" or gone:
        return NOT_APPLICABLE
    last = days_after(act.on, look.parameter(_RECTIFICATION))
    if act.rectified_on is not None or look.day <= last:
        return None
    return Fault(
        "rectified_on",
        found=nothing_by(look.day),
        expected=Text(f"不晚于 {last}", f"not later than {last}"),
        difference=in_days(look.day - last),
    )


@each(
    Supervision,
    id="SUP009",
    title=Text("不配合检查而没有记录情况", "uncooperative, but nothing is written down"),
    why=Text(
        "拒绝或者消极对待监督检查可能受到处罚，须有情况记录。",
        "Refusing supervision may be penalized, so what happened has to be written down.",
    ),
    remedy=Text("请在“发现问题”中写明不配合的情况。", "Write down under findings what happened."),
    severity=Severity.NOTICE,
    basis=[_SCHEMA],
    since="0.1",
)
def refusal_without_findings(act: Supervision, _look: Look) -> Verdict:
    """Only where it is entered that the subject refused or was passive."""
    words = {"REFUSED": Text("拒绝", "it refused"), "PASSIVE": Text("消极对待", "it was passive")}
    if act.cooperation not in words:
        return NOT_APPLICABLE
    if act.findings:
        return None
    found = Text("空缺，而配合情况为“{how}”", "nothing, but {how}").format(how=words[act.cooperation])
    return Fault("findings", found=found, expected=Text("情况记录", "what happened"))


@each(
    Supervision,
    id="SUP010",
    title=Text("立案调查没有对应的案件", "a case opened that is not among the cases"),
    why=Text(
        "检查结果为立案调查的，应有该对象的案件；缺案件的，立案数与检查记录不符。",
        "Where a check led to a case there is one against its subject; else cases and checks do not agree.",
    ),
    remedy=Text("请补录案件，或改正检查结果。", "Enter the case, or correct the result."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def opened_case_missing(act: Supervision, look: Look) -> Verdict:
    """A case that was already under way on the day is enough; a ledger without cases does not hold this work."""
    field, subject = ("organization", act.organization) if act.organization else ("subject", act.subject)
    if act.result != "CASE_OPENED" or not subject or not look.ledger.all(PenaltyCase):
        return NOT_APPLICABLE
    for case in look.related(PenaltyCase, field, subject):
        over = case.decided_on or case.closed_on
        if over is None or over >= act.on:
            return None
    return Fault(
        "result",
        found=Text(f"{act.on} 立案调查，台账中没有此后的案件", f"a case opened on {act.on}, and none since in the ledger"),
        expected=Text(f"有该对象 {act.on} 当日或以后在办的案件", f"a case under way on {act.on} or later"),
        related=(act.organization,) if act.organization else (),
    )


@each(
    Supervision,
    id="SUP011",
    title=Text("非法社会组织整治的对象是在册组织", "campaign against illegal organizations, but it is registered"),
    why=Text(
        "非法社会组织是未经登记或者丧失登记后仍活动的组织，在册组织不在其列。",
        "An illegal organization acts without registration or after losing it; one on the register is none.",
    ),
    remedy=Text("请核对检查对象和专项行动。", "Check whom it was about, and the campaign."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("social-group-regulation", "第三十二条"), Citation("illegal-organization-measures")],
    since="0.1",
)
def registered_organization_in_illegal_campaign(act: Supervision, look: Look) -> Verdict:
    """It was on the register at the end of the day."""
    organization = look.get(Organization, act.organization)
    if act.campaign != "ILLEGAL" or organization is None or organization.registered_on is None:
        return NOT_APPLICABLE
    registered, removed = organization.registered_on, organization.removed_on
    if registered > act.on or (removed is not None and removed <= act.on):
        return None
    return Fault(
        "campaign",
        found=Text(
            f"非法社会组织整治，而该组织 {registered} 成立登记",
            f"the campaign against illegal organizations, but it was registered on {registered}",
        ),
        expected=Text("未登记的对象，或者其他专项行动", "an unregistered subject, or another campaign"),
        related=(organization.id,),
    )


@each(
    Supervision,
    id="SUP012",
    title=Text("整改完成或结果公开早于检查", "rectified or published before the check"),
    why=Text("整改完成、结果公开不会早于检查。", "Nothing is put right or published before the check."),
    remedy=Text("请核对检查、整改和公开的日期。", "Check the days."),
    severity=Severity.ERROR,
    basis=[_CALENDAR],
    since="0.1",
)
def settled_before_the_check(act: Supervision, _look: Look) -> Verdict:
    """All may fall on one day."""
    days = {"rectified_on": act.rectified_on, "published_on": act.published_on}
    known = {field: day for field, day in days.items() if day is not None}
    if not known:
        return NOT_APPLICABLE
    for field, day in known.items():
        if day < act.on:
            return Fault(
                field,
                found=str(day),
                expected=Text(f"不早于检查日期 {act.on}", f"not before the check of {act.on}"),
                difference=in_days(act.on - day),
            )
    return None
