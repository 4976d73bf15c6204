"""Rules: what their declarations refuse, how they are run, and what is told of what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType
from typing import Any

import attrs
import pytest

from minzheng_domain import rules
from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger, Source
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.core import LEDGER_SCHEMA, CheckReport, Citation, Fault, Rule, Severity, check
from minzheng_domain.text import Text

KIND = Organization.__kind__
NAME = KIND.column("name")


def locate(kind: RecordKind, position: int, column: Column | None) -> Source:
    """Locate a record in a sheet."""
    return Source("台账.xlsx", f"{kind.title.zh}!{column.name if column else ''}{position + 2}")


def a_ledger(count: int = 3) -> Ledger:
    """Return a ledger read from a file, with some organizations."""
    records = [
        Organization(id=f"SO-{n}", name=f"组织{n}", type="FOUNDATION", status="REGISTERED") for n in range(count)
    ]
    return Ledger({"organizations": records}, header=Header(title="t"), locate=locate, file="台账.xlsx")


def a_fault(position: int | None = 0, **parts: Any) -> Fault:
    """Return a fault in the name of an organization."""
    given: dict[str, Any] = {
        "kind": KIND,
        "position": position,
        "column": NAME,
        "found": "组织",
        "expected": Text("规范的名称", "a proper name"),
    }
    return Fault(**{**given, **parts})


def a_rule(yields: Callable[[Ledger], Iterator[Fault | None]] = lambda _: iter(()), **parts: Any) -> Rule:
    """Declare a rule that yields some items."""
    given: dict[str, Any] = {
        "id": "TST001",
        "name": "wrong-name",
        "title": Text("名称不对", "wrong name"),
        "why": Text("难以辨认。", "It cannot be told."),
        "remedy": Text("请改正。", "Correct it."),
        "severity": Severity.WARNING,
        "basis": (LEDGER_SCHEMA,),
        "check": yields,
        "since": "0.1",
    }
    return Rule(**{**given, **parts})


# ----------------------------------------------------------------------------------------------- declarations

REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "an id in small letters": ({"id": "tst001"}, "编号应形如 LED001", "ids look like LED001"),
    "an id with two digits": ({"id": "TST01"}, "编号应形如 LED001", "ids look like LED001"),
    "a name with capitals": ({"name": "Wrong-name"}, "名称应形如", "names like-this"),
    "a name with a dash at its end": ({"name": "wrong-"}, "名称应形如", "names like-this"),
    "no basis": ({"basis": ()}, "缺少依据", "it rests on nothing"),
    "an error on hearsay": (
        {"severity": Severity.ERROR, "basis": (Citation("某办法", "第三条", read=False),)},
        "没有读过原文的依据不能定为错误",
        "an error needs a text that was read",
    ),
    "an end before the beginning": (
        {"valid_from": date(2019, 1, 2), "valid_until": date(2019, 1, 1)},
        "失效早于生效",
        "it ends before it begins",
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
        {"basis": (Citation("某办法", read=False),)},
        {"severity": Severity.ERROR, "basis": (Citation("某办法", read=False), Citation("某条例"))},
        {"valid_from": date(2019, 1, 1), "valid_until": date(2019, 1, 1)},
        {"valid_until": date(2019, 1, 1)},
    ],
)
def test_rule_may_rest_on_what_it_can(parts: dict[str, Any]) -> None:
    """A warning may rest on hearsay, an error on one text that was read, a rule be law for a day or since ever."""
    assert a_rule(**parts).version == 1


def test_citation_is_said_with_its_article() -> None:
    """A citation reads as it is cited: the document, and the article where one is meant."""
    assert str(Citation("《社会团体登记管理条例》", "第三条")) == "《社会团体登记管理条例》第三条"
    assert str(Citation("GB 32100-2015")) == "GB 32100-2015"


def test_rules_are_compared_by_what_they_declare() -> None:
    """Two rules that declare the same are equal, whatever function looks; another version is another rule."""
    assert a_rule() == a_rule(lambda _: iter([None]))
    assert a_rule() != a_rule(version=2)


# ---------------------------------------------------------------------------------------------------- running


def test_rule_counts_what_it_looked_at() -> None:
    """A rule reports how many things it looked at, how many passed, and how many failed."""
    rule = a_rule(lambda _: iter([None, a_fault(1), None, None, a_fault(2)]))

    report = check([rule], a_ledger())

    (result,) = report.results
    assert (result.rule, result.applied, result.passed, result.failed) == (rule, 5, 3, 2)
    assert (result.skipped, result.crashed) == (None, None)
    assert len(report.findings) == 2


def test_finding_says_where_and_what() -> None:
    """A finding carries rule, record, field and source, what was found and what is wanted, and what to do."""
    fault = a_fault(1, suggestion=Text("是不是 X？", "Did you mean X? "), related=("SO-2",))

    (finding,) = check([a_rule(lambda _: iter([fault]))], a_ledger()).findings

    assert (finding.rule, finding.severity) == ("TST001", Severity.WARNING)
    assert (finding.kind, finding.record, finding.field) == ("organizations", "SO-1", "name")
    assert finding.source == Source("台账.xlsx", "社会组织!name3")
    assert finding.related == ("SO-2",)
    assert finding.basis == (LEDGER_SCHEMA,)
    assert finding.message.zh == "台账.xlsx: 社会组织!name3：名称不对。实为 组织，应为规范的名称。是不是 X？请改正。"
    assert finding.message.en == (
        "台账.xlsx: 社会组织!name3: wrong name; found 组织, wanted a proper name. Did you mean X? Correct it."
    )


def test_finding_of_a_whole_record_has_no_field() -> None:
    """A fault of a record as a whole is located at the record."""
    (finding,) = check([a_rule(lambda _: iter([a_fault(0, column=None)]))], a_ledger()).findings

    assert (finding.record, finding.field, finding.source.place) == ("SO-0", None, "社会组织!2")


def test_finding_of_the_ledger_is_located_at_its_file() -> None:
    """A fault of the ledger as a whole names no record, and stands at the root of the file."""
    fault = a_fault(None, kind=None, column=None)

    (finding,) = check([a_rule(lambda _: iter([fault]))], a_ledger()).findings

    assert (finding.kind, finding.record, finding.field) == (None, None, None)
    assert finding.source == Source("台账.xlsx", "$")


def test_what_is_found_may_hold_anything() -> None:
    """Braces in what was found are told as they are."""
    (finding,) = check([a_rule(lambda _: iter([a_fault(found="{x} {0} {")]))], a_ledger()).findings

    assert "实为 {x} {0} {，" in finding.message.zh


def _crashing(_ledger: Ledger) -> Iterator[Fault | None]:
    yield None
    yield a_fault(0)
    msg = "没有料到"
    raise ZeroDivisionError(msg)


CRASHES: dict[str, tuple[Any, str]] = {
    "in its course": (_crashing, "ZeroDivisionError: 没有料到 (_crashing, line "),
    "at once": (lambda _ledger: 1 // 0, "ZeroDivisionError"),
    "by giving nothing to look at": (lambda _ledger: None, "TypeError"),
    "by yielding what is no fault": (lambda _ledger: iter(["fault"]), "AttributeError"),
    "by naming a record that is not there": (lambda _ledger: iter([a_fault(99)]), "IndexError"),
}


@pytest.mark.parametrize("how", CRASHES)
def test_crash_of_a_rule_is_a_finding(how: str) -> None:
    """A rule that crashes is a finding of error severity with the cause; it is never silence."""
    looks, said = CRASHES[how]

    report = check([a_rule(looks)], a_ledger())

    (result,) = report.results
    assert result.crashed is not None
    assert said in result.crashed
    crash = report.findings[-1]
    assert crash.severity is Severity.ERROR
    assert crash.found == result.crashed
    assert crash.title == Text("规则 TST001 运行失败", "rule TST001 crashed")
    assert crash.source == Source("台账.xlsx", "$")
    assert report.has_errors


def test_crash_is_no_thing_that_failed() -> None:
    """What a rule had found before it crashed stays; the crash itself is none of the things that it looked at."""
    report = check([a_rule(_crashing)], a_ledger())

    (result,) = report.results
    assert (result.passed, result.failed, result.applied) == (1, 1, 2)
    assert len(report.findings) == 2


def test_other_rules_run_where_one_crashes() -> None:
    """A rule that crashes takes no other with it, before or after."""
    fine = a_rule(lambda _: iter([a_fault(0)]))

    report = check([fine, a_rule(_crashing, id="TST002"), attrs.evolve(fine, id="TST003")], a_ledger())

    assert [result.rule.id for result in report.results] == ["TST001", "TST002", "TST003"]
    assert [finding.rule for finding in report.findings] == ["TST001", "TST002", "TST002", "TST003"]


def test_interruption_is_no_crash_of_a_rule() -> None:
    """When the user interrupts, the check ends; the rule is not to blame."""

    def interrupted(_ledger: Ledger) -> Iterator[Fault | None]:
        raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        check([a_rule(interrupted)], a_ledger())


def test_report_counts_by_severity() -> None:
    """A report tells how many findings weigh how much; only errors make a ledger faulty."""
    ledger = a_ledger()
    warning = a_rule(lambda _: iter([a_fault(0), a_fault(1)]))
    error = a_rule(lambda _: iter([a_fault(0)]), id="TST002", severity=Severity.ERROR)

    report = check([warning, error], ledger)

    assert [report.count(severity) for severity in Severity] == [1, 2, 0]
    assert report.has_errors
    assert not check([warning], ledger).has_errors
    assert CheckReport((), ()).count(Severity.ERROR) == 0


# --------------------------------------------------------------------------------------------------- catalogue


def test_rules_of_the_library_come_in_order() -> None:
    """Rules are found without a list, and stand in the order of their ids; each is worded in both languages."""
    found = builtin_rules()

    assert [rule.id for rule in found] == sorted({rule.id for rule in found})
    for rule in found:
        for text in (rule.title, rule.why, rule.remedy):
            assert text.zh
            assert text.en
            assert text.en.isascii()


def _module(**values: Any) -> ModuleType:
    module = ModuleType("minzheng_domain.rules.given")
    vars(module).update(values, Rule=Rule, text="text")
    return module


def test_rule_that_stands_in_two_modules_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule imported into a second module is found once."""
    rule = a_rule()
    monkeypatch.setattr(rules, "modules_of", lambda _package: [_module(A=rule), _module(B=rule)])

    assert builtin_rules.__wrapped__() == (rule,)


@pytest.mark.parametrize(
    ("second", "said"),
    [({"name": "other-name"}, "两条规则同为 TST001"), ({"id": "TST002"}, "两条规则同名：wrong-name")],
)
def test_two_rules_are_told_apart(second: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules with one id, or with one name, are refused."""
    monkeypatch.setattr(rules, "modules_of", lambda _package: [_module(A=a_rule(), B=a_rule(**second))])

    with pytest.raises(DeclarationError) as caught:
        builtin_rules.__wrapped__()

    assert caught.value.message.zh == said
