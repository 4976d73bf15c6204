"""Kinds: which kind of record a table holds, from its header, its title and the name of its sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import attrs

from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain_excel.recognition.heads import Head
from minzheng_domain_excel.recognition.words import all_words, is_serial, meanings, names_a_record
from minzheng_domain_excel.repairs import normal

_FEWEST = 2
"""How many columns must be recognised."""

_ENOUGH = 4
"""So many recognised columns are enough, however many are not."""

_SHARE = 0.3
"""The share of a header's columns that must be recognised where they are few."""

_LEAD = 0.5
"""By how much the best kind must lead before the next one."""

_COMMON = 3
"""A word that means something in more kinds than this says little about the kind."""

_CLOSE = 1.0
_MOST_CLOSE = 5
"""How many kinds a question names at most, none of them much worse than the best."""

_TITLE_WEIGHT = 1.0


@attrs.frozen(kw_only=True)
class Fit:
    """How a header fits a kind of record.

    Attributes:
        kind: the kind.
        columns: the column that each one of the sheet is, by its index from 0.
        twice: other columns of the sheet with a word for a column that is already there.
        score: how well it fits.
        lead: by how much it fits better than the next best kind.
    """

    kind: RecordKind
    columns: Mapping[int, Column]
    twice: Mapping[int, Column]
    score: float
    lead: float = math.inf

    @property
    def is_enough(self) -> bool:
        """Whether enough columns are recognised for the kind to be meant, one that names the record among them."""
        return len(self.columns) >= _FEWEST and any(names_a_record(c, self.kind) for c in self.columns.values())


def fit(kind: RecordKind, heads: Mapping[int, Head], hints: str = "") -> Fit:
    """Tell how a header fits a kind of record.

    Args:
        kind: the kind.
        heads: what the header says of each column.
        hints: the name of the sheet and what stands above the header.
    """
    known = meanings(kind.name)
    found: list[tuple[int, int, int, Column]] = []
    for index, head in heads.items():
        for place, word in enumerate(head.words):
            if word in known:
                found.append((known[word].rank, place, index, known[word].column))
                break
    columns: dict[int, Column] = {}
    twice: dict[int, Column] = {}
    taken: set[Column] = set()
    for _, _, index, column in sorted(found, key=lambda each: each[:3]):
        (twice if column in taken else columns)[index] = column
        taken.add(column)
    return Fit(kind=kind, columns=MappingProxyType(columns), twice=twice, score=_score(kind, columns, heads, hints))


def _score(kind: RecordKind, columns: Mapping[int, Column], heads: Mapping[int, Head], hints: str) -> float:
    words = all_words()
    weight = sum(
        1.0 if min((words[word] for word in heads[index].words if word in words), default=1) <= _COMMON else 0.5
        for index in columns
    )
    required = [column for column in kind.columns[1:] if column.declaration.required]
    covered = sum(column in columns.values() for column in required) / len(required) if required else 0.0
    title = _TITLE_WEIGHT if columns and kind.name == _titled(hints) else 0.0
    return weight + covered + title


def _titled(hints: str) -> str | None:
    """Return the kind whose title the hints contain: the longest, and never 社会组织 where another is there."""
    found = {kind.title.zh: name for name, kind in record_kinds().items() if kind.title.zh in hints}
    return found[max(found, key=len)] if found else None


def fits(heads: Mapping[int, Head], hints: str = "") -> list[Fit]:
    """Return how a header fits each kind that comes into question, the best first."""
    named = [index for index, head in heads.items() if not is_serial(head.text)]
    found = (fit(kind, heads, hints) for kind in record_kinds().values())
    enough = [f for f in found if f.is_enough and (len(f.columns) >= _ENOUGH or len(f.columns) >= _SHARE * len(named))]
    return sorted(enough, key=lambda f: -f.score)


def decided(found: Sequence[Fit]) -> Fit | None:
    """Return the kind that a header fits clearly better than any other; ``None`` if that is in doubt."""
    if not found or (len(found) > 1 and found[0].score - found[1].score < _LEAD):
        return None
    return found[0] if len(found) == 1 else attrs.evolve(found[0], lead=found[0].score - found[1].score)


def close(found: Sequence[Fit]) -> list[Fit]:
    """Return the kinds between which a header is in doubt, the best first."""
    return [fit_ for fit_ in found if found[0].score - fit_.score < _CLOSE][:_MOST_CLOSE]


def hints_of(texts: Iterable[str]) -> str:
    """Put together what may name a kind of record."""
    return "\n".join(map(normal, texts))
