"""Rules: what their declarations hold and refuse, and what their functions may look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from minzheng_domain import rules
from minzheng_domain.codes import Sureness
from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.core import (
    Fault,
    Look,
    Parameter,
    ParameterKind,
    Rule,
    Scope,
    Severity,
    Verdict,
    WholeLedger,
    each,
    whole,
)
from minzheng_domain.rules.law import Citation, LegalText
from minzheng_domain.text import Text

SCHEMA = Citation("ledger-schema")
HEARSAY = Citation(LegalText(id="some", title=Text("某办法", "some measures"), sure=Sureness.WITNESS), "第三条")
SHARE = Parameter("share", ParameterKind.DECIMAL, Text("比例（%）", "share (%)"))


def words(**parts: Any) -> dict[str, Any]:
    """Return what a rule says of itself, with some parts otherwise."""
    given = {
        "id": "TST001",
        "title": Text("名称不对", "wrong name"),
        "why": Text("难以辨认。", "It cannot be told."),
        "remedy": Text("请改正。", "Correct it."),
        "severity": Severity.WARNING,
        "basis": [SCHEMA],
        "since": "0.1",
    }
    return {**given, **parts}


def a_rule(**parts: Any) -> Rule:
    """Declare a rule that finds nothing, with some parts otherwise."""

    def wrong_name(_organization: Organization, _look: Look) -> Verdict:
        return None

    return each(Organization, **words(**parts))(wrong_name)


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "an id in small letters": ({"id": "tst001"}, "编号应形如 LED001", "ids look like LED001"),
    "an id with two digits": ({"id": "TST01"}, "编号应形如 LED001", "ids look like LED001"),
    "no basis": ({"basis": []}, "缺少依据", "it rests on nothing"),
    "an error on hearsay": (
        {"severity": Severity.ERROR, "basis": [HEARSAY]},
        "没有读过原文的依据不能定为错误",
        "an error needs a text that was read",
    ),
    "an end before the beginning": (
        {"valid_from": date(2019, 1, 2), "valid_until": date(2019, 1, 1), "on": lambda record: record.registered_on},
        "失效早于生效",
        "it ends before it begins",
    ),
    "a last day without saying which day of a record counts": (
        {"valid_until": date(2019, 1, 2)},
        "有时效的规则应说明以记录的哪一天为准",
        "a dated rule says which day of a record counts",
    ),
    "days without saying which day of a record counts": (
        {"valid_from": date(2019, 1, 2)},
        "有时效的规则应说明以记录的哪一天为准",
        "a dated rule says which day of a record counts",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_rule_that_contradicts_itself_is_refused(what: str) -> None:
    """A rule whose parts contradict each other cannot be declared; the message names it and says why."""
    parts, zh, en = REFUSED[what]

    with pytest.raises(DeclarationError) as caught:
        a_rule(**parts)

    assert caught.value.message.zh.startswith(f"规则 {parts.get('id', 'TST001')}：")
    assert zh in caught.value.message.zh
    assert en in caught.value.message.en


@pytest.mark.parametrize(
    "parts",
    [
        {"basis": [HEARSAY]},
        {"severity": Severity.ERROR, "basis": [HEARSAY, SCHEMA]},
        {"severity": Severity.ERROR, "basis": [Citation(HEARSAY.text, "第四条", sure=Sureness.READ)]},
        {"valid_from": date(2019, 1, 1), "valid_until": date(2019, 1, 1), "on": lambda record: record.registered_on},
    ],
)
def test_rule_may_rest_on_what_it_can(parts: dict[str, Any]) -> None:
    """A warning may rest on hearsay, an error on one text or one place that was read, a rule be law for a day."""
    assert a_rule(**parts).version == 1


def test_severity_is_bounded_by_what_was_read() -> None:
    """Whoever raises the weight of findings to an error is bound by the same: the text must have been read."""
    assert a_rule(basis=[SCHEMA]).may_weigh(Severity.ERROR)
    assert not a_rule(basis=[HEARSAY]).may_weigh(Severity.ERROR)
    assert a_rule(basis=[HEARSAY]).may_weigh(Severity.NOTICE)


@pytest.mark.parametrize(
    ("days", "asked", "is_law"),
    [
        ((None, None), "1900-01-01", True),
        (("2019-01-01", None), "2018-12-31", False),
        (("2019-01-01", None), "2019-01-01", True),
        ((None, "2019-12-31"), "2019-12-31", True),
        ((None, "2019-12-31"), "2020-01-01", False),
    ],
)
def test_rule_is_law_between_its_days(days: tuple[str | None, str | None], asked: str, *, is_law: bool) -> None:
    """A rule is law from its first to its last day, both included; an absent day sets no bound."""
    first, last = (date.fromisoformat(day) if day else None for day in days)
    rule = a_rule(valid_from=first, valid_until=last, on=lambda record: record.registered_on)

    assert rule.is_law_on(date.fromisoformat(asked)) is is_law


def test_rule_is_named_after_its_fault() -> None:
    """The name of a rule is that of its function, with dashes; its family are the letters of its id."""
    rule = a_rule()

    assert (rule.name, rule.family, rule.kind, rule.scope) == ("wrong-name", "TST", "organizations", Scope.RECORD)


def test_rule_on_the_whole_ledger_has_no_kind() -> None:
    """A rule that looks at the ledger as a whole is of no kind of record."""

    @whole(**words(parameters=[SHARE], needs_day=True))
    def _nothing_there(_look: Look) -> Iterator[Verdict]:
        yield None

    assert (_nothing_there.kind, _nothing_there.name, _nothing_there.scope) == (None, "nothing-there", Scope.RECORDS)
    assert (_nothing_there.parameters, _nothing_there.needs_day) == ((SHARE,), True)


def test_rule_on_the_whole_ledger_runs_in_its_place_unless_it_says_otherwise() -> None:
    """Only a rule that says so looks at the check itself, also where it is put together out of its parts."""
    assert WholeLedger(lambda _look: ()).after_all is False
    assert WholeLedger(lambda _look: (), after_all=True).after_all is True


def test_function_whose_name_is_no_name_of_a_fault_is_refused() -> None:
    """A function must be called like a fault: in small letters."""
    with pytest.raises(DeclarationError, match="名称应形如"):

        @whole(**words())
        def WrongName(_look: Look) -> Iterator[Verdict]:  # noqa: N802 - what is refused
            yield None


# ------------------------------------------------------------------------------------------------------ looking


def an_organization(id_: str, **fields: Any) -> Organization:
    """Return an organization."""
    return Organization(id=id_, name=id_, type="FOUNDATION", status="REGISTERED", **fields)


def test_look_follows_references() -> None:
    """A rule can look up a record by its id; an empty reference and one that leads nowhere give none."""
    record = an_organization("甲")
    look = Look(Ledger.of([record]))

    assert look.get(Organization, "甲") is record
    assert look.get(Organization, "乙") is None
    assert look.get(Organization, None) is None


def test_look_finds_what_is_related() -> None:
    """A rule can look up the records whose field has a value, in the order of the ledger."""
    first, other, second = (
        an_organization("1", town="甲"),
        an_organization("2", town="乙"),
        an_organization("3", town="甲"),
    )
    look = Look(Ledger.of([first, other, second]))

    assert look.related(Organization, "town", "甲") == [first, second]
    assert look.related(Organization, "town", "丙") == []
    assert look.related(Project, "contractor", "甲") == []


def test_look_gives_day_and_parameters() -> None:
    """A rule gets the day of the check and what the district sets; without a day there is none to be had."""
    look = Look(Ledger.of([]), day=date(2020, 1, 1), parameters={"share": 3})

    assert look.day == date(2020, 1, 1)
    assert look.parameter(SHARE) == 3
    with pytest.raises(DeclarationError, match="没有给出检查日期"):
        _ = Look(Ledger.of([])).day


# ---------------------------------------------------------------------------------------------------- catalogue


def test_rules_of_the_library_come_in_order() -> None:
    """Rules are found without a list, and stand in the order of their ids; each is worded in both languages."""
    found = builtin_rules()

    assert [rule.id for rule in found] == sorted({rule.id for rule in found})
    for rule in found:
        for text in (rule.title, rule.why, rule.remedy):
            assert text.zh
            assert text.en


def _module(**values: Any) -> ModuleType:
    module = ModuleType("minzheng_domain.rules.given")
    vars(module).update(values, Rule=Rule, text="text")
    return module


def test_rule_that_stands_in_two_modules_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule imported into a second module is found once."""
    rule = a_rule()
    monkeypatch.setattr(rules, "modules_of", lambda _package: [_module(A=rule), _module(B=rule)])

    assert builtin_rules.__wrapped__() == (rule,)


def test_two_rules_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules with one id are refused."""
    monkeypatch.setattr(rules, "modules_of", lambda _package: [_module(A=a_rule(), B=a_rule(version=2))])

    with pytest.raises(DeclarationError, match="两条规则同为 TST001"):
        builtin_rules.__wrapped__()


def test_two_rules_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules with one name are refused."""
    monkeypatch.setattr(rules, "modules_of", lambda _package: [_module(A=a_rule(), B=a_rule(id="TST002"))])

    with pytest.raises(DeclarationError, match="两条规则同名：wrong-name"):
        builtin_rules.__wrapped__()


def test_fault_is_made_by_name() -> None:
    """A fault names its field first, and everything else by name."""
    fault = Fault("name", found="组织", expected=Text("规范的名称", "a proper name"))

    assert (fault.field, fault.difference, fault.suggestion, fault.related) == ("name", None, None, ())
