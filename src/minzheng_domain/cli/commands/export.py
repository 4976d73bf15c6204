"""``minzheng export``: one format to one file."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, period_of
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import tell_problems
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.text import Text

ABOUT = Text("按一种格式写出一个文件", "write one file in one format")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.takes_period()
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
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the file."""
    period = period_of(chosen)
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    if chosen.format not in catalogue.exporters:
        raise UnknownNameError(Text("导出格式", "export format"), chosen.format, catalogue.exporters)
    options = catalogue.exporters[chosen.format].options(
        language=console.language, audience=Sensitivity(chosen.audience)
    )
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    path = catalogue.export(ledger, period, chosen.format, to=chosen.to, options=options)
    if chosen.json:
        console.as_json({"files": [str(path)]})
    else:
        console.say(Text(f"已写出 {path}", f"wrote {path}"))
    return 0
