"""Family DEC, the inventories of assets (资产清查).

Source: 脱钩后行业协会商会资产管理暂行办法, Art. 3 (classes of assets), known from others; the rest is the ledger's own sense.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from minzheng_domain.model.decoupling import AssetInventory, DecouplingCase
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import in_days
from minzheng_domain.text import Text

CLASSES = ("state_assets", "treated_as_state_assets", "other_assets")


@each(
    AssetInventory,
    id="DEC030",
    title=Text("已完成的资产清查没有金额", "completed inventory without amounts"),
    why=Text(
        "资产按国有资产、暂按国有资产管理的资产、其他资产三类清查登记；三类都没有金额的清查进不了合计。",
        "Assets are inventoried in three classes; an inventory without an amount in any of them is in no sum.",
    ),
    remedy=Text("请按清查报告填写各类资产的金额，没有的填0。", "Enter the amounts of the report; 0 where there are none."),
    severity=Severity.ERROR,
    basis=[Citation("decoupling-assets", "第三条"), Citation("ledger-schema")],
    since="0.1",
)
def inventory_without_amounts(inventory: AssetInventory, _look: Look) -> Verdict:
    """Look for completed inventories in decoupling without any amount; negative ones are told by LED011."""
    if inventory.purpose != "DECOUPLING" or inventory.completed_on is None:
        return NOT_APPLICABLE
    if any(getattr(inventory, name) is not None for name in CLASSES):
        return None
    found = Text("三类资产都未填", "no amount in any of the three classes")
    return Fault("state_assets", found=found, expected=Text("至少一类资产的金额", "the amount of a class at least"))


@each(
    AssetInventory,
    id="DEC031",
    title=Text("资产清查的日期先后颠倒", "days of an inventory out of order"),
    why=Text(
        "清查在基准日之后完成，完成之后由财政部门确认；日期颠倒的至少有一处填错。",
        "An inventory is completed after its base day and confirmed after that; otherwise one of the days is wrong.",
    ),
    remedy=Text("请对照清查报告和确认文件核对日期。", "Check the days against the report and the confirmation."),
    severity=Severity.ERROR,
    basis=[Citation("calendar")],
    since="0.1",
)
def inventory_days_out_of_order(inventory: AssetInventory, _look: Look) -> Verdict:
    """Look for inventories completed before their base day, or confirmed before they were completed."""
    names = ("base_day", "completed_on", "confirmed_on")
    dated = [(name, day) for name in names if isinstance(day := getattr(inventory, name), date)]
    for (earlier, first), (later, second) in pairwise(dated):
        if second < first:
            header = inventory.__kind__.column(earlier).declaration.header
            return Fault(
                later,
                found=f"{second}",
                expected=Text(f"不早于{header.zh} {first}", f"no earlier than '{header.en}', {first}"),
                difference=in_days(first - second),
            )
    return None if len(dated) > 1 else NOT_APPLICABLE


@each(
    AssetInventory,
    id="DEC032",
    title=Text("脱钩资产清查的社团没有脱钩事项", "inventory in decoupling without a case"),
    why=Text(
        "为脱钩清查资产的社团应有脱钩事项，否则清查家数会多于脱钩家数。",
        "Whose assets are inventoried for decoupling has a case; else more are inventoried than decoupled.",
    ),
    remedy=Text("请补录脱钩事项，或改正清查目的。", "Enter the case, or correct the purpose of the inventory."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[Citation("decoupling-plan", "（三）")],
    since="0.1",
)
def inventory_without_case(inventory: AssetInventory, look: Look) -> Verdict:
    """Look for inventories in decoupling of associations that are in no case."""
    if inventory.purpose != "DECOUPLING" or look.get(Organization, inventory.organization) is None:
        return NOT_APPLICABLE
    if look.related(DecouplingCase, "organization", inventory.organization):
        return None
    wanted = Text("有脱钩事项的社团", "an association that has a case")
    return Fault("organization", found=Text("没有脱钩事项", "no case of decoupling"), expected=wanted)
