"""Family SUP, first part: how acts of supervision (监督检查) are carried out.

Left out: the number of officers at an interview, which is not laid down, and the day from which the campaign against
defunct organizations may be named: clean-ups of districts came before 民发〔2021〕63号.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal

from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.supervision import Supervision
from minzheng_domain.quantities import Unit, plain
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
    whole,
)
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.terms import days_after
from minzheng_domain.rules.wording import MISSING, counted, in_days, nothing_by
from minzheng_domain.text import Text

_SPOT_CHECKS = Citation("spot-checks")
_IN_FORCE = date(2017, 3, 13)
_ON_SITE = ("SITE_CHECK", "RANDOM")
_MIN_OFFICERS = 2
_SAMPLE = Parameter(
    "random_sample_minimum_percent",
    ParameterKind.DECIMAL,
    Text("年度随机抽查的最低比例（%；县级3，市级4）", "lowest yearly random sample (%; 3 for a county, 4 for a city)"),
)
_PUBLICATION = Parameter(
    "random_check_publication_days",
    ParameterKind.NUMBER,
    Text("随机抽查结果公开期限（天）", "days in which the result of a random check is published"),
)


def _day(act: Supervision) -> date:
    return act.on


@each(
    Supervision,
    id="SUP001",
    title=Text("现场检查人员少于两人", "fewer than two officers on site"),
    why=Text("对社会组织实施现场检查，检查人员不得少于两人。", "An organization is checked on site by two officers or more."),
    remedy=Text("请核对执法人员数；确属一人检查的，重新检查。", "Check the number; if there was one only, check again."),
    severity=Severity.ERROR,
    basis=[_SPOT_CHECKS],
    valid_from=_IN_FORCE,
    on=_day,
    since="0.1",
)
def officers_on_site_too_few(act: Supervision, _look: Look) -> Verdict:
    """Two pass; bodies that are not registered are checked under other rules."""
    if act.method not in _ON_SITE or act.organization is None or act.officers is None:
        return NOT_APPLICABLE
    if act.officers >= _MIN_OFFICERS:
        return None
    return Fault(
        "officers",
        found=counted(act.officers, Unit.PEOPLE),
        expected=Text("不少于2人", "2 or more"),
        difference=counted(_MIN_OFFICERS - act.officers, Unit.PEOPLE),
    )


@each(
    Supervision,
    id="SUP002",
    title=Text("实地检查没有检查通知书", "on-site check without a notice"),
    why=Text("实地检查应当出示证件和检查通知书。", "On site the officers show their identity cards and a notice of inspection."),
    remedy=Text("请补填检查通知书文号。", "Enter the number of the notice."),
    severity=Severity.WARNING,
    basis=[_SPOT_CHECKS],
    valid_from=_IN_FORCE,
    on=_day,
    since="0.1",
)
def site_check_without_notice(act: Supervision, _look: Look) -> Verdict:
    """Bodies that are not registered are checked under other rules."""
    if act.method != "SITE_CHECK" or act.organization is None:
        return NOT_APPLICABLE
    if act.notice_number:
        return None
    return Fault("notice_number", found=MISSING, expected=Text("检查通知书文号", "the number of the notice"))


@each(
    Supervision,
    id="SUP003",
    title=Text("抽查审计没有受托审计机构", "spot audit without an auditor"),
    why=Text(
        "抽查审计委托会计师事务所等机构进行，须有委托证明。",
        "A spot audit is entrusted to an accounting firm, with proof of entrustment.",
    ),
    remedy=Text("请补填受托审计机构。", "Enter the auditor."),
    severity=Severity.WARNING,
    basis=[_SPOT_CHECKS],
    valid_from=_IN_FORCE,
    on=_day,
    since="0.1",
)
def audit_without_auditor(act: Supervision, _look: Look) -> Verdict:
    """Only spot audits."""
    if act.method != "SPOT_AUDIT":
        return NOT_APPLICABLE
    if act.auditor:
        return None
    return Fault("auditor", found=MISSING, expected=Text("受托审计机构", "the entrusted auditor"))


@whole(
    id="SUP004",
    title=Text("年度随机抽查比例不足", "yearly random sample too small"),
    why=Text(
        "登记管理机关每年按比例随机抽查本级登记的社会组织：县级不低于3%，市级不低于4%。",
        "A registry checks a random sample of its organizations every year: 3 % in a county, 4 % in a city.",
    ),
    remedy=Text("请补录随机抽查记录，或核对检查日期。", "Enter the random checks that are missing, or check their days."),
    severity=Severity.WARNING,
    scope=Scope.LEDGER,
    basis=[Citation("spot-checks", "第五条")],
    parameters=[_SAMPLE],
    needs_day=True,
    valid_from=_IN_FORCE,
    since="0.1",
)
def random_sample_too_small(look: Look) -> Iterator[Verdict]:
    """Look at the last complete year: how many of those on the register at its beginning were checked in it.

    A ledger without any act of supervision in that year does not hold this work, and is not judged.
    """
    year = look.day.year - 1
    acts = [act for act in look.ledger.all(Supervision) if act.on.year == year]
    if year < _IN_FORCE.year or not acts:
        return
    own = {one.id for one in _own_register(look, date(year - 1, 12, 31))}
    if not own:
        return
    checked = {act.organization for act in acts if act.method == "RANDOM"} & own
    lowest: Decimal = look.parameter(_SAMPLE)
    if Decimal(len(checked) * 100) >= lowest * len(own):
        yield None
        return
    share = (Decimal(len(checked) * 100) / len(own)).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    yield Fault(
        found=Text(
            f"{year} 年抽查 {len(checked)} 家，占年初在册 {len(own)} 家的 {plain(share)}%",
            f"{len(checked)} checked in {year} of {len(own)} on the register at its beginning, {plain(share)}%",
        ),
        expected=Text(f"不低于 {plain(lowest)}%", f"{plain(lowest)}% or more"),
        difference=counted(lowest - share, Unit.PERCENTAGE_POINTS),
    )


def _own_register(look: Look, day: date) -> Iterator[Organization]:
    """Yield the organizations on the district's own register; where no division is given, it is the district's."""
    division = look.ledger.header.division
    for organization in look.ledger.on_register(day):
        theirs = organization.registering_division
        if organization.type != "COMMUNITY_TEAM" and (not division or not theirs or theirs == division):
            yield organization


@each(
    Supervision,
    id="SUP005",
    title=Text("监督检查没有对象", "an act of supervision of nobody"),
    why=Text("监督检查须有对象，否则不计入被检查的组织数。", "Without its subject an act does not count for any organization."),
    remedy=Text("请填写社会组织编号；未登记的，填写未登记对象。", "Enter the organization, or the unregistered subject."),
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def supervision_of_nobody(act: Supervision, _look: Look) -> Verdict:
    """One of the two is enough."""
    if act.organization or act.subject:
        return None
    return Fault("organization", found=MISSING, expected=Text("社会组织或未登记对象", "an organization or a subject"))


@each(
    Supervision,
    id="SUP006",
    title=Text("检查时组织已退出登记", "checked after it left the register"),
    why=Text(
        "日常监管的对象是在册组织；退出登记后仍以其名义活动的，按未登记对象处理。",
        "Supervision is of organizations on the register; one that goes on without it is an unregistered subject.",
    ),
    remedy=Text("请核对检查日期、检查对象和退出登记日期。", "Check the day, whom it was about, and the day of removal."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("calendar")],
    since="0.1",
)
def checked_after_removal(act: Supervision, look: Look) -> Verdict:
    """The day of removal itself passes."""
    organization = look.get(Organization, act.organization)
    if organization is None or organization.removed_on is None:
        return NOT_APPLICABLE
    removed = organization.removed_on
    if act.on <= removed:
        return None
    return Fault(
        "on",
        found=str(act.on),
        expected=Text(f"不晚于退出登记日期 {removed}", f"not after the removal of {removed}"),
        difference=in_days(act.on - removed),
        related=(organization.id,),
    )


@each(
    Supervision,
    id="SUP013",
    title=Text("法人约谈的对象不是登记的组织", "an interview of leaders of what is not registered"),
    why=Text(
        "行政执法约谈的对象是社会组织的负责人；未登记的对象适用劝诫、取缔等措施。",
        "Interviews are held with the leaders of social organizations; unregistered bodies are admonished or banned.",
    ),
    remedy=Text("请核对监管方式，或填写社会组织编号。", "Check the method, or enter the organization."),
    severity=Severity.NOTICE,
    basis=[Citation("interviews")],
    valid_from=date(2016, 3, 16),
    on=_day,
    since="0.1",
)
def interview_of_unregistered_body(act: Supervision, _look: Look) -> Verdict:
    """Only where an unregistered subject is entered and no organization."""
    if act.method != "INTERVIEW" or (act.organization is None and act.subject is None):
        return NOT_APPLICABLE
    if act.organization is not None:
        return None
    found = Text(f"法人约谈（{act.subject}）", f"an interview ('{act.subject}')")
    return Fault("method", found=found, expected=Text("登记的社会组织", "a registered organization"))


@each(
    Supervision,
    id="SUP008",
    title=Text("随机抽查结果逾期未公开", "result of a random check not published in time"),
    why=Text(
        "双随机抽查的结果应当告知被抽查的组织并向社会公开（一公开）。",
        "The result of a random check is told to the organization and published.",
    ),
    remedy=Text("请公开抽查结果，补填结果公开日期。", "Publish the result, and enter the day."),
    severity=Severity.WARNING,
    basis=[_SPOT_CHECKS],
    parameters=[_PUBLICATION],
    needs_day=True,
    valid_from=_IN_FORCE,
    on=_day,
    since="0.1",
)
def random_check_unpublished(act: Supervision, look: Look) -> Verdict:
    """The days are those that the district gives itself; the last of them passes."""
    if act.method != "RANDOM":
        return NOT_APPLICABLE
    last = days_after(act.on, look.parameter(_PUBLICATION))
    if (act.published_on or look.day) <= last:
        return None
    return Fault(
        "published_on",
        found=str(act.published_on) if act.published_on else nothing_by(look.day),
        expected=Text(f"不晚于 {last}", f"not later than {last}"),
        difference=in_days((act.published_on or look.day) - last),
    )
