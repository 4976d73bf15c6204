"""Companion measures: how many records a figure stands on, and how exact these are, each a measure like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import attrs

from minzheng_domain.model.period import Period
from minzheng_domain.plugin import Additive, Count, CountDistinct, Figure, Ledger, Measure, Present, Sum, Unit, one_of
from minzheng_domain.quantities import Approximation
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.statistics_lines import Key

DOUBTS = tuple(member for member in Approximation if not member.is_exact)
"""The ways in which a number may be inexact, in the order of their columns."""

_WORDS = Text("{title}：{what}", "{title}: {what}")


@attrs.frozen(kw_only=True)
class Companions:
    """The measures beside a measure.

    Attributes:
        records: how many records it stands on; ``None`` where the figure itself says so.
        stated: how many of these say how exact they are; ``None`` where none can.
        exact: how many of these say that they are exact.
        doubts: for each way of being inexact, how many are so.
    """

    records: Measure | None = None
    stated: Measure | None = None
    exact: Measure | None = None
    doubts: tuple[Measure, ...] = ()

    def all(self) -> list[Measure]:
        """Return every one that there is."""
        return [measure for measure in (self.records, self.stated, self.exact, *self.doubts) if measure is not None]


def companions_of(measure: Measure) -> Companions:
    """Return the measures beside one; none beside a count, or beside a measure that is derived from others."""
    match measure.query:
        case CountDistinct(field=field, where=where, record=record):
            return Companions(records=_beside(measure, "records", Count(record, where=(*where, Present(field)))))
        case Sum(field=field, where=where, record=record, exactness=exactness):
            filled = (*where, Present(field))
            records = _beside(measure, "records", Count(record, where=filled))
            if exactness is None:
                return Companions(records=records)
            stated = _beside(measure, "stated", Count(record, where=(*filled, Present(exactness))))
            of_each = [
                _beside(measure, member.name.lower(), Count(record, where=(*filled, one_of(exactness, member.name))))
                for member in (Approximation.EXACT, *DOUBTS)
            ]
            return Companions(records=records, stated=stated, exact=of_each[0], doubts=tuple(of_each[1:]))
        case _:
            return Companions()


def _beside(measure: Measure, name: str, query: Count) -> Measure:
    what = Text("记录数", "records")
    return Measure(
        f"{measure.id}.{name}",
        title=_WORDS.format(title=measure.title, what=what),
        unit=Unit.ITEMS,
        query=query,
        by=measure.by,
        additive=Additive.OVER_GROUPS,
        since=measure.since,
    )


def evaluate_companions(figures: Mapping[Key, Figure], ledger: Ledger) -> dict[Key, Figure]:
    """Evaluate the measures beside those of some figures, for the period of each."""
    wanted: dict[tuple[int, Period], list[Measure]] = {}
    for (_, years), figure in figures.items():
        if not isinstance(figure.measure.query, Derivation):
            wanted.setdefault((years, figure.period), []).extend(companions_of(figure.measure).all())
    return {
        (id_, years): figure
        for (years, period), measures in wanted.items()
        for id_, figure in evaluate(measures, ledger, period).items()
    }


def word_of(approximation: Approximation, language: Language) -> str:
    """Return the word for how a number is meant: 近、约、余 …; nothing for an exact one."""
    before, after, english = approximation.value
    return before or after if language == "zh" else english.strip()


def words_formula(total: str, each: Iterable[str], language: Language) -> str:
    """Return the formula of the word for a sum, out of the cells that count its inexact addends.

    Args:
        total: the cell that counts all of them.
        each: for each of :data:`DOUBTS` the cell that counts those that are so.
        language: that of the word.
    """
    several = f'"{word_of(Approximation.ABOUT, language)}"'
    cases = list(zip(each, DOUBTS, strict=True))
    chosen = reduce(
        lambda otherwise, case: f'IF({case[0]}={total},"{word_of(case[1], language)}",{otherwise})',
        reversed(cases),
        several,
    )
    return f'IF({total}=0,"",{chosen})'


def derived_words_formula(parts: list[str], *, is_total: bool, language: Language) -> str:
    """Return the formula of the word for a figure that is derived from others, out of the words of these.

    What is added is inexact as its only inexact addends are. Of what is taken away or divided, *close to* and *over*
    turn around: the whole is then *about*.

    Args:
        parts: the cells of their words.
        is_total: whether they are added.
        language: that of the word.
    """
    several = f'"{word_of(Approximation.ABOUT, language)}"'
    if not is_total:
        others = "&".join(parts[1:])
        return f'IF({others}="",{parts[0]}&"",{several})'
    first = reduce(lambda otherwise, part: f'IF({part}<>"",{part},{otherwise})', reversed(parts), '""')
    same = ",".join(f'OR({part}="",{part}={first})' for part in parts)
    return f"IF(AND({same}),{first},{several})"
