"""Family PEN, third part: what stands in a penalty case (行政处罚案件): against whom, by what law, with what end."""

from __future__ import annotations

from datetime import date

from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.supervision import PenaltyCase
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import MISSING, counted, label
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_TYPES = {
    "SOCIAL_GROUP_29": "SOCIAL_GROUP",
    "SOCIAL_GROUP_30": "SOCIAL_GROUP",
    "SOCIAL_GROUP_31": "SOCIAL_GROUP",
    "SERVICE_AGENCY_24": "SERVICE_AGENCY",
    "SERVICE_AGENCY_25": "SERVICE_AGENCY",
    "FOUNDATION_41": "FOUNDATION",
    "FOUNDATION_42": "FOUNDATION",
}
"""To which type of organization a legal basis applies; the others apply to more than one."""
_ENDS = ("REVOCATION", "CERT_REVOCATION")
_MIN_OFFICERS = 2


@each(
    PenaltyCase,
    id="PEN013",
    title=Text("处罚依据与组织类型不符", "legal basis of another type of organization"),
    why=Text(
        "三部登记管理条例各适用于一类组织，依据错误的处罚决定站不住。",
        "Each registration regulation is for one type of organization; a decision on the wrong one does not hold.",
    ),
    remedy=Text("请核对处罚依据和该组织的类型。", "Check the legal basis, and the organization's type."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[
        Citation("social-group-regulation", "第三十条"),
        Citation("service-agency-regulation", "第二十五条"),
        Citation("foundation-regulation", "第四十二条"),
    ],
    since="0.1",
)
def basis_of_another_type(case: PenaltyCase, look: Look) -> Verdict:
    """Laws that are for more than one type are let be."""
    organization = look.get(Organization, case.organization)
    if organization is None or case.legal_basis not in _TYPES or organization.type not in _TYPES.values():
        return NOT_APPLICABLE
    meant = _TYPES[case.legal_basis]
    if organization.type == meant:
        return None
    kind, own = label("organization-type", meant), label("organization-type", organization.type)
    return Fault(
        "legal_basis",
        found=Text("{basis}（适用于{kind}）", "{basis} (for a {kind})").format(
            basis=label("penalty-basis", case.legal_basis), kind=kind
        ),
        expected=Text(f"适用于{own.zh}的依据", f"a basis for a {own.en}, not for a {kind.en}"),
        related=(organization.id,),
    )


@each(
    PenaltyCase,
    id="PEN015",
    title=Text("办案人员少于两人", "fewer than two officers"),
    why=Text("行政处罚应当由不少于两名执法人员实施。", "A penalty is imposed by two officers or more."),
    remedy=Text("请核对办案人员数；确属一人办案的，依程序补正。", "Check the number; if there was one only, put it right."),
    severity=Severity.ERROR,
    basis=[Citation("penalty-law", "第四十二条"), Citation("penalty-procedure")],
    # The revised law holds beyond doubt from the day on which the ministry's procedure (order 68) rests on it.
    valid_from=date(2021, 10, 15),
    on=lambda case: case.filed_on or case.accepted_on,
    since="0.1",
)
def officers_of_case_too_few(case: PenaltyCase, _look: Look) -> Verdict:
    """Two pass."""
    if case.officers is None:
        return NOT_APPLICABLE
    if case.officers >= _MIN_OFFICERS:
        return None
    return Fault(
        "officers",
        found=counted(case.officers, Unit.PEOPLE),
        expected=Text("不少于2人", "2 or more"),
        difference=counted(_MIN_OFFICERS - case.officers, Unit.PEOPLE),
    )


@each(
    PenaltyCase,
    id="PEN017",
    title=Text("给予处罚而决定要素不全", "penalized, but the decision is incomplete"),
    why=Text(
        "处罚决定须有日期、文号和处罚种类，否则无法查证，也不计入年内处罚数。",
        "A decision has a day, a number and a penalty; without them it cannot be traced and is not counted.",
    ),
    remedy=Text("请对照处罚决定书补填。", "Enter what is missing from the written decision."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def decision_incomplete(case: PenaltyCase, _look: Look) -> Verdict:
    """All that is missing is told at once, at the first field."""
    if case.outcome != "PENALIZED":
        return NOT_APPLICABLE
    columns = [PenaltyCase.__kind__.column(name) for name in ("decided_on", "decision_number", "penalty")]
    missing = [column for column in columns if getattr(case, column.name) in (None, "")]
    if not missing:
        return None
    titles = [column.declaration.header for column in missing]
    zh, en = "、".join(title.zh for title in titles), ", ".join(title.en for title in titles)
    return Fault(missing[0].name, found=MISSING, expected=Text(f"已填{zh}", f"that these are given: {en}"))


@each(
    PenaltyCase,
    id="PEN018",
    title=Text("已撤销登记或吊销证书，组织仍为在册", "revoked, but still on the register"),
    why=Text(
        "撤销登记、吊销登记证书的决定送达后，该组织不再在册；状态不改，在册数就会多计。",
        "Once a revocation is served the organization is off the register; left as it is, it is still counted.",
    ),
    remedy=Text(
        "请更新该组织的登记状态和退出登记日期；决定未生效的，核对办案阶段。",
        "Bring its status and day of removal up to date; if the decision has no force yet, check the stage.",
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def revoked_but_registered(case: PenaltyCase, look: Look) -> Verdict:
    """Only what was served, in a case that is at least at that stage: before that the decision has no force."""
    organization = look.get(Organization, case.organization)
    if organization is None or case.outcome != "PENALIZED" or case.penalty not in _ENDS:
        return NOT_APPLICABLE
    if case.served_on is None or case.stage not in ("SERVED", "CLOSED"):
        return NOT_APPLICABLE
    if organization.removed_on is not None or organization.status not in ("REGISTERED", "SUSPENDED"):
        return None
    status = label("organization-status", organization.status)
    return Fault(
        "penalty",
        found=Text("{penalty}，而组织状态为“{status}”", "{penalty}, but the status is '{status}'").format(
            penalty=label("penalty-kind", case.penalty), status=status
        ),
        expected=Text("组织已退出登记", f"that the organization is off the register, not '{status.en}'"),
        related=(organization.id,),
    )


@each(
    PenaltyCase,
    id="PEN019",
    title=Text("限期停止活动没有届满日期", "a suspension without its end"),
    why=Text(
        "限期停止活动须有期限，期满须检查整改；不填期限无法跟踪。",
        "A suspension has an end, at which rectification is looked at; without it nobody can follow it up.",
    ),
    remedy=Text("请对照处罚决定书补填停止活动的届满日期。", "Enter the end from the written decision."),
    severity=Severity.WARNING,
    basis=[_SCHEMA],
    since="0.1",
)
def suspension_without_end(case: PenaltyCase, _look: Look) -> Verdict:
    """Only what was imposed as the main penalty."""
    if case.outcome != "PENALIZED" or case.penalty != "SUSPENSION":
        return NOT_APPLICABLE
    if case.suspended_until is not None:
        return None
    return Fault("suspended_until", found=MISSING, expected=Text("停止活动的届满日期", "the day on which it ends"))


@each(
    PenaltyCase,
    id="PEN021",
    title=Text("案件没有当事人", "a case against nobody"),
    why=Text("案件须有当事人：已登记的组织，或者未登记的对象。", "A case is against an organization, or an unregistered subject."),
    remedy=Text("请填写社会组织编号；未登记的，填写未登记对象。", "Enter the organization, or the unregistered subject."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def case_against_nobody(case: PenaltyCase, _look: Look) -> Verdict:
    """One of the two is enough."""
    if case.organization or case.subject:
        return None
    return Fault("organization", found=MISSING, expected=Text("社会组织或未登记对象", "an organization or a subject"))


@each(
    PenaltyCase,
    id="PEN022",
    title=Text("对在册组织作出取缔", "a registered organization banned"),
    why=Text(
        "取缔针对未经登记或者被撤销登记后继续活动的组织，在册组织适用行政处罚。",
        "A ban is for bodies that act without registration or after losing it; a registered one is penalized.",
    ),
    remedy=Text("请核对处理结果和当事人。", "Check the outcome, and whom the case is about."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("social-group-regulation", "第三十二条")],
    since="0.1",
)
def registered_organization_banned(case: PenaltyCase, look: Look) -> Verdict:
    """It was on the register at the end of the day of the decision; organizations that were never are let be."""
    organization = look.get(Organization, case.organization)
    if case.outcome != "BANNED" or organization is None or case.decided_on is None:
        return NOT_APPLICABLE
    registered, removed = organization.registered_on, organization.removed_on
    if registered is None:
        return NOT_APPLICABLE
    if registered > case.decided_on or (removed is not None and removed <= case.decided_on):
        return None
    return Fault(
        "outcome",
        found=Text(f"取缔（该组织 {registered} 成立登记）", f"banned (it was registered on {registered})"),
        expected=Text("未登记的当事人，或者行政处罚", "an unregistered subject, or a penalty"),
        related=(organization.id,),
    )
