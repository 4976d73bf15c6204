"""One table in every form: as LibreOffice saves it as .xlsx, .xls and .ods it reads as openpyxl wrote it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_domain_excel.grids import Percent, Value
from minzheng_domain_excel.values import put

Reader = Callable[[Path], dict[str, dict[int, list[Value]]]]

_MOMENTS = st.datetimes(datetime.fromisoformat("1900-03-01T00:01"), datetime.fromisoformat("2100-01-01T00:00")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
_VALUES = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12),
    st.sampled_from(["  前后  ", "a\nb", "　全角", "=1+1", "'1", "#N/A", "0012", "2019-03-05"]),
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**6), 10**6, places=2).map(float),
    _MOMENTS,
    _MOMENTS.map(datetime.date),
    st.integers(0, 1000).map(lambda share: Percent(share / 1000)),
)
_TABLES = st.lists(st.lists(_VALUES, max_size=5), max_size=6)


def _expected(table: list[list[Value]]) -> dict[int, list[Value]]:
    rows = {}
    for number, values in enumerate(table, 1):
        kept = [_plain(value) for value in values]
        while kept and kept[-1] is None:
            kept.pop()
        if kept:
            rows[number] = kept
    return rows


def _plain(value: Value) -> Value:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and not value.hour and not value.minute:
        return value.date()
    return value


@settings(max_examples=2)
@given(tables=st.lists(_TABLES, min_size=8, max_size=8))
def test_a_table_reads_the_same_from_every_form(contents: Reader, office: Any, tmp_path_factory: Any, tables: Any):
    """Texts with their blanks and lines, numbers, days, moments and percentages."""
    folder = tmp_path_factory.mktemp("forms")
    paths = []
    for place, table in enumerate(tables):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row, values in enumerate(table, 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                if isinstance(value, Percent):
                    cell.value, cell.number_format = value.fraction, "0.0%"
                elif isinstance(value, str):
                    put(cell, value)
                else:
                    cell.value = value if not isinstance(value, float) else Decimal(str(value))
        paths.append(folder / f"table{place}.xlsx")
        book.save(paths[-1])

    saved = {suffix: office.convert(paths, suffix) for suffix in (".xlsx", ".xls", ".ods")}

    for place, table in enumerate(tables):
        expected = {"Sheet": _expected(table)}
        assert contents(paths[place]) == expected
        for suffix, files in saved.items():
            assert (suffix, contents(files[place])) == (suffix, expected)
