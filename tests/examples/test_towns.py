"""The example of three towns: what is merged, what is told, and that its files are what the script makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from minzheng_domain import Catalogue, Period, Treatment
from minzheng_domain.catalogue.together import consolidated
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.reporting import Submission
from minzheng_domain.rules.core import Severity

TOWNS = Path(__file__).parents[2] / "examples" / "towns"
CATALOGUE = Catalogue.builtin()

if not TOWNS.is_dir():
    pytest.skip("the examples are not here: the tests run on a copy, without the sources", allow_module_level=True)


@pytest.fixture(scope="module")
def merged():
    """The consolidated ledger."""
    return consolidated(TOWNS / "汇总清单.toml", CATALOGUE.read)


def test_the_files_are_what_the_script_makes():
    """Nobody has changed a ledger by hand."""
    assert subprocess.run([sys.executable, "make_ledgers.py", "--check"], cwd=TOWNS, check=False).returncode == 0


@pytest.mark.parametrize("path", sorted(TOWNS.glob("*.json")), ids=lambda path: path.stem)
def test_each_ledger_is_clean(path):
    """By itself, each ledger passes the checks."""
    assert CATALOGUE.check(CATALOGUE.read(path), day="2020-01-31").findings == ()


def test_one_reported_one_was_sent_back_one_is_missing(merged):
    """The states are those of the manifest, and the ledger that was sent back is not in."""
    assert [(one.unit, one.state) for one in merged.all(Submission)] == [
        ("bureau", "REPORTED"),
        ("east", "REPORTED"),
        ("west", "RETURNED"),
        ("south", "MISSING"),
    ]
    assert not any("示范西镇.json" in str(merged.source(kind, n)) for kind, rs in merged.kinds() for n in range(len(rs)))


def test_what_two_ledgers_have_counts_once(merged):
    """The register has five organizations; the town's word counts on its own; activities of one number are two."""
    year = Period.year(2019)

    assert CATALOGUE.evaluate("community.registered", merged, year).value == 5
    assert CATALOGUE.evaluate("training.sessions", merged, year).value == 2
    organization = merged.get(Organization, "org-02")
    assert organization is not None
    assert organization.staff == 4
    counts = [remark.treatment for remark in merged.remarks]
    assert [counts.count(kind) for kind in (Treatment.MERGED, Treatment.OVERRULED, Treatment.REPAIRED)] == [2, 1, 2]


def test_the_checks_tell_all_of_it(merged):
    """What was merged, overruled, renumbered and not reported becomes findings; none of them is an error."""
    findings = CATALOGUE.check(merged, day="2020-01-31").findings

    assert {finding.rule for finding in findings} == {"IMP003", "IMP005", "IMP006", "RPT013"}
    assert not any(finding.severity is Severity.ERROR for finding in findings)
