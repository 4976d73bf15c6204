"""Parsing: JSON text → values, with nothing lost: repeated keys, odd numbers and NaN are kept to be refused."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from minzheng_domain.errors import ReadError
from minzheng_domain.formats.json.problems import at_line, at_position, refuse, shortened
from minzheng_domain.text import Text

_JSON = Text("合法的 JSON", "valid JSON")
_LONGEST_INTEGER = 40
_FAULTS = {
    "Expecting value": Text("此处应有一个值", "a value here"),
    "Expecting property name enclosed in double quotes": Text("双引号括起的字段名", "a key in double quotes"),
    "Expecting ':' delimiter": Text("字段名后的冒号", "a colon after the key"),
    "Expecting ',' delimiter": Text("逗号或结束括号", "a comma or a closing bracket"),
    "Extra data": Text("到此为止，后面不应再有内容", "nothing more after the end of the value"),
    "Unterminated string starting at": Text("字符串的结束引号", "the closing quote of the string"),
    "Invalid control character at": Text("字符串中的控制字符写成转义", "control characters escaped in a string"),
    "Invalid \\escape": Text("合法的转义", "a valid escape"),
    "Invalid \\uXXXX escape": Text("\\u 后四位十六进制数字", "four hexadecimal digits after \\u"),
    "Illegal trailing comma before end of object": Text("最后一个字段之后没有逗号", "no comma after the last member"),
    "Illegal trailing comma before end of array": Text("最后一个元素之后没有逗号", "no comma after the last element"),
}
_END = "文件在此中断 (the file ends here)"


class Repeated(dict[str, Any]):
    """An object in which keys come more than once; which of their values was meant cannot be known."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.keys_repeated = tuple(key for key in times if times[key] > 1)


@attrs.frozen
class Unreadable:
    """A number that is none (NaN), or that is too large to be taken for one; its text as it stands in the file."""

    text: str

    def __str__(self) -> str:
        return self.text


def parse(text: str, file: str, *, line: int | None = None) -> Any:
    """Parse JSON text, numbers with a point or an exponent as exact decimals.

    Args:
        text: the whole of a file, or one line of it.
        file: the file, for the message.
        line: the number of the line, if it is one.

    Raises:
        ReadError: the text is no JSON, or nested too deeply.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_decimal, parse_constant=Unreadable
        )
    except json.JSONDecodeError as error:
        raise _no_json(error, file, line) from error
    except RecursionError as error:
        path = "$" if line is None else at_line(line)
        raise refuse(file, path, "嵌套过深 (nested too deeply)", _JSON) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else Repeated(pairs)


def _integer(text: str) -> int | Unreadable | Decimal:
    return int(text) if len(text) <= _LONGEST_INTEGER else _decimal(text)


def _decimal(text: str) -> Decimal | Unreadable:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what any number has
        return Unreadable(text)


def _no_json(error: json.JSONDecodeError, file: str, line: int | None) -> ReadError:
    rest = error.doc[error.pos :]
    cut_off = not rest.strip() or error.msg.startswith("Unterminated string")
    found = _END if cut_off else shortened(rest.splitlines()[0].strip() or rest.strip())
    number = error.lineno if line is None else line
    wanted = next((wanted for fault, wanted in _FAULTS.items() if error.msg.startswith(fault)), _JSON)
    return refuse(file, at_position(number, error.colno), found, wanted)
