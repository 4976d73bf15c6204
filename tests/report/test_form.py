"""Statistical forms: which rows and columns they have, and what stands at head and foot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings

from minzheng_domain import Catalogue, Header, InvalidPeriodError, Ledger, Period
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.plugin import Entry, Form, Particulars
from minzheng_domain.report.document import Number
from minzheng_domain.report.form import form_titles, forms
from minzheng_domain.statistics.changes import compares
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Change
from minzheng_domain.testing.strategies import ledgers, periods
from minzheng_domain.text import LANGUAGES, Language

YEAR = Period.year(2019, cutoff="2019-12-18")
CATALOGUE = Catalogue.builtin()


def organization(place: int, kind: str, registered: date, removed: date | None = None) -> Organization:
    """Make an organization."""
    status = "REGISTERED" if removed is None else "DEREGISTERED"
    return Organization(
        id=f"O{place}", name=f"示例社{place}", type=kind, status=status, registered_on=registered, removed_on=removed
    )


def ledger() -> Ledger:
    """Make a ledger whose social group is gone before the period, and whose agencies came one by one."""
    records = [
        organization(1, "SOCIAL_GROUP", date(2015, 1, 1), date(2019, 2, 1)),
        organization(2, "SERVICE_AGENCY", date(2018, 1, 1)),
        organization(3, "SERVICE_AGENCY", date(2019, 1, 1)),
    ]
    return Ledger.of(records, header=Header(title="示例", bureau="示范区民政局", synthetic=True))


def made(
    book: Ledger | None = None,
    *,
    compare: bool = True,
    language: Language = "zh",
    particulars: Particulars | None = None,
) -> dict[str, Form]:
    """Make the forms of a ledger, by their names."""
    book = ledger() if book is None else book  # one without records is false
    previous = CATALOGUE.figures(book, YEAR.previous()) if compare else None
    figures = CATALOGUE.figures(book, YEAR)
    found = forms(figures, book, YEAR, previous=previous, language=language, particulars=particulars)
    return {form.name: form for form in found}


def shown(form: Form) -> list[tuple[str, ...]]:
    """Return the rows of a form as a reader sees them."""
    return [tuple(form.table.cell(cell, form.language) for cell in row) for row in form.table.rows]


def test_a_row_shows_this_year_the_year_before_and_the_change():
    """A group that is gone has its row all the same, where the code list has it."""
    form = made()["organizations"]

    assert form.table.header == ("指标", "计量单位", "本年", "上年同期", "增减")
    assert shown(form)[:3] == [
        ("登记在册的社会组织", "家", "2", "2", "0"),
        ("　其中：社会团体", "家", "0", "1", "-1"),
        ("　　　　民办非企业单位（社会服务机构）", "家", "2", "1", "1"),
    ]


def test_one_unit_is_said_above_the_table_and_several_in_a_column():
    """Numbers stand bare in either case."""
    found = made()

    assert (found["centres"].table.unit, found["centres"].table.header[1]) == ("家", "本年")
    assert found["organizations"].table.unit == "见“计量单位”栏"
    assert {row[1] for row in shown(found["projects"])} == {"个", "家", "万元", "%", "次"}


def test_without_the_year_before_there_is_one_column():
    """A form that has nothing to compare with does not show noughts for it."""
    form = made(compare=False)["centres"]

    assert (form.table.header, shown(form)) == (("指标", "本年"), [("运行中的社会组织服务中心", "0")])
    assert not any("上年同期" in note for note in form.table.notes)


def test_a_growth_is_not_compared_again_and_a_change_is_the_last_column():
    """What compares already shows no change; what the last column says is no row of its own."""
    rows = {row[0]: row for row in shown(made()["community"])}

    assert rows["登记社区社会组织同比增长率"][-1] == "—"
    assert "新登记社区社会组织同比增减" not in rows


def test_head_and_foot_state_what_the_bureau_says():
    """Number, issuer, who reports, the period; who reviewed, who filled it in, when."""
    given_ = Particulars(
        number_prefix="民统", issuer="示范市民政局", reviewer="甲", preparer="乙", filled_on=date(2020, 1, 6)
    )
    form = made(particulars=given_)["community"]

    assert form.head == (
        Entry("表号", "民统2表"),
        Entry("制定机关", "示范市民政局"),
        Entry("填报单位", "示范区民政局"),
        Entry("报告期", "2019年（数据截至2019年12月18日）"),
    )
    assert form.foot == (Entry("审核人", "甲"), Entry("填报人", "乙"), Entry("填报日期", "2020年1月6日"))
    assert form.synthetic


def test_what_the_bureau_does_not_say_is_left_open():
    """A blank is filled in by hand; an issuer that nobody named is not asked for."""
    form = made(Ledger.of([]))["organizations"]

    assert [entry.label for entry in form.head] == ["表号", "填报单位", "报告期"]
    assert [entry.value for entry in form.head[:2]] == ["第1表", ""]
    assert [entry.value for entry in form.foot] == ["", "", ""]
    assert not form.synthetic


def test_a_form_is_not_filled_in_before_its_data_end():
    """The day would contradict the head."""
    with pytest.raises(InvalidPeriodError, match="填报日期 2019-12-17 早于数据截止日 2019-12-18"):
        made(particulars=Particulars(filled_on=date(2019, 12, 17)))


def test_notes_define_every_figure_in_words():
    """Definition and remark of each row that is a whole stand below, in its order."""
    form = made()["community"]
    wholes = [row[0] for row in shown(form) if not row[0].startswith("　")]
    defined = [note for note in form.table.notes if not note.startswith("上年同期")]

    assert [note.partition("：")[0] for note in defined] == wholes
    assert defined[0].endswith("（只计登记的，备案团队和活动小组不计入）")
    assert "数据截止日（2019年12月18日）" in defined[0]


def test_a_nought_of_the_year_before_is_explained():
    """A ledger that does not reach back counts nothing there: a reader has to know."""
    note = "上年同期为0的，是台账中没有相应记录。"

    assert note in made()["projects"].table.notes
    assert note not in made(compare=False)["projects"].table.notes


def project(place: int, signed: date, amount: str) -> Project:
    """Make a project."""
    return Project(
        id=f"P{place}",
        title=f"项目{place}",
        status="IN_PROGRESS",
        level="DISTRICT",
        contractor="O2",
        contracted_on=signed,
        amount=Decimal(amount),
    )


def test_a_change_that_rounds_otherwise_than_its_numbers_is_explained():
    """1.004 and 0.996 are written 1 and 1, their difference 0.01: a reader who takes them away is told why."""
    off = [project(1, date(2019, 3, 1), "10040"), project(2, date(2018, 3, 1), "9960")]
    even = [project(1, date(2019, 3, 1), "20000"), project(2, date(2018, 3, 1), "10000")]
    said = [
        any("未取整" in note for note in made(Ledger.of([*ledger().all(Organization), *records]))["projects"].table.notes)
        for records in (off, even)
    ]

    assert said == [True, False]


def test_part_of_a_year_is_no_year():
    """The first column of a form of half a year does not say that it is the year."""
    half = Period.between("2019-01-01", "2019-06-30")
    (form, *_) = forms(CATALOGUE.figures(ledger(), half), ledger(), half)

    assert form.table.header[2] == "本期"


def test_every_table_of_measures_has_a_title():
    """The file of titles names each table of the library, and no other, in both languages."""
    tables = {name.partition(".")[0] for name in CATALOGUE.measures}

    assert set(form_titles()) == tables
    assert all(title.zh.endswith("统计表") and title.en for title in form_titles().values())
    assert list(made()) == list(form_titles())


def test_measures_of_a_plugin_have_a_form_too():
    """A table that the file does not name comes last, by its own name."""
    figure = CATALOGUE.evaluate("centres.operating", ledger(), YEAR)
    own = attrs.evolve(figure, measure=attrs.evolve(figure.measure, id="parks.open"))
    found = forms({"parks.open": own, "centres.operating": figure}, ledger(), YEAR)

    assert [form.table.title for form in found] == ["社会组织服务中心情况统计表", "统计表：parks"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_worded_in_one_language(language):
    """No word of the other language stands in an English form but names."""
    for form in made(language=language).values():
        assert form.language == language
        if language == "en":
            words = [form.table.title, *form.table.header, *form.table.notes, *(entry.label for entry in form.head)]
            assert all(word.isascii() for word in words[:6])


@settings(max_examples=30, deadline=None)
@given(ledgers(), periods())
def test_every_figure_is_in_a_form_and_every_change_adds_up(book, period):
    """Each figure that is no change has its row; before rounding, this year less the year before is the change."""
    try:
        previous = CATALOGUE.figures(book, period.previous())
    except InvalidPeriodError:
        return
    figures = CATALOGUE.figures(book, period)
    found = forms(figures, book, period, previous=previous)
    wholes: list[Figure] = []
    for form in found:
        for row in form.table.rows:
            numbers = [cell for cell in row if isinstance(cell, Number)]
            now, before = numbers[0], numbers[1]
            if now.group is None:
                wholes.append(now.figure)
            if compares(now.figure.measure):
                assert len(numbers) == 2
            elif now.value is None or before.value is None:
                assert numbers[2].value is None
            else:
                assert numbers[2].value == now.value - before.value
    expected = [name for name, figure in figures.items() if not isinstance(figure.measure.query, Change)]
    assert sorted(figure.id for figure in wholes) == sorted(expected)
    assert all(one.name != other.name for one, other in pairwise(found))
