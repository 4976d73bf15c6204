"""Payments (拨款) of the projects, tranche by tranche behind its gate, and the reviews that open the gates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from minzheng_domain.model.projects import Payment, Project, ProjectReview
from records.invented import DRAWN_UP_ON, days_after
from records.projects import LARGE, TERMINATED_LATER, Course, course_of, projects

TRANCHES = {
    3: (
        ("FIRST", 50, "CONTRACT_SIGNED"),
        ("MIDTERM", 40, "MIDTERM_PASSED"),
        ("FINAL", 10, "ACCEPTED"),
    ),
    2: (("FIRST", 60, "CONTRACT_SIGNED"), ("FINAL", 40, "ACCEPTED")),
}
"""How a contract is paid, in three tranches or in two: what for, per cent, gate."""

OF_2018 = ("2018-district-01", "2018-district-02", "2018-district-03", "2018-city-01")
"""The projects of the year before whose payments and reviews are recorded, too: some of them fell into 2019."""

FAILED_AT_MIDTERM = TERMINATED_LATER
RECTIFIED = "2019-district-03"
"""Projects with a bad review: one failed half way, one had to put something right at the end."""


def payments() -> Iterator[Payment]:
    """Yield the payments; a tranche whose gate has not been passed yet has no day."""
    for project, course in _accounted():
        yield from _payments(project, course)


def reviews() -> Iterator[ProjectReview]:
    """Yield the reviews held by the day on which the ledger is drawn up."""
    for project, course in _accounted():
        for number, review in enumerate(_reviews(project, course), start=1):
            yield review.evolve(id=f"{project.id}-review-{number}")


def _accounted() -> Iterator[tuple[Project, Course]]:
    """Yield the signed projects of 2019 and some of 2018 with their courses."""
    for project in projects():
        course = course_of(project)
        is_older = project.year is not None and project.year < DRAWN_UP_ON.year - 1
        if course is not None and (project.id in OF_2018 or not is_older):
            yield project, course


def _payments(project: Project, course: Course) -> Iterator[Payment]:
    amount = project.amount or Decimal(0)
    tranches = TRANCHES[3 if amount >= LARGE else 2]
    gates = {
        "CONTRACT_SIGNED": course.signed_on,
        "MIDTERM_PASSED": course.inspected_on,
        "ACCEPTED": course.accepted_on,
    }
    for tranche, (stage, ratio, gate) in enumerate(tranches, start=1):
        # Nothing more is paid of what was terminated.
        until = DRAWN_UP_ON if tranche == 1 or project.terminated_on is None else course.signed_on
        passed_on = _by(until, gates[gate])
        paid_on = _by(until, days_after(gates[gate], 12))
        yield Payment(
            id=f"{project.id}-payment-{tranche}",
            project=project.id,
            tranche=tranche,
            stage=stage,
            ratio=Decimal(ratio),
            amount=(amount * ratio / 100).quantize(Decimal(1)),
            gate=gate,
            gate_passed_on=passed_on,
            paid_on=paid_on,
            voucher=None if paid_on is None else f"示例凭{paid_on:%y%m}-{project.id}-{tranche}",
        )


def _by(until: date, day: date) -> date | None:
    return day if day <= until else None


def _reviews(project: Project, course: Course) -> Iterator[ProjectReview]:
    def review(kind: str, on: date, phase: str, reviewer: str) -> ProjectReview:
        return ProjectReview(
            id="", project=project.id, kind=kind, on=on, phase=phase, reviewer=reviewer, result="PASSED"
        )

    until = min(DRAWN_UP_ON, project.terminated_on or DRAWN_UP_ON)
    if (project.amount or Decimal(0)) >= LARGE and course.inspected_on <= until:
        inspection = review("INSPECTION", course.inspected_on, "MIDTERM", "嘉定区示例公益项目评估中心")
        if project.id == FAILED_AT_MIDTERM:
            inspection = inspection.evolve(result="FAILED", opinion="服务量严重不足，整改后仍未达到合同约定")
        yield inspection
    if course.evaluated_on <= until:
        score = Decimal(82 + len(project.title) % 13)
        yield review("EVALUATION", course.evaluated_on, "END", "嘉定区示例公益项目评估中心").evolve(score=score)
    if course.audited_on <= until:
        audit = review("AUDIT", course.audited_on, "END", "示例会计师事务所")
        if project.id == RECTIFIED:
            audit = audit.evolve(
                result="RECTIFY", opinion="部分票据不合规，退回补正", rectified_on=days_after(course.audited_on, 2)
            )
        yield audit
