"""The rules and measures that the library brings, offered through the same hooks as everyone's."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_domain.plugin.hookspecs import hookimpl
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.core import Rule
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.statistics.measures import builtin_measures


@hookimpl
def minzheng_rules() -> Iterable[Rule]:
    """Offer every rule that stands in a module of :mod:`minzheng_domain.rules`."""
    return builtin_rules()


@hookimpl
def minzheng_measures() -> Iterable[Measure]:
    """Offer every measure that stands in a module of :mod:`minzheng_domain.statistics.measures`."""
    return builtin_measures()
