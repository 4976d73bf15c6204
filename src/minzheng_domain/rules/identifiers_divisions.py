"""Family USC, continued: division codes (行政区划代码), in the code of an organization and beside it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from minzheng_domain.codes import divisions
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.identifiers import STANDARD, checked, did_you_mean, formed, without_unseen
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text

_DIVISIONS = Citation("division-standard")
_SIX = re.compile(r"[0-9]{6}")
_SIX_OR_NINE = re.compile(r"[0-9]{6}([0-9]{3})?")
_LIKE = 0.8
"""From which likeness on a known division is suggested: five digits of six."""


def of_county_level(division: str) -> bool:
    """Tell whether a division code is that of a county or district (县级)."""
    return _SIX.fullmatch(division) is not None and not division.endswith("00")


@each(
    Organization,
    id="USC007",
    title=Text("代码中的行政区划码不存在", "the division in the code does not exist"),
    why=Text(
        "代码第3至8位是登记机关的行政区划码。已撤销的区划仍属有效，从未有过的区划说明代码有误。",
        "Characters 3 to 8 are the division of the registry. Abolished ones are good; one that never was shows that "
        "the code is wrong.",
    ),
    remedy=Text("请对照登记证书改正代码。", "Correct the code from the certificate."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_DIVISIONS, STANDARD],
    since="0.1",
)
def unknown_division_in_uscc(organization: Organization, look: Look) -> Verdict:
    """Look the division of a code up, as far as the table of divisions can know."""
    code = formed(organization)
    if code is None:
        return NOT_APPLICABLE
    division = code[2:8]
    if divisions.is_valid(division):
        return None
    return _unknown("uscc", division, organization, look) if checked(code) else NOT_APPLICABLE


@each(
    Organization,
    id="USC008",
    title=Text("代码中的行政区划与登记机关不同", "the division in the code is not that of the registry"),
    why=Text(
        "代码中的区划应是登记机关所在区划或其前身；不同的，或是登记机关填错，或是代码填错，也可能是登记机关后来变更。",
        "The division in a code is that of the registry, or what it was before; otherwise one of the two is wrong, or "
        "the organization has moved to another registry.",
    ),
    remedy=Text("请核对登记机关和代码；登记机关确有变更的，可登记为例外。", "Compare both; waive it if the registry has changed."),
    severity=Severity.WARNING,
    basis=[STANDARD],
    since="0.1",
)
def uscc_of_another_division(organization: Organization, _look: Look) -> Verdict:
    """Hold the division of a code against the registering division and what either became."""
    code, registry = formed(organization), organization.registering_division or ""
    if code is None or not _SIX.fullmatch(registry):
        return NOT_APPLICABLE
    division = code[2:8]
    if division == registry or registry in _became(division) or division in _became(registry):
        return None
    unclear = not divisions.is_valid(division) or not divisions.is_valid(registry) or not checked(code)
    if unclear or _district_foundation(code):
        return NOT_APPLICABLE
    return Fault(
        "uscc",
        found=_code_of(code, division),
        expected=Text("第3至8位为登记机关的区划 {division}", "the division of the registry in 3 to 8: {division}").format(
            division=_named(registry)
        ),
    )


@each(
    Organization,
    id="USC009",
    title=Text("基金会的代码是县（区）级登记机关的", "a foundation has the code of a county-level registry"),
    why=Text(
        "基金会只由民政部和省级民政部门登记，县（区）级登记机关不登记基金会。",
        "Foundations are registered by the ministry and the provinces only, not by a county or district.",
    ),
    remedy=Text("请核对类型、代码和登记机关。", "Check the type, the code and the registry."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[Citation("foundation-regulation", "第六条"), STANDARD],
    since="0.1",
)
def foundation_code_of_a_district(organization: Organization, _look: Look) -> Verdict:
    """Hold the division in a foundation's code against the registries that foundations have."""
    code = formed(organization)
    if code is None or code[:2] != "53":
        return NOT_APPLICABLE
    if not _district_foundation(code):
        return None
    if not checked(code):
        return NOT_APPLICABLE
    return Fault(
        "uscc",
        found=_code_of(code, code[2:8]),
        expected=Text("民政部（100000）或省级的区划码", "the division of the ministry (100000) or of a province"),
    )


@each(
    Organization,
    id="USC012",
    title=Text("登记机关行政区划代码不是六位数字", "the registering division is not six digits"),
    why=Text(
        "登记机关的行政区划代码为六位数字；写法不对，同一机关登记的组织就归不到一起。",
        "The code of the registering division has six digits; written otherwise, what one registry has registered does "
        "not come together.",
    ),
    remedy=Text("请改为六位数字。", "Write six digits."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_DIVISIONS],
    since="0.1",
)
def malformed_registering_division(organization: Organization, _look: Look) -> Verdict:
    """Hold the registering division against its form; LED007 tells blanks at its ends."""
    division = without_unseen(organization.registering_division or "")
    if not division:
        return NOT_APPLICABLE
    if _SIX.fullmatch(division):
        return None
    meant = divisions.compact(division)[:6]
    return Fault(
        "registering_division",
        found=division,
        expected=Text("六位数字", "six digits"),
        suggestion=did_you_mean(meant) if _SIX.fullmatch(meant) and divisions.is_valid(meant) else None,
    )


@each(
    Organization,
    id="USC013",
    title=Text("登记机关的行政区划不存在", "the registering division does not exist"),
    why=Text(
        "表中既无现行也无已撤销的这一区划，多半是抄错了数字。",
        "There neither is nor was such a division; most likely a digit is wrong.",
    ),
    remedy=Text("请改正登记机关行政区划代码。", "Correct the code of the registering division."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_DIVISIONS],
    since="0.1",
)
def unknown_registering_division(organization: Organization, look: Look) -> Verdict:
    """Look the registering division up, as far as the table of divisions can know."""
    division = organization.registering_division
    if not division or not _SIX.fullmatch(division):
        return NOT_APPLICABLE
    return None if divisions.is_valid(division) else _unknown("registering_division", division, organization, look)


@each(
    ReportingUnit,
    id="USC014",
    title=Text("填报单位的区划代码位数或字符不对", "the division of a reporting unit has a wrong length or character"),
    why=Text(
        "区划代码为六位数字，街镇的统计用区划代码为九位数字。",
        "A division code has six digits, that of a street-level unit nine.",
    ),
    remedy=Text("请改为六位或九位数字。", "Write six or nine digits."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_DIVISIONS],
    since="0.1",
)
def malformed_unit_division(unit: ReportingUnit, _look: Look) -> Verdict:
    """Hold the division of a reporting unit against its form; LED007 tells blanks at its ends."""
    division = without_unseen(unit.division or "")
    if not division:
        return NOT_APPLICABLE
    if _SIX_OR_NINE.fullmatch(division):
        return None
    meant = divisions.compact(division)
    return Fault(
        "division",
        found=division,
        expected=Text("六位或九位数字", "six or nine digits"),
        suggestion=did_you_mean(meant) if divisions.is_valid(meant) else None,
    )


@each(
    ReportingUnit,
    id="USC016",
    title=Text("填报单位的行政区划不存在", "the division of a reporting unit does not exist"),
    why=Text(
        "表中既无现行也无已撤销的这一区划，多半是抄错了数字。",
        "There neither is nor was such a division; most likely a digit is wrong.",
    ),
    remedy=Text("请改正区划代码。", "Correct the division code."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_DIVISIONS],
    since="0.1",
)
def unknown_unit_division(unit: ReportingUnit, look: Look) -> Verdict:
    """Look the division of a reporting unit up; a street-level unit that the table does not hold is good."""
    if not unit.division or not _SIX_OR_NINE.fullmatch(unit.division):
        return NOT_APPLICABLE
    if divisions.is_valid(unit.division):
        return None
    own = look.ledger.header.division
    meant = f"{own}{unit.division[6:]}" if own else ""
    near = difflib.get_close_matches(unit.division, [meant], n=1, cutoff=_LIKE)
    return Fault(
        "division",
        found=unit.division,
        expected=Text("现有或曾有的行政区划", "a division that is or was"),
        suggestion=did_you_mean(*near) if near and divisions.is_valid(meant) else None,
    )


def _unknown(field: str, division: str, organization: Organization, look: Look) -> Fault:
    """Say that a division does not exist, and which one was meant if that of the registry or the ledger is near."""
    likely = [organization.registering_division, look.ledger.header.division]
    known = [code for code in likely if code and divisions.is_valid(code)]
    near = difflib.get_close_matches(division, known, n=1, cutoff=_LIKE)
    return Fault(
        field,
        found=division,
        expected=Text("现有或曾有的行政区划", "a division that is or was"),
        suggestion=did_you_mean(*near) if near else None,
    )


def _became(division: str) -> Iterator[str]:
    """Yield the divisions that one became, step by step."""
    found = divisions.division(division)
    while found is not None and found.successor is not None:
        yield found.successor
        found = divisions.division(found.successor)


def _district_foundation(code: str) -> bool:
    return code[:2] == "53" and of_county_level(code[2:8])


def _code_of(code: str, division: str) -> Text:
    return Text("{code}（{division}）", "{code} ({division})").format(code=code, division=_named(division))


def _named(division: str) -> Text:
    found = divisions.division(division)
    if found is None:
        return Text(division, division)
    return Text(f"{division} {found.name.zh}", f"{division} {found.name.en}")
