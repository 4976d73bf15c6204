"""JSON, the built-in format: ledgers as JSON and JSON Lines, read and written; the yearly report with its figures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from minzheng_domain.dossier import Dossier
from minzheng_domain.formats.json.canonical import write_ledger
from minzheng_domain.formats.json.checks import checks_as_json, fault_as_json, finding_as_json
from minzheng_domain.formats.json.declarations import measure_as_json, rule_as_json, sql_of
from minzheng_domain.formats.json.figures import figures_as_json
from minzheng_domain.formats.json.reading import read_ledger
from minzheng_domain.formats.json.report import document_as_json, period_as_json, write_report
from minzheng_domain.formats.json.schema import ledger_schema
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.plugin.exporters import Exporter, ExportOptions
from minzheng_domain.plugin.hookspecs import hookimpl
from minzheng_domain.plugin.importers import Importer, ImportOptions
from minzheng_domain.plugin.redaction import redact
from minzheng_domain.text import LANGUAGES, Text

__all__ = [
    "checks_as_json",
    "document_as_json",
    "fault_as_json",
    "figures_as_json",
    "finding_as_json",
    "ledger_schema",
    "measure_as_json",
    "period_as_json",
    "read_ledger",
    "rule_as_json",
    "sql_of",
    "write_ledger",
    "write_report",
]


@hookimpl
def minzheng_exporters() -> Iterable[Exporter]:
    """Offer the yearly report, and the ledger itself in both forms."""
    return (
        Exporter(
            format="json",
            title=Text("年度报告及全部数字（JSON）", "the yearly report with all its figures (JSON)"),
            suffix=".json",
            languages=LANGUAGES,
            any_document=True,
            redacts=True,
            write=write_report,
        ),
        Exporter(
            format="ledger-json",
            title=Text("台账（JSON）", "the ledger (JSON)"),
            suffix=".ledger.json",
            languages=LANGUAGES,
            streams=True,
            redacts=True,
            is_report=False,
            write=_write_document,
        ),
        Exporter(
            format="ledger-jsonl",
            title=Text("台账（JSON Lines，每行一条记录）", "the ledger (JSON Lines, one record on each line)"),
            suffix=".ledger.jsonl",
            languages=LANGUAGES,
            streams=True,
            redacts=True,
            is_report=False,
            write=_write_lines,
        ),
    )


@hookimpl
def minzheng_importers() -> Iterable[Importer]:
    """Offer ledgers in both forms."""
    return (
        Importer(
            format="json", title=Text("台账（JSON）", "a ledger (JSON)"), suffixes=(".json",), read=_read_document
        ),
        Importer(
            format="jsonl",
            title=Text("台账（JSON Lines，每行一条记录）", "a ledger (JSON Lines, one record on each line)"),
            suffixes=(".jsonl",),
            read=_read_lines,
        ),
    )


def _write_document(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    write_ledger(redact(dossier.ledger, options.audience), file)


def _write_lines(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    write_ledger(redact(dossier.ledger, options.audience), file, lines=True)


def _read_document(path: Path, _options: ImportOptions) -> Ledger:
    return read_ledger(path)


def _read_lines(path: Path, _options: ImportOptions) -> Ledger:
    return read_ledger(path, lines=True)
