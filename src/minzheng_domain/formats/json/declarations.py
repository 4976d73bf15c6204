"""Declarations as JSON: what a measure or a rule says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minzheng_domain.formats.json.checks import words
from minzheng_domain.quantities import plain
from minzheng_domain.rules.core import Rule
from minzheng_domain.statistics.compile.dialects import DUCKDB
from minzheng_domain.statistics.compile.python import Task
from minzheng_domain.statistics.compile.sql import compile_task
from minzheng_domain.statistics.compile.words import define
from minzheng_domain.statistics.measure import Additive, Derivation, Measure
from minzheng_domain.text import Language


def measure_as_json(measure: Measure, known: Mapping[str, Measure], language: Language = "zh") -> dict[str, Any]:
    """Return a measure as JSON values.

    Args:
        measure: the measure.
        known: every measure by its id, for the titles of those that it is derived from.
        language: the language of the words.
    """
    definition = define(measure, title_of=lambda id: known[id].title)  # noqa: A006 - it is the measure's id
    return {
        "id": measure.id,
        "title": measure.title.of(language),
        "unit": measure.unit.label.of(language),
        "definition": definition.of(language),
        "by": None if measure.by is None else str(measure.by),
        "additive": [over.name.lower() for over in Additive if over.name and over in measure.additive],
        "precision": plain(measure.precision),
        "sql": sql_of(measure),
        "note": words(measure.note, language),
        "since": measure.since,
    }


def sql_of(measure: Measure) -> str | None:
    """Return the statement (DuckDB) that gives the numbers of a measure; ``None`` if it is derived from others."""
    if isinstance(measure.query, Derivation):
        return None
    return compile_task(Task(measure.query, measure.by), DUCKDB).text


def rule_as_json(rule: Rule, language: Language = "zh") -> dict[str, Any]:
    """Return a rule as JSON values."""
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title.of(language),
        "why": rule.why.of(language),
        "remedy": rule.remedy.of(language),
        "severity": rule.severity.name.lower(),
        "basis": [str(citation) for citation in rule.basis],
        "valid_from": None if rule.valid_from is None else str(rule.valid_from),
        "valid_until": None if rule.valid_until is None else str(rule.valid_until),
        "scope": rule.scope.name.lower(),
        "kind": rule.kind,
        "parameters": {p.name: p.title.of(language) for p in rule.parameters},
        "needs_day": rule.needs_day,
        "version": rule.version,
        "since": rule.since,
    }
