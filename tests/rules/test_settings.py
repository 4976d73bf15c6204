"""Profiles and waivers as files: read strictly, every fault with its place, in both languages."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minzheng_domain import Catalogue, ReadError, Severity
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import Parameter, ParameterKind, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.profile import read_profile
from minzheng_domain.rules.waivers import read_waivers
from minzheng_domain.text import Text

WORDS: dict[str, Any] = {"title": Text("例", "x"), "why": Text("例", "x"), "remedy": Text("例", "x"), "since": "0.1"}
PARAMETERS = [
    Parameter("funds", ParameterKind.DECIMAL, Text("资金（元）", "funds")),
    Parameter("members", ParameterKind.NUMBER, Text("会员数", "members")),
    Parameter("deadline", ParameterKind.DATE, Text("期限", "deadline")),
    Parameter("words", ParameterKind.NAMES, Text("禁用字词", "words")),
]


@each(
    Organization,
    id="TST001",
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema")],
    parameters=PARAMETERS,
    **WORDS,
)
def example_fault(_organization, _look):
    """Find nothing."""


@each(Organization, id="TST002", severity=Severity.WARNING, basis=[Citation("credit-measures")], **WORDS)
def hearsay_fault(_organization, _look):
    """Find nothing."""


RULES = {rule.id: rule for rule in (example_fault, hearsay_fault)}
HEAD = 'title = { zh = "例", en = "example" }\nedition = "2024.1"\n'


def file(tmp_path: Path, text: str) -> Path:
    """Write a settings file."""
    path = tmp_path / "规则 配置.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_profile_sets_what_it_says(tmp_path):
    """Rules off, severities, parameters of every kind, and the edition."""
    profile = read_profile(
        file(
            tmp_path,
            HEAD + 'disabled = ["TST002"]\n[severities]\nTST001 = "notice"\n'
            '[parameters]\nfunds = 30000.5\nmembers = 20\ndeadline = 2014-12-31\nwords = ["中华"]\n',
        ),
        RULES,
    )

    assert (profile.title, profile.edition) == (Text("例", "example"), "2024.1")
    assert profile.disabled == {"TST002"}
    assert profile.severity_of(example_fault) is Severity.NOTICE
    assert profile.severity_of(hearsay_fault) is Severity.WARNING
    assert profile.parameters == {
        "funds": Decimal("30000.5"),
        "members": 20,
        "deadline": date(2014, 12, 31),
        "words": ("中华",),
    }


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("= 1", "$", "TOML"),
        ('edition = "1"\n', "$.title", "zh 和 en"),
        ('title = { zh = "例" }\nedition = "1"\n', "$.title", "zh 和 en"),
        ('title = { zh = "例", en = 1 }\nedition = "1"\n', "$.title", "zh 和 en"),
        ('title = { zh = "例", en = "" }\nedition = "1"\n', "$.title", "zh 和 en"),
        ('title = { zh = "例", en = "x" }\n', "$.edition", "非空文字"),
        ('title = { zh = "例", en = "x" }\nedition = 1\n', "$.edition", "非空文字"),
        (HEAD + 'disabled = ["TST01"]', "$.disabled[0]", "是不是 TST001"),
        (HEAD + 'disabled = "TST001"', "$.disabled", "列表"),
        (HEAD + 'colour = "red"', "$.colour", "已有的字段"),
        (HEAD + 'severities = "error"', "$.severities", "一张表"),
        (HEAD + "parameters = 1", "$.parameters", "一张表"),
        (HEAD + '[severities]\nTST009 = "error"', "$.severities.TST009", "规则编号"),
        (HEAD + '[severities]\nTST001 = "bad"', "$.severities.TST001", "error、warning"),
        (HEAD + '[severities]\nTST002 = "error"', "$.severities.TST002", "原文未核"),
        (HEAD + "[parameters]\nfund = 1", "$.parameters.fund", "是不是 funds"),
        (HEAD + "[parameters]\nfunds = -1", "$.parameters.funds", "非负的数（资金（元））"),
        (HEAD + "[parameters]\nfunds = nan", "$.parameters.funds", "非负的数"),
        (HEAD + "[parameters]\nfunds = true", "$.parameters.funds", "非负的数"),
        (HEAD + "[parameters]\nmembers = 1.5", "$.parameters.members", "非负整数"),
        (HEAD + "[parameters]\nmembers = -1", "$.parameters.members", "非负整数"),
        (HEAD + "[parameters]\nmembers = true", "$.parameters.members", "非负整数"),
        (HEAD + '[parameters]\ndeadline = "2014"', "$.parameters.deadline", "日期"),
        (HEAD + "[parameters]\ndeadline = 2014-12-31T00:00:00", "$.parameters.deadline", "日期"),
        (HEAD + "[parameters]\nwords = []", "$.parameters.words", "文字的列表"),
        (HEAD + "[parameters]\nwords = [1]", "$.parameters.words", "文字的列表"),
        (HEAD + '[parameters]\nwords = ["中华", 1]', "$.parameters.words", "文字的列表"),
        (HEAD + '[parameters]\nwords = ["中华", ""]', "$.parameters.words", "文字的列表"),
        (HEAD + '[parameters]\nwords = "中华"', "$.parameters.words", "文字的列表"),
    ],
)
def test_a_profile_that_is_wrong_is_refused_with_its_place(tmp_path, text, path, wanted):
    """The message names file, place, what was found and what is wanted."""
    with pytest.raises(ReadError) as caught:
        read_profile(file(tmp_path, text), RULES)

    (problem,) = caught.value.problems
    assert problem.path == path
    assert wanted in problem.wanted.zh
    assert "规则 配置.toml" in str(caught.value)


@pytest.mark.parametrize("key", ["title", "edition", "disabled", "severities", "parameters"])
def test_a_misspelt_key_of_a_profile_is_told_with_the_right_one(tmp_path, key):
    """Whichever key lacks its last letter, the one that was meant is named."""
    with pytest.raises(ReadError) as caught:
        read_profile(file(tmp_path, f"{HEAD}{key[:-1]} = 1\n"), RULES)

    (problem,) = caught.value.problems
    assert problem.path == f"$.{key[:-1]}"
    assert problem.wanted == Text(f"已有的字段（是不是 {key}？）", f"a known key (did you mean {key}?)")


def test_a_number_of_a_profile_may_be_nought(tmp_path):
    """Not negative is what is wanted of numbers: nought is one."""
    profile = read_profile(file(tmp_path, HEAD + "[parameters]\nfunds = 0\nmembers = 0\n"), RULES)

    assert profile.parameters == {"funds": Decimal(0), "members": 0}


def test_all_faults_of_the_tables_of_a_profile_are_told_at_once(tmp_path):
    """A fault in one entry hides none in those after it, whatever is wrong with it."""
    text = (
        '[severities]\nTST008 = "error"\nTST001 = "bad"\nTST002 = "error"\nTST009 = "notice"\n'
        "[parameters]\nmoney = 1\nmembers = -1\nfund = 1\n"
    )
    with pytest.raises(ReadError) as caught:
        read_profile(file(tmp_path, HEAD + text), RULES)

    assert [problem.path for problem in caught.value.problems] == [
        "$.severities.TST008",
        "$.severities.TST001",
        "$.severities.TST002",
        "$.severities.TST009",
        "$.parameters.money",
        "$.parameters.members",
        "$.parameters.fund",
    ]


def test_all_faults_of_a_profile_are_told_at_once(tmp_path):
    """A clerk mends the file once."""
    with pytest.raises(ReadError) as caught:
        read_profile(file(tmp_path, 'disabled = ["A", "B"]\nx = 1\n'), RULES)

    assert [problem.path for problem in caught.value.problems] == [
        "$.title",
        "$.edition",
        "$.disabled[0]",
        "$.disabled[1]",
        "$.x",
    ]


def test_a_missing_file_is_named(tmp_path):
    """So is one that is not UTF-8."""
    with pytest.raises(ReadError, match=r"无\.toml"):
        Catalogue.builtin().profile(tmp_path / "无.toml")
    (tmp_path / "国标.toml").write_bytes('edition = "例"'.encode("gb18030"))
    with pytest.raises(ReadError, match="UTF-8"):
        Catalogue.builtin().waivers(tmp_path / "国标.toml")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, re.escape(os.strerror(errno.ENOENT))),
        ("= 1", r".*line 1, column 1\)"),
        ('edition = "1"\n', r"（缺） \(missing\)"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_wrong_with_it(tmp_path, text, found):
    """What was found is what the system says of the file, where its text is no TOML, or that a value is missing."""
    path = tmp_path / "无.toml" if text is None else file(tmp_path, text)
    with pytest.raises(ReadError) as caught:
        read_profile(path, RULES)

    (problem,) = caught.value.problems
    assert re.fullmatch(found, problem.found)


WAIVER = """[[waivers]]
rule = "TST001"
kind = "organizations"
record = "O1"
reason = "特批"
approver = "示例科"
expires = 2020-12-31
"""


def test_waivers_say_what_is_accepted_why_by_whom_and_until_when(tmp_path):
    """Each entry is one waiver; an empty file has none."""
    (made,) = read_waivers(file(tmp_path, WAIVER), RULES)

    assert (made.rule, made.record, made.approver, made.expires) == ("TST001", "O1", "示例科", date(2020, 12, 31))
    assert read_waivers(file(tmp_path, ""), RULES) == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("waivers = 1", "$.waivers"),
        (WAIVER.replace("TST001", "TST01"), "$.waivers[0].rule"),
        (WAIVER.replace("organizations", "organisations"), "$.waivers[0].kind"),
        (WAIVER.replace('reason = "特批"\n', ""), "$.waivers[0].reason"),
        (WAIVER.replace('reason = "特批"', 'reason = ""'), "$.waivers[0].reason"),
        (WAIVER.replace("2020-12-31", '"2020"'), "$.waivers[0].expires"),
        (WAIVER + 'note = "x"\n', "$.waivers[0].note"),
        (WAIVER + WAIVER, "$.waivers[1]"),
        ("waiver = 1\n" + WAIVER, "$.waiver"),
    ],
)
def test_a_waiver_that_is_wrong_is_refused_with_its_place(tmp_path, text, path):
    """Nothing is waived by a file that has a fault."""
    with pytest.raises(ReadError) as caught:
        read_waivers(file(tmp_path, text), RULES)

    assert [problem.path for problem in caught.value.problems] == [path]


@pytest.mark.parametrize("key", ["reason", "expires"])
def test_all_faults_of_waivers_are_told_at_once(tmp_path, key):
    """An entry that lacks something hides no fault of the next; as neither stands, neither is one too many."""
    lacking = "".join(line for line in WAIVER.splitlines(keepends=True) if not line.startswith(key))
    with pytest.raises(ReadError) as caught:
        read_waivers(file(tmp_path, lacking + lacking), RULES)

    assert [problem.path for problem in caught.value.problems] == [f"$.waivers[0].{key}", f"$.waivers[1].{key}"]


@pytest.mark.parametrize("key", ["rule", "kind", "record", "reason", "approver", "expires"])
def test_a_misspelt_key_of_a_waiver_is_told_with_the_right_one(tmp_path, key):
    """Whichever key lacks its last letter, the one that was meant is named."""
    with pytest.raises(ReadError) as caught:
        read_waivers(file(tmp_path, f"{WAIVER}{key[:-1]} = 1\n"), RULES)

    (problem,) = caught.value.problems
    assert problem.wanted == Text(f"已有的字段（是不是 {key}？）", f"a known key (did you mean {key}?)")


def test_a_misspelt_table_of_waivers_is_told_with_the_right_one(tmp_path):
    """A file whose entries are called otherwise is refused, not read as one without waivers."""
    with pytest.raises(ReadError) as caught:
        read_waivers(file(tmp_path, WAIVER.replace("[[waivers]]", "[[waiver]]")), RULES)

    (problem,) = caught.value.problems
    assert problem.path == "$.waiver"
    assert "是不是 waivers？" in problem.wanted.zh
