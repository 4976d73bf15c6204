"""Family NAM, continued: the characters (字符) that a name is written with."""

from __future__ import annotations

import unicodedata

from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text


@each(
    Organization,
    id="NAM010",
    title=Text("名称中间有空格，或有全角字母数字", "blanks within the name, or full-width letters or digits"),
    why=Text(
        "多一个空格、宽一点的字母，同一名称在查询、比对和汇总时就对不上。",
        "For a blank or the width of a letter one name does not match itself in another place.",
    ),
    remedy=Text("请改为登记证书上的写法。", "Write it as the certificate does."),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def unclean_name(organization: Organization, _look: Look) -> Verdict:
    """Look for such characters; a blank between two Latin words is right, and LED007 tells what cannot be seen."""
    name = organization.name.strip()
    if not name:
        return NOT_APPLICABLE
    if name.isalnum() and unicodedata.is_normalized("NFKC", name):
        return None
    unclean = {place for place, sign in enumerate(name) if _blank(name, place) or _full_width(sign)}
    if not unclean:
        return None
    clean = (unicodedata.normalize("NFKC", sign).strip() if at in unclean else sign for at, sign in enumerate(name))
    return Fault(
        "name",
        found="".join(f"⟨U+{ord(sign):04X}⟩" if at in unclean else sign for at, sign in enumerate(name)),
        expected=Text("中间没有空格、没有全角字母数字的名称", "a name without blanks and full-width letters and digits"),
        suggestion=Text("是不是 {clean}？", "Did you mean {clean}? ").format(clean="".join(clean)),
    )


def _blank(name: str, place: int) -> bool:
    """Tell whether a blank stands at a place inside a name, and not between two Latin words."""
    if unicodedata.category(name[place]) not in ("Zs", "Zl", "Zp"):
        return False
    around = name[place - 1] + name[place + 1]
    return not (name[place] == " " and around.isascii() and around.isalnum())


def _full_width(sign: str) -> bool:
    return "！" <= sign <= "～" and unicodedata.normalize("NFKC", sign).isalnum()
