"""SQL: what each node of the query language answers in each engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from minzheng_domain.model.columns import columns
from minzheng_domain.model.decoupling import DecouplingCheck
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.model.services import Activity
from minzheng_domain.statistics.compile.python import Task, run
from minzheng_domain.statistics.query import (
    CUTOFF,
    PERIOD_END,
    PERIOD_START,
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Count,
    CountDistinct,
    Field,
    Is,
    OneOf,
    OnOrAfter,
    OnOrBefore,
    Present,
    Query,
    Sum,
    Test,
    Via,
    one_of,
)
from minzheng_domain.testing import sample_ledger

PERIOD = Period.between("2019-01-01", "2019-12-31", cutoff="2019-12-18")
organization, project, activity = columns(Organization), columns(Project), columns(Activity)


def an_organization(id: str, **fields: Any) -> Organization:  # noqa: A002 - the field is called so
    """Return an organization with some fields filled in."""
    return Organization(**{"id": id, "name": "虚构", "type": "FOUNDATION", "status": "REGISTERED", **fields})


def a_project(id: str, contractor: str | None = None, **fields: Any) -> Project:  # noqa: A002 - the field is called so
    """Return a project with a contractor."""
    return Project(
        **{"id": id, "title": "虚构", "level": "CITY", "status": "SIGNED", "contractor": contractor, **fields}
    )


def an_activity(id: str, **fields: Any) -> Activity:  # noqa: A002 - the field is called so
    """Return an activity."""
    fixed = {"title": "虚构", "kind": "TRAINING", "level": "CITY", "held_on": date(2019, 5, 6)}
    return Activity(**{"id": id, **fixed, "times": 1, "times_exactness": "EXACT", **fields})


ORGANIZATIONS = [
    an_organization(
        "甲",
        management="DUAL",
        is_charity=True,
        registered_on=date(2019, 12, 18),
        registered_funds=Decimal("0.10"),
        staff=5,
        uscc="1",
    ),
    an_organization(
        "乙",
        management="DIRECT",
        is_charity=False,
        registered_on=date(2019, 12, 19),
        registered_funds=Decimal("0.11"),
        staff=6,
        uscc="2",
    ),
    an_organization("丙"),
    an_organization("丁", management="", registered_on=date(2018, 12, 31), uscc=""),
    an_organization(
        "戊", management="不明", registered_on=date(2019, 1, 1), registered_funds=Decimal("-0.09"), staff=0
    ),
]
PROJECTS = [
    *(a_project(f"→{member.id}", member.id) for member in ORGANIZATIONS),
    a_project("悬空", "无此组织"),
    a_project("未填"),
    a_project("空白", ""),
]
LEDGER = Ledger.of([*ORGANIZATIONS, *PROJECTS])

ON, FUNDS, STAFF = organization.registered_on, organization.registered_funds, organization.staff
MANAGEMENT, CHARITY, USCC = organization.management, organization.is_charity, organization.uscc

NODES: list[tuple[str, Callable[[Any], Test], Field, str]] = [
    ("one code", lambda f: one_of(f, "DUAL"), MANAGEMENT, "甲"),
    ("codes", lambda f: one_of(f, "DUAL", "DIRECT", "没有"), MANAGEMENT, "甲乙"),
    ("Chinese code", lambda f: one_of(f, "不明"), MANAGEMENT, "戊"),
    ("yes", lambda f: Is(f, value=True), CHARITY, "甲"),
    ("no", lambda f: Is(f, value=False), CHARITY, "乙"),
    ("from the first day", lambda f: OnOrAfter(f, PERIOD_START), ON, "甲乙戊"),
    ("up to the cut-off day", lambda f: OnOrBefore(f, CUTOFF), ON, "甲丁戊"),
    ("up to the last day", lambda f: OnOrBefore(f, PERIOD_END), ON, "甲乙丁戊"),
    ("from a day", lambda f: OnOrAfter(f, date(2019, 12, 19)), ON, "乙"),
    ("up to a day", lambda f: OnOrBefore(f, date(2018, 12, 31)), ON, "丁"),
    ("absent or after the cut-off day", lambda f: AbsentOrAfter(f, CUTOFF), ON, "乙丙"),
    ("absent or after a day", lambda f: AbsentOrAfter(f, date(2018, 12, 31)), ON, "甲乙丙戊"),
    ("money at least", lambda f: AtLeast(f, "0.1"), FUNDS, "甲乙"),
    ("money at most", lambda f: AtMost(f, "0.1"), FUNDS, "甲戊"),
    ("money at least what no engine keeps", lambda f: AtLeast(f, "0.1000000000000000000001"), FUNDS, "乙"),
    ("money at most what no engine keeps", lambda f: AtMost(f, "0.1099999999999999999999"), FUNDS, "甲戊"),
    ("money at least what is beyond all", lambda f: AtLeast(f, "1E+40"), FUNDS, ""),
    ("money at most what is beyond all", lambda f: AtMost(f, "1E+40"), FUNDS, "甲乙戊"),
    ("money at least what is below all", lambda f: AtLeast(f, "-1E+40"), FUNDS, "甲乙戊"),
    ("number at least", lambda f: AtLeast(f, 5), STAFF, "甲乙"),
    ("number at least a fraction", lambda f: AtLeast(f, "5.5"), STAFF, "乙"),
    ("number at most", lambda f: AtMost(f, 5), STAFF, "甲戊"),
    ("number at most a fraction", lambda f: AtMost(f, "-0.5"), STAFF, ""),
    ("text present", Present, USCC, "甲乙"),
    ("label present", Present, MANAGEMENT, "甲乙戊"),
    ("day present", Present, ON, "甲乙丁戊"),
    ("number present", Present, STAFF, "甲乙戊"),
    ("flag present", Present, CHARITY, "甲乙"),
    ("text absent", Absent, USCC, "丙丁戊"),
    ("label absent", Absent, MANAGEMENT, "丙丁"),
    ("day absent", Absent, ON, "丙"),
    ("number absent", Absent, STAFF, "丙丁"),
    ("flag absent", Absent, CHARITY, "丙丁戊"),
]
EACH_NODE = pytest.mark.parametrize(("node", "column", "passing"), [n[1:] for n in NODES], ids=[n[0] for n in NODES])


def test_each_node_has_a_case() -> None:
    """Every kind of test that the language knows is among the cases."""
    assert {type(node(column)) for _, node, column, _ in NODES} == set(Test.__args__)


@EACH_NODE
def test_node_in_the_record_itself(ask: Any, node: Callable[[Field], Test], column: Any, passing: str) -> None:
    """A test on a record's own field lets the records pass that it should."""
    query = Count("organizations", where=(node(column),))

    counted, collected = ask([Task(query), Task(query, collect=True)], LEDGER, PERIOD)

    assert counted.total == len(passing)
    assert "".join(record.id for record in collected.records.get(None, ())) == passing


@EACH_NODE
def test_node_in_the_record_reached(ask: Any, node: Callable[[Field], Test], column: Any, passing: str) -> None:
    """A test on a field of a record that a reference leads to is false where it leads nowhere, whatever is asked."""
    query = Count("projects", where=(node(Via(project.contractor, column)),))

    (collected,) = ask([Task(query, collect=True)], LEDGER, PERIOD)

    assert [record.id for record in collected.records.get(None, ())] == [f"→{id_}" for id_ in passing]


def test_tests_are_joined_by_and(ask: Any) -> None:
    """A record counts that passes all tests; without any, every one does."""
    both = Count("organizations", where=(AtLeast(STAFF, 5), one_of(MANAGEMENT, "DIRECT")))

    joined, all_ = ask([Task(both), Task(Count("organizations"))], LEDGER, PERIOD)

    assert (joined.total, all_.total) == (1, 5)


def test_reference_leads_to_the_first_record_of_an_id(ask: Any) -> None:
    """Of two records with one id, the first in the ledger is reached, and no record is counted twice for it."""
    first, second = an_organization("甲", management="DIRECT"), an_organization("甲", management="DUAL")
    ledger = Ledger.of([an_organization("乙"), first, second, a_project("一", "甲")])
    reached = Via(project.contractor, MANAGEMENT)

    grouped, direct, dual = ask(
        [
            Task(Count("projects"), reached),
            *(Task(Count("projects", (one_of(reached, c),))) for c in ("DIRECT", "DUAL")),
        ],
        ledger,
        PERIOD,
    )

    assert grouped.groups == {"DIRECT": 1}
    assert (direct.total, dual.total) == (1, 0)


def test_two_references_to_one_kind_are_followed_apart(ask: Any) -> None:
    """Where a kind refers to two others, and a query to both, each leads to its own."""
    case, check = record_kind("decoupling_cases"), columns(DecouplingCheck)
    on = Via(check.case, case.column("organization"))
    sample = sample_ledger()
    query = Count("decoupling_checks", where=(Present(on),))

    assert ask([Task(query, on), Task(query, collect=True)], sample, PERIOD) == run(
        [Task(query, on), Task(query, collect=True)], sample, PERIOD
    )
    projects = [
        Via(project.contractor, organization.name),
        Via(project.town, record_kind("reporting_units").column("name")),
    ]
    both = Task(Count("projects", where=map(Present, projects)), project.town)
    assert ask([both], sample, PERIOD) == run([both], sample, PERIOD)
    assert run([both], sample, PERIOD)[0].total == 1


def test_empty_text_and_nothing_are_one_group(ask: Any) -> None:
    """What is grouped by an empty text is not stated, as what is grouped by nothing; so is what reaches nothing."""
    by_own, by_reached = ask(
        [Task(Count("organizations"), MANAGEMENT), Task(Count("projects"), Via(project.contractor, MANAGEMENT))],
        LEDGER,
        PERIOD,
    )

    assert by_own.groups == {"DUAL": 1, "DIRECT": 1, "不明": 1, None: 2}
    assert by_reached.groups == {"DUAL": 1, "DIRECT": 1, "不明": 1, None: 5}


def test_empty_reference_reaches_the_record_with_an_empty_id(ask: Any) -> None:
    """An id is compared as it stands, also an empty one: that it should not be there is for the rules to say."""
    ledger = Ledger.of([an_organization("", uscc="1"), a_project("一", ""), a_project("二")])
    tasks = [Task(Count("projects", where=(Present(Via(project.contractor, USCC)),)), collect=True)]

    assert ask(tasks, ledger, PERIOD) == run(tasks, ledger, PERIOD)


def test_total_of_a_distinct_count_is_not_the_sum_of_its_groups(ask: Any) -> None:
    """A contractor with projects on two levels counts in each group, and once in all; an empty one counts nowhere."""
    ledger = Ledger.of(
        [
            a_project("1", "甲"),
            a_project("2", "甲", level="DISTRICT"),
            a_project("3", "乙"),
            a_project("4", "", level="TOWN"),
            a_project("5", None),
            a_project("6", "丙", level=""),
        ]
    )

    grouped, alone, nothing = ask(
        [
            Task(CountDistinct(project.contractor), project.level),
            Task(CountDistinct(project.contractor)),
            Task(CountDistinct(project.contractor, where=(one_of(project.level, "TOWN"),)), project.level),
        ],
        ledger,
        PERIOD,
    )

    assert (grouped.total, grouped.groups) == (3, {"CITY": 2, "DISTRICT": 1, None: 1})
    assert (alone.total, alone.groups) == (3, {None: 3})
    assert (nothing.total, nothing.groups) == (0, {})


def test_of_no_records_there_is_no_group(ask: Any) -> None:
    """Where nothing passes, the total is nought and there are no groups; a sum of noughts is a group."""
    none = (one_of(MANAGEMENT, "没有"),)
    queries: list[Query] = [Count("organizations", none), CountDistinct(USCC, none), Sum(FUNDS, none)]

    tallies = ask([Task(query, by) for query in queries for by in (None, MANAGEMENT)], LEDGER, PERIOD)
    (nought,) = ask([Task(Sum(STAFF, where=(AtMost(STAFF, 0),)))], LEDGER, PERIOD)

    assert [(tally.total, tally.groups) for tally in tallies] == [(0, {})] * 6
    assert (nought.total, nought.groups) == (0, {None: 0})


def test_sum_bears_the_doubts_of_what_was_added(ask: Any) -> None:
    """How exact a number is meant to be counts where there is a number; EXACT and empty are no doubts."""
    ledger = Ledger.of(
        [
            an_activity("1", topic="POLICY", participants=10, participants_exactness="ABOUT"),
            an_activity("2", topic="POLICY", participants=20, participants_exactness="EXACT"),
            an_activity("3", topic="", participants=30, participants_exactness="OVER"),
            an_activity("4", participants=40, participants_exactness=""),
            an_activity("5", participants=None, participants_exactness="UNDER"),
            an_activity("6", topic="LAW", participants=0),
        ]
    )
    query = Sum(activity.participants, exactness=activity.participants_exactness)

    grouped, alone = ask([Task(query, activity.topic), Task(query)], ledger, PERIOD)

    assert grouped.groups == {"POLICY": 30, None: 70, "LAW": 0}
    assert grouped.doubts == {"POLICY": {"ABOUT"}, None: {"OVER"}}
    assert (alone.total, alone.groups, alone.doubts) == (100, {None: 100}, {None: {"ABOUT", "OVER"}})


def test_records_come_in_the_order_of_the_ledger(ask: Any) -> None:
    """A task that collects gives each group its records in their order, those without a value left out."""
    counted, added, distinct = ask(
        [
            Task(query, MANAGEMENT, collect=True)
            for query in (Count("organizations"), Sum(FUNDS), CountDistinct(USCC, where=(Present(ON),)))
        ],
        LEDGER,
        PERIOD,
    )
    first, second, third, fourth, fifth = ORGANIZATIONS

    assert counted.records == {"DUAL": [first], "DIRECT": [second], None: [third, fourth], "不明": [fifth]}
    assert added.records == {"DUAL": [first], "DIRECT": [second], "不明": [fifth]}
    assert distinct.records == {"DUAL": [first], "DIRECT": [second]}
    assert (counted.total, counted.groups[None]) == (5, 2)


@pytest.mark.parametrize(
    "code", ["it's", "''; DROP TABLE organizations; --", '"type"', "两\n行", "a\x00b", "$cutoff", "?", "\x1f", "🏛", "'"]
)
def test_any_text_is_a_code(ask: Any, code: str) -> None:
    """Whatever stands in a code, it is compared as it stands, and never read as SQL."""
    ledger = Ledger.of([an_organization("甲", management=code), an_organization("乙", management="DUAL")])
    tasks = [
        Task(Count("organizations", where=(OneOf(MANAGEMENT, codes),)), MANAGEMENT) for codes in ({code}, {code, "x"})
    ]

    for tally in ask(tasks, ledger, PERIOD):
        assert tally.groups == {code: 1}


def test_texts_are_compared_whole(ask: Any) -> None:
    """Capitals, blanks, leading noughts, wide and composed characters make different values."""
    names = ["a", "A", "a ", "ａ", "01", "1", "1.0", "é", "e\u0301", "%", "_"]
    ledger = Ledger.of(an_organization(str(place), name=name) for place, name in enumerate(names))

    (tally,) = ask([Task(CountDistinct(organization.name))], ledger, PERIOD)

    assert tally.total == len(names)
