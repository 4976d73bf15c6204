"""Heads: the columns of a table as its header rows name them, be the header of one row, of several, or merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from minzheng_domain_excel.grids import Area, Value
from minzheng_domain_excel.recognition.words import compared, forms, means_something, money_scale
from minzheng_domain_excel.repairs import BLANKS, MONEY_SCALES

Line = tuple[int, Sequence[Value]]
"""The number of a row and its values."""

_GENERAL = frozenset({"名称", "姓名", "全称", "名字"})
"""Words that say nothing of themselves: below another word they mean that one."""


@attrs.frozen(kw_only=True)
class Head:
    """What the header says of one column.

    Attributes:
        row: the row of its lowest cell with content.
        text: what stands in that cell.
        levels: what stands there from the top down, a merged cell's content over all that it covers.
        words: the words to look for, the best first.
        scale: the power of ten of the unit of money that is named; ``None`` if there is none.
    """

    row: int
    text: str
    levels: tuple[str, ...]
    words: tuple[str, ...]
    scale: int | None


def heads_of(lines: Sequence[Line], merged: Sequence[Area]) -> dict[int, Head]:
    """Return what some rows, taken together as a header, say of each column, by its index from 0."""
    levels = [_spread(line, merged, is_lowest=line is lines[-1]) for line in lines]
    width = max((max(level, default=-1) for level in levels), default=-1) + 1
    heads = {}
    for index in range(width):
        column = [(line[0], level[index]) for line, level in zip(lines, levels, strict=True) if index in level]
        if column:
            heads[index] = _head(column, _is_shared(column, index, levels))
    return heads


def text_of(value: Value) -> str:
    """Return the text of a cell of a header; empty if it holds none, or something else."""
    return value.strip(BLANKS) if isinstance(value, str) else ""


def _spread(line: Line, merged: Sequence[Area], *, is_lowest: bool) -> dict[int, str]:
    """Return the texts of a row, a merged one over all columns that it covers."""
    number, values = line
    texts = {index: text for index, value in enumerate(values) if (text := text_of(value))}
    areas = [area for area in merged if area.first_row == number and area.last_column > area.first_column]
    for area in areas:
        if shared := texts.get(area.first_column - 1):
            texts |= dict.fromkeys(range(area.first_column - 1, area.last_column), shared)
    if not (areas or is_lowest):
        _fill_to_the_right(texts, len(values))
    return texts


def _fill_to_the_right(texts: dict[int, str], width: int) -> None:
    """Take a text for that of the empty cells to its right, as where a file does not tell which cells are merged."""
    last = ""
    for index in range(width):
        last = texts.get(index, last)
        if last:
            texts.setdefault(index, last)


def _is_shared(column: Sequence[tuple[int, str]], index: int, levels: Sequence[Mapping[int, str]]) -> bool:
    """Tell whether the upper text of a column stands over its neighbour too."""
    top = column[0][1]
    return len(column) > 1 and any(level.get(place) == top for level in levels for place in (index - 1, index + 1))


def _head(column: Sequence[tuple[int, str]], is_shared: bool) -> Head:  # noqa: FBT001 - private
    row, text = column[-1]
    levels = tuple(dict.fromkeys(level for _, level in column))
    return Head(row=row, text=text, levels=levels, words=_words(levels, is_shared), scale=money_scale(levels))


def _words(levels: tuple[str, ...], is_shared: bool) -> tuple[str, ...]:  # noqa: FBT001 - private
    """Return the words that a column may stand for: parent and child together, the child, the parent."""
    *parents, child = levels
    if not parents:
        return forms(child)
    together = [*forms("".join(levels)), *forms(parents[-1] + child)]
    own, above = forms(child), forms(parents[-1])
    says_little = compared(child) in _GENERAL or compared(child) in MONEY_SCALES
    if says_little and means_something(parents[-1]):
        return tuple(dict.fromkeys([*together, *above]))
    # What stands over several columns names none of them: 登记时间 over 年, 月 and 日.
    return tuple(dict.fromkeys([*together, *own, *(() if is_shared and not says_little else above)]))
