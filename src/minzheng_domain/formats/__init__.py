"""Formats that the library brings, each a package with hooks like any plugin; found by looking through them."""

from __future__ import annotations

import functools
import sys
from types import ModuleType

from minzheng_domain.discovery import modules_of


@functools.cache
def builtin_formats() -> tuple[ModuleType, ...]:
    """Return the module of each built-in format, by name."""
    return tuple(modules_of(sys.modules[__name__]))
