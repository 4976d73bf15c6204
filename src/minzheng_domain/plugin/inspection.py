"""Inspection: whether the hooks of a plugin are those that are specified, before the plugin is taken in.

What pluggy overlooks is refused here: a hook that is misspelt, one that is not marked, one that wraps others, and a
plugin that has none.
"""

from __future__ import annotations

import inspect

import pluggy

from minzheng_domain.plugin import hookspecs
from minzheng_domain.text import Text

PREFIX = "minzheng_"

HOOKS = tuple(name for name in vars(hookspecs) if name.startswith(PREFIX))
"""The names of all hooks."""


def fault_of(plugin: object, manager: pluggy.PluginManager) -> Text | None:
    """Say what is wrong with the hooks of a plugin; ``None`` if nothing is.

    What the plugin raises when it is looked at is let through.
    """
    marked = 0
    for name in dir(plugin):
        options = manager.parse_hookimpl_opts(plugin, name)
        if options is None:
            if name.startswith(PREFIX) and inspect.isroutine(inspect.getattr_static(plugin, name)):
                return _unmarked(name) if name in HOOKS else _unknown(name)
            continue
        marked += 1
        if (hook := options.get("specname") or name) not in HOOKS:
            return _unknown(hook)
        if options.get("wrapper") or options.get("hookwrapper"):
            return Text(f"钩子 {name} 不能是包装器", f"the hook {name} must not be a wrapper")
    return None if marked else Text("没有任何钩子", "it has no hook")


def _unmarked(name: str) -> Text:
    return Text(f"函数 {name} 没有标记 @hookimpl", f"the function {name} is not marked with @hookimpl")


def _unknown(name: str) -> Text:
    known = "、".join(HOOKS), ", ".join(HOOKS)
    return Text(f"没有名为 {name} 的钩子，只有：{known[0]}", f"no hook is called {name}; there are: {known[1]}")
