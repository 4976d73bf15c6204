"""The catalogue of rules as a whole: a ledger in which each fires, one in which none does; and no order counts."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_domain import Catalogue, Ledger, code_list
from minzheng_domain.model.columns import Record
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules import cases as cases_of_rules
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.core import ParameterKind, ParameterValue, Rule, Severity
from minzheng_domain.rules.decoupling_evidence import PROOF_OF
from minzheng_domain.rules.decoupling_scope import ENDINGS
from minzheng_domain.rules.law import legal_texts
from minzheng_domain.rules.names import _ENDINGS
from minzheng_domain.rules.profile import Profile
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.testing import load_rule_cases
from minzheng_domain.testing.cases import RuleCase
from minzheng_domain.testing.strategies import ledgers

CASES = Path(cases_of_rules.__file__).parent
RULES = {rule.id: rule for rule in builtin_rules()}
EXAMPLE = Path(__file__).parents[2] / "examples" / "jiading-2019"

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]+")
"""A run of Chinese characters, Chinese punctuation, or full-width signs."""
NAMED = {"DEC025": ENDINGS, "NAM003": {ending for endings in _ENDINGS.values() for ending in endings}}
"""Rules that list words of names beside those that the record bears."""


def failing(rule: str) -> list[RuleCase]:
    """Return the cases in which a rule finds something."""
    return [case for case in load_rule_cases(CASES / f"{rule}.toml") if case.findings]


def header_for(cases: list[RuleCase]) -> Header:
    """Return one header for many cases: of what they choose differently, what most of them choose."""
    headers = [case.ledger.header for case in cases]
    pairs = Counter(pair for header in headers for pair in header.schemes.items())
    schemes = {scheme: choice for (scheme, choice), _ in reversed(pairs.most_common())}
    named = Counter((h.district, h.division) for h in headers if h.district)
    ((district, division), _), *_ = named.most_common()
    return Header(title="全部", schemes=schemes, district=district, division=division)


def in_kind(rule: Rule, parameters: Mapping[str, ParameterValue]) -> dict[str, ParameterValue]:
    """Return the parameters of a case as the rule takes them: whole numbers may stand for decimal ones."""
    decimals = {p.name for p in rule.parameters if p.kind is ParameterKind.DECIMAL}
    return {name: Decimal(str(value)) if name in decimals else value for name, value in parameters.items()}


def under(prefix: str, ledger: Ledger) -> Iterator[Record]:
    """Return the records of a ledger with every id, and every reference to one, under a prefix."""
    for kind, records in ledger.kinds():
        names = ["id", *(column.name for column in kind.references)]
        for record in records:
            changed = {name: f"{prefix}:{value}" for name in names if (value := getattr(record, name)) is not None}
            yield attrs.evolve(record, **changed)  # type: ignore[misc]  # every kind is an attrs class


def test_one_ledger_in_which_every_rule_fires():
    """The failing cases of all rules, put together in one ledger, are all found there."""
    cases = {rule: failing(rule) for rule in RULES}
    records = [
        record
        for rule, members in cases.items()
        for place, case in enumerate(members)
        for record in under(f"{rule}-{place}", case.ledger)
    ]
    header = header_for([case for members in cases.values() for case in members])
    remarks = [remark for members in cases.values() for case in members for remark in case.ledger.remarks]
    together = Ledger({kind.name: found for kind, found in Ledger.of(records).kinds()}, header=header, remarks=remarks)

    def fires(rule: str, case: RuleCase) -> bool:
        profile = Profile(parameters=in_kind(RULES[rule], case.parameters))
        report = check([RULES[rule]], together, profile=profile, waivers=case.waivers, day=case.day)
        return report.results[0].failed > 0

    silent = [rule for rule, members in cases.items() if not any(fires(rule, case) for case in members)]

    assert silent == []


def test_one_ledger_in_which_no_rule_fires():
    """The example is clean under every rule, with the district's own parameters set; and many rules looked at it."""
    catalogue = Catalogue.builtin()
    profile = catalogue.profile(EXAMPLE / "profile.toml")
    report = catalogue.check(catalogue.read(EXAMPLE / "ledger.json"), profile=profile, day="2020-01-31")

    assert [finding.message.zh for finding in report.findings] == []
    assert [result.rule.id for result in report.results if result.skipped] == []
    assert sum(result.applied > 0 for result in report.results) > 100


def test_every_parameter_is_one_thing():
    """Rules that share a parameter mean the same by it."""
    parameters = {(p.name, p) for rule in builtin_rules() for p in rule.parameters}
    times = Counter(name for name, _ in parameters)

    assert [name for name, number in times.items() if number > 1] == []


def test_every_text_of_the_list_is_cited():
    """The list of law holds what the rules rest on, and nothing else."""
    cited = {citation.text.id for rule in builtin_rules() for citation in rule.basis}

    assert sorted(set(legal_texts()) - cited) == []


def test_errors_rest_on_what_was_read():
    """No rule of error severity rests on hearsay alone."""
    errors = [rule for rule in builtin_rules() if rule.severity is Severity.ERROR]

    assert len(errors) > 30
    assert all(any(citation.carries_error for citation in rule.basis) for rule in errors)


@pytest.mark.parametrize("rule", builtin_rules(), ids=lambda rule: rule.id)
def test_a_rule_is_worded_in_both_languages(rule):
    """Title, reason and remedy stand in Chinese and in English."""
    for text in (rule.title, rule.why, rule.remedy, *(parameter.title for parameter in rule.parameters)):
        chinese = sum("\u4e00" <= character <= "\u9fff" for character in text.en)
        assert not text.zh.isascii()
        assert sum(character.isascii() and character.isalpha() for character in text.en) > 2 * chinese


def data_of(case: RuleCase) -> str:
    """Return what a case says in its own words, as it stands and put right: what records, header and waivers hold."""
    values: list[object] = [case.ledger.header.district, *case.parameters.values()]
    values += [value for waiver in case.waivers for value in attrs.astuple(waiver, recurse=False)]
    values += [said for remark in case.ledger.remarks for said in (remark.source.place, remark.found, remark.taken)]
    for kind, records in case.ledger.kinds():
        values += [getattr(record, column.name) for record in records for column in kind.columns]
    put_right = ["".join(unicodedata.normalize("NFKC", str(value)).split()) for value in values]
    return "\n".join((*map(str, values), *put_right))


@pytest.mark.parametrize("rule", builtin_rules(), ids=lambda rule: rule.id)
def test_findings_are_english_in_english(rule):
    """The English of a finding has no Chinese but what it quotes: data of the case, or words that its title quotes."""
    quoted = {word for word in CHINESE.findall(rule.title.en) if f"“{word}”" in rule.title.zh}
    for case in failing(rule.id):
        profile = Profile(parameters=in_kind(rule, case.parameters))
        findings = check([rule], case.ledger, profile=profile, waivers=case.waivers, day=case.day).findings
        assert findings
        data, words = data_of(case), quoted | set(NAMED.get(rule.id, ()))
        for finding in findings:
            english = finding.message.en.removeprefix(f"{finding.source}: ")
            assert [run for run in CHINESE.findall(english) if run not in words and run not in data] == []


@settings(max_examples=25, deadline=None)
@given(ledger=ledgers(), seed=st.integers(0, 9))
def test_the_order_of_records_changes_no_finding(ledger, seed):
    """Whatever order a clerk enters records in, the same fields of the same records are found."""
    shuffled = {}
    for kind, records in ledger.kinds():
        members = list(records)
        random.Random(seed).shuffle(members)
        shuffled[kind.name] = members
    assert set(shuffled) <= set(record_kinds())

    def found(given_ledger: Ledger) -> Counter[tuple[str | None, ...]]:
        findings = check(builtin_rules(), given_ledger).findings
        return Counter((finding.rule, finding.kind, finding.record, finding.field) for finding in findings)

    assert found(Ledger(shuffled, header=ledger.header)) == found(ledger)


def test_every_decoupling_requirement_has_its_evidence() -> None:
    """What the bureau files for each of the nineteen requirements is told, and for nothing else."""
    assert set(PROOF_OF) == {entry.code for entry in code_list("decoupling-requirement").codes}


def test_a_waiver_is_idle_only_if_nothing_has_used_it_in_the_end() -> None:
    """LED009 looks when all others have run, wherever it stands among them."""
    named = Organization(id="O1", name="", type="FOUNDATION", status="REGISTERED")
    used = Waiver(
        rule="LED010",
        kind="organizations",
        record="O1",
        reason="待核",
        approver="示例科",
        expires=date(2030, 12, 31),
    )
    ledger, day = Ledger.of([named]), date(2020, 1, 1)

    report = check([RULES["LED009"], RULES["LED010"]], ledger, waivers=[used], day=day)
    alone = check([RULES["LED009"]], ledger, waivers=[used], day=day)

    assert report.findings == ()
    assert [(result.rule.id, result.applied, result.failed) for result in report.results] == [
        ("LED010", 1, 1),
        ("LED009", 1, 0),
    ]
    assert [finding.rule for finding in alone.findings] == ["LED009"]
