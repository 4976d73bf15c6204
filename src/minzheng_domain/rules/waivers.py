"""Waivers (豁免): the justified exceptions from rules, each with its reason, who approved it and until when.

A waiver file is TOML::

    [[waivers]]
    rule = "REG004"
    kind = "organizations"
    record = "O1"
    reason = "……"
    approver = "……"
    expires = 2020-12-31
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import attrs

from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.rules.core import Rule
from minzheng_domain.rules.settings import DAY, WORDS, Settings
from minzheng_domain.text import Text

_KEYS = ("rule", "kind", "record", "reason", "approver", "expires")


@attrs.frozen(kw_only=True)
class Waiver:
    """That a finding of a rule on a record is accepted.

    Attributes:
        rule: the id of the rule.
        kind: the kind of record.
        record: the id of the record.
        reason: why it is accepted.
        approver: the unit or post that approved it.
        expires: the last day on which it holds.
    """

    rule: str
    kind: str
    record: str
    reason: str
    approver: str
    expires: date

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What it is about: rule, kind and record."""
        return (self.rule, self.kind, self.record)

    def has_expired(self, day: date | None) -> bool:
        """Tell whether it holds no more on a day; without a day, nothing has expired."""
        return day is not None and self.expires < day


def read_waivers(path: Path, rules: Mapping[str, Rule]) -> tuple[Waiver, ...]:
    """Read a waiver file.

    Args:
        path: the file.
        rules: the rules that waivers may be about, by id.

    Raises:
        ReadError: the file cannot be read, or is not as it must be; with every fault.
    """
    settings = Settings(path)
    listed = settings.values.pop("waivers", [])
    made: dict[tuple[str, str | None, str | None], Waiver] = {}
    if not isinstance(listed, list):
        settings.refuse("$.waivers", listed, Text("[[waivers]] 条目", "[[waivers]] entries"))
        listed = []
    for place, entry in enumerate(listed):
        at = f"$.waivers[{place}]"
        words = {key: settings.take(entry, key, at, str, WORDS) for key in _KEYS[:-1]}
        expires = settings.take(entry, "expires", at, date, DAY)
        settings.nothing_left(entry, at, _KEYS)
        if words["rule"] is not None:
            settings.one_of(words["rule"], rules, f"{at}.rule", Text("规则编号", "the id of a rule"))
        if words["kind"] is not None:
            settings.one_of(words["kind"], record_kinds(), f"{at}.kind", Text("记录种类", "a kind of record"))
        if expires is None or None in words.values():
            continue
        waiver = Waiver(**{key: word or "" for key, word in words.items()}, expires=expires)
        if made.setdefault(waiver.key, waiver) is not waiver:
            settings.refuse(at, waiver.record, Text("同一条记录、同一规则只写一次", "one waiver for a rule and record"))
    settings.nothing_left(settings.values, "$", ["waivers"])
    settings.raise_if_any()
    return tuple(made.values())
