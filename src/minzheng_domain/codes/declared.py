"""Declared: the data files of this package, read strictly: what is unknown, missing or of another type is refused.

The files are TOML, so that a clerk can read and correct them. They are found by looking through a folder and read
through :mod:`importlib.resources`, from a source tree, an installed wheel or a zip file alike.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from importlib import resources
from typing import Any, Never, TypeVar

from minzheng_domain.errors import DeclarationError
from minzheng_domain.text import Text

_PACKAGE = "minzheng_domain.codes"
_SUFFIX = ".toml"

T = TypeVar("T")


class Table:
    """One table of a data file: its keys are taken one by one, and a key that nobody took is refused.

    Attributes:
        where: the file, and what in it, for messages: ``lists/level.toml › CITY``.
    """

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self.where = where
        self._left = dict(content)

    def name(self, part: str) -> None:
        """Say which part of the file this table is, once that is known."""
        self.where = f"{self.where} › {part}"

    def text(self, key: str) -> str:
        """Take a required string: not empty, no blanks around it."""
        found = self._take(key, str, Text("文字", "a text"))
        if not found or found != found.strip():
            self._refuse(key, Text("非空且首尾无空格的文字", "a text, not empty, no blanks around it"), found)
        return found

    def optional_text(self, key: str) -> str | None:
        """Take a string that may be absent."""
        return self.text(key) if key in self._left else None

    def words(self, key: str) -> Text:
        """Take a required wording, ``{ zh = "…", en = "…" }``."""
        table = Table(self._take(key, dict, Text("中英文 { zh, en }", "both languages, { zh, en }")), self.where)
        table.name(key)
        return table.both_languages()

    def optional_words(self, key: str) -> Text | None:
        """Take a wording that may be absent."""
        return self.words(key) if key in self._left else None

    def both_languages(self) -> Text:
        """Take the keys ``zh`` and ``en`` of this table, which has no other."""
        words = Text(self.text("zh"), self.text("en"))
        self.done()
        return words

    def optional_day(self, key: str) -> date | None:
        """Take a day (``2019-12-18``) that may be absent."""
        if key not in self._left:
            return None
        wanted = Text("日期", "a day")
        found = self._take(key, date, wanted)
        if isinstance(found, datetime):
            self._refuse(key, wanted, found)
        return found

    def optional_year(self, key: str) -> int | None:
        """Take a year (``2019``) that may be absent."""
        return self._take(key, int, Text("年份", "a year")) if key in self._left else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a required list of strings, which may be empty."""
        wanted = Text("文字的列表", "a list of texts")
        found = self._take(key, list, wanted)
        if not all(isinstance(part, str) and part for part in found):
            self._refuse(key, wanted, found)
        return tuple(found)

    def tables(self, key: str) -> Iterator[Table]:
        """Take a required list of tables, at least one."""
        wanted = Text("至少一个条目", "at least one entry")
        found = self._take(key, list, wanted)
        if not found or not all(isinstance(part, dict) for part in found):
            self._refuse(key, wanted, found)
        for number, part in enumerate(found, start=1):
            yield Table(part, f"{self.where} › {key}[{number}]")

    def choice(self, key: str, choices: Callable[[str], T], known: tuple[str, ...]) -> T:
        """Take a required string that is one of the ``known``, and make a value of it."""
        found = self.text(key)
        if found not in known:
            self._refuse(key, Text("其一：" + "、".join(known), "one of " + ", ".join(known)), found)
        return choices(found)

    def done(self) -> None:
        """Refuse whatever was not taken.

        Raises:
            DeclarationError: the table has a key that nobody knows.
        """
        if self._left:
            unknown = "、".join(sorted(self._left))
            msg = Text(f"{self.where}：不认识的键 {unknown}", f"{self.where}: unknown key {unknown}")
            raise DeclarationError(msg)

    def _take(self, key: str, kind: type[T], wanted: Text) -> T:
        if key not in self._left:
            msg = Text(f"{self.where}：缺少 {key}（{wanted.zh}）", f"{self.where}: {key} is missing ({wanted.en})")
            raise DeclarationError(msg)
        found = self._left.pop(key)
        if not isinstance(found, kind) or isinstance(found, bool):
            self._refuse(key, wanted, found)
        return found

    def _refuse(self, key: str, wanted: Text, found: object) -> Never:
        msg = Text("{where}：{key} 应为{wanted}，实为 {found!r}", "{where}: {key} must be {wanted}, found {found!r}")
        raise DeclarationError(msg.format(where=self.where, key=key, wanted=wanted, found=found))


def file_names(folder: str) -> tuple[str, ...]:
    """Return the names of the data files in a folder of this package, without suffix, sorted."""
    entries = resources.files(_PACKAGE).joinpath(folder).iterdir()
    return tuple(sorted(entry.name.removesuffix(_SUFFIX) for entry in entries if entry.name.endswith(_SUFFIX)))


def read_file(path: str) -> Table:
    """Read one data file of this package.

    Args:
        path: the file inside the package, without suffix: ``lists/level``.

    Raises:
        DeclarationError: the file is no TOML in UTF-8.
    """
    content = resources.files(_PACKAGE).joinpath(path + _SUFFIX).read_bytes()
    return parse(content, path + _SUFFIX)


def parse(content: bytes, where: str) -> Table:
    """Make a table of the content of a file.

    Raises:
        DeclarationError: the content is no TOML in UTF-8.
    """
    try:
        return Table(tomllib.loads(content.decode("utf-8")), where)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = Text(f"{where} 不是 UTF-8 编码的 TOML 文件：{error}", f"{where} is no TOML file in UTF-8: {error}")
        raise DeclarationError(msg) from error
