"""Table centres (社会组织服务中心): those in operation."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.services import ServiceCentre
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import Count, stands
from minzheng_domain.text import Text

_centre = columns(ServiceCentre)

OPERATING = Measure(
    "centres.operating",
    title=Text("运行中的社会组织服务中心", "service centres in operation"),
    unit=Unit.PLACES,
    query=Count(_centre, where=stands(_centre.opened_on, _centre.closed_on)),
    by=_centre.level,
    additive=Additive.OVER_GROUPS,
    sentence=Text("运行中的社会组织服务中心{value}：{groups}", "service centres in operation: {value} ({groups})"),
    since="0.1",
)
