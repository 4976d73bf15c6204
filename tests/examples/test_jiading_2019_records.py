"""The records of the example are such as a bureau would have: whole, in order, and of every kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pytest

from minzheng_domain.codes import code_list
from minzheng_domain.model.accountability import AccountabilityAct, Indicator, Narrative
from minzheng_domain.model.columns import ColumnKind, Record
from minzheng_domain.model.decoupling import DecouplingCase, DecouplingCheck
from minzheng_domain.model.incubation import Support
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.model.projects import Payment, Project, ProjectReview
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.model.supervision import PenaltyCase, Supervision
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.checking import check
from minzheng_domain.statistics.figure import Figure

DRAWN_UP_ON = date(2020, 1, 31)

IN_ORDER = {
    "organizations": (("filed_on", "registered_on", "removed_on"),),
    "registration_changes": (("consented_on", "on"),),
    "annual_inspections": (("submitted_on", "concluded_on", "rectified_on"),),
    "gradings": (("awarded_on", "ended_on", "expires_on"),),
    "credit_listings": (("listed_on", "removed_on"),),
    "decoupling_batches": (("started_on", "completed_on"),),
    "decoupling_cases": (
        ("surveyed_on", "listed_on", "planned_on", "plan_approved_on", "relation_ended_on", "evaluated_on"),
        ("evaluated_on", "approved_on", "certificate_replaced_on", "charter_amended_on", "completed_on"),
        ("relation_ended_on", "colocation_ended_on", "completed_on"),
        ("listed_on", "exited_on"),
    ),
    "asset_inventories": (("base_day", "completed_on", "confirmed_on"),),
    "official_posts": (
        ("retired_on", "cleared_on"),
        ("started_on", "ended_on", "cleared_on"),
        ("started_on", "permitted_on"),
    ),
    "projects": (
        ("contracted_on", "starts_on", "ends_on", "closed_on"),
        ("starts_on", "terminated_on"),
    ),
    "payments": (("gate_passed_on", "paid_on"),),
    "project_reviews": (("on", "rectified_on"),),
    "service_centres": (("opened_on", "closed_on"),),
    "incubation_bases": (
        ("planned_on", "construction_started_on", "accepted_on"),
        ("construction_started_on", "operating_from", "closed_on"),
    ),
    "incubations": (("admitted_on", "extended_until"), ("admitted_on", "left_on")),
    "supervisions": (("on", "rectified_on"), ("on", "published_on")),
    "penalty_cases": (
        ("accepted_on", "filed_on", "investigated_on", "notified_on", "decided_on", "served_on", "closed_on"),
        ("notified_on", "hearing_requested_on", "heard_on", "decided_on"),
        ("decided_on", "suspended_until"),
        ("served_on", "paid_on", "closed_on"),
    ),
}
"""For each kind of record the fields that follow each other in time; those left empty are passed over."""

PLANNED = {"ends_on", "expires_on", "extended_until", "suspended_until"}
"""The days that may lie in the future of the day on which the ledger was drawn up."""


def test_every_kind_of_record_appears(ledger: Ledger) -> None:
    """All kinds of record that the library knows have records."""
    assert {kind.name for kind, _ in ledger.kinds()} == set(record_kinds())


@pytest.mark.parametrize(
    ("kind", "field", "codes"),
    [
        (ProjectReview, "kind", {"INSPECTION", "EVALUATION", "AUDIT"}),
        (Support, "kind", None),
        (Supervision, "method", None),
        (Supervision, "campaign", None),
        (Supervision, "cooperation", None),
        (PenaltyCase, "outcome", None),
        (PenaltyCase, "stage", {"ACCEPTED", "INVESTIGATING", "NOTIFIED", "DECIDED", "SERVED", "CLOSED"}),
        (AccountabilityAct, "kind", None),
        (Narrative, "chapter", {"ACHIEVEMENT", "DEFICIENCY", "CAUSE", "RESPONSIBILITY", "PLAN"}),
    ],
)
def test_codes_are_used(ledger: Ledger, kind: type[Record], field: str, codes: set[str] | None) -> None:
    """The records show what a code list is for: every code of it, or those that are named here."""
    column = kind.__kind__.column(field)
    wanted = codes or {code.code for code in code_list(column.declaration.codes or "").codes}

    assert {getattr(one, field) for one in ledger.all(kind)} - {None} >= wanted


def test_completed_cases_were_checked_in_full(ledger: Ledger) -> None:
    """All nineteen requirements were checked: each is met, with evidence, or does not apply, with a reason."""
    checks = defaultdict(list)
    for one in ledger.all(DecouplingCheck):
        checks[one.case].append(one)
    requirements = {code.code for code in code_list("decoupling-requirement").codes}
    completed = {case.id for case in ledger.all(DecouplingCase) if case.stage == "COMPLETED"} & set(checks)

    assert len(requirements) == 19
    assert len(completed) >= 2
    for case in completed:
        assert sorted(one.requirement for one in checks[case]) == sorted(requirements)
        for one in checks[case]:
            assert one.approver
            assert one.approved_on
            assert (one.state, bool(one.evidence), bool(one.reason)) in {
                ("DONE", True, False),
                ("NOT_APPLICABLE", False, True),
            }
    assert {"DONE", "NOT_APPLICABLE"} == {one.state for case in completed for one in checks[case]}


def test_tranches_add_to_the_contract(ledger: Ledger, figures: Mapping[str, Figure]) -> None:
    """The tranches of a project add to its contract amount and to a hundred per cent; none is paid before its gate."""
    tranches = defaultdict(list)
    for payment in ledger.all(Payment):
        tranches[payment.project].append(payment)

    assert {project.id for project in figures["projects.contracted"].records()} <= set(tranches)
    for name, payments in tranches.items():
        project = ledger.get(Project, name)
        assert project is not None
        assert sum(payment.amount for payment in payments) == project.amount
        assert sum(payment.ratio or 0 for payment in payments) == 100
        assert [payment.tranche for payment in payments] == list(range(1, len(payments) + 1))
        for payment in payments:
            assert payment.paid_on is None or payment.gate_passed_on is not None


def test_contractors_were_on_the_register_when_they_signed(ledger: Ledger) -> None:
    """Whoever contracts for a project was registered before it signed, and had not left the register."""
    for project in ledger.all(Project):
        contractor = ledger.get(Organization, project.contractor or "")
        assert contractor is not None
        assert project.contracted_on is None or contractor in ledger.on_register(project.contracted_on)


@pytest.mark.parametrize("kind", IN_ORDER)
def test_days_follow_each_other(ledger: Ledger, kind: str) -> None:
    """What comes first in life has the earlier day, in every record."""
    for one in ledger.of_kind(kind):
        for names in IN_ORDER[kind]:
            days = [day for name in names if (day := getattr(one, name)) is not None]
            assert days == sorted(days), (one.id, names)


def test_nothing_happens_to_what_does_not_exist(ledger: Ledger) -> None:
    """Nothing happens to an organization before it is registered or after it has left the register."""
    outside = {"admitted_on", "closed_on"}  # a team is taken in before it registers; a case is closed after revocation
    for kind, records in ledger.kinds():
        days = [column.name for column in kind.columns if column.kind is ColumnKind.DATE and column.name not in outside]
        for column in kind.references:
            for one in records:
                organization = ledger.follow(one, column)
                if isinstance(organization, Organization) and organization.registered_on is not None:
                    until = organization.removed_on or date.max
                    for day in filter(None, (getattr(one, name) for name in days)):
                        assert organization.registered_on <= day <= until, (one.id, organization.id)


def test_nothing_is_later_than_the_ledger(ledger: Ledger) -> None:
    """No day lies after the one on which the ledger was drawn up, save what is planned or runs out."""
    for kind, records in ledger.kinds():
        for column in kind.columns:
            if column.kind is ColumnKind.DATE and column.name not in PLANNED:
                assert all((getattr(one, column.name) or DRAWN_UP_ON) <= DRAWN_UP_ON for one in records), str(column)


def test_status_agrees_with_its_changes(ledger: Ledger) -> None:
    """The present status of an organization is the last one that its dated changes came to."""
    changed = {change.organization for change in ledger.all(RegistrationChange) if change.item == "STATUS"}
    organizations = [one for one in ledger.all(Organization) if one.id in changed]

    assert {one.status for one in organizations} >= {"DEREGISTERED", "REVOKED", "SUSPENDED", "DEREGISTERING"}
    for one in organizations:
        assert ledger.status_on(one, DRAWN_UP_ON) == one.status, one.id


def test_towns_are_the_twelve(ledger: Ledger) -> None:
    """The bureau and the district's twelve towns report, each under a code of its own."""
    units = ledger.all(ReportingUnit)

    assert [unit.kind for unit in units].count("BUREAU") == 1
    assert len({unit.division for unit in units}) == len(units) == 13


def test_indicator_names_its_edition(ledger: Ledger) -> None:
    """Indicator 19 of 2019 is told with its edition, and another edition's number 19 is another indicator."""
    numbers = {(one.year, one.number): one for one in ledger.all(Indicator)}

    assert "2019年版" in numbers[2019, 19].edition
    assert numbers[2019, 19].wording != numbers[2018, 19].wording


def test_narratives_are_in_order(ledger: Ledger) -> None:
    """The entries of each chapter of 2019 are numbered from one on, three to six of them, each a whole sentence."""
    chapters = defaultdict(list)
    for one in ledger.all(Narrative):
        if one.year == 2019:
            chapters[one.chapter].append(one)

    for chapter, entries in chapters.items():
        assert [entry.position for entry in entries] == list(range(1, len(entries) + 1)), chapter
        assert 3 <= len(entries) <= 6, chapter
        assert all(entry.wording.endswith("。") for entry in entries), chapter
    assert all(entry.heading for entry in chapters["PLAN"])


def test_narratives_hold_no_number(ledger: Ledger) -> None:
    """What is told holds no figure: every number in the report comes out of the records."""
    for one in ledger.all(Narrative):
        assert not re.search(r"\d", one.wording), one.id


def test_nothing_is_found_wrong(ledger: Ledger) -> None:
    """The rules of the library find nothing: no id twice, no reference that leads nowhere, no unknown code."""
    report = check(builtin_rules(), ledger)

    assert [finding.message.zh for finding in report.findings] == []
    assert sum(result.passed for result in report.results) > len(ledger)
