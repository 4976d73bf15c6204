"""Family OFF, how posts were cleared, and whether a post's own record agrees with itself (兼职清理和登记).

What must not be seen by others is not quoted: neither birth date nor day of retirement, name or number of a person.
"""

from __future__ import annotations

import re
import unicodedata

from minzheng_domain.codes import Sureness
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Parameter, ParameterKind, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.officials import UNPERMITTED, full_years
from minzheng_domain.rules.wording import NOT_FILLED_IN, counted, in_days
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_CALENDAR = Citation("calendar")
DEADLINE = Parameter(
    "officials_clearance_deadline",
    ParameterKind.DATE,
    Text("领导干部兼职清理的截止日期", "deadline for clearing officials' posts"),
)
YEARS = 3
_TOGETHER = ("clearance_ground", "clearance", "cleared_on")
_IN_ORDER = (
    ("born_on", "retired_on"),
    ("born_on", "started_on"),
    ("started_on", "ended_on"),
    ("started_on", "cleared_on"),
    ("started_on", "reported_on"),
)
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_OLD_NUMBER = re.compile(rf"\d{{8}}{_DAY}\d{{3}}", re.ASCII)
"""Fifteen digits with a day of birth in them."""
_NUMBER = re.compile(rf"\d{{10}}{_DAY}\d{{3}}[\dX]", re.ASCII)
"""Eighteen characters with a day of birth in them."""


@each(
    OfficialPost,
    id="OFF013",
    title=Text("截止日期前没有清理兼职", "post not cleared by the deadline"),
    why=Text(
        "未经审批备案的兼职，应在本地规定的截止日期前补办手续或辞去职务。",
        "Posts without permission are approved or given up by the deadline that the place has set.",
    ),
    remedy=Text("请补办审批备案或辞去职务，并填写清理；逾期的说明原因。", "Clear the post and enter it; explain the delay."),
    severity=Severity.WARNING,
    basis=[Citation("officials-notice", sure=Sureness.PRACTICE)],
    parameters=[DEADLINE],
    needs_day=True,
    since="0.1",
)
def clearance_after_the_deadline(post: OfficialPost, look: Look) -> Verdict:
    """Look for posts begun by the deadline and to be cleared that had not ended by it."""
    deadline = look.parameter(DEADLINE)
    to_be_cleared = post.permission == "NONE" or post.clearance_ground is not None
    if not to_be_cleared or post.started_on is None or post.started_on > deadline:
        return NOT_APPLICABLE
    end = min((day for day in (post.cleared_on, post.ended_on) if day is not None), default=None)
    if (end or look.day) <= deadline:
        return NOT_APPLICABLE if end is None else None
    return Fault(
        "cleared_on",
        found=Text("未清理", "not cleared") if end is None else f"{end}",
        expected=Text(f"{deadline} 前清理", f"cleared by {deadline}"),
        difference=in_days((end or look.day) - deadline),
    )


@each(
    OfficialPost,
    id="OFF014",
    title=Text("清理事由、方式和日期不全", "clearance told in part"),
    why=Text(
        "清理人数按事由和日期统计，缺一就不能确定是否清理、应否计入。",
        "Clearances are counted by ground and day; with a part missing nobody knows whether one counts.",
    ),
    remedy=Text("请补齐清理事由、清理方式和清理日期，未清理的都留空。", "Complete ground, way and day, or leave all empty."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def clearance_told_in_part(post: OfficialPost, _look: Look) -> Verdict:
    """Look for clearances of which only a part is told."""
    missing = [name for name in _TOGETHER if getattr(post, name) is None]
    if len(missing) == len(_TOGETHER):
        return NOT_APPLICABLE
    if not missing:
        return None
    headers = [post.__kind__.column(name).declaration.header for name in missing]
    wanted = Text("、".join(header.zh for header in headers), ", ".join(header.en for header in headers))
    return Fault(missing[0], found=NOT_FILLED_IN, expected=wanted)


@each(
    OfficialPost,
    id="OFF015",
    title=Text("清理事由为退休已满三年而未满", "cleared as retired for three years, which he was not"),
    why=Text(
        "“退休已满三年”的清理人数是报告中的指标，事由不实就会多计。",
        "Clearances of those retired for three years are a figure of the report, which a wrong ground makes too high.",
    ),
    remedy=Text("请核对退休日期和清理日期，或改正清理事由。", "Check both days, or correct the ground."),
    severity=Severity.ERROR,
    basis=[_CALENDAR],
    since="0.1",
)
def ground_of_three_years_too_early(post: OfficialPost, _look: Look) -> Verdict:
    """Look for clearances on the ground of three years that came earlier than three years after retirement."""
    retired_on, cleared_on = post.retired_on, post.cleared_on
    if post.clearance_ground != "RETIRED_THREE_YEARS" or retired_on is None or cleared_on is None:
        return NOT_APPLICABLE
    if full_years(retired_on, cleared_on) >= YEARS:
        return None
    wanted = Text("清理时退休已满3年", "three years of retirement or more when cleared")
    found = Text("清理时退休未满3年", "less than three years of retirement when cleared")
    return Fault("clearance_ground", found=found, expected=wanted)


@each(
    OfficialPost,
    id="OFF016",
    title=Text("清理事由为退休未满三年而已满", "cleared as retired for less than three years, which he was not"),
    why=Text(
        "任职和清理时退休都已满三年的，应计入“退休已满三年”，事由不实就会少计。",
        "Who was retired for three years when he took the post and when it was cleared belongs to another figure.",
    ),
    remedy=Text("请核对退休日期、任职日期和清理日期，或改正清理事由。", "Check the days, or correct the ground."),
    severity=Severity.ERROR,
    basis=[_CALENDAR],
    since="0.1",
)
def ground_of_less_than_three_years_too_late(post: OfficialPost, _look: Look) -> Verdict:
    """Look for clearances on the ground of less than three years where it held neither at the start nor at the end."""
    retired_on, started_on, cleared_on = post.retired_on, post.started_on, post.cleared_on
    if post.clearance_ground != "RETIRED_UNDER_THREE_YEARS" or retired_on is None:
        return NOT_APPLICABLE
    if started_on is None or cleared_on is None:
        return NOT_APPLICABLE
    if min(full_years(retired_on, started_on), full_years(retired_on, cleared_on)) < YEARS:
        return None
    wanted = Text("任职时或清理时退休未满3年", "less than three years of retirement when it began or was cleared")
    found = Text("任职时退休已满3年", "three years of retirement or more when it began")
    return Fault("clearance_ground", found=found, expected=wanted)


@each(
    OfficialPost,
    id="OFF017",
    title=Text("人员编号形同身份证号", "person's number looks like an identity number"),
    why=Text(
        "台账只用本局自编的人员编号，身份证号属于个人敏感信息，不得写入。",
        "The ledger knows persons by the bureau's own numbers; identity numbers must not stand in it.",
    ),
    remedy=Text("请改用本局自编的编号，并清除已流出的副本。", "Use a number of the bureau's own, and remove copies."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def identity_number_as_person(post: OfficialPost, _look: Look) -> Verdict:
    """Look for numbers in the old form, or with blanks or full-width digits; others LED016 finds in every column."""
    plain = "".join(unicodedata.normalize("NFKC", post.person).split()).upper()
    is_disguised = plain != post.person.upper() and _NUMBER.fullmatch(plain) is not None
    if not is_disguised and not _OLD_NUMBER.fullmatch(plain):
        return None
    wanted = Text("本局自编的编号", "a number of the bureau's own")
    found = Text("{stars}（{long}）", "{stars} ({long})").format(
        stars="*" * len(plain), long=counted(len(plain), Unit.CHARACTERS)
    )
    return Fault("person", found=found, expected=wanted)


@each(
    OfficialPost,
    id="OFF018",
    title=Text("干部身份与退休日期矛盾", "standing and day of retirement contradict each other"),
    why=Text(
        "能否兼职、三年期限和清理事由都以身份和退休日期为准，二者矛盾就无法判断。",
        "Whether a post may be held depends on standing and day of retirement, which have to agree.",
    ),
    remedy=Text("请补填退休日期，或更新干部身份。", "Enter the day of retirement, or update the standing."),
    severity=Severity.WARNING,
    basis=[_SCHEMA],
    needs_day=True,
    since="0.1",
)
def standing_at_odds_with_retirement(post: OfficialPost, look: Look) -> Verdict:
    """Look for the retired without a day of retirement, and for the serving who hold a post past theirs."""
    if post.standing == "RETIRED":
        if post.retired_on is not None:
            return None
        return Fault("retired_on", found=NOT_FILLED_IN, expected=Text("退休日期", "the day of retirement"))
    if post.retired_on is None or post.ended_on is not None or post.cleared_on is not None:
        return NOT_APPLICABLE
    if post.retired_on > look.day:
        return None
    found = Text("尚未退休，但退休日期已过", "not retired, but the day of retirement has passed")
    return Fault("standing", found=found, expected=Text("退（离）休", "retired"))


@each(
    OfficialPost,
    id="OFF019",
    title=Text("兼职的日期先后颠倒", "days of a post out of order"),
    why=Text(
        "日期颠倒说明至少有一处填错，年龄、届期和清理时间都会算错。",
        "Where days are reversed one of them is wrong, and so are ages, terms and clearances.",
    ),
    remedy=Text("请核对两个日期。", "Check both days."),
    severity=Severity.ERROR,
    basis=[_CALENDAR],
    since="0.1",
)
def post_days_out_of_order(post: OfficialPost, _look: Look) -> Verdict:
    """Look for days that come before one that they follow; personal ones are not quoted."""
    compared = False
    for earlier, later in _IN_ORDER:
        first, second = getattr(post, earlier), getattr(post, later)
        if first is None or second is None:
            continue
        compared = True
        if second >= first:
            continue
        before, after = (post.__kind__.column(name).declaration for name in (earlier, later))
        if Sensitivity.PERSONAL in {before.sensitivity, after.sensitivity}:
            wanted = Text(f"不早于{before.header.zh}", f"no earlier than '{before.header.en}'")
            found = Text(f"早于{before.header.zh}", f"earlier than '{before.header.en}'")
            return Fault(later, found=found, expected=wanted)
        return Fault(
            later,
            found=f"{second}",
            expected=Text(f"不早于{before.header.zh} {first}", f"no earlier than '{before.header.en}', {first}"),
            difference=in_days(first - second),
        )
    return None if compared else NOT_APPLICABLE


@each(
    OfficialPost,
    id="OFF020",
    title=Text("补办审批备案而没有审批备案", "cleared by permission, but without one"),
    why=Text(
        "以补办审批或备案清理的兼职继续任职，没有审批备案就等于没有清理。",
        "A post cleared by permission is held on; without the permission it was not cleared.",
    ),
    remedy=Text("请填写审批或备案，或改正清理方式。", "Enter the permission, or correct the way of clearance."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def clearance_by_absent_permission(post: OfficialPost, _look: Look) -> Verdict:
    """Look for posts cleared by approval or filing afterwards that bear neither."""
    if post.clearance != "REGULARIZED":
        return NOT_APPLICABLE
    if post.permission not in {None, "NONE"}:
        return None
    found = NOT_FILLED_IN if post.permission is None else UNPERMITTED
    return Fault("permission", found=found, expected=Text("已审批或已备案", "approved or filed"))
