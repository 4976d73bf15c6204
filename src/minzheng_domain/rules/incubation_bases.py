"""Family SVC: incubation bases from plan to closing."""

from __future__ import annotations

from minzheng_domain.codes import code_list
from minzheng_domain.model.incubation import IncubationBase
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, in_days
from minzheng_domain.text import Text

_IN_ORDER = (
    ("planned_on", "construction_started_on"),
    ("planned_on", "accepted_on"),
    ("construction_started_on", "accepted_on"),
    ("planned_on", "operating_from"),
    ("construction_started_on", "operating_from"),
    ("accepted_on", "closed_on"),
    ("operating_from", "closed_on"),
)
"""The days of a base of which the first cannot come after the second; it may be tried out before it is accepted."""

_TOO_EARLY = {
    "PLANNED": ("construction_started_on", "accepted_on", "closed_on"),
    "BUILDING": ("accepted_on", "closed_on"),
    "ACCEPTED": ("closed_on",),
    "OPERATING": ("closed_on",),
}
"""For each status of a base, the days that it cannot have yet. Its opening may be set before it is built."""

_WANTED = {"ACCEPTED": "accepted_on", "CLOSED": "closed_on"}
"""For a status of a base, the day that it has to have."""


@each(
    IncubationBase,
    id="SVC007",
    title=Text("孵化载体日期先后颠倒", "the days of the base are out of order"),
    why=Text(
        "立项、开工、验收、运营、停用有先后，日期填错会使验收数归错年度。",
        "Plan, building, acceptance, operation and closing follow each other; the year counted would be wrong.",
    ),
    remedy=Text("请对照立项和验收材料改正日期。", "Correct the day by the papers."),
    severity=Severity.ERROR,
    basis=[Citation("calendar")],
    since="0.1",
)
def base_days_out_of_order(base: IncubationBase, _look: Look) -> Verdict:
    """Look at the pairs of days that have an order, and tell the first that has not."""
    verdict: Verdict = NOT_APPLICABLE
    for before, after in _IN_ORDER:
        first, second = getattr(base, before), getattr(base, after)
        if first is None or second is None:
            continue
        if first > second:
            earlier = IncubationBase.__kind__.column(before).header
            return Fault(
                after,
                found=str(second),
                expected=Text(f"不早于{earlier.zh}{first}", f"no earlier than '{earlier.en}', {first}"),
                difference=in_days(first - second),
            )
        verdict = None
    return verdict


@each(
    IncubationBase,
    id="SVC008",
    title=Text("建设状态与日期矛盾", "the status of the base contradicts its days"),
    why=Text(
        "状态表明尚未走到的步骤不应有日期，已走到的步骤应有日期。",
        "A step that the status says is still to come has no day; one that it says is done has one.",
    ),
    remedy=Text("请改正建设状态，或改正日期。", "Correct the status or the day."),
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def base_status_against_days(base: IncubationBase, _look: Look) -> Verdict:
    """Hold the status of a base against the days of its steps."""
    for field in _TOO_EARLY.get(base.status, ()):
        if (day := getattr(base, field)) is not None:
            return Fault(
                field,
                found=str(day),
                expected=Text(f"空（状态为{_status(base).zh}）", f"nothing: it is {_status(base).en}"),
            )
    wanted = _WANTED.get(base.status)
    if wanted is None:
        return None if base.status in _TOO_EARLY else NOT_APPLICABLE
    if getattr(base, wanted) is not None:
        return None
    return Fault(
        wanted, found=NOT_FILLED_IN, expected=Text(f"日期（状态为{_status(base).zh}）", f"a day: it is {_status(base).en}")
    )


def _status(base: IncubationBase) -> Text:
    code = code_list("incubation-base-status").get(base.status)
    return code.label if code else Text(base.status, base.status)
