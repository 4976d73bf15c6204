"""``minzheng export``: one format to one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, period_of, signed_on_of
from minzheng_domain.cli.choices import with_choices
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import COULD_NOT_RUN, tell_problems
from minzheng_domain.cli.templates import faults_as_json, refuse, tell_faults, template_of
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.plugin.exporters import write_file
from minzheng_domain.report.faults import TemplateError
from minzheng_domain.text import Text

ABOUT = Text("按一种格式写出一个文件", "write one file in one format")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.takes_period()
    parser.takes_template()
    parser.option(
        "--format",
        metavar="NAME",
        required=True,
        help=Text("格式名称，用 minzheng plugins 查看", "the format; minzheng plugins lists them"),
    )
    parser.option("--to", metavar="FILE", required=True, help=Text("写到哪个文件", "the file"))
    parser.option(
        "--audience",
        choices=[sensitivity.value for sensitivity in Sensitivity],
        default=Sensitivity.INTERNAL.value,
        help=Text(
            "读者：public 公开、internal 内部（默认）、personal 含个人信息",
            "who will read it: public, internal (default), personal",
        ),
    )
    parser.option(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help=Text(
            "格式自身的选项，可多次给出，如 --set letterhead=是", "an option of the format, as often as needed: letterhead=yes"
        ),
    )
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the file."""
    period, signed_on = period_of(chosen), signed_on_of(chosen)
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    if chosen.format not in catalogue.exporters:
        raise UnknownNameError(Text("导出格式", "export format"), chosen.format, catalogue.exporters)
    exporter, template = catalogue.exporters[chosen.format], template_of(chosen, catalogue)
    language = console.language if template is None else template.language
    common = exporter.options(language=language, audience=Sensitivity(chosen.audience))
    options = with_choices(exporter, common, chosen.set)
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    try:
        dossier = catalogue.dossier(
            ledger,
            period,
            language=language,
            template=template,
            signed_on=signed_on,
            compare=exporter.compares,
        )
    except TemplateError as error:
        refuse(error, chosen, console)
        return COULD_NOT_RUN
    path = write_file(exporter, dossier, Path(chosen.to), options)
    tell_faults(dossier.template_faults, chosen.template or "", console)
    if chosen.json:
        console.as_json({"files": [str(path)], "template_faults": faults_as_json(dossier.template_faults, console)})
    else:
        console.say(Text(f"已写出 {path}", f"wrote {path}"))
    return 0
