"""Hypothesis profiles: how hard the laws are tried, chosen by HYPOTHESIS_PROFILE; CI takes its own.

No profile has a deadline: how long one example takes says more about the machine than about the law.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Ledgers are large values: to draw one is slow by nature, which is no fault of the test.
_SLOW_TO_DRAW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
settings.register_profile("dev", settings.get_profile("default"), max_examples=10)
settings.register_profile(
    "ci", settings.get_profile("default"), max_examples=150, derandomize=True, print_blob=True, database=None
)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "default"))
