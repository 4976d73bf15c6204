"""JSON Schema: what the library writes is valid by it, and what breaks the structure is not."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from minzheng_domain.codes import code_list
from minzheng_domain.formats.json import ledger_schema
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.testing.strategies import ledgers

SCHEMA = ledger_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def test_schema_is_one() -> None:
    """It is valid by the schema of schemas, and plain JSON."""
    Draft202012Validator.check_schema(SCHEMA)

    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@given(ledger=ledgers())
def test_ledger_is_valid(written, ledger: Ledger) -> None:
    """Every ledger of a careful clerk is valid as it is written."""
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(written(ledger)))] == []


def test_every_kind_and_column_is_described() -> None:
    """Each has a title in both languages; each column says how sensitive it is."""
    for name, kind in record_kinds().items():
        described = SCHEMA["$defs"][name]
        assert described["title"] == f"{kind.title.zh} / {kind.title.en}"
        assert list(described["properties"]) == [column.name for column in kind.columns]
        assert described["required"] == [column.name for column in kind.columns if column.declaration.required]
        for column in kind.columns:
            shown = described["properties"][column.name]
            assert column.header.zh in shown["title"]
            assert column.header.en in shown["title"]
            assert shown["x-sensitivity"] == column.declaration.sensitivity.value


def test_reference_names_the_kind_that_it_leads_to() -> None:
    """A program can follow references without knowing this library."""
    assert SCHEMA["$defs"]["payments"]["properties"]["project"]["x-reference"] == "projects"


def test_codes_of_a_fixed_list_are_listed() -> None:
    """A label of a list that is the same everywhere is one of its codes, or null where it may be empty."""
    organization = SCHEMA["$defs"]["organizations"]["properties"]
    codes = [entry.code for entry in code_list("organization-type").codes]

    assert organization["type"]["enum"] == codes
    assert organization["management"]["enum"][-1] is None


def test_codes_of_a_chosen_scheme_are_not() -> None:
    """Which list a district has chosen stands in the ledger, not in the schema."""
    category = SCHEMA["$defs"]["organizations"]["properties"]["community_category"]

    assert "enum" not in category
    assert category["x-codes"] == "community-category"


VALID: dict[str, Any] = {
    "format": "minzheng-ledger",
    "version": 1,
    "header": {"title": "例"},
    "records": {"organizations": [{"id": "1", "name": "例", "type": "SOCIAL_GROUP", "status": "REGISTERED"}]},
}


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        ((), "format", "minzheng-report"),
        ((), "version", 2),
        ((), "extra", 1),
        (("header",), "title", None),
        (("header",), "extra", 1),
        (("header",), "schemes", {"a": 1}),
        (("records",), "organisations", []),
        (("records",), "organizations", {}),
        (("records", "organizations", 0), "id", ""),
        (("records", "organizations", 0), "name", None),
        (("records", "organizations", 0), "extra", None),
        (("records", "organizations", 0), "staff", "12"),
        (("records", "organizations", 0), "staff", 1.5),
        (("records", "organizations", 0), "staff", 2**63),
        (("records", "organizations", 0), "registered_on", "2019-2-3"),
        (("records", "organizations", 0), "registered_on", "20190203"),
        (("records", "organizations", 0), "registered_funds", "1E+3"),
        (("records", "organizations", 0), "registered_funds", "三万"),
        (("records", "organizations", 0), "registered_funds", True),
        (("records", "organizations", 0), "is_charity", "否"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(
    save, read, each_engine: str, place: tuple[Any, ...], key: str, value: Any
) -> None:
    """A fault of structure is found by any validator, as it is by the reader."""
    document = copy.deepcopy(VALID)
    assert VALIDATOR.is_valid(document)
    read(save(json.dumps(document)))
    inner: Any = document
    for step in place:
        inner = inner[step]
    inner[key] = value

    assert not VALIDATOR.is_valid(document)
    with pytest.raises(Exception, match=key):
        read(save(json.dumps(document)))


@pytest.mark.parametrize("path", [("format",), ("version",), ("header",), ("records",), ("header", "title")])
def test_what_is_missing_is_missed(save, read, path: tuple[str, ...]) -> None:
    """Required members are required by the schema and by the reader."""
    document = copy.deepcopy(VALID)
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]

    assert not VALIDATOR.is_valid(document)
    with pytest.raises(Exception, match=path[-1]):
        read(save(json.dumps(document)))


def test_numbers_may_be_given_as_text_or_as_numbers() -> None:
    """Amounts are taken in both forms, as by the reader."""
    organization = VALID["records"]["organizations"][0]

    for amount in ("30000.50", 30000.5, 30000, None):
        document = VALID | {"records": {"organizations": [organization | {"registered_funds": amount}]}}
        assert VALIDATOR.is_valid(document)
