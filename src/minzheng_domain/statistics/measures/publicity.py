"""Table publicity (公益宣传展示): events held."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.services import Activity
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import Sum, during_period, one_of
from minzheng_domain.text import Text

_activity = columns(Activity)

EVENTS = Measure(
    "publicity.events",
    title=Text("公益宣传展示活动", "publicity events"),
    unit=Unit.SESSIONS,
    query=Sum(
        _activity.times,
        where=(one_of(_activity.kind, "PUBLICITY"), *during_period(_activity.held_on)),
        exactness=_activity.times_exactness,
    ),
    by=_activity.level,
    additive=Additive.OVER_ALL,
    sentence=Text("举办公益宣传展示{value}", "publicity events: {value}"),
    since="0.1",
)
