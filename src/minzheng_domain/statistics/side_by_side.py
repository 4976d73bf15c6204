"""Side by side: the figures of several ledgers in one period, and their total where the measure adds over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import partial

import attrs

from minzheng_domain.errors import NotAdditiveError
from minzheng_domain.model.columns import Record
from minzheng_domain.model.organizations import Organization
from minzheng_domain.quantities import EXACT_CONTEXT, Approximation
from minzheng_domain.statistics.deriving import approximation_of, in_one_order
from minzheng_domain.statistics.figure import Figure, Part, add
from minzheng_domain.statistics.measure import Additive, Change, Growth, Measure, Ratio
from minzheng_domain.statistics.query import CountDistinct
from minzheng_domain.text import Text

_DISTINCT = Text(
    "去重计数，同一对象可在几份台账中出现", "it counts what is different, and one thing may stand in several ledgers"
)
_QUOTIENT = Text("比率和增减不能相加", "ratios and changes do not add")
_NO_VALUE = Text("有的单位没有数值", "it has no value in one of them")
_SHARED = Text(
    "几份台账中有同一条记录，相加会重复，请先汇总（minzheng merge）",
    "one record stands in several ledgers and would count twice; consolidate them first (minzheng merge)",
)
_NOT_DECLARED = Text("该指标不按街镇、区相加", "the measure does not add over towns or districts")


def why_not_added(measure: Measure) -> Text | None:
    """Say why a measure does not add over towns or districts; ``None`` if it does."""
    if Additive.OVER_TOWN in measure.additive:
        return None
    if isinstance(measure.query, CountDistinct):
        return _DISTINCT
    return _QUOTIENT if isinstance(measure.query, Ratio | Change | Growth) else _NOT_DECLARED


def added(figures: Sequence[Figure]) -> Figure:
    """Return the total of a measure over towns or districts that report apart: a figure like each of them.

    It stands on the records of all of them; its groups are the sums of theirs.

    Raises:
        NotAdditiveError: the measure does not add over towns; there are no figures, or figures of different measures or
            periods; a figure has no value.
    """
    if not figures:
        msg = Text("没有可以相加的数", "there are no figures to add")
        raise NotAdditiveError(msg)
    whole = add(figures, over=Additive.OVER_TOWN)
    first = figures[0]
    codes = in_one_order(figure.parts for figure in figures)
    return attrs.evolve(
        first,
        value=whole,
        parts={code: _part([figure.parts[code] for figure in figures if code in figure.parts]) for code in codes},
        approximation=_meant(figures),
        sources=(),
        select=partial(_select, tuple(figures)),
    )


def _part(parts: Sequence[Part]) -> Part:
    values = [part.value for part in parts if part.value is not None]
    with localcontext(EXACT_CONTEXT):
        total = sum(values, Decimal(0)) if len(values) == len(parts) else None
    return Part(label=parts[0].label, value=total, approximation=_meant(parts))


def _meant(parts: Sequence[Figure] | Sequence[Part]) -> Approximation:
    return approximation_of(frozenset(part.approximation.name for part in parts if not part.approximation.is_exact))


def _select(figures: Sequence[Figure], code: str | None) -> tuple[Record, ...]:
    """Look up the records of all figures: those of different ledgers may bear one id, and are not one for it."""
    within = (figure for figure in figures if code is None or code in figure.parts)
    return tuple(record for figure in within for record in figure.records(code))


@attrs.frozen(kw_only=True)
class SideBySide:
    """The figure of one measure in several ledgers.

    Attributes:
        figures: one of each ledger.
        total: their total; ``None`` where they do not add.
        reason: why they do not; ``None`` where they do.
    """

    figures: tuple[Figure, ...]
    total: Figure | None
    reason: Text | None

    @property
    def measure(self) -> Measure:
        """What is counted."""
        return self.figures[0].measure

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> SideBySide:
        """Put figures of one measure and period, one of each ledger, side by side.

        Raises:
            NotAdditiveError: there are none, or they are of different measures or periods.
        """
        reason = why_not_added(figures[0].measure) if figures else None
        if reason is None and any(figure.value is None for figure in figures):
            reason = _NO_VALUE
        if reason is None and _share_a_record(figures):
            reason = _SHARED
        return cls(figures=tuple(figures), total=None if reason else added(figures), reason=reason)


def _share_a_record(figures: Sequence[Figure]) -> bool:
    """Tell whether one thing counts in several figures: an equal record, or an organization of one USCC."""
    seen: set[object] = set()
    for figure in figures if len(figures) > 1 else ():
        mine = {_thing(record) for record in figure.records()}
        if not seen.isdisjoint(mine):
            return True
        seen |= mine
    return False


def _thing(record: Record) -> object:
    return record.uscc if isinstance(record, Organization) and record.uscc else record


def side_by_side(ledgers: Sequence[Mapping[str, Figure]]) -> tuple[SideBySide, ...]:
    """Put the figures of several ledgers side by side, in the order of the first; each must have all of them."""
    return tuple(SideBySide.of([figures[name] for figures in ledgers]) for name in (ledgers[0] if ledgers else ()))
