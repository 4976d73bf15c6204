"""Labels and flags: cells whose content is one of a few known words."""

from __future__ import annotations

import re
from datetime import time, timedelta
from decimal import Decimal
from typing import Final

from minzheng_domain.codes import CodeList
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Value
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
PART_OF_LABEL = Text("代码表中只有一个选项的名称含有它", "a part of the label of one code, and of no other")
NUMBER_AS_LABEL = Text("单元格不是文本，按所显示的内容读入", "the cell is no text; read as it shows")
NO_LABEL = Text("此处应为代码表中的选项，以文本填写", "one of the code list's labels is wanted here, as text")
NO_FLAG = Text("此处应填“是”或“否”", "yes or no is wanted here")
MEANT_FLAG = Text("按“是”或“否”读入", "read as yes or no")

_BRACKETED = re.compile(r"(.+?)（(.{2,})）")
_QUALIFIER = re.compile(r"[不未非无含如仅限]|其他|包括|以上|以下")
"""What in brackets says more of the word before them, and does not stand for it."""

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

    __slots__ = ("_is_exact", "_parts", "_texts", "_translations")

    def __init__(self, manner: Manner) -> None:
        self._is_exact = manner.exact
        self._texts = LabelTexts(manner.codes, "zh")
        self._parts = _parts(manner.codes)
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
        if (alike := self._texts.repaired(typed)) is not None:
            return typed if alike == typed else Repaired(alike, SAME_WORD)
        # On our own sheets the label comes from a list, and any other text is one that is on none.
        part = None if self._is_exact else self._parts.get(word)
        return typed if part is None else Repaired(part, PART_OF_LABEL)

    def read_other(self, value: Value) -> Result:
        """Read a cell that is no text: a number, or a day, may be meant as a word."""
        if (reason := failed(value)) is not None:
            return reason
        if isinstance(value, bool | time | timedelta):
            return Unreadable(NO_LABEL)
        found = self.read(shown(value))
        return Repaired(found, NUMBER_AS_LABEL) if isinstance(found, str) else found


def _parts(codes: CodeList | None) -> dict[str, str]:
    """Map what stands before, and what stands in, the brackets of a label to its code, where no other has the same.

    民办非企业单位 and 社会服务机构 are both 民办非企业单位（社会服务机构）; in 社区团队（未登记） the second is no name.
    """
    found: dict[str, set[str]] = {}
    for entry in codes.codes if codes else ():
        hit = _BRACKETED.fullmatch(entry.label.zh)
        for part in hit.groups() if hit else ():
            if not _QUALIFIER.match(part):
                found.setdefault(_compared(part), set()).add(entry.code)
    return {part: next(iter(meant)) for part, meant in found.items() if len(meant) == 1}


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
