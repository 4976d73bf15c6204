"""Figure: the value of a measure in a period, with its words and the records that it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

import attrs

from minzheng_domain.errors import NotAdditiveError, UnknownNameError
from minzheng_domain.model.columns import Record
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import Approximation, round_to
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.text import Text

BLANK = ""
"""The group of the records whose grouping field is empty."""

Select = Callable[[], Mapping[str, tuple[Record, ...]]]


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
    _select: Select = attrs.field(default=dict, repr=False, eq=False, alias="select")

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

    def part(self, group: str) -> Part:
        """Return one group by its code or by its label in either language.

        Raises:
            UnknownNameError: no group is called so.
        """
        for code, part in self.parts.items():
            if group in (code, part.label.zh, part.label.en):
                return part
        raise UnknownNameError(
            Text(f"“{self.measure.title.zh}”的分组", f"group of '{self.id}'"),
            group,
            (part.label.zh for part in self.parts.values()),
        )

    def records(self, group: str | None = None) -> tuple[Record, ...]:
        """Return the records that the figure stands on, in the order of the ledger; or those of one group's code.

        They are looked up when asked for. A figure derived from others stands on the records of all of these.

        Raises:
            UnknownNameError: no group has this code.
        """
        if group is not None and group not in self.parts:
            self.part(group)
        if self.sources:
            groups = [record for source in self.sources for record in source.records_of(group)]
            return tuple({(record.__kind__.name, record.id): record for record in groups}.values())
        return self.records_of(group)

    def records_of(self, group: str | None) -> tuple[Record, ...]:
        """Return the records of a group's code, none if the figure has no such group; or all of them."""
        if self.sources:
            return self.records(group if group in self.parts else None) if group in self.parts or group is None else ()
        selected = self._select()
        if group is not None:
            return selected.get(group, ())
        return selected[BLANK] if set(selected) == {BLANK} else tuple(r for members in selected.values() for r in members)

    def total(self, groups: Iterable[str]) -> Decimal:
        """Add the numbers of some groups.

        Raises:
            NotAdditiveError: the measure does not add over what it is grouped by; distinct counts never do.
            UnknownNameError: there is no such group.
        """
        if self.measure.dimension not in self.measure.additive or not self.measure.dimension:
            raise _not_additive(self.measure, Text("各分组", "its groups"))
        return sum((self.part(group).value or Decimal(0) for group in groups), Decimal(0))


def add(figures: Iterable[Figure], *, over: Additive) -> Decimal:
    """Add the values of one measure over periods, or over districts or towns that report apart.

    Raises:
        NotAdditiveError: the figures are of different measures, the measure does not add over this, a figure has
            no value, or periods overlap.
    """
    members = tuple(figures)
    if not members:
        return Decimal(0)
    measure = members[0].measure
    if any(figure.measure != measure for figure in members):
        msg = Text("不同指标的数不能相加", "figures of different measures do not add")
        raise NotAdditiveError(msg)
    if over not in measure.additive:
        raise _not_additive(measure, Text("此维度", "this"))
    if over is Additive.OVER_PERIOD:
        spans = sorted((figure.period.start, figure.period.cutoff) for figure in members)
        if any(later[0] <= earlier[1] for earlier, later in pairwise(spans)):
            msg = Text("报告期重叠，不能相加", "the periods overlap and do not add")
            raise NotAdditiveError(msg)
    values = [figure.value for figure in members]
    if None in values:
        msg = Text(f"“{measure.title.zh}”有的没有数值，不能相加", f"'{measure.id}' lacks a value and does not add")
        raise NotAdditiveError(msg)
    return sum((value for value in values if value is not None), Decimal(0))


def _not_additive(measure: Measure, dimension: Text) -> NotAdditiveError:
    return NotAdditiveError(
        Text("指标 {id}（{title}）不能按{over}相加", "measure {id} ({title}) does not add over {over}").format(
            id=measure.id, title=measure.title, over=dimension
        )
    )
