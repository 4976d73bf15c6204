"""Family INS, fourth part: grades (评估等级) beside scores, penalties and the registration."""

from __future__ import annotations

from datetime import date

from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.standing import Grading
from minzheng_domain.model.supervision import PenaltyCase
from minzheng_domain.quantities import Unit, plain
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
from minzheng_domain.rules.gradings import left_by_lowering, without_end
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import MISSING, counted, in_days
from minzheng_domain.text import Text

_CUT_OFFS = {
    grade: Parameter(
        f"grade_{grade.lower()}_minimum_score",
        ParameterKind.DECIMAL,
        Text(f"{grade}级最低得分（分）", f"lowest score for grade {grade} (points)"),
    )
    for grade in ("5A", "4A", "3A", "2A", "1A")
}
"""A scheme of scores is set as a whole, so the rule wants all five."""
_DECIDED = ("DECIDED", "SERVED", "CLOSED")
"""The stages of a case in which the decision has been made, whether or not its day was entered."""


@each(
    Grading,
    id="INS017",
    title=Text("上年度受处罚或正被立案调查仍获等级", "graded in spite of a penalty or an open case"),
    why=Text(
        "上年度受到行政处罚，或者正被立案调查的组织，不予评估。",
        "Who was penalized in the year before, or is under investigation, is not graded.",
    ),
    remedy=Text("请核对案件和授予日期；等级确属误授的，依程序处理。", "Check the case and the day of award."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("grading-measures", "第七条")],
    valid_from=date(2011, 3, 1),
    on=lambda grading: grading.awarded_on,
    since="0.1",
)
def graded_despite_a_case(grading: Grading, look: Look) -> Verdict:
    """The year before is the calendar year before that of the award; a grade left by a lowering is no award."""
    cases = look.related(PenaltyCase, "organization", grading.organization)
    if not cases or left_by_lowering(grading, look):
        return NOT_APPLICABLE
    for case in cases:
        penalized_on = case.decided_on if case.outcome == "PENALIZED" else None
        if penalized_on is not None and penalized_on.year == grading.awarded_on.year - 1:
            found = Text(
                f"{penalized_on} 受到行政处罚，{grading.awarded_on} 仍授予等级",
                f"penalized on {penalized_on}, yet graded on {grading.awarded_on}",
            )
        elif _open_on(case, grading.awarded_on):
            found = Text(
                f"{case.filed_on} 立案、尚未作出决定，{grading.awarded_on} 仍授予等级",
                f"a case filed on {case.filed_on} and not decided, yet graded on {grading.awarded_on}",
            )
        else:
            continue
        return Fault(
            "awarded_on",
            found=found,
            expected=Text("上年度未受处罚，也未被立案调查", "no penalty in the year before, and no open case"),
            related=(case.id,),
        )
    return None


def _open_on(case: PenaltyCase, day: date) -> bool:
    """Tell whether a case had been filed by a day and was neither decided nor closed."""
    if case.filed_on is None or case.filed_on > day:
        return False
    ends = [one for one in (case.decided_on, case.closed_on) if one is not None]
    return min(ends) > day if ends else case.stage not in _DECIDED


@each(
    Grading,
    id="INS018",
    title=Text("已退出登记的组织等级仍有效", "grade still in force of an organization off the register"),
    why=Text(
        "组织退出登记后，评估等级没有了持有人；不终止就仍会计入等级有效的组织数。",
        "When an organization has left the register nobody holds its grade; unless ended, it is still counted.",
    ),
    remedy=Text("请填写提前终止日期和终止方式，或核对退出登记日期。", "Enter when and how it ended, or check the removal."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def grade_outlives_registration(grading: Grading, look: Look) -> Verdict:
    """A grade that expires or was ended by the day of removal is right."""
    organization = look.get(Organization, grading.organization)
    if organization is None or organization.removed_on is None or grading.awarded_on > organization.removed_on:
        return NOT_APPLICABLE
    ends = [day for day in (grading.ended_on, grading.expires_on) if day is not None]
    if ends and min(ends) <= organization.removed_on:
        return None
    return Fault(
        "ended_on",
        found=str(grading.ended_on) if grading.ended_on else without_end(grading.expires_on),
        expected=Text(
            f"不晚于退出登记日期 {organization.removed_on}", f"not after the removal of {organization.removed_on}"
        ),
        related=(organization.id,),
    )


@each(
    Grading,
    id="INS019",
    title=Text("得分低于等级的最低分数", "score below that of the grade"),
    why=Text("各等级的最低得分由本地规定，得分应与等级相符。", "The district lays down the lowest score of each grade."),
    remedy=Text("请核对评估得分和评估等级。", "Check the score and the grade."),
    severity=Severity.WARNING,
    basis=[Citation("grading-measures", "第二十六条")],
    parameters=_CUT_OFFS.values(),
    since="0.1",
)
def score_below_grade(grading: Grading, look: Look) -> Verdict:
    """Compare the score with the lowest of the grade, which is enough."""
    if grading.score is None or grading.grade not in _CUT_OFFS:
        return NOT_APPLICABLE
    lowest = look.parameter(_CUT_OFFS[grading.grade])
    if grading.score >= lowest:
        return None
    return Fault(
        "score",
        found=counted(grading.score, Unit.POINTS),
        expected=Text(
            f"{grading.grade}级不低于{plain(lowest)}分", f"at least {plain(lowest)} points for {grading.grade}"
        ),
        difference=counted(lowest - grading.score, Unit.POINTS),
    )


@each(
    Grading,
    id="INS020",
    title=Text("等级提前终止的日期与方式不齐", "a grade's end without its day, or without how it ended"),
    why=Text(
        "提前终止须有日期和方式：缺日期仍按有效统计，缺方式无法判断再次申请的年限。",
        "Without the day the grade is counted as in force; without how it ended nobody knows when to apply again.",
    ),
    remedy=Text("请补填所缺的一项；没有提前终止的，两项都不填。", "Enter what is missing; leave both empty if it did not end."),
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def end_of_grade_incomplete(grading: Grading, _look: Look) -> Verdict:
    """Both or neither."""
    if grading.ended_on is None and grading.ending is None:
        return NOT_APPLICABLE
    if grading.ended_on is None:
        return Fault("ended_on", found=MISSING, expected=Text("提前终止的日期", "the day on which it ended"))
    if grading.ending is None:
        return Fault("ending", found=MISSING, expected=Text("提前终止的方式", "how it ended"))
    return None


@each(
    Grading,
    id="INS021",
    title=Text("授予等级时不在登记存续期间", "graded while not on the register"),
    why=Text("只有已登记且未退出登记的组织才可能获得评估等级。", "Only an organization on the register can be graded."),
    remedy=Text("请核对授予日期和该组织的登记、退出日期。", "Check the day of award, and those of registration and removal."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("calendar")],
    since="0.1",
)
def graded_outside_registration(grading: Grading, look: Look) -> Verdict:
    """Both the day of registration and that of removal pass."""
    organization = look.get(Organization, grading.organization)
    if organization is None or organization.registered_on is None:
        return NOT_APPLICABLE
    registered, removed = organization.registered_on, organization.removed_on
    if grading.awarded_on < registered:
        off = registered - grading.awarded_on
        wanted = Text(f"不早于成立登记日期 {registered}", f"not before the registration of {registered}")
    elif removed is not None and grading.awarded_on > removed:
        off = grading.awarded_on - removed
        wanted = Text(f"不晚于退出登记日期 {removed}", f"not after the removal of {removed}")
    else:
        return None
    return Fault(
        "awarded_on",
        found=str(grading.awarded_on),
        expected=wanted,
        difference=in_days(off),
        related=(organization.id,),
    )


@each(
    Grading,
    id="INS022",
    title=Text("等级的终止或届满早于授予", "a grade ends or expires before it is awarded"),
    why=Text("等级终止、届满的日期不会早于授予日期。", "A grade cannot end or expire before it is awarded."),
    remedy=Text("请核对授予、终止和届满的日期。", "Check the days of award, end and expiry."),
    severity=Severity.ERROR,
    basis=[Citation("calendar")],
    since="0.1",
)
def grade_ends_before_award(grading: Grading, _look: Look) -> Verdict:
    """The day of award itself passes: a grade may be cancelled at once."""
    days = {"ended_on": grading.ended_on, "expires_on": grading.expires_on}
    known = {field: day for field, day in days.items() if day is not None}
    if not known:
        return NOT_APPLICABLE
    for field, day in known.items():
        if day < grading.awarded_on:
            return Fault(
                field,
                found=str(day),
                expected=Text(f"不早于授予日期 {grading.awarded_on}", f"not before the award of {grading.awarded_on}"),
                difference=in_days(grading.awarded_on - day),
            )
    return None
