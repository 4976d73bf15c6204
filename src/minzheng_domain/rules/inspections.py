"""Family INS, first part: annual inspections (年度检查), their years, reports and conclusions."""

from __future__ import annotations

from datetime import date

from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.standing import AnnualInspection
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.terms import months_after
from minzheng_domain.rules.wording import MISSING, in_days, label
from minzheng_domain.text import Text

_SOCIAL_GROUP_YEARS = range(2015, 2025)
"""Reported on under Art. 28 as it was read, the text of 2016; the days of the rule of 2026 were not read."""

_LATE_REPORT = Text(
    "请核对报送日期；确属逾期的，注明原因，并考虑是否列入活动异常名录。",
    "Check the day; if it was late, note why, and consider the list of abnormal activity.",
)

CONCLUSIONS = "inspection-conclusion"
"""The code list of conclusions."""


def end_of_year(inspection: AnnualInspection) -> date | None:
    """Return the last day of the year inspected; ``None`` where the calendar has no such year."""
    year = inspection.year
    return date(year, 12, 31) if date.min.year <= year < date.max.year else None


@each(
    AnnualInspection,
    id="INS001",
    title=Text("同一组织同一年度有两条年检记录", "two inspections of one organization for one year"),
    why=Text(
        "一个组织一个年度只有一个年检结论，重复的记录会使年检数多计。",
        "An organization has one conclusion for one year; a second record counts it twice.",
    ),
    remedy=Text("请核对年度，删去重复的一条。", "Check the year, and remove the record that is one too many."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def inspected_twice_for_one_year(inspection: AnnualInspection, look: Look) -> Verdict:
    """The record with the lowest id passes, in whatever order they stand."""
    others = look.related(AnnualInspection, "organization", inspection.organization)
    first = min((other for other in others if other.year == inspection.year), key=lambda other: other.id)
    if first is inspection:
        return None
    return Fault(
        "year",
        found=str(inspection.year),
        expected=Text("尚无年检记录的年度", "a year without an inspection so far"),
        related=(first.id,),
    )


@each(
    AnnualInspection,
    id="INS002",
    title=Text("年检年度不在登记存续期间", "inspection for a year outside the registration"),
    why=Text(
        "成立登记之前和退出登记之后的年度没有可以检查的活动。",
        "There is nothing to inspect in years before registration or after removal from the register.",
    ),
    remedy=Text("请核对检查年度和该组织的登记、退出日期。", "Check the year, and the days of registration and removal."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("calendar")],
    since="0.1",
)
def inspection_year_outside_registration(inspection: AnnualInspection, look: Look) -> Verdict:
    """Compare the year with those of registration and removal, both of which may be inspected."""
    organization = look.get(Organization, inspection.organization)
    if organization is None or organization.registered_on is None:
        return NOT_APPLICABLE
    registered, removed = organization.registered_on, organization.removed_on
    if inspection.year < registered.year:
        wanted = Text(f"{registered.year} 年或以后（{registered} 成立登记）", f"{registered.year} or later")
    elif removed is not None and inspection.year > removed.year:
        wanted = Text(f"{removed.year} 年或以前（{removed} 退出登记）", f"{removed.year} or earlier")
    else:
        return None
    return Fault("year", found=str(inspection.year), expected=wanted, related=(organization.id,))


@each(
    AnnualInspection,
    id="INS003",
    title=Text("成立未超过6个月仍列入年检", "inspected though registered for not more than six months"),
    why=Text(
        "至当年12月31日成立登记未超过6个月的民办非企业单位，不参加当年的年度检查。",
        "A service agency registered for not more than six months at 31 December is not inspected for that year.",
    ),
    remedy=Text("请将年检结论改为“不需参检”，或核对成立登记日期。", "Enter it as exempt, or check the day of registration."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("service-agency-inspection", "第三条")],
    valid_from=date(2005, 6, 1),
    on=end_of_year,
    since="0.1",
)
def inspected_in_first_six_months(inspection: AnnualInspection, look: Look) -> Verdict:
    """Exactly six months is exempt: the text says not more than (未超过)."""
    return _too_young(inspection, look, "SERVICE_AGENCY")


@each(
    AnnualInspection,
    id="INS024",
    title=Text("社会团体成立未超过6个月仍列入年检", "social group inspected though registered for not more than six months"),
    why=Text(
        "实行新办法后，各地通常只检查当年6月30日以前成立的社会团体。",
        "Under the new measures, only social groups registered by 30 June of the year are inspected as a rule.",
    ),
    remedy=Text("请按本地年检通知核对，必要时改为“不需参检”。", "See the district's notice, and enter it as exempt if need be."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("social-group-inspection")],
    valid_from=date(2025, 12, 31),
    on=end_of_year,
    since="0.1",
)
def social_group_inspected_in_first_six_months(inspection: AnnualInspection, look: Look) -> Verdict:
    """From the year 2025 on, the first that the measures of 2026 are about."""
    return _too_young(inspection, look, "SOCIAL_GROUP")


def _too_young(inspection: AnnualInspection, look: Look, type_: str) -> Verdict:
    organization = look.get(Organization, inspection.organization)
    end = end_of_year(inspection)
    if organization is None or organization.registered_on is None or inspection.conclusion is None or end is None:
        return NOT_APPLICABLE
    if organization.type != type_ or organization.registered_on.year != inspection.year:
        return NOT_APPLICABLE
    if inspection.conclusion == "EXEMPT" or months_after(organization.registered_on, 6) < end:
        return None
    return Fault(
        "conclusion",
        found=label(CONCLUSIONS, inspection.conclusion),
        expected=Text(
            f"不需参检（{organization.registered_on} 成立登记，至 {end} 未超过6个月）",
            f"exempt (registered on {organization.registered_on}, not more than six months by {end})",
        ),
        related=(organization.id,),
    )


@each(
    AnnualInspection,
    id="INS004",
    title=Text("年度工作报告报送逾期", "annual report submitted late"),
    why=Text(
        "社会团体、民办非企业单位应当于次年5月31日前向登记管理机关报送上一年度的工作报告。",
        "Social groups and service agencies report on a year to the registry by 31 May of the next.",
    ),
    remedy=_LATE_REPORT,
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[
        Citation("social-group-regulation", "第二十八条"),
        Citation("service-agency-regulation", "第二十三条"),
    ],
    valid_from=date(1998, 10, 25),
    on=end_of_year,
    since="0.1",
)
def annual_report_after_may(inspection: AnnualInspection, look: Look) -> Verdict:
    """Compare the day of the report with 31 May."""
    organization = look.get(Organization, inspection.organization)
    if organization is None or organization.type not in ("SOCIAL_GROUP", "SERVICE_AGENCY"):
        return NOT_APPLICABLE
    if organization.type == "SOCIAL_GROUP" and inspection.year not in _SOCIAL_GROUP_YEARS:
        return NOT_APPLICABLE
    return _late(inspection, 5)


@each(
    AnnualInspection,
    id="INS005",
    title=Text("基金会年度工作报告报送逾期", "a foundation's annual report submitted late"),
    why=Text(
        "基金会应当于次年3月31日前向登记管理机关报送上一年度的工作报告。",
        "Foundations report on a year to the registry by 31 March of the next.",
    ),
    remedy=_LATE_REPORT,
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("foundation-regulation", "第三十六条"), Citation("foundation-inspection", "第三条")],
    valid_from=date(2004, 6, 1),
    on=end_of_year,
    since="0.1",
)
def foundation_report_after_march(inspection: AnnualInspection, look: Look) -> Verdict:
    """Compare the day of the report with 31 March."""
    organization = look.get(Organization, inspection.organization)
    if organization is None or organization.type != "FOUNDATION":
        return NOT_APPLICABLE
    return _late(inspection, 3)


def _late(inspection: AnnualInspection, month: int) -> Verdict:
    """Compare the day of the report with the 31st of a month in the next year; only years of the calendar come here."""
    if inspection.submitted_on is None or inspection.conclusion == "EXEMPT":
        return NOT_APPLICABLE
    last = date(inspection.year + 1, month, 31)
    if inspection.submitted_on <= last:
        return None
    return Fault(
        "submitted_on",
        found=str(inspection.submitted_on),
        expected=Text(f"不晚于 {last}", f"not later than {last}"),
        difference=in_days(inspection.submitted_on - last),
    )


@each(
    AnnualInspection,
    id="INS009",
    title=Text("年检结论早于报送", "concluded before the report was submitted"),
    why=Text("年检结论以报送的材料为依据，不会早于报送。", "The conclusion rests on what was submitted and cannot come before."),
    remedy=Text("请核对报送日期和结论日期。", "Check the two days."),
    severity=Severity.ERROR,
    basis=[Citation("calendar")],
    since="0.1",
)
def concluded_before_submission(inspection: AnnualInspection, _look: Look) -> Verdict:
    """Compare the two days; both may be the same."""
    submitted, concluded = inspection.submitted_on, inspection.concluded_on
    # Who did not take part is concluded upon without a report; one that comes after is no contradiction.
    if submitted is None or concluded is None or inspection.conclusion in ("NOT_INSPECTED", "EXEMPT"):
        return NOT_APPLICABLE
    if submitted <= concluded:
        return None
    return Fault(
        "concluded_on",
        found=str(concluded),
        expected=Text(f"不早于报送日期 {submitted}", f"not before the report of {submitted}"),
        difference=in_days(submitted - concluded),
    )


@each(
    AnnualInspection,
    id="INS010",
    title=Text("年检结论与结论日期不齐", "a conclusion without its day, or a day without its conclusion"),
    why=Text(
        "年检数按结论日期归入年度、按结论分类，缺一项就统计不全。",
        "Inspections are counted by the day of the conclusion and by conclusion; without either they are lost.",
    ),
    remedy=Text("请补填所缺的一项；尚未作出结论的，两项都不填。", "Enter what is missing; before a conclusion leave both empty."),
    severity=Severity.WARNING,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def conclusion_and_its_day_apart(inspection: AnnualInspection, _look: Look) -> Verdict:
    """Who is exempt, or did not take part, may have no day."""
    conclusion, day = inspection.conclusion, inspection.concluded_on
    if conclusion is None and day is None:
        return NOT_APPLICABLE
    if conclusion is None:
        return Fault("conclusion", found=MISSING, expected=Text(f"{day} 作出的年检结论", f"the conclusion of {day}"))
    if day is None and conclusion not in ("NOT_INSPECTED", "EXEMPT"):
        wanted = Text("“{conclusion}”的结论日期", "the day of the conclusion '{conclusion}'")
        named = wanted.format(conclusion=label(CONCLUSIONS, conclusion))
        return Fault("concluded_on", found=MISSING, expected=named)
    return None
