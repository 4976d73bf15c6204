"""What was checked in decoupling: the nineteen requirements of 五分离、五规范, and the inventories of assets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from minzheng_domain.codes import code_list
from minzheng_domain.model.decoupling import AssetInventory, DecouplingCheck
from records.associations import DECOUPLED_LATER, DEREGISTERED, association_id
from records.decoupling import case_id, case_of
from records.invented import days_after, on, wan
from records.others import agency_id, group_id

EVIDENCE = {
    "ORG-1": ("取消主办、主管、联系、挂靠关系的批复（示例）", "示例脱钩联合工作组办公室"),
    "ORG-2": ("换发的社会团体法人登记证书正副本（示例）", "嘉定区民政局（示例）"),
    "ORG-3": ("章程修正案和会员大会决议（示例）", "嘉定区民政局（示例）"),
    "ORG-4": ("代管事业单位划转文件（示例）", "示例机构编制部门"),
    "ORG-5": ("办公场地和人员分开的说明（示例）", "示例机关事务管理部门"),
    "FUNC-1": ("行政职能剥离清单（示例）", "示例行业主管部门"),
    "FUNC-2": ("转移职能清单和购买服务清单（示例）", "示例行业主管部门"),
    "ASSET-1": ("银行开户许可和独立账套的审计报告（示例）", "示例财政部门"),
    "ASSET-2": ("预算批复（示例）", "示例财政部门"),
    "ASSET-3": ("资产清查报告和财政部门确认文件（示例）", "示例财政部门"),
    "ASSET-4": ("办公用房腾退交接单和新租赁合同（示例）", "示例机关事务管理部门"),
    "STAFF-1": ("劳动合同名册和社会保险缴纳证明（示例）", "示例人力资源部门"),
    "STAFF-2": ("在职公务员兼职清理情况表（示例）", "示例干部管理部门"),
    "STAFF-3": ("退（离）休干部任职审批和备案表（示例）", "示例干部管理部门"),
    "STAFF-4": ("事业编制核销文件（示例）", "示例机构编制部门"),
    "PARTY-1": ("党组织关系接收文件（示例）", "示例社会组织党建机构"),
    "PARTY-2": ("外事管理关系变更文件（示例）", "示例外事部门"),
    "PARTY-3": ("人事档案移交单（示例）", "示例人力资源部门"),
    "PARTY-4": ("出版单位管理关系变更文件（示例）", "示例新闻出版部门"),
}
"""For each requirement what is filed as evidence, and who approves it."""

NOT_APPLICABLE = {
    "ORG-4": "没有代管的事业单位",
    "ORG-5": "不存在合署办公",
    "STAFF-4": "未使用事业编制",
    "PARTY-2": "没有外事管理事项",
    "PARTY-4": "没有主管主办的新闻出版单位",
}
"""Which requirements do not apply to an association that never had what they ask to give up, and why."""

CHECKED = {1: (), 4: ("ORG-5",), DECOUPLED_LATER: ()}
"""The associations all of whose requirements were checked; with those that do apply, though mostly they do not."""

UNDER_CHECK = {"ORG-1": None, "FUNC-1": "2019-11-28", "ASSET-1": "2019-12-05", "ASSET-3": None, "STAFF-1": "2019-12-24"}
"""Of an association still to be decoupled, what is checked: the day of approval, or none where it is pending."""

STATE_ASSETS = (
    *("312.40", "96.75", "58.20", "203.15", "41.60", "17.85", "126.30"),
    *("88.45", "149.90", "64.10", "33.55", "72.25", "105.50"),
)
"""The state assets of associations 1 to 13, in 万元."""

SUPPLEMENT = "22.00"
"""What a second inventory of association 4 found: fourteen inventories, thirteen associations."""


def records() -> Iterator[DecouplingCheck | AssetInventory]:
    """Yield the checks, then the inventories."""
    for number, applies in CHECKED.items():
        yield from _checks(number, applies)
    for place, (requirement, day) in enumerate(UNDER_CHECK.items(), start=1):
        check = DecouplingCheck(id=f"check-22-{place:02d}", case=case_id(22), requirement=requirement, state="PENDING")
        yield check if day is None else _done(check, on(day))
    yield from _inventories()


def _done(check: DecouplingCheck, day: date) -> DecouplingCheck:
    evidence, approver = EVIDENCE[check.requirement]
    return check.evolve(state="DONE", evidence=evidence, approver=approver, approved_on=day)


def _checks(number: int, applies: tuple[str, ...]) -> Iterator[DecouplingCheck]:
    """Yield the nineteen checks of an association, approved between the approval of its plan and its evaluation."""
    case = case_of(number)
    first, last = case.plan_approved_on, case.evaluated_on
    if first is None or last is None:
        return
    requirements = code_list("decoupling-requirement").codes
    for place, requirement in enumerate(requirements, start=1):
        day = days_after(first, (last - first).days * place // len(requirements) - 2)
        check = DecouplingCheck(
            id=f"check-{number:02d}-{place:02d}", case=case.id, requirement=requirement.code, state="PENDING"
        )
        if requirement.code in NOT_APPLICABLE and requirement.code not in applies:
            reason = NOT_APPLICABLE[requirement.code]
            yield check.evolve(
                state="NOT_APPLICABLE", reason=reason, approver=EVIDENCE[requirement.code][1], approved_on=day
            )
        else:
            yield _done(check, day)


def _inventories() -> Iterator[AssetInventory]:
    found = [*enumerate(STATE_ASSETS, start=1), (4, SUPPLEMENT)]
    for place, (number, state_assets) in enumerate(found, start=1):
        plan_approved_on = case_of(number).plan_approved_on
        if plan_approved_on is None:
            continue
        completed_on = days_after(plan_approved_on, 30 if place <= len(STATE_ASSETS) else 60)
        yield AssetInventory(
            id=f"inventory-{place:02d}",
            organization=association_id(number),
            purpose="DECOUPLING",
            case=case_id(number),
            base_day=plan_approved_on.replace(day=1),
            completed_on=completed_on,
            state_assets=wan(state_assets),
            treated_as_state_assets=wan("3.50") if number % 4 == 0 else wan("0"),
            other_assets=wan("6.80") * (number % 5),
            auditor="示例会计师事务所",
            confirmed_on=days_after(completed_on, 10),
            confirmation_number=f"示例财资〔{completed_on.year}〕{place}号",
        )
    yield AssetInventory(
        id="inventory-15",  # begun, not completed
        organization=association_id(22),
        purpose="DECOUPLING",
        case=case_id(22),
        base_day=on("2019-11-30"),
    )
    yield AssetInventory(
        id="inventory-16",  # completed after the cut-off day
        organization=association_id(DECOUPLED_LATER),
        purpose="DECOUPLING",
        case=case_id(DECOUPLED_LATER),
        base_day=on("2019-10-31"),
        completed_on=on("2019-12-19"),
        state_assets=wan("27.60"),
        treated_as_state_assets=wan("0"),
        other_assets=wan("12.40"),
        auditor="示例会计师事务所",
        confirmed_on=on("2019-12-20"),
        confirmation_number="示例财资〔2019〕16号",
    )
    for place, (organization, purpose, day, state_assets) in enumerate(
        (
            (association_id(DEREGISTERED), "LIQUIDATION", "2019-11-08", "4.20"),
            (agency_id(14), "LIQUIDATION", "2019-03-15", "0"),
            (group_id(5), "ROUTINE", "2018-10-18", "15.30"),
            (association_id(2), "ROUTINE", "2019-08-29", "96.75"),
        ),
        start=17,
    ):
        yield AssetInventory(
            id=f"inventory-{place:02d}",
            organization=organization,
            purpose=purpose,
            base_day=on(day).replace(day=1),
            completed_on=on(day),
            state_assets=wan(state_assets),
            other_assets=wan("9.60"),
            auditor="示例会计师事务所",
        )
