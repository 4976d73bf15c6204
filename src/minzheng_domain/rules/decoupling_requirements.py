"""Family DEC, the checks of the nineteen requirements under the five pairs (五分离、五规范核查).

Every requirement of the code list ``decoupling-requirement`` is covered by the rules of this module: is it settled
before the case is completed (DEC001, DEC034), was it checked (DEC002) and once only (DEC006), with evidence (DEC003),
a reason (DEC004), an approver (DEC005), in its time (DEC007). Seven can also be held against other records, which
``decoupling_records`` does: ORG-1, ORG-2, ORG-3, ORG-5, ASSET-3, STAFF-2 and STAFF-3. The
others (ORG-4, FUNC-1, FUNC-2, ASSET-1, ASSET-2, ASSET-4, STAFF-1, STAFF-4, PARTY-1 to PARTY-4) rest on papers alone.

Sources: 中办发〔2015〕39号: part （一） on bodies was read as to ORG-1 to ORG-4 and carries errors, the rest warnings;
发改体改〔2019〕1063号, by which ORG-4 may follow the decoupling.
"""

from __future__ import annotations

from datetime import date

from minzheng_domain.codes import Sureness, code_list
from minzheng_domain.model.decoupling import DecouplingCase, DecouplingCheck
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.decoupling_evidence import ANY, PROOF_OF
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, counted, in_days, label
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_PRACTICE = Citation("decoupling-practice")
READ = frozenset({"ORG-1", "ORG-2", "ORG-3", "ORG-4"})
"""The requirements whose text was read."""
MAY_FOLLOW = "ORG-4"
"""What may be settled after the decoupling since :data:`FOLLOWS_SINCE`."""
FOLLOWS_SINCE = date(2019, 6, 14)
_SETTLED = Text("已完成，或不适用并注明原因", "done, or not applicable with a reason")


def _is_empty(words: str | None) -> bool:
    return words is None or not words.strip()


def _unsettled(check: DecouplingCheck, case: DecouplingCase) -> Verdict:
    if check.state in {"DONE", "NOT_APPLICABLE"}:
        return None
    state = label("requirement-state", check.state)
    found = Text(f"{check.requirement} {state.zh}", f"{check.requirement} '{state.en}'")
    return Fault("state", found=found, expected=_SETTLED, related=(case.id,))


@each(
    DecouplingCheck,
    id="DEC001",
    title=Text("机构分离的要求未完成而脱钩已办结", "completed with an open requirement on bodies"),
    why=Text(
        "完成脱钩须取消主办、主管、联系、挂靠关系，直接登记、独立运行，并调整协会之间和代管事业单位的关系。",
        "Decoupling ends the four relations; the association registers directly and settles what depends on it.",
    ),
    remedy=Text("请完成该项并补填核查结果，或改正脱钩进度。", "Settle the requirement and enter it, or correct the stage."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan", "（一）", sure=Sureness.READ)],
    since="0.1",
)
def completion_with_open_requirement_on_bodies(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for requirements ORG-1 to ORG-4 that are open in a completed case.

    Institutions in its custody (ORG-4) may follow since 2019-06-14, so that of a case without a day of completion
    nothing can be said.
    """
    case = look.get(DecouplingCase, check.case)
    if case is None or case.stage != "COMPLETED" or check.requirement not in READ:
        return NOT_APPLICABLE
    may_follow = case.completed_on is None or case.completed_on >= FOLLOWS_SINCE
    if check.requirement == MAY_FOLLOW and may_follow:
        return NOT_APPLICABLE
    return _unsettled(check, case)


@each(
    DecouplingCheck,
    id="DEC034",
    title=Text("有核查要求未完成而脱钩已办结", "completed with an open requirement"),
    why=Text(
        "完成脱钩须“五分离、五规范”各项要求都已完成，不适用的注明原因。",
        "Decoupling is completed when every requirement of the five pairs is met, or does not apply for a reason.",
    ),
    remedy=Text("请完成该项并补填核查结果，或改正脱钩进度。", "Settle the requirement and enter it, or correct the stage."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan"), Citation("decoupling-full")],
    since="0.1",
)
def completion_with_open_requirement(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for the other requirements that are open in a completed case."""
    case = look.get(DecouplingCase, check.case)
    if case is None or case.stage != "COMPLETED" or check.requirement in READ:
        return NOT_APPLICABLE
    return _unsettled(check, case)


@each(
    DecouplingCase,
    id="DEC002",
    title=Text("脱钩已办结而有要求没有核查", "completed with requirements never checked"),
    why=Text(
        "“五分离、五规范”共十九项要求，逐项核查的应当各有结果，包括不适用的。",
        "The five pairs have nineteen requirements; who checks them one by one has a result for each.",
    ),
    remedy=Text("请补录所缺各项的核查结果。", "Enter a result for each requirement that is missing."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan")],
    since="0.1",
)
def unchecked_requirements(case: DecouplingCase, look: Look) -> Verdict:
    """Look for completed cases of which some requirements were checked and others were not."""
    checks = look.related(DecouplingCheck, "case", case.id)
    if case.stage != "COMPLETED" or not checks:
        return NOT_APPLICABLE
    wanted = [entry.code for entry in code_list("decoupling-requirement").codes]
    checked = {check.requirement for check in checks}
    missing = [code for code in wanted if code not in checked]
    if not missing:
        return None
    return Fault(
        found=Text(f"缺 {'、'.join(missing)}", f"no check of {', '.join(missing)}"),
        expected=Text(f"{len(wanted)}项要求各有核查结果", f"a result for each of the {len(wanted)} requirements"),
        difference=counted(len(missing), Unit.ITEMS),
    )


@each(
    DecouplingCheck,
    id="DEC003",
    title=Text("要求已完成而没有佐证材料", "requirement met without evidence"),
    why=Text(
        "各项要求完成后应有材料可查，评估验收和督察都以材料为准。",
        "What is said to be done is evaluated and inspected by the papers that show it.",
    ),
    remedy=Text("请填写材料名称和文号。", "Enter the papers, with their numbers."),
    severity=Severity.WARNING,
    basis=[_PRACTICE],
    since="0.1",
)
def requirement_met_without_evidence(check: DecouplingCheck, _look: Look) -> Verdict:
    """Look for requirements that are done, with nothing to show for it."""
    if check.state != "DONE":
        return NOT_APPLICABLE
    if not _is_empty(check.evidence):
        return None
    return Fault("evidence", found=NOT_FILLED_IN, expected=PROOF_OF.get(check.requirement, ANY).evidence)


@each(
    DecouplingCheck,
    id="DEC004",
    title=Text("不适用而没有写明原因", "not applicable for no reason"),
    why=Text(
        "不适用的要求视为已了结，没有原因就无法与漏查区分。",
        "What does not apply counts as settled; without a reason it cannot be told from what was overlooked.",
    ),
    remedy=Text("请写明为何不适用，如“没有代管的事业单位”。", "Say why, for instance: it has no institution in custody."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def inapplicable_without_reason(check: DecouplingCheck, _look: Look) -> Verdict:
    """Look for requirements that do not apply, without a reason."""
    if check.state != "NOT_APPLICABLE":
        return NOT_APPLICABLE
    if not _is_empty(check.reason):
        return None
    return Fault("reason", found=NOT_FILLED_IN, expected=Text("不适用的原因", "the reason why it does not apply"))


@each(
    DecouplingCheck,
    id="DEC005",
    title=Text("要求已完成而没有核准单位或日期", "requirement met without approver or day"),
    why=Text(
        "核查以核准为准，按日期统计；没有核准日期的不计入核查通过的要求。",
        "A requirement is met when it is approved, and counted by that day; without one it is left out.",
    ),
    remedy=Text("请补填核准单位和核准日期。", "Enter who approved it, and when."),
    severity=Severity.WARNING,
    basis=[_PRACTICE],
    since="0.1",
)
def requirement_met_without_approval(check: DecouplingCheck, _look: Look) -> Verdict:
    """Look for requirements that are done, without an approver or the day of approval."""
    if check.state != "DONE":
        return NOT_APPLICABLE
    if _is_empty(check.approver):
        who = PROOF_OF.get(check.requirement, ANY).approver
        wanted = Text(f"核准单位，一般为{who.zh}", f"who approved it, as a rule {who.en}")
        return Fault("approver", found=NOT_FILLED_IN, expected=wanted)
    if check.approved_on is None:
        return Fault("approved_on", found=NOT_FILLED_IN, expected=Text("核准日期", "the day of approval"))
    return None


@each(
    DecouplingCheck,
    id="DEC006",
    title=Text("同一要求核查了两次", "requirement checked twice"),
    why=Text(
        "一件脱钩事项的每项要求只有一个结果，重复的会多计，结果不同的无从判断。",
        "A requirement of a case has one result; a second one is counted again, or contradicts the first.",
    ),
    remedy=Text("请保留最后的结果，删去另一条。", "Keep the last result, and remove the other."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def second_check_of_a_requirement(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for checks of what the case has another check of; the one with the first id passes."""
    checks = look.related(DecouplingCheck, "case", check.case)
    ids = sorted({other.id for other in checks if other.requirement == check.requirement})
    if check.id == ids[0]:
        return None
    return Fault(
        "requirement",
        found=Text("{requirement} 核查{times}", "{requirement} checked {times}").format(
            requirement=check.requirement, times=counted(len(ids), Unit.TIMES)
        ),
        expected=Text("每项要求一条", "one check of each requirement"),
        related=tuple(id_ for id_ in ids if id_ != check.id),
    )


@each(
    DecouplingCheck,
    id="DEC007",
    title=Text("核查日期不在脱钩过程之内", "check outside the course of its case"),
    why=Text(
        "核查在列入名单之后、完成脱钩之前进行，日期在外的多半填错或填到了别的事项上。",
        "Checks lie between the listing and the completion of their case; others are misdated or of another case.",
    ),
    remedy=Text("请核对核准日期和所属脱钩事项。", "Check the day of approval, and which case it is of."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("calendar")],
    since="0.1",
)
def check_outside_the_course_of_its_case(check: DecouplingCheck, look: Look) -> Verdict:
    """Look for checks approved before their case was listed, or after it was completed (save ORG-4)."""
    case, day = look.get(DecouplingCase, check.case), check.approved_on
    if case is None or day is None:
        return NOT_APPLICABLE
    listed_on = case.listed_on
    completed_on = None if check.requirement == MAY_FOLLOW else case.completed_on
    if listed_on is not None and day < listed_on:
        wanted = Text(f"不早于列入名单日期 {listed_on}", f"no earlier than the listing, {listed_on}")
        off = in_days(listed_on - day)
        return Fault("approved_on", found=f"{day}", expected=wanted, difference=off, related=(case.id,))
    if completed_on is not None and day > completed_on:
        wanted = Text(f"不晚于脱钩完成日期 {completed_on}", f"no later than the completion, {completed_on}")
        off = in_days(day - completed_on)
        return Fault("approved_on", found=f"{day}", expected=wanted, difference=off, related=(case.id,))
    return NOT_APPLICABLE if listed_on is None and completed_on is None else None
