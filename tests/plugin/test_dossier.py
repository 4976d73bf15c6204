"""The dossier: what an exporter gets."""

from __future__ import annotations

from minzheng_domain.plugin import Dossier, Header, Ledger, Period
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.integrity import unknown_scheme


def test_findings_are_those_of_the_checks() -> None:
    """A ledger that was checked has its findings in the dossier; one that was not has none, and no checks."""
    ledger = Ledger({}, header=Header(title="例", schemes={"no-such-scheme": "x"}))
    checks = check([unknown_scheme], ledger)

    checked = Dossier(ledger=ledger, period=Period.year(2019), checks=checks)
    unchecked = Dossier(ledger=ledger, period=Period.year(2019))

    assert checked.findings == checks.findings
    assert len(checked.findings) == 1
    assert (unchecked.findings, unchecked.checks) == ((), None)
