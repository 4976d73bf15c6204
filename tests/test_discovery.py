"""Discovery: declarations are found by looking through the modules of a package."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from minzheng_domain.discovery import modules_of


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Make a package with modules, a private one, a package inside and a file that is no module."""
    folder = tmp_path / "found_by_looking"
    (folder / "inner").mkdir(parents=True)
    for name in ("__init__", "zebra", "apple", "_private", "inner/__init__", "inner/deep"):
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    (folder / "notes.txt").write_text("no module", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("found_by_looking")
    for name in [name for name in sys.modules if name.partition(".")[0] == "found_by_looking"]:
        del sys.modules[name]


def test_modules_are_found_by_name(package: ModuleType) -> None:
    """The modules directly inside a package come by name, imported; private and deeper ones are left out."""
    found = list(modules_of(package))

    assert [module.__name__.rpartition(".")[2] for module in found] == ["apple", "inner", "zebra"]
    assert [vars(module)["NAME"] for module in found] == ["apple", "inner/__init__", "zebra"]


def test_modules_are_imported_one_by_one(package: ModuleType) -> None:
    """A module is not imported before it is asked for."""
    found = modules_of(package)

    assert next(found).__name__ == "found_by_looking.apple"
    assert "found_by_looking.zebra" not in sys.modules


def test_module_that_cannot_be_imported_is_an_error(package: ModuleType, tmp_path: Path) -> None:
    """A module that fails is an error, not a gap among the declarations."""
    (tmp_path / "found_by_looking" / "broken.py").write_text("1 / 0\n", encoding="utf-8")
    importlib.invalidate_caches()

    with pytest.raises(ZeroDivisionError):
        list(modules_of(package))
