"""Exporter: the format ``html`` and what can be chosen of it."""

from __future__ import annotations

from typing import BinaryIO

import attrs

from minzheng_domain.plugin import Dossier, Exporter, ExportOptions, Text, WriteError

RECORDS = 300
"""How many records a figure lists if nothing else is asked for."""

FINDINGS = 200
"""How many findings the page lists if nothing else is asked for."""


def _not_negative(_options: object, field: attrs.Attribute[int], number: int) -> None:
    if number < 0:
        msg = f"{field.name}: 0 …, got {number}"
        raise ValueError(msg)


@attrs.frozen(kw_only=True)
class HtmlOptions(ExportOptions):
    """What the user chooses of a page.

    Attributes:
        records: how many records each figure lists at most; of the others there is the number.
        findings: how many findings are listed at most, the gravest first; of the others there is the number.
    """

    records: int = attrs.field(default=RECORDS, validator=_not_negative)
    findings: int = attrs.field(default=FINDINGS, validator=_not_negative)


def write_html(dossier: Dossier, file: BinaryIO, options: HtmlOptions) -> None:
    """Write the annual report as one HTML page that needs nothing beside itself.

    Args:
        dossier: it must hold a document in the language of the options.
        file: where to.
        options: of the export.

    Raises:
        WriteError: the dossier holds no document, or one in another language.
    """
    from minzheng_domain_report.html.page import document_page  # noqa: PLC0415 - its libraries are dear to import

    document = dossier.document
    if document is None or document.language != options.language:
        reason = Text(f"卷宗里没有 {options.language} 文本的报告", f"the dossier holds no report in {options.language}")
        raise WriteError(HTML.format, reason)
    file.write(document_page(document, dossier, options).encode("utf-8"))


HTML = Exporter(
    format="html",
    title=Text("网页（数字可追溯，可离线打开）", "a web page whose numbers can be traced, to be opened offline"),
    suffix=".html",
    write=write_html,
    options=HtmlOptions,
    languages=("zh", "en"),
    any_document=True,
    redacts=True,
)
