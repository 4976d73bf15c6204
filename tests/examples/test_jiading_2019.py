"""The figures of the example are those of the public report, and each filter has a witness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal

import attrs
import pytest

from minzheng_domain.model.columns import ColumnKind, Record
from minzheng_domain.model.decoupling import DecouplingBatch, DecouplingCase
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.quantities import Approximation
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Additive, Derivation, Measure
from minzheng_domain.statistics.measures import builtin_measures

YEAR = Period.year(2019, cutoff="2019-12-18")
CUTOFF = YEAR.cutoff

PUBLISHED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("decoupling.batches_completed", "2", {"PILOT": "2"}),
    ("decoupling.relations_ended", "20", {}),
    ("decoupling.colocation_ended", "2", {}),
    ("decoupling.remaining", "8", {}),
    ("decoupling.assets_inventoried", "13", {}),
    ("decoupling.state_assets", "1392", {}),
    ("decoupling.retired_officials_cleared", "3", {}),
    ("community.newly_registered", "12", {"LIFE": "7", "CHARITY": "1", "CULTURE_SPORT": "3", "MEDIATION": "1"}),
    ("community.registered", "205", {"LIFE": "43", "CHARITY": "106", "CULTURE_SPORT": "33", "MEDIATION": "23"}),
    ("projects.contractors", "35", {"CITY": "6", "DISTRICT": "31"}),
    ("projects.contracted", "49", {"CITY": "8", "DISTRICT": "41"}),
    ("projects.funding", "997.81", {"CITY": "232.14", "DISTRICT": "765.67"}),
    ("training.sessions", "112", {"DISTRICT": "12", "TOWN": "100"}),
    ("incubation.graduated", "6", {"DISTRICT": "6"}),
    ("incubation.admitted", "1", {"DISTRICT": "1"}),
    ("incubation.incubated", "28", {"TOWN": "28"}),
    ("incubation.bases_accepted", "2", {"TOWN": "2"}),
    ("publicity.events", "13", {"DISTRICT": "6", "TOWN": "7"}),
)
"""The figures of the public report: value and groups, in the unit shown. No other group may appear.

The report does not say how many of the contractors work at both levels (here two), nor at which level the publicity
events were held.
"""

WITHOUT_DAYS = {"indicators", "narratives", "reporting_units", "work_points"}
"""The kinds of record whose records have no day."""

PLANNED = {"ends_on", "expires_on", "extended_until", "suspended_until"}
"""The days that may lie in the future of the day on which the ledger was drawn up."""


def records_of(measure: Measure, ledger: Ledger) -> frozenset[str]:
    """Return the ids of the records that a measure's figure stands on."""
    return frozenset(record.id for record in evaluate([measure], ledger, YEAR)[measure.id].records())


def without(measure: Measure, number: int) -> Measure:
    """Return a measure whose query lacks one of its tests."""
    assert not isinstance(measure.query, Derivation)
    where = measure.query.where
    query = attrs.evolve(measure.query, where=(*where[:number], *where[number + 1 :]))
    return attrs.evolve(measure, query=query, additive=Additive.NOTHING)


@pytest.mark.parametrize(("name", "value", "groups"), PUBLISHED, ids=[name for name, _, _ in PUBLISHED])
def test_figure_is_the_published_one(
    figures: Mapping[str, Figure], name: str, value: str, groups: dict[str, str]
) -> None:
    """Every figure of the public report comes out of the ledger, with its groups and with no other."""
    figure = figures[name]

    assert figure.value == Decimal(value)
    assert figure.by == {group: Decimal(number) for group, number in groups.items()}


def test_only_the_trainings_of_the_towns_are_approximate(figures: Mapping[str, Figure]) -> None:
    """The towns held close to a hundred trainings, the district exactly twelve; all other figures are exact."""
    sessions = figures["training.sessions"]

    assert sessions.part("TOWN").approximation is Approximation.CLOSE_TO
    assert sessions.part("DISTRICT").approximation is Approximation.EXACT
    assert sessions.approximation is Approximation.CLOSE_TO
    for name, _, _ in PUBLISHED:
        assert figures[name].approximation.is_exact is (name != "training.sessions"), name


def test_batches_were_completed_in_2017(ledger: Ledger, figures: Mapping[str, Figure]) -> None:
    """Both pilot batches were completed by the end of 2017, and with them all that is counted of decoupling."""
    end_of_2017 = Period.year(2017)

    then = evaluate(builtin_measures(), ledger, end_of_2017)

    for name in ("batches_completed", "relations_ended", "colocation_ended", "assets_inventoried", "state_assets"):
        assert then[f"decoupling.{name}"].value == figures[f"decoupling.{name}"].value, name


def test_some_contract_at_both_levels(figures: Mapping[str, Figure]) -> None:
    """An organization that contracts at both levels counts once in the total: the levels do not add."""
    contractors = figures["projects.contractors"]
    levels = defaultdict(set)
    for project in contractors.records():
        assert isinstance(project, Project)
        levels[project.contractor].add(project.level)

    assert contractors.value == len(levels)
    assert contractors.value < sum(contractors.by.values())  # type: ignore[arg-type]  # every group has a number
    assert {"CITY", "DISTRICT"} in levels.values()


def test_there_is_a_year_before_to_compare_with(ledger: Ledger, figures: Mapping[str, Figure]) -> None:
    """Changes and growth against 2018 have a value: the ledger holds that year's projects and organizations."""
    for measure in builtin_measures():
        if isinstance(measure.query, Derivation):
            assert figures[measure.id].value is not None, measure.id
    assert evaluate(builtin_measures(), ledger, YEAR.previous())["projects.contracted"].value == Decimal(38)


@pytest.mark.parametrize(
    ("measure", "number"),
    [
        pytest.param(measure, number, id=f"{measure.id}-{number}")
        for measure in builtin_measures()
        if not isinstance(measure.query, Derivation)
        for number in range(len(measure.query.where))
    ],
)
def test_each_filter_keeps_something_out(ledger: Ledger, measure: Measure, number: int) -> None:
    """Of each test of each built-in measure there is a witness: a record that this test alone keeps out."""
    counted = records_of(measure, ledger)

    more = records_of(without(measure, number), ledger)

    assert counted
    assert counted < more


@pytest.mark.parametrize(
    ("kind", "is_so"),
    [
        pytest.param(Organization, lambda o: o.removed_on and o.removed_on < YEAR.start, id="removed-before"),
        pytest.param(
            *(Organization, lambda o: o.removed_on and YEAR.start <= o.removed_on <= CUTOFF), id="removed-in-the-year"
        ),
        pytest.param(Organization, lambda o: o.status == "REVOKED", id="revoked"),
        pytest.param(Organization, lambda o: o.removed_on and o.removed_on > CUTOFF, id="removed-later"),
        pytest.param(Organization, lambda o: o.registered_on and o.registered_on > CUTOFF, id="registered-later"),
        pytest.param(
            *(Organization, lambda o: o.community_tier == "REGISTERED" and o.community_category is None),
            id="without-category",
        ),
        pytest.param(Organization, lambda o: o.community_tier == "FILED" and o.community_category, id="filed-team"),
        pytest.param(Organization, lambda o: o.community_tier == "GROUP" and o.community_category, id="activity-group"),
        pytest.param(Project, lambda p: p.contracted_on and p.contracted_on.year == 2018, id="project-of-2018"),
        pytest.param(Project, lambda p: p.contracted_on and p.contracted_on.year == 2020, id="project-of-2020"),
        pytest.param(
            *(Project, lambda p: p.contracted_on and CUTOFF < p.contracted_on <= YEAR.end), id="project-signed-later"
        ),
        pytest.param(Project, lambda p: p.terminated_on and p.terminated_on <= CUTOFF, id="project-terminated"),
        pytest.param(Project, lambda p: p.terminated_on and p.terminated_on > CUTOFF, id="project-terminated-later"),
        pytest.param(
            *(DecouplingBatch, lambda b: b.started_on.year == 2019 and b.completed_on is None), id="round-of-2019"
        ),
        *(
            pytest.param(DecouplingCase, lambda c, way=way: c.exit == way and c.exited_on <= CUTOFF, id=f"exit-{way}")
            for way in ("DEFERRED", "OUT_OF_SCOPE", "DEREGISTERED")
        ),
        pytest.param(OfficialPost, lambda p: p.cleared_on and p.cleared_on > CUTOFF, id="post-cleared-later"),
        pytest.param(
            *(OfficialPost, lambda p: p.clearance_ground not in {None, "RETIRED_THREE_YEARS"}),
            id="post-cleared-on-another-ground",
        ),
    ],
)
def test_holds_what_must_not_be_counted(ledger: Ledger, kind: type[Record], is_so: Callable[[Record], object]) -> None:
    """The ledger is no list of what the figures want: it holds what a real one would hold beside it."""
    assert any(is_so(record) for record in ledger.all(kind))


@pytest.mark.parametrize("kind", sorted(set(record_kinds()) - WITHOUT_DAYS))
def test_tables_go_on_after_the_cutoff(ledger: Ledger, kind: str) -> None:
    """Every kind of record that has days to count by holds some that came after the cut-off day."""
    columns = record_kinds()[kind].columns
    days = {column.name for column in columns if column.kind is ColumnKind.DATE} - PLANNED

    assert any((day := getattr(one, name)) and day > CUTOFF for one in ledger.of_kind(kind) for name in days)
