"""Figures as JSON: the one form in which a figure is handed to a program, in files and by the command alike."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from minzheng_domain.quantities import plain
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language


def figures_as_json(figures: Iterable[Figure], language: Language = "zh") -> list[dict[str, Any]]:
    """Return figures as JSON values.

    Numbers are decimal strings in the unit shown (money in 万元), exact, without exponent; ``null`` where a figure
    has none. ``by`` has the number of each group under its label.

    Args:
        figures: the figures, in the order wanted.
        language: the language of titles, units, labels and definitions.
    """
    return [
        {
            "id": figure.id,
            "title": figure.measure.title.of(language),
            "unit": figure.measure.unit.label.of(language),
            "value": number_as_json(figure.value),
            "by": {
                label: number_as_json(figure.parts[code].value)
                for code, label in group_labels(figure, language).items()
            },
            "approximate": not figure.approximation.is_exact,
            "definition": figure.definition.of(language),
            "records": [record.id for record in figure.records()],
        }
        for figure in figures
    ]


def number_as_json(number: Decimal | None) -> str | None:
    """Return a number as a decimal string in plain notation."""
    return None if number is None else plain(number)


def group_labels(figure: Figure, language: Language) -> dict[str, str]:
    """Return the label of each group by its code; of groups with one label, each bears its code as well."""
    labels = {code: part.label.of(language) for code, part in figure.parts.items()}
    times = list(labels.values())
    return {code: label if times.count(label) == 1 else f"{label} ({code})" for code, label in labels.items()}
