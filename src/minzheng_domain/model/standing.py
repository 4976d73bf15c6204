"""Standing of organizations (规范化情况): annual inspections, gradings and credit listings.

Sources: 民办非企业单位年度检查办法 (民政部令第27号), 基金会年度检查办法 (令第30号), 社会团体年度检查办法 (in force
2026-01-01); 社会组织评估管理办法 (令第39号); 社会组织信用信息管理办法 (令第60号).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, record
from minzheng_domain.text import Text


@record("annual_inspections", Text("年度检查", "annual inspections"))
class AnnualInspection(Record):
    """The annual inspection (年检) of one organization for one year."""

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("社会组织", "organization"), to="organizations", aliases=("名称", "单位名称"))
    year: int = column.number(Text("检查年度", "year"), aliases=("年度", "年检年度"))
    conclusion: str | None = column.label(
        Text("年检结论", "conclusion"), codes="inspection-conclusion", default=None, aliases=("结论", "年检结果")
    )
    submitted_on: date | None = column.day(Text("报送日期", "submitted on"), default=None)
    reviewed_on: date | None = column.day(Text("业务主管单位初审日期", "reviewed on"), default=None)
    concluded_on: date | None = column.day(Text("结论日期", "concluded on"), default=None)
    grounds: str | None = column.text(Text("结论依据", "grounds"), default=None)
    rectified_on: date | None = column.day(Text("整改完成日期", "rectified on"), default=None)


@record("gradings", Text("等级评估", "gradings"))
class Grading(Record):
    """A grade (评估等级) awarded to an organization; valid for five years (令第39号, Art. 28)."""

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("社会组织", "organization"), to="organizations", aliases=("名称", "单位名称"))
    grade: str = column.label(Text("评估等级", "grade"), codes="grade", aliases=("等级",))
    awarded_on: date = column.day(Text("授予日期", "awarded on"), aliases=("评定日期", "评估时间"))
    expires_on: date | None = column.day(Text("有效期届满日", "expires on"), default=None, aliases=("有效期至",))
    score: Decimal | None = column.decimal(Text("评估得分", "score"), default=None)
    evaluator: str | None = column.name(Text("评估机构", "evaluator"), default=None)
    certificate_number: str | None = column.identifier(Text("证书编号", "certificate number"), default=None)
    ended_on: date | None = column.day(Text("提前终止日期", "ended on"), default=None)
    ending: str | None = column.label(Text("终止方式", "ending"), codes="grading-ending", default=None)


@record("credit_listings", Text("信用名录", "credit listings"))
class CreditListing(Record):
    """An entry on the list of abnormal activity (活动异常名录) or of serious dishonesty (严重违法失信名单)."""

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("社会组织", "organization"), to="organizations", aliases=("名称", "单位名称"))
    list: str = column.label(Text("名录", "list"), codes="credit-list")
    ground: str | None = column.label(Text("列入事由", "ground"), codes="credit-ground", default=None)
    listed_on: date = column.day(Text("列入日期", "listed on"))
    removed_on: date | None = column.day(Text("移出日期", "removed on"), default=None)
    decision_number: str | None = column.identifier(Text("决定文号", "decision number"), default=None)
    removal_reason: str | None = column.text(Text("移出原因", "removal reason"), default=None)
