"""Code lists: every list there is, what one can be asked, and what is refused when one is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

import minzheng_domain
from minzheng_domain.codes import Code, CodeList, Sureness, code_list, code_list_ids
from minzheng_domain.codes.code_lists import read_code_list
from minzheng_domain.codes.declared import parse
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.quantities import Approximation
from minzheng_domain.text import Text

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{3}")
CODE = re.compile(r"[A-Z0-9]+([_-][A-Z0-9]+)*")

LIST = """
id = "colour"
title = { zh = "颜色", en = "Colour" }
issuer = { zh = "本库", en = "this library" }
source = { zh = "某书", en = "a book" }
sure = "own"
"""
RED = """
[[codes]]
code = "RED"
zh = "红"
en = "red"
"""
BLUE = """
[[codes]]
code = "BLUE"
zh = "蓝"
en = "blue"
valid_from = 2010-01-01
valid_until = 2019-12-31
note = { zh = "已停用", en = "no longer used" }
"""


def read(content: str) -> CodeList:
    """Read the content of a file called colour.toml."""
    return read_code_list(parse(content.encode(), "lists/colour.toml"), "colour")


def texts_of(found: CodeList) -> list[Text]:
    """Return what a list and its codes are called."""
    return [found.title, found.issuer, *(entry.label for entry in found.codes)]


@pytest.mark.parametrize("name", code_list_ids())
def test_every_list_is_called_as_its_file(name: str) -> None:
    """A list bears the name of its file, which is lower case with hyphens."""
    assert code_list(name).id == name
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)


@pytest.mark.parametrize("name", code_list_ids())
def test_every_list_speaks_both_languages(name: str) -> None:
    """Titles, issuers and labels are Chinese in Chinese and not in English; sources and notes have both."""
    found = code_list(name)

    for text in texts_of(found):
        assert CHINESE.search(text.zh) or text.zh == text.en, text
        assert text.en
        assert not CHINESE.search(text.en), text
    for text in (found.source, *(entry.note for entry in found.codes if entry.note)):
        assert CHINESE.search(text.zh), text
        assert LATIN_WORD.search(text.en), text


@pytest.mark.parametrize("name", code_list_ids())
def test_every_label_is_unique_in_its_list(name: str) -> None:
    """No two codes of a list bear one label, in either language, so that a label finds its code."""
    found = code_list(name)

    for entry in found.codes:
        assert found.find(entry.label.zh) is entry
        assert found.find(entry.label.en) is entry
        assert found.get(entry.code) is entry
        assert entry.code in found


@pytest.mark.parametrize("name", code_list_ids())
def test_every_code_is_made_of_capitals_and_digits(name: str) -> None:
    """Codes are stable words for programs: capital letters and digits, joined by hyphens or underscores."""
    assert [entry.code for entry in code_list(name).codes if not CODE.fullmatch(entry.code)] == []


def test_every_label_column_takes_its_codes_from_a_list_or_a_scheme() -> None:
    """Whatever code list a record names exists, or is a scheme that several lists are a choice of."""
    known = {*code_list_ids(), *(code_list(name).scheme for name in code_list_ids())}
    named = {
        column.declaration.codes
        for kind in record_kinds().values()
        for column in kind.columns
        if column.kind is ColumnKind.LABEL
    }

    assert named - known == set()


def test_approximations_are_those_of_the_quantities() -> None:
    """The codes for how exact a number is are the names that quantities knows."""
    assert {entry.code for entry in code_list("approximation").codes} == {known.name for known in Approximation}


def test_requirements_belong_to_the_five_pairs() -> None:
    """Five pairs, nineteen requirements, and each tells what must be true."""
    requirements = code_list("decoupling-requirement").codes
    counted: dict[str, int] = {}
    for entry in requirements:
        pair = entry.code.partition("-")[0]
        counted[pair] = counted.get(pair, 0) + 1

    assert counted == {"ORG": 5, "FUNC": 2, "ASSET": 4, "STAFF": 4, "PARTY": 4}
    assert all(entry.note for entry in requirements)
    assert len(code_list("decoupling-pair").codes) == 5


def test_community_schemes_are_one_choice() -> None:
    """The lists of community categories are choices of one scheme, which is no list itself."""
    choices = {name for name in code_list_ids() if code_list(name).scheme == "community-category"}

    assert choices == {"community-category-shanghai", "community-category-four-type", "community-category-national"}
    assert "community-category" not in code_list_ids()


def test_preparation_ended_with_the_amendment() -> None:
    """A list knows since when a code is history: no preparation was approved after the amendment of 2016."""
    statuses = code_list("organization-status")
    preparing = statuses.get("PREPARING")

    assert preparing is not None
    assert preparing.is_valid_on(date(2016, 2, 6))
    assert not preparing.is_valid_on(date(2016, 2, 7))
    assert preparing in statuses.valid_on(date(2015, 1, 1))
    assert preparing not in statuses.valid_on(date(2019, 1, 1))


def test_a_list_out_of_force_has_no_valid_codes() -> None:
    """Before its first day a list offers nothing, whatever its codes say."""
    lists = code_list("credit-list")

    assert lists.valid_on(date(2018, 1, 23)) == ()
    assert lists.valid_on(date(2018, 1, 24)) == lists.codes


def test_both_ends_of_a_validity_belong_to_it() -> None:
    """A code may be used on its first and on its last day, and not on the days outside."""
    found = read(LIST + RED + BLUE)
    days = [date(2009, 12, 31), date(2010, 1, 1), date(2019, 12, 31), date(2020, 1, 1)]

    assert [[entry.code for entry in found.valid_on(day)] for day in days] == [
        ["RED"],
        ["RED", "BLUE"],
        ["RED", "BLUE"],
        ["RED"],
    ]


def test_what_a_list_does_not_have_is_not_found() -> None:
    """An unknown code or label gives nothing; a label is not guessed at."""
    found = read(LIST + RED + BLUE)

    assert found.get("GREEN") is None
    assert "GREEN" not in found
    assert found.find("Red") is None
    assert found.find("RED") is None
    assert found.find("红") == Code("RED", Text("红", "red"))


def test_a_file_says_all_that_a_list_knows() -> None:
    """What stands in a file is what the list says, and lists of one content are equal."""
    found = read('scheme = "paint"\nvalid_from = 2000-01-01\nvalid_until = 2030-12-31\n' + LIST + BLUE)

    assert (found.scheme, found.sure, found.sure.value) == ("paint", Sureness.OWN, "own")
    assert (found.title, found.issuer) == (Text("颜色", "Colour"), Text("本库", "this library"))
    assert (found.valid_from, found.valid_until) == (date(2000, 1, 1), date(2030, 12, 31))
    assert found.codes == (
        Code("BLUE", Text("蓝", "blue"), date(2010, 1, 1), date(2019, 12, 31), Text("已停用", "no longer used")),
    )
    assert read(LIST + RED) == read(LIST + RED)
    assert hash(read(LIST + RED)) == hash(read(LIST + RED))
    assert read(LIST + RED) != read(LIST + RED + BLUE)


def test_a_code_may_be_valid_for_a_single_day() -> None:
    """A list or a code whose last day is its first is no contradiction: it may be used on that day alone."""
    found = read("valid_from = 2010-01-01\nvalid_until = 2010-01-01" + LIST + BLUE.replace("2019-12-31", "2010-01-01"))

    assert [code.code for code in found.valid_on(date(2010, 1, 1))] == ["BLUE"]
    assert found.valid_on(date(2010, 1, 2)) == ()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (LIST + RED + RED, ["colour", "RED", "重复"]),
        (LIST + RED + RED.replace("RED", "CRIMSON").replace('"red"', '"crimson"'), ["colour", "红", "重复"]),
        (LIST + RED + RED.replace("RED", "CRIMSON").replace("红", "绯红"), ["colour", "red", "重复"]),
        (LIST + BLUE.replace("2019-12-31", "2009-12-31"), ["colour", "BLUE", "早于"]),
        ("valid_from = 2000-01-01\nvalid_until = 1999-01-01" + LIST + RED, ["colour", "早于"]),
        (LIST + RED.replace('en = "red"', ""), ["lists/colour.toml", "RED", "缺少 en"]),
        (LIST + RED.replace('zh = "红"', 'zh = ""'), ["lists/colour.toml", "RED", "zh"]),
        (LIST + RED.replace('zh = "红"', 'zh = " 红"'), ["lists/colour.toml", "RED", "zh"]),
        (LIST + RED.replace('zh = "红"', "zh = 1"), ["lists/colour.toml", "RED", "zh", "1"]),
        (LIST + RED + 'hue = "warm"', ["lists/colour.toml", "RED", "hue"]),
        ('shade = "dark"' + LIST + RED, ["lists/colour.toml", "shade"]),
        (LIST + RED + 'note = { zh = "注" }', ["lists/colour.toml", "RED", "note", "en"]),
        (LIST + RED + 'note = { zh = "注", en = "note", fr = "note" }', ["RED", "note", "fr"]),
        (LIST + RED + 'note = "注"', ["lists/colour.toml", "RED", "note"]),
        (LIST + RED + 'valid_from = "2010"', ["lists/colour.toml", "RED", "valid_from", "2010"]),
        (LIST + RED + "valid_from = 2010-01-01T00:00:00", ["lists/colour.toml", "RED", "valid_from"]),
        (LIST + RED + "valid_from = true", ["lists/colour.toml", "RED", "valid_from"]),
        (LIST + RED.replace('code = "RED"', ""), ["lists/colour.toml", "codes[1]", "code"]),
        (LIST, ["lists/colour.toml", "codes"]),
        (LIST + "codes = []", ["lists/colour.toml", "codes"]),
        (LIST + 'codes = ["RED"]', ["lists/colour.toml", "codes"]),
        (LIST.replace('"own"', '"certain"') + RED, ["lists/colour.toml", "sure", "certain", "witness"]),
        (LIST.replace('"colour"', '"color"') + RED, ["lists/colour.toml", "color"]),
        (LIST.replace("issuer", "publisher") + RED, ["lists/colour.toml", "issuer"]),
        (LIST.replace('source = { zh = "某书", en = "a book" }', "") + RED, ["lists/colour.toml", "source"]),
        ("id = ", ["lists/colour.toml", "TOML"]),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_name(content: str, named: list[str]) -> None:
    """Unknown and missing keys, wrong types, codes and labels twice: refused, naming file or list, code and fault."""
    with pytest.raises(DeclarationError) as caught:
        read(content)

    assert [part for part in named if part not in caught.value.message.zh] == []
    assert not CHINESE.sub("", caught.value.message.en).isspace()


def test_a_file_in_another_encoding_is_refused() -> None:
    """A file that an old editor saved in GB18030 is refused by name, not read as something else."""
    with pytest.raises(DeclarationError, match=r"lists/colour\.toml"):
        parse((LIST + RED).encode("gb18030"), "lists/colour.toml")


def test_a_list_without_codes_cannot_be_made() -> None:
    """A list made by a program is held to the same: it has at least one code."""
    with pytest.raises(DeclarationError, match="no codes"):
        CodeList(
            id="empty", title=Text("空", "empty"), source=Text("无", "none"), issuer=Text("本库", "this library"),
            sure=Sureness.OWN, codes=(),
        )  # fmt: skip


def test_an_unknown_list_is_refused_with_the_nearest_names() -> None:
    """A misspelt name says which names come near."""
    with pytest.raises(UnknownNameError) as caught:
        code_list("organisation-type")

    assert caught.value.name == "organisation-type"
    assert "organization-type" in str(caught.value)
    assert caught.value.known == code_list_ids()


def test_a_list_is_read_once() -> None:
    """Asking twice gives the same value."""
    assert code_list("level") is code_list("level")
    assert list(code_list_ids()) == sorted(code_list_ids())


def test_lists_are_found_inside_a_zip_file(tmp_path: Path) -> None:
    """The data files are read from a zipped package as from a folder, and all of them are there."""
    package = Path(minzheng_domain.__path__[0])
    archive = tmp_path / "zipped.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in package.rglob("*"):
            if file.suffix in {".py", ".toml"}:
                zipped.write(file, file.relative_to(package.parent))
    script = (
        "from minzheng_domain import codes\n"
        "from minzheng_domain.codes import divisions\n"
        "lists = [codes.code_list(id).id for id in codes.code_list_ids()]\n"
        "pairs = [codes.crosswalk(*pair).id for pair in codes.crosswalk_ids()]\n"
        "print(codes.__file__, len(lists), len(pairs), len(divisions.streets('310114')), sep='\\n')"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(archive), "PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    place, lists, pairs, units = ran.stdout.splitlines()
    assert Path(place).is_relative_to(archive)
    assert (int(lists), int(units)) == (len(code_list_ids()), 12)
    assert int(pairs) > 0
