"""Family LED: how ids, names and texts are written: blanks, control characters, empty texts, long ids."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from minzheng_domain.model.columns import Column, ColumnKind, RecordKind, Sensitivity
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.sweeping import sweep
from minzheng_domain.rules.wording import counted
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")

LONGEST_ID = 64

_WORDS = (ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.TEXT)
_LINE_BREAKS = "\n\r\t"
"""The control characters that a text of several lines may hold."""


@whole(
    id="LED007",
    title=Text("文字首尾有空白或含不可见字符", "blanks at the ends, or characters that cannot be seen"),
    why=Text(
        "看上去相同的文字因此不相同，查找、去重和引用会落空。",
        "What looks the same is not the same, and is neither found nor recognized as a double.",
    ),
    remedy=Text("请删去首尾空白和不可见字符。", "Remove the blanks and the unseen characters."),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def unseen_characters(look: Look) -> Iterator[Verdict]:
    """Look at ids, names and texts; what is blank as a whole is found by LED010."""
    yield from sweep(look.ledger, _words, _unseen, clean=_nothing_unseen)


@whole(
    id="LED010",
    title=Text("用空文字代替空值", "an empty text instead of an empty field"),
    why=Text(
        "空文字算作已填，“是否填写”的统计和检查会当它有内容。",
        "An empty text counts as one that is there, in figures and in checks.",
    ),
    remedy=Text("没有内容的，清空该字段；必填的，填写内容。", "Leave the field empty; fill it in if it is required."),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def empty_text(look: Look) -> Iterator[Verdict]:
    """Look for texts that hold nothing but blanks."""
    yield from sweep(look.ledger, _words, _blank, clean=_nothing_blank)


@whole(
    id="LED013",
    title=Text("编号含空白或过长", "an id with blanks, or too long"),
    why=Text(
        "编号用于引用，中间有空白或过长容易抄错。",
        "Records are referred to by their ids; with blanks in them, or too long, they are easily miscopied.",
    ),
    remedy=Text(
        "请改用较短、不含空白的编号，并同步改正引用。", "Use a short id without blanks, and correct what refers to it."
    ),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def unwieldy_id(look: Look) -> Iterator[Verdict]:
    """Look at the ids of records; blanks at the ends are found by LED007."""
    yield from sweep(look.ledger, lambda kind: kind.columns[:1], _unwieldy, clean=_all_handy)


def _words(kind: RecordKind) -> Iterator[Column]:
    return (column for column in kind.columns if column.kind in _WORDS)


def _nothing_unseen(values: Iterable[Any]) -> bool:
    joined = f"|{'|'.join(filter(None, values))}|"
    return joined.isprintable() and "| " not in joined and " |" not in joined


def _unseen(column: Column, value: str) -> Fault | None:
    core = value.strip()
    allowed = _LINE_BREAKS if column.kind is ColumnKind.TEXT else ""
    hidden = [sign for sign in core if unicodedata.category(sign) in ("Cc", "Cf") and sign not in allowed]
    ends = [sign for sign in (value[:1], value[-1:]) if sign.isspace()]
    if not core or not (hidden or ends):
        return None
    shown = "…" if column.declaration.sensitivity is Sensitivity.PERSONAL else _shown(value)
    signs = tuple(dict.fromkeys(f"U+{ord(sign):04X}" for sign in (*ends, *hidden)))
    return Fault(
        column.name,
        found=Text(f"{shown}（{'、'.join(signs)}）", f"{shown} ({', '.join(signs)})"),
        expected=Text("首尾无空白、无不可见字符的文字", "no blanks at the ends, and nothing unseen"),
    )


def _shown(value: str) -> str:
    """Return a text with what cannot be seen in it made visible, and the middle of a long one left out."""
    visible = repr(value)[1:-1]
    return visible if len(visible) <= LONGEST_ID else f"{visible[:20]}…{visible[-20:]}"


def _nothing_blank(values: Iterable[Any]) -> bool:
    return all(map(str.strip, (value for value in values if value is not None)))


def _blank(column: Column, value: str) -> Fault | None:
    if value.strip():
        return None
    if column.declaration.required:
        return Fault(column.name, found=f"“{value}”", expected=Text("内容", "some content"))
    return Fault(column.name, found=f"“{value}”", expected=Text("空值，或内容", "an empty field, or some content"))


def _all_handy(values: Iterable[Any]) -> bool:
    ids = list(values)
    return max(map(len, ids)) <= LONGEST_ID and len("|".join(ids).split()) <= 1


def _unwieldy(column: Column, value: str) -> Fault | None:
    inside = value.strip()
    if len(inside) > LONGEST_ID:
        return Fault(
            column.name,
            found=counted(len(inside), Unit.CHARACTERS, word="个字符"),
            expected=Text(f"至多{LONGEST_ID}个字符", f"at most {LONGEST_ID} characters"),
            difference=str(len(inside) - LONGEST_ID),
        )
    if any(sign.isspace() for sign in inside):
        return Fault(column.name, found=_shown(inside), expected=Text("不含空白的编号", "an id without blanks"))
    return None
