"""Family RPT: the ledgers that units owe, when those of several units are consolidated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minzheng_domain.codes import code_list
from minzheng_domain.model.reporting import ReportingUnit, Submission
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_STATES = "submission-state"


@each(
    Submission,
    id="RPT012",
    title=Text("退回而没有原因", "sent back without a reason"),
    why=Text("不写明原因，填报单位不知道改什么。", "Without it the unit does not know what to correct."),
    remedy=Text("请填写退回原因。", "Enter the reason."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def returned_without_reason(submission: Submission, _look: Look) -> Verdict:
    """Look at ledgers that were sent back."""
    if submission.state != "RETURNED":
        return NOT_APPLICABLE
    if (submission.reason or "").strip():
        return None
    return Fault("reason", found=NOT_FILLED_IN, expected=Text("退回原因", "a reason"))


@each(
    Submission,
    id="RPT013",
    title=Text("有单位的台账没有汇总进来", "the ledger of a unit is not in"),
    why=Text("统计中没有该单位的数据，合计偏少。", "The figures lack the unit; they come out too low."),
    remedy=Text(
        "请催报或待其改正后重新汇总；先行上报的，应说明缺哪些单位。",
        "Ask for it, or for its correction, and consolidate again; a report made before that names the unit.",
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORD,
    basis=[_SCHEMA],
    since="0.1",
)
def unit_not_reported(submission: Submission, look: Look) -> Verdict:
    """Look at the state of each unit's ledger."""
    if submission.state == "REPORTED":
        return None
    unit = look.get(ReportingUnit, submission.unit)
    name = unit.name if unit is not None else submission.unit
    state, wanted = _label(submission.state), _label("REPORTED")
    return Fault("state", found=Text(f"{name}{state.zh}", f"{name}: {state.en}"), expected=wanted)


@whole(
    id="RPT014",
    title=Text("同一单位同一截止日有两种报送状态", "a unit has two states for one day"),
    why=Text("是否计入汇总不明。", "Whether it is in the figures is open."),
    remedy=Text("请只保留最新的一条。", "Keep the latest."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def repeated_submission(look: Look) -> Iterator[Verdict]:
    """Look for submissions of one unit and day."""
    first: dict[tuple[str, date], Submission] = {}
    for submission in sorted(look.ledger.all(Submission), key=lambda one: one.id):
        earlier = first.setdefault((submission.unit, submission.up_to), submission)
        if earlier is submission:
            yield None
            continue
        yield Fault(
            "unit",
            record=submission,
            found=submission.unit,
            expected=Text(f"一个单位一条（已有{earlier.id}）", f"one of each unit ({earlier.id} is there)"),
            related=(earlier.id,),
        )


def _label(code: str) -> Text:
    found = code_list(_STATES).get(code)
    return found.label if found is not None else Text(code, code)
