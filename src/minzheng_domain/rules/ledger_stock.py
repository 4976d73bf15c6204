"""Family LED: stock and flow: who was on the register, who came, who left, year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

import attrs

from minzheng_domain.codes import code_list
from minzheng_domain.model.columns import columns
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import counted
from minzheng_domain.text import Text

_WHY = Text(
    "期初在册数加本年登记数减本年退出数应等于期末在册数；不等，是因为有的组织退出登记早于成立登记。",
    "The stock at the start, plus registered, minus removed, is that at the end; if not, days contradict each other.",
)
_REMEDY = Text(
    "请核对所列组织的成立登记日期和退出登记日期。", "Check the days of registration and removal of those listed."
)


@whole(
    id="LED014",
    title=Text("分类型的期初、增减、期末不平", "stock and flow do not agree, by type"),
    why=_WHY,
    remedy=_REMEDY,
    severity=Severity.ERROR,
    scope=Scope.LEDGER,
    basis=[Citation("arithmetic")],
    since="0.1",
)
def stock_off_the_flow_by_type(look: Look) -> Iterator[Verdict]:
    """Balance each year and legal type."""
    titles = {code.code: code.label for code in code_list("organization-type").codes}
    yield from _balance(look, lambda organization: organization.type, titles)


@whole(
    id="LED015",
    title=Text("分社区类别的期初、增减、期末不平", "stock and flow do not agree, by community category"),
    why=_WHY,
    remedy=_REMEDY,
    severity=Severity.ERROR,
    scope=Scope.LEDGER,
    basis=[Citation("arithmetic")],
    since="0.1",
)
def stock_off_the_flow_by_category(look: Look) -> Iterator[Verdict]:
    """Balance each year and category of the four kinds of community organization."""
    codes = look.ledger.code_list(columns(Organization).community_category)
    titles = {code.code: code.label for code in codes.codes} if codes else {}
    yield from _balance(look, lambda organization: organization.community_category, titles)


@attrs.define
class _Account:
    """What one group comes to in a year."""

    registered: int = 0
    removed: int = 0
    stands_from: int = 0
    gone_from: int = 0
    contradictory: list[Organization] = attrs.field(factory=list)


def _balance(look: Look, group: Callable[[Organization], str | None], titles: dict[str, Text]) -> Iterator[Verdict]:
    """Hold for each group and year the stock at the end against that at the start and the flow between.

    The stock is counted by who stands on the register on the last day of the year, the flow by the days themselves.
    """
    accounts: dict[str, dict[int, _Account]] = defaultdict(lambda: defaultdict(_Account))
    for organization in look.ledger.all(Organization):
        name = group(organization)
        if name is not None and organization.registered_on is not None:
            _enter(accounts[name], organization, organization.registered_on)
    for name, years in accounts.items():
        end = 0
        title = titles.get(name, Text(name, name))
        for year, account in sorted(years.items()):
            start, end = end, end + account.stands_from - account.gone_from
            wanted = start + account.registered - account.removed
            if wanted == end:
                yield None
                continue
            contradictory = sorted(account.contradictory, key=lambda one: one.id)
            yield Fault(
                record=contradictory[0],
                found=Text("{year}年{title}：{flow}", "{year}, {title}: {flow}").format(
                    year=year, title=title, flow=f"{start}+{account.registered}−{account.removed}≠{end}"
                ),
                expected=Text(f"期末在册{wanted}家", f"a stock of {wanted} at the end of {year} ({title.en})"),
                difference=counted(end - wanted, Unit.ORGANIZATIONS),
                related=tuple(one.id for one in contradictory),
            )


def _enter(years: dict[int, _Account], organization: Organization, registered_on: date) -> None:
    """Enter an organization: as flow on its days, as stock for the years at whose end it stands on the register."""
    removed_on = organization.removed_on
    years[registered_on.year].registered += 1
    if removed_on is None:
        years[registered_on.year].stands_from += 1
        return
    years[removed_on.year].removed += 1
    if removed_on.year > registered_on.year:
        years[registered_on.year].stands_from += 1
        years[removed_on.year].gone_from += 1
    elif removed_on.year < registered_on.year:
        years[registered_on.year].contradictory.append(organization)
        years[removed_on.year].contradictory.append(organization)
