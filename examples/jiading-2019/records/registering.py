"""Registering: how an organization of the example comes onto the register, with what its type and year ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import attrs

from minzheng_domain.model.organizations import Organization
from records.invented import DIVISION, credit_code, on
from records.towns import government

DIRECT_SINCE = on("2014-04-01")
"""From this day on, community organizations register directly (直接登记), without a supervising body."""


@attrs.frozen
class Trade:
    """What an organization does: the end of its name, its type, class of activity and, for an agency, its sector."""

    name: str
    activity_class: str
    sector: str | None = None

    @property
    def type(self) -> str:
        """The legal type: an agency has a sector, a social group has none."""
        return "SOCIAL_GROUP" if self.sector is None else "SERVICE_AGENCY"


def register(  # noqa: PLR0913 - what an organization is made of
    id: str,  # noqa: A002 - the field is called so
    name: str,
    trade: Trade,
    registered_on: date,
    *,
    town: str | None = None,
    supervising_body: str | None = None,
    size: int = 0,
) -> Organization:
    """Return an organization on the register.

    Args:
        id: its id in the ledger; the credit code is given at the end.
        name: the name after that of the district.
        trade: what it does.
        registered_on: the day of its registration.
        town: where it sits.
        supervising_body: its supervising body; before :data:`DIRECT_SINCE` it is the town's organ, if none is given.
        size: makes staff, members and funds differ from one organization to the next.
    """
    if supervising_body is None and town is not None and registered_on < DIRECT_SINCE:
        supervising_body = government(town)
    is_group = trade.type == "SOCIAL_GROUP"
    return Organization(
        id=id,
        name=f"上海市嘉定区{name}",
        type=trade.type,
        status="REGISTERED",
        registering_division=DIVISION,
        town=town,
        registered_on=registered_on,
        management="DIRECT" if supervising_body is None else "DUAL",
        supervising_body=supervising_body,
        registered_funds=Decimal(30000 + 10000 * (size % 5)),
        non_state_share=None if is_group else Decimal(100),
        individual_members=50 + size % 40 if is_group else None,
        staff=3 + size % 9,
        activity_class=trade.activity_class,
        service_sector=trade.sector,
        is_industry_association=False if is_group else None,
    )


def give_codes(organizations: Iterable[Organization]) -> Iterator[Organization]:
    """Give every legal person its credit code, by its place; teams and groups have none."""
    for serial, organization in enumerate(organizations, start=1):
        if organization.type == "COMMUNITY_TEAM":
            yield organization
        else:
            yield organization.evolve(uscc=credit_code(organization.type, serial))
