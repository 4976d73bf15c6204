"""Table projects (公益项目): contracts, contractors, money and oversight."""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.projects import Payment, Project, ProjectReview
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Change, Growth, Measure, Ratio
from minzheng_domain.statistics.query import CUTOFF, AbsentOrAfter, Count, CountDistinct, Sum, during_period
from minzheng_domain.text import Text

_project = columns(Project)
_payment = columns(Payment)
_review = columns(ProjectReview)
_contracted = (*during_period(_project.contracted_on), AbsentOrAfter(_project.terminated_on, CUTOFF))

CONTRACTED = Measure(
    "projects.contracted",
    title=Text("承接的公益项目", "projects contracted"),
    unit=Unit.PROJECTS,
    query=Count(_project, where=_contracted),
    by=_project.level,
    additive=Additive.OVER_ALL,
    sentence=Text("社会组织承接公益项目{value}：{groups}", "projects contracted: {value} ({groups})"),
    note=Text("年内签约、截至数据截止日未终止", "signed in the year and not terminated by the cut-off day"),
    since="0.1",
)

CONTRACTORS = Measure(
    "projects.contractors",
    title=Text("承接公益项目的社会组织", "organizations that contracted for projects"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(_project.contractor, where=_contracted),
    by=_project.level,
    additive=Additive.NOTHING,
    sentence=Text("承接公益项目的社会组织{value}", "organizations that contracted for projects: {value}"),
    note=Text("同一社会组织可承接两级项目，各级之和可大于总数", "one may contract at two levels: the levels do not add"),
    since="0.1",
)

FUNDING = Measure(
    "projects.funding",
    title=Text("公益项目资金", "funding of projects"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=Sum(_project.amount, where=_contracted),
    by=_project.level,
    additive=Additive.OVER_ALL,
    precision="0.01",
    sentence=Text("公益项目资金{value}：{groups}", "funding of projects: {value} ({groups})"),
    since="0.1",
)

FUNDING_BY_SOURCE = Measure(
    "projects.funding_by_source",
    title=Text("公益项目资金（按来源）", "funding of projects by source"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=FUNDING.query,
    by=_project.funding_source,
    additive=Additive.OVER_ALL,
    precision="0.01",
    sentence=Text("按资金来源：{groups}", "by source: {groups}"),
    since="0.1",
)

CONTRACTED_BY_FIELD = Measure(
    "projects.contracted_by_field",
    title=Text("承接的公益项目（按领域）", "projects contracted by field"),
    unit=Unit.PROJECTS,
    query=CONTRACTED.query,
    by=_project.field,
    additive=Additive.OVER_ALL,
    since="0.1",
)

AVERAGE_FUNDING = Measure(
    "projects.average_funding",
    title=Text("公益项目平均资金", "average funding of a project"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=Ratio("projects.funding", "projects.contracted"),
    additive=Additive.NOTHING,
    precision="0.01",
    since="0.1",
)

CONTRACTED_CHANGE = Measure(
    "projects.contracted_change",
    title=Text("承接的公益项目同比增减", "projects contracted, change on the year before"),
    unit=Unit.PROJECTS,
    query=Change("projects.contracted"),
    additive=Additive.NOTHING,
    since="0.1",
)

FUNDING_GROWTH = Measure(
    "projects.funding_growth",
    title=Text("公益项目资金同比增长率", "funding of projects, growth on the year before"),
    unit=Unit.PERCENT,
    query=Growth("projects.funding"),
    additive=Additive.NOTHING,
    precision="0.1",
    since="0.1",
)

PAID = Measure(
    "projects.paid",
    title=Text("拨付的项目资金", "project money paid"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=Sum(_payment.amount, where=during_period(_payment.paid_on)),
    by=_payment.stage,
    additive=Additive.OVER_ALL,
    precision="0.01",
    sentence=Text("年内拨付项目资金{value}", "project money paid: {value}"),
    since="0.1",
)

REVIEWS = Measure(
    "projects.reviews",
    title=Text("公益项目监管", "reviews of projects"),
    unit=Unit.TIMES,
    query=Count(_review, where=during_period(_review.on)),
    by=_review.kind,
    additive=Additive.OVER_ALL,
    sentence=Text("对公益项目开展监管{value}：{groups}", "reviews of projects: {value} ({groups})"),
    since="0.1",
)
