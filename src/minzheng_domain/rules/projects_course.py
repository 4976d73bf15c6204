"""Family PRJ: the course of a project: its days in order, its status, its reviews."""

from __future__ import annotations

from minzheng_domain.codes import code_list
from minzheng_domain.model.projects import Payment, Project, ProjectReview
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.projects import UNDER_CONTRACT
from minzheng_domain.rules.wording import NOT_FILLED_IN, in_days
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_CALENDAR = Citation("calendar")
_PRACTICE = Citation("project-practice")

_IN_ORDER = (
    ("contracted_on", "ends_on"),
    ("starts_on", "ends_on"),
    ("contracted_on", "closed_on"),
    ("contracted_on", "terminated_on"),
)
"""The days of which the first cannot come after the second. Work may begin before the contract is signed."""

_REVIEWED_AT_THE_END = ("EVALUATION", "AUDIT")


@each(
    Project,
    id="PRJ011",
    title=Text("项目日期先后颠倒", "the days of the project are out of order"),
    why=Text(
        "结束、结项、终止不会早于签约或开始，日期填错会使项目归错年度。",
        "Nothing ends before it begins; with a wrong day, a project falls into the wrong year.",
    ),
    remedy=Text("请对照合同和结项材料改正日期。", "Correct the day by the contract and the closing papers."),
    severity=Severity.ERROR,
    basis=[_CALENDAR],
    since="0.1",
)
def project_days_out_of_order(project: Project, _look: Look) -> Verdict:
    """Look at the pairs of days that have an order, and tell the first that has not."""
    verdict: Verdict = NOT_APPLICABLE
    for before, after in _IN_ORDER:
        first, second = getattr(project, before), getattr(project, after)
        if first is None or second is None:
            continue
        if first > second:
            earlier = Project.__kind__.column(before).header
            return Fault(
                after,
                found=str(second),
                expected=Text(f"不早于{earlier.zh}{first}", f"no earlier than '{earlier.en}', {first}"),
                difference=in_days(first - second),
            )
        verdict = None
    return verdict


@each(
    Project,
    id="PRJ012",
    title=Text("已结项的项目没有结项日期", "a closed project has no day of closing"),
    why=Text("没有结项日期的项目无法按期统计。", "Without its day, the closing belongs to no period."),
    remedy=Text("请填写结项日期。", "Enter the day of closing."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def closed_without_its_day(project: Project, _look: Look) -> Verdict:
    """Look for projects that are closed without a day."""
    if project.status != "CLOSED":
        return NOT_APPLICABLE
    return None if project.closed_on is not None else _empty("closed_on")


@each(
    Project,
    id="PRJ013",
    title=Text("已终止的项目没有终止日期", "a terminated project has no day of termination"),
    why=Text(
        "没有终止日期，就不知道截止日时项目是否仍在实施，可能多计。",
        "Without its day, nobody knows whether the project still ran on the cut-off day, and it may be counted.",
    ),
    remedy=Text("请填写终止日期。", "Enter the day of termination."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def terminated_without_its_day(project: Project, _look: Look) -> Verdict:
    """Look for projects that are terminated without a day."""
    if project.status != "TERMINATED":
        return NOT_APPLICABLE
    return None if project.terminated_on is not None else _empty("terminated_on")


@each(
    Project,
    id="PRJ014",
    title=Text("已签约的项目没有签约日期", "a contracted project has no day of its contract"),
    why=Text(
        "项目按签约日期统计，没有日期的会被漏计。",
        "Projects are counted by the day of the contract; one without is missed.",
    ),
    remedy=Text("请填写签约日期。", "Enter the day of the contract."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def contracted_without_its_day(project: Project, _look: Look) -> Verdict:
    """Look for projects from the contract on that have no day of it."""
    if project.status not in UNDER_CONTRACT:
        return NOT_APPLICABLE
    return None if project.contracted_on is not None else _empty("contracted_on")


@each(
    Project,
    id="PRJ015",
    title=Text("项目状态与结项、终止日期矛盾", "the status contradicts the day of closing or termination"),
    why=Text(
        "填了结项或终止日期，状态却不是结项或终止，两者必有一个不对。",
        "There is a day of closing or termination and another status: one of the two is wrong.",
    ),
    remedy=Text("请改正项目状态，或删去误填的日期。", "Correct the status, or remove the day."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def status_against_last_day(project: Project, _look: Look) -> Verdict:
    """Hold the status against the days of closing and termination; what was clawed back may have either."""
    days = {"CLOSED": project.closed_on, "TERMINATED": project.terminated_on}
    ended = [status for status, day in days.items() if day is not None]
    if not ended:
        return NOT_APPLICABLE
    if project.status == "CLAWED_BACK" or project.status in ended:
        return None
    statuses = code_list("project-status")
    wanted = [code.label for status in ended if (code := statuses.get(status))]
    return Fault(
        "status",
        found=project.status,
        expected=Text("或".join(label.zh for label in wanted), " or ".join(label.en for label in wanted)),
    )


@each(
    Project,
    id="PRJ016",
    title=Text("结项前没有绩效评价或审计记录", "closed without an evaluation or an audit"),
    why=Text(
        "项目结项前一般应经绩效评价和第三方审计。",
        "As a rule a project is evaluated and audited before it is closed.",
    ),
    remedy=Text("请补录绩效评价和审计；确实没有的，说明原因。", "Enter both; say why if there was none."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[_PRACTICE],
    since="0.1",
)
def closed_without_evaluation_or_audit(project: Project, look: Look) -> Verdict:
    """Look for the two reviews of closed projects, where payments or reviews of the project are recorded at all."""
    if project.status != "CLOSED":
        return NOT_APPLICABLE
    reviews = look.related(ProjectReview, "project", project.id)
    if not reviews and not look.related(Payment, "project", project.id):
        return NOT_APPLICABLE
    kinds = {review.kind for review in reviews}
    missing = [
        code.label
        for kind in _REVIEWED_AT_THE_END
        if (code := code_list("project-review-kind").get(kind))
        if kind not in kinds
    ]
    if not missing:
        return None
    return Fault(
        "status",
        found=project.status,
        expected=Text(
            f"先有{'和'.join(label.zh for label in missing)}", f"{' and '.join(label.en for label in missing)} first"
        ),
    )


@each(
    ProjectReview,
    id="PRJ024",
    title=Text("监管日期不在合同期间", "the review lies outside the days of the contract"),
    why=Text(
        "检查和评价在签约之后、结项之前进行；审计可以在结项之后。",
        "Checks and evaluations are held after the contract and before closing; only an audit may come later.",
    ),
    remedy=Text("请核对监管日期，并核对是否填错了项目。", "Check the day, and whether it is the right project."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_CALENDAR, _PRACTICE],
    since="0.1",
)
def review_outside_the_contract(review: ProjectReview, look: Look) -> Verdict:
    """Hold the day of a review against the contract and the closing of its project."""
    project = look.get(Project, review.project)
    if project is None or (project.contracted_on is None and project.closed_on is None):
        return NOT_APPLICABLE
    signed, closed = project.contracted_on, project.closed_on
    if signed is not None and review.on < signed:
        return Fault(
            "on",
            found=str(review.on),
            expected=Text(f"不早于签约日期{signed}", f"no earlier than the contract, {signed}"),
            difference=in_days(signed - review.on),
            related=(project.id,),
        )
    if closed is not None and review.on > closed and review.kind != "AUDIT":
        return Fault(
            "on",
            found=str(review.on),
            expected=Text(f"不晚于结项日期{closed}", f"no later than the closing, {closed}"),
            difference=in_days(review.on - closed),
            related=(project.id,),
        )
    return None


def _empty(field: str) -> Fault:
    return Fault(field, found=NOT_FILLED_IN, expected=Text("日期", "a day"))
