"""Page: one file that holds everything: text, style, script, figures; nothing is ever loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from minzheng_domain.plugin import Document, Dossier, day_in_words
from minzheng_domain_report.html import words
from minzheng_domain_report.html.blocks import Writer
from minzheng_domain_report.html.edition import Edition
from minzheng_domain_report.html.environment import asset, environment
from minzheng_domain_report.html.exporter import HtmlOptions
from minzheng_domain_report.html.figures_json import page_figures, script_json
from minzheng_domain_report.html.findings import checks_view
from minzheng_domain_report.html.method import method_view
from minzheng_domain_report.html.numbers import Numbers
from minzheng_domain_report.html.panels import figures_explained, panel_of
from minzheng_domain_report.html.records import Records
from minzheng_domain_report.html.shown import line


def document_page(document: Document, dossier: Dossier, options: HtmlOptions) -> str:
    """Return a document as a page: its text, and at the end figures, findings and method.

    Args:
        document: the document, in the language of the options; the dossier's own, or another one of its figures.
        dossier: where the document's figures come from.
        options: of the export.
    """
    edition = Edition(options.language, options.audience, document.period)
    numbers = Numbers(edition)
    writer = Writer(numbers)
    # The order is that of reading: the first mention of a figure is where its panel leads back to.
    heading = writer.parts(document.title)
    preamble, sections = writer.blocks(document.preamble), writer.sections(document.sections)
    records = Records(dossier.ledger, options.audience)
    figures = figures_explained(numbers.stated.values())
    title = line(writer.plain(document.title))
    data = page_figures(
        figures, numbers, records, title=title, synthetic=document.synthetic, limit=options.records
    )
    return environment().get_template("report.html.jinja").render(
        **_shell(title, edition, synthetic=document.synthetic),
        heading=heading,
        period=edition.say(document.period.label),
        preamble=preamble,
        sections=sections,
        attachments=document.attachments,
        signer=document.signer,
        signed_on=document.signed_on.isoformat(),
        signed_in_words=day_in_words(document.signed_on, edition.language),
        panels=[panel_of(figure, numbers, records, options.records) for figure in figures],
        checks=None if dossier.checks is None else checks_view(dossier.checks, edition, options.findings),
        method=method_view(dossier, edition),
        figures=Markup(script_json(data)),  # noqa: S704 - script_json escapes what could end the element
    )


def bare_page(title: str, body: Markup, edition: Edition, *, synthetic: bool = False) -> str:
    """Return a page of the same style around a body of one's own.

    Args:
        title: the title of the page.
        body: what stands in it.
        edition: for whom it is made.
        synthetic: whether the records behind it are made up.
    """
    shell = _shell(line(title), edition, synthetic=synthetic)
    return environment().get_template("bare.html.jinja").render(**shell, body=body)


def _shell(title: str, edition: Edition, *, synthetic: bool) -> dict[str, object]:
    """Return what the frame of every page needs: words, style and script with their hashes."""
    style, script = asset("style.css"), asset("script.js")
    return {
        "title": title,
        "edition": edition,
        "say": edition.say,
        "w": words,
        "synthetic": synthetic,
        "style": Markup(style),  # noqa: S704 - our own file
        "style_hash": _hash(style),
        "script": Markup(script),  # noqa: S704 - our own file
        "script_hash": _hash(script),
    }


def _hash(content: str) -> str:
    """Return what a content security policy knows an inline style or script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
