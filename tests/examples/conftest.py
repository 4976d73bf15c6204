"""The example of Jiading 2019 as a user reads it, and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measures import builtin_measures


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the folder of the example."""
    return Path(__file__).resolve().parents[2] / "examples" / "jiading-2019"


@pytest.fixture(scope="session")
def ledger(example: Path) -> Ledger:
    """Return the example ledger, read from its file."""
    return Catalogue.builtin().read(example / "ledger.json")


@pytest.fixture(scope="session")
def figures(ledger: Ledger) -> Mapping[str, Figure]:
    """Return every built-in figure of the year, up to the day on which the public report was signed."""
    return evaluate(builtin_measures(), ledger, Period.year(2019, cutoff="2019-12-18"))
