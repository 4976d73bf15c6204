"""Family NAM, continued: names (名称) of organizations compared with each other.

An organization bears its name from the day on which it was changed to it, or else from that of its registration; the
later of two is the one that should have had another. Registries are the same if one division became the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from minzheng_domain.codes import divisions
from minzheng_domain.model.organizations import Organization, RegistrationChange
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.names import NAME_MEASURES_FROM, has_legal_name
from minzheng_domain.rules.registration import on_register
from minzheng_domain.rules.terms import years_after
from minzheng_domain.rules.wording import in_days
from minzheng_domain.text import Text

_ARTICLE = Citation("name-measures", "第十六条")


@whole(
    id="NAM005",
    title=Text("与同一登记机关已登记的社会组织同名", "the name of another organization of the same registry"),
    why=Text(
        "社会组织的名称不得与同一登记机关已登记的社会组织相同。",
        "A name may not be that of another organization which the same registry has registered.",
    ),
    remedy=Text("请核对是否重复录入；确为两家的，后登记的应变更名称。", "Remove a double entry; of two, the later has to change its name."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_ARTICLE],
    valid_from=NAME_MEASURES_FROM,
    since="0.1",
)
def name_already_borne(look: Look) -> Iterator[Verdict]:
    """Look for the same name at one registry, taken since the name rules of 2024."""
    for later, earlier in _pairs(look, lambda name: name):
        if earlier is None:
            yield None
        elif _under_the_measures(later, earlier, look):
            yield _same_name(later, earlier)


@whole(
    id="NAM006",
    title=Text("两家在册社会组织同名", "two organizations on the register bear one name"),
    why=Text(
        "同名的两家多半是重复录入，会被重复计数；确为两家的，查询和比对时也分不清。",
        "Most likely one was entered twice and is counted twice; if there are two, they cannot be told apart.",
    ),
    remedy=Text("请核对是否重复录入。", "See whether one was entered twice."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def one_name_for_two(look: Look) -> Iterator[Verdict]:
    """Look for the same name where NAM005 does not tell it: taken before 2024-05-01, or day or registry not known."""
    for later, earlier in _pairs(look, lambda name: name):
        if earlier is None:
            yield None
        elif not _under_the_measures(later, earlier, look):
            yield _same_name(later, earlier)


@whole(
    id="NAM007",
    title=Text("用了注销、更名未满一年的名称", "a name given up less than a year before"),
    why=Text(
        "已注销或已更名的社会组织的原名称，未满一年的不得使用（同一登记机关）。",
        "A name that was given up, by deregistration or change, may not be borne at the same registry for a year.",
    ),
    remedy=Text("请核对两家的登记、注销、变更日期。", "Check the days of both organizations."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_ARTICLE],
    valid_from=NAME_MEASURES_FROM,
    since="0.1",
)
def name_given_up_lately(look: Look) -> Iterator[Verdict]:
    """Hold the day on which a name was taken against the days on which others gave it up."""
    yield from _taken_too_early(look, _given_up(look), 1)


@whole(
    id="NAM008",
    title=Text("用了被撤销登记未满三年的名称", "a name whose bearer was revoked less than three years before"),
    why=Text(
        "被撤销登记的社会组织的名称，未满三年的不得使用（同一登记机关）。",
        "The name of an organization that was revoked may not be borne at the same registry for three years.",
    ),
    remedy=Text("请核对两家的登记、撤销日期。", "Check the days of both organizations."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_ARTICLE],
    valid_from=NAME_MEASURES_FROM,
    since="0.1",
)
def name_revoked_lately(look: Look) -> Iterator[Verdict]:
    """Hold the day on which a name was taken against the days on which bearers of it were revoked."""
    yield from _taken_too_early(look, _removed(look, "REVOKED"), 3)


@whole(
    id="NAM009",
    title=Text("两家名称只差空格、全半角、括号或标点", "two names differ in blanks, width, brackets or punctuation only"),
    why=Text(
        "这样的两条记录多半是同一家录入了两次，会被重复计数。",
        "Two such records are most likely one organization that was entered twice and is counted twice.",
    ),
    remedy=Text("请核对是不是同一家。", "See whether they are one."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def nearly_the_same_name(look: Look) -> Iterator[Verdict]:
    """Look for names on the register that are the same but for what is hard to see."""
    for later, earlier in _pairs(look, _bare):
        if earlier is None:
            yield None
        elif later.name != earlier.name:
            yield _same_name(later, earlier)


def _pairs(look: Look, key: Callable[[str], str]) -> Iterator[tuple[Organization, Organization | None]]:
    """Yield each organization on the register with the one that bore its name, by the key, before it; or ``None``.

    Organizations of two known registries that differ may bear one name, and so may two records of one id, which are
    told by LED001.
    """
    bearers: dict[str, list[Organization]] = {}
    for organization in look.ledger.all(Organization):
        if on_register(organization):
            bearers.setdefault(key(organization.name), []).append(organization)
    for same in bearers.values():
        if len(same) > 1:
            same.sort(key=lambda organization: (_named_on(organization, look) or date.min, organization.id))
        for place, organization in enumerate(same):
            earlier = (e for e in islice(same, place) if e.id != organization.id and _may_share(e, organization))
            yield organization, next(earlier, None)


def _may_share(one: Organization, other: Organization) -> bool:
    """Tell whether two organizations are, or may be, of one registry."""
    return not (one.registering_division and other.registering_division) or _registry(one) == _registry(other)


def _registry(organization: Organization) -> str | None:
    """Return the division of the registry, by what it is today."""
    division = organization.registering_division
    became = divisions.successor_of(division) if division else None
    return became.code if became else division


def _named_on(organization: Organization, look: Look) -> date | None:
    """Return the day from which on an organization bears its present name; ``None`` if not known."""
    changes = look.related(RegistrationChange, "organization", organization.id)
    days = [change.on for change in changes if change.item == "NAME" and change.after == organization.name]
    return max(days, default=organization.registered_on)


def _under_the_measures(later: Organization, earlier: Organization, look: Look) -> bool:
    """Tell whether the later name was taken since 2024-05-01, at a registry known to be that of the earlier."""
    named_on = _named_on(later, look)
    known = bool(later.registering_division and earlier.registering_division)
    return known and named_on is not None and named_on >= NAME_MEASURES_FROM and _named_on(earlier, look) is not None


def _same_name(later: Organization, earlier: Organization) -> Fault:
    return Fault(
        "name",
        record=later,
        found=later.name,
        expected=Text(
            f"与在册的“{earlier.name}”（编号 {earlier.id}）不同的名称", f"another name than '{earlier.name}' ({earlier.id}) bears"
        ),
        related=(earlier.id,),
    )


_GivenUp = dict[str, list[tuple[date, Organization]]]
"""For each name, when it was given up and by whom."""


def _removed(look: Look, status: str) -> _GivenUp:
    found: _GivenUp = {}
    for organization in look.ledger.all(Organization):
        if organization.status == status and organization.removed_on is not None:
            found.setdefault(organization.name, []).append((organization.removed_on, organization))
    return found


def _given_up(look: Look) -> _GivenUp:
    found = _removed(look, "DEREGISTERED")
    for change in look.ledger.all(RegistrationChange):
        organization = look.get(Organization, change.organization)
        renamed = change.item == "NAME" and change.before and change.before != change.after
        if renamed and organization is not None:
            found.setdefault(change.before or "", []).append((change.on, organization))
    return found


def _taken_too_early(look: Look, given_up: _GivenUp, years: int) -> Iterator[Verdict]:
    for organization in look.ledger.all(Organization):
        named_on = _named_on(organization, look)
        if named_on is None or named_on < NAME_MEASURES_FROM:
            continue
        if not has_legal_name(organization) or not organization.registering_division:
            continue
        bearers = sorted(given_up.get(organization.name, ()), key=lambda left: (left[0], left[1].id))
        yield next(
            (
                _too_early(organization, named_on, day, bearer, free)
                for day, bearer in bearers
                if day <= named_on < (free := years_after(day, years))
                and bearer.id != organization.id
                and _registry(bearer) == _registry(organization)
            ),
            None,
        )


def _too_early(organization: Organization, named_on: date, day: date, bearer: Organization, free: date) -> Fault:
    return Fault(
        "name",
        record=organization,
        found=Text(f"{organization.name}（{named_on} 启用）", f"{organization.name} (borne since {named_on})"),
        expected=Text(
            f"{free} 起才可使用（{day} 前为 {bearer.id} 的名称）", f"not before {free} ({bearer.id} bore it until {day})"
        ),
        difference=in_days(free - named_on),
        related=(bearer.id,),
    )


def _bare(name: str) -> str:
    """Return the letters and digits of a name, half-width and small."""
    plain = name if name.isalnum() and unicodedata.is_normalized("NFKC", name) else unicodedata.normalize("NFKC", name)
    return "".join(filter(str.isalnum, plain)).casefold() or name
