"""Organizations of the district that are neither of a community nor industry associations."""

from __future__ import annotations

import functools
from typing import Any

from minzheng_domain.model.organizations import Organization
from records.invented import on
from records.registering import Trade, register

_NO_LATER: dict[str, Any] = {}

AGENCIES = (
    ("anting", "2012-03-15", Trade("示例阳光社会工作发展中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"), _NO_LATER),
    ("jiadingzhen", "2013-09-12", Trade("示例公益项目评估中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"), _NO_LATER),
    ("jiadingzhen", "2011-05-26", Trade("示例社会组织服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"), _NO_LATER),
    ("malu", "2014-08-21", Trade("示例青少年发展服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"), _NO_LATER),
    ("xinchenglu", "2009-04-16", Trade("示例职业技能培训学校", "EDUCATION", "LABOUR"), _NO_LATER),
    ("zhenxin", "2010-06-24", Trade("示例艺术进修学校", "EDUCATION", "EDUCATION"), _NO_LATER),
    ("juyuan", "2015-10-22", Trade("示例科普服务中心", "SCIENCE", "SCIENCE"), _NO_LATER),
    ("nanxiang", "2008-11-13", Trade("示例护理院", "HEALTH", "HEALTH"), _NO_LATER),
    ("waigang", "2007-09-20", Trade("示例养老院", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"), _NO_LATER),
    ("jiangqiao", "2016-04-21", Trade("示例法律咨询服务中心", "LAW", "LEGAL"), _NO_LATER),
    ("industrial-zone", "2018-03-29", Trade("示例融入服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"), _NO_LATER),
    ("juyuan", "2019-06-13", Trade("示例创业指导服务中心", "PROFESSION", "LABOUR"), _NO_LATER),
    ("malu", "2019-12-23", Trade("示例助残就业服务中心", "SOCIAL_SERVICE", "LABOUR"), _NO_LATER),
    (
        *("xinchenglu", "2005-07-14", Trade("示例语言进修学校", "EDUCATION", "EDUCATION")),
        {"status": "DEREGISTERED", "removed_on": on("2019-03-28")},
    ),
    (
        *("anting", "2004-10-21", Trade("示例电脑进修学校", "EDUCATION", "EDUCATION")),
        {"status": "DEREGISTERED", "removed_on": on("2017-06-22")},
    ),
)
"""Town, day of registration, what it does, what became of it."""

GROUPS = (
    ("jiadingzhen", "2003-05-15", Trade("示例教育学会", "EDUCATION"), _NO_LATER),
    ("jiadingzhen", "2004-04-22", Trade("示例医学会", "HEALTH"), _NO_LATER),
    ("xinchenglu", "2006-10-19", Trade("示例书法家协会", "CULTURE"), _NO_LATER),
    ("nanxiang", "2008-06-26", Trade("示例摄影家协会", "CULTURE"), _NO_LATER),
    ("anting", "2011-12-15", Trade("示例志愿者协会", "SOCIAL_SERVICE"), _NO_LATER),
    ("huating", "2009-03-19", Trade("示例农业技术研究会", "AGRICULTURE"), _NO_LATER),
    ("juyuan", "2012-11-22", Trade("示例老年学学会", "SCIENCE"), _NO_LATER),
    (
        *("industrial-zone", "2007-08-16", Trade("示例技术交流协会", "SCIENCE")),
        {"status": "REVOKED", "removed_on": on("2019-08-15")},
    ),
)


def agency_id(number: int) -> str:
    """Return the id of a service agency by its place among :data:`AGENCIES`, from 1."""
    return f"agency-{number:02d}"


def group_id(number: int) -> str:
    """Return the id of a social group by its place among :data:`GROUPS`, from 1."""
    return f"group-{number:02d}"


@functools.cache
def organizations() -> tuple[Organization, ...]:
    """Return the service agencies, then the social groups."""
    return tuple(
        register(make_id(number), trade.name, trade, on(day), town=town, size=number).evolve(**later)
        for make_id, given in ((agency_id, AGENCIES), (group_id, GROUPS))
        for number, (town, day, trade, later) in enumerate(given, start=1)
    )
