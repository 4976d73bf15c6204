"""Family OFF, the limits on posts that retired officials hold (退（离）休领导干部在社会团体兼职).

Source: 中组发〔2014〕11号, clause 1, read; the yearly report is known from a local notice and only warns. The day of the
notice was not read; it is of 2014, so that it is held against posts begun from 2015 on. All rules but those on records
look at posts that are held: one that has ended or was cleared is settled, one approved afterwards (REGULARIZED) is
held on. No birth date is quoted. Clearance and serving officials: ``officials_clearance``, ``officials_associations``.
"""

from __future__ import annotations

from datetime import date

from minzheng_domain.codes import Sureness
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import (
    NOT_APPLICABLE,
    Fault,
    Look,
    Parameter,
    ParameterKind,
    Scope,
    Severity,
    Verdict,
    each,
)
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, counted, in_days
from minzheng_domain.text import Text

_NOTICE = Citation("officials-notice", "第一条")
COUNTED = frozenset({"LEADER", "HONORARY", "EXECUTIVE_COUNCIL", "COUNCIL"})
"""The posts that the notice names: 领导职务、名誉职务、常务理事、理事."""
SINCE = date(2015, 1, 1)
"""From this day on the notice of 2014 was certainly in force."""
UNPERMITTED = Text("未审批备案", "neither approved nor filed")
"""What is found of a post without permission."""
MOST_TERMS = 2
AGE_LIMIT = 70
LOCAL_AGE_LIMIT = Parameter(
    "official_age_limit",
    ParameterKind.NUMBER,
    Text("退（离）休干部兼职的地方年龄界限（周岁）", "local age limit of retired officials in posts (years)"),
)


def is_held(post: OfficialPost) -> bool:
    """Tell whether a post goes on: it has not ended, and was not cleared otherwise than by permission."""
    return post.ended_on is None and (post.cleared_on is None or post.clearance == "REGULARIZED")


def _comes_under_notice(post: OfficialPost, look: Look) -> bool:
    """Tell whether a post is one of a retired official in a social group that the notice names, and is held."""
    if post.standing != "RETIRED" or post.post not in COUNTED or not is_held(post):
        return False
    organization = look.get(Organization, post.organization)
    return organization is not None and organization.type == "SOCIAL_GROUP"


def _is_past(born_on: date, years: int, day: date) -> bool:
    """Tell whether a day lies after the birthday of an age."""
    return (day.year - years, day.month, day.day) > (born_on.year, born_on.month, born_on.day)


def _aged(born_on: date, day: date) -> Text:
    years = full_years(born_on, day)
    return Text(f"已满{years}周岁", f"an age of {years}")


def full_years(since: date, day: date) -> int:
    """Return how many full years lie between two days (周岁、满几年)."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


@each(
    OfficialPost,
    id="OFF001",
    title=Text("兼职未事先审批或备案", "post held without permission beforehand"),
    why=Text(
        "退（离）休领导干部在社会团体兼职，须按干部管理权限审批或备案后方可兼职。",
        "A retired official takes a post in a social group only after approval or filing by the authority over him.",
    ),
    remedy=Text(
        "请补办审批或备案，并按“补办审批或备案”填写清理；不能补办的请辞去职务。",
        "Get the permission and enter the post as cleared by it, or have it given up.",
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_NOTICE],
    on=lambda post: post.started_on,
    valid_from=SINCE,
    since="0.1",
)
def post_without_permission(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts that are neither approved nor filed, or only after they began; those cleared are settled."""
    if not _comes_under_notice(post, look) or post.cleared_on is not None or post.permission is None:
        return NOT_APPLICABLE
    if post.permission == "NONE":
        wanted = Text("任职前经审批或备案", "approval or filing before it began")
        return Fault("permission", found=UNPERMITTED, expected=wanted)
    started_on, permitted_on = post.started_on, post.permitted_on
    if started_on is None or permitted_on is None or permitted_on <= started_on:
        return None
    return Fault(
        "permitted_on",
        found=f"{permitted_on}",
        expected=Text(f"不晚于任职日期 {started_on}", f"no later than the post began, {started_on}"),
        difference=in_days(permitted_on - started_on),
    )


@each(
    OfficialPost,
    id="OFF002",
    title=Text("在一家以上社会团体兼职", "posts in more than one social group"),
    why=Text(
        "退（离）休领导干部最多在一个社会团体兼任一个职务。", "A retired official holds a post in one social group at most."
    ),
    remedy=Text("请保留一家，其余辞去职务并填写清理。", "Keep one, and have the others given up and entered as cleared."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_NOTICE],
    since="0.1",
)
def posts_in_several_social_groups(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts that a person holds beside one in another social group; the one begun first passes."""
    if not _comes_under_notice(post, look):
        return NOT_APPLICABLE
    held = [one for one in look.related(OfficialPost, "person", post.person) if _comes_under_notice(one, look)]
    held.sort(key=lambda one: (one.started_on or date.max, one.id))
    first = held[0].organization
    if post.organization == first:
        return None
    groups = {one.organization for one in held}
    return Fault(
        "organization",
        found=Text(f"同时在{len(groups)}家社会团体兼职", f"posts in {len(groups)} social groups at once"),
        expected=Text("最多1家", "one at most"),
        difference=counted(len(groups) - 1, Unit.ORGANIZATIONS),
        related=tuple(sorted(one.id for one in held if one.organization != post.organization)),
    )


@each(
    OfficialPost,
    id="OFF003",
    title=Text("兼职超过两届", "post held beyond two terms"),
    why=Text(
        "退（离）休领导干部兼任社会团体职务连续不超过两届，连任须重新审批或备案。",
        "A retired official holds a post for two terms at most, and the second needs a new permission.",
    ),
    remedy=Text("请辞去职务，并按“超过任职届数”填写清理。", "Have the post given up, and enter it as cleared for its terms."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_NOTICE],
    since="0.1",
)
def post_beyond_two_terms(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts held in a third term or later."""
    if post.term is None or not _comes_under_notice(post, look):
        return NOT_APPLICABLE
    if post.term <= MOST_TERMS:
        return None
    wanted = Text(f"不超过{MOST_TERMS}届", f"no more than {MOST_TERMS} terms")
    off = counted(post.term - MOST_TERMS, Unit.TERMS)
    return Fault("term", found=Text(f"第{post.term}届", f"term {post.term}"), expected=wanted, difference=off)


@each(
    OfficialPost,
    id="OFF004",
    title=Text("兼职超过70周岁", "post held beyond the age of 70"),
    why=Text(
        "退（离）休领导干部在社会团体兼职的任职年龄界限为70周岁。",
        "The age limit for posts of retired officials in social groups is 70 years.",
    ),
    remedy=Text("请辞去职务，并按“超过任职年龄”填写清理。", "Have the post given up, and enter it as cleared for age."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_NOTICE],
    needs_day=True,
    since="0.1",
)
def post_beyond_the_age_limit(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts held after the seventieth birthday; the birth date is not quoted."""
    if post.born_on is None or not _comes_under_notice(post, look):
        return NOT_APPLICABLE
    if not _is_past(post.born_on, AGE_LIMIT, look.day):
        return None
    wanted = Text(f"任职至年满{AGE_LIMIT}周岁为止", f"no post beyond the birthday of {AGE_LIMIT}")
    return Fault("born_on", found=_aged(post.born_on, look.day), expected=wanted)


@each(
    OfficialPost,
    id="OFF005",
    title=Text("兼职超过地方年龄界限", "post held beyond the local age limit"),
    why=Text(
        "有的地方规定了比70周岁更严的任职年龄界限。", "Some places set an age limit that is stricter than 70 years."
    ),
    remedy=Text("请按地方规定清理，或核对出生日期。", "Clear the post as the local rule has it, or check the birth date."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("officials-notice", "第一条", sure=Sureness.PRACTICE)],
    parameters=[LOCAL_AGE_LIMIT],
    needs_day=True,
    since="0.1",
)
def post_beyond_the_local_age_limit(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts held after the birthday of the local age limit; those beyond 70 are told by OFF004."""
    if post.born_on is None or not _comes_under_notice(post, look) or _is_past(post.born_on, AGE_LIMIT, look.day):
        return NOT_APPLICABLE
    limit = look.parameter(LOCAL_AGE_LIMIT)
    if not _is_past(post.born_on, limit, look.day):
        return None
    wanted = Text(f"任职至年满{limit}周岁为止", f"no post beyond the birthday of {limit}")
    return Fault("born_on", found=_aged(post.born_on, look.day), expected=wanted)


@each(
    OfficialPost,
    id="OFF006",
    title=Text("退（离）休干部担任法定代表人", "retired official as legal representative"),
    why=Text(
        "除工作特殊需要外，退（离）休领导干部不得兼任社会团体法定代表人。",
        "Unless the work especially demands it, a retired official is not the legal representative of a social group.",
    ),
    remedy=Text("请更换法定代表人；确有特殊需要的按例外登记并附批准文件。", "Replace him, or enter a waiver with the approval."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_NOTICE],
    since="0.1",
)
def retired_official_as_legal_representative(post: OfficialPost, look: Look) -> Verdict:
    """Look for retired officials who are the legal representative."""
    if post.is_legal_representative is None or not _comes_under_notice(post, look):
        return NOT_APPLICABLE
    if not post.is_legal_representative:
        return None
    wanted = Text("不担任法定代表人", "not the legal representative")
    found = Text("担任法定代表人", "the legal representative")
    return Fault("is_legal_representative", found=found, expected=wanted)


@each(
    OfficialPost,
    id="OFF007",
    title=Text("兼职取酬", "paid post"),
    why=Text(
        "退（离）休领导干部在社会团体兼职，不得领取薪酬、奖金、津贴等报酬和获取其他额外利益。",
        "A retired official gets no pay, bonus, allowance or other benefit for a post in a social group.",
    ),
    remedy=Text("请核实取酬情况并按规定处理；工作经费按标准据实报销的不属取酬。", "Stop the pay; expenses within the standard are none."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_NOTICE],
    since="0.1",
)
def paid_post(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts that are paid."""
    if post.is_paid is None or not _comes_under_notice(post, look):
        return NOT_APPLICABLE
    if not post.is_paid:
        return None
    return Fault("is_paid", found=Text("取酬", "pay"), expected=Text("不取酬", "no pay"))


@each(
    OfficialPost,
    id="OFF008",
    title=Text("没有年末书面报告", "no written report at the year's end"),
    why=Text(
        "兼职的退（离）休领导干部每年年末应书面报告履行职责、取酬和报销工作经费等情况。",
        "At the end of each year a retired official reports in writing on his post, pay and expenses.",
    ),
    remedy=Text("请催交报告，并填写报告日期。", "Ask for the report, and enter its day."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("officials-notice", sure=Sureness.WITNESS)],
    needs_day=True,
    since="0.1",
)
def year_without_report(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts held through the whole last year whose last report is older than that year."""
    year = look.day.year - 1
    if year < SINCE.year or not _comes_under_notice(post, look):
        return NOT_APPLICABLE
    if post.started_on is None or post.started_on.year >= year:
        return NOT_APPLICABLE
    if post.reported_on is not None and post.reported_on.year >= year:
        return None
    found = NOT_FILLED_IN if post.reported_on is None else f"{post.reported_on}"
    return Fault("reported_on", found=found, expected=Text(f"{year}年末的报告日期", f"the day of the report for {year}"))
