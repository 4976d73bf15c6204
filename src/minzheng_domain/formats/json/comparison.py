"""Comparison as JSON: the figures of several ledgers side by side, each with the year before where it is compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minzheng_domain.formats.json.figures import number_as_json
from minzheng_domain.formats.json.report import period_as_json
from minzheng_domain.model.period import Period
from minzheng_domain.report.comparison import Member
from minzheng_domain.statistics.changes import YearOnYear, year_on_year
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.side_by_side import SideBySide, side_by_side
from minzheng_domain.text import Language


def comparison_as_json(members: Sequence[Member], period: Period, language: Language = "zh") -> dict[str, Any]:
    """Return a comparison as JSON values; numbers as in :func:`figures_as_json`, groups by their codes.

    Args:
        members: the ledgers with their figures, one at least.
        period: the days that the figures are about.
        language: the language of titles, units and reasons.
    """
    before = [{one.now.id: one for one in year_on_year(m.figures.values(), m.previous)} for m in members]
    return {
        "period": period_as_json(period),
        "previous": period_as_json(period.previous()) if any(before) else None,
        "ledgers": [{"label": member.label, "file": member.ledger.file} for member in members],
        "figures": [
            {
                "id": row.measure.id,
                "title": row.measure.title.of(language),
                "unit": row.measure.unit.label.of(language),
                "ledgers": [
                    _compared(figure, years.get(figure.id)) for figure, years in zip(row.figures, before, strict=True)
                ],
                **(_total(row, language) if len(members) > 1 else {}),
            }
            for row in side_by_side([member.figures for member in members])
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": number_as_json(figure.value),
        "by": {code: number_as_json(part.value) for code, part in figure.parts.items()},
        "approximate": not figure.approximation.is_exact,
    }


def _compared(figure: Figure, years: YearOnYear | None) -> dict[str, Any]:
    """Return a figure, and where it is compared the year before with the same groups."""
    if years is None:
        return _figure(figure)
    return {
        **_figure(years.now),
        "previous": _figure(years.before),
        "change": {**_figure(years.change), "unit": years.change.measure.unit.name.lower()},
        "growth": None if years.growth is None else _figure(years.growth),
    }


def _total(row: SideBySide, language: Language) -> dict[str, Any]:
    return {
        "total": None if row.total is None else _figure(row.total),
        "reason": None if row.reason is None else row.reason.of(language),
    }
