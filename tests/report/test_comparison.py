"""The comparison as a document: tables of figures, a dash where there is no number by nature, and the reasons below."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from minzheng_domain import Catalogue, DeclarationError, Document, Header, Ledger, Period, Record
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.reporting import ReportingUnit, Submission
from minzheng_domain.report.comparison import DASH, Member, comparison
from minzheng_domain.report.document import Number, Table, written
from minzheng_domain.report.submissions import submissions_table

CATALOGUE = Catalogue.builtin()
YEAR = Period.year(2019, cutoff="2019-12-18")
NAMES = ["community.registered", "standing.qualified_share", "projects.contractors"]


def an_organization(id_: str, category: str, *, year: int = 2019, **more: Any) -> Organization:
    """Return a registered community organization."""
    return Organization(
        id=id_,
        name=id_,
        type="SERVICE_AGENCY",
        status="REGISTERED",
        registered_on=date(year, 3, 3),
        community_tier="REGISTERED",
        community_category=category,
        **more,
    )


def member(
    label: str,
    *records: Record,
    names: list[str] = NAMES,
    previous: bool = False,
    scheme: str = "community-category-national",
    **header: Any,
) -> Member:
    """Return a member of a comparison."""
    cover = Header(title=label, schemes={"community-category": scheme}, **header)
    ledger = Ledger.of(records, header=cover)
    before = CATALOGUE.figures(ledger, YEAR.previous(), names) if previous else {}
    return Member(label=label, ledger=ledger, figures=CATALOGUE.figures(ledger, YEAR, names), previous=before)


def tables(document: Document) -> dict[tuple[str, str], list[list[str]]]:
    """Return the tables of a document by section and title, as a reader sees them."""
    return {
        (section.id, table.title): [[table.cell(cell, document.language) for cell in row] for row in table.rows]
        for section in document.walk()
        for table in section.blocks
        if isinstance(table, Table)
    }


def test_one_ledger_against_the_year_before():
    """Each figure has both years, change and growth; a share changes in points and has no growth; groups follow."""
    document = comparison(
        [
            member(
                "示范区",
                an_organization("1", "SERVICE", year=2018),
                an_organization("2", "CHARITY"),
                previous=True,
                bureau="示范区民政局",
            )
        ],
        YEAR,
    )

    assert written(document.title, "zh") == "示范区2019年（数据截至2019年12月18日）与上年同期比较"
    assert document.signer == "示范区民政局"
    assert tables(document) == {
        ("year-on-year-1", "主要数据"): [
            ["累计登记社区社会组织", "2家", "1家", "1家", "100%"],
            ["年检合格率", "（无法计算）", "（无法计算）", "（无法计算）", DASH],
            ["承接公益项目的社会组织", "0家", "0家", "0家", "（无法计算）"],
        ],
        ("year-on-year-1", "累计登记社区社会组织"): [
            ["总体", "2家", "1家", "1家", "100%"],
            ["为民服务", "1家", "1家", "0家", "0%"],
            ["公益慈善", "1家", "0家", "1家", "（无法计算）"],
        ],
    }
    (whole, _groups) = document.sections[0].blocks
    assert isinstance(whole, Table)
    assert whole.notes == ("上年同期为2018年（数据截至2018年12月18日）。", "比率的增减以百分点计，不列增长率。")


def test_every_number_is_a_figure():
    """No cell beside titles, labels and dashes is text: numbers are figures that lead to their records."""
    members = [
        member("甲", an_organization("1", "SERVICE"), previous=True),
        member("乙", an_organization("2", "CHARITY"), previous=True),
    ]
    document = comparison(members, YEAR)

    for section in document.walk():
        for table in section.blocks:
            assert isinstance(table, Table)
            assert all(isinstance(cell, Number) or cell == DASH for row in table.rows for cell in row[1:])
    totals = [number.figure for number in document.numbers() if number.figure.id == "community.registered"]
    assert max(len(figure.records()) for figure in totals) == 2


def test_a_year_before_without_any_data_is_named():
    """A ledger that does not reach back a year is not said to have grown without a warning."""
    document = comparison([member("区", an_organization("1", "SERVICE"), previous=True)], YEAR, language="en")
    (whole, _groups) = document.sections[0].blocks

    assert isinstance(whole, Table)
    assert "may not reach back so far" in whole.notes[1]


def test_several_ledgers_side_by_side():
    """A column for each ledger and a total; what does not add has a dash and its reason; a missing group is nought."""
    document = comparison(
        [
            member("甲", an_organization("1", "SERVICE"), synthetic=True),
            member("乙", an_organization("2", "CHARITY")),
        ],
        YEAR,
    )

    assert tables(document) == {
        ("side-by-side", "主要数据"): [
            ["累计登记社区社会组织", "1家", "1家", "2家"],
            ["年检合格率", "（无法计算）", "（无法计算）", DASH],
            ["承接公益项目的社会组织", "0家", "0家", DASH],
        ],
        ("side-by-side", "累计登记社区社会组织"): [
            ["总体", "1", "1", "2"],
            ["为民服务", "1", "0", "1"],
            ["公益慈善", "0", "1", "1"],
        ],
    }
    (whole, _groups) = document.sections[0].blocks
    assert isinstance(whole, Table)
    assert whole.header == ("指标", "甲", "乙", "合计")
    assert [note.partition("不列合计")[0] for note in whole.notes] == ["“年检合格率”", "“承接公益项目的社会组织”"]
    assert (document.signer, document.synthetic) == ("", True)


def test_categories_of_different_schemes_are_not_set_side_by_side():
    """A code may mean something else in another scheme: the groups are left out, and that is said."""
    document = comparison(
        [
            member("甲", an_organization("1", "CHARITY")),
            member("乙", an_organization("2", "CHARITY"), scheme="community-category-shanghai"),
        ],
        YEAR,
    )

    (whole,) = document.sections[0].blocks
    assert isinstance(whole, Table)
    assert "“累计登记社区社会组织”的分组不作对比：各单位采用的分类方案不同。" in whole.notes


def test_towns_of_different_ledgers_that_share_an_id_are_apart():
    """A group that is a record of one ledger stands for nothing in another whose record of that id is another."""
    towns = [ReportingUnit(id="T", name=name, kind="TOWN") for name in ("东镇", "西镇")]
    given = [
        member(unit.name, unit, an_organization(unit.name, "CHARITY", town="T"), names=["community.registered_by_town"])
        for unit in towns
    ]

    rows = tables(comparison(given, YEAR))["side-by-side", "各街镇登记社区社会组织"]
    assert rows == [["总体", "1", "1", "2"], ["东镇", "1", DASH, "1"], ["西镇", DASH, "1", "1"]]


def test_one_ledger_without_a_year_before_is_shown_alone():
    """There is no total of one."""
    rows = tables(comparison([member("区", an_organization("1", "SERVICE"))], YEAR))

    assert rows["side-by-side", "主要数据"][0] == ["累计登记社区社会组织", "1家"]


@pytest.mark.parametrize("members", [[], [member("甲"), member("甲")]])
def test_members_need_names_of_their_own(members):
    """Nothing, or two ledgers that cannot be told apart, is refused."""
    with pytest.raises(DeclarationError, match="名称不同"):
        comparison(members, YEAR)


SUBMISSIONS = (
    ReportingUnit(id="east", name="示范东镇", kind="TOWN"),
    Submission(id="1", unit="east", up_to=date(2019, 12, 18), state="REPORTED", on=date(2019, 12, 20)),
    Submission(id="2", unit="west", up_to=date(2019, 12, 18), state="RETURNED", reason="缺培训"),
    Submission(id="3", unit="south", up_to=date(2019, 12, 18), state="LATE"),
    Submission(id="4", unit="east", up_to=date(2018, 12, 31), state="MISSING"),
)


def test_what_is_not_reported_is_named():
    """Each unit that owes a ledger for the period stands in a table with its state; the figures' lack is said below."""
    document = comparison([member("区", *SUBMISSIONS)], YEAR)
    (table,) = document.sections[-1].blocks

    assert isinstance(table, Table)
    assert table.rows == (
        ("示范东镇", "已报", "2019年12月20日", ""),
        ("west", "退回", "", "缺培训"),
        ("south", "LATE", "", ""),
    )
    assert table.notes == ("未计入的单位：west、south。",)


def test_nobody_owes_a_ledger_for_another_period():
    """Without submissions for the period there is no table; with all reported, no note."""
    ledger = Ledger.of(SUBMISSIONS)
    all_in = Ledger.of(SUBMISSIONS[:2])
    table = submissions_table(all_in, YEAR, "en")

    assert submissions_table(ledger, Period.year(2017), "zh") is None
    assert table is not None
    assert (table.rows, table.notes) == ((("示范东镇", "reported", "2019-12-20", ""),), ())
