"""The document: tables and charts of figures, the day of signing, and every number that it states."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from minzheng_domain import Catalogue, DeclarationError, Document, InvalidPeriodError, Ledger, Period
from minzheng_domain.plugin import Approximation
from minzheng_domain.report.document import Chart, Number, Paragraph, Table, day_in_words
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Text

YEAR = Period.year(2019, cutoff="2019-12-18")


def figure(name: str = "organizations.registered", period: Period = YEAR) -> Figure:
    """Work a figure out of an empty ledger."""
    return Catalogue.builtin().evaluate(name, Ledger.of([]), period)


def test_a_table_with_a_unit_shows_bare_numbers():
    """What stands above the table is not said again in its cells; words stay as they are."""
    number = Number(figure())
    with_unit, without = (Table("表", ("甲", "乙"), (("x", number),), unit) for unit in ("家", ""))

    assert [with_unit.cell(cell, "zh") for cell in with_unit.rows[0]] == ["x", "0"]
    assert [without.cell(cell, "zh") for cell in without.rows[0]] == ["x", "0家"]
    assert without.cell(number, "en") == "0 organizations"


def test_a_number_without_a_value_says_so_bare_too():
    """No cell is left empty for it."""
    number = Number(figure("projects.average_funding"))

    assert number.bare == number.words == Text("（无法计算）", "(cannot be computed)")


@pytest.mark.parametrize(
    ("approximation", "zh", "en"),
    [
        (Approximation.EXACT, "0", "0"),
        (Approximation.CLOSE_TO, "近0", "close to 0"),
        (Approximation.OVER, "0余", "over 0"),
        (Approximation.AT_LEAST, "0以上", "at least 0"),
    ],
)
def test_a_bare_number_says_how_exact_it_is(approximation, zh, en):
    """The unit is left out, what is said about the number is not."""
    assert Number(attrs.evolve(figure(), approximation=approximation)).bare == Text(zh, en)


def test_a_row_has_a_cell_for_each_head():
    """A table that could not be drawn is refused where it is made."""
    with pytest.raises(DeclarationError, match="有 2 列，一行却有 1 格"):
        Table("表", ("甲", "乙"), (("x",),))


@pytest.mark.parametrize(("labels", "count"), [(("甲",), 0), (("甲", "乙"), 1), ((), 0)])
def test_a_chart_has_a_label_for_each_number(labels, count):
    """So has a chart, and at least one of each."""
    with pytest.raises(DeclarationError, match=f"有 {len(labels)} 个标签、{count} 个数"):
        Chart("图", labels, (Number(figure()),) * count, "家")


def test_a_document_is_signed_on_its_last_day():
    """Unless another day is given; it cannot lie before the last day whose data count."""
    made = Document(title=("题",), language="zh", period=YEAR)

    assert (made.signed_on, made.attachments) == (YEAR.cutoff, ())
    with pytest.raises(InvalidPeriodError) as caught:
        Document(title=("题",), language="zh", period=YEAR, signed_on=date(2019, 12, 17))
    assert "signed on 2019-12-17" in caught.value.message.en


def test_this_year_and_last_year_are_two_figures():
    """A document that compares lists a measure's figure of each period; each once."""
    now, before = figure(), figure(period=YEAR.previous())
    text = Paragraph((Number(now), "，上年", Number(before), "，", Number(now)))
    chart = Chart("图", ("上年",), (Number(before),), "家")
    document = Document(title=("题",), language="zh", period=YEAR, preamble=(text, chart))

    assert document.figures() == (now, before)
    assert len(list(document.numbers())) == 4


@pytest.mark.parametrize(("language", "words"), [("zh", "2019年3月5日"), ("en", "2019-03-05")])
def test_a_day_is_written_by_the_custom_of_the_language(language, words):
    """Without leading noughts in Chinese (GB/T 9704), as ISO 8601 in English."""
    assert day_in_words(date(2019, 3, 5), language) == words
