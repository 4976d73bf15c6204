"""Family PRJ: the tranches (拨款) of a project, their ratios, gates and days."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from minzheng_domain.codes import code_list
from minzheng_domain.model.projects import Payment, Project, ProjectReview
from minzheng_domain.quantities import EXACT_CONTEXT, plain
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, in_days, in_yuan
from minzheng_domain.text import Text

_PRACTICE = Citation("project-practice")
_SUM = Citation("arithmetic")
_HUNDRED = Decimal(100)
_WIDEST_ROUNDING = 2
"""Amounts are rounded to 100 元 at most: that is the second place of the 万元 in which they are shown."""


@each(
    Project,
    id="PRJ001",
    title=Text("各期拨付比例之和不是100%", "the ratios of the tranches do not add to 100%"),
    why=Text(
        "各期拨付比例合起来应为合同金额的全部。",
        "The ratios of all tranches together make up the whole contract amount.",
    ),
    remedy=Text(
        "请对照合同改正比例，或补录缺少的一期。",
        "Correct the ratios by the contract, or enter the tranche that is missing.",
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SUM],
    since="0.1",
)
def tranche_ratios_off_the_hundred(project: Project, look: Look) -> Verdict:
    """Add the ratios, where all tranches have one.

    Too little is a fault only where the tranches seem all to be there: not where those paid so far are recorded
    and none of them is the final one.
    """
    payments = look.related(Payment, "project", project.id)
    ratios = [payment.ratio for payment in payments if payment.ratio is not None]
    if not ratios or len(ratios) < len(payments):
        return NOT_APPLICABLE
    total = sum(ratios, Decimal(0))
    rounding = sum(map(_rounding_of_ratio, ratios), Decimal(0))
    if abs(total - _HUNDRED) <= rounding:
        return None
    complete = project.status == "CLOSED" or any(p.stage == "FINAL" or p.paid_on is None for p in payments)
    if total < _HUNDRED and not complete:
        return NOT_APPLICABLE
    return Fault(
        found=f"{plain(total)}%",
        expected=Text("100%", "100%"),
        difference=f"{plain(total - _HUNDRED)}%",
        related=tuple(sorted(payment.id for payment in payments)),
    )


@each(
    Project,
    id="PRJ002",
    title=Text("拨款合计超过合同金额", "the tranches add to more than the contract amount"),
    why=Text("拨款不得多于合同约定的金额。", "No more may be paid than the contract says."),
    remedy=Text(
        "请核对各期拨款和合同金额；合同已变更的，填变更后的金额。",
        "Check both; if the contract was changed, enter the new amount.",
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SUM],
    since="0.1",
)
def paid_more_than_the_contract(project: Project, look: Look) -> Verdict:
    """Hold the sum of the tranches against the contract amount."""
    payments = look.related(Payment, "project", project.id)
    if project.amount is None or not payments:
        return NOT_APPLICABLE
    total = sum((payment.amount for payment in payments), Decimal(0))
    if total <= project.amount:
        return None
    amount = plain(project.amount)
    return Fault(
        "amount",
        found=in_yuan(total),
        expected=Text(f"不超过合同金额{amount}元", f"at most the contract amount of {amount} yuan"),
        difference=in_yuan(total - project.amount),
        related=tuple(sorted(payment.id for payment in payments)),
    )


@each(
    Payment,
    id="PRJ003",
    title=Text("拨付金额与比例不符", "the amount of a tranche is not its ratio of the contract amount"),
    why=Text(
        "拨付金额应为合同金额乘以拨付比例。",
        "A tranche is the contract amount times its ratio.",
    ),
    remedy=Text("请核对拨付金额、拨付比例和合同金额。", "Check amount, ratio and contract amount."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_SUM],
    since="0.1",
)
def amount_off_its_ratio(payment: Payment, look: Look) -> Verdict:
    """Hold the amount of a tranche against its ratio, as exactly as both are written."""
    project = look.get(Project, payment.project)
    if project is None or project.amount is None or payment.ratio is None:
        return NOT_APPLICABLE
    expected = project.amount * payment.ratio / _HUNDRED
    rounding = _rounding_of_amount(payment.amount) + abs(project.amount) * _rounding_of_ratio(payment.ratio) / _HUNDRED
    if abs(payment.amount - expected) <= rounding:
        return None
    return Fault(
        "amount",
        found=in_yuan(payment.amount),
        expected=Text("{expected}（{amount}×{ratio}%）", "{expected} ({amount} × {ratio}%)").format(
            expected=in_yuan(expected), amount=in_yuan(project.amount), ratio=plain(payment.ratio)
        ),
        difference=in_yuan(payment.amount - expected),
        related=(project.id,),
    )


@each(
    Payment,
    id="PRJ004",
    title=Text("条件达成之前拨款", "paid before the gate was passed"),
    why=Text(
        "分期拨款以签约、中期检查通过、验收通过等为条件，条件未达成不应拨付。",
        "Tranches wait for the contract, the midterm check, the acceptance; none is paid before.",
    ),
    remedy=Text("请核对拨付日期和条件达成日期。", "Check both days."),
    severity=Severity.WARNING,
    basis=[_PRACTICE],
    since="0.1",
)
def paid_before_its_gate(payment: Payment, _look: Look) -> Verdict:
    """Hold the day of payment against that on which its gate was passed."""
    if payment.paid_on is None or payment.gate_passed_on is None:
        return NOT_APPLICABLE
    if payment.gate_passed_on <= payment.paid_on:
        return None
    passed = payment.gate_passed_on
    return Fault(
        "paid_on",
        found=str(payment.paid_on),
        expected=Text(f"不早于条件达成日期{passed}", f"no earlier than the gate, {passed}"),
        difference=in_days(passed - payment.paid_on),
    )


@each(
    Payment,
    id="PRJ005",
    title=Text("拨款没有条件达成的记录", "paid without a record that its gate was passed"),
    why=Text(
        "没有记录就不能说明这笔款是按合同条件拨付的。",
        "Without a record nobody can show that the tranche was due.",
    ),
    remedy=Text("请补填拨付条件和条件达成日期。", "Enter the gate and the day on which it was passed."),
    severity=Severity.NOTICE,
    basis=[_PRACTICE],
    since="0.1",
)
def paid_without_gate(payment: Payment, _look: Look) -> Verdict:
    """Look for payments made without a day on which their gate was passed."""
    if payment.paid_on is None:
        return NOT_APPLICABLE
    if payment.gate_passed_on is not None:
        return None
    gate = code_list("payment-gate").get(payment.gate) if payment.gate else None
    label = gate.label if gate else Text("拨付条件", "the gate")
    return Fault("gate_passed_on", found=NOT_FILLED_IN, expected=Text(f"{label.zh}的日期", f"the day of '{label.en}'"))


@each(
    Payment,
    id="PRJ017",
    title=Text("项目终止之后拨款", "paid after the project was terminated"),
    why=Text(
        "终止的项目一般停止拨款；终止前已完成部分的结算应有说明。",
        "Payment stops with a termination, as a rule; what is settled for work done should be explained.",
    ),
    remedy=Text(
        "请核对拨付日期和终止日期；属结算的，登记豁免并说明。", "Check both days; enter a waiver for a settlement."
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_PRACTICE],
    since="0.1",
)
def paid_after_termination(payment: Payment, look: Look) -> Verdict:
    """Hold the day of payment against that of the project's termination."""
    project = look.get(Project, payment.project)
    if payment.paid_on is None or project is None or project.terminated_on is None:
        return NOT_APPLICABLE
    if payment.paid_on <= project.terminated_on:
        return None
    ended = project.terminated_on
    return Fault(
        "paid_on",
        found=str(payment.paid_on),
        expected=Text(f"不晚于项目终止日期{ended}", f"no later than the termination, {ended}"),
        difference=in_days(payment.paid_on - ended),
        related=(project.id,),
    )


@each(
    Project,
    id="PRJ018",
    title=Text("已结项而未付清", "closed though not fully paid"),
    why=Text(
        "结项时应已付清余款；扣减或退回的部分应有说明。",
        "All is paid when a project is closed; what was cut or returned should be explained.",
    ),
    remedy=Text(
        "请补录尾款；合同金额经核减的，填核减后的金额。", "Enter the last payment, or the amount as it was cut."
    ),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[_PRACTICE],
    since="0.1",
)
def closed_though_owing(project: Project, look: Look) -> Verdict:
    """Hold what was paid against the contract amount of closed projects whose payments are recorded."""
    payments = look.related(Payment, "project", project.id)
    if project.status != "CLOSED" or project.amount is None or not payments:
        return NOT_APPLICABLE
    paid = [payment.amount for payment in payments if payment.paid_on is not None]
    total = sum(paid, Decimal(0))
    if project.amount - total <= sum(map(_rounding_of_amount, paid), Decimal(0)):
        return None
    amount = plain(project.amount)
    return Fault(
        "amount",
        found=in_yuan(total),
        expected=Text(f"已付清合同金额{amount}元", f"the contract amount of {amount} yuan paid"),
        difference=in_yuan(project.amount - total),
        related=tuple(sorted(payment.id for payment in payments)),
    )


@whole(
    id="PRJ022",
    title=Text("同一期次录入两次", "one tranche is entered twice"),
    why=Text("同一期拨款录入两次，金额会重复计算。", "A tranche that is entered twice is counted twice."),
    remedy=Text("请改正期次，或删去重复的一条。", "Correct the number of the tranche, or remove the double."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def repeated_tranche(look: Look) -> Iterator[Verdict]:
    """Look for tranches of one project with one number."""
    first: dict[tuple[str, int], Payment] = {}
    for payment in sorted(look.ledger.all(Payment), key=lambda one: one.id):
        earlier = first.setdefault((payment.project, payment.tranche), payment)
        if earlier is payment:
            yield None
            continue
        yield Fault(
            "tranche",
            record=payment,
            found=str(payment.tranche),
            expected=Text(f"未使用过的期次（已用于{earlier.id}）", f"another number ({earlier.id} has it)"),
            related=(earlier.id,),
        )


@each(
    Payment,
    id="PRJ025",
    title=Text("中期检查不通过之后拨款", "paid after the midterm check was failed"),
    why=Text(
        "中期检查不通过的，一般暂停拨款，整改通过后再付。",
        "After a failed midterm check payment stops, as a rule, until things are put right.",
    ),
    remedy=Text(
        "请核对检查结果；已整改的，补填整改完成日期。", "Check the result; if it was put right, enter the day."
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_PRACTICE],
    since="0.1",
)
def paid_after_failed_midterm(payment: Payment, look: Look) -> Verdict:
    """Look at the last review before a payment; self-checks are none."""
    paid_on = payment.paid_on
    if paid_on is None:
        return NOT_APPLICABLE
    reviews = [
        review
        for review in look.related(ProjectReview, "project", payment.project)
        if review.on < paid_on and review.result is not None and review.kind != "SELF_CHECK"
    ]
    if not reviews:
        return NOT_APPLICABLE
    last_day = max(review.on for review in reviews)
    last = [review for review in reviews if review.on == last_day]
    put_right = any(review.rectified_on is not None and review.rectified_on <= paid_on for review in last)
    failed = [review for review in last if review.phase == "MIDTERM" and review.result == "FAILED"]
    if put_right or len(failed) < len(last):
        return None
    return Fault(
        "paid_on",
        found=str(paid_on),
        expected=Text(
            f"中期检查（{last_day}不通过）整改通过之后",
            f"a day after the midterm check failed on {last_day} was put right",
        ),
        related=tuple(sorted(review.id for review in failed)),
    )


def _rounding_of_ratio(ratio: Decimal) -> Decimal:
    """Return how far a ratio may be off: half of its last decimal place; one without decimal places is exact."""
    place = int(ratio.as_tuple().exponent)
    return _half(place) if place < 0 else Decimal(0)


def _rounding_of_amount(amount: Decimal) -> Decimal:
    """Return how far an amount in 元 may be off: half of its last place that is not zero, and at most 50 元."""
    return _half(min(int(amount.normalize(EXACT_CONTEXT).as_tuple().exponent), _WIDEST_ROUNDING))


def _half(place: int) -> Decimal:
    return Decimal(5).scaleb(place - 1, EXACT_CONTEXT)
