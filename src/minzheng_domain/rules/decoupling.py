"""Family DEC, the course of a case: stages, days, exits (脱钩事项的进度、日期和转出).

Sources: 中办发〔2015〕39号, 发改体改〔2019〕1063号; the order of steps is only held against a case where it is certain.
What was checked is judged in ``decoupling_requirements`` and ``decoupling_records``, whom it concerns and how cases
stand to each other in ``decoupling_scope``, assets in ``decoupling_assets``.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from minzheng_domain.codes import Sureness
from minzheng_domain.model.decoupling import DecouplingCase
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, in_days, label
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_BODIES = Citation("decoupling-plan", "（一）")
DUE = date(2020, 12, 31)
"""By this day local associations were to be decoupled."""

_IN_ORDER = (
    ("surveyed_on", "listed_on", "planned_on", "plan_approved_on", "completed_on"),
    ("approved_on", "certificate_replaced_on"),
    ("approved_on", "completed_on"),
    ("relation_ended_on", "completed_on"),
)
"""Steps that cannot change places: an association is surveyed to be listed, a certificate replaced on approval.

Evaluation, the charter and the certificate may follow completion where a city's plan has it so.
"""


def is_open(case: DecouplingCase) -> bool:
    """Tell whether a case is neither completed nor has left the procedure."""
    ended = case.completed_on is not None or case.exited_on is not None
    return not ended and case.stage not in {"COMPLETED", "EXITED"}


def _has_exited(case: DecouplingCase) -> bool:
    return case.stage == "EXITED" or case.exit is not None or case.exited_on is not None


@each(
    DecouplingCase,
    id="DEC017",
    title=Text("已完成脱钩而没有完成日期", "decoupling completed on no day"),
    why=Text(
        "完成脱钩的统计以完成日期为准，没有日期的不计入。",
        "What was decoupled is counted by its day; a case without one is left out of the figures.",
    ),
    remedy=Text("请补填脱钩完成日期。", "Enter the day of completion."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def completion_without_day(case: DecouplingCase, _look: Look) -> Verdict:
    """Look for completed cases without the day of completion."""
    if case.stage != "COMPLETED":
        return NOT_APPLICABLE
    if case.completed_on is not None:
        return None
    return Fault("completed_on", found=NOT_FILLED_IN, expected=Text("脱钩完成日期", "the day of completion"))


@each(
    DecouplingCase,
    id="DEC018",
    title=Text("有完成日期而进度不是“完成脱钩”", "completion day at another stage"),
    why=Text(
        "有完成日期的计为已脱钩，与进度矛盾时无法判断是否完成。",
        "A case with a day of completion counts as decoupled; its stage says that it is not.",
    ),
    remedy=Text("已完成的请把进度改为“完成脱钩”，未完成的请删去完成日期。", "Set the stage to completed, or remove the day."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def completion_day_at_another_stage(case: DecouplingCase, _look: Look) -> Verdict:
    """Look for days of completion at another stage; one that has left the procedure is told by DEC021."""
    if case.completed_on is None or _has_exited(case):
        return NOT_APPLICABLE
    if case.stage == "COMPLETED":
        return None
    wanted = Text("完成脱钩（COMPLETED）", "completed (COMPLETED)")
    return Fault("stage", found=label("decoupling-stage", case.stage), expected=wanted)


@each(
    DecouplingCase,
    id="DEC019",
    title=Text("脱钩步骤的日期先后颠倒", "steps of decoupling out of order"),
    why=Text(
        "后一步骤以前一步骤为前提，日期颠倒说明至少有一处填错，按截止日期统计会算错。",
        "A step builds on the one before; where their days are reversed, one is wrong and figures come out wrong.",
    ),
    remedy=Text("请对照文件核对两个日期。", "Check both days against the documents."),
    severity=Severity.ERROR,
    basis=[Citation("calendar")],
    since="0.1",
)
def steps_out_of_order(case: DecouplingCase, _look: Look) -> Verdict:
    """Look for the first step that is dated before one that it builds on; steps without a day are passed over."""
    compared = False
    for names in _IN_ORDER:
        dated = [(name, day) for name in names if isinstance(day := getattr(case, name), date)]
        for (earlier, first), (later, second) in pairwise(dated):
            compared = True
            if second < first:
                header = case.__kind__.column(earlier).declaration.header
                return Fault(
                    later,
                    found=f"{second}",
                    expected=Text(f"不早于{header.zh} {first}", f"no earlier than '{header.en}', {first}"),
                    difference=in_days(first - second),
                )
    return None if compared else NOT_APPLICABLE


@each(
    DecouplingCase,
    id="DEC020",
    title=Text("转出的进度、方式和日期不全", "exit told in part"),
    why=Text(
        "转出的不再列入待脱钩，进度、转出方式和转出日期缺一就不能确定是否转出。",
        "What has left is no longer to be decoupled; stage, way and day of the exit say so together.",
    ),
    remedy=Text(
        "已转出的请补齐进度、转出方式和转出日期，未转出的请删去。", "Complete stage, way and day of the exit, or remove them."
    ),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def exit_told_in_part(case: DecouplingCase, _look: Look) -> Verdict:
    """Look for exits of which only a part is told; one that is also completed is told by DEC021."""
    if not _has_exited(case) or case.completed_on is not None or case.stage == "COMPLETED":
        return NOT_APPLICABLE
    if case.exit is None:
        return Fault("exit", found=NOT_FILLED_IN, expected=Text("转出方式", "the way of the exit"))
    if case.exited_on is None:
        return Fault("exited_on", found=NOT_FILLED_IN, expected=Text("转出日期", "the day of the exit"))
    if case.stage != "EXITED":
        wanted = Text("转出（EXITED）", "left the procedure (EXITED)")
        return Fault("stage", found=label("decoupling-stage", case.stage), expected=wanted)
    return None


@each(
    DecouplingCase,
    id="DEC021",
    title=Text("既转出又完成脱钩", "both exited and completed"),
    why=Text(
        "转出是未经脱钩离开程序，与完成脱钩不能并存，两项统计会重复。",
        "To exit is to leave without being decoupled; a case that says both is counted twice.",
    ),
    remedy=Text("请按实际结果保留一种。", "Keep the one that is true."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def exit_and_completion(case: DecouplingCase, _look: Look) -> Verdict:
    """Look for cases that say of themselves that they were completed and that they left."""
    completed = case.stage == "COMPLETED" or case.completed_on is not None
    if not completed and not _has_exited(case):
        return NOT_APPLICABLE
    if not (completed and _has_exited(case)):
        return None
    return Fault("stage", found=Text("完成脱钩、转出并存", "both completed and exited"), expected=Text("其中一种", "one of the two"))


@each(
    DecouplingCase,
    id="DEC022",
    title=Text("以注销转出的社团仍在登记", "exit by deregistration, but still registered"),
    why=Text(
        "以依法注销转出的，应当已办理或正在办理注销；仍为正常登记的会漏出脱钩名单。",
        "What exits by deregistration has been or is being deregistered; still registered, it drops off the list.",
    ),
    remedy=Text(
        "已注销的请更新登记状态和退出登记日期；未注销的请改正转出方式。",
        "Update its status and the day of its removal, or correct the way of the exit.",
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan")],
    since="0.1",
)
def deregistration_exit_of_the_registered(case: DecouplingCase, look: Look) -> Verdict:
    """Look for exits by deregistration of associations that are registered; one in liquidation passes."""
    association = look.get(Organization, case.organization)
    if case.exit != "DEREGISTERED" or association is None:
        return NOT_APPLICABLE
    if association.removed_on is not None or association.status not in {"REGISTERED", "SUSPENDED"}:
        return None
    return Fault(
        "exit",
        found=Text("依法注销，但登记状态为{status}", "exit by deregistration, but the status is '{status}'").format(
            status=label("organization-status", association.status)
        ),
        expected=Text("注销或清算中的社团", "an association deregistered or in liquidation"),
        related=(association.id,),
    )


@each(
    DecouplingCase,
    id="DEC023",
    title=Text("2020年底后仍未完成脱钩", "open after the end of 2020"),
    why=Text(
        "2019年全面推开的改革要求2020年底前基本完成，逾期的应说明原因。",
        "The reform of 2019 was to be completed by the end of 2020; what is open later needs an explanation.",
    ),
    remedy=Text("请完成脱钩，或登记转出方式和日期。", "Complete the decoupling, or enter how and when it left."),
    severity=Severity.WARNING,
    basis=[Citation("decoupling-full")],
    needs_day=True,
    since="0.1",
)
def open_after_the_deadline(case: DecouplingCase, look: Look) -> Verdict:
    """Look for listed cases that are neither completed nor left, after the last day; exits are no concern."""
    surveyed_only = case.stage == "SURVEYED" and case.listed_on is None
    if look.day <= DUE or surveyed_only or _has_exited(case):
        return NOT_APPLICABLE
    if not is_open(case):
        return None
    return Fault(
        "stage",
        found=label("decoupling-stage", case.stage),
        expected=Text(f"{DUE} 前完成脱钩", f"completed by {DUE}"),
        difference=in_days(look.day - DUE),
    )


@each(
    DecouplingCase,
    id="DEC027",
    title=Text("合署办公与腾退日期矛盾", "co-location and its end contradict each other"),
    why=Text(
        "没有合署办公的不应有腾退日期；合署办公的，完成脱钩前应当腾退。",
        "Without co-location there is no end of it; where there was one, it ends before decoupling is completed.",
    ),
    remedy=Text(
        "请核对是否合署办公，并补填或删去腾退日期。", "Check whether it was co-located, and enter or remove the day."
    ),
    severity=Severity.WARNING,
    basis=[_BODIES, _SCHEMA],
    since="0.1",
)
def colocation_at_odds_with_its_end(case: DecouplingCase, _look: Look) -> Verdict:
    """Look for ends of co-location where there was none, and for completed cases where it goes on."""
    if case.is_colocated is None:
        return NOT_APPLICABLE
    ended = case.colocation_ended_on
    if not case.is_colocated and ended is not None:
        return Fault("colocation_ended_on", found=f"{ended}", expected=Text("空，未合署办公", "empty: it was not co-located"))
    if case.is_colocated and case.stage == "COMPLETED" and ended is None:
        wanted = Text("合署办公腾退日期", "the day on which co-location ended")
        return Fault("colocation_ended_on", found=NOT_FILLED_IN, expected=wanted)
    return None


@each(
    DecouplingCase,
    id="DEC033",
    title=Text("已腾退合署办公而未取消行政关系", "co-location ended, relation not"),
    why=Text(
        "腾退合署办公的社团通常也在取消主办、主管、联系、挂靠关系的社团之内，报告中前者不应多于后者。",
        "Associations whose co-location ended are as a rule among those whose relation ended; fewer, never more.",
    ),
    remedy=Text("请核对取消关系日期是否漏填。", "Check whether the day on which the relation ended is missing."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan", "（一）", sure=Sureness.WITNESS)],
    since="0.1",
)
def colocation_ended_before_the_relation(case: DecouplingCase, look: Look) -> Verdict:
    """Look for completed cases that count among the co-located ones, and not among those whose relation ended."""
    if case.stage != "COMPLETED" or not case.is_colocated or case.colocation_ended_on is None:
        return NOT_APPLICABLE
    cases = look.related(DecouplingCase, "organization", case.organization)
    if any(one.relation_ended_on is not None for one in cases):
        return None
    wanted = Text("取消关系日期", "the day on which the relation ended")
    return Fault("relation_ended_on", found=NOT_FILLED_IN, expected=wanted)
