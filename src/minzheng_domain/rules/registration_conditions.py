"""Family REG, continued: the conditions (条件) of registration: members, funds, shares, councils, registries.

They are looked at for what stands on the register. Districts may set lower thresholds for members and funds of
community organizations (社区社会组织), so those with a community category are left alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from minzheng_domain.codes import divisions
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import EXACT_CONTEXT, Unit, plain
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Severity, Verdict, each
from minzheng_domain.rules.identifiers import formed
from minzheng_domain.rules.identifiers_divisions import of_county_level
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.registration import on_register
from minzheng_domain.rules.wording import counted, in_yuan
from minzheng_domain.text import Text

_SOCIAL_GROUPS = Citation("social-group-regulation", "第十条")

LEAST_INDIVIDUALS: Final = 50
"""The fewest individual members, and the fewest members of both kinds together."""
LEAST_UNITS: Final = 30
"""The fewest unit members."""
LEAST_FUNDS: Final = Decimal(30000)
"""The least working funds of a local social group, in 元."""
LEAST_FUNDS_NATIONAL: Final = Decimal(100000)
"""The least working funds of a national one, in 元."""
LEAST_FOUNDATION_FUNDS: Final = Decimal(2000000)
"""The least original fund of a foundation that does not raise money from the public, in 元; others need more."""
FEWEST_COUNCILLORS, MOST_COUNCILLORS = 5, 25
"""The bounds of a foundation's council."""
_WHOLE = Decimal(100)


def _ordinary_group(organization: Organization) -> bool:
    return (
        organization.type == "SOCIAL_GROUP" and on_register(organization) and organization.community_category is None
    )


def _individuals(number: int) -> Text:
    return Text("个人会员{members}", "individuals: {members}").format(members=counted(number, Unit.MEMBERS))


def _units(number: int) -> Text:
    return Text("单位会员{members}", "units: {members}").format(members=counted(number, Unit.MEMBERS))


def _enough_members(individuals: int, units: int) -> bool:
    return individuals >= LEAST_INDIVIDUALS or units >= LEAST_UNITS or individuals + units >= LEAST_INDIVIDUALS


_ENOUGH_MEMBERS = Text(
    "个人会员50个以上，或单位会员30个以上，或两者合计50个以上",
    "at least 50 individual members, or 30 units, or 50 of both together",
)


@each(
    Organization,
    id="REG005",
    title=Text("社会团体会员数不足", "too few members of a social group"),
    why=Text(
        "成立社会团体应有50个以上的个人会员或30个以上的单位会员；个人、单位会员混合组成的，总数不得少于50个。",
        "A social group needs 50 individual members, or 30 units, or 50 of both together.",
    ),
    remedy=Text("请核对会员数；确实不足的，请督促其发展会员。", "Check the numbers; if they are right, have it find members."),
    severity=Severity.ERROR,
    basis=[_SOCIAL_GROUPS],
    since="0.1",
)
def too_few_members(organization: Organization, _look: Look) -> Verdict:
    """Hold both numbers of members against the fewest; where one is not stated, only enough of the other counts."""
    individuals, units = organization.individual_members, organization.unit_members
    if not _ordinary_group(organization) or (individuals is None and units is None):
        return NOT_APPLICABLE
    if _enough_members(individuals or 0, units or 0):
        return None
    if individuals is None or units is None:
        return NOT_APPLICABLE
    return Fault(
        "unit_members" if units > individuals else "individual_members",
        found=Text("{individuals}、{units}", "{individuals}, {units}").format(
            individuals=_individuals(individuals), units=_units(units)
        ),
        expected=_ENOUGH_MEMBERS,
        difference=counted(min(LEAST_INDIVIDUALS - individuals - units, LEAST_UNITS - units), Unit.MEMBERS),
    )


@each(
    Organization,
    id="REG025",
    title=Text("只填了一种会员数，且不足法定数", "one number of members only, and not enough"),
    why=Text(
        "只填一种会员数而不到法定数，看不出是会员不足还是另一种没有填。",
        "Where one number is given, and too small, nobody can tell whether the other is missing or there are none.",
    ),
    remedy=Text("请补填另一种会员数，没有的填0。", "Enter the other number, 0 if there are none."),
    severity=Severity.NOTICE,
    basis=[_SOCIAL_GROUPS],
    since="0.1",
)
def members_half_stated(organization: Organization, _look: Look) -> Verdict:
    """Ask for the other number of members where the one that is given does not suffice."""
    individuals, units = organization.individual_members, organization.unit_members
    if not _ordinary_group(organization) or (individuals is None) is (units is None):
        return NOT_APPLICABLE
    if _enough_members(individuals or 0, units or 0):
        return None
    return Fault(
        "unit_members" if units is None else "individual_members",
        found=_individuals(individuals or 0) if units is None else _units(units),
        expected=_ENOUGH_MEMBERS,
    )


@each(
    Organization,
    id="REG006",
    title=Text("社会团体活动资金不足", "too little working funds of a social group"),
    why=Text(
        "地方性的社会团体应有3万元以上活动资金，全国性的10万元以上。",
        "A local social group needs working funds of at least 30,000 yuan, a national one of 100,000.",
    ),
    remedy=Text("请核对金额和单位（元还是万元）。", "Check the amount, and whether it is in yuan or in ten thousand yuan."),
    severity=Severity.ERROR,
    basis=[_SOCIAL_GROUPS],
    since="0.1",
)
def social_group_underfunded(organization: Organization, _look: Look) -> Verdict:
    """Hold the working funds of a social group against the least."""
    national = organization.registering_division == divisions.NATION
    least = LEAST_FUNDS_NATIONAL if national else LEAST_FUNDS
    return _underfunded(organization, least) if _ordinary_group(organization) else NOT_APPLICABLE


@each(
    Organization,
    id="REG007",
    title=Text("基金会原始基金不足", "too small an original fund of a foundation"),
    why=Text(
        "非公募基金会的原始基金不低于200万元，公募的更高（地方性400万元，全国性800万元）。",
        "The original fund of a foundation is at least 2 million yuan, of one that raises money from the public more.",
    ),
    remedy=Text("请核对金额和单位（元还是万元）。", "Check the amount, and whether it is in yuan or in ten thousand yuan."),
    severity=Severity.ERROR,
    basis=[Citation("foundation-regulation", "第八条")],
    since="0.1",
)
def foundation_underfunded(organization: Organization, _look: Look) -> Verdict:
    """Hold the original fund of a foundation against the least for any."""
    if organization.type != "FOUNDATION" or not on_register(organization):
        return NOT_APPLICABLE
    return _underfunded(organization, LEAST_FOUNDATION_FUNDS)


@each(
    Organization,
    id="REG008",
    title=Text("民办非企业单位非国有资产不足三分之二", "less than two thirds of a service agency's assets are non-state"),
    why=Text(
        "民办非企业单位的非国有资产份额不得低于总财产的三分之二。",
        "Of the property of a service agency at least two thirds must be non-state assets.",
    ),
    remedy=Text("请核对比例（按百分数填写，如66.67）。", "Check the share, which is in per cent, like 66.67."),
    severity=Severity.ERROR,
    basis=[Citation("service-agency-registration", "第五条")],
    since="0.1",
)
def non_state_share_below_two_thirds(organization: Organization, _look: Look) -> Verdict:
    """Hold the share against two thirds, as exactly as it is written: 66.6 and 66.66 may be two thirds cut short."""
    share = organization.non_state_share
    if organization.type != "SERVICE_AGENCY" or share is None or not on_register(organization):
        return NOT_APPLICABLE
    if not 0 <= share <= _WHOLE:  # which LED011 and LED012 tell
        return NOT_APPLICABLE
    last_place = Decimal(1).scaleb(min(int(share.as_tuple().exponent), 0), EXACT_CONTEXT)
    most = EXACT_CONTEXT.add(share, last_place)
    if EXACT_CONTEXT.multiply(most, Decimal(3)) > 2 * _WHOLE:
        return None
    return Fault(
        "non_state_share",
        found=f"{plain(share)}%",
        expected=Text("三分之二（66.67%）以上", "at least two thirds (66.67%)"),
        suggestion=_as_per_cent(share),
    )


@each(
    Organization,
    id="REG016",
    title=Text("基金会由县（区）级登记", "a foundation on the register of a county or district"),
    why=Text(
        "基金会只由民政部和省级民政部门登记，县（区）级登记机关不登记基金会。",
        "Foundations are registered by the ministry and the provinces only, not by a county or district.",
    ),
    remedy=Text("请核对类型和登记机关。", "Check the type and the registry."),
    severity=Severity.WARNING,
    basis=[Citation("foundation-regulation", "第六条")],
    since="0.1",
)
def foundation_of_a_district(organization: Organization, _look: Look) -> Verdict:
    """Hold the registry of a foundation against those that foundations have; USC009 tells what its code says."""
    registry, code = organization.registering_division, formed(organization) or ""
    told = code.startswith("53") and of_county_level(code[2:8])
    if organization.type != "FOUNDATION" or not registry or told or not on_register(organization):
        return NOT_APPLICABLE
    if not of_county_level(registry):
        return None
    division = divisions.division(registry)
    return Fault(
        "registering_division",
        found=Text(f"{registry} {division.name.zh}", f"{registry} {division.name.en}") if division else registry,
        expected=Text("民政部（100000）或省级的区划码", "the division of the ministry (100000) or of a province"),
    )


@each(
    Organization,
    id="REG017",
    title=Text("基金会理事人数不在5至25人之间", "a foundation's council outside 5 to 25 members"),
    why=Text("基金会理事为5人至25人。", "The council of a foundation has 5 to 25 members."),
    remedy=Text("请核对理事数；确实不符的，请督促其补选或调整。", "Check the number; if it is right, have the council changed."),
    severity=Severity.ERROR,
    basis=[Citation("foundation-regulation", "第二十条")],
    since="0.1",
)
def council_size_out_of_range(organization: Organization, _look: Look) -> Verdict:
    """Hold the size of a foundation's council against its bounds."""
    councillors = organization.council_members
    if organization.type != "FOUNDATION" or councillors is None or not on_register(organization):
        return NOT_APPLICABLE
    if FEWEST_COUNCILLORS <= councillors <= MOST_COUNCILLORS:
        return None
    off = max(FEWEST_COUNCILLORS - councillors, councillors - MOST_COUNCILLORS)
    return Fault(
        "council_members",
        found=counted(councillors, Unit.PEOPLE),
        expected=Text("5至25人", "5 to 25"),
        difference=counted(off, Unit.PEOPLE),
    )


def _underfunded(organization: Organization, least: Decimal) -> Verdict:
    funds = organization.registered_funds
    if funds is None:
        return NOT_APPLICABLE
    if funds >= least:
        return None
    return Fault(
        "registered_funds",
        found=in_yuan(funds),
        expected=Text(f"{plain(least)}元以上", f"at least {plain(least)} yuan"),
        difference=in_yuan(EXACT_CONTEXT.subtract(least, funds)),
    )


def _as_per_cent(share: Decimal) -> Text | None:
    """Suggest what a share was meant to be that was written as a fraction of one."""
    if not 0 < share <= 1:
        return None
    meant = plain(share.scaleb(2, EXACT_CONTEXT))
    return Text(f"是不是 {meant}（%）？", f"Did you mean {meant} (per cent)? ")
