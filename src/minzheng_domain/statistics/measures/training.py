"""Table training (培训): sessions and attendances."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.services import Activity
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import Sum, during_period, one_of
from minzheng_domain.text import Text

_activity = columns(Activity)
_held = (one_of(_activity.kind, "TRAINING"), *during_period(_activity.held_on))

SESSIONS = Measure(
    "training.sessions",
    title=Text("培训活动", "training sessions"),
    unit=Unit.SESSIONS,
    query=Sum(_activity.times, where=_held, exactness=_activity.times_exactness),
    by=_activity.level,
    additive=Additive.OVER_ALL,
    sentence=Text("开展培训{value}：{groups}", "training sessions: {value} ({groups})"),
    since="0.1",
)

SESSIONS_BY_TOPIC = Measure(
    "training.sessions_by_topic",
    title=Text("培训活动（按主题）", "training sessions by topic"),
    unit=Unit.SESSIONS,
    query=SESSIONS.query,
    by=_activity.topic,
    additive=Additive.OVER_ALL,
    since="0.1",
)

ATTENDANCES = Measure(
    "training.attendances",
    title=Text("培训人次", "attendances at training"),
    unit=Unit.ATTENDANCES,
    query=Sum(_activity.participants, where=_held, exactness=_activity.participants_exactness),
    by=_activity.level,
    additive=Additive.OVER_ALL,
    since="0.1",
)
