"""The penalty cases (行政处罚案件), in all their stages and with every outcome."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.model.supervision import PenaltyCase
from records.associations import association_id
from records.invented import on, wan
from records.others import agency_id, group_id
from records.supervision import ILLEGAL, ILLEGAL_STILL, ILLEGAL_TOO

UNREGISTERED_TEAM = "未登记的示例便民服务队"

CASES = (
    # Closed with a penalty, each of another kind.
    PenaltyCase(
        id="", stage="CLOSED", organization=group_id(7), source="REPORT", violation="V4",
        legal_basis="SOCIAL_GROUP_30", accepted_on=on("2018-11-22"), filed_on=on("2018-11-29"),
        investigated_on=on("2019-01-17"), notified_on=on("2019-01-24"), decided_on=on("2019-02-14"),
        outcome="PENALIZED", penalty="WARNING", served_on=on("2019-02-18"), closed_on=on("2019-03-14"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", organization=agency_id(14), source="TRANSFER", violation="V6",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2018-12-06"), filed_on=on("2018-12-13"),
        investigated_on=on("2019-01-24"), notified_on=on("2019-01-31"), decided_on=on("2019-02-21"),
        outcome="PENALIZED", penalty="FINE", illegal_gains=wan("0.60"), confiscated=wan("0.60"),
        fine=wan("1.80"), served_on=on("2019-02-25"), paid_on=on("2019-03-07"), closed_on=on("2019-03-21"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", organization=group_id(8), source="INSPECTION", violation="DORMANT",
        legal_basis="SOCIAL_GROUP_29", accepted_on=on("2019-04-29"), filed_on=on("2019-05-16"),
        investigated_on=on("2019-06-27"), notified_on=on("2019-07-11"), hearing_requested_on=on("2019-07-15"),
        heard_on=on("2019-07-30"), decided_on=on("2019-08-08"), outcome="PENALIZED", penalty="REVOCATION",
        served_on=on("2019-08-15"), closed_on=on("2019-09-19"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", organization="outside-08", source="INSPECTION", violation="V3",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2019-05-06"), filed_on=on("2019-07-04"),
        investigated_on=on("2019-08-15"), notified_on=on("2019-08-29"), decided_on=on("2019-09-19"),
        outcome="PENALIZED", penalty="REVOCATION", served_on=on("2019-09-26"), closed_on=on("2019-10-24"),
    ),
    PenaltyCase(
        id="", stage="SERVED", organization="zhenxin-charity-04", source="INSPECTION", violation="V3",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2019-07-25"), filed_on=on("2019-08-01"),
        investigated_on=on("2019-09-12"), notified_on=on("2019-09-19"), decided_on=on("2019-10-10"),
        outcome="PENALIZED", penalty="SUSPENSION", suspended_until=on("2020-04-15"), served_on=on("2019-10-16"),
    ),
    # Decided in the year, but without a penalty.
    PenaltyCase(
        id="", stage="CLOSED", organization="jiadingzhen-charity-07", source="REPORT", violation="V2",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2019-05-23"), filed_on=on("2019-05-30"),
        investigated_on=on("2019-07-11"), decided_on=on("2019-07-25"), outcome="EXEMPTED",
        served_on=on("2019-07-29"), closed_on=on("2019-08-15"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", subject=ILLEGAL, source="REPORT", violation="UNREGISTERED",
        accepted_on=on("2019-05-30"), filed_on=on("2019-06-06"), investigated_on=on("2019-07-18"),
        decided_on=on("2019-08-22"), outcome="BANNED", served_on=on("2019-08-26"), closed_on=on("2019-09-19"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", subject=ILLEGAL_TOO, source="ASSIGNMENT", violation="UNREGISTERED",
        accepted_on=on("2019-03-07"), filed_on=on("2019-03-14"), investigated_on=on("2019-04-18"),
        decided_on=on("2019-04-25"), outcome="DISSOLVED", closed_on=on("2019-05-16"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", organization=association_id(24), source="INSPECTION", violation="OTHER",
        accepted_on=on("2019-09-05"), filed_on=on("2019-09-12"), investigated_on=on("2019-10-17"),
        decided_on=on("2019-10-24"), outcome="TRANSFERRED", closed_on=on("2019-10-31"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", organization=agency_id(8), source="REPORT", violation="V8",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2019-09-19"), filed_on=on("2019-09-26"),
        investigated_on=on("2019-11-14"), decided_on=on("2019-11-21"), outcome="WITHDRAWN",
        # The fine that was meant and not imposed.
        illegal_gains=wan("0.20"), fine=wan("0.60"), closed_on=on("2019-11-28"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", subject=UNREGISTERED_TEAM, source="REPORT", violation="UNREGISTERED",
        accepted_on=on("2019-10-10"), filed_on=on("2019-10-17"), investigated_on=on("2019-11-07"),
        decided_on=on("2019-11-14"), outcome="REGISTERED", closed_on=on("2019-12-12"),
    ),
    # Under way.
    PenaltyCase(
        id="", stage="NOTIFIED", organization=association_id(25), source="INSPECTION", violation="V3",
        legal_basis="SOCIAL_GROUP_30", accepted_on=on("2019-11-07"), filed_on=on("2019-11-14"),
        investigated_on=on("2019-12-26"), notified_on=on("2020-01-09"),
    ),
    # Penalized the year before, or after the cut-off day.
    PenaltyCase(
        id="", stage="CLOSED", organization="outside-04", source="INSPECTION", violation="V3",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2018-08-16"), filed_on=on("2018-08-23"),
        investigated_on=on("2018-09-27"), notified_on=on("2018-10-11"), decided_on=on("2018-11-08"),
        outcome="PENALIZED", penalty="REVOCATION", served_on=on("2018-11-15"), closed_on=on("2018-12-13"),
    ),
    PenaltyCase(
        id="", stage="CLOSED", organization=agency_id(9), source="REPORT", violation="V6",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2018-05-10"), filed_on=on("2018-05-17"),
        investigated_on=on("2018-06-21"), notified_on=on("2018-06-28"), decided_on=on("2018-07-19"),
        outcome="PENALIZED", penalty="FINE", illegal_gains=wan("0.50"), confiscated=wan("0.50"),
        fine=wan("1.50"), served_on=on("2018-07-23"), paid_on=on("2018-08-02"), closed_on=on("2018-08-16"),
    ),
    PenaltyCase(
        id="", stage="DECIDED", organization=agency_id(6), source="INSPECTION", violation="V8",
        legal_basis="SERVICE_AGENCY_25", accepted_on=on("2019-10-10"), filed_on=on("2019-10-17"),
        investigated_on=on("2019-11-28"), notified_on=on("2019-12-05"), decided_on=on("2019-12-24"),
        outcome="PENALIZED", penalty="FINE", illegal_gains=wan("0.40"), fine=wan("1.20"),
        confiscated=wan("0.40"),
    ),
    # Filed, or only accepted, after the cut-off day.
    PenaltyCase(
        id="", stage="INVESTIGATING", subject=ILLEGAL_STILL, source="REPORT", violation="UNREGISTERED",
        accepted_on=on("2019-12-19"), filed_on=on("2019-12-26"),
    ),
    PenaltyCase(id="", stage="ACCEPTED", organization="malu-charity-03", source="REPORT", accepted_on=on("2020-01-09")),
)
"""The cases, with what is known of each but its number and its officers."""


def records() -> Iterator[PenaltyCase]:
    """Yield the cases with their numbers."""
    for number, case in enumerate(CASES, start=1):
        begun = case.accepted_on.year if case.accepted_on else None
        decided = f"示例民罚〔{case.decided_on.year}〕{number}号" if case.decided_on else None
        yield case.evolve(id=f"case-{begun}-{number:02d}", officers=2, decision_number=decided)
