"""Report: a dossier as one JSON document: period, figures with their records, findings, the text as a tree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, assert_never

import attrs

from minzheng_domain.dossier import Dossier
from minzheng_domain.formats.json.checks import checks_as_json
from minzheng_domain.formats.json.figures import figures_as_json, group_labels, number_as_json
from minzheng_domain.model.period import Period
from minzheng_domain.plugin.exporters import ExportOptions
from minzheng_domain.report.document import Block, Chart, Document, Inline, Number, Paragraph, Section, Table
from minzheng_domain.rules.checking import CheckReport
from minzheng_domain.text import Language

FORMAT = "minzheng-report"
VERSION = 1


def write_report(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    """Write a dossier to an open binary file; each figure, finding and rule stands on a line of its own."""
    file.writelines(chunk.encode() for chunk in _chunks(dossier, options))


def _chunks(dossier: Dossier, options: ExportOptions) -> Iterator[str]:
    language, audience = options.language, options.audience
    document = dossier.document
    checks = None if dossier.checks is None else checks_as_json(_without_folders(dossier.checks), language, audience)
    header = attrs.asdict(dossier.ledger.header)
    yield f'{{"format":{_dump(FORMAT)},"version":{VERSION}'
    yield f',"language":{_dump(language)},"audience":{_dump(audience.value)}'
    yield f',\n"period":{_dump(period_as_json(dossier.period))}'
    yield f',\n"header":{_dump(header)}'
    yield f',\n"synthetic":{_dump(dossier.ledger.header.synthetic)}'
    yield from _member("figures", figures_as_json(dossier.figures.values(), language))
    for name in ("findings", "rules"):
        yield from _member(name, None if checks is None else checks[name])
    yield f',\n"document":{_dump(None if document is None else document_as_json(document))}}}\n'


def _member(name: str, values: list[dict[str, Any]] | None) -> Iterator[str]:
    yield f',\n"{name}":'
    if values is None:
        yield "null"
        return
    yield "["
    for position, value in enumerate(values):
        yield f"{',' if position else ''}\n{_dump(value)}"
    yield "\n]" if values else "]"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def period_as_json(period: Period) -> dict[str, str]:
    """Return a period as JSON values."""
    return {"start": str(period.start), "end": str(period.end), "cutoff": str(period.cutoff)}


def _without_folders(checks: CheckReport) -> CheckReport:
    """Name files without their folders: a report goes to people whom these tell nothing, or too much."""
    findings = (
        attrs.evolve(finding, source=attrs.evolve(finding.source, file=PurePath(finding.source.file).name))
        for finding in checks.findings
    )
    return attrs.evolve(checks, findings=tuple(findings))


def document_as_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON values: words as strings, and each number with the figure that it is."""
    return {
        "title": _parts(document.title, document.language),
        "language": document.language,
        "signer": document.signer,
        "signed_on": document.signed_on.isoformat(),
        "synthetic": document.synthetic,
        "preamble": [_block(block, document.language) for block in document.preamble],
        "sections": [_section(section, document.language) for section in document.sections],
        "attachments": list(document.attachments),
    }


def _section(section: Section, language: Language) -> dict[str, Any]:
    return {
        "id": section.id,
        "level": section.level,
        "number": section.number,
        "heading": _parts(section.heading, language),
        "blocks": [_block(block, language) for block in section.blocks],
        "sections": [_section(inner, language) for inner in section.sections],
    }


def _block(block: Block, language: Language) -> dict[str, Any]:
    match block:
        case Paragraph(parts=parts):
            return {"type": "paragraph", "parts": _parts(parts, language)}
        case Table(title=title, header=header, rows=rows, unit=unit, notes=notes):
            cells = [_parts(row, language) for row in rows]
            return {
                "type": "table",
                "title": title,
                "unit": unit,
                "header": list(header),
                "rows": cells,
                "notes": list(notes),
            }
        case Chart(title=title, labels=labels, numbers=numbers, unit=unit):
            bars = _parts(numbers, language)
            return {"type": "chart", "title": title, "unit": unit, "labels": list(labels), "numbers": bars}
        case _:
            assert_never(block)


def _parts(parts: tuple[Inline, ...], language: Language) -> list[str | dict[str, Any]]:
    return [_number(part, language) if isinstance(part, Number) else part for part in parts]


def _number(number: Number, language: Language) -> dict[str, Any]:
    group = None if number.group is None else group_labels(number.figure, language)[number.group]
    return {
        "figure": number.figure.id,
        "group": group,
        "value": number_as_json(number.value),
        "text": number.words.of(language),
    }
