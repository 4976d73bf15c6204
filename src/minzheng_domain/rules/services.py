"""Family SVC: service centres, activities, and support given to organizations."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.model.incubation import IncubationBase, Support
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.services import Activity, ServiceCentre
from minzheng_domain.model.standing import Grading
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, counted, in_days
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_CALENDAR = Citation("calendar")

_IN_MONEY = frozenset({"START_UP", "EMPLOYMENT", "GRADE_AWARD"})


@whole(
    id="SVC009",
    title=Text("街镇级记录未填街镇", "a town's base, centre or activity without the town"),
    why=Text(
        "没有街镇的记录在分街镇的统计中归不到任何一处。",
        "Without its town, a record belongs nowhere in figures by town.",
    ),
    remedy=Text(
        "请填写街镇；几个街镇合办的可以留空。", "Enter the town; leave it empty where several did it together."
    ),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def town_level_without_town(look: Look) -> Iterator[Verdict]:
    """Look for bases, centres and activities of the town level that name no town."""
    ledger = look.ledger
    placed: list[IncubationBase | ServiceCentre | Activity] = [
        *ledger.all(IncubationBase),
        *ledger.all(ServiceCentre),
        *ledger.all(Activity),
    ]
    for record in placed:
        if record.level != "TOWN":
            continue
        if record.town is not None:
            yield None
            continue
        yield Fault("town", record=record, found=NOT_FILLED_IN, expected=Text("街镇的编号", "the id of the town"))


@each(
    Activity,
    id="SVC010",
    title=Text("活动场次为零", "an activity held no times"),
    why=Text(
        "没有举办的活动不应录入；场次为零时活动数会少计。",
        "What was not held is not entered; what was counts for nothing.",
    ),
    remedy=Text("请填写实际场次；未举办的，删去该条。", "Enter how many times, or remove what was not held."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def activity_held_no_times(activity: Activity, _look: Look) -> Verdict:
    """Look for zero times; less than that is found by LED011."""
    if activity.times != 0:
        return None
    return Fault("times", found=counted(0, Unit.SESSIONS), expected=Text("1场以上", "once or more"))


@whole(
    id="SVC011",
    title=Text("活动重复录入", "an activity is entered twice"),
    why=Text(
        "同一主办单位同一天同名的活动多为重复录入，场次会重复计算。",
        "One title, day and organizer is mostly one activity, and its times are counted twice.",
    ),
    remedy=Text(
        "请删去重复的一条；同日办了几场的，合并为一条并填场次。",
        "Remove the double; of several on a day make one, with its times.",
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def repeated_activity(look: Look) -> Iterator[Verdict]:
    """Look for activities of one kind, title, day, organizer and town."""
    first: dict[tuple[object, ...], Activity] = {}
    for activity in sorted(look.ledger.all(Activity), key=lambda one: one.id):
        key = (
            activity.kind,
            activity.title.strip(),
            activity.held_on,
            activity.organizer,
            activity.town,
            activity.level,
        )
        earlier = first.setdefault(key, activity)
        if earlier is activity:
            yield None
            continue
        yield Fault(
            "title",
            record=activity,
            found=activity.title,
            expected=Text(f"只录入一次（已有{earlier.id}）", f"to be entered once ({earlier.id} is the same)"),
            related=(earlier.id,),
        )


@each(
    Support,
    id="SVC014",
    title=Text("扶持了已退出登记的组织", "support to an organization that had left the register"),
    why=Text(
        "组织退出登记后不再接受扶持，日期或组织必有一处不对。",
        "An organization that has left the register gets no support: a day, or the organization, is wrong.",
    ),
    remedy=Text("请核对批准日期、受扶持单位和它的退出登记日期。", "Check the day, the organization and when it left."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_CALENDAR],
    since="0.1",
)
def support_after_removal(support: Support, look: Look) -> Verdict:
    """Hold the day of support against that on which the organization left the register."""
    organization = look.get(Organization, support.organization)
    if organization is None or organization.removed_on is None:
        return NOT_APPLICABLE
    if support.granted_on <= organization.removed_on:
        return None
    removed = organization.removed_on
    return Fault(
        "granted_on",
        found=str(support.granted_on),
        expected=Text(f"不晚于退出登记日期{removed}", f"no later than {removed}, when it left the register"),
        difference=in_days(support.granted_on - removed),
        related=(organization.id,),
    )


@each(
    Support,
    id="SVC015",
    title=Text("资金扶持未填金额", "support in money without an amount"),
    why=Text(
        "初创扶持、用工扶持和等级表彰一般给予资金，未填金额的不计入扶持资金。",
        "It is mostly money, and is missing from the sum.",
    ),
    remedy=Text("请填写扶持金额；不给资金的可以留空。", "Enter the amount; leave it empty where no money was given."),
    severity=Severity.NOTICE,
    basis=[_SCHEMA],
    since="0.1",
)
def support_without_amount(support: Support, _look: Look) -> Verdict:
    """Look at the kinds of support that are mostly given in money."""
    if support.kind not in _IN_MONEY:
        return NOT_APPLICABLE
    if support.amount is not None:
        return None
    return Fault("amount", found=NOT_FILLED_IN, expected=Text("扶持金额", "the amount"))


@each(
    Support,
    id="SVC016",
    title=Text("等级表彰之前没有评估等级", "an award for a grade without a grade before it"),
    why=Text("规范化建设等级表彰以取得评估等级为前提。", "The award is for a grade that the organization has."),
    remedy=Text("请补录等级评估，或核对受扶持单位和日期。", "Enter the grading, or check organization and day."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("incubation-practice")],
    since="0.1",
)
def award_without_grade(support: Support, look: Look) -> Verdict:
    """Look for a grade up to the day of an award; where the ledger holds no gradings at all, nothing is known."""
    if support.kind != "GRADE_AWARD" or not look.ledger.all(Grading):
        return NOT_APPLICABLE
    gradings = look.related(Grading, "organization", support.organization)
    if any(grading.awarded_on <= support.granted_on for grading in gradings):
        return None
    return Fault(
        "granted_on",
        found=str(support.granted_on),
        expected=Text("不早于授予评估等级的日期", "no earlier than the grade"),
        related=tuple(grading.id for grading in gradings),
    )


@each(
    ServiceCentre,
    id="SVC017",
    title=Text("服务中心停用早于启用", "the centre closed before it opened"),
    why=Text(
        "停用不会早于启用，日期填错会使在用中心数有误。",
        "Nothing closes before it opens; the number of centres would be wrong.",
    ),
    remedy=Text("请改正启用日期或停用日期。", "Correct one of the two days."),
    severity=Severity.ERROR,
    basis=[_CALENDAR],
    since="0.1",
)
def centre_closed_before_opened(centre: ServiceCentre, _look: Look) -> Verdict:
    """Hold the day of closing against that of opening."""
    if centre.opened_on is None or centre.closed_on is None:
        return NOT_APPLICABLE
    if centre.opened_on <= centre.closed_on:
        return None
    opened = centre.opened_on
    return Fault(
        "closed_on",
        found=str(centre.closed_on),
        expected=Text(f"不早于启用日期{opened}", f"no earlier than the opening, {opened}"),
        difference=in_days(opened - centre.closed_on),
    )
