"""Incubation (孵化): bases, organizations taken in and sent out, and support given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, record
from minzheng_domain.text import Text


@record("incubation_bases", Text("孵化载体", "incubation bases"))
class IncubationBase(Record):
    """A park or base (公益实践园、孵化基地) from plan to operation."""

    id: str = column.identifier(Text("编号", "id"))
    name: str = column.name(Text("载体名称", "name"), aliases=("名称", "基地名称", "园区名称"))
    kind: str = column.label(Text("载体类别", "kind"), codes="incubation-base-kind")
    level: str = column.label(Text("层级", "level"), codes="level", aliases=("级别",))
    status: str = column.label(Text("建设状态", "status"), codes="incubation-base-status", aliases=("状态",))
    town: str | None = column.reference(Text("所属街镇", "town"), to="reporting_units", default=None, aliases=("街镇",))
    operator: str | None = column.reference(Text("运营单位", "operator"), to="organizations", default=None)
    planned_on: date | None = column.day(Text("立项日期", "planned on"), default=None)
    construction_started_on: date | None = column.day(Text("开工日期", "construction started on"), default=None)
    accepted_on: date | None = column.day(Text("验收日期", "accepted on"), default=None)
    operating_from: date | None = column.day(Text("投入运营日期", "operating from"), default=None)
    closed_on: date | None = column.day(Text("停用日期", "closed on"), default=None)
    area: Decimal | None = column.decimal(Text("面积（平方米）", "area (m²)"), default=None)


@record("incubations", Text("孵化记录", "incubations"))
class Incubation(Record):
    """The incubation of one organization, from its entry (入壳、入驻) to its leaving (出壳、出园)."""

    id: str = column.identifier(Text("编号", "id"))
    base: str = column.reference(Text("孵化载体", "base"), to="incubation_bases")
    status: str = column.label(Text("孵化状态", "status"), codes="incubation-status", aliases=("状态",))
    organization: str | None = column.reference(
        Text("社会组织", "organization"),
        to="organizations",
        default=None,
        note=Text("入驻时可以尚未登记", "it may not be registered yet when it is taken in"),
    )
    team_name: str | None = column.name(Text("团队名称", "team name"), default=None)
    maturity: str | None = column.label(Text("发展阶段", "maturity"), codes="organization-maturity", default=None)
    admitted_on: date | None = column.day(Text("入驻日期", "admitted on"), default=None, aliases=("入壳日期", "入园日期"))
    extended_until: date | None = column.day(Text("延期至", "extended until"), default=None)
    left_on: date | None = column.day(Text("离园日期", "left on"), default=None, aliases=("出壳日期", "出园日期"))
    outcome: str | None = column.label(Text("孵化结果", "outcome"), codes="incubation-outcome", default=None)
    certificate_number: str | None = column.identifier(Text("出壳证书编号", "certificate number"), default=None)
    reason: str | None = column.text(Text("原因说明", "reason"), default=None)


@record("supports", Text("扶持", "acts of support"))
class Support(Record):
    """Support (扶持) given to an organization: funds, premises, procedures, start-up, employment, award."""

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("社会组织", "organization"), to="organizations", aliases=("名称", "受扶持单位"))
    kind: str = column.label(Text("扶持方式", "kind"), codes="support-kind")
    granted_on: date = column.day(Text("批准日期", "granted on"), aliases=("扶持日期", "日期"))
    amount: Decimal | None = column.money(Text("扶持金额", "amount"), default=None, aliases=("金额",))
    funding_source: str | None = column.label(Text("资金来源", "funding source"), codes="funding-source", default=None)
    document: str | None = column.text(Text("依据文件", "document"), default=None)
    details: str | None = column.text(Text("扶持内容", "details"), default=None)
