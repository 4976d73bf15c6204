"""Decoupling of industry associations from government (行业协会商会与行政机关脱钩).

Sources: 行业协会商会与行政机关脱钩总体方案 (中办发〔2015〕39号), 关于全面推开行业协会商会与行政机关脱钩改革的实施意见
(发改体改〔2019〕1063号).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, record
from minzheng_domain.text import Text


@record("decoupling_batches", Text("脱钩批次", "decoupling batches"))
class DecouplingBatch(Record):
    """A batch (批次) in which associations are decoupled: a pilot batch, or the full round of 2019."""

    id: str = column.identifier(Text("编号", "id"))
    name: str = column.name(Text("批次名称", "name"))
    phase: str = column.label(Text("改革阶段", "phase"), codes="decoupling-phase")
    started_on: date | None = column.day(Text("启动日期", "started on"), default=None)
    completed_on: date | None = column.day(Text("完成日期", "completed on"), default=None)
    document: str | None = column.text(Text("依据文件", "document"), default=None)


@record("decoupling_cases", Text("脱钩事项", "decoupling cases"))
class DecouplingCase(Record):
    """The decoupling (脱钩) of one association, with the days of its steps."""

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("行业协会商会", "association"), to="organizations", aliases=("社会组织", "名称"))
    stage: str = column.label(Text("脱钩进度", "stage"), codes="decoupling-stage")
    batch: str | None = column.reference(Text("批次", "batch"), to="decoupling_batches", default=None)
    authority: str | None = column.name(Text("脱钩行政机关", "authority"), default=None, aliases=("原业务主管单位",))
    is_hosted: bool | None = column.flag(Text("主办关系", "hosted"), default=None)
    is_supervised: bool | None = column.flag(Text("主管关系", "supervised"), default=None)
    is_liaised: bool | None = column.flag(Text("联系关系", "liaised with"), default=None)
    is_affiliated: bool | None = column.flag(Text("挂靠关系", "affiliated"), default=None)
    is_colocated: bool | None = column.flag(Text("是否合署办公", "co-located"), default=None)
    surveyed_on: date | None = column.day(Text("摸底排查日期", "surveyed on"), default=None)
    listed_on: date | None = column.day(Text("列入名单日期", "listed on"), default=None)
    planned_on: date | None = column.day(Text("制定方案日期", "planned on"), default=None)
    plan_approved_on: date | None = column.day(Text("方案核准日期", "plan approved on"), default=None)
    relation_ended_on: date | None = column.day(Text("取消关系日期", "relation ended on"), default=None)
    colocation_ended_on: date | None = column.day(Text("合署办公腾退日期", "co-location ended on"), default=None)
    evaluated_on: date | None = column.day(Text("评估日期", "evaluated on"), default=None)
    approved_on: date | None = column.day(Text("脱钩批复日期", "approved on"), default=None)
    certificate_replaced_on: date | None = column.day(Text("换证日期", "certificate replaced on"), default=None)
    charter_amended_on: date | None = column.day(Text("章程核准日期", "charter amended on"), default=None)
    completed_on: date | None = column.day(Text("脱钩完成日期", "completed on"), default=None)
    exited_on: date | None = column.day(Text("转出日期", "exited on"), default=None)
    exit: str | None = column.label(Text("转出方式", "exit"), codes="decoupling-exit", default=None)
    approval_number: str | None = column.identifier(Text("批复文号", "approval number"), default=None)


@record("decoupling_checks", Text("五分离五规范核查", "decoupling checks"))
class DecouplingCheck(Record):
    """The check of one of the nineteen sub-requirements under the five pairs (五分离、五规范)."""

    id: str = column.identifier(Text("编号", "id"))
    case: str = column.reference(Text("脱钩事项", "case"), to="decoupling_cases")
    requirement: str = column.label(Text("核查要求", "requirement"), codes="decoupling-requirement")
    state: str = column.label(Text("核查状态", "state"), codes="requirement-state")
    evidence: str | None = column.text(Text("佐证材料", "evidence"), default=None)
    approver: str | None = column.name(Text("核准单位", "approver"), default=None)
    approved_on: date | None = column.day(Text("核准日期", "approved on"), default=None)
    reason: str | None = column.text(Text("不适用原因", "reason"), default=None)


@record("asset_inventories", Text("资产清查", "asset inventories"))
class AssetInventory(Record):
    """The inventory of an association's assets (资产清查).

    The classes of assets are those of 脱钩后行业协会商会资产管理暂行办法, Art. 3.
    """

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("社会组织", "organization"), to="organizations", aliases=("名称",))
    purpose: str = column.label(Text("清查目的", "purpose"), codes="asset-inventory-purpose")
    case: str | None = column.reference(Text("脱钩事项", "case"), to="decoupling_cases", default=None)
    base_day: date | None = column.day(Text("清查基准日", "base day"), default=None)
    completed_on: date | None = column.day(Text("清查完成日期", "completed on"), default=None)
    state_assets: Decimal | None = column.money(Text("国有资产", "state assets"), default=None)
    treated_as_state_assets: Decimal | None = column.money(
        Text("暂按国有资产管理的资产", "assets treated as state assets"), default=None
    )
    other_assets: Decimal | None = column.money(Text("其他资产", "other assets"), default=None)
    auditor: str | None = column.name(Text("清查机构", "auditor"), default=None)
    confirmed_on: date | None = column.day(Text("财政确认日期", "confirmed on"), default=None)
    confirmation_number: str | None = column.identifier(Text("确认文号", "confirmation number"), default=None)
