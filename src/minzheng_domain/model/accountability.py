"""Accountability (责任落实): acts of the responsible leaders, indicators, work points, narrative entries.

Source: 法治政府建设与责任落实督察工作规定 (厅字〔2019〕28号).
"""

from __future__ import annotations

from datetime import date

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, record
from minzheng_domain.text import Text


@record("accountability_acts", Text("履职记录", "accountability acts"))
class AccountabilityAct(Record):
    """An act of the leaders responsible for the rule of law (第一责任人): pledge signed, meeting, own action."""

    id: str = column.identifier(Text("编号", "id"))
    kind: str = column.label(Text("履职方式", "kind"), codes="accountability-kind")
    on: date = column.day(Text("日期", "date"))
    matter: str = column.text(Text("事项", "matter"), aliases=("议题", "内容"))
    role: str | None = column.label(Text("责任人身份", "role"), codes="responsible-role", default=None)
    document: str | None = column.text(Text("文件或纪要", "document"), default=None)


@record("indicators", Text("示范指标", "assessment indicators"))
class Indicator(Record):
    """An indicator of an assessment scheme (示范指标) with the bureau's answer.

    Numbers mean nothing without their edition: number 19 of one edition is not number 19 of the next.
    """

    id: str = column.identifier(Text("编号", "id"))
    year: int = column.number(Text("报告年度", "year"), aliases=("年度",))
    edition: str = column.name(Text("指标版本", "edition"))
    number: int = column.number(Text("指标序号", "number"), aliases=("序号",))
    wording: str = column.text(Text("指标内容", "wording"))
    level1: str | None = column.text(Text("一级指标", "first-level indicator"), default=None)
    level2: str | None = column.text(Text("二级指标", "second-level indicator"), default=None)
    owner: str | None = column.name(Text("责任单位", "owner"), default=None)
    state: str | None = column.label(Text("完成情况", "state"), codes="completion", default=None)
    evidence: str | None = column.text(Text("佐证材料", "evidence"), default=None)


@record("work_points", Text("工作要点", "work points"))
class WorkPoint(Record):
    """A point of the year's programme for the rule of law (工作要点) with the bureau's answer."""

    id: str = column.identifier(Text("编号", "id"))
    year: int = column.number(Text("年度", "year"))
    number: str = column.identifier(Text("要点序号", "number"), aliases=("序号",))
    wording: str = column.text(Text("要点内容", "wording"))
    issuer: str | None = column.name(Text("印发机关", "issuer"), default=None)
    owner: str | None = column.name(Text("责任单位", "owner"), default=None)
    state: str | None = column.label(Text("完成情况", "state"), codes="completion", default=None)
    evidence: str | None = column.text(Text("佐证材料", "evidence"), default=None)


@record("narratives", Text("叙述条目", "narrative entries"))
class Narrative(Record):
    """An entry of the report that is told and not counted: deficiencies (存在不足), next year's plans (安排)."""

    id: str = column.identifier(Text("编号", "id"))
    year: int = column.number(Text("报告年度", "year"), aliases=("年度",))
    chapter: str = column.label(Text("所属部分", "chapter"), codes="narrative-chapter")
    position: int = column.number(Text("次序", "position"), aliases=("序号",))
    wording: str = column.text(Text("内容", "wording"))
    heading: str | None = column.text(Text("小标题", "heading"), default=None)
