"""A plugin with one rule: installed beside minzheng-domain, it runs in every ``minzheng check``."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_domain.model.services import Activity
from minzheng_domain.plugin import NOT_APPLICABLE, Citation, Fault, Look, Rule, Severity, Text, Verdict, each, hookimpl


@each(
    Activity,
    id="OWN001",
    title=Text("培训没有填参加人次", "a training without attendances"),
    why=Text("没有人次就无法评价培训效果。", "Without attendances the effect of a training cannot be judged."),
    remedy=Text("请补填参加人次。", "Fill in the attendances."),
    severity=Severity.NOTICE,
    basis=[Citation("ledger-schema")],
    since="1.0",
)
def attendances_missing(activity: Activity, _look: Look) -> Verdict:
    """Look for trainings without attendances."""
    if activity.kind != "TRAINING":
        return NOT_APPLICABLE
    if activity.participants is None:
        return Fault("participants", found="空", expected=Text("参加人次", "the number of attendances"))
    return None


@hookimpl
def minzheng_rules() -> Iterable[Rule]:
    """Offer the rule."""
    return [attendances_missing]
