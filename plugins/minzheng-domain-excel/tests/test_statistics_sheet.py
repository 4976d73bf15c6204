"""The statistics sheet: its lines, what stands in their cells, and how exact a figure is said to be."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import openpyxl
import pytest

from minzheng_domain import Header, Ledger, Period, Record, Text
from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import Sensitivity, columns, record
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.services import Activity
from minzheng_domain.plugin import (
    MASK,
    Additive,
    Change,
    Count,
    Difference,
    Dossier,
    Figure,
    Growth,
    Measure,
    Ratio,
    Sum,
    Total,
    Unit,
    Via,
    during_period,
    one_of,
    redact,
)
from minzheng_domain.plugin.visibility import may_see_grouping, may_see_number
from minzheng_domain.quantities import Approximation
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain_excel import book as book_module
from minzheng_domain_excel.companion_measures import companions_of, word_of
from minzheng_domain_excel.export import EXCEL, ExcelOptions
from minzheng_domain_excel.statistics_lines import Liner, grouping, with_sources
from minzheng_domain_excel.visibility import written_columns

YEAR = Period.year(2019)
PERSONAL = ExcelOptions(audience=Sensitivity.PERSONAL)
_activity = columns(Activity)
_doubt = _activity.participants_exactness
_held = during_period(_activity.held_on)


def measure(name: str, query, *, unit: Unit = Unit.SESSIONS, **more) -> Measure:
    """Declare a measure of these tests."""
    given = {"additive": Additive.NOTHING, "since": "0.1", **more}
    return Measure(f"test.{name}", title=Text(f"指标{name}", f"figure {name}"), unit=unit, query=query, **given)


TRAININGS = measure(
    "trainings",
    Sum(_activity.participants, where=(one_of(_activity.kind, "TRAINING"), *_held), exactness=_doubt),
    by=_activity.level,
)
OTHERS = measure(
    "others",
    Sum(_activity.participants, where=(one_of(_activity.kind, "CONSULTATION"), *_held), exactness=_doubt),
    by=_activity.level,
)
HELD = measure("held", Count(_activity, where=_held), by=_activity.level)
DERIVED = (
    measure("total", Total(("test.trainings", "test.others"))),
    measure("difference", Difference("test.trainings", "test.others")),
    measure("ratio", Ratio("test.trainings", "test.others"), precision="0.01"),
    measure("share", Ratio("test.trainings", "test.total"), unit=Unit.PERCENT, precision="0.1"),
    measure("change", Change("test.trainings")),
    measure("growth", Growth("test.total"), unit=Unit.PERCENT, precision="0.1"),
)
MEASURES = {given.id: given for given in (TRAININGS, OTHERS, HELD, *DERIVED)}


def activities(seed: int, count: int) -> list[Activity]:
    """Make up activities of two years, some of them not exact."""
    chance = random.Random(seed)
    doubts = ["CLOSE_TO", "ABOUT", "OVER", "AT_LEAST", "UNDER", "SOMEHOW"]
    few = [None, "EXACT", doubts[seed % len(doubts)], *chance.sample(doubts, k=chance.randint(0, 2))]
    return [
        Activity(
            id=f"A{place}",
            title="示例活动",
            kind=chance.choice(["TRAINING", "TRAINING", "CONSULTATION"]),
            level=chance.choice(["CITY", "DISTRICT", "TOWN", ""]),
            held_on=date(chance.choice([2018, 2019]), 5, 6),
            times=1,
            times_exactness="EXACT",
            participants=chance.choice([1, 2, 30, None]),
            participants_exactness=chance.choice(few),
        )
        for place in range(count)
    ]


def dossier_of(ledger: Ledger, *measures: Measure, known=MEASURES) -> Dossier:
    """Return a dossier with the figures of some measures."""
    figures = evaluate(measures, ledger, YEAR, known=known)
    return Dossier(ledger=ledger, period=YEAR, figures=figures)


def written(dossier: Dossier, options: ExcelOptions = PERSONAL) -> bytes:
    """Return the workbook of a dossier."""
    file = io.BytesIO()
    EXCEL.write(dossier, file, options)
    return file.getvalue()


def lines_of(content: bytes) -> list[list[Any]]:
    """Return the lines of the statistics as a reader that does not calculate sees them."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["统计"]
    rows = [[cell.value for cell in row][:9] for row in sheet.iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[0] == "指标")
    return rows[start + 1 :]


def book_of(records: Sequence[Record]) -> Ledger:
    """Make a ledger."""
    return Ledger.of(records, header=Header(title="示例"))


def test_values_words_and_checks_hold_when_they_are_calculated_anew(office, tmp_path):
    """For ledgers with exact and inexact numbers, what is shown is what LibreOffice finds, down to 近 and 约."""
    paths, shown = [], []
    for seed in range(8):
        content = written(dossier_of(book_of(activities(seed, 3 + 4 * seed)), *MEASURES.values()))
        paths.append(tmp_path / f"{seed}.xlsx")
        paths[-1].write_bytes(content)
        shown.append(lines_of(content))
    words = set()
    for lines, book in zip(shown, office.recalculate(paths), strict=True):
        sheet = book["统计"]
        again = [[cell.value for cell in row][:9] for row in sheet.iter_rows()][-len(lines) :]
        for before, after in zip(lines, again, strict=True):
            number = before[3] if before[3] != "" else None
            assert after[3] == (pytest.approx(number) if isinstance(number, float) else number)
            assert after[5] == before[5] == "一致"
            assert [after[6], after[7] or None] == [before[6], before[7] or None]
            words.add(before[7] or None)
    assert words == {None, "近", "约", "余", "以上", "不足"}


def test_every_figure_has_a_line_for_each_of_its_groups():
    """The whole comes first, then each group that occurs in any period, those not stated last; 0 where none does."""
    ledger = book_of([a.evolve(held_on=date(2018, 5, 6)) for a in activities(1, 30)])
    lines = lines_of(written(dossier_of(ledger, HELD)))

    assert [line[1] for line in lines][:1] == ["合计"]
    assert [line[1] for line in lines][-1] == "未注明"
    assert {line[1] for line in lines} >= {"合计", "市级", "区级", "街镇级", "未注明"}
    assert {line[3] for line in lines} == {0}


def test_the_figures_that_one_is_derived_from_are_there():
    """Before a derived figure that is asked for alone stand those that it follows from, also of the year before."""
    ledger = book_of(activities(2, 10))
    growth = MEASURES["test.growth"]
    titles = list(dict.fromkeys(line[0] for line in lines_of(written(dossier_of(ledger, growth)))))

    assert titles == [
        "指标trainings",
        "指标others",
        "指标total",
        "指标trainings（上年同期）",
        "指标others（上年同期）",
        "指标total（上年同期）",
        "指标growth",
    ]


def test_two_years_before_are_named():
    """A comparison of comparisons reaches back two years."""
    twice = measure("twice", Change("test.change"))
    known = {**MEASURES, twice.id: twice}
    dossier = dossier_of(book_of(activities(3, 5)), twice, known=known)
    titles = [line[0] for line in lines_of(written(dossier))]

    assert "指标trainings（前2年同期）" in titles


def test_a_ratio_to_nothing_shows_a_dash():
    """A quotient that has no value is empty in its formula, shown as a dash, and agrees."""
    ledger = book_of([a for a in activities(4, 12) if a.kind == "TRAINING"])
    content = written(dossier_of(ledger, MEASURES["test.ratio"]))
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["统计"]

    (row,) = (row for row in sheet.iter_rows() if [row[0].value, row[1].value] == ["指标ratio", "合计"])
    assert [cell.value for cell in row][4:6] == ["—", "一致"]
    assert row[3].value in ("", None)
    assert row[3].number_format.endswith(';"—"')


def test_figures_grouped_differently_make_a_figure_without_groups():
    """What follows from figures with different groups has none of its own."""
    by_topic = attrs.evolve(OTHERS, id="test.by_topic", by=_activity.topic)
    mixed = measure("mixed", Total(("test.trainings", "test.by_topic")))
    known = {**MEASURES, by_topic.id: by_topic, mixed.id: mixed}
    figure = evaluate([mixed], book_of(activities(5, 9)), YEAR, known=known)[mixed.id]

    assert grouping(figure) is None
    lines = lines_of(written(dossier_of(book_of(activities(5, 9)), mixed, known=known)))
    assert [line[:2] for line in lines][-1] == ["指标mixed", "合计"]


def test_definitions_name_no_days():
    """The definition says which days it means, not which they were: it still holds after a change of the period."""
    (line, *_) = lines_of(written(dossier_of(book_of(activities(6, 3)), HELD)))

    assert "报告期起始日" in line[8]
    assert "2019" not in line[8]


def test_a_measure_note_stands_behind_the_definition():
    """What a reader should know beside the definition stands with it."""
    noted = attrs.evolve(HELD, note=Text("只计举办的", "held ones only"))
    (line, *_) = lines_of(written(dossier_of(book_of(activities(6, 3)), noted)))

    assert line[8].endswith("（只计举办的）")


@pytest.mark.parametrize(
    ("approximation", "zh", "en"),
    [
        (Approximation.EXACT, "", ""),
        (Approximation.CLOSE_TO, "近", "close to"),
        (Approximation.OVER, "余", "over"),
        (Approximation.UNDER, "不足", "under"),
    ],
)
def test_words_for_what_is_not_exact(approximation, zh, en):
    """The word is the one that stands before or after the number."""
    assert (word_of(approximation, "zh"), word_of(approximation, "en")) == (zh, en)


def test_a_count_needs_no_measure_beside_it():
    """A count says itself how many records it stands on, and a derived figure stands on those of its parts."""
    assert companions_of(HELD).all() == []
    assert companions_of(DERIVED[0]).all() == []
    assert [one.id for one in companions_of(attrs.evolve(TRAININGS, query=Sum(_activity.times))).all()] == [
        "test.trainings.records"
    ]


# ------------------------------------------------------------------------------------------- what readers may see


@record("test_secrets", Text("密件", "secrets"))
class Secret(Record):
    """A record with amounts and labels that are not for everyone."""

    id: str = column.identifier(Text("编号", "id"))
    amount: Decimal | None = column.money(Text("金额", "amount"), default=None, sensitivity=Sensitivity.PERSONAL)
    level: str | None = column.label(
        Text("级别", "level"), codes="level", default=None, sensitivity=Sensitivity.INTERNAL
    )
    person: str = column.name(Text("姓名", "person"), sensitivity=Sensitivity.PERSONAL)


_secret = columns(Secret)


def test_what_is_hidden_and_not_required_has_no_column():
    """A hidden column is not written, unless it is required and so bears stand-ins."""
    kind = Secret.__kind__

    assert [c.name for c in written_columns(kind, Sensitivity.PUBLIC)] == ["id", "person"]
    assert [c.name for c in written_columns(kind, Sensitivity.INTERNAL)] == ["id", "level", "person"]
    assert written_columns(kind, Sensitivity.PERSONAL) == kind.columns


def test_sums_of_what_is_hidden_and_groups_by_it_are_not_for_the_reader():
    """A count may be seen by everyone; a sum of hidden amounts, what follows from it, and hidden groups may not."""
    total = attrs.evolve(HELD, id="test.amount", query=Sum(_secret.amount), unit=Unit.YUAN, by=None)
    ratio = measure("per_head", Ratio("test.amount", "test.amount"))
    known = {total.id: total, ratio.id: ratio}
    figures = _figures_of_secrets(known)

    for name in known:
        assert not may_see_number(figures[name], Sensitivity.PUBLIC)
        assert may_see_number(figures[name], Sensitivity.PERSONAL)
    assert not may_see_grouping(_secret.level, Sensitivity.PUBLIC)
    assert may_see_grouping(_secret.level, Sensitivity.INTERNAL)
    assert may_see_grouping(Via(columns(OfficialPost).organization, columns(Organization).type), Sensitivity.PUBLIC)
    assert may_see_grouping(columns(Organization).town, Sensitivity.PUBLIC)


def _figures_of_secrets(known: dict[str, Measure]) -> dict[str, Figure]:
    """Evaluate measures on records of a kind that only this test knows."""
    empty = Dossier(ledger=book_of([]), period=YEAR)
    counted = evaluate([HELD], empty.ledger, YEAR)[HELD.id]
    total = attrs.evolve(counted, measure=known["test.amount"], parts={})
    per_head = attrs.evolve(total, measure=known["test.per_head"], sources=(total, total))
    return {"test.amount": total, "test.per_head": per_head}


def test_hidden_numbers_and_groups_are_left_out(monkeypatch):
    """Where the reader may see neither number nor groups, a mark stands in their place and no group is named."""
    monkeypatch.setattr(book_module, "may_see_number", lambda figure, _audience: figure.id != TRAININGS.id)
    monkeypatch.setattr(book_module, "may_see_grouping", lambda _by, _audience: False)
    lines = lines_of(written(dossier_of(book_of(activities(7, 9)), TRAININGS, HELD)))

    assert [line[:7] for line in lines] == [
        ["指标trainings", "合计", "场", MASK, MASK, "—", None],
        ["指标held", "合计", "场", lines[1][3], lines[1][3], "一致", lines[1][3]],
    ]


def test_a_kind_that_was_left_out_has_its_figures_as_values():
    """Where the records of a kind are not in the workbook, its figures are values and say why."""
    posts = columns(OfficialPost)
    people = measure("people", Count(posts), by=posts.clearance_ground)
    ledger = book_of([])
    lines = lines_of(written(dossier_of(ledger, people)))

    assert lines[0][3:6] == [0, 0, "非公式"]
    assert "没有“领导干部兼职”表" in lines[0][8]


def test_titles_come_from_the_measures():
    """Lines are made with the titles of the figures that a definition names."""
    ledger = book_of(activities(8, 4))
    figures = with_sources(evaluate([MEASURES["test.share"]], ledger, YEAR, known=MEASURES).values())
    titles = {figure.id: figure.measure.title for figure in figures.values()}
    share = figures["test.share", 0]
    (line,) = Liner(redact(ledger, Sensitivity.PUBLIC), "zh", titles).lines(share, 0, [])

    assert line.definition == "“指标trainings”除以“指标total”"
