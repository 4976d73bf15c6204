"""Family REG: the register (登记): statuses (登记状态) and their days, and what every registered organization states.

What an organization has to have is in :mod:`~minzheng_domain.rules.registration_conditions`, who oversees and leads it
in :mod:`~minzheng_domain.rules.registration_management`, its changes in
:mod:`~minzheng_domain.rules.registration_changes`.
"""

from __future__ import annotations

from minzheng_domain.codes import code_list
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import EMPTY, in_days
from minzheng_domain.text import Text

ON_REGISTER = frozenset({"REGISTERED", "SUSPENDED", "DEREGISTERING"})
"""The statuses of what stands on the register (在册)."""

REMOVED = frozenset({"DEREGISTERED", "REVOKED", "CERT_REVOKED"})
"""The statuses of what stood on it: 注销, 撤销登记, 吊销登记证书. What was banned (取缔) never did."""

LEGAL_TYPES = frozenset({"SOCIAL_GROUP", "SERVICE_AGENCY", "FOUNDATION"})
"""The types that are registered; community teams are filed."""

SCHEMA = Citation("ledger-schema")
CALENDAR = Citation("calendar")


def on_register(organization: Organization) -> bool:
    """Tell whether an organization stands on the register, by its present status."""
    return organization.status in ON_REGISTER and organization.type in LEGAL_TYPES


def status_words(status: str) -> Text:
    """Return a status as its label and its code."""
    entry = code_list("organization-status").get(status)
    label = entry.label if entry else Text(status, status)
    return Text(f"{label.zh}（{status}）", f"{label.en} ({status})") if entry else label


@each(
    Organization,
    id="REG001",
    title=Text("在册的社会组织没有成立登记日期", "registered, but without a day of registration"),
    why=Text(
        "没有成立登记日期的，按日期统计的登记数、在册数都会漏计。",
        "Without its day an organization is left out of every figure of the register.",
    ),
    remedy=Text("请按登记证书补填成立登记日期。", "Enter the day from the certificate."),
    severity=Severity.ERROR,
    basis=[SCHEMA],
    since="0.1",
)
def registered_without_a_day(organization: Organization, _look: Look) -> Verdict:
    """Ask for the day of registration of what stands on the register."""
    if not on_register(organization):
        return NOT_APPLICABLE
    if organization.registered_on is not None:
        return None
    return Fault("registered_on", found=EMPTY, expected=Text("成立登记日期", "the day of registration"))


@each(
    Organization,
    id="REG002",
    title=Text("已注销、撤销或吊销而没有退出登记日期", "removed from the register, but without a day of removal"),
    why=Text(
        "没有退出登记日期的，仍会算作在册。",
        "Without the day of its removal an organization still counts as standing on the register.",
    ),
    remedy=Text("请补填注销、撤销登记或吊销登记证书的日期。", "Enter the day on which it was removed."),
    severity=Severity.ERROR,
    basis=[SCHEMA],
    since="0.1",
)
def removed_without_a_day(organization: Organization, _look: Look) -> Verdict:
    """Ask for the day of removal of what has left the register, or the list of filed teams."""
    if organization.status not in REMOVED:
        return NOT_APPLICABLE
    if organization.removed_on is not None:
        return None
    return Fault("removed_on", found=EMPTY, expected=Text("退出登记的日期", "the day of removal"))


@each(
    Organization,
    id="REG003",
    title=Text("有退出登记日期而状态不是注销、撤销或吊销", "a day of removal, but a status that is not removed"),
    why=Text(
        "按日期它已不在册，按状态它还在册，两种统计会不一致。",
        "By its days it has left the register, by its status it has not, and figures disagree.",
    ),
    remedy=Text("请改正登记状态，或删去退出登记日期。", "Correct the status, or remove the day."),
    severity=Severity.ERROR,
    basis=[SCHEMA],
    since="0.1",
)
def day_of_removal_without_removal(organization: Organization, _look: Look) -> Verdict:
    """Hold the status against the day of removal; what is banned may have been given a day."""
    if organization.removed_on is None or organization.status == "BANNED":
        return NOT_APPLICABLE
    if organization.status in REMOVED:
        return None
    return Fault(
        "removed_on",
        found=Text("{day}，{status}", "{day}, {status}").format(
            day=organization.removed_on, status=status_words(organization.status)
        ),
        expected=Text("空，或状态为注销、撤销登记、吊销登记证书", "nothing, or a status of what is removed"),
    )


@each(
    Organization,
    id="REG004",
    title=Text("退出登记早于成立登记", "removed before it was registered"),
    why=Text("先登记，后注销、撤销或吊销。", "Registration comes first, removal after it."),
    remedy=Text("请核对两个日期。", "Check both days."),
    severity=Severity.ERROR,
    basis=[CALENDAR],
    since="0.1",
)
def removed_before_registration(organization: Organization, _look: Look) -> Verdict:
    """Hold the day of removal against that of registration or, of a team, of filing; one day for both is right."""
    began, ended = organization.registered_on or organization.filed_on, organization.removed_on
    if began is None or ended is None:
        return NOT_APPLICABLE
    if ended >= began:
        return None
    return Fault(
        "removed_on",
        found=str(ended),
        expected=Text(
            f"不早于成立登记（备案）日期 {began} 的日期", f"a day not before {began}, when it was registered or filed"
        ),
        difference=in_days(began - ended),
    )


@each(
    Organization,
    id="REG018",
    title=Text("登记证书已过有效期", "the certificate has expired"),
    why=Text(
        "证书有有效期（民办非企业单位登记证书副本为4年），过期应办理延续或换发。",
        "Certificates hold for a term (the copy of a service agency's for four years) and have to be extended.",
    ),
    remedy=Text("请通知其办理延续；已办理的，请更新有效期。", "Have it extended; if it was, enter the new day."),
    severity=Severity.WARNING,
    basis=[Citation("service-agency-registration", "第二十四条"), CALENDAR],
    needs_day=True,
    since="0.1",
)
def expired_certificate(organization: Organization, look: Look) -> Verdict:
    """Hold the last day of the certificate against the day of the check."""
    until = organization.certificate_valid_until
    if until is None or not on_register(organization):
        return NOT_APPLICABLE
    if until >= look.day:
        return None
    return Fault(
        "certificate_valid_until",
        found=str(until),
        expected=Text(f"检查日 {look.day} 或以后的日期", f"a day not before that of the check, {look.day}"),
        difference=in_days(look.day - until),
    )


@each(
    Organization,
    id="REG021",
    title=Text("民办非企业单位没有填行（事）业", "a service agency without a service sector"),
    why=Text(
        "民办非企业单位按行（事）业登记，共十类；不填，分类统计会漏计。",
        "Service agencies are registered by sector, of which there are ten; without it figures by sector miss it.",
    ),
    remedy=Text("请补填行（事）业。", "Enter the sector."),
    severity=Severity.NOTICE,
    basis=[Citation("service-agency-registration", "第四条")],
    since="0.1",
)
def missing_service_sector(organization: Organization, _look: Look) -> Verdict:
    """Ask for the sector of a service agency."""
    if organization.type != "SERVICE_AGENCY" or not on_register(organization):
        return NOT_APPLICABLE
    if organization.service_sector:
        return None
    return Fault("service_sector", found=EMPTY, expected=Text("十类行（事）业之一", "one of the ten sectors"))


@each(
    Organization,
    id="REG022",
    title=Text("在册的社会组织没有填管理方式", "registered, but without a form of management"),
    why=Text(
        "不填双重管理还是直接登记，就无法核对该不该有业务主管单位。",
        "Unless it is said whether it registered directly, nobody can tell whether it needs a supervising body.",
    ),
    remedy=Text("请补填双重管理或直接登记。", "Enter dual management or direct registration."),
    severity=Severity.NOTICE,
    basis=[SCHEMA],
    since="0.1",
)
def missing_management(organization: Organization, _look: Look) -> Verdict:
    """Ask for the form of management of what stands on the register."""
    if not on_register(organization):
        return NOT_APPLICABLE
    if organization.management:
        return None
    return Fault(
        "management", found=EMPTY, expected=Text("双重管理或直接登记", "dual management or direct registration")
    )
