"""The brief (简报): the main figures of a year against those of the year before, on one page.

Which figures it tells, and in which words, stands in the templates ``brief.zh.md`` and ``brief.en.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from importlib import resources

import attrs

from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.report.document import Document
from minzheng_domain.report.template import Template
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language


@functools.cache
def brief_template(language: Language) -> Template:
    """Return the template that the library brings for a language."""
    name = f"brief.{language}.md"
    text = resources.files(f"{__package__}.templates").joinpath(name).read_text(encoding="utf-8")
    return Template(source=name, language=language, text=text)


def brief(  # noqa: PLR0913 - each is a choice of its own, with a default
    figures: Mapping[str, Figure],
    ledger: Ledger,
    period: Period,
    *,
    previous: Mapping[str, Figure] | None = None,
    language: Language = "zh",
    signed_on: date | None = None,
) -> Document:
    """Return the brief of a bureau.

    Args:
        figures: every figure that the template names, by id.
        ledger: the records, for the names of bureau and district.
        period: the days that it is about.
        previous: the figures of the same days of the year before; without them, the brief compares nothing.
        language: the language of the brief.
        signed_on: the day of signing; the cut-off day of the period if not given.

    Raises:
        InvalidPeriodError: the day of signing lies before the cut-off day.
    """
    template = brief_template(language)
    document = template.render(figures, ledger, period, previous=previous, signed_on=signed_on)
    return attrs.evolve(document, signer="")  # it is named in the title, and a page has no line to spare
