"""Sweeping: what is looked at together is found as surely as what is looked at one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules import cases as cases_of_rules
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.core import Fault
from minzheng_domain.rules.sweeping import AT_ONCE, sweep
from minzheng_domain.testing import load_rule_cases
from minzheng_domain.text import Text

CASES = Path(cases_of_rules.__file__).parent
RULES = {rule.id: rule for rule in builtin_rules()}
SWEEPING = ("LED006", "LED007", "LED010", "LED011", "LED012", "LED013", "LED016", "LED017", "LED018")


def others(number: int) -> list[Organization]:
    """Return organizations in which nothing is wrong."""
    return [
        Organization(
            id=f"其他{place}",
            name="某某协会",
            type="SOCIAL_GROUP",
            status="REGISTERED",
            registered_on=date(2001, 2, 3),
            staff=3,
        )
        for place in range(number)
    ]


@pytest.mark.parametrize("rule", SWEEPING)
@pytest.mark.parametrize("before", [0, AT_ONCE - 1, AT_ONCE])
def test_a_fault_is_found_among_many(rule: str, before: int) -> None:
    """A fault is found wherever among many right records it stands, and each of the others passes."""
    for case in load_rule_cases(CASES / f"{rule}.toml"):
        if case.skipped:
            continue
        by_kind = {kind.name: records for kind, records in case.ledger.kinds()}
        crowd = (*others(before), *by_kind.get("organizations", ()), *others(AT_ONCE))
        alone = check([RULES[rule]], case.ledger, day=case.day)
        among = check(
            [RULES[rule]], Ledger(by_kind | {"organizations": crowd}, header=case.ledger.header), day=case.day
        )

        told = [{(f.kind, f.record, f.field, f.found) for f in report.findings} for report in (alone, among)]

        assert told[0] == told[1]
        assert among.results[0].passed == alone.results[0].passed + before + AT_ONCE


def test_a_kind_without_columns_is_left_out() -> None:
    """Records of a kind that has nothing to look at get no verdict; those of the kinds after it are looked at."""
    ledger = Ledger.of([*others(2), Project(id="P1", title="某项目", level="DISTRICT", status="RUNNING")])

    def titles(kind: RecordKind) -> list[Column]:
        return [column for column in kind.columns if column.name == "title"]

    def judge(column: Column, value: str) -> Fault:
        return Fault(column.name, found=value, expected=Text("别的", "another"))

    (fault,) = sweep(ledger, titles, judge, clean=lambda _values: False)

    assert isinstance(fault, Fault)
    assert (fault.record, fault.field, fault.found) == (ledger.all(Project)[0], "title", "某项目")
