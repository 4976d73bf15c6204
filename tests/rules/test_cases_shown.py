"""Cases as they are shown: what stands in their files, as any program can take it."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules import cases as cases_of_rules
from minzheng_domain.rules.cases import rule_cases
from minzheng_domain.rules.core import Rule
from minzheng_domain.testing import load_rule_cases

FILES = Path(cases_of_rules.__file__).parent

CASES = """
rule = "TST001"

[[cases]]
title = { zh = "例", en = "example" }
verdict = "fail"
day = 2020-01-31
findings = [{ record = "甲", found = "2019-12-31" }]

[cases.ledger]
organizations = [{ id = "甲", registered_on = 2019-12-31, staff = 3, is_open = true }, { id = "乙" }]
"""


@pytest.mark.parametrize("rule", builtin_rules(), ids=lambda rule: rule.id)
def test_every_case_of_a_rule_is_shown(rule: Rule) -> None:
    """As many cases as are tested are shown, in their order, and all of it can be written as JSON."""
    shown = rule_cases(rule.id)
    tested = load_rule_cases(FILES / f"{rule.id}.toml")

    assert [case["title"]["zh"] for case in shown] == [case.title.zh for case in tested]
    assert json.loads(json.dumps(shown)) == shown


def test_days_are_shown_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in a case a day stands, it is written out; everything else is as it stands in the file."""
    (tmp_path / "TST001.toml").write_text(CASES, encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)

    assert rule_cases("TST001") == [
        {
            "title": {"zh": "例", "en": "example"},
            "verdict": "fail",
            "day": "2020-01-31",
            "findings": [{"record": "甲", "found": "2019-12-31"}],
            "ledger": {
                "organizations": [
                    {"id": "甲", "registered_on": "2019-12-31", "staff": 3, "is_open": True},
                    {"id": "乙"},
                ]
            },
        }
    ]


def test_a_rule_without_a_file_here_has_no_cases() -> None:
    """The rule of a plugin keeps its cases elsewhere: none are shown, and nothing fails."""
    assert rule_cases("ZZZ999") == []
