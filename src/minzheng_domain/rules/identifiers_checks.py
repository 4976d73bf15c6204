"""Family USC, continued: the two check characters (校验码) of a code, and what it may have been meant to be.

Character 18 catches every single slip, also inside the organization code; so character 17 is looked at only where 18
agrees, and one slip is told once.
"""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.codes import uscc
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.identifiers import FIRST_TWO, FORM, STANDARD, checked, did_you_mean, formed
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text

MOST_SUGGESTED = 3
"""How many codes a finding suggests at most."""


@each(
    Organization,
    id="USC002",
    title=Text("统一社会信用代码的校验码不符", "the check character of the USCC does not agree"),
    why=Text(
        "第18位由前17位算出，不符多半是抄错了一位或两位颠倒；也有少数已发出的代码本身不符，所以只作警告。",
        "Character 18 follows from the others: most likely one was mistyped or two were swapped. A few codes that were "
        "issued fail, hence a warning.",
    ),
    remedy=Text("请对照登记证书；证书上就是这样的，可登记为例外。", "Compare the certificate; if it says so, waive the finding."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[STANDARD],
    since="0.1",
)
def wrong_check_character(organization: Organization, look: Look) -> Verdict:
    """Compute the check character, and what the code may have been meant to be."""
    code = formed(organization)
    if code is None:
        return NOT_APPLICABLE
    expected = uscc.calc_check_digit(code[:-1])
    if code[-1] == expected:
        return None
    likely = sorted(_one_slip_away(code, expected), key=lambda other: _strangeness(other, organization, look))
    return Fault(
        "uscc",
        found=code,
        expected=Text(
            f"末位 {expected}（由前17位算出），现为 {code[-1]}", f"{expected} last, as it follows from the others; it is {code[-1]}"
        ),
        suggestion=did_you_mean(*likely[:MOST_SUGGESTED]) if likely else None,
    )


@each(
    Organization,
    id="USC003",
    title=Text("代码中组织机构代码的校验码不符", "the check character of the organization code does not agree"),
    why=Text(
        "第9至17位是组织机构代码，第17位是它自己的校验码。第18位相符而第17位不符，多半不是抄错，是代码有假或编错。",
        "Characters 9 to 17 are the organization code, with a check character of its own. Where 18 agrees and 17 does "
        "not, the code was hardly mistyped: it was made up or assigned wrongly.",
    ),
    remedy=Text("请对照登记证书，并到赋码系统查询。", "Compare the certificate and look the code up where it was assigned."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[Citation("organization-code-standard"), STANDARD],
    since="0.1",
)
def wrong_organization_check_character(organization: Organization, _look: Look) -> Verdict:
    """Compute the check character of the organization code inside a code whose last character agrees."""
    code = formed(organization)
    if code is None:
        return NOT_APPLICABLE
    expected = uscc.calc_organization_check_digit(code[8:16])
    if code[16] == expected:
        return None
    if not checked(code):
        return NOT_APPLICABLE
    return Fault(
        "uscc",
        found=code,
        expected=Text(
            f"第17位 {expected}（由第9至16位算出），现为 {code[16]}",
            f"{expected} for character 17, as it follows from 9 to 16; it is {code[16]}",
        ),
    )


def _one_slip_away(code: str, expected: str) -> Iterator[str]:
    """Yield codes with known parts that pass both checks, one swap of neighbours or one other character away.

    For each place there is just one character that makes up for the difference of the check, so that no others need
    be tried.
    """
    off = uscc.ALPHABET.index(expected) - uscc.ALPHABET.index(code[-1])
    tried = [code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(len(code) - 1)]
    for place, weight in enumerate((*uscc.WEIGHTS, 1)):
        shift = off if place == len(uscc.WEIGHTS) else off * pow(weight, -1, len(uscc.ALPHABET))
        character = uscc.ALPHABET[(uscc.ALPHABET.index(code[place]) + shift) % len(uscc.ALPHABET)]
        tried.append(code[:place] + character + code[place + 1 :])
    for other in dict.fromkeys(tried):
        if other[0] == uscc.CIVIL_AFFAIRS and FORM.fullmatch(other) and uscc.is_valid(other, strict=True):
            yield other


def _strangeness(code: str, organization: Organization, look: Look) -> int:
    """Count in how many ways a code would not fit what else is known of the organization."""
    kind = FIRST_TWO.get(organization.type, code[:2])
    registry = organization.registering_division or look.ledger.header.division or code[2:8]
    return (code[:2] != kind) + (code[2:8] != registry)
