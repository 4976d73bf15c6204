"""``minzheng schema``: the JSON Schema of a ledger."""

from __future__ import annotations

import argparse

from minzheng_domain.cli.arguments import Parser
from minzheng_domain.cli.console import Console
from minzheng_domain.formats.json import ledger_schema
from minzheng_domain.text import Text

ABOUT = Text("输出台账的 JSON Schema（2020-12）", "print the JSON Schema (2020-12) of a ledger")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_json()


def run(_chosen: argparse.Namespace, console: Console) -> int:
    """Print the schema; it is JSON with or without ``--json``."""
    console.as_json(ledger_schema())
    return 0
