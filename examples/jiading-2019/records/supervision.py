"""Supervision (日常监管) by every method, with the campaigns, and with those who would not be supervised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minzheng_domain.model.supervision import Supervision
from records.associations import association_id
from records.invented import DRAWN_UP_ON, days_after, on
from records.others import agency_id, group_id

ILLEGAL = "自称“示例文化促进会”的未登记团体"
ILLEGAL_TOO = "自称“示例慈善联盟”的未登记团体"
ILLEGAL_STILL = "自称“示例健康养生协会”的未登记团体"

_ON_SITE = ("SITE_CHECK", "RANDOM")
_UNWILLING = {"PASSIVE": "消极对待监督检查", "REFUSED": "拒绝接受监督检查"}

ACTS = (
    ("INTERVIEW", "2019-03-14", group_id(7), None, "COOPERATED", "RECTIFY"),
    ("INTERVIEW", "2019-06-20", "jiadingzhen-charity-07", None, "COOPERATED", "RECTIFY"),
    ("INTERVIEW", "2019-07-11", "zhenxin-charity-04", None, "PASSIVE", "CASE_OPENED"),
    ("INTERVIEW", "2019-10-24", association_id(25), "DEFUNCT", "PASSIVE", "CASE_OPENED"),
    ("PHONE", "2019-01-17", "malu-charity-06", None, "COOPERATED", "NO_ISSUE"),
    ("PHONE", "2019-02-21", "anting-charity-04", None, "COOPERATED", "NO_ISSUE"),
    ("PHONE", "2019-04-11", "juyuan-charity-05", None, "COOPERATED", "NO_ISSUE"),
    ("PHONE", "2019-05-23", "waigang-charity-04", None, "COOPERATED", "NO_ISSUE"),
    ("PHONE", "2019-08-08", "xuhang-charity-03", "DEFUNCT", "COOPERATED", "RECTIFY"),
    ("PHONE", "2019-09-19", "huating-charity-03", None, None, "NO_ISSUE"),
    ("SPOT_AUDIT", "2019-05-16", agency_id(5), None, "COOPERATED", "RECTIFY"),
    ("SPOT_AUDIT", "2019-06-13", agency_id(8), None, "COOPERATED", "NO_ISSUE"),
    ("SPOT_AUDIT", "2019-09-12", group_id(1), None, "COOPERATED", "NO_ISSUE"),
    ("SPOT_AUDIT", "2019-10-17", association_id(12), None, "COOPERATED", "NO_ISSUE"),
    ("SITE_CHECK", "2019-03-21", "jiangqiao-charity-06", None, "COOPERATED", "NO_ISSUE"),
    ("SITE_CHECK", "2019-04-25", "outside-08", "DEFUNCT", "REFUSED", "CASE_OPENED"),
    ("SITE_CHECK", "2019-04-26", group_id(8), "DEFUNCT", "PASSIVE", "CASE_OPENED"),
    ("SITE_CHECK", "2019-06-06", None, "ILLEGAL", "REFUSED", "CASE_OPENED"),
    ("SITE_CHECK", "2019-07-25", "zhenxin-charity-04", None, "REFUSED", "CASE_OPENED"),
    ("SITE_CHECK", "2019-08-22", "nanxiang-culture_sport-02", None, "COOPERATED", "NO_ISSUE"),
    ("SITE_CHECK", "2019-09-05", association_id(24), "GANG", "COOPERATED", "TRANSFERRED"),
    ("SITE_CHECK", "2019-12-18", "malu-culture_sport-02", None, "COOPERATED", "NO_ISSUE"),
    ("RANDOM", "2019-06-25", "xinchenglu-charity-04", None, "COOPERATED", "NO_ISSUE"),
    ("RANDOM", "2019-06-25", "zhenxin-charity-05", None, "COOPERATED", "NO_ISSUE"),
    ("RANDOM", "2019-06-26", "jiadingzhen-charity-05", None, "COOPERATED", "RECTIFY"),
    ("RANDOM", "2019-06-26", "nanxiang-charity-04", None, "COOPERATED", "NO_ISSUE"),
    ("RANDOM", "2019-06-27", "anting-mediation-02", None, "COOPERATED", "NO_ISSUE"),
    ("RANDOM", "2019-06-27", agency_id(6), None, "COOPERATED", "NO_ISSUE"),
    # Of the year before.
    ("RANDOM", "2018-06-21", "malu-charity-04", None, "COOPERATED", "NO_ISSUE"),
    ("SITE_CHECK", "2018-08-16", "outside-04", "DEFUNCT", "REFUSED", "CASE_OPENED"),
    ("INTERVIEW", "2018-10-11", agency_id(6), None, "COOPERATED", "RECTIFY"),
    ("PHONE", "2018-11-08", "anting-charity-04", None, "COOPERATED", "NO_ISSUE"),
    # After the cut-off day.
    ("SITE_CHECK", "2019-12-19", None, "ILLEGAL", "REFUSED", "CASE_OPENED"),
    ("PHONE", "2019-12-26", "huating-charity-04", None, "COOPERATED", "NO_ISSUE"),
    ("INTERVIEW", "2020-01-09", "malu-charity-03", "GANG", "PASSIVE", "RECTIFY"),
    # The second random checks of 2019: eight in all, three per cent of those on the register at its beginning.
    ("RANDOM", "2019-11-20", "juyuan-charity-05", None, "COOPERATED", "NO_ISSUE"),
    ("RANDOM", "2019-11-21", "waigang-charity-04", None, "COOPERATED", "NO_ISSUE"),
)
"""Method, day, organization (none where it is not registered), campaign, cooperation, result."""


def records() -> Iterator[Supervision]:
    """Yield the acts of supervision."""
    for number, (method, day, organization, campaign, cooperation, result) in enumerate(ACTS, start=1):
        on_site = method in _ON_SITE
        yield Supervision(
            id=f"supervision-{number:02d}",
            method=method,
            on=on(day),
            organization=organization,
            subject=None if organization else ILLEGAL if day < "2019-12" else ILLEGAL_STILL,
            campaign=campaign,
            officers=2 if on_site else 1 if method == "PHONE" else 3,
            notice_number=f"示例民检〔{day[:4]}〕{number}号" if on_site else None,
            auditor="示例会计师事务所" if method == "SPOT_AUDIT" else None,
            cooperation=cooperation,
            result=result,
            findings="内部管理制度不健全" if result == "RECTIFY" else _UNWILLING.get(cooperation or ""),
            rectified_on=_rectified_on(on(day), cooperation) if result == "RECTIFY" else None,
            published_on=days_after(on(day), 15) if method == "RANDOM" else None,
        )


def _rectified_on(day: date, cooperation: str | None) -> date | None:
    """Return the day on which an order was carried out: sooner by those who cooperate; none if it lies ahead."""
    done = days_after(day, 30 if cooperation == "COOPERATED" else 75)
    return done if done <= DRAWN_UP_ON else None
