"""Make the example ledger: ``python make_ledger.py`` writes ``ledger.json`` beside it, ``--check`` compares it.

Every run gives the same bytes: nothing in the records is left to chance or to the clock.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from records import (
    accountability,
    associations,
    changes,
    community,
    community_outside,
    decoupling,
    decoupling_checks,
    incubation,
    narratives,
    officials,
    others,
    penalty_cases,
    project_money,
    projects,
    registering,
    services,
    standing,
    submissions,
    supervision,
    supports,
    towns,
)
from records.invented import DIVISION, DRAWN_UP_ON

from minzheng_domain.formats.json import write_ledger
from minzheng_domain.model.columns import Record
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization

TARGET = Path(__file__).with_name("ledger.json")

HEADER = Header(
    title="上海市嘉定区社会组织工作台账（2019年，虚构示例）",
    district="上海市嘉定区",
    division=DIVISION,
    bureau=towns.BUREAU.name,
    synthetic=True,
    note=(
        f"本台账为虚构示例，数据整理至{DRAWN_UP_ON.year}年{DRAWN_UP_ON.month}月{DRAWN_UP_ON.day}日。"
        "其中的社会组织、项目、人员、案件、文号和统一社会信用代码（主体标识码均为 EXAMP 加三位数字）全部虚构，"
        "与任何真实单位和个人无关；街镇名称和区划代码为公开信息。"
        "只有该区民政局公开的2019年度报告所列的汇总数（截至2019年12月18日）与之一致，其余数字同属虚构。"
    ),
    schemes={"community-category": "community-category-shanghai"},
)


def ledger() -> Ledger:
    """Return the example ledger."""
    organizations = tuple(_organizations())
    return Ledger.of(_records(organizations), header=HEADER)


def _organizations() -> Iterator[Organization]:
    return registering.give_codes(
        (
            *community.organizations(),
            *community_outside.organizations(),
            *associations.organizations(),
            *others.organizations(),
        )
    )


def _records(organizations: tuple[Organization, ...]) -> Iterator[Record]:
    yield from towns.records()
    yield from submissions.records()
    yield from organizations
    yield from changes.records(organizations)
    yield from standing.records()
    yield from decoupling.records()
    yield from decoupling_checks.records()
    yield from officials.records()
    yield from projects.records()
    yield from project_money.payments()
    yield from project_money.reviews()
    yield from services.records()
    yield from incubation.records()
    yield from supports.records()
    yield from supervision.records()
    yield from penalty_cases.records()
    yield from accountability.records()
    yield from narratives.records()


def written() -> bytes:
    """Return the example ledger as it stands in its file."""
    file = BytesIO()
    write_ledger(ledger(), file)
    return file.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write the ledger, or compare it with the file that is there; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="只比较，不写文件 / compare the file, write nothing")
    check: bool = parser.parse_args(arguments).check
    content = written()
    if not check:
        TARGET.write_bytes(content)
        return 0
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    sys.stderr.write(
        f"{TARGET.name} 与 make_ledger.py 生成的内容不一致，请重新运行 make_ledger.py。\n"
        f"{TARGET.name} is not what make_ledger.py makes; run make_ledger.py again.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
