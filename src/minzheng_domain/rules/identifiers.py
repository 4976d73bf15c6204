"""Family USC: the unified social credit code (统一社会信用代码) of an organization.

One fault is told once: where the form is wrong (USC001) nothing else is looked at, and where the check character is
wrong (USC002) no other warning is given, for what stands in the code is then in doubt anyway. Check characters stand in
:mod:`~minzheng_domain.rules.identifiers_checks`, divisions in :mod:`~minzheng_domain.rules.identifiers_divisions`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from minzheng_domain.codes import code_list, uscc
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.registration import on_register
from minzheng_domain.rules.wording import EMPTY, counted, label
from minzheng_domain.text import Text

STANDARD = Citation("uscc-standard")

FORM = re.compile(rf"[{uscc.ALPHABET}]{{2}}[0-9]{{6}}[{uscc.ALPHABET}]{{10}}")
"""A code by its form alone."""

OLD_CERTIFICATES_END: Final = date(2018, 1, 1)
"""The first day on which certificates without a USCC are good no more (民办函〔2015〕468号)."""

FIRST_TWO = {"SOCIAL_GROUP": "51", "SERVICE_AGENCY": "52", "FOUNDATION": "53"}
"""How the codes of each type of organization begin."""

_LOOK_ALIKES = str.maketrans("IOSVZ", "105U2")


def formed(organization: Organization) -> str | None:
    """Return the code of an organization in its compact form; ``None`` where there is none or its form is wrong."""
    code = uscc.compact(organization.uscc or "")
    return code if FORM.fullmatch(code) else None


def checked(code: str) -> bool:
    """Tell whether the check character of a code that is formed well agrees with the other characters."""
    return uscc.calc_check_digit(code[:-1]) == code[-1]


@each(
    Organization,
    id="USC001",
    title=Text("统一社会信用代码的位数或字符不对", "the USCC has a wrong length or character"),
    why=Text(
        "代码为18位，由数字和大写字母组成，不用 I、O、S、V、Z；第3至8位是登记机关的行政区划码，只用数字。",
        "A code has 18 digits and capital letters other than I, O, S, V and Z; 3 to 8 are a division code, all digits.",
    ),
    remedy=Text("请对照登记证书改正。", "Correct it from the certificate."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[STANDARD],
    since="0.1",
)
def malformed_uscc(organization: Organization, _look: Look) -> Verdict:
    """Hold a code against its form; blanks, hyphens, small and full-width letters are another matter."""
    code = uscc.compact(organization.uscc or "")
    if not code:
        return NOT_APPLICABLE
    if FORM.fullmatch(code):
        return None
    off = len(code) - uscc.LENGTH
    meant = code.translate(_LOOK_ALIKES)
    return Fault(
        "uscc",
        found=organization.uscc or "",
        expected=Text(
            f"18位数字或大写字母（不用 I、O、S、V、Z），第3至8位为数字，现有{len(code)}位",
            f"18 digits or capital letters other than I, O, S, V and Z, 3 to 8 digits; there are {len(code)}",
        ),
        difference=counted(abs(off), Unit.CHARACTERS) if off else None,
        suggestion=did_you_mean(meant) if uscc.is_valid(meant) else None,
    )


@each(
    Organization,
    id="USC004",
    title=Text("代码不是民政部门的（首位不为5）", "the code is not one of civil affairs (first character not 5)"),
    why=Text(
        "社会组织由民政部门登记，代码首位为5；其他首位是企业、事业单位等的代码。",
        "Social organizations are registered by civil affairs, whose codes begin with 5; others are those of "
        "companies, institutions and the like.",
    ),
    remedy=Text("请核对是否填了别的单位的代码。", "See whether the code of another body was entered."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[STANDARD],
    since="0.1",
)
def code_of_another_department(organization: Organization, _look: Look) -> Verdict:
    """Hold the first character against the department that registers social organizations."""
    code = formed(organization)
    if code is None:
        return NOT_APPLICABLE
    if code[0] == uscc.CIVIL_AFFAIRS:
        return None
    kind = code_list("uscc-department").get(code[0])
    means = Text("（{kind}）", " ({kind})").format(kind=kind.label) if kind else Text("", "")
    return Fault(
        "uscc",
        found=code,
        expected=Text(f"首位 5（民政），现为 {code[0]}{means.zh}", f"5 (civil affairs) first; it is {code[0]}{means.en}"),
    )


@each(
    Organization,
    id="USC005",
    title=Text("代码第二位与社会组织类型不符", "the second character of the code does not fit the type"),
    why=Text(
        "代码以51开头的是社会团体，52是民办非企业单位，53是基金会；类型填错会使分类统计出错。",
        "Codes of social groups begin with 51, of service agencies with 52, of foundations with 53; a wrong type "
        "goes into every figure by type.",
    ),
    remedy=Text("请核对类型和代码，改正填错的一项。", "Compare type and code, and correct the one that is wrong."),
    severity=Severity.ERROR,
    basis=[STANDARD],
    since="0.1",
)
def code_of_another_type(organization: Organization, _look: Look) -> Verdict:
    """Hold the second character against the type; ``9`` and unknown ones say nothing of it."""
    code, wanted = formed(organization), FIRST_TWO.get(organization.type)
    if code is None or wanted is None or code[:2] not in FIRST_TWO.values():
        return NOT_APPLICABLE
    if code[:2] == wanted:
        return None
    of_type = label("organization-type", organization.type)
    of_code = label("uscc-kind", code[:2])
    return Fault(
        "uscc",
        found=code,
        expected=Text(
            f"以 {wanted} 开头（类型为{of_type.zh}），现以 {code[:2]} 开头（{of_code.zh}）",
            f"{wanted} first (the type is {of_type.en}); it begins with {code[:2]} ({of_code.en})",
        ),
    )


@each(
    Organization,
    id="USC006",
    title=Text("代码第二位不是社会组织的", "by the second character of its code it is no social organization"),
    why=Text(
        "民政部门的代码中，第二位1、2、3、9为社会组织；其他为村（居）民委员会等，不应列入社会组织台账。",
        "Among the codes of civil affairs 1, 2, 3 and 9 stand for social organizations; others are those of residents' "
        "committees and the like, which do not belong here.",
    ),
    remedy=Text("请核对这家单位是不是社会组织。", "See whether this is a social organization."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[STANDARD],
    since="0.1",
)
def code_of_no_social_organization(organization: Organization, _look: Look) -> Verdict:
    """Hold the second character of a code of civil affairs against those of social organizations."""
    code = formed(organization)
    if code is None or code[0] != uscc.CIVIL_AFFAIRS:
        return NOT_APPLICABLE
    if code[:2] in code_list("uscc-kind"):
        return None
    if not checked(code):
        return NOT_APPLICABLE
    return Fault(
        "uscc",
        found=code,
        expected=Text(f"第2位 1、2、3 或 9，现为 {code[1]}", f"1, 2, 3 or 9 second; it is {code[1]}"),
    )


@whole(
    id="USC010",
    title=Text("两家社会组织用同一统一社会信用代码", "two organizations bear one USCC"),
    why=Text(
        "一个代码终身只属一家。重复的不是填错了代码，就是同一家录入了两次，会被重复计数。",
        "A code belongs to one organization for life: either it was mistyped, or one organization was entered twice "
        "and is counted twice.",
    ),
    remedy=Text("请对照登记证书改正代码，或删去重复录入的一条。", "Correct the code, or remove the double entry."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[STANDARD, Citation("ledger-schema")],
    since="0.1",
)
def shared_uscc(look: Look) -> Iterator[Verdict]:
    """Look for codes that come twice under different ids; one that is malformed identifies nobody."""
    bearers: dict[str, list[Organization]] = {}
    for organization in look.ledger.all(Organization):
        if (code := formed(organization)) is not None:
            bearers.setdefault(code, []).append(organization)
    for code, same in bearers.items():
        if len(same) > 1:
            same.sort(key=lambda bearer: (bearer.registered_on or date.max, bearer.id))
        first, *others = same
        yield None
        for other in others:
            if other.id == first.id:  # a double id, which LED001 tells
                yield None
                continue
            yield Fault(
                "uscc",
                record=other,
                found=code,
                expected=Text(
                    f"本单位自己的代码（该代码已属“{first.name}”）",
                    f"a code of its own (this one is that of '{first.name}')",
                ),
                related=(first.id,),
            )


@each(
    Organization,
    id="USC011",
    title=Text("已登记的组织没有统一社会信用代码", "a registered organization has no USCC"),
    why=Text(
        "自2018年1月1日起，未换发统一社会信用代码的登记证书不再有效。",
        "Since 2018-01-01 certificates without a unified social credit code are good no more.",
    ),
    remedy=Text("请按登记证书补填；确未换证的，请通知其换证。", "Enter it from the certificate, or have the certificate replaced."),
    severity=Severity.WARNING,
    basis=[Citation("uscc-transition")],
    needs_day=True,
    since="0.1",
)
def missing_uscc(organization: Organization, look: Look) -> Verdict:
    """Ask for a code of what stands on the register on the day of the check."""
    if not on_register(organization):
        return NOT_APPLICABLE
    if look.day < OLD_CERTIFICATES_END or (organization.registered_on or look.day) > look.day:
        return NOT_APPLICABLE
    if organization.uscc and not organization.uscc.isspace():
        return None
    return Fault("uscc", found=EMPTY, expected=Text("18位统一社会信用代码", "a USCC of 18 characters"))


@each(
    Organization,
    id="USC015",
    title=Text("统一社会信用代码的写法不规范", "the USCC is not written as the register writes it"),
    why=Text(
        "代码中间夹有空格、连字符、小写或全角字符，与其他系统比对时会对不上。",
        "With blanks, hyphens, small or full-width characters in it, the code does not match that of other systems.",
    ),
    remedy=Text("请改为连写的半角大写。", "Write it without gaps, half-width, in capitals."),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[STANDARD],
    since="0.1",
)
def loosely_written_uscc(organization: Organization, _look: Look) -> Verdict:
    """Hold a code whose characters are right against how a register writes it; LED007 tells what cannot be seen."""
    code = formed(organization)
    if code is None:
        return NOT_APPLICABLE
    if organization.uscc == code or without_unseen(organization.uscc or "") == code:
        return None
    return Fault("uscc", found=organization.uscc or "", expected=Text(code, code))


def without_unseen(number: str) -> str:
    """Return a number without what LED007 tells: blanks at its ends, and characters of no width."""
    return "".join(sign for sign in number.strip() if unicodedata.category(sign) not in ("Cc", "Cf"))


def did_you_mean(*codes: str) -> Text:
    """Say what something may have been meant to be."""
    return Text(f"是不是 {'、'.join(codes)}？", f"Did you mean {' or '.join(codes)}? ")
