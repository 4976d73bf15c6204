"""Mapping keys: the tables of a mapping file taken apart key by key, each fault with its key and what is wanted."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from minzheng_domain.errors import Problem
from minzheng_domain.text import Text

T = TypeVar("T")

TEXT = Text("非空文字", "text that is not empty")
TABLE = Text("TOML 表 {…}", "a TOML table {...}")
TABLES = Text("以 [[{key}]] 开头的表", "tables that begin with [[{key}]]")
ROW = Text("行号（从 1 起的整数）", "the number of a row, from 1")
KNOWN = Text("以下之一：{names}", "one of: {names}")

_MOST_NAMES = 40
_LONGEST = 60


def shown(value: object) -> str:
    """Return a value of a mapping file as a message shows it."""
    said = value if isinstance(value, str) else str(value)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def one_of(names: Iterable[str], given: object = "") -> Text:
    """Say which names are known, and which one may have been meant."""
    known = list(dict.fromkeys(names))
    close = difflib.get_close_matches(str(given), known, n=1)
    left = len(known) - _MOST_NAMES
    more = Text(f"……另有 {left} 个", f" ... and {left} more") if left > 0 else Text("", "")
    hint = Text(f"（是不是 {close[0]}？）", f" (did you mean {close[0]}?)") if close else Text("", "")
    names_shown = Text("、".join(known[:_MOST_NAMES]), ", ".join(known[:_MOST_NAMES]))
    return Text("以下之一：{names}{more}{hint}", "one of: {names}{more}{hint}").format(
        names=names_shown, more=more, hint=hint
    )


class Keys:
    """One table of a mapping file, whose keys are taken one by one."""

    def __init__(self, path: str, content: Mapping[str, Any], problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self._left = dict(content)

    def at(self, key: str) -> str:
        """Return the path of a key."""
        plain = key.replace("_", "").replace("-", "")
        written = key if plain.isascii() and plain.isalnum() else f'"{key}"'
        return f"{self.path}.{written}" if self.path else written

    def problem(self, key: str, found: object, wanted: Text) -> None:
        """Note a fault at a key."""
        self.problems.append(Problem(self.at(key), shown(found), wanted))

    def take(self, key: str, read: Callable[[object], T | None], wanted: Text) -> T | None:
        """Take a key; note a fault if its value cannot be read, and return ``None`` then, or if it is not there."""
        if key not in self._left:
            return None
        value = self._left.pop(key)
        made = read(value)
        if made is None:
            self.problem(key, value, wanted)
        return made

    def require(self, key: str, read: Callable[[object], T | None], wanted: Text) -> T | None:
        """Take a key that must be there."""
        if key not in self._left:
            self.problem(key, "缺失 (missing)", wanted)
        return self.take(key, read, wanted)

    def table(self, key: str) -> Keys:
        """Take a table; an empty one if there is none."""
        found = self.take(key, lambda value: value if isinstance(value, dict) else None, TABLE)
        return Keys(self.at(key), found or {}, self.problems)

    def tables(self, key: str) -> Iterator[Keys]:
        """Take a list of tables."""
        wanted = TABLES.format(key=self.at(key))
        found = self.take(key, lambda value: value if isinstance(value, list) else None, wanted) or []
        for place, content in enumerate(found):
            path = f"{self.at(key)}[{place}]"
            if isinstance(content, dict):
                yield Keys(path, content, self.problems)
            else:
                self.problems.append(Problem(path, shown(content), wanted))

    def rest(self) -> dict[str, Any]:
        """Take all keys that are left."""
        found, self._left = self._left, {}
        return found

    def done(self, known: Iterable[str]) -> None:
        """Note every key that was not taken."""
        for key, value in self.rest().items():
            self.problem(key, value, one_of(known, key))


def text(value: object) -> str | None:
    """Read a text that is not empty."""
    return value if isinstance(value, str) and value.strip() else None


def flag(value: object) -> bool | None:
    """Read ``true`` or ``false``."""
    return value if isinstance(value, bool) else None


def row(value: object) -> int | None:
    """Read the number of a row."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else None
