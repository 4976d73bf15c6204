"""Quantities: units, what a written number can stand for, rounding, and numbers in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.codes import code_list
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.quantities import (
    Approximation,
    Interval,
    Unit,
    meant_interval,
    plain,
    round_to,
    say,
    written_interval,
)
from minzheng_domain.text import Text

NUMBERS = st.builds(lambda n, places: Decimal(n).scaleb(-places), st.integers(-(10**15), 10**15), st.integers(-3, 6))
PLACES = st.integers(0, 6).map(lambda places: Decimal(1).scaleb(-places))


# -------------------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize("unit", Unit)
def test_unit_has_words(unit: Unit) -> None:
    """A unit has a measure word in Chinese, others under which the same is counted, and an English noun."""
    assert unit.label.zh
    assert unit.word(Decimal(1)).en == unit.word(Decimal(-1)).en == unit.label.en
    assert unit.word(Decimal(2)).zh == unit.label.zh
    assert unit.label.zh not in unit.also
    assert len(set(unit.also)) == len(unit.also)


def test_english_knows_singular_and_plural() -> None:
    """One of a thing is singular, and nothing, a half and many are plural."""
    words = [Unit.ORGANIZATIONS.word(Decimal(n)).en for n in ("1", "1.0", "0", "0.5", "2")]

    assert words == ["organization", "organization", "organizations", "organizations", "organizations"]


def test_money_is_stored_in_yuan_and_shown_in_larger_units() -> None:
    """Units of money say by how many places the number shown is smaller than that stored; others are as stored."""
    scales = {unit: unit.scale for unit in Unit if unit.scale}

    assert scales == {Unit.TEN_THOUSAND_YUAN: 4, Unit.HUNDRED_MILLION_YUAN: 8}
    assert [unit for unit in Unit if unit.is_money] == [Unit.YUAN, *scales]
    assert [unit for unit in Unit if unit.is_percent] == [Unit.PERCENT]


def test_approximations_are_the_codes_of_their_list() -> None:
    """Every way to be inexact is a code of the list that records take theirs from, and only those."""
    assert [entry.code for entry in code_list("approximation").codes] == [how.name for how in Approximation]
    assert [how for how in Approximation if how.is_exact] == [Approximation.EXACT]


# ---------------------------------------------------------------------------------------------------- intervals


@given(NUMBERS, st.integers(-30, 30))
def test_written_number_stands_for_what_rounds_to_it(written: Decimal, tenths_of_half: int) -> None:
    """What lies within half of the last place that is written, and nothing else, is what the number can stand for."""
    place = Decimal(1).scaleb(min(int(written.as_tuple().exponent), 0))
    number = written + place / 20 * tenths_of_half

    within = number in written_interval(written)

    assert within is (abs(number - written) <= place / 2)
    if round_to(number, place) == written:
        assert within
    if within and abs(number - written) < place / 2:
        assert round_to(number, place) == written


def test_written_precision_is_the_last_place() -> None:
    """A number written with a zero after the point is more precise than without; one without point is whole."""
    assert written_interval(Decimal("765.67")) == Interval(Decimal("765.665"), Decimal("765.675"))
    assert written_interval(Decimal(8)) == Interval(Decimal("7.5"), Decimal("8.5"))
    assert written_interval(Decimal("8.0")) == Interval(Decimal("7.95"), Decimal("8.05"))
    assert written_interval(Decimal("1E+3")) == Interval(Decimal("999.5"), Decimal("1000.5"))


@given(NUMBERS)
def test_interval_without_bounds_holds_everything(number: Decimal) -> None:
    """An absent bound bounds nothing; both ends belong to an interval."""
    assert number in Interval(None, None)
    assert number in Interval(number, None)
    assert number in Interval(None, number)
    assert number in Interval(number, number)
    assert number + 1 not in Interval(None, number)
    assert number - 1 not in Interval(number, None)


@pytest.mark.parametrize(
    ("how", "below", "itself", "above"),
    [
        (Approximation.EXACT, False, True, False),
        (Approximation.CLOSE_TO, True, True, False),
        (Approximation.UNDER, True, True, False),
        (Approximation.OVER, False, True, True),
        (Approximation.AT_LEAST, False, True, True),
        (Approximation.ABOUT, True, True, True),
    ],
)
def test_words_bound_what_is_meant(how: Approximation, *, below: bool, itself: bool, above: bool) -> None:
    """近 and 不足 bound a number above, 余 and 以上 below, 约 not at all, and an exact number is that number."""
    meant = meant_interval(Decimal(100), how)

    assert [Decimal(n) in meant for n in ("99.9", "100", "100.1")] == [below, itself, above]


# ----------------------------------------------------------------------------------------------------- rounding


@pytest.mark.parametrize(
    ("number", "precision", "rounded"),
    [
        ("765.665", "0.01", "765.67"),
        ("765.6649", "0.01", "765.66"),
        ("0.5", "1", "1"),
        ("1.5", "1", "2"),
        ("2.5", "1", "3"),
        ("-2.5", "1", "-3"),
        ("1392", "0.01", "1392.00"),
        ("1E+3", "1", "1000"),
    ],
)
def test_halves_are_rounded_up(number: str, precision: str, rounded: str) -> None:
    """A half is rounded away from nothing (四舍五入), never to the even neighbour."""
    assert str(round_to(Decimal(number), Decimal(precision))) == rounded


@given(NUMBERS, PLACES)
def test_rounding_again_changes_nothing(number: Decimal, place: Decimal) -> None:
    """A number that was rounded is not moved by rounding it again; it was moved by half a place at most."""
    rounded = round_to(number, place)

    assert round_to(rounded, place) == rounded
    assert abs(rounded - number) <= place / 2
    assert number in written_interval(rounded)


@given(st.integers(-(10**40), 10**40), st.integers(0, 12), st.integers(1, 5))
def test_numbers_are_handled_exactly_in_any_decimal_context(digits: int, places: int, precision: int) -> None:
    """Rounding, bounding and writing do not depend on how many digits the calling thread computes with."""
    number = Decimal(f"{digits}E-{places}")
    with localcontext(Context(prec=precision)):
        rough = round_to(number, Decimal("0.01")), written_interval(number), plain(number)

    with localcontext(Context(prec=100)):
        assert rough[0] == number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        assert (rough[1].low, rough[1].high) == (
            number - Decimal(f"5E-{places + 1}"),
            number + Decimal(f"5E-{places + 1}"),
        )
    assert Decimal(rough[2]) == number


# ------------------------------------------------------------------------------------------------------- words


@given(NUMBERS)
def test_plain_number_is_the_number(number: Decimal) -> None:
    """A number in plain notation is the same number, without exponent, needless zeros or a minus before nothing."""
    text = plain(number)

    assert Decimal(text) == number
    assert "E" not in text
    assert text == plain(Decimal(text))
    assert not ("." in text and text.endswith("0"))
    assert text != "-0"


SAID: list[tuple[str, Unit, str, Approximation, str | None, str, str]] = [
    ("205", Unit.ORGANIZATIONS, "1", Approximation.EXACT, None, "205家", "205 organizations"),
    ("1", Unit.ORGANIZATIONS, "1", Approximation.EXACT, None, "1家", "1 organization"),
    ("0", Unit.PEOPLE, "1", Approximation.EXACT, None, "0人", "0 people"),
    ("-3", Unit.PROJECTS, "1", Approximation.EXACT, None, "-3个", "-3 projects"),
    ("31", Unit.ORGANIZATIONS, "1", Approximation.EXACT, "个", "31个", "31 organizations"),
    ("41", Unit.PROJECTS, "1", Approximation.EXACT, "个", "41个", "41 projects"),
    ("765.67", Unit.TEN_THOUSAND_YUAN, "0.01", Approximation.EXACT, None, "765.67万元", "765.67 ten thousand yuan"),
    ("1392.00", Unit.TEN_THOUSAND_YUAN, "0.01", Approximation.EXACT, None, "1392万元", "1392 ten thousand yuan"),
    ("1392.005", Unit.TEN_THOUSAND_YUAN, "0.01", Approximation.EXACT, None, "1392.01万元", "1392.01 ten thousand yuan"),
    ("25", Unit.PERCENT, "0.1", Approximation.EXACT, None, "25%", "25%"),
    ("0.0000", Unit.TEN_THOUSAND_YUAN, "0.01", Approximation.EXACT, None, "0万元", "0 ten thousand yuan"),
    ("100", Unit.SESSIONS, "1", Approximation.CLOSE_TO, "次", "近百次", "close to 100 sessions"),
    ("99.6", Unit.SESSIONS, "1", Approximation.CLOSE_TO, "次", "近百次", "close to 100 sessions"),
    ("100", Unit.SESSIONS, "1", Approximation.EXACT, "次", "100次", "100 sessions"),
    ("112", Unit.SESSIONS, "1", Approximation.CLOSE_TO, None, "近112场", "close to 112 sessions"),
    ("10", Unit.CASES, "1", Approximation.OVER, None, "十余件", "over 10 cases"),
    ("200", Unit.CASES, "1", Approximation.OVER, None, "200余件", "over 200 cases"),
    ("1000", Unit.ATTENDANCES, "1", Approximation.ABOUT, None, "约千人次", "about 1000 attendances"),
    ("10000", Unit.ATTENDANCES, "1", Approximation.UNDER, None, "不足万人次", "under 10000 attendances"),
    ("100", Unit.ORGANIZATIONS, "1", Approximation.AT_LEAST, None, "100家以上", "at least 100 organizations"),
    ("35", Unit.PLACES, "1", Approximation.AT_LEAST, "个", "35个以上", "at least 35 places"),
    ("1", Unit.TIMES, "1", Approximation.ABOUT, None, "约1次", "about 1 time"),
    ("1000", Unit.TEN_THOUSAND_YUAN, "1", Approximation.CLOSE_TO, None, "近千万元", "close to 1000 ten thousand yuan"),
    (
        "10000",
        Unit.TEN_THOUSAND_YUAN,
        "1",
        Approximation.CLOSE_TO,
        None,
        "近10000万元",
        "close to 10000 ten thousand yuan",
    ),
    ("100", Unit.PERCENT, "1", Approximation.CLOSE_TO, None, "近100%", "close to 100%"),
]


@pytest.mark.parametrize(("number", "unit", "precision", "how", "word", "zh", "en"), SAID)
def test_number_is_said_in_both_languages(
    number: str, unit: Unit, precision: str, how: Approximation, word: str | None, zh: str, en: str
) -> None:
    """A number is said with its unit, rounded to its place, with the words for what is inexact at their places."""
    said = say(Decimal(number), unit, precision=Decimal(precision), approximation=how, word=word)

    assert said == Text(zh, en)


@pytest.mark.parametrize("unit", Unit)
def test_other_measure_words_may_be_chosen(unit: Unit) -> None:
    """A number is said with the unit's own measure word or another one of the same thing, but with no other."""
    for word in (unit.label.zh, *unit.also):
        assert say(Decimal(3), unit, word=word).zh == f"3{word}"

    with pytest.raises(UnknownNameError) as caught:
        say(Decimal(3), unit, word="条")

    assert "“条”" in caught.value.message.zh
    assert caught.value.known == tuple(sorted(unit.also))


@given(NUMBERS, st.sampled_from(Unit), st.sampled_from(Approximation))
def test_every_number_can_be_said(number: Decimal, unit: Unit, how: Approximation) -> None:
    """Whatever the number, both wordings name the unit, and the English one the number as it is written."""
    said = say(number, unit, approximation=how)

    assert unit.label.zh in said.zh
    assert plain(round_to(number, Decimal(1))) in said.en
