"""Charts: bars with their numbers, for those who see them and those who do not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain_report.html.charts import SIZE, WIDTH, lay_out, width


def test_the_longest_bar_leaves_room_for_its_number():
    """Bars begin at one place, are as long as their numbers are large, and end with these inside the picture."""
    short, long = lay_out(["甲", "乙"], ["10", "40"], [Decimal(10), Decimal(40)]).bars

    assert short.left == long.left
    assert long.length == pytest.approx(4 * short.length, abs=0.05)
    assert long.at + width(long.word) * SIZE / 2 <= WIDTH
    assert long.length > WIDTH / 2
    assert short.middle < long.middle


def test_a_decrease_goes_to_the_left():
    """A number below nought has its bar, and itself, on the other side of where bars begin."""
    down, up = lay_out(["甲", "乙"], ["-10", "20"], [Decimal(-10), Decimal(20)]).bars

    assert down.left is not None
    assert up.left == pytest.approx(down.left + down.length, abs=0.02)
    assert down.is_negative
    assert down.at < down.left
    assert not up.is_negative


def test_without_a_number_there_is_no_bar():
    """What is said instead stands where the bar would begin; nought has a bar of no length."""
    none, nought = lay_out(["甲", "乙"], ["（无法计算）", "0"], [None, Decimal(0)]).bars

    assert none.left is None
    assert none.at == nought.at
    assert nought.length == 0


def test_a_long_label_is_shortened():
    """Beside a bar there is room for sixteen Chinese characters; the table below has the whole."""
    (bar,) = lay_out(["长" * 300], ["1"], [Decimal(1)]).bars

    assert bar.label == "长" * 15 + "…"


@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.none() | st.decimals(-(10**12), 10**12, places=2)), min_size=1, max_size=12
    )
)
def test_every_bar_stands_inside_the_picture(rows):
    """Whatever the labels and numbers are, no bar leaves the picture or reaches into the labels."""
    words = ["—" if value is None else str(value) for _, value in rows]
    layout = lay_out([label for label, _ in rows], words, [value for _, value in rows])

    for bar in layout.bars:
        assert bar.length >= 0
        if bar.left is not None:
            assert layout.label_at <= bar.left <= bar.left + bar.length <= layout.width
