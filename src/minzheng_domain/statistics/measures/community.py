"""Table community (社区社会组织): registered community organizations, by the district's own categories."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Change, Growth, Measure
from minzheng_domain.statistics.query import Count, Present, during_period, one_of, stands
from minzheng_domain.text import Text

_organization = columns(Organization)
_is_community = (one_of(_organization.community_tier, "REGISTERED"), Present(_organization.community_category))

REGISTERED = Measure(
    "community.registered",
    title=Text("累计登记社区社会组织", "registered community organizations"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_organization, where=(*_is_community, *stands(_organization.registered_on, _organization.removed_on))),
    by=_organization.community_category,
    additive=Additive.OVER_GROUPS,
    sentence=Text("全区登记在册的社区社会组织共{value}：{groups}", "registered community organizations: {value} ({groups})"),
    note=Text("只计登记的，备案团队和活动小组不计入", "registered ones only, without filed teams and groups"),
    since="0.1",
)

NEWLY_REGISTERED = Measure(
    "community.newly_registered",
    title=Text("新登记社区社会组织", "newly registered community organizations"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_organization, where=(*_is_community, *during_period(_organization.registered_on))),
    by=_organization.community_category,
    additive=Additive.OVER_ALL,
    sentence=Text("年内登记成立社区社会组织{value}：{groups}", "newly registered community organizations: {value} ({groups})"),
    since="0.1",
)

REMOVED = Measure(
    "community.removed",
    title=Text("退出登记的社区社会组织", "community organizations removed from the register"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_organization, where=(*_is_community, *during_period(_organization.removed_on))),
    by=_organization.community_category,
    additive=Additive.OVER_ALL,
    sentence=Text("年内退出登记的社区社会组织{value}", "community organizations removed from the register: {value}"),
    since="0.1",
)

REGISTERED_BY_TOWN = Measure(
    "community.registered_by_town",
    title=Text("各街镇登记社区社会组织", "registered community organizations by town"),
    unit=Unit.ORGANIZATIONS,
    query=REGISTERED.query,
    by=_organization.town,
    additive=Additive.OVER_GROUPS,
    since="0.1",
)

FILED = Measure(
    "community.filed",
    title=Text("备案的社区团队", "filed community teams"),
    unit=Unit.ORGANIZATIONS,
    query=Count(
        _organization,
        where=(
            one_of(_organization.community_tier, "FILED"),
            *stands(_organization.filed_on, _organization.removed_on),
        ),
    ),
    by=_organization.community_category,
    additive=Additive.OVER_GROUPS,
    sentence=Text("在街镇备案的社区团队{value}", "filed community teams: {value}"),
    since="0.1",
)

NEWLY_REGISTERED_CHANGE = Measure(
    "community.newly_registered_change",
    title=Text("新登记社区社会组织同比增减", "newly registered community organizations, change on the year before"),
    unit=Unit.ORGANIZATIONS,
    query=Change("community.newly_registered"),
    additive=Additive.NOTHING,
    since="0.1",
)

REGISTERED_GROWTH = Measure(
    "community.registered_growth",
    title=Text("登记社区社会组织同比增长率", "registered community organizations, growth on the year before"),
    unit=Unit.PERCENT,
    query=Growth("community.registered"),
    additive=Additive.NOTHING,
    precision="0.1",
    since="0.1",
)
