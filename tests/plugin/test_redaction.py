"""Redaction: what an audience may not see is nowhere in what it gets, and what it may see is all there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given

from minzheng_domain.model.columns import Declaration, Record, RecordKind
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.remarks import Remark, Source, Treatment
from minzheng_domain.plugin import (
    MASK,
    Citation,
    Fault,
    Ledger,
    Rule,
    Sensitivity,
    Severity,
    Text,
    may_see,
    redact,
    redact_findings,
)
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.core import Scope, WholeLedger
from minzheng_domain.testing.strategies import ledgers

POSTS = record_kind("official_posts")


def post(number: int, person: str) -> Record:
    """Return a post of an official with personal details."""
    return OfficialPost(
        id=f"POST-{number}", organization="ORG-1", person=person, person_name=f"姓名{person}", standing="SERVING",
        post="MEMBER", born_on=date(1955, 5, number),
    )  # fmt: skip


LEDGER = Ledger.of([post(1, "N-7"), post(2, "N-8"), post(3, "N-7")])


def rule(check: Any) -> Rule:
    """Return a rule that finds what is given."""
    words = Text("例", "example")
    return Rule(
        id="XMP001", name="example", title=words, why=words, remedy=words, severity=Severity.NOTICE,
        basis=(Citation("ledger-schema"),), scope=Scope.RECORD, since="1",
        how=WholeLedger(lambda look: check(look.ledger)),
    )  # fmt: skip


def test_sensitivities_are_ordered() -> None:
    """Who may see personal details may see everything; the public sees what is public."""
    seen = {audience: {held for held in Sensitivity if may_see(audience, held)} for audience in Sensitivity}

    assert seen[Sensitivity.PUBLIC] == {Sensitivity.PUBLIC}
    assert seen[Sensitivity.INTERNAL] == {Sensitivity.PUBLIC, Sensitivity.INTERNAL}
    assert seen[Sensitivity.PERSONAL] == set(Sensitivity)


def test_optional_columns_become_empty_and_required_ones_numbers() -> None:
    """Names and birthdays go; who is who can still be told apart, so that people are counted alike."""
    posts: list[Any] = list(redact(LEDGER, Sensitivity.PUBLIC).of_kind("official_posts"))

    assert [post.person_name for post in posts] == [None, None, None]
    assert [post.born_on for post in posts] == [None, None, None]
    assert [post.person for post in posts] == [f"{MASK}1", f"{MASK}2", f"{MASK}1"]
    assert [post.id for post in posts] == ["POST-1", "POST-2", "POST-3"]


def test_header_says_what_was_done() -> None:
    """A redacted file says of itself that it is one, and of which columns."""
    note = redact(LEDGER, Sensitivity.PUBLIC).header.note or ""

    assert "official_posts.person_name" in note
    assert "organizations" not in note


def test_audience_that_may_see_all_gets_the_ledger_itself() -> None:
    """Nothing is copied or noted where there is nothing to leave out."""
    assert redact(LEDGER, Sensitivity.PERSONAL) is LEDGER


def test_sources_stay() -> None:
    """Where a record came from is told by the redacted ledger too."""
    redacted = redact(LEDGER, Sensitivity.PUBLIC)

    assert redacted.source(POSTS, 2) == LEDGER.source(POSTS, 2)


@given(ledgers())
def test_nothing_above_the_audience_is_left(ledger: Ledger) -> None:
    """Of every kind of record, no hidden value is left, and every other value is."""
    redacted = redact(ledger, Sensitivity.PUBLIC)

    for kind, records in ledger.kinds():
        after = redacted.of_kind(kind.name)
        assert len(after) == len(records)
        for column in kind.columns:
            before = [getattr(record, column.name) for record in records]
            now = [getattr(record, column.name) for record in after]
            if column.declaration.sensitivity is Sensitivity.PUBLIC:
                assert now == before
            else:
                assert all(value is None or value.startswith(MASK) for value in now)
                assert len(set(now)) <= len(set(before))


@given(ledgers())
def test_redacting_twice_hides_no_more(ledger: Ledger) -> None:
    """A redacted ledger has the same records when it is redacted again."""
    once = redact(ledger, Sensitivity.INTERNAL)
    twice = redact(once, Sensitivity.INTERNAL)

    assert [records for _, records in twice.kinds()] == [records for _, records in once.kinds()]


@pytest.fixture
def birthdays_required(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the day of birth be a required column, as none is now."""

    def demanding(declaration: Declaration) -> Declaration:
        return attrs.evolve(declaration, required=True)

    columns = tuple(
        attrs.evolve(column, declaration=demanding(column.declaration)) if column.name == "born_on" else column
        for column in POSTS.columns
    )
    kind = RecordKind(name=POSTS.name, title=POSTS.title, record_class=POSTS.record_class, columns=columns)
    monkeypatch.setattr("minzheng_domain.model.ledger.record_kinds", lambda: {**record_kinds(), POSTS.name: kind})


@pytest.mark.usefixtures("birthdays_required")
def test_records_with_a_required_day_above_the_audience_are_left_out() -> None:
    """There is no honest stand-in for a day: the records go, and the header names the column."""
    redacted = redact(LEDGER, Sensitivity.PUBLIC)

    assert redacted.of_kind("official_posts") == ()
    assert "official_posts.born_on" in (redacted.header.note or "")


def test_finding_about_a_hidden_field_keeps_its_place_and_loses_its_value() -> None:
    """The finding says what is wrong and where, but not what stands there, nor what it may have been."""
    fault = Fault(
        "person_name", record=LEDGER.of_kind(POSTS.name)[0], found="姓名N-7", expected=Text("例", "example"),
        suggestion=Text("姓名N-8？", "姓名N-8?"),
    )  # fmt: skip
    checks = check([rule(lambda ledger: iter([fault]))], LEDGER)

    (masked,) = redact_findings(checks, Sensitivity.INTERNAL)
    (full,) = redact_findings(checks, Sensitivity.PERSONAL)

    assert (masked.found, masked.suggestion) == (MASK, None)
    assert "N-7" not in masked.message.zh
    assert (masked.record, masked.field, masked.source) == ("POST-1", "person_name", full.source)
    assert full.found == "姓名N-7"


def test_finding_about_a_visible_field_is_left() -> None:
    """Masking is for what is hidden alone."""
    fault = Fault("post", record=LEDGER.of_kind(POSTS.name)[0], found="X", expected=Text("例", "example"))
    checks = check([rule(lambda ledger: iter([fault]))], LEDGER)

    assert redact_findings(checks, Sensitivity.PUBLIC) == checks.findings


def test_finding_about_a_whole_record_is_masked_if_the_kind_has_anything_to_hide() -> None:
    """What a rule quotes of a record without naming a field could be any of its values."""
    towns = record_kind("reporting_units")
    ledger = Ledger.of([*LEDGER.of_kind(POSTS.name), *_towns()])
    records = [ledger.of_kind(kind.name)[0] for kind in (POSTS, towns)]
    faults = [Fault(record=record, found="N-7", expected=Text("例", "example")) for record in records]
    checks = check([rule(lambda ledger: iter(faults))], ledger)

    assert [finding.found for finding in redact_findings(checks, Sensitivity.INTERNAL)] == [MASK, "N-7"]


@pytest.mark.parametrize(
    ("kind", "field", "shown"),
    [
        (None, None, MASK),
        ("official_posts", None, MASK),
        ("official_posts", "person_name", MASK),
        ("official_posts", "post", "姓名N-7"),
        ("reporting_units", None, "姓名N-7"),
    ],
)
def test_finding_about_a_place_of_a_file_is_masked_unless_its_field_is_visible(
    kind: str | None, field: str | None, shown: str
) -> None:
    """A row of totals, an unknown column or a cell of a hidden column may hold anything."""
    remark = Remark(
        source=Source("甲.xlsx", "名单!C7"), treatment=Treatment.LEFT_OUT, found="姓名N-7", reason=Text("例", "x"),
        kind=kind, field=field,
    )  # fmt: skip
    checks = check([rule(lambda ledger: iter([Fault(found="姓名N-7", expected=Text("例", "x"), remark=remark)]))], LEDGER)

    (finding,) = redact_findings(checks, Sensitivity.INTERNAL)

    assert finding.found == shown
    assert finding.source == remark.source


def _towns() -> list[Record]:
    kind = record_kind("reporting_units")
    required = {column.name: "X" for column in kind.columns if column.declaration.required}
    return [kind.record_class(**required)]


def test_crash_of_a_rule_is_told_to_those_only_who_may_see_all() -> None:
    """The words of a crash could quote anything."""

    def crashing(ledger: Ledger) -> Iterator[None]:
        raise ValueError(getattr(ledger.of_kind("official_posts")[0], "person_name"))  # noqa: B009
        yield

    checks = check([rule(crashing)], LEDGER)

    assert "姓名" in str(checks.findings[0].found)
    assert redact_findings(checks, Sensitivity.INTERNAL)[0].found == MASK
    assert redact_findings(checks, Sensitivity.PERSONAL) == checks.findings


def test_ledger_without_hidden_columns_is_left_alone() -> None:
    """A kind whose columns are all public is the same after as before."""
    ledger = Ledger.of(_towns())

    assert redact(ledger, Sensitivity.PUBLIC) is ledger
