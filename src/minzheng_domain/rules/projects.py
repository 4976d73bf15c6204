"""Family PRJ: what a project's contract says of contractor, funding, year and number."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.codes import code_list
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project
from minzheng_domain.model.standing import CreditListing
from minzheng_domain.rules.core import (
    NOT_APPLICABLE,
    Fault,
    Look,
    Scope,
    Severity,
    Verdict,
    each,
    whole,
)
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN, in_days
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
_PRACTICE = Citation("project-practice")

UNDER_CONTRACT = frozenset({"SIGNED", "RUNNING", "MIDTERM", "FINAL_REPORT", "EVALUATED", "AUDITED", "CLOSED"})
"""The statuses that a project has only after its contract was signed. Rectifying and terminated are not among them:
an application can be put right or given up as well."""


@each(
    Project,
    id="PRJ007",
    title=Text("签约时承接单位不在册", "the contractor was not on the register when it signed"),
    why=Text(
        "尚未登记或已退出登记的组织不能签订合同，两个日期必有一个不对。",
        "An organization that is not registered yet, or no more, cannot sign: one of the two days is wrong.",
    ),
    remedy=Text(
        "请核对签约日期和承接单位的登记、退出日期，或改正承接单位。",
        "Check the day of the contract and those of the contractor's registration, or name the right contractor.",
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[Citation("calendar"), _PRACTICE],
    since="0.1",
)
def contractor_off_the_register(project: Project, look: Look) -> Verdict:
    """Hold the day of the contract against the contractor's days on the register; filed teams may contract, too."""
    contractor = look.get(Organization, project.contractor)
    signed = project.contracted_on
    if signed is None or contractor is None:
        return NOT_APPLICABLE
    if contractor.removed_on is not None and contractor.removed_on < signed:
        day = contractor.removed_on
        return Fault(
            "contracted_on",
            found=str(signed),
            expected=Text(
                f"不晚于承接单位退出登记的{day}", f"no later than {day}, when the contractor left the register"
            ),
            difference=in_days(signed - day),
            related=(contractor.id,),
        )
    registered, filed = contractor.registered_on, contractor.filed_on
    if registered is None:
        return NOT_APPLICABLE
    if registered <= signed or (filed is not None and filed <= signed):
        return None
    return Fault(
        "contracted_on",
        found=str(signed),
        expected=Text(
            f"不早于承接单位成立登记的{registered}", f"no earlier than {registered}, when the contractor was registered"
        ),
        difference=in_days(registered - signed),
        related=(contractor.id,),
    )


@each(
    Project,
    id="PRJ008",
    title=Text(
        "签约时承接单位在严重违法失信名单上", "the contractor stood on the list of serious dishonesty when it signed"
    ),
    why=Text(
        "列入严重违法失信名单的组织一般不得承接政府资助的项目。",
        "As a rule, an organization on the list of serious dishonesty gets no publicly funded project.",
    ),
    remedy=Text(
        "请核对列入、移出和签约日期；属实的，报告并依合同处理。", "Check the days; if they are right, report it."
    ),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_PRACTICE, Citation("credit-measures")],
    since="0.1",
)
def contractor_on_the_serious_list(project: Project, look: Look) -> Verdict:
    """Look whether the contractor had been put on the list before the contract, and not yet been taken off."""
    signed = project.contracted_on
    if signed is None or project.contractor is None:
        return NOT_APPLICABLE
    listings = look.related(CreditListing, "organization", project.contractor)
    for listing in sorted(listings, key=lambda one: (one.listed_on, one.id)):
        standing = listing.listed_on < signed and (listing.removed_on is None or listing.removed_on > signed)
        if listing.list == "SERIOUS" and standing:
            return Fault(
                "contractor",
                found=project.contractor,
                expected=Text(
                    f"签约日{signed}不在名单上的组织（{listing.listed_on}已列入）",
                    f"an organization that was not on the list on {signed} (it was put there on {listing.listed_on})",
                ),
                related=(listing.id,),
            )
    return None


@each(
    Project,
    id="PRJ009",
    title=Text("福彩公益金项目未标注福彩标识", "a lottery-funded project does not show the mark"),
    why=Text(
        "彩票公益金资助的项目应当标明彩票公益金资助标识。",
        "What the lottery fund pays for has to show that it does.",
    ),
    remedy=Text("请督促承接单位补做标识并改填“是”。", "Have the contractor put up the mark, and enter yes."),
    severity=Severity.WARNING,
    basis=[Citation("lottery-rules", "第六十条")],
    since="0.1",
)
def lottery_mark_missing(project: Project, _look: Look) -> Verdict:
    """Look at contracted projects that the lottery fund pays for; an empty mark says nothing."""
    if not (project.funding_source == "LOTTERY" and project.status in UNDER_CONTRACT):
        return NOT_APPLICABLE
    if project.has_lottery_mark is None:
        return NOT_APPLICABLE
    if project.has_lottery_mark:
        return None
    return Fault("has_lottery_mark", found=Text("否", "no"), expected=Text("是", "yes"))


@each(
    Project,
    id="PRJ010",
    title=Text("福彩公益金项目未填服务领域", "a lottery-funded project has no field"),
    why=Text(
        "福利彩票公益金用于扶老、助残、救孤、济困等，公开时须按领域归类。",
        "The welfare-lottery fund serves the old, the disabled, orphans and the poor, and is accounted for by field.",
    ),
    remedy=Text("请填写服务领域。", "Enter the field."),
    severity=Severity.WARNING,
    basis=[_PRACTICE],
    since="0.1",
)
def lottery_project_without_field(project: Project, _look: Look) -> Verdict:
    """Look for contracted projects that the lottery fund pays for and that belong to no field."""
    if not (project.funding_source == "LOTTERY" and project.status in UNDER_CONTRACT):
        return NOT_APPLICABLE
    if project.field is not None:
        return None
    fields = code_list("project-field").codes
    return Fault(
        "field",
        found=NOT_FILLED_IN,
        expected=Text("、".join(code.label.zh for code in fields), ", ".join(code.label.en for code in fields)),
    )


@each(
    Project,
    id="PRJ020",
    title=Text("项目年度与签约年份不同", "the project's year is not that of its contract"),
    why=Text(
        "统计按签约日期归年，项目年度不同时与按年度编的名册对不上。",
        "Figures go by the day of the contract; a list kept by the project's year would differ from them.",
    ),
    remedy=Text(
        "请核对项目年度和签约日期；跨年签约属实的可以保留。", "Check both; keep them if it was signed in another year."
    ),
    severity=Severity.NOTICE,
    basis=[_PRACTICE],
    since="0.1",
)
def year_other_than_that_of_the_contract(project: Project, _look: Look) -> Verdict:
    """Hold the year of a project against that of its contract."""
    if project.year is None or project.contracted_on is None:
        return NOT_APPLICABLE
    if project.year == project.contracted_on.year:
        return None
    signed = project.contracted_on
    return Fault(
        "year",
        found=str(project.year),
        expected=Text(f"{signed.year}（签约于{signed}）", f"{signed.year} (signed on {signed})"),
    )


@whole(
    id="PRJ021",
    title=Text("两个项目用了同一合同编号", "two projects bear one contract number"),
    why=Text(
        "同一委托方同一年的合同编号不应重复，多为重复录入，金额会重复计算。",
        "Numbers of one client and year do not repeat: it is mostly a double entry, and the money is counted twice.",
    ),
    remedy=Text(
        "请核对合同，改正编号或删去重复的项目。", "Look at the contracts; correct the number or remove the double."
    ),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def shared_contract_number(look: Look) -> Iterator[Verdict]:
    """Look for numbers that come twice within a level, a client and a year; others have their own series."""
    first: dict[tuple[object, ...], Project] = {}
    for project in sorted(look.ledger.all(Project), key=lambda one: one.id):
        if project.contract_number is None or project.contracted_on is None:
            continue
        key = (project.contract_number, project.level, project.demand_unit, project.contracted_on.year)
        earlier = first.setdefault(key, project)
        if earlier is project:
            yield None
            continue
        yield Fault(
            "contract_number",
            record=project,
            found=project.contract_number,
            expected=Text(f"未使用过的编号（已用于{earlier.id}）", f"a number not used before ({earlier.id} has it)"),
            related=(earlier.id,),
        )


@each(
    Project,
    id="PRJ027",
    title=Text("已签约的项目没有承接单位", "a contracted project has no contractor"),
    why=Text(
        "承接单位空缺的项目不计入承接单位数，也无法核对其资格。",
        "Without a contractor a project is missing from their number, and nobody's standing can be checked.",
    ),
    remedy=Text("请填写承接单位的编号。", "Enter the contractor's id."),
    severity=Severity.ERROR,
    basis=[_SCHEMA],
    since="0.1",
)
def contracted_without_contractor(project: Project, _look: Look) -> Verdict:
    """Look for projects from the contract on that name no contractor."""
    if project.status not in UNDER_CONTRACT:
        return NOT_APPLICABLE
    if project.contractor is not None:
        return None
    return Fault("contractor", found=NOT_FILLED_IN, expected=Text("承接单位的编号", "the id of the contractor"))
