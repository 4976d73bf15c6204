"""Table supervision (监督执法): acts of supervision and administrative penalties."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.supervision import PenaltyCase, Supervision
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import Count, Sum, during_period, one_of
from minzheng_domain.text import Text

_act = columns(Supervision)
_case = columns(PenaltyCase)
_penalized = (one_of(_case.outcome, "PENALIZED"), *during_period(_case.decided_on))

ACTS = Measure(
    "supervision.acts",
    title=Text("日常监管", "acts of supervision"),
    unit=Unit.TIMES,
    query=Count(_act, where=during_period(_act.on)),
    by=_act.method,
    additive=Additive.OVER_ALL,
    sentence=Text("开展日常监管{value}：{groups}", "acts of supervision: {value} ({groups})"),
    since="0.1",
)

ACTS_BY_CAMPAIGN = Measure(
    "supervision.acts_by_campaign",
    title=Text("日常监管（按专项行动）", "acts of supervision by campaign"),
    unit=Unit.TIMES,
    query=ACTS.query,
    by=_act.campaign,
    additive=Additive.OVER_ALL,
    since="0.1",
)

NOT_COOPERATED = Measure(
    "supervision.not_cooperated",
    title=Text("当事人不配合的检查", "checks without cooperation"),
    unit=Unit.TIMES,
    query=Count(_act, where=(one_of(_act.cooperation, "PASSIVE", "REFUSED"), *during_period(_act.on))),
    by=_act.cooperation,
    additive=Additive.OVER_ALL,
    sentence=Text("检查中当事人消极对待或拒绝配合{value}", "checks without cooperation: {value}"),
    since="0.1",
)

CASES_FILED = Measure(
    "supervision.cases_filed",
    title=Text("立案的行政处罚案件", "penalty cases filed"),
    unit=Unit.CASES,
    query=Count(_case, where=during_period(_case.filed_on)),
    by=_case.source,
    additive=Additive.OVER_ALL,
    since="0.1",
)

PENALTIES = Measure(
    "supervision.penalties",
    title=Text("作出的行政处罚", "penalties imposed"),
    unit=Unit.CASES,
    query=Count(_case, where=_penalized),
    by=_case.penalty,
    additive=Additive.OVER_ALL,
    sentence=Text("作出行政处罚{value}：{groups}", "penalties imposed: {value} ({groups})"),
    since="0.1",
)

FINES = Measure(
    "supervision.fines",
    title=Text("罚款金额", "fines imposed"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=Sum(_case.fine, where=_penalized),
    additive=Additive.OVER_ALL,
    precision="0.0001",
    since="0.1",
)
