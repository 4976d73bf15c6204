"""Table decoupling (脱钩): what the decoupling of associations has come to by the cut-off day.

All are stocks: they count what was done at any time up to the cut-off day.
"""

from __future__ import annotations

from minzheng_domain.model.columns import columns
from minzheng_domain.model.decoupling import AssetInventory, DecouplingBatch, DecouplingCase, DecouplingCheck
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import (
    CUTOFF,
    AbsentOrAfter,
    Count,
    CountDistinct,
    OnOrBefore,
    Sum,
    Via,
    one_of,
    stands,
    yes,
)
from minzheng_domain.text import Text

_batch = columns(DecouplingBatch)
_case = columns(DecouplingCase)
_check = columns(DecouplingCheck)
_inventory = columns(AssetInventory)
_post = columns(OfficialPost)
_organization = columns(Organization)

BATCHES_COMPLETED = Measure(
    "decoupling.batches_completed",
    title=Text("已完成的脱钩批次", "decoupling batches completed"),
    unit=Unit.BATCHES,
    query=Count(_batch, where=(OnOrBefore(_batch.completed_on, CUTOFF),)),
    by=_batch.phase,
    additive=Additive.OVER_GROUPS,
    sentence=Text("已完成行业协会商会脱钩{value}", "decoupling batches completed: {value}"),
    since="0.1",
)

RELATIONS_ENDED = Measure(
    "decoupling.relations_ended",
    title=Text("取消与行政机关关系的社团", "associations whose relation with government ended"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(_case.organization, where=(OnOrBefore(_case.relation_ended_on, CUTOFF),)),
    additive=Additive.NOTHING,
    sentence=Text("与行政机关解除主办、主管、联系、挂靠关系的社团{value}", "associations whose relation with government ended: {value}"),
    since="0.1",
)

COLOCATION_ENDED = Measure(
    "decoupling.colocation_ended",
    title=Text("腾退合署办公的社团", "associations no longer co-located"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(
        _case.organization, where=(yes(_case.is_colocated), OnOrBefore(_case.colocation_ended_on, CUTOFF))
    ),
    additive=Additive.NOTHING,
    sentence=Text("结束合署办公并腾退用房的社团{value}", "associations no longer co-located: {value}"),
    since="0.1",
)

COMPLETED = Measure(
    "decoupling.completed",
    title=Text("完成脱钩的行业协会商会", "associations decoupled"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(_case.organization, where=(OnOrBefore(_case.completed_on, CUTOFF),)),
    additive=Additive.NOTHING,
    sentence=Text("完成脱钩的行业协会商会{value}", "associations decoupled: {value}"),
    since="0.1",
)

REMAINING = Measure(
    "decoupling.remaining",
    title=Text("尚未完成脱钩的行业协会商会", "associations still to be decoupled"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(
        _case.organization,
        where=(*stands(_case.listed_on, _case.completed_on), AbsentOrAfter(_case.exited_on, CUTOFF)),
    ),
    additive=Additive.NOTHING,
    sentence=Text("列入名单、尚待完成脱钩的行业协会商会{value}", "associations still to be decoupled: {value}"),
    note=Text("暂不脱钩、不属范围和已注销的不计入", "those that left the procedure are not counted"),
    since="0.1",
)

_inventoried = (one_of(_inventory.purpose, "DECOUPLING"), OnOrBefore(_inventory.completed_on, CUTOFF))

ASSETS_INVENTORIED = Measure(
    "decoupling.assets_inventoried",
    title=Text("完成脱钩资产清查的社团", "associations whose assets were inventoried"),
    unit=Unit.ORGANIZATIONS,
    query=CountDistinct(_inventory.organization, where=_inventoried),
    additive=Additive.NOTHING,
    sentence=Text("完成资产清查的社团{value}", "associations whose assets were inventoried: {value}"),
    since="0.1",
)

STATE_ASSETS = Measure(
    "decoupling.state_assets",
    title=Text("脱钩清查的国有资产", "state assets inventoried"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=Sum(_inventory.state_assets, where=_inventoried),
    additive=Additive.OVER_GROUPS,
    precision="0.01",
    sentence=Text("查明国有资产{value}", "state assets inventoried: {value}"),
    since="0.1",
)

RETIRED_OFFICIALS_CLEARED = Measure(
    "decoupling.retired_officials_cleared",
    title=Text("清理兼职的退休满三年领导干部", "officials retired for three years whose posts were cleared"),
    unit=Unit.PEOPLE,
    query=CountDistinct(
        _post.person,
        where=(
            one_of(_post.clearance_ground, "RETIRED_THREE_YEARS"),
            OnOrBefore(_post.cleared_on, CUTOFF),
            yes(Via(_post.organization, _organization.is_industry_association)),
        ),
    ),
    additive=Additive.NOTHING,
    sentence=Text("清理退休满三年的领导干部在社团兼职{value}", "officials retired for three years whose posts were cleared: {value}"),
    since="0.1",
)

REQUIREMENTS_MET = Measure(
    "decoupling.requirements_met",
    title=Text("核查通过的脱钩要求", "decoupling requirements met"),
    unit=Unit.ITEMS,
    query=Count(_check, where=(one_of(_check.state, "DONE"), OnOrBefore(_check.approved_on, CUTOFF))),
    by=_check.requirement,
    additive=Additive.OVER_GROUPS,
    sentence=Text("“五分离、五规范”各项要求核查通过{value}", "decoupling requirements met: {value}"),
    since="0.1",
)
