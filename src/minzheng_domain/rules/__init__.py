"""The rules that the library brings, one module for each family; found by looking through the modules."""

from __future__ import annotations

import functools
import sys

from minzheng_domain.discovery import modules_of
from minzheng_domain.errors import DeclarationError
from minzheng_domain.rules.core import Rule
from minzheng_domain.text import Text


@functools.cache
def builtin_rules() -> tuple[Rule, ...]:
    """Return every rule of the library, in the order of ids.

    Raises:
        DeclarationError: two rules bear one id or one name.
    """
    found: dict[str, Rule] = {}
    for module in modules_of(sys.modules[__name__]):
        for value in vars(module).values():
            if isinstance(value, Rule) and found.setdefault(value.id, value) is not value:
                msg = Text(f"两条规则同为 {value.id}", f"two rules are called {value.id}")
                raise DeclarationError(msg)
    names = [rule.name for rule in found.values()]
    if len(set(names)) < len(names):
        double = next(name for name in names if names.count(name) > 1)
        raise DeclarationError(Text(f"两条规则同名：{double}", f"two rules are named {double}"))
    return tuple(found[name] for name in sorted(found))
