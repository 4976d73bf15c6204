"""Figure: the value of a measure in a period, with its words and the records that it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, localcontext
from itertools import pairwise

import attrs

from minzheng_domain.errors import NotAdditiveError, UnknownNameError
from minzheng_domain.model.columns import Record
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import EXACT_CONTEXT, Approximation, round_to
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.text import Text

BLANK = ""
"""The group of the records whose grouping field is empty."""

Select = Callable[[str | None], tuple[Record, ...]]
"""Looks up the records of a group's code, or of the whole, in the order of the ledger."""


def _nothing(_code: str | None) -> tuple[Record, ...]:
    return ()


@attrs.frozen(kw_only=True)
class Part:
    """One group of a figure.

    Attributes:
        label: what the group is called.
        value: its number, exact, in the unit shown.
        approximation: whether the number is exact, and if not, how it is meant.
    """

    label: Text
    value: Decimal | None
    approximation: Approximation = Approximation.EXACT


@attrs.frozen(kw_only=True)
class Figure:
    """The value of a measure in a period.

    Attributes:
        measure: its declaration.
        period: the days that it is about.
        value: the number, exact, in the unit shown (money in 万元); ``None`` where it has none, as a ratio to nothing.
        parts: for each code that it is grouped by, the group's label and number.
        approximation: whether the number is exact, and if not, how it is meant (近、约、余 …).
        definition: what is counted, in words, with the days of the period.
        sources: the figures that it was derived from.
    """

    measure: Measure
    period: Period
    value: Decimal | None
    parts: Mapping[str, Part] = attrs.field(factory=dict)
    approximation: Approximation = Approximation.EXACT
    definition: Text
    sources: tuple[Figure, ...] = attrs.field(default=(), repr=False)
    _select: Select = attrs.field(default=_nothing, repr=False, eq=False, alias="select")

    @property
    def id(self) -> str:
        """The id of the measure."""
        return self.measure.id

    @property
    def by(self) -> dict[str, Decimal | None]:
        """The number of each group, by its code."""
        return {code: part.value for code, part in self.parts.items()}

    @property
    def written(self) -> Decimal | None:
        """The value rounded to the last place that the measure writes."""
        return None if self.value is None else round_to(self.value, self.measure.precision)

    def code(self, group: str) -> str:
        """Return the code of a group by its code or by its label in either language.

        Raises:
            UnknownNameError: no group is called so.
        """
        if group in self.parts:
            return group
        for code, part in self.parts.items():
            if group in (part.label.zh, part.label.en):
                return code
        raise UnknownNameError(
            Text(f"“{self.measure.title.zh}”的分组", f"group of '{self.id}'"),
            group,
            (part.label.zh for part in self.parts.values()),
        )

    def part(self, group: str) -> Part:
        """Return one group by its code or by its label in either language.

        Raises:
            UnknownNameError: no group is called so.
        """
        return self.parts[self.code(group)]

    def records(self, group: str | None = None) -> tuple[Record, ...]:
        """Return the records that the figure stands on, in the order of the ledger; or those of one group.

        They are looked up when asked for. A figure derived from others stands on the records of all of these.

        Args:
            group: the code of a group, or its label in either language.

        Raises:
            UnknownNameError: no group is called so.
        """
        return self._records_of(None if group is None else self.code(group))

    def _records_of(self, code: str | None) -> tuple[Record, ...]:
        if self.sources:
            within = (source for source in self.sources if code is None or code in source.parts)
            found = (record for source in within for record in source._records_of(code))  # noqa: SLF001 - of this class
            return tuple({(record.__kind__.name, record.id): record for record in found}.values())
        return self._select(code)

    def total(self, groups: Iterable[str]) -> Decimal:
        """Add the numbers of some groups, each once.

        Raises:
            NotAdditiveError: the measure does not add over what it is grouped by; distinct counts never do.
            UnknownNameError: there is no such group.
        """
        if self.measure.dimension not in self.measure.additive or not self.measure.dimension:
            raise _not_additive(self.measure, Text("各分组", "its groups"))
        codes = {self.code(group) for group in groups}
        with localcontext(EXACT_CONTEXT):
            return sum((self.parts[code].value or Decimal(0) for code in codes), Decimal(0))


def add(figures: Iterable[Figure], *, over: Additive) -> Decimal:
    """Add the values of one measure over periods, or over districts or towns that report apart.

    Raises:
        NotAdditiveError: the figures are of different measures, the measure does not add over this, a figure has
            no value, periods overlap, or figures of different periods are not added over periods.
    """
    members = tuple(figures)
    if not members:
        return Decimal(0)
    measure = members[0].measure
    if any(figure.measure != measure for figure in members):
        msg = Text("不同指标的数不能相加", "figures of different measures do not add")
        raise NotAdditiveError(msg)
    if not over or over not in measure.additive:
        raise _not_additive(measure, Text("此维度", "this"))
    if Additive.OVER_PERIOD not in over and len({figure.period for figure in members}) > 1:
        msg = Text("不同报告期的数不能这样相加", "figures of different periods do not add over anything else")
        raise NotAdditiveError(msg)
    if Additive.OVER_PERIOD in over:
        spans = sorted((figure.period.start, figure.period.cutoff) for figure in members)
        if any(later[0] <= earlier[1] for earlier, later in pairwise(spans)):
            msg = Text("报告期重叠，不能相加", "the periods overlap and do not add")
            raise NotAdditiveError(msg)
    values = [figure.value for figure in members]
    if None in values:
        msg = Text(f"“{measure.title.zh}”有的没有数值，不能相加", f"'{measure.id}' lacks a value and does not add")
        raise NotAdditiveError(msg)
    with localcontext(EXACT_CONTEXT):
        return sum((value for value in values if value is not None), Decimal(0))


def _not_additive(measure: Measure, dimension: Text) -> NotAdditiveError:
    return NotAdditiveError(
        Text("指标 {id}（{title}）不能按{over}相加", "measure {id} ({title}) does not add over {over}").format(
            id=measure.id, title=measure.title, over=dimension
        )
    )
