"""Report formats for minzheng_domain: the annual report as people read it."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_domain.plugin import Exporter, hookimpl
from minzheng_domain_report.markdown import MARKDOWN


@hookimpl
def minzheng_exporters() -> Iterable[Exporter]:
    """Offer the formats of this distribution."""
    return [MARKDOWN]
