"""Decoupling (脱钩): two pilot batches that were completed in 2017, and the round of 2019, case by case."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import attrs

from minzheng_domain.model.decoupling import DecouplingBatch, DecouplingCase
from records.associations import (
    DECOUPLED_LATER,
    DEFERRED,
    DEREGISTERED,
    EXITED_LATER,
    LISTED_LATER,
    OUT_OF_SCOPE,
    PILOT,
    ROUND,
    SURVEYED_ONLY,
    association_id,
    authority,
)
from records.invented import days_after, on

FIRST = DecouplingBatch(
    id="batch-1",
    name="第一批脱钩试点",
    phase="PILOT",
    started_on=on("2016-09-05"),
    completed_on=on("2017-06-30"),
    document="《行业协会商会与行政机关脱钩总体方案》及上海市脱钩试点工作要求",
)
SECOND = DecouplingBatch(
    id="batch-2",
    name="第二批脱钩试点",
    phase="PILOT",
    started_on=on("2017-02-06"),
    completed_on=on("2017-12-29"),
    document="《行业协会商会与行政机关脱钩总体方案》及上海市脱钩试点工作要求",
)
THIRD = DecouplingBatch(
    id="batch-3",
    name="2019年全面推开脱钩改革",
    phase="FULL",
    started_on=on("2019-07-01"),
    document="沪民社团发〔2019〕2号",
)
FOURTH = DecouplingBatch(id="batch-4", name="2020年扫尾批次（拟）", phase="FULL", started_on=on("2020-01-13"))


@attrs.frozen
class Course:
    """The days of the steps of a batch's first association; each further one is a working day or so later."""

    surveyed_on: str
    listed_on: str
    planned_on: str
    plan_approved_on: str
    relation_ended_on: str
    evaluated_on: str
    approved_on: str
    certificate_replaced_on: str
    charter_amended_on: str
    completed_on: str


COURSES = {
    FIRST.id: Course(
        *("2016-09-12", "2016-10-10", "2016-11-07", "2016-12-12", "2017-02-20"),
        *("2017-04-10", "2017-05-08", "2017-05-22", "2017-06-05", "2017-06-12"),
    ),
    SECOND.id: Course(
        *("2017-02-13", "2017-03-13", "2017-04-10", "2017-05-15", "2017-07-10"),
        *("2017-10-09", "2017-11-06", "2017-11-20", "2017-12-04", "2017-12-11"),
    ),
    THIRD.id: Course(
        *("2019-07-08", "2019-08-12", "2019-09-16", "2019-10-14", "2019-12-20"),
        *("2019-12-23", "2019-12-26", "2019-12-30", "2020-01-06", "2020-01-10"),
    ),
}

COLOCATED = (4, 16)
"""The associations that shared an office with their authority (合署办公)."""

LENT_ROOMS = 9
"""An association that gave rooms back, of which nobody knows whether it shared an office: its day does not count."""

PROGRESS = {22: "IMPLEMENTING", 23: "IMPLEMENTING", 24: "PLAN_APPROVED", 25: "PLAN_APPROVED", 26: "PLANNED"}
"""How far those still to be decoupled have come, where it is further than the list."""

LATER: dict[int, dict[str, Any]] = {
    22: {"is_colocated": True},  # shares an office still
    EXITED_LATER: {"stage": "EXITED", "exited_on": on("2020-01-15"), "exit": "DEFERRED"},
    DEFERRED: {"stage": "EXITED", "exited_on": on("2019-11-15"), "exit": "DEFERRED"},
    OUT_OF_SCOPE: {"stage": "EXITED", "exited_on": on("2019-10-30"), "exit": "OUT_OF_SCOPE"},
    DEREGISTERED: {"stage": "EXITED", "exited_on": on("2019-11-20"), "exit": "DEREGISTERED"},
    SURVEYED_ONLY: {"stage": "SURVEYED", "listed_on": None},
    LISTED_LATER: {"listed_on": on("2019-12-23")},
}
"""What became of others of the round: exits before the cut-off day and after it, one not listed by then."""

_STEPS = tuple(field.name for field in attrs.fields(Course))
_REACHED = {"LISTED": 2, "PLANNED": 3, "PLAN_APPROVED": 4, "IMPLEMENTING": 4}


def case_id(number: int) -> str:
    """Return the id of an association's case."""
    return f"decoupling-{number:02d}"


@functools.cache
def cases() -> tuple[DecouplingCase, ...]:
    """Return the cases of both pilot batches and of the round of 2019."""
    return (*map(_decoupled, PILOT), *map(_of_the_round, ROUND))


def case_of(number: int) -> DecouplingCase:
    """Return an association's case."""
    return next(case for case in cases() if case.id == case_id(number))


def records() -> Iterator[DecouplingBatch | DecouplingCase]:
    """Yield the batches and their cases."""
    yield from (FIRST, SECOND, THIRD, FOURTH)
    yield from cases()


def _days(batch: DecouplingBatch, later_by: int, steps: int) -> dict[str, Any]:
    course = COURSES[batch.id]
    return {step: days_after(on(getattr(course, step)), later_by) for step in _STEPS[:steps]}


def _case(number: int, batch: DecouplingBatch, later_by: int, stage: str, steps: int) -> DecouplingCase:
    return DecouplingCase(
        id=case_id(number),
        organization=association_id(number),
        stage=stage,
        batch=batch.id,
        authority=authority(number),
        is_hosted=number % 3 == 0,
        is_supervised=number % 3 != 0,
        is_liaised=number % 7 == 0,
        is_affiliated=number % 5 == 0,
        is_colocated=None if number == LENT_ROOMS else number in COLOCATED,
        **_days(batch, later_by, steps),
    )


def _decoupled(number: int) -> DecouplingCase:
    batch, later_by = (FIRST, number - 1) if number <= LENT_ROOMS else (SECOND, number - LENT_ROOMS - 1)
    case = _case(number, batch, later_by, "COMPLETED", len(_STEPS)).evolve(approval_number=_approval(number, 2017))
    if number in (*COLOCATED, LENT_ROOMS) and case.relation_ended_on is not None:
        return case.evolve(colocation_ended_on=days_after(case.relation_ended_on, 14))
    return case


def _of_the_round(number: int) -> DecouplingCase:
    if number == DECOUPLED_LATER:
        return _case(number, THIRD, 0, "COMPLETED", len(_STEPS)).evolve(approval_number=_approval(number, 2019))
    stage = PROGRESS.get(number, "LISTED")
    case = _case(number, THIRD, (number - ROUND.start) % 5, stage, _REACHED[stage])
    return case.evolve(**LATER.get(number, {}))


def _approval(number: int, year: int) -> str:
    return f"示例脱钩办〔{year}〕{number}号"
