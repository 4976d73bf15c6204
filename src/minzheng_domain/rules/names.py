"""Family NAM: the name (名称) of an organization by itself: its words, its ending, its beginning.

The name rules of 2024 (民政部令第69号) hold for what was registered on 2024-05-01 or later. Names compared with each
other stand in :mod:`~minzheng_domain.rules.names_compared`, their characters in
:mod:`~minzheng_domain.rules.names_characters`.
"""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import Final

from minzheng_domain.codes import code_list, divisions
from minzheng_domain.model.organizations import Organization
from minzheng_domain.rules.core import (
    NOT_APPLICABLE,
    Fault,
    Look,
    Parameter,
    ParameterKind,
    Scope,
    Severity,
    Verdict,
    each,
)
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.registration import LEGAL_TYPES, REMOVED
from minzheng_domain.text import Text

NAME_MEASURES_FROM: Final = date(2024, 5, 1)
"""The first day of the name rules of 2024."""

_GONE = REMOVED | {"BANNED"}

_NATIONAL = re.compile(
    r"中国(?![（(])|全国|中华(?![新东南西北中一二三四五六]?[路街村里巷弄桥门]|大道|社区|小区)"
)
"""How names of national organizations begin; 中国（…）自由贸易试验区 and streets called 中华路 are names of places."""

_GROUP_ENDINGS = ("协会", "商会", "学会", "研究会", "促进会", "联合会", "联谊会", "同业公会")
_AGENCY_ENDINGS = ("学校", "大学", "学院", "医院", "中心", "馆", "站", "所")
"""Of the endings of service agencies 院, 园 and 社 are left out: groups of painters and poets bear them, too."""
_OTHERS_ENDINGS = {"SOCIAL_GROUP": (*_AGENCY_ENDINGS, "基金会"), "SERVICE_AGENCY": (*_GROUP_ENDINGS, "基金会")}
_ENDINGS = {"SOCIAL_GROUP": _GROUP_ENDINGS, "SERVICE_AGENCY": (*_AGENCY_ENDINGS, "院", "园", "社")}

_BRANCH_ENDINGS = (
    "分会",
    "专业委员会",
    "工作委员会",
    "专家委员会",
    "技术委员会",
    "专项基金管理委员会",
    "代表处",
    "办事处",
    "联络处",
)

_PART = re.compile(r".+?(自治[区州县]|[省市区县旗盟])(?![省市区县旗盟])")
"""One level of a district's full name: 上海市, 黄浦区."""

_FORBIDDEN = Parameter(
    "forbidden_name_words", ParameterKind.NAMES, Text("名称中不得使用的词语", "words that a name may not contain")
)


def _registered_on(organization: Organization) -> date | None:
    return organization.registered_on


def has_legal_name(organization: Organization) -> bool:
    """Tell whether an organization bears the name of a legal person, or asks for one; teams and removed ones do not."""
    return organization.type in LEGAL_TYPES and organization.status not in _GONE


@each(
    Organization,
    id="NAM001",
    title=Text("民办非企业单位名称冠以“中国”“全国”“中华”", "a service agency's name begins with 中国, 全国 or 中华"),
    why=Text("民办非企业单位的名称不得冠以这些字样。", "The name of a service agency may not begin with these words."),
    remedy=Text("请核对名称和类型；名称确实如此的，应变更名称。", "Check name and type; if the name is right, it has to be changed."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[Citation("service-agency-regulation", "第八条")],
    since="0.1",
)
def national_words_of_a_service_agency(organization: Organization, _look: Look) -> Verdict:
    """Look at how the name of a service agency begins."""
    if organization.type != "SERVICE_AGENCY" or not has_legal_name(organization):
        return NOT_APPLICABLE
    return _national_words(organization.name)


@each(
    Organization,
    id="NAM002",
    title=Text("地方性社会团体名称冠以“中国”“全国”“中华”", "a local social group's name begins with 中国, 全国 or 中华"),
    why=Text(
        "地方性社会团体的名称不得冠以这些字样；民政部登记的全国性社会团体经批准可以。",
        "The name of a local social group may not begin with these words; that of a national one may, with approval.",
    ),
    remedy=Text("请核对名称和登记机关；名称确实如此的，应变更名称。", "Check name and registry; if both are right, the name has to be changed."),
    severity=Severity.ERROR,
    basis=[Citation("social-group-regulation", "第十条")],
    since="0.1",
)
def national_words_of_a_local_group(organization: Organization, _look: Look) -> Verdict:
    """Look at how the name of a social group begins that the ministry did not register."""
    local = organization.registering_division not in (None, "", divisions.NATION)
    if organization.type != "SOCIAL_GROUP" or not local or not has_legal_name(organization):
        return NOT_APPLICABLE
    return _national_words(organization.name)


@each(
    Organization,
    id="NAM003",
    title=Text("名称的结尾与社会组织类型不符", "the ending of the name does not fit the type"),
    why=Text(
        "社会团体多以协会、学会、商会等结尾，民办非企业单位多以学校、中心、馆、站等结尾；用了另一类的结尾，多半是类型填错。",
        "Social groups are called 协会, 学会, 商会 and the like, service agencies 学校, 中心, 馆 and the like; the ending of "
        "another type most likely means that the type is wrong.",
    ),
    remedy=Text("请核对类型和名称。", "Check the type and the name."),
    severity=Severity.WARNING,
    basis=[Citation("naming-practice")],
    since="0.1",
)
def ending_of_another_type(organization: Organization, _look: Look) -> Verdict:
    """Hold the ending of a name against those of the other types; one that belongs to none says nothing."""
    name, own = organization.name, _ENDINGS.get(organization.type)
    if own is None or not has_legal_name(organization):
        return NOT_APPLICABLE
    others = [ending for ending in _OTHERS_ENDINGS[organization.type] if name.endswith(ending)]
    if not others:
        return None if name.endswith(own) else NOT_APPLICABLE
    label = code_list("organization-type").get(organization.type)
    return Fault(
        "name",
        found=name,
        expected=Text("{type}的结尾，如{own}", "the ending of a {type}, like {own}").format(
            type=label.label if label else organization.type, own=Text("、".join(own), ", ".join(own))
        ),
    )


@each(
    Organization,
    id="NAM004",
    title=Text("基金会名称不以“基金会”结尾", "a foundation's name does not end in 基金会"),
    why=Text(
        "基金会的名称由行政区划名称、字号、业务领域和组织形式组成，组织形式为“基金会”。",
        "The name of a foundation ends with its form of organization, 基金会.",
    ),
    remedy=Text("请核对名称和类型。", "Check the name and the type."),
    severity=Severity.WARNING,
    basis=[Citation("name-measures", "第八条")],
    valid_from=NAME_MEASURES_FROM,
    on=_registered_on,
    since="0.1",
)
def foundation_of_another_ending(organization: Organization, _look: Look) -> Verdict:
    """Hold the ending of a foundation's name against the one that it should have."""
    if organization.type != "FOUNDATION" or not has_legal_name(organization):
        return NOT_APPLICABLE
    if organization.name.endswith("基金会"):
        return None
    return Fault("name", found=organization.name, expected=Text("以“基金会”结尾的名称", "a name that ends in 基金会"))


@each(
    Organization,
    id="NAM011",
    title=Text("社会组织名称以分支机构、代表机构的字样结尾", "an organization's name ends like that of a branch"),
    why=Text(
        "分会、专业委员会、代表处等是分支机构、代表机构的名称，它们不是法人，不单独登记。",
        "分会, 专业委员会, 代表处 and the like are names of branches and offices, which are no legal persons.",
    ),
    remedy=Text("请核对是不是把分支机构录成了社会组织。", "See whether a branch was entered as an organization."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[Citation("name-measures", "第十七条")],
    valid_from=NAME_MEASURES_FROM,
    on=_registered_on,
    since="0.1",
)
def branch_ending(organization: Organization, _look: Look) -> Verdict:
    """Hold the ending of a name against those of branches and representative offices."""
    if not has_legal_name(organization):
        return NOT_APPLICABLE
    ending = next((ending for ending in _BRANCH_ENDINGS if organization.name.endswith(ending)), None)
    if ending is None:
        return None
    return Fault(
        "name",
        found=organization.name,
        expected=Text(f"社会组织的名称，不以“{ending}”结尾", f"the name of an organization, not ending in {ending}"),
    )


@each(
    Organization,
    id="NAM012",
    title=Text("名称不以本区名称开头", "the name does not begin with that of the district"),
    why=Text(
        "地方登记的社会组织，名称开头是登记机关所在的行政区划名称。",
        "The name of what is registered locally begins with that of the division of its registry.",
    ),
    remedy=Text("请核对名称和登记机关。", "Check the name and the registry."),
    severity=Severity.WARNING,
    basis=[Citation("name-measures", "第八条")],
    valid_from=NAME_MEASURES_FROM,
    on=_registered_on,
    since="0.1",
)
def name_without_its_district(organization: Organization, look: Look) -> Verdict:
    """Hold the beginning of a name against the district's, with or without 省, 市, 区, of what the district registers."""
    header = look.ledger.header
    ours = header.division is not None and organization.registering_division == header.division
    if not header.district or not ours or not has_legal_name(organization):
        return NOT_APPLICABLE
    if organization.name.startswith(header.district) or _district_form(header.district).match(organization.name):
        return None
    return Fault(
        "name",
        found=organization.name,
        expected=Text(
            f"以“{header.district}”或其简称开头的名称", f"a name that begins with {header.district} or its short form"
        ),
    )


@each(
    Organization,
    id="NAM013",
    title=Text("名称含有本区列明不得使用的词语", "the name has a word that the district does not allow"),
    why=Text(
        "名称不得使用的词语由本区登记机关列明；列明的词语见规则配置。",
        "The registry of the district lists the words that a name may not have; they stand in the profile.",
    ),
    remedy=Text("请核对名称；确经批准的，可登记为例外。", "Check the name; waive the finding where it was approved."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[Citation("naming-practice")],
    parameters=[_FORBIDDEN],
    since="0.1",
)
def forbidden_word(organization: Organization, look: Look) -> Verdict:
    """Look for the words of the district's list."""
    if not has_legal_name(organization):
        return NOT_APPLICABLE
    words = [word for word in look.parameter(_FORBIDDEN) if word and word in organization.name]
    if not words:
        return None
    return Fault(
        "name",
        found=organization.name,
        expected=Text(f"不含“{'”“'.join(words)}”的名称", f"a name without {', '.join(words)}"),
    )


def _national_words(name: str) -> Verdict:
    begins = _NATIONAL.match(name)
    if begins is None:
        return None
    return Fault(
        "name",
        found=name,
        expected=Text(f"不以“{begins[0]}”开头的名称", f"a name that does not begin with {begins[0]}"),
    )


@functools.cache
def _district_form(district: str) -> re.Pattern[str]:
    """Return the pattern of a district's name: levels above it may be left out, and of each level its last word."""
    levels = [(level[0].removesuffix(level[1]), level[1]) for level in _PART.finditer(district)] or [(district, "")]
    *above, (stem, kind) = levels
    outer = "".join(f"(?:{re.escape(name)}(?:{word})?)?" for name, word in above)
    return re.compile(f"{outer}{re.escape(stem)}(?:{kind})?")
