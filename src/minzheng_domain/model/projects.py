"""Public-welfare projects (公益项目), their payments and their oversight."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, record
from minzheng_domain.text import Text


@record("projects", Text("公益项目", "public-welfare projects"))
class Project(Record):
    """A public-welfare project (公益项目、社区公益服务项目) that an organization contracts for."""

    id: str = column.identifier(Text("编号", "id"), aliases=("项目编号",))
    title: str = column.name(Text("项目名称", "title"), aliases=("名称",))
    level: str = column.label(Text("项目级别", "level"), codes="level", aliases=("级别", "层级"))
    status: str = column.label(Text("项目状态", "status"), codes="project-status", aliases=("状态", "进度"))
    year: int | None = column.number(Text("项目年度", "year"), default=None, aliases=("年度",))
    kind: str | None = column.label(Text("项目类型", "kind"), codes="project-kind", default=None)
    field: str | None = column.label(Text("服务领域", "field"), codes="project-field", default=None, aliases=("受益领域",))
    funding_source: str | None = column.label(
        Text("资金来源", "funding source"), codes="funding-source", default=None, aliases=("经费来源",)
    )
    contractor: str | None = column.reference(
        Text("承接单位", "contractor"), to="organizations", default=None, aliases=("承接机构", "承接社会组织")
    )
    partner: str | None = column.name(Text("合作单位", "partner"), default=None)
    demand_unit: str | None = column.name(Text("需求单位", "demand unit"), default=None, aliases=("购买方", "委托单位"))
    town: str | None = column.reference(Text("实施街镇", "town"), to="reporting_units", default=None)
    contract_number: str | None = column.identifier(Text("合同编号", "contract number"), default=None)
    contracted_on: date | None = column.day(Text("签约日期", "contracted on"), default=None, aliases=("合同日期", "签订日期"))
    budget: Decimal | None = column.money(Text("预算金额", "budget"), default=None, aliases=("预算",))
    amount: Decimal | None = column.money(
        Text("合同金额", "contract amount"), default=None, aliases=("项目资金", "项目金额", "总资金", "资金（万元）")
    )
    starts_on: date | None = column.day(Text("开始日期", "starts on"), default=None)
    ends_on: date | None = column.day(Text("结束日期", "ends on"), default=None)
    closed_on: date | None = column.day(Text("结项日期", "closed on"), default=None)
    terminated_on: date | None = column.day(Text("终止日期", "terminated on"), default=None)
    beneficiaries: int | None = column.number(Text("服务人数", "beneficiaries"), default=None)
    services: int | None = column.number(Text("服务人次", "services given"), default=None)
    satisfaction: Decimal | None = column.decimal(Text("满意度（%）", "satisfaction (%)"), default=None)
    has_lottery_mark: bool | None = column.flag(Text("是否标注福彩标识", "carries the lottery-fund mark"), default=None)


@record("payments", Text("项目拨款", "payments"))
class Payment(Record):
    """A tranche (拨款) of a project's money, with the gate that has to be passed before it is paid."""

    id: str = column.identifier(Text("编号", "id"))
    project: str = column.reference(Text("项目", "project"), to="projects", aliases=("项目编号", "项目名称"))
    tranche: int = column.number(Text("期次", "tranche"))
    stage: str | None = column.label(Text("款项", "stage"), codes="payment-stage", default=None)
    ratio: Decimal | None = column.decimal(Text("拨付比例（%）", "ratio (%)"), default=None)
    amount: Decimal = column.money(Text("拨付金额", "amount"), aliases=("金额",))
    gate: str | None = column.label(Text("拨付条件", "gate"), codes="payment-gate", default=None)
    gate_passed_on: date | None = column.day(Text("条件达成日期", "gate passed on"), default=None)
    paid_on: date | None = column.day(Text("拨付日期", "paid on"), default=None, aliases=("付款日期",))
    voucher: str | None = column.identifier(Text("凭证号", "voucher"), default=None)


@record("project_reviews", Text("项目监管", "project reviews"))
class ProjectReview(Record):
    """A review of a project: inspection (督导检查), performance evaluation (绩效评价) or audit (第三方审计)."""

    id: str = column.identifier(Text("编号", "id"))
    project: str = column.reference(Text("项目", "project"), to="projects", aliases=("项目编号", "项目名称"))
    kind: str = column.label(Text("监管方式", "kind"), codes="project-review-kind")
    on: date = column.day(Text("日期", "date"))
    phase: str | None = column.label(Text("阶段", "phase"), codes="project-phase", default=None)
    reviewer: str | None = column.name(Text("实施机构", "reviewer"), default=None, aliases=("评价机构", "审计机构"))
    result: str | None = column.label(Text("结果", "result"), codes="review-result", default=None)
    score: Decimal | None = column.decimal(Text("得分", "score"), default=None)
    opinion: str | None = column.text(Text("意见", "opinion"), default=None)
    rectified_on: date | None = column.day(Text("整改完成日期", "rectified on"), default=None)
