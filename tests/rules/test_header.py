"""The header of a report of findings: what a check was made with and of, so that it can be made again."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, timedelta, timezone
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import attrs
import pytest

from minzheng_domain.codes import CodeList, code_list
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.rules import header as header_module
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.core import Look, Rule, Severity, Verdict, whole
from minzheng_domain.rules.header import DIGITS, CheckHeader, header_of
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.profile import Profile
from minzheng_domain.text import Text

NOW = datetime(2020, 1, 31, 9, 5, 7, 123456, tzinfo=timezone(timedelta(hours=8)))
EMPTY = Ledger.of([])


def a_rule(number: int, version: int = 1) -> Rule:
    """Declare a rule that looks at nothing."""

    def nothing_seen(_look: Look) -> list[Verdict]:
        return []

    words = Text("例", "example")
    return whole(
        id=f"TST00{number}",
        basis=[Citation("ledger-schema")],
        title=words,
        why=words,
        remedy=words,
        severity=Severity.NOTICE,
        since="0.1",
        version=version,
    )(nothing_seen)  # type: ignore[arg-type]  # any iterable will do


def header_with(*rules: Rule) -> CheckHeader:
    """Return the header of a check of nothing."""
    return header_of(check(rules, EMPTY), EMPTY, now=NOW)


def test_a_header_says_what_the_check_was_made_with() -> None:
    """It tells the profile with its edition, the day, how many rules there were, and when the check was made."""
    profile = Profile(title=Text("示范区", "model district"), edition="2024.1", disabled=frozenset({"TST001"}))
    report = check([a_rule(1), a_rule(2)], EMPTY, profile=profile, day=date(2020, 1, 30))

    made = header_of(report, EMPTY, now=NOW)

    assert (made.profile, made.profile_edition) == (Text("示范区", "model district"), "2024.1")
    assert (made.rules, made.day, made.checked_at) == (2, "2020-01-30", "2020-01-31T09:05:07+08:00")


def test_a_header_names_the_file_with_its_digest(tmp_path: Path) -> None:
    """The digest is that of the very bytes of the file."""
    path = tmp_path / "台账.json"
    path.write_bytes("内容\n".encode())
    ledger = Ledger({}, header=EMPTY.header, file=str(path))

    made = header_of(check([], ledger), ledger, now=NOW)

    assert (made.file, made.sha256) == (str(path), hashlib.sha256("内容\n".encode()).hexdigest())


def test_a_ledger_made_in_python_has_no_digest() -> None:
    """Where there is no file and no day, the header says neither."""
    made = header_with()

    assert (made.file, made.sha256, made.day, made.rules) == ("", "", None, 0)


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    """A digest is never left out because the file cannot be read any more."""
    ledger = Ledger({}, header=EMPTY.header, file=str(tmp_path / "无.json"))

    with pytest.raises(OSError, match="无"):
        header_of(check([], ledger), ledger, now=NOW)


def test_equal_rules_have_one_edition() -> None:
    """The edition is that of the rules with their versions, in whatever order they ran, and of nothing else."""
    one, two = a_rule(1), a_rule(2)

    assert header_with(one, two).rules_edition == header_with(two, one).rules_edition
    assert header_with(one, two).rules_edition == hashlib.sha256(b"TST001:1\nTST002:1").hexdigest()[:DIGITS]


def test_other_rules_have_another_edition() -> None:
    """A rule more, another rule, or another version of one changes the edition."""
    editions = {
        header_with(*rules).rules_edition
        for rules in ((), (a_rule(1),), (a_rule(2),), (a_rule(1), a_rule(2)), (a_rule(1, version=2),))
    }

    assert len(editions) == 5
    assert all(re.fullmatch(r"[0-9a-f]{12}", edition) for edition in editions)


def test_other_code_lists_have_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition of the code lists changes when a list loses a code, and only then."""

    def shortened(id: str) -> CodeList:  # noqa: A002 - as the function that it stands for
        found = code_list(id)
        return attrs.evolve(found, codes=found.codes[:-1]) if id == "level" else found

    before = header_with()
    same = header_with(a_rule(1))
    monkeypatch.setattr(header_module, "code_list", shortened)
    after = header_with()

    assert before.code_lists_edition == same.code_lists_edition != after.code_lists_edition
    assert before.rules_edition == after.rules_edition
    assert re.fullmatch(r"[0-9a-f]{12}", after.code_lists_edition)


def test_the_edition_of_the_code_lists_is_that_of_their_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each list goes into the digest with its id and its codes in their order, whatever its labels say."""
    monkeypatch.setattr(header_module, "code_list_ids", lambda: ("level",))
    codes = ",".join(entry.code for entry in code_list("level").codes)

    assert header_with().code_lists_edition == hashlib.sha256(f"level:{codes}".encode()).hexdigest()[:DIGITS]


def test_the_version_is_that_of_the_installed_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is asked for by the name of its distribution; from its sources alone it has no version."""

    def installed(name: str) -> str:
        return f"version of {name}"

    def not_installed(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(header_module, "version", installed)
    assert header_with().library == "version of minzheng-domain"
    monkeypatch.setattr(header_module, "version", not_installed)
    assert header_with().library == ""
