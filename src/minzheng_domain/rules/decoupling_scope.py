"""Family DEC, whom decoupling concerns, and its cases and batches against each other (脱钩范围、批次和重复事项).

Source: 中办发〔2015〕39号, parts 二 and 三（一）, on the scope, and on the relations that end.
"""

from __future__ import annotations

from minzheng_domain.codes import Sureness
from minzheng_domain.model.decoupling import DecouplingBatch, DecouplingCase
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.decoupling import is_open
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import counted, label
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_SCOPE = Citation("decoupling-plan", "第二部分", sure=Sureness.READ)
ENDINGS = ("协会", "商会", "同业公会", "联合会", "促进会")
"""How the plan says that the names of associations end; its list is open (等字样)."""


def _is_in_scope(case: DecouplingCase) -> bool:
    """Tell whether a case is treated as one of decoupling: listed, and not found to be outside."""
    listed = case.stage != "SURVEYED" or case.listed_on is not None
    return listed and case.exit != "OUT_OF_SCOPE"


@each(
    DecouplingCase,
    id="DEC024",
    title=Text("列入脱钩的不是行业协会商会", "case of what is no industry association"),
    why=Text(
        "脱钩范围限于登记为社会团体法人的行业协会商会，其他组织不计入脱钩统计。",
        "Decoupling concerns industry associations that are registered as social groups, and no other organizations.",
    ),
    remedy=Text(
        "请核对社会组织的类型和“是否行业协会商会”；不属范围的请登记转出。",
        "Check the organization's type and mark; what is out of scope exits as such.",
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_SCOPE],
    since="0.1",
)
def case_of_another_organization(case: DecouplingCase, look: Look) -> Verdict:
    """Look for cases of organizations that are no social groups, or marked as no industry association."""
    organization = look.get(Organization, case.organization)
    if organization is None or not _is_in_scope(case):
        return NOT_APPLICABLE
    if organization.type != "SOCIAL_GROUP":
        wanted = Text("社会团体", "a social group")
        found = label("organization-type", organization.type)
        return Fault("organization", found=found, expected=wanted, related=(organization.id,))
    if organization.is_industry_association is False:
        wanted = Text("行业协会商会", "an industry association")
        found = Text("非行业协会商会", "no industry association")
        return Fault("organization", found=found, expected=wanted, related=(organization.id,))
    return None


@each(
    DecouplingCase,
    id="DEC025",
    title=Text("名称不像行业协会商会", "name unlike that of an industry association"),
    why=Text(
        "总体方案所列名称以行业协会、协会、商会、同业公会、联合会、促进会等字样为后缀；列举未尽，仅作提示。",
        "The plan says how the names of associations end; its list is open, so this is a hint.",
    ),
    remedy=Text("请核对是否属于脱钩范围；属于的可以不改。", "Check whether it is in scope; if it is, nothing need change."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[_SCOPE],
    since="0.1",
)
def unusual_name_of_an_association(case: DecouplingCase, look: Look) -> Verdict:
    """Look for cases of organizations whose names end otherwise than the plan lists."""
    organization = look.get(Organization, case.organization)
    if organization is None or not _is_in_scope(case):
        return NOT_APPLICABLE
    if organization.name.strip().endswith(ENDINGS):
        return None
    wanted = Text(f"以{'、'.join(ENDINGS)}等字样为后缀", f"a name that ends in {', '.join(ENDINGS)} or the like")
    return Fault("organization", found=organization.name, expected=wanted, related=(organization.id,))


@each(
    DecouplingCase,
    id="DEC026",
    title=Text("没有填写与行政机关的关系", "no kind of relation given"),
    why=Text(
        "脱钩要取消的是主办、主管、联系、挂靠关系，不填就不知道取消了什么。",
        "What decoupling ends is hosting, supervision, liaison or affiliation; without it nobody knows what was ended.",
    ),
    remedy=Text("请至少填写一种关系；都没有的核对是否属于脱钩范围。", "Mark at least one; if there was none, check the scope."),
    severity=Severity.NOTICE,
    basis=[Citation("decoupling-plan", "（一）", sure=Sureness.READ)],
    since="0.1",
)
def relation_of_unknown_kind(case: DecouplingCase, _look: Look) -> Verdict:
    """Look for cases that name none of the four relations."""
    if not _is_in_scope(case):
        return NOT_APPLICABLE
    if case.is_hosted or case.is_supervised or case.is_liaised or case.is_affiliated:
        return None
    wanted = Text("主办、主管、联系、挂靠中至少一种", "hosted, supervised, liaised with or affiliated")
    return Fault(found=Text("四种关系都没有填“是”", "none of the four relations marked"), expected=wanted)


@each(
    DecouplingBatch,
    id="DEC028",
    title=Text("批次已完成而仍有未完成的脱钩事项", "batch completed with open cases"),
    why=Text(
        "批次完成是指其中各家都已脱钩或转出，否则完成的批次数会多计。",
        "A batch is completed when every case of it is; otherwise too many batches are counted.",
    ),
    remedy=Text("请更新未完成事项的进度，或删去批次的完成日期。", "Update the open cases, or remove the batch's day."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def batch_completed_with_open_cases(batch: DecouplingBatch, look: Look) -> Verdict:
    """Look for completed batches with a case that is neither completed nor left."""
    cases = look.related(DecouplingCase, "batch", batch.id)
    if batch.completed_on is None or not cases:
        return NOT_APPLICABLE
    still_open = sorted(case.id for case in cases if is_open(case))
    if not still_open:
        return None
    return Fault(
        "completed_on",
        found=Text("{day} 完成，{cases}未完成", "completed on {day}, with {cases} open").format(
            day=batch.completed_on, cases=counted(len(still_open), Unit.CASES)
        ),
        expected=Text("全部完成或转出", "all of its cases completed or exited"),
        difference=counted(len(still_open), Unit.CASES),
        related=tuple(still_open),
    )


@each(
    DecouplingCase,
    id="DEC029",
    title=Text("一家社团有两件未完成的脱钩事项", "two open cases of one association"),
    why=Text(
        "一家社团只脱钩一次，两件都未完成的无法判断以哪一件为准。",
        "An association is decoupled once; of two open cases nobody knows which one counts.",
    ),
    remedy=Text("请合并为一件，或将其中一件转出。", "Merge them, or close one of them."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def second_open_case(case: DecouplingCase, look: Look) -> Verdict:
    """Look for open cases beside another of the same association; the one with the first id passes."""
    if not is_open(case):
        return NOT_APPLICABLE
    others = look.related(DecouplingCase, "organization", case.organization)
    ids = sorted({other.id for other in others if is_open(other)})
    if case.id == ids[0]:
        return None
    return Fault(
        "organization",
        found=Text("{cases}未完成", "{cases} open").format(cases=counted(len(ids), Unit.CASES)),
        expected=Text("一家社团一件", "one case for an association"),
        difference=counted(len(ids) - 1, Unit.CASES),
        related=tuple(id_ for id_ in ids if id_ != case.id),
    )
