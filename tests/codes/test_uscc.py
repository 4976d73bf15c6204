"""The unified social credit code: what is accepted, what is refused and where, and what its check characters catch."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minzheng_domain.codes import code_list, uscc
from minzheng_domain.codes.divisions import divisions
from minzheng_domain.errors import (
    InvalidChecksumError,
    InvalidComponentError,
    InvalidFormatError,
    InvalidIdentifierError,
    InvalidLengthError,
)

LOOK_ISSUED = [
    "53100000MJ0065049E",
    "52310105MJ50200186",
    "53310000MJ49517770",  # remainder 0: the check character is 0
    "53310000MJ495410XG",  # the organization check is X
    "51440300MJL1712376",  # a letter after MJ
    "91350100M000100Y43",
    "91110108551385082Q",
]
SYNTHETIC = [
    "51310114501770011R",
    "52310114MJ5300028G",
    "51310114MJ5300036E",
    "52310114MJ530001XG",
    "52310114MJ53002390",
    "59310114MJ5300095Q",
]
FAKES = ["51310000MJ4900264B", "53100000MJ0000000X"]
EXCEPTION = "91350203M0001QAY9B"

characters = st.sampled_from(uscc.ALPHABET)
six_digits = [found.code for found in divisions() if len(found.code) == 6]


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Draw a valid code of any department."""
    kind = draw(st.sampled_from([entry.code for entry in code_list("uscc-kind").codes]))
    division = draw(st.sampled_from(six_digits))
    body = draw(st.text(characters, min_size=8, max_size=8))
    code = kind + division + body + uscc.calc_organization_check_digit(body)
    return code + uscc.calc_check_digit(code)


def replaced(code: str, place: int, character: str) -> str:
    """Return the code with one character replaced; ``place`` counts from 0."""
    return code[:place] + character + code[place + 1 :]


@pytest.mark.parametrize("code", LOOK_ISSUED + SYNTHETIC)
def test_known_codes_are_valid(code: str) -> None:
    """Codes that look issued, and made-up ones with both checks right, pass, also in strict mode."""
    assert uscc.validate(code) == code
    assert uscc.is_valid(code, strict=True)


@pytest.mark.parametrize("code", FAKES)
def test_fakes_fail_both_checks(code: str) -> None:
    """Codes of demonstration data fail at both check characters, and the first of them is named."""
    with pytest.raises(InvalidChecksumError) as caught:
        uscc.validate(code)

    assert caught.value.position == 17
    assert uscc.calc_organization_check_digit(code[8:16]) != code[16]
    assert uscc.calc_check_digit(code[:17]) != code[17]


def test_issued_code_that_fails_is_refused_at_position_18() -> None:
    """The published exception passes the organization check and fails the other: a rule warns, validate raises."""
    with pytest.raises(InvalidChecksumError) as caught:
        uscc.validate(EXCEPTION)

    assert caught.value.position == 18
    assert caught.value.identifier == EXCEPTION
    assert uscc.calc_organization_check_digit(EXCEPTION[8:16]) == EXCEPTION[16]


@pytest.mark.parametrize(
    ("number", "error", "position"),
    [
        ("", InvalidLengthError, None),
        ("51310114MJ5300036", InvalidLengthError, None),
        ("51310114MJ5300036EE", InvalidLengthError, None),
        ("5.13E+17", InvalidLengthError, None),
        ("5131011AMJ5300036E", InvalidFormatError, 8),
        ("51310114MI5300036E", InvalidFormatError, 10),
        ("51310114MO5300036E", InvalidFormatError, 10),
        ("51310114MS5300036E", InvalidFormatError, 10),
        ("51310114MV5300036E", InvalidFormatError, 10),
        ("51310114MZ5300036E", InvalidFormatError, 10),
        ("51310114MJ53000²6E", InvalidFormatError, 16),
        ("51310114MJ53000٣6E", InvalidFormatError, 16),
        ("5131011⁴MJ5300036E", InvalidFormatError, 8),
        ("51310114MJ53000ﬀE", InvalidLengthError, None),
        ("51310114MJ5300037E", InvalidChecksumError, 17),
        ("51310114MJ5300036F", InvalidChecksumError, 18),
    ],
)
def test_faults_are_named_with_their_place(
    number: str, error: type[InvalidIdentifierError], position: int | None
) -> None:
    """What is wrong with a code raises the exception of its kind, with the first wrong character."""
    with pytest.raises(error) as caught:
        uscc.validate(number)

    said = caught.value.message
    assert caught.value.position == position
    assert number in said.zh
    assert number in said.en
    assert position is None or (f"第{position}位" in said.zh and f"character {position} " in said.en)


@pytest.mark.parametrize(
    ("start", "position", "part"),
    [("B1310114", 1, "B"), ("54310114", 2, "54"), ("51990114", 3, "990114"), ("51310199", 3, "310199")],
)
def test_strict_also_demands_known_parts(start: str, position: int, part: str) -> None:
    """An unknown department, kind (committees: 54) or division passes by default and is refused in strict mode."""
    code = start + "MJ5300036"
    code += uscc.calc_check_digit(code)

    assert uscc.validate(code) == code
    assert uscc.is_valid(code)
    with pytest.raises(InvalidComponentError) as caught:
        uscc.validate(code, strict=True)

    assert caught.value.position == position
    assert f" {part} " in caught.value.message.zh
    assert caught.value.message.en.endswith(f" {part}")


@pytest.mark.parametrize("division", ["310230", "310222", "100000", "310100"])
def test_strict_accepts_abolished_divisions_and_the_ministry(division: str) -> None:
    """A code is for life: an abolished division, the whole country and the group of districts are good divisions."""
    code = f"51{division}MJ5300036"
    code += uscc.calc_check_digit(code)

    assert uscc.validate(code, strict=True) == code


@pytest.mark.parametrize(
    "number",
    [
        " 51310114 MJ5300036E\n",
        "51-310114-MJ530003-6-E",
        "51310114mj5300036e",
        "５１３１０１１４ＭＪ５３０００３６Ｅ",
        "５１３１０１１４ｍｊ５３０００３６ｅ",
        "51310114\u3000MJ5300036\u00a0E",
        "\ufeff51310114MJ530003—6E\u200b",
        "51 310114 MJ5300036 E",
    ],
)
def test_compact_brings_what_is_typed_to_what_is_registered(number: str) -> None:
    """Blanks, hyphens, small letters and full-width characters are brought to the registered form."""
    assert uscc.compact(number) == "51310114MJ5300036E"
    assert uscc.validate(number) == "51310114MJ5300036E"


def test_format_groups_the_parts() -> None:
    """The printed form sets apart kind, division, organization code and check character; a stump is cut alike."""
    assert uscc.format("51310114mj5300036e") == "51 310114 MJ5300036 E"
    assert uscc.format("51310114MJ") == "51 310114 MJ"
    assert uscc.format("") == ""


def test_readers_take_a_code_apart() -> None:
    """Department, type and division are read also where a check character is wrong."""
    assert uscc.department("53310000MJ495410X0") == uscc.CIVIL_AFFAIRS
    assert uscc.organization_type("51310114MJ5300036E") == "SOCIAL_GROUP"
    assert uscc.organization_type("52310114MJ5300028G") == "SERVICE_AGENCY"
    assert uscc.organization_type("53310000MJ49517770") == "FOUNDATION"
    assert uscc.organization_type("59310114MJ5300095Q") is None
    assert uscc.organization_type("91110108551385082Q") is None
    assert uscc.division("59310114MJ5300095Q") == "310114"


def test_types_are_codes_of_the_list() -> None:
    """What organization_type gives is in the code list that records use."""
    found = {uscc.organization_type(code) for code in LOOK_ISSUED + SYNTHETIC} - {None}

    assert found == {"SOCIAL_GROUP", "SERVICE_AGENCY", "FOUNDATION"}
    assert all(code in code_list("organization-type") for code in found)


@pytest.mark.parametrize("read", [uscc.department, uscc.organization_type, uscc.division])
def test_readers_refuse_what_has_not_the_form(read: object) -> None:
    """A reader does not guess at a number that is too short or has a wrong character."""
    assert callable(read)
    with pytest.raises(InvalidLengthError):
        read("5131")
    with pytest.raises(InvalidFormatError):
        read("5131011XMJ5300036E")


def test_check_digits_want_whole_parts() -> None:
    """The check characters are those of seventeen and of eight characters, no more, no fewer."""
    for part in ("51310114MJ530003", "51310114MJ5300036E"):
        with pytest.raises(InvalidLengthError):
            uscc.calc_check_digit(part)
    for part in ("MJ53000", "MJ5300036"):
        with pytest.raises(InvalidLengthError):
            uscc.calc_organization_check_digit(part)


def test_letters_that_are_not_of_the_set_are_named() -> None:
    """The message names the five letters that a code is made without; the organization code has all 26."""
    with pytest.raises(InvalidFormatError) as outer:
        uscc.calc_check_digit("51310114MZ5300036")
    with pytest.raises(InvalidFormatError) as inner:
        uscc.calc_organization_check_digit("MJ53_003")

    assert "（不用 IOSVZ）" in outer.value.message.zh
    assert "other than IOSVZ," in outer.value.message.en
    assert (inner.value.position, "不用" in inner.value.message.zh, "other" in inner.value.message.en) == (
        5,
        False,
        False,
    )


def test_organization_check_knows_all_26_letters() -> None:
    """The organization code counts A to Z as 10 to 35, with I, O, S, V and Z, which the outer set lacks."""
    assert uscc.calc_organization_check_digit("D2143569") == "X"  # the example of GB 11714
    assert uscc.calc_organization_check_digit("Z0000000") == str(-35 * 3 % 11)


@given(codes())
def test_generated_codes_are_valid(code: str) -> None:
    """Whatever is put together with both check characters is valid, also in strict mode."""
    assert uscc.validate(code, strict=True) == code


@given(codes(), st.integers(0, 17), characters)
def test_every_change_of_one_character_is_noticed(code: str, place: int, character: str) -> None:
    """A valid code with any one character changed is invalid."""
    assume(character != code[place])

    assert not uscc.is_valid(replaced(code, place, character))


@given(codes(), st.integers(0, 16), st.integers(0, 16))
def test_every_exchange_before_the_check_is_noticed(code: str, first: int, second: int) -> None:
    """A valid code with two different characters of positions 1 to 17 exchanged is invalid."""
    assume(code[first] != code[second])

    assert not uscc.is_valid(replaced(replaced(code, first, code[second]), second, code[first]))


def test_the_last_check_alone_catches_single_changes() -> None:
    """No weight times no difference of two values is a multiple of 31: so no change of one character passes."""
    differences = range(1, len(uscc.ALPHABET))

    assert len(uscc.ALPHABET) == 31
    assert all(weight * difference % 31 for weight in uscc.WEIGHTS for difference in differences)
    assert len(set(uscc.WEIGHTS)) == 17


@given(codes())
def test_exchange_of_first_and_last_is_not_seen_by_the_last_check(code: str) -> None:
    """Positions 1 and 18 weigh the same: their exchange is the one that the last check character cannot see."""
    exchanged = code[-1] + code[1:-1] + code[0]

    assert uscc.calc_check_digit(exchanged[:17]) == exchanged[17]


def test_two_errors_can_make_up_for_each_other() -> None:
    """A change in the organization code together with its check character can pass both checks."""
    right, wrong = "51310114MJ5300036E", "51310114MJ5900031E"

    assert uscc.is_valid(right)
    assert uscc.is_valid(wrong)


def test_organization_check_alone_is_weaker() -> None:
    """Values equal modulo 11 stand for each other in the organization code; the last check tells them apart."""
    assert {uscc.calc_organization_check_digit(f"{character}J530003") for character in "0BMX"} == {
        uscc.calc_organization_check_digit("MJ530003")
    }
    assert not any(uscc.is_valid(replaced("51310114MJ5300036E", 8, character)) for character in "0BX")


@given(codes())
def test_format_and_compact_are_each_others_way_back(code: str) -> None:
    """What is printed in groups reads back as it was."""
    assert uscc.compact(uscc.format(code)) == code
    assert uscc.format(uscc.format(code)) == uscc.format(code)


@given(st.text())
def test_compact_is_idempotent_and_junk_is_refused_not_crashed_on(junk: str) -> None:
    """Any text has a compact form that is its own, and is either valid or refused with an exception of ours."""
    compacted = uscc.compact(junk)

    assert uscc.compact(compacted) == compacted
    assert uscc.is_valid(junk) is uscc.is_valid(compacted)
    assert uscc.compact(uscc.format(junk)) == compacted


@given(codes())
def test_python_stdnum_accepts_our_codes(code: str) -> None:
    """Where the first eight characters are digits, python-stdnum agrees that a code is valid."""
    other = pytest.importorskip("stdnum.cn.uscc")
    assume(code[:8].isdigit())

    assert other.is_valid(code)
    assert other.calc_check_digit(code[:17]) == uscc.calc_check_digit(code[:17])


@given(st.text("0123456789", min_size=8, max_size=8), st.text(characters, min_size=9, max_size=9))
def test_we_accept_python_stdnums_codes_unless_the_organization_check_fails(start: str, organization: str) -> None:
    """What python-stdnum finds valid is valid here, too, but for the organization check, which it does not know."""
    other = pytest.importorskip("stdnum.cn.uscc")
    code = start + organization
    code += other.calc_check_digit(code)

    organization_is_right = uscc.calc_organization_check_digit(organization[:8]) == organization[8]

    assert other.is_valid(code)
    assert uscc.is_valid(code) is organization_is_right
