"""Wording: what a figure says in a sentence, as words and numbers in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minzheng_domain.report.document import Inline, Number
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language, Text

_FIELD = re.compile(r"\{(value|groups)\}")
_BREAKDOWN = re.compile(r"\s*[：:（(]?\s*\{groups\}\s*[）)]?")
"""The breakdown in a sentence with the sign that leads to it: left out where there are no groups."""
NO_GROUPS = Text("无", "none")
"""What stands for the breakdown of a figure that no record stands behind."""


def groups_of(figure: Figure, language: Language) -> tuple[Inline, ...]:
    """Return the breakdown of a figure: each group's label with its number."""
    if not figure.parts:
        return (NO_GROUPS.of(language),)
    return tuple(_groups(figure, language))


def _groups(figure: Figure, language: Language) -> Iterator[Inline]:
    between, after = ("、", "") if language == "zh" else (", ", ": ")
    for place, (code, part) in enumerate(figure.parts.items()):
        yield (between if place else "") + part.label.of(language) + after
        yield Number(figure, code)


def sentence_of(figure: Figure, language: Language) -> tuple[Inline, ...]:
    """Return what the measure says of its figure, without a full stop; a measure without a sentence says its title."""
    measure = figure.measure
    pattern = measure.sentence or Text(f"{measure.title.zh}{{value}}", f"{measure.title.en}: {{value}}")
    words = pattern.of(language) if figure.parts else _BREAKDOWN.sub("", pattern.of(language))
    parts: list[Inline] = []
    for place, piece in enumerate(_FIELD.split(words)):
        if place % 2 == 0:
            parts.append(piece)
        elif piece == "value":
            parts.append(Number(figure))
        else:
            parts.extend(groups_of(figure, language))
    return tuple(part for part in parts if part != "")
