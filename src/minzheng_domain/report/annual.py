"""The annual report (法治政府建设年度报告): from the template of this library, or from one that the bureau brings."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from importlib import resources

from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.report.checking import check_template
from minzheng_domain.report.document import Document
from minzheng_domain.report.faults import TemplateError
from minzheng_domain.report.template import Template
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language


@functools.cache
def annual_template(language: Language) -> Template:
    """Return the template that the library brings for a language."""
    name = f"annual.{language}.md"
    text = resources.files(f"{__package__}.templates").joinpath(name).read_text(encoding="utf-8")
    return Template(source=name, language=language, text=text)


def annual_report(  # noqa: PLR0913 - each is a choice of its own, with a default
    figures: Mapping[str, Figure],
    ledger: Ledger,
    period: Period,
    *,
    language: Language = "zh",
    template: Template | None = None,
    previous: Mapping[str, Figure] | None = None,
    signed_on: date | None = None,
) -> Document:
    """Return the annual report of a bureau.

    Args:
        figures: every figure that the template names, by id.
        ledger: the records, for what is told and not counted, and for the names of bureau and district.
        period: the days that the report is about.
        language: the language of the library's own template.
        template: a bureau's own template; its language counts then.
        previous: the figures of the same days of the year before; without them, a template that compares says nothing.
        signed_on: the day of signing; the cut-off day of the period if not given.

    Raises:
        TemplateError: the bureau's template has errors; it tells everything that is wrong with it.
        InvalidPeriodError: the day of signing lies before the cut-off day.
    """
    if template is not None:
        measures = {name: figure.measure for name, figure in figures.items()}
        faults = check_template(template, measures, figures, ledger=ledger)
        if any(fault.is_error for fault in faults):
            raise TemplateError(template.source, faults)
    chosen = template or annual_template(language)
    return chosen.render(figures, ledger, period, previous=previous, signed_on=signed_on)
