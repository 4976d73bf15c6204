"""Profile (规则配置): which rules are off, how much findings weigh, and what the district sets itself.

A profile is TOML::

    title = { zh = "示范区 2024 版", en = "model district, edition 2024" }
    edition = "2024.1"
    disabled = ["NAM003"]

    [severities]
    REG002 = "warning"

    [parameters]
    community_minimum_funds = 10000
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from minzheng_domain.rules.core import Parameter, ParameterKind, ParameterValue, Rule, Severity
from minzheng_domain.rules.settings import WORDS, Settings, is_day
from minzheng_domain.text import Text

_KEYS = ("title", "edition", "disabled", "severities", "parameters")
_SEVERITIES = {severity.name.lower(): severity for severity in Severity}
_KINDS = {
    ParameterKind.NUMBER: Text("非负整数", "a whole number, not negative"),
    ParameterKind.DECIMAL: Text("非负的数", "a number, not negative"),
    ParameterKind.DATE: Text("日期，如 2020-12-31", "a day, like 2020-12-31"),
    ParameterKind.NAMES: Text("文字的列表", "a list of words"),
}


DEFAULT = Text("默认配置", "default settings")
"""What the library's own settings are called."""


@attrs.frozen(kw_only=True)
class Profile:
    """The settings of a check.

    Attributes:
        title: what the profile is called; the library's own settings if none was given.
        edition: which edition it is.
        disabled: the ids of rules that do not run.
        severities: for ids of rules, how much their findings weigh here.
        parameters: the values that the district sets, by the names of the parameters.
    """

    title: Text = DEFAULT
    edition: str = ""
    disabled: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = attrs.field(factory=dict)
    parameters: Mapping[str, ParameterValue] = attrs.field(factory=dict)

    def severity_of(self, rule: Rule) -> Severity:
        """Return how much the findings of a rule weigh."""
        return self.severities.get(rule.id, rule.severity)


def read_profile(path: Path, rules: Mapping[str, Rule]) -> Profile:
    """Read a profile.

    Args:
        path: the file.
        rules: the rules that it may be about, by id.

    Raises:
        ReadError: the file cannot be read, names what does not exist, gives a parameter a value of another kind, or
            makes an error of a rule whose basis does not bear one; with every fault.
    """
    settings = Settings(path)
    values = settings.values
    title = settings.take(values, "title", "$", dict, Text("zh 和 en 两种文字", "zh and en"))
    edition = settings.take(values, "edition", "$", str, WORDS)
    if title is not None and (set(title) != {"zh", "en"} or not all(isinstance(w, str) and w for w in title.values())):
        settings.refuse("$.title", title, Text("zh 和 en 两种文字", "zh and en"))
        title = None
    profile = Profile(
        title=Text(**title) if title else Text("", ""),
        edition=edition or "",
        disabled=_disabled(values.pop("disabled", []), rules, settings),
        severities=_severities(values.pop("severities", {}), rules, settings),
        parameters=_parameters(values.pop("parameters", {}), rules, settings),
    )
    settings.nothing_left(values, "$", _KEYS)
    settings.raise_if_any()
    return profile


def _disabled(listed: Any, rules: Mapping[str, Rule], settings: Settings) -> frozenset[str]:
    if not isinstance(listed, list):
        settings.refuse("$.disabled", listed, Text("规则编号的列表", "a list of rule ids"))
        return frozenset()
    what = Text("规则编号", "the id of a rule")
    return frozenset(
        name for i, name in enumerate(listed) if settings.one_of(name, rules, f"$.disabled[{i}]", what)
    )


def _severities(given: Any, rules: Mapping[str, Rule], settings: Settings) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for name, word in _table(given, "$.severities", settings).items():
        at = f"$.severities.{name}"
        if not settings.one_of(name, rules, at, Text("规则编号", "the id of a rule")):
            continue
        if not settings.one_of(word, _SEVERITIES, at, Text("error、warning 或 notice", "error, warning or notice")):
            continue
        if not rules[name].may_weigh(_SEVERITIES[word]):
            wanted = Text("warning 或 notice：依据的原文未核", "warning or notice: the text of its basis was not read")
            settings.refuse(at, word, wanted)
            continue
        found[name] = _SEVERITIES[word]
    return found


def _parameters(given: Any, rules: Mapping[str, Rule], settings: Settings) -> dict[str, ParameterValue]:
    known = {parameter.name: parameter for rule in rules.values() for parameter in rule.parameters}
    found: dict[str, ParameterValue] = {}
    for name, value in _table(given, "$.parameters", settings).items():
        at = f"$.parameters.{name}"
        if not settings.one_of(name, known, at, Text("参数名称", "the name of a parameter")):
            continue
        taken = _value(known[name], value)
        if taken is None:
            kind = _KINDS[known[name].kind]
            wanted = Text(f"{kind.zh}（{known[name].title.zh}）", f"{kind.en} ({known[name].title.en})")
            settings.refuse(at, value, wanted)
        else:
            found[name] = taken
    return found


def _value(parameter: Parameter, value: Any) -> ParameterValue | None:
    """Return a value as its parameter holds it; ``None`` if it is of another kind."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    match parameter.kind:
        case ParameterKind.NUMBER:
            return value if is_number and value >= 0 else None
        case ParameterKind.DECIMAL:
            number = Decimal(value) if is_number else value
            return number if isinstance(number, Decimal) and number.is_finite() and number >= 0 else None
        case ParameterKind.DATE:
            day: date | None = value if is_day(value) else None
            return day
        case ParameterKind.NAMES:
            good = isinstance(value, list) and value and all(isinstance(word, str) and word for word in value)
            return tuple(value) if good else None


def _table(given: Any, path: str, settings: Settings) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    settings.refuse(path, given, Text("一张表", "a table"))
    return {}
