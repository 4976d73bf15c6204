"""Words: what may stand in a header, as it is compared, and the columns that each word may mean."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import attrs

from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain_excel.repairs import MONEY_SCALES, declared_units, normal

LONGEST_HEADER = 60
"""How many characters a header may have; what is longer is no header."""

_STARS = str.maketrans("", "", "*※★")
_BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_AT_THE_END = re.compile(_BRACKETED.pattern + "$")
_TAIL = re.compile(r"[:：;；,，.。、/]+$")
_REMINDER = re.compile(r"必填|选填|可选|下拉|如有|没有的?不填|required|optional")
_ANOTHER = re.compile(r"英文|曾用|^原|^旧|上年|去年|上期|变更前|其他")
"""What in brackets makes a header mean something else than the word before it."""

_UNIT_AT_THE_END = re.compile(r"[/,:_-]?(百万元|千万元|亿元|万元|千元)$")
_OTHER_UNIT = re.compile(
    r"^(?:美元|美金|港币|港元|欧元|日元|英镑|USD|EUR|HKD|亩|公顷|平方公里|km2|(?!百分)[千百万亿].+|‰)$", re.IGNORECASE
)
_SERIAL_WORDS = frozenset({"序号", "序", "行号", "顺序号", "流水号", "no", "s/n", "#", "serialnumber"})


def compared(text: str) -> str:
    """Return a header as it is compared: half-width, without blanks, marks and capitals.

    >>> compared(" *注册资金（万元）：")
    '注册资金(万元)'
    """
    return _TAIL.sub("", normal(text).translate(_STARS).casefold())


@functools.cache
def _forms(text: str) -> tuple[str, ...]:
    whole = compared(text)
    found = [whole]
    rest = _BRACKETED.sub(lambda hit: "" if _REMINDER.search(hit[1]) or hit[1] in MONEY_SCALES else hit[0], whole)
    found.append(_TAIL.sub("", rest))
    hit = _AT_THE_END.search(rest)
    if hit and not _ANOTHER.search(hit[1]):
        found.append(_TAIL.sub("", rest[: hit.start()]))
    unit = _UNIT_AT_THE_END.search(found[-1])
    if unit:
        found.append(found[-1][: unit.start()])
    return tuple(dict.fromkeys(form for form in found if form))


def forms(text: str) -> tuple[str, ...]:
    """Return the words that a header may stand for: itself, itself without what stands in brackets, and the unit."""
    return _forms(text) if len(text) <= LONGEST_HEADER else ()


def is_serial(text: str) -> bool:
    """Tell whether a header is that of the running numbers of a list (序号)."""
    return bool(_SERIAL_WORDS.intersection(forms(text)))


def money_scale(texts: Sequence[str]) -> int | None:
    """Return the power of ten of the unit of money that headers name, the last first; ``None`` if none does."""
    for text in reversed(texts):
        whole = compared(text)
        for unit in _BRACKETED.findall(whole):
            found = re.sub(r"^(?:单位|金额|人民币)[:：]?", "", unit)
            if found in MONEY_SCALES:
                return MONEY_SCALES[found]
        if whole in MONEY_SCALES:
            return MONEY_SCALES[whole]
        hit = _UNIT_AT_THE_END.search(whole)
        if hit:
            return MONEY_SCALES[hit[1]]
    return None


def contradicting_unit(column: Column, texts: Sequence[str]) -> str | None:
    """Return the unit in brackets in which a column of this kind is not kept: 亩 where 平方米 is declared."""
    if column.kind not in (ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY):
        return None
    for unit in (unit for text in texts for unit in _BRACKETED.findall(compared(text))):
        known = unit in MONEY_SCALES if column.kind is ColumnKind.MONEY else unit in declared_units(column)
        if not known and _OTHER_UNIT.fullmatch(unit):
            return str(unit)
    return None


@attrs.frozen
class Meaning:
    """A column that a word may mean.

    Attributes:
        column: the column.
        rank: how good a word it is for it: 0 is the declared header, then its aliases in their order.
    """

    column: Column
    rank: int


@functools.cache
def meanings(kind: str) -> Mapping[str, Meaning]:
    """Return what each word means among the columns of a kind of record."""
    found: dict[str, Meaning] = {}
    for column in record_kinds()[kind].columns:
        header = column.header
        for rank, text in enumerate((header.zh, *column.declaration.aliases)):
            for word in (text,) if rank else (text, header.en):
                for form in forms(word):
                    known = found.get(form)
                    if known is None or rank < known.rank:
                        found[form] = Meaning(column, rank)
    return MappingProxyType(found)


@functools.cache
def all_words() -> Mapping[str, int]:
    """Return every word with the number of kinds of record in which it means something."""
    found: dict[str, int] = {}
    for kind in record_kinds():
        for word in meanings(kind):
            found[word] = found.get(word, 0) + 1
    return MappingProxyType(found)


@functools.cache
def plain_headers() -> frozenset[object]:
    """Return the headers and aliases as they are declared: a quick test whether a row could be a header."""
    columns = (column for kind in record_kinds().values() for column in kind.columns)
    return frozenset(word for column in columns for word in (column.header.zh, *column.declaration.aliases))


def means_something(text: str) -> bool:
    """Tell whether a header is that of any column."""
    words = all_words()
    return any(form in words for form in forms(text))


def names_a_record(column: Column, kind: RecordKind) -> bool:
    """Tell whether a column says which thing its record is about."""
    return column in _naming_columns(kind.name)


@functools.cache
def _naming_columns(name: str) -> frozenset[Column]:
    kind = record_kinds()[name]
    naming = (ColumnKind.NAME, ColumnKind.REFERENCE, ColumnKind.TEXT, ColumnKind.IDENTIFIER)
    required = {c for c in kind.columns if c.declaration.required and c.kind in naming}
    if len(required) > 1:
        return frozenset(required | {c for c in kind.columns if c.name == "uscc"})
    return frozenset(
        c for c in kind.columns if c.kind in (ColumnKind.NAME, ColumnKind.REFERENCE, ColumnKind.IDENTIFIER)
    )
