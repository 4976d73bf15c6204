"""The example of a rule as a plugin: found by its entry point, it runs with all others."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from minzheng_domain import Catalogue, Ledger
from minzheng_domain.model.services import Activity

PLUGIN = Path(__file__).parents[2] / "examples" / "rule-plugin"


def test_an_installed_rule_runs(tmp_path, monkeypatch):
    """Installed as its pyproject.toml says, the plugin's rule finds a training without attendances."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = tmp_path / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
    )
    points = project["entry-points"]["minzheng_domain"]
    lines = [f"{name} = {module}" for name, module in points.items()]
    (installed / "entry_points.txt").write_text("\n".join(["[minzheng_domain]", *lines]), encoding="utf-8")
    monkeypatch.syspath_prepend(str(PLUGIN))
    monkeypatch.syspath_prepend(str(tmp_path))
    held: dict[str, Any] = {
        "title": "示例",
        "level": "DISTRICT",
        "held_on": date(2019, 5, 1),
        "times": 1,
        "times_exactness": "EXACT",
    }
    ledger = Ledger.of(
        [
            Activity(id="A1", kind="TRAINING", **held),
            Activity(id="A2", kind="TRAINING", participants=30, **held),
            Activity(id="A3", kind="PUBLICITY", **held),
        ]
    )

    catalogue = Catalogue.installed()
    findings = [finding for finding in catalogue.check(ledger).findings if finding.rule == "OWN001"]

    assert catalogue.problems == ()
    assert [(finding.record, finding.field) for finding in findings] == [("A1", "participants")]
