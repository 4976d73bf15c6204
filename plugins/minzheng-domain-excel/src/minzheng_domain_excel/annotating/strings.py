"""Strings: the table of a workbook's texts, to which some are added at the end."""

from __future__ import annotations

import re
from xml.parsers import expat

from minzheng_domain_excel.annotating.parts import MAIN
from minzheng_domain_excel.shared_strings import xml_text

_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}"></sst>'.encode()
_TABLE = "sst"
_END = re.compile(rb"</(?:\w+:)?sst\s*>\s*\Z")
_OPEN = re.compile(rb"<(\w+:)?sst\b([^>]*?)(/?)>")
_COUNT = re.compile(rb"""\scount\s*=\s*["'](\d+)["']""")
_COUNTS = re.compile(rb"""\s(?:unique)?[cC]ount\s*=\s*["']\d*["']""")


class Strings:
    """The table of a workbook's texts: the old ones are left as they are, byte for byte."""

    def __init__(self, content: bytes | None) -> None:
        """Take the table.

        Raises:
            expat.ExpatError: it is not well-formed.
        """
        self._content = _EMPTY if content is None else content
        self._old = _count(self._content)
        self._new: dict[str, int] = {}
        self._used = 0

    def places_of(self, text: str) -> set[int]:
        """Return the places at which a short text stands that is written in one piece."""
        if text.encode() not in self._content:
            return set()
        return _places(self._content, text)

    def place(self, text: str) -> int:
        """Return the place of a text; it is added unless it was before."""
        self._used += 1
        return self._new.setdefault(text, self._old + len(self._new))

    def content(self) -> bytes:
        """Return the table with what was added.

        Raises:
            KeyError: it is no table of texts.
        """
        opened = _OPEN.search(self._content)
        if opened is None:
            raise KeyError(_TABLE)
        prefix = (opened[1] or b"").decode()
        added = "".join(
            f'<{prefix}si><{prefix}t xml:space="preserve">{xml_text(text)}</{prefix}t></{prefix}si>'
            for text in self._new
        ).encode()
        used = _COUNT.search(opened[2])
        counts = (
            f' count="{(int(used[1]) if used else self._old) + self._used}" uniqueCount="{self._old + len(self._new)}"'
        )
        start = b"<" + prefix.encode() + b"sst" + _COUNTS.sub(b"", opened[2]) + counts.encode() + b">"
        end = _END.search(self._content)
        inside = self._content[opened.end() : end.start()] if end else b""
        return self._content[: opened.start()] + start + inside + added + f"</{prefix}sst>".encode()


def _count(content: bytes) -> int:
    """Count the texts: what the table says of its length is not always true."""
    depth = count = 0

    def start(_name: str, _given: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += depth == 2  # noqa: PLR2004 - the children of the table

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place only
    return count


def _places(content: bytes, wanted: str) -> set[int]:
    depth, place = 0, -1
    found: set[int] = set()

    def start(_name: str, _given: dict[str, str]) -> None:
        nonlocal depth, place
        depth += 1
        place += depth == 2  # noqa: PLR2004 - the children of the table

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def characters(text: str) -> None:
        if text == wanted:
            found.add(place)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place only
    return found
