"""Shown: how words from records stand in a page: as text, whatever characters are in them."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17))
    + "]"
)
"""What must not stand in HTML: control characters, halves of characters, and code points that are no characters."""

_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_DIRECTION_MARKS = re.compile(f"[{_MARKS}]")
_RIGHT_TO_LEFT = re.compile(
    f"[{_MARKS}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CHARACTERS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_HAN = re.compile(f"[{_CHARACTERS}]")
_CHINESE = re.compile(f"[{_CHARACTERS}][{_CHARACTERS}\u3000-\u303f\uff00-\uffef]*")
_CHINESE_TAG = "zh-CN"
_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def printable(words: str) -> str:
    """Return words without what HTML forbids; in its place stands its picture (␀), or � where it has none."""
    return FORBIDDEN.sub(lambda found: _picture(ord(found[0])), words.replace("\r\n", "\n").replace("\r", "\n"))


def _picture(code: int) -> str:
    if code < 0x20:  # noqa: PLR2004 - the first character that is no control character
        return chr(_CONTROL_PICTURES + code)
    return chr(_CONTROL_PICTURES + 0x21) if code == _DELETE else "\ufffd"


def line(words: str) -> str:
    """Return words for a place that knows no markup, as a title: on one line, without marks of direction."""
    return " ".join(_DIRECTION_MARKS.sub("", printable(words)).split())


def prose(words: str, tag: str = _CHINESE_TAG) -> Markup:
    """Return words as markup; what runs from right to left is isolated, so that the words around it stay in place.

    Args:
        words: the words.
        tag: the language of the page; in an English one, what is Chinese is said to be, for those who hear the page.
    """
    shown = escape(printable(words))
    if tag != _CHINESE_TAG:
        said = _CHINESE.sub(rf'<span lang="{_CHINESE_TAG}">\g<0></span>', str(shown))
        shown = Markup(said)  # noqa: S704 - escaped above; what is put around it are characters that escape nothing
    return Markup("<bdi>{}</bdi>").format(shown) if _RIGHT_TO_LEFT.search(shown) else shown


def name(words: str, tag: str) -> Markup:
    """Return a name out of a record as markup: isolated, and in an English page said to be Chinese where it is."""
    shown = printable(words)
    if tag != _CHINESE_TAG and _HAN.search(shown):
        return Markup('<bdi lang="zh-CN">{}</bdi>').format(shown)
    return Markup("<bdi>{}</bdi>").format(shown)
