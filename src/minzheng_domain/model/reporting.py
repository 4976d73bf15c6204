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


@record("submissions", Text("台账报送", "submissions"))
class Submission(Record):
    """What has become of the ledger that a unit owes: not handed in (未报), taken (已报), sent back (退回)."""

    id: str = column.identifier(Text("编号", "id"))
    unit: str = column.reference(Text("填报单位", "unit"), to="reporting_units", aliases=("单位名称",))
    up_to: date = column.day(
        Text("数据截止日", "up to"), note=Text("应报数据的最后一天", "the last day whose data were to be reported")
    )
    state: str = column.label(Text("报送状态", "state"), codes="submission-state", aliases=("状态",))
    on: date | None = column.day(Text("报送或退回日期", "handed in or sent back on"), default=None, aliases=("日期",))
    reason: str | None = column.text(Text("退回原因", "reason for sending it back"), default=None, aliases=("原因",))
    file: str | None = column.text(Text("台账文件", "file of the ledger"), default=None, aliases=("文件",))
