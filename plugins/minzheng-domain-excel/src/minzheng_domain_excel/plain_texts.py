"""Plain texts: those that a spreadsheet finds by what they are, and not by pattern, number, case or width.

COUNTIFS and MATCH read ``*``, ``?`` and ``~`` as patterns, COUNTIFS also ``>5`` and ``12`` as numbers; both ignore
case, and what else the language of the machine does not tell apart. Where a text is free of all that, they are exact; a
text about which there may be a doubt is not called plain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 255
"""How long a text may be for COUNTIFS and MATCH to look for it."""

_CRITERION = re.compile(r"[A-Za-z\u3400-\u9fff][A-Za-z\u3400-\u9fff （）()·、，；/&“”《》-]*")
_KEY = re.compile(r"[0-9A-Za-z\u3400-\u9fff〔][0-9A-Za-z\u3400-\u9fff（）〔〕·、_.-]*")
_NUMBERS = {"true", "false"}


class TextsOfColumn:
    """The different texts that stand in the cells of a column, or of several."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = frozenset(texts)
        self._alike: dict[str, set[str]] = {}

    def counts(self, text: str) -> bool:
        """Tell whether COUNTIFS with a text counts the cells that hold exactly this text, and no others."""
        if not self._alike:
            for other in self._texts:
                self._alike.setdefault(_folded(other), set()).add(other)
        return (
            _CRITERION.fullmatch(text) is not None
            and len(text) <= _LONGEST
            and text.casefold() not in _NUMBERS
            and self._alike.get(_folded(text), set()) <= {text}
        )

    def are_keys(self) -> bool:
        """Tell whether MATCH finds each text where it stands first, and takes no two for one."""
        return all(map(_is_key, self._texts)) and len(set(map(_folded, self._texts))) == len(self._texts)


def _is_key(text: str) -> bool:
    return len(text) <= _LONGEST and _KEY.fullmatch(text) is not None


def _folded(text: str) -> str:
    """Return what is left of a text when all is taken away that some program may not tell apart."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
