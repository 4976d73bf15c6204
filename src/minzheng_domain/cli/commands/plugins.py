"""``minzheng plugins``: what is installed, what each plugin offers, and what is wrong with any."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser
from minzheng_domain.cli.console import Console
from minzheng_domain.text import Text

ABOUT = Text("列出已安装的插件及其提供的内容", "list the installed plugins and what they offer")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """List the plugins."""
    catalogue = Catalogue.installed()
    if chosen.json:
        console.as_json(
            {
                "plugins": [
                    {
                        "name": plugin.name,
                        "distribution": plugin.distribution,
                        "version": plugin.version,
                        "exporters": list(plugin.exporters),
                        "importers": list(plugin.importers),
                        "rules": list(plugin.rules),
                        "measures": list(plugin.measures),
                    }
                    for plugin in catalogue.plugins
                ],
                "problems": [
                    {
                        "distribution": problem.distribution,
                        "version": problem.version,
                        "entry_point": problem.entry_point,
                        "message": problem.message.of(console.language),
                    }
                    for problem in catalogue.problems
                ],
            }
        )
        return 0
    for plugin in catalogue.plugins:
        console.say(f"{plugin.distribution} {plugin.version} [{plugin.name}]")
        for title, names in (
            (Text("导出格式", "export formats"), plugin.exporters),
            (Text("导入格式", "import formats"), plugin.importers),
            (Text("规则", "rules"), plugin.rules),
            (Text("指标", "measures"), plugin.measures),
        ):
            if names:
                console.say(f"  {title.of(console.language)} ({len(names)}): {', '.join(names)}")
    for problem in catalogue.problems:
        console.say(problem.message)
    return 0
