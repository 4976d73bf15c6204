"""Export: the workbook of a dossier: cover, live statistics, findings, a sheet for each kind of record, code lists."""

from __future__ import annotations

from typing import BinaryIO

import attrs

from minzheng_domain.plugin import Dossier, Exporter, ExportOptions, Text
from minzheng_domain_excel.book import write_book
from minzheng_domain_excel.reading import extent
from minzheng_domain_excel.record_sheet import FIRST_ROW, LAST_ROW

MOST_ROWS = LAST_ROW - FIRST_ROW
"""How many records a sheet holds: below the last one stands an empty row, which formulas count with."""

ROWS = extent.MOST_ROWS - FIRST_ROW
"""How many records stand on a sheet if nothing else is asked for: as many as are read from one again."""


def _at_most_a_sheet(_options: object, _field: object, rows: int) -> None:
    if not 1 <= rows <= MOST_ROWS:
        msg = f"rows_per_sheet: 1 … {MOST_ROWS}, got {rows}"
        raise ValueError(msg)


@attrs.frozen(kw_only=True)
class ExcelOptions(ExportOptions):
    """What the user chooses of a workbook.

    Attributes:
        rows_per_sheet: how many records stand on a sheet; those of a kind that has more are spread over several, and
            its figures are numbers, no formulas.
    """

    rows_per_sheet: int = attrs.field(default=ROWS, validator=_at_most_a_sheet)


def write_excel(dossier: Dossier, file: BinaryIO, options: ExcelOptions) -> None:
    """Write the workbook of a dossier; the records are written one by one.

    Args:
        dossier: what is written; its figures become formulas wherever one can give them.
        file: where to.
        options: of the export.

    Raises:
        WriteError: a value cannot stand in a cell.
        OSError: the disk is full, or fails.
    """
    write_book(dossier, file, language=options.language, audience=options.audience, rows=options.rows_per_sheet)


EXCEL = Exporter(
    format="excel",
    title=Text("Excel 工作簿（公式统计）", "Excel workbook with live statistics"),
    suffix=".xlsx",
    write=write_excel,
    options=ExcelOptions,
    languages=("zh", "en"),
    streams=True,
    redacts=True,
)
