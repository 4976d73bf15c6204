"""Family DEC, requirements that other records prove or belie (以台账其他记录印证的核查要求).

Of the nineteen requirements under the five pairs, those whose fulfilment leaves a trace in the ledger: the days of the
case (ORG-1, ORG-2, ORG-3, ORG-5), the association's registration (ORG-2), inventories (ASSET-3), officials' posts
(STAFF-2, STAFF-3). Source: 中办发〔2015〕39号; what 发改体改〔2019〕1063号 added for ORG-2.
"""

from __future__ import annotations

from minzheng_domain.codes import Sureness
from minzheng_domain.model.decoupling import AssetInventory, DecouplingCase, DecouplingCheck
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, counted
from minzheng_domain.text import Text

_BODIES = Citation("decoupling-plan", "（一）", sure=Sureness.READ)


def _case_if_done(check: DecouplingCheck, look: Look, requirement: str) -> DecouplingCase | None:
    """Return the case of a check, if the check says that a requirement is met."""
    is_done = check.requirement == requirement and check.state == "DONE"
    return look.get(DecouplingCase, check.case) if is_done else None


def _posts_kept(check: DecouplingCheck, look: Look, case: DecouplingCase) -> list[OfficialPost]:
    """Return the posts in the association that have not ended, without those begun after the check was approved."""
    return [
        post
        for post in look.related(OfficialPost, "organization", case.organization)
        if post.ended_on is None
        and post.cleared_on is None
        and not (post.started_on and check.approved_on and post.started_on > check.approved_on)
    ]


@each(
    DecouplingCheck,
    id="DEC008",
    title=Text("关系已取消而没有取消日期", "relation ended on no day"),
    why=Text(
        "取消关系的社团家数以取消关系日期为准，没有日期的不计入。",
        "Associations whose relation ended are counted by the day of it; without one they are left out.",
    ),
    remedy=Text("请在脱钩事项中补填取消关系日期。", "Enter the day in the case."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_BODIES, Citation("ledger-schema")],
    since="0.1",
)
def relation_ended_without_day(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for ORG-1 done in a case that has no day on which the relation ended."""
    if (case := _case_if_done(check, look, "ORG-1")) is None:
        return NOT_APPLICABLE
    if case.relation_ended_on is not None:
        return None
    wanted = Text("脱钩事项填有取消关系日期", "a case with the day on which the relation ended")
    found = Text("已完成，但取消关系日期未填", "done, but no day on which the relation ended")
    return Fault("state", found=found, expected=wanted, related=(case.id,))


@each(
    DecouplingCheck,
    id="DEC009",
    title=Text("已直接登记而没有换证日期", "registered directly, certificate of old"),
    why=Text(
        "直接登记、独立运行后换发登记证书，证书上不再有业务主管单位。",
        "Once registered directly, the association gets a certificate that names no supervising body.",
    ),
    remedy=Text("请换发证书，并在脱钩事项中补填换证日期。", "Replace the certificate, and enter the day in the case."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-practice")],
    since="0.1",
)
def direct_registration_on_the_old_certificate(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for ORG-2 done in a case that has no day on which the certificate was replaced."""
    if (case := _case_if_done(check, look, "ORG-2")) is None:
        return NOT_APPLICABLE
    if case.certificate_replaced_on is not None:
        return None
    wanted = Text("脱钩事项填有换证日期", "a case with the day on which the certificate was replaced")
    found = Text("已完成，但换证日期未填", "done, but no day on which the certificate was replaced")
    return Fault("state", found=found, expected=wanted, related=(case.id,))


@each(
    DecouplingCheck,
    id="DEC010",
    title=Text("已直接登记而仍有业务主管单位", "registered directly under a supervising body"),
    why=Text(
        "行业协会商会脱钩后直接登记、独立运行，不再设置业务主管单位。",
        "A decoupled association registers directly, runs independently and has no supervising body.",
    ),
    remedy=Text(
        "请改正核查结果；已直接登记的，更新社会组织的业务主管单位和管理方式。",
        "Correct the check, or clear the association's supervising body and its form of management.",
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_BODIES, Citation("decoupling-full", sure=Sureness.READ)],
    since="0.1",
)
def direct_registration_under_a_supervising_body(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for ORG-2 done of an association with a supervising body, in cases that are not completed.

    Of completed cases, and of associations that register directly, the registration rules tell it (REG010, REG011).
    """
    case = _case_if_done(check, look, "ORG-2")
    association = look.get(Organization, case.organization) if case else None
    if case is None or association is None or case.stage == "COMPLETED" or association.management == "DIRECT":
        return NOT_APPLICABLE
    body = (association.supervising_body or "").strip()
    if not body:
        return None
    wanted = Text("没有业务主管单位", "no supervising body")
    found = Text(f"已完成，但业务主管单位为{body}", f"done, but its supervising body is '{body}'")
    return Fault("state", found=found, expected=wanted, related=(association.id, case.id))


@each(
    DecouplingCheck,
    id="DEC011",
    title=Text("协会间关系已调整而章程没有核准日期", "relations between associations adjusted, charter of old"),
    why=Text(
        "协会之间代管、协管、挂靠关系调整后应载入章程，章程须经核准。",
        "Relations between associations are adjusted and written into the charter, which has to be approved.",
    ),
    remedy=Text(
        "请在脱钩事项中补填章程核准日期；没有这类关系的改为不适用并注明原因。",
        "Enter the day in the case; where there were no such relations, the requirement does not apply.",
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_BODIES],
    since="0.1",
)
def relations_adjusted_outside_the_charter(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for ORG-3 done in a case that has no day on which the charter was approved."""
    if (case := _case_if_done(check, look, "ORG-3")) is None:
        return NOT_APPLICABLE
    if case.charter_amended_on is not None:
        return None
    wanted = Text("脱钩事项填有章程核准日期", "a case with the day on which the charter was approved")
    found = Text("已完成，但章程核准日期未填", "done, but no day on which the charter was approved")
    return Fault("state", found=found, expected=wanted, related=(case.id,))


@each(
    DecouplingCheck,
    id="DEC012",
    title=Text("合署办公已结束而没有腾退日期", "co-location ended on no day"),
    why=Text(
        "腾退合署办公的社团家数以腾退日期为准，没有日期的不计入。",
        "Associations no longer co-located are counted by the day of it; without one they are left out.",
    ),
    remedy=Text("请在脱钩事项中补填合署办公腾退日期。", "Enter the day in the case."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan", "（一）")],
    since="0.1",
)
def colocation_ended_without_day(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for ORG-5 done in a case that is co-located still; of completed cases DEC027 tells it."""
    case = _case_if_done(check, look, "ORG-5")
    if case is None or case.stage == "COMPLETED" or not case.is_colocated:
        return NOT_APPLICABLE
    if case.colocation_ended_on is not None:
        return None
    wanted = Text("脱钩事项填有合署办公腾退日期", "a case with the day on which co-location ended")
    found = Text("已完成，但腾退日期未填", "done, but no day on which co-location ended")
    return Fault("state", found=found, expected=wanted, related=(case.id,))


@each(
    DecouplingCheck,
    id="DEC013",
    title=Text("资产清查已完成而没有清查记录", "assets settled without an inventory"),
    why=Text(
        "清查家数和国有资产金额出自资产清查记录，没有记录的不计入。",
        "Associations and state assets inventoried are counted from the inventories; without one they are left out.",
    ),
    remedy=Text("请补录目的为“脱钩资产清查”、填有完成日期的清查记录。", "Enter the inventory, with its day of completion."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan", "（三）"), Citation("decoupling-assets")],
    since="0.1",
)
def assets_settled_without_inventory(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for ASSET-3 done of an association that has no completed inventory in decoupling."""
    if (case := _case_if_done(check, look, "ASSET-3")) is None:
        return NOT_APPLICABLE
    inventories = look.related(AssetInventory, "organization", case.organization)
    begun = sorted(one.id for one in inventories if one.purpose == "DECOUPLING")
    if any(one.purpose == "DECOUPLING" and one.completed_on is not None for one in inventories):
        return None
    return Fault(
        "state",
        found=Text("已完成，但脱钩资产清查没有完成日期", "done, but the inventory in decoupling has no day of completion")
        if begun
        else Text("已完成，但没有脱钩资产清查记录", "done, but there is no inventory in decoupling"),
        expected=Text("已完成的脱钩资产清查", "a completed inventory in decoupling"),
        related=(case.id, *begun),
    )


@each(
    AssetInventory,
    id="DEC014",
    title=Text("资产清查没有财政部门的确认", "inventory without confirmation"),
    why=Text(
        "脱钩的资产清查结果须由财政部门确认或批复，未经确认的不能作为权属界定的依据。",
        "What an inventory in decoupling finds is confirmed by the finance department before ownership is settled.",
    ),
    remedy=Text("请补填财政确认日期和文号，或改正 ASSET-3 的核查结果。", "Enter the confirmation, or correct check ASSET-3."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-practice")],
    since="0.1",
)
def unconfirmed_inventory(inventory: AssetInventory, look: Look) -> Verdict:
    """Look for completed inventories in decoupling without confirmation, where ASSET-3 is done."""
    if inventory.purpose != "DECOUPLING" or inventory.completed_on is None:
        return NOT_APPLICABLE
    done = [
        check.id
        for case in look.related(DecouplingCase, "organization", inventory.organization)
        for check in look.related(DecouplingCheck, "case", case.id)
        if check.requirement == "ASSET-3" and check.state == "DONE"
    ]
    if not done:
        return NOT_APPLICABLE
    if inventory.confirmed_on is not None:
        return None
    wanted = Text("财政确认日期", "the day of the confirmation")
    return Fault("confirmed_on", found=NOT_FILLED_IN, expected=wanted, related=tuple(sorted(done)))


@each(
    DecouplingCheck,
    id="DEC015",
    title=Text("在职公务员已清理而仍有人任职", "serving officials cleared, but still in post"),
    why=Text(
        "脱钩要求一次性清理在职公务员的任职、兼职，核查通过后不应再有人在任。",
        "Decoupling clears the posts of serving officials once for all; when that is done, none is left.",
    ),
    remedy=Text("请补填离任或清理日期，或改正核查结果。", "Enter when the post ended or was cleared, or correct the check."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan", "（四）"), Citation("decoupling-full")],
    since="0.1",
)
def serving_official_left_in_post(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for STAFF-2 done where an official who has not retired holds a post that was there at the check."""
    if (case := _case_if_done(check, look, "STAFF-2")) is None:
        return NOT_APPLICABLE
    left = sorted(post.id for post in _posts_kept(check, look, case) if post.standing in {"SERVING", "LEFT_POST"})
    if not left:
        return None
    wanted = Text("没有在职公务员任职、兼职", "no post held by a serving official")
    kept = counted(len(left), Unit.POSTS)
    found = Text("已完成，但仍有{kept}任职", "done, but {kept} still held").format(kept=kept)
    return Fault("state", found=found, expected=wanted, related=tuple(left))


@each(
    DecouplingCheck,
    id="DEC016",
    title=Text("退（离）休干部任职合规而有人未经审批备案", "retired officials in order, but without permission"),
    why=Text(
        "退（离）休领导干部任职须按干部管理权限审批或者备案，核查通过的不应有未审批备案的任职。",
        "Posts of retired officials need approval or filing; when the check is passed, none is without.",
    ),
    remedy=Text("请补办审批或备案、清理任职，或改正核查结果。", "Get the permission or clear the post, or correct the check."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("officials-notice", "第一条"), Citation("decoupling-plan", "（四）")],
    since="0.1",
)
def retired_official_left_without_permission(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for STAFF-3 done where a retired official holds a post that is neither approved nor filed."""
    if (case := _case_if_done(check, look, "STAFF-3")) is None:
        return NOT_APPLICABLE
    posts = _posts_kept(check, look, case)
    left = sorted(post.id for post in posts if post.standing == "RETIRED" and post.permission == "NONE")
    if not left:
        return None
    wanted = Text("全部经审批或备案", "every post approved or filed")
    kept = counted(len(left), Unit.POSTS)
    found = Text("已完成，但{kept}任职未审批备案", "done, but {kept} neither approved nor filed").format(kept=kept)
    return Fault("state", found=found, expected=wanted, related=tuple(left))
