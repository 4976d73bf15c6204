"""Formulas of spreadsheets: the exact text of a few that people read, and of one for each node of the query language.

That they compute what Python computes is proven where a spreadsheet program can be asked: in the tests of the plugin.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from minzheng_domain.model.columns import Column, columns
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.statistics.compile.excel import Cells, compile_query, literal
from minzheng_domain.statistics.query import (
    CUTOFF,
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
    Parameter,
    Present,
    Sum,
    Via,
    during_period,
    one_of,
    stands,
    yes,
)

organization, project = columns(Organization), columns(Project)
DAYS = {Parameter.PERIOD_START: "期初", Parameter.PERIOD_END: "期末", Parameter.CUTOFF: "截止日"}


class NamedCells:
    """Cells in which ranges are called as the Chinese headers, and COUNTIFS finds the texts that are plain."""

    def __init__(self, *, plain: bool = True) -> None:
        self.plain = plain

    def values(self, field: Field) -> str:
        """Name the range of a field."""
        return f"{field.reference.header}_{field.column.header}" if isinstance(field, Via) else str(field.header)

    def reached(self, reference: Column) -> str:
        """Name the range of what a reference reaches."""
        return f"{reference.header}_行次"

    def first(self, field: Field) -> str:
        """Name the range of first numbers."""
        return f"{self.values(field)}_首见"

    def text(self, column: Column, value: str | bool) -> str:  # noqa: FBT001
        """Show codes as they are."""
        return {True: "是", False: "否"}[value] if isinstance(value, bool) else value

    def counts(self, field: Field, text: str) -> bool:
        """Tell that texts are plain, if they are."""
        return self.plain

    def day(self, parameter: Parameter, years_before: int = 0) -> str:
        """Name the cell of a day."""
        return "上年" * years_before + DAYS[parameter]


PLAIN: Cells = NamedCells()
ODD: Cells = NamedCells(plain=False)
ON, GONE, KIND, FUNDS, TOWN = (
    organization.registered_on,
    organization.removed_on,
    organization.type,
    organization.registered_funds,
    organization.town,
)
REACHED = Via(project.contractor, organization.removed_on)


def test_stock_is_those_that_came_less_those_that_went() -> None:
    """What stands on the register by a day is a difference of two COUNTIFS that a clerk can read."""
    query = Count("organizations", where=(*stands(ON, GONE), one_of(KIND, "FOUNDATION")))

    assert compile_query(query, PLAIN) == (
        'COUNTIFS(成立登记日期,"<="&截止日,类型,"FOUNDATION")'
        '-COUNTIFS(成立登记日期,"<="&截止日,退出登记日期,"<="&截止日,类型,"FOUNDATION")'
    )


def test_flow_of_money_is_one_sum() -> None:
    """What was spent in a period, in one group, is one SUMIFS; what was spent the year before looks at other cells."""
    query = Sum(project.amount, where=during_period(project.contracted_on))

    assert compile_query(query, PLAIN, group=(project.level, "CITY")) == (
        'SUMIFS(合同金额,签约日期,">="&期初,签约日期,"<="&截止日,项目级别,"CITY")'
    )
    assert compile_query(Sum(FUNDS), PLAIN) == "SUM(注册资金)"
    assert (
        compile_query(query, PLAIN, years_before=1)
        == 'SUMIFS(合同金额,签约日期,">="&上年期初,签约日期,"<="&上年截止日)'
    )


def test_sums_are_not_taken_from_each_other() -> None:
    """Money of what still runs is added over just that: sums of binary fractions would not cancel out."""
    query = Sum(project.amount, where=stands(project.contracted_on, project.terminated_on))

    assert compile_query(query, PLAIN) == (
        "SUMPRODUCT(ISNUMBER(签约日期)*(签约日期<=截止日)*(1-ISNUMBER(终止日期)*(终止日期<=截止日)),合同金额)"
    )
    both = Sum(project.amount, where=(one_of(project.level, "CITY", "DISTRICT"),))
    assert compile_query(both, PLAIN) == 'SUMIFS(合同金额,项目级别,"CITY")+SUMIFS(合同金额,项目级别,"DISTRICT")'


def test_different_values_are_counted_by_their_first_numbers() -> None:
    """A distinct count marks which first numbers occur; the zeros of all other rows are one more, taken away again."""
    query = CountDistinct(project.contractor, where=(yes(Via(project.contractor, organization.is_charity)),))

    assert compile_query(query, PLAIN) == (
        'SUMPRODUCT(--(FREQUENCY(EXACT(承接单位_是否慈善组织,"是")*承接单位_首见,ROW(编号)-MIN(ROW(编号)))>0))-1'
    )
    assert compile_query(CountDistinct(project.contractor), PLAIN) == (
        "SUMPRODUCT(--(FREQUENCY((LEN(编号)>0)*承接单位_首见,ROW(编号)-MIN(ROW(编号)))>0))-1"
    )


@pytest.mark.parametrize(
    ("test", "formula"),
    [
        (OneOf(KIND, {"B", "A"}), 'COUNTIFS(类型,"A")+COUNTIFS(类型,"B")'),
        (Is(organization.is_charity, value=False), 'COUNTIFS(是否慈善组织,"否")'),
        (OnOrAfter(ON, PERIOD_START), 'COUNTIFS(成立登记日期,">="&期初)'),
        (OnOrBefore(ON, date(2017, 6, 1)), 'COUNTIFS(成立登记日期,"<="&DATE(2017,6,1))'),
        (OnOrBefore(ON, date(1899, 12, 31)), 'COUNTIFS(成立登记日期,"<="&1)'),
        (AbsentOrAfter(GONE, CUTOFF), 'COUNTIFS(编号,"?*")-COUNTIFS(退出登记日期,"<="&截止日)'),
        (AtLeast(FUNDS, Decimal("1E+4")), 'COUNTIFS(注册资金,">="&10000)'),
        (AtMost(FUNDS, Decimal("-0.5")), 'COUNTIFS(注册资金,"<="&-0.5)'),
        (Present(TOWN), 'COUNTIFS(所属街镇,"?*")'),
        (Present(FUNDS), 'COUNTIFS(注册资金,"<9E+307")'),
        (Absent(TOWN), 'COUNTIFS(编号,"?*")-COUNTIFS(所属街镇,"?*")'),
    ],
)
def test_each_test_is_said_by_countifs(test: Any, formula: str) -> None:
    """Every test on plain texts, days and numbers is said by COUNTIFS alone."""
    assert compile_query(Count("organizations", where=(test,)), PLAIN) == formula


@pytest.mark.parametrize(
    ("test", "formula"),
    [
        (
            AbsentOrAfter(REACHED, CUTOFF),
            'COUNTIFS(承接单位_行次,">0")-COUNTIFS(承接单位_行次,">0",承接单位_退出登记日期,"<="&截止日)',
        ),
        (Absent(REACHED), 'COUNTIFS(承接单位_行次,">0")-COUNTIFS(承接单位_行次,">0",承接单位_退出登记日期,"<9E+307")'),
        (Present(REACHED), 'COUNTIFS(承接单位_退出登记日期,"<9E+307")'),
    ],
)
def test_what_is_absent_must_be_reached(test: Any, formula: str) -> None:
    """Where a reference reaches no record, nothing is absent from it: such records are not among the whole."""
    assert compile_query(Count("projects", where=(test,)), PLAIN) == formula


@pytest.mark.parametrize(
    ("tests", "formula"),
    [
        ((), "--(LEN(编号)>0)"),
        ((OneOf(KIND, {"B", "A"}),), '--(EXACT(类型,"A")+EXACT(类型,"B"))'),
        ((Is(organization.is_charity, value=True),), '--EXACT(是否慈善组织,"是")'),
        ((OnOrAfter(ON, PERIOD_START),), "ISNUMBER(成立登记日期)*(成立登记日期>=期初)"),
        (during_period(ON), "ISNUMBER(成立登记日期)*(成立登记日期>=期初)*(成立登记日期<=截止日)"),
        ((AbsentOrAfter(GONE, CUTOFF),), "(LEN(编号)>0)*(1-ISNUMBER(退出登记日期)*(退出登记日期<=截止日))"),
        ((AtLeast(FUNDS, Decimal(3)), AtMost(FUNDS, Decimal(5))), "ISNUMBER(注册资金)*(注册资金>=3)*(注册资金<=5)"),
        ((Present(TOWN),), "--(LEN(所属街镇)>0)"),
        ((Absent(TOWN),), "(LEN(编号)>0)*(LEN(所属街镇)=0)"),
        ((Absent(TOWN), Present(FUNDS)), "(LEN(所属街镇)=0)*(LEN(注册资金)>0)"),
    ],
)
def test_each_test_is_said_by_a_product(tests: Any, formula: str) -> None:
    """Every test is an array as well; what holds on nothing is kept out of the empty row below the records."""
    distinct = compile_query(CountDistinct(organization.name, where=tests), PLAIN)

    assert distinct.startswith(f"SUMPRODUCT(--(FREQUENCY({formula.removeprefix('--')}*名称_首见,")


def test_odd_texts_are_compared_letter_by_letter() -> None:
    """A text that COUNTIFS would read as a pattern or a number is compared by EXACT, all other tests with it."""
    where = (one_of(KIND, "5A*"), OnOrBefore(ON, CUTOFF))

    assert compile_query(Count("organizations", where=where), ODD) == (
        'SUMPRODUCT(EXACT(类型,"5A*")*ISNUMBER(成立登记日期)*(成立登记日期<=截止日))'
    )
    assert compile_query(Count("organizations", where=where[:1]), ODD) == 'SUMPRODUCT(--EXACT(类型,"5A*"))'
    assert compile_query(Sum(FUNDS, where=where[:1]), ODD) == 'SUMPRODUCT(--EXACT(类型,"5A*"),注册资金)'


def test_what_is_absent_is_looked_for_only_where_something_is_reached() -> None:
    """As an array, too, a test on a missing value holds only where the reference reaches a record."""
    where = (one_of(project.level, "?"), AbsentOrAfter(REACHED, CUTOFF), Absent(REACHED))

    assert compile_query(Count("projects", where=where), ODD) == (
        'SUMPRODUCT(EXACT(项目级别,"?")*ISNUMBER(承接单位_行次)'
        "*(1-ISNUMBER(承接单位_退出登记日期)*(承接单位_退出登记日期<=截止日))*(LEN(承接单位_退出登记日期)=0))"
    )


def test_group_without_a_code_is_what_the_others_leave() -> None:
    """The blank group is the whole less those with any code; a distinct count of it looks for empty cells."""
    query = Count("organizations", where=(OnOrBefore(ON, CUTOFF),))

    assert compile_query(query, PLAIN, group=(TOWN, None)) == (
        'COUNTIFS(成立登记日期,"<="&截止日)-COUNTIFS(成立登记日期,"<="&截止日,所属街镇,"?*")'
    )
    assert "*(LEN(所属街镇)=0)*名称_首见" in compile_query(
        CountDistinct(organization.name, where=query.where), PLAIN, group=(TOWN, None)
    )
    assert compile_query(Sum(FUNDS), PLAIN, group=(TOWN, None)) == (
        "SUMPRODUCT((LEN(编号)>0)*(LEN(所属街镇)=0),注册资金)"
    )
    assert compile_query(Count("organizations"), ODD, group=(TOWN, "甲")) == 'SUMPRODUCT(--EXACT(所属街镇,"甲"))'


def test_what_would_be_too_many_terms_is_one_product() -> None:
    """Three labels of three codes each would be twenty-seven COUNTIFS: one SUMPRODUCT says it more shortly."""
    where = [one_of(field, *"ABC") for field in (KIND, organization.status, organization.management)]

    assert compile_query(Count("organizations", where=where[:2]), PLAIN).count("COUNTIFS") == 9
    assert compile_query(Count("organizations", where=where), PLAIN).startswith("SUMPRODUCT((EXACT(")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ('"甲"会', '"""甲""会"'),
        ("a\nb", '"a"&CHAR(10)&"b"'),
        ("_x0041_", '"_"&"x0041_"'),
        ("甲" * 130, f'"{"甲" * 120}"&"{"甲" * 10}"'),
    ],
)
def test_texts_are_written_as_formulas_hold_them(text: str, written: str) -> None:
    """Quotes are doubled, control characters and escapes broken up, long texts joined of pieces."""
    assert literal(text) == written
