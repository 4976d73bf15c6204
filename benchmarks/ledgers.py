"""Ledgers made up for the measurements: the same for the same size, filled in about as a register is.

They are drawn column by column from the declarations, so that a new column or kind of record is in them without a
change here. Nobody in them exists: names of persons are a surname with 某 and a number.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from minzheng_domain.codes import code_list, code_list_ids, uscc
from minzheng_domain.model.columns import Column, ColumnKind, RecordKind, Sensitivity
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger

Draw: TypeAlias = Callable[[int], Any]
"""Gives the value of a column in the record at a position."""

SHARES: Mapping[str, float] = {
    "organizations": 1,
    "annual_inspections": 0.5,
    "registration_changes": 0.2,
    "projects": 0.1,
    "payments": 0.1,
    "activities": 0.1,
    "supervisions": 0.1,
    "project_reviews": 0.05,
    "gradings": 0.05,
    "credit_listings": 0.05,
}
"""How many records of a kind there are for each organization; of the kinds that are not named, one for fifty."""

_OTHERS = 0.02
_SCHEMES = {"community-category": "community-category-shanghai"}
_FILLED = 0.8
_FILLED_IF_PERSONAL = 0.6
_FILLED_IF_AN_END = 0.15
_ENDS = ("removed_on", "closed_on", "ended_on", "terminated_on", "exited_on", "active_until")
_FIRST, _LATE, _LAST = (date(*day).toordinal() for day in ((1991, 1, 1), (2017, 1, 1), (2019, 12, 31)))
_BEGINNINGS = ("registered_on", "filed_on", "active_from", "opened_on", "operating_from", "awarded_on")

_PLACES = [f"{a}{b}{c}" for a in "东南西北中" for b in "河山湖林桥" for c in ("街道", "镇", "乡", "社区")]
_MATTERS = [
    "老年互助",
    "环境保护",
    "青少年阅读",
    "邻里调解",
    "戏曲爱好者",
    "科普教育",
    "残障关爱",
    "健身",
    "物业纠纷调处",
    "小微企业",
]
_FORMS = ["协会", "服务中心", "促进会", "商会", "基金会", "联合会", "志愿服务社", "研究会"]
_SCOPES = [
    "组织会员开展学习交流",
    "承接政府委托的公益服务项目",
    "为老年人提供日间照料",
    "举办公益讲座与培训",
    "调解邻里矛盾，促进社区和谐",
]
_SURNAMES = "赵钱孙李周吴郑王冯陈"
_BODY = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_KINDS_OF_CODE = ("51", "52", "53")


def make_ledger(organizations: int) -> Ledger:
    """Make the ledger of a district, or a country, with this many organizations."""
    chance = random.Random(organizations)
    counts = {name: max(1, round(organizations * SHARES.get(name, _OTHERS))) for name in record_kinds()}
    records = {name: _records(kind, counts, chance) for name, kind in record_kinds().items()}
    return Ledger(records, header=Header(title="测速台账", synthetic=True, schemes=_SCHEMES))


def _records(kind: RecordKind, counts: Mapping[str, int], chance: random.Random) -> list[Any]:
    draws = {column.name: _draw(column, counts, chance) for column in kind.columns}
    make = kind.record_class
    return [make(**{name: draw(place) for name, draw in draws.items()}) for place in range(counts[kind.name])]


def _draw(column: Column, counts: Mapping[str, int], chance: random.Random) -> Draw:
    """Return how a column is drawn: empty now and then, where it may be."""
    given = _given(column, counts, chance)
    if column.declaration.required:
        return given
    filled = _FILLED
    if column.declaration.sensitivity is Sensitivity.PERSONAL:
        filled = _FILLED_IF_PERSONAL
    elif column.name in _ENDS:
        filled = _FILLED_IF_AN_END
    number = chance.random
    return lambda place: given(place) if number() < filled else None


def _given(column: Column, counts: Mapping[str, int], chance: random.Random) -> Draw:
    """Return how a column is drawn where it is filled in."""

    def below(bound: int) -> int:
        return int(chance.random() * bound)

    def one_of(values: Sequence[str]) -> str:
        return values[below(len(values))]

    def day(_: int, *, first: int = _FIRST if column.name in _BEGINNINGS else _LATE) -> date:
        return date.fromordinal(first + below(_LAST - first + 1))

    def amount(_: int) -> Decimal:
        return Decimal(below(50_000_000)).scaleb(-2)

    if column.name == "id":
        return lambda place: f"{column.record}-{place + 1:06}"
    match column.kind:
        case ColumnKind.LABEL:
            codes = _codes(column)
            return lambda _: one_of(codes)
        case ColumnKind.REFERENCE:
            target = column.declaration.refers_to or ""
            return lambda _: f"{target}-{below(counts[target]) + 1:06}"
        case ColumnKind.DATE:
            return day
        case ColumnKind.NUMBER:
            return lambda _: 2017 + below(3) if column.name == "year" else 1 + below(200)
        case ColumnKind.DECIMAL:
            return lambda _: Decimal(below(10_000)).scaleb(-2)
        case ColumnKind.MONEY:
            return amount
        case ColumnKind.FLAG:
            return lambda _: chance.random() < 0.3  # noqa: PLR2004 - no more than a share of what is asked
        case ColumnKind.IDENTIFIER if column.name == "uscc":
            return lambda _: _uscc(one_of(_KINDS_OF_CODE), f"{110000 + below(540000)}", below)
        case ColumnKind.IDENTIFIER:
            return lambda _: f"{below(10**9):09}"
        case ColumnKind.NAME if column.declaration.sensitivity is Sensitivity.PERSONAL:
            return lambda _: f"{one_of(_SURNAMES)}某{below(10_000)}"
        case ColumnKind.NAME:
            return lambda place: f"{one_of(_PLACES)}{one_of(_MATTERS)}{one_of(_FORMS)}（{place + 1}）"
        case ColumnKind.TEXT:
            return lambda _: f"{one_of(_PLACES)}{1 + below(2000)}号：{one_of(_SCOPES)}；{one_of(_SCOPES)}"


def _uscc(kind: str, division: str, below: Callable[[int], int]) -> str:
    """Make up a code with both check characters."""
    body = "MJ" + "".join(_BODY[below(10)] for _ in range(6))
    start = kind + division + body + uscc.calc_organization_check_digit(body)
    return start + uscc.calc_check_digit(start)


def _codes(column: Column) -> Sequence[str]:
    name = column.declaration.codes or ""
    name = _SCHEMES.get(name, name)
    return [code.code for code in code_list(name).codes] if name in code_list_ids() else ["UNLISTED"]
