"""Ledgers: records by kind, their references and sources, what stood on the register on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model.columns import Column, RecordKind, columns
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.model.projects import Project
from minzheng_domain.model.remarks import Source
from minzheng_domain.testing import Careless, ledgers
from minzheng_domain.text import Text

CARELESS = Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)


def an_organization(id_: str, **fields: Any) -> Organization:
    """Return an organization."""
    return Organization(**{"id": id_, "name": id_, "type": "SOCIAL_GROUP", "status": "REGISTERED", **fields})


def a_project(id_: str, contractor: str | None = None) -> Project:
    """Return a project."""
    return Project(id=id_, title=id_, level="CITY", status="SIGNED", contractor=contractor)


# -------------------------------------------------------------------------------------------------------- records


def test_records_are_sorted_by_kind_in_their_order() -> None:
    """Records of any kinds come out by kind, each kind in the order in which it was given."""
    ledger = Ledger.of([a_project("2"), an_organization("b"), a_project("1"), an_organization("a")])

    assert [record.id for record in ledger.all(Project)] == ["2", "1"]
    assert [record.id for record in ledger.of_kind("organizations")] == ["b", "a"]
    assert [kind.name for kind, _ in ledger.kinds()] == ["organizations", "projects"]
    assert len(ledger) == 4


def test_kind_without_records_is_empty() -> None:
    """A kind of which there are no records has none, and is not told among the kinds."""
    ledger = Ledger({"organizations": []}, header=Header(title="t"))

    assert ledger.all(Project) == ()
    assert ledger.all(Organization) == ()
    assert list(ledger.kinds()) == []
    assert len(ledger) == 0


@pytest.mark.parametrize("ask", ["of_kind", "index"])
def test_unknown_kind_is_refused(ask: str) -> None:
    """Asking for a kind that does not exist is an error, not an empty answer."""
    with pytest.raises(UnknownNameError):
        getattr(Ledger.of([]), ask)("organisation")


def test_unknown_kind_is_not_taken() -> None:
    """Records cannot be given under a name that is no kind."""
    with pytest.raises(UnknownNameError):
        Ledger({"organisations": []}, header=Header(title="t"))


def test_stranger_is_not_taken() -> None:
    """A record cannot stand among those of another kind; the message names both."""
    with pytest.raises(DeclarationError) as caught:
        Ledger({"organizations": [an_organization("1"), a_project("1"), a_project("2")]}, header=Header(title="t"))

    assert caught.value.message == Text("organizations 中混有 Project 记录", "Project among the organizations")


def test_records_are_taken_from_an_iterator() -> None:
    """Records may be given as any iterable, also one that is run through once."""
    ledger = Ledger({"projects": (a_project(str(n)) for n in range(3))}, header=Header(title="t"))

    assert len(ledger.all(Project)) == len(ledger) == 3


# ----------------------------------------------------------------------------------------------------- references


def test_record_is_found_by_id() -> None:
    """A record is found by its id among those of its class only."""
    ledger = Ledger.of([an_organization("1", name="甲"), a_project("1"), a_project("2")])

    found = ledger.get(Organization, "1")

    assert found is not None
    assert found.name == "甲"
    assert ledger.get(Organization, "2") is None


def test_first_of_two_with_one_id_is_found() -> None:
    """Of two records with one id, lookups answer with the first; both stay in the ledger."""
    first, second, other = an_organization("1", name="先"), an_organization("1", name="后"), an_organization("0")
    ledger = Ledger.of([first, other, second])

    assert ledger.get(Organization, "1") is first
    assert ledger.all(Organization) == (first, other, second)
    assert list(ledger.index("organizations")) == ["1", "0"]


def test_reference_is_followed() -> None:
    """A reference leads to the record it names; an empty or a dangling one leads to none."""
    reference = columns(Project).contractor
    reached, empty, dangling = a_project("1", "甲"), a_project("2"), a_project("3", "乙")
    ledger = Ledger.of([an_organization("甲"), reached, empty, dangling])

    assert ledger.follow(reached, reference) == an_organization("甲")
    assert ledger.follow(empty, reference) is None
    assert ledger.follow(dangling, reference) is None


@given(ledgers(careless=CARELESS))
def test_index_keeps_the_order_of_the_records(ledger: Ledger) -> None:
    """By id, records stand in the order of the ledger, each id once, with its first record."""
    for kind, records in ledger.kinds():
        index = ledger.index(kind.name)

        assert list(index) == list(dict.fromkeys(record.id for record in records))
        assert all(index[id_] is next(record for record in records if record.id == id_) for id_ in index)


@given(ledgers())
def test_careful_ledgers_are_whole(ledger: Ledger) -> None:
    """The ledgers that the test kit draws by default have unique ids, and references that lead somewhere."""
    for kind, records in ledger.kinds():
        assert len(ledger.index(kind.name)) == len(records)
        for record in records:
            for reference in kind.references:
                assert (ledger.follow(record, reference) is None) is (getattr(record, reference.name) is None)


# -------------------------------------------------------------------------------------------------------- sources


def test_record_made_in_python_is_located_by_its_place() -> None:
    """Without a file, the source of a record is its kind and position, and the field."""
    ledger = Ledger.of([an_organization("1")])
    kind = Organization.__kind__

    assert str(ledger.source(kind, 0)) == "organizations[0]"
    assert str(ledger.source(kind, 0, kind.column("name"))) == "organizations[0].name"
    assert ledger.file == ""


def test_record_of_a_file_is_located_by_its_reader() -> None:
    """What reads a file says where a record stands in it."""

    def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
        return Source("ledger.xlsx", f"{kind.title.zh}!{'A' if column else ''}{position + 2}")

    ledger = Ledger(
        {"organizations": [an_organization("1")]}, header=Header(title="t"), locate=locate, file="ledger.xlsx"
    )
    kind = Organization.__kind__

    assert str(ledger.source(kind, 0)) == "ledger.xlsx: 社会组织!2"
    assert str(ledger.source(kind, 0, kind.column("name"))) == "ledger.xlsx: 社会组织!A2"
    assert ledger.file == "ledger.xlsx"


def test_own_records_know_their_position() -> None:
    """One of the ledger's own records has a place among those of its kind; an equal stranger has none."""
    first, second = an_organization("1"), an_organization("1")
    ledger = Ledger.of([first, a_project("9"), second])

    assert (ledger.position(first), ledger.position(second)) == (0, 1)
    with pytest.raises(KeyError):
        ledger.position(an_organization("1"))


# ------------------------------------------------------------------------------------------------------- equality


@given(ledgers())
def test_ledger_is_equal_to_one_with_the_same_records(ledger: Ledger) -> None:
    """A ledger with the same header and records is equal, wherever it came from, empty kinds or not."""
    records = {kind.name: list(members) for kind, members in ledger.kinds()}
    same = Ledger({"supports": [], **records}, header=ledger.header, file="elsewhere.json")

    assert ledger == same
    assert ledger != Ledger({**records, "projects": [*ledger.all(Project), a_project("∞")]}, header=ledger.header)


def test_ledger_differs_by_order_header_and_type() -> None:
    """Ledgers differ by the order of their records and by their header; a ledger is nothing else."""
    records = [an_organization("1"), an_organization("2")]

    assert Ledger.of(records) != Ledger.of(records[::-1])
    assert Ledger.of(records) != Ledger.of(records, header=Header(title="other"))
    assert Ledger.of(records) != records


def test_ledger_is_no_key() -> None:
    """A ledger is compared by value and has no hash."""
    with pytest.raises(TypeError):
        hash(Ledger.of([]))


def test_ledger_tells_what_it_holds() -> None:
    """The representation of a ledger names its title and counts its records."""
    ledger = Ledger.of([an_organization("1"), a_project("1"), a_project("2")], header=Header(title="台账"))

    assert repr(ledger) == "<Ledger '台账' {organizations: 1, projects: 2}>"


# --------------------------------------------------------------------------------------------------------- schemes


CATEGORY = columns(Organization).community_category


@pytest.mark.parametrize(
    ("schemes", "chosen"),
    [
        ({}, None),
        ({"community-category": "community-category-shanghai"}, "community-category-shanghai"),
        ({"community-category": "community-category-nowhere"}, None),
        ({"community-category": "level"}, None),
        ({"level": "community-category-shanghai"}, None),
    ],
)
def test_scheme_of_the_district_decides(schemes: dict[str, str], chosen: str | None) -> None:
    """Where a column leaves the scheme open, the list is the one the district chose, if it is one of that scheme."""
    ledger = Ledger.of([], header=Header(title="t", schemes=schemes))

    found = ledger.code_list(CATEGORY)

    assert (found.id if found else None) == chosen


@pytest.mark.parametrize("schemes", [{}, {"organization-type": "organization-type"}])
def test_column_with_a_list_of_its_own_has_that(schemes: dict[str, str]) -> None:
    """Where a column names its list, the district has no choice; naming the same list again changes nothing."""
    ledger = Ledger.of([], header=Header(title="t", schemes=schemes))
    found = ledger.code_list(columns(Organization).type)

    assert found is not None
    assert found.id == "organization-type"


def test_list_of_a_column_cannot_be_exchanged_for_another() -> None:
    """A header cannot put another list in the place of one that is no choice."""
    ledger = Ledger.of([], header=Header(title="t", schemes={"organization-type": "level"}))

    assert ledger.code_list(columns(Organization).type) is None


def test_column_without_codes_has_no_list() -> None:
    """A column that is no label has no code list."""
    assert Ledger.of([]).code_list(columns(Organization).name) is None


# ------------------------------------------------------------------------------------------------- as of a day


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("registered", "removed", "asked", "stands"),
    [
        ("2019-06-01", None, "2019-05-31", False),
        ("2019-06-01", None, "2019-06-01", True),
        ("2019-06-01", "2019-09-01", "2019-08-31", True),
        ("2019-06-01", "2019-09-01", "2019-09-01", False),
        ("2019-06-01", "2019-06-01", "2019-06-01", False),
        (None, None, "2019-06-01", False),
        (None, "2019-09-01", "2019-08-31", False),
    ],
)
def test_register_of_a_day(registered: str | None, removed: str | None, asked: str, *, stands: bool) -> None:
    """An organization stands on the register from the day of its registration to the day before its removal."""
    record = an_organization(
        "1", registered_on=day(registered) if registered else None, removed_on=day(removed) if removed else None
    )

    assert (record in Ledger.of([record]).on_register(day(asked))) is stands


HISTORY = [
    ("2019-09-01", "SUSPENDED", "REGISTERED"),
    ("2019-06-01", "REGISTERED", "SUSPENDED"),
    ("2020-03-01", "REGISTERED", "DEREGISTERED"),
]
"""Changes of status, out of order: suspended in June, released in September, deregistered next March."""


def with_history(*changes: tuple[str, str | None, str | None], **fields: Any) -> Ledger:
    """Return a ledger with one organization and its dated changes of status, and those of another one."""
    record = an_organization("1", **fields)
    dated = [
        RegistrationChange(id=str(n), organization="1", item="STATUS", on=day(on), before=before, after=after)
        for n, (on, before, after) in enumerate(changes)
    ]
    other = RegistrationChange(id="x", organization="2", item="STATUS", on=day("2000-01-01"), after="BANNED")
    moved = RegistrationChange(id="y", organization="1", item="DOMICILE", on=day("2000-01-01"), after="新址")
    return Ledger.of([record, *dated, other, moved])


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("2015-01-01", None),
        ("2018-01-01", "REGISTERED"),
        ("2019-05-31", "REGISTERED"),
        ("2019-06-01", "SUSPENDED"),
        ("2019-08-31", "SUSPENDED"),
        ("2019-09-01", "REGISTERED"),
        ("2020-02-29", "REGISTERED"),
        ("2020-03-01", "DEREGISTERED"),
        ("2030-01-01", "DEREGISTERED"),
    ],
)
def test_status_of_a_day_follows_from_dated_changes(asked: str, status: str | None) -> None:
    """The status at the end of a day is what the last change up to it led to, before the first what that changed."""
    ledger = with_history(
        *HISTORY, status="DEREGISTERED", registered_on=day("2018-01-01"), removed_on=day("2020-03-01")
    )

    assert ledger.status_on(ledger.all(Organization)[0], day(asked)) == status


@pytest.mark.parametrize(
    ("asked", "status"), [("2017-12-31", None), ("2018-01-01", "SUSPENDED"), ("2030-01-01", "SUSPENDED")]
)
def test_status_without_changes_is_the_present_one(asked: str, status: str | None) -> None:
    """Without dated changes, an organization has had its present status since it was registered."""
    ledger = with_history(status="SUSPENDED", registered_on=day("2018-01-01"))

    assert ledger.status_on(ledger.all(Organization)[0], day(asked)) == status


@pytest.mark.parametrize(
    ("asked", "status"), [("2017-12-31", None), ("2019-05-31", "REGISTERED"), ("2019-06-01", "DEREGISTERED")]
)
def test_what_has_left_the_register_stood_on_it_before(asked: str, status: str | None) -> None:
    """Without dated changes, an organization was registered until the day on which it left the register."""
    ledger = with_history(status="DEREGISTERED", registered_on=day("2018-01-01"), removed_on=day("2019-06-01"))

    assert ledger.status_on(ledger.all(Organization)[0], day(asked)) == status


def test_status_of_what_was_never_registered_is_none() -> None:
    """An organization without a day of registration and without changes has no status on any day."""
    ledger = with_history(status="PREPARING")

    assert ledger.status_on(ledger.all(Organization)[0], day("2030-01-01")) is None


def test_later_entry_of_one_day_prevails() -> None:
    """Of two changes on one day, the one entered later is what the day ends with."""
    ledger = with_history(("2019-06-01", "REGISTERED", "SUSPENDED"), ("2019-06-01", "SUSPENDED", "REGISTERED"))

    assert ledger.status_on(ledger.all(Organization)[0], day("2019-06-01")) == "REGISTERED"
