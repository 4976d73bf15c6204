"""Family INS, second part: what follows from the conclusions of annual inspections (年度检查)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.standing import AnnualInspection
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.inspections import CONCLUSIONS, end_of_year
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.terms import months_after
from minzheng_domain.rules.wording import in_days, label, nothing_by
from minzheng_domain.text import Text

_REVOKE = Text("请启动撤销登记程序，或核对年检结论。", "Begin the revocation, or check the conclusions.")
_TO_BE_RECTIFIED = ("UNQUALIFIED", "BASICALLY_QUALIFIED")


@each(
    AnnualInspection,
    id="INS006",
    title=Text("民办非企业单位连续两年未参检", "service agency not inspected two years running"),
    why=Text(
        "连续两年不参加年检的民办非企业单位，应当撤销登记；与年检不合格的年度不合并计算。",
        "A service agency that misses two inspections running loses its registration; unqualified years do not add.",
    ),
    remedy=_REVOKE,
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("service-agency-inspection", "第十条")],
    valid_from=date(2005, 6, 1),
    on=end_of_year,
    since="0.1",
)
def absent_two_years_running(inspection: AnnualInspection, look: Look) -> Verdict:
    """Told at the second year, as long as the agency stands on the register."""
    return _two_years_running(inspection, look, "NOT_INSPECTED")


@each(
    AnnualInspection,
    id="INS007",
    title=Text("民办非企业单位连续两年年检不合格", "service agency unqualified two years running"),
    why=Text(
        "连续两年年检不合格的民办非企业单位，应当撤销登记；基本合格和未参检的年度不计入。",
        "A service agency unqualified two years running loses its registration; basically qualified years and those"
        " not inspected do not count.",
    ),
    remedy=_REVOKE,
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("service-agency-inspection", "第十条")],
    valid_from=date(2005, 6, 1),
    on=end_of_year,
    since="0.1",
)
def unqualified_two_years_running(inspection: AnnualInspection, look: Look) -> Verdict:
    """Told at the second year, as long as the agency stands on the register."""
    return _two_years_running(inspection, look, "UNQUALIFIED")


@each(
    AnnualInspection,
    id="INS023",
    title=Text("社会团体、基金会连续两年未参检", "social group or foundation not inspected two years running"),
    why=Text(
        "连续两年未参加年检（年报）的，是“僵尸型”社会组织的识别情形之一。",
        "Missing the inspection two years running is one of the marks of a defunct organization.",
    ),
    remedy=Text("请核查该组织是否仍在活动，按名存实亡组织清理。", "See whether it is still active, and deal with it as defunct if not."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("defunct-campaign")],
    # The campaign of 2021 looked at the years up to 2020.
    valid_from=date(2020, 12, 31),
    on=end_of_year,
    since="0.1",
)
def apparently_defunct(inspection: AnnualInspection, look: Look) -> Verdict:
    """A hint only: how these two types lose their registration was not read."""
    return _two_years_running(inspection, look, "NOT_INSPECTED", ("SOCIAL_GROUP", "FOUNDATION"))


def _two_years_running(
    inspection: AnnualInspection, look: Look, conclusion: str, types: Collection[str] = ("SERVICE_AGENCY",)
) -> Verdict:
    organization = look.get(Organization, inspection.organization)
    if organization is None or organization.type not in types or organization.removed_on is not None:
        return NOT_APPLICABLE
    if inspection.conclusion is None:
        return NOT_APPLICABLE
    others = look.related(AnnualInspection, "organization", inspection.organization)
    before = [other for other in others if other.year == inspection.year - 1 and other.conclusion == conclusion]
    if not before or inspection.conclusion != conclusion:
        return None
    return Fault(
        "conclusion",
        found=Text("{before}、{year} 年度均为{conclusion}", "'{conclusion}' for {before} and {year}").format(
            before=inspection.year - 1, year=inspection.year, conclusion=label(CONCLUSIONS, conclusion)
        ),
        expected=Text("不连续两年如此", "not so two years running"),
        related=(before[0].id, organization.id),
    )


@each(
    AnnualInspection,
    id="INS008",
    title=Text("年检整改逾期", "rectification after an inspection is late"),
    why=Text(
        "年检基本合格、不合格的民办非企业单位应当进行整改，整改期限为3个月。",
        "A service agency found unqualified or only basically qualified has three months to put it right.",
    ),
    remedy=Text("请催报整改报告，补填整改完成日期。", "Call for the report on rectification, and enter its day."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("service-agency-inspection", "第九条")],
    needs_day=True,
    valid_from=date(2005, 6, 1),
    on=lambda inspection: inspection.concluded_on,
    since="0.1",
)
def inspection_rectified_late(inspection: AnnualInspection, look: Look) -> Verdict:
    """The three months run from the day of the conclusion; an agency that left the register in them is let be."""
    organization = look.get(Organization, inspection.organization)
    if organization is None or organization.type != "SERVICE_AGENCY" or inspection.concluded_on is None:
        return NOT_APPLICABLE
    last = months_after(inspection.concluded_on, 3)
    removed = organization.removed_on is not None and organization.removed_on <= last
    if inspection.conclusion not in _TO_BE_RECTIFIED or removed:
        return NOT_APPLICABLE
    if (inspection.rectified_on or look.day) <= last:
        return None
    return Fault(
        "rectified_on",
        found=str(inspection.rectified_on) if inspection.rectified_on else nothing_by(look.day),
        expected=Text(f"不晚于 {last}", f"not later than {last}"),
        difference=in_days((inspection.rectified_on or look.day) - last),
    )
