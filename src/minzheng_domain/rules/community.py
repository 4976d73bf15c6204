"""Family COM: community organizations, their tiers and categories (社区社会组织的管理层次和类别).

Sources: 培育发展社区社会组织专项行动方案（2021—2023年） (tiers: registered, or managed by town and committee); 民发〔2017〕191号
and Shanghai's scheme (what they do). How large one has to be to register is set by each district: parameters without
a default. That newly registered ones cannot be more than stand on the register or have left it is no rule: it can
only fail where the days of one organization contradict each other, which the registration rules tell.
"""

from __future__ import annotations

from datetime import date

from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit, plain
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Parameter, ParameterKind, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, counted, in_yuan, label
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_PROGRAMME = Citation("community-programme")
UNREGISTERED = frozenset({"FILED", "GROUP"})
"""The tiers of what is no legal person: filed teams and activity groups."""
ON_REGISTER = frozenset({"REGISTERED", "SUSPENDED", "DEREGISTERING"})
"""The states in which an organization stands on the register."""
USCC_SINCE = date(2018, 1, 1)
"""From this day on certificates without a USCC were invalid; what left the register before may have none."""
CATEGORY_DAYS = Parameter(
    "community_category_days",
    ParameterKind.NUMBER,
    Text("社区社会组织登记或备案后归类的期限（天）", "days after registration or filing by which a category is given"),
)
MINIMUM_FUNDS = Parameter(
    "community_minimum_funds",
    ParameterKind.DECIMAL,
    Text("社区社会组织的最低资金（元）", "minimum funds of a community organization (yuan)"),
)
MINIMUM_MEMBERS = Parameter(
    "community_minimum_members",
    ParameterKind.NUMBER,
    Text("社区社会团体的最低会员数", "minimum members of a community social group"),
)


@each(
    Organization,
    id="COM001",
    title=Text("备案团队或活动小组有统一社会信用代码", "team or group with a USCC"),
    why=Text(
        "备案团队和活动小组没有登记，不是法人，没有统一社会信用代码；有代码的应计入登记的社会组织。",
        "Teams and groups are not registered and have no code; what has one counts among the registered.",
    ),
    remedy=Text("已登记的请改正类型和管理层次；未登记的请删去代码。", "Correct type and tier, or remove the code."),
    severity=Severity.ERROR,
    basis=[_PROGRAMME, _SCHEMA],
    since="0.1",
)
def team_with_uscc(organization: Organization, _look: Look) -> Verdict:
    """Look for teams and groups that bear the code of a legal person; a tier at odds with the type is COM006's."""
    if organization.type != "COMMUNITY_TEAM" or organization.community_tier == "REGISTERED":
        return NOT_APPLICABLE
    code = (organization.uscc or "").strip()
    return Fault("uscc", found=code, expected=Text("空", "empty")) if code else None


@each(
    Organization,
    id="COM002",
    title=Text("注册社会组织没有统一社会信用代码或成立登记日期", "registered tier without USCC or day of registration"),
    why=Text(
        "注册社会组织由区民政局登记，有统一社会信用代码，并按成立登记日期统计。",
        "A registered community organization has a code, and is counted by the day of its registration.",
    ),
    remedy=Text("请按登记证书补填；没有登记的请改正管理层次。", "Enter both from the certificate, or correct the tier."),
    severity=Severity.WARNING,
    basis=[_PROGRAMME, _SCHEMA],
    since="0.1",
)
def registered_tier_without_registration(organization: Organization, _look: Look) -> Verdict:
    """Look for the registered tier without day or code among what is not on the register, or not any more.

    What left before codes were due needs none; what is on the register REG001 and USC011 look at.
    """
    if organization.community_tier != "REGISTERED" or organization.type == "COMMUNITY_TEAM":
        return NOT_APPLICABLE
    if organization.status in ON_REGISTER:
        return NOT_APPLICABLE
    if organization.registered_on is None:
        return Fault("registered_on", found=NOT_FILLED_IN, expected=Text("成立登记日期", "the day of registration"))
    if organization.removed_on is None or organization.removed_on < USCC_SINCE or (organization.uscc or "").strip():
        return None
    return Fault("uscc", found=NOT_FILLED_IN, expected=Text("统一社会信用代码", "its USCC"))


@each(
    Organization,
    id="COM003",
    title=Text("社区社会组织没有归类", "community organization without a category"),
    why=Text(
        "没有类别的不计入社区社会组织各类合计；新登记、备案的可以在本区规定的期限内归类。",
        "Without a category it is left out of the figures; the district sets by when a new one is given its own.",
    ),
    remedy=Text("请按本区采用的方案填写类别；不属社区社会组织的请删去管理层次。", "Enter its category, or remove the tier."),
    severity=Severity.WARNING,
    basis=[_SCHEMA],
    parameters=[CATEGORY_DAYS],
    needs_day=True,
    since="0.1",
)
def community_organization_without_category(organization: Organization, look: Look) -> Verdict:
    """Look for community organizations that have had no category for longer than the district gives."""
    since = organization.filed_on if organization.community_tier in UNREGISTERED else organization.registered_on
    if organization.community_tier is None or organization.removed_on is not None or since is None:
        return NOT_APPLICABLE
    if organization.community_category is not None:
        return None
    days, limit = (look.day - since).days, look.parameter(CATEGORY_DAYS)
    if days <= limit:
        return None
    wanted = Text("{limit}内归类", "a category within {limit}").format(limit=counted(limit, Unit.DAYS))
    found = Text("{days}未归类", "{days} without a category").format(days=counted(days, Unit.DAYS))
    off = counted(days - limit, Unit.DAYS)
    return Fault("community_category", found=found, expected=wanted, difference=off)


@each(
    Organization,
    id="COM004",
    title=Text("社区团队没有管理层次", "community team without a tier"),
    why=Text(
        "未登记的社区团队或在街镇备案，或为活动小组，不填层次就不知道计入哪一类。",
        "What is not registered is a filed team or an activity group; without the tier it is counted as neither.",
    ),
    remedy=Text("请填写管理层次。", "Enter the tier."),
    severity=Severity.WARNING,
    basis=[_PROGRAMME],
    since="0.1",
)
def team_without_tier(organization: Organization, _look: Look) -> Verdict:
    """Look for community teams that are of no tier."""
    if organization.type != "COMMUNITY_TEAM":
        return NOT_APPLICABLE
    if organization.community_tier is not None:
        return None
    wanted = Text("备案群众活动团队或社区活动小组", "filed team or activity group")
    return Fault("community_tier", found=NOT_FILLED_IN, expected=wanted)


@each(
    Organization,
    id="COM005",
    title=Text("备案团队没有备案日期", "filed team without the day of filing"),
    why=Text(
        "备案的社区团队按备案日期统计，没有日期的不计入。", "Filed teams are counted by the day of filing; without one they are left out."
    ),
    remedy=Text("请向街镇核实并补填备案日期。", "Ask the town, and enter the day."),
    severity=Severity.WARNING,
    basis=[_SCHEMA],
    since="0.1",
)
def filed_team_without_day(organization: Organization, _look: Look) -> Verdict:
    """Look for filed teams without the day of filing."""
    if organization.community_tier != "FILED":
        return NOT_APPLICABLE
    if organization.filed_on is not None:
        return None
    return Fault("filed_on", found=NOT_FILLED_IN, expected=Text("备案日期", "the day of filing"))


@each(
    Organization,
    id="COM006",
    title=Text("类型与管理层次矛盾", "type and tier contradict each other"),
    why=Text(
        "社区团队没有登记，社会团体、民非、基金会都经登记；类型与层次矛盾的会被重复统计或漏计。",
        "Teams are not registered and legal types are; where type and tier disagree, one figure is wrong.",
    ),
    remedy=Text("请按是否登记改正类型或管理层次。", "Correct the type or the tier, by whether it is registered."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def type_at_odds_with_tier(organization: Organization, _look: Look) -> Verdict:
    """Look for teams of the registered tier, and for legal types of another."""
    tier = organization.community_tier
    if tier is None:
        return NOT_APPLICABLE
    is_team = organization.type == "COMMUNITY_TEAM"
    if is_team is (tier in UNREGISTERED):
        return None
    wanted = (
        Text("备案群众活动团队或社区活动小组", "filed team or activity group")
        if is_team
        else Text("注册社会组织", "registered organization")
    )
    found = Text("{type}填为{tier}", "'{type}' as '{tier}'").format(
        type=label("organization-type", organization.type), tier=label("community-tier", tier)
    )
    return Fault("community_tier", found=found, expected=wanted)


@each(
    Organization,
    id="COM007",
    title=Text("社区社会组织的资金低于本区标准", "funds below the district's minimum"),
    why=Text(
        "各区可以降低社区社会组织的资金门槛，登记的应达到本区的标准。",
        "Districts may lower the threshold for community organizations; those registered meet it.",
    ),
    remedy=Text("请核对注册资金（单位为元）。", "Check the registered funds, which are in yuan."),
    severity=Severity.WARNING,
    basis=[_PROGRAMME],
    parameters=[MINIMUM_FUNDS],
    since="0.1",
)
def community_funds_too_low(organization: Organization, look: Look) -> Verdict:
    """Look for registered community organizations with less funds than the district demands."""
    funds = organization.registered_funds
    if organization.community_tier != "REGISTERED" or funds is None or organization.removed_on is not None:
        return NOT_APPLICABLE
    minimum = look.parameter(MINIMUM_FUNDS)
    if funds >= minimum:
        return None
    return Fault(
        "registered_funds",
        found=in_yuan(funds),
        expected=Text(f"不少于{plain(minimum)}元", f"{plain(minimum)} yuan or more"),
        difference=in_yuan(minimum - funds),
    )


@each(
    Organization,
    id="COM008",
    title=Text("社区社会团体的会员少于本区标准", "members below the district's minimum"),
    why=Text(
        "各区可以放宽社区社会组织的登记条件，登记的社会团体应达到本区的会员标准。",
        "Districts may ease the conditions for community organizations; social groups registered meet them.",
    ),
    remedy=Text("请核对个人会员数和单位会员数。", "Check the numbers of individual and unit members."),
    severity=Severity.WARNING,
    basis=[_PROGRAMME],
    parameters=[MINIMUM_MEMBERS],
    since="0.1",
)
def community_members_too_few(organization: Organization, look: Look) -> Verdict:
    """Look for community social groups with fewer members, of both kinds together, than the district demands."""
    given = [number for number in (organization.individual_members, organization.unit_members) if number is not None]
    if organization.community_tier != "REGISTERED" or organization.type != "SOCIAL_GROUP":
        return NOT_APPLICABLE
    if not given or organization.removed_on is not None:
        return NOT_APPLICABLE
    members, minimum = sum(given), look.parameter(MINIMUM_MEMBERS)
    if members >= minimum:
        return None
    return Fault(
        "unit_members" if organization.individual_members is None else "individual_members",
        found=counted(members, Unit.MEMBERS),
        expected=Text(f"不少于{minimum}个", f"{minimum} or more"),
        difference=counted(minimum - members, Unit.MEMBERS),
    )
