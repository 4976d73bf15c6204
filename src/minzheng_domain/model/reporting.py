"""Reporting units (填报单位): the bureau and the towns that report to it."""

from __future__ import annotations

from datetime import date

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, record
from minzheng_domain.text import Text


@record("reporting_units", Text("填报单位", "reporting units"))
class ReportingUnit(Record):
    """A unit that reports, or that figures are broken down by: bureau, subdistrict, town, management committee."""

    id: str = column.identifier(Text("编号", "id"))
    name: str = column.name(Text("单位名称", "name"), aliases=("街镇名称", "名称", "填报单位"))
    kind: str = column.label(Text("单位类别", "kind"), codes="reporting-unit-kind")
    division: str | None = column.identifier(
        Text("区划代码", "division"), default=None, aliases=("统计用区划代码", "行政区划代码")
    )
    active_from: date | None = column.day(Text("启用日期", "active from"), default=None)
    active_until: date | None = column.day(Text("停用日期", "active until"), default=None)
