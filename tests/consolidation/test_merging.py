"""Consolidation: what is one record in several ledgers, whose version counts, and that nothing goes without a word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from minzheng_domain import Column, Header, Ledger, Record, RecordKind, Remark, Source, Text, Treatment
from minzheng_domain.codes import uscc
from minzheng_domain.consolidation.contributions import ConsolidationError, Contribution, Standing
from minzheng_domain.consolidation.merging import consolidate
from minzheng_domain.model.accountability import Narrative
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.model.services import Activity
from minzheng_domain.model.supervision import PenaltyCase

EAST = ReportingUnit(id="east", name="示范东镇", kind="TOWN")
WEST = ReportingUnit(id="west", name="示范西镇", kind="TOWN")


def code(number: int) -> str:
    """Make a valid code that is plainly made up."""
    body = f"EXAMP{number:03d}"
    whole = f"52310114{body}{uscc.calc_organization_check_digit(body)}"
    return whole + uscc.calc_check_digit(whole)


def an_organization(id_: str, name: str = "示范社", **more: Any) -> Organization:
    """Return an organization."""
    return Organization(id=id_, name=name, type="SERVICE_AGENCY", status="REGISTERED", **more)


def an_activity(id_: str, title: str, **more: Any) -> Activity:
    """Return a training."""
    given: dict[str, Any] = {"kind": "TRAINING", "level": "TOWN", "held_on": date(2019, 5, 6)}
    given |= {"times": 1, "times_exactness": "EXACT"}
    return Activity(id=id_, title=title, **{**given, **more})


def contribution(
    unit: str, *records: Record, file: str = "", standing: Standing = Standing.UNIT, name: str = "", **header: Any
) -> Contribution:
    """Return the ledger of a unit; its records have their place in its file."""
    ledger = Ledger.of(records, header=Header(title="台账", **header))
    kinds = {kind.name: members for kind, members in ledger.kinds()}

    def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
        return Source(file or f"{unit}.json", f"{kind.name}[{position}]" + (f".{column.name}" if column else ""))

    made = Ledger(kinds, header=ledger.header, locate=locate, file=file or f"{unit}.json")
    return Contribution(unit, made, standing=standing, name=name)


def told(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Return what is told of a consolidation, without the reasons."""
    return [(r.treatment, str(r.source), r.found, r.taken, r.record, r.field) for r in ledger.remarks]


def test_equal_records_count_once():
    """A record that stands alike in two ledgers is one, and its double is told with the places in both files."""
    same = an_organization("1", uscc=code(1))
    merged = consolidate([contribution("east", same), contribution("west", same)])

    assert merged.all(Organization) == (same,)
    (remark,) = merged.remarks
    assert told(merged) == [(Treatment.MERGED, "west.json: organizations[0]", "1", "1", "1", None)]
    assert "east.json: organizations[0]" in remark.reason.zh


def test_one_code_is_one_organization_whatever_its_ids():
    """Organizations of one USCC are one; references to either reach it."""
    one = contribution("east", an_organization("甲", uscc=code(1)))
    change = RegistrationChange(id="c", organization="乙", item="STATUS", on=date(2019, 1, 1))
    other = contribution("west", an_organization("乙", uscc=code(1).lower()), change)
    merged = consolidate([one, other])

    assert [organization.id for organization in merged.all(Organization)] == ["甲"]
    assert merged.all(RegistrationChange) == (change.evolve(organization="甲"),)


@pytest.mark.parametrize("placeholder", ["无", "52310114EXAMP001XX", None])
def test_what_is_no_code_makes_no_organization_one(placeholder):
    """A placeholder in the field of the code is no sign that two organizations are one."""
    one = contribution("east", an_organization("甲", uscc=placeholder))
    other = contribution("west", an_organization("乙", uscc=placeholder))

    assert len(consolidate([one, other]).all(Organization)) == 2


def test_ids_that_collide_get_their_unit_and_references_follow():
    """Different things of one id are both kept, each under the id of its unit; what refers to them goes on doing so."""
    contributions = [
        contribution(
            unit,
            an_organization("1", f"{unit}社", uscc=code(number)),
            RegistrationChange(id="1", organization="1", item="NAME", on=date(2019, 1, number)),
        )
        for number, unit in ((1, "east"), (2, "west"))
    ]
    merged = consolidate(contributions)

    assert [organization.id for organization in merged.all(Organization)] == ["east/1", "west/1"]
    assert [(change.id, change.organization) for change in merged.all(RegistrationChange)] == [
        ("east/1", "east/1"),
        ("west/1", "west/1"),
    ]
    assert told(merged)[0] == (Treatment.REPAIRED, "east.json: organizations[0].id", "1", "east/1", "east/1", "id")


def test_an_id_that_is_used_already_is_not_given_again():
    """Where the id with its unit before it is taken, the unit is put before it once more."""
    used = an_activity("east/1", "已有")
    merged = consolidate(
        [contribution("east", an_activity("1", "甲"), used), contribution("west", an_activity("1", "乙"))]
    )

    assert {activity.id: activity.title for activity in merged.all(Activity)} == {
        "east/east/1": "甲",
        "east/1": "已有",
        "west/1": "乙",
    }


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_the_version_of_the_owner_counts(order):
    """Where versions differ, that of the town that the organization belongs to is taken, whatever the order."""
    organization = an_organization("1", uscc=code(1), town="east")
    given = [
        contribution("bureau", EAST, organization.evolve(staff=2), standing=Standing.BUREAU),
        contribution("east", EAST, organization.evolve(staff=4), name="示范东镇"),
        contribution("west", EAST, organization.evolve(staff=9)),
    ]
    merged = consolidate([given[place] for place in order])

    (taken,) = merged.all(Organization)
    assert taken.staff == 4
    assert merged.source(taken.__kind__, 0) == Source("east.json", "organizations[0]")
    assert set(told(merged)) == {
        (Treatment.OVERRULED, "bureau.json: organizations[0].staff", "2", "4", "1", "staff"),
        (Treatment.OVERRULED, "west.json: organizations[0].staff", "9", "4", "1", "staff"),
    }
    assert all("以“示范东镇”为准" in remark.reason.zh for remark in merged.remarks)


def test_what_refers_to_a_record_belongs_with_it():
    """A change of registration belongs to the town of its organization."""
    organization = an_organization("1", uscc=code(1), town="east")
    change = RegistrationChange(id="c", organization="1", item="NAME", on=date(2019, 1, 1), after="旧")
    merged = consolidate(
        [
            contribution("bureau", organization, change, standing=Standing.BUREAU),
            contribution("east", organization, change.evolve(after="新")),
        ]
    )

    assert [change.after for change in merged.all(RegistrationChange)] == ["新"]


@pytest.mark.parametrize(
    ("standing", "kept", "why"),
    [(Standing.BUREAU, "区", "以本级台账为准"), (Standing.UNIT, "东", "以编号在前的单位为准")],
)
def test_without_an_owner_the_bureau_counts_then_the_lowest_id(standing, kept, why):
    """What belongs to no unit is taken as the bureau has it; where the bureau says nothing, as the lowest id has it."""
    merged = consolidate(
        [
            contribution("west", an_activity("1", "培训", organizer="区"), standing=standing),
            contribution("east", an_activity("1", "培训", organizer="东")),
        ]
    )

    assert [activity.organizer for activity in merged.all(Activity)] == [kept]
    assert why in merged.remarks[0].reason.zh


def test_an_empty_field_contradicts_nothing():
    """A version that merely lacks a field is a double; a field that only the version not taken has is told."""
    merged = consolidate(
        [
            contribution("east", an_activity("1", "培训", participants=5)),
            contribution("west", an_activity("1", "培训", organizer="西")),
        ]
    )

    assert [(r.treatment, r.found, r.taken) for r in merged.remarks] == [(Treatment.OVERRULED, "西", "")]
    bare = consolidate(
        [contribution("east", an_activity("1", "培训", participants=5)), contribution("west", an_activity("1", "培训"))]
    )
    assert [remark.treatment for remark in bare.remarks] == [Treatment.MERGED]


def test_records_equal_but_for_their_id_are_one_where_they_say_whose_they_are():
    """What belongs to one town and is alike in all but its id counts once; without a town it may be two towns' own."""
    of_town = [
        contribution("bureau", an_activity("7", "培训", town="east")),
        contribution("east", an_activity("1", "培训", town="east")),
    ]
    of_none = [contribution("east", an_activity("7", "培训")), contribution("west", an_activity("1", "培训"))]

    assert [activity.id for activity in consolidate(of_town).all(Activity)] == ["1"]
    assert len(consolidate(of_none).all(Activity)) == 2


def test_a_record_that_says_too_little_is_not_taken_for_another():
    """Two cases of one number without a party may be two; of one party they are one."""
    cases = [
        contribution(unit, PenaltyCase(id="1", stage=stage)) for unit, stage in (("east", "FILED"), ("west", "CLOSED"))
    ]
    with_party = [
        contribution(unit, PenaltyCase(id="1", stage=stage, subject="示范对象"))
        for unit, stage in (("east", "FILED"), ("west", "CLOSED"))
    ]

    assert [case.id for case in consolidate(cases).all(PenaltyCase)] == ["east/1", "west/1"]
    assert len(consolidate(with_party).all(PenaltyCase)) == 1


def test_a_double_within_one_ledger_stays_for_the_checks():
    """Two records of one id in one ledger are left as they are; a double elsewhere is merged with both."""
    first, second = an_activity("1", "甲"), an_activity("1", "乙")
    merged = consolidate([contribution("east", first, second), contribution("west", first, second)])

    assert merged.all(Activity) == (first, second)
    assert [remark.treatment for remark in merged.remarks] == [Treatment.MERGED] * 2


def test_a_code_that_comes_twice_in_a_ledger_joins_nothing():
    """Where one ledger has two organizations of one USCC, nobody can tell which of them another ledger means."""
    twice = contribution("east", an_organization("1", "甲", uscc=code(1)), an_organization("2", "乙", uscc=code(1)))
    once = contribution("west", an_organization("3", "丙", uscc=code(1)))

    assert [organization.id for organization in consolidate([twice, once]).all(Organization)] == ["1", "2", "3"]


def test_units_of_one_name_are_one():
    """Each town may number units as it likes: one name is one unit, and the towns of records follow."""
    merged = consolidate(
        [
            contribution("east", EAST.evolve(id="T1"), an_organization("1", town="T1")),
            contribution("west", WEST.evolve(id="T1"), EAST.evolve(id="T9"), an_organization("2", town="T1")),
        ]
    )

    names = {unit.id: unit.name for unit in merged.all(ReportingUnit)}
    assert sorted(names.values()) == ["示范东镇", "示范西镇"]
    assert [names[organization.town or ""] for organization in merged.all(Organization)] == ["示范东镇", "示范西镇"]


def test_the_manifest_names_the_units():
    """Where a manifest is among the ledgers, its ids stand, and what it says of a unit gives way to the unit itself."""
    listed = contribution("", EAST.evolve(division="310114001"), WEST, standing=Standing.MANIFEST, name="清单")
    town = contribution("east", EAST.evolve(id="T1"), an_organization("1", town="T1"), name="示范东镇")
    merged = consolidate([town, listed])

    assert [unit.id for unit in merged.all(ReportingUnit)] == ["east", "west"]
    assert merged.all(Organization)[0].town == "east"
    assert (Treatment.OVERRULED, "310114001", "") in [(r.treatment, r.found, r.taken) for r in merged.remarks]


def test_a_unit_is_the_one_that_the_manifest_means_though_it_calls_itself_otherwise():
    """A unit's own ledger may shorten its name; under the id of the manifest it is the same unit."""
    listed = contribution("", EAST, standing=Standing.MANIFEST, name="清单")
    merged = consolidate([contribution("east", EAST.evolve(name="东镇")), listed])

    assert [unit.name for unit in merged.all(ReportingUnit)] == ["东镇"]


def test_remarks_of_the_ledgers_are_kept_under_the_new_ids():
    """What an importer told of a ledger is told of the result, with the ids of the result."""
    remark = Remark(
        source=Source("east.xlsx", "名单!C7"),
        treatment=Treatment.UNREADABLE,
        found="三月",
        reason=Text("日期", "a day"),
        kind="activities",
        record="1",
    )
    place, reason = Source("east.xlsx", "名单"), Text("隐藏", "hidden")
    of_file = Remark(source=place, treatment=Treatment.LEFT_OUT, found="隐藏", reason=reason)
    given = contribution("east", an_activity("1", "甲"))
    read = Ledger({"activities": given.ledger.all(Activity)}, header=given.ledger.header, remarks=[remark, of_file])
    merged = consolidate([Contribution("east", read), contribution("west", an_activity("1", "乙"))])

    assert [(r.treatment, r.record) for r in merged.remarks][:2] == [
        (Treatment.UNREADABLE, "east/1"),
        (Treatment.LEFT_OUT, None),
    ]


def test_different_schemes_are_refused():
    """Categories of two schemes do not add: both files are named, with what to do."""
    ledgers = [
        contribution("east", schemes={"community-category": "community-category-shanghai"}),
        contribution("west", schemes={"community-category": "community-category-national"}),
    ]
    with pytest.raises(ConsolidationError) as caught:
        consolidate(ledgers)

    (problem,) = caught.value.problems
    assert problem.path == "west.json community-category"
    assert problem.found == "community-category-national"
    assert "与“east”相同的分类方案 community-category-shanghai" in str(caught.value)


def test_a_ledger_that_chose_no_scheme_takes_that_of_the_others():
    """A ledger without a choice goes with any; the result has the choice."""
    schemes = {"community-category": "community-category-shanghai"}
    merged = consolidate([contribution("east"), contribution("west", schemes=schemes)])

    assert merged.header.schemes == schemes


@pytest.mark.parametrize("header", [None, Header(title="区", synthetic=True)])
def test_made_up_and_real_ledgers_do_not_mix(header):
    """Figures of which a part is made up mean nothing."""
    with pytest.raises(ConsolidationError, match=r"real|made up"):
        consolidate([contribution("east", synthetic=True), contribution("west", synthetic=False)], header=header)


def test_a_unit_brings_one_ledger():
    """Two ledgers of one unit are refused: whose version counts would be open."""
    with pytest.raises(ConsolidationError, match="每个单位只有一份台账"):
        consolidate([contribution("east"), contribution("east", file="other.json")])


def test_the_cover_says_what_all_say_alike():
    """Without a cover of its own, the result has what all ledgers say, and a title that says what it is."""
    one = contribution("east", district="示范区", bureau="东镇", synthetic=True)
    other = contribution("west", district="示范区", bureau="西镇", synthetic=True)

    assert consolidate([one, other]).header == Header(title="台账", district="示范区", synthetic=True)
    assert consolidate([]).header == Header(title="")


def test_every_reference_leads_to_a_kind_before_it():
    """Kinds are merged one after the other, so that what a record refers to has its id already."""
    names = list(record_kinds())

    for kind in record_kinds().values():
        for column in kind.references:
            assert names.index(column.declaration.refers_to or "") < names.index(kind.name)


def test_narratives_of_two_units_are_two():
    """Entries of one number and different wording are told by both units, and both are kept."""
    entries = [Narrative(id="1", year=2019, chapter="PLAN", position=1, wording=words) for words in ("甲", "乙")]
    merged = consolidate([contribution("east", entries[0]), contribution("west", entries[1])])

    assert [entry.id for entry in merged.all(Narrative)] == ["east/1", "west/1"]
