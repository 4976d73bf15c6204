"""Division codes: what is accepted, what became of abolished ones, and that the table holds together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.codes import divisions
from minzheng_domain.codes.declared import parse
from minzheng_domain.codes.divisions import Division, DivisionKind, division, read_divisions, streets, successor_of
from minzheng_domain.errors import (
    DeclarationError,
    InvalidComponentError,
    InvalidFormatError,
    InvalidIdentifierError,
    InvalidLengthError,
)
from minzheng_domain.text import Text

ABOLISHED = {
    "310102": ("南市区", 2000, "310101"),
    "310103": ("卢湾区", 2011, "310101"),
    "310108": ("闸北区", 2015, "310106"),
    "310111": ("吴淞区", 1988, "310113"),
    "310119": ("南汇区", 2009, "310115"),
    "310221": ("上海县", 1992, "310112"),
    "310222": ("嘉定县", 1992, "310114"),
    "310223": ("宝山县", 1988, "310113"),
    "310224": ("川沙县", 1992, "310115"),
    "310225": ("南汇县", 2001, "310119"),
    "310226": ("奉贤县", 2001, "310120"),
    "310227": ("松江县", 1998, "310117"),
    "310228": ("金山县", 1997, "310116"),
    "310229": ("青浦县", 1999, "310118"),
    "310230": ("崇明县", 2016, "310151"),
}
CURRENT = {
    "310101": "黄浦区",
    "310104": "徐汇区",
    "310105": "长宁区",
    "310106": "静安区",
    "310107": "普陀区",
    "310109": "虹口区",
    "310110": "杨浦区",
    "310112": "闵行区",
    "310113": "宝山区",
    "310114": "嘉定区",
    "310115": "浦东新区",
    "310116": "金山区",
    "310117": "松江区",
    "310118": "青浦区",
    "310120": "奉贤区",
    "310151": "崇明区",
}
STREETS = {
    "310114001": ("新成路街道", DivisionKind.SUBDISTRICT),
    "310114002": ("真新街道", DivisionKind.SUBDISTRICT),
    "310114004": ("嘉定镇街道", DivisionKind.SUBDISTRICT),
    "310114102": ("南翔镇", DivisionKind.TOWN),
    "310114103": ("安亭镇", DivisionKind.TOWN),
    "310114106": ("马陆镇", DivisionKind.TOWN),
    "310114109": ("徐行镇", DivisionKind.TOWN),
    "310114111": ("华亭镇", DivisionKind.TOWN),
    "310114114": ("外冈镇", DivisionKind.TOWN),
    "310114118": ("江桥镇", DivisionKind.TOWN),
    "310114401": ("菊园新区", DivisionKind.COMMITTEE),
    "310114501": ("嘉定工业区", DivisionKind.COMMITTEE),
}


def test_shanghai_is_complete() -> None:
    """The table has the sixteen districts of Shanghai in force and its fifteen abolished divisions, and no other."""
    shanghai = {found.code: found for found in divisions.divisions() if found.parent == "310000"}

    assert {code: found.name.zh for code, found in shanghai.items() if found.is_current} == CURRENT
    assert {
        code: (found.name.zh, found.valid_until, found.successor)
        for code, found in shanghai.items()
        if not found.is_current
    } == ABOLISHED


def test_street_level_of_a_district_is_known() -> None:
    """A district's street-level units come with their kinds; two have codes in statistics only."""
    units = streets("310114")

    assert {unit.code: (unit.name.zh, unit.kind) for unit in units} == STREETS
    assert [unit.code for unit in units if not unit.is_statutory] == ["310114401", "310114501"]
    assert {unit.parent for unit in units} == {"310114"}
    district = division("310114")
    assert district is not None
    assert streets(district) == units


def test_street_level_of_others_is_not_known() -> None:
    """A district whose units the table does not hold gives none; a street-level unit or a province has none."""
    assert streets("310115") == ()
    assert streets("310114001") == ()
    assert streets("310000") == ()
    assert streets("000000") == ()


@pytest.mark.parametrize(
    ("code", "today"),
    [("310222", "310114"), ("310225", "310115"), ("310119", "310115"), ("310230", "310151"), ("310102", "310101")],
)
def test_successor_is_followed_to_the_division_in_force(code: str, today: str) -> None:
    """What became of an abolished division is told over all steps: 南汇县 became 南汇区, which became part of 浦东新区."""
    found = successor_of(code)

    assert found is not None
    assert found.code == today
    assert found.is_current


@pytest.mark.parametrize("code", ["310114", "310114001", "510104", "no code"])
def test_division_in_force_or_unknown_has_no_successor(code: str) -> None:
    """There is no successor to tell of where a division is in force, or not in the table."""
    assert successor_of(code) is None


def test_division_is_looked_up_as_it_is_typed() -> None:
    """A lookup takes full-width digits and blanks, and gives nothing for what the table does not hold."""
    found = division(" ３１０１１４ ")

    assert found is not None
    assert found.name == Text("嘉定区", "Jiading District")
    assert (found.kind, found.valid_from, found.valid_until) == (DivisionKind.DISTRICT, 1992, None)
    assert division("510104") is None


@pytest.mark.parametrize(
    "code",
    ["100000", "310000", "310114", "310222", "310230", "310114401", "310115999", "510104", "510104001", "310100"],
)
def test_codes_that_exist_or_may_exist_are_valid(code: str) -> None:
    """Current, abolished, national and street-level codes pass, and those of provinces the table does not detail."""
    assert divisions.validate(code) == code
    assert divisions.is_valid(code)


@pytest.mark.parametrize(
    ("code", "error", "position"),
    [
        ("", InvalidLengthError, None),
        ("3101", InvalidLengthError, None),
        ("310114001000", InvalidLengthError, None),
        ("31011A", InvalidFormatError, 6),
        ("31011X", InvalidFormatError, 6),
        ("31011²", InvalidFormatError, 6),
        ("31011٣", InvalidFormatError, 6),
        ("990114", InvalidComponentError, 1),
        ("000000", InvalidComponentError, 1),
        ("100000001", InvalidComponentError, 1),
        ("100114", InvalidComponentError, 1),
        ("310199", InvalidComponentError, 3),
        ("310199001", InvalidComponentError, 3),
        ("310114000", InvalidComponentError, 7),
    ],
)
def test_faults_are_named_with_their_place(
    code: str, error: type[InvalidIdentifierError], position: int | None
) -> None:
    """What is wrong with a code raises the exception of its kind, with the first wrong digit."""
    with pytest.raises(error) as caught:
        divisions.validate(code)

    assert caught.value.position == position
    assert caught.value.identifier == code
    assert not divisions.is_valid(code)


def test_format_sets_the_street_level_apart() -> None:
    """Six digits are printed together, the three of the street level after them."""
    assert divisions.format("310114") == "310114"
    assert divisions.format("３１０１１４００１") == "310114 001"


def test_there_is_no_check_digit() -> None:
    """A division code has no check digit, and the module does not pretend that it has one."""
    assert not hasattr(divisions, "calc_check_digit")


@pytest.mark.parametrize("found", divisions.divisions(), ids=lambda found: found.code)
def test_every_division_of_the_table_holds_together(found: Division) -> None:
    """Each is valid, bears its own code, names both languages, lies in one that exists and ends in one in force."""
    assert divisions.validate(found.code) == found.code
    assert division(found.code) == found
    assert any("\u4e00" <= character <= "\u9fff" for character in found.name.zh)
    assert found.name.en.isascii()
    assert (found.parent is None) is (found.code == divisions.NATION)
    assert found.parent is None or division(found.parent) is not None
    assert (successor_of(found.code) is None) is found.is_current
    assert found.valid_until is None or found.valid_from is None or found.valid_from < found.valid_until


def test_no_two_divisions_in_force_bear_one_name_in_one_place() -> None:
    """Within one parent, names of divisions in force are unique in each language."""
    in_force = [found for found in divisions.divisions() if found.is_current]

    for language in ("zh", "en"):
        named = [(found.parent, getattr(found.name, language)) for found in in_force]
        assert len(set(named)) == len(named)


@given(st.sampled_from(divisions.divisions()))
def test_format_and_compact_are_each_others_way_back(found: Division) -> None:
    """What is printed reads back as it was."""
    assert divisions.compact(divisions.format(found.code)) == found.code


@given(st.text())
def test_junk_is_refused_not_crashed_on(junk: str) -> None:
    """Any text is either valid or refused with an exception of ours, and a lookup of it gives a division or nothing."""
    assert divisions.is_valid(junk) is divisions.is_valid(divisions.compact(junk))
    assert division(junk) is None or divisions.is_valid(junk)


def table(*entries: str) -> str:
    """Return the content of a file with these divisions."""
    return 'complete = []\nsource = { zh = "某书", en = "a book" }\ndivisions = [' + ",".join(entries) + "]"


NATION = '{ code = "100000", kind = "nation", zh = "全国", en = "China" }'


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ([NATION, NATION], "comes twice"),
        ([NATION, '{ code = "310114", kind = "district", zh = "嘉定区", en = "Jiading" }'], "310000"),
        ([NATION, '{ code = "320000", kind = "province", zh = "甲", en = "A", until = 1990 }'], "successor"),
        ([NATION, '{ code = "320000", kind = "state", zh = "甲", en = "A" }'], "state"),
        ([NATION, '{ code = "320000", kind = "province", zh = "甲", en = "A", area = 1 }'], "320000.*area"),
        ([NATION, '{ code = "320000", kind = "province", zh = "甲", en = "A", from = "1990" }'], "'1990'"),
        (
            [
                NATION,
                '{ code = "320000", kind = "province", zh = "甲", en = "A", from = 2, until = 1, successor = "100000" }',
            ],
            "must end after it begins",
        ),
        (
            [
                NATION,
                '{ code = "320000", kind = "province", zh = "甲", en = "A", from = 1, until = 1, successor = "100000" }',
            ],
            "must end after it begins",
        ),
        (
            [
                NATION,
                '{ code = "320000", kind = "province", zh = "甲", en = "A", until = 1990, successor = "330000" }',
                '{ code = "330000", kind = "province", zh = "乙", en = "B", until = 1991, successor = "320000" }',
            ],
            "circle",
        ),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(entries: list[str], named: str) -> None:
    """Codes twice, loose ends, unknown kinds and keys, and successors in a circle are refused by name."""
    with pytest.raises(DeclarationError, match=named):
        read_divisions(parse(table(*entries).encode(), "divisions.toml"))


def test_a_table_with_an_unknown_key_is_refused() -> None:
    """A misspelt key beside the divisions is refused by name: what it was meant to say would be lost."""
    with pytest.raises(DeclarationError, match="edition"):
        read_divisions(parse(f"edition = 1\n{table(NATION)}".encode(), "divisions.toml"))


def test_divisions_stand_in_the_order_of_their_codes() -> None:
    """Divisions are given by code, however the file of the table is ordered; so are street-level units."""
    codes = [found.code for found in divisions.divisions()]

    assert codes == sorted(codes)
    assert [unit.code for unit in streets("310114")] == sorted(STREETS)
