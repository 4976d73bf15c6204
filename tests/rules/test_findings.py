"""Findings: what is told of a fault and where, and that the crash of a rule is one too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import pytest

from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.remarks import Source
from minzheng_domain.rules.checking import CheckReport, check
from minzheng_domain.rules.core import Fault, Look, Rule, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.profile import Profile
from minzheng_domain.text import Text

SCHEMA = Citation("ledger-schema")
EXPECTED = Text("规范的名称", "a proper name")
CRASHED = Text("规则 TST001 运行失败", "rule TST001 crashed")


def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
    """Locate a record in a sheet."""
    return Source("台账.xlsx", f"{kind.title.zh}!{column.name if column else ''}{position + 2}")


def a_ledger(count: int = 3, **fields: Any) -> Ledger:
    """Return a ledger read from a file, with some organizations."""
    records = [
        Organization(**{"id": f"SO-{n}", "name": f"组织{n}", "type": "FOUNDATION", "status": "REGISTERED", **fields})
        for n in range(count)
    ]
    return Ledger({"organizations": records}, header=Header(title="t"), locate=locate, file="台账.xlsx")


def a_fault(**parts: Any) -> Fault:
    """Return a fault in a name."""
    return Fault(**{"field": "name", "found": "组织", "expected": EXPECTED, **parts})


def words(**parts: Any) -> dict[str, Any]:
    """Return what a rule says of itself, with some parts otherwise."""
    given = {
        "id": "TST001",
        "title": Text("名称不对", "wrong name"),
        "why": Text("难以辨认。", "It cannot be told."),
        "remedy": Text("请改正。", "Correct it."),
        "severity": Severity.WARNING,
        "basis": [SCHEMA],
        "since": "0.1",
    }
    return {**given, **parts}


def judging(judge: Callable[[Organization], Any], **parts: Any) -> Rule:
    """Declare a rule that judges each organization."""

    def wrong_name(organization: Organization, _look: Look) -> Verdict:
        verdict: Verdict = judge(organization)
        return verdict

    return each(Organization, **words(**parts))(wrong_name)


def yielding(look_at: Callable[[Look], Iterable[Any]], **parts: Any) -> Rule:
    """Declare a rule that looks at the whole ledger."""

    def wrong_ledger(look: Look) -> Iterator[Verdict]:
        yield from look_at(look)

    return whole(**words(**parts))(wrong_ledger)


def test_finding_says_where_and_what() -> None:
    """A finding carries rule, record, field and source, what was found and what is wanted, and what to do."""
    fault = a_fault(difference="3天", suggestion=Text("是不是 X？", "Did you mean X? "), related=("SO-2",))

    (finding,) = check([judging(lambda _: fault)], a_ledger(1)).findings

    assert (finding.rule, finding.severity) == ("TST001", Severity.WARNING)
    assert (finding.kind, finding.record, finding.field) == ("organizations", "SO-0", "name")
    assert finding.source == Source("台账.xlsx", "社会组织!name2")
    assert (finding.related, finding.basis) == (("SO-2",), (SCHEMA,))
    assert finding.message.zh == (
        "台账.xlsx: 社会组织!name2：名称不对。实为 组织，应为规范的名称（相差 3天）。是不是 X？请改正。"
    )
    assert finding.message.en == (
        "台账.xlsx: 社会组织!name2: wrong name; found 组织, wanted a proper name (off by 3天). "
        "Did you mean X? Correct it."
    )


def test_finding_of_a_whole_record_has_no_field() -> None:
    """A fault of a record as a whole is located at the record, and says nothing of a difference that there is not."""
    (finding,) = check([judging(lambda _: a_fault(field=None))], a_ledger(1)).findings

    assert (finding.record, finding.field, finding.source.place) == ("SO-0", None, "社会组织!2")
    assert finding.message == Text(
        "台账.xlsx: 社会组织!2：名称不对。实为 组织，应为规范的名称。请改正。",
        "台账.xlsx: 社会组织!2: wrong name; found 组织, wanted a proper name. Correct it.",
    )


def test_rule_on_the_whole_ledger_names_the_record() -> None:
    """A rule that looks at the whole ledger says which of its records is wrong; of two that are equal, the very one."""
    ledger = a_ledger(3, id="同", name="同")
    rule = yielding(lambda look: [a_fault(record=look.ledger.all(Organization)[2])])

    (finding,) = check([rule], ledger).findings

    assert (finding.kind, finding.record, finding.source.place) == ("organizations", "同", "社会组织!name4")


def test_finding_of_the_ledger_is_located_at_its_file() -> None:
    """A fault of the ledger as a whole names no record, and stands at the root of the file."""
    (finding,) = check([yielding(lambda _: [a_fault(field=None)])], a_ledger()).findings

    assert (finding.kind, finding.record, finding.field) == (None, None, None)
    assert finding.source == Source("台账.xlsx", "$")


def test_what_is_found_may_hold_anything() -> None:
    """Braces in what was found are told as they are."""
    (finding,) = check([judging(lambda _: a_fault(found="{x} {0} {"))], a_ledger(1)).findings

    assert "实为 {x} {0} {，" in finding.message.zh


def test_report_counts_by_severity() -> None:
    """A report tells how many findings weigh how much, those not kept among them; only errors make a ledger faulty."""
    warning = judging(lambda _: a_fault())
    error = judging(lambda _: a_fault(), id="TST002", severity=Severity.ERROR)

    report = check([warning, error], a_ledger(5), kept=2)

    assert [report.count(severity) for severity in Severity] == [5, 5, 0]
    assert report.has_errors
    assert not check([warning], a_ledger(2)).has_errors
    assert CheckReport((), ()).count(Severity.ERROR) == 0


def test_profile_decides_how_much_findings_weigh() -> None:
    """Findings weigh what the profile says, where it says so, also those that are not kept."""
    profile = Profile(severities={"TST001": Severity.NOTICE})

    report = check([judging(lambda _: a_fault())], a_ledger(3), profile=profile, kept=1)

    assert [report.count(severity) for severity in Severity] == [0, 0, 3]
    assert report.findings[0].severity is Severity.NOTICE


# ------------------------------------------------------------------------------------------------------- crashes


def _in_its_course(look: Look) -> Iterator[Any]:
    yield None
    yield a_fault(record=look.ledger.all(Organization)[0])
    msg = "没有料到"
    raise ZeroDivisionError(msg)


CRASHES: dict[str, tuple[Rule, str]] = {
    "in its course": (yielding(_in_its_course), "ZeroDivisionError: 没有料到 (_in_its_course, line "),
    "over a record": (judging(lambda _: 1 // 0), "ZeroDivisionError"),
    "by giving nothing to look at": (yielding(lambda _: None), "TypeError"),  # type: ignore[arg-type, return-value]
    "by yielding what is no fault": (yielding(lambda _: ["fault"]), "AttributeError"),
    "by returning what is no fault": (judging(lambda _: "fault"), "AttributeError"),
    "by naming a field that is not there": (judging(lambda _: a_fault(field="nmae")), "UnknownNameError"),
    "by naming a record that is not there": (
        yielding(lambda _: [a_fault(record=a_ledger(1).all(Organization)[0])]),
        "KeyError",
    ),
    "by naming the day by what is none": (
        judging(lambda _: None, valid_from=date(2019, 1, 1), on=lambda record: record.name),
        "TypeError",
    ),
}


@pytest.mark.parametrize("how", CRASHES)
def test_crash_of_a_rule_is_a_finding(how: str) -> None:
    """A rule that crashes, in whatever way, is a finding of error severity with the cause; it is never silence."""
    rule, said = CRASHES[how]

    report = check([rule], a_ledger())

    (result,) = report.results
    assert result.crashed is not None
    assert said in result.crashed
    crash = report.findings[-1]
    assert (crash.severity, crash.title, crash.found) == (Severity.ERROR, CRASHED, result.crashed)
    assert crash.source == Source("台账.xlsx", "$")
    assert report.has_errors


@pytest.mark.parametrize("how", CRASHES)
def test_other_rules_run_where_one_crashes(how: str) -> None:
    """A rule that crashes takes no other with it, before or after."""
    rule, _ = CRASHES[how]
    before, after = (judging(lambda _: a_fault(), id=id_) for id_ in ("TST000", "TST002"))

    report = check([before, rule, after], a_ledger(1))

    assert [result.rule.id for result in report.results] == ["TST000", "TST001", "TST002"]
    assert [finding.rule for finding in report.findings if finding.rule != "TST001"] == ["TST000", "TST002"]


def test_crash_is_no_thing_that_failed() -> None:
    """What a rule had found before it crashed stays; the crash itself is none of the things that it looked at."""
    report = check([yielding(_in_its_course)], a_ledger())

    (result,) = report.results
    assert (result.passed, result.failed, result.applied) == (1, 1, 2)
    assert len(report.findings) == 2


def test_crash_is_told_though_findings_are_many() -> None:
    """A rule that crashes after more findings than a report keeps is still told to have crashed."""

    def judge(organization: Organization) -> Verdict:
        if organization.id == "SO-3":
            raise ZeroDivisionError
        return a_fault()

    report = check([judging(judge)], a_ledger(4), kept=2)

    assert report.findings[-1].title == CRASHED
    assert report.has_errors
    assert report.results[0].omitted == 1


def test_interruption_is_no_crash_of_a_rule() -> None:
    """When the user interrupts, the check ends; the rule is not to blame."""

    def judge(_organization: Organization) -> Verdict:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check([judging(judge)], a_ledger())
