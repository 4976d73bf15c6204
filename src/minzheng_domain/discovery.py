"""Discovery: declarations are found by looking through the modules of a package, so that there is no list to keep."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    """Import and yield the modules directly inside a package, by name; private ones (``_name``) are left out."""
    for info in sorted(pkgutil.iter_modules(package.__path__, f"{package.__name__}."), key=lambda info: info.name):
        if not info.name.rpartition(".")[2].startswith("_"):
            yield importlib.import_module(info.name)
