"""Support (扶持) given to organizations: funds, premises, procedures, start-up, employment, awards."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.model.incubation import Support
from records.invented import on, wan

_DETAILS = {
    "OPENING_FUNDS": "开办资金按降低后的准入标准核定",
    "PREMISES": "同意使用社区用房作为住所",
    "PROCEDURES": "材料齐全，一次办结",
    "START_UP": "初创期一次性扶持",
    "EMPLOYMENT": "新招用工补贴",
    "GRADE_AWARD": "规范化建设等级表彰",
}

SUPPORTS = (
    ("xinchenglu-life-04", "OPENING_FUNDS", "2019-01-02", None),
    ("zhenxin-life-04", "OPENING_FUNDS", "2019-03-12", None),
    ("nanxiang-life-05", "PREMISES", "2019-04-18", None),
    ("anting-life-05", "PREMISES", "2019-05-22", None),
    ("jiadingzhen-culture_sport-04", "PROCEDURES", "2019-04-03", None),
    ("malu-life-04", "PROCEDURES", "2019-07-09", None),
    ("jiangqiao-culture_sport-03", "PROCEDURES", "2019-10-29", None),
    ("anting-charity-13", "START_UP", "2019-08-15", "2.00"),
    ("nanxiang-life-05", "START_UP", "2019-08-15", "2.00"),
    ("zhenxin-life-04", "START_UP", "2019-08-15", "1.50"),
    ("agency-04", "EMPLOYMENT", "2019-09-19", "3.60"),
    ("nanxiang-charity-10", "EMPLOYMENT", "2019-09-19", "2.40"),
    ("agency-01", "GRADE_AWARD", "2019-11-21", "3.00"),
    ("anting-charity-02", "GRADE_AWARD", "2019-11-21", "2.00"),
    # Of the year before.
    ("agency-02", "GRADE_AWARD", "2018-11-22", "2.00"),
    ("anting-life-04", "START_UP", "2018-11-08", "1.50"),
    ("jiadingzhen-life-05", "OPENING_FUNDS", "2018-03-15", None),
    # After the cut-off day.
    ("juyuan-life-03", "START_UP", "2019-12-26", "1.50"),
    ("agency-04", "EMPLOYMENT", "2020-01-09", "1.20"),
)
"""Organization, kind, day, amount in 万元."""


def records() -> Iterator[Support]:
    """Yield the acts of support."""
    for number, (organization, kind, day, amount) in enumerate(SUPPORTS, start=1):
        yield Support(
            id=f"support-{number:02d}",
            organization=organization,
            kind=kind,
            granted_on=on(day),
            amount=None if amount is None else wan(amount),
            funding_source=None if amount is None else "FISCAL",
            document="示例社会组织扶持办法",
            details=_DETAILS[kind],
        )
