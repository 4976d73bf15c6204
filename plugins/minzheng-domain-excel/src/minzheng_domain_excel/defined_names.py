"""Defined names: what formulas call the columns of the records and the days of the period, in words."""

from __future__ import annotations

import re
from collections.abc import Collection

from minzheng_domain.model.kinds import record_kind
from minzheng_domain.statistics.query import Field, Parameter, Via, own_column
from minzheng_domain.text import Language, Text

_NOT_IN_NAMES = re.compile(r"[^\w]+")
_LONGEST = 200
"""Excel takes 255 characters."""

_DAYS = {
    Parameter.PERIOD_START: Text("期初", "period_start"),
    Parameter.PERIOD_END: Text("期末", "period_end"),
    Parameter.CUTOFF: Text("数据截止日", "cutoff"),
}
_DAY_LABELS = {
    Parameter.PERIOD_START: Text("报告期起始日", "First day of the period"),
    Parameter.PERIOD_END: Text("报告期终止日", "Last day of the period"),
    Parameter.CUTOFF: Text("数据截止日", "Cut-off day"),
}


def day_name(parameter: Parameter, years_before: int, language: Language) -> str:
    """Return the name of the cell of a day: ``数据截止日``, ``上年同期_数据截止日``."""
    ago = Text("", "")
    if years_before:
        ago = Text(f"前{years_before}年同期_", f"before_{years_before}_years_")
        ago = Text("上年同期_", "year_before_") if years_before == 1 else ago
    return ago.of(language) + _DAYS[parameter].of(language)


def day_label(parameter: Parameter, years_before: int) -> Text:
    """Return what a reader calls a day that the period supplies, or the same day some years before."""
    label = _DAY_LABELS[parameter]
    if not years_before:
        return label
    ago = Text(f"前 {years_before} 年同期", f"{years_before} years before")
    ago = Text("上年同期", "the year before") if years_before == 1 else ago
    return Text("{label}（{ago}）", "{label}, {ago}").format(label=label, ago=ago)


def field_name(field: Field, language: Language, suffix: Text | None = None) -> str:
    """Return the name of the range of a field, or of what is worked out about it: ``社会组织_成立登记日期``."""
    own = own_column(field)
    parts = [record_kind(own.record).title, own.header]
    if isinstance(field, Via):
        parts.append(field.column.header)
    if suffix is not None:
        parts.append(suffix)
    plain = (_NOT_IN_NAMES.sub("_", part.of(language)).strip("_") for part in parts)
    return "_".join(plain)[:_LONGEST]


def unused(name: str, taken: Collection[str]) -> str:
    """Return a name that no other range bears, be it in another case; the same name where it is free."""
    known = {other.casefold() for other in taken}
    found, number = name, 2
    while found.casefold() in known:
        found, number = f"{name}_{number}", number + 1
    return found
