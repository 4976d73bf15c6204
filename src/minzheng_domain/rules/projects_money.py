"""Family PRJ: the amounts of a project: contract amount against budget and limit, zeros."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from minzheng_domain.model.projects import Payment, Project
from minzheng_domain.quantities import plain
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
from minzheng_domain.rules.wording import in_yuan
from minzheng_domain.text import Text

_PRACTICE = Citation("project-practice")

MAXIMUM_AMOUNT = Parameter(
    "project_maximum_amount",
    ParameterKind.DECIMAL,
    Text("单个公益项目合同金额上限（元）", "most that a project may cost (yuan)"),
)


@each(
    Project,
    id="PRJ006",
    title=Text("合同金额超过预算", "the contract amount exceeds the budget"),
    why=Text(
        "合同金额应在批准的预算之内，超出的部分没有资金来源。",
        "A contract has to stay within the budget approved; what exceeds it has no source.",
    ),
    remedy=Text(
        "请核对合同金额和预算；预算已调整的，填调整后的数。",
        "Check both; if the budget was changed, enter the new one.",
    ),
    severity=Severity.WARNING,
    basis=[_PRACTICE],
    since="0.1",
)
def contract_amount_over_budget(project: Project, _look: Look) -> Verdict:
    """Hold the contract amount against the budget."""
    if project.amount is None or project.budget is None:
        return NOT_APPLICABLE
    if project.amount <= project.budget:
        return None
    budget = plain(project.budget)
    return Fault(
        "amount",
        found=in_yuan(project.amount),
        expected=Text(f"不超过预算{budget}元", f"at most the budget of {budget} yuan"),
        difference=in_yuan(project.amount - project.budget),
    )


@whole(
    id="PRJ019",
    title=Text("金额为零", "an amount is zero"),
    why=Text(
        "金额为零多为漏填，会使项目资金少计。",
        "An amount of zero is mostly one that was not entered, and the funding comes out too low.",
    ),
    remedy=Text(
        "请填写实际金额；未知的留空，拨款未定的删去该条。", "Enter the amount; leave it empty if it is unknown."
    ),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_PRACTICE],
    since="0.1",
)
def zero_amount(look: Look) -> Iterator[Verdict]:
    """Look for zeros in contract amounts, budgets and payments; what is negative is found by LED011."""
    amounts: list[tuple[Project | Payment, str, Decimal | None]] = []
    for project in look.ledger.all(Project):
        amounts += [(project, "budget", project.budget), (project, "amount", project.amount)]
    amounts += [(payment, "amount", payment.amount) for payment in look.ledger.all(Payment)]
    for record, field, amount in amounts:
        if amount is None:
            continue
        yield (
            Fault(field, record=record, found=in_yuan(amount), expected=Text("大于零的金额", "more than nothing"))
            if (amount == 0)
            else None
        )


@each(
    Project,
    id="PRJ026",
    title=Text("合同金额超过本区上限", "the contract amount exceeds the district's limit"),
    why=Text("本区对单个公益项目的合同金额设有上限。", "The district limits what a single project may cost."),
    remedy=Text("请核对合同金额；经批准超限的，登记豁免。", "Check the amount; enter a waiver for what was approved."),
    severity=Severity.WARNING,
    basis=[_PRACTICE],
    parameters=[MAXIMUM_AMOUNT],
    since="0.1",
)
def contract_amount_over_limit(project: Project, look: Look) -> Verdict:
    """Hold the contract amount against the district's limit; projects of the city are not bound by it."""
    if project.amount is None or project.level == "CITY":
        return NOT_APPLICABLE
    limit: Decimal = look.parameter(MAXIMUM_AMOUNT)
    if project.amount <= limit:
        return None
    return Fault(
        "amount",
        found=in_yuan(project.amount),
        expected=Text(f"不超过{plain(limit)}元", f"at most {plain(limit)} yuan"),
        difference=in_yuan(project.amount - limit),
    )
