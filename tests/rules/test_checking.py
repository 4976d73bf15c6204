"""A check: rules on single records, dated law, parameters, profiles, waivers, and a report that is kept small."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

import attrs
import pytest

from minzheng_domain import Catalogue, Ledger, UnknownNameError
from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.checking import KEPT, check
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Parameter, ParameterKind, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.profile import Profile
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.text import Text

SCHEMA = [Citation("ledger-schema")]
FUNDS = Parameter("least_funds", ParameterKind.DECIMAL, Text("最低资金（元）", "least funds (yuan)"))
WORDS: dict[str, Any] = {
    "title": Text("资金过低", "funds too low"),
    "why": Text("不够。", "Too little."),
    "remedy": Text("请核实。", "Look into it."),
    "severity": Severity.WARNING,
    "basis": SCHEMA,
    "since": "0.1",
}


def organization(number: int, funds: int | None = None, registered_on: date | None = None) -> Organization:
    """Make an organization."""
    return Organization(
        id=f"O{number}",
        name=f"示例社{number}",
        type="SERVICE_AGENCY",
        status="REGISTERED",
        registered_funds=None if funds is None else Decimal(funds),
        registered_on=registered_on,
    )


def judge(organization: Organization, least: int) -> Verdict:
    """Judge the funds of an organization."""
    if organization.registered_funds is None:
        return NOT_APPLICABLE
    if organization.registered_funds >= least:
        return None
    found = f"{organization.registered_funds}元"
    return Fault("registered_funds", found=found, expected=Text("更多", "more"), difference="1元")


@each(Organization, id="TST001", **WORDS)
def funds_too_low(organization, _look):
    """Look for funds below ten."""
    return judge(organization, 10)


@each(Organization, id="TST002", parameters=[FUNDS], **WORDS)
def funds_below_threshold(organization, look):
    """Look for funds below what the district sets."""
    return judge(organization, look.parameter(FUNDS))


@each(
    Organization,
    id="TST003",
    on=lambda record: record.registered_on,
    valid_from=date(2020, 1, 1),
    valid_until=date(2020, 12, 31),
    **WORDS,
)
def funds_too_low_in_2020(organization, _look):
    """Look for funds below ten of those registered in 2020."""
    return judge(organization, 10)


@each(Organization, id="TST007", on=lambda record: record.registered_on, valid_until=date(2020, 12, 31), **WORDS)
def funds_too_low_until_2020(organization, _look):
    """Look for funds below ten of those registered until 2020."""
    return judge(organization, 10)


@whole(id="TST004", needs_day=True, **WORDS)
def checked_on_a_holiday(look):
    """Look at the day."""
    yield None if look.day.month > 1 else Fault(found=str(look.day), expected=Text("工作日", "a working day"))


LEDGER = Ledger.of([organization(1, 9), organization(2, 10), organization(3), organization(4, 1)])


def test_a_rule_on_records_counts_those_that_it_concerns():
    """What does not concern the rule is neither passed nor failed; a finding knows its record and field."""
    report = check([funds_too_low], LEDGER)

    (result,) = report.results
    assert (result.applied, result.passed, result.failed) == (3, 1, 2)
    first, second = report.findings
    assert (first.kind, first.record, first.field, first.found) == ("organizations", "O1", "registered_funds", "9元")
    assert first.source.place == "organizations[0].registered_funds"
    assert second.record == "O4"
    assert "相差 1元" in first.message.zh
    assert "off by 1元" in first.message.en


def test_the_name_of_a_rule_is_that_of_its_function():
    """The fault is named once."""
    assert (funds_too_low.name, funds_too_low.family, funds_too_low.kind) == ("funds-too-low", "TST", "organizations")
    assert checked_on_a_holiday.kind is None


@pytest.mark.parametrize(
    ("registered_on", "judged"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
        (None, False),
    ],
)
def test_a_dated_rule_judges_what_happened_while_it_was_law(registered_on, judged):
    """Before its first day, after its last, and where the day is not known, the rule says nothing."""
    report = check([funds_too_low_in_2020], Ledger.of([organization(1, 1, registered_on)]))

    assert report.results[0].applied == int(judged)


@pytest.mark.parametrize(
    ("registered_on", "judged"), [(date(1990, 1, 1), True), (date(2020, 12, 31), True), (date(2021, 1, 1), False)]
)
def test_a_rule_that_was_always_law_may_end(registered_on, judged):
    """A rule of which only the last day is known judges whatever happened until then, and nothing after it."""
    report = check([funds_too_low_until_2020], Ledger.of([organization(1, 1, registered_on)]))

    assert report.results[0].applied == int(judged)


def test_a_dated_rule_on_records_says_which_day_counts():
    """Without it, nobody could tell whether the rule was law."""

    def fault_without_day(_organization, _look):
        return None

    with pytest.raises(DeclarationError, match="以记录的哪一天为准"):
        each(Organization, id="TST005", valid_from=date(2020, 1, 1), **WORDS)(fault_without_day)


def test_a_rule_whose_parameter_is_not_set_is_skipped_with_the_reason():
    """What the district sets has no default; set, the rule runs."""
    (skipped,) = check([funds_below_threshold], LEDGER).results
    profile = Profile(parameters={"least_funds": Decimal(5)})
    (ran,) = check([funds_below_threshold], LEDGER, profile=profile).results

    assert skipped.skipped is not None
    assert skipped.skipped.zh == "地方参数未设定：最低资金（元）（least_funds）"
    assert (skipped.applied, skipped.waived, skipped.omitted) == (0, 0, 0)
    assert (ran.skipped, ran.failed) == (None, 1)


def test_a_rule_that_needs_a_day_is_skipped_without_one():
    """With a day it runs."""
    assert check([checked_on_a_holiday], LEDGER).results[0].skipped is not None
    assert check([checked_on_a_holiday], LEDGER, day=date(2020, 2, 1)).results[0].passed == 1
    assert check([checked_on_a_holiday], LEDGER, day=date(2020, 1, 31)).results[0].failed == 1


def test_a_profile_switches_rules_off_and_weighs_findings():
    """A rule that is off says so; a finding weighs what the profile says."""
    off = check([funds_too_low], LEDGER, profile=Profile(disabled=frozenset({"TST001"})))
    heavy = check([funds_too_low], LEDGER, profile=Profile(severities={"TST001": Severity.ERROR}))

    assert off.results[0].skipped == Text("规则配置中已停用", "switched off by the profile")
    assert off.findings == ()
    assert heavy.has_errors
    assert heavy.count(Severity.ERROR) == 2


def waiver(record: str, expires: date = date(2020, 12, 31)) -> Waiver:
    """Make a waiver of the first rule."""
    return Waiver(
        rule="TST001", kind="organizations", record=record, reason="特批", approver="示例科", expires=expires
    )


def test_a_waived_finding_is_told_apart():
    """The finding goes to the waived ones, with its waiver; the record still counts as failed."""
    report = check([funds_too_low], LEDGER, waivers=[waiver("O1")], day=date(2020, 12, 31))

    assert [finding.record for finding in report.findings] == ["O4"]
    assert [(finding.record, used.reason) for finding, used in report.waived] == [("O1", "特批")]
    assert (report.results[0].failed, report.results[0].waived) == (2, 1)


def test_an_expired_waiver_waives_nothing():
    """The day after its last, the finding is back."""
    report = check([funds_too_low], LEDGER, waivers=[waiver("O1")], day=date(2021, 1, 1))

    assert [finding.record for finding in report.findings] == ["O1", "O4"]
    assert report.waived == ()


def test_without_a_day_no_waiver_has_expired():
    """Nobody can tell that a waiver is over where no day was given."""
    report = check([funds_too_low], LEDGER, waivers=[waiver("O1", date(1990, 1, 1))])

    assert [finding.record for finding, _ in report.waived] == ["O1"]


def test_what_is_waived_is_told_among_many_findings():
    """A waiver is used though its finding comes after more than a report keeps; what is waived is not left out."""
    ledger = Ledger.of([organization(number, 1) for number in range(4)])
    report = check([funds_too_low], ledger, waivers=[waiver("O3")], kept=1)

    assert [finding.record for finding in report.findings] == ["O0"]
    assert [finding.record for finding, _ in report.waived] == ["O3"]
    assert (report.results[0].failed, report.results[0].waived, report.results[0].omitted) == (4, 1, 2)


def test_rules_on_the_check_itself_run_last():
    """A rule that looks at the waivers sees which were used, wherever it stands among the rules."""

    @whole(id="TST000", after_all=True, **WORDS)
    def waiver_idle(look):
        for one, used in look.waivers.items():
            yield None if used else Fault(found=one.record, expected=Text("用到", "used"))

    report = check([waiver_idle, funds_too_low], LEDGER, waivers=[waiver("O1"), waiver("O2")], day=date(2020, 1, 1))

    assert [result.rule.id for result in report.results] == ["TST001", "TST000"]
    assert [finding.found for finding in report.findings if finding.rule == "TST000"] == ["O2"]


def test_a_report_keeps_some_findings_of_a_rule_and_counts_the_others():
    """A ledger with very many faults does not fill the memory; nothing is lost from the counts."""
    ledger = Ledger.of([organization(number, 1) for number in range(7)])
    report = check([funds_too_low], ledger, kept=3)

    assert [finding.record for finding in report.findings] == ["O0", "O1", "O2"]
    assert (report.results[0].failed, report.results[0].omitted) == (7, 4)
    assert report.count(Severity.WARNING) == 7


def test_a_report_says_how_many_findings_it_keeps():
    """Without a word from the caller it is as many of each rule as the library says."""
    report = check([funds_too_low], Ledger.of([organization(number, 1) for number in range(KEPT + 1)]))

    assert (len(report.findings), report.results[0].omitted) == (KEPT, 1)


def test_a_program_may_stop_at_the_first_finding():
    """Findings come as they are found: the records after the one wanted are not looked at."""
    seen = []

    @each(Organization, id="TST006", **WORDS)
    def seen_at_all(organization, _look):
        seen.append(organization.id)
        return Fault(found="x", expected=Text("y", "y"))

    findings = Catalogue.builtin().findings(LEDGER, rules=[seen_at_all])

    assert [finding.record for finding in islice(findings, 2)] == ["O1", "O2"]
    assert seen == ["O1", "O2"]


def test_rules_are_chosen_by_id_name_or_family():
    """An unknown one is refused with what is near."""
    catalogue = Catalogue.builtin()

    assert [rule.id for rule in catalogue.select("LED002", "duplicate-id")] == ["LED001", "LED002"]
    assert {rule.family for rule in catalogue.select("LED")} == {"LED"}
    with pytest.raises(UnknownNameError, match="duplicate-id"):
        catalogue.select("duplicate-ids")


def test_the_order_of_rules_changes_no_finding():
    """Each rule is by itself."""
    forward = check([funds_too_low, funds_too_low_in_2020], LEDGER)
    backward = check([funds_too_low_in_2020, funds_too_low], LEDGER)

    assert set(forward.findings) == set(backward.findings)


@whole(id="TST000", after_all=True, **WORDS)
def waiver_idle_in_the_end(look):
    """Find every waiver that was not used."""
    for one, used in look.waivers.items():
        yield None if used else Fault(found=one.rule, expected=Text("用到", "used"))


def test_a_waiver_of_a_rule_that_did_not_run_is_not_judged():
    """Whether such a waiver is needed cannot be told: neither where its rule is off, nor where it was not chosen."""
    catalogue, off = Catalogue.builtin(), Profile(disabled=frozenset({"TST001"}))
    first, second = waiver("O2"), attrs.evolve(waiver("O2"), rule="LED001")

    switched_off = check([waiver_idle_in_the_end, funds_too_low], LEDGER, profile=off, waivers=[first])
    not_chosen = catalogue.check(LEDGER, rules=[waiver_idle_in_the_end, funds_too_low], waivers=[first, second])
    streamed = list(catalogue.findings(LEDGER, rules=[waiver_idle_in_the_end], waivers=[second]))

    assert switched_off.findings == ()
    assert [finding.found for finding in not_chosen.findings if finding.rule == "TST000"] == ["TST001"]
    assert streamed == []
