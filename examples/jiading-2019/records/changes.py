"""The changes of registration (变更登记): of status, for what left the register, and of other items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from minzheng_domain.model.organizations import Organization, RegistrationChange
from records.associations import DECOUPLED_LATER, PILOT, association_id, authority
from records.decoupling import case_of
from records.invented import days_after, on, working_day
from records.others import agency_id, group_id

_LIQUIDATION = 40

SUSPENDED, SUSPENDED_ON = "zhenxin-charity-04", on("2019-10-16")
"""What a penalty of 2019 suspended, and from when on."""

WOUND_UP, WOUND_UP_ON = "malu-life-02", on("2020-01-14")
"""What is being wound up when the ledger is drawn up, and since when."""

ITEMS = (
    (agency_id(1), "DOMICILE", "2019-02-26", "示例路1号", "示例路18号"),
    (agency_id(3), "LEGAL_REPRESENTATIVE", "2019-03-19", "示例人员丙", "示例人员丁"),
    (group_id(1), "LEGAL_REPRESENTATIVE", "2019-04-09", "示例人员戊", "示例人员己"),
    (group_id(3), "CHARTER", "2019-04-16", None, None),
    ("nanxiang-charity-02", "FUNDS", "2019-05-07", "10000元", "50000元"),
    ("anting-charity-06", "SCOPE", "2019-05-28", "社区济困服务", "社区济困服务、社区助餐服务"),
    ("zhenxin-life-01", "NAME", "2019-06-18", "上海市嘉定区真新街道示例生活服务社", "上海市嘉定区真新街道示例暖邻生活服务社"),
    ("jiadingzhen-mediation-01", "DOMICILE", "2019-07-16", "示例街3号", "示例街9号"),
    ("malu-charity-05", "CERTIFICATE", "2019-08-20", None, None),
    ("juyuan-charity-03", "CERTIFICATE", "2019-09-03", None, None),
    ("jiangqiao-life-01", "DOMICILE", "2019-10-15", "示例弄5号", "示例弄21号"),
    (group_id(6), "PURPOSE", "2019-11-12", None, None),
    (group_id(7), "TERRITORY", "2019-11-26", None, None),
    (agency_id(10), "LEGAL_REPRESENTATIVE", "2018-05-15", "示例人员庚", "示例人员辛"),
    ("anting-life-01", "DOMICILE", "2018-09-11", "示例路7号", "示例路10号"),
    ("xuhang-charity-01", "FUNDS", "2017-06-13", "10000元", "30000元"),
    ("waigang-charity-02", "DOMICILE", "2019-12-24", "示例路2号", "示例路4号"),  # after the cut-off day
    (group_id(2), "CHARTER", "2020-01-07", None, None),  # after it
)
"""Organization, item, day of approval, what stood before and stands after."""


def records(organizations: Iterable[Organization]) -> Iterator[RegistrationChange]:
    """Yield the changes of the ledger's organizations."""
    made = (*_of_status(organizations), *_of_supervision(), *_of_items())
    for number, change in enumerate(sorted(made, key=lambda change: change.on), start=1):
        year = change.on.year
        yield change.evolve(id=f"change-{number:03d}", approval_number=f"示例民登〔{year}〕{number}号")


def _of_status(organizations: Iterable[Organization]) -> Iterator[RegistrationChange]:
    """Yield how organizations left the register: wound up and then deregistered, or revoked at once."""

    def change(organization: str, day: str, before: str, after: str) -> RegistrationChange:
        return RegistrationChange(
            id="", organization=organization, item="STATUS", on=on(day), before=before, after=after
        )

    for one in organizations:
        if one.removed_on is None or one.registered_on is None:
            continue
        left = one.removed_on.isoformat()
        if one.status == "DEREGISTERED":
            begun = working_day(one.removed_on - timedelta(days=_LIQUIDATION)).isoformat()
            yield change(one.id, begun, "REGISTERED", "DEREGISTERING")
            yield change(one.id, left, "DEREGISTERING", "DEREGISTERED")
        else:
            yield change(one.id, left, "REGISTERED", one.status)
    yield change(SUSPENDED, SUSPENDED_ON.isoformat(), "REGISTERED", "SUSPENDED")
    yield change(WOUND_UP, WOUND_UP_ON.isoformat(), "REGISTERED", "DEREGISTERING")


def _of_supervision() -> Iterator[RegistrationChange]:
    """Yield how decoupled associations lost their supervising body."""
    for number in (*PILOT, DECOUPLED_LATER):
        replaced_on = case_of(number).certificate_replaced_on
        if replaced_on is not None:
            yield RegistrationChange(
                id="",
                organization=association_id(number),
                item="SUPERVISING_BODY",
                on=replaced_on,
                before=authority(number),
                after="不再设置",
            )


def _of_items() -> Iterator[RegistrationChange]:
    for organization, item, day, before, after in ITEMS:
        approved_on = on(day)
        yield RegistrationChange(
            id="",
            organization=organization,
            item=item,
            on=approved_on,
            before=before,
            after=after,
            consented_on=days_after(approved_on, -20) if organization.startswith("group") else None,
        )
