"""Characters: identifiers as they are typed and pasted, brought to the characters that a register holds."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_UNSEEN = "\u200b\ufeff"
_FULL_WIDTH = {code + 0xFEE0: code for code in map(ord, "0123456789" + ascii_uppercase + ascii_lowercase)}
_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)


def plain_characters(number: str) -> str:
    """Drop blanks and hyphens, and make digits and Latin letters half-width and capital.

    Every other character stays as it is, to be refused where it stands: ``str.upper`` and Unicode normalization would
    turn ligatures and foreign letters into good ones.

    >>> plain_characters(" ５１31-0114　mj5300036e ")
    '51310114MJ5300036E'
    """
    if number.isascii() and number.isalnum():  # nearly every one: nothing to drop
        return number.upper()
    kept = "".join(character for character in number if not character.isspace() and character not in _HYPHENS + _UNSEEN)
    return kept.translate(_FULL_WIDTH).translate(_CAPITALS)
