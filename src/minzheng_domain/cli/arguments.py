"""Arguments: the parser of the command, its words in both languages, and the options that commands share."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NoReturn

from minzheng_domain.cli import commands
from minzheng_domain.discovery import modules_of
from minzheng_domain.errors import MinzhengError
from minzheng_domain.model.period import Period, as_day
from minzheng_domain.text import LANGUAGES, Language, Text

PROGRAM = "minzheng"

_REFUSALS = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", "参数 {0} 不能是 {1}，可选：{2}"),
    (r"argument (.*?): invalid int value: (.*)", "参数 {0} 应为整数，得到 {1}"),
    (r"argument (.*?): expected one argument", "参数 {0} 后面缺少内容"),
    (r"one of the arguments (.*) is required", "以下参数必须给出一个：{0}"),
    (r"argument (.*?): not allowed with argument (.*)", "参数 {0} 不能与 {1} 同时使用"),
    (r"ambiguous option: (.*?) could match (.*)", "参数 {0} 不明确，可能是 {1}"),
)
"""What :mod:`argparse` says when it refuses, and the same in Chinese."""

_WORDS = {
    "usage": Text("用法：", "usage: "),
    "commands": Text("命令", "commands"),
    "arguments": Text("参数", "arguments"),
    "options": Text("选项", "options"),
    "help": Text("显示本说明后退出", "show this help and exit"),
    "version": Text("显示版本后退出", "show the version and exit"),
    "language": Text("消息所用的语言：zh 或 en（默认 zh）", "language of messages: zh or en (default: zh)"),
    "json": Text("以 JSON 输出，供程序读取", "print JSON for programs"),
    "ledger": Text("台账文件", "the ledger file"),
    "mapping": Text(
        "映射文件（TOML）：表头、单位、代码如何对应，用 minzheng import --draft-mapping 起草",
        "mapping (TOML): what headers, units and labels mean; minzheng import --draft-mapping drafts one",
    ),
    "year": Text("报告年度，如 2019", "the reporting year, e.g. 2019"),
    "start": Text("报告期起始日，如 2021-01-01（与 --end 同用）", "first day of the period, with --end"),
    "end": Text("报告期终止日", "last day of the period"),
    "cutoff": Text("数据截止日，如 2019-12-18（默认为报告期最后一天）", "last day whose data count (default: the last day)"),
    "template": Text(
        "本单位的报告模板（UTF-8 文本；….en.md 为英文，其余为中文）",
        "your own template of the report (UTF-8 text; ….en.md is English, any other Chinese)",
    ),
    "signed_on": Text("成文日期，如 2019-12-18（默认为数据截止日）", "day of signing (default: the last day whose data count)"),
    "more": Text(
        "每个命令的说明：minzheng 命令 --help", "how a command is used: minzheng COMMAND --help"
    ),
    "description": Text(
        "社会组织工作台账：检查、统计、年度报告", "ledgers of work with social organizations: checks, figures, yearly report"
    ),
}


class UsageError(MinzhengError):
    """The command was typed in a way that it does not take."""


def language_of(arguments: Sequence[str]) -> Language:
    """Find the language that is asked for before anything else is read, so that even a refusal is in it."""
    found = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    found.add_argument("--lang", choices=LANGUAGES, default="zh")
    try:
        chosen: Language = found.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        return "zh"
    return chosen


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Says *usage* in the language of the parser."""

    usage_word = _WORDS["usage"].zh

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self.usage_word if prefix is None else prefix)


class _EnglishFormatter(_Formatter):
    usage_word = _WORDS["usage"].en


class Parser(argparse.ArgumentParser):
    """A parser that speaks both languages and raises instead of leaving the process."""

    def __init__(self, *, language: Language, **more: Any) -> None:
        formatter = _Formatter if language == "zh" else _EnglishFormatter
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **more)
        self.language = language
        self.own = self.add_argument_group(_WORDS["arguments"].of(language))
        self.flags = self.add_argument_group(_WORDS["options"].of(language))
        self.flags.add_argument("-h", "--help", action="help", help=_WORDS["help"].of(language))
        self.flags.add_argument(
            "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=_WORDS["language"].of(language)
        )

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed, in both languages."""
        zh = message
        for pattern, words in _REFUSALS:
            if found := re.fullmatch(pattern, message):
                zh = words.format(*found.groups())
        hint = f"{self.prog} --help"
        raise UsageError(Text(f"{zh}\n用法说明：{hint}", f"{message}\nhow it is used: {hint}"))

    def argument(self, name: str, help: Text, **more: Any) -> None:  # noqa: A002 - as argparse calls it
        """Add an argument that stands by itself."""
        self.own.add_argument(name, help=help.of(self.language), **more)

    def option(self, *names: str, help: Text, **more: Any) -> None:  # noqa: A002 - as argparse calls it
        """Add an option."""
        self.flags.add_argument(*names, help=help.of(self.language), **more)

    def takes_json(self) -> None:
        """Add ``--json``."""
        self.option("--json", help=_WORDS["json"], action="store_true")

    def takes_ledger(self, **more: Any) -> None:
        """Add the ledger file."""
        self.argument("ledger", _WORDS["ledger"], metavar="LEDGER", **more)
        self.option("--mapping", metavar="FILE", help=_WORDS["mapping"])

    def takes_period(self) -> None:
        """Add the options that say which days are meant."""
        self.option("--year", type=int, metavar="Y", help=_WORDS["year"])
        self.option("--start", metavar="DAY", help=_WORDS["start"])
        self.option("--end", metavar="DAY", help=_WORDS["end"])
        self.option("--cutoff", metavar="DAY", help=_WORDS["cutoff"])

    def takes_template(self) -> None:
        """Add the options that say how the report is worded and signed."""
        self.option("--template", metavar="FILE", help=_WORDS["template"])
        self.option("--signed-on", metavar="DAY", help=_WORDS["signed_on"])


def period_of(chosen: argparse.Namespace) -> Period:
    """Return the period that the options name.

    Raises:
        UsageError: they name none, or two.
        InvalidPeriodError: a day is no day, or the days are out of order.
    """
    if chosen.year is not None and chosen.start is None and chosen.end is None:
        return Period.year(chosen.year, cutoff=chosen.cutoff)
    if chosen.year is None and chosen.start is not None and chosen.end is not None:
        return Period.between(chosen.start, chosen.end, cutoff=chosen.cutoff)
    raise UsageError(
        Text(
            "请用 --year 给出年度，或用 --start 和 --end 给出起止日",
            "give the year with --year, or the days with --start and --end",
        )
    )


def signed_on_of(chosen: argparse.Namespace) -> date | None:
    """Return the day of signing that the options name, if they do.

    Raises:
        InvalidPeriodError: it is no day.
    """
    return None if chosen.signed_on is None else as_day(chosen.signed_on)


def parser(language: Language) -> Parser:
    """Return the parser of the whole command; each module of :mod:`minzheng_domain.cli.commands` adds one command."""
    top = Parser(
        language=language,
        prog=PROGRAM,
        description=_WORDS["description"].of(language),
        epilog=_WORDS["more"].of(language),
    )
    top.flags.add_argument(
        "--version", action="version", version=f"{PROGRAM} {_version()}", help=_WORDS["version"].of(language)
    )
    choices = top.add_subparsers(
        title=_WORDS["commands"].of(language), metavar="COMMAND", dest="command", required=True, parser_class=Parser
    )
    for module in modules_of(commands):
        name = module.__name__.rpartition(".")[2].rstrip("_")  # import_.py: a keyword is no name of a module
        about: Text = module.ABOUT
        made = choices.add_parser(
            name, language=language, help=about.of(language), description=about.of(language), prog=f"{PROGRAM} {name}"
        )
        module.declare(made)
        made.set_defaults(run=module.run)
    return top


def _version() -> str:
    try:
        return version("minzheng-domain")
    except PackageNotFoundError:
        return "(not installed)"
