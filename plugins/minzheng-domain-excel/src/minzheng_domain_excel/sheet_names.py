"""Sheet names: how a sheet and the names that lead to it may be called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from minzheng_domain.model.columns import RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.text import Language, Text

LONGEST_NAME = 31
"""How many UTF-16 units the name of a sheet may have."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_WORD = re.compile(r"\W+")
_IDS = Text("编号", "ids")


_SHARED = 3
"""Of how many columns a kind has to be the target for its sheet to stand among the first."""


def in_sheet_order(kinds: Iterable[RecordKind]) -> tuple[RecordKind, ...]:
    """Return kinds of record in the order of their sheets: what many refer to, then the others as in the model."""
    wanted = {kind.name for kind in kinds}
    ordered = [kind for kind in record_kinds().values() if kind.name in wanted]
    reached = Counter(c.declaration.refers_to for kind in record_kinds().values() for c in kind.references)
    return tuple(sorted(ordered, key=lambda kind: reached[kind.name] < _SHARED))


def sheet_name(title: str, taken: Collection[str]) -> str:
    """Return a name for a sheet: without what Excel forbids, at most 31 characters, and like none of those taken.

    A second sheet of one title is called ``title(2)``. Excel does not tell upper from lower case.
    """
    plain = _FORBIDDEN.sub("_", title).strip(" '") or "_"
    if plain.casefold() == "history":  # Excel keeps this name for itself
        plain += "_"
    names = {name.casefold() for name in taken}
    number, name = 1, _cut(plain, LONGEST_NAME)
    while name.casefold() in names:
        number += 1
        ending = f"({number})"
        name = _cut(plain, LONGEST_NAME - len(ending)) + ending
    return name


def _cut(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text.rstrip(" '")


def id_name(kind: RecordKind, language: Language) -> str:
    """Return the defined name of the ids of a kind of record in a workbook, e.g. ``编号_社会组织``."""
    title = kind.title.zh if language == "zh" else kind.name
    return f"{_IDS.of(language)}_{_NO_WORD.sub('_', title).strip('_')}"
