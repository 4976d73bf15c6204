"""Figures, checks and declarations as JSON: exact numbers as text, in one form for files and the command."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.formats.json import checks_as_json, figures_as_json, measure_as_json, rule_as_json
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.plugin import Sensitivity
from minzheng_domain.quantities import Approximation
from minzheng_domain.statistics.figure import Figure, Part
from minzheng_domain.text import Text

CATALOGUE = Catalogue.builtin()
YEAR = Period.year(2019, cutoff="2019-12-18")


def figure(value: Decimal | None, *, measure: str = "projects.funding", **more: Any) -> Figure:
    """Return a figure that stands on no record."""
    words = Text("统计口径", "definition")
    return Figure(measure=CATALOGUE.measure(measure), period=YEAR, value=value, definition=words, **more)


def test_figure_has_the_shape_that_programs_know() -> None:
    """The members are those of ``minzheng figures --json``, in this order."""
    (shown,) = figures_as_json([figure(Decimal("765.67"))])

    assert list(shown) == ["id", "title", "unit", "value", "by", "approximate", "definition", "records"]
    assert (shown["id"], shown["unit"], shown["value"]) == ("projects.funding", "万元", "765.67")
    assert (shown["by"], shown["approximate"], shown["records"]) == ({}, False, [])
    assert shown["definition"] == "统计口径"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("7.6567E+2", "765.67"), ("1E+3", "1000"), ("0.1234567890123456789", "0.1234567890123456789"), ("-0.50", "-0.5")],
)
def test_number_is_exact_and_without_exponent(number: str, shown: str) -> None:
    """No digit is rounded away, and no reader has to know of exponents."""
    assert figures_as_json([figure(Decimal(number))])[0]["value"] == shown


def test_figure_without_a_value_is_null() -> None:
    """A ratio to nothing has no number, neither as a whole nor in a group."""
    part = Part(label=Text("区级", "district"), value=None)

    (shown,) = figures_as_json([figure(None, parts={"DISTRICT": part})])

    assert (shown["value"], shown["by"]) == (None, {"区级": None})


def test_groups_stand_under_their_labels_in_the_language_asked_for() -> None:
    """Title, unit, labels and definition follow the language, numbers do not."""
    parts = {
        "DISTRICT": Part(label=Text("区级", "district level"), value=Decimal(2)),
        "": Part(label=Text("未注明", "not stated"), value=Decimal(1)),
    }
    given = figure(Decimal(3), parts=parts, approximation=Approximation.CLOSE_TO)

    (zh,), (en,) = figures_as_json([given]), figures_as_json([given], "en")

    assert zh["by"] == {"区级": "2", "未注明": "1"}
    assert en["by"] == {"district level": "2", "not stated": "1"}
    assert (zh["approximate"], en["definition"]) == (True, "definition")
    assert zh["title"] != en["title"]


def test_groups_with_one_label_are_told_apart() -> None:
    """No group hides another: where two are called alike, each bears its code."""
    parts = {
        code: Part(label=Text("城东街道", "Chengdong"), value=Decimal(value)) for code, value in (("A", 1), ("B", 2))
    }

    (shown,) = figures_as_json([figure(Decimal(3), parts=parts)])

    assert shown["by"] == {"城东街道 (A)": "1", "城东街道 (B)": "2"}


def test_records_are_those_that_the_figure_stands_on() -> None:
    """The ids let every number be traced back."""
    members = [
        Organization(id=f"ORG-{i}", name="例", type="SOCIAL_GROUP", status="REGISTERED", registered_on=YEAR.start)
        for i in range(3)
    ]
    ledger = Ledger.of(members, header=Header(title="例"))

    (shown,) = figures_as_json([CATALOGUE.evaluate("organizations.registered", ledger, YEAR)])

    assert shown["value"] == "3"
    assert shown["records"] == ["ORG-0", "ORG-1", "ORG-2"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_measure_and_rule_can_be_told(language: Any) -> None:
    """What a measure or rule says of itself is JSON in both languages."""
    measures = [measure_as_json(measure, CATALOGUE.measures, language) for measure in CATALOGUE.measures.values()]
    rules = [rule_as_json(rule, language) for rule in CATALOGUE.rules.values()]

    assert json.loads(json.dumps([measures, rules])) == [measures, rules]
    assert [shown["id"] for shown in measures] == list(CATALOGUE.measures)
    assert all(shown["definition"] and shown["title"] and shown["unit"] for shown in measures)
    assert all(shown["why"] and shown["basis"] and shown["severity"] for shown in rules)


def test_measure_tells_over_what_it_adds() -> None:
    """The flags are told one by one."""
    shown = measure_as_json(CATALOGUE.measure("community.registered"), CATALOGUE.measures)

    assert shown["additive"] == ["over_category", "over_level", "over_town"]
    assert shown["by"] == "organizations.community_category"


def test_checks_tell_findings_and_how_each_rule_fared(ledger: Ledger) -> None:
    """Findings with place and remedy, counts by severity, and for every rule how much it looked at."""
    shown = checks_as_json(CATALOGUE.check(ledger))

    by_rule = {finding["rule"]: finding for finding in shown["findings"]}
    assert {"LED001", "LED002"} <= set(by_rule)
    assert by_rule["LED001"]["record"] == "ORG-2"
    assert by_rule["LED002"]["field"] == "organization"
    assert by_rule["LED002"]["source"] == {"file": "", "place": "registration_changes[0].organization"}
    assert shown["counts"]["error"] == sum(finding["severity"] == "error" for finding in shown["findings"])
    assert {rule["id"]: rule["applied"] for rule in shown["rules"]}["LED001"] == 4
    assert json.loads(json.dumps(shown)) == shown


def test_crash_is_told_to_those_only_who_may_see_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash may quote a record: others are told that there was one."""
    checks = CATALOGUE.check(ledger)
    crashed = checks.results[0].__class__(rule=checks.results[0].rule, crashed="ValueError: 负责人甲")
    report = checks.__class__((crashed,), ())

    assert checks_as_json(report)["rules"][0]["crashed"] == "ValueError: 负责人甲"
    assert "负责人甲" not in json.dumps(checks_as_json(report, "zh", Sensitivity.INTERNAL), ensure_ascii=False)
