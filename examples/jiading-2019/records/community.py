"""The community organizations (社区社会组织) that stand on the register: 205, of which 12 are of the year 2019."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

from minzheng_domain.model.organizations import Organization
from records.invented import on, working_day
from records.registering import Trade, register
from records.towns import TOWNS

TRADES = {
    "LIFE": (
        Trade("示例暖邻生活服务社", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例颐安为老服务社", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例巧匠家政维修服务社", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例蓓蕾托幼服务站", "EDUCATION", "EDUCATION"),
        Trade("示例膳和助餐服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
    ),
    "CHARITY": (
        Trade("示例同心公益服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例携手助残服务社", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例银龄关爱服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例春芽助学服务社", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例绿荫环保服务社", "ENVIRONMENT", "OTHER"),
        Trade("示例暖阳济困服务社", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例优抚关怀服务站", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例守望助医服务站", "HEALTH", "HEALTH"),
        Trade("示例邻里志愿服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例伴行社会工作服务社", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例援手救助服务站", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例家庭关爱服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
        Trade("示例公益伙伴服务中心", "SOCIAL_SERVICE", "CIVIL_AFFAIRS"),
    ),
    "CULTURE_SPORT": (
        Trade("示例丹青书画社", "CULTURE", "CULTURE"),
        Trade("示例太极健身协会", "SPORT"),
        Trade("示例乡音戏曲社", "CULTURE", "CULTURE"),
        Trade("示例球类运动俱乐部", "SPORT", "SPORT"),
    ),
    "MEDIATION": (
        Trade("示例和睦调解服务社", "LAW", "LEGAL"),
        Trade("示例心桥心理服务站", "HEALTH", "HEALTH"),
        Trade("示例物业协商服务中心", "LAW", "LEGAL"),
    ),
}
"""For each category (类别) what its organizations do; a town has the first so many of them."""

ON_REGISTER = {
    "xinchenglu": (4, 9, 3, 2),
    "zhenxin": (4, 11, 3, 3),
    "jiadingzhen": (5, 12, 4, 2),
    "nanxiang": (5, 12, 4, 2),
    "anting": (5, 13, 4, 3),
    "malu": (4, 10, 3, 2),
    "xuhang": (2, 6, 2, 1),
    "huating": (2, 5, 2, 1),
    "waigang": (2, 6, 2, 1),
    "jiangqiao": (4, 10, 3, 3),
    "juyuan": (3, 7, 2, 2),
    "industrial-zone": (3, 5, 1, 1),
}
"""For each town, how many stand on the register on the cut-off day: 生活服务, 公益慈善, 文体活动, 专业调处."""

NEWCOMERS = {
    ("xinchenglu", "LIFE"): ("2019-01-02",),
    ("zhenxin", "LIFE"): ("2018-06-28", "2019-03-12"),
    ("jiadingzhen", "LIFE"): ("2018-03-15",),
    ("nanxiang", "LIFE"): ("2019-04-18",),
    ("anting", "LIFE"): ("2018-10-16", "2019-05-22"),
    ("malu", "LIFE"): ("2019-07-09",),
    ("xuhang", "LIFE"): ("2018-05-10",),
    ("jiangqiao", "LIFE"): ("2019-09-17",),
    ("juyuan", "LIFE"): ("2019-12-18",),  # on the cut-off day itself
    ("industrial-zone", "LIFE"): ("2018-09-06",),
    ("xinchenglu", "CHARITY"): ("2018-04-12",),
    ("nanxiang", "CHARITY"): ("2018-12-20",),  # of 2018, but after the day of that year that is compared with
    ("anting", "CHARITY"): ("2019-06-20",),
    ("malu", "CHARITY"): ("2018-07-19",),
    ("waigang", "CHARITY"): ("2018-11-13",),
    ("jiangqiao", "CHARITY"): ("2018-08-21",),
    ("zhenxin", "CULTURE_SPORT"): ("2018-03-22",),
    ("jiadingzhen", "CULTURE_SPORT"): ("2019-04-03",),
    ("nanxiang", "CULTURE_SPORT"): ("2019-08-14",),
    ("malu", "CULTURE_SPORT"): ("2018-06-05",),
    ("jiangqiao", "CULTURE_SPORT"): ("2019-10-29",),
    ("juyuan", "CULTURE_SPORT"): ("2018-09-20",),
    ("xinchenglu", "MEDIATION"): ("2018-10-25",),
    ("zhenxin", "MEDIATION"): ("2019-11-06",),
    ("anting", "MEDIATION"): ("2018-05-24",),
}
"""Of a town's organizations of a category, the days on which the last ones were registered."""

LATER: dict[str, dict[str, Any]] = {
    "zhenxin-charity-04": {"status": "SUSPENDED"},  # suspended by a penalty of 2019: still on the register
    "malu-life-02": {"status": "DEREGISTERING"},  # being wound up: still on the register
    "huating-charity-05": {"status": "DEREGISTERED", "removed_on": on("2019-12-24")},  # on it on the cut-off day
    "nanxiang-culture_sport-04": {"filed_on": on("2016-05-18")},  # once a filed team
    "jiadingzhen-charity-03": {"legal_representative": "示例人员甲", "has_party_organization": True},
    "anting-charity-02": {"legal_representative": "示例人员乙", "is_charity": True},
}
"""What became of some of them, and what is known of some beside the rest."""

_FIRST_YEAR, _YEARS, _HOLIDAYS = 2008, 10, 10


@functools.cache
def organizations() -> tuple[Organization, ...]:
    """Return those that the figures count, by town."""
    return tuple(
        _organization(place, town, category, number, count)
        for place, (town, counts) in enumerate(ON_REGISTER.items())
        for category, count in zip(TRADES, counts, strict=True)
        for number in range(1, count + 1)
    )


def standing_since(first: str, last: str) -> list[Organization]:
    """Return those that were registered between two days and are in good standing."""
    return [
        organization
        for organization in organizations()
        if organization.status == "REGISTERED"
        and organization.registered_on is not None
        and on(first) <= organization.registered_on <= on(last)
    ]


def _organization(place: int, town: str, category: str, number: int, count: int) -> Organization:
    trade = TRADES[category][number - 1]
    newcomers = NEWCOMERS.get((town, category), ())
    from_last = number - (count - len(newcomers)) - 1
    made = register(
        f"{town}-{category.lower()}-{number:02d}",
        f"{TOWNS[town].name}{trade.name}",
        trade,
        on(newcomers[from_last]) if from_last >= 0 else _long_ago(place, number + 3 * len(category)),
        town=town,
        size=place + 3 * number,
    ).evolve(community_category=category, community_tier="REGISTERED")
    return made.evolve(**LATER.get(made.id, {}))


def _long_ago(place: int, number: int) -> date:
    """Return a day from 2008 to 2017, another one for each town and number."""
    year = _FIRST_YEAR + (7 * number + 3 * place) % _YEARS
    month = 3 + (2 * number + place) % 9
    day = 4 + (3 * number + 5 * place) % 20
    return working_day(date(year, month, day + 5 if month == _HOLIDAYS else day))
