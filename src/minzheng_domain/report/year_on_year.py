"""Year on year (同比): how a figure stands against that of the same days of the year before, in words."""

from __future__ import annotations

import attrs

from minzheng_domain.quantities import round_to
from minzheng_domain.report.document import Inline, Number
from minzheng_domain.report.wording import sentence_of
from minzheng_domain.statistics.changes import change_of, compares
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language, Text

_MORE, _LESS = Text("同比增加{}", "up {} year on year"), Text("同比减少{}", "down {} year on year")
_HIGHER, _LOWER = Text("同比提高{}", "up {} year on year"), Text("同比下降{}", "down {} year on year")
"""A share does not become more, it rises."""
_SAME = Text("与上年同期持平", "unchanged year on year")
_NOTHING = Text("上年同期无记录", "nothing on record for the year before")
"""A ledger that does not reach back a year counts nothing there: it would be wrong to call that growth."""
_ASIDE = Text("（{}）", " ({})")


def comparison_of(figure: Figure, before: Figure | None, language: Language) -> tuple[Inline, ...]:
    """Return how a figure stands against that of the year before: 同比增加7家, 同比减少2家, 与上年同期持平.

    Args:
        figure: of the period.
        before: of the same days of the year before; ``None`` where it was not worked out.
        language: the language of the words.

    Returns:
        Words and the number of the change; nothing where there is nothing to compare: no figure, one without a value,
        or one that compares already.
    """
    if before is None or figure.value is None or before.value is None or compares(figure.measure):
        return ()
    if not before.value:
        return (_NOTHING.of(language),)
    change = change_of(figure, before)
    value = change.value
    if value is None or not round_to(value, change.measure.precision):
        return (_SAME.of(language),)
    ways = (_LOWER, _HIGHER) if figure.measure.unit.is_percent else (_LESS, _MORE)
    return _filled(ways[value > 0], (Number(change, unsigned=True),), language)


def sentence_compared(figure: Figure, before: Figure | None, language: Language) -> tuple[Inline, ...]:
    """Return what the measure says of its figure, without its groups, the number followed by its comparison."""
    said = sentence_of(attrs.evolve(figure, parts={}), language)
    if not any(isinstance(part, Number) for part in said):  # a measure that speaks of its groups only
        bare = attrs.evolve(figure, measure=attrs.evolve(figure.measure, sentence=None), parts={})
        said = sentence_of(bare, language)
    comparison = comparison_of(figure, before, language)
    aside = _filled(_ASIDE, comparison, language) if comparison else ()
    parts: list[Inline] = []
    for part in said:
        if not isinstance(part, Number):
            parts.append(part)
            continue
        parts += [Number(figure), *aside]
        aside = ()
    return tuple(parts)


def _filled(pattern: Text, parts: tuple[Inline, ...], language: Language) -> tuple[Inline, ...]:
    before, _, after = pattern.of(language).partition("{}")
    return tuple(part for part in (before, *parts, after) if part != "")
