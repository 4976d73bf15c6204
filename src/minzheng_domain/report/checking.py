"""Checking a template before it is rendered: every fault, not the first; an error keeps it from being rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import Unit
from minzheng_domain.report.chapters import binds, chapter_faults
from minzheng_domain.report.document import Number
from minzheng_domain.report.faults import FaultKind, TemplateFault
from minzheng_domain.report.names import Names
from minzheng_domain.report.pieces import Part, Prose
from minzheng_domain.report.template import Template
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Text

_MARKS = re.compile(r"[-*+>|]\s|\||```|\*\*|!\[|\d+\.\s")
_SHOWN = 3
"""How many figures are offered for a typed number."""


def check_template(
    template: Template,
    measures: Mapping[str, Measure],
    figures: Mapping[str, Figure] | None = None,
    *,
    ledger: Ledger | None = None,
) -> tuple[TemplateFault, ...]:
    """Check the template of an annual report.

    Args:
        template: the template.
        measures: every measure by id.
        figures: their figures, where they are worked out; those without a value are told then, and the chapters are
            asked for only if the rule binds the report of their period.
        ledger: the records, where they are at hand; without them, the groups of every scheme and any town are taken.

    Returns:
        Everything that is wrong, by line; what is about the template as a whole comes first.
    """
    names = Names(measures, figures, ledger)
    found = list(template.pieces.faults)
    for part in template.pieces.parts:
        found += names.faults(part)
    found += _structure(template.pieces.parts, figures)
    found += _writing(template.pieces.parts, figures or {})
    return tuple(sorted(found, key=lambda fault: fault.line))


def _structure(parts: Sequence[Part], figures: Mapping[str, Figure] | None) -> Iterator[TemplateFault]:
    period = _period(figures or {})
    for fault in chapter_faults(parts):
        if period is None or binds(period) or fault.kind is not FaultKind.MISSING_CHAPTER:
            yield fault


def _period(figures: Mapping[str, Figure]) -> Period | None:
    return next((figure.period for figure in figures.values()), None)


def _writing(parts: Sequence[Part], figures: Mapping[str, Figure]) -> Iterator[TemplateFault]:
    """Yield marks that would stand in the report as they are typed, and typed numbers that a figure should be."""
    typed = _typed_number()
    for part in parts:
        if not isinstance(part, Prose):
            continue
        words = [run for run in part.runs if isinstance(run, str)]
        if words and words[0] == part.runs[0] and (mark := _MARKS.match(words[0])):
            wanted = Text("标题和普通段落", "headings and plain paragraphs")
            yield TemplateFault(part.line, FaultKind.UNKNOWN_MARK, found=mark[0].strip(), wanted=wanted)
        for run in words:
            for number in typed.finditer(run):
                wanted = Text("由台账得出的指标", "a figure that comes from the ledger")
                close = _figures_worded(number[0], figures)
                yield TemplateFault(
                    part.line, FaultKind.TYPED_NUMBER, found=number[0], wanted=wanted, suggestion=close
                )


def _typed_number() -> re.Pattern[str]:
    """Return what a typed number with a unit looks like; days, months and years are no figures."""
    times = (Unit.DAYS, Unit.MONTHS, Unit.TERMS)
    counted = [unit for unit in Unit if unit not in times]
    zh = {word for unit in counted for word in (unit.label.zh, *unit.also)}
    en = {f" {unit.word(number).en}" for unit in counted for number in (Decimal(1), Decimal(2))}
    longest_first = sorted(zh | en, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\d.第])\d+(?:\.\d+)?(?:{'|'.join(map(re.escape, longest_first))})(?!月|[a-z])")


def _figures_worded(words: str, figures: Mapping[str, Figure]) -> Text | None:
    """Offer the figures, and groups of figures, that say the same."""
    same = [figure.id for figure in figures.values() if _says(Number(figure), words)]
    same += [
        f"{figure.id} by {part.label.zh}"
        for figure in figures.values()
        for code, part in figure.parts.items()
        if _says(Number(figure, code), words)
    ]
    if not same:
        return None
    holes = [f"{{{{ {name} }}}}" for name in same[:_SHOWN]]
    return Text(f"台账中有同样的数：{'、'.join(holes)}", f"the ledger has such a number: {', '.join(holes)}")


def _says(number: Number, words: str) -> bool:
    return words in (number.words.zh, number.words.en)
