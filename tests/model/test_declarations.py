"""The record classes of the library: every one is declared as a file, a template and a reader need it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs
import pytest

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.columns import KIND_TITLES, PYTHON_TYPES, Column, ColumnKind, RecordKind, Sensitivity
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.text import LANGUAGES

KINDS = list(record_kinds().values())
COLUMNS = [column for kind in KINDS for column in kind.columns]


def test_all_of_the_work_has_records() -> None:
    """The model has a kind of record for every area of the bureau's work."""
    assert set(record_kinds()) == {
        "accountability_acts",
        "activities",
        "annual_inspections",
        "asset_inventories",
        "credit_listings",
        "decoupling_batches",
        "decoupling_cases",
        "decoupling_checks",
        "gradings",
        "incubation_bases",
        "incubations",
        "indicators",
        "narratives",
        "official_posts",
        "organizations",
        "payments",
        "penalty_cases",
        "project_reviews",
        "projects",
        "registration_changes",
        "reporting_units",
        "service_centres",
        "submissions",
        "supervisions",
        "supports",
        "work_points",
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_headers_are_unique_within_a_kind(kind: RecordKind) -> None:
    """No two columns of a kind bear one header in either language: a sheet has each header once."""
    for language in LANGUAGES:
        headers = Counter(column.header.of(language) for column in kind.columns)
        assert [header for header, times in headers.items() if times > 1] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_aliases_lead_to_one_column(kind: RecordKind) -> None:
    """An alias belongs to one column of a kind, and is no header of it: a header found in practice has one meaning."""
    claimed = Counter(alias for column in kind.columns for alias in column.declaration.aliases)
    headers = {column.header.of(language) for column in kind.columns for language in LANGUAGES}

    assert [alias for alias, times in claimed.items() if times > 1] == []
    assert sorted(headers & set(claimed)) == []


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_column_is_worded_in_both_languages(column: Column) -> None:
    """Header and note stand in Chinese and English, without blanks around them; an English header has no Chinese."""
    texts = [column.header, *([column.declaration.note] if column.declaration.note else [])]

    for text in texts:
        for language in LANGUAGES:
            assert text.of(language) == text.of(language).strip()
            assert text.of(language)
        assert text.en.isascii() or "²" in text.en
        assert not text.zh.isascii()
    assert all(alias == alias.strip() and alias for alias in column.declaration.aliases)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_optional_columns_are_empty_by_default(column: Column) -> None:
    """What is not required is ``None`` unless given; what is required has no default."""
    record_class: Any = record_kinds()[column.record].record_class
    field = attrs.fields_dict(record_class)[column.name]

    assert field.default is (attrs.NOTHING if column.declaration.required else None)
    assert field.kw_only


@pytest.mark.parametrize("column", [c for c in COLUMNS if c.kind is ColumnKind.LABEL], ids=str)
def test_labels_name_a_list_or_a_scheme(column: Column) -> None:
    """Every label column names a code list of the library, or a scheme of which there are lists to choose from."""
    name = column.declaration.codes or ""
    schemes = {code_list(known).scheme for known in code_list_ids()}

    assert name in code_list_ids() or name in schemes


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_declaration_has_what_its_kind_needs_and_no_more(column: Column) -> None:
    """Only a label names codes, and only a reference names a kind of record, which exists."""
    assert (column.declaration.codes is not None) is (column.kind is ColumnKind.LABEL)
    assert (column.declaration.refers_to is not None) is (column.kind is ColumnKind.REFERENCE)
    assert column.declaration.refers_to in (None, *record_kinds())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_id_is_the_first_column(kind: RecordKind) -> None:
    """Every kind begins with its id, which is required and not withheld from anyone."""
    first = kind.columns[0]

    assert (first.name, first.kind, first.declaration.required) == ("id", ColumnKind.IDENTIFIER, True)
    assert first.declaration.sensitivity is Sensitivity.PUBLIC


def test_what_is_personal_is_withheld() -> None:
    """Names of people, their days of birth and retirement are personal."""
    personal = {str(column) for column in COLUMNS if column.declaration.sensitivity is Sensitivity.PERSONAL}

    assert personal >= {
        "organizations.legal_representative",
        "official_posts.person_name",
        "official_posts.born_on",
        "official_posts.retired_on",
        "supervisions.officer_names",
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_record_class_says_what_it_is(kind: RecordKind) -> None:
    """A record class has a docstring of its own, and knows its kind; titles of kinds are unique in each language."""
    assert kind.record_class.__doc__
    assert kind.record_class.__kind__ is kind
    for language in LANGUAGES:
        assert [other.name for other in KINDS if other.title.of(language) == kind.title.of(language)] == [kind.name]


def test_names_of_kinds_are_keys_and_tables() -> None:
    """The name of a kind and of a column can stand as a key in JSON and as a name in SQL."""
    for name in [*record_kinds(), *(column.name for column in COLUMNS)]:
        assert name.isidentifier()
        assert name == name.lower()


def test_every_kind_of_column_has_a_type_and_a_title() -> None:
    """Whatever a column can hold has a Python type, and a name in both languages that no other has."""
    assert set(PYTHON_TYPES) == set(KIND_TITLES) == set(ColumnKind)
    assert len({title.zh for title in KIND_TITLES.values()}) == len(ColumnKind)
    assert len({title.en for title in KIND_TITLES.values()}) == len(ColumnKind)
