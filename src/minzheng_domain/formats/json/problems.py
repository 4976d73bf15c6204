"""Problems: where in a JSON file something is wrong, what stands there, and as many of them as a reader can use."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.text import Text

MOST_PROBLEMS = 100
"""How many problems of a file are listed; of the others it is said how many there are."""

MISSING = "缺失 (missing)"

_LONGEST = 60
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)
_PLAIN_KEY = re.compile(r"[A-Za-z_]\w*", re.ASCII)


class Collector:
    """The problems of one file, in its order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.omitted = 0

    def add(self, path: str, found: str, wanted: Text) -> None:
        """Note a problem."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(path, found, wanted))
        else:
            self.omitted += 1

    def raise_if_any(self) -> None:
        """Refuse the file if anything is wrong with it.

        Raises:
            ReadError: there are problems.
        """
        if self.problems:
            raise ReadError(self.file, self.problems, omitted=self.omitted)


def refuse(file: str, path: str, found: str, wanted: Text) -> ReadError:
    """Return the error of a file in which one thing makes all others pointless to look at."""
    return ReadError(file, [Problem(path, found, wanted)])


def child(path: str, key: str) -> str:
    """Return the path of a member of an object: ``$.records``, or ``$["登记"]`` where the key is no plain name."""
    return f"{path}.{key}" if _PLAIN_KEY.fullmatch(key) else f"{path}[{shown(key)}]"


def at_line(number: int, path: str = "") -> str:
    """Return a place in a file that is read by lines, counted from 1."""
    return f"第 {number} 行 (line {number})" + (f": {path}" if path else "")


def at_position(line: int, column: int) -> str:
    """Return a place in a text, both counted from 1."""
    return f"第 {line} 行第 {column} 列 (line {line}, column {column})"


def shown(value: object) -> str:
    """Return a value as it stands in JSON, shortened, and printable whatever it is."""
    if not isinstance(value, str | int | list | dict | None):  # a number that was kept as it was written
        return shortened(str(value))
    text = ""
    for piece in _ENCODER.iterencode(value):  # a value may be half of a large file: no more than is shown is encoded
        text += piece
        if len(text) > _LONGEST:
            break
    return shortened(text)


def shortened(text: str) -> str:
    """Return a text short enough to be read in a message, without what no terminal prints."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return short.encode("utf-8", "backslashreplace").decode()


def known(what: Text, key: str, names: Iterable[str]) -> Text:
    """Say that a known name is wanted, and which one may have been meant."""
    close = difflib.get_close_matches(key, list(names), n=1)
    if not close:
        return Text(f"已知的{what.zh}", f"a known {what.en}")
    return Text(f"已知的{what.zh}（是不是 {close[0]}？）", f"a known {what.en} (did you mean {close[0]}?)")
