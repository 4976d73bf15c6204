"""Searching: whether a header begins at a row, of how many rows it is, and what it is the header of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from minzheng_domain_excel.grids import Area, Sheet, Value
from minzheng_domain_excel.mapping import TableMapping, is_letter
from minzheng_domain_excel.recognition.heads import Head, Line, heads_of, text_of
from minzheng_domain_excel.recognition.kinds import Fit, decided, fit, fits
from minzheng_domain_excel.recognition.walking import filled
from minzheng_domain_excel.recognition.words import compared, means_something, plain_headers

MOST_HEADER_ROWS = 3
"""Of how many rows a header may be."""

_FEWEST = 2
_TEXTS = 0.6
"""The share of a header's cells that must be texts: years and numbers may stand among them."""

_FORM_SHARE = 0.7
"""Where fewer of a row's cells are words for columns, and the next row is a header too, it is a form, not a table."""


@attrs.frozen(kw_only=True)
class Found:
    """A header.

    Attributes:
        lines: its rows.
        heads: what they say of each column.
        fits: the kinds that come into question, the best first.
    """

    lines: Sequence[Line]
    heads: Mapping[int, Head]
    fits: Sequence[Fit]

    @property
    def decided(self) -> Fit | None:
        """The kind that it fits clearly better than any other."""
        return decided(self.fits)


def could_be_header(values: Sequence[Value]) -> bool:
    """Tell quickly whether a row among records could be a header; a cell or two may always be a word by chance."""
    words = plain_headers()
    return not words.isdisjoint(values) and sum(value in words for value in values) >= _FEWEST


def find_header(lines: Sequence[Line], sheet: Sheet, hints: str, mapping: TableMapping | None = None) -> Found | None:
    """Find the header that begins with the first of some rows.

    Args:
        lines: the row in question and those after it.
        sheet: their sheet.
        hints: what may name the kind of record: the sheet's name, the rows above.
        mapping: what the mapping file says of the first table that is found.
    """
    found = _guessed(lines, sheet, hints)
    if mapping is None:
        return found
    if found is None:
        alone = _mapped(lines[:1], sheet, mapping, hints)
        return alone if alone.fits and _has_all(alone, mapping) else None
    return _mapped(found.lines, sheet, mapping, hints)


def _guessed(lines: Sequence[Line], sheet: Sheet, hints: str) -> Found | None:
    if not _has_words(lines[0][1]) and not _stands_above(lines):
        return None
    found = _best(lines, sheet.merged, hints)
    if found is None or _starts_below(found, sheet.merged, hints) or _is_form(found, lines):
        return None
    return found


def _has_all(found: Found, mapping: TableMapping) -> bool:
    """Tell whether every column that the mapping names by its header is there, and there is any."""
    named = [name for name in mapping.columns if not is_letter(name)]
    return bool(named) and _named(found, mapping) >= len(named)


def _best(lines: Sequence[Line], merged: Sequence[Area], hints: str) -> Found | None:
    """Return the header of as few rows as recognise most columns."""
    best: Found | None = None
    for block in _blocks(lines, merged):
        heads = heads_of(block, merged)
        found = Found(lines=block, heads=heads, fits=fits(heads, hints))
        if found.fits and (best is None or _recognised(found) > _recognised(best)):
            best = found
    return best


def _blocks(lines: Sequence[Line], merged: Sequence[Area]) -> list[Sequence[Line]]:
    """Return the rows that may be one header: one, two, three, below each other, all of texts."""
    blocks: list[Sequence[Line]] = []
    for size in range(1, min(MOST_HEADER_ROWS, len(lines)) + 1):
        line = lines[size - 1]
        if (size > 1 and line[0] != lines[size - 2][0] + 1) or not _is_of_texts(line[1], size):
            break
        if size > 1 and _begins_another(lines[0], line, merged):
            break
        blocks.append(lines[:size])
    return blocks


def _begins_another(first: Line, line: Line, merged: Sequence[Area]) -> bool:
    """Tell whether a row is a header by itself, below one that is so too, and no merged cell ties them together."""
    return not _is_tied(first, merged) and all(fits(heads_of([each], merged)) for each in (first, line))


def _is_of_texts(values: Sequence[Value], size: int) -> bool:
    cells = [values[index] for index in filled(values)]
    texts = sum(isinstance(cell, str) for cell in cells)
    return texts == len(cells) if size > 1 else texts >= _TEXTS * len(cells)


def _recognised(found: Found) -> int:
    return len(found.fits[0].columns)


def _has_words(values: Sequence[Value]) -> bool:
    return any(means_something(text) for value in values if (text := text_of(value)))


def _stands_above(lines: Sequence[Line]) -> bool:
    """Tell whether a row without words of ours may be the upper row of a header: 成立 over 日期."""
    below = lines[1:MOST_HEADER_ROWS]
    return len(filled(lines[0][1])) >= _FEWEST and any(_has_words(values) for _, values in below)


def _starts_below(found: Found, merged: Sequence[Area], hints: str) -> bool:
    """Tell whether the first row adds nothing: it is a title, and the header begins below."""
    if len(found.lines) == 1 or _is_tied(found.lines[0], merged):
        return False
    rest = fits(heads_of(found.lines[1:], merged), hints)
    return bool(rest) and len(rest[0].columns) >= _recognised(found)


def _is_tied(line: Line, merged: Sequence[Area]) -> bool:
    """Tell whether cells of a row are merged with those below, or over some of the columns: no title is so."""
    row, values = line
    texts = [text for value in values if (text := text_of(value))]
    if len(texts) < _FEWEST or any(":" in text or "：" in text for text in texts):
        return False
    return any(
        area.first_row == row and (area.last_row > row or area.last_column > area.first_column) for area in merged
    )


def _is_form(found: Found, lines: Sequence[Line]) -> bool:
    """Tell whether words for columns and their values stand beside each other, row by row: 名称 某会 类型 社会团体."""
    after = lines[len(found.lines) :][:1]
    if not after or len(found.lines) > 1 or _recognised(found) >= _FORM_SHARE * len(found.heads):
        return False
    below = {index: text for index, value in enumerate(after[0][1]) if (text := text_of(value))}
    words = [index for index in found.fits[0].columns if means_something(below.get(index, ""))]
    is_repeated = all(index in found.heads and text == found.heads[index].text for index, text in below.items())
    return len(words) >= _FEWEST and not is_repeated


def find_mapped_header(lines: Sequence[Line], sheet: Sheet, mapping: TableMapping, hints: str) -> Found:
    """Return the header that ends with the last of some rows, since the mapping file says so.

    It begins where it would be found to begin without the mapping file, unless the file names columns that are there
    only if it begins elsewhere. The kind is the one that the mapping names, or the one that fits best.
    """
    if mapping.header_rows is not None:
        return _mapped(lines, sheet, mapping, hints)
    starts = [len(lines) - 1]
    while starts[-1] > 0 and lines[starts[-1] - 1][0] == lines[starts[-1]][0] - 1:
        starts.append(starts[-1] - 1)
    guessed = (_guessed(lines[start:], sheet, hints) for start in reversed(starts))
    whole = {len(lines) - len(found.lines) for found in guessed if found and found.lines[-1] is lines[-1]}
    choices = {start: _mapped(lines[start:], sheet, mapping, hints) for start in starts}
    return choices[
        max(starts, key=lambda start: (_named(choices[start], mapping), start in whole, _weight(choices[start])))
    ]


def _mapped(lines: Sequence[Line], sheet: Sheet, mapping: TableMapping, hints: str) -> Found:
    heads = heads_of(lines, sheet.merged)
    kind = mapping.kind
    return Found(lines=lines, heads=heads, fits=fits(heads, hints) if kind is None else [fit(kind, heads, hints)])


def _named(found: Found, mapping: TableMapping) -> int:
    """Tell how many of the columns that the mapping names are there."""
    names = {name for head in found.heads.values() for name in (compared(head.text), compared("".join(head.levels)))}
    return sum(compared(name) in names for name in mapping.columns)


def _weight(found: Found) -> int:
    return len(found.fits[0].columns) if found.fits else 0
