"""Figures as JSON inside the page: what a program reads out of it, and the JSON Schema that it may rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib import resources
from typing import Any

from minzheng_domain.formats.json import figures_as_json, period_as_json
from minzheng_domain.plugin import Figure
from minzheng_domain.plugin.visibility import may_see_groups, may_see_number
from minzheng_domain_report.html.numbers import Numbers, approximation_code
from minzheng_domain_report.html.records import Records
from minzheng_domain_report.html.shown import FORBIDDEN

FORMAT = "minzheng-page-figures"
VERSION = 1

_UNSAFE = re.compile(f"[<>&\u2028\u2029]|{FORBIDDEN.pattern}")
"""What is written as an escape: what could end the element, and what must not stand in HTML."""


def page_figures(  # noqa: PLR0913 - what is said of the page besides its figures
    figures: Iterable[Figure], numbers: Numbers, records: Records, *, title: str, synthetic: bool, limit: int
) -> dict[str, Any]:
    """Return the figures of a page as JSON values.

    Args:
        figures: the figures.
        numbers: how numbers are written, and for whom.
        records: what may be seen of records.
        title: the title of the page.
        synthetic: whether the records are made up.
        limit: how many ids of records a figure lists at most.
    """
    edition = numbers.edition
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": edition.language,
        "audience": edition.audience.value,
        "title": title,
        "synthetic": synthetic,
        "period": period_as_json(edition.period),
        "figures": [_figure(figure, numbers, records, limit) for figure in figures],
    }


def _figure(figure: Figure, numbers: Numbers, records: Records, limit: int) -> dict[str, Any]:
    audience = numbers.edition.audience
    (said,) = figures_as_json([figure], numbers.edition.language)
    behind = figure.records()
    number_seen, groups_seen = may_see_number(figure, audience), may_see_groups(figure, audience)
    return {
        **said,
        "value": said["value"] if number_seen else None,
        "by": said["by"] if number_seen and groups_seen else {},
        "approximation": approximation_code(figure.approximation),
        "masked": not (number_seen and groups_seen),
        "period": period_as_json(figure.period),
        "panel": numbers.panel(figure),
        "records": [records.seen(record, record.__kind__.columns[0]) for record in behind[:limit]],
        "records_counted": len(behind),
    }


def figures_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the figures in a page."""
    text = resources.files(__package__ or "").joinpath("figures.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def script_json(value: object) -> str:
    """Return a value as JSON that can stand in a ``<script>`` element whatever texts are in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    """Return a character as an escape of JSON, or two of them outside the first plane."""
    if character.isascii():
        return f"\\u{ord(character):04x}"
    return json.dumps(character)[1:-1]
