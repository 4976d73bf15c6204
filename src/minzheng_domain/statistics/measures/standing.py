"""Table standing (规范化情况): annual inspections, grades and credit lists."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.standing import AnnualInspection, CreditListing, Grading
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure, Ratio
from minzheng_domain.statistics.query import (
    CUTOFF,
    AbsentOrAfter,
    Count,
    CountDistinct,
    OnOrBefore,
    during_period,
    one_of,
    stands,
)
from minzheng_domain.text import Text

_inspection = columns(AnnualInspection)
_grading = columns(Grading)
_listing = columns(CreditListing)

INSPECTED = Measure(
    "standing.inspected",
    title=Text("年内作出结论的年度检查", "annual inspections concluded in the year"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_inspection, where=during_period(_inspection.concluded_on)),
    by=_inspection.conclusion,
    additive=Additive.OVER_ALL,
    sentence=Text("年内作出年检结论的社会组织{value}：{groups}", "annual inspections concluded in the year: {value} ({groups})"),
    since="0.1",
)

INSPECTED_QUALIFIED = Measure(
    "standing.inspected_qualified",
    title=Text("年检合格的社会组织", "organizations found qualified"),
    unit=Unit.ORGANIZATIONS,
    query=Count(
        _inspection, where=(one_of(_inspection.conclusion, "QUALIFIED"), *during_period(_inspection.concluded_on))
    ),
    additive=Additive.OVER_ALL,
    since="0.1",
)

QUALIFIED_SHARE = Measure(
    "standing.qualified_share",
    title=Text("年检合格率", "share of inspections that found the organization qualified"),
    unit=Unit.PERCENT,
    query=Ratio("standing.inspected_qualified", "standing.inspected"),
    additive=Additive.NOTHING,
    precision="0.1",
    since="0.1",
)

GRADED = Measure(
    "standing.graded",
    title=Text("评估等级在有效期内的社会组织", "organizations with a grade in force"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(
        _grading.organization,
        where=(
            OnOrBefore(_grading.awarded_on, CUTOFF),
            AbsentOrAfter(_grading.expires_on, CUTOFF),
            AbsentOrAfter(_grading.ended_on, CUTOFF),
        ),
    ),
    by=_grading.grade,
    additive=Additive.NOTHING,
    sentence=Text("评估等级在有效期内的社会组织{value}：{groups}", "organizations with a grade in force: {value} ({groups})"),
    since="0.1",
)

GRADES_AWARDED = Measure(
    "standing.grades_awarded",
    title=Text("年内授予的评估等级", "grades awarded in the year"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_grading, where=during_period(_grading.awarded_on)),
    by=_grading.grade,
    additive=Additive.OVER_ALL,
    since="0.1",
)

LISTED = Measure(
    "standing.listed",
    title=Text("在信用名录内的社会组织", "organizations on a credit list"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(_listing.organization, where=stands(_listing.listed_on, _listing.removed_on)),
    by=_listing.list,
    additive=Additive.NOTHING,
    sentence=Text("列入信用名录尚未移出的社会组织{value}", "organizations on a credit list: {value}"),
    since="0.1",
)

NEWLY_LISTED = Measure(
    "standing.newly_listed",
    title=Text("年内列入信用名录", "entries on the credit lists in the year"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_listing, where=during_period(_listing.listed_on)),
    by=_listing.list,
    additive=Additive.OVER_ALL,
    since="0.1",
)
