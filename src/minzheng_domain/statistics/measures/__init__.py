"""The measures that the library brings, one module for each table; found by looking through the modules."""

from __future__ import annotations

import functools
import sys

from minzheng_domain.discovery import modules_of
from minzheng_domain.errors import DeclarationError
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Text


@functools.cache
def builtin_measures() -> tuple[Measure, ...]:
    """Return every measure of the library, by module and in the order of declaration.

    Raises:
        DeclarationError: two measures bear one id, or one stands in a module that is not called like its table.
    """
    found: dict[str, Measure] = {}
    for module in modules_of(sys.modules[__name__]):
        table = module.__name__.rpartition(".")[2]
        for value in vars(module).values():
            if not isinstance(value, Measure):
                continue
            if value.id.partition(".")[0] != table or value.id in found:
                msg = Text(f"指标 {value.id} 重复或不属于表 {table}", f"measure {value.id} is double or not of table {table}")
                raise DeclarationError(msg)
            found[value.id] = value
    return tuple(found.values())
