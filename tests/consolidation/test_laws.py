"""Laws of consolidation, on random ledgers: identity, idempotence, no matter of order, and figures that add up."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain import Additive, Catalogue, Header, Ledger, Record
from minzheng_domain.codes import uscc
from minzheng_domain.consolidation.contributions import Contribution
from minzheng_domain.consolidation.merging import consolidate
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.model.services import Activity
from minzheng_domain.statistics.figure import add
from minzheng_domain.testing.strategies import Careless, ledgers, periods

CATALOGUE = Catalogue.builtin()
CARELESS = Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)
KINDS = ("organizations", "registration_changes", "projects", "payments", "activities", "service_centres", "supports")
HEADER = Header(title="区", schemes={"community-category": "community-category-shanghai"})


EARLY, LATE = date(2019, 1, 1), date(2019, 9, 9)


@st.composite
def crowded(draw: st.DrawFn) -> Ledger:
    """Draw a ledger whose few ids, names, codes and towns collide with those of the next one."""
    id_, name, number = st.sampled_from("12"), st.sampled_from(("甲", "乙")), st.sampled_from((None, 1, 2))
    town, code = st.sampled_from((None, "1", "2", "9")), st.sampled_from((None, "无", made_up_code(1), made_up_code(2)))
    fixed: dict[str, Any] = {"type": st.just("SERVICE_AGENCY"), "status": st.just("REGISTERED")}
    held_on = st.sampled_from((EARLY, LATE))
    activity: dict[str, Any] = {"kind": st.just("TRAINING"), "level": st.just("TOWN"), "held_on": held_on}
    drawn: list[st.SearchStrategy[Any]] = [
        st.builds(ReportingUnit, id=id_, name=name, kind=st.sampled_from(("TOWN", "TOWNSHIP"))),
        st.builds(Organization, id=id_, name=name, uscc=code, town=town, staff=number, **fixed),
        st.builds(
            RegistrationChange,
            id=id_,
            organization=st.sampled_from("129"),
            item=st.just("NAME"),
            on=st.sampled_from((EARLY, LATE)),
            after=st.sampled_from((None, "丙")),
        ),
        st.builds(
            Activity,
            id=id_,
            title=name,
            town=town,
            times=st.just(1),
            times_exactness=st.just("EXACT"),
            participants=number,
            **activity,
        ),
    ]
    records = [record for strategy in drawn for record in draw(st.lists(strategy, max_size=3))]
    return Ledger.of(records, header=HEADER)


def made_up_code(number: int) -> str:
    """Make a code that passes both checks and is plainly made up."""
    body = f"EXAMP{number:03d}"
    whole = f"52310114{body}{uscc.calc_organization_check_digit(body)}"
    return whole + uscc.calc_check_digit(whole)


def counted(ledger: Ledger) -> dict[str, Counter[Record]]:
    """Return the records of each kind without their order."""
    return {kind.name: Counter(records) for kind, records in ledger.kinds()}


def with_header(ledger: Ledger, header: Header = HEADER) -> Ledger:
    """Return a ledger under a cover that all share."""
    return Ledger({kind.name: records for kind, records in ledger.kinds()}, header=header)


@given(ledgers(careless=CARELESS) | crowded())
def test_merging_one_ledger_is_the_identity(ledger):
    """One ledger alone comes out as it is: cover, records, order, sources; nothing is told."""
    merged = consolidate([Contribution("east", ledger)])

    assert merged == ledger
    assert merged.remarks == ()
    for kind, records in ledger.kinds():
        assert [merged.source(kind, n) for n, _ in enumerate(records)] == [
            ledger.source(kind, n) for n, _ in enumerate(records)
        ]


@given(ledgers(careless=CARELESS) | crowded())
def test_merging_a_ledger_with_itself_gives_it_once(ledger):
    """Every record of the second is a double, and is told as one but for the units themselves."""
    merged = consolidate([Contribution("east", ledger), Contribution("west", ledger)])

    assert merged == ledger
    assert len(merged.remarks) == len(ledger) - len(ledger.of_kind("reporting_units"))


@given(st.lists(ledgers(KINDS, careless=CARELESS, max_size=2) | crowded(), min_size=2, max_size=3), st.randoms())
def test_the_order_of_the_ledgers_does_not_matter(drawn, random):
    """Any order gives the same records and tells the same, up to the order of the records."""
    given_ = [Contribution(unit, with_header(ledger)) for unit, ledger in zip("abc", drawn, strict=False)]
    shuffled = list(given_)
    random.shuffle(shuffled)
    one, other = consolidate(given_), consolidate(shuffled)

    assert counted(one) == counted(other)
    assert one.header == other.header
    assert Counter(map(repr, one.remarks)) == Counter(map(repr, other.remarks))


@given(st.lists(ledgers(KINDS, careless=CARELESS, max_size=2) | crowded(), min_size=2, max_size=3))
def test_nothing_is_lost(drawn):
    """Every record of every ledger is in the result, or is told as merged or overruled."""
    given_ = [Contribution(unit, with_header(ledger)) for unit, ledger in zip("abc", drawn, strict=False)]
    merged = consolidate(given_)
    units = sum(len(contribution.ledger.of_kind("reporting_units")) for contribution in given_)
    told = {remark.source for remark in merged.remarks if remark.treatment.name in ("MERGED", "OVERRULED")}

    assert len(merged) + len(told) + units >= sum(len(contribution.ledger) for contribution in given_)


@given(ledgers(KINDS, max_size=4), periods(), st.randoms())
def test_splitting_by_town_and_merging_gives_every_additive_figure_back(ledger, period, random):
    """Each record goes to one town with all that refers to it; merged again, every figure is what it was.

    And the figures of the towns add up to it, where the measure says that it adds over towns.
    """
    whole = with_header(ledger)
    parts = [Ledger(part, header=HEADER) for part in split(whole, random)]
    merged = consolidate([Contribution(unit, part) for unit, part in zip(("east", "west"), parts, strict=True)])

    assert counted(merged) == counted(whole)
    figures, again = CATALOGUE.figures(whole, period), CATALOGUE.figures(merged, period)
    apart = [CATALOGUE.figures(part, period) for part in parts]
    for name, figure in figures.items():
        assert (again[name].value, again[name].by) == (figure.value, figure.by)
        if Additive.OVER_TOWN in figure.measure.additive:
            assert add([figures_[name] for figures_ in apart], over=Additive.OVER_TOWN) == (figure.value or Decimal(0))


def split(ledger: Ledger, random: Random) -> list[dict[str, list[Record]]]:
    """Split a ledger in two: what refers to a record goes where that goes; the units stand in both."""
    places: dict[tuple[str, str], int] = {}
    parts: list[dict[str, list[Record]]] = [{}, {}]
    for kind, records in ledger.kinds():
        for record in records:
            if kind.name == "reporting_units":
                for part in parts:
                    part.setdefault(kind.name, []).append(record)
                continue
            targets = [
                places[key]
                for column in kind.references
                if (key := (column.declaration.refers_to or "", getattr(record, column.name))) in places
            ]
            place = targets[0] if targets else random.randrange(2)
            places[kind.name, record.id] = place
            parts[place].setdefault(kind.name, []).append(record)
    return parts
