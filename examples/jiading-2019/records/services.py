"""Service centres (社会组织服务中心) and what they hold: trainings, publicity events, consultations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from minzheng_domain.model.services import Activity, ServiceCentre
from records.invented import on, on_or_none
from records.others import agency_id
from records.towns import TOWNS

CENTRES = (
    ("city", "示例市社会组织服务中心", "CITY", None, None, "2010-05-18", None),
    ("district", "嘉定区示例社会组织服务中心", "DISTRICT", None, agency_id(3), "2011-06-16", None),
    *(
        (town, f"{TOWNS[town].name}示例社会组织服务中心", "TOWN", town, None, opened_on, None)
        for town, opened_on in (
            ("xinchenglu", "2014-03-20"),
            ("zhenxin", "2013-10-17"),
            ("jiadingzhen", "2012-09-13"),
            ("nanxiang", "2013-05-23"),
            ("anting", "2012-11-15"),
            ("malu", "2014-06-19"),
            ("xuhang", "2016-04-14"),
            ("huating", "2017-09-21"),
            ("waigang", "2018-05-17"),
            ("jiangqiao", "2013-12-12"),
            ("juyuan", "2015-08-20"),
            ("industrial-zone", "2019-12-20"),  # opened after the cut-off day
        )
    ),
    ("industrial-zone-old", "嘉定工业区示例社会组织服务站", "TOWN", "industrial-zone", None, "2015-04-16", "2019-06-27"),
)
"""Name of the id, name, level, town, operator, day of opening, day of closing."""

DISTRICT_TRAININGS = (
    ("社会组织年度检查工作培训", "POLICY", "2019-02-27", 168),
    ("社会组织负责人政策法规培训（第一期）", "POLICY", "2019-03-21", 120),
    ("公益项目申报实务培训", "PROJECT_DESIGN", "2019-03-29", 86),
    ("公益项目需求调研与方案设计培训", "PROJECT_DESIGN", "2019-04-25", 78),
    ("民间非营利组织会计制度培训", "FINANCE", "2019-05-16", 132),
    ("社会组织税务与票据管理培训", "FINANCE", "2019-06-13", 115),
    ("公益项目财务规范培训", "FINANCE", "2019-07-11", 64),
    ("社会组织负责人政策法规培训（第二期）", "POLICY", "2019-08-15", 124),
    ("社会组织评估指标解读培训", "OTHER", "2019-09-12", 92),
    ("公益项目成效评估培训", "PROJECT_DESIGN", "2019-10-17", 70),
    ("社会组织党建工作培训", "OTHER", "2019-11-14", 140),
    ("社会组织信用管理与执法案例培训", "POLICY", "2019-12-18", 150),
)
"""The district's trainings of 2019: title, topic, day, participants."""

TOWN_TRAININGS = (
    ("xinchenglu", "POLICY", 9, "EXACT", "2019-10-24", 310),
    ("zhenxin", "PROJECT_DESIGN", 8, "EXACT", "2019-11-07", 264),
    ("jiadingzhen", "POLICY", 6, "EXACT", "2019-06-20", 215),
    ("jiadingzhen", "FINANCE", 4, "EXACT", "2019-11-21", 132),
    ("nanxiang", "POLICY", 7, "EXACT", "2019-06-27", 246),
    ("nanxiang", "PROJECT_DESIGN", 5, "EXACT", "2019-11-28", 158),
    ("anting", "OTHER", 20, "CLOSE_TO", "2019-12-05", 600),
    ("malu", "POLICY", 8, "EXACT", "2019-10-31", 275),
    ("xuhang", "OTHER", 5, "EXACT", "2019-09-19", 140),
    ("huating", "POLICY", 4, "EXACT", "2019-09-26", 118),
    ("waigang", "FINANCE", 5, "EXACT", "2019-11-12", 133),
    ("jiangqiao", "PROJECT_DESIGN", 9, "EXACT", "2019-12-12", 302),
    ("juyuan", "POLICY", 6, "EXACT", "2019-10-22", 187),
    ("industrial-zone", "POLICY", 4, "EXACT", "2019-11-19", 126),
)
"""The towns' trainings of 2019: town, topic, times, how exact, the last day, attendances. Near a hundred in all."""

PUBLICITY = (
    ("“学雷锋”社会组织公益集市", "DISTRICT", None, 1, "2019-03-05"),
    ("社区社会组织成果展示日", "DISTRICT", None, 1, "2019-06-15"),
    ("慈善法宣传活动", "DISTRICT", None, 2, "2019-09-06"),
    ("公益伙伴展示周", "DISTRICT", None, 1, "2019-09-21"),
    ("公益项目年度展示", "DISTRICT", None, 1, "2019-12-14"),
    ("邻里公益展", "TOWN", "zhenxin", 1, "2019-04-20"),
    ("社区公益市集", "TOWN", "nanxiang", 2, "2019-05-25"),
    ("公益嘉年华", "TOWN", "anting", 1, "2019-09-07"),
    ("公益文化节", "TOWN", "malu", 1, "2019-10-19"),
    ("公益便民日", "TOWN", "jiangqiao", 1, "2019-11-09"),
    ("公益开放日", "TOWN", "juyuan", 1, "2019-11-23"),
)
"""The publicity events of 2019: title, level, town, times, the last day; thirteen in all."""

NOT_COUNTED = (
    # Of the year before.
    ("社会组织负责人政策法规培训", "TRAINING", "DISTRICT", None, 9, "EXACT", "2018-11-15", 980),
    ("社会组织业务培训", "TRAINING", "TOWN", "anting", 40, "ABOUT", "2018-11-22", 1200),
    ("社会组织实务培训", "TRAINING", "TOWN", "nanxiang", 26, "EXACT", "2018-10-18", 760),
    ("全市社会组织骨干培训", "TRAINING", "CITY", None, 1, "EXACT", "2018-09-13", 15),
    ("公益伙伴展示周", "PUBLICITY", "DISTRICT", None, 4, "EXACT", "2018-09-22", 2100),
    ("公益嘉年华", "PUBLICITY", "TOWN", "anting", 5, "EXACT", "2018-10-20", 1500),
    # After the cut-off day.
    ("社会组织年度总结培训", "TRAINING", "DISTRICT", None, 1, "EXACT", "2019-12-20", 130),
    ("社会组织财务决算培训", "TRAINING", "TOWN", "malu", 2, "OVER", "2019-12-26", 60),
    ("冬至公益市集", "PUBLICITY", "DISTRICT", None, 1, "EXACT", "2019-12-21", 420),
    ("新春公益集市", "PUBLICITY", "TOWN", "nanxiang", 1, "EXACT", "2020-01-11", 350),
    # Neither training nor publicity.
    ("社会组织登记咨询日", "CONSULTATION", "DISTRICT", None, 6, "EXACT", "2019-11-27", 180),
    ("社会组织登记咨询日", "CONSULTATION", "TOWN", "jiadingzhen", 12, "ABOUT", "2019-11-29", 240),
    ("社会组织沙龙", "OTHER", "DISTRICT", None, 4, "EXACT", "2019-10-30", 96),
)
"""Title, kind, level, town, times, how exact, the last day, participants."""

_SCOPES = {"CITY": None, "DISTRICT": "DISTRICT_WIDE", "TOWN": "TOWN_WIDE"}


def records() -> Iterator[ServiceCentre | Activity]:
    """Yield the centres, then the activities."""
    for number, (place, name, level, town, operator, opened_on, closed_on) in enumerate(CENTRES):
        yield ServiceCentre(
            id=f"centre-{place}",
            name=name,
            level=level,
            town=town,
            operator=operator,
            opened_on=on(opened_on),
            closed_on=on_or_none(closed_on),
            area=Decimal(180 + 35 * (number % 6)),
            staff=3 + number % 5,
        )
    yield from (made.evolve(id=f"activity-{number:02d}") for number, made in enumerate(_activities(), start=1))


def _activities() -> Iterator[Activity]:
    for title, topic, day, participants in DISTRICT_TRAININGS:
        made = _activity(title, "TRAINING", "DISTRICT", None, 1, "EXACT", day, participants)
        yield made.evolve(topic=topic)
    for town, topic, times, exactness, day, participants in TOWN_TRAININGS:
        made = _activity("社会组织能力建设培训", "TRAINING", "TOWN", town, times, exactness, day, participants)
        yield made.evolve(topic=topic, participants_exactness="ABOUT" if exactness == "CLOSE_TO" else "EXACT")
    for title, level, place, times, day in PUBLICITY:
        yield _activity(title, "PUBLICITY", level, place, times, "EXACT", day, 200 + 60 * times)
    for row in NOT_COUNTED:
        yield _activity(*row)


def _activity(  # noqa: PLR0913, PLR0917 - the columns of a table
    title: str, kind: str, level: str, town: str | None, times: int, exactness: str, day: str, participants: int
) -> Activity:
    centre = town or level.lower()
    return Activity(
        id="",
        title=title if town is None else f"{TOWNS[town].name}{title}",
        kind=kind,
        level=level,
        held_on=on(day),
        times=times,
        times_exactness=exactness,
        scope=_SCOPES[level],
        organizer=next(name for place, name, *_ in CENTRES if place == centre),
        centre=f"centre-{centre}",
        town=town,
        participants=participants,
        participants_exactness="EXACT",
    )
