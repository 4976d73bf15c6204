"""The standing of organizations (规范化情况): annual inspections, gradings, credit listings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from minzheng_domain.model.standing import AnnualInspection, CreditListing, Grading
from records import community
from records.associations import association_id
from records.invented import days_after, on, on_or_none
from records.others import agency_id, group_id

INSPECTED = {
    "QUALIFIED": (
        *(agency_id(number) for number in range(1, 11)),
        *(group_id(number) for number in range(1, 7)),
        *(association_id(number) for number in range(1, 9)),
    ),
    "BASICALLY_QUALIFIED": (group_id(7), association_id(9), association_id(14), "zhenxin-charity-01"),
    "UNQUALIFIED": ("zhenxin-charity-04", association_id(25)),
}
"""The inspections for 2018 that were concluded in 2019, by conclusion."""

IDLE = association_id(25)
"""It rectifies nothing; the others do so within three months of the conclusion."""

NOT_COUNTED = (
    # Concluded the year before, or after the cut-off day.
    (agency_id(1), 2017, "QUALIFIED", "2018-05-18", "2018-08-16"),
    (agency_id(5), 2017, "BASICALLY_QUALIFIED", "2018-05-25", "2018-08-16"),
    ("outside-04", 2017, "NOT_INSPECTED", None, "2018-09-20"),
    (agency_id(14), 2017, "QUALIFIED", "2018-05-30", "2018-08-23"),
    ("malu-charity-03", 2018, "QUALIFIED", "2019-05-31", "2019-12-19"),
    ("anting-charity-05", 2018, "BASICALLY_QUALIFIED", "2019-05-30", "2019-12-26"),
    # Not concluded at all.
    (association_id(31), 2018, None, "2019-05-28", None),
)
"""Organization, year inspected, conclusion, day of the report, day of the conclusion."""

GRADINGS = (
    (agency_id(1), "4A", "2016-11-17", None, None),
    (agency_id(2), "3A", "2017-11-16", None, None),
    (agency_id(4), "3A", "2018-11-15", None, None),
    (group_id(1), "5A", "2017-11-16", None, None),
    (group_id(5), "4A", "2018-11-15", None, None),
    (association_id(1), "3A", "2018-11-15", None, None),
    ("anting-charity-02", "3A", "2019-11-14", None, None),
    ("jiadingzhen-charity-01", "3A", "2019-11-14", None, None),
    ("nanxiang-charity-01", "2A", "2019-11-14", None, None),
    ("malu-charity-01", "1A", "2019-11-14", None, None),
    (agency_id(5), "3A", "2013-11-14", None, None),  # expired
    (group_id(3), "3A", "2014-12-18", None, None),  # expires on the cut-off day
    (group_id(4), "2A", "2015-11-19", "2018-05-17", "CANCELLED"),
    (group_id(7), "4A", "2016-11-17", "2019-08-22", "LOWERED"),
    (association_id(2), "3A", "2019-12-26", None, None),  # awarded after the cut-off day
)
"""Organization, grade, day of award, day and way of an early end; each is valid for five years."""

LISTINGS = (
    ("zhenxin-charity-04", "ABNORMAL", "A1", "2019-07-18", None, None),
    (association_id(25), "ABNORMAL", "A3", "2019-09-19", None, None),
    ("zhenxin-charity-04", "SERIOUS", "S3", "2019-10-23", None, None),
    (group_id(7), "ABNORMAL", "A5", "2019-03-21", "2019-09-26", "完成整改，经申请移出"),
    ("outside-04", "ABNORMAL", "A1", "2018-03-22", "2018-11-15", "登记已撤销"),
    (agency_id(6), "ABNORMAL", "A6", "2018-06-14", "2018-12-20", "完成住所变更，经申请移出"),
    (agency_id(8), "ABNORMAL", "A2", "2018-10-18", None, None),
    (association_id(24), "ABNORMAL", "A6", "2018-04-19", "2019-12-24", "重新取得联系，经申请移出"),
    ("malu-charity-03", "ABNORMAL", "A1", "2019-12-26", None, None),
    ("huating-charity-02", "ABNORMAL", "A6", "2020-01-09", None, None),
    (agency_id(9), "ABNORMAL", "A5", "2018-08-02", "2019-02-14", "完成整改，经申请移出"),
    (agency_id(6), "ABNORMAL", "A5", "2020-01-02", None, None),
)
"""Organization, list, ground, day of listing, day of and reason for removal."""

_VALID_YEARS = 5
_SCORES = {"5A": 960, "4A": 915, "3A": 865, "2A": 812, "1A": 720}


def records() -> Iterator[AnnualInspection | Grading | CreditListing]:
    """Yield the inspections, the gradings, the listings."""
    yield from (made.evolve(id=f"inspection-{number:02d}") for number, made in enumerate(_inspections(), start=1))
    for number, (organization, grade, awarded, ended, ending) in enumerate(GRADINGS, start=1):
        awarded_on = on(awarded)
        yield Grading(
            id=f"grading-{number:02d}",
            organization=organization,
            grade=grade,
            awarded_on=awarded_on,
            expires_on=awarded_on.replace(year=awarded_on.year + _VALID_YEARS),
            score=Decimal(_SCORES[grade] + number),
            evaluator="嘉定区示例社会组织评估委员会",
            certificate_number=f"示例评〔{awarded_on.year}〕{number}号",
            ended_on=on_or_none(ended),
            ending=ending,
        )
    for number, (organization, name, ground, listed, removed, reason) in enumerate(LISTINGS, start=1):
        yield CreditListing(
            id=f"listing-{number:02d}",
            organization=organization,
            list=name,
            ground=ground,
            listed_on=on(listed),
            removed_on=on_or_none(removed),
            decision_number=f"示例民信〔{listed[:4]}〕{number}号",
            removal_reason=reason,
        )


def _inspections() -> Iterator[AnnualInspection]:
    reported, concluded = on("2019-04-02"), on("2019-06-17")
    for conclusion, organizations in INSPECTED.items():
        for place, organization in enumerate(organizations):
            yield AnnualInspection(
                id="",
                organization=organization,
                year=2018,
                conclusion=conclusion,
                submitted_on=days_after(reported, 2 * place),
                concluded_on=days_after(concluded, 3 * place),
                grounds=None if conclusion == "QUALIFIED" else "内部管理不规范，限期整改",
                rectified_on=None if conclusion == "QUALIFIED" or organization == IDLE else on("2019-09-12"),
            )
    for one in community.standing_since("2018-07-01", "2018-12-31"):  # six months or less at the end of 2018
        yield AnnualInspection(
            id="", organization=one.id, year=2018, conclusion="EXEMPT", concluded_on=on("2019-06-28")
        )
    for organization, year, conclusion_or_none, submitted, day in NOT_COUNTED:
        yield AnnualInspection(
            id="",
            organization=organization,
            year=year,
            conclusion=conclusion_or_none,
            submitted_on=on_or_none(submitted),
            concluded_on=on_or_none(day),
            rectified_on=on("2018-10-25") if (organization, year) == (agency_id(5), 2017) else None,
        )
