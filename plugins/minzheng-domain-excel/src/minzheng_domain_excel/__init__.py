"""Spreadsheets for minzheng_domain: a template, an importer for what people have, a workbook of live statistics."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_domain.plugin import Exporter, Importer, hookimpl


@hookimpl
def minzheng_exporters() -> Iterable[Exporter]:
    """Offer the workbook of a ledger with its statistics."""
    from minzheng_domain_excel.export import EXCEL  # noqa: PLC0415 - openpyxl is loaded where it is used

    return [EXCEL]


@hookimpl
def minzheng_importers() -> Iterable[Importer]:
    """Offer spreadsheets of every kind that people have."""
    from minzheng_domain_excel.importer import SPREADSHEET  # noqa: PLC0415 - as above

    return [SPREADSHEET]
