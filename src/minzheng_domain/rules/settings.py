"""Settings files (TOML) of a check: read strictly, with every fault and its place."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.text import Text

V = TypeVar("V")

WORDS = Text("非空文字", "words")
DAY = Text("日期，如 2020-12-31", "a day, like 2020-12-31")


class Settings:
    """A TOML file that is being read: values are taken out one by one, faults are gathered, the rest is unknown."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            ReadError: the file is missing, not UTF-8, or no TOML.
        """
        self.file = str(path)
        self.problems: list[Problem] = []
        try:
            self.values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            said = getattr(error, "strerror", None) or str(error)
            wanted = Text("UTF-8 编码的 TOML 文件", "a TOML file in UTF-8")
            raise ReadError(self.file, [Problem("$", said, wanted)]) from error

    def refuse(self, path: str, found: object, wanted: Text) -> None:
        """Note a fault."""
        self.problems.append(Problem(path, str(found), wanted))

    def take(self, table: dict[str, Any], key: str, path: str, kind: type[V], wanted: Text) -> V | None:
        """Take a required value of a type out of a table; note a fault and give ``None`` where there is none."""
        if key not in table:
            self.refuse(f"{path}.{key}", "（缺） (missing)", wanted)
            return None
        value = table.pop(key)
        if type(value) is not kind or value == "":
            self.refuse(f"{path}.{key}", value, wanted)
            return None
        return value

    def one_of(self, found: object, known: Iterable[str], path: str, what: Text) -> bool:
        """Tell whether a word is known; note a fault, with the nearest one, where it is not."""
        names = sorted(known)
        if found in names:
            return True
        close = difflib.get_close_matches(str(found), names, n=1)
        hint = Text(f"（是不是 {close[0]}？）", f" (did you mean {close[0]}?)") if close else Text("", "")
        self.refuse(path, found, Text(f"{what.zh}{hint.zh}", f"{what.en}{hint.en}"))
        return False

    def nothing_left(self, table: Mapping[str, Any], path: str, known: Iterable[str]) -> None:
        """Note a fault for every key that nobody took."""
        for key in table:
            self.one_of(key, known, f"{path}.{key}", Text("已有的字段", "a known key"))

    def raise_if_any(self) -> None:
        """Refuse the file if there was any fault.

        Raises:
            ReadError: there was; it tells all of them.
        """
        if self.problems:
            raise ReadError(self.file, self.problems)


def is_day(value: object) -> bool:
    """Tell whether a value is a day without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)
