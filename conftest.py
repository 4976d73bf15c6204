"""What all tests share: Hypothesis profiles, LibreOffice, and a mark on those that start another program.

HYPOTHESIS_PROFILE chooses how hard the laws are tried; CI takes its own.

No profile has a deadline: how long one example takes says more about the machine than about the law.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, settings
from openpyxl import Workbook, load_workbook

# Ledgers are large values: to draw one is slow by nature, which is no fault of the test.
_SLOW_TO_DRAW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
settings.register_profile("dev", settings.get_profile("default"), max_examples=10)
settings.register_profile(
    "ci", settings.get_profile("default"), max_examples=150, derandomize=True, print_blob=True, database=None
)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "default"))

OTHER_PROGRAMS = {"office", "browser"}
"""The fixtures behind which another program is started."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that start another program: what it says does not depend on the Python that asks it."""
    for item in items:
        if isinstance(item, pytest.Function) and OTHER_PROGRAMS & set(item.fixturenames):
            item.add_marker("other_program")


_PATIENCE = 600
"""Seconds that one call of LibreOffice may take; several files are one call."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""0 is *always*: without it the values that a file carries are believed, and nothing is calculated."""

_FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8"}


@attrs.frozen
class Office:
    """LibreOffice without a window, with settings of its own."""

    program: str
    home: Path

    def convert(self, paths: Iterable[Path], suffix: str) -> list[Path]:
        """Save files as LibreOffice does, all in one call.

        Args:
            paths: the files; no two may have one name.
            suffix: the form to save in, as ``".xlsx"``, ``".ods"``, ``".xls"``, ``".csv"`` or ``".pdf"``.

        Returns:
            For each file, what it was saved as, in a folder that no other call writes to.
        """
        given = [path.resolve() for path in paths]
        assert len({path.stem for path in given}) == len(given), "two files of one name"
        form = suffix.removeprefix(".")
        folder = self.home / f"out{len(list(self.home.glob('out*')))}"
        folder.mkdir()
        command = [self.program, f"-env:UserInstallation={(self.home / 'profile').as_uri()}", "--headless"]
        command += ["--norestore", "--convert-to", _FILTERS.get(form, form), "--outdir", str(folder), *map(str, given)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        saved = [folder / f"{path.stem}.{form}" for path in given]
        missing = [path.name for path in saved if not path.is_file()]
        assert not missing, f"LibreOffice did not write {missing}: {done.stdout}{done.stderr}"
        return saved

    def recalculate(self, paths: Iterable[Path]) -> list[Workbook]:
        """Calculate every formula of workbooks anew, all in one call.

        Returns:
            For each file a workbook with the values: ``book["统计"]["D5"].value``; an empty text reads as ``None``.
        """
        return [load_workbook(path, data_only=True) for path in self.convert(paths, ".xlsx")]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """LibreOffice, if this machine has it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: nothing else here opens what is written")
    home = tmp_path_factory.mktemp("office")
    settings = home / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    return Office(program, home)
