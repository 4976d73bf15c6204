"""Derived formulas: figures that follow from others, out of the cells of these; and whether a formula agrees."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from minzheng_domain.quantities import plain
from minzheng_domain.statistics.compile.excel import literal
from minzheng_domain.statistics.measure import Change, Derivation, Difference, Growth, Measure, Ratio, Total
from minzheng_domain.text import Language, Text

AGREES = Text("一致", "agrees")
DIFFERS = Text("不一致", "differs")

_ROUNDING = "1E-12"
"""How far a sum of binary fractions strays from the exact one, of its own size, at most."""


def derived(measure: Measure, parts: Sequence[str]) -> str:
    """Return the formula of a derived figure, or of one of its groups; an empty text where it has no value.

    Args:
        measure: the derived measure.
        parts: the cells of the figures that it is made of, in the order of
            :attr:`~minzheng_domain.statistics.figure.Figure.sources`: for a comparison this year's and the one of the
            year before. ``"0"`` where such a figure does not have the group.
    """
    query = measure.query
    assert isinstance(query, Derivation)  # noqa: S101 - for the type checker
    match query:
        case Total():
            said = "+".join(parts)
        case Difference() | Change():
            said = f"{parts[0]}-{parts[1]}"
        case Ratio():
            said = f"{parts[0]}/{parts[1]}"
        case Growth():
            said = f"({parts[0]}-{parts[1]})/{parts[1]}"
        case _:
            assert_never(query)
    if isinstance(query, Ratio | Growth) and measure.unit.is_percent:
        said += "*100"
    # Both an empty text among the parts and a division by nothing are errors.
    return f'IFERROR({said},"")'


def agrees(formula: str, value: str, precision: Decimal, language: Language) -> str:
    """Return the formula that tells whether the cell of a formula agrees with the cell of the value by Python.

    A spreadsheet adds binary fractions: what lies far below the last place that is written is no difference.

    Args:
        formula: the cell of the formula.
        value: the cell of the value, empty where there is none.
        precision: the last place that is written.
        language: that of the answer.
    """
    tolerance = f"{plain(precision.scaleb(-6))}+ABS(N({value}))*{_ROUNDING}"
    numbers = f"ABS(N({formula})-N({value}))<={tolerance}"
    both = f"AND(ISNUMBER({formula})=ISNUMBER({value}),{numbers})"
    yes, no = literal(AGREES.of(language)), literal(DIFFERS.of(language))
    return f"IFERROR(IF({both},{yes},{no}),{no})"
