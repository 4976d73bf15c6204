"""Posts of serving and retired officials in organizations (领导干部兼职); the persons are numbers without a name."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.model.officials import OfficialPost
from records.associations import DECOUPLED_LATER, association_id
from records.invented import on, on_or_none
from records.others import group_id

THREE_YEARS = "RETIRED_THREE_YEARS"

CLEARED = (
    # The persons whom the figure counts are three; the first held two posts.
    (1, "2013-05-31", association_id(2), "LEADER", "2014-06-12", THREE_YEARS, "RESIGNED", "2017-04-20"),
    (1, "2013-05-31", association_id(7), "HONORARY", "2014-09-18", THREE_YEARS, "RESIGNED", "2017-04-20"),
    (2, "2012-09-30", association_id(11), "EXECUTIVE_COUNCIL", "2013-10-17", THREE_YEARS, "RESIGNED", "2017-09-12"),
    (3, "2014-03-31", association_id(15), "COUNCIL", "2015-06-25", THREE_YEARS, "REGULARIZED", "2017-10-10"),
    # Cleared on another ground.
    (4, "2015-08-31", association_id(4), "LEADER", "2015-11-19", "RETIRED_UNDER_THREE_YEARS", "RESIGNED", "2017-05-11"),
    (5, None, association_id(9), "COUNCIL", "2013-03-21", "SERVING", "REMOVED", "2017-03-16"),
    (6, "2006-02-28", association_id(13), "HONORARY", "2010-05-20", "OVER_AGE", "RESIGNED", "2017-10-19"),
    (7, "2009-06-30", association_id(17), "LEADER", "2010-09-16", "OVER_TERMS", "RESIGNED", "2017-11-09"),
    (8, "2011-12-31", association_id(18), "ADVISER", "2013-04-18", "TOO_MANY_POSTS", "RESIGNED", "2017-11-16"),
    # Cleared in an organization that is no industry association.
    (9, "2012-04-30", group_id(1), "LEADER", "2013-05-16", THREE_YEARS, "RESIGNED", "2018-03-22"),
    (10, "2015-10-31", group_id(5), "SUPERVISOR", "2016-12-15", THREE_YEARS, "REGULARIZED", "2019-05-09"),
    # Cleared after the cut-off day.
    (11, "2016-07-31", association_id(DECOUPLED_LATER), "LEADER", "2017-03-23", THREE_YEARS, "RESIGNED", "2019-12-25"),
)
"""Person, day of retirement, organization, post, its start, and why, how and when it was cleared."""

HELD = (
    (12, "2014-01-31", group_id(2), "LEADER", "2017-11-23", "APPROVED"),
    (13, "2013-08-31", group_id(7), "COUNCIL", "2017-11-22", "FILED"),
)
"""Person, day of retirement, organization, post, its start, and the permission under which it is held."""


def records() -> Iterator[OfficialPost]:
    """Yield the posts that were cleared, then those that are held with permission."""
    for place, (person, retired_on, organization, post, started_on, ground, clearance, cleared_on) in enumerate(
        CLEARED, start=1
    ):
        kept = clearance == "REGULARIZED"
        yield OfficialPost(
            id=f"post-{place:02d}",
            organization=organization,
            person=f"person-{person:02d}",
            standing="SERVING" if retired_on is None else "RETIRED",
            rank="SECTION" if person % 2 else "DIVISION_AND_ABOVE",
            retired_on=on_or_none(retired_on),
            post=post,
            is_legal_representative=False,
            started_on=on(started_on),
            ended_on=None if kept else on(cleared_on),
            permission="APPROVED" if kept else "NONE",
            permitted_on=on(cleared_on) if kept else None,
            is_paid=False,
            reported_on=on("2019-12-16") if kept else None,
            clearance_ground=ground,
            clearance=clearance,
            cleared_on=on(cleared_on),
        )
    for place, (person, retired_on, organization, post, started_on, permission) in enumerate(
        HELD, start=len(CLEARED) + 1
    ):
        yield OfficialPost(
            id=f"post-{place:02d}",
            organization=organization,
            person=f"person-{person:02d}",
            standing="RETIRED",
            rank="SECTION",
            retired_on=on(retired_on),
            post=post,
            is_legal_representative=False,
            started_on=on(started_on),
            term=1,
            permission=permission,
            permitted_on=on(started_on),
            is_paid=False,
            reported_on=on("2019-12-16"),
        )
