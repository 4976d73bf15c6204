"""Fonts: those that the standard asks for, what stands in for them where they are not installed, and the font table.

小标宋 and the fonts of GB2312 are not part of Windows today, and may not be handed on: a file names them, and names
beside them fonts that a reader's machine has (``altName``), which Word and WPS take instead.
"""

from __future__ import annotations

import attrs

from minzheng_domain.plugin import Language
from minzheng_domain_report.word.markup import Element, w


@attrs.frozen
class Font:
    """A font of Chinese characters.

    Attributes:
        name: what it is called in the file.
        instead: the fonts that may stand in for it, the nearest first.
        family: ``"roman"`` with serifs, ``"swiss"`` without, ``"script"`` as written by hand: what programs go by that
            know none of the names.
    """

    name: str
    instead: tuple[str, ...]
    family: str = "roman"


TITLE_FONT = Font("方正小标宋简体", ("华文中宋", "宋体", "SimSun"))
BODY_FONT = Font("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋"))
KAI_FONT = Font("楷体_GB2312", ("楷体", "KaiTi", "华文楷体"), "script")
HEI_FONT = Font("黑体", ("SimHei", "微软雅黑"), "swiss")
SONG_FONT = Font("宋体", ("SimSun", "新宋体"))

LATIN = "Times New Roman"
"""Digits and Latin letters: half as wide as a character, as in the Chinese fonts, and on every machine."""

_CHINESE = (TITLE_FONT, BODY_FONT, KAI_FONT, HEI_FONT, SONG_FONT)


def fonts(font: Font, language: Language, *, latin: str = LATIN) -> Element:
    """Return the fonts of a style, one for each kind of script; to name one alone changes Latin letters only.

    Args:
        font: of Chinese characters in a Chinese document; in others they are all set in 宋体.
        language: of the document.
        latin: of digits and Latin letters.
    """
    chinese = font.name if language == "zh" else SONG_FONT.name
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def font_table() -> Element:
    """Return the table of fonts, with those that may stand in for each."""
    latin = w("font", w("charset", val="00"), w("family", val="roman"), w("pitch", val="variable"), name=LATIN)
    return w("fonts", latin, *map(_entry, _CHINESE))


def _entry(font: Font) -> Element:
    return w(
        "font",
        w("altName", val=",".join(font.instead)),
        w("charset", val="86"),
        w("family", val=font.family),
        w("pitch", val="variable"),
        name=font.name,
    )
