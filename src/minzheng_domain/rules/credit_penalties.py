"""Family PEN, second part: the penalties that lead to the credit lists (信用名录).

The sums and periods of order 60 were seen in its draft and in summaries only, so these are warnings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from minzheng_domain.model.standing import CreditListing
from minzheng_domain.model.supervision import PenaltyCase
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.credit import ABNORMAL, GRACE, IN_FORCE, SERIOUS, left, listed_from
from minzheng_domain.rules.terms import days_after, years_after
from minzheng_domain.rules.wording import in_yuan, label
from minzheng_domain.text import Text

_HEAVY_FINE = Decimal(50_000)


def _decided_on(case: PenaltyCase) -> date | None:
    return case.decided_on


def _light(case: PenaltyCase) -> bool:
    """Tell whether a penalty was a warning, or a fine below 50,000 元 that goes with nothing heavier."""
    fine = case.fine or Decimal(0)
    return fine < _HEAVY_FINE and (case.penalty == "WARNING" or (case.penalty == "FINE" and fine > 0))


def _heavy(case: PenaltyCase) -> bool:
    """Tell whether a penalty was a suspension, or a fine of 50,000 元 or more."""
    return case.penalty == "SUSPENSION" or (case.fine or Decimal(0)) >= _HEAVY_FINE


def _penalty(case: PenaltyCase) -> Text:
    kind = label("penalty-kind", case.penalty) if case.penalty else Text("处罚", "a penalty")
    if not case.fine:
        return kind
    fine = Text("罚款{amount}", "a fine of {amount}").format(amount=in_yuan(case.fine))
    return fine if case.penalty == "FINE" else Text("{kind}，{fine}", "{kind}, {fine}").format(kind=kind, fine=fine)


def _unlisted(
    case: PenaltyCase, look: Look, weight: Callable[[PenaltyCase], bool], lists: tuple[str, ...]
) -> Verdict:
    """Judge whether a penalty of some weight led to a listing, once thirty days have passed."""
    if case.outcome != "PENALIZED" or case.decided_on is None or case.organization is None or not weight(case):
        return NOT_APPLICABLE
    # An organization that left the register since has no listing to be caught up on.
    if days_after(case.decided_on, GRACE) >= look.day or left(look, case.organization, look.day):
        return NOT_APPLICABLE
    if listed_from(look.related(CreditListing, "organization", case.organization), case.decided_on, lists):
        return None
    title = label("credit-list", lists[0])
    return Fault(
        "penalty",
        found=Text("{day} {penalty}，未列入名录", "{penalty} on {day}, and no entry").format(
            day=case.decided_on, penalty=_penalty(case)
        ),
        expected=Text(f"已列入{title.zh}", f"an entry on the {title.en}"),
        related=(case.organization,),
    )


@each(
    PenaltyCase,
    id="PEN005",
    title=Text("受轻微处罚未列入活动异常名录", "a light penalty without an entry on the list of abnormal activity"),
    why=Text(
        "受到警告或者不满5万元罚款处罚的，应当列入活动异常名录。",
        "A warning or a fine below 50,000 yuan leads to the list of abnormal activity.",
    ),
    remedy=Text("请办理列入活动异常名录，或补录列入记录。", "Put it on the list, or enter the listing that is missing."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[ABNORMAL],
    needs_day=True,
    valid_from=IN_FORCE,
    on=_decided_on,
    since="0.1",
)
def light_penalty_unlisted(case: PenaltyCase, look: Look) -> Verdict:
    """An entry that stood already, or one on the graver list, is enough."""
    return _unlisted(case, look, _light, ("ABNORMAL", "SERIOUS"))


@each(
    PenaltyCase,
    id="PEN006",
    title=Text("受较重处罚未列入严重违法失信名单", "a heavy penalty without an entry on the list of serious breaches"),
    why=Text(
        "受到限期停止活动或者5万元以上罚款处罚的，应当列入严重违法失信名单。",
        "A suspension or a fine of 50,000 yuan or more leads to the list of serious breaches.",
    ),
    remedy=Text("请办理列入严重违法失信名单，或补录列入记录。", "Put it on the list, or enter the listing that is missing."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[SERIOUS],
    needs_day=True,
    valid_from=IN_FORCE,
    on=_decided_on,
    since="0.1",
)
def heavy_penalty_unlisted(case: PenaltyCase, look: Look) -> Verdict:
    """An entry that stood already is enough."""
    return _unlisted(case, look, _heavy, ("SERIOUS",))


@each(
    PenaltyCase,
    id="PEN007",
    title=Text("三年内两次轻微处罚未列入严重违法失信名单", "two light penalties in three years without the graver list"),
    why=Text(
        "三年内两次以上受到警告或者不满5万元罚款处罚的，应当列入严重违法失信名单。",
        "Two warnings or fines below 50,000 yuan within three years lead to the list of serious breaches.",
    ),
    remedy=Text("请办理列入严重违法失信名单，或补录列入记录。", "Put it on the list, or enter the listing that is missing."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[SERIOUS],
    needs_day=True,
    valid_from=IN_FORCE,
    on=_decided_on,
    since="0.1",
)
def second_light_penalty_unlisted(case: PenaltyCase, look: Look) -> Verdict:
    """Told at the later penalty; the three years run from day to day, and the last day counts."""
    for other in look.related(PenaltyCase, "organization", case.organization):
        first, second = other.decided_on, case.decided_on
        if other.outcome != "PENALIZED" or first is None or second is None or not _light(other):
            continue
        if IN_FORCE <= first < second <= years_after(first, 3):
            return _unlisted(case, look, _light, ("SERIOUS",))
    return NOT_APPLICABLE
