"""Posts that serving and retired officials hold in organizations (领导干部兼职).

Sources: 关于规范退（离）休领导干部在社会团体兼职问题的通知 (中组发〔2014〕11号); 行业协会商会与行政机关脱钩总体方案.
"""

from __future__ import annotations

from datetime import date

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, Sensitivity, record
from minzheng_domain.text import Text


@record("official_posts", Text("领导干部兼职", "officials' posts"))
class OfficialPost(Record):
    """A post (兼职) that a serving or retired official holds, or held, in an organization."""

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("社会组织", "organization"), to="organizations", aliases=("名称", "社团名称"))
    person: str = column.identifier(
        Text("人员编号", "person"),
        sensitivity=Sensitivity.PERSONAL,
        note=Text("本局自编，不得填身份证号", "the bureau's own number; never an identity number"),
    )
    person_name: str | None = column.name(
        Text("姓名", "person's name"), default=None, sensitivity=Sensitivity.PERSONAL, aliases=("干部姓名",)
    )
    standing: str = column.label(Text("干部身份", "standing"), codes="official-standing")
    rank: str | None = column.label(Text("职级", "rank"), codes="official-rank", default=None)
    born_on: date | None = column.day(Text("出生日期", "born on"), default=None, sensitivity=Sensitivity.PERSONAL)
    retired_on: date | None = column.day(Text("退休日期", "retired on"), default=None, sensitivity=Sensitivity.PERSONAL)
    post: str = column.label(Text("兼任职务", "post"), codes="official-post")
    is_legal_representative: bool | None = column.flag(Text("是否法定代表人", "is the legal representative"), default=None)
    started_on: date | None = column.day(Text("任职日期", "started on"), default=None)
    ended_on: date | None = column.day(Text("离任日期", "ended on"), default=None)
    term: int | None = column.number(Text("任期届次", "term"), default=None)
    permission: str | None = column.label(Text("审批或备案", "permission"), codes="official-permission", default=None)
    permitted_on: date | None = column.day(Text("审批或备案日期", "permitted on"), default=None)
    is_paid: bool | None = column.flag(Text("是否取酬", "is paid"), default=None)
    reported_on: date | None = column.day(Text("年末书面报告日期", "reported on"), default=None)
    clearance_ground: str | None = column.label(
        Text("清理事由", "clearance ground"), codes="clearance-ground", default=None
    )
    clearance: str | None = column.label(Text("清理方式", "clearance"), codes="clearance", default=None)
    cleared_on: date | None = column.day(Text("清理日期", "cleared on"), default=None)
