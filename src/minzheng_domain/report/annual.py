"""The annual report (法治政府建设年度报告): the four chapters that 督察工作规定 asks for, from the template of this library.

Source: 法治政府建设与责任落实督察工作规定 (厅字〔2019〕28号): measures and results, deficiencies and causes, the
responsible leaders' own part, the plans for the next year.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources

from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.report.document import Document
from minzheng_domain.report.template import Template
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language

REQUIRED_CHAPTERS = ("achievements", "deficiencies", "responsibility", "plans")
"""The names of the chapters that the annual report has to have."""


@functools.cache
def annual_template(language: Language) -> Template:
    """Return the template that the library brings for a language."""
    name = f"annual.{language}.md"
    text = resources.files(f"{__package__}.templates").joinpath(name).read_text(encoding="utf-8")
    return Template(source=name, language=language, text=text)


def annual_report(
    figures: Mapping[str, Figure],
    ledger: Ledger,
    period: Period,
    *,
    language: Language = "zh",
    template: Template | None = None,
) -> Document:
    """Return the annual report of a bureau.

    Args:
        figures: every figure that the template names, by id.
        ledger: the records, for what is told and not counted, and for the names of bureau and district.
        period: the days that the report is about.
        language: the language of the library's own template.
        template: a bureau's own template; its language counts then.

    Raises:
        TemplateError: the template names an unknown figure or group, or is not well formed.
    """
    return (template or annual_template(language)).render(figures, ledger, period)
