"""USCC, Unified Social Credit Code (统一社会信用代码, GB 32100-2015): the number an organization bears for life.

Eighteen characters: digits, and capital letters without I, O, S, V and Z.

========  ======================================================================================
1         the department that registers (登记管理部门): ``5`` is civil affairs (民政)
2         the kind of organization (机构类别); under ``5``: 1 社会团体, 2 民办非企业单位, 3 基金会, 9 其他
3 to 8    the division of the organ that registers (登记管理机关行政区划码, GB/T 2260)
9 to 17   the organization itself (主体标识码): its organization code (组织机构代码, GB 11714-1997)
18        check character (校验码)
========  ======================================================================================

**Two check characters.** Position 18 is computed over positions 1 to 17 with the weights ``3**i mod 31`` and the
values 0 to 30 of the character set: ``(31 - sum mod 31) mod 31``. Without the outer ``mod 31`` a remainder of 0 has no
check character. Position 17 is that of the organization code, over positions 9 to 16 with the weights 3, 7, 9, 10, 5,
8, 4, 2, where A to Z are worth 10 to 35 (all 26 letters): ``11 - sum mod 11``; 10 is written ``X``, 11 as ``0``.

**What they catch.** The modulus 31 is prime, no weight is a multiple of it, and the values of two characters differ by
less than 31: so position 18 alone catches *every* change of a single character, also inside the organization code. The
weights of positions 1 to 17 all differ: so it catches every exchange of two different characters among them. It cannot
see an exchange of positions 1 and 18, which weigh the same, and two or more errors can make up for each other: one in
31 passes. Position 17 alone is weaker: characters whose values are equal modulo 11 (``0``, ``B``, ``M``, ``X``) stand
for each other.

**A rule should warn, not refuse.** Codes that were issued and fail the check exist: ``91350203M0001QAY9B`` stands as an
exception in a public validator. :func:`validate` raises for it; whoever checks a register reports it as a warning.
Organizations older than 2016 kept their organization code inside the new one, so both bodies from before and bodies
that begin with ``MJ`` occur (a letter may follow, ``MJL``); the body is not checked for a prefix. The code does not
change when divisions do, so abolished divisions are good. Villagers' and residents' committees bear codes of civil
affairs too, but are no social organizations.

Sources: GB 32100-2015; GB 11714-1997; GB/T 2260; 民办函〔2015〕468号. Departments and kinds: the code lists
``uscc-department`` and ``uscc-kind``. A valid code need not have been issued.

>>> validate("５１３１０１１４ mj53-00036e")
'51310114MJ5300036E'
>>> validate("51310114MJ5300036F")
Traceback (most recent call last):
    ...
minzheng_domain.errors.InvalidChecksumError: 统一社会信用代码“51310114MJ5300036F”第18位校验码应为 E，实为 F
unified social credit code '51310114MJ5300036F': check character 18 must be E, found F
>>> format("51310114MJ5300036E")
'51 310114 MJ5300036 E'
>>> calc_check_digit("52310114MJ5300239")
'0'
>>> calc_organization_check_digit("MJ530001")
'X'
>>> organization_type("51310114MJ5300036E"), division("51310114MJ5300036E")
('SOCIAL_GROUP', '310114')
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Never

from minzheng_domain.codes import divisions
from minzheng_domain.codes.characters import plain_characters
from minzheng_domain.codes.code_lists import code_list
from minzheng_domain.errors import (
    InvalidChecksumError,
    InvalidComponentError,
    InvalidFormatError,
    InvalidIdentifierError,
    InvalidLengthError,
)
from minzheng_domain.text import Text

LENGTH = 18
"""The characters of a code."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters that a code is made of; the place of each is its value."""

WEIGHTS = tuple(3**place % 31 for place in range(LENGTH - 1))
"""The weights of positions 1 to 17 in the check character of position 18."""

ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""The weights of positions 9 to 16 in the check character of position 17."""

CIVIL_AFFAIRS = "5"
"""The department under which social organizations are registered (民政)."""

_ORGANIZATION_TYPES = {"51": "SOCIAL_GROUP", "52": "SERVICE_AGENCY", "53": "FOUNDATION"}
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_ORGANIZATION_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_DIVISION = slice(2, 8)
_BODY = slice(8, 16)
_ORGANIZATION_CHECK = 16


def compact(number: str) -> str:
    """Return a number as a register holds it: no blanks, no hyphens, capital letters, half-width characters."""
    return plain_characters(number)


def validate(number: str, *, strict: bool = False) -> str:
    """Check form and both check characters of a code, and return it in its compact form.

    Args:
        number: the code, also with blanks, hyphens, small letters or full-width characters.
        strict: whether the department, its kind of organization and the division must be known ones, too; what the
            tables do not know (committees of villages and residents, say) is then refused.

    Raises:
        InvalidLengthError: there are not eighteen characters.
        InvalidFormatError: a character is not of the set, or one of positions 3 to 8 is no digit.
        InvalidChecksumError: a check character does not agree with the others; position 17 is looked at first.
        InvalidComponentError: strict, and a part is not known.
    """
    code = _formed(number)
    expected = calc_organization_check_digit(code[_BODY])
    if code[_ORGANIZATION_CHECK] != expected:
        _refuse_check(code, _ORGANIZATION_CHECK, expected, Text("组织机构代码校验码", "organization check character"))
    expected = calc_check_digit(code[:-1])
    if code[-1] != expected:
        _refuse_check(code, LENGTH - 1, expected, Text("校验码", "check character"))
    if strict:
        _require_known_parts(code)
    return code


def is_valid(number: str, *, strict: bool = False) -> bool:
    """Tell whether :func:`validate` accepts a code."""
    try:
        validate(number, strict=strict)
    except InvalidIdentifierError:
        return False
    return True


def format(number: str) -> str:  # noqa: A001 - one of the five names that every identifier has
    """Return a code in groups: department and kind, division, organization code, check character.

    The groups of something that is no code are cut at the same places.
    """
    code = compact(number)
    return " ".join(part for part in (code[:2], code[_DIVISION], code[8:17], code[17:]) if part)


def calc_check_digit(number: str) -> str:
    """Return the check character (position 18) of the first seventeen characters.

    Raises:
        InvalidLengthError: there are not seventeen.
        InvalidFormatError: one of them is not of the set.
    """
    code = compact(number)
    _require_length(code, LENGTH - 1)
    _require_characters(code, _VALUES)
    total = sum(_VALUES[character] * weight for character, weight in zip(code, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def calc_organization_check_digit(body: str) -> str:
    """Return the check character of an organization code (组织机构代码) of its body, the first eight characters.

    Raises:
        InvalidLengthError: there are not eight.
        InvalidFormatError: one of them is neither a digit nor a letter from A to Z.
    """
    code = compact(body)
    _require_length(code, len(ORGANIZATION_WEIGHTS))
    _require_characters(code, _ORGANIZATION_VALUES)
    weighted = zip(code, ORGANIZATION_WEIGHTS, strict=True)
    total = sum(_ORGANIZATION_VALUES[character] * weight for character, weight in weighted)
    return "0123456789X"[-total % 11]


def department(number: str) -> str:
    """Return the department that registers, a code of the list ``uscc-department``; the check is not looked at.

    Raises:
        InvalidLengthError: there are not eighteen characters.
        InvalidFormatError: a character stands where it may not.
    """
    return _formed(number)[0]


def organization_type(number: str) -> str | None:
    """Return the type of social organization, a code of the list ``organization-type``; the check is not looked at.

    ``None`` where the code is not that of a 社会团体, a 民办非企业单位 or a 基金会.

    Raises:
        InvalidLengthError: there are not eighteen characters.
        InvalidFormatError: a character stands where it may not.
    """
    return _ORGANIZATION_TYPES.get(_formed(number)[:2])


def division(number: str) -> str:
    """Return the division of the organ that registered, six digits; the check is not looked at.

    The organization need not sit there, and the division need not exist any more.

    Raises:
        InvalidLengthError: there are not eighteen characters.
        InvalidFormatError: a character stands where it may not.
    """
    return _formed(number)[_DIVISION]


def _formed(number: str) -> str:
    code = compact(number)
    _require_length(code, LENGTH)
    _require_characters(code, _VALUES)
    for place in range(_DIVISION.start, _DIVISION.stop):
        if not code[place].isdigit():
            msg = Text(
                f"统一社会信用代码“{code}”第{place + 1}位应为数字，实为 {code[place]}",
                f"unified social credit code '{code}': character {place + 1} must be a digit, found {code[place]}",
            )
            raise InvalidFormatError(msg, code, place + 1)
    return code


def _require_length(code: str, length: int) -> None:
    if len(code) != length:
        msg = Text(
            f"“{code}”应有{length}位，实有{len(code)}位",
            f"'{code}' must have {length} characters, has {len(code)}",
        )
        raise InvalidLengthError(msg, code)


def _require_characters(code: str, allowed: Mapping[str, int]) -> None:
    for place, character in enumerate(code, start=1):
        if character not in allowed:
            without = "IOSVZ" if allowed is _VALUES else ""
            msg = Text(
                f"“{code}”第{place}位应为数字或大写字母"
                + (f"（不用 {without}）" if without else "")
                + f"，实为 {character}",
                f"'{code}': character {place} must be a digit or a capital letter"
                + (f" other than {without}" if without else "")
                + f", found {character}",
            )
            raise InvalidFormatError(msg, code, place)


def _refuse_check(code: str, place: int, expected: str, what: Text) -> Never:
    msg = Text(
        f"统一社会信用代码“{code}”第{place + 1}位{what.zh}应为 {expected}，实为 {code[place]}",
        f"unified social credit code '{code}': {what.en} {place + 1} must be {expected}, found {code[place]}",
    )
    raise InvalidChecksumError(msg, code, place + 1)


def _require_known_parts(code: str) -> None:
    if code[0] not in code_list("uscc-department"):
        _refuse_part(code, 1, code[0], Text("登记管理部门代码", "department"))
    if code[:2] not in code_list("uscc-kind"):
        _refuse_part(code, 2, code[:2], Text("机构类别代码", "kind of organization"))
    if not divisions.is_valid(code[_DIVISION]):
        _refuse_part(code, _DIVISION.start + 1, code[_DIVISION], Text("行政区划码", "division"))


def _refuse_part(code: str, position: int, part: str, what: Text) -> Never:
    msg = Text(
        f"统一社会信用代码“{code}”的{what.zh} {part} 不存在",
        f"unified social credit code '{code}': no {what.en} {part}",
    )
    raise InvalidComponentError(msg, code, position)
