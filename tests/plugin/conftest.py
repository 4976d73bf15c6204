"""Distributions with plugins, made for a test as an installer leaves them: a module and its metadata on the path."""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

Install: TypeAlias = Callable[..., str]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder that Python imports from; what is imported from it is forgotten afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.fixture
def install(site: Path) -> Install:
    """Return a function that installs a distribution with one plugin, and gives the name of the distribution."""

    def install(
        source: str, *, name: str = "acme-plugin", version: str = "1.2", entry_point: str = "acme", entries: str = ""
    ) -> str:
        module = f"{name.replace('-', '_')}_{entry_point}"
        (site / f"{module}.py").write_text(textwrap.dedent(source), encoding="utf-8")
        metadata = site / f"{name.replace('-', '_')}-{version}.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
        )
        entries = entries or f"{entry_point} = {module}"
        (metadata / "entry_points.txt").write_text(f"[minzheng_domain]\n{entries}\n", encoding="utf-8")
        importlib.invalidate_caches()
        return name

    return install
