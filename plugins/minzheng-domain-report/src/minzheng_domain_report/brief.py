"""Brief: the main figures of a year against those of the year before, on one page: Markdown, Word and HTML."""

from __future__ import annotations

from typing import BinaryIO

from minzheng_domain.plugin import Document, Dossier, Exporter, ExportOptions, Sensitivity, Text, brief
from minzheng_domain_report.markdown import as_file, text_blocks


def brief_of(dossier: Dossier, options: ExportOptions) -> Document:
    """Return the brief of a dossier, signed on the day on which its report is."""
    return brief(
        dossier.figures,
        dossier.ledger,
        dossier.period,
        previous=dossier.previous,
        language=options.language,
        signed_on=None if dossier.document is None else dossier.document.signed_on,
    )


def write_brief(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    """Write the brief as Markdown (CommonMark), UTF-8."""
    file.write(as_file(text_blocks(brief_of(dossier, options))))


def write_brief_word(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    """Write the brief as a page of Word, in the layout of GB/T 9704-2012."""
    from minzheng_domain_report.brief_word import brief_as_word  # noqa: PLC0415 - lxml is loaded where it is used

    file.write(brief_as_word(brief_of(dossier, options), options, BRIEF_WORD.format))


def write_brief_html(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    """Write the brief as an HTML page that prints on one of paper."""
    from minzheng_domain_report.plain_page import document_as_page  # noqa: PLC0415 - its libraries are dear to import

    file.write(document_as_page(brief_of(dossier, options), options).encode("utf-8"))


BRIEF = Exporter(
    format="brief",
    title=Text("简报（Markdown）", "brief in Markdown"),
    suffix=".brief.md",
    write=write_brief,
    languages=("zh", "en"),
    is_report=False,
    compares=True,
    holds=Sensitivity.PUBLIC,
)

BRIEF_WORD = Exporter(
    format="brief-word",
    title=Text("简报（Word）", "brief in Word"),
    suffix=".brief.docx",
    write=write_brief_word,
    languages=("zh", "en"),
    is_report=False,
    compares=True,
    holds=Sensitivity.PUBLIC,
)

BRIEF_HTML = Exporter(
    format="brief-html",
    title=Text("简报（网页）", "brief as a web page"),
    suffix=".brief.html",
    write=write_brief_html,
    languages=("zh", "en"),
    is_report=False,
    compares=True,
    holds=Sensitivity.PUBLIC,
)
