"""Derived formulas: figures that follow from the cells of others, and whether a formula agrees with a value."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from minzheng_domain.quantities import Unit
from minzheng_domain.statistics.measure import (
    Additive,
    Change,
    Derivation,
    Difference,
    Growth,
    Measure,
    Ratio,
    Total,
)
from minzheng_domain.text import Text
from minzheng_domain_excel.derived_formulas import agrees, derived


def a_measure(query: Derivation, unit: Unit = Unit.ITEMS) -> Measure:
    """Make a derived measure."""
    return Measure(
        "made.up", title=Text("虚构", "made up"), unit=unit, query=query, additive=Additive.NOTHING, since="0.1"
    )


TABLE = [
    (a_measure(Total(("a.a", "b.b", "c.c"))), ["A1", "B1", "0"], 'IFERROR(A1+B1+0,"")'),
    (a_measure(Difference("a.a", "b.b")), ["A1", "B1"], 'IFERROR(A1-B1,"")'),
    (a_measure(Ratio("a.a", "b.b")), ["A1", "B1"], 'IFERROR(A1/B1,"")'),
    (a_measure(Ratio("a.a", "b.b"), Unit.PERCENT), ["A1", "B1"], 'IFERROR(A1/B1*100,"")'),
    (a_measure(Change("a.a")), ["A1", "B1"], 'IFERROR(A1-B1,"")'),
    (a_measure(Growth("a.a"), Unit.PERCENT), ["A1", "B1"], 'IFERROR((A1-B1)/B1*100,"")'),
]


@pytest.mark.parametrize(("measure", "parts", "formula"), TABLE)
def test_each_derivation_is_a_formula_of_its_parts(measure: Measure, parts: list[str], formula: str) -> None:
    """A figure that follows from others names their cells, and is an empty text where it has no value."""
    assert derived(measure, parts) == formula


def test_derived_figures_are_calculated(office: Any, tmp_path: Path) -> None:
    """Without a part that has a value, or divided by nothing, there is no value; agreement is to the last place."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[tuple[int | str, int | str]] = [(3, 2), (3, 0), ('=""', 2), (3, '=""'), (0, 0)]
    for row, parts in enumerate(rows, 1):
        for column, part in enumerate(parts, 1):
            sheet.cell(row, column).value = part
        for column, (measure, _, _) in enumerate(TABLE[1:], 4):
            sheet.cell(row, column).value = f"={derived(measure, [f'A{row}', f'B{row}'])}"
    cases: list[tuple[float | str, str | None, bool]] = [
        (1000.00000000001, "1000", True),
        (1000.00001, "1000", False),
        (0.1 + 0.2, "0.3", True),
        ('=""', None, True),
        (0, None, False),
        ('=""', "0", False),
        ("=1/0", "0", False),
    ]
    for row, (value, python, _) in enumerate(cases, 11):
        sheet.cell(row, 1).value = value
        sheet.cell(row, 2).value = None if python is None else Decimal(python)
        sheet.cell(row, 3).value = f"={agrees(f'A{row}', f'B{row}', Decimal('0.1'), 'en')}"
    book.save(tmp_path / "derived.xlsx")

    (calculated,) = office.recalculate([tmp_path / "derived.xlsx"])

    values = [[cell.value or None for cell in row] for row in calculated.active["D1:H5"]]
    nothing = [None] * 5
    assert values == [[1, 1.5, 150, 1, 50], [3, None, None, 3, None], nothing, nothing, nothing]
    said = [calculated.active.cell(row, 3).value for row in range(11, 11 + len(cases))]
    assert said == ["agrees" if agree else "differs" for _, _, agree in cases]
