"""Family REG, continued: who oversees an organization (业务主管单位) and who leads it (法定代表人).

Names of persons are compared, and never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from minzheng_domain.codes import Sureness
from minzheng_domain.model.decoupling import DecouplingCase
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.registration import SCHEMA, on_register
from minzheng_domain.rules.wording import EMPTY
from minzheng_domain.text import Text

FULL_DECOUPLING_FROM: Final = date(2019, 6, 14)
"""The day of 发改体改〔2019〕1063号."""

_DIRECT = Citation("direct-registration")
_NO_NAME = re.compile(r"[*＊×○〇?？某〔]|[xX]{2}|^(不详|待定|暂缺|空缺|未知|暂无)$")
"""What stands in the place of a name that is masked or not known."""


@each(
    Organization,
    id="REG009",
    title=Text("双重管理而没有业务主管单位", "dual management without a supervising body"),
    why=Text(
        "双重管理的社会组织，须有业务主管单位。",
        "An organization under dual management has to have a supervising body.",
    ),
    remedy=Text(
        "请补填业务主管单位；属直接登记的，请改管理方式。", "Enter the supervising body, or correct the form of management."
    ),
    severity=Severity.ERROR,
    basis=[
        Citation("social-group-regulation", "第九条"),
        Citation("service-agency-regulation", "第八条"),
        SCHEMA,
    ],
    since="0.1",
)
def dual_management_without_supervising_body(organization: Organization, _look: Look) -> Verdict:
    """Ask for the supervising body of what is under dual management."""
    if organization.management != "DUAL" or not on_register(organization):
        return NOT_APPLICABLE
    if _stated(organization.supervising_body):
        return None
    return Fault("supervising_body", found=EMPTY, expected=Text("业务主管单位的名称", "the supervising body"))


@each(
    Organization,
    id="REG010",
    title=Text("直接登记而填有业务主管单位", "direct registration with a supervising body"),
    why=Text(
        "直接登记的社会组织不设业务主管单位，可以另填行业管理部门。",
        "What registers directly has no supervising body; the department of its sector stands in a field of its own.",
    ),
    remedy=Text(
        "请核对管理方式；属行业管理部门的，请移到“行业管理部门”。",
        "Check the form of management; move a department of the sector to its own field.",
    ),
    severity=Severity.ERROR,
    basis=[_DIRECT, SCHEMA],
    since="0.1",
)
def direct_registration_with_supervising_body(organization: Organization, _look: Look) -> Verdict:
    """Hold the supervising body against direct registration."""
    if organization.management != "DIRECT" or not on_register(organization):
        return NOT_APPLICABLE
    body = organization.supervising_body
    if not _stated(body):
        return None
    return Fault("supervising_body", found=body or "", expected=Text("不填", "nothing"))


@whole(
    id="REG011",
    title=Text("已完成脱钩的行业协会商会仍有业务主管单位", "a decoupled association still has a supervising body"),
    why=Text(
        "脱钩后的行业协会商会直接登记，不再设置业务主管单位。",
        "A decoupled association is registered directly and has no supervising body any more.",
    ),
    remedy=Text(
        "请核对脱钩是否完成；已完成的，请改管理方式并删去业务主管单位。",
        "See whether it is decoupled; if so, correct the form of management and remove the supervising body.",
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-full", "改革任务部分", sure=Sureness.READ)],
    valid_from=FULL_DECOUPLING_FROM,
    since="0.1",
)
def supervising_body_after_decoupling(look: Look) -> Iterator[Verdict]:
    """Look for supervising bodies of what was decoupled since 1063号; where it registers directly, REG010 tells it."""
    for case in look.ledger.all(DecouplingCase):
        organization = look.get(Organization, case.organization)
        done = case.stage == "COMPLETED" and case.completed_on is not None
        if organization is None or not done or (case.completed_on or date.min) < FULL_DECOUPLING_FROM:
            continue
        if not on_register(organization) or organization.management == "DIRECT":
            continue
        body = organization.supervising_body
        yield (
            Fault(
                "supervising_body",
                record=organization,
                found=body or "",
                expected=Text(f"不填（{case.completed_on} 完成脱钩）", f"nothing (decoupled on {case.completed_on})"),
                related=(case.id,),
            )
            if _stated(body)
            else None
        )


@whole(
    id="REG019",
    title=Text("两家社会团体的法定代表人同名", "legal representatives of two social groups bear one name"),
    why=Text(
        "社会团体的法定代表人不得同时担任其他社会团体的法定代表人。同名的不一定是一个人，所以只作提示。",
        "The legal representative of a social group may not be that of another. One name need not be one person, hence "
        "a notice only.",
    ),
    remedy=Text("请核对是不是同一个人；是的，应变更其中一家的法定代表人。", "See whether it is one person; if so, one has to change."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("social-group-regulation", "第十二条")],
    since="0.1",
)
def one_representative_of_two_groups(look: Look) -> Iterator[Verdict]:
    """Look for names that legal representatives of social groups share."""
    groups = {name: [one for one in led if one.type == "SOCIAL_GROUP"] for name, led in _by_representative(look)}
    for led in groups.values():
        for organization in led:
            others = [other.id for other in led if other.id != organization.id]
            yield _same_representative(organization, others) if others else None


@whole(
    id="REG020",
    title=Text(
        "基金会法定代表人与其他组织的同名", "a foundation's legal representative bears the name of another organization's"
    ),
    why=Text(
        "基金会的法定代表人不得同时担任其他组织的法定代表人。同名的不一定是一个人，所以只作提示。",
        "The legal representative of a foundation may not be that of any other organization. One name need not be one "
        "person, hence a notice only.",
    ),
    remedy=Text("请核对是不是同一个人；是的，应变更其中一家的法定代表人。", "See whether it is one person; if so, one has to change."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("foundation-regulation", "第二十三条")],
    since="0.1",
)
def representative_of_a_foundation_and_another(look: Look) -> Iterator[Verdict]:
    """Look for names that the legal representative of a foundation shares with that of any other organization."""
    for _, led in _by_representative(look):
        for organization in led:
            if organization.type != "FOUNDATION":
                continue
            others = [other.id for other in led if other.id != organization.id]
            yield _same_representative(organization, others) if others else None


def _by_representative(look: Look) -> Iterator[tuple[str, list[Organization]]]:
    """Yield what stands on the register by the name of its legal representative, without names that name nobody."""
    led: dict[str, list[Organization]] = {}
    for organization in look.ledger.all(Organization):
        name = "".join((organization.legal_representative or "").split())
        if len(name) > 1 and on_register(organization) and not _NO_NAME.search(name):
            led.setdefault(name, []).append(organization)
    yield from led.items()


def _same_representative(organization: Organization, others: list[str]) -> Fault:
    return Fault(
        "legal_representative",
        record=organization,
        found=Text(f"与另外{len(others)}家同名", f"the name of {len(others)} other{'' if len(others) == 1 else 's'}, too"),
        expected=Text("不担任其他组织法定代表人的人", "a person who is not that of another organization"),
        related=tuple(sorted(others)),
    )


def _stated(name: str | None) -> bool:
    return bool(name and not name.isspace())
