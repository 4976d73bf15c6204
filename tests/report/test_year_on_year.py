"""Year on year: how a figure stands against that of the year before, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest

from minzheng_domain import Catalogue, Header, Ledger, Period
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import Approximation
from minzheng_domain.report.document import Number, written
from minzheng_domain.report.year_on_year import comparison_of, sentence_compared
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import LANGUAGES, Language

YEAR = Period.year(2019, cutoff="2019-12-18")


def figure(name: str, period: Period, value: object, **more: object) -> Figure:
    """Work a figure out of an empty ledger and give it another value."""
    found = Catalogue.builtin().evaluate(name, Ledger.of([]), period)
    return attrs.evolve(found, value=None if value is None else Decimal(str(value)), **more)  # type: ignore[arg-type]


def said(name: str, now: object, before: object, language: Language = "zh") -> str:
    """Return the comparison of two values of a measure in words."""
    figures = figure(name, YEAR, now), figure(name, YEAR.previous(), before)
    return written(comparison_of(*figures, language), language)


@pytest.mark.parametrize(
    ("name", "now", "before", "zh", "en"),
    [
        ("organizations.registered", 261, 254, "同比增加7家", "up 7 organizations year on year"),
        ("organizations.registered", 12, 14, "同比减少2家", "down 2 organizations year on year"),
        ("organizations.registered", 5, 5, "与上年同期持平", "unchanged year on year"),
        ("organizations.registered", 5, 0, "上年同期无记录", "nothing on record for the year before"),
        ("organizations.registered", 0, 0, "上年同期无记录", "nothing on record for the year before"),
        ("organizations.registered", 0, 5, "同比减少5家", "down 5 organizations year on year"),
        ("projects.funding", "997.81", "759.70", "同比增加238.11万元", "up 238.11 ten thousand yuan year on year"),
        ("projects.funding", "1.001", "1", "与上年同期持平", "unchanged year on year"),
        ("standing.qualified_share", "63.2", "50", "同比提高13.2个百分点", "up 13.2 percentage points year on year"),
        ("standing.qualified_share", "49", "50", "同比下降1个百分点", "down 1 percentage point year on year"),
        ("projects.average_funding", None, 3, "", ""),
        ("projects.average_funding", 3, None, "", ""),
        ("community.registered_growth", 3, 4, "", ""),
        ("organizations.registered_change", 3, 4, "", ""),
    ],
)
def test_a_figure_is_compared_in_words(name, now, before, zh, en):
    """More, less, the same, nothing to compare with: each is said, and a share rises where a count increases."""
    assert said(name, now, before, "zh") == zh
    assert said(name, now, before, "en") == en


def test_without_the_year_before_nothing_is_said():
    """Where the year before was not worked out, a figure is not compared."""
    assert comparison_of(figure("organizations.registered", YEAR, 3), None, "zh") == ()


def test_a_number_without_its_sign_keeps_its_value():
    """减少2家 states minus two: who reads the value, and not the words, is told so."""
    now, before = (figure("organizations.registered", when, value) for when, value in ((YEAR, 1), (YEAR.previous(), 3)))
    (number,) = [part for part in comparison_of(now, before, "zh") if isinstance(part, Number)]

    assert (number.value, number.words.zh, number.bare.zh) == (Decimal(-2), "2家", "2")
    assert number.figure.sources == (now, before)


def test_a_change_of_something_inexact_is_about():
    """Taken from close to 100, a number is not exact."""
    before = figure("training.sessions", YEAR.previous(), 76, approximation=Approximation.CLOSE_TO)

    assert written(comparison_of(figure("training.sessions", YEAR, 100), before, "zh"), "zh") == "同比增加约24场"


def _ledger() -> Ledger:
    organizations = [
        Organization(
            id=f"O{place}",
            name=f"示例社{place}",
            type="SERVICE_AGENCY",
            status="REGISTERED",
            registered_on=date(2017 + place, 3, 1),
        )
        for place in range(3)
    ]
    return Ledger.of(organizations, header=Header(title="示例", bureau="示范区民政局"))


def test_a_sentence_is_compared_at_its_number_and_without_groups():
    """The comparison stands where the number stands, and not behind groups that it is not about."""
    catalogue, book = Catalogue.builtin(), _ledger()
    now, before = (catalogue.evaluate("organizations.registered", book, when) for when in (YEAR, YEAR.previous()))
    parts = sentence_compared(now, before, "zh")

    assert written(parts, "zh") == "登记在册的社会组织3家（同比增加1家）"
    assert written(sentence_compared(now, before, "en"), "en") == (
        "organizations on the register: 3 organizations (up 1 organization year on year)"
    )
    assert written(sentence_compared(now, None, "zh"), "zh") == "登记在册的社会组织3家"
    assert parts[1] == Number(now), "the number knows all groups of its figure"


@pytest.mark.parametrize(
    ("name", "zh"), [("projects.funding_by_source", "公益项目资金（按来源）0万元"), ("projects.paid", "年内拨付项目资金0万元")]
)
def test_a_measure_that_speaks_of_its_groups_only_is_told_by_its_title(name, zh):
    """A sentence without a number would compare nothing."""
    found = figure(name, YEAR, 0)

    assert written(sentence_compared(found, None, "zh"), "zh") == zh


@pytest.mark.parametrize("measure", Catalogue.builtin().measures.values(), ids=lambda measure: measure.id)
def test_every_measure_can_be_compared(measure: Measure):
    """Each measure of the library says its number once, in both languages."""
    now, before = (figure(measure.id, when, measure.precision) for when in (YEAR, YEAR.previous()))

    for language in LANGUAGES:
        parts = sentence_compared(now, before, language)
        assert [part.figure.id for part in parts if isinstance(part, Number)] == [measure.id]
