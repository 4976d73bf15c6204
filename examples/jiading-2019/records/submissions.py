"""Submissions (台账报送): the towns' ledgers for this year, handed in on the days from the cut-off day on, and the last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from minzheng_domain.model.reporting import Submission
from records.invented import on
from records.towns import TOWNS

UP_TO = on("2019-12-18")
"""The last day whose data the towns had to report."""


def records() -> Iterator[Submission]:
    """Yield the submission of each town for this year and for the year before."""
    for place, town in enumerate(TOWNS):
        yield Submission(
            id=f"submission-2019-{town}",
            unit=town,
            up_to=UP_TO,
            state="REPORTED",
            on=UP_TO + timedelta(days=place % 3),
        )
    for town in TOWNS:
        yield Submission(
            id=f"submission-2018-{town}", unit=town, up_to=on("2018-12-31"), state="REPORTED", on=on("2019-01-04")
        )
