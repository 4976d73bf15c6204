"""Report formats for minzheng_domain: the annual report as people read it."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_domain.plugin import Exporter, hookimpl
from minzheng_domain_report.brief import BRIEF, BRIEF_HTML, BRIEF_WORD
from minzheng_domain_report.forms.exporters import FORM_HTML, FORM_WORD
from minzheng_domain_report.markdown import MARKDOWN


@hookimpl
def minzheng_exporters() -> Iterable[Exporter]:
    """Offer the formats of this distribution."""
    from minzheng_domain_report.html.exporter import HTML  # noqa: PLC0415 - as below
    from minzheng_domain_report.word.exporter import WORD  # noqa: PLC0415 - lxml is loaded where it is used

    return [MARKDOWN, WORD, HTML, FORM_WORD, FORM_HTML, BRIEF, BRIEF_WORD, BRIEF_HTML]
