"""Table accountability (责任落实): acts of the responsible leaders."""

from __future__ import annotations

from minzheng_domain.model.accountability import AccountabilityAct
from minzheng_domain.model.columns import columns
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import Count, during_period
from minzheng_domain.text import Text

_act = columns(AccountabilityAct)

ACTS = Measure(
    "accountability.acts",
    title=Text("第一责任人履职", "acts of the responsible leaders"),
    unit=Unit.TIMES,
    query=Count(_act, where=during_period(_act.on)),
    by=_act.kind,
    additive=Additive.OVER_ALL,
    sentence=Text("第一责任人履职记录{value}：{groups}", "acts of the responsible leaders: {value} ({groups})"),
    since="0.1",
)
