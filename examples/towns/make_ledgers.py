"""Write the ledgers of a bureau and two of its towns, to be consolidated, or compare them with the files.

做一个区和两个镇的台账，供汇总；内容全部虚构。东镇和区局都登记了几家社会组织，说法有一处不同，活动编号也有重复：这正是汇总时常见的情形。
--check 只核对，不写文件。
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from minzheng_domain import Header, Ledger, Record
from minzheng_domain.codes import uscc
from minzheng_domain.formats.json import write_ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.model.services import Activity

HERE = Path(__file__).parent
SCHEMES = {"community-category": "community-category-national"}

_TOWNS = {
    "east": ReportingUnit(id="east", name="示范东镇", kind="TOWN"),
    "west": ReportingUnit(id="west", name="示范西镇", kind="TOWN"),
    "south": ReportingUnit(id="south", name="示范南镇", kind="TOWN"),
}


def code(number: int) -> str:
    """Make a code that passes both checks and is plainly made up."""
    body = f"EXAMP{number:03d}"
    whole = f"52310114{body}{uscc.calc_organization_check_digit(body)}"
    return whole + uscc.calc_check_digit(whole)


def organization(number: int, name: str, category: str, *, year: int, staff: int) -> Organization:
    """Return a service agency that is registered as a community organization, in the town that its name begins with."""
    return Organization(
        id=f"org-{number:02d}",
        name=name,
        type="SERVICE_AGENCY",
        status="REGISTERED",
        uscc=code(number),
        town=next(town.id for town in _TOWNS.values() if name.startswith(town.name)),
        registered_on=date(year, 3 + number % 9, 10),
        management="DIRECT",
        service_sector="CIVIL_AFFAIRS",
        community_category=category,
        community_tier="REGISTERED",
        staff=staff,
    )


def training(id_: str, title: str, town: str | None, on: date, participants: int) -> Activity:
    """Return a training of a town, or where none is named of the district."""
    return Activity(
        id=id_,
        title=title,
        kind="TRAINING",
        level="DISTRICT" if town is None else "TOWN",
        held_on=on,
        times=1,
        times_exactness="EXACT",
        topic="OTHER",
        town=town,
        participants=participants,
        participants_exactness="EXACT",
    )


EAST_1 = organization(1, "示范东镇邻里服务社", "SERVICE", year=2018, staff=6)
EAST_2 = organization(2, "示范东镇为老服务社", "CHARITY", year=2019, staff=4)
EAST_3 = organization(3, "示范东镇书画社", "RECREATION", year=2019, staff=3)
WEST_1 = organization(4, "示范西镇助残服务社", "CHARITY", year=2018, staff=8)
SOUTH_1 = organization(5, "示范南镇调解服务社", "MUTUAL_HELP", year=2019, staff=5)


def bureau() -> Iterator[Record]:
    """Yield what the bureau has: the register of all towns, the projects of the district, its own trainings."""
    yield from _TOWNS.values()
    yield from (EAST_1, EAST_2.evolve(staff=2), EAST_3, WEST_1, SOUTH_1)
    for number, (contractor, amount, year) in enumerate(
        (("org-01", 200000, 2018), ("org-01", 250000, 2019), ("org-04", 180000, 2019)), start=1
    ):
        yield Project(
            id=f"P{number}",
            title=f"示范公益项目（{year}年第{number}号）",
            level="DISTRICT",
            status="SIGNED",
            year=year,
            contractor=contractor,
            contracted_on=date(year, 5, 20),
            amount=Decimal(amount),
        )
    yield training("1", "社会组织负责人培训", None, date(2019, 6, 12), 80)


def east() -> Iterator[Record]:
    """Yield what the eastern town has: its own organizations and trainings, numbered by itself."""
    yield _TOWNS["east"]
    yield from (EAST_1, EAST_2, EAST_3)
    yield training("1", "社区团队骨干培训", "east", date(2019, 4, 8), 35)
    yield training("2", "志愿服务培训", "east", date(2018, 9, 3), 28)


def west() -> Iterator[Record]:
    """Yield what the western town has handed in: its trainings of the fourth quarter are missing."""
    yield _TOWNS["west"]
    yield WEST_1
    yield training("1", "助残服务培训", "west", date(2019, 5, 16), 22)


LEDGERS = {
    "示范区民政局.json": ("示范区民政局", bureau),
    "示范东镇.json": ("示范东镇人民政府", east),
    "示范西镇.json": ("示范西镇人民政府", west),
}


def written(name: str) -> bytes:
    """Return the content of a file."""
    signer, records = LEDGERS[name]
    header = Header(
        title=f"{signer}社会组织工作台账（虚构示例）", district="示范区", bureau=signer, synthetic=True, schemes=SCHEMES
    )
    file = io.BytesIO()
    write_ledger(Ledger.of(records(), header=header), file)
    return file.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write the ledgers, or compare them with the files that are there; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="只比较，不写文件 / compare the files, write nothing")
    check = parser.parse_args(arguments).check
    for name in LEDGERS:
        target = HERE / name
        if not check:
            target.write_bytes(written(name))
        elif not target.is_file() or target.read_bytes() != written(name):
            sys.stderr.write(
                f"{name} 与 make_ledgers.py 生成的内容不一致，请重新运行。\n"
                f"{name} is not what make_ledgers.py makes; run it again.\n"
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
