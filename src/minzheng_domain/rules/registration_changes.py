"""Family REG, continued: changes (变更登记), their days, and the chain of statuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from minzheng_domain.codes import code_list
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.registration import CALENDAR, REMOVED, SCHEMA, status_words
from minzheng_domain.rules.wording import counted, in_days
from minzheng_domain.text import Text

PREPARATION_ENDED: Final = date(2016, 2, 6)
"""The day since which preparation (筹备) is not approved any more."""

LONGEST_AFTER_CONSENT: Final = 30
"""The days within which a change is applied for after the supervising body's consent."""

_BEFORE_REGISTRATION = frozenset({"NAME_APPROVAL", "PREPARING", "APPLIED", "FILED"})
_NOT_CONSENTED = frozenset({"STATUS", "CERTIFICATE"})
_STATUSES = "organization-status"


def _on(change: RegistrationChange) -> date:
    return change.on


@each(
    RegistrationChange,
    id="REG012",
    title=Text("2016年2月6日以后的筹备", "in preparation after 2016-02-06"),
    why=Text(
        "2016年2月6日修改条例后，不再批准社会团体筹备。",
        "Since the regulation was amended on 2016-02-06 preparation is not approved any more.",
    ),
    remedy=Text("请核对日期和状态。", "Check the day and the status."),
    severity=Severity.ERROR,
    basis=[Citation("social-group-regulation")],
    valid_from=date(2016, 2, 7),
    on=_on,
    since="0.1",
)
def preparation_approved_too_late(change: RegistrationChange, _look: Look) -> Verdict:
    """Look for a status that does not exist any more."""
    if change.item != "STATUS" or change.after is None:
        return NOT_APPLICABLE
    if change.after != "PREPARING":
        return None
    return Fault(
        "after",
        found=Text("{day}，{status}", "{day}, {status}").format(day=change.on, status=status_words(change.after)),
        expected=Text(f"{PREPARATION_ENDED} 以后没有筹备", f"no preparation after {PREPARATION_ENDED}"),
    )


@each(
    RegistrationChange,
    id="REG013",
    title=Text("变更日期在成立登记之前或退出登记之后", "a change before registration or after removal"),
    why=Text("变更登记只能发生在登记期间。", "What is registered changes only while it is registered."),
    remedy=Text("请核对变更日期和该组织的登记日期。", "Check the day of the change and those of the organization."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[CALENDAR],
    since="0.1",
)
def change_outside_registration(change: RegistrationChange, look: Look) -> Verdict:
    """Hold the day of a change against those of its organization.

    A status of the time before may come before registration, and one removal may follow another (吊销后注销).
    """
    organization = look.get(Organization, change.organization)
    status = change.after if change.item == "STATUS" else None
    began = organization.registered_on if organization and status not in _BEFORE_REGISTRATION else None
    ended = organization.removed_on if organization and status not in REMOVED else None
    if began is None and ended is None:
        return NOT_APPLICABLE
    if began is not None and change.on < began:
        wanted = Text(f"不早于成立登记日期 {began} 的日期", f"a day not before the registration on {began}")
        return Fault("on", found=str(change.on), expected=wanted, difference=in_days(began - change.on))
    if ended is not None and change.on > ended:
        wanted = Text(f"不晚于退出登记日期 {ended} 的日期", f"a day not after the removal on {ended}")
        return Fault("on", found=str(change.on), expected=wanted, difference=in_days(change.on - ended))
    return None


@each(
    RegistrationChange,
    id="REG014",
    title=Text("业务主管单位同意后逾30日才变更登记", "a change registered more than 30 days after the consent"),
    why=Text(
        "应自业务主管单位审查同意之日起30日内向登记管理机关申请变更登记。台账记的是核准日期，申请可能更早，所以只作警告。",
        "A change has to be applied for within 30 days of the supervising body's consent. The ledger has the day of "
        "approval, and the application may have come before, hence a warning.",
    ),
    remedy=Text("请核对申请日期；申请未逾期的，可登记为例外。", "See when it was applied for; if in time, waive the finding."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[
        Citation("social-group-regulation", "第十八条"),
        Citation("service-agency-regulation", "第十五条"),
    ],
    since="0.1",
)
def change_long_after_consent(change: RegistrationChange, look: Look) -> Verdict:
    """Count the days from the consent to the approval, for what is under dual management and no foundation."""
    organization = look.get(Organization, change.organization)
    if organization is None or organization.management != "DUAL" or organization.type == "FOUNDATION":
        return NOT_APPLICABLE
    if change.consented_on is None or change.item in _NOT_CONSENTED or change.on < change.consented_on:
        return NOT_APPLICABLE
    late = (change.on - change.consented_on).days - LONGEST_AFTER_CONSENT
    if late <= 0:
        return None
    return Fault(
        "on",
        found=str(change.on),
        expected=Text(
            f"{change.consented_on} 同意之日起{LONGEST_AFTER_CONSENT}日内",
            f"within {LONGEST_AFTER_CONSENT} days of the consent on {change.consented_on}",
        ),
        difference=counted(late, Unit.DAYS),
    )


@each(
    RegistrationChange,
    id="REG027",
    title=Text("变更登记早于业务主管单位同意", "a change registered before the supervising body consented"),
    why=Text("先由业务主管单位审查同意，再变更登记。", "The supervising body consents first."),
    remedy=Text("请核对两个日期。", "Check both days."),
    severity=Severity.ERROR,
    basis=[
        Citation("social-group-regulation", "第十八条"),
        Citation("service-agency-regulation", "第十五条"),
        CALENDAR,
    ],
    since="0.1",
)
def change_before_consent(change: RegistrationChange, _look: Look) -> Verdict:
    """Hold the day of approval against that of consent; one day for both is right."""
    if change.consented_on is None:
        return NOT_APPLICABLE
    if change.consented_on <= change.on:
        return None
    return Fault(
        "consented_on",
        found=str(change.consented_on),
        expected=Text(f"不晚于核准日期 {change.on} 的日期", f"a day not after the approval on {change.on}"),
        difference=in_days(change.consented_on - change.on),
    )


@whole(
    id="REG015",
    title=Text("现登记状态与最后一次状态变化不符", "the status is not that of its last change"),
    why=Text(
        "按日期查询的状态出自状态变化，现状出自登记状态；两者不符，同一天会有两种统计。",
        "The status on a day comes from the changes, that of today from the organization; both should agree.",
    ),
    remedy=Text("请改正登记状态，或补录漏掉的状态变化。", "Correct the status, or enter the change that is missing."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[SCHEMA],
    since="0.1",
)
def status_unlike_its_last_change(look: Look) -> Iterator[Verdict]:
    """Hold the status of each organization that has changed it against what stands after its last day of change."""
    for organization, days in _status_days(look):
        last = days[-1]
        after = {change.after for change in last}
        if not after <= _known_statuses():
            continue
        if organization.status in after:
            yield None
            continue
        yield Fault(
            "status",
            record=organization,
            found=status_words(organization.status),
            expected=Text("{statuses}（{day} 的状态变化）", "{statuses}, as by the change of {day}").format(
                statuses=_one_of(after), day=last[-1].on
            ),
            related=tuple(sorted(change.id for change in last)),
        )


@whole(
    id="REG024",
    title=Text("状态变化前后不相接", "a change of status that does not follow from the one before"),
    why=Text(
        "这次“变更前”应是上次的“变更后”；不相接，多半漏录了一次变化或日期有误。",
        "What stands before a change is what stood after the last; otherwise one is missing or a day is wrong.",
    ),
    remedy=Text("请补录漏掉的状态变化，或改正日期、状态。", "Enter the change that is missing, or correct the day or the status."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[SCHEMA],
    since="0.1",
)
def status_change_out_of_turn(look: Look) -> Iterator[Verdict]:
    """Hold what stands before each change against what stands after the day before, or after others of its own day."""
    for _, days in _status_days(look):
        for earlier, later in pairwise(days):
            for change in later:
                left = {other.after for other in (*earlier, *later) if other is not change}
                if not {change.before, *left} <= _known_statuses():
                    continue
                if change.before in left:
                    yield None
                    continue
                yield Fault(
                    "before",
                    record=change,
                    found=status_words(str(change.before)),
                    expected=_one_of(left),
                    related=tuple(sorted(other.id for other in earlier)),
                )


@whole(
    id="REG028",
    title=Text("状态变化填的不是状态代码", "a change of status without codes of statuses"),
    why=Text(
        "状态变化的变更前、变更后填代码，按日期查询才能认得。",
        "Before and after a change of status stand codes, or the status on a day cannot be told.",
    ),
    remedy=Text("请改为登记状态的代码。", "Use the codes of statuses."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[SCHEMA],
    since="0.1",
)
def status_change_without_codes(look: Look) -> Iterator[Verdict]:
    """Look for words before and after a change of status that are on the list of statuses no codes."""
    statuses = code_list(_STATUSES)
    for change in look.ledger.all(RegistrationChange):
        if change.item != "STATUS":
            continue
        for field, status in (("before", change.before), ("after", change.after)):
            if status is None:
                continue
            if status in statuses:
                yield None
                continue
            meant = statuses.find(status)
            yield Fault(
                field,
                record=change,
                found=status,
                expected=Text(f"“{statuses.title.zh}”的代码", f"a code of '{statuses.title.en}'"),
                suggestion=Text(f"是不是 {meant.code}？", f"Did you mean {meant.code}? ") if meant else None,
            )


@whole(
    id="REG029",
    title=Text("退出登记日期与状态变化的日期不符", "the day of removal is not that of the change of status"),
    why=Text(
        "在册数按退出登记日期计，某日的状态按状态变化计；日期不同，两种统计就不一致。",
        "Figures of the register go by the day of removal, the status on a day by the change; both should be one day.",
    ),
    remedy=Text("请核对两个日期。", "Check both days."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[SCHEMA],
    since="0.1",
)
def removal_and_its_change_apart(look: Look) -> Iterator[Verdict]:
    """Hold the day of removal against those of the changes to a status of what is removed."""
    for organization, days in _status_days(look):
        removals = [change for day in days for change in day if change.after in REMOVED]
        if organization.removed_on is None or organization.status not in REMOVED or not removals:
            continue
        if any(change.on == organization.removed_on for change in removals):
            yield None
            continue
        last = removals[-1]
        yield Fault(
            "removed_on",
            record=organization,
            found=str(organization.removed_on),
            expected=Text(f"{last.on}（状态变化的日期）", f"{last.on}, the day of the change"),
            difference=in_days(abs(organization.removed_on - last.on)),
            related=(last.id,),
        )


def _status_days(look: Look) -> Iterator[tuple[Organization, list[list[RegistrationChange]]]]:
    """Yield each organization whose status has changed with those changes, by day; in one day they have no order."""
    changes: dict[str, list[RegistrationChange]] = {}
    for change in look.ledger.all(RegistrationChange):
        if change.item == "STATUS":
            changes.setdefault(change.organization, []).append(change)
    for id_, made in changes.items():
        organization = look.get(Organization, id_)
        if organization is not None:
            made.sort(key=lambda change: (change.on, change.id))
            yield organization, [list(day) for _, day in groupby(made, key=_on)]


def _known_statuses() -> frozenset[str | None]:
    return frozenset(code.code for code in code_list(_STATUSES).codes)


def _one_of(statuses: set[str | None]) -> Text:
    named = [status_words(status) for status in sorted(map(str, statuses))]
    return Text("或".join(words.zh for words in named), " or ".join(words.en for words in named))
