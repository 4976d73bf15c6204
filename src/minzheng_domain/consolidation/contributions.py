"""Contribution: what a unit brings to a consolidation; and what several must agree on before they are merged."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence

import attrs

from minzheng_domain.errors import MinzhengError, Problem
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.text import Text

TITLE = "汇总台账"
"""What a consolidated ledger is called where nobody names it."""

_ONE_KIND = Text("全部为实际数据，或全部为虚构示例", "all of them real, or all made up")


class ConsolidationError(MinzhengError):
    """Ledgers cannot be merged into one, since their figures would mean nothing.

    Attributes:
        problems: every reason: the file, what it has, what is wanted.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Text(
                "不能汇总：\n" + "\n".join(problem.message.zh for problem in self.problems),
                "cannot be consolidated:\n" + "\n".join(problem.message.en for problem in self.problems),
            )
        )


class Standing(enum.IntEnum):
    """Whose word counts where no unit owns a record: the lowest first."""

    BUREAU = 0
    """The bureau that consolidates: its own ledger."""
    UNIT = 1
    """A unit that reports to it."""
    MANIFEST = 2
    """The manifest, which names the units and knows little else of them."""


@attrs.frozen
class Contribution:
    """The ledger of a unit.

    Attributes:
        unit: the id of the unit; each brings one ledger.
        ledger: the ledger.
        name: the name of the unit, by which its own ledger may know it under another id.
        standing: whose word it is.
    """

    unit: str
    ledger: Ledger
    name: str = attrs.field(default="", kw_only=True)
    standing: Standing = attrs.field(default=Standing.UNIT, kw_only=True)

    @property
    def label(self) -> str:
        """What a message calls it."""
        return self.name or self.unit


def agreed_header(contributions: Sequence[Contribution], header: Header | None) -> Header:
    """Return the cover of the consolidated ledger.

    Args:
        contributions: what is merged.
        header: what the consolidating unit says itself. If left out, whatever all ledgers say alike.

    Raises:
        ConsolidationError: the ledgers chose different schemes, or one is made up and another is not.
    """
    problems = [*_units_twice(contributions), *_different_schemes(contributions, header)]
    problems += _mixed(contributions, header)
    if problems:
        raise ConsolidationError(problems)
    headers = [contribution.ledger.header for contribution in contributions]
    schemes = {scheme: name for cover in headers for scheme, name in cover.schemes.items()}
    if header is not None:
        return attrs.evolve(header, schemes={**schemes, **header.schemes})
    first = attrs.asdict(headers[0])
    alike = {key: value for key, value in first.items() if all(getattr(cover, key) == value for cover in headers)}
    return Header(**{"title": TITLE, **alike, "schemes": schemes})


def _units_twice(contributions: Sequence[Contribution]) -> Iterator[Problem]:
    seen: dict[str, Contribution] = {}
    for contribution in contributions:
        if seen.setdefault(contribution.unit, contribution) is not contribution:
            yield Problem(_place(contribution), contribution.unit, Text("每个单位只有一份台账", "one ledger of each unit"))


def _different_schemes(contributions: Sequence[Contribution], header: Header | None) -> Iterator[Problem]:
    """Yield the ledgers whose schemes are not those of the consolidating unit, or of the first that chose one."""
    chosen = {} if header is None else dict(header.schemes)
    chooser = dict.fromkeys(chosen, Text("汇总台账", "the consolidated ledger"))
    for contribution in contributions:
        for scheme, name in contribution.ledger.header.schemes.items():
            label = Text(contribution.label, contribution.label)
            wanted, who = chosen.setdefault(scheme, name), chooser.setdefault(scheme, label)
            if name != wanted:
                same = Text(
                    f"与“{who.zh}”相同的分类方案 {wanted}（不同方案的类别不能合计，请先按同一方案换算）",
                    f"the scheme of '{who.en}', {wanted}: what is of different schemes does not add; convert it first",
                )
                yield Problem(f"{_place(contribution)} {scheme}", name, same)


def _mixed(contributions: Sequence[Contribution], header: Header | None) -> Iterator[Problem]:
    """Yield the ledgers that are made up among real ones, or real among made-up ones."""
    wanted = header.synthetic if header is not None else None
    for contribution in contributions:
        found = contribution.ledger.header.synthetic
        wanted = found if wanted is None else wanted
        if found is not wanted:
            yield Problem(_place(contribution), "虚构 (made up)" if found else "实际 (real)", _ONE_KIND)


def _place(contribution: Contribution) -> str:
    return contribution.ledger.file or contribution.label
