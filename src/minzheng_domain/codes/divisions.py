"""Division codes (行政区划代码, GB/T 2260), with those that were abolished and what became of them.

Six digits: province (1 and 2), prefecture (3 and 4), county or district (5 and 6); ``00`` stands for the level above.
Three more digits name a street-level unit (乡级): 001 to 099 are subdistricts (街道), 100 to 199 towns (镇), 200 to 399
townships (乡), 400 and above units that exist in statistics only (管委会 of new areas and industrial zones).

**There is no check digit**, so this module has no ``calc_check_digit``; only looking a code up can show a wrong digit.
The table (``divisions.toml`` beside this module) holds all provinces, and of the provinces that it calls complete every
district and county, current and abolished. A code of another province is taken to be good if its province exists: **a
code wrongly refused is worse than one wrongly accepted**. Street-level units are held for some districts only; one that
the table does not know is never refused.

``100000``, which GB/T 2260 does not have, stands for the whole country where a ministry is meant (in the
:mod:`~minzheng_domain.codes.uscc` of organizations that the ministry registers).

Years are those of the yearly editions, each as of 31 December: a division is valid from the year of the first edition
that has it, until the year of the first that has it no more. Transfers of parts of a division are not in the table. The
street-level codes are those of the statistics bureau (国家统计局统计用区划代码), the same in every year from 2017 to 2022.

Sources: GB/T 2260; the yearly lists of the Ministry of Civil Affairs, as collected in yescallop/areacodes (CC0); for
the street level modood/Administrative-divisions-of-China.

>>> validate("３１０１１４")
'310114'
>>> division("310222").name.zh, division("310222").valid_until, successor_of("310222").code
('嘉定县', 1992, '310114')
>>> [unit.name.zh for unit in streets("310114")][:2]
['新成路街道', '真新街道']
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from minzheng_domain.codes.characters import plain_characters
from minzheng_domain.codes.declared import Table, read_file
from minzheng_domain.errors import (
    DeclarationError,
    InvalidComponentError,
    InvalidFormatError,
    InvalidIdentifierError,
    InvalidLengthError,
)
from minzheng_domain.text import Text

NATION = "100000"
"""The code that stands for the whole country."""

_SIX, _NINE = 6, 9


class DivisionKind(enum.StrEnum):
    """What a division is."""

    NATION = "nation"
    """The whole country (全国)."""
    PROVINCE = "province"
    """省、自治区、直辖市、特别行政区."""
    DISTRICT = "district"
    """市辖区."""
    COUNTY = "county"
    """县."""
    SUBDISTRICT = "subdistrict"
    """街道."""
    TOWN = "town"
    """镇."""
    COMMITTEE = "committee"
    """管委会: a unit of statistics and of management, no division by law."""


@attrs.frozen
class Division:
    """A division and its place in the history of the table.

    Attributes:
        code: six digits; nine for a street-level unit.
        name: what it is called; in English the usual romanization.
        kind: what it is.
        valid_from: the year of the first edition that has it; ``None`` where it is older than the editions or the year
            is not known.
        valid_until: the year of the first edition that has it no more; ``None`` if it is in force.
        successor: the code of the division that took its place; ``None`` if it is in force.
        parent: the code of the division that it lies in; ``None`` for the country.
    """

    code: str
    name: Text
    kind: DivisionKind
    valid_from: int | None = None
    valid_until: int | None = None
    successor: str | None = None
    parent: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.valid_until is None) is not (self.successor is None):
            self._refuse(Text("止年与后继代码应同时给出", "an end and a successor come together"))
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            self._refuse(Text("止年应晚于起年", "it must end after it begins"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(Text(f"行政区划 {self.code}：{reason.zh}", f"division {self.code}: {reason.en}"))

    @property
    def is_current(self) -> bool:
        """Whether the division is in force."""
        return self.valid_until is None

    @property
    def is_statutory(self) -> bool:
        """Whether it is a division by law; committees have codes in statistics only."""
        return self.kind is not DivisionKind.COMMITTEE


def compact(number: str) -> str:
    """Return a code as a register holds it: no blanks, no hyphens, half-width digits."""
    return plain_characters(number)


def validate(number: str) -> str:
    """Check a division code, current or abolished, and return it in its compact form.

    Args:
        number: six digits, or nine for a street-level unit; also with blanks or full-width.

    Raises:
        InvalidLengthError: there are neither six nor nine characters.
        InvalidFormatError: a character is no digit.
        InvalidComponentError: there is no such province; or the table is complete for the province and has no such
            division; or the street-level part is 000.
    """
    code = compact(number)
    if len(code) not in (_SIX, _NINE):
        msg = Text(
            f"行政区划代码“{code}”应有6位（乡级9位），实有{len(code)}位",
            f"division code '{code}' must have 6 digits (9 at street level), has {len(code)}",
        )
        raise InvalidLengthError(msg, code)
    for place, character in enumerate(code, start=1):
        if character not in "0123456789":
            msg = Text(
                f"行政区划代码“{code}”第{place}位应为数字，实为 {character}",
                f"division code '{code}': character {place} must be a digit, found {character}",
            )
            raise InvalidFormatError(msg, code, place)
    fault = _missing_part(code)
    if fault is not None:
        position, what = fault
        msg = Text(f"行政区划代码“{code}”：没有这样的{what.zh}", f"division code '{code}': there is no such {what.en}")
        raise InvalidComponentError(msg, code, position)
    return code


@functools.lru_cache(maxsize=4096)
def is_valid(number: str) -> bool:
    """Tell whether :func:`validate` accepts a code; a register holds few different ones, many times over."""
    try:
        validate(number)
    except InvalidIdentifierError:
        return False
    return True


def format(number: str) -> str:  # noqa: A001 - one of the names that every identifier has
    """Return a code as it is printed: six digits together, those of a street-level unit set apart."""
    code = compact(number)
    return f"{code[:_SIX]} {code[_SIX:]}" if len(code) > _SIX else code


def division(code: str) -> Division | None:
    """Return the division of a code, current or abolished; ``None`` if the table does not hold it.

    That the table does not hold it does not make a code invalid: see :func:`validate`.
    """
    return _by_code().get(compact(code))


@functools.cache
def divisions() -> tuple[Division, ...]:
    """Return all divisions of the table, current and abolished, by code.

    Raises:
        DeclarationError: the table contradicts itself.
    """
    return tuple(sorted(_by_code().values(), key=lambda found: found.code))


def successor_of(code: str) -> Division | None:
    """Return the division in force today that an abolished one became, over however many steps.

    ``None`` where the division is in force itself, or the table does not hold it.
    """
    found = division(code)
    if found is None or found.is_current:
        return None
    while found.successor is not None:
        found = _by_code()[found.successor]
    return found


def streets(division: Division | str) -> tuple[Division, ...]:
    """Return the street-level units (街镇) of a district or county, by code.

    Empty where the table holds none, which does not mean that there are none.
    """
    parent = division.code if isinstance(division, Division) else compact(division)
    return tuple(unit for unit in divisions() if unit.parent == parent and len(unit.code) == _NINE)


def _missing_part(code: str) -> tuple[int, Text] | None:
    """Return position and name of the part of a well-formed code that does not exist."""
    county = code[:_SIX]
    if code == NATION:
        return None
    province = f"{code[:2]}0000"
    if province == NATION or province not in _by_code():
        return 1, Text("省级行政区", "province")
    # Codes that end in 00 group districts or counties (市辖区, 县) and are no divisions; the table leaves them out.
    if code[:2] in _complete_provinces() and county not in _by_code() and not county.endswith("00"):
        return 3, Text("县级行政区", "district or county")
    if code[_SIX:] == "000":
        return _SIX + 1, Text("乡级单位", "street-level unit")
    return None


@functools.cache
def _file() -> tuple[frozenset[str], Mapping[str, Division]]:
    return read_divisions(read_file("divisions"))


def _complete_provinces() -> frozenset[str]:
    return _file()[0]


def _by_code() -> Mapping[str, Division]:
    return _file()[1]


def read_divisions(table: Table) -> tuple[frozenset[str], Mapping[str, Division]]:
    """Make of the table of a file the provinces that it holds completely, and its divisions by code.

    Raises:
        DeclarationError: a key is unknown, missing or of another type; a code comes twice; a parent or a successor
            is not in the table; successors go round in a circle.
    """
    table.words("source")
    complete = frozenset(table.texts("complete"))
    found: dict[str, Division] = {}
    for entry in table.tables("divisions"):
        made = _read_division(entry)
        if found.setdefault(made.code, made) is not made:
            _refuse(entry, Text("代码重复", "the code comes twice"))
    table.done()
    for made in found.values():
        for other in (made.parent, made.successor):
            if other is not None and other not in found:
                _refuse(
                    table, Text(f"{made.code} 指向表中没有的 {other}", f"{made.code} leads to no division: {other}")
                )
        _require_end(made, found, table)
    return complete, MappingProxyType(found)


def _require_end(made: Division, found: Mapping[str, Division], table: Table) -> None:
    passed: set[str] = set()
    step = made
    while step.successor is not None:
        if step.code in passed:
            _refuse(table, Text(f"{made.code} 的后继代码循环", f"the successors of {made.code} go round in a circle"))
        passed.add(step.code)
        step = found[step.successor]


def _refuse(table: Table, reason: Text) -> None:
    raise DeclarationError(Text(f"{table.where}：{reason.zh}", f"{table.where}: {reason.en}"))


def _read_division(table: Table) -> Division:
    code = table.text("code")
    table.name(code)
    made = Division(
        code=code,
        name=Text(table.text("zh"), table.text("en")),
        kind=table.choice("kind", DivisionKind, tuple(DivisionKind)),
        valid_from=table.optional_year("from"),
        valid_until=table.optional_year("until"),
        successor=table.optional_text("successor"),
        parent=_parent_of(code),
    )
    table.done()
    return made


def _parent_of(code: str) -> str | None:
    """Return the code that a code lies in by its digits; the municipalities have no prefecture level."""
    if code == NATION:
        return None
    if len(code) == _NINE:
        return code[:_SIX]
    return NATION if code.endswith("0000") else f"{code[:2]}0000"
