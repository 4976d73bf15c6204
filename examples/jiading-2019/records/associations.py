"""The industry associations (行业协会商会): decoupled ones, those of the round of 2019, and those without a case."""

from __future__ import annotations

import functools

from minzheng_domain.model.organizations import Organization
from records.invented import on, working_day
from records.registering import Trade, register
from records.towns import TOWNS

_NAMES = (
    *("五金制品行业协会", "纺织服装行业协会", "食品加工行业协会", "建筑装饰行业协会", "物流运输行业协会"),
    *("汽车零部件行业协会", "印刷包装行业协会", "家具行业协会", "餐饮业协会", "美容美发行业协会"),
    *("电线电缆行业协会", "塑料制品行业协会", "物业管理行业协会", "花卉苗木行业协会", "水产养殖行业协会"),
    *("葡萄种植行业协会", "旅行服务行业协会", "会展服务行业协会", "软件服务业协会", "中小企业商会"),
    *("电子元件行业协会", "医疗器械行业协会", "洗涤行业协会", "酒类流通行业协会", "再生资源行业协会"),
    *("照明电器行业协会", "玩具行业协会", "青年企业家商会", "仓储行业协会", "收藏鉴赏促进会"),
    *("代理记账行业协会", "广告行业协会", "电子商务行业协会", "人力资源服务行业协会", "木材流通行业协会"),
    *("机器人行业协会",),
)
"""What the associations are called, after 示例; the place of each is its number."""

PILOT, ROUND = range(1, 21), range(21, 34)
"""The numbers of those decoupled in the two pilot batches, and of those in the round of 2019."""

DECOUPLED_LATER, EXITED_LATER, DEFERRED, OUT_OF_SCOPE, DEREGISTERED, SURVEYED_ONLY, LISTED_LATER = (
    *(21, 28, 29, 30, 31, 32, 33),
)
"""Those of the round with a course of their own; the eight from 21 to 28 are still to be decoupled in 2019."""

_WITHOUT_CASE = {
    34: ("2016-05-19", {}),  # registered directly: nothing to decouple
    35: ("2006-09-14", {"status": "DEREGISTERED", "removed_on": on("2018-04-19")}),
    36: ("2019-12-23", {}),  # registered after the cut-off day
}
_INDUSTRY = "BUSINESS"
_FARMING = ("花卉苗木行业协会", "水产养殖行业协会", "葡萄种植行业协会")
_AUTHORITIES = "甲乙丙丁戊己"
_TOWNS = tuple(TOWNS)


def association_id(number: int) -> str:
    """Return the id of an association by its number."""
    return f"association-{number:02d}"


def authority(number: int) -> str:
    """Return the organ that an association is, or was, tied to."""
    return f"示例行业主管部门{_AUTHORITIES[number % len(_AUTHORITIES)]}"


@functools.cache
def organizations() -> tuple[Organization, ...]:
    """Return all associations, by number."""
    return tuple(_association(number, name) for number, name in enumerate(_NAMES, start=1))


def _association(number: int, name: str) -> Organization:
    day, later = _WITHOUT_CASE.get(number, (f"{2000 + number % 12}-{3 + number % 7:02d}-{8 + number % 18:02d}", {}))
    made = register(
        association_id(number),
        f"示例{name}",
        Trade(name, "AGRICULTURE" if name in _FARMING else _INDUSTRY),
        working_day(on(day)),
        town=_TOWNS[number % len(_TOWNS)],
        supervising_body=authority(number) if number not in _WITHOUT_CASE else None,
        size=number,
    ).evolve(
        individual_members=None,
        unit_members=32 + 3 * (number % 11),
        council_members=9 + 2 * (number % 4),
        is_industry_association=number != OUT_OF_SCOPE,
        **later,
    )
    if number in PILOT or number == DECOUPLED_LATER:
        return made.evolve(management="DIRECT", supervising_body=None, sector_department=authority(number))
    if number == DEREGISTERED:
        return made.evolve(status="DEREGISTERED", removed_on=on("2019-11-20"))
    return made
