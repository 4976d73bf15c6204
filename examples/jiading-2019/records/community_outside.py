"""Community organizations that the figures of the cut-off day leave out, each for its own reason, and filed teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minzheng_domain.model.organizations import Organization
from records.community import TRADES
from records.invented import on, on_or_none
from records.registering import register
from records.towns import TOWNS

REGISTERED: dict[str, Any] = {"community_tier": "REGISTERED"}


def _gone(status: str, day: str) -> dict[str, Any]:
    return {**REGISTERED, "status": status, "removed_on": on(day)}


OUTSIDE: tuple[tuple[str, str, int, str, dict[str, Any]], ...] = (
    # Deregistered or revoked before the year.
    ("xinchenglu", "LIFE", 5, "2009-06-18", _gone("DEREGISTERED", "2015-09-10")),
    ("malu", "CHARITY", 11, "2012-04-19", _gone("DEREGISTERED", "2017-03-23")),
    ("juyuan", "LIFE", 4, "2013-05-16", _gone("DEREGISTERED", "2018-06-14")),
    ("xuhang", "CULTURE_SPORT", 3, "2011-10-20", _gone("REVOKED", "2018-11-15")),
    # Deregistered or revoked in the year, up to the cut-off day.
    ("zhenxin", "CHARITY", 12, "2014-09-18", _gone("DEREGISTERED", "2019-02-21")),
    ("malu", "CULTURE_SPORT", 4, "2010-03-25", _gone("DEREGISTERED", "2019-05-30")),
    ("waigang", "LIFE", 3, "2015-11-12", _gone("DEREGISTERED", "2019-08-22")),
    ("jiangqiao", "CHARITY", 11, "2009-12-10", _gone("REVOKED", "2019-09-26")),
    ("xinchenglu", "CHARITY", 10, "2016-06-23", _gone("DEREGISTERED", "2019-12-18")),
    # Registered after the cut-off day.
    ("xuhang", "CHARITY", 7, "2019-12-19", REGISTERED),
    ("malu", "MEDIATION", 3, "2020-01-08", REGISTERED),
    # Of the community, but not put into a category yet.
    ("anting", "LIFE", 6, "2019-08-22", {**REGISTERED, "community_category": None}),
    ("nanxiang", "LIFE", 6, "2019-10-10", {**REGISTERED, "community_category": None}),
    ("jiangqiao", "LIFE", 5, "2016-09-22", {**_gone("DEREGISTERED", "2019-04-25"), "community_category": None}),
    # In a category by what they do, but never recognized as organizations of the community.
    ("jiadingzhen", "CHARITY", 13, "2015-05-21", {}),
    ("xinchenglu", "CULTURE_SPORT", 4, "2019-11-21", {}),
    ("juyuan", "CHARITY", 8, "2014-10-16", {"status": "DEREGISTERED", "removed_on": on("2019-07-18")}),
)
"""Town, category, number, day of registration, and why it is not counted."""

_TEAM_NAMES = {
    "LIFE": "示例邻里互助队",
    "CHARITY": "示例志愿巡访队",
    "CULTURE_SPORT": "示例广场舞队",
    "MEDIATION": "示例老娘舅劝和队",
}

TEAMS: tuple[tuple[str, str, str, str, str | None], ...] = (
    ("xinchenglu", "CULTURE_SPORT", "FILED", "2015-03-10", None),
    ("xinchenglu", "CHARITY", "FILED", "2017-04-11", None),
    ("zhenxin", "LIFE", "FILED", "2016-06-14", None),
    ("zhenxin", "CULTURE_SPORT", "FILED", "2018-05-08", None),
    ("jiadingzhen", "MEDIATION", "FILED", "2016-09-13", None),
    ("nanxiang", "CULTURE_SPORT", "FILED", "2014-11-11", None),
    ("nanxiang", "CHARITY", "FILED", "2019-03-19", None),
    ("anting", "LIFE", "FILED", "2017-10-17", None),
    ("malu", "CULTURE_SPORT", "FILED", "2018-09-18", None),
    ("xuhang", "CHARITY", "FILED", "2019-06-11", None),
    ("huating", "CULTURE_SPORT", "FILED", "2016-04-12", None),
    ("jiangqiao", "MEDIATION", "FILED", "2018-03-13", None),
    ("juyuan", "CULTURE_SPORT", "FILED", "2019-09-10", None),
    ("waigang", "CULTURE_SPORT", "FILED", "2015-05-12", "2018-10-16"),  # dissolved before the cut-off day
    ("malu", "LIFE", "FILED", "2017-07-11", "2019-12-24"),  # dissolved after it
    ("industrial-zone", "CHARITY", "FILED", "2019-12-24", None),  # filed after it
    ("jiadingzhen", "CULTURE_SPORT", "GROUP", "2018-07-10", None),
    ("anting", "CHARITY", "GROUP", "2019-05-14", None),
    ("waigang", "LIFE", "GROUP", "2017-03-14", None),
    ("jiangqiao", "CULTURE_SPORT", "GROUP", "2019-08-13", None),
)
"""Town, category, tier (备案群众活动团队 or 社区活动小组), day of filing, day of its end."""


def organizations() -> Iterator[Organization]:
    """Yield the organizations that are left out, then the teams and groups, which are no legal persons."""
    for place, (town, category, number, registered_on, why) in enumerate(OUTSIDE):
        trades = TRADES[category]
        trade = trades[(number - 1) % len(trades)]
        name = f"{TOWNS[town].name}{trade.name.replace('示例', '示例第二' if number > len(trades) else '示例新')}"
        made = register(f"outside-{place + 1:02d}", name, trade, on(registered_on), town=town, size=place)
        yield made.evolve(**{"community_category": category, **why})
    for number, (town, category, tier, filed_on, ended_on) in enumerate(TEAMS, start=1):
        yield Organization(
            id=f"team-{number:02d}",
            name=f"{TOWNS[town].name}{_TEAM_NAMES[category]}" + ("（小组）" if tier == "GROUP" else ""),
            type="COMMUNITY_TEAM",
            status="FILED" if ended_on is None else "DEREGISTERED",
            town=town,
            filed_on=on(filed_on),
            removed_on=on_or_none(ended_on),
            individual_members=12 + number,
            community_category=category,
            community_tier=tier,
        )
