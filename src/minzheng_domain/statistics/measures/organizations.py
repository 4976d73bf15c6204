"""Table organizations (社会组织): the register as a whole."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Change, Measure
from minzheng_domain.statistics.query import Count, during_period, stands, yes
from minzheng_domain.text import Text

_organization = columns(Organization)
_change = columns(RegistrationChange)
_on_register = stands(_organization.registered_on, _organization.removed_on)

REGISTERED = Measure(
    "organizations.registered",
    title=Text("登记在册的社会组织", "organizations on the register"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_organization, where=_on_register),
    by=_organization.type,
    additive=Additive.OVER_GROUPS,
    sentence=Text("登记在册的社会组织{value}：{groups}", "organizations on the register: {value} ({groups})"),
    since="0.1",
)

REGISTERED_BY_CLASS = Measure(
    "organizations.registered_by_class",
    title=Text("各领域登记在册的社会组织", "organizations on the register by class of activity"),
    unit=Unit.ORGANIZATIONS,
    query=REGISTERED.query,
    by=_organization.activity_class,
    additive=Additive.OVER_GROUPS,
    since="0.1",
)

REGISTERED_BY_MANAGEMENT = Measure(
    "organizations.registered_by_management",
    title=Text("各管理方式登记在册的社会组织", "organizations on the register by form of management"),
    unit=Unit.ORGANIZATIONS,
    query=REGISTERED.query,
    by=_organization.management,
    additive=Additive.OVER_GROUPS,
    since="0.1",
)

NEWLY_REGISTERED = Measure(
    "organizations.newly_registered",
    title=Text("新登记社会组织", "newly registered organizations"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_organization, where=during_period(_organization.registered_on)),
    by=_organization.type,
    additive=Additive.OVER_ALL,
    sentence=Text("年内新登记社会组织{value}", "newly registered organizations: {value}"),
    since="0.1",
)

REMOVED = Measure(
    "organizations.removed",
    title=Text("退出登记的社会组织", "organizations removed from the register"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_organization, where=during_period(_organization.removed_on)),
    by=_organization.status,
    additive=Additive.OVER_ALL,
    sentence=Text("年内退出登记的社会组织{value}：{groups}", "organizations removed from the register: {value} ({groups})"),
    since="0.1",
)

REGISTERED_CHANGE = Measure(
    "organizations.registered_change",
    title=Text("登记在册社会组织同比增减", "organizations on the register, change on the year before"),
    unit=Unit.ORGANIZATIONS,
    query=Change("organizations.registered"),
    additive=Additive.NOTHING,
    since="0.1",
)

ASSOCIATIONS = Measure(
    "organizations.associations",
    title=Text("登记在册的行业协会商会", "industry associations on the register"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_organization, where=(yes(_organization.is_industry_association), *_on_register)),
    additive=Additive.OVER_GROUPS,
    since="0.1",
)

CHANGES = Measure(
    "organizations.changes",
    title=Text("办理变更登记", "changes of registration"),
    unit=Unit.CASES,
    query=Count(_change, where=during_period(_change.on)),
    by=_change.item,
    additive=Additive.OVER_ALL,
    sentence=Text("办理社会组织变更登记{value}", "changes of registration: {value}"),
    since="0.1",
)
