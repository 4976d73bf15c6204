"""Family PEN, first part: entries on the credit lists (信用名录).

The periods of order 60 were seen in its draft and in summaries only, so these are warnings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from minzheng_domain.codes import code_list
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.standing import CreditListing
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.terms import days_after, years_after
from minzheng_domain.rules.wording import in_days, label
from minzheng_domain.text import Text

ABNORMAL = Citation("credit-measures", "第十一条")
SERIOUS = Citation("credit-measures", "第十五条")
IN_FORCE = date(2018, 1, 24)
"""The first day of order 60."""
GRACE = 30
"""Calendar days in which five working days are over, whatever holidays there are."""
_LETTERS = {"ABNORMAL": "A", "SERIOUS": "S"}


def _listed_on(listing: CreditListing) -> date:
    return listing.listed_on


def _with_label(ground: str) -> Text:
    return Text("{code}（{label}）", "{code} ({label})").format(code=ground, label=label("credit-ground", ground))


def left(look: Look, organization: str | None, day: date) -> bool:
    """Tell whether an organization had left the register by a day."""
    found = look.get(Organization, organization)
    return found is not None and found.removed_on is not None and found.removed_on <= day


def listed_from(listings: Iterable[CreditListing], day: date, lists: tuple[str, ...]) -> bool:
    """Tell whether an entry on one of the lists stood at the end of a day, or was made later."""
    return any(one.list in lists and (one.removed_on is None or one.removed_on > day) for one in listings)


@each(
    CreditListing,
    id="PEN001",
    title=Text("列入事由不属于该名录", "the ground belongs to the other list"),
    why=Text(
        "活动异常名录和严重违法失信名单各有列入事由：前者为 A 开头，后者为 S 开头。",
        "Each list has its own grounds: those of abnormal activity begin with A, those of serious breaches with S.",
    ),
    remedy=Text("请核对名录和列入事由。", "Check the list and the ground."),
    severity=Severity.ERROR,
    basis=[Citation("ledger-schema"), ABNORMAL, SERIOUS],
    valid_from=IN_FORCE,
    on=_listed_on,
    since="0.1",
)
def ground_of_another_list(listing: CreditListing, _look: Look) -> Verdict:
    """Codes that are on no list are another rule's."""
    letter = _LETTERS.get(listing.list)
    if letter is None or listing.ground is None or listing.ground not in code_list("credit-ground"):
        return NOT_APPLICABLE
    if listing.ground.startswith(letter):
        return None
    title = label("credit-list", listing.list)
    return Fault(
        "ground",
        found=_with_label(listing.ground),
        expected=Text(f"{title.zh}的事由（{letter} 开头）", f"a ground of the {title.en} ({letter}1 and so on)"),
    )


@each(
    CreditListing,
    id="PEN002",
    title=Text("移出早于列入", "removed before it was listed"),
    why=Text("移出名录不会早于列入。", "Nobody is removed from a list before being put on it."),
    remedy=Text("请核对列入日期和移出日期。", "Check the two days."),
    severity=Severity.ERROR,
    basis=[Citation("calendar")],
    since="0.1",
)
def removed_before_listed(listing: CreditListing, _look: Look) -> Verdict:
    """Both may be the same day."""
    if listing.removed_on is None:
        return NOT_APPLICABLE
    if listing.removed_on >= listing.listed_on:
        return None
    return Fault(
        "removed_on",
        found=str(listing.removed_on),
        expected=Text(f"不早于列入日期 {listing.listed_on}", f"not before the listing of {listing.listed_on}"),
        difference=in_days(listing.listed_on - listing.removed_on),
    )


@each(
    CreditListing,
    id="PEN009",
    title=Text("公开募捐事由用于非慈善组织", "a ground of public fundraising for what is no charity"),
    why=Text(
        "因不再具备公开募捐条件而列入的，只能是取得公开募捐资格的慈善组织。",
        "Only a charity with the right of public fundraising can be listed for no longer meeting its conditions.",
    ),
    remedy=Text("请核对列入事由，以及该组织是否慈善组织。", "Check the ground, and whether the organization is a charity."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("fundraising-measures", "第二十二条")],
    valid_from=date(2024, 9, 5),
    on=_listed_on,
    since="0.1",
)
def fundraising_ground_for_no_charity(listing: CreditListing, look: Look) -> Verdict:
    """Only where it is entered that the organization is none."""
    organization = look.get(Organization, listing.organization)
    if listing.ground != "A4" or organization is None or organization.is_charity is None:
        return NOT_APPLICABLE
    if organization.is_charity:
        return None
    return Fault(
        "ground",
        found=_with_label("A4"),
        expected=Text("慈善组织，或者其他事由", "a charity, or another ground"),
        related=(organization.id,),
    )


@each(
    CreditListing,
    id="PEN003",
    title=Text("列入严重违法失信名单未满两年即移出", "removed from the list of serious breaches before two years"),
    why=Text(
        "列入严重违法失信名单满两年且未再出现列入情形的，才可申请移出。",
        "Removal may be applied for after two full years on the list without another ground.",
    ),
    remedy=Text("请核对列入、移出日期和移出原因。", "Check the days of listing and removal, and the reason."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("credit-measures")],
    valid_from=IN_FORCE,
    on=_listed_on,
    since="0.1",
)
def serious_listing_removed_early(listing: CreditListing, look: Look) -> Verdict:
    """Organizations off the register, and those listed for a revocation, leave the list with the register."""
    removed = listing.removed_on
    if listing.list != "SERIOUS" or removed is None or removed < listing.listed_on:
        return NOT_APPLICABLE
    if listing.ground == "S7" or left(look, listing.organization, removed):
        return NOT_APPLICABLE
    earliest = years_after(listing.listed_on, 2)
    if removed >= earliest:
        return None
    return Fault(
        "removed_on",
        found=str(removed),
        expected=Text(f"不早于 {earliest}", f"not before {earliest}"),
        difference=in_days(earliest - removed),
    )


@each(
    CreditListing,
    id="PEN004",
    title=Text("列入活动异常名录满两年未转入失信名单", "two years on the list of abnormal activity without the other list"),
    why=Text(
        "被列入活动异常名录满两年的，应当列入严重违法失信名单。",
        "Who has been on the list of abnormal activity for two years is put on that of serious breaches.",
    ),
    remedy=Text(
        "请办理列入严重违法失信名单，或补填移出日期、列入记录。",
        "Put it on the list of serious breaches, or enter the removal or the listing that is missing.",
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[SERIOUS],
    needs_day=True,
    valid_from=IN_FORCE,
    on=_listed_on,
    since="0.1",
)
def abnormal_for_two_years(listing: CreditListing, look: Look) -> Verdict:
    """The listing is awaited for thirty days after the two years; a removal in them settles it."""
    if listing.list != "ABNORMAL":
        return NOT_APPLICABLE
    full = years_after(listing.listed_on, 2)
    due = days_after(full, GRACE)
    if look.day <= due or left(look, listing.organization, due):
        return NOT_APPLICABLE
    settled = listing.removed_on is not None and listing.removed_on <= due
    if settled or listed_from(look.related(CreditListing, "organization", listing.organization), full, ("SERIOUS",)):
        return None
    return Fault(
        "list",
        found=Text(f"{listing.listed_on} 列入，{full} 满两年", f"listed on {listing.listed_on}, two years over on {full}"),
        expected=Text("已列入严重违法失信名单", "that it is on the list of serious breaches"),
    )


@each(
    CreditListing,
    id="PEN008",
    title=Text("同一事由重复列入同一名录", "listed twice on one list for one ground"),
    why=Text(
        "前一次列入尚未移出时以同一事由再次列入，多为重复录入，会使列入次数多计。",
        "A second entry for the same ground while the first stands is mostly a double record, and is counted twice.",
    ),
    remedy=Text("请核对两条记录；重复的删去一条，前次已移出的补填移出日期。", "Remove the double record, or enter the removal."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def listed_twice_at_once(listing: CreditListing, look: Look) -> Verdict:
    """Told at the later, of one day at that with the higher id; another ground may lead to an entry of its own."""
    if listing.ground is None:
        return NOT_APPLICABLE
    place = (listing.listed_on, listing.id)
    for other in look.related(CreditListing, "organization", listing.organization):
        stands = other.removed_on is None or other.removed_on > listing.listed_on
        same = (other.list, other.ground) == (listing.list, listing.ground)
        if same and stands and (other.listed_on, other.id) < place:
            return Fault(
                "listed_on",
                found=Text(f"{listing.listed_on} 再次列入", f"listed again on {listing.listed_on}"),
                expected=Text(f"前次（{other.listed_on} 列入）已移出", f"that the entry of {other.listed_on} is removed"),
                related=(other.id,),
            )
    return None
