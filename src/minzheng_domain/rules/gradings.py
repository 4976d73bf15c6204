"""Family INS, third part: gradings (等级评估), their terms and conditions."""

from __future__ import annotations

from datetime import date, timedelta

from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.standing import AnnualInspection, Grading
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.inspections import CONCLUSIONS
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.terms import years_after
from minzheng_domain.rules.wording import MISSING, counted, in_days, label
from minzheng_domain.text import Text

_IN_FORCE = date(2011, 3, 1)
_BARRED_YEARS = {"LOWERED": 2, "CANCELLED": 3}


def _awarded_on(grading: Grading) -> date:
    return grading.awarded_on


def _place(grading: Grading) -> tuple[date, str]:
    """Return what tells which of two gradings comes first; of one day it is that with the lower id."""
    return grading.awarded_on, grading.id


def _others(grading: Grading, look: Look) -> list[Grading]:
    """Return the other gradings of the organization, in the order of the ledger."""
    return [one for one in look.related(Grading, "organization", grading.organization) if one is not grading]


def _id(inspection: AnnualInspection) -> str:
    return inspection.id


def without_end(expires_on: date | None) -> Text:
    """Say that a grade was not ended, and until when it is valid."""
    if expires_on is None:
        return MISSING
    return Text(f"空缺，有效期至 {expires_on}", f"nothing, valid until {expires_on}")


def left_by_lowering(grading: Grading, look: Look) -> bool:
    """Tell whether a grade is what was left of a higher one that was lowered, and not the result of a grading."""
    return any(
        other.ending == "LOWERED"
        and other.ended_on is not None
        and other.ended_on <= grading.awarded_on
        and other.grade > grading.grade
        for other in _others(grading, look)
    )


@each(
    Grading,
    id="INS011",
    title=Text("评估等级有效期不是五年", "grade not valid for five years"),
    why=Text("评估等级有效期为5年。", "A grade is valid for five years."),
    remedy=Text("请核对授予日期和有效期届满日。", "Check the day of award and that of expiry."),
    severity=Severity.ERROR,
    basis=[Citation("grading-measures", "第二十八条")],
    valid_from=_IN_FORCE,
    on=_awarded_on,
    since="0.1",
)
def grade_validity_wrong(grading: Grading, look: Look) -> Verdict:
    """The corresponding day five years later is right, and so is the day before it, as the last day of validity.

    For an award of 29 February the 1 March that stands for the missing day is right too.
    """
    if grading.expires_on is None or left_by_lowering(grading, look):
        return NOT_APPLICABLE
    last = years_after(grading.awarded_on, 5)
    first = last - timedelta(days=1)
    latest = last + timedelta(days=grading.awarded_on.day - last.day)
    if first <= grading.expires_on <= latest:
        return None
    off = (first - grading.expires_on).days if grading.expires_on < first else (grading.expires_on - latest).days
    return Fault(
        "expires_on",
        found=str(grading.expires_on),
        expected=Text(f"{last}（或其前一日）", f"{last} (or the day before)"),
        difference=counted(off, Unit.DAYS),
    )


@each(
    Grading,
    id="INS012",
    title=Text("登记未满两个年度即获评估等级", "graded before two full years of registration"),
    why=Text(
        "取得登记证书满两个年度的组织才可以首次申请评估。",
        "An organization may apply for its first grading when it has been registered for two full years.",
    ),
    remedy=Text("请核对成立登记日期和授予日期。", "Check the days of registration and award."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("grading-measures", "第六条")],
    valid_from=_IN_FORCE,
    on=_awarded_on,
    since="0.1",
)
def first_grade_too_early(grading: Grading, look: Look) -> Verdict:
    """An award two years after registration to the day passes: the years are counted from day to day."""
    organization = look.get(Organization, grading.organization)
    if organization is None or organization.registered_on is None or grading.awarded_on < organization.registered_on:
        return NOT_APPLICABLE
    if any(other.awarded_on < grading.awarded_on for other in _others(grading, look)):
        return NOT_APPLICABLE
    earliest = years_after(organization.registered_on, 2)
    if grading.awarded_on >= earliest:
        return None
    return Fault(
        "awarded_on",
        found=str(grading.awarded_on),
        expected=Text(
            f"不早于 {earliest}（{organization.registered_on} 成立登记）",
            f"not before {earliest} (registered on {organization.registered_on})",
        ),
        difference=in_days(earliest - grading.awarded_on),
        related=(organization.id,),
    )


@each(
    Grading,
    id="INS013",
    title=Text("年检情况不符合评估条件", "graded in spite of the annual inspections"),
    why=Text(
        "上年度未参加年检、年检不合格，或者连续两年基本合格的，不予评估。",
        "Who missed or failed the last inspection, or was only basically qualified two years running, is not graded.",
    ),
    remedy=Text("请核对年检结论和授予日期；等级确属误授的，依程序处理。", "Check the conclusions and the day of award."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("grading-measures", "第七条")],
    valid_from=_IN_FORCE,
    on=_awarded_on,
    since="0.1",
)
def graded_despite_inspections(grading: Grading, look: Look) -> Verdict:
    """Only conclusions that stood before the award count, and a year without a record is nothing against anyone."""
    known = {
        inspection.year: inspection
        for inspection in sorted(look.related(AnnualInspection, "organization", grading.organization), key=_id)
        if inspection.concluded_on is not None and inspection.concluded_on < grading.awarded_on
    }
    last, before = known.get(grading.awarded_on.year - 1), known.get(grading.awarded_on.year - 2)
    if last is None or last.conclusion is None or left_by_lowering(grading, look):
        return NOT_APPLICABLE
    if last.conclusion in ("NOT_INSPECTED", "UNQUALIFIED"):
        return Fault(
            "awarded_on",
            found=Text(
                "{year} 年度年检{conclusion}，{day} 仍授予等级", "'{conclusion}' for {year}, yet graded on {day}"
            ).format(year=last.year, conclusion=label(CONCLUSIONS, last.conclusion), day=grading.awarded_on),
            expected=Text("上年度年检基本合格以上", "at least basically qualified in the year before"),
            related=(last.id,),
        )
    if before is not None and {last.conclusion, before.conclusion} == {"BASICALLY_QUALIFIED"}:
        return Fault(
            "awarded_on",
            found=Text(
                f"{before.year}、{last.year} 年度年检均为基本合格，{grading.awarded_on} 仍授予等级",
                f"basically qualified for {before.year} and {last.year}, yet graded on {grading.awarded_on}",
            ),
            expected=Text("不连续两年基本合格", "not basically qualified two years running"),
            related=(before.id, last.id),
        )
    return None


@each(
    Grading,
    id="INS014",
    title=Text("距有效期满两年以上即重新评估", "graded again more than two years before expiry"),
    why=Text(
        "评估等级有效期满前2年起才可以申请重新评估。",
        "A new grading may be applied for in the two years before the grade expires.",
    ),
    remedy=Text("请核对前后两次评估的日期。", "Check the days of both gradings."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("grading-measures", "第二十九条")],
    valid_from=_IN_FORCE,
    on=_awarded_on,
    since="0.1",
)
def graded_again_too_early(grading: Grading, look: Look) -> Verdict:
    """The two years are those before the expiry of the grade that stood before, if it was not lowered or cancelled."""
    earlier = [other for other in _others(grading, look) if other.awarded_on < grading.awarded_on]
    last = max(earlier, key=_place, default=None)
    if last is None or last.expires_on is None or last.ending in _BARRED_YEARS:
        return NOT_APPLICABLE
    if years_after(grading.awarded_on, 2) >= last.expires_on:
        return None
    return Fault(
        "awarded_on",
        found=str(grading.awarded_on),
        expected=Text(
            f"在原等级 {last.expires_on} 期满前的两年内或以后",
            f"in the two years before the former grade expires on {last.expires_on}, or later",
        ),
        difference=in_days(last.expires_on - years_after(grading.awarded_on, 2)),
        related=(last.id,),
    )


@each(
    Grading,
    id="INS015",
    title=Text("同时有两个有效的评估等级", "two grades in force at once"),
    why=Text(
        "一个组织同一时间只有一个评估等级，前一等级不终止，会按两个等级重复统计。",
        "An organization has one grade at a time; where the former is not ended, it is counted under both.",
    ),
    remedy=Text(
        "请在前一等级填写提前终止日期和终止方式（重新评估）。", "Enter in the former when and how it ended (superseded)."
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def grade_still_in_force_beside_another(grading: Grading, look: Look) -> Verdict:
    """Told at the former of the two; a grade that ends on the day of the next is right."""
    ends = [day for day in (grading.ended_on, grading.expires_on) if day is not None]
    if not ends:
        return NOT_APPLICABLE
    later = [other for other in _others(grading, look) if _place(other) > _place(grading)]
    following = min(later, key=_place, default=None)
    if following is None or min(ends) <= following.awarded_on:
        return None
    return Fault(
        "ended_on",
        found=str(grading.ended_on) if grading.ended_on else without_end(grading.expires_on),
        expected=Text(f"不晚于 {following.awarded_on}", f"not later than {following.awarded_on}"),
        related=(following.id,),
    )


@each(
    Grading,
    id="INS016",
    title=Text("降低、取消等级后未满年限又获等级", "graded again too soon after losing a grade"),
    why=Text(
        "被降低等级的两年内、被取消等级的三年内不得提出评估申请。",
        "Nobody applies for a grading within two years after a grade was lowered, or three after it was cancelled.",
    ),
    remedy=Text("请核对前一等级的终止日期、终止方式和本次授予日期。", "Check the end of the former grade and this award."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("grading-measures", "第三十一条")],
    valid_from=_IN_FORCE,
    on=_awarded_on,
    since="0.1",
)
def graded_while_barred(grading: Grading, look: Look) -> Verdict:
    """A lower grade after a lowering is what was left of the former, and no new grading."""
    ended = [
        (years_after(other.ended_on, _BARRED_YEARS[other.ending]), other)
        for other in _others(grading, look)
        if other.ending in _BARRED_YEARS and other.ended_on is not None and other.ended_on <= grading.awarded_on
    ]
    if not ended or left_by_lowering(grading, look):
        return NOT_APPLICABLE
    until, former = max(ended, key=lambda pair: pair[0])
    if grading.awarded_on >= until:
        return None
    return Fault(
        "awarded_on",
        found=str(grading.awarded_on),
        expected=Text(f"不早于 {until}", f"not before {until}"),
        difference=in_days(until - grading.awarded_on),
        related=(former.id,),
    )
