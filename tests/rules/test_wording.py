"""Wording: numbers keep their places, and stand in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.quantities import Unit, plain
from minzheng_domain.rules.wording import counted, in_days, in_yuan, label, nothing_by
from minzheng_domain.text import Text

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12)


@given(NUMBERS, st.sampled_from(Unit))
def test_a_number_is_said_with_every_place(number: Decimal, unit: Unit) -> None:
    """No place is rounded away: the Chinese is the number in plain notation, with the unit right behind it."""
    said = counted(number, unit)

    assert said.zh == f"{plain(number)}{unit.label.zh}"
    assert said.en.startswith(plain(number))


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        (in_days(timedelta(days=1)), "1天", "1 day"),
        (in_days(timedelta(days=365)), "365天", "365 days"),
        (in_yuan(Decimal("29999.99")), "29999.99元", "29999.99 yuan"),
        (in_yuan(Decimal("1E+3")), "1000元", "1000 yuan"),
        (counted(1, Unit.PEOPLE), "1人", "1 person"),
        (counted(0, Unit.SESSIONS), "0场", "0 sessions"),
        (counted(Decimal("0.01"), Unit.PERCENTAGE_POINTS), "0.01个百分点", "0.01 percentage points"),
        (counted(70, Unit.CHARACTERS, word="个字符"), "70个字符", "70 characters"),
        (nothing_by(date(2020, 1, 31)), "截至 2020-01-31 未填", "nothing filled in by 2020-01-31"),
    ],
)
def test_what_findings_say(said: Text, zh: str, en: str) -> None:
    """English tells one from several; Chinese has the measure word behind the number."""
    assert said == Text(zh, en)


def test_a_code_is_named_where_it_is_known() -> None:
    """A code is called by its label; one that is on no list stands for itself."""
    assert label("organization-type", "FOUNDATION").zh == "基金会"
    assert label("organization-type", "甲") == Text("甲", "甲")
