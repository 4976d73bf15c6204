"""Shared strings: the one table of a workbook's texts, written piece by piece, and how a text stands in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

from minzheng_domain_excel.values import LONGEST_TEXT, xstring

_KEPT = 1 << 15
"""How many texts are remembered, to write each of them once; more would weigh on memory in a ledger of many names."""

_LONGEST_KEPT = 200
_IN_MEMORY = 1 << 20
_PIECE = 1 << 16
_SPECIAL = re.compile(r"[\x00-\x20&<>_\ufffe\uffff]")
"""What may have to be written otherwise than as it stands; most texts have nothing of it."""

_HALVES = re.compile("[\ud800-\udfff]")
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xml_text(text: str) -> str:
    """Return a text as it stands in the XML of a workbook."""
    return escape(xstring(text))


def fitting(text: str) -> str:
    """Return a text that a cell can hold: the end of a long one is cut, half a character is shown by its number."""
    whole = _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    # Half of what a cell holds: each character may take two units.
    return whole if len(whole) <= LONGEST_TEXT // 2 else whole[: LONGEST_TEXT // 2 - 1] + "…"


class SharedStrings:
    """The table of a workbook's texts; it lies in a file without a name, so that memory does not grow with it.

    Attributes:
        places: the place in the table of each text that is remembered.
    """

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self._waiting: list[str] = []
        self._count = 0
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def place(self, text: str) -> int:
        """Return the place of a text in the table; one that is not known there is added."""
        place = self.places.get(text)
        return self.add(text) if place is None else place

    def add(self, text: str) -> int:
        """Add a text that is not among the known :attr:`places`, and return its place."""
        if _SPECIAL.search(text) is None:
            place = self._append(f"<si><t>{text}</t></si>")
        else:
            # Blanks at the ends and line breaks are part of a text.
            place = self._append(f'<si><t xml:space="preserve">{xml_text(text)}</t></si>')
        if len(self.places) < _KEPT and len(text) <= _LONGEST_KEPT:
            self.places[text] = place
        return place

    def add_rich(self, content: str) -> int:
        """Add a text with formats, given as XML, and return its place."""
        return self._append(f"<si>{content}</si>")

    def begin_sheet(self) -> None:
        """Forget the texts of the sheets before, where there were many: another sheet has its own."""
        if len(self.places) > _KEPT // 2:
            self.places.clear()

    def _append(self, entry: str) -> int:
        self._waiting.append(entry)
        if len(self._waiting) == _KEPT // 8:
            self._flush()
        self._count += 1
        return self._count - 1

    def _flush(self) -> None:
        self._file.write("".join(self._waiting).encode("utf-8"))
        self._waiting.clear()

    def pieces(self) -> Iterator[bytes]:
        """Yield the part of the package that holds the table."""
        self._flush()
        yield (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<sst xmlns="{_NAMESPACE}" uniqueCount="{self._count}">'
        ).encode()
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece
        yield b"</sst>"
