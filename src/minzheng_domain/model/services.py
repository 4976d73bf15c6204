"""Service centres (社会组织服务中心) and the activities that they and others hold (培训、公益宣传展示)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, record
from minzheng_domain.text import Text


@record("service_centres", Text("社会组织服务中心", "service centres"))
class ServiceCentre(Record):
    """A service centre for organizations (社会组织服务中心) of a city, district or town."""

    id: str = column.identifier(Text("编号", "id"))
    name: str = column.name(Text("中心名称", "name"), aliases=("名称",))
    level: str = column.label(Text("层级", "level"), codes="level", aliases=("级别",))
    town: str | None = column.reference(Text("所属街镇", "town"), to="reporting_units", default=None, aliases=("街镇",))
    operator: str | None = column.reference(Text("运营单位", "operator"), to="organizations", default=None)
    opened_on: date | None = column.day(Text("启用日期", "opened on"), default=None)
    closed_on: date | None = column.day(Text("停用日期", "closed on"), default=None)
    area: Decimal | None = column.decimal(Text("面积（平方米）", "area (m²)"), default=None)
    staff: int | None = column.number(Text("工作人员数", "staff"), default=None)


@record("activities", Text("活动", "activities"))
class Activity(Record):
    """A training (培训), a publicity event (公益宣传展示) or another activity, or several of one kind held together."""

    id: str = column.identifier(Text("编号", "id"))
    title: str = column.name(Text("活动名称", "title"), aliases=("名称", "培训名称", "主题"))
    kind: str = column.label(Text("活动类别", "kind"), codes="activity-kind")
    level: str = column.label(Text("组织层级", "level"), codes="level", aliases=("层级", "级别"))
    held_on: date = column.day(
        Text("举办日期", "held on"),
        aliases=("日期", "时间", "举办时间"),
        note=Text("连续举办的填最后一天", "of several days, the last"),
    )
    times: int = column.number(Text("场次", "times"), aliases=("次数", "场数"))
    times_exactness: str = column.label(
        Text("场次确切程度", "exactness of times"), codes="approximation", aliases=("确切程度",)
    )
    scope: str | None = column.label(Text("范围", "scope"), codes="activity-scope", default=None)
    topic: str | None = column.label(Text("培训主题", "topic"), codes="training-topic", default=None)
    organizer: str | None = column.name(Text("主办单位", "organizer"), default=None)
    centre: str | None = column.reference(Text("服务中心", "centre"), to="service_centres", default=None)
    town: str | None = column.reference(Text("街镇", "town"), to="reporting_units", default=None)
    participants: int | None = column.number(Text("参加人次", "participants"), default=None, aliases=("参加人数",))
    participants_exactness: str | None = column.label(
        Text("人次确切程度", "exactness of participants"), codes="approximation", default=None
    )
