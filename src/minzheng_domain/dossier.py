"""Dossier (卷宗): all that an exporter gets: ledger, period, figures, findings and document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.rules.checking import CheckReport, Finding
from minzheng_domain.statistics.figure import Figure

if TYPE_CHECKING:
    from minzheng_domain.report.document import Document
    from minzheng_domain.report.faults import TemplateFault


@attrs.frozen(kw_only=True)
class Dossier:
    """What is known about a ledger in a period; an exporter writes it, or a part of it, to a file.

    Attributes:
        ledger: the records.
        period: the days that figures and document are about.
        figures: the figure of each measure, by the measure's id.
        checks: what the rules made of the ledger; ``None`` if it was not checked.
        document: the yearly report, its numbers being figures; ``None`` if it was not made.
        previous: the figures of the same days of the year before, by the measure's id; none where it was not asked for.
        template_faults: what is wrong with the bureau's own template of the report, without stopping it.
    """

    ledger: Ledger
    period: Period
    figures: Mapping[str, Figure] = attrs.field(factory=dict)
    checks: CheckReport | None = None
    document: Document | None = None
    previous: Mapping[str, Figure] = attrs.field(factory=dict)
    template_faults: tuple[TemplateFault, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found; nothing if the ledger was not checked."""
        return self.checks.findings if self.checks is not None else ()
