"""Header: what a ledger says of itself: whose it is, whether it is synthetic, which schemes the district uses."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Header:
    """The cover of a ledger (台账封面).

    A district is configuration: its names, its division code and its choice among schemes stand here.
    """

    title: str
    """The name of the ledger."""
    district: str | None = None
    """The full name of the district, as names of organizations carry it."""
    division: str | None = None
    """The division code of the district (GB/T 2260), six digits."""
    bureau: str | None = None
    """The organ that reports (填报单位), as it signs."""
    synthetic: bool = False
    """Whether the records are made up."""
    note: str | None = None
    schemes: dict[str, str] = attrs.field(factory=dict)
    """For each scheme that a district chooses, the id of its code list: ``{"community-category": "…"}``."""
