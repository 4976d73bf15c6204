"""Characters: what a text may hold in a file of Word, and the punctuation of Chinese official documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from minzheng_domain.plugin import Language

UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that XML does not have, or that is no character: a reader sees that there was one."""

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_BREAKS = re.compile(r"(\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029])+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that are not seen but turn the direction of what stands around them."""

_LAST_OF_A_PLANE = 0xFFFE
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_CHINESE = re.compile(f"[{_HAN}“”‘’《》〈〉〔〕【】（）、，。：；！？…—]")
_CHINESE_SIGN = re.compile(f"[{_HAN}]")
_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_PAIR = re.compile(r"\(([^()]*)\)")
_AFTER_NUMBER = re.compile(r"(?<=[\d%]) (?=\S)")


def printable(words: str) -> str:
    """Return words as they can stand in a file of Word, on one line.

    What breaks a line becomes a space, what cannot be printed :data:`UNPRINTABLE`; signs that only turn the direction
    of writing are left out, so that no name can turn what stands beside it.
    """
    one_line = _BREAKS.sub(" ", words)
    seen = _DIRECTIONS.sub("", _UNPRINTABLE.sub(UNPRINTABLE, one_line))
    return "".join(UNPRINTABLE if ord(sign) & _LAST_OF_A_PLANE == _LAST_OF_A_PLANE else sign for sign in seen)


def with_full_width(words: str) -> str:
    """Return a Chinese text with full-width punctuation: ``, : ; ! ?`` and round brackets beside Chinese characters.

    Length and order of the characters stay; numbers (``1,392``), times (``12:30``) and Latin text keep their signs.

    >>> with_full_width("一是培育(四类),共205家:其中7家。〔2019〕2号 GB/T 9704(2012) 1,392")
    '一是培育（四类），共205家：其中7家。〔2019〕2号 GB/T 9704(2012) 1,392'
    """
    signs = list(_PAIR.sub(_brackets, words))
    for place, sign in enumerate(signs):
        if sign not in _FULL_WIDTH:
            continue
        before = signs[place - 1] if place else ""
        after = signs[place + 1] if place + 1 < len(signs) else ""
        if _CHINESE.match(before) or (sign == "," and _CHINESE.match(after)):
            signs[place] = _FULL_WIDTH[sign]
    return "".join(signs)


def _brackets(pair: re.Match[str]) -> str:
    before = pair.string[pair.start() - 1 : pair.start()]
    within = pair[1]
    if _CHINESE.match(before) or _CHINESE_SIGN.search(within):
        return f"（{within}）"
    return pair[0]


def set_together(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return the pieces of one text as they are printed; a sign is set by what stands beside it, in whatever piece.

    Args:
        words: the pieces, in their order.
        language: of the text.
    """
    clean = [printable(piece) for piece in words]
    if language == "en":
        return tuple(clean)
    whole = iter(with_full_width("".join(clean)))
    return tuple("".join(next(whole) for _ in piece) for piece in clean)


def number_kept_together(words: str, language: Language) -> str:
    """Return a number with its unit as it is printed: in English no line ends between the two.

    Chinese needs no sign for it, that would stand in the way of whoever searches for the number: see
    :func:`never_first`.
    """
    return _AFTER_NUMBER.sub(NO_BREAK_SPACE, words) if language == "en" else words


def never_first(numbers: Iterable[str]) -> str:
    """Return the characters that no line may begin with, so that no number is torn from its unit.

    Args:
        numbers: every number of a Chinese text with its unit: 765.67万元 gives 万 and 元.
    """
    found = {sign for number in numbers for sign in number[1:] if _CHINESE_SIGN.match(sign)}
    return "".join(sorted(found))


def width(words: str) -> float:
    """Return how wide words are, in characters: a Chinese one is 1, a Latin one or a digit half."""
    return sum(_widths(words))


def _widths(words: str) -> Iterator[float]:
    for sign in words:
        if unicodedata.combining(sign):
            yield 0
        else:
            yield 1 if unicodedata.east_asian_width(sign) in "WFA" else 0.5
