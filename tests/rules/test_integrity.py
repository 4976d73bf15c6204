"""The rules on a ledger's own integrity, over ledgers of every kind of record."""

from __future__ import annotations

from hypothesis import given

from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.checking import CheckReport, check
from minzheng_domain.testing import Careless, ledgers

INTEGRITY = [rule for rule in builtin_rules() if rule.id in ("LED001", "LED002", "LED003", "LED004")]


def numbers(report: CheckReport) -> dict[str, tuple[int, int]]:
    """Return for each rule how many things passed and failed; no rule may crash."""
    assert [result.crashed for result in report.results if result.crashed] == []
    return {result.rule.id: (result.passed, result.failed) for result in report.results}


@given(ledgers())
def test_careful_ledger_has_no_findings(ledger: Ledger) -> None:
    """A ledger with unique ids, whole references and known codes has no findings: no false alarm."""
    report = check(INTEGRITY, ledger)

    assert report.findings == ()
    assert numbers(report)["LED001"] == (len(ledger), 0)


@given(ledgers(careless=Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)))
def test_every_fault_is_found_once(ledger: Ledger) -> None:
    """Each double id, each reference that leads nowhere, each code on no list is one finding, and nothing else."""
    doubles = references = dangling = labels = unknown = 0
    for kind, records in ledger.kinds():
        doubles += len(records) - len({record.id for record in records})
        for column in kind.columns:
            values = [value for record in records if (value := getattr(record, column.name)) is not None]
            if column.kind is ColumnKind.REFERENCE:
                known = {record.id for record in ledger.of_kind(column.declaration.refers_to or "")}
                references += len(values)
                dangling += sum(value not in known for value in values)
            if column.kind is ColumnKind.LABEL:
                codes = ledger.code_list(column)
                assert codes is not None
                labels += len(values)
                unknown += sum(value not in {entry.code for entry in codes.codes} for value in values)

    report = check(INTEGRITY, ledger)

    assert numbers(report) == {
        "LED001": (len(ledger) - doubles, doubles),
        "LED002": (references - dangling, dangling),
        "LED003": (labels - unknown, unknown),
        "LED004": (len(ledger.header.schemes), 0),
    }


@given(ledgers(careless=Careless(dangling=True, duplicates=True, unknown_codes=True)))
def test_finding_names_what_stands_at_its_place(ledger: Ledger) -> None:
    """What a finding says it found is what the record that it names holds in that field."""
    for finding in check(INTEGRITY, ledger).findings:
        holding = [r for r in ledger.of_kind(finding.kind or "") if r.id == finding.record]

        assert finding.found in [getattr(record, finding.field or "") for record in holding]
        assert finding.source.place.endswith(f".{finding.field}")
