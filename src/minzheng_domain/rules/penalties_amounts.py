"""Family PEN, fourth part: the amounts (罚款、没收金额) of penalties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.model.supervision import PenaltyCase
from minzheng_domain.quantities import plain
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import MISSING, in_yuan
from minzheng_domain.text import Text

_OF_TURNOVER = (1, 3)
_OF_GAINS = (3, 5)
_LEAST, _MOST = Decimal(20_000), Decimal(200_000)


def _decided_on(case: PenaltyCase) -> date | None:
    return case.decided_on


def _imposed(case: PenaltyCase) -> Decimal | None:
    """Return the fine that was imposed; ``None`` if there is none, or it was only meant."""
    return case.fine if case.outcome == "PENALIZED" and case.fine else None


@each(
    PenaltyCase,
    id="PEN010",
    title=Text("罚款超出法定倍数", "fine outside the multiples of the law"),
    why=Text(
        "罚款为违法经营额1倍以上3倍以下，或者违法所得3倍以上5倍以下。",
        "The fine is 1 to 3 times the illegal turnover, or 3 to 5 times the illegal gains.",
    ),
    remedy=Text(
        "请核对罚款金额；按违法经营额计算的，请填写违法经营额。",
        "Check the fine; if it was reckoned from the turnover, enter the turnover.",
    ),
    severity=Severity.ERROR,
    basis=[
        Citation("social-group-regulation", "第三十条"),
        Citation("service-agency-regulation", "第二十五条"),
    ],
    valid_from=date(1998, 10, 25),
    on=_decided_on,
    since="0.1",
)
def fine_outside_multiples(case: PenaltyCase, _look: Look) -> Verdict:
    """A fine within either span passes; both ends belong to it."""
    fine = _imposed(case)
    bases = ((case.illegal_turnover, _OF_TURNOVER), (case.illegal_gains, _OF_GAINS))
    spans = [(amount * low, amount * high) for amount, (low, high) in bases if amount]
    if fine is None or not spans or case.legal_basis not in ("SOCIAL_GROUP_30", "SERVICE_AGENCY_25"):
        return NOT_APPLICABLE
    if any(low <= fine <= high for low, high in spans):
        return None
    zh = "，或者".join(f"{plain(low)}元至{plain(high)}元" for low, high in spans)
    en = ", or ".join(f"{plain(low)} to {plain(high)} yuan" for low, high in spans)
    off = min(low - fine if fine < low else fine - high for low, high in spans)
    return Fault("fine", found=in_yuan(fine), expected=Text(zh, en), difference=in_yuan(off))


@each(
    PenaltyCase,
    id="PEN011",
    title=Text("依《基金会管理条例》第四十二条处以罚款", "a fine under Art. 42 of the regulation on foundations"),
    why=Text(
        "该条规定的是警告、责令停止活动和撤销登记，没有罚款。",
        "That article knows warning, an order to stop and revocation, but no fine.",
    ),
    remedy=Text("请核对处罚依据和处罚种类。", "Check the legal basis and the kind of penalty."),
    severity=Severity.ERROR,
    basis=[Citation("foundation-regulation", "第四十二条")],
    valid_from=date(2004, 6, 1),
    on=_decided_on,
    since="0.1",
)
def fine_of_foundation_without_basis(case: PenaltyCase, _look: Look) -> Verdict:
    """A fine as the main penalty, or an amount beside another one."""
    if case.legal_basis != "FOUNDATION_42" or case.outcome != "PENALIZED":
        return NOT_APPLICABLE
    fine = _imposed(case)
    if fine is None and case.penalty != "FINE":
        return None
    return Fault(
        "fine" if fine else "penalty",
        found=Text("罚款{amount}", "a fine of {amount}").format(amount=in_yuan(fine)) if fine else Text("罚款", "a fine"),
        expected=Text("不处罚款", "no fine"),
    )


@each(
    PenaltyCase,
    id="PEN012",
    title=Text("依《慈善法》所处罚款超出法定幅度", "a fine outside the span of the charity law"),
    why=Text(
        "第一百一十二条、第一百一十三条的罚款均为2万元以上20万元以下；前者按人处罚，一案可有数人。",
        "Fines under Art. 112 and 113 are from 20,000 to 200,000 yuan; those of Art. 112 are on persons, one or more.",
    ),
    remedy=Text("请核对罚款金额和处罚依据。", "Check the fine and the legal basis."),
    severity=Severity.ERROR,
    basis=[Citation("charity-law", "第一百一十二条"), Citation("charity-law", "第一百一十三条")],
    since="0.1",
)
def fine_outside_charity_law(case: PenaltyCase, _look: Look) -> Verdict:
    """Under Art. 112 the amount may be that of several persons, so only its lower end is held against it."""
    fine = _imposed(case)
    if fine is None or case.legal_basis not in ("CHARITY_LAW_112", "CHARITY_LAW_113"):
        return NOT_APPLICABLE
    if fine < _LEAST:
        return Fault(
            "fine",
            found=in_yuan(fine),
            expected=Text("2万元以上", "20,000 yuan or more"),
            difference=in_yuan(_LEAST - fine),
        )
    if case.legal_basis == "CHARITY_LAW_113" and fine > _MOST:
        return Fault(
            "fine",
            found=in_yuan(fine),
            expected=Text("20万元以下", "200,000 yuan or less"),
            difference=in_yuan(fine - _MOST),
        )
    return None


@each(
    PenaltyCase,
    id="PEN020",
    title=Text("罚没种类没有相应金额", "a fine or confiscation without its amount"),
    why=Text("处以罚款或者没收的，须有金额，否则罚没总额少计。", "A fine or a confiscation without its amount is lost from the total."),
    remedy=Text("请补填金额，或核对处罚种类。", "Enter the amount, or check the kind of penalty."),
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def amount_of_penalty_missing(case: PenaltyCase, _look: Look) -> Verdict:
    """Only the main penalty is held against the amounts: a fine may go with any other."""
    fields = {"FINE": ("fine", case.fine), "CONFISCATION": ("confiscated", case.confiscated)}
    if case.outcome != "PENALIZED" or case.penalty not in fields:
        return NOT_APPLICABLE
    field, amount = fields[case.penalty]
    if amount:
        return None
    return Fault(
        field,
        found=MISSING if amount is None else in_yuan(amount),
        expected=Text("大于零的金额", "an amount greater than nothing"),
    )
