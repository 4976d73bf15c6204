"""Plan: the order in which a pass over records asks the tests of all its queries.

The tests are laid out as a tree. Outermost stand those that many queries share and few records pass: a record is asked
such a question once for all of them, and is dropped by the first *no*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from minzheng_domain.statistics.query import (
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Is,
    OneOf,
    OnOrAfter,
    OnOrBefore,
    Parameter,
    Present,
    Test,
    Via,
)

Moment: TypeAlias = tuple[Test, int]
"""A test, and the period that supplies its day; 0 where none does."""

_FAILING: Mapping[type, int] = {
    OnOrAfter: 9,
    OneOf: 6,
    Is: 6,
    AtLeast: 5,
    AtMost: 5,
    Absent: 5,
    Present: 3,
    OnOrBefore: 2,
    AbsentOrAfter: 2,
}
"""Of ten records, how many fail a test, roughly: what happened in a period did not happen to most."""


class Node:
    """A place in the tree of tests: what is asked next, and the tasks whose tests have all been passed here."""

    def __init__(self, tasks: Mapping[int, Sequence[Moment]]) -> None:
        """Lay out tasks, given their tests: the one that spares most work first, all tasks that ask it inside."""
        self.done = [place for place, tests in tasks.items() if not tests]
        self.children: list[tuple[Moment, Node]] = []
        left = {place: tests for place, tests in tasks.items() if tests}
        while left:
            asked = Counter(test for tests in left.values() for test in tests)
            first = max(asked, key=lambda test: asked[test] * _spared(test[0]))
            inside = {place: tests for place, tests in left.items() if first in tests}
            left = {place: tests for place, tests in left.items() if place not in inside}
            remaining = {place: [test for test in tests if test != first] for place, tests in inside.items()}
            self.children.append((first, Node(remaining)))


def _spared(test: Test) -> float:
    """Tell how much work a test spares; to follow a reference is itself work."""
    return _FAILING[type(test)] / (5 if isinstance(test.field, Via) else 1)


def is_of_period(test: Test) -> bool:
    """Tell whether a test asks for a day that the period supplies."""
    return isinstance(test, OnOrAfter | OnOrBefore | AbsentOrAfter) and isinstance(test.day, Parameter)
