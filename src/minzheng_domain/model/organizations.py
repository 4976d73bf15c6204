"""Organizations (社会组织) and the dated changes of their registration.

Sources: 社会团体登记管理条例, 民办非企业单位登记管理暂行条例, 基金会管理条例 (registered items); GB 32100-2015 (USCC).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Record, Sensitivity, record
from minzheng_domain.text import Text


@record("organizations", Text("社会组织", "organizations"))
class Organization(Record):
    """A social organization (社会组织), registered or, as a community team, filed with a town."""

    id: str = column.identifier(Text("编号", "id"))
    name: str = column.name(Text("名称", "name"), aliases=("单位名称", "社会组织名称", "组织名称", "机构名称"))
    type: str = column.label(Text("类型", "type"), codes="organization-type", aliases=("社会组织类型", "组织类型", "机构类型"))
    status: str = column.label(
        Text("登记状态", "status"), codes="organization-status", aliases=("状态", "存续状态", "登记管理状态")
    )
    uscc: str | None = column.identifier(
        Text("统一社会信用代码", "USCC"),
        default=None,
        aliases=("信用代码", "社会信用代码", "代码", "统一代码"),
        note=Text("18 位；备案团队和活动小组没有", "18 characters; filed teams and activity groups have none"),
    )
    registering_division: str | None = column.identifier(
        Text("登记机关行政区划代码", "registering division"), default=None, aliases=("行政区划", "登记机关代码")
    )
    town: str | None = column.reference(
        Text("所属街镇", "town"), to="reporting_units", default=None, aliases=("街镇", "街道", "所在街镇", "街道（镇）")
    )
    registered_on: date | None = column.day(
        Text("成立登记日期", "registered on"), default=None, aliases=("成立日期", "登记日期", "成立登记时间", "成立时间")
    )
    filed_on: date | None = column.day(Text("备案日期", "filed on"), default=None)
    removed_on: date | None = column.day(
        Text("退出登记日期", "removed on"),
        default=None,
        aliases=("注销日期", "撤销日期", "注销时间"),
        note=Text(
            "注销、撤销登记或吊销登记证书的日期", "the day of deregistration, revocation or cancelling of the certificate"
        ),
    )
    management: str | None = column.label(
        Text("管理方式", "management"), codes="management", default=None, aliases=("登记管理方式", "登记方式")
    )
    supervising_body: str | None = column.name(
        Text("业务主管单位", "supervising body"), default=None, aliases=("主管单位", "业务主管部门")
    )
    sector_department: str | None = column.name(Text("行业管理部门", "sector department"), default=None)
    registered_funds: Decimal | None = column.money(
        Text("注册资金", "registered funds"),
        default=None,
        aliases=("开办资金", "活动资金", "原始基金", "注册资金（万元）", "开办资金（万元）"),
        note=Text("社会团体为活动资金，民非为开办资金，基金会为原始基金", "initial or operating funds, by legal type"),
    )
    non_state_share: Decimal | None = column.decimal(
        Text("非国有资产比例（%）", "non-state share (%)"), default=None, aliases=("非国有资产份额",)
    )
    individual_members: int | None = column.number(Text("个人会员数", "individual members"), default=None)
    unit_members: int | None = column.number(Text("单位会员数", "unit members"), default=None)
    council_members: int | None = column.number(Text("理事数", "council members"), default=None)
    staff: int | None = column.number(Text("从业人员数", "staff"), default=None, aliases=("职工人数", "从业人数"))
    legal_representative: str | None = column.name(
        Text("法定代表人", "legal representative"),
        default=None,
        sensitivity=Sensitivity.PERSONAL,
        aliases=("法人代表", "法人", "负责人"),
    )
    domicile: str | None = column.text(Text("住所", "domicile"), default=None, aliases=("地址", "注册地址", "办公住所"))
    business_scope: str | None = column.text(Text("业务范围", "business scope"), default=None)
    activity_class: str | None = column.label(
        Text("活动领域", "activity class"), codes="activity-class", default=None, aliases=("所属行业", "行业分类")
    )
    service_sector: str | None = column.label(
        Text("行（事）业", "service sector"),
        codes="service-sector",
        default=None,
        note=Text("民办非企业单位填写", "for service agencies"),
    )
    is_industry_association: bool | None = column.flag(
        Text("是否行业协会商会", "is an industry association"), default=None, aliases=("行业协会商会",)
    )
    is_charity: bool | None = column.flag(Text("是否慈善组织", "is a charity"), default=None, aliases=("慈善组织",))
    has_party_organization: bool | None = column.flag(Text("是否建立党组织", "has a party organization"), default=None)
    community_category: str | None = column.label(
        Text("社区社会组织类别", "community category"),
        codes="community-category",
        default=None,
        aliases=("类别", "四类社区社会组织", "社区类别"),
        note=Text("按本区采用的分类方案", "by the scheme that the district has chosen"),
    )
    community_tier: str | None = column.label(
        Text("社区社会组织管理层次", "community tier"), codes="community-tier", default=None, aliases=("管理层次",)
    )
    certificate_valid_until: date | None = column.day(
        Text("证书有效期至", "certificate valid until"), default=None, aliases=("有效期至", "证书有效期")
    )


@record("registration_changes", Text("登记变更", "registration changes"))
class RegistrationChange(Record):
    """A change of a registered item (变更登记、章程核准、状态变化), with its day."""

    id: str = column.identifier(Text("编号", "id"))
    organization: str = column.reference(Text("社会组织", "organization"), to="organizations", aliases=("名称", "单位名称"))
    item: str = column.label(Text("变更事项", "item"), codes="registration-item")
    on: date = column.day(Text("核准日期", "approval date"), aliases=("变更日期", "变更时间"))
    before: str | None = column.text(
        Text("变更前", "before"), default=None, note=Text("状态变化填状态代码", "for a status, its code")
    )
    after: str | None = column.text(
        Text("变更后", "after"), default=None, note=Text("状态变化填状态代码", "for a status, its code")
    )
    consented_on: date | None = column.day(Text("业务主管单位同意日期", "consented on"), default=None)
    approval_number: str | None = column.identifier(Text("批准文号", "approval number"), default=None)
