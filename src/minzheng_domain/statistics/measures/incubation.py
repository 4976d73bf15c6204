"""Table incubation (孵化): parks and bases, what entered and what left them, support given."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.incubation import Incubation, IncubationBase, Support
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import CUTOFF, Count, OnOrBefore, Sum, Via, during_period, one_of, stands
from minzheng_domain.text import Text

_base = columns(IncubationBase)
_incubation = columns(Incubation)
_support = columns(Support)
_level = Via(_incubation.base, _base.level)
_kind = Via(_incubation.base, _base.kind)

GRADUATED = Measure(
    "incubation.graduated",
    title=Text("公益实践园孵化出园的社会组织", "organizations that graduated from a practice park"),
    unit=Unit.ORGANIZATIONS,
    query=Count(
        _incubation,
        where=(
            one_of(_kind, "PRACTICE_PARK"),
            one_of(_incubation.outcome, "GRADUATED"),
            *during_period(_incubation.left_on),
        ),
    ),
    by=_level,
    additive=Additive.OVER_ALL,
    sentence=Text("公益实践园孵化出园社会组织{value}", "organizations that graduated from a practice park: {value}"),
    since="0.1",
)

ADMITTED = Measure(
    "incubation.admitted",
    title=Text("公益实践园吸纳入驻的机构", "organizations admitted to a practice park"),
    unit=Unit.ORGANIZATIONS,
    query=Count(_incubation, where=(one_of(_kind, "PRACTICE_PARK"), *during_period(_incubation.admitted_on))),
    by=_level,
    additive=Additive.OVER_ALL,
    sentence=Text("公益实践园新入驻机构{value}", "organizations admitted to a practice park: {value}"),
    since="0.1",
)

INCUBATED = Measure(
    "incubation.incubated",
    title=Text("孵化基地孵化成功的社会组织", "organizations incubated at a base"),
    unit=Unit.ORGANIZATIONS,
    query=Count(
        _incubation,
        where=(
            one_of(_kind, "INCUBATOR"),
            one_of(_incubation.outcome, "GRADUATED"),
            *during_period(_incubation.left_on),
        ),
    ),
    by=_level,
    additive=Additive.OVER_ALL,
    sentence=Text("孵化基地孵化成功社会组织{value}", "organizations incubated at a base: {value}"),
    since="0.1",
)

BASES_ACCEPTED = Measure(
    "incubation.bases_accepted",
    title=Text("验收并投入运营的公益实践园", "practice parks accepted and put into operation"),
    unit=Unit.PLACES,
    query=Count(
        _base,
        where=(
            one_of(_base.kind, "PRACTICE_PARK"),
            *during_period(_base.accepted_on),
            OnOrBefore(_base.operating_from, CUTOFF),
        ),
    ),
    by=_base.level,
    additive=Additive.OVER_ALL,
    sentence=Text("年内验收并投入运营的公益实践园{value}", "practice parks accepted and put into operation: {value}"),
    since="0.1",
)

BASES_OPERATING = Measure(
    "incubation.bases_operating",
    title=Text("运营中的孵化载体", "parks and bases in operation"),
    unit=Unit.PLACES,
    query=Count(_base, where=stands(_base.operating_from, _base.closed_on)),
    by=_base.kind,
    additive=Additive.OVER_GROUPS,
    since="0.1",
)

SUPPORTS = Measure(
    "incubation.supports",
    title=Text("给予社会组织的扶持", "support given to organizations"),
    unit=Unit.ITEMS,
    query=Count(_support, where=during_period(_support.granted_on)),
    by=_support.kind,
    additive=Additive.OVER_ALL,
    sentence=Text("给予社会组织扶持{value}：{groups}", "support given to organizations: {value} ({groups})"),
    since="0.1",
)

SUPPORT_AMOUNT = Measure(
    "incubation.support_amount",
    title=Text("扶持资金", "money given in support"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=Sum(_support.amount, where=during_period(_support.granted_on)),
    by=_support.kind,
    additive=Additive.OVER_ALL,
    precision="0.01",
    since="0.1",
)
