"""Family OFF, officials in industry associations, and serving officials (行业协会商会中的兼职，在职干部兼职).

Sources: 中办发〔2015〕39号, part （四） on personnel (text not read: warnings); 上海市促进行业协会发展规定, Art. 8 (read: an
error, where a division of Shanghai registers); 中办发〔1998〕17号 (known from others: a warning). Posts that have ended or
were cleared are settled.
"""

from __future__ import annotations

from datetime import date

from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.officials import COUNTED, SINCE, UNPERMITTED, full_years, is_held
from minzheng_domain.text import Text

_PERSONNEL = Citation("decoupling-plan", "（四）")
PLAN_FROM = date(2015, 7, 8)
"""The day on which the plan was published."""
YEARS = 3
"""How many years after retirement a post in an industry association is out of the question, as a rule."""


def _association(post: OfficialPost, look: Look) -> Organization | None:
    """Return the industry association of a post; ``None`` if it is of another organization."""
    organization = look.get(Organization, post.organization)
    return organization if organization is not None and organization.is_industry_association else None


def _is_of_shanghai(organization: Organization) -> bool:
    return (organization.registering_division or "").startswith("31")


@each(
    OfficialPost,
    id="OFF009",
    title=Text("退休未满三年在行业协会商会兼职", "post in an industry association within three years of retirement"),
    why=Text(
        "领导干部退（离）休后三年内一般不得到行业协会商会兼职，特殊情况须经批准。",
        "Within three years of retirement officials as a rule take no post in an industry association.",
    ),
    remedy=Text("请辞去职务；属特殊情况的补填批准。", "Have the post given up; where it is an exception, enter its approval."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_PERSONNEL],
    on=lambda post: post.started_on,
    valid_from=PLAN_FROM,
    since="0.1",
)
def post_soon_after_retirement(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts begun within three years of retirement, unless approved; the day of retirement is not quoted."""
    retired_on, started_on = post.retired_on, post.started_on
    if retired_on is None or started_on is None or started_on < retired_on or post.standing != "RETIRED":
        return NOT_APPLICABLE
    if post.permission is None or not is_held(post) or _association(post, look) is None:
        return NOT_APPLICABLE
    years = full_years(retired_on, started_on)
    if years >= YEARS or post.permission == "APPROVED":
        return None
    wanted = Text("退休满三年，或特殊情况已经批准", "three years of retirement, or an approval as an exception")
    passed = f"{years} full year{'' if years == 1 else 's'} of retirement when it began"
    return Fault("started_on", found=Text(f"任职时退休满{years}年", passed), expected=wanted)


@each(
    OfficialPost,
    id="OFF010",
    title=Text("退休已满三年在行业协会商会兼职未审批备案", "post in an industry association without permission"),
    why=Text(
        "领导干部退（离）休满三年后到行业协会商会兼职，仍须按干部管理权限审批或备案。",
        "After three years of retirement, too, a post in an industry association needs approval or filing.",
    ),
    remedy=Text("请补办审批或备案，或辞去职务，并填写清理。", "Get the permission or have the post given up, and enter it as cleared."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_PERSONNEL],
    needs_day=True,
    since="0.1",
)
def long_retired_official_without_permission(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts of the long retired without permission, as far as the notice of 2014 does not reach (OFF001)."""
    if post.retired_on is None or post.permission is None or post.standing != "RETIRED" or look.day < PLAN_FROM:
        return NOT_APPLICABLE
    association = _association(post, look)
    if association is None or not is_held(post) or full_years(post.retired_on, look.day) < YEARS:
        return NOT_APPLICABLE
    in_notice = post.post in COUNTED and post.started_on is not None and post.started_on >= SINCE
    if in_notice and association.type == "SOCIAL_GROUP":
        return NOT_APPLICABLE
    if post.permission != "NONE":
        return None
    return Fault("permission", found=UNPERMITTED, expected=Text("经审批或备案", "approval or filing"))


@each(
    OfficialPost,
    id="OFF011",
    title=Text("国家机关工作人员在行业协会任职", "serving official in an industry association"),
    why=Text(
        "上海市规定，国家机关工作人员不得在行业协会任职。", "In Shanghai staff of state organs hold no post in an industry association."
    ),
    remedy=Text("请辞去或免去职务，并按“在职兼职”填写清理。", "Have the post given up, and enter it as cleared."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("shanghai-associations", "第八条")],
    since="0.1",
)
def serving_official_in_an_association(post: OfficialPost, look: Look) -> Verdict:
    """Look for serving officials in industry associations that a division of Shanghai has registered."""
    association = _association(post, look)
    if association is None or not _is_of_shanghai(association) or not is_held(post):
        return NOT_APPLICABLE
    if post.standing != "SERVING":
        return None
    wanted = Text("非国家机关工作人员", "nobody on the staff of a state organ")
    return Fault("standing", found=Text("在职", "in service"), expected=wanted)


@each(
    OfficialPost,
    id="OFF012",
    title=Text("县处级以上在职干部兼任社会团体领导职务", "serving official as leader of a social group"),
    why=Text(
        "县（处）级以上党政机关领导干部不得兼任社会团体领导职务。",
        "Serving officials of division level and above do not lead social groups.",
    ),
    remedy=Text("请辞去职务；经批准的按例外登记并附批准文件。", "Have the post given up, or enter a waiver with the approval."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("officials-1998")],
    since="0.1",
)
def serving_official_as_leader(post: OfficialPost, look: Look) -> Verdict:
    """Look for serving officials of rank who lead social groups; in Shanghai's associations OFF011 tells it."""
    organization = look.get(Organization, post.organization)
    if organization is None or organization.type != "SOCIAL_GROUP" or not is_held(post):
        return NOT_APPLICABLE
    if post.standing != "SERVING" or post.rank != "DIVISION_AND_ABOVE":
        return NOT_APPLICABLE
    if organization.is_industry_association and _is_of_shanghai(organization):
        return NOT_APPLICABLE
    if post.post != "LEADER":
        return None
    return Fault("post", found=Text("领导职务", "a leading post"), expected=Text("不担任领导职务", "no leading post"))
