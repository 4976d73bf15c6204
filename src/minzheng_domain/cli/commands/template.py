"""``minzheng template``: an empty file to be filled in, with a sheet for each kind of record."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, UsageError
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import tell_problems
from minzheng_domain.plugin.importers import TemplateOptions
from minzheng_domain.text import Text

ABOUT = Text("写出一个空白的填报模板", "write an empty file to be filled in")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.argument("file", Text("写到哪个文件，如 模板.xlsx", "the file, e.g. template.xlsx"), metavar="FILE")
    parser.option(
        "--kinds",
        metavar="KINDS",
        help=Text(
            "只要这些记录种类，如 organizations,projects（默认全部）", "these kinds of record only, e.g. organizations,projects"
        ),
    )
    parser.option(
        "--scheme",
        metavar="SCHEME=LIST",
        action="append",
        help=Text(
            "本区采用的分类方案，如 community-category=community-category-shanghai（可多次）",
            "a scheme of the district, e.g. community-category=community-category-shanghai (may be repeated)",
        ),
    )
    parser.option("--example", action="store_true", help=Text("附一行虚构的示例", "with a made-up record as an example"))
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the template."""
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    options = TemplateOptions(
        language=console.language,
        kinds=tuple(filter(None, (chosen.kinds or "").split(","))),
        example=chosen.example,
        schemes=dict(map(_scheme, chosen.scheme or ())),
    )
    path = catalogue.template(chosen.file, options=options)
    if chosen.json:
        console.as_json({"files": [str(path)]})
    else:
        console.say(Text(f"已写出 {path}", f"wrote {path}"))
    return 0


def _scheme(given: str) -> tuple[str, str]:
    scheme, equals, name = given.partition("=")
    if not (scheme and equals and name):
        raise UsageError(Text(f"--scheme 应写成 方案=代码表，得到 {given}", f"--scheme is SCHEME=LIST, got {given}"))
    return scheme, name
