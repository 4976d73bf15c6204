"""Formulas: which figures of a ledger are formulas, what has to stand beside them, and why the others are none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from minzheng_domain.errors import WriteError
from minzheng_domain.model.columns import Record, columns
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.query import (
    AbsentOrAfter,
    AtLeast,
    Count,
    CountDistinct,
    Field,
    OnOrBefore,
    Parameter,
    Present,
    Query,
    Sum,
    Via,
    during_period,
    one_of,
    yes,
)
from minzheng_domain.text import Text
from minzheng_domain_excel import helper_columns, live_cells, record_cells
from minzheng_domain_excel.defined_names import field_name, unused
from minzheng_domain_excel.formulas import MOST_CODES, MOST_GROUPS, LiveWorkbook
from minzheng_domain_excel.record_cells import RecordRange

organization, project = columns(Organization), columns(Project)
PERIOD = Period.year(2020, cutoff="2020-02-29")
TOO_LONG = 10**15


def an_organization(key: str, **more: Any) -> Organization:
    """Make an organization with an id."""
    return Organization(**{"id": key, "name": f"{key}会", "type": "FOUNDATION", "status": "REGISTERED", **more})


def a_project(key: str, **more: Any) -> Project:
    """Make a project with an id."""
    return Project(**{"id": key, "title": f"项目{key}", "level": "CITY", "status": "SIGNED", **more})


def a_measure(query: Query, *, by: Field | None = None, unit: Unit = Unit.ITEMS) -> Measure:
    """Make a measure of a query."""
    title = Text("虚构", "made up")
    return Measure("made.up", title=title, unit=unit, query=query, by=by, additive=Additive.NOTHING, since="0.1")


def a_workbook(
    records: Iterable[Record],
    measure: Measure,
    *,
    years_before: int = 0,
    period: Period = PERIOD,
    **ranges: RecordRange | None,
) -> LiveWorkbook:
    """Work out the formulas of a measure over records, all of whose kinds have a sheet unless it is said otherwise."""
    given = {
        kind.name: RecordRange(kind=kind, columns=kind.columns, sheets=(kind.title.zh,), first_row=4)
        for kind in record_kinds().values()
    }
    chosen = [range_ for range_ in {**given, **ranges}.values() if range_ is not None]
    return LiveWorkbook(Ledger.of(records), chosen, [(measure, years_before)], period=period, language="zh")


def why_not(records: Iterable[Record], measure: Measure, **more: Any) -> str | None:
    """Return the reason why a measure is no formula, in English."""
    found = a_workbook(records, measure, **more).why_not(measure)
    return None if found is None else found.en


ALL = a_measure(Count("organizations"))
BY_TYPE = a_measure(Count("organizations"), by=organization.type)
FUNDS = a_measure(Sum(organization.registered_funds), unit=Unit.TEN_THOUSAND_YUAN)
CONTRACTORS = a_measure(CountDistinct(project.contractor))
VIA = a_measure(Count("projects", where=(one_of(Via(project.contractor, organization.type), "FOUNDATION"),)))


def test_names_are_ranges_with_an_empty_row_below() -> None:
    """What a formula names is defined: the cells of all records and one more, under the headers of the columns."""
    live = a_workbook([an_organization("甲"), an_organization("乙")], FUNDS)

    assert live.total(FUNDS) == "SUM(社会组织_注册资金)/10000"
    assert live.names == {"社会组织_注册资金": "社会组织!$N$4:$N$6"}


def test_several_sums_are_scaled_as_a_whole() -> None:
    """What several sums come to is divided by ten thousand once."""
    where = (one_of(organization.management, "DUAL", "DIRECT"),)
    measure = a_measure(Sum(organization.registered_funds, where=where), unit=Unit.TEN_THOUSAND_YUAN)
    live = a_workbook([an_organization("甲")], measure)

    total = live.total(measure)

    assert total.startswith("(SUMIFS(社会组织_注册资金,社会组织_管理方式,")
    assert total.count("SUMIFS") == 2
    assert total.endswith(")/10000")


def test_reference_is_followed_by_helper_columns() -> None:
    """What a reference leads to stands in helper columns: a formula in each row, with the value that Python finds."""
    records = [an_organization("乙"), an_organization("甲", type="SOCIAL_GROUP"), an_organization("乙", type="?")]
    projects = [a_project("1", contractor="甲"), a_project("2", contractor="乙"), a_project("3", contractor="无")]

    live = a_workbook([*records, *projects, a_project("4")], VIA)
    reached, value = live.helper_columns("projects")

    assert (reached.key, reached.header.zh, reached.name) == (
        "#reached.contractor",
        "承接单位·行次",
        "公益项目_承接单位_行次",
    )
    assert list(reached.values) == [2, 1, "", ""]
    assert reached.formula(4) == 'IF(LEN(I4)=0,"",IFERROR(MATCH(I4,社会组织_编号,0),""))'
    assert (value.key, value.header.en, value.name) == (
        "#value.contractor.type",
        "contractor · type",
        "公益项目_承接单位_类型",
    )
    assert list(value.values) == ["社会团体", "基金会", "", ""]
    assert value.formula(7) == 'IF(ISNUMBER(Y7),IF(LEN(INDEX(社会组织_类型,Y7))=0,"",INDEX(社会组织_类型,Y7)),"")'
    assert live.names[value.name] == "公益项目!$Z$4:$Z$8"
    assert live.helper_columns("organizations") == ()


def test_odd_ids_are_compared_letter_by_letter() -> None:
    """Ids that a program would take for one another are looked for by EXACT, and no array formula is needed for it."""
    live = a_workbook([an_organization("a"), an_organization("A"), a_project("1", contractor="A")], VIA)
    (reached, _) = live.helper_columns("projects")

    assert reached.formula(4) == 'IF(LEN(I4)=0,"",IFERROR(SUMPRODUCT(MATCH(TRUE,EXACT(社会组织_编号,I4),0)),""))'
    assert list(reached.values) == [2]


def test_what_has_not_ended_is_counted_where_something_is_reached() -> None:
    """A flag, and the absence of a day, of the record that is reached are asked of the helper columns."""
    where = (
        AbsentOrAfter(Via(project.contractor, organization.removed_on), Parameter.CUTOFF),
        yes(Via(project.contractor, organization.is_charity)),
    )
    measure = a_measure(Count("projects", where=where))
    live = a_workbook([an_organization("甲", is_charity=True), a_project("1", contractor="甲")], measure)

    assert live.total(measure) == (
        'COUNTIFS(公益项目_承接单位_行次,">0",公益项目_承接单位_是否慈善组织,"是")'
        '-COUNTIFS(公益项目_承接单位_行次,">0",公益项目_承接单位_退出登记日期,"<="&数据截止日,公益项目_承接单位_是否慈善组织,"是")'
    )
    assert [list(helper.values) for helper in live.helper_columns("projects")] == [[1], [""], ["是"]]


def test_first_records_are_numbered() -> None:
    """A distinct count asks which record was the first with each value; empty ones have none."""
    projects = [a_project(str(number), contractor=name) for number, name in enumerate(["甲", None, "乙", "甲", ""])]
    live = a_workbook([an_organization("甲"), an_organization("乙"), *projects], CONTRACTORS)
    (first,) = live.helper_columns("projects")

    assert (first.key, list(first.values)) == ("#first.contractor", [1, 0, 3, 1, 0])
    assert first.formula(9) == "IF(LEN(I9)=0,0,MATCH(I9,公益项目_承接单位,0))"
    assert not first.is_date


def test_values_of_days_are_said_to_be_days() -> None:
    """A helper column of days is shown as days."""
    field = Via(project.contractor, organization.registered_on)
    live = a_workbook(
        [a_project("1")], a_measure(CountDistinct(Via(project.contractor, organization.name), [Present(field)]))
    )

    assert [(helper.key, helper.is_date) for helper in live.helper_columns("projects")] == [
        ("#reached.contractor", False),
        ("#value.contractor.registered_on", True),
        ("#value.contractor.name", False),
        ("#first.contractor.name", False),
    ]


def test_days_of_the_years_before_follow_from_those_of_the_period() -> None:
    """A comparison looks at cells of its own, each a year before the one that it follows from."""
    measure = a_measure(Count("organizations", where=during_period(organization.registered_on)))
    live = a_workbook([an_organization("甲")], measure, years_before=2)

    assert (
        live.total(measure, 2)
        == 'COUNTIFS(社会组织_成立登记日期,">="&前2年同期_期初,社会组织_成立登记日期,"<="&前2年同期_数据截止日)'
    )
    cutoffs = [day for day in live.days if day.name.endswith("数据截止日")]
    assert [(day.name, day.label.zh, day.day, day.formula) for day in cutoffs] == [
        ("数据截止日", "数据截止日", date(2020, 2, 29), None),
        ("上年同期_数据截止日", "数据截止日（上年同期）", date(2019, 2, 28), "EDATE(数据截止日,-12)"),
        ("前2年同期_数据截止日", "数据截止日（前 2 年同期）", date(2018, 2, 28), "EDATE(上年同期_数据截止日,-12)"),
    ]


def test_groups_are_all_that_occur_or_may() -> None:
    """Groups are the codes of the list, then unknown ones, then the blank one; of references those that occur."""
    records = [an_organization("甲", type="无此类", town="乙镇"), an_organization("乙", management="")]
    by_town = a_measure(Count("organizations"), by=organization.town)
    by_management = a_measure(Count("organizations"), by=organization.management)

    by_type = a_workbook(records, BY_TYPE).groups(BY_TYPE)
    assert by_type[-1] == "无此类"
    assert {"FOUNDATION", "SOCIAL_GROUP", "SERVICE_AGENCY"} <= set(by_type)
    assert len(by_type) <= MOST_CODES + 1
    assert a_workbook(records, by_town).groups(by_town) == ("乙镇", None)
    assert a_workbook(records, by_management).groups(by_management)[-1] is None
    assert a_workbook(records, ALL).groups(ALL) == ()


def test_groups_of_a_reference_stand_as_the_records_do() -> None:
    """Groups that a reference leads to stand in the order of those records, each by what stands in the cells."""
    by = a_measure(Count("projects"), by=project.contractor)
    records = [an_organization("乙"), an_organization("甲"), an_organization("丙")]
    live = a_workbook([*records, *(a_project(name, contractor=name) for name in "甲丁乙")], by)

    assert live.groups(by) == ("乙", "甲", "丁")
    assert live.group(by, "甲") == 'COUNTIFS(公益项目_承接单位,"甲")'
    assert live.group(by, "丁") == 'SUMPRODUCT(--EXACT(公益项目_承接单位,"〔丁〕"))'


@pytest.mark.parametrize(
    ("measure", "organizations", "reason"),
    [
        (ALL, [{"id": ""}], "some of the organizations have no id"),
        (BY_TYPE, [{"type": "\ufffe"}], "a group has a character that no formula can hold"),
        (
            FUNDS,
            [{"registered_funds": Decimal(f"{TOO_LONG}.1")}],
            "'registered funds' of the organizations holds what no",
        ),
        (
            a_measure(Count("organizations", where=(OnOrBefore(organization.filed_on, Parameter.CUTOFF),))),
            [{"filed_on": date(1899, 1, 1)}],
            "'filed on' of the organizations holds what no cell can",
        ),
        (
            a_measure(Count("organizations", where=(AtLeast(organization.staff, TOO_LONG + 1),))),
            [{}],
            "a bound has more than 15 digits",
        ),
        (
            a_measure(Count("organizations", where=(AtLeast(organization.staff, Decimal("1E+999")),))),
            [{}],
            "a bound has",
        ),
    ],
)
def test_what_cells_cannot_hold_is_no_formula(
    measure: Measure, organizations: list[dict[str, Any]], reason: str
) -> None:
    """A figure over values that stand in cells otherwise than they are says why it is no formula."""
    records = [an_organization("甲", **more) for more in organizations]

    found = why_not(records, measure)

    assert found is not None
    assert found.startswith(reason)


def test_bounds_of_fifteen_digits_are_formulas() -> None:
    """Zeros at the end are no digits that a cell would lose."""
    assert why_not([], a_measure(Count("organizations", where=(AtLeast(organization.staff, TOO_LONG * 1000),)))) is None


def test_references_that_would_be_taken_for_ids_are_no_formula() -> None:
    """A reference that leads nowhere stands in brackets: where a record bears just that id, cells are not enough."""
    records = [an_organization("〔甲〕"), a_project("1", contractor="甲")]

    assert why_not(records, VIA) == "some values of contractor would be taken for another record's id"
    assert why_not([*records, a_project("2", contractor="〔甲〕")], CONTRACTORS) == (
        "'contractor' of the public-welfare projects holds values that look alike in cells"
    )


def test_records_out_of_reach_are_no_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sheet, several sheets, a column that is left out, or more records than formulas bear: the figure says so."""
    kind = Organization.__kind__
    whole = RecordRange(kind=kind, columns=kind.columns, sheets=("甲", "乙"), first_row=4)
    partly = RecordRange(kind=kind, columns=kind.columns[:3], sheets=("甲",), first_row=4)
    records = [an_organization("甲"), an_organization("乙"), a_project("1", contractor="甲")]

    assert why_not(records, ALL, organizations=None) == "the workbook has no sheet of organizations"
    assert why_not(records, VIA, organizations=None) == "the workbook has no sheet of organizations"
    assert why_not(records, ALL, organizations=whole) == "the organizations are spread over several sheets"
    assert (
        why_not(records, FUNDS, organizations=partly)
        == "'registered funds' of the organizations is not in the workbook"
    )
    assert why_not(records, BY_TYPE, organizations=partly) is None
    monkeypatch.setattr(record_cells, "FORMULA_ROWS", 1)
    assert why_not(records, ALL) == "there are 2 organizations, and formulas are kept to 1"


def test_what_would_take_too_long_is_no_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that must be compared letter by letter, each with each, are for small numbers of records only."""
    monkeypatch.setattr(live_cells, "MOST_COMPARED", 3)
    odd = [an_organization("a"), an_organization("A"), a_project("1", contractor="a"), a_project("2", contractor="A")]
    plain = [
        an_organization("甲"),
        an_organization("乙"),
        a_project("1", contractor="甲"),
        a_project("2", contractor="乙"),
    ]

    assert (
        why_not(odd, VIA)
        == "contractor: 2 records whose texts have to be compared letter by letter are too many for formulas"
    )
    assert why_not(odd, CONTRACTORS) is not None
    assert why_not(plain, VIA) is None
    assert why_not(plain, CONTRACTORS) is None
    assert helper_columns.MOST_COMPARED > 3


def test_formulas_that_are_too_many_or_too_long_are_none() -> None:
    """A figure of hundreds of groups stays a number, and so does one whose formula Excel would refuse."""
    records = [a_project(str(number), contractor=str(number)) for number in range(MOST_GROUPS + 1)]
    by = a_measure(Count("projects"), by=project.contractor)
    codes = one_of(organization.type, *(f"{number:04}" for number in range(1000)))

    assert why_not(records, by) == "there are more than 200 groups"
    assert why_not(records[1:], by) is None
    assert (
        why_not([], a_measure(Count("organizations", where=(codes,)))) == "the formula is longer than 8192 characters"
    )


def test_periods_before_the_calendar_of_spreadsheets_are_no_formula() -> None:
    """A spreadsheet numbers no day before March 1900 as others do."""
    assert why_not([], ALL, period=Period.year(1900)) == "the period begins before March 1900"
    assert why_not([], ALL, period=Period.year(1901)) is None


def test_no_formula_is_asked_of_a_figure_that_has_none() -> None:
    """Whoever asks for the formula of such a figure is told why there is none."""
    live = a_workbook([an_organization("")], ALL)

    with pytest.raises(KeyError, match="have no id"):
        live.total(ALL)


def test_formulas_nest_less_deeply_than_old_programs_bear() -> None:
    """No formula, also none of a helper column, nests functions more than seven deep."""
    odd = [an_organization("a"), an_organization("A"), a_project("1", contractor="a")]
    measure = a_measure(
        CountDistinct(Via(project.contractor, organization.name)), by=Via(project.contractor, organization.type)
    )
    live = a_workbook(odd, measure)
    said = [live.group(measure, "FOUNDATION"), *(helper.formula(4) for helper in live.helper_columns("projects"))]

    assert max(map(depth, said)) <= 7


def depth(formula: str) -> int:
    """Return how deeply brackets are nested."""
    deepest = now = 0
    for character in formula:
        now += {"(": 1, ")": -1}.get(character, 0)
        deepest = max(deepest, now)
    return deepest


def test_names_are_told_apart() -> None:
    """A name that another range bears already, be it in another case, gets a number."""
    assert unused("Name", ["name", "NAME_2"]) == "Name_3"
    assert unused("Name", []) == "Name"
    assert field_name(organization.service_sector, "zh") == "社会组织_行_事_业"
    assert field_name(organization.non_state_share, "en") == "organizations_non_state_share"


def test_values_that_no_cell_holds_are_named() -> None:
    """Half a character stops the workbook with the record and the column at fault, not with a formula that lies."""
    with pytest.raises(WriteError, match="乙"):
        a_workbook([an_organization("甲"), an_organization("乙", type="\ud800")], BY_TYPE)
