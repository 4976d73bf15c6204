"""Testing: the kit for testing declarations: strategies of the whole model, cases in files, contracts of plugins.

It needs Hypothesis and pytest: ``pip install minzheng-domain[testing]``.
"""

from __future__ import annotations

from minzheng_domain.testing.case_files import FILLED_IN, load_measure_cases, load_rule_cases
from minzheng_domain.testing.cases import MeasureCase, RuleCase, run_measure_case, run_rule_case
from minzheng_domain.testing.contracts import ExporterContract, ImporterContract, MeasureContract, RuleContract
from minzheng_domain.testing.samples import SAMPLE_PERIOD, empty_dossier, hidden_values, sample_dossier, sample_ledger
from minzheng_domain.testing.sharpness import idle_parts
from minzheng_domain.testing.strategies import (
    CAREFUL,
    Careless,
    amounts,
    days,
    groupings,
    headers,
    ledgers,
    periods,
    queries,
    records,
    words,
)

__all__ = [
    "CAREFUL",
    "FILLED_IN",
    "SAMPLE_PERIOD",
    "Careless",
    "ExporterContract",
    "ImporterContract",
    "MeasureCase",
    "MeasureContract",
    "RuleCase",
    "RuleContract",
    "amounts",
    "days",
    "empty_dossier",
    "groupings",
    "headers",
    "hidden_values",
    "idle_parts",
    "ledgers",
    "load_measure_cases",
    "load_rule_cases",
    "periods",
    "queries",
    "records",
    "run_measure_case",
    "run_rule_case",
    "sample_dossier",
    "sample_ledger",
    "words",
]
