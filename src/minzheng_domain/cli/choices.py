"""Choices: the options of an export format as a user types them, ``NAME=VALUE``, and as the format declares them."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import NoneType
from typing import Any

import attrs

from minzheng_domain.cli.arguments import UsageError
from minzheng_domain.errors import MinzhengError, UnknownNameError
from minzheng_domain.model.period import as_day
from minzheng_domain.plugin.exporters import Exporter, ExportOptions
from minzheng_domain.text import Text

_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("yes", "true", "1", "是"), True),
    **dict.fromkeys(("no", "false", "0", "否"), False),
}


def _flag(given: str) -> bool:
    return _FLAGS[given.lower()]


_READERS: Mapping[object, tuple[Callable[[str], Any], Text]] = {
    str: (str, Text("文字", "a text")),
    bool: (_flag, Text("yes 或 no（是、否）", "yes or no")),
    int: (int, Text("整数", "a whole number")),
    Decimal: (Decimal, Text("数，如 0.5", "a number, e.g. 0.5")),
    date: (as_day, Text("日期，如 2019-12-18", "a day, e.g. 2019-12-18")),
}
"""How an option of each type is read, and what is wanted."""


def with_choices(exporter: Exporter, options: ExportOptions, given: Iterable[str]) -> ExportOptions:
    """Return the options of a format with what a user has chosen.

    Args:
        exporter: the format.
        options: those that every format has, of its class.
        given: what was typed, ``NAME=VALUE`` each.

    Raises:
        UsageError: a choice is not written so, or is no value of its option.
        UnknownNameError: the format has no such option.
    """
    readers = _readers(exporter.options)
    chosen: dict[str, Any] = {}
    for choice in given:
        name, equals, value = choice.partition("=")
        if not equals:
            raise UsageError(Text(f"--set 应写成 名称=值，得到 {choice}", f"--set is NAME=VALUE, got {choice}"))
        if name not in readers:
            what = Text(f"格式 {exporter.format} 的选项", f"option of {exporter.format}")
            raise UnknownNameError(what, name, readers)
        read, wanted = readers[name]
        try:
            chosen[name] = read(value)
        except (KeyError, ValueError, InvalidOperation, MinzhengError) as error:
            raise _refused(name, value, wanted) from error
    try:
        return attrs.evolve(options, **chosen)
    except (TypeError, ValueError) as error:
        said = Text(str(error), str(error))
        raise _refused(", ".join(chosen), ", ".join(map(str, chosen.values())), said) from error


def _readers(options: type[ExportOptions]) -> dict[str, tuple[Callable[[str], Any], Text]]:
    """Return how each option is read that a format adds to those of all; one of another type cannot be typed."""
    types = typing.get_type_hints(options)
    common = {field.name for field in attrs.fields(ExportOptions)}
    own = (field.name for field in attrs.fields(options) if field.init and field.name not in common)
    found = {name: _reader(types[name]) for name in own}
    return {name: reader for name, reader in found.items() if reader is not None}


def _reader(declared: Any) -> tuple[Callable[[str], Any], Text] | None:
    members = [member for member in typing.get_args(declared) if member is not NoneType]
    if typing.get_origin(declared) is typing.Literal:
        allowed = {str(member): member for member in members}
        return allowed.__getitem__, Text("、".join(allowed), ", ".join(allowed))
    return _READERS.get(members[0] if len(members) == 1 else declared)


def _refused(name: str, value: str, wanted: Text) -> UsageError:
    return UsageError(Text(f"选项 {name} 应为{wanted.zh}，得到 {value}", f"the option {name} is {wanted.en}, got {value}"))
