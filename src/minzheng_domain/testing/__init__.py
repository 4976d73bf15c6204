"""Testing: the kit for testing declarations: strategies of the whole model, cases in files, contracts of plugins.

It needs Hypothesis: ``pip install minzheng-domain[testing]``.
"""

from __future__ import annotations

from minzheng_domain.testing.case_files import FILLED_IN, load_measure_cases, load_rule_cases
from minzheng_domain.testing.cases import MeasureCase, RuleCase, run_measure_case, run_rule_case
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
    "Careless",
    "MeasureCase",
    "RuleCase",
    "amounts",
    "days",
    "groupings",
    "headers",
    "ledgers",
    "load_measure_cases",
    "load_rule_cases",
    "periods",
    "queries",
    "records",
    "run_measure_case",
    "run_rule_case",
    "words",
]
