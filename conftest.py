"""What all tests share: Hypothesis profiles, and a mark on those that start another program.

HYPOTHESIS_PROFILE chooses how hard the laws are tried; CI takes its own.

No profile has a deadline: how long one example takes says more about the machine than about the law.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Ledgers are large values: to draw one is slow by nature, which is no fault of the test.
_SLOW_TO_DRAW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
settings.register_profile("dev", settings.get_profile("default"), max_examples=10)
settings.register_profile(
    "ci", settings.get_profile("default"), max_examples=150, derandomize=True, print_blob=True, database=None
)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "default"))

OTHER_PROGRAMS = {"office", "browser"}
"""The fixtures behind which another program is started."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that start another program: what it says does not depend on the Python that asks it."""
    for item in items:
        if isinstance(item, pytest.Function) and OTHER_PROGRAMS & set(item.fixturenames):
            item.add_marker("other_program")
