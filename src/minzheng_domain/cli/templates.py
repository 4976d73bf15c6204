"""A bureau's own template on the console: it is read, and what is wrong with it is shown like findings."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.console import Console
from minzheng_domain.formats.json import fault_as_json
from minzheng_domain.report.faults import TemplateError, TemplateFault
from minzheng_domain.report.template import Template
from minzheng_domain.text import Text

REFUSED = Text(
    "模板有 {count} 处错误，没有写出报告。", "the template has errors ({count}); no report was written."
)


def template_of(chosen: argparse.Namespace, catalogue: Catalogue) -> Template | None:
    """Return the template that the options name, if they do.

    Raises:
        ReadError: the file cannot be read, or is no text in UTF-8.
    """
    return None if chosen.template is None else catalogue.report_template(chosen.template)


def tell_faults(faults: Sequence[TemplateFault], source: str, console: Console) -> None:
    """Show every fault on a line of its own, beside another result."""
    for fault in faults:
        severity, place, said = fault.severity.value, fault.place, fault.message
        console.note(
            Text(
                f"[{severity.zh} {fault.kind.code}] {source}{place.zh}：{said.zh}",
                f"[{severity.en} {fault.kind.code}] {source}{place.en}: {said.en}",
            )
        )


def faults_as_json(faults: Sequence[TemplateFault], console: Console) -> list[dict[str, Any]]:
    """Return faults as JSON values in the language of the console."""
    return [fault_as_json(fault, console.language) for fault in faults]


def refuse(error: TemplateError, chosen: argparse.Namespace, console: Console) -> None:
    """Show everything that is wrong with a template that could not be rendered."""
    tell_faults(error.faults, error.source, console)
    console.complain(REFUSED.format(count=sum(fault.is_error for fault in error.faults)))
    if chosen.json:
        console.as_json({"files": [], "template_faults": faults_as_json(error.faults, console)})
