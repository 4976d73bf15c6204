"""Where signer and date stand at the end of a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain_report.word.closing import places

DAY = 7
"""How wide 2019年12月18日 is, in characters."""


def test_a_signer_longer_than_the_date_ends_two_characters_from_the_right():
    """The date begins two characters right of where the signer does."""
    assert places(10, DAY) == (2, 18)


def test_a_date_longer_than_the_signer_ends_two_characters_from_the_right():
    """The signer begins two characters left of the date."""
    assert places(4, DAY) == (28 - 4 - 17, 19)


def test_a_signer_longer_than_the_line_ends_two_characters_from_the_right():
    """It takes several lines; so does the date then."""
    assert places(40, DAY) == (2, 19)


@given(st.integers(1, 26), st.integers(6, 8))
def test_both_stay_in_the_line(name, day):
    """Whatever their lengths, both begin and end within 28 characters, the date two right of the signer."""
    from_right, day_at = places(name, day)

    name_at = 28 - from_right - name
    assert from_right >= 0
    assert name_at >= 0
    assert day_at == name_at + 2
    assert day_at + day <= 28
