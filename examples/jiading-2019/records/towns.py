"""The reporting units: the bureau, and the district's twelve towns under their true names and codes."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.model.reporting import ReportingUnit
from records.invented import DIVISION

BUREAU = ReportingUnit(id="bureau", name="嘉定区民政局（示例）", kind="BUREAU", division=DIVISION)

TOWNS = {
    town.id: town
    for town in (
        ReportingUnit(id="xinchenglu", name="新成路街道", kind="SUBDISTRICT", division="310114001"),
        ReportingUnit(id="zhenxin", name="真新街道", kind="SUBDISTRICT", division="310114002"),
        ReportingUnit(id="jiadingzhen", name="嘉定镇街道", kind="SUBDISTRICT", division="310114004"),
        ReportingUnit(id="nanxiang", name="南翔镇", kind="TOWN", division="310114102"),
        ReportingUnit(id="anting", name="安亭镇", kind="TOWN", division="310114103"),
        ReportingUnit(id="malu", name="马陆镇", kind="TOWN", division="310114106"),
        ReportingUnit(id="xuhang", name="徐行镇", kind="TOWN", division="310114109"),
        ReportingUnit(id="huating", name="华亭镇", kind="TOWN", division="310114111"),
        ReportingUnit(id="waigang", name="外冈镇", kind="TOWN", division="310114114"),
        ReportingUnit(id="jiangqiao", name="江桥镇", kind="TOWN", division="310114118"),
        ReportingUnit(id="juyuan", name="菊园新区", kind="COMMITTEE", division="310114401"),
        ReportingUnit(id="industrial-zone", name="嘉定工业区", kind="COMMITTEE", division="310114501"),
    )
}
"""The twelve towns by id, in the order of their codes. The last two have codes in statistics only."""

_GOVERNMENTS = {"SUBDISTRICT": "办事处", "TOWN": "人民政府", "COMMITTEE": "管理委员会"}


def government(town: str) -> str:
    """Return the organ of a town, the supervising body (业务主管单位) of most of its organizations before 2014."""
    return TOWNS[town].name + _GOVERNMENTS[TOWNS[town].kind]


def records() -> Iterator[ReportingUnit]:
    """Yield the bureau and the towns."""
    yield BUREAU
    yield from TOWNS.values()
