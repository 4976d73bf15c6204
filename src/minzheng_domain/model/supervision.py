"""Supervision (日常监管、专项行动) and administrative penalties (行政处罚).

Sources: 社会组织抽查暂行办法 (民发〔2017〕45号); 行政处罚法 (2021); 社会组织登记管理机关行政处罚程序规定 (民政部令第68号).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, Sensitivity, record
from minzheng_domain.text import Text


@record("supervisions", Text("监督检查", "acts of supervision"))
class Supervision(Record):
    """An act of supervision: interview (法人约谈), guidance by phone, spot audit, on-site check, random check."""

    id: str = column.identifier(Text("编号", "id"))
    method: str = column.label(Text("监管方式", "method"), codes="supervision-method", aliases=("检查方式",))
    on: date = column.day(Text("日期", "date"), aliases=("检查日期",))
    organization: str | None = column.reference(
        Text("社会组织", "organization"), to="organizations", default=None, aliases=("名称", "检查对象")
    )
    subject: str | None = column.name(
        Text("未登记对象", "unregistered subject"),
        default=None,
        note=Text("非法社会组织等未登记的对象", "a body that is not registered"),
    )
    campaign: str | None = column.label(Text("专项行动", "campaign"), codes="campaign", default=None)
    officers: int | None = column.number(Text("执法人员数", "officers"), default=None, aliases=("检查人数",))
    officer_names: str | None = column.text(
        Text("执法人员", "officers' names"), default=None, sensitivity=Sensitivity.PERSONAL
    )
    notice_number: str | None = column.identifier(Text("检查通知书号", "notice number"), default=None)
    auditor: str | None = column.name(Text("受托审计机构", "entrusted auditor"), default=None)
    cooperation: str | None = column.label(Text("配合情况", "cooperation"), codes="cooperation", default=None)
    result: str | None = column.label(Text("检查结果", "result"), codes="supervision-result", default=None)
    findings: str | None = column.text(Text("发现问题", "findings"), default=None)
    rectified_on: date | None = column.day(Text("整改完成日期", "rectified on"), default=None)
    published_on: date | None = column.day(Text("结果公开日期", "published on"), default=None)


@record("penalty_cases", Text("行政处罚案件", "penalty cases"))
class PenaltyCase(Record):
    """A penalty case (行政处罚案件) from the day it is filed to the day it is closed."""

    id: str = column.identifier(Text("案号", "id"), aliases=("编号", "案件编号"))
    stage: str = column.label(Text("办案阶段", "stage"), codes="case-stage")
    organization: str | None = column.reference(
        Text("社会组织", "organization"), to="organizations", default=None, aliases=("当事人",)
    )
    subject: str | None = column.name(Text("未登记对象", "unregistered subject"), default=None)
    source: str | None = column.label(Text("案件来源", "source"), codes="case-source", default=None)
    violation: str | None = column.label(Text("违法行为", "violation"), codes="violation", default=None)
    legal_basis: str | None = column.label(Text("处罚依据", "legal basis"), codes="penalty-basis", default=None)
    officers: int | None = column.number(Text("办案人员数", "officers"), default=None)
    accepted_on: date | None = column.day(Text("受理日期", "accepted on"), default=None)
    filed_on: date | None = column.day(Text("立案日期", "filed on"), default=None)
    investigated_on: date | None = column.day(Text("调查终结日期", "investigation ended on"), default=None)
    notified_on: date | None = column.day(Text("事先告知日期", "notified on"), default=None)
    hearing_requested_on: date | None = column.day(Text("申请听证日期", "hearing requested on"), default=None)
    heard_on: date | None = column.day(Text("听证日期", "heard on"), default=None)
    decided_on: date | None = column.day(Text("处罚决定日期", "decided on"), default=None, aliases=("决定日期",))
    decision_number: str | None = column.identifier(Text("决定书文号", "decision number"), default=None)
    outcome: str | None = column.label(Text("处理结果", "outcome"), codes="case-outcome", default=None)
    penalty: str | None = column.label(
        Text("主要处罚种类", "main penalty"), codes="penalty-kind", default=None, aliases=("处罚种类",)
    )
    fine: Decimal | None = column.money(Text("罚款金额", "fine"), default=None)
    confiscated: Decimal | None = column.money(Text("没收金额", "confiscated"), default=None)
    illegal_turnover: Decimal | None = column.money(Text("违法经营额", "illegal turnover"), default=None)
    illegal_gains: Decimal | None = column.money(Text("违法所得", "illegal gains"), default=None)
    suspended_until: date | None = column.day(Text("停止活动至", "suspended until"), default=None)
    served_on: date | None = column.day(Text("送达日期", "served on"), default=None)
    paid_on: date | None = column.day(Text("缴款日期", "paid on"), default=None)
    closed_on: date | None = column.day(Text("结案日期", "closed on"), default=None)
