"""Family COM, what a community organization is, where it is, and how it stands (社区社会组织的范围、所属街镇和状态).

Sources: 民发〔2017〕191号 (started by residents, in communities); Shanghai's opinions, by which its four categories are of
social groups and service agencies.
"""

from __future__ import annotations

from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.community import UNREGISTERED
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, label
from minzheng_domain.text import Text

_OPINIONS = Citation("community-opinions")
_SHANGHAI = "community-category-shanghai"


@each(
    Organization,
    id="COM009",
    title=Text("社区社会组织又是行业协会商会", "community organization that is an industry association"),
    why=Text(
        "社区社会组织由社区居民发起、在社区活动；行业协会商会由经济组织组成，二者不会是同一家。",
        "Community organizations are of residents, industry associations of businesses; none is both.",
    ),
    remedy=Text("请核对管理层次、类别和“是否行业协会商会”。", "Check tier, category, and the mark as an association."),
    severity=Severity.WARNING,
    basis=[_OPINIONS],
    since="0.1",
)
def association_as_community_organization(organization: Organization, _look: Look) -> Verdict:
    """Look for industry associations that are of a tier of community organizations."""
    if organization.community_tier is None or organization.is_industry_association is None:
        return NOT_APPLICABLE
    if not organization.is_industry_association:
        return None
    wanted = Text("非行业协会商会", "no industry association")
    return Fault("is_industry_association", found=Text("行业协会商会", "an industry association"), expected=wanted)


@each(
    Organization,
    id="COM010",
    title=Text("社区社会组织没有所属街镇", "community organization without a town"),
    why=Text(
        "社区社会组织在街镇开展活动，分街镇的统计以所属街镇为准。",
        "Community organizations work in a town, and are counted by it.",
    ),
    remedy=Text("请填写所属街镇。", "Enter the town."),
    severity=Severity.NOTICE,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def community_organization_without_town(organization: Organization, _look: Look) -> Verdict:
    """Look for community organizations without a town; what has ended is no concern."""
    if organization.community_tier is None or organization.removed_on is not None:
        return NOT_APPLICABLE
    if organization.town is not None:
        return None
    return Fault("town", found=NOT_FILLED_IN, expected=Text("所属街镇", "the town"))


@each(
    Organization,
    id="COM012",
    title=Text("基金会列为社区社会组织", "foundation as a community organization"),
    why=Text(
        "上海的四类社区社会组织是社会团体和民办非企业单位；基金会由市级以上登记，不计入。",
        "Shanghai's four categories are of social groups and service agencies; foundations register with the city.",
    ),
    remedy=Text("请核对类型，或删去社区社会组织的层次和类别。", "Check the type, or remove tier and category."),
    severity=Severity.WARNING,
    scope=Scope.LEDGER,
    basis=[Citation("shanghai-community")],
    since="0.1",
)
def foundation_as_community_organization(organization: Organization, look: Look) -> Verdict:
    """Look for foundations with a tier, where the ledger uses Shanghai's four categories."""
    if organization.community_tier is None or look.ledger.header.schemes.get("community-category") != _SHANGHAI:
        return NOT_APPLICABLE
    if organization.type != "FOUNDATION":
        return None
    wanted = Text("社会团体或民办非企业单位", "a social group or a service agency")
    return Fault("type", found=Text("基金会", "a foundation"), expected=wanted)


@each(
    Organization,
    id="COM013",
    title=Text("类型与登记状态矛盾", "type and status contradict each other"),
    why=Text(
        "“备案”是未登记的社区团队的状态，“正常”是已登记的组织的状态。",
        "Filed is what a team can be, registered what a legal type can be.",
    ),
    remedy=Text("请按是否登记改正类型或登记状态。", "Correct the type or the status, by whether it is registered."),
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def type_at_odds_with_status(organization: Organization, _look: Look) -> Verdict:
    """Look for registered teams and filed legal types; where the tier is at odds too, COM006 tells it."""
    is_team, tier = organization.type == "COMMUNITY_TEAM", organization.community_tier
    if organization.status not in {"REGISTERED", "FILED"} or (tier and is_team is not (tier in UNREGISTERED)):
        return NOT_APPLICABLE
    if is_team is (organization.status == "FILED"):
        return None
    found = Text("{type}填为{status}", "'{type}' as '{status}'").format(
        type=label("organization-type", organization.type),
        status=Text("正常", "registered") if is_team else Text("备案", "filed"),
    )
    return Fault("status", found=found, expected=Text("备案", "filed") if is_team else Text("登记的状态", "registered"))
