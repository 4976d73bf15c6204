"""Family PEN, fifth part: the steps (办案程序) of a penalty case, their order and their terms.

Left out: the periods of five and seven working days (行政处罚法 Art. 61, 64, 85). Without a calendar of holidays they
cannot be told, and service by public notice, or a hearing granted late, is no fault.
"""

from __future__ import annotations

import itertools
from datetime import date

from minzheng_domain.codes import code_list
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.supervision import PenaltyCase
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.terms import days_after
from minzheng_domain.rules.wording import in_days, nothing_by
from minzheng_domain.text import Text

_REVISED_LAW = date(2021, 10, 15)
"""From here on the law as revised in 2021 holds beyond doubt: the ministry's own procedure (order 68) rests on it."""
_DAYS_TO_DECIDE = 90
_DAYS_TO_PAY = 15
_OVER = ("DECIDED", "SERVED", "CLOSED")
_ORDER = (
    ("accepted_on", Text("受理", "acceptance")),
    ("filed_on", Text("立案", "filing")),
    ("investigated_on", Text("调查终结", "end of the investigation")),
    ("notified_on", Text("事先告知", "notice")),
    ("hearing_requested_on", Text("申请听证", "request for a hearing")),
    ("heard_on", Text("听证", "hearing")),
    ("decided_on", Text("处罚决定", "decision")),
    ("served_on", Text("送达", "service")),
    ("closed_on", Text("结案", "closing")),
)
"""The days of a case in the order in which they come."""
_AFTER_DECISION = (("paid_on", Text("缴款", "payment")), ("suspended_until", Text("停止活动届满", "end of suspension")))
_NEEDED = {
    "FILED": ("filed_on",),
    "NOTIFIED": ("notified_on",),
    "DECIDED": ("decided_on",),
    "SERVED": ("decided_on", "served_on"),
    "CLOSED": ("closed_on",),
}
"""The days that a stage cannot be without; one without a decision may be closed."""
_LATER = {"decided_on": _OVER, "served_on": ("SERVED", "CLOSED"), "closed_on": ("CLOSED",)}
"""The stages in which a case may have a day."""


def _filed_on(case: PenaltyCase) -> date | None:
    return case.filed_on


def _title(field: str) -> Text:
    return PenaltyCase.__kind__.column(field).declaration.header


@each(
    PenaltyCase,
    id="PEN014",
    title=Text("立案后超过90日才作出处罚决定", "decided more than 90 days after filing"),
    why=Text(
        "行政处罚决定应当自立案之日起90日内作出；法律、法规、规章另有规定的除外。",
        "A penalty is decided within 90 days of filing, unless the law says otherwise.",
    ),
    remedy=Text("请核对两个日期；确属超期的，注明延期的依据。", "Check the two days; if it was late, note what allowed it."),
    severity=Severity.WARNING,
    basis=[Citation("penalty-law", "第六十条"), Citation("penalty-procedure")],
    valid_from=_REVISED_LAW,
    on=_filed_on,
    since="0.1",
)
def decided_late(case: PenaltyCase, _look: Look) -> Verdict:
    """Calendar days; the ninetieth passes."""
    if case.filed_on is None or case.decided_on is None:
        return NOT_APPLICABLE
    last = days_after(case.filed_on, _DAYS_TO_DECIDE)
    if case.decided_on <= last:
        return None
    return Fault(
        "decided_on",
        found=str(case.decided_on),
        expected=Text(f"不晚于 {last}（{case.filed_on} 立案）", f"not later than {last} (filed on {case.filed_on})"),
        difference=in_days(case.decided_on - last),
    )


@each(
    PenaltyCase,
    id="PEN016",
    title=Text("办案日期先后颠倒", "steps of a case out of order"),
    why=Text(
        "案件依次经受理、立案、调查、告知、听证、决定、送达、结案，后一步不会早于前一步。",
        "A case is accepted, filed, investigated, notified, heard, decided, served and closed in this order.",
    ),
    remedy=Text("请核对所列的两个日期。", "Check the two days."),
    severity=Severity.ERROR,
    basis=[Citation("calendar")],
    since="0.1",
)
def steps_of_case_out_of_order(case: PenaltyCase, _look: Look) -> Verdict:
    """Steps may fall on one day, and any may be missing; the first that is too early is told."""
    known = [(name, title, day) for name, title in _ORDER if (day := getattr(case, name)) is not None]
    pairs = list(itertools.pairwise(known))
    if case.decided_on is not None:
        decision = ("decided_on", Text("处罚决定", "decision"), case.decided_on)
        for name, title in _AFTER_DECISION:
            if (day := getattr(case, name)) is not None:
                pairs.append((decision, (name, title, day)))
    if not pairs:
        return NOT_APPLICABLE
    for (_, before, first), (field, title, second) in pairs:
        if second < first:
            return Fault(
                field,
                found=Text(f"{second} {title.zh}", f"{title.en} on {second}"),
                expected=Text(f"不早于 {first} {before.zh}", f"not before the {before.en} of {first}"),
                difference=in_days(first - second),
            )
    return None


@each(
    PenaltyCase,
    id="PEN023",
    title=Text("送达后超过15日才缴纳罚款", "fine paid more than 15 days after service"),
    why=Text(
        "当事人应当自收到行政处罚决定书之日起15日内缴纳罚款；逾期可按日加处3%。",
        "The fine is paid within 15 days of receiving the decision; later, 3 % a day may be added.",
    ),
    remedy=Text("请核对送达、缴款日期，以及是否加处罚款或准予延期。", "Check the two days, and whether more was due or time given."),
    severity=Severity.NOTICE,
    basis=[Citation("penalty-law", "第六十七条"), Citation("penalty-law", "第七十二条")],
    valid_from=_REVISED_LAW,
    on=lambda case: case.served_on,
    since="0.1",
)
def fine_paid_late(case: PenaltyCase, _look: Look) -> Verdict:
    """The fifteenth day passes."""
    if case.paid_on is None or case.served_on is None:
        return NOT_APPLICABLE
    last = days_after(case.served_on, _DAYS_TO_PAY)
    if case.paid_on <= last:
        return None
    return Fault(
        "paid_on",
        found=str(case.paid_on),
        expected=Text(f"不晚于 {last}（{case.served_on} 送达）", f"not later than {last} (served on {case.served_on})"),
        difference=in_days(case.paid_on - last),
    )


@each(
    PenaltyCase,
    id="PEN024",
    title=Text("办案阶段与办案日期矛盾", "the stage contradicts the days"),
    why=Text(
        "在办、已决、已结案件按阶段和日期统计，两者矛盾的会漏计或重复计。",
        "Cases are counted by stage and by day; where the two contradict each other they are lost or counted twice.",
    ),
    remedy=Text("请更新办案阶段，或补填、改正日期。", "Bring the stage up to date, or enter or correct the day."),
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def stage_contradicts_days(case: PenaltyCase, _look: Look) -> Verdict:
    """A day that the stage cannot be without is missing, or there is one that belongs to a later stage."""
    entry = code_list("case-stage").get(case.stage)
    if entry is None:
        return NOT_APPLICABLE
    stage = entry.label
    for field in _NEEDED.get(case.stage, ()):
        if getattr(case, field) is None:
            title = _title(field)
            return Fault(
                field,
                found=Text("空缺，而阶段为“{stage}”", "nothing, but the stage is '{stage}'").format(stage=stage),
                expected=Text(f"已填{title.zh}", f"the day '{title.en}', as the case is '{stage.en}'"),
            )
    for field, stages in _LATER.items():
        day = getattr(case, field)
        if day is not None and case.stage not in stages:
            title = _title(field)
            return Fault(
                "stage",
                found=Text("{stage}，而{title}已填 {day}", "'{stage}', but '{title}' is {day}").format(
                    stage=stage, title=title, day=day
                ),
                expected=Text("与日期相符的阶段", f"a stage that goes with '{title.en}' {day}"),
            )
    return None


@each(
    PenaltyCase,
    id="PEN025",
    title=Text("组织退出登记后立案", "filed after the organization left the register"),
    why=Text(
        "组织退出登记后，当事人的主体已经消灭或变化，须确认案件对象。",
        "When an organization has left the register it is to be made sure whom the case is about.",
    ),
    remedy=Text("请核对立案日期、退出登记日期和当事人。", "Check the days, and whom the case is about."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("calendar")],
    since="0.1",
)
def filed_after_removal(case: PenaltyCase, look: Look) -> Verdict:
    """The day of removal itself passes."""
    organization = look.get(Organization, case.organization)
    if organization is None or organization.removed_on is None or case.filed_on is None:
        return NOT_APPLICABLE
    removed = organization.removed_on
    if case.filed_on <= removed:
        return None
    return Fault(
        "filed_on",
        found=str(case.filed_on),
        expected=Text(f"不晚于退出登记日期 {removed}", f"not after the removal of {removed}"),
        difference=in_days(case.filed_on - removed),
        related=(organization.id,),
    )


@each(
    PenaltyCase,
    id="PEN026",
    title=Text("立案超过90日尚未作出决定", "undecided more than 90 days after filing"),
    why=Text(
        "行政处罚决定应当自立案之日起90日内作出；法律、法规、规章另有规定的除外。",
        "A penalty is decided within 90 days of filing, unless the law says otherwise.",
    ),
    remedy=Text("请抓紧办理；已办结的，补填决定日期和阶段。", "Decide the case, or enter the day and stage if it is decided."),
    severity=Severity.WARNING,
    basis=[Citation("penalty-law", "第六十条"), Citation("penalty-procedure")],
    needs_day=True,
    valid_from=_REVISED_LAW,
    on=_filed_on,
    since="0.1",
)
def undecided_for_long(case: PenaltyCase, look: Look) -> Verdict:
    """Only cases that are still open on the day of the check."""
    if case.filed_on is None or case.decided_on or case.closed_on or case.outcome or case.stage in _OVER:
        return NOT_APPLICABLE
    last = days_after(case.filed_on, _DAYS_TO_DECIDE)
    if look.day <= last:
        return None
    return Fault(
        "decided_on",
        found=nothing_by(look.day),
        expected=Text(f"不晚于 {last}（{case.filed_on} 立案）", f"not later than {last} (filed on {case.filed_on})"),
        difference=in_days(look.day - last),
    )
