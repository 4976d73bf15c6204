"""Labels and flags: cells whose content is one of a few known words."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Final

from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Percent, Value
from minzheng_domain_excel.labels import LabelTexts
from minzheng_domain_excel.repairs.results import (
    BLANKS,
    Manner,
    Repair,
    Repaired,
    Result,
    Unreadable,
    failed,
    normal,
    shown,
)

TRANSLATED = Text("按映射文件换成代码", "replaced by its code, as the mapping file says")
SAME_WORD = Text(
    "去掉空格、统一全角半角和大小写后，是代码表中的选项", "on the code list, but for blanks, width or capitals"
)
NUMBER_AS_LABEL = Text("单元格不是文本，按所显示的内容读入", "the cell is no text; read as it shows")
NO_LABEL = Text("此处应为代码表中的选项，以文本填写", "one of the code list's labels is wanted here, as text")
NO_FLAG = Text("此处应填“是”或“否”", "yes or no is wanted here")
MEANT_FLAG = Text("按“是”或“否”读入", "read as yes or no")

_MOST_KEPT: Final = 10_000
_YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "1"})
_NO = frozenset({"否", "无", "×", "✗", "✘", "n", "no", "false", "0"})
_SILENT = {"是": True, "否": False, "yes": True, "no": False}


def label_repair(manner: Manner) -> Repair:
    """Return what reads a column of labels; what it has once found out about a text, it remembers."""
    known: dict[str, Result] = {}
    words = _Words(manner)

    def read(value: Value) -> Result:
        if type(value) is str:
            if value in known:
                return known[value]
            found = words.read(value)
            if len(known) < _MOST_KEPT:
                known[value] = found
            return found
        return None if value is None else words.read_other(value)

    return read


class _Words:
    """The words under which the codes of one list are known."""

    __slots__ = ("_is_exact", "_texts", "_translations")

    def __init__(self, manner: Manner) -> None:
        self._is_exact = manner.exact
        self._texts = LabelTexts(manner.codes, "zh")
        self._translations = {_compared(word): code for word, code in manner.translations.items()}

    def read(self, typed: str) -> Result:
        """Read a text: a code or a label; what is on no list stays as it is, and a rule says so."""
        if not typed.strip(BLANKS) and not (self._is_exact and typed):
            return None
        word = _compared(typed)
        if word in self._translations:
            return Repaired(self._translations[word], TRANSLATED)
        if (code := self._texts.read(typed)) is not None:
            return code
        alike = self._texts.repaired(typed)
        return typed if alike is None or alike == typed else Repaired(alike, SAME_WORD)

    def read_other(self, value: Value) -> Result:
        """Read a cell that is no text: a number, or a day, may be meant as a word."""
        if (reason := failed(value)) is not None:
            return reason
        match value:
            case bool() | time() | timedelta():
                return Unreadable(NO_LABEL)
            case int() | float() | Decimal() | Percent() | date():
                found = self.read(shown(value))
                return Repaired(found, NUMBER_AS_LABEL) if isinstance(found, str) else found
            case _:
                return Unreadable(NO_LABEL)


def _compared(word: str) -> str:
    return normal(word).casefold()


def flag_repair(manner: Manner) -> Repair:
    """Return what reads a column of yes or no; it is the same in every manner."""
    del manner

    def read(value: Value) -> Result:
        if type(value) is bool or value is None:
            return value
        if type(value) is str:
            found = _SILENT.get(value)
            return _meant(value) if found is None else found
        return _read_other(value)

    return read


def _meant(typed: str) -> Result:
    word = normal(typed).casefold()
    if not word:
        return None
    if word in _YES or word in _NO:
        return Repaired(word in _YES, MEANT_FLAG)
    return Unreadable(NO_FLAG)


def _read_other(value: Value) -> Result:
    if (reason := failed(value)) is not None:
        return reason
    if isinstance(value, int | float | Decimal) and value in (0, 1):
        return Repaired(bool(value), MEANT_FLAG)
    return Unreadable(NO_FLAG)
