"""``minzheng report``: the main job: a ledger in, checked records, figures and the yearly report out."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, period_of, signed_on_of
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import COULD_NOT_RUN, exit_code, tell_findings, tell_problems
from minzheng_domain.cli.templates import faults_as_json, refuse, tell_faults, template_of
from minzheng_domain.errors import WriteError
from minzheng_domain.report.faults import TemplateError
from minzheng_domain.text import Text

ABOUT = Text("检查台账、计算指标并写出年度报告", "check a ledger, work out its figures and write the yearly report")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.takes_period()
    parser.takes_template()
    parser.option("--to", metavar="DIR", required=True, help=Text("报告所在的文件夹", "the folder for the reports"))
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Do the main job."""
    period, signed_on = period_of(chosen), signed_on_of(chosen)
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    template = template_of(chosen, catalogue)
    language = console.language if template is None else template.language
    console.progress(Text(f"读取 {chosen.ledger} ……", f"reading {chosen.ledger} ..."))
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    console.progress(Text("检查、统计 ……", "checking, counting ..."))
    try:
        dossier = catalogue.dossier(
            ledger,
            period,
            language=language,
            template=template,
            signed_on=signed_on,
            compare=any(exporter.is_report and exporter.compares for exporter in catalogue.exporters.values()),
        )
    except TemplateError as error:
        refuse(error, chosen, console)
        return COULD_NOT_RUN
    console.progress(Text("写出报告 ……", "writing ..."))
    failures: list[WriteError] = []
    paths = catalogue.report(dossier, to=chosen.to, language=language, failures=failures)
    for failure in failures:
        console.complain(failure.message)
    tell_findings(dossier.findings, console)
    tell_faults(dossier.template_faults, chosen.template or "", console)
    if chosen.json:
        console.as_json(
            {
                "files": [str(path) for path in paths],
                "failures": [failure.message.of(console.language) for failure in failures],
                "findings": len(dossier.findings),
                "template_faults": faults_as_json(dossier.template_faults, console),
            }
        )
    else:
        for path in paths:
            console.say(Text(f"已写出 {path}", f"wrote {path}"))
    return COULD_NOT_RUN if failures else exit_code(dossier.checks)
