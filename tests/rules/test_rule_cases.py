"""The rules of the library, held against their case files."""

from __future__ import annotations

from pathlib import Path

import pytest

from minzheng_domain.rules import builtin_rules, cases
from minzheng_domain.testing import load_rule_cases, run_rule_case

FILES = Path(cases.__file__).parent
RULES = {rule.id: rule for rule in builtin_rules()}


def test_every_rule_has_its_case_file() -> None:
    """There is one case file for each rule, called like it, and none for anything else."""
    named = {path.stem: load_rule_cases(path)[0].rule for path in FILES.glob("*.toml")}

    assert named == {name: name for name in RULES}


@pytest.mark.parametrize("rule", RULES)
def test_rule_does_what_its_cases_say(rule: str) -> None:
    """Every case passes or fails as its file says, with the findings that it names."""
    for case in load_rule_cases(FILES / f"{rule}.toml"):
        run_rule_case(case, RULES)


@pytest.mark.parametrize("rule", RULES)
def test_cases_show_what_passes_and_what_fails(rule: str) -> None:
    """Each rule has a case that passes and one that fails."""
    cases = load_rule_cases(FILES / f"{rule}.toml")

    assert {case.passes for case in cases} == {True, False}
